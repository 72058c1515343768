"""Two to four plans, or patients, side by side: their skin at one scale over one shared chart.

Each course has a letter, a colour, a dash and a mark, so that it is known without colours too.
"""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.checks import check_whole
from toolkit.course import Course
from toolkit.drawing.chart import UNITS
from toolkit.drawing.framing import section_window
from toolkit.drawing.lane_chart import lane_chart
from toolkit.drawing.lanes import LETTERS, Lane, lanes_of
from toolkit.drawing.multiples import (
    FAT_MM,
    SECOND,
    depth_marks,
    floor_labels,
    in_rows,
    rows_across,
)
from toolkit.drawing.scene import Panel, Scene, Window
from toolkit.drawing.section_scene import section_panel

#: The more sections there are, the smaller each is, and the larger its fibres are drawn.
COARSER = {2: 1.1, 3: 1.35, 4: 1.65}


def compare_scene(
    courses: Sequence[Course],
    *,
    names: Sequence[str] | None = None,
    week: float | None = None,
    quantity: str = "depth",
    window_mm: tuple[float, float] | None = None,
    form: str = "page",
    across: int | None = None,
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
        ``"page"``: sections beside each other. ``"phone"``: two in a row, or one where the
        picture is wide.
    across
        How many sections stand in a row, 1 to 4; chosen by the form if left out.
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
    lanes = lanes_of(courses, names=names, week=week, quantity=quantity, form=form)
    above = sections_of(lanes, window_mm=window_mm, form=form, across=across)
    panels, rows = (*above.panels, lane_chart(lanes, form)), (*above.rows, 1)
    return replace(above, panels=panels, rows=rows, title=title)


def sections_of(
    lanes: list[Lane],
    *,
    window_mm: tuple[float, float] | None = None,
    form: str = "page",
    across: int | None = None,
) -> Scene:
    """Return the sections of some lanes without their chart."""
    window = _window([lane.first for lane in lanes], window_mm, form, COARSER[len(lanes)])
    usual = len(lanes) if form == "page" else rows_across(2, window, form)
    across = usual if across is None else check_whole("across", across, 1, len(LETTERS))
    sections = [_section(lane, window, with_ruler=lane.i % across == 0) for lane in lanes]
    rows = in_rows(len(lanes), across)
    return Scene(tuple(sections), second=SECOND, form=form, facts=_facts(lanes), rows=rows)


def chart_of(lanes: list[Lane], form: str) -> Scene:
    """Return the chart of some lanes without their sections."""
    facts = (f"A chart of the {lanes[0].quantity} over the weeks, a line each.", _facts(lanes)[-1])
    return Scene((lane_chart(lanes, form),), form=form, facts=facts)


def _window(firsts, window_mm, form, coarser):
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
        coarser,
    )


def _section(lane: Lane, window: Window, *, with_ruler: bool) -> Panel:
    now, first = lane.now, lane.first
    panel = section_panel(
        now,
        window,
        before=first,
        labels="none",
        layers=False,
        ruler=with_ruler,
        head=lane.head,
        head_role=lane.role,
        acting=depth_marks(now, first, window),
    )
    return replace(panel, labels=floor_labels(now, first, window), bar_mm=None)


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
