"""The days after a treatment: small panels at one scale, with crust, redness and new collagen."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from toolkit.course import Course, Plan, run_course
from toolkit.drawing.acid import is_crusted, is_frosted
from toolkit.drawing.acting import act_of
from toolkit.drawing.framing import section_window
from toolkit.drawing.multiples import FAT_MM, floor_label
from toolkit.drawing.outline import Outline
from toolkit.drawing.scene import FORMS, Panel, Scene, Shape, Window
from toolkit.drawing.section_scene import section_panel
from toolkit.drawing.stage import Act, Stage, runs
from toolkit.drawing.tissue import Tissue, size_of
from toolkit.drawing.tools_laser import under
from toolkit.drawing.words import mm
from toolkit.section import Section
from toolkit.treatments import AblativeLaser, PunchElevation, PunchExcision

MOST = 8
BLUSH = (0.08, 0.2, 0.4, 0.7)  #: redness from which one veil more lies over the surface
BLUSH_MM = 0.17
OPEN_SHARE = 0.4  #: a wound is drawn while so much of its signal is left
STITCHED_DAYS = 7
RED = 0.3  #: redness that is spoken of under a picture
#: how a wound is drawn once it has begun to heal; what is not named here is gone
HEALING = {"well": "scab", "channel": "mend", "heated": "heated_earlier", "glow": "heated_earlier"}
HEALING |= {"heated_earlier": "heated_earlier", "bruise": "bruise", "gap_clot": "mend"}
#: these move the skin itself, so that "new since before" would count skin that only moved
MOVING = (PunchExcision, PunchElevation, AblativeLaser)
SECOND = "One true scale. Rosy: redness. Brown: crust and clot. Pale threads: new collagen."


def healing_strip_scene(
    skin: Section | Course,
    treatment=None,
    *,
    days: Sequence[float] = (0, 3, 14, 90),
    window_mm: tuple[float, float] | None = None,
    form: str = "page",
    title: str = "",
) -> Scene:
    """Return the skin on chosen days after one treatment, beside each other at one scale.

    Parameters
    ----------
    skin
        The skin before the treatment; or a course, whose first session is shown.
    treatment
        One of ``TREATMENTS``, made; only with a section.
    days
        One to eight days since the treatment, rising; day 0 is just after it. [days]
    window_mm
        Left and right edge of every panel; chosen around the scar if left out. [mm]
    form
        ``"page"``: two in a row, or three from five on. ``"phone"``: one below the other.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If the days do not rise or lie outside the course, there is no treatment, or the form is
        unknown.

    Notes
    -----
    Depth, redness, crust and new collagen are those of the model. What this leaves out: swelling,
    blood, and scales that fall off.

    Examples
    --------
    >>> from toolkit import TREATMENTS, ice_pick
    >>> scene = healing_strip_scene(ice_pick(), TREATMENTS["tca_cross"]())
    >>> [panel.head for panel in scene.panels]
    ['Just after', 'Day 3', 'Week 2', 'Month 3']
    """
    days = _checked(days, form)
    course = _course(skin, treatment, days)
    session = course.plan.sessions[0]
    first, tool = course.sections[0], session.treatments[0]
    window = _window(first, window_mm, form)
    act = act_of(Stage(first, window), tool)
    rows = _rows(len(days), form)
    starts = np.cumsum((0, *rows))
    shown = [_on(course, session.week, day) for day in days]
    panels = tuple(
        _panel(skin, first, act, tool, window, day, with_ruler=i in starts)
        for i, (skin, day) in enumerate(zip(shown, days, strict=True))
    )
    facts = tuple(
        f"{day_words(day)}: {_seen(skin)}." for skin, day in zip(shown, days, strict=True)
    )
    what = f"The same skin on {_many(len(days))} after one treatment, at one scale."
    return Scene(panels, title, SECOND, form, (what, *facts), rows)


def day_words(day: float) -> str:
    """Return a day after a treatment in words."""
    if day == 0:
        return "Just after"
    if day >= 60:
        return f"Month {day / 30.4:.0f}"
    return f"Week {day / 7:.0f}" if day >= 14 and day % 7 == 0 else f"Day {day:g}"


def _rows(days, form):
    """How many panels stand in each row: few enough that crust and redness can be seen."""
    across = 1 if form == "phone" else days if days < 4 else 2 if days == 4 else 3
    return (across,) * (days // across) + ((days % across,) if days % across else ())


def _many(days):
    return "1 day" if days == 1 else f"{days} days"


def _checked(days, form):
    days = [float(day) for day in days]
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; it must be one of {FORMS}")
    if not 1 <= len(days) <= MOST:
        raise ValueError(f"days holds {len(days)}; it must hold 1 to {MOST} days")
    if sorted(set(days)) != days or not all(0 <= day < np.inf for day in days):
        raise ValueError(f"days is {days!r}; they must rise from 0 or more")
    return days


def _course(skin, treatment, days):
    if isinstance(skin, Course):
        if treatment is not None or not skin.plan.sessions:
            raise ValueError("treatment must be left out with a course, which must hold a session")
        last = 7 * (float(skin.weeks[-1]) - skin.plan.sessions[0].week)
        if days[-1] > last + 1e-6:
            raise ValueError(f"days holds {days[-1]:g}; the course ends on day {last:g}")
        return skin
    if treatment is None:
        raise ValueError("treatment is None; it must be one of TREATMENTS, made")
    plan = Plan.every(treatment, sessions=1, weeks_apart=1)
    return run_course(skin, plan, follow_up_weeks=days[-1] / 7 + 0.01)


def _on(course, week, day):
    """The skin on a day; a moment after the treatment is the first one after its session."""
    return course.section_at(week=min(week + day / 7, float(course.weeks[-1])))


def _window(first, window_mm, form):
    window = section_window(first, window_mm, "pair" if form == "page" else "phone")
    bottom = min(round(first.layers.skin_mm + FAT_MM, 2), first.grid.depth_mm)
    return Window(window.left, window.right, window.top, bottom)


def _panel(now, first, act: Act, tool, window, day, *, with_ruler) -> Panel:
    over = (*_blush(now, window), *_wound(now, act, tool, day))
    panel = section_panel(
        now,
        window,
        before=None if isinstance(tool, MOVING) else first,
        labels="none",
        layers=False,
        ruler=with_ruler,
        head=day_words(day),
        head_role="ink" if day == 0 else "after",
        acting=over,
    )
    label = floor_label(now, first, window)
    seen = ", ".join(filter(None, (label.second, *_looks(now))))
    return replace(panel, labels=(replace(label, second=seen),), bar_mm=None)


def _blush(now, window):
    """Redness as a rosy band under the surface, one veil more for each step."""
    stage = Stage(now, window)
    x, red = stage.outline.points[:, 0], stage.tissue.redness
    strength = np.interp(x, stage.tissue.x_mm, red)
    for level in BLUSH:
        for run in runs(strength > level):
            part = Outline(stage.outline.points[run], stage.outline.scarred[run])
            if len(part.points) > 8:
                yield Shape("blush", "polygon", under(part, BLUSH_MM)[None], "skin")


def _wound(now, act, tool, day):
    """What the tool has left, as it is at first, and as it looks while it heals."""
    if day == 0:
        return act.wound
    if any(shape.role == "stitch" for shape in act.wound):
        return act.wound if day <= STITCHED_DAYS else ()
    begun = float(tool.apply(act.skin).signal.max()) if act.wound else 0.0
    if not begun or float(now.signal.max()) < OPEN_SHARE * begun:
        return ()
    return tuple(
        replace(shape, role=HEALING[shape.role]) for shape in act.wound if shape.role in HEALING
    )


def _looks(now):
    """What an eye would notice: frost or crust, and redness."""
    tissue = Tissue.of(now)
    if is_frosted(tissue):
        yield "white frost"
    elif is_crusted(tissue):
        yield "a crust"
    if float(now.redness.max()) > RED and not is_frosted(tissue):
        yield "red"


def _seen(now):
    """One day in words: depth, redness, frost or crust, new collagen."""
    depth = max(float(size_of(now).depth_mm), 0.0)
    parts = [f"{mm(depth)} deep", f"redness {100 * float(now.redness.max()):.0f} %"]
    parts += [
        {"white frost": "a white frost"}.get(look, look) for look in _looks(now) if look != "red"
    ]
    grown = float(now.young.max())
    parts += ["new collagen"] if grown > 0.12 else []
    return ", ".join(parts)
