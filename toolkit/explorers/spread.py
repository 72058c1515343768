"""The spread explorer: one plan in two hundred patients who heal differently."""

from functools import lru_cache

from toolkit import Cohort, Plan, run_cohort
from toolkit.drawing import Scene, spread_scene, svg
from toolkit.explorers.course import LAST_WEEK
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.knobs import (
    apart_row,
    ask_knobs,
    knobs_of,
    sessions_of,
    tool_of,
    treatment_words,
)
from toolkit.explorers.page import (
    STILL_PX,
    figures,
    labels_for,
    numbers_card,
    said,
    section_px,
    small,
)
from toolkit.explorers.which import COARSE, TREATED, ask_size, scar

PATIENTS = 200
SEED = 1
LEAST_WEEKS = 12  #: after the last session, also of a plan that outlasts the year


def spread_explorer(**start: object) -> Explorer:
    """Return the spread explorer: how differently two hundred patients answer to one plan.

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
    >>> spread_explorer(treatment="filler", kind="rolling").settings["vigour_spread"]
    0.35
    """
    return Explorer(SPREAD, start)


def ask_spread(form: Form) -> None:
    """Ask for the numbers of `spread_figure`."""
    kind = form.choice("kind", "Type of scar", TREATED)
    treatment = form.choice("treatment", "Treatment", treatment_words())
    form.number("sessions", "Sessions", "sessions_cross", step=1, start=sessions_of(treatment))
    form.number("vigour_spread", "How differently they heal", "vigour_spread", step=0.05)
    form.drawer("The scar, the timing, and the treatment")
    ask_size(form, kind)
    form.number("weeks_apart", "Weeks apart", apart_row(treatment), step=1)
    ask_knobs(form, treatment, knobs_of(treatment))


def spread_figure(*, width_px: int = STILL_PX, **plan: object) -> str:
    """Return the spread of two hundred patients as HTML: depth over a year, and what they gain.

    Parameters
    ----------
    width_px
        Width of the room for the picture and the numbers. [px]
    plan
        The numbers of `toolkit.explorers.course.course_of`, and ``vigour_spread``, as in
        `toolkit.run_cohort`.

    Raises
    ------
    ValueError
        If the scar or the plan is not possible.
    """
    cohort, sessions = cohort_of(**plan)
    px = section_px(width_px)
    picture = svg(spread_scene(cohort, plan=sessions, form=labels_for(px)), width_px=px)
    card = numbers_card(_numbers(cohort), said(_sentence(cohort)), _honest())
    return f'<figure class="uts-section">{picture}</figure>{card}'


def spread_still(**plan: object) -> Scene:
    """Return the still picture of the spread."""
    cohort, sessions = cohort_of(**plan)
    return spread_scene(cohort, plan=sessions)


def cohort_of(
    *, kind, treatment, sessions, weeks_apart, vigour_spread, width_mm, depth_mm, **knobs
) -> tuple[Cohort, Plan]:
    """Return two hundred patients on coarse cells, and their plan."""
    tool = tool_of(treatment, knobs)
    return _cohort(kind, width_mm, depth_mm, tool, sessions, weeks_apart, vigour_spread)


@lru_cache(maxsize=4)
def _cohort(kind, width_mm, depth_mm, tool, sessions, weeks_apart, vigour_spread):
    plan = Plan.every(tool, sessions=sessions, weeks_apart=weeks_apart)
    skin = scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm, grid=COARSE[kind])
    follow_up_weeks = max(LAST_WEEK - plan.sessions[-1].week, LEAST_WEEKS)
    given = {"n": PATIENTS, "seed": SEED, "vigour_spread": vigour_spread}
    return run_cohort(skin, plan, follow_up_weeks=follow_up_weeks, **given), plan


def _numbers(cohort):
    gains = cohort.improvement_pct()
    few, some, many = _ends(gains)
    return figures(
        ("less deep: half of them gain more", f"{some:.0f} %"),
        ("one in twenty gains less than", f"{few:.0f} %"),
        ("one in twenty gains more than", f"{many:.0f} %"),
    )


def _ends(gains):
    ranked = sorted(gains)
    return (ranked[int(share * (len(ranked) - 1))] for share in (0.05, 0.5, 0.95))


def _sentence(cohort):
    few, _, many = _ends(cohort.improvement_pct())
    slow = cohort.non_responders_pct()
    return (
        f"Nine in ten of {len(cohort.vigour)} patients end between {few:.0f} and {many:.0f} % "
        f"less deep; {slow:.0f} % of them gain less than a tenth."
    )


def _honest():
    return small(
        "They differ in how fast they build collagen, and that spread is chosen, not measured. "
        "Hands, skins and missed visits differ as well."
    )


SPREAD = Kind(
    name="spread_explorer",
    title="How differently patients answer",
    ask=ask_spread,
    figure=spread_figure,
    still=spread_still,
)
