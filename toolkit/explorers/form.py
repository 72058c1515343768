"""A form: which controls an explorer has, asked for one after another, and what they say.

An explorer's `ask` function is given a form and asks it for every number by name. What a control
says may decide which ones are asked for next, and how far they go.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from numbers import Real

import numpy as np

from toolkit.evidence import value

#: A unit of the evidence table, and how it is spoken after a number.
SPOKEN = {"mm": "millimetres", "%": "per cent", "degree": "degrees", "day": "days", "week": "weeks"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One control: its name, its words, what it may say and what it says at first."""

    kind: str  #: "number", "choice" or "switch"
    name: str
    words: str
    start: object
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    options: tuple[tuple[str, str], ...] = ()  #: value and words
    unit: str = ""
    row: str = ""  #: row of the evidence table that gives the limits
    drawer: str = ""  #: words of the drawer it lies in; empty: in sight
    plays: bool = False  #: whether it can be played, like a film
    ends: tuple[str, str] = ("Before", "After")  #: words of the buttons that go to its two ends

    def checked(self, told: object) -> object:
        """Return what is told; raise a ValueError, which names the control, if it cannot be."""
        return getattr(self, f"_checked_{self.kind}")(told)

    def _checked_number(self, told):
        number = isinstance(told, Real) and not isinstance(told, bool) and np.isfinite(told)
        if not (number and self.low - 1e-9 <= told <= self.high + 1e-9):
            raise ValueError(
                f"{self.name} is {told!r}; it must lie from {self.low:g} to {self.high:g}"
            )
        if isinstance(self.start, int) and told != int(told):
            raise ValueError(f"{self.name} is {told!r}; it must be a whole number")
        return int(told) if isinstance(self.start, int) else round(float(told), 6)

    def _checked_choice(self, told):
        known = [kept for kept, _ in self.options]
        if told not in known:
            raise ValueError(
                f"{self.name} is {told!r}; {_nearest(told, known)}it must be one of "
                f"{', '.join(known)}"
            )
        return told

    def _checked_switch(self, told):
        if not isinstance(told, bool):
            raise ValueError(f"{self.name} is {told!r}; it must be True or False")
        return told

    def alike(self, other: "Field | None") -> bool:
        """Return whether another field of this name takes the same values from the same row."""
        return other is not None and _limits(self) == _limits(other)


def _limits(one):
    return one.kind, one.row, one.low, one.high, one.options


def _nearest(told, known):
    close = get_close_matches(str(told), known, n=1, cutoff=0.4)
    return f"did you mean {close[0]!r}? " if close else ""


@dataclass
class Form:
    """Asks for numbers and choices by name; gives what was told, or where the control starts.

    Parameters
    ----------
    told
        The name of a control to what it shall say.
    before
        The controls of a moment ago. What one of them said is forgotten if its limits are now
        others: a width that suits a rolling scar says nothing about an ice pick scar.
    new
        Names that were told just now and are never forgotten.
    """

    told: Mapping[str, object] = field(default_factory=dict)
    before: Mapping[str, Field] = field(default_factory=dict)
    new: frozenset = frozenset()
    fields: dict[str, Field] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    _drawer: str = ""

    def drawer(self, words: str) -> None:
        """Put all that is asked for from here on behind one click."""
        self._drawer = words

    def choice(self, name: str, words: str, options: Mapping[str, str], *, start=None) -> str:
        """Ask for one of several; options map a value to its words."""
        start = next(iter(options)) if start is None else start
        return self._ask("choice", name, words, start, options=tuple(options.items()))

    def switch(self, name: str, words: str, *, start: bool = False) -> bool:
        """Ask for yes or no."""
        return self._ask("switch", name, words, start)

    def number(
        self, name: str, words: str, row: str, *, step: float, scale: float = 1.0, start=None
    ) -> float:
        """Ask for a number between the ends of an evidence row, at first its typical value."""
        known = value(row)
        low, typical, high = (
            round(scale * end, 6)
            for end in (known.low, known.typical if start is None else start / scale, known.high)
        )
        if isinstance(step, int):
            low, typical, high = int(low), int(typical), int(high)
        unit = SPOKEN.get(known.unit, "") if scale == 1 else "micrometres"
        limits = {"low": low, "high": high, "step": step, "row": row, "unit": unit}
        return self._ask("number", name, words, typical, **limits)

    def between(
        self, name: str, words: str, low, high, *, start, step, unit: str = "", **film: object
    ) -> float:
        """Ask for a number that is no belief of the model, such as a week to look at.

        Give ``plays=True`` to let it be played, and ``ends`` for the words of its two ends.
        """
        limits = {"low": low, "high": high, "step": step, "unit": unit, **film}
        return self._ask("number", name, words, start, **limits)

    def _ask(self, kind, name, words, start, **limits):
        asked = Field(kind=kind, name=name, words=words, start=start, drawer=self._drawer, **limits)
        self.fields[name] = asked
        known = name in self.told
        if known and name not in self.new and self.before:
            known = asked.alike(self.before.get(name))
        self.values[name] = asked.checked(self.told[name]) if known else start
        return self.values[name]

    def refuse_others(self) -> None:
        """Raise a ValueError if something was told that was never asked for."""
        others = [name for name in self.told if name not in self.fields]
        wrong = [name for name in others if name in self.new or not self.before]
        if wrong:
            raise ValueError(
                f"no control is called {wrong[0]!r}; {_nearest(wrong[0], list(self.fields))}"
                f"they are {', '.join(self.fields)}"
            )

    def in_words(self, trouble: str) -> str:
        """Return what is wrong, with each control called by its words and not by its name."""
        for name, asked in self.fields.items():
            trouble = re.sub(rf"\b{name}(?= is )", f"\u201c{asked.words}\u201d", trouble)
        return trouble.removesuffix(".")

    @property
    def changed(self) -> dict[str, object]:
        """What differs from where the controls start."""
        return {n: said for n, said in self.values.items() if said != self.fields[n].start}
