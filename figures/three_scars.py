"""A large pore and the three scars at one scale."""

from saving import save

from toolkit import boxcar, ice_pick, pore, rolling
from toolkit.drawing import scars_scene

scene = scars_scene([pore(), ice_pick(), boxcar(), rolling()], title="A pore and three scars")

if __name__ == "__main__":
    save(scene, __file__)
