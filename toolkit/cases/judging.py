"""Judging a plan: it is carried out, warned of, and held against what binds it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from toolkit.cases.sign import Told
from toolkit.cases.story import Case
from toolkit.cases.verdict import ScarGain, Verdict
from toolkit.checks import check_kind
from toolkit.course import Course, run_course
from toolkit.measures import fallen_pct, sizes_of, territories
from toolkit.plan import Plan, Session
from toolkit.safety import Caution, warnings_for
from toolkit.surface import surface_mm

FOLLOW_UP_WEEKS = 26  #: half a year after the last session, when trials look


def judge(case: Case, plan: Plan | Sequence[Session]) -> Verdict:
    """Return what becomes of a plan for a case, in numbers and sentences.

    Parameters
    ----------
    case
        From `toolkit.cases.case`.
    plan
        Its weeks count from the consultation; ``case.plan`` is the model plan.

    Raises
    ------
    ValueError
        If the plan is not possible.

    Notes
    -----
    Every treatment meets the whole slice here, and half a year is waited after the last session.
    A caution that a treatment does not fit one scar, while it fits another one of the same skin,
    stands under ``places``: a doctor leaves that scar out. What this leaves out: all that
    `toolkit.run_course` and `toolkit.warnings_for` leave out, price, pain, and whether the plan is
    one that the person wants.

    Examples
    --------
    >>> from toolkit.cases import case
    >>> pores = case("pores")
    >>> judge(pores, pores.plan).visits
    0
    """
    check_kind("case", case, Case)
    return _judged(case, plan if isinstance(plan, Plan) else Plan(tuple(plan)))


def gains_of(case: Case, course: Course) -> tuple[ScarGain, ...]:
    """Return how far each scar of a case gained over a course."""
    grid, first = course.sections[0].grid, course.surface_mm[0]
    own = territories(first)
    day = _on_the_day(case, course)
    moments = np.stack([first, course.surface_mm[-1], first if day is None else day])
    depths = sizes_of(grid, np.where(own[:, None], moments, 0))[0]
    return tuple(
        ScarGain(
            number=number,
            kind=scar.kind,
            before_mm=float(before),
            after_mm=float(after),
            gain_pct=float(fallen_pct("depth", before, after)),
            day_pct=None if day is None else float(fallen_pct("depth", before, then)),
        )
        for number, (scar, (before, after, then)) in enumerate(zip(case.scars, depths), 1)
    )


@lru_cache(maxsize=8)
def _judged(case, plan):
    course = run_course(case.section, plan, patient=case.patient, follow_up_weeks=FOLLOW_UP_WEEKS)
    gains, cautions = gains_of(case, course), _cautions(case, plan)
    told = Told(plan, cautions, [gain.gain_pct for gain in gains])
    weeks = {week for week, _ in told.visits(("procedures",))}
    bound = [one for one in case.constraints if one.broken_by]
    broken = tuple(one for one in bound if one.broken_by.found(told))
    places = _places(case, cautions)
    return Verdict(
        course=course,
        visits=len(weeks),
        weeks=max(weeks, default=0),
        gains=gains,
        cautions=tuple(one for one in cautions if one not in places),
        places=places,
        kept=tuple(one for one in bound if one not in broken),
        broken=broken,
        pitfalls=tuple(one for one in case.pitfalls if one.sign.found(told)),
    )


def _on_the_day(case, course):
    """Return the surface on the day that matters; the course may end before it."""
    if case.day_week is None:
        return None
    week = min(case.day_week, float(course.weeks[-1]))
    return surface_mm(course.section_at(week=week))


def _cautions(case, plan) -> tuple[Caution, ...]:
    """Return each caution that holds in its week, for the patient as they are then."""
    found = {}
    for start, end, patient in case.seasons():
        for one in warnings_for(case.section, plan, patient):
            if start <= one.week < end:
                found.setdefault((one.rule, one.treatment, one.scar, one.message), one)
    return tuple(found.values())


def _places(case, cautions) -> tuple[Caution, ...]:
    """Return the cautions about a scar here of treatments that fit another scar here."""
    kinds = {scar.kind for scar in case.scars}
    unfit = [one for one in cautions if one.kind == "not_indicated" and one.scar]
    return tuple(
        one
        for one in unfit
        if kinds - {each.scar for each in unfit if each.treatment == one.treatment}
    )
