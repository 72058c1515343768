"""Many patients: the same plan on the same scar, in skins that heal differently."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.course import Plan, run_course
from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section

MOST_PATIENTS = 100_000


@dataclass(frozen=True, eq=False)
class Cohort:
    """What a plan did to each of many patients."""

    patients: tuple[Patient, ...]
    weeks: np.ndarray  #: (moments,) since the first session
    depth_mm: np.ndarray  #: (patients, moments)
    area_mm2: np.ndarray  #: (patients, moments)
    volume_mm3: np.ndarray  #: (patients, moments)

    def improvement_pct(self, name: str = "depth", *, week: float | None = None) -> np.ndarray:
        """Return by how much depth, area or volume fell in each patient, (patients,). [%]"""
        units = {"depth": "depth_mm", "area": "area_mm2", "volume": "volume_mm3"}
        if name not in units:
            raise ValueError(f"quantity is {name!r}; it must be one of {tuple(units)}")
        numbers = getattr(self, units[name])
        last = self.weeks[-1] if week is None else week
        now = np.array([np.interp(last, self.weeks, row) for row in numbers])
        return 100 * (1 - now / np.maximum(numbers[:, 0], 1e-9))

    def band(self, name: str = "depth_mm") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the 5 % line, the median and the 95 % line at every moment, each (moments,)."""
        return tuple(np.percentile(getattr(self, name), [5, 50, 95], axis=0))


def run_cohort(
    scar: Section,
    plan: Plan,
    *,
    n: int = 200,
    seed: int = 1,
    vigour_spread: float = value("vigour_spread").typical,
    follow_up_weeks: float = 26,
) -> Cohort:
    """Return what a plan does to one scar in many patients who heal differently.

    Parameters
    ----------
    scar
        The skin before the first session, the same for all.
    plan
        Which treatments, when.
    n
        Number of patients, 1 to 100,000.
    seed
        The same seed gives the same patients.
    vigour_spread
        Standard deviation of the logarithm of healing vigour.
    follow_up_weeks
        Time after the last session. [weeks]

    Raises
    ------
    ValueError
        If a number is out of range; nothing has been computed then.

    Notes
    -----
    What this leaves out: different scars, different hands, missed visits, complications. Vigour
    stands for all of them at once, and its spread is chosen, not measured.

    Examples
    --------
    >>> from toolkit import TREATMENTS, ice_pick
    >>> plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=2)
    >>> run_cohort(ice_pick(), plan, n=3, follow_up_weeks=4).depth_mm.shape[0]
    3
    """
    if n not in range(1, MOST_PATIENTS + 1):
        raise ValueError(f"n is {n!r}; it must be a whole number 1 to {MOST_PATIENTS}")
    if not (np.isfinite(vigour_spread) and 0 <= vigour_spread <= 1):
        raise ValueError(f"vigour_spread is {vigour_spread!r}; it must lie from 0 to 1")
    vigour = np.exp(vigour_spread * np.random.default_rng(seed).standard_normal(n))
    patients = tuple(Patient(vigour=float(v)) for v in np.clip(vigour, 0.05, 5))
    weeks, rows = None, []
    for patient in patients:
        course = run_course(scar, plan, patient=patient, follow_up_weeks=follow_up_weeks)
        weeks = course.weeks
        rows.append([course.quantity(name) for name in ("depth", "area", "volume")])
    return Cohort(patients, weeks, *np.array(rows).transpose(1, 0, 2))


def shares_pct(improvement_pct: Sequence[float], edges: Sequence[float]) -> np.ndarray:
    """Return the share of patients below, between and above rising edges, (edges + 1,). [%]

    Examples
    --------
    >>> shares_pct([10, 40, 60, 60], [30, 50])
    array([25., 25., 50.])
    """
    places = np.searchsorted(np.asarray(edges, float), np.asarray(improvement_pct), side="right")
    return 100 * np.bincount(places, minlength=len(edges) + 1) / len(improvement_pct)
