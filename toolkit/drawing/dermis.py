"""Dermis as fibres: bundles where collagen is, darker and emptier ground where it is lost."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.outline import Outline
from toolkit.drawing.scene import Shape, Some, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import Weave, weave
from toolkit.drawing.young import PATCH_FROM, repair_shapes

THIN_IN_SCARS = 0.8  #: part of the papillary dermis that a scar loses
#: an empty place is a flat gap between bundles: its height, and how far the gaps lie apart
VOID_MM, VOID_STEPS_MM = 0.085, np.array([0.125, 0.06])
_HALF_GAP = np.array([0.05, 0.006])


def papillary_depth(outline: Outline, layers: Layers) -> np.ndarray:
    """Return how far under the surface the papillary dermis ends, (points,). [mm]"""
    thick = layers.papillary_dermis_mm * (1 - THIN_IN_SCARS * outline.wide_scarred)
    return layers.stratum_corneum_mm + layers.epidermis_mm + thick


def reticular_area(outline: Outline, layers: Layers, window: Window, share: float = 1.0):
    """Return what lies below the papillary dermis, or below a share of it, (points, 2). [mm]"""
    bottom = min(layers.skin_mm + 0.25, window.bottom)
    return outline.closed_at(bottom, outline.inward(papillary_depth(outline, layers) * share)[::2])


def reticular_shapes(
    area: np.ndarray, tissue: Tissue, outline: Outline, layers: Layers, window: Window
):
    """Yield the ground, the empty places, and the bundles that are left, back to front."""
    soft = reticular_area(outline, layers, window, 0.86)
    yield Shape("papillary_edge", "polygon", soft[None], "dermis")
    yield Shape("reticular_dermis", "polygon", area, "dermis")
    yield from _voids(tissue, layers, window)
    yield from repair_shapes(tissue, window)
    yield from _bundles(tissue, layers, window)


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
    """Return where collagen is lost, patch by patch, (patches, 2), as it lay before acne. [mm]"""
    places, rank = _patches(layers.skin_mm + 0.2, window.left, window.right)
    lost = 1 - tissue.at(tissue.old + tissue.young, *places.T)
    hidden = tissue.at(tissue.young, *places.T) > PATCH_FROM + 0.05
    return places[(lost > rank) & ~hidden]


def _voids(tissue, layers, window):
    """Dark ground shows through where collagen is lost, patch by patch."""
    shown = tissue.sunk(empty_places(tissue, layers, window))
    if len(shown):
        gaps = np.stack([shown - _HALF_GAP, shown + _HALF_GAP], axis=1)
        yield Shape("void", "line", gaps, "reticular", VOID_MM)


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
    start = 0
    for batch, end in zip(woven.batches, woven.ends.tolist(), strict=True):
        which = np.flatnonzero(shown[start:end])
        if len(which):
            some = Some(batch.ribbons, which, down[start:end][which])
            yield Shape(batch.role, "ribbon", some, "dermis")
        start = end


@lru_cache(maxsize=16)
def _patches(bottom_mm, left_mm, right_mm):
    rng = np.random.default_rng(5)
    across, down = VOID_STEPS_MM
    row, column = np.mgrid[0 : int(bottom_mm / down), 0 : int(17 / across)]
    places = np.stack([column + 0.5 * (row % 2), row + 0.5], -1).reshape(-1, 2) * VOID_STEPS_MM
    places += rng.uniform(-0.02, 0.02, places.shape) - (8.5, 0)
    rank = rng.uniform(0.03, 0.15, len(places))
    here = (places[:, 0] > left_mm - 0.1) & (places[:, 0] < right_mm + 0.1)
    return places[here], rank[here]


@lru_cache(maxsize=16)
def _strokes(left_mm, right_mm, size):
    rng = np.random.default_rng(8)
    n = int(29 * 17 / size)
    x = np.sort(rng.uniform(-8.5, 8.5, n))
    share, lean = rng.uniform(0, 0.75, n), rng.uniform(-0.38, 0.38, n)
    length = rng.uniform(0.07, 0.15, n)
    here = (x > left_mm) & (x < right_mm)
    return x[here], share[here], lean[here], length[here]
