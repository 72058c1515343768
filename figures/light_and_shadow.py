"""The same patch of skin in four lights: side light makes every scar look worse."""

from dataclasses import replace

from saving import save

from toolkit.drawing import View, patch, views_scene

skin = patch(["ice_pick", "boxcar", "ice_pick", "rolling"], seed=4, px_per_mm=50)
lights = {"overhead": "Overhead", "flash": "Flash", "window": "Window", "raking": "Raking light"}
views = [View(patch=skin, light=light, head=head) for light, head in lights.items()]
scene = replace(views_scene(views, title="The same skin in four lights"), rows=(2, 2))

if __name__ == "__main__":
    save(scene, __file__)
