"""The same patch of skin in six skin tones, in light from a window."""

from dataclasses import replace

from saving import save

from toolkit.drawing import View, patch, views_scene

skin = patch(["ice_pick", "boxcar"], seed=2, width_mm=6, height_mm=4, px_per_mm=60)
views = [View(patch=skin, skin_type=tone, head=f"Skin type {tone}") for tone in range(1, 7)]
scene = replace(views_scene(views, title="The same scars in six skin tones"), rows=(3, 3))

if __name__ == "__main__":
    save(scene, __file__)
