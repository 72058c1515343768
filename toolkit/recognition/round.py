"""A round of dips to be named: difficulty follows the answers, and every skin takes its turn."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from toolkit.checks import check_kind, check_whole, check_word
from toolkit.recognition.doubt import KINDS
from toolkit.recognition.tally import Tally
from toolkit.recognition.trial import HARDEST, MOST_SEED, TONES, Trial, trial

MOST = 120  #: dips in one round
RIGHT_IN_A_ROW = 2  #: so many and it becomes harder; one miss and it becomes easier
KINDS_STREAM, TONES_STREAM, TRIALS_STREAM = 1, 2, 3  #: random numbers that do not meet


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A trial and the name that it was given."""

    trial: Trial
    said: str

    @property
    def is_right(self) -> bool:
        """Whether the name fits; in open cases two do."""
        return self.trial.accepts(self.said)


@dataclass(frozen=True, kw_only=True)
class Round:
    """So many dips to be named, and the answers so far.

    Parameters
    ----------
    seed
        The same seed and the same answers give the same trials, to a whole class.
    n
        How many dips, 1 to 120.
    answers
        Those given so far.

    Raises
    ------
    ValueError
        If a number is not possible.

    Examples
    --------
    >>> first = Round(seed=4, n=8)
    >>> first.answered(first.now.kind).tally.right
    1
    """

    seed: int
    n: int = 12
    answers: tuple[Answer, ...] = ()

    def __post_init__(self):
        check_whole("seed", self.seed, 0, MOST_SEED)
        check_whole("n", self.n, 1, MOST)
        check_kind("answers", self.answers, tuple, "be a tuple of Answer")

    @property
    def is_over(self) -> bool:
        """Whether every dip has been named."""
        return len(self.answers) >= self.n

    @property
    def level(self) -> int:
        """How hard the next trial is, 1 to `HARDEST`."""
        return level_after(answer.is_right for answer in self.answers)

    @property
    def now(self) -> Trial:
        """The trial that waits for its name; of a round that is over, the last one."""
        if self.is_over:
            return self.answers[-1].trial
        return _trial_of(self.seed, self.n, len(self.answers), self.level)

    @property
    def tally(self) -> Tally:
        """What was taken for what."""
        return Tally.of(self.answers)

    def answered(self, name: str) -> "Round":
        """Return the round after the dip has been given a name.

        Raises
        ------
        ValueError
            If there is no such name, or the round is over.
        """
        check_word("name", name, KINDS)
        if self.is_over:
            raise ValueError(f"name is {name!r}; it must come before all {self.n} dips are named")
        return replace(self, answers=(*self.answers, Answer(trial=self.now, said=name)))


def level_after(rights) -> int:
    """Return the level that some right and wrong answers lead to: two up, one down.

    Examples
    --------
    >>> level_after([True, True]), level_after([True, True, False])
    (2, 1)
    """
    level, in_a_row = 1, 0
    for right in rights:
        in_a_row = in_a_row + 1 if right else 0
        if not right:
            level = max(level - 1, 1)
        elif in_a_row == RIGHT_IN_A_ROW:
            level, in_a_row = min(level + 1, HARDEST), 0
    return level


@lru_cache(maxsize=8)
def _trial_of(seed, n, number, level):
    rng = np.random.default_rng([seed, TRIALS_STREAM, number, level])
    kind, tone = kinds_of(seed, n)[number], tone_of(seed, number)
    return trial(rng, level, kind=kind, skin_tone=tone)


def kinds_of(seed: int, n: int) -> tuple[str, ...]:
    """Return the kinds of a round: each as often as the others, give or take one, in any order."""
    rng = np.random.default_rng([seed, KINDS_STREAM])
    left = [KINDS[i] for i in rng.permutation(len(KINDS))[: n % len(KINDS)]]
    kinds = [*KINDS * (n // len(KINDS)), *left]
    return tuple(kinds[i] for i in rng.permutation(n))


def tone_of(seed: int, number: int) -> int:
    """Return the skin tone of a trial: in each six trials every tone comes up once."""
    run, place = divmod(number, len(TONES))
    rng = np.random.default_rng([seed, TONES_STREAM, run])
    return TONES[int(rng.permutation(len(TONES))[place])]
