"""A table of published results: its rows as they were written, and bounds on what may come in."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO

COLUMNS = (
    "id",
    "treatment",
    "scar_type",
    "metric",
    "value",
    "sd_or_ci",
    "n",
    "sessions",
    "interval_weeks",
    "followup_weeks",
    "control_value",
    "note",
)
MOST_CHARACTERS = 1_000_000  #: in a table
MOST_ROWS = 500
MOST_IN_A_CELL = 2_000


class Unpredictable(ValueError):
    """A row that the model cannot predict; the message is the reason."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One published number, its cells as they were written; "" where nothing is said."""

    id: str = ""
    treatment: str = ""
    scar_type: str = ""
    metric: str = ""
    value: str = ""
    sd_or_ci: str = ""
    n: str = ""
    sessions: str = ""
    interval_weeks: str = ""
    followup_weeks: str = ""
    control_value: str = ""
    note: str = ""


def read_table(text: str) -> tuple[Row, ...]:
    r"""Return the rows of a table in CSV; columns beyond `COLUMNS` are passed over.

    Commas, semicolons or tabs may stand between the cells.

    Raises
    ------
    ValueError
        If a column is missing, or the table is too long; the message says which and how long.

    Examples
    --------
    >>> [row.treatment for row in read_table(",".join(COLUMNS) + "\nX2020,TCA CROSS,,,,,,,,,,")]
    ['TCA CROSS']
    """
    if len(text) > MOST_CHARACTERS:
        must = f"it must be {MOST_CHARACTERS} at most"
        raise ValueError(f"the table is {len(text)} characters; {must}")
    lines = StringIO(text.lstrip("\ufeff"), newline="")
    head = text[: text.find("\n")]
    between = max(",;\t", key=head.count)
    reader = csv.DictReader(lines, restkey="beyond", restval="", delimiter=between, strict=True)
    try:
        _check_columns([name.strip() for name in reader.fieldnames or ()])
        reader.fieldnames = [name.strip() for name in reader.fieldnames]
        lines = _bounded(reader)
    except csv.Error as error:
        raise ValueError(f"the table is no CSV: {error}") from None
    return tuple(row_of(line) for line in lines)


def row_of(line: Mapping[str, object]) -> Row:
    """Return a row from a mapping of columns to cells; what is missing is empty.

    Signs that no printer has, such as line ends, become blanks: cells stand in lines of a page.

    Examples
    --------
    >>> row_of({"treatment": "subcision", "n": 12}).n
    '12'
    """
    return Row(**{name: _one_line(line.get(name)) for name in COLUMNS})


def _one_line(cell):
    text = "" if cell is None else str(cell)
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _check_columns(names):
    for column in COLUMNS:
        if column not in names:
            close = get_close_matches(column, names, n=1, cutoff=0.7)
            hint = f"; {close[0]!r} is the nearest" if close else ""
            raise ValueError(f"the table has no column {column!r}{hint}")


def _bounded(reader):
    lines = []
    for line in reader:
        if len(lines) == MOST_ROWS:
            raise ValueError(f"the table has more than {MOST_ROWS} rows; cut it into pieces")
        if any(len(str(cell)) > MOST_IN_A_CELL for cell in line.values()):
            raise ValueError(f"row {len(lines) + 1} has a cell of over {MOST_IN_A_CELL} characters")
        lines.append(line)
    return lines
