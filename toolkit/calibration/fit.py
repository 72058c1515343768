"""The fit: few global constants, damped Gauss-Newton in their logarithms, and what is certain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

STEP = (
    0.05  #: of the logarithm, for the slopes; small against any interval, large against round-off
)
Z90 = 1.645  #: of a normal curve: 90 % lie within


@dataclass(frozen=True, eq=False)
class Fit:
    """What came out of a fit."""

    names: tuple[str, ...]
    values: np.ndarray  #: (constants,)
    low: np.ndarray  #: (constants,) 5 % end of the interval
    high: np.ndarray  #: (constants,) 95 % end
    singular_values: np.ndarray  #: (constants,) of the slopes; near 0 = cannot be told
    directions: np.ndarray  #: (constants, constants) each row the combination it belongs to
    misfit: np.ndarray  #: (rows,) predicted less reported, in standard deviations


def fit(
    misfits: Callable[[Sequence[dict[str, float]]], Sequence[np.ndarray]],
    start: dict[str, float],
    *,
    rounds: int = 6,
    prior_sigma: float,
) -> Fit:
    """Return the constants that bring the model nearest to the rows.

    Parameters
    ----------
    misfits
        Takes several sets of constants and returns the misfit of each, (rows,), in standard
        deviations.
    start
        Constants and where to begin.
    rounds
        Most steps of Gauss-Newton.
    prior_sigma
        How far, in logarithms, the start may be off; keeps what the rows cannot tell near it.

    Notes
    -----
    Intervals are those of the linearised problem with its prior, widened by the root of the misfit
    a row where that exceeds 1. What this leaves out: errors shared between the rows of a study.
    """
    names, begin = tuple(start), np.log(np.array(list(start.values()), float))
    place, best = begin.copy(), None
    for _ in range(rounds):
        base, slopes = _slopes(misfits, names, place)
        best = (place.copy(), base, slopes)
        step = _step(slopes, base, (place - begin) / prior_sigma, prior_sigma)
        place = place + np.clip(step, -0.7, 0.7)
        if np.abs(step).max() < 0.02:
            break
    place, base, slopes = best
    return _summed_up(names, place, base, slopes, prior_sigma)


def _slopes(misfits, names, place):
    """Return misfits here, and by how much each grows with the logarithm of each constant."""
    moved = [place, *(place + STEP * axis for axis in np.eye(len(place)))]
    base, *others = misfits([dict(zip(names, np.exp(logs))) for logs in moved])
    return np.asarray(base), np.array([(np.asarray(o) - base) / STEP for o in others]).T


def _step(slopes, base, pull, prior_sigma):
    both = np.vstack([slopes, np.eye(slopes.shape[1]) / prior_sigma])
    return np.linalg.lstsq(both, -np.concatenate([base, pull]), rcond=None)[0]


def _summed_up(names, place, base, slopes, prior_sigma):
    count = len(names)
    _, singular, directions = np.linalg.svd(slopes, full_matrices=False)
    information = slopes.T @ slopes + np.eye(count) / prior_sigma**2
    spread = max(1.0, (base @ base) / max(len(base) - count, 1)) ** 0.5
    error = Z90 * spread * np.sqrt(np.diag(np.linalg.inv(information)))
    return Fit(
        names=names,
        values=np.exp(place),
        low=np.exp(place - error),
        high=np.exp(place + error),
        singular_values=singular,
        directions=directions,
        misfit=base,
    )
