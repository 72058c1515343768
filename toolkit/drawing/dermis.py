"""Dermis as fibres: bundles where collagen is, darker and emptier ground where it is lost."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.outline import Outline
from toolkit.drawing.regions import STROKE_MM, lattice, rows_above, seen
from toolkit.drawing.scene import Shape, Some, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import Weave, repeats, weave

THIN_IN_SCARS = 0.8  #: part of the papillary dermis that a scar loses
LOST = (0.05, 0.2)  #: collagen that must be missing for the ground to turn darker, and dark
REPAIR_FROM = 0.1  #: young collagen that shows as the ground of repair
OVER = ("bundle_6", "bundle_7")  #: bundles that may cover what lies between them
SCARRED_BELOW = 0.95  #: where less of the old collagen is left than this, it lies in disorder


def papillary_depth(outline: Outline, layers: Layers) -> np.ndarray:
    """Return how far under the surface the papillary dermis ends, (points,). [mm]"""
    thick = layers.papillary_dermis_mm * (1 - THIN_IN_SCARS * outline.wide_scarred)
    return layers.stratum_corneum_mm + layers.epidermis_mm + thick


def reticular_area(outline: Outline, layers: Layers, window: Window, share: float = 1.0):
    """Return what lies below the papillary dermis, or below a share of it, (points, 2). [mm]"""
    bottom = min(layers.skin_mm + 0.25, window.bottom)
    return outline.closed_at(bottom, outline.inward(papillary_depth(outline, layers) * share)[::2])


def reticular_shapes(
    area: np.ndarray,
    tissue: Tissue,
    outline: Outline,
    layers: Layers,
    window: Window,
    stretch: float = 1.0,
    between: Iterable[Shape] = (),
):
    """Yield the ground, the empty places, and the bundles that are left, back to front.

    What lies between the bundles is painted before the last layers of them.
    """
    soft = reticular_area(outline, layers, window, 0.86)
    yield Shape("papillary_edge", "polygon", soft[None], "dermis")
    yield Shape("reticular_dermis", "polygon", area, "dermis")
    yield from _grounds(tissue, layers, window, stretch)
    bundles = list(_bundles(tissue, layers, window))
    over = [shape for shape in bundles if shape.role in OVER]
    yield from (shape for shape in bundles if shape.role not in OVER)
    yield from between
    yield from over


def papillary_shapes(tissue: Tissue, outline: Outline, layers: Layers, window: Window):
    """Yield the short upright fibres of the papillary dermis."""
    x, share, lean, length = _strokes(window.left, window.right, window.coarseness)
    at = outline.index(x)
    inner = layers.stratum_corneum_mm + layers.epidermis_mm + 0.03
    room = papillary_depth(outline, layers)[at] - inner
    start = outline.points[at] + outline.normals[at] * (inner + share * room)[:, None]
    angle = np.arctan2(outline.normals[at, 1], outline.normals[at, 0]) + lean
    reach = length * (1 - 0.45 * outline.scarred[at])
    step = np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None]
    side = np.column_stack([-step[:, 1], step[:, 0]]) * (0.25 * np.sign(lean))[:, None]
    strokes = np.stack([start, start + step / 2 + side, start + step], axis=1)
    old_z = tissue.reference_z(start[:, 0], start[:, 1])
    left = tissue.at(tissue.old, start[:, 0], old_z)
    strokes = strokes[(left > 0.55) & (old_z < layers.skin_mm - 0.3)]
    yield Shape("papillary_casing", "curve", strokes, "dermis")
    yield Shape("papillary_fibre", "curve", strokes, "dermis")


def empty_places(tissue: Tissue, layers: Layers, window: Window) -> np.ndarray:
    """Return where the ground is drawn darker for lack of collagen, (places, 2). [mm]"""
    x, z = lattice(window, layers.skin_mm)
    lost = _lost(tissue, x, z)
    row, column = np.nonzero(lost > LOST[0])
    return np.column_stack([x[column], z[row]])


def bundle_places(tissue: Tissue, layers: Layers, window: Window) -> np.ndarray:
    """Return places along both sides of every bundle that is drawn, (places, 2). [mm]"""
    places = [np.zeros((0, 2))]
    for shape in _bundles(tissue, layers, window):
        side = (shape.things.shape[1] - 3) // 2 + 1  # without the two control points
        ends = np.delete(shape.things, [1, side + 1], axis=1)
        places += [ends.reshape(-1, 2), (0.5 * (ends[:, 1:] + ends[:, :-1])).reshape(-1, 2)]
    return np.concatenate(places)


def _lost(tissue, x, z):
    """Collagen that is missing, (rows, columns), but not where young collagen lies."""
    collagen, young = seen(tissue, (tissue.collagen, tissue.young), x, z)
    return np.where(young > REPAIR_FROM, 0, 1 - collagen)


def _grounds(tissue, layers, window, stretch):
    """Darker ground where collagen is lost, in two steps, and the ground of repair."""
    x, z = lattice(window, layers.skin_mm + 0.2, stretch)
    wide = STROKE_MM * window.coarseness
    lost = _lost(tissue, x, z)
    for level, role in zip(LOST, ("void_edge", "void"), strict=True):
        rows = rows_above(lost, level, x, z)
        if len(rows):
            yield Shape(role, "line", rows, "reticular", wide)
    if tissue.young.max() > REPAIR_FROM:
        (young,) = seen(tissue, (tissue.young,), x, z)
        rows = rows_above(young, REPAIR_FROM, x, z)
        if len(rows):
            yield Shape("repair", "line", rows, "dermis", wide)


def standing(tissue: Tissue, layers: Layers, window: Window) -> tuple[Weave, np.ndarray]:
    """Return the weave of a window, and which of its bundles are left, (bundles,)."""
    top = layers.stratum_corneum_mm + layers.epidermis_mm + layers.papillary_dermis_mm
    woven = weave(top, layers.skin_mm, window.left, window.right, window.coarseness)
    left = tissue.at(tissue.old, woven.probes[..., 0], woven.probes[..., 1])
    # An end may reach into a thinner place, but not into a hole.
    return woven, (left[:, 1] >= woven.rank) & (left.min(axis=1) >= np.minimum(woven.rank, 0.5))


def _bundles(tissue, layers, window):
    woven, shown = standing(tissue, layers, window)
    down = tissue.sink_mm(woven.probes[:, 1])
    around = tissue.at(tissue.old, woven.probes[..., 0], woven.probes[..., 1]).mean(axis=1)
    start = 0
    for batch, end in zip(woven.batches, woven.ends.tolist(), strict=True):
        which = np.flatnonzero(shown[start:end])
        if len(which):
            scarred = around[start:end][which] < SCARRED_BELOW
            turned = which + len(batch.rank) * scarred
            some = Some(batch.ribbons, turned, down[start:end][which])
            yield Shape(batch.role, "ribbon", some, "dermis")
        start = end


@lru_cache(maxsize=16)
def _strokes(left_mm, right_mm, size):
    rng = np.random.default_rng(8)
    n = int(29 * 17 / size)
    x = np.sort(rng.uniform(-8.5, 8.5, n))
    share, lean = rng.uniform(0, 0.75, n), rng.uniform(-0.38, 0.38, n)
    length = rng.uniform(0.07, 0.15, n)
    which, by = repeats(x, left_mm, right_mm, 17.0)
    return x[which] + by[:, 0], share[which], lean[which], length[which]
