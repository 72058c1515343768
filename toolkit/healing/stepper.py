"""The clock of healing: an exponential integrator in the modes of the slice.

Signal and fibroblasts live on cells twice as wide and high as those of collagen, in modes in which
spreading and fading are exact for any step. What wakes fibroblasts is taken at mid-step, without
splitting: splitting loses an order at the sharp walls of a pit.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import exp, sqrt
from typing import NamedTuple

import numpy as np

from toolkit.coarse import coarsened, refined, smoothed
from toolkit.grid import Grid
from toolkit.healing.equations import aged, grown, waking
from toolkit.healing.rates import HEALING, HealingRates
from toolkit.modes import depth, lateral
from toolkit.patient import Patient
from toolkit.section import Section

EARLY_ENDS_DAYS = (3, 7, 14, 21, 28, 42, 56, 70, 84)  #: then every four weeks


def heal(
    section: Section,
    *,
    days: float,
    patient: Patient | None = None,
    rates: HealingRates = HEALING,
    steps: int | None = None,
) -> Section:
    """Return the section after some days without treatment.

    Parameters
    ----------
    section
        The skin, for instance just after a treatment.
    days
        Time to wait. [days]
    patient
        Whose skin it is; vigour scales how fast collagen is built.
    rates
        The constants of healing.
    steps
        Number of equal time steps; by default those of `step_lengths`.

    Raises
    ------
    ValueError
        If ``days`` is negative or not finite.

    Notes
    -----
    The equations stand in `toolkit.healing.equations`. What this leaves out: inflammation,
    myofibroblasts and the contraction of wounds, overshoot into raised scars, blood supply,
    infection.

    Examples
    --------
    Healthy skin has nothing to heal:

    >>> from toolkit import healthy
    >>> skin = healthy()
    >>> bool((heal(skin, days=30).collagen == skin.collagen).all())
    True
    """
    if not (np.isfinite(days) and days >= 0):
        raise ValueError(f"days is {days!r}; it must be zero or more")
    lengths = step_lengths(days) if steps is None else [days / steps] * steps
    *_, last = section, *heal_through(section, lengths, patient=patient, rates=rates)
    return last


def heal_through(
    section: Section,
    lengths: Iterable[float],
    *,
    patient: Patient | None = None,
    rates: HealingRates = HEALING,
) -> Iterator[Section]:
    """Yield the section after each of several waits, one step each. [days]"""
    vigour = (patient or Patient()).vigour
    state = _begin(section)
    for days in lengths:
        state = _step(state, section.grid, days, rates, vigour)
        yield _finish(section, state)


def step_lengths(days: float) -> list[float]:
    """Return graded steps that fill the days: 3 and 4, then weeks, then 2 and 4 weeks. [days]

    Examples
    --------
    >>> step_lengths(28)
    [3.0, 4.0, 7.0, 7.0, 7.0]
    """
    ends = [*EARLY_ENDS_DAYS, *np.arange(EARLY_ENDS_DAYS[-1] + 28, days + 28, 28)]
    ends = [end for end in ends if end < days - 1] + [days] * (days > 0)
    return [float(step) for step in np.diff([0, *ends])]


class _State(NamedTuple):
    signal_modes: np.ndarray
    fibroblasts: np.ndarray
    fibroblast_modes: np.ndarray
    signal: np.ndarray
    collagen: np.ndarray
    clot: np.ndarray
    filler: np.ndarray
    young: np.ndarray


def _begin(section):
    coarse, dtype = section.grid.halved(), section.collagen.dtype
    signal = coarsened(section.signal, section.grid)
    fibroblasts = coarsened(section.fibroblasts, section.grid)
    return _State(
        signal_modes=_to_modes(signal, coarse, dtype),
        fibroblasts=fibroblasts,
        fibroblast_modes=_to_modes(fibroblasts, coarse, dtype),
        signal=signal,
        **{name: getattr(section, name) for name in ("collagen", "clot", "filler", "young")},
    )


def _finish(section, state):
    return section.with_fields(
        collagen=state.collagen,
        young=state.young,
        signal=refined(np.maximum(state.signal, 0)),
        fibroblasts=refined(np.clip(state.fibroblasts, 0, 1)),
        clot=state.clot,
        filler=state.filler,
    )


def _step(state, grid, days, rates, vigour):
    """Return the state some days later: signal, then fibroblasts, then collagen."""
    coarse, dtype = grid.halved(), state.collagen.dtype
    effort = rates.collagen_building_per_day * vigour * days
    table = _propagators(coarse, rates, days, dtype.name)
    signal_half = _to_places(table.signal_half * state.signal_modes, coarse, dtype)
    signal_modes = table.signal * state.signal_modes

    matrix = coarsened(state.collagen, grid)
    waking_now = waking(state.signal, state.fibroblasts, matrix, rates)
    half_modes = (
        table.fibroblasts_half * state.fibroblast_modes
        + table.source_half * _to_modes(waking_now, coarse, dtype)
    )
    half = _to_places(half_modes, coarse, dtype)
    waking_half = waking(signal_half, half, _matrix_half(state, matrix, half, grid, effort), rates)
    fibroblast_modes = (
        table.fibroblasts * state.fibroblast_modes
        + table.source * _to_modes(waking_half, coarse, dtype)
    )
    after = _to_places(fibroblast_modes, coarse, dtype)
    return _State(
        signal_modes=signal_modes,
        signal=_to_places(signal_modes, coarse, dtype),
        fibroblasts=after,
        fibroblast_modes=fibroblast_modes,
        **_rebuilt(state, (state.fibroblasts, half, after), effort, days, rates),
    )


def _matrix_half(state, matrix, fibroblasts_half, grid, effort):
    """Return the collagen at mid-step on the coarse cells: a first guess is enough for waking."""
    fibroblasts = np.maximum(state.fibroblasts + fibroblasts_half, 0) / 2
    return grown(matrix, coarsened(state.clot, grid), effort / 2 * fibroblasts)


def _rebuilt(state, fibroblasts, effort, days, rates):
    """Return collagen, young collagen, clot and filler after the step.

    Work over the step, and the clot it met, by Simpson's rule: work grows while the clot fades.
    """
    keep_clot = exp(-rates.clot_fading_per_day * days)
    first, half, last = (np.maximum(f, 0) for f in fibroblasts)
    work = first + 4 * half + last
    met = (first + 4 * sqrt(keep_clot) * half + keep_clot * last) / np.maximum(work, 1e-9)
    clot_met = state.clot * refined(met)
    collagen = grown(state.collagen, clot_met, effort / 6 * smoothed(work))
    middle = (state.collagen + collagen) / 2
    on_collagen = middle / (middle + clot_met)
    return {
        "collagen": collagen,
        "young": aged(state.young, collagen - state.collagen, on_collagen, days, rates),
        "clot": state.clot * keep_clot,
        "filler": state.filler * exp(-rates.filler_fading_per_day * days),
    }


class _Propagators(NamedTuple):
    signal_half: np.ndarray
    signal: np.ndarray
    fibroblasts_half: np.ndarray
    fibroblasts: np.ndarray
    source_half: np.ndarray
    source: np.ndarray


@lru_cache(maxsize=256)
def _propagators(grid: Grid, rates, days, dtype):
    """What a step does to each mode: exp(-L t) and its running mean, exact for any step."""
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
    return _Propagators(*(table.astype(dtype) for table in tables))


def _integral(rate, days):
    """Return the integral of exp(-rate t) over the days, also where the rate is zero."""
    small = rate * days < 1e-8
    return np.where(small, days, -np.expm1(-rate * days) / np.where(small, 1.0, rate))


def _to_modes(places, grid, dtype):
    return depth(grid, dtype).forward @ places @ lateral(grid, dtype).forward.T


def _to_places(modes, grid, dtype):
    return depth(grid, dtype).backward @ modes @ lateral(grid, dtype).backward.T
