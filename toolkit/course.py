"""A course: treat, then heal, then remember, for each session."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.healing import HEALING, HealingRates, heal_through, step_lengths
from toolkit.measures import Measures, measure_surface, sizes_of
from toolkit.patient import Patient
from toolkit.section import FIELDS, Section
from toolkit.surface import surface_mm

MOST_SESSIONS, MOST_WEEKS = 24, 520
ROUND_OFF = 1e-9
SHAPING = ("collagen", "young", "filler", "tether_mm")  #: fields that move the surface
QUANTITIES = ("depth", "width", "area", "volume")


@dataclass(frozen=True, kw_only=True)
class Session:
    """One visit: one or several treatments, in their order, some weeks after the first visit."""

    week: float
    treatments: tuple

    def __post_init__(self):
        treatments = self.treatments if isinstance(self.treatments, tuple) else (self.treatments,)
        object.__setattr__(self, "treatments", treatments)
        made = [hasattr(one, "apply") and not isinstance(one, type) for one in treatments]
        if not made or not all(made):
            raise ValueError(
                f"treatments is {self.treatments!r}; it must hold at least one treatment"
            )
        if not (np.isfinite(self.week) and 0 <= self.week <= MOST_WEEKS):
            raise ValueError(f"week is {self.week!r}; it must lie from 0 to {MOST_WEEKS}")


@dataclass(frozen=True)
class Plan:
    """Sessions in the order of their weeks, at least one week apart."""

    sessions: tuple[Session, ...]

    def __post_init__(self):
        object.__setattr__(self, "sessions", tuple(self.sessions))
        if not all(isinstance(session, Session) for session in self.sessions):
            raise ValueError(f"sessions is {self.sessions!r}; it must hold only sessions")
        if not 1 <= len(self.sessions) <= MOST_SESSIONS:
            raise ValueError(f"sessions is {len(self.sessions)}; it must be 1 to {MOST_SESSIONS}")
        for before, after in zip(self.sessions, self.sessions[1:]):
            if not after.week - before.week >= 1 - ROUND_OFF:
                raise ValueError(
                    f"week is {after.week!r} after week {before.week!r}; sessions must be "
                    "at least 1 week apart, so that the crust has come off"
                )

    @classmethod
    def every(cls, *treatments, sessions: int, weeks_apart: float) -> "Plan":
        """Return the same treatments at each of several sessions, evenly spaced.

        Examples
        --------
        >>> from toolkit import TREATMENTS
        >>> plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=2)
        >>> [session.week for session in plan.sessions]
        [0, 2, 4, 6]
        """
        if sessions not in range(1, MOST_SESSIONS + 1):
            raise ValueError(
                f"sessions is {sessions!r}; it must be a whole number 1 to {MOST_SESSIONS}"
            )
        if not (np.isfinite(weeks_apart) and weeks_apart >= 1):
            raise ValueError(f"weeks_apart is {weeks_apart!r}; it must be at least 1 week")
        return cls(
            tuple(
                Session(week=i * weeks_apart, treatments=treatments) for i in range(int(sessions))
            )
        )


@dataclass(frozen=True, eq=False)
class Course:
    """A plan carried out: what the skin was at each moment.

    The first moment is the skin before; at a session there are two, just before and just after.
    """

    plan: Plan
    weeks: np.ndarray  #: (moments,) since the first session, never falling
    sections: tuple[Section, ...]  #: (moments,)

    @cached_property
    def surface_mm(self) -> np.ndarray:
        """Surface at every moment, (moments, columns). [mm]"""
        fields = {name: np.stack([getattr(s, name) for s in self.sections]) for name in SHAPING}
        return surface_mm(self.sections[0].with_fields(**fields))

    @cached_property
    def measures(self) -> tuple[Measures, ...]:
        """Depth, width, area, volume and wall at every moment."""
        grid = self.sections[0].grid
        return tuple(measure_surface(grid, surface) for surface in self.surface_mm)

    def quantity(self, name: str) -> np.ndarray:
        """Return depth, width, area or volume at every moment, (moments,). [mm, mm2 or mm3]"""
        if name not in QUANTITIES:
            raise ValueError(f"quantity is {name!r}; it must be one of {QUANTITIES}")
        if name == "width":
            return np.array([measures.width_mm for measures in self.measures])
        sizes = sizes_of(self.sections[0].grid, self.surface_mm)
        return sizes[("depth", "area", "volume").index(name)]

    def improvement_pct(self, name: str = "depth", *, week: float | None = None) -> float:
        """Return by how much depth, width, area or volume fell, in per cent of the first.

        At the end of the course, or at a week of it.
        """
        numbers = self.quantity(name)
        if week is not None:
            self._check_week(week)
        if numbers[0] <= 1e-9:
            return 0.0
        now = numbers[-1] if week is None else np.interp(week, self.weeks, numbers)
        return float(100 * (1 - now / numbers[0]))

    def _check_week(self, week):
        if not 0 <= week <= self.weeks[-1]:
            raise ValueError(f"week is {week!r}; it must lie from 0 to {self.weeks[-1]:g}")

    def section_at(self, *, week: float) -> Section:
        """Return the skin at any week, drawn between the two nearest moments."""
        self._check_week(week)
        after = int(np.searchsorted(self.weeks, week, side="right"))
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
        Time after the last session. [weeks]

    Returns
    -------
    Course
        ``weeks``, ``sections``, ``surface_mm``, ``measures`` and ``improvement_pct()``.

    Raises
    ------
    ValueError
        If the plan or the follow-up is not possible; nothing has been computed then.

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
    plan = plan if isinstance(plan, Plan) else Plan(tuple(plan))
    checked_follow_up(follow_up_weeks)
    patient = patient or Patient()
    every = moments(section, plan, follow_up_weeks, patient=patient, rates=rates)
    weeks, sections = zip(*every)
    weeks = np.maximum.accumulate(weeks)  # round-off must not let time run backwards
    return Course(plan=plan, weeks=weeks, sections=tuple(sections))


def checked_follow_up(weeks: float) -> float:
    """Return the weeks; raise a ValueError unless they are a time that can be waited."""
    if not (np.isfinite(weeks) and 0 <= weeks <= MOST_WEEKS):
        raise ValueError(f"follow_up_weeks is {weeks!r}; it must lie from 0 to {MOST_WEEKS}")
    return weeks


def moments(
    section: Section,
    plan: Plan,
    follow_up_weeks: float,
    *,
    patient: Patient,
    vigour: np.ndarray | None = None,
    rates: HealingRates = HEALING,
) -> Iterator[tuple[float, Section]]:
    """Yield week and skin: before, then just after each session and after each step of healing."""
    vigour = patient.vigour if vigour is None else vigour
    yield 0.0, section
    for session, days in zip(plan.sessions, _days_to_heal(plan, follow_up_weeks)):
        for treatment in session.treatments:
            section = treatment.apply(section, patient)
        yield session.week, section
        week, lengths = session.week, step_lengths(days)
        healed = heal_through(section, lengths, vigour=vigour, rates=rates)
        for length, after in zip(lengths, healed):
            week, section = week + length / 7, after
            yield week, section


def _days_to_heal(plan, follow_up_weeks):
    starts = [session.week for session in plan.sessions]
    ends = [*starts[1:], starts[-1] + follow_up_weeks]
    return [7 * (end - start) for start, end in zip(starts, ends)]


def _between(before, after, share):
    fields = {}
    for name in FIELDS:
        first, last = getattr(before, name), getattr(after, name)
        fields[name] = first + (last - first) * first.dtype.type(share)
    return before.with_fields(**fields)
