"""Spreading and fading in the modes of the slice, where both are mere multiplications.

An array of modes holds only the longest waves, as many each way as still carry something: how many
is read off its shape.
"""

from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np

from toolkit.grid import Grid
from toolkit.healing.rates import HealingRates
from toolkit.modes import depth, lateral

#: Waves that spreading levels by this many e-foldings in a step hold less than one part in as many
#: of what a source adds to the longest ones.
LEVELLED = 50


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
    rows, columns = waves(grid, LEVELLED, rates.fibroblast_diffusion_mm2_per_day * days)
    cells = cells[:rows, :columns]
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


@lru_cache(maxsize=256)
def waves(grid: Grid, foldings: float, spread_mm2: float) -> tuple[int, int]:
    """Return how many waves down and across lose less than some e-foldings by a spread D t.

    The mean, a wave without end, is always one of them: what is spread is not lost.
    """
    lost = (modes.eigenvalue_per_mm2 * spread_mm2 for modes in (depth(grid), lateral(grid)))
    return tuple(max(1, int(np.searchsorted(each, foldings, side="right"))) for each in lost)


def signal_waves(grid: Grid, rates: HealingRates, days: float, dtype: np.dtype) -> tuple[int, int]:
    """Return how many waves of the signal its precision still tells from nothing after days."""
    foldings = -log(np.finfo(dtype).eps) - rates.signal_fading_per_day * days
    return waves(grid, foldings, rates.signal_diffusion_mm2_per_day * days)


def carried(factor: np.ndarray, modes: np.ndarray, kept: tuple[int, int]) -> np.ndarray:
    """Return the modes times a factor each, only as many down and across as are kept."""
    rows, columns = map(min, kept, modes.shape[-2:])
    return factor[:rows, :columns] * modes[..., :rows, :columns]


def to_modes(places: np.ndarray, grid: Grid, kept: tuple[int, int] | None = None) -> np.ndarray:
    """Return the modes of a field, (depth modes, lateral modes): the longest, as many as kept."""
    rows, columns = kept or grid.shape
    down, across = depth(grid, places.dtype), lateral(grid, places.dtype)
    return _across(down.forward[:rows] @ places, across.forward[:columns].T)


def to_places(modes: np.ndarray, grid: Grid) -> np.ndarray:
    """Return the field of some modes, (rows, columns)."""
    rows, columns = modes.shape[-2:]
    down, across = depth(grid, modes.dtype), lateral(grid, modes.dtype)
    return down.backward[:, :rows] @ _across(modes, across.backward[:, :columns].T)


def _across(field, matrix):
    """Return field @ matrix, the rows of all patients as one long matrix: one call of BLAS."""
    flat = field.reshape(-1, field.shape[-1]) @ matrix
    return flat.reshape(*field.shape[:-1], flat.shape[-1])
