"""A case and a verdict in words: what the person tells, and what became of the plan."""

from collections.abc import Iterable
from html import escape

from toolkit.cases import Case, Verdict
from toolkit.drawing.tables import CAUTION_WORDS, NO_WARNING
from toolkit.explorers.page import NUMBER_AND_UNIT

TEACHING = "For learning. A made-up person, and not medical advice."


def story(case: Case) -> str:
    """Return history, goals and constraints as HTML."""
    bound = [one.says for one in case.constraints]
    return (
        f'<section class="uts-case" aria-label="The case"><h4>{escape(case.title)}</h4>'
        f"<p>{escape(case.history)}</p>"
        f'<div class="uts-case-lists">{listed("Goals", case.goals)}'
        f"{listed('What binds the plan', bound)}"
        f"{listed('Later', [one.says for one in case.later])}</div>"
        f'<p class="uts-small">{escape(TEACHING)}</p></section>'
    )


def listed(head: str, items: Iterable[str], mark: str = "") -> str:
    """Return a heading over a list as HTML; nothing if there is nothing in it."""
    lines = "".join(f"<li>{mark}{kept(one)}</li>" for one in items)
    marked = ' class="uts-case-marked"' if mark else ""
    return f"<div><h5>{escape(head)}</h5><ul{marked}>{lines}</ul></div>" if lines else ""


def kept(words: str) -> str:
    """Return words as HTML in which no number is cut off from its unit."""
    return NUMBER_AND_UNIT.sub("\u00a0", escape(words))


def gains_table(verdict: Verdict, day_week: float | None) -> str:
    """Return how deep each scar was and is, as an HTML table."""
    day = "" if day_week is None else f'<th scope="col">Week {day_week:g}</th>'
    rows = "".join(_gain_row(gain) for gain in verdict.gains)
    return (
        '<table class="uts-case-gains"><caption>Depth of each scar, from left to right</caption>'
        f'<thead><tr><th scope="col">Scar</th><th scope="col">Before</th>{day}'
        '<th scope="col">At the end</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _gain_row(gain):
    day = "" if gain.day_pct is None else f"<td>{change(gain.day_pct)}</td>"
    return (
        f'<tr><th scope="row">{escape(gain.words)}</th><td>{gain.before_mm:.2f}\u00a0mm</td>{day}'
        f"<td>{gain.after_mm:.2f}\u00a0mm, <b>{change(gain.gain_pct)}</b></td></tr>"
    )


def change(pct: float) -> str:
    """Return by how much less deep, in a few words.

    Examples
    --------
    >>> change(42.3).split(), change(0.1)
    (['42', '%', 'less'], 'as before')
    """
    if not round(pct):
        return "as before"
    return f"{abs(round(pct))}\u00a0% {'less' if pct > 0 else 'more'}"


def answer(verdict: Verdict) -> str:
    """Return what binds, what speaks against the plan, and what is often proposed, as HTML."""
    cautions = "".join(
        listed(words, [one.message for one in verdict.cautions if one.kind == kind])
        for kind, words in CAUTION_WORDS.items()
    )
    if not verdict.cautions:
        cautions = f"<p>{escape(NO_WARNING)}</p>"
    places = list(dict.fromkeys(one.message for one in verdict.places))
    often = [f"{one.says} {one.why}" for one in verdict.pitfalls]
    return (
        '<section class="uts-case-answer" aria-label="What becomes of the plan">'
        + listed("Not kept", [one.says for one in verdict.broken], "✗ ")
        + listed("Kept", [one.says for one in verdict.kept], "✓ ")
        + listed("Often proposed, and why it fails", often)
        + cautions
        + listed("On which scar to leave it out", places)
        + "</section>"
    )


def sentence(verdict: Verdict) -> str:
    """Return the plan and its gain in a sentence or two."""
    least = min(verdict.gains, key=lambda gain: gain.gain_pct)
    most = max(verdict.gains, key=lambda gain: gain.gain_pct)
    if not verdict.course.plan.sessions:
        return "Nothing is done, and in half a year the skin is as it was: 0\u00a0% less deep."
    if len(verdict.gains) == 1:
        return f"{verdict.length} Half a year later the dip is {_less(most)}."
    return (
        f"{verdict.length} Half a year later number {most.number} is {_less(most)}, "
        f"and number {least.number} is {_less(least)}."
    )


def _less(gain):
    pct = round(gain.gain_pct)
    return f"{abs(pct)} % {'less deep' if pct >= 0 else 'deeper'}"
