"""The clock of healing: an exponential integrator in the modes of the slice.

Signal and fibroblasts live on cells twice as wide and high as those of collagen, in modes in which
spreading and fading are exact for any step. What wakes fibroblasts is taken at mid-step, without
splitting: splitting loses an order at the sharp walls of a pit.
"""

from collections.abc import Iterable, Iterator
from math import exp, sqrt
from typing import NamedTuple

import numpy as np

from toolkit.coarse import coarsened, halved, refined, smoothed
from toolkit.healing.colour import darkened, melanin, near_surface, reddened
from toolkit.healing.equations import aged, grown, waking
from toolkit.healing.propagators import propagators, to_modes, to_places
from toolkit.healing.rates import HEALING, HealingRates
from toolkit.patient import Patient
from toolkit.section import Section

EARLY_ENDS_DAYS = (3, 7, 14, 21, 28, 42, 56, 70, 84)  #: then every four weeks
MOST_STEPS = 100_000


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
    if steps is not None and steps not in range(1, MOST_STEPS + 1):
        raise ValueError(f"steps is {steps!r}; it must be a whole number 1 to {MOST_STEPS}")
    lengths = step_lengths(days) if steps is None else [days / steps] * int(steps)
    *_, last = section, *heal_through(section, lengths, patient=patient, rates=rates)
    return last


def heal_through(
    section: Section,
    lengths: Iterable[float],
    *,
    patient: Patient | None = None,
    vigour: np.ndarray | None = None,
    rates: HealingRates = HEALING,
) -> Iterator[Section]:
    """Yield the section after each of several waits, one step each. [days]

    Where a section holds many patients, `vigour` has one number each, (patients,), instead of the
    one patient's.
    """
    patient = patient or Patient()
    speed = patient.vigour
    if vigour is not None:
        speed = np.asarray(vigour, section.collagen.dtype)[:, None, None]
    state = _begin(section)
    for days in lengths:
        state = _step(state, section, days, rates, speed, melanin(patient))
        yield _finish(section, state, rates)


def step_lengths(days: float) -> list[float]:
    """Return graded steps that fill the days: 3 and 4, then weeks, then 2 and 4 weeks. [days]

    Examples
    --------
    >>> step_lengths(28)
    [3.0, 4.0, 7.0, 7.0, 7.0]
    """
    ends = [*EARLY_ENDS_DAYS, *np.arange(EARLY_ENDS_DAYS[-1] + 28, days + 28, 28)]
    ends = [float(end) for end in ends if end < days - 1]
    ends += [float(days)] if days > 0 else []
    return [float(step) for step in np.diff([0, *ends])]


class _State(NamedTuple):
    """What changes: signal and cells on the coarse grid; the rest only in the touched columns."""

    signal_modes: np.ndarray
    signal: np.ndarray
    fibroblast_modes: np.ndarray
    fibroblasts: np.ndarray
    matrix: np.ndarray  #: coarse collagen of the whole slice
    collagen: np.ndarray
    young: np.ndarray
    clot: np.ndarray
    redness: np.ndarray
    pigment: np.ndarray
    days: float = 0.0


def _begin(section):
    grid, here = section.grid, section.touched
    signal = coarsened(section.signal, grid)
    fibroblasts = coarsened(section.fibroblasts, grid)
    return _State(
        signal_modes=to_modes(signal, grid.halved()),
        signal=signal,
        fibroblast_modes=to_modes(fibroblasts, grid.halved()),
        fibroblasts=fibroblasts,
        matrix=coarsened(section.collagen, grid),
        **{name: getattr(section, name)[..., here] for name in ("collagen", "young", "clot")},
        **{name: getattr(section, name) for name in ("redness", "pigment")},
    )


