"""Virtual patients of a study: how far each gains, from the model alone."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from toolkit.calibration import scar
from toolkit.checks import check_word
from toolkit.course import moments
from toolkit.evidence import value
from toolkit.light import visibility_of
from toolkit.measures import sizes_of
from toolkit.patient import Patient
from toolkit.plan import Plan
from toolkit.section import FIELDS
from toolkit.surface import surface_mm

RULERS = ("depth", "area", "volume", "visibility")
#: Healing of those who are computed, in standard deviations; the others lie between them.
NODES = np.linspace(-2.5, 2.5, 11)
LEAST_PCT = -100.0  #: a scar that doubles; nothing in the model comes near


def gains_pct(
    plans: Mapping[str, Plan],
    shares: Mapping[str, float],
    *,
    week: float,
    deviates: np.ndarray,
    ruler: str,
) -> np.ndarray:
    """Return how much better the scars of each patient are, any shape. [%]

    Parameters
    ----------
    plans
        The kinds of scars that a patient has, each with what is done to it.
    week
        After the last session. [weeks]
    deviates
        How quickly each patient heals, in standard deviations of the logarithm of vigour.
    ruler
        One of `RULERS`; visibility is that of the relief beside a window.

    Notes
    -----
    A patient's gain is the mean over the kinds of scars, weighted by how many of each there are;
    studies seldom say what their mix was, so it is the mix of published shares.

    Examples
    --------
    >>> wait = {"rolling": Plan(())}
    >>> gains_pct(wait, {"rolling": 1}, week=26, deviates=np.zeros(3), ruler="depth")
    array([0., 0., 0.])
    """
    check_word("ruler", ruler, RULERS)
    gained = np.zeros(np.shape(deviates))
    for name, plan in plans.items():
        if plan.sessions:
            curve = _curves(name, plan, float(week))[RULERS.index(ruler)]
            gained += shares[name] * np.interp(deviates, NODES, curve)
    return value("placement").typical * gained


@lru_cache(maxsize=1024)
def _curves(name, plan, week):
    """Return the gain of those who are computed, by each ruler, (rulers, nodes). [%]"""
    one = scar(name)
    skin = replace(one, **{field: np.stack([getattr(one, field)] * NODES.size) for field in FIELDS})
    vigour = np.exp(value("vigour_spread").typical * NODES)
    every = moments(skin, plan, week, patient=Patient(), vigour=vigour)
    ((_, last),) = deque(every, maxlen=1)
    before, after = (_sizes(section.grid, surface_mm(section)) for section in (skin, last))
    return np.maximum(100 * (1 - after / before), LEAST_PCT)


def _sizes(grid, surface):
    return np.array([*sizes_of(grid, surface), visibility_of(grid, surface)])
