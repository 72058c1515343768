"""A model solution of a case: one good plan, why, where doctors disagree, and what often fails."""

from dataclasses import dataclass
from functools import cached_property
from html import escape

from toolkit.cases import Case, Verdict, case, judge
from toolkit.drawing import Scene, picture
from toolkit.explorers.case_picture import after_scene
from toolkit.explorers.case_words import TEACHING
from toolkit.explorers.knobs import CHOICE_WORDS, KNOB_WORDS, treatment_words
from toolkit.explorers.page import STILL_PX

OTHERS = "One good plan. Others may be as good, and a doctor who sees the person may choose one."
NOTHING = "Nothing is done to the skin."


@dataclass(frozen=True, eq=False)
class Solution:
    """A model solution, as a page shows it and as a terminal prints it."""

    case: Case

    @cached_property
    def verdict(self) -> Verdict:
        """What becomes of the model plan."""
        return judge(self.case, self.case.plan)

    @cached_property
    def scene(self) -> Scene:
        """The skin at the end of the model plan."""
        return after_scene(self.case, self.verdict, STILL_PX)

    @property
    def parts(self) -> list[tuple[str, list[str]]]:
        """Headings, each with its sentences."""
        verdict, person = self.verdict, self.case
        gains = [gain.sentence for gain in verdict.gains]
        if person.day_week is not None:
            gains += [
                f"In week {person.day_week:g} scar {gain.number} is {gain.day_pct:.0f} % less deep."
                for gain in verdict.gains
            ]
        return [
            ("The plan", [*steps_in_words(person), verdict.length]),
            ("In the model", gains),
            ("Why", list(person.reasons)),
            ("What the simulator's rules say to it", _messages(verdict.cautions)),
            ("On which scar to leave it out", _messages(verdict.places)),
            ("Where the literature disagrees", [person.disagree]),
            ("Often proposed", [f"{one.says} {one.why}" for one in person.pitfalls]),
        ]

    def __repr__(self) -> str:
        """Return it in lines of words."""
        lines = [f"{self.case.title}: a model solution. {OTHERS}"]
        for head, said in self.parts:
            lines += [f"{head}:", *(f"- {one}" for one in said)] if said else []
        told = [" ".join(filter(None, (one.says, one.link))) for one in self.case.sources]
        return "\n".join([*lines, "Sources:", *(f"- {one}" for one in told), TEACHING])

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, about = picture(self.scene, skin_tone=self.case.patient.skin_type)._repr_mimebundle_()
        html = self._html(data["text/html"])
        return {"text/html": html, "text/plain": repr(self)}, {"text/plain": about}

    def _html(self, drawn):
        parts = "".join(_part(head, said) for head, said in self.parts if said)
        cited = ", ".join(map(_cited, self.case.sources))
        return (
            f"<p><b>{escape(self.case.title)}: a model solution</b></p><p>{escape(OTHERS)}</p>"
            f"{drawn}{parts}<p><b>Sources:</b> {cited}.</p><p><i>{escape(TEACHING)}</i></p>"
        )


def case_solution(name: str) -> Solution:
    """Return the model solution of a case: the plan, its numbers, reasons, sources and pitfalls.

    Parameters
    ----------
    name
        A name in `toolkit.cases.case_names`.

    Raises
    ------
    KeyError
        If there is no such case; the message names the nearest one.

    Examples
    --------
    >>> "Nothing is done to the skin." in repr(case_solution("pores"))
    True
    """
    return Solution(case(name))


def steps_in_words(person: Case) -> list[str]:
    """Return the steps of a model plan, a sentence each."""
    told = []
    for step in person.steps:
        weeks = [f"{week:g}" for week in step.weeks]
        when = f"week {weeks[0]}"
        if len(weeks) > 1:
            when = f"weeks {', '.join(weeks[:-1])} and {weeks[-1]}"
        knobs = "; ".join(_knob(name, said) for name, said in step.knobs.items())
        settings = f" ({knobs})" if knobs else ""
        told.append(f"{treatment_words()[step.treatment]}{settings}: {when}.")
    return told or [NOTHING]


def _messages(cautions):
    return list(dict.fromkeys(one.message for one in cautions))


def _knob(name, said):
    if name in CHOICE_WORDS:
        words, options = CHOICE_WORDS[name]
        return f"{words.lower()}: {options[said][0].lower()}{options[said][1:]}"
    words = KNOB_WORDS.get(name, name)
    return f"{words[0].lower()}{words[1:]}: {said:g}"


def _part(head, said):
    lines = "".join(f"<li>{escape(one)}</li>" for one in said)
    if head in ("Why", "Where the literature disagrees"):
        lines = "".join(f"<p>{escape(one)}</p>" for one in said)
        return f"<p><b>{escape(head)}</b></p>{lines}"
    return f"<p><b>{escape(head)}</b></p><ul>{lines}</ul>"


def _cited(source):
    words = escape(source.says)
    return f'<a href="{escape(source.link, quote=True)}">{words}</a>' if source.link else words
