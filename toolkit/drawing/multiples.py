"""Small multiples for print: the same skin at chosen weeks of a course, at one scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from toolkit.course import Course
from toolkit.drawing.framing import section_window
from toolkit.drawing.scene import Label, Scene, Shape, Window
from toolkit.drawing.section_scene import section_panel
from toolkit.drawing.tissue import surface_of
from toolkit.drawing.words import COUNTS, SEEN_MM, gain_words, mm
from toolkit.measures import territories
from toolkit.section import Section

MOST = 8
FAT_MM = 0.45  #: so much fat is shown; the room belongs to the scar
IN_A_ROW = 4
#: A wider picture has fewer in a row, or nothing in it could be seen. [mm]
WIDE_MM = {"page": 6.5, "phone": 3.6}
MARKED_MM = 0.12  #: depth of a dip that has room for a line in it
COARSER = {"page": 1.2, "phone": 1.3}  #: how much larger fibres are drawn in so small a panel
CAP_SHARE = 0.014  #: half the cap of that line, of the width shown
SECOND = "One true scale. Dashed: the first profile. Pale threads: new collagen."
SAME_WEEK = 1e-6  #: weeks


def weeks_scene(
    course: Course,
    *,
    weeks: Sequence[float] = (0, 2, 8, 26),
    window_mm: tuple[float, float] | None = None,
    form: str = "page",
    title: str = "",
) -> Scene:
    """Return the skin at chosen weeks of a course, each with the first profile dashed over it.

    Parameters
    ----------
    course
        A plan carried out.
    weeks
        One to eight weeks since the first session, rising. Week 0 is the skin before it; any
        other week of a session is the skin just after that session.
    window_mm
        Left and right edge of every section; chosen around the scar if left out. [mm]
    form
        ``"page"``: up to four in a row. ``"phone"``: two; fewer of several scars.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If the weeks do not rise, lie outside the course, or are too many.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, ice_pick, run_course
    >>> plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=1, weeks_apart=4)
    >>> scene = weeks_scene(run_course(ice_pick(), plan), weeks=(0, 4, 26))
    >>> [panel.head for panel in scene.panels]
    ['Before', 'Week 4', 'Week 26']
    """
    weeks = _checked(course, weeks)
    first = course.sections[0]
    window = _window(first, window_mm, form)
    across = rows_across(len(weeks), window, form)
    panels = tuple(
        _panel(course, first, window, week, with_ruler=i % across == 0)
        for i, week in enumerate(weeks)
    )
    return Scene(
        panels,
        title=title,
        second=SECOND,
        form=form,
        facts=_facts(course, weeks, window),
        rows=in_rows(len(weeks), across),
    )


def floor_labels(now: Section, first: Section, window: Window) -> tuple[Label, ...]:
    """Return the words under a section, for each scar: how deep it is, how much less than before.

    One scar has no leader, since nothing else could be meant.
    """
    dips = _dips(now, first, window)
    if len(dips) == 1:
        dip = dips[0]
        deep = f"{mm(dip.depth_mm)} deep" if dip.depth_mm > SEEN_MM else "level"
        return (Label(deep, (dip.x_mm, window.bottom), "under", _change(dip), role="ink"),)
    return tuple(
        Label(
            mm(dip.depth_mm) if dip.depth_mm > SEEN_MM else "level",
            (dip.x_mm, dip.depth_mm),
            "below",
            _change(dip).removesuffix(" deep"),
        )
        for dip in dips
    )


def floor_label(now: Section, first: Section, window: Window) -> Label:
    """Return the words for the deepest scar alone, with a leader to its floor."""
    dip = max(_dips(now, first, window), key=lambda dip: dip.depth_mm)
    deep = f"{mm(dip.depth_mm)} deep" if dip.depth_mm > SEEN_MM else "level"
    return Label(deep, (dip.x_mm, dip.depth_mm), "below", _change(dip))


def depth_marks(now: Section, first: Section, window: Window) -> tuple[Shape, ...]:
    """Return an upright line in the pit of a single scar, from the healthy level to its floor."""
    dips = _dips(now, first, window)
    if len(dips) != 1 or dips[0].depth_mm < MARKED_MM:
        return ()
    x, floor, cap = dips[0].x_mm, dips[0].depth_mm, CAP_SHARE * window.width
    lines = [[[x, 0.0], [x, floor]], *([[x - cap, z], [x + cap, z]] for z in (0.0, floor))]
    return tuple(Shape(role, "line", np.array(lines)) for role in ("leader_halo", "bracket"))


class _Dip(NamedTuple):
    """One scar now: where its floor lies, how deep that is, and how deep it was."""

    x_mm: float
    depth_mm: float
    was_mm: float


def _dips(now, first, window):
    """The scars of the first skin, or its deepest point, as they are now, from left to right."""
    surface, before = surface_of(now), surface_of(first)
    if first.grid.is_round:
        return (_Dip(0.0, _deepest(surface), _deepest(before)),)
    own = territories(before)
    own = own if len(own) else np.ones((1, len(before)), bool)
    dips = [
        _Dip(_floor_x(first.grid.x_mm[one], surface[one]), _deepest(surface[one]), was)
        for one in own
        for was in (_deepest(before[one]),)
    ]
    shown = [dip for dip in dips if window.left + 0.1 < dip.x_mm < window.right - 0.1]
    return tuple(shown or [max(dips, key=lambda dip: dip.depth_mm)])


def _deepest(surface):
    return max(0.0, -float(surface.min()))


def _floor_x(x, surface):
    return float(x[surface <= surface.min() + 0.03 * abs(surface.min())].mean())


def _change(dip):
    return gain_words(dip.depth_mm, dip.was_mm) if dip.was_mm > SEEN_MM else ""


def _checked(course, weeks):
    weeks = [float(week) for week in weeks]
    if not 1 <= len(weeks) <= MOST:
        raise ValueError(f"weeks holds {len(weeks)}; it must hold 1 to {MOST} weeks")
    if sorted(set(weeks)) != weeks:
        raise ValueError(f"weeks is {weeks!r}; each week must come after the one before")
    last = float(course.weeks[-1])
    for week in weeks:
        if not 0 <= week <= last:
            raise ValueError(f"weeks holds {week!r}; each must lie from 0 to {last:g}")
    return weeks


def rows_across(count: int, window: Window, form: str) -> int:
    """Return how many of some sections stand in a row: as many as there is room for.

    No row is much shorter than another.
    """
    wide = window.width > WIDE_MM[form]
    most = {"page": 2 if wide else IN_A_ROW, "phone": 1 if wide else 2}[form]
    rows = -(-count // most)
    return -(-count // rows)


def in_rows(count: int, across: int) -> tuple[int, ...]:
    """Return how many stand in each row."""
    return (*(across,) * (count // across), *(count % across,) * (count % across > 0))


def _window(first, window_mm, form):
    window = section_window(first, window_mm, "pair" if form == "page" else "phone")
    bottom = min(round(first.layers.skin_mm + FAT_MM, 2), first.grid.depth_mm)
    return Window(window.left, window.right, window.top, bottom, COARSER[form])


def _panel(course, first, window, week, *, with_ruler):
    now = _at(course, week)
    panel = section_panel(
        now,
        window,
        before=first,
        labels="none",
        layers=False,
        ruler=with_ruler,
        head=_head(course, week),
        head_role="ink" if week == 0 else "after",
        acting=depth_marks(now, first, window),
    )
    labels = floor_labels(now, first, window)
    if week == 0:
        labels = tuple(replace(label, second="") for label in labels)
    return replace(panel, labels=labels, bar_mm=None)


def _at(course, week):
    return course.sections[0] if week == 0 else course.section_at(week=week)


def _head(course, week):
    if week == 0:
        return "Before"
    treated = any(abs(session.week - week) < SAME_WEEK for session in course.plan.sessions)
    return f"Week {week:g}" + (", just treated" if treated else "")


def _facts(course, weeks, window):
    many = COUNTS[len(weeks)]
    what = f"{many} section{'s' if len(weeks) > 1 else ''} of the same skin at one scale."
    sizes = [f"{_head(course, week)}: {_depth(course, week, window)}" for week in weeks]
    return what, f"{'; '.join(sizes)}."


def _depth(course, week, window):
    dips = _dips(_at(course, week), course.sections[0], window)
    return f"{', '.join(mm(dip.depth_mm) for dip in dips)} deep"
