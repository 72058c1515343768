"""How deep, wide or large a scar is, week by week; depth points down, as in the skin."""

import numpy as np

from toolkit.course import QUANTITIES, Course
from toolkit.drawing.scene import Label, Panel, Scene, Shape, Ticks, Window

UNITS = {"depth": "mm", "width": "mm", "area": "mm²", "volume": "mm³"}
MOST_TICKS = 5


def course_chart_scene(
    course: Course,
    *,
    week: float | None = None,
    quantity: str = "depth",
    band: tuple[np.ndarray, np.ndarray] | None = None,
    form: str = "page",
    title: str = "",
) -> Scene:
    """Return the chart of a course: one quantity over the weeks, sessions as triangles.

    Parameters
    ----------
    course
        A plan carried out.
    week
        The week to mark with its value; the last one if left out.
    quantity
        ``"depth"``, ``"width"``, ``"area"`` or ``"volume"``.
    band
        Low and high values at every moment, such as those of many patients, (moments,) each.
    form
        ``"page"`` or ``"phone"``.
    title
        Words above the chart; the quantity and its unit if left out.

    Raises
    ------
    ValueError
        If the quantity is unknown or the week lies outside the course.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, ice_pick, run_course
    >>> plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=2, weeks_apart=4)
    >>> scene = course_chart_scene(run_course(ice_pick(), plan), week=0)
    >>> scene.facts[0]
    'Chart of the depth of the scar over 30 weeks, with 2 sessions.'
    """
    if quantity not in QUANTITIES:
        raise ValueError(f"quantity is {quantity!r}; it must be one of {QUANTITIES}")
    weeks, values = np.asarray(course.weeks, float), np.asarray(course.quantity(quantity), float)
    week = float(weeks[-1] if week is None else week)
    if not 0 <= week <= weeks[-1]:
        raise ValueError(f"week is {week!r}; it must lie from 0 to {weeks[-1]:g}")
    now = float(np.interp(week, weeks, values))
    window, left, bottom = _axes(weeks, values, band)
    sessions = [session.week for session in course.plan.sessions]
    shapes = (
        *_grid(window, left),
        *_band(weeks, band),
        *_lines(weeks, values, window, week, now),
        *_sessions(sessions, window),
    )
    unit = UNITS[quantity]
    panel = Panel(
        window,
        shapes,
        head=title or f"Scar {quantity}, {unit}",
        left_ticks=left,
        bottom_ticks=bottom,
        aspect=0.62 if form == "phone" else 0.5,
        labels=_labels(values, window, week, now, unit),
    )
    facts = _facts(quantity, unit, weeks, values, sessions, week, now)
    return Scene((panel,), form=form, facts=facts)


def _axes(weeks, values, band):
    highest = max(values.max(), 0.1, *(float(np.max(side)) for side in band or ()))
    step = _step(highest)
    at = np.arange(0, np.ceil(highest / step - 0.04) + 0.5) * step
    digits = max(0, -int(np.floor(np.log10(step))))
    left = Ticks(tuple(map(float, at)), tuple(f"{tick:.{digits}f}" if tick else "0" for tick in at))
    window = Window(0.0, float(weeks[-1]), 0.0, float(max(at[-1], highest) * 1.09))
    week_step = next(s for s in (1, 2, 4, 6, 8, 13, 26, 52, 104) if weeks[-1] / s <= 5 or s == 104)
    ticks = np.arange(0, weeks[-1] + 0.01, week_step)
    bottom = Ticks(
        tuple(map(float, ticks)),
        tuple(f"{tick:g}" for tick in ticks),
        "weeks since the first session",
    )
    return window, left, bottom


def _step(highest):
    """A round step that gives at most five lines."""
    power = 10.0 ** np.floor(np.log10(highest / MOST_TICKS))
    return next(power * s for s in (1, 2, 4, 5, 10) if highest / (power * s) <= MOST_TICKS)


def _grid(window, ticks):
    lines = np.array([[[window.left, z], [window.right, z]] for z in ticks.at])
    yield Shape("grid_line", "line", lines)


def _band(weeks, band):
    if band is not None:
        low, high = (np.column_stack([weeks, np.asarray(side, float)]) for side in band)
        yield Shape("band", "polygon", (np.concatenate([low, high[::-1]]),))


def _lines(weeks, values, window, week, now):
    first = np.array([[[window.left, values[0]], [window.right, values[0]]]])
    yield Shape("before_line", "line", first)
    yield Shape("week_line", "line", np.array([[[week, window.top], [week, window.bottom]]]))
    yield Shape("value_line", "line", np.column_stack([weeks, values])[None])
    yield Shape("value_dot_halo", "dots", np.array([[[week, now]]]), size_mm=12.5)
    yield Shape("value_dot", "dots", np.array([[[week, now]]]), size_mm=9.5)


def _sessions(sessions, window):
    """Triangles that stand on the axis of weeks."""
    wide, tall = 0.011 * window.width, 0.034 * window.height
    foot = window.bottom
    yield Shape(
        "session",
        "polygon",
        np.array(
            [
                [[week - wide, foot - tall], [week + wide, foot - tall], [week, foot]]
                for week in sessions
            ]
        ),
    )


def _labels(values, window, week, now, unit):
    # A scar that fills rises to the right: the room beside the curve is below it.
    near_end = now > 0.8 * window.bottom
    below = -0.06 if near_end else 0.11
    beside = week + (0.1 * window.width if near_end else 0.0)
    number = f"{now:.2f}" if values[0] < 0.95 else f"{now:.1f}"
    at = (beside, now + below * window.height)
    value = Label(f"{number} {unit}", at, "inside", role="after")
    first = f"{values[0]:.2f}" if values[0] < 0.95 else f"{values[0]:.1f}"
    at = (window.right, values[0] - 0.03 * window.height)
    return (value, Label(f"before: {first} {unit}", at, "inside"))


def _facts(quantity, unit, weeks, values, sessions, week, now):
    many = f"{len(sessions)} session" + ("s" if len(sessions) != 1 else "")
    return (
        f"Chart of the {quantity} of the scar over {weeks[-1]:.0f} weeks, with {many}.",
        f"It starts at {values[0]:.2f} {unit}; at week {week:.0f} it is {now:.2f} {unit}.",
    )
