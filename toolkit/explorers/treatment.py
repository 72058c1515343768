"""The treatment explorer: one treatment on any scar, as it acts and in the days that follow."""

from functools import lru_cache

from toolkit import Plan, Section, run_course, warnings_for
from toolkit.drawing import Scene, acting_scene, healing_strip_scene
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.knobs import ask_knobs, knobs_of, tool_of, treatment_words
from toolkit.explorers.page import (
    HALF_MM,
    STILL_PX,
    cautions_of,
    figures,
    labels_for,
    numbers_card,
    said,
    section_figure,
    section_px,
    small,
    window_of,
)
from toolkit.explorers.which import MIX, SCARS, ask_size, live_scar
from toolkit.measures import measure

LAST_DAY = 90
ENDS = ("Day 0", f"Day {LAST_DAY}")  #: day 0 is the moment it acts, and not before it
SEEN = 0.05  #: less redness than this is not spoken of


def treatment_explorer(**start: object) -> Explorer:
    """Return the treatment explorer: one session, the moment it acts, and ninety days of healing.

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
    >>> explorer = treatment_explorer(treatment="subcision", kind="rolling")
    >>> explorer.settings["day"]
    0
    """
    return Explorer(TREATMENT, start)


def ask_treatment(form: Form) -> None:
    """Ask for the numbers of `treatment_figure`."""
    form.between("day", "Day", 0, LAST_DAY, start=0, step=1, unit="days", plays=True, ends=ENDS)
    treatment = form.choice("treatment", "Treatment", treatment_words())
    knobs = knobs_of(treatment)
    ask_knobs(form, treatment, knobs[:2])
    form.drawer("The scar, and more of the treatment")
    ask_size(form, form.choice("kind", "Type of scar", SCARS | MIX))
    ask_knobs(form, treatment, knobs[2:])


def treatment_figure(
    *, day: int, treatment: str, kind: str, width_px: int = STILL_PX, **numbers: object
) -> str:
    """Return one day of one treatment as HTML: the section, depth, redness, and cautions.

    Parameters
    ----------
    day
        Since the treatment, 0 to 90; on day 0 it is drawn as it acts. [days]
    treatment
        A name in ``TREATMENTS``.
    kind
        ``"ice_pick"``, ``"boxcar"``, ``"rolling"``, ``"pore"``, or ``"mix"`` for one of each.
    width_px
        Width of the room for the picture and the numbers. [px]
    numbers
        ``width_mm`` and ``depth_mm`` of the scar, and the knobs of the treatment.

    Raises
    ------
    ValueError
        If the scar or the treatment is not possible.
    """
    scar, tool = _scar_and_tool(treatment, kind, **numbers)
    course, cautions = _course(scar, tool)
    now = course.section_at(week=day / 7)
    scene = _scene(course, tool, kind=kind, day=day, width_px=width_px)
    card = numbers_card(
        _numbers(scar, now),
        said(_sentence(scar, now, treatment, day)),
        small("One session only."),
        cautions_of(cautions),
    )
    return section_figure(scene, width_px=width_px) + card


def treatment_scene(*, day: int, treatment: str, kind: str, **numbers: object) -> Scene:
    """Return the still picture of one day of one treatment."""
    scar, tool = _scar_and_tool(treatment, kind, **numbers)
    return _scene(_course(scar, tool)[0], tool, kind=kind, day=day, width_px=STILL_PX)


def _scar_and_tool(treatment, kind, width_mm=None, depth_mm=None, **knobs):
    scar = live_scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm)
    return scar, tool_of(treatment, knobs)


@lru_cache(maxsize=4)
def _course(scar: Section, tool):
    plan = Plan.every(tool, sessions=1, weeks_apart=1)
    course = run_course(scar, plan, follow_up_weeks=LAST_DAY / 7 + 0.01)
    return course, warnings_for(scar, plan)


def _scene(course, tool, *, kind, day, width_px):
    """Return the skin as the treatment acts, or with what is left of its wound later."""
    px, first = section_px(width_px), course.sections[0]
    window_mm, form = window_of(first, kind, px), labels_for(px)
    if day == 0:
        labels = form if kind in HALF_MM or form == "page" else "none"
        return acting_scene(first, tool, window_mm=window_mm, labels=labels)
    return healing_strip_scene(course, days=(day,), window_mm=window_mm, form=form)


def _numbers(scar, now):
    pairs = (
        ("deep before", f"{measure(scar).depth_mm:.2f} mm"),
        ("deep on this day", f"{measure(now).depth_mm:.2f} mm"),
        ("redness, where most", f"{100 * float(now.redness.max()):.0f} %"),
    )
    return figures(*pairs, now="deep on this day")


def _sentence(scar, now, treatment, day):
    what = treatment_words()[treatment]
    deep_mm = measure(scar).depth_mm
    if day == 0:
        return f"{what}, at the moment it acts on a scar {deep_mm:.2f} mm deep."
    signal = float(now.signal.max())
    red = float(now.redness.max())
    look = "the skin is red" if red > 0.3 else "some redness is left" if red > SEEN else ""
    look = look or "the surface looks as before"
    now_mm = measure(now).depth_mm
    same = f"{now_mm:.2f}" == f"{deep_mm:.2f}"
    before = "as before" if same else f"and was {deep_mm:.2f} mm"
    busy = ", and repair is going on below" if signal > 0.02 or now.fibroblasts.max() > 0.1 else ""
    return f"Day {day}, {what}: the scar is {now_mm:.2f} mm deep, {before}; {look}{busy}."


TREATMENT = Kind(
    name="treatment_explorer",
    title="One session, day by day",
    hint="One treatment of a scar, and how it heals. Press Play, then try another treatment.",
    ask=ask_treatment,
    figure=treatment_figure,
    still=treatment_scene,
)
