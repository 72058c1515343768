"""Two to four plans, or patients, side by side: their skin at one scale over one shared chart.

Each course has a letter, a colour, a dash and a mark, so that it is known without colours too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toolkit.course import EACH, Course
from toolkit.drawing.axes import (
    MARKS,
    depth_axis,
    grid_shape,
    line_of,
    mark_shape,
    session_shape,
    week_ticks,
)
from toolkit.drawing.chart import LEAST, UNITS, number_words
from toolkit.drawing.framing import section_window
from toolkit.drawing.multiples import FAT_MM, SECOND, floor_label
from toolkit.drawing.paper import words_px
from toolkit.drawing.scene import Label, Panel, Scene, Shape, Ticks, Window
from toolkit.drawing.section_scene import section_panel

LETTERS = "ABCD"
STRIP = {"page": 0.075, "phone": 0.115}  #: height of a row of sessions, of the depth charted
ASPECTS = {"page": 0.42, "phone": 1.0}
MARK_SHARE = {"page": 0.013, "phone": 0.036}  #: size of a mark, of the width of the chart
SESSION_SHARE = {"page": 0.0085, "phone": 0.025}
MARKED = 6  #: marks along a line
LONGEST_PX = 265.0  #: a longer name is said by its letter alone


def compare_scene(
    courses: Sequence[Course],
    *,
    names: Sequence[str] | None = None,
    week: float | None = None,
    quantity: str = "depth",
    window_mm: tuple[float, float] | None = None,
    form: str = "page",
    title: str = "",
) -> Scene:
    """Return two to four courses on one scale: each section over one chart of all of them.

    Parameters
    ----------
    courses
        Plans carried out, or one plan carried out in several patients.
    names
        A name for each, from left to right; the letters A to D if left out.
    week
        When the sections are shown; the end of the shortest course if left out.
    quantity
        ``"depth"``, ``"area"`` or ``"volume"``: what the chart shows.
    window_mm
        Left and right edge of every section; chosen around the scars if left out. [mm]
    form
        ``"page"``: sections beside each other. ``"phone"``: one below the other.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If there are not two to four courses with as many different names, or the week, the
        quantity or the form is not possible.

    Notes
    -----
    What this leaves out: how sure the difference is; see `spread_scene`.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, ice_pick, run_course
    >>> scar, cross = ice_pick(), TREATMENTS["tca_cross"]()
    >>> plans = Plan(()), Plan.every(cross, sessions=2, weeks_apart=4)
    >>> scene = compare_scene([run_course(scar, plan) for plan in plans], names=["Wait", "CROSS"])
    >>> [panel.head for panel in scene.panels[:2]]
    ['A: Wait', 'B: CROSS']
    """
    _check(courses, names, quantity, form)
    last = min(float(course.weeks[-1]) for course in courses)
    week = last if week is None else float(week)
    if not 0 <= week <= last:
        raise ValueError(f"week is {week!r}; it must lie from 0 to {last:g}")
    lanes = [
        _Lane(i, course, names[i] if names else "", quantity, last, week)
        for i, course in enumerate(courses)
    ]
    window = _window([lane.first for lane in lanes], window_mm, form)
    sections = [_section(lane, window, with_ruler=form == "phone" or not lane.i) for lane in lanes]
    rows = (len(lanes), 1) if form == "page" else (1,) * (len(lanes) + 1)
    return Scene(
        (*sections, _chart(lanes, form)),
        title=title,
        second=SECOND,
        form=form,
        facts=_facts(lanes),
        rows=rows,
    )


@dataclass(frozen=True)
class _Lane:
    """One course with everything that tells it from the others."""

    i: int
    course: Course
    name: str
    quantity: str
    last: float
    week: float

    @property
    def head(self):
        return f"{LETTERS[self.i]}: {self.name}" if self.name else f"Plan {LETTERS[self.i]}"

    @property
    def said(self):
        return f"{self.name} ({LETTERS[self.i]})" if self.name else f"Plan {LETTERS[self.i]}"

    @property
    def role(self):
        return f"line_{self.i + 1}"

    @property
    def first(self):
        return self.course.sections[0]

    @property
    def now(self):
        return self.course.section_at(week=self.week)

    @property
    def sessions(self):
        return [one.week for one in self.course.plan.sessions if one.week <= self.last]

    @property
    def line(self):
        """Weeks and values up to the end of the shortest course, two arrays."""
        weeks = np.asarray(self.course.weeks, float)
        values = np.asarray(self.course.quantity(self.quantity), float)
        here = weeks <= self.last
        end = np.interp(self.last, weeks, values)
        return np.append(weeks[here], self.last), np.append(values[here], end)

    def value(self, week):
        return float(np.interp(week, *self.line))


def _check(courses, names, quantity, form):
    if not 2 <= len(courses) <= len(LETTERS):
        raise ValueError(f"courses holds {len(courses)}; it must hold 2 to {len(LETTERS)} courses")
    if names is not None and (len(names) != len(courses) or len(set(names)) < len(names)):
        raise ValueError(f"names is {list(names)!r}; it must hold {len(courses)} different names")
    if quantity not in EACH:
        raise ValueError(f"quantity is {quantity!r}; it must be one of {EACH}")
    if form not in ASPECTS:
        raise ValueError(f"form is {form!r}; it must be one of {tuple(ASPECTS)}")


def _window(firsts, window_mm, form):
    """One window for all: wide enough for the widest scar, within every slice."""
    kind = "pair" if form == "page" else "phone"
    windows = [section_window(first, window_mm, kind) for first in firsts]
    half = min(first.grid.width_mm for first in firsts) / 2
    skin = max(first.layers.skin_mm for first in firsts)
    return Window(
        max(-half, min(window.left for window in windows)),
        min(half, max(window.right for window in windows)),
        min(window.top for window in windows),
        min(round(skin + FAT_MM, 2), *(first.grid.depth_mm for first in firsts)),
    )


def _section(lane, window, *, with_ruler):
    panel = section_panel(
        lane.now,
        window,
        before=lane.first,
        labels="none",
        layers=False,
        ruler=with_ruler,
        head=lane.head,
        head_role=lane.role,
    )
    return replace(panel, labels=(floor_label(lane.now, lane.first, window),), bar_mm=None)


def _chart(lanes, form):
    lines = [lane.line for lane in lanes]
    highest = max(LEAST[lanes[0].quantity], *(float(values.max()) for _, values in lines))
    window, left = depth_axis(highest, lanes[0].last)
    window, feet = _with_strip(window, highest, [bool(lane.sessions) for lane in lanes], form)
    aspect = ASPECTS[form]
    shapes = [grid_shape(window, left), *_week_line(lanes[0], window)]
    for lane, line, foot in zip(lanes, lines, feet, strict=True):
        shapes += _lane_shapes(lane, line, window, aspect, form, foot)
    named = [(foot, LETTERS[lane.i]) for lane, foot in zip(lanes, feet) if lane.sessions]
    ticks = Ticks(
        (*left.at, *(foot - 0.018 * window.height for foot, _ in named)),
        (*left.texts, *(letter for _, letter in named)),
    )
    return Panel(
        window,
        tuple(shapes),
        head=f"Scar {lanes[0].quantity}, {UNITS[lanes[0].quantity]}",
        left_ticks=ticks,
        bottom_ticks=week_ticks(lanes[0].last),
        aspect=aspect,
        labels=tuple(_end_label(lane, form) for lane in lanes),
    )


def _with_strip(window, highest, has_sessions, form):
    """Add a row for the sessions of each course; return the window and the foot of each row."""
    top = max(highest, window.bottom / 1.12) * 1.04
    row = STRIP[form] * window.bottom
    feet = top + row * np.cumsum(has_sessions)
    bottom = max(float(feet[-1]) + 0.15 * row, window.bottom)
    return replace(window, bottom=bottom), feet.tolist()


def _week_line(lane, window):
    if lane.week < lane.last:
        ends = np.array([[[lane.week, window.top], [lane.week, window.bottom]]])
        yield Shape("week_line", "line", ends)


def _lane_shapes(lane, line, window, aspect, form, foot):
    weeks = lane.last * (np.arange(MARKED) + 0.35 + 0.18 * lane.i) / MARKED
    places = np.column_stack([weeks, np.interp(weeks, *line)])
    mark, size = f"mark_{lane.i + 1}", MARK_SHARE[form]
    yield Shape(lane.role, "line", line_of(*line))
    yield mark_shape(mark, MARKS[lane.i], places, window, aspect, size)
    if lane.sessions:
        yield session_shape(
            lane.sessions, window, aspect, SESSION_SHARE[form], role=mark, foot=foot
        )


def _end_label(lane, form):
    value = lane.value(lane.last)
    words = number_words(value, UNITS[lane.quantity])
    at = (lane.last, value)
    if form == "phone" or words_px(lane.head, bold=True) > LONGEST_PX:
        return Label(f"{LETTERS[lane.i]}: {words}", at, "right", role=lane.role)
    return Label(lane.head, at, "right", words, role=lane.role)


def _facts(lanes):
    weeks, quantity, unit = lanes[0].week, lanes[0].quantity, UNITS[lanes[0].quantity]
    first = (
        f"{len(lanes)} courses on one scale at week {weeks:.0f}, each with a section and a line."
    )
    ends = {lane.said: lane.value(weeks) for lane in lanes}
    least, most = min(ends, key=ends.get), max(ends, key=ends.get)
    last = f"At week {weeks:.0f} the {quantity} is least with {least} and most with {most}."
    if ends[most] - ends[least] < 0.01 * max(ends[most], 1e-9):
        last = f"At week {weeks:.0f} the {quantity} is the same with all of them."
    return first, *(_lane_fact(lane, quantity, unit) for lane in lanes), last


def _lane_fact(lane, quantity, unit):
    start, now = float(lane.line[1][0]), lane.value(lane.week)
    sessions = ", ".join(f"{week:g}" for week in lane.sessions)
    when = f"Sessions in week {sessions}" if sessions else "No session"
    change = ""
    if start > 1e-9:
        pct = round(100 * (1 - now / start))
        change = f", {abs(pct)} % {'less' if pct >= 0 else 'more'}"
    return (
        f"{lane.said}: {when}; the {quantity} was {start:.2f} {unit} and is {now:.2f} {unit}"
        f"{change}."
    )
