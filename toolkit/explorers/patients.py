"""Many patients from a few: a ladder of healers is computed, all others are read between its rungs.

Patients with one scar and one plan differ in nothing but their vigour, and what they gain follows
vigour smoothly. So a slider of how differently they heal moves over a ladder that is already there.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from toolkit import Cohort, Plan, Section
from toolkit.cohort import AVERAGE, LEAST_VIGOUR, MOST_VIGOUR
from toolkit.course import moments
from toolkit.measures import sizes_of
from toolkit.section import FIELDS
from toolkit.surface import surface_mm

#: With so many no patient's gain lies a point beside what `run_cohort` says (a test holds that).
RUNGS = 24
REACH = 3.2  #: standard deviations to both sides of the middle healer


class Ladder(NamedTuple):
    """What one plan does to one scar in healers of rising vigour, evenly apart in its logarithm."""

    log_vigour: np.ndarray  #: (rungs,)
    weeks: np.ndarray  #: (moments,) since the first session
    sizes: np.ndarray  #: (3, rungs, moments) depth [mm], area [mm2] and volume [mm3]


def ladder(scar: Section, plan: Plan, follow_up_weeks: float, *, most_spread: float) -> Ladder:
    """Return a ladder that is long enough for spreads of vigour up to the largest."""
    ends = REACH * most_spread * np.array([-1, 1])
    rungs = np.linspace(*np.clip(ends, np.log(LEAST_VIGOUR), np.log(MOST_VIGOUR)), RUNGS)
    alike = {name: np.stack([getattr(scar, name)] * RUNGS) for name in FIELDS}
    given, weeks, sizes = {"patient": AVERAGE, "vigour": np.exp(rungs)}, [], []
    for week, section in moments(replace(scar, **alike), plan, follow_up_weeks, **given):
        weeks.append(week)
        sizes.append(sizes_of(scar.grid, surface_mm(section)))
    return Ladder(rungs, np.array(weeks), np.moveaxis(np.array(sizes), 0, -1))


def patients_on(healers: Ladder, *, n: int, seed: int, vigour_spread: float) -> Cohort:
    """Return the patients that `toolkit.run_cohort` draws, each read between two rungs.

    Notes
    -----
    Between two rungs depth, area and volume are straight in the logarithm of vigour.
    """
    draw = np.random.default_rng(seed).standard_normal(n)
    vigour = np.clip(AVERAGE.vigour * np.exp(vigour_spread * draw), LEAST_VIGOUR, MOST_VIGOUR)
    return Cohort(vigour, healers.weeks, *_between(healers, np.log(vigour)), patient=AVERAGE)


def _between(healers, log_vigour):
    """Return the sizes of patients, (3, patients, moments)."""
    rungs = healers.log_vigour
    at = np.clip((log_vigour - rungs[0]) / (rungs[1] - rungs[0]), 0, len(rungs) - 1)
    low = np.minimum(at.astype(int), len(rungs) - 2)
    part = (at - low)[:, None]
    return (1 - part) * healers.sizes[:, low] + part * healers.sizes[:, low + 1]
