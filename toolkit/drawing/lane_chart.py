"""The chart that compared courses share: a line for each, and a row of its sessions below."""

from dataclasses import replace

import numpy as np

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
from toolkit.drawing.lanes import LETTERS, Lane
from toolkit.drawing.paper import words_px
from toolkit.drawing.scene import Label, Panel, Shape, Ticks

STRIP = {"page": 0.075, "phone": 0.115}  #: height of a row of sessions, of the depth charted
ASPECTS = {"page": 0.42, "phone": 1.0}
MARK_SHARE = {"page": 0.013, "phone": 0.036}  #: size of a mark, of the width of the chart
SESSION_SHARE = {"page": 0.0085, "phone": 0.025}
MARKED = 6  #: marks along a line
LONGEST_PX = 265.0  #: a longer name is said by its letter alone


def lane_chart(lanes: list[Lane], form: str) -> Panel:
    """Return one chart of all lanes, with a row of sessions for each below it."""
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
        # As wide for every number, so that the chart beside it keeps its size.
        words = f"{LETTERS[lane.i]}: {value:.2f} {UNITS[lane.quantity]}"
        return Label(words, at, "right", role=lane.role)
    return Label(lane.head, at, "right", words, role=lane.role)
