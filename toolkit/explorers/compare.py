"""The comparing explorer: two to four plans on the same scar, week by week."""

from dataclasses import replace
from functools import lru_cache

from toolkit.drawing import Scene
from toolkit.drawing.compare import chart_of, sections_of
from toolkit.drawing.lanes import lanes_of
from toolkit.drawing.multiples import WIDE_MM
from toolkit.explorers.course import LAST_WEEK, cautions, year_of
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import (
    PHONE_PX,
    STILL_PX,
    cautions_of,
    chart_figure,
    labels_for,
    numbers_card,
    said,
    section_figure,
    section_px,
    window_of,
)
from toolkit.explorers.plans import NONE, plan_of, plan_words
from toolkit.explorers.which import TREATED, ask_size, live_scar

NAMES = ("plan_1", "plan_2", "plan_3", "plan_4")
LETTERS = "ABCD"  #: as the pictures call them
STARTS = ("tca_cross", "fractional_co2", NONE, NONE)
NARROW_PX = 300  #: each section has about so much room, and shows as much skin as on a phone
ALIKE = 2.0  #: per cent; plans nearer than this are called alike


def compare_explorer(**start: object) -> Explorer:
    """Return the comparing explorer: two to four plans on one scar, and a year to walk through.

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
    >>> compare_explorer(plan_3="wait").settings["plan_2"]
    'fractional_co2'
    """
    return Explorer(COMPARE, start)


def ask_compare(form: Form) -> None:
    """Ask for the numbers of `compare_figure`."""
    form.between("week", "Week", 0, LAST_WEEK, start=LAST_WEEK, step=1, unit="weeks", plays=True)
    kind = form.choice("kind", "Type of scar", TREATED)
    for number, (name, start) in enumerate(zip(NAMES, STARTS, strict=True), 1):
        if number == 3:
            form.drawer("A third and a fourth plan, and the size of the scar")
        none = {NONE: "None"} if number > 2 else {}
        form.choice(name, f"Plan {LETTERS[number - 1]}", none | plan_words(), start=start)
    ask_size(form, kind)


def compare_figure(
    *,
    week: int,
    kind: str,
    width_mm: float,
    depth_mm: float,
    width_px: int = STILL_PX,
    **plans: str,
) -> str:
    """Return the same scar under two to four plans as HTML, at one week and one scale.

    Parameters
    ----------
    week
        Since the first session, 0 to 52. [weeks]
    kind, width_mm, depth_mm
        The scar, as in `toolkit.ice_pick`.
    plans
        ``plan_1`` to ``plan_4``: names of `toolkit.explorers.plans.plan_words`, or ``"none"``.
    width_px
        Width of the room for the pictures and the numbers. [px]

    Raises
    ------
    ValueError
        If the scar is not possible, or there is no such plan.
    """
    courses = _courses(kind, width_mm, depth_mm, plans)
    lanes = _lanes(courses, week)
    card = numbers_card(
        said(_sentence(courses, week)),
        chart_figure(chart_of(lanes, "phone"), width_px=width_px),
        cautions_of([one for course in courses.values() for one in cautions(course)]),
    )
    return section_figure(_sections(lanes, kind, width_px), width_px=width_px) + card


def compare_still(*, week, kind, width_mm, depth_mm, form: str = "page", **plans: str) -> Scene:
    """Return the still picture of two to four plans, their sections over their chart."""
    lanes = _lanes(_courses(kind, width_mm, depth_mm, plans), week)
    above = _sections(lanes, kind, STILL_PX if form == "page" else PHONE_PX)
    chart = chart_of(lanes, form)
    panels, rows = (*above.panels, *chart.panels), (*above.rows, 1)
    return replace(above, panels=panels, rows=rows)


def _courses(kind, width_mm, depth_mm, plans):
    names = [plans[name] for name in NAMES if plans.get(name, NONE) != NONE]
    return {name: _course(kind, width_mm, depth_mm, name) for name in names}


@lru_cache(maxsize=8)
def _course(kind, width_mm, depth_mm, name):
    return year_of(live_scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm), plan_of(name))


def _lanes(courses, week):
    """Return the plans beside each other; one compared with itself stands there twice."""
    names = [plan_words()[name] for name in courses]
    every = list(courses.values())
    if len(every) == 1:
        names, every = [names[0], f"{names[0]}, again"], every * 2
    return lanes_of(every, names=names, week=week)


def _sections(lanes, kind, width_px) -> Scene:
    """Return the sections: on a page two in a row, or three if they are narrow."""
    window_mm = window_of(lanes[0].first, kind, NARROW_PX)
    form = labels_for(section_px(width_px))
    many = len(lanes) == 4 or (len(lanes) == 3 and window_mm[1] - window_mm[0] > WIDE_MM["phone"])
    across = 2 if form == "page" and many else None
    return sections_of(lanes, window_mm=window_mm, form=form, across=across)


def _sentence(courses, week):
    gains = {name: course.improvement_pct("depth", week=week) for name, course in courses.items()}
    if len(gains) == 1:
        return f"In week {week} both plans are the same one."
    best, least = max(gains, key=gains.get), min(gains, key=gains.get)
    if gains[best] - gains[least] < ALIKE:
        return f"In week {week} the depth is nearly the same under all of these plans."
    return (
        f"In week {week} the scar is {gains[best]:.0f} % less deep with {plan_words()[best]}, and "
        f"{gains[least]:.0f} % with {plan_words()[least]}."
    )


COMPARE = Kind(
    name="compare_explorer",
    title="Plans compared",
    hint="The same scar under two plans. Press Play, then choose another plan or scar.",
    ask=ask_compare,
    figure=compare_figure,
    still=compare_still,
)
