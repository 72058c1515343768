"""How deep, wide or large a scar is, and how much of it is young, week by week.

Depth, width, area and volume point down, as in the skin; young collagen is an amount and points up.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from toolkit.course import QUANTITIES, Course
from toolkit.drawing.axes import (
    amount_axis,
    band_shape,
    depth_axis,
    grid_shape,
    line_of,
    session_shape,
    week_ticks,
)
from toolkit.drawing.scene import Label, Panel, Scene, Shape

UNITS = {"depth": "mm", "width": "mm", "area": "mm²", "volume": "mm³", "young": "mm²"}
CHARTED = (*QUANTITIES, "young")
LEAST = {"depth": 0.1, "width": 0.1, "area": 0.02, "volume": 0.02, "young": 0.02}
SESSION_SHARE = {"page": 0.0085, "phone": 0.017}  #: half a triangle, of the width of the chart
LIFT_SHARE = {"page": 0.026, "phone": 0.064}  #: from a line to words below it, of the width
WORDS_SHARE = 0.25  #: as wide as a number with its unit can be, of the width of the chart
ASPECTS = {"page": (0.42, 0.2), "phone": (0.55, 0.3)}  #: of one chart alone, of one of several


def course_chart_scene(
    course: Course,
    *,
    week: float | None = None,
    quantity: str | Sequence[str] = "depth",
    band: tuple[np.ndarray, np.ndarray] | None = None,
    form: str = "page",
    title: str = "",
) -> Scene:
    """Return the chart of a course: numbers over the weeks, sessions as triangles on the axis.

    Parameters
    ----------
    course
        A plan carried out.
    week
        The week to mark with its value; the last one if left out.
    quantity
        ``"depth"``, ``"width"``, ``"area"``, ``"volume"`` or ``"young"``, the new collagen in the
        cut; or several of them, each a chart below the other over the same weeks.
    band
        Low and high values of the first quantity at every moment, such as those of many patients,
        (moments,) each.
    form
        ``"page"`` or ``"phone"``.
    title
        Words above; the quantity and its unit if left out.

    Raises
    ------
    ValueError
        If a quantity is unknown or the week lies outside the course.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, ice_pick, run_course
    >>> plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=2, weeks_apart=4)
    >>> scene = course_chart_scene(run_course(ice_pick(), plan), week=0)
    >>> scene.facts[0]
    'Chart of the depth of the scar over 30 weeks, with 2 sessions.'
    """
    names = _checked(quantity)
    if form not in ASPECTS:
        raise ValueError(f"form is {form!r}; it must be one of {tuple(ASPECTS)}")
    week = checked_week(course, week)
    charts = [_chart(course, name, week) for name in names]
    panels = tuple(
        _panel(chart, band if i == 0 else None, form, len(charts), is_last=i == len(charts) - 1)
        for i, chart in enumerate(charts)
    )
    scene_title = ""
    if title and len(panels) > 1:
        scene_title = title
    elif title:
        panels = (replace(panels[0], head=title),)
    facts = (_what(charts), *(_fact(chart, is_alone=len(charts) == 1) for chart in charts))
    return Scene(panels, scene_title, form=form, facts=facts, rows=(1,) * len(panels))


def checked_week(course: Course, week: float | None) -> float:
    """Return the week, the last one if it is None; raise a ValueError if it lies outside."""
    last = float(course.weeks[-1])
    week = last if week is None else float(week)
    if not 0 <= week <= last:
        raise ValueError(f"week is {week!r}; it must lie from 0 to {last:g}")
    return week


def young_mm2(course: Course) -> np.ndarray:
    """Return the area of young collagen in the cut at every moment, (moments,). [mm2]

    A place that is all young counts whole, one that is half young counts half.
    """
    grid = course.sections[0].grid
    every = getattr(course.sections, "moments", course.sections)
    cell_mm2 = grid.dx_mm * grid.dz_mm * (2 if grid.is_round else 1)
    return np.array([float(moment.young.sum()) for moment in every]) * cell_mm2


def number_words(number: float, unit: str) -> str:
    """Return a number with its unit, to a tenth; below a half to a hundredth."""
    return f"{number:.2f} {unit}" if number < 0.495 else f"{number:.1f} {unit}"


class _Chart(NamedTuple):
    """One quantity of a course over the weeks, and its value in the week that is marked."""

    name: str
    weeks: np.ndarray
    values: np.ndarray
    sessions: list[float]
    week: float
    now: float

    @property
    def is_up(self) -> bool:
        return self.name == "young"

    @property
    def head(self) -> str:
        what = "Young collagen" if self.is_up else f"Scar {self.name}"
        return f"{what}, {UNITS[self.name]}"

    def words(self, number: float) -> str:
        return number_words(number, UNITS[self.name])


def _checked(quantity):
    names = (quantity,) if isinstance(quantity, str) else tuple(quantity)
    if not names:
        raise ValueError(f"quantity is {quantity!r}; it must hold at least one of {CHARTED}")
    for name in names:
        if name not in CHARTED:
            close = get_close_matches(str(name), CHARTED, n=1)
            hint = f"did you mean {close[0]!r}? " if close else ""
            raise ValueError(f"quantity is {name!r}; {hint}it must be one of {CHARTED}")
    return names


def _chart(course, name, week):
    weeks = np.asarray(course.weeks, float)
    values = young_mm2(course) if name == "young" else np.asarray(course.quantity(name), float)
    now = float(np.interp(week, weeks, values))
    sessions = [session.week for session in course.plan.sessions]
    return _Chart(name, weeks, values, sessions, week, now)


def _panel(chart, band, form, count, *, is_last):
    highest = max(chart.values.max(), LEAST[chart.name], *(float(np.max(b)) for b in band or ()))
    axis = amount_axis if chart.is_up else depth_axis
    window, left = axis(highest, chart.weeks[-1])
    aspect = ASPECTS[form][count > 1]
    shapes = (
        grid_shape(window, left),
        *([band_shape(chart.weeks, *band)] if band is not None else []),
        *_lines(chart, window),
        session_shape(chart.sessions, window, aspect, SESSION_SHARE[form]),
    )
    return Panel(
        window,
        shapes,
        head=chart.head,
        left_ticks=left,
        bottom_ticks=week_ticks(chart.weeks[-1], words=is_last),
        aspect=aspect,
        labels=_labels(
            chart, window, LIFT_SHARE[form] / aspect, counted=count == 1 or form == "page"
        ),
    )


def _lines(chart, window):
    sign = -1 if chart.is_up else 1
    now = np.array([[[chart.week, sign * chart.now]]])
    if not chart.is_up:
        first = chart.values[0]
        ends = np.array([[[window.left, first], [window.right, first]]])
        yield Shape("before_line", "line", ends)
    week = np.array([[[chart.week, window.top], [chart.week, window.bottom]]])
    yield Shape("week_line", "line", week)
    yield Shape("value_line", "line", line_of(chart.weeks, sign * chart.values))
    yield Shape("value_dot_halo", "dots", now, size_mm=12.5)
    yield Shape("value_dot", "dots", now, size_mm=9.5)


def _labels(chart, window, lift, *, counted):
    if chart.is_up:
        return (_young_label(chart, window, lift),)
    first = chart.values[0]
    before = (window.right, first - 0.03 * window.height)
    labels = (
        _value_label(chart, window, lift),
        Label(f"before: {chart.words(first)}", before, "inside"),
    )
    counted = counted and chart.name == "depth" and chart.sessions
    return (*labels, _count_label(chart, window)) if counted else labels


def _count_label(chart, window):
    """How many triangles there are, beside the last one."""
    at = (chart.sessions[-1] + 0.006 * window.width, window.bottom - 0.017 * window.height)
    return Label(_many(chart), at, "inside")


def _many(chart):
    sessions = len(chart.sessions)
    return f"{sessions} session" + ("s" if sessions != 1 else "")


def _value_label(chart, window, lift):
    # A scar that fills rises to the right: the room beside the curve is below it.
    near_end = chart.now > 0.8 * window.bottom
    below = -lift / 2 if near_end else lift
    beside = chart.week + (0.1 * window.width if near_end else 0.0)
    return Label(
        chart.words(chart.now), (beside, chart.now + below * window.height), "inside", role="after"
    )


def _young_label(chart, window, lift):
    """Over the part of the curve that the words cover; an amount lies at minus itself.

    At the end of the year the words reach back under a falling curve, if there is room.
    """
    reach = WORDS_SHARE * window.width
    at_end = chart.week + reach >= window.right
    start = chart.week - reach if at_end else chart.week
    end = window.right if at_end else start + reach + 1
    here = (chart.weeks >= start - 1) & (chart.weeks <= end)
    covered = [chart.now, *chart.values[here].tolist()]
    height = -min(covered) + lift * window.height
    if not at_end or height > -0.02 * window.height:
        height = -max(covered) - 0.06 * window.height
    return Label(chart.words(chart.now), (chart.week, height), "inside", role="after")


def _what(charts):
    names = ["young collagen" if chart.is_up else chart.name for chart in charts]
    said = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    one = "Chart" if len(charts) == 1 else "Charts"
    many, weeks = _many(charts[0]), charts[0].weeks[-1]
    return f"{one} of the {said} of the scar over {weeks:.0f} weeks, with {many}."


def _fact(chart, *, is_alone):
    name = "young collagen" if chart.is_up else chart.name
    what = "It" if is_alone else f"The {name}"
    unit, first, now = UNITS[chart.name], chart.values[0], chart.now
    fact = f"{what} starts at {first:.2f} {unit}; at week {chart.week:.0f} it is {now:.2f} {unit}."
    if chart.is_up and chart.values.max() > 0:
        most, when = chart.values.max(), chart.weeks[chart.values.argmax()]
        fact += f" There is most of it in week {when:.0f}: {most:.2f} {unit}."
    return fact
