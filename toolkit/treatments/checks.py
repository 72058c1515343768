"""Checks of a treatment's numbers, made once, and of what it is applied to."""

from collections.abc import Iterable
from difflib import get_close_matches

from toolkit.checks import check_kind, check_number
from toolkit.section import Section


def check_section(treatment, section: Section) -> None:
    """Raise a ValueError unless a treatment is applied to a section."""
    check_kind(_named(treatment, "section"), section, Section)


def check_range(treatment, name: str, low: float, high: float) -> None:
    """Raise a ValueError unless the named number of a treatment lies within its limits."""
    check_number(_named(treatment, name), getattr(treatment, name), low, high)


def check_choice(treatment, name: str, known: Iterable[str]) -> None:
    """Raise a ValueError unless the named word of a treatment is known; it names the nearest."""
    word, known = getattr(treatment, name), list(known)
    if not (isinstance(word, str) and word in known):
        raise ValueError(f"{_named(treatment, name)} is {word!r}; {nearest(word, known)}")


def check_whole(treatment, name: str) -> None:
    """Raise a ValueError unless the named number of a treatment is whole."""
    number = getattr(treatment, name)
    if number != int(number):
        raise ValueError(f"{_named(treatment, name)} is {number!r}; it must be a whole number")


def nearest(word: object, known: Iterable[str]) -> str:
    """Return which known word was probably meant, and all of them."""
    known = list(known)
    begun = [one for one in known if word and one.startswith(str(word))]
    close = begun or get_close_matches(str(word), known, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return f"{hint}known are {', '.join(known)}"


def _named(treatment, name):
    return f"{type(treatment).__name__}: {name}"
