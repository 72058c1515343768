"""How far something spreads into the tissue around it."""

from functools import lru_cache

import numpy as np

from toolkit.grid import Grid
from toolkit.modes import depth, lateral


def soaked(source: np.ndarray, grid: Grid, *, reach_mm: float) -> np.ndarray:
    """Return what soaks into each cell from a source: half the source at a flat edge.

    Diffusion from the source for as long as gives erfc(distance / reach) beyond a flat edge. It
    is linear in the source, so a narrow source soaks less far, and cells of any size agree.
    """
    down, across = _blurs(grid, reach_mm, source.dtype)
    return np.maximum(down @ source @ across.T, 0)


@lru_cache(maxsize=32)
def _blurs(grid, reach_mm, dtype):
    return tuple(_blur(modes, reach_mm).astype(dtype) for modes in (depth(grid), lateral(grid)))


def _blur(modes, reach_mm):
    fall = np.exp(-modes.eigenvalue_per_mm2 * (reach_mm / 2) ** 2)
    return modes.backward @ (fall[:, None] * modes.forward)
