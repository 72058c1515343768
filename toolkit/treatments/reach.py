"""How far something spreads into the tissue around it, and how much room there is."""

import numpy as np

from toolkit.coarse import coarsened, smoothed
from toolkit.grid import Grid
from toolkit.modes import blurs

NOWHERE = 2.5  #: beyond so many reaches there is less than half a thousandth


def soaked_from(
    held: np.ndarray, lumen: np.ndarray, grid: Grid, *, reach_mm: float, refills: int
) -> np.ndarray:
    """Return how strong something is in each cell that soaks out of a lumen kept full of it.

    Parameters
    ----------
    held
        What the lumen holds, (rows, columns): its share of a cell times its strength.
    lumen
        Share of each cell that is open, (rows, columns).
    reach_mm
        Beyond a flat wall the strength is about erfc(distance / reach). [mm]
    refills
        How often the lumen is brought back to what it held while it soaks.

    Notes
    -----
    Because the lumen is refilled, a narrow one soaks its wall as deep as a wide one. Computed on
    cells twice as wide and high. What this leaves out: acid that tissue uses up.
    """
    held, closed = coarsened(held, grid), 1 - coarsened(lumen, grid)
    rows, columns = here = _within(held, grid.halved(), NOWHERE * reach_mm)
    spread_mm = reach_mm / (2 * refills) ** 0.5
    down, across = blurs(grid.halved(), spread_mm=spread_mm, dtype=held.dtype)
    down, across = down[rows, rows], np.ascontiguousarray(across[columns, columns].T)
    held, closed, strength = held[..., *here], closed[..., *here], held.copy()
    for _ in range(refills):
        strength[..., *here] = held + closed * (down @ strength[..., *here] @ across)
    return smoothed(strength)


def _within(there, grid, reach_mm):
    """Return the rows and columns that hold anything, and those up to a distance around."""
    there = there.reshape(-1, *grid.shape).any(axis=0)
    around = []
    for axis, size_mm in ((1, grid.dz_mm), (0, grid.dx_mm)):
        places, more = np.flatnonzero(there.any(axis=axis)), int(reach_mm / size_mm) + 1
        stop = int(places[-1]) + more + 1 if places.size else 0
        around.append(slice(max(int(places[0]) - more, 0) if places.size else 0, stop))
    return tuple(around)


def opening_mm(open_share: np.ndarray, grid: Grid, *, up_to_mm: float) -> np.ndarray:
    """Return how wide the opening around each cell is at its depth, (rows, columns). [mm]

    What is open up to a distance on either side counts. Columns in which nothing is open, and that
    have nothing open beyond them, may be left out.
    """
    whole = mirrored(open_share, grid)
    sums = np.cumsum(whole, axis=-1)
    reach = max(1, round(up_to_mm / grid.dx_mm))
    places = np.arange(whole.shape[-1] - open_share.shape[-1], whole.shape[-1])
    right = sums[..., np.minimum(places + reach, whole.shape[-1] - 1)]
    left = np.where(places > reach, sums[..., np.maximum(places - reach - 1, 0)], 0)
    return (right - left) * open_share.dtype.type(grid.dx_mm)


def deepest_near(depth_mm: np.ndarray, grid: Grid, *, up_to_mm: float) -> np.ndarray:
    """Return the greatest depth up to a distance on either side of each column, (columns,). [mm]"""
    whole = mirrored(depth_mm, grid)
    reach = max(1, round(up_to_mm / grid.dx_mm))
    padding = [(0, 0)] * (whole.ndim - 1) + [(reach, reach)]
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(whole, padding, mode="edge"), 2 * reach + 1, axis=-1
    )
    return windows.max(axis=-1)[..., -grid.columns :]


def mirrored(field: np.ndarray, grid: Grid) -> np.ndarray:
    """Return the field from edge to edge: a round slice is mirrored at its axis."""
    return np.concatenate([field[..., ::-1], field], axis=-1) if grid.is_round else field
