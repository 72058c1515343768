"""Young collagen: thin pale threads that lie like nested cups under the new surface."""

from functools import lru_cache

import numpy as np

from toolkit.drawing.outline import Outline
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue

SPACING_MM = 0.058
PATCH_MM = 0.2
CLEAR_MM = 0.05  #: between the epidermis and the first thread
BLURS_MM = (0.08, 0.2, 0.4, 0.8)  #: the deeper a thread, the wider the surface it follows
COLUMNS = 96
STEEPEST = 1.1  #: slope that the threads follow at most


def young_shapes(tissue: Tissue, outline: Outline, window: Window):
    """Yield the repair ground, then the threads with a dark casing."""
    if not tissue.young.max() > 0.05:
        return
    places, rank, wobble, length = _candidates(window.left, window.right)
    young = tissue.at(tissue.young, *places.T)
    here = young > np.minimum(rank, 0.25) + 0.03
    places, rank, wobble, length, young = (
        array[here] for array in (places, rank, wobble, length, young))
    places = tissue.sunk(places)
    depth = places[:, 1] + tissue.height(places[:, 0])
    patch = places[(young > 0.12) & (depth > 0)]
    if len(patch):
        yield Shape("repair", "dots", patch[::2, None], "dermis", PATCH_MM)
    # A round funnel has steep walls: keep threads off the epidermis along the wall, too.
    clear = _distance(outline, places) > 0.09 + CLEAR_MM
    shown = clear & (young > rank) & (depth > 0)
    if shown.any():
        angle = _angles(tissue, window, places[shown], depth[shown]) + wobble[shown]
        threads = _threads(places[shown], angle, length[shown])
        yield Shape("young_casing", "curve", threads, "dermis")
        yield Shape("young_fibre", "curve", threads, "dermis")


def _threads(middle, angle, length):
    along = np.column_stack([np.cos(angle), np.sin(angle)]) * length[:, None] / 2
    across = np.column_stack([-along[:, 1], along[:, 0]])
    bend = np.where(np.arange(len(middle)) % 2, 0.16, -0.16)[:, None]
    return np.stack([middle - along, middle - along / 2 + across * bend, middle,
                     middle + along], axis=1)


def _distance(outline, places):
    """Distance from each place to the nearest point of the surface. [mm]"""
    if not len(places):
        return np.zeros(0)
    gap = places[:, None] - outline.points[None, ::2]
    return np.sqrt((gap**2).sum(-1).min(1))


def _angles(tissue, window, places, depth):
    """Slope of the surface above, seen through a wider and wider blur the deeper it lies."""
    x = np.linspace(window.left, window.right, COLUMNS)
    slopes = np.gradient(_blurs(window.width) @ -tissue.height(x), x, axis=1)
    column = np.clip(np.searchsorted(x, places[:, 0]), 0, COLUMNS - 1)
    level = np.interp(depth, (0.0, 0.25, 0.6, 1.2), np.arange(len(BLURS_MM)))
    low = np.minimum(level.astype(int), len(BLURS_MM) - 2)
    share = level - low
    slope = slopes[low, column] * (1 - share) + slopes[low + 1, column] * share
    return np.arctan(np.clip(slope, -STEEPEST, STEEPEST))


@lru_cache(maxsize=16)
def _blurs(width_mm):
    x = np.linspace(0, width_mm, COLUMNS)
    kernels = [np.exp(-((x[:, None] - x) ** 2) / (2 * blur**2)) for blur in BLURS_MM]
    return np.stack([kernel / kernel.sum(1, keepdims=True) for kernel in kernels])


@lru_cache(maxsize=16)
def _candidates(left_mm, right_mm):
    rng = np.random.default_rng(33)
    row, column = np.mgrid[0 : int(3.0 / SPACING_MM), 0 : int(17 / SPACING_MM)]
    places = np.stack([column + 0.5 * (row % 2), row + 0.5], -1).reshape(-1, 2) * SPACING_MM
    places += rng.uniform(-0.022, 0.022, places.shape) - (8.5, 0)
    n = len(places)
    rank, wobble = rng.uniform(0.1, 1.0, n), rng.normal(0, 0.1, n)
    length = rng.uniform(0.15, 0.28, n)
    here = (places[:, 0] > left_mm) & (places[:, 0] < right_mm)
    return places[here], rank[here], wobble[here], length[here]
