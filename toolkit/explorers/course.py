"""The course explorer: treat a scar over some sessions and watch it week by week."""

from functools import lru_cache

from toolkit import TREATMENTS, Course, Grid, Plan, run_course
from toolkit.drawing import Scene, course_chart_scene, svg
from toolkit.explorers.page import (
    chart_px,
    figures,
    numbers_card,
    scene_of,
    section_figure,
)
from toolkit.explorers.scar import scar

LAST_WEEK = 52  #: a year after the first session, whatever the plan
STILL_PX = 1000
#: Cells of 50 um, so that a whole course follows a slider; on 25 um the depth that is reached
#: differs by less than one point (a test of the course holds that).
PIT = Grid(geometry="round", columns=80, rows=70)
LIVE = {"ice_pick": PIT, "boxcar": PIT, "rolling": Grid(width_mm=12.0, columns=160, rows=70)}


def course_figure(*, week: int, kind: str, width_px: int = STILL_PX, **plan: object) -> str:
    """Return one week of a course as HTML: the section, two numbers and the depth over the year.

    Parameters
    ----------
    week
        Since the first session, 0 to 52. [weeks]
    kind
        ``"ice_pick"``, ``"boxcar"`` or ``"rolling"``.
    width_px
        Width of the room for the picture and the numbers. [px]
    plan
        The other numbers of `course_of`, which also says what is wrong with them.
    """
    course = course_of(kind=kind, **plan)
    scene = week_scene(course, kind=kind, week=week, width_px=width_px)
    chart = course_chart_scene(course, week=week, quantity="depth")
    picture = f'<div class="uts-chart">{svg(chart, width_px=chart_px(width_px))}</div>'
    card = numbers_card(_numbers(course, week), picture)
    return section_figure(scene, width_px=width_px) + card


def course_scene(*, week: int, kind: str, **plan: object) -> Scene:
    """Return the still picture of one week of a course."""
    return week_scene(course_of(kind=kind, **plan), kind=kind, week=week, width_px=STILL_PX)


def week_scene(course: Course, *, kind: str, week: int, width_px: int) -> Scene:
    """Return the section at one week, with the first profile dashed over it."""
    first = course.sections[0]
    return scene_of(course.section_at(week=week), before=first, kind=kind, width_px=width_px)


def course_of(
    *,
    kind: str,
    width_mm: float,
    depth_mm: float,
    treatment: str,
    percent: float,
    column_depth_mm: float,
    cut: float,
    sessions: int,
    weeks_apart: int,
) -> Course:
    """Return a year of one treatment of one scar; the same numbers are computed once.

    Parameters
    ----------
    kind, width_mm, depth_mm
        The scar, as in `toolkit.ice_pick`.
    treatment
        ``"tca_cross"``, ``"fractional_co2"`` or ``"subcision"``.
    percent, column_depth_mm, cut
        Strength of each treatment; only the chosen one's is used.
    sessions, weeks_apart
        The plan.

    Raises
    ------
    ValueError
        If the scar or the plan is not possible.
    """
    strength = {
        "tca_cross": {"percent": percent},
        "fractional_co2": {"column_depth_mm": column_depth_mm},
        "subcision": {"cut": cut},
    }
    if treatment not in strength:
        raise ValueError(f"treatment is {treatment!r}; it must be one of {', '.join(strength)}")
    tool = TREATMENTS[treatment](**strength[treatment])
    return _course(kind, width_mm, depth_mm, tool, sessions, weeks_apart)


@lru_cache(maxsize=2)
def _course(kind, width_mm, depth_mm, tool, sessions, weeks_apart):
    plan = Plan.every(tool, sessions=sessions, weeks_apart=weeks_apart)
    follow_up_weeks = LAST_WEEK - plan.sessions[-1].week
    section = scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm, grid=LIVE.get(kind))
    return run_course(section, plan, follow_up_weeks=follow_up_weeks)


def _numbers(course, week):
    pct = round(course.improvement_pct("depth", week=week))
    words = "less deep" if pct >= 0 else "deeper"
    depth_mm = (1 - course.improvement_pct("depth", week=week) / 100) * course.quantity("depth")[0]
    pairs = (
        (f"deep in week {week}", f"{depth_mm:.2f} mm"),
        (f"{words} than before", f"{abs(pct)} %"),
    )
    return figures(*pairs, now=pairs[0][0])
