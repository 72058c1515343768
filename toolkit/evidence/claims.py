"""What the literature says of each statement that the course teaches."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

VERDICTS = ("supported", "mixed", "unsupported", "contradicted")


@dataclass(frozen=True)
class Claim:
    """One statement of the curriculum, and what was found about it.

    "Unsupported" means that no study was found which measured it; that is not the same as untrue.
    """

    row: str  #: of the curriculum, such as A1
    verdict: str  #: supported | mixed | unsupported | contradicted
    says: str
    sources: tuple[str, ...]  #: keys of ``sources()``; empty where nothing was found


def claim(row: str) -> Claim:
    """Return what the literature says of one statement.

    Raises
    ------
    KeyError
        If there is no such row; the message names the nearest one.

    Examples
    --------
    >>> claim("B5").verdict
    'contradicted'
    """
    if row not in _claims():
        close = get_close_matches(str(row), _claims(), n=1, cutoff=0.0)[0]
        raise KeyError(f"no claim on row {row!r}; did you mean {close!r}?")
    return _claims()[row]


def claims() -> tuple[Claim, ...]:
    """Return all claims in the order of the curriculum."""
    return tuple(_claims().values())


@cache
def _claims():
    told = tomllib.loads(files(__package__).joinpath("claims.toml").read_text(encoding="utf-8"))
    return {
        row: Claim(row, fields["verdict"], fields["says"], tuple(fields["sources"]))
        for row, fields in told.items()
    }
