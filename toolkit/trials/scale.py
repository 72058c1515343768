"""How the gains of patients become the number that a study prints."""

from dataclasses import dataclass

import numpy as np

FAMILIES = ("measured", "graded", "shares")
#: What each family is: who or what stands between a gain and its number.
FAMILY_WORDS = {
    "measured": "measured or counted",
    "graded": "graded by eye, a mean",
    "shares": "shares of patients",
}
QUARTERS = (25.0, 50.0, 75.0)
POINTS_PER_GRADE = 25.0


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The scale of a study, and what it reported on it.

    Its number is ``start + per_pct * g``, with ``g`` the mean gain in per cent; or the share of
    patients whose gain lies from ``least_pct`` to ``most_pct``; or ``start`` and the mean number of
    quarters that patients have passed.
    """

    family: str  #: measured | graded | shares
    reported: float
    of: str = "mean"  #: mean | share | grade
    start: float = 0.0
    per_pct: float = 1.0  #: units of the scale for each per cent gained
    least_pct: float = -np.inf
    most_pct: float = np.inf
    control_pct: float | None = None  #: share in a control arm that passed the bar, if it sets it
    remark: str = ""

    @property
    def points(self) -> float:
        """How many points of a hundred one unit of the scale is."""
        if self.of == "mean":
            return 1 / abs(self.per_pct)
        return POINTS_PER_GRADE if self.of == "grade" else 1.0

    @property
    def better(self) -> int:
        """1 if more is better, -1 if less is, 0 for shares in a band between two gains."""
        if self.of == "share" and self.most_pct < np.inf:
            return -1 if self.least_pct == -np.inf else 0
        return 1 if self.per_pct > 0 else -1

    def in_pct(self, number: float) -> float:
        """Return a number of this scale as a gain in per cent, or as a share of patients."""
        if self.of == "share":
            return number
        if self.of == "grade":
            return POINTS_PER_GRADE * (number - self.start + 0.5)
        return (number - self.start) / self.per_pct

    def number(self, gains_pct: np.ndarray) -> np.ndarray:
        """Return what studies would print, (studies,), of gains (studies, patients). [%]"""
        if self.of == "share":
            within = (gains_pct >= self.least_pct) & (gains_pct < self.most_pct)
            return 100 * within.mean(axis=-1)
        if self.of == "grade":
            passed = np.searchsorted(QUARTERS, gains_pct, side="right")
            return self.start + passed.mean(axis=-1)
        return self.start + self.per_pct * np.minimum(gains_pct, 100).mean(axis=-1)
