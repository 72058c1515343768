"""Inflammation that resolves or gets stuck: two kinds of macrophages and one growth factor."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from toolkit.evidence import value

NORMAL_SHARE = value("macrophage_share_normal").typical
STUCK_SHARE = value("macrophage_share_stuck").typical
CUBIC, SQUARE, LINEAR, ALWAYS = (
    value(f"macrophage_recruitment_{power}").typical for power in (3, 2, 1, 0)
)
DIVIDING = value("macrophage_dividing").typical * value("macrophage_dividing_share").typical
CROWDING = value("macrophage_crowding").typical
LEAVING = value("macrophage_leaving").typical
MAKING = value("growth_factor_making").typical
FADING = value("growth_factor_fading").typical
START = (value("macrophages_at_start").typical,) * 2 + (value("growth_factor_at_start").typical,)
FINE_DAYS, STEP_DAYS, FIRST_DAYS = 0.02, 0.2, 1.0  #: short steps while the growth factor settles
SETTLING_DAYS = 45.0  #: after this time no majority of inflammatory macrophages is left


@dataclass(frozen=True, eq=False)
class Inflammation:
    """The course of one inflammation."""

    days: np.ndarray  #: (moments,) since it began
    inflammatory: np.ndarray  #: (moments,) macrophages that inflame [cells/mm3]
    repairing: np.ndarray  #: (moments,) macrophages that repair [cells/mm3]
    growth_factor: np.ndarray  #: (moments,) TGF-beta [pg/mm3]

    @property
    def excess(self) -> np.ndarray:
        """By how much the inflaming macrophages outnumber the repairing ones, (moments,)."""
        return np.maximum(self.inflammatory - self.repairing, 0)


def inflame(*, share: float, kept_days: float, watched_days: float) -> Inflammation:
    r"""Return the course of an inflammation that is kept going for some days, then let go.

    Parameters
    ----------
    share
        Share of arriving macrophages that inflame: 0.5 resolves, above about 0.67 gets stuck.
    kept_days
        How long it stays at this share; later it is 0.5, as in a normal wound. [days]
    watched_days
        How long to follow it. [days]

    Notes
    -----
    WAUGH2006, with :math:`K = -2.47T^3 + 21.94T^2 + 6.41T + 1.75`:

    .. math::
        \dot I = aK + k_1k_2 I(1 - k_3(I+R)) - d_1 I, \quad
        \dot R = (1-a)K + k_1k_2 R(1 - k_3(I+R)) - d_1 R, \quad
        \dot T = k_4 I - d_2 T

    It was made for wounds of healthy and of diabetic people. What this leaves out: neutrophils,
    B cells, which mark old papules of those who scar (CARLAVAN2018), and the bacteria.

    Examples
    --------
    >>> stuck = inflame(share=0.8, kept_days=28, watched_days=28)
    >>> bool(stuck.inflammatory[-1] > 4 * stuck.inflammatory[0])
    True
    """
    steps = _steps(min(kept_days, watched_days), watched_days)
    states = [START]
    for begun, step in steps:
        acting = share if begun < kept_days - 1e-9 else NORMAL_SHARE
        states.append(_stepped(states[-1], acting, step))
    days = np.cumsum([0.0, *(step for _, step in steps)])
    return Inflammation(days, *np.array(states).T)


@lru_cache(maxsize=1024)
def loss_days(share: float, kept_days: float) -> float:
    """Return how many days of full matrix loss an inflammation amounts to. [days]

    A day counts by the excess of inflaming over repairing macrophages, as a part of the excess
    in an inflammation that is stuck for good. So two days hardly count, and three weeks do.
    """
    course = inflame(share=share, kept_days=kept_days, watched_days=kept_days + SETTLING_DAYS)
    excess = course.excess
    return float((np.diff(course.days) * (excess[1:] + excess[:-1]) / 2).sum() / _stuck_excess())


@lru_cache(maxsize=1)
def _stuck_excess():
    return inflame(share=STUCK_SHARE, kept_days=200, watched_days=200).excess[-1]


def _steps(kept_days, watched_days):
    """Return begin and length of each step; none runs across the moment of letting go."""
    marks = sorted({0.0, min(FIRST_DAYS, watched_days), kept_days, watched_days})
    steps = []
    for start, stop in pairwise(marks):
        most = FINE_DAYS if stop <= FIRST_DAYS else STEP_DAYS
        count = max(1, int(np.ceil((stop - start) / most - 1e-9)))
        length = (stop - start) / count
        steps += [(start + i * length, length) for i in range(count)]
    return steps


def _stepped(state, share, days):
    """One step of the classical fourth-order Runge-Kutta method."""
    first = _rates(state, share)
    second = _rates(_moved(state, first, days / 2), share)
    third = _rates(_moved(state, second, days / 2), share)
    fourth = _rates(_moved(state, third, days), share)
    return tuple(
        y + days / 6 * (a + 2 * b + 2 * c + d)
        for y, a, b, c, d in zip(state, first, second, third, fourth)
    )


def _moved(state, rates, days):
    return tuple(y + days * rate for y, rate in zip(state, rates))


def _rates(state, share):
    """Return dI/dt, dR/dt and dT/dt. [1/day]"""
    inflaming, repairing, factor = state
    arriving = ((CUBIC * factor + SQUARE) * factor + LINEAR) * factor + ALWAYS
    growing = DIVIDING * (1 - CROWDING * (inflaming + repairing)) - LEAVING
    return (
        share * arriving + growing * inflaming,
        (1 - share) * arriving + growing * repairing,
        MAKING * inflaming - FADING * factor,
    )
