"""How far a source reaches: the nearest source counts, wherever it is."""

import numpy as np

from toolkit.grid import Grid


def reach(source: np.ndarray, grid: Grid, *, reach_mm: float) -> np.ndarray:
    """Return what reaches each cell from the nearest source: exp(-(distance / reach)^2).

    The largest of all Gaussians, one axis after the other; a soft source gives a soft front, so
    the answer does not hang on which side of a cell's centre a wall runs.
    """
    return _along(reach_upright(source, grid, reach_mm=reach_mm), grid.dx_mm / reach_mm, 1)


def reach_upright(source: np.ndarray, grid: Grid, *, reach_mm: float) -> np.ndarray:
    """Return the same along each column only, for what comes and goes with an upright beam."""
    return _along(source, grid.dz_mm / reach_mm, 0)


def _along(source, step, axis):
    source = np.moveaxis(source, axis, 0)
    result = source.copy()
    for shift in range(1, min(int(2.5 / step) + 1, len(source))):
        fall = np.exp(-((shift * step) ** 2)).astype(source.dtype)
        np.maximum(result[shift:], source[:-shift] * fall, out=result[shift:])
        np.maximum(result[:-shift], source[shift:] * fall, out=result[:-shift])
    return np.moveaxis(result, 0, axis)
