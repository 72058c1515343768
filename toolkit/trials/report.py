"""The board in words: a page for people, and a table for programs."""

import csv
from io import StringIO

from toolkit.trials.board import (
    Board,
    families_on,
    inside_pct,
    null_rms_points,
    rms_points,
)
from toolkit.trials.link import links
from toolkit.trials.scale import FAMILY_WORDS

CSV_COLUMNS = (
    "id",
    "treatment",
    "scar_type",
    "metric",
    "reported",
    "predicted",
    "low",
    "high",
    "error",
    "inside",
    "note",
)
FORMULA = ("=", "+", "-", "@")  #: a cell that begins so would be run by a spreadsheet
WIDE = {"study": 15, "treatment": 33, "scars": 9}
HEAD = (
    "Predicted by words, plan and scars; no number says how well a treatment works.\n"
    "A study that was in the fit of a link is predicted by links fitted to the others.\n"
)


def as_csv(found: Board) -> str:
    """Return one line for each row, in units of the study's own scale but for the error.

    The error is in points of a hundred, as on the page. Rows without a prediction have empty
    numbers, and the reason as their note.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for one in found.predictions:
        numbers = (one.reported, one.predicted, one.low, one.high, one.error_points)
        inside = "inside" if one.inside else "outside"
        note = f"'{one.note}" if one.note.startswith(FORMULA) else one.note
        cells = [*_names(one.row), *(f"{number:.4g}" for number in numbers), inside, note]
        writer.writerow(cells)
    for row, reason in found.refused:
        writer.writerow([*_names(row), "", "", "", "", "", "", f"not predicted: {reason}"])
    return text.getvalue()


def as_text(found: Board) -> str:
    """Return the board as a page: a line for each row, the sums, and what was not predicted."""
    lines = [HEAD, _line("study", "treatment", "scars", "reported", "predicted", "90 %", "error")]
    for one in found.predictions:
        lines += _lines_of(one)
    return "\n".join([*lines, "", *_sums(found), *_one_sided(found), *_refused(found)]) + "\n"


def _names(row):
    cells = (row.id, row.treatment, row.scar_type, row.metric)
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def _line(study, treatment, scars, *numbers):
    names = zip((study, treatment, scars), WIDE.values())
    reported, predicted, interval, error, *inside = numbers
    return (
        " ".join(f"{name[:wide]:{wide}}" for name, wide in names)
        + f"{reported:>10}{predicted:>11}{interval:>16}{error:>8} "
        + "".join(inside)
    )


def _lines_of(one):
    row = one.row
    yield _line(
        *(row.id, row.treatment, row.scar_type or "-"),
        *(f"{one.reported:.1f}", f"{one.predicted:.1f}", f"{one.low:.1f} to {one.high:.1f}"),
        *(f"{one.error_points:+.0f}", "inside" if one.inside else "OUTSIDE"),
    )
    yield f"    {'; '.join(filter(None, (row.metric, one.note)))}"


def _sums(found):
    yield (
        f"{len(found.predictions)} rows predicted, {len(found.refused)} not. "
        "Errors in points of a hundred, root mean square:"
    )
    if not found.predictions:
        return
    for family in families_on(found):
        some, link = found.of(family), links()[family]
        yield (
            f"  {FAMILY_WORDS[family]:24} {rms_points(some):5.1f}  n = {len(some):3}, "
            f"inside {inside_pct(some):.0f} %; bias {link.bias_pct:g}, spread {link.spread_pct:g}"
        )
    every, inside = found.predictions, inside_pct(found.predictions)
    yield f"  {'all':24} {rms_points(every):5.1f}  n = {len(every):3}, inside {inside:.0f} %"
    for words, by_family in (("one mean for all", False), ("one mean for each", True)):
        yield f"  {words:24} {null_rms_points(every, by_family=by_family):5.1f}  knows no skin"
    right = [pair[2] for pair in found.orders]
    if right:
        yield f"Orders within a study: {sum(right)} of {len(right)} right."


def _one_sided(found):
    for name, error in found.one_sided.items():
        side = "too well" if error > 0 else "too badly"
        yield f"Always predicted {side}: {name}, by {abs(error):.0f} points on average."


def _refused(found):
    if found.refused:
        yield "\nNot predicted:"
    for row, reason in found.refused:
        yield f"  {row.id or '-'}, {row.treatment or '-'}, {row.metric or '-'}: {reason}"
