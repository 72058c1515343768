"""How deep each product and device goes, to scale beside an ice pick scar."""

from saving import save

from toolkit import ice_pick
from toolkit.drawing import reach_scene

scene = reach_scene(ice_pick(), title="How deep each product and device goes")

if __name__ == "__main__":
    save(scene, __file__)
