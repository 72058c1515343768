"""Question cards as data: a prompt, options, the answer, and a sentence for every choice."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

FIELDS = ("rows", "prompt", "options", "answer", "feedback")
FEWEST, MOST = 2, 4


@dataclass(frozen=True, kw_only=True)
class Card:
    """One question with its options; the answer is one of them.

    Raises
    ------
    ValueError
        If something is missing or does not fit; the message names the card and the field.
    """

    name: str
    lesson: str  #: the file that it stands in, without its ending
    rows: tuple[str, ...]  #: rows of the curriculum that it asks about
    prompt: str
    options: tuple[str, ...]
    answer: str
    feedback: Mapping[str, str]  #: option -> one sentence, which names a wrong option's mistake

    def __post_init__(self):
        self._need(bool(self.rows), "rows", "it must name at least one row of the curriculum")
        self._need(bool(self.prompt.strip()), "prompt", "it must ask something")
        self._need(
            FEWEST <= len(set(self.options)) == len(self.options) <= MOST,
            "options",
            f"it must hold {FEWEST} to {MOST} different options",
        )
        self._need(self.answer in self.options, "answer", "it must be one of the options")
        self._need(
            set(self.feedback) == set(self.options),
            "feedback",
            "it must have one sentence for each option, and none for anything else",
        )
        empty = [option for option, words in self.feedback.items() if not words.strip()]
        self._need(not empty, "feedback", f"it says nothing about {empty}")

    def _need(self, true, field, must):
        if not true:
            raise ValueError(f"card {self.name!r}: {field} is {getattr(self, field)!r}; {must}")


def card(name: str) -> Card:
    """Return one card.

    Raises
    ------
    KeyError
        If there is no such card; the message names the nearest one.
    """
    if name not in cards():
        close = get_close_matches(str(name), cards(), n=1, cutoff=0.0)[0]
        raise KeyError(f"no card named {name!r}; did you mean {close!r}?")
    return cards()[name]


@cache
def cards() -> dict[str, Card]:
    """Return all cards by name, in the order of the lessons."""
    found = sorted(files(__package__).joinpath("cards").iterdir(), key=lambda file: file.name)
    texts = {
        file.name.removesuffix(".toml"): file.read_text(encoding="utf-8")
        for file in found
        if file.name.endswith(".toml")
    }
    return together({lesson: read(text, lesson) for lesson, text in texts.items()})


def together(lessons: Mapping[str, Mapping[str, Card]]) -> dict[str, Card]:
    """Return the cards of several lessons in one.

    Raises
    ------
    ValueError
        If two lessons have a card of the same name; the message names both.
    """
    all_cards = {}
    for lesson, own in lessons.items():
        for name in own.keys() & all_cards.keys():
            raise ValueError(f"card {name!r} stands in {all_cards[name].lesson} and in {lesson}")
        all_cards |= own
    return all_cards


def read(text: str, lesson: str = "") -> dict[str, Card]:
    """Return the cards of a TOML text, in which each table is a card.

    Raises
    ------
    ValueError
        If a card misses a field, has one too many, or holds something of the wrong kind.
    """
    return {name: _card(name, lesson, fields) for name, fields in tomllib.loads(text).items()}


def _card(name, lesson, fields):
    for field in FIELDS:
        if field not in fields:
            raise ValueError(f"card {name!r}: {field} is missing; a card has {', '.join(FIELDS)}")
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise ValueError(f"card {name!r}: {unknown[0]} is unknown; a card has {', '.join(FIELDS)}")
    kinds = {"rows": list, "prompt": str, "options": list, "answer": str, "feedback": dict}
    for field, kind in kinds.items():
        if not isinstance(fields[field], kind):
            raise ValueError(
                f"card {name!r}: {field} is {fields[field]!r}; it must be a {_WORDS[kind]}"
            )
    lists = {field: tuple(fields[field]) for field in ("rows", "options")}
    return Card(name=name, lesson=lesson, **{**fields, **lists})


_WORDS = {list: "list", str: "text in quotes", dict: "table from option to sentence"}
