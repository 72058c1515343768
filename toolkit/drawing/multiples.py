"""Small multiples for print: the same skin at chosen weeks of a course, at one scale."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.course import Course
from toolkit.drawing.framing import section_window
from toolkit.drawing.scene import Label, Scene, Window
from toolkit.drawing.section_scene import section_panel
from toolkit.drawing.tissue import Tissue, size_of
from toolkit.drawing.words import COUNTS, SEEN_MM, gain_words, mm
from toolkit.section import Section

MOST = 8
FAT_MM = 0.45  #: so much fat is shown; the room belongs to the scar
IN_A_ROW = 4
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
        ``"page"``: four in a row. ``"phone"``: one below the other.
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
    panels = tuple(
        _panel(course, first, window, week, with_ruler=form == "phone" or i % _across(weeks) == 0)
        for i, week in enumerate(weeks)
    )
    across = 1 if form == "phone" else _across(weeks)
    rows = [across] * (len(weeks) // across)
    rows += [len(weeks) % across] * (len(weeks) % across > 0)
    return Scene(
        panels,
        title=title,
        second=SECOND,
        form=form,
        facts=_facts(course, weeks),
        rows=tuple(rows),
    )


def floor_label(now: Section, first: Section, window: Window) -> Label:
    """Return the words under a section: how deep it is, and by how much less than before."""
    tissue, before = Tissue.of(now), Tissue.of(first)
    shown = (tissue.x_mm > window.left + 0.1) & (tissue.x_mm < window.right - 0.1)
    x, surface = tissue.x_mm[shown], tissue.surface_mm[shown]
    depth, was = (-float(skin.surface_mm.min()) for skin in (tissue, before))
    place = float(x[surface <= 0.97 * surface.min()].mean()) if depth > SEEN_MM else 0.0
    words = f"{mm(max(depth, 0.0))} deep" if depth > SEEN_MM else "level"
    change = gain_words(depth, was) if was > SEEN_MM else ""
    return Label(words, (place, -float(tissue.height(place))), "below", change)


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


def _across(weeks):
    """Up to four in a row, and no row much shorter than another."""
    rows = -(-len(weeks) // IN_A_ROW)
    return -(-len(weeks) // rows)


def _window(first, window_mm, form):
    window = section_window(first, window_mm, "pair" if form == "page" else "phone")
    bottom = min(round(first.layers.skin_mm + FAT_MM, 2), first.grid.depth_mm)
    return Window(window.left, window.right, window.top, bottom)


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
    )
    label = floor_label(now, first, window)
    label = replace(label, second="") if week == 0 else label
    return replace(panel, labels=(label,), bar_mm=None)


def _at(course, week):
    return course.sections[0] if week == 0 else course.section_at(week=week)


def _head(course, week):
    if week == 0:
        return "Before"
    treated = any(abs(session.week - week) < SAME_WEEK for session in course.plan.sessions)
    return f"Week {week:g}" + (", just treated" if treated else "")


def _facts(course, weeks):
    many = COUNTS[len(weeks)]
    what = f"{many} section{'s' if len(weeks) > 1 else ''} of the same skin at one scale."
    sizes = [f"{_head(course, week)}: {_depth(course, week)}" for week in weeks]
    return what, f"{'; '.join(sizes)}."


def _depth(course, week):
    return f"{mm(max(float(size_of(_at(course, week)).depth_mm), 0.0))} deep"
