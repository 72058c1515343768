"""What a cell of a published table says: a number, a range, shares, a change, or a word."""

import re
from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value

MOST = 1e6  #: no scale goes further
NUMBER = r"[-+]?\d+(?:\.\d+)?"
DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2192": ">"})
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
NEAR = re.compile(r"^(?:about|approx\.?|over|under|[~<>=\u2264\u2265\s])+", re.IGNORECASE)
SPREAD = re.compile(rf"(?:\+/-|\u00b1|\(?\bSD)\s*{NUMBER}\)?", re.IGNORECASE)
#: Words of doctors for a quarter of the way each; the middle of each quarter is chosen.
WORDS = {
    "none": 0.0,
    **dict.fromkeys(("poor", "minimal", "slight", "mild"), value("quarter_poor").typical),
    **dict.fromkeys(("fair", "moderate"), value("quarter_fair").typical),
    **dict.fromkeys(("good", "marked"), value("quarter_good").typical),
    **dict.fromkeys(("excellent", "very good"), value("quarter_excellent").typical),
}


@dataclass(frozen=True)
class Reported:
    """The numbers of a cell and how they hang together."""

    kind: str  #: number | range | shares | change | word | nothing
    numbers: tuple[float, ...] = ()

    @property
    def middle(self) -> float:
        """The number, the middle of the range or of the words, or the last of a change."""
        return self.numbers[-1] if self.kind == "change" else float(np.mean(self.numbers))


def read_value(cell: str) -> Reported:
    """Return what a cell says.

    Examples
    --------
    >>> read_value("12/25/40/23").numbers
    (12.0, 25.0, 40.0, 23.0)
    >>> read_value("30-60").middle, read_value("9.1->6.4").middle, read_value("III -> II").kind
    (45.0, 6.4, 'change')
    >>> read_value("good-excellent").middle, read_value("significant").kind
    (75.0, 'nothing')
    """
    text = SPREAD.sub("", cell.translate(DASHES)).replace("%", "").replace("->", ">").strip()
    text = " ".join(ROMAN.get(word, word) for word in re.split(r"\s+|(?=>)|(?<=>)", text) if word)
    text = NEAR.sub("", text) if ">" in text[:2] or not text[:1].isdigit() else text
    text = re.sub(r"(?<=\d),(?=\d{1,2}$)", ".", text.replace(" ", ""))
    for kind, sign in (("change", ">"), ("shares", "/")):
        numbers = _numbers(text.split(sign))
        if numbers and len(numbers) > 1:
            return Reported(kind, numbers)
    return _one_or_range(text) or _words(cell.lower())


def _numbers(parts):
    """Return the parts as numbers; None if one is no number, or an impossible one."""
    if not all(re.fullmatch(NUMBER, part) for part in parts):
        return None
    numbers = tuple(float(part) for part in parts)
    return numbers if all(abs(number) <= MOST for number in numbers) else None


def _one_or_range(text):
    pair = re.fullmatch(rf"({NUMBER})-({NUMBER})", text)
    numbers = _numbers(pair.groups() if pair else [text])
    return Reported("range" if pair else "number", numbers) if numbers else None


def _words(text):
    found = [word for word in re.split(r"\s*(?:-|/|\bto\b|,|;)\s*", text.translate(DASHES)) if word]
    if found and all(word in WORDS for word in found):
        return Reported("word", tuple(WORDS[word] for word in found))
    return Reported("nothing")
