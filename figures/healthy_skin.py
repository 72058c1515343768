"""Healthy cheek skin: the layers, named, to scale."""

from saving import save

from toolkit import healthy
from toolkit.drawing import section_scene

scene = section_scene(healthy(site="cheek"), title="Healthy cheek skin")

if __name__ == "__main__":
    save(scene, __file__)
