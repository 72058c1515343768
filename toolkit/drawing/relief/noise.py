"""Smooth randomness on a map: the same skin at every number of pixels."""

import numpy as np

BLUR = 1.9  #: evens out what the smooth curve takes from the spread of the random numbers


def generator(seed: int, layer: str) -> np.random.Generator:
    """Return the random numbers of one layer; a change in one layer leaves the others alone."""
    return np.random.default_rng([seed, *layer.encode()])


def smooth(rng: np.random.Generator, x_mm: np.ndarray, y_mm: np.ndarray, *, cell_mm: float):
    """Return a field of waves about twice as wide as a cell, (rows, columns); mean 0, spread 1."""
    across, down = _curves(x_mm, cell_mm), _curves(y_mm, cell_mm)
    numbers = rng.standard_normal((down.shape[1], across.shape[1])).astype(np.float32)
    return BLUR * (down @ numbers @ across.T)


def wandering(rng: np.random.Generator, along_mm: np.ndarray, *, cell_mm: float, reach_mm: float):
    """Return a smooth curve over places from -reach to reach, of any shape; spread about 1."""
    knots = np.arange(-reach_mm - 2 * cell_mm, reach_mm + 3 * cell_mm, cell_mm / 4)
    numbers = rng.standard_normal(len(_curves(knots - knots[0], cell_mm)[0]))
    return np.interp(along_mm, knots, 1.4 * _curves(knots - knots[0], cell_mm) @ numbers)


def smoothstep(share: np.ndarray) -> np.ndarray:
    """Return 0 up to 0, 1 from 1, and a smooth rise between."""
    share = np.clip(share, 0, 1)
    return share * share * (3 - 2 * share)


def _curves(at_mm, cell_mm):
    """Return the share that each knot has in each place: cubic curves, four knots to a place."""
    at = np.asarray(at_mm) / cell_mm
    knots = np.arange(int(np.ceil(at.max())) + 4) - 1
    distance = np.abs(at[:, None] - knots)
    near = 2 / 3 - distance**2 + distance**3 / 2
    far = np.clip(2 - distance, 0, None) ** 3 / 6
    return np.where(distance < 1, near, far).astype(np.float32)
