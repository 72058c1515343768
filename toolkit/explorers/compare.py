"""The comparing explorer: two to four plans on the same scar, week by week."""

from functools import lru_cache

from toolkit.drawing import Scene, compare_scene
from toolkit.explorers.course import LAST_WEEK, year_of
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import (
    STILL_PX,
    figures,
    labels_for,
    numbers_card,
    said,
    section_figure,
    section_px,
    small,
    window_of,
)
from toolkit.explorers.plans import NONE, plan_of, plan_words
from toolkit.explorers.which import TREATED, ask_size, live_scar

NAMES = ("plan_1", "plan_2", "plan_3", "plan_4")
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
        form.choice(name, f"Plan {number}", none | plan_words(), start=start)
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
    scene = _scene(courses, kind, week, width_px)
    card = numbers_card(_numbers(courses, week), said(_sentence(courses, week)), _sessions(courses))
    return section_figure(scene, width_px=width_px) + card


def compare_still(*, week, kind, width_mm, depth_mm, **plans: str) -> Scene:
    """Return the still picture of two to four plans."""
    return _scene(_courses(kind, width_mm, depth_mm, plans), kind, week, STILL_PX)


def _courses(kind, width_mm, depth_mm, plans):
    names = [plans[name] for name in NAMES if plans.get(name, NONE) != NONE]
    return {name: _course(kind, width_mm, depth_mm, name) for name in names}


@lru_cache(maxsize=8)
def _course(kind, width_mm, depth_mm, name):
    return year_of(live_scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm), plan_of(name))


def _scene(courses, kind, week, width_px) -> Scene:
    """Return the plans beside each other; one compared with itself stands there twice."""
    px = section_px(width_px)
    names = [plan_words()[name] for name in courses]
    every = list(courses.values())
    if len(every) == 1:
        names, every = [names[0], f"{names[0]}, again"], every * 2
    window_mm = window_of(every[0].sections[0], kind, NARROW_PX)
    look = {"week": week, "window_mm": window_mm, "form": labels_for(px)}
    return compare_scene(every, names=names, **look)


def _numbers(courses, week):
    pairs = (
        (f"less deep: {plan_words()[name]}", f"{course.improvement_pct('depth', week=week):.0f} %")
        for name, course in courses.items()
    )
    return figures(*pairs)


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


def _sessions(courses):
    told = (
        f"{plan_words()[name]}: sessions in week "
        f"{', '.join(f'{session.week:g}' for session in course.plan.sessions)}."
        for name, course in courses.items()
        if course.plan.sessions
    )
    return small(" ".join(told))


COMPARE = Kind(
    name="compare_explorer",
    title="Plans compared",
    ask=ask_compare,
    figure=compare_figure,
    still=compare_still,
)
