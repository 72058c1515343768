"""Young collagen: thin pale threads that lie like nested cups under the new surface."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.outline import Outline
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue

SPACING_MM = 0.058
PATCH_MM, PATCH_FROM = 0.17, 0.1
RANKS = (0.04, 0.75)  #: half of the collagen back shows more than half of the threads
CLEAR_MM = 0.05  #: between the epidermis and the first thread
BLURS_MM = (0.08, 0.2, 0.4, 0.8)  #: the deeper a thread, the wider the surface it follows
COLUMNS = 96
STEEPEST = 1.1  #: slope that the threads follow at most


def repair_shapes(tissue: Tissue, window: Window):
    """Yield the ground of repair; what is left of the old bundles lies over it."""
    if not tissue.young.max() > 0.05:
        return
    places = _candidates(window.left, window.right)[0]
    patch = tissue.sunk(places[tissue.at(tissue.young, *places.T) > PATCH_FROM])
    if len(patch):
        yield Shape("repair", "dots", patch[::2, None], "dermis", PATCH_MM)


def young_shapes(tissue: Tissue, outline: Outline, layers: Layers, window: Window):
    """Yield the threads with a dark casing."""
    if not tissue.young.max() > 0.05:
        return
    places, rank, wobble, length = _candidates(window.left, window.right)
    shown = (tissue.at(tissue.young, *places.T) > rank) & (places[:, 1] < layers.skin_mm - 0.06)
    places, wobble, length = tissue.sunk(places[shown]), wobble[shown], length[shown]
    depth = places[:, 1] + tissue.height(places[:, 0])
    # A pit has steep walls: keep threads off the epidermis along the wall, too.
    clear = (depth > 0) & (_distance(outline, places) > layers.epidermis_mm + 0.03 + CLEAR_MM)
    if clear.any():
        places, depth = places[clear], depth[clear]
        angle = _angles(tissue, window, places, depth) + wobble[clear]
        threads = _threads(places, angle, length[clear])
        yield Shape("young_casing", "curve", threads, "dermis")
        yield Shape("young_fibre", "curve", threads, "dermis")


def _threads(middle, angle, length):
    along = np.column_stack([np.cos(angle), np.sin(angle)]) * length[:, None] / 2
    across = np.column_stack([-along[:, 1], along[:, 0]])
    bend = np.where(np.arange(len(middle)) % 2, 0.16, -0.16)[:, None]
    return np.stack(
        [middle - along, middle - along / 2 + across * bend, middle, middle + along], axis=1
    )


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
    rank, wobble = rng.uniform(*RANKS, n), rng.normal(0, 0.1, n)
    length = rng.uniform(0.15, 0.28, n)
    here = (places[:, 0] > left_mm) & (places[:, 0] < right_mm)
    return places[here], rank[here], wobble[here], length[here]
