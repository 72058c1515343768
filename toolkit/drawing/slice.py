"""One slice of skin put together: every tissue in the order in which it is painted."""

from collections.abc import Sequence

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.acid import crust_shapes, frost_behind_shapes, frost_shapes
from toolkit.drawing.adnexa import follicle_shapes, hair_shapes
from toolkit.drawing.bands import band_shapes
from toolkit.drawing.dermis import papillary_shapes, reticular_area, reticular_shapes
from toolkit.drawing.elastin import elastic_shapes
from toolkit.drawing.epidermis import colour_shapes, epidermis_ground, epidermis_lines, junction
from toolkit.drawing.fat import AREA, fat_shapes, lobule_area
from toolkit.drawing.gel import gel_shapes
from toolkit.drawing.outline import Outline
from toolkit.drawing.parts import SHOWN, is_shown
from toolkit.drawing.pit import behind_shapes
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.vessels import pair_shapes, plexus_shapes, stem_shapes
from toolkit.drawing.young import young_shapes


def slice_shapes(
    tissue: Tissue,
    layers: Layers,
    window: Window,
    *,
    before: Tissue | None = None,
    pores: tuple[tuple[float, float], ...] = (),
    show: Sequence[str] = SHOWN,
    stretch: float = 1.0,
    acting: Sequence[Shape] = (),
) -> tuple[tuple[Shape, ...], dict[str, np.ndarray]]:
    """Return the shapes of a slice, back to front, and the areas that clip them.

    What acts on the skin, such as needles, is painted over it and under the first profile.
    """
    first = before or tissue
    tissue = tissue if before is None else tissue.since(before)
    outline = Outline.of(tissue, window.left, window.right, window.coarseness)
    border = junction(outline, layers)
    surface, skin = outline.drawn[None], outline.closed_at(window.bottom)[None]
    dermis = outline.closed_at(window.bottom, border)[None]
    reticular = reticular_area(outline, layers, window)[None]
    stems = stem_shapes(tissue, first, layers, window)
    shapes = (
        *behind_shapes(tissue, outline, window),
        *frost_behind_shapes(tissue, outline),
        *crust_shapes(tissue, window),
        *epidermis_ground(skin, surface, layers),
        *colour_shapes(tissue, outline, layers),
        Shape("papillary_dermis", "polygon", dermis, "skin"),
        *reticular_shapes(reticular, tissue, outline, layers, window, stretch, stems),
        *(elastic_shapes(tissue, layers, window) if "elastin" in show else ()),
        *_in_the_skin(tissue, first, outline, layers, window),
        *follicle_shapes(first, layers, window, pores),
        *epidermis_lines(border[None], surface, layers),
        *hair_shapes(first, layers, window),
        *acting,
        *frost_shapes(tissue, outline),
        *_ghost(before, tissue, window),
        _fade(window),
    )
    shown = tuple(shape for shape in shapes if is_shown(shape.role, show))
    areas = {"skin": skin[0], "dermis": dermis[0], "reticular": reticular[0]}
    return shown, areas | _other_areas(outline, layers, window)


def _in_the_skin(tissue, first, outline, layers, window):
    """What lies on the weave: new threads, fat, vessels, upright fibres, gel and bands."""
    yield from young_shapes(tissue, first, layers, window)
    yield from fat_shapes(window, layers.skin_mm)
    yield from pair_shapes(tissue, first, layers, window)
    yield from papillary_shapes(tissue, outline, layers, window)
    yield from plexus_shapes(tissue, first, layers, window)
    yield from gel_shapes(tissue, layers, window)
    yield from band_shapes(tissue, first, layers, window)


def _other_areas(outline, layers, window):
    """What lies above the surface, all that the window shows, and the lobules of fat."""
    above = np.array([[window.right, window.top], [window.left, window.top]])
    below = np.array([[window.left, window.bottom], [window.right, window.bottom]])
    return {
        "open": np.concatenate([outline.drawn, above]),
        "frame": np.concatenate([above, below]),
        AREA: lobule_area(window, layers.skin_mm),
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
