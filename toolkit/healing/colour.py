"""Redness and pigment: what a reader sees from above while the tissue below heals.

r_t = ar s (1 - r) - r/tr                          signal near the surface reddens the skin
q_t = aq M r - q/tq                                redness darkens it, by melanin and sun
"""

from functools import lru_cache
from math import exp

import numpy as np

from toolkit.evidence import value
from toolkit.grid import Grid

NEAR_MM = value("redness_depth").typical


def near_surface(signal: np.ndarray, grid: Grid) -> np.ndarray:
    """Return what vessels near the surface feel of a signal on wide cells, (..., columns)."""
    return np.repeat(_weights(grid.halved(), signal.dtype) @ signal, 2, axis=-1)


def reddened(redness, signals, days, rates):
    """Return the redness after some days; signal at their begin, middle and end, by Simpson."""
    first, half, last = signals
    rate = rates.reddening_per_day * (first + 4 * half + last) / 6
    loss = rate + 1 / rates.redness_fading_days
    settled = rate / loss
    return settled + (redness - settled) * np.exp(-loss * days)


def darkened(pigment, redness, days, readiness, rates):
    """Return the pigment after some days in which the redness was as given on average."""
    keep = exp(-days / rates.pigment_fading_days)
    source = rates.pigmenting_per_day * readiness * rates.pigment_fading_days * redness
    return np.minimum(pigment * keep + source * (1 - keep), 1)


@lru_cache(maxsize=16)
def _weights(grid, dtype):
    weights = np.exp(-grid.z_mm / NEAR_MM)
    return (weights / weights.sum()).astype(dtype)
