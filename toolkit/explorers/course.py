"""The course explorer: treat a scar over some sessions and watch it week by week."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from toolkit import Course, Plan, run_course, warnings_for
from toolkit.drawing import Scene, course_chart_scene
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.knobs import (
    apart_row,
    ask_knobs,
    knobs_of,
    sessions_of,
    tool_of,
    treatment_words,
)
from toolkit.explorers.page import (
    PHONE_PX,
    STILL_PX,
    cautions_of,
    chart_figure,
    figures,
    numbers_card,
    said,
    scene_of,
    section_figure,
)
from toolkit.explorers.which import MIX, TREATED, ask_size, live_scar
from toolkit.measures import scars_in

LAST_WEEK = 52  #: a year after the first session, whatever the plan
FIRST_WEEK_SHOWN = 26
CHARTED = ("depth", "area", "young")


def course_explorer(**start: object) -> Explorer:
    """Return the course explorer: a scar, a treatment, its plan, and a year to walk through.

    The week slider and the buttons below it only look; every other control computes the whole
    course again.

    Parameters
    ----------
    start
        What the controls say at first, by their names.

    Raises
    ------
    ValueError
        If there is no such control, or it cannot say this.

    Examples
    --------
    >>> explorer = course_explorer(kind="boxcar", treatment="fractional_co2")
    >>> explorer.settings["sessions"], explorer.settings["week"]
    (3, 26)
    """
    return Explorer(COURSE, start)


def ask_course(form: Form) -> None:
    """Ask for the numbers of `course_figure`."""
    form.between(
        "week", "Week", 0, LAST_WEEK, start=FIRST_WEEK_SHOWN, step=1, unit="weeks", plays=True
    )
    treatment = form.choice("treatment", "Treatment", treatment_words())
    knobs = knobs_of(treatment)
    ask_knobs(form, treatment, knobs[:1])
    form.number("sessions", "Sessions", "sessions_cross", step=1, start=sessions_of(treatment))
    form.drawer("The scar, the timing, and more of the treatment")
    ask_size(form, form.choice("kind", "Type of scar", TREATED | MIX))
    form.number("weeks_apart", "Weeks apart", apart_row(treatment), step=1)
    ask_knobs(form, treatment, knobs[1:])


def course_figure(*, week: int, kind: str, width_px: int = STILL_PX, **plan: object) -> str:
    """Return one week of a course as HTML: the section, two numbers, and three charts of the year.

    Parameters
    ----------
    week
        Since the first session, 0 to 52. [weeks]
    kind
        ``"ice_pick"``, ``"boxcar"``, ``"rolling"``, or ``"mix"`` for one of each.
    width_px
        Width of the room for the picture and the numbers. [px]
    plan
        The other numbers of `course_of`, which also says what is wrong with them.
    """
    course = course_of(kind=kind, **plan)
    scene = week_scene(course, kind=kind, week=week, width_px=width_px)
    chart = course_chart_scene(course, week=week, quantity=CHARTED, form="phone")
    depth = _depth(course, week)
    card = numbers_card(
        _numbers(week, *depth),
        said(_sentence(course, week, *depth)),
        chart_figure(chart, width_px=width_px),
        cautions_of(cautions(course)),
    )
    return section_figure(scene, width_px=width_px) + card


def course_scene(*, week: int, kind: str, form: str = "page", **plan: object) -> Scene:
    """Return the still picture of one week of a course: the section over a chart of the year."""
    course = course_of(kind=kind, **plan)
    width_px = STILL_PX if form == "page" else PHONE_PX
    section = week_scene(course, kind=kind, week=week, width_px=width_px)
    chart = course_chart_scene(course, week=week, form=form)
    panels, facts = (*section.panels, *chart.panels), (*section.facts, *chart.facts)
    return replace(section, panels=panels, facts=facts, form=form, rows=(1, 1))


def week_scene(course: Course, *, kind: str, week: float, width_px: int) -> Scene:
    """Return the section at one week, with the first profile dashed over it."""
    first = course.sections[0]
    return scene_of(course.section_at(week=week), before=first, kind=kind, width_px=width_px)


def course_of(
    *,
    kind: str,
    treatment: str,
    sessions: int,
    weeks_apart: int,
    width_mm: float | None = None,
    depth_mm: float | None = None,
    **knobs: object,
) -> Course:
    """Return a year of one treatment of one scar; the same numbers are computed once.

    Parameters
    ----------
    kind, width_mm, depth_mm
        The scar, as in `toolkit.explorers.which.scar`.
    treatment
        A name in ``TREATMENTS``.
    sessions, weeks_apart
        The plan.
    knobs
        Numbers of the treatment, by the names of `toolkit.explorers.knobs.ask_knobs`.

    Raises
    ------
    ValueError
        If the scar, the treatment or the plan is not possible.
    """
    return course_with(kind, width_mm, depth_mm, tool_of(treatment, knobs), sessions, weeks_apart)


@lru_cache(maxsize=4)
def course_with(kind, width_mm, depth_mm, tool, sessions, weeks_apart) -> Course:
    """Return a year of one treatment that is already made."""
    plan = Plan.every(tool, sessions=sessions, weeks_apart=weeks_apart)
    return year_of(live_scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm), plan)


def year_of(section, plan: Plan) -> Course:
    """Return a plan carried out and followed to a year after its first session.

    Raises
    ------
    ValueError
        If the last session comes later than that.
    """
    last = plan.sessions[-1].week if plan.sessions else 0
    if last > LAST_WEEK:
        raise ValueError(
            f"the last session would come in week {last:g}; it must come within {LAST_WEEK} "
            "weeks of the first: take fewer sessions, or fewer weeks between them"
        )
    return run_course(section, plan, follow_up_weeks=LAST_WEEK - last)


@lru_cache(maxsize=4)
def cautions(course: Course):
    """Return what a doctor would say about the plan of a course before it begins."""
    return warnings_for(course.sections[0], course.plan)


def _sentence(course, week, depth_mm, pct):
    which = "the scar" if len(scars_in(course.surface_mm[0])) == 1 else "the deepest scar"
    change = "as deep as before"
    if round(pct):
        change = f"{abs(pct):.0f} % {_words(pct)} than before"
    return f"In week {week:g} {which} is {depth_mm:.2f} mm deep, {change}."


def _words(pct):
    return "less deep" if round(pct) >= 0 else "deeper"


def _depth(course, week):
    """Return depth in a week, and by how many per cent it is less than the first."""
    every = course.quantity("depth")
    depth_mm = float(np.interp(week, course.weeks, every))
    return depth_mm, 100 * (1 - depth_mm / max(float(every[0]), 1e-9))


def _numbers(week, depth_mm, pct):
    now = f"deep in week {week}"
    change = (f"{_words(pct)} than before", f"{abs(round(pct))} %")
    return figures((now, f"{depth_mm:.2f} mm"), change, now=now)


COURSE = Kind(
    name="course_explorer",
    title="A course of treatment",
    hint="Some sessions, and a year of healing. Press Play, then try fewer sessions.",
    ask=ask_course,
    figure=course_figure,
    still=course_scene,
)
