"""Spreading and fading in the modes of the slice, where both are mere multiplications."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.grid import Grid
from toolkit.healing.rates import HealingRates
from toolkit.modes import depth, lateral


class Propagators(NamedTuple):
    """What a step does to each mode, (depth modes, lateral modes)."""

    signal_half: np.ndarray
    signal: np.ndarray
    cells_half: np.ndarray
    cells: np.ndarray
    source_half: np.ndarray
    source: np.ndarray


@lru_cache(maxsize=64)
def propagators(grid: Grid, rates: HealingRates, days: float, dtype: np.dtype) -> Propagators:
    """Return exp(-L t) and its integral for each mode: exact for a step of any length."""
    laplacian = depth(grid).eigenvalue_per_mm2[:, None] + lateral(grid).eigenvalue_per_mm2
    signal = rates.signal_diffusion_mm2_per_day * laplacian + rates.signal_fading_per_day
    cells = rates.fibroblast_diffusion_mm2_per_day * laplacian + rates.fibroblast_decay_per_day
    tables = (
        np.exp(-signal * days / 2),
        np.exp(-signal * days),
        np.exp(-cells * days / 2),
        np.exp(-cells * days),
        _integral(cells, days / 2),
        _integral(cells, days),
    )
    return Propagators(*(table.astype(dtype) for table in tables))


def _integral(rate, days):
    """Return the integral of exp(-rate t) over the days, also where the rate is zero."""
    small = rate * days < 1e-8
    return np.where(small, days, -np.expm1(-rate * days) / np.where(small, 1.0, rate))


def to_modes(places: np.ndarray, grid: Grid) -> np.ndarray:
    """Return the modes of a field, (depth modes, lateral modes)."""
    dtype = places.dtype
    return depth(grid, dtype).forward @ places @ lateral(grid, dtype).forward.T


def to_places(modes: np.ndarray, grid: Grid) -> np.ndarray:
    """Return the field of some modes, (rows, columns)."""
    dtype = modes.dtype
    return depth(grid, dtype).backward @ modes @ lateral(grid, dtype).backward.T
