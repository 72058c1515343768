"""What may come in at a door: a number, a whole number, a known word, a thing of the right kind."""

from collections.abc import Iterable
from difflib import get_close_matches
from math import inf
from numbers import Real

NEAR = 0.7  #: how like a known word a wrong one must be to be taken for it


def is_number(number: object) -> bool:
    """Return whether this is a finite number; True, "1", None and arrays are none.

    Examples
    --------
    >>> is_number(1.5), is_number(True), is_number("1.5"), is_number(float("nan"))
    (True, False, False, False)
    """
    return isinstance(number, Real) and not isinstance(number, bool) and -inf < number < inf


def check_number(name: str, number: float, low: float, high: float = inf, must: str = "") -> float:
    """Return a number; raise a ValueError unless it lies from `low` to `high`.

    Parameters
    ----------
    name
        What it is called where it came in.
    must
        What the refusal says that it must do, if "lie from 0 to 1" is not clear enough.

    Examples
    --------
    >>> check_number("sun", 2, 0, 1)
    Traceback (most recent call last):
    ValueError: sun is 2; it must lie from 0 to 1
    """
    if not (is_number(number) and low <= number <= high):
        must = must or (f"lie from {low:g} to {high:g}" if high < inf else f"be at least {low:g}")
        raise ValueError(f"{name} is {number!r}; it must {must}")
    return number


def check_whole(name: str, number: int, low: int, high: float = inf, must: str = "") -> int:
    """Return a whole number as an int; raise a ValueError unless it lies from `low` to `high`.

    A float that is whole, such as 2.0 or 1e5, is as good as an int.

    Examples
    --------
    >>> check_whole("sessions", 0, 1, 24)
    Traceback (most recent call last):
    ValueError: sessions is 0; it must be a whole number 1 to 24
    """
    if not (is_number(number) and low <= number <= high and number == int(number)):
        limits = f" {low} to {high}" if high < inf else f", at least {low}"
        must = must or f"be a whole number{limits}"
        raise ValueError(f"{name} is {number!r}; it must {must}")
    return int(number)


def check_kind(name: str, thing: object, kind: type | tuple, must: str = "") -> None:
    """Raise a ValueError unless a thing is of a kind.

    Examples
    --------
    >>> check_kind("name", 5, str)
    Traceback (most recent call last):
    ValueError: name is 5; it must be a str
    """
    if not isinstance(thing, kind):
        raise ValueError(f"{name} is {thing!r}; it must {must or f'be a {kind.__name__}'}")


def check_word(name: str, word: str, known: Iterable[str]) -> None:
    """Raise a ValueError unless a word is one of those known; it names the nearest.

    Examples
    --------
    >>> check_word("quantity", "depht", ("depth", "area"))
    Traceback (most recent call last):
    ValueError: quantity is 'depht'; did you mean 'depth'? it must be one of ('depth', 'area')
    """
    known = tuple(known)
    if not (isinstance(word, str) and word in known):
        close = get_close_matches(str(word), known, n=1, cutoff=NEAR)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise ValueError(f"{name} is {word!r}; {hint}it must be one of {known}")