def _finish(section, state, rates):
    """Return the section with the state put back into it."""
    here, fields = section.touched, {}
    for name in ("collagen", "young"):
        fields[name] = getattr(section, name).copy()
        fields[name][..., here] = getattr(state, name)
    fields["signal"] = refined(np.maximum(state.signal, 0))
    fields["fibroblasts"] = refined(np.clip(state.fibroblasts, 0, 1))
    fields["clot"] = section.clot * exp(-rates.clot_fading_per_day * state.days)
    if section.filler.any():
        kept = np.exp(-section.filler_fading_per_day * section.filler.dtype.type(state.days))
        fields["filler"] = section.filler * kept[..., None, :]
    fields["redness"], fields["pigment"] = state.redness, state.pigment
    for field in fields.values():
        field.setflags(write=False)  # made here and known nowhere else: no copy needed
    return section.with_fields(**fields)


def _step(state, section, days, rates, vigour, readiness):
    """Return the state some days later: signal, then fibroblasts, then collagen."""
    coarse, here = section.grid.halved(), section.touched
    effort = rates.collagen_building_per_day * vigour * days
    table = propagators(coarse, rates, days, state.collagen.dtype)
    signal_half = to_places(table.signal_half * state.signal_modes, coarse)
    signal_modes = table.signal * state.signal_modes

    awake = to_modes(waking(state.signal, state.fibroblasts, state.matrix, rates), coarse)
    half_modes = table.cells_half * state.fibroblast_modes + table.source_half * awake
    half = to_places(half_modes, coarse)
    matrix_half = _matrix_half(state, half, section, effort)
    awake_half = to_modes(waking(signal_half, half, matrix_half, rates), coarse)
    fibroblast_modes = table.cells * state.fibroblast_modes + table.source * awake_half
    after = to_places(fibroblast_modes, coarse)
    built = _built(state, (state.fibroblasts, half, after), effort, here, days, rates)
    signal = to_places(signal_modes, coarse)
    colour = _coloured(state, (state.signal, signal_half, signal), section, days, readiness, rates)
    return _State(
        signal_modes=signal_modes,
        signal=signal,
        fibroblast_modes=fibroblast_modes,
        fibroblasts=after,
        matrix=_inserted(state.matrix, built["collagen"], section),
        days=state.days + days,
        **built,
        **colour,
    )


def _matrix_half(state, fibroblasts_half, section, effort):
    """Return the collagen at mid-step on the coarse cells: a first guess is enough for waking."""
    here = halved(section.touched)
    work = np.maximum(state.fibroblasts + fibroblasts_half, 0)[..., here] / 2
    matrix, clot = state.matrix.copy(), coarsened(state.clot, section.grid, section.touched)
    matrix[..., here] = grown(matrix[..., here], clot, effort / 2 * work)
    return matrix


def _inserted(matrix, collagen, section):
    matrix = matrix.copy()
    matrix[..., halved(section.touched)] = coarsened(collagen, section.grid, section.touched)
    return matrix


def _built(state, fibroblasts, effort, here, days, rates):
    """Return collagen, young collagen and clot after the step, in the touched columns.

    Work over the step, and the clot it met, by Simpson's rule: work grows while the clot fades.
    """
    keep_clot = exp(-rates.clot_fading_per_day * days)
    first, half, last = (np.maximum(f[..., halved(here)], 0) for f in fibroblasts)
    work = first + 4 * half + last
    met = (first + 4 * sqrt(keep_clot) * half + keep_clot * last) / np.maximum(work, 1e-9)
    clot_met = state.clot * refined(met)
    collagen = grown(state.collagen, clot_met, effort / 6 * smoothed(work))
    middle = (state.collagen + collagen) / 2
    on_collagen = middle / np.maximum(middle + clot_met, 1e-9)
    young = aged(state.young, collagen - state.collagen, on_collagen, days, rates)
    return {"collagen": collagen, "young": young, "clot": state.clot * keep_clot}


def _coloured(state, signals, section, days, readiness, rates):
    """Return redness and pigment after the step."""
    coarse = section.grid.halved()
    felt = [np.repeat(near_surface(signal, coarse), 2, axis=-1) for signal in signals]
    redness = reddened(state.redness, felt, days, rates)
    mean = (state.redness + redness) / 2
    return {"redness": redness, "pigment": darkened(state.pigment, mean, days, readiness, rates)}
