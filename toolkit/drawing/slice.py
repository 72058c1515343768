"""One slice of skin put together: every tissue in the order in which it is painted."""

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.acid import crust_shapes, frost_behind_shapes, frost_shapes
from toolkit.drawing.adnexa import follicle_shapes, hair_shapes
from toolkit.drawing.bands import band_shapes
from toolkit.drawing.dermis import papillary_shapes, reticular_area, reticular_shapes
from toolkit.drawing.epidermis import epidermis_ground, epidermis_lines, junction
from toolkit.drawing.fat import fat_shapes
from toolkit.drawing.outline import Outline
from toolkit.drawing.pit import behind_shapes
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.vessels import pair_shapes, plexus_shapes
from toolkit.drawing.young import young_shapes


def slice_shapes(
    tissue: Tissue,
    layers: Layers,
    window: Window,
    *,
    before: Tissue | None = None,
    pores: tuple[tuple[float, float], ...] = (),
) -> tuple[tuple[Shape, ...], dict[str, np.ndarray]]:
    """Return the shapes of a slice, back to front, and the areas that clip them."""
    first = before or tissue
    if before is not None:
        tissue = tissue.since(before)
    outline = Outline.of(tissue, window.left, window.right)
    border = junction(outline, layers)
    surface = outline.points[None]
    skin = outline.closed_at(window.bottom)[None]
    dermis = outline.closed_at(window.bottom, border)[None]
    reticular = reticular_area(outline, layers, window)[None]
    shapes = (
        *behind_shapes(tissue, outline, window),
        *frost_behind_shapes(tissue, outline),
        *crust_shapes(tissue, window),
        *epidermis_ground(skin, surface, layers),
        Shape("papillary_dermis", "polygon", dermis, "skin"),
        *reticular_shapes(reticular, tissue, outline, layers, window),
        *young_shapes(tissue, outline, layers, window),
        *fat_shapes(window, layers.skin_mm),
        *pair_shapes(tissue, first, layers, window),
        *plexus_shapes(tissue, first, layers, window),
        *papillary_shapes(tissue, outline, layers, window),
        *band_shapes(tissue, first, layers, window),
        *follicle_shapes(first, layers, window, pores),
        *epidermis_lines(border[None], surface, layers),
        *hair_shapes(first, layers, window),
        *frost_shapes(tissue, outline),
        *_ghost(before, tissue, window),
        _fade(window),
    )
    areas = {"skin": skin[0], "dermis": dermis[0], "reticular": reticular[0]}
    return shapes, areas | _open_areas(outline, window)


def _open_areas(outline, window):
    """What lies above the surface, and all that the window shows."""
    above = np.array([[window.right, window.top], [window.left, window.top]])
    below = np.array([[window.left, window.bottom], [window.right, window.bottom]])
    return {
        "open": np.concatenate([outline.points, above]),
        "frame": np.concatenate([above, below]),
    }


def _ghost(before, tissue, window):
    """The first profile, dashed, where it differs from the surface now."""
    if before is None:
        return
    x = np.linspace(window.left, window.right, int(window.width * 40))
    height = before.height(x)
    moved = np.abs(height - tissue.height(x)) > 0.015
    if not moved.any():
        return
    first, last = np.flatnonzero(moved)[[0, -1]]
    part = slice(max(0, first - 6), last + 7)
    line = np.column_stack([x[part], -height[part]])[None]
    yield Shape("ghost_halo", "line", line, "frame")
    yield Shape("ghost", "line", line, "frame")


def _fade(window):
    top = window.bottom - 0.22
    corners = [
        [window.left, top],
        [window.right, top],
        [window.right, window.bottom + 0.02],
        [window.left, window.bottom + 0.02],
    ]
    return Shape("fade_bottom", "polygon", (np.array(corners),))
