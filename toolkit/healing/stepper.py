"""The clock of healing: how long its steps are, and what each of them leaves."""

from collections.abc import Iterable, Iterator

import numpy as np

from toolkit.checks import check_kind, check_number, check_whole
from toolkit.colour import melanin
from toolkit.healing.moment import Moment
from toolkit.healing.rates import HEALING, HealingRates
from toolkit.healing.step import begin, moment_of, skin_of, step
from toolkit.patient import Patient
from toolkit.section import Section

EARLY_ENDS_DAYS = (3, 7, 12, 19, 28, 42, 56, 70, 84)  #: then every four weeks
MOST_STEPS = 100_000
MOST_DAYS = 36_525  #: a hundred years


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
        If ``days`` is negative or more than a hundred years, or ``steps`` not a whole number.

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
    check_kind("section", section, Section)
    check_number("days", days, 0, must="be zero or more")
    check_number("days", days, 0, MOST_DAYS)
    if steps is not None:
        steps = check_whole("steps", steps, 1, MOST_STEPS)
    lengths = step_lengths(days) if steps is None else [days / steps] * steps
    last = None
    for moment in moments_of_healing(section, lengths, patient=patient, rates=rates):
        last = moment  # only the last one's picture is asked for
    return last.section if last else section


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
    every = moments_of_healing(section, lengths, patient=patient, vigour=vigour, rates=rates)
    yield from (moment.section for moment in every)


def moments_of_healing(
    section: Section,
    lengths: Iterable[float],
    *,
    patient: Patient | None = None,
    vigour: np.ndarray | None = None,
    rates: HealingRates = HEALING,
) -> Iterator[Moment]:
    """Yield what `heal_through` does, each kept small until its picture is asked for."""
    patient = Patient() if patient is None else patient
    check_kind("patient", patient, Patient)
    check_kind("rates", rates, HealingRates)
    speed = patient.vigour
    if vigour is not None:
        speed = np.asarray(vigour, section.collagen.dtype)[:, None, None]
    skin = skin_of(section, rates, speed, melanin(patient))
    state = begin(skin)
    for days in lengths:
        state = step(state, days, skin)
        yield moment_of(state, skin)


def step_lengths(days: float) -> list[float]:
    """Return steps that fill the days: 3, 4, 5, 7 and 9, then 2 and 4 weeks. [days]

    Examples
    --------
    >>> step_lengths(28)
    [3.0, 4.0, 5.0, 7.0, 9.0]
    """
    ends = [*EARLY_ENDS_DAYS, *np.arange(EARLY_ENDS_DAYS[-1] + 28, days + 28, 28)]
    ends = [float(end) for end in ends if end < days - 1]
    ends += [float(days)] if days > 0 else []
    return [float(step) for step in np.diff([0, *ends])]
