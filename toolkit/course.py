"""A course: treat, then heal, then remember, for each session."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np

from toolkit.checks import check_kind, check_number, check_word
from toolkit.healing import HEALING, HealingRates, Moment, moments_of_healing, step_lengths
from toolkit.light import visibility_of
from toolkit.measures import Measures, fallen_pct, measure_surface, sizes_of, territories
from toolkit.patient import Patient
from toolkit.plan import MOST_WEEKS, Plan, Session
from toolkit.section import FIELDS, Section, check_one
from toolkit.surface import height_mm

QUANTITIES = ("depth", "width", "area", "volume", "visibility")
EACH = ("depth", "area", "volume")
SAME_WEEK = 1e-9  #: sums of steps may miss a whole week by less than this
CREAM_STEP_DAYS = 7  #: while a cream works, no step of healing is longer


class Pictures(Sequence):
    """The skin at each moment, a picture made when it is first asked for."""

    def __init__(self, moments: Sequence[Section | Moment]):
        self.moments = tuple(moments)

    def __len__(self):
        return len(self.moments)

    def __getitem__(self, which):
        if isinstance(which, slice):
            return tuple(_picture(moment) for moment in self.moments[which])
        return _picture(self.moments[which])


@dataclass(frozen=True, eq=False)
class Course:
    """A plan carried out: what the skin was at each moment.

    The first moment is the skin before; at a session there are two, just before and just after.
    """

    plan: Plan
    weeks: np.ndarray  #: (moments,) since the first session, never falling
    sections: Sequence[Section]  #: (moments,)
    patient: Patient

    @cached_property
    def surface_mm(self) -> np.ndarray:
        """Surface at every moment, (moments, columns). [mm]"""
        every = getattr(self.sections, "moments", self.sections)
        stretches = groupby(every, key=lambda moment: getattr(moment, "start", moment))
        return np.concatenate([_surfaces(list(alike)) for _, alike in stretches])

    @cached_property
    def measures(self) -> tuple[Measures, ...]:
        """Depth, width, area, volume and wall at every moment."""
        grid = self.sections[0].grid
        return tuple(measure_surface(grid, surface) for surface in self.surface_mm)

    def quantity(self, name: str) -> np.ndarray:
        """Return one of `QUANTITIES` at every moment, (moments,). [mm, mm2, mm3 or %]

        Visibility is that of `toolkit.visibility`, beside a window, colour included.
        """
        check_word("quantity", name, QUANTITIES)
        if name == "width":
            return np.array([measures.width_mm for measures in self.measures])
        if name == "visibility":
            return self._visibility()
        sizes = sizes_of(self.sections[0].grid, self.surface_mm)
        return sizes[EACH.index(name)]

    def _visibility(self):
        redness, pigment = (
            np.stack([getattr(moment, name) for moment in self.sections.moments])
            for name in ("redness", "pigment")
        )
        grid, skin_type = self.sections[0].grid, self.patient.skin_type
        return visibility_of(grid, self.surface_mm, redness, pigment, skin_type=skin_type)

    def improvement_pct(self, name: str = "depth", *, week: float | None = None) -> float:
        """Return by how much one of `QUANTITIES` fell, in per cent of the first.

        At the end of the course, or at a week of it; 0 where there was nothing at first.
        """
        numbers = self.quantity(name)
        if week is not None:
            self._check_week(week)
        now = numbers[-1] if week is None else np.interp(week, self.weeks, numbers)
        return float(fallen_pct(name, numbers[0], now))

    def improvement_of_each_pct(self, name: str = "depth") -> np.ndarray:
        """Return by how much each scar's depth, area or volume fell by the end, (scars,). [%]

        Scars are those of the skin before, from left to right.
        """
        check_word("quantity", name, EACH)
        own = territories(self.surface_mm[0])
        ends = np.where(own[:, None], self.surface_mm[[0, -1]], 0)
        first, last = sizes_of(self.sections[0].grid, ends)[EACH.index(name)].T
        return fallen_pct(name, first, last)

    def _check_week(self, week):
        check_number("week", week, 0, self.weeks[-1])

    def section_at(self, *, week: float) -> Section:
        """Return the skin at any week, drawn between the two nearest moments."""
        self._check_week(week)
        after = int(np.searchsorted(self.weeks, week + SAME_WEEK, side="right"))
        if after == len(self.weeks):
            return self.sections[-1]
        share = (week - self.weeks[after - 1]) / (self.weeks[after] - self.weeks[after - 1])
        return _between(self.sections[after - 1], self.sections[after], share)


def run_course(
    section: Section,
    plan: Plan | Sequence[Session],
    *,
    patient: Patient | None = None,
    follow_up_weeks: float = 26,
    rates: HealingRates = HEALING,
) -> Course:
    """Return what a plan does to a section of skin, moment by moment.

    Parameters
    ----------
    section
        The skin before the first session.
    plan
        Which treatments, when.
    patient
        Whose skin it is; an average healer if left out.
    follow_up_weeks
        Time after the last session, or after the start of a plan without any. The course ends
        then, also where a cream would be used for longer. [weeks]
    rates
        The constants of healing.

    Returns
    -------
    Course
        ``weeks``, ``sections``, ``surface_mm``, ``measures`` and ``improvement_pct()``.

    Raises
    ------
    ValueError
        If the plan or the follow-up is not possible, or the section holds many patients; nothing
        has been computed then.

    Notes
    -----
    What this leaves out: missed visits, complications, acne that comes back.

    Examples
    --------
    >>> from toolkit import TREATMENTS, ice_pick
    >>> plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=4)
    >>> course = run_course(ice_pick(width_mm=1.2, depth_mm=1.6), plan)
    >>> course.improvement_pct("depth") > 20
    True
    """
    check_one(section)
    check_kind("rates", rates, HealingRates)
    plan, patient = checked(plan, patient, follow_up_weeks)
    every = moments(section, plan, follow_up_weeks, patient=patient, rates=rates)
    weeks, remembered = zip(*every)
    weeks = np.maximum.accumulate(weeks)  # round-off must not let time run backwards
    return Course(plan=plan, weeks=weeks, sections=Pictures(remembered), patient=patient)


def checked(plan, patient, follow_up_weeks) -> tuple[Plan, Patient]:
    """Return the plan and the patient; raise a ValueError unless all three are possible."""
    patient = Patient() if patient is None else patient
    plan = Plan(plan) if isinstance(plan, (list, tuple)) else plan
    check_kind("plan", plan, Plan, "be a Plan, or sessions")
    check_kind("patient", patient, Patient)
    check_number("follow_up_weeks", follow_up_weeks, 0, MOST_WEEKS)
    return plan, patient


def moments(
    section: Section,
    plan: Plan,
    follow_up_weeks: float,
    *,
    patient: Patient,
    vigour: np.ndarray | None = None,
    rates: HealingRates = HEALING,
) -> Iterator[tuple[float, Section | Moment]]:
    """Yield week and skin: before, then just after each session and after each step of healing."""
    week, creams = 0.0, ()
    skin = {"patient": patient, "vigour": vigour, "rates": rates}
    yield week, section
    for session in plan.sessions:
        for moment in _healed(section, week, session.week, creams, skin):
            section = moment[1]
            yield moment
        section = _picture(section)
        for treatment in session.treatments:
            section = treatment.apply(section, patient)
        week, creams = session.week, (*creams, *_creams(session))
        yield week, section
    yield from _healed(section, week, week + follow_up_weeks, creams, skin)


def _creams(session):
    """Return what is applied at home from a session on, each with the week in which it ends."""
    daily = [treatment for treatment in session.treatments if hasattr(treatment, "applied")]
    return tuple((session.week + treatment.weeks, treatment) for treatment in daily)


def _healed(section, start, end, creams, skin):
    """Yield week and skin after each step of healing from one week to another."""
    stops = sorted({min(week, end) for week, _ in creams if week > start} | {end})
    for stop in stops:
        active = {cream.agent: cream for week, cream in creams if week >= stop}  # each agent once
        daily = list(active.values())
        for moment in _stretch(_picture(section), start, 7 * (stop - start), daily, skin):
            section = moment[1]
            yield moment
        start = stop


def _stretch(section, week, days, creams, skin):
    """Yield week and skin through days in which the same creams, or none, are in use."""
    lengths = step_lengths(days)
    if not creams:
        for length, healed in zip(lengths, moments_of_healing(section, lengths, **skin)):
            week += length / 7
            yield week, healed
        return
    patient = sheltered = skin["patient"]
    for cream in creams:
        sheltered = cream.protects(sheltered)
    for length in _short(lengths):
        for cream in creams:
            section = cream.applied(section, patient, days=length)
        (healed,) = moments_of_healing(section, [length], **skin | {"patient": sheltered})
        section, week = healed.section, week + length / 7
        yield week, healed


def _short(lengths):
    """Return the steps, the long ones cut into equal pieces of a week at most."""
    pieces = [max(1, round(length / CREAM_STEP_DAYS)) for length in lengths]
    return [length / n for length, n in zip(lengths, pieces) for _ in range(n)]


def _surfaces(moments):
    """Return the surfaces of moments that heal from one start, all at once, (moments, columns)."""
    first, reliefs = moments[0], [moment.relief for moment in moments]
    together = {name: np.stack([relief[name] for relief in reliefs]) for name in reliefs[0]}
    return height_mm(first.grid, first.touched, **together)


def _picture(moment):
    """Return the section: a moment of healing makes its own, and a section is one."""
    return moment if isinstance(moment, Section) else moment.section


def _between(before, after, share):
    fields = {}
    for name in FIELDS:
        first, last = getattr(before, name), getattr(after, name)
        fields[name] = first + (last - first) * first.dtype.type(share)
    return before.with_fields(**fields)
