"""Young collagen: thin pale threads that lie like nested cups under the new surface."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import repeats

LEVEL_MM, STEP_MM = 0.034, 0.15  #: between the cups, and between threads along a cup
FIRST_MM, LAST_MM = 0.09, 3.0  #: depth of the first and the last cup under the surface
RANKS = (0.04, 0.7)  #: half of the collagen back shows more than half of the threads
CLEAR_MM = 0.05  #: between the epidermis and the first thread, across the cups
BLURS_MM = (0.06, 0.17, 0.4, 0.8)  #: the deeper a cup, the wider the surface it follows
BLUR_DEPTHS_MM = (0.0, 0.3, 0.8, 1.6)
FILL_BLUR_MM = 0.1  #: the old floor is rounded by so much before cups follow it
FADES_MM = 0.35  #: over which cups under the old floor become level
COLUMNS = 110
LEAST = 0.05  #: young collagen below which nothing is drawn
#: threads lie along their cup but for a little; one in so many is a stray
WOBBLE, STRAY, ONE_IN = 0.03, 0.3, 25
HALF_MM = (0.13, 0.25)  #: half of the length of a thread
BOW_MM = 0.004


def young_shapes(tissue: Tissue, first: Tissue, layers: Layers, window: Window):
    """Yield the threads with a darker casing; in a filled pit cups lie between floor and floor."""
    if not tissue.young.max() > LEAST:
        return
    x, depth, rank, tilt, half = _candidates(window.left, window.right, window.coarseness)
    cups = _Cups(tissue, first, window)
    part = cups.part(x, depth)
    z, slope = cups.at(x, depth, part)
    flat = 1 / np.hypot(1, slope)
    there = tissue.at(tissue.young, x, tissue.reference_z(x, z)) * flat**0.5
    shown = (there > rank) & (depth * flat > layers.epidermis_mm + CLEAR_MM) & (z > 0)
    shown &= z < layers.skin_mm - 0.03
    if shown.any():
        reach = (half * flat)[shown]
        threads = _threads(cups, x[shown], depth[shown], part[shown], reach, tilt[shown])
        yield Shape("young_casing", "curve", threads, "dermis")
        yield Shape("young_fibre", "curve", threads, "dermis")


class _Cups:
    """Nested lines under the surface.

    In what has filled a pit a cup is a mean of the new floor and the old one; elsewhere it is the
    surface some way further down, blurred the wider the deeper.
    """

    def __init__(self, tissue, first, window):
        self.x = np.linspace(window.left, window.right, COLUMNS)
        blurs = _blurs(window.width)
        self.z = blurs[:-1] @ -tissue.height(self.x)
        filled = np.maximum(tissue.height(self.x) - first.height(self.x), 0)
        self.fill = blurs[-1] @ filled

    def part(self, x, depth):
        """Return how much of the fill lies over places at some depths, 0 to 1."""
        fill = np.maximum(np.interp(x, self.x, self.fill), 1e-6)
        return np.where(depth < fill, depth / fill, np.exp(np.minimum(fill - depth, 0) / FADES_MM))

    def at(self, x, depth, part):
        """Return how deep the cups through some places lie, and how steep they are there."""
        z = self._surface(x, depth) + depth
        step = self.x[1] - self.x[0]
        ahead, behind = (
            self._surface(x + side, depth) + part * np.interp(x + side, self.x, self.fill)
            for side in (step, -step)
        )
        return z, (ahead - behind) / (2 * step)

    def along(self, x, depth, part, by):
        """Return how deep the cups through some places lie a little beside them."""
        fill, beside = (np.interp(at, self.x, self.fill) for at in (x, x + by))
        return self._surface(x + by, depth) + depth + part * (beside - fill)

    def _surface(self, x, depth):
        level = np.interp(depth, BLUR_DEPTHS_MM, np.arange(len(BLURS_MM)))
        low = np.minimum(level.astype(int), len(BLURS_MM) - 2)
        deeper = level - low
        place = (x - self.x[0]) / (self.x[1] - self.x[0])
        left = np.clip(place.astype(int), 0, COLUMNS - 2)
        along = np.clip(place - left, -1, 2)
        above = self.z[low, left] * (1 - along) + self.z[low, left + 1] * along
        below = self.z[low + 1, left] * (1 - along) + self.z[low + 1, left + 1] * along
        return above * (1 - deeper) + below * deeper


def _threads(cups, x, depth, part, reach, tilt):
    """One arc a thread: its ends and its middle lie on the cup, but for its own tilt."""
    start, end, middle = (
        np.column_stack([x + reach * side, cups.along(x, depth, part, reach * side) + tilt * side])
        for side in (-1, 1, 0)
    )
    bow = np.where(np.arange(len(x)) % 2, BOW_MM, -BOW_MM)[:, None] * [[0, 1]]
    return np.stack([start, 2 * middle - (start + end) / 2 + bow, end], axis=1)


@lru_cache(maxsize=16)
def _blurs(width_mm):
    x = np.linspace(0, width_mm, COLUMNS)
    kernels = [
        np.exp(-((x[:, None] - x) ** 2) / (2 * blur**2)) for blur in (*BLURS_MM, FILL_BLUR_MM)
    ]
    return np.stack([kernel / kernel.sum(1, keepdims=True) for kernel in kernels])


@lru_cache(maxsize=16)
def _candidates(left_mm, right_mm, size):
    rng = np.random.default_rng(33)
    size = size**0.75  # a wide picture has threads a little larger, not so much as bundles
    rows = int((LAST_MM - FIRST_MM) / LEVEL_MM / size)
    row, column = np.mgrid[0:rows, 0 : int(17 / STEP_MM / size)].reshape(2, -1)
    n = len(row)
    x = (column + 0.5 * (row % 2) + rng.uniform(-0.4, 0.4, n)) * STEP_MM * size - 8.5
    depth = FIRST_MM + (row + rng.uniform(-0.35, 0.35, n)) * LEVEL_MM * size
    rank, half = rng.uniform(*RANKS, n), rng.uniform(*HALF_MM, n) * size
    turn = rng.normal(0, WOBBLE, n)
    turn = np.where(rng.uniform(0, ONE_IN, n) < 1, rng.uniform(-STRAY, STRAY, n), turn)
    which, by = repeats(x, left_mm, right_mm, 17.0)
    tilt = turn[which] * half[which]
    return x[which] + by[:, 0], depth[which], rank[which], tilt, half[which]
