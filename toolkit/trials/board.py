"""The board: every row of a table, reported and predicted, and what the errors add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from toolkit.trials.prediction import Prediction, predict
from toolkit.trials.row import Row, Unpredictable
from toolkit.trials.scale import FAMILIES

ONE_SIDED_POINTS = 15.0
LEAST_APART_POINTS = 1.0  #: two arms that lie nearer have no order


@dataclass(frozen=True)
class Board:
    """What the model said of each row of a table."""

    predictions: tuple[Prediction, ...]
    refused: tuple[tuple[Row, str], ...]  #: rows without a prediction, each with the reason

    def of(self, family: str) -> tuple[Prediction, ...]:
        """Return the predictions on one family of scales."""
        return tuple(one for one in self.predictions if one.scale.family == family)

    @property
    def orders(self) -> tuple[tuple[Prediction, Prediction, bool], ...]:
        """Return every two rows of a study that can be compared, and whether their order is right.

        Arm against arm, scar against scar, early against late, on one scale; the first of two
        fared better. Where the model tells the two not apart, the order is not right.
        """
        pairs = (_order(*pair) for pair in combinations(self.predictions, 2) if _comparable(*pair))
        return tuple(pair for pair in pairs if pair)

    @property
    def one_sided(self) -> dict[str, float]:
        """Return treatments that are always predicted too well, or too badly, by over 15 points."""
        errors: dict[str, list[float]] = {}
        for one in self.predictions:
            if one.treatments and one.scale.better:
                name = " + ".join(one.treatments)
                errors.setdefault(name, []).append(one.error_points * one.scale.better)
        return {
            name: float(np.mean(many))
            for name, many in errors.items()
            if len(many) > 1 and len(set(np.sign(many))) == 1
            if abs(np.mean(many)) > ONE_SIDED_POINTS
        }


def board(rows: Iterable[Row]) -> Board:
    """Return what the model says of every row; no row is passed over in silence.

    Examples
    --------
    >>> row = Row(treatment="moonlight", metric="improvement_pct", value="40")
    >>> board([row]).refused[0][1]
    "no treatment of the model is called 'moonlight'"
    """
    predictions, refused = [], []
    for row in rows:
        try:
            predictions.append(predict(row))
        except Unpredictable as reason:
            refused.append((row, str(reason)))
    return Board(tuple(predictions), tuple(refused))


def rms_points(predictions: Iterable[Prediction]) -> float:
    """Return the root of the mean square error; not a number without predictions. [points]"""
    errors = [one.error_points for one in predictions]
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")


def null_rms_points(predictions: Iterable[Prediction], *, by_family: bool) -> float:
    """Return the error of who knows no skin: each row is given the mean of all other studies.

    Parameters
    ----------
    predictions
        Rows on whatever scales, all turned into per cent.
    by_family
        Take the mean over rows on the same family of scales; over all rows if not.
    """
    every = list(predictions)
    told = np.array([one.scale.in_pct(one.reported) for one in every])
    studies = np.array([one.row.id for one in every])
    families = np.array([one.scale.family for one in every])
    errors = []
    for number, study, family in zip(told, studies, families):
        others = (studies != study) & ((families == family) | (not by_family))
        if others.any():
            errors.append(told[others].mean() - number)
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")


def inside_pct(predictions: Iterable[Prediction]) -> float:
    """Return the share of reported numbers that lie in their interval. [%]"""
    inside = [one.inside for one in predictions]
    return float(100 * np.mean(inside)) if inside else float("nan")


def families_on(found: Board) -> tuple[str, ...]:
    """Return the families of scales that a board has rows of."""
    return tuple(family for family in FAMILIES if found.of(family))


def _comparable(one, other):
    alike = ("family", "of", "start", "per_pct", "least_pct", "most_pct", "control_pct")
    return (
        one.row.id == other.row.id
        and one.scale.better
        and all(getattr(one.scale, name) == getattr(other.scale, name) for name in alike)
        and sum(a != b for a, b in zip(_factors(one.row), _factors(other.row))) == 1
    )


def _factors(row):
    """Return the arm, the scars and the time of a row, of which two may differ in one only."""
    deep = [word for word in ("shallow", "deep") if word in row.note.lower()]
    visits = row.sessions, row.interval_weeks, row.followup_weeks
    return row.treatment, (row.scar_type, *deep), visits


def _order(one, other):
    """Return the two, the one that fared better first, and whether the model says so too."""
    sign = one.scale.better
    if abs(one.reported - other.reported) * one.scale.points < LEAST_APART_POINTS:
        return None
    if sign * one.reported < sign * other.reported:
        one, other = other, one
    return one, other, bool(sign * one.predicted > sign * other.predicted + 1e-9)
