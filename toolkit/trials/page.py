"""The board as one page in Markdown: where the model is right and where it is wrong."""

from toolkit.evidence.bibliography import link_to
from toolkit.evidence.studies import studies
from toolkit.trials.board import Board, board, inside_pct, null_rms_points, rms_points
from toolkit.trials.scale import FAMILIES, FAMILY_WORDS
from toolkit.trials.tables import half_seen, held_out, targets

OPENING = """# Trials, and what the model says of them

Made by `tests/save_lessons.py` with `toolkit.trials`. Each row is a number that a study has
printed, what the model says, and the range in which nine in ten studies like it would lie. Errors
are in points of a hundred; on a score, of where it began. A plus says that the model's number is
the higher one; on a score that falls as scars heal, that means that it foresaw less gain.

A study is predicted by links that were fitted without it. Where the row does not say how often,
how far apart or when, the model takes a common value.

No row says what a treatment will do for you. [References](references.md), [numbers](numbers.md).
"""
PARTS = {
    "Trials that the links were fitted to": (
        "Each is predicted from the others. The three constants of healing have seen some of these."
    ),
    "Trials that only the constants of healing have seen": ("The links were fitted without these."),
    "Trials that no fit has seen": (
        "Said blind. Where the model's error is the larger one, guessing the mean of other studies "
        "would have been the better forecast."
    ),
}
HEAD = (
    "| study | treatment | scars | metric | reported | predicted | 90 % | error | inside |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
REASONS = "| study | treatment | metric | why there is no prediction |\n|---|---|---|---|"


def trials_page() -> str:
    """Return the page of all published rows that the package holds."""
    tables = zip(PARTS.items(), (targets(), half_seen(), held_out()), strict=True)
    parts = [
        f"## {head}\n\n{words}\n\n{_sums(found)}\n\n{_rows(found)}\n{_refused(found)}"
        for (head, words), found in ((part, board(rows)) for part, rows in tables)
    ]
    return "\n".join([OPENING, *parts])


def _sums(found: Board):
    lines = [
        "| scale | rows | error of the model | of a guess | inside |\n|---|---|---|---|---|",
        *(_sum(FAMILY_WORDS[family], found.of(family)) for family in FAMILIES),
        _sum("all", found.predictions),
    ]
    right = [pair[2] for pair in found.orders]
    return "\n".join(lines) + f"\n\nOrders within a study: {sum(right)} of {len(right)} right."


def _sum(name, some):
    numbers = rms_points(some), null_rms_points(some, by_family=True), inside_pct(some)
    ours, guess, inside = (f"{number:.0f}" for number in numbers)
    return _line(name, str(len(some)), ours, guess, f"{inside} %")


def _rows(found):
    ranked = sorted(found.predictions, key=lambda one: -abs(one.error_points))
    return "\n".join(["The largest misses first.", "", HEAD, *map(_row, ranked), ""])


def _row(one):
    interval = f"{one.low:.1f} to {one.high:.1f}"
    inside = "yes" if one.inside else "**no**"
    numbers = (f"{one.reported:.1f}", f"{one.predicted:.1f}", interval, f"{one.error_points:+.0f}")
    return _line(*_names(one.row), one.row.scar_type, one.row.metric, *numbers, inside)


def _refused(found):
    rows = (_line(*_names(row), row.metric, reason) for row, reason in found.refused)
    return "\n".join([f"{len(found.refused)} rows cannot be predicted.", "", REASONS, *rows, ""])


def _names(row):
    return _study(row.id), row.treatment


def _study(name):
    """Return a link to the source of a study, by its id or by the source of its rows."""
    keys = {study.source for study in studies() if study.id == name} or {name}
    return ", ".join(map(link_to, sorted(keys)))


def _line(*cells):
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"
