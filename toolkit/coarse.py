"""Between a grid and the one with cells twice as wide and high."""

from functools import lru_cache

import numpy as np

from toolkit.grid import Grid


def coarsened(field: np.ndarray, grid: Grid, columns: slice = slice(None)) -> np.ndarray:
    """Return the mean over two by two cells, weighted by the tissue they stand for.

    A field that holds only some columns of the grid says which: an even start and an even stop.
    """
    rows = (field[..., 0::2, :] + field[..., 1::2, :]) * field.dtype.type(0.5)
    if not grid.is_round:
        return (rows[..., 0::2] + rows[..., 1::2]) * field.dtype.type(0.5)
    inner = _inner_share(grid, field.dtype)[halved(columns)]
    return rows[..., 0::2] * inner + rows[..., 1::2] * (1 - inner)


def halved(columns: slice) -> slice:
    """Return the same stretch of columns on the coarse grid."""
    start, stop = columns.start, columns.stop
    return slice(start and start // 2, stop and stop // 2)


def refined(field: np.ndarray) -> np.ndarray:
    """Return the field on the fine cells, each the value of its parent: nothing gained or lost."""
    *patients, rows, columns = field.shape
    fine = np.empty((*patients, 2 * rows, 2 * columns), field.dtype)
    fine[..., 0::2, 0::2] = fine[..., 0::2, 1::2] = field
    fine[..., 1::2, :] = fine[..., 0::2, :]
    return fine


def smoothed(field: np.ndarray) -> np.ndarray:
    """Return the field on the fine cells, linear between the centres of the parents."""
    return _between_columns(_between_rows(field))


def _between_rows(field):
    fine = np.empty((*field.shape[:-2], 2 * field.shape[-2], field.shape[-1]), field.dtype)
    near, far = field * field.dtype.type(0.75), field * field.dtype.type(0.25)
    np.add(near[..., 1:, :], far[..., :-1, :], out=fine[..., 2::2, :])
    np.add(near[..., :-1, :], far[..., 1:, :], out=fine[..., 1:-1:2, :])
    fine[..., :1, :], fine[..., -1:, :] = field[..., :1, :], field[..., -1:, :]
    return fine


def _between_columns(field):
    fine = np.empty((*field.shape[:-1], 2 * field.shape[-1]), field.dtype)
    near, far = field * field.dtype.type(0.75), field * field.dtype.type(0.25)
    np.add(near[..., 1:], far[..., :-1], out=fine[..., 2::2])
    np.add(near[..., :-1], far[..., 1:], out=fine[..., 1:-1:2])
    fine[..., :1], fine[..., -1:] = field[..., :1], field[..., -1:]
    return fine


@lru_cache(maxsize=16)
def _inner_share(grid, dtype):
    inner, outer = grid.column_size[0::2], grid.column_size[1::2]
    return (inner / (inner + outer)).astype(dtype)
