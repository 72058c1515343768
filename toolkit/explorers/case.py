"""The case explorer: a person with scars, a plan of up to three steps, and what becomes of it."""

from dataclasses import replace

from toolkit.cases import case as case_named
from toolkit.cases import case_names, judge
from toolkit.drawing import Scene
from toolkit.explorers.case_picture import after_scene, sections_figure
from toolkit.explorers.case_plan import ask_plan, plan_told
from toolkit.explorers.case_words import answer, gains_table, sentence, story
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import STILL_PX, numbers_card, said

FIRST = "cross_then_laser"  #: opens if no case is named


def case_explorer(case: str = FIRST, **start: object) -> Explorer:
    """Return the case explorer: what a person tells, and a plan to write for them.

    It opens on what the person asks for. Each change is carried out, warned of, and held against
    what binds the plan.

    Parameters
    ----------
    case
        A name in `toolkit.cases.case_names`.
    start
        What the controls say at first, by their names.

    Raises
    ------
    KeyError
        If there is no such case; the message names the nearest one.
    ValueError
        If there is no such control, or it cannot say this.

    Examples
    --------
    >>> case_explorer("deep_boxcar").settings["step_1"]
    'fractional_co2'
    """
    case_named(case)
    return Explorer(CASE, {"case": case, **start})


def ask_case(form: Form) -> None:
    """Ask for the numbers of `case_figure`."""
    titles = {name: case_named(name).title for name in case_names()}
    form.drawer("Another case")
    chosen = form.choice("case", "Case", titles, start=FIRST)
    form.drawer("")
    ask_plan(form, case_named(chosen).asks_for)
    form.fields["case"] = form.fields.pop("case")  # the plan hangs on it, and yet it stands last


def case_figure(*, case: str, width_px: int = STILL_PX, **plan: object) -> str:
    """Return a case and what becomes of a plan as HTML.

    Parameters
    ----------
    case
        Its name.
    width_px
        Width of the room for the pictures and the numbers. [px]
    plan
        ``step_1`` to ``step_3``: a treatment or ``"none"``; for each step ``wait_1``, ``visits_1``,
        ``apart_1`` and its settings, such as ``percent_1``; ``when_2="with"`` for the same visits.

    Raises
    ------
    ValueError
        If the plan is not possible.
    KeyError
        If there is no such case.
    """
    person = case_named(case)
    verdict = judge(person, plan_told(plan))
    card = numbers_card(said(sentence(verdict)), gains_table(verdict, person.day_week))
    return story(person) + sections_figure(person, verdict, width_px) + card + answer(verdict)


def case_still(*, case: str, **plan: object) -> Scene:
    """Return the still picture of the skin at the end of a plan."""
    person = case_named(case)
    verdict = judge(person, plan_told(plan))
    scene = after_scene(person, verdict, STILL_PX)
    return replace(scene, facts=(person.history, *scene.facts, *verdict.sentences))


CASE = Kind(
    name="case_explorer",
    title="A case: write the plan",
    hint="It opens on what the person asks for. Change the steps, and read what is said.",
    ask=ask_case,
    figure=case_figure,
    still=case_still,
)
