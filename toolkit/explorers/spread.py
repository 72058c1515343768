"""The spread explorer: one plan in two hundred patients who heal differently."""

from functools import lru_cache

import numpy as np

from toolkit import Cohort, Plan
from toolkit.drawing import Scene, spread_scene, svg
from toolkit.drawing.spread import slow_words
from toolkit.evidence import value
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
from toolkit.explorers.patients import ladder, patients_on
from toolkit.explorers.which import COARSE, TREATED, ask_size, scar

PATIENTS = 200
SEED = 1
LEAST_GAIN_MM = 0.02  #: less than this takes no time to speak of
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
    card = numbers_card(_numbers(cohort), said(_sentence(cohort)), _patience(cohort), _honest())
    return f'<figure class="uts-section">{picture}</figure>{card}'


def spread_still(*, form: str = "page", **plan: object) -> Scene:
    """Return the still picture of the spread."""
    cohort, sessions = cohort_of(**plan)
    return spread_scene(cohort, plan=sessions, form=form)


def cohort_of(
    *, kind, treatment, sessions, weeks_apart, vigour_spread, width_mm, depth_mm, **knobs
) -> tuple[Cohort, Plan]:
    """Return two hundred patients on coarse cells, and their plan."""
    tool = tool_of(treatment, knobs)
    plan, healers = _carried(kind, width_mm, depth_mm, tool, sessions, weeks_apart)
    return patients_on(healers, n=PATIENTS, seed=SEED, vigour_spread=vigour_spread), plan


@lru_cache(maxsize=8)
def _carried(kind, width_mm, depth_mm, tool, sessions, weeks_apart):
    """Return a plan, and what it does to a ladder of healers; how they differ plays no part."""
    plan = Plan.every(tool, sessions=sessions, weeks_apart=weeks_apart)
    skin = scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm, grid=COARSE[kind])
    follow_up_weeks = max(LAST_WEEK - plan.sessions[-1].week, LEAST_WEEKS)
    return plan, ladder(skin, plan, follow_up_weeks, most_spread=value("vigour_spread").high)


def _numbers(cohort):
    few, some, many = _ends(cohort.improvement_pct())
    return figures(
        ("less deep: 10 of 20 gain more", f"{some:.0f} %"),
        ("1 of 20 gains less than", f"{few:.0f} %"),
        ("1 of 20 gains more than", f"{many:.0f} %"),
    )


def _ends(gains):
    ranked = sorted(gains)
    return (ranked[int(share * (len(ranked) - 1))] for share in (0.05, 0.5, 0.95))


def _sentence(cohort):
    few, _, many = _ends(cohort.improvement_pct())
    return (
        f"Out of 20 people like this, 18 end between {few:.0f} and {many:.0f} % less deep, "
        f"1 with less and 1 with more. {slow_words(cohort.improvement_pct())}"
    )


def _patience(cohort):
    """When half of what the middle patient gains, and nearly all of it, has come."""
    middle = cohort.band()[1]
    gained = middle[0] - middle
    if gained[-1] <= LEAST_GAIN_MM:
        return ""
    half, most = (cohort.weeks[np.argmax(gained >= part * gained.max())] for part in (0.5, 0.9))
    return small(
        f"It takes time: the middle one has half of the gain by week {half:.0f} and nine tenths "
        f"by week {most:.0f}."
    )


def _honest():
    return small(
        "They differ in how fast they build collagen, and that spread is chosen, not measured. "
        "Hands, skins and missed visits differ as well."
    )


SPREAD = Kind(
    name="spread_explorer",
    title="How differently patients answer",
    hint="One plan in 200 patients who heal differently. Try another treatment, or fewer sessions.",
    ask=ask_spread,
    figure=spread_figure,
    still=spread_still,
)
