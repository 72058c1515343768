"""Axes of charts over the weeks: round numbers, depth downwards, sessions on the axis of weeks."""

from collections.abc import Iterable

import numpy as np

from toolkit.drawing.scene import Shape, Ticks, Window

MOST_TICKS = 5
WEEK_STEPS = (1, 2, 4, 6, 8, 13, 26, 52, 104)
WEEKS = "weeks since the first session"
FOOT = 1.12  #: a chart goes on below its deepest number, so that sessions find room
MARKS = ("circle", "square", "diamond", "bar")
#: corners of a mark, half its size across and down
_CORNERS = {
    "circle": [(np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 16, endpoint=False)],
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(-1.25, 0), (0, -1.25), (1.25, 0), (0, 1.25)],
    "bar": [(-0.5, -1.3), (0.5, -1.3), (0.5, 1.3), (-0.5, 1.3)],
}


def depth_axis(highest: float, last_week: float) -> tuple[Window, Ticks]:
    """Return a window whose numbers grow downwards, and the ticks at its left."""
    at, texts = _round_numbers(highest)
    bottom = float(max(at[-1], highest) * FOOT)
    return Window(0.0, float(last_week), 0.0, bottom), Ticks(tuple(map(float, at)), texts)


def amount_axis(highest: float, last_week: float) -> tuple[Window, Ticks]:
    """Return a window whose numbers grow upwards: a number lies at minus itself."""
    at, texts = _round_numbers(highest)
    top = float(max(at[-1], highest))
    window = Window(0.0, float(last_week), -1.02 * top, (FOOT - 1) * top)
    return window, Ticks(tuple(-float(tick) for tick in at), texts)


def week_ticks(last_week: float, *, most: int = 5, words: bool = True) -> Ticks:
    """Return ticks at round weeks; without words only their marks."""
    step = next(s for s in WEEK_STEPS if last_week / s <= most or s == WEEK_STEPS[-1])
    at = np.arange(0, last_week + 0.01, step)
    texts = tuple(f"{tick:g}" if words else "" for tick in at)
    return Ticks(tuple(map(float, at)), texts, WEEKS if words else "")


def grid_shape(window: Window, ticks: Ticks) -> Shape:
    """Return a line across at every tick."""
    lines = np.array([[[window.left, z], [window.right, z]] for z in ticks.at])
    return Shape("grid_line", "line", lines)


def session_shape(
    weeks: Iterable[float],
    window: Window,
    aspect: float,
    half_share: float,
    *,
    role: str = "session",
    foot: float | None = None,
) -> Shape:
    """Return a triangle for each session, tip down on the axis of weeks or at another height.

    Half a triangle takes a share of the width of the chart.
    """
    wide = half_share * window.width
    tall = 1.7 * wide / window.width * window.height / aspect
    foot = window.bottom if foot is None else foot
    corners = [[[w - wide, foot - tall], [w + wide, foot - tall], [w, foot]] for w in weeks]
    return Shape(role, "polygon", np.array(corners).reshape(-1, 3, 2))


def mark_shape(
    role: str, mark: str, places: np.ndarray, window: Window, aspect: float, size: float
) -> Shape:
    """Return one of `MARKS` at each place, (places, 2); size is a share of the width."""
    half = np.array([size * window.width, size * window.height / aspect]) / 2
    corners = np.array(_CORNERS[mark]) * half
    return Shape(role, "polygon", np.asarray(places)[:, None] + corners)


def band_shape(weeks: np.ndarray, low: np.ndarray, high: np.ndarray) -> Shape:
    """Return what lies between two lines over the weeks."""
    low, high = (np.column_stack([weeks, np.asarray(side, float)]) for side in (low, high))
    return Shape("band", "polygon", (np.concatenate([low, high[::-1]]),))


def line_of(weeks: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the points of one line over the weeks, (1, moments, 2)."""
    return np.column_stack([np.asarray(weeks, float), np.asarray(values, float)])[None]


def _round_numbers(highest):
    step = _step(highest)
    at = np.arange(0, np.ceil(highest / step - 0.04) + 0.5) * step
    digits = max(0, -int(np.floor(np.log10(step))))
    return at, tuple(f"{tick:.{digits}f}" if tick else "0" for tick in at)


def _step(highest):
    """A round step that gives at most five lines."""
    power = 10.0 ** np.floor(np.log10(highest / MOST_TICKS))
    return next(power * s for s in (1, 2, 4, 5, 10) if highest / (power * s) <= MOST_TICKS)
