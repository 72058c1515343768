"""Maps on coarser cells, for what varies slowly: fewer numbers, and the whole of the light."""

from functools import lru_cache

import numpy as np


def averaged(field: np.ndarray, cells: int) -> np.ndarray:
    """Return the means over squares of cells; the last ones may hold fewer."""
    down, across = (_averaging(side, cells) for side in field.shape)
    return down @ field @ across.T


def spread_out(coarse: np.ndarray, shape: tuple[int, int], cells: int) -> np.ndarray:
    """Return a coarse map on fine cells again, smooth between the middles of its squares."""
    down, across = (_between(side, cells) for side in shape)
    return down @ coarse @ across.T


@lru_cache(maxsize=32)
def _averaging(side, cells):
    square = np.arange(side) // cells
    inside = (square == np.arange(square[-1] + 1)[:, None]).astype(np.float32)
    return inside / inside.sum(axis=1, keepdims=True)


@lru_cache(maxsize=32)
def _between(side, cells):
    middles = _averaging(side, cells) @ np.arange(side, dtype=np.float32)
    tents = np.eye(len(middles))
    curves = [np.interp(np.arange(side), middles, tent) for tent in tents]
    return np.array(curves, np.float32).T
