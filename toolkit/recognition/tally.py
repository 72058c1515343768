"""What was taken for what: a confusion table, and the pair that is mixed up most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from toolkit.recognition.doubt import KINDS


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts of what a dip was and what it was called, ``counts[truth][answer]``.

    An open case counts as what it was called, if that name fits.
    """

    counts: dict[str, dict[str, int]]
    open: int = 0  #: how many of them the classification leaves open

    @classmethod
    def of(cls, answers: Iterable) -> "Tally":
        """Return the tally of some answers."""
        answers = tuple(answers)
        pairs = Counter((_truth(answer), answer.said) for answer in answers)
        counts = {truth: {said: pairs[truth, said] for said in KINDS} for truth in KINDS}
        return cls(counts=counts, open=sum(answer.trial.is_open for answer in answers))

    @property
    def total(self) -> int:
        """How many dips were named."""
        return sum(sum(row.values()) for row in self.counts.values())

    @property
    def right(self) -> int:
        """How many were given a name that fits."""
        return sum(self.counts[kind][kind] for kind in KINDS)

    @property
    def most_mixed(self) -> tuple[str, str] | None:
        """The two kinds that were taken for one another most often; None if none were."""
        mixed = {pair: self._mixed(*pair) for pair in combinations(KINDS, 2)}
        pair = max(mixed, key=mixed.get)
        return pair if mixed[pair] else None

    def _mixed(self, one, other):
        return self.counts[one][other] + self.counts[other][one]


def _truth(answer):
    return answer.said if answer.is_right else answer.trial.kind
