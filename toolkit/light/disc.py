"""A round section laid out as a map: every place takes the profile at its own radius."""

from functools import lru_cache

import numpy as np

RADIUS_CELLS = 80  #: cells of the map from the axis to the edge
FINER = 4  #: radii a column, so that a map may take the nearest one


@lru_cache(maxsize=8)
def half_disc(grid):
    """Return how to spread a profile on half a disc, the slope's share to the left, the inside."""
    x = np.arange(-RADIUS_CELLS, RADIUS_CELLS) + 0.5
    radius = np.hypot(x, np.arange(RADIUS_CELLS)[:, None] + 0.5)
    return _spreader(grid, radius), -x / radius, radius < RADIUS_CELLS


@lru_cache(maxsize=8)
def full_disc(grid):
    """Return how to spread a profile on the square around the axis."""
    x = np.arange(-RADIUS_CELLS, RADIUS_CELLS) + 0.5
    return _spreader(grid, np.hypot(x, x[:, None]))


def _spreader(grid, radius):
    """Return a function that lays profiles, (..., columns), on a map of radii in cells."""
    fine = (np.arange(FINER * grid.columns) + 0.5) / FINER - 0.5
    fine = np.clip(fine, 0, grid.columns - 1)
    before = np.minimum(fine.astype(int), grid.columns - 2)
    share = fine - before
    nearest = (radius / RADIUS_CELLS * grid.columns * FINER).astype(int)
    nearest = np.minimum(nearest, FINER * grid.columns - 1)

    def take(profile):
        weight = share.astype(profile.dtype)
        finer = profile[..., before] * (1 - weight) + profile[..., before + 1] * weight
        return np.take(finer, nearest, axis=-1)

    return take
