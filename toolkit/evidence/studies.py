"""Treatment trials on acne scars as they were printed, one row an arm, scar type and outcome."""

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

SEEN = ("paper", "table", "abstract", "review", "page")


@dataclass(frozen=True)
class Study:
    """One row of the table of trials; a cell is empty where nothing was printed.

    Scales differ between studies and are not to be compared as numbers: a count of scars, a
    blinded score and an improvement judged by eye are three things.
    """

    id: str  #: of the study; several rows may share it
    source: str  #: key of ``toolkit.evidence.sources()``: where the number stands
    treatment: str
    settings: str
    scar_type: str  #: ice_pick | boxcar | rolling | mixed
    n: int | None  #: people in the row
    fitzpatrick: str  #: skin types, such as IV-V
    sessions: str  #: a number or a range
    interval_weeks: str
    followup_weeks: str  #: after the last session
    metric: str
    value: str  #: a number, shares (3/17/62/17), a range (30-60), a change (9.1->6.4) or a word
    sd_or_ci: str
    control_value: str  #: the same metric in the arm it was compared with; the note says which
    pih_percent: str  #: people whose skin darkened [%]
    seen: str  #: paper | table | abstract | review | page
    note: str


def studies(source: str | None = None) -> tuple[Study, ...]:
    """Return the rows of one source, or the whole table in its written order.

    Parameters
    ----------
    source
        Key of ``toolkit.evidence.sources()``, such as ``"SARDANA2014"``. None: every row.

    Raises
    ------
    KeyError
        If no row has this source; the message names the nearest one that has.

    Examples
    --------
    >>> [(row.scar_type, row.value) for row in studies("SARDANA2014")]
    [('ice_pick', '25.9'), ('boxcar', '52.9'), ('rolling', '43.1')]
    """
    if source is None:
        return _studies()
    found = tuple(row for row in _studies() if row.source == source)
    if not found:
        raise KeyError(f"no study from source {source!r}; did you mean {_nearest(source)!r}?")
    return found


def _nearest(source):
    keys = sorted({row.source for row in _studies()})
    return get_close_matches(str(source), keys, n=1, cutoff=0.0)[0]


@cache
def _studies():
    text = files(__package__).joinpath("studies.csv").read_text(encoding="utf-8")
    return tuple(map(_parse, csv.DictReader(text.splitlines(), strict=True)))


def _parse(row):
    return Study(**{**row, "n": int(row["n"]) if row["n"] else None})
