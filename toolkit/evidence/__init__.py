"""Every number the model believes, each with a source or the word *chosen*."""

import csv
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

KINDS = ("measured", "reviewed", "chosen", "fitted")


@dataclass(frozen=True)
class Value:
    """One row of the evidence table."""

    name: str
    low: float | None
    typical: float
    high: float | None
    unit: str
    kind: str  #: measured | reviewed | chosen | fitted
    source: str  #: key of ``sources()``; empty if chosen
    where: str  #: table, page or section of the source
    note: str


def value(name: str) -> Value:
    """Return one number with its range, unit and address.

    Raises
    ------
    KeyError
        If the table has no such row; the message names the nearest one.

    Examples
    --------
    >>> value("ice_pick_width").unit
    'mm'
    """
    return _row(_values(), name, "evidence")


def values() -> tuple[Value, ...]:
    """Return the whole table in its written order."""
    return tuple(_values().values())


def sources(*names: str) -> dict[str, dict]:
    """Return the citations of the named values, or all of them.

    Parameters
    ----------
    names
        Names of evidence rows, such as ``"ice_pick_width"``. None: every source in the list.

    Returns
    -------
    dict
        Source key to ``authors``, ``year``, ``title``, ``journal``, ``doi`` and ``read`` (what
        was read of it: paper, abstract, table, review, page, or quoted elsewhere only).
    """
    keys = dict.fromkeys(value(name).source for name in names) if names else _sources()
    return {key: dict(_row(_sources(), key, "source")) for key in keys if key}


def _row(table, name, what):
    if isinstance(name, str) and name in table:
        return table[name]
    close = get_close_matches(str(name), table, n=1, cutoff=0.0)
    raise KeyError(f"no {what} named {name!r}; did you mean {close[0]!r}?")


@cache
def _values():
    text = files(__name__).joinpath("values.csv").read_text(encoding="utf-8")
    return {row["name"]: _parse(row) for row in csv.DictReader(text.splitlines())}


def _parse(row):
    numbers = {key: float(row[key]) if row[key] else None for key in ("low", "typical", "high")}
    return Value(**{**row, **numbers})


@cache
def _sources():
    return tomllib.loads(files(__name__).joinpath("sources.toml").read_text(encoding="utf-8"))
