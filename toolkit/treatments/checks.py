"""Checks of a treatment's numbers, made once, when the treatment is written down."""

from collections.abc import Iterable
from difflib import get_close_matches
from numbers import Real

import numpy as np


def check_range(treatment, name: str, low: float, high: float) -> None:
    """Raise a ValueError unless the named number of a treatment lies within its limits."""
    number = getattr(treatment, name)
    if not (isinstance(number, Real) and np.isfinite(number) and low <= number <= high):
        kind = type(treatment).__name__
        raise ValueError(f"{kind}: {name} is {number!r}; it must lie from {low:g} to {high:g}")


def check_choice(treatment, name: str, known: Iterable[str]) -> None:
    """Raise a ValueError unless the named word of a treatment is known; it names the nearest."""
    word, known = getattr(treatment, name), list(known)
    if isinstance(word, str) and word in known:
        return
    close = get_close_matches(str(word), known, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    kind = type(treatment).__name__
    raise ValueError(f"{kind}: {name} is {word!r}; {hint}known are {', '.join(known)}")


def check_whole(treatment, name: str) -> None:
    """Raise a ValueError unless the named number of a treatment is whole."""
    number = getattr(treatment, name)
    if number != int(number):
        kind = type(treatment).__name__
        raise ValueError(f"{kind}: {name} is {number!r}; it must be a whole number")
