"""What the recognition trainer says: after an answer, and at the end of a round."""

from html import escape

from toolkit import LIGHTS
from toolkit.drawing.words import mm
from toolkit.evidence import sources, value
from toolkit.explorers.which import SCARS
from toolkit.recognition import HARDEST, KINDS, Answer, Round, Tally, Trial

CALLED = {kind: words.lower() for kind, words in SCARS.items()}
FLAT_DEG = 70  #: a lamp higher than this throws hardly a shadow
SECTION = {
    "ice_pick": "Deeper than wide, with steep walls that meet in a point: ice pick.",
    "boxcar": "Steep walls and a flat floor: boxcar.",
    "rolling": "Wide and shallow, with gentle slopes and no edge: rolling.",
    "pore": "Small and shallow, and no collagen is missing below it: a large pore.",
}
ABOVE = {
    "ice_pick": "Narrow, and darker and darker towards the middle, as a deep point is: ice pick.",
    "boxcar": "A sharp edge all round, and a floor as level as the skin beside it: boxcar.",
    "rolling": "Wide, with no sharp edge anywhere: rolling.",
    "pore": "As small as the pores around it: a large pore.",
}
HIDDEN = "Flat light all but hides it, since it is wide and has no sharp edge: rolling."
#: What tells two kinds apart, the pairs in the order of KINDS.
APART = {
    ("ice_pick", "boxcar"): "An ice pick scar narrows to a point; a boxcar scar has a flat floor.",
    ("ice_pick", "rolling"): "An ice pick scar is narrow and steep; a rolling scar is wide and "
    "slopes gently.",
    ("ice_pick", "pore"): "An ice pick scar goes deep into the dermis; a pore is shallow, and "
    "other pores like it lie around.",
    ("boxcar", "rolling"): "A boxcar scar has a sharp edge; a rolling scar has none.",
    ("boxcar", "pore"): "A boxcar scar has a flat floor and is several times as wide as a pore.",
    ("rolling", "pore"): "A rolling scar is more than ten times as wide as a pore.",
}


def feedback_of(answer: Answer) -> str:
    """Return what an answer is told: what to look for, or why two names fit."""
    opening = "Yes" if answer.is_right else "Not quite"
    trial = answer.trial
    if trial.is_open:
        return f"{opening}, and this one is open: {_either(trial, answer.said)} {trial.doubt.why}"
    return f"{opening}. {_look(trial)} It is {_size(trial)}."


def _either(trial, said):
    first, second = sorted(trial.doubt.names, key=lambda name: name != said)
    return f"{CALLED[first]} or {CALLED[second]}, both count as right."


def _look(trial):
    if trial.view == "section":
        return SECTION[trial.kind]
    is_hidden = trial.kind == "rolling" and LIGHTS[trial.light].elevation_deg > FLAT_DEG
    return HIDDEN if is_hidden else ABOVE[trial.kind]


def _size(trial: Trial) -> str:
    return f"{mm(trial.size.width_mm)} wide and {mm(trial.size.depth_mm)} deep"


def progress_of(round_: Round, *, is_told: bool) -> str:
    """Return where one is in a round."""
    number = len(round_.answers) + (not is_told)
    right = round_.tally.right
    return (
        f"Picture {number} of {round_.n}. {right} right so far. Level {round_.level} of {HARDEST}."
    )


def end_of(round_: Round) -> str:
    """Return the end of a round as HTML: how many were right, the table, what to look for."""
    tally = round_.tally
    return (
        f"<p>You named {tally.right} of {tally.total} in a way that fits.{_open(tally)}</p>"
        f"{table_of(tally)}<p>{escape(mixed_words(tally))}</p>"
        f'<p class="uts-small">{_source()} The same round for others: '
        f"<code>recognise(seed={round_.seed}, n={round_.n})</code></p>"
    )


def table_of(tally: Tally) -> str:
    """Return the confusion table as HTML."""
    heads = "".join(f'<th scope="col">{SCARS[kind]}</th>' for kind in KINDS)
    rows = "".join(
        f'<tr><th scope="row">{SCARS[truth]}</th>{_cells(tally, truth)}</tr>' for truth in KINDS
    )
    return (
        "<table><caption>Down: what it was. Across: what you said. The numbers in bold are the "
        f"right ones.</caption><thead><tr><td></td>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _cells(tally, truth):
    counts = ((said == truth, tally.counts[truth][said]) for said in KINDS)
    return "".join(f"<td>{f'<b>{n}</b>' if right else n}</td>" for right, n in counts)


def mixed_words(tally: Tally) -> str:
    """Return which two kinds were mixed up most, and what tells them apart."""
    pair = tally.most_mixed
    if pair is None:
        return "You mixed up no two of them in this round."
    one, other = (CALLED[kind] for kind in pair)
    return f"Mixed up most: {one} and {other}. {APART[pair]}"


def _open(tally):
    if not tally.open:
        return ""
    cases = "One case was" if tally.open == 1 else f"{tally.open} cases were"
    return f" {cases} open: there, either of two names counted as right."


def _source():
    row = value("boxcar_width")
    source = sources("boxcar_width")[row.source]
    first = source["authors"].split()[0]
    link = f'<a href="https://doi.org/{source["doi"]}">doi.org/{source["doi"]}</a>'
    return f"Types and sizes: {first} and others {source['year']}, {row.where}, {link}."
