"""How a learner's plan is asked for: up to three steps, each with its visits and settings."""

from collections.abc import Mapping

from toolkit import Plan
from toolkit.cases import Step, plan_of
from toolkit.evidence import value
from toolkit.explorers.form import Form
from toolkit.explorers.knobs import (
    apart_row,
    ask_knobs,
    knob_name,
    knobs_of,
    sessions_of,
    treatment_words,
)
from toolkit.explorers.plans import NONE, PAUSE_WEEKS

STEPS = (1, 2, 3)
MOST_VISITS, LONGEST_WAIT = 6, 52
SHORTEST_APART, LONGEST_APART = 2, 12  #: weeks between two visits of one step
CREAM = "topical"  #: used daily from its first day; needs no further visits
WITH, AFTER = "with", "after"
WHEN = {AFTER: "After the step before", WITH: "In the same visits as it"}


class OfStep:
    """A form that puts the number of a step to every name and to all words."""

    def __init__(self, form: Form, step: int):
        self.form, self.step = form, step

    def choice(self, name: str, words: str, options: Mapping[str, str], **start) -> str:
        """Ask for one of several."""
        return self.form.choice(*self._called(name, words), options, **start)

    def number(self, name: str, words: str, row: str, **how) -> float:
        """Ask for a number between the ends of an evidence row."""
        return self.form.number(*self._called(name, words), row, **how)

    def between(self, name: str, words: str, low: int, high: int, **how) -> float:
        """Ask for a number between two others."""
        return self.form.between(*self._called(name, words), low, high, **how)

    def _called(self, name, words):
        return f"{name}_{self.step}", f"Step {self.step}: {words[0].lower()}{words[1:]}"


def ask_plan(form: Form, asked_for: str) -> None:
    """Ask for up to three steps; the first is at first what the person asks for."""
    options = {NONE: "None"} | treatment_words()
    starts = (asked_for, NONE, NONE)
    chosen = [
        form.choice(f"step_{step}", f"Step {step}", options, start=start)
        for step, start in zip(STEPS, starts, strict=True)
    ]
    for step, treatment in zip(STEPS, chosen, strict=True):
        if treatment != NONE:
            form.drawer(f"Step {step}: visits and settings")
            _ask_step(OfStep(form, step), treatment, follows=any_before(chosen, step))


def any_before(chosen: list[str], step: int) -> bool:
    """Return whether anything was chosen before a step."""
    return any(one != NONE for one in chosen[: step - 1])


def _ask_step(asked, treatment, *, follows):
    when = asked.choice("when", "When", WHEN) if follows else AFTER
    if when == AFTER:
        words = "Weeks after the last visit before it" if follows else "Weeks to wait before"
        wait = {"start": PAUSE_WEEKS if follows else 0, "step": 1, "unit": "weeks"}
        asked.between("wait", words, 0, LONGEST_WAIT, **wait)
    if treatment != CREAM and when == AFTER:
        visits = sessions_of(treatment)
        asked.between("visits", "Visits", 1, MOST_VISITS, start=visits, step=1)
        usual = min(max(int(value(apart_row(treatment)).typical), SHORTEST_APART), LONGEST_APART)
        apart = {"start": usual, "step": 1, "unit": "weeks"}
        asked.between("apart", "Weeks apart", SHORTEST_APART, LONGEST_APART, **apart)
    ask_knobs(asked, treatment, knobs_of(treatment))


def plan_told(told: Mapping[str, object]) -> Plan:
    """Return the plan that the controls of `ask_plan` say.

    Raises
    ------
    ValueError
        If a treatment or a setting is not possible.

    Examples
    --------
    >>> told = {"step_1": "tca_cross", "step_2": "none", "step_3": "none"}
    >>> [visit.week for visit in plan_told({**told, "visits_1": 2, "apart_1": 4}).sessions]
    [0, 4]
    """
    steps, weeks = [], ()
    for number in STEPS:
        treatment = told.get(f"step_{number}", NONE)
        if treatment == NONE:
            continue
        own = {
            name.removesuffix(f"_{number}"): said
            for name, said in told.items()
            if name.endswith(f"_{number}")
        }
        if not (weeks and own.get("when") == WITH):
            weeks = _weeks(treatment, own, start=weeks[-1] if weeks else 0)
        steps.append(Step(treatment=treatment, weeks=weeks, knobs=_settings(treatment, own)))
    return plan_of(steps)


def _weeks(treatment, own, *, start):
    first = start + own.get("wait", 0)
    visits = 1 if treatment == CREAM else own.get("visits", 1)
    return tuple(first + own.get("apart", 0) * visit for visit in range(visits))


def _settings(treatment, own):
    asked = {knob_name(treatment, name): name for name in knobs_of(treatment)}
    return {asked[name]: said for name, said in own.items() if name in asked}
