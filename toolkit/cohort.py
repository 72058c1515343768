"""Many patients: the same plan in skins, and on scars, that differ."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from toolkit.course import checked_follow_up, moments
from toolkit.evidence import value
from toolkit.measures import sizes_of
from toolkit.patient import Patient
from toolkit.plan import Plan
from toolkit.section import FIELDS, Section
from toolkit.surface import surface_mm

MOST_PATIENTS = 1_000_000
AT_ONCE = 64  #: patients in one array; more would leave the processor's cache
MOST_SHARES = 256  #: into which an executor's work is cut; each carries the scars along
UNITS = {"depth": "depth_mm", "area": "area_mm2", "volume": "volume_mm3"}
NO_RESPONSE_PCT = 10.0  #: below this a patient counts as a non-responder; chosen


@dataclass(frozen=True, eq=False)
class Cohort:
    """What a plan did to each of many patients."""

    vigour: np.ndarray  #: (patients,) healing vigour
    weeks: np.ndarray  #: (moments,) since the first session
    depth_mm: np.ndarray  #: (patients, moments)
    area_mm2: np.ndarray  #: (patients, moments)
    volume_mm3: np.ndarray  #: (patients, moments)

    @property
    def patients(self) -> tuple[Patient, ...]:
        """The patients, (patients,)."""
        return tuple(Patient(vigour=float(vigour)) for vigour in self.vigour)

    def improvement_pct(self, name: str = "depth", *, week: float | None = None) -> np.ndarray:
        """Return by how much depth, area or volume fell in each patient, (patients,). [%]"""
        if name not in UNITS:
            raise ValueError(f"quantity is {name!r}; it must be one of {tuple(UNITS)}")
        numbers = getattr(self, UNITS[name])
        if week is None:
            now = numbers[:, -1]
        elif not 0 <= week <= self.weeks[-1]:
            raise ValueError(f"week is {week!r}; it must lie from 0 to {self.weeks[-1]:g}")
        else:
            now = np.array([np.interp(week, self.weeks, row) for row in numbers])
        return 100 * (1 - now / np.maximum(numbers[:, 0], 1e-9))

    def band(self, name: str = "depth") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the 5 % line, the median and the 95 % line at every moment, each (moments,)."""
        if name not in UNITS:
            raise ValueError(f"quantity is {name!r}; it must be one of {tuple(UNITS)}")
        return tuple(np.percentile(getattr(self, UNITS[name]), [5, 50, 95], axis=0))

    def non_responders_pct(self, name: str = "depth") -> float:
        """Return the share of patients who gain less than a tenth. [%]"""
        return float(100 * (self.improvement_pct(name) < NO_RESPONSE_PCT).mean())


def run_cohort(
    scar: Section | Sequence[Section],
    plan: Plan,
    *,
    n: int = 200,
    seed: int = 1,
    vigour_spread: float = value("vigour_spread").typical,
    follow_up_weeks: float = 26,
    executor: Executor | None = None,
) -> Cohort:
    """Return what a plan does in many patients who heal differently.

    Parameters
    ----------
    scar
        The skin before the first session; or several, of which each patient has one by lot. They
        must share one grid.
    plan
        Which treatments, when.
    n
        Number of patients, 1 to 1,000,000.
    seed
        The same seed gives the same patients, with or without an executor.
    vigour_spread
        Standard deviation of the logarithm of healing vigour.
    follow_up_weeks
        Time after the last session. [weeks]
    executor
        Anything with the interface of `concurrent.futures.Executor`, to share out the patients.

    Raises
    ------
    ValueError
        If a number is out of range; nothing has been computed then.

    Notes
    -----
    What this leaves out: different hands, missed visits, complications. Vigour stands for all of
    them at once, and its spread is chosen, not measured.

    Examples
    --------
    >>> from toolkit import TREATMENTS, ice_pick
    >>> plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=2)
    >>> run_cohort(ice_pick(), plan, n=3, follow_up_weeks=4).depth_mm.shape[0]
    3
    """
    if n not in range(1, MOST_PATIENTS + 1):
        raise ValueError(f"n is {n!r}; it must be a whole number 1 to {MOST_PATIENTS}")
    if seed not in range(2**63):
        raise ValueError(f"seed is {seed!r}; it must be a whole number, zero or more")
    if not (np.isfinite(vigour_spread) and 0 <= vigour_spread <= 1):
        raise ValueError(f"vigour_spread is {vigour_spread!r}; it must lie from 0 to 1")
    checked_follow_up(follow_up_weeks)
    scars = _checked([scar] if isinstance(scar, Section) else list(scar))
    draw = np.random.default_rng(int(seed))
    vigour = np.clip(np.exp(vigour_spread * draw.standard_normal(int(n))), 0.05, 5)
    whose = draw.integers(len(scars), size=int(n))
    shares = _slices(int(n), AT_ONCE * -(-int(n) // (AT_ONCE * MOST_SHARES)))
    work = partial(_share, scars, plan, follow_up_weeks)
    lots = [whose[share] for share in shares], [vigour[share] for share in shares]
    done = (executor.map if executor else map)(work, *lots)
    return Cohort(vigour, *_gathered(done, shares))


def _checked(scars):
    if not scars:
        raise ValueError("scar is an empty list; it must hold at least one section")
    if any(scar.grid != scars[0].grid for scar in scars):
        raise ValueError("scar holds sections on different grids; they must share one")
    return scars


def _slices(n, length):
    return [slice(start, min(start + length, n)) for start in range(0, n, length)]


def _gathered(done, places):
    """Return the weeks and one array of all sizes, filled while the work is still going on."""
    for place, (weeks, sizes) in zip(places, done, strict=True):
        if place.start == 0:
            every = np.empty((len(sizes), places[-1].stop, len(weeks)), sizes.dtype)
        every[:, place] = sizes
    return weeks, *every


def _share(scars, plan, follow_up_weeks, whose, vigour):
    """Return the weeks and sizes of a share of the patients, computed part by part."""
    parts = _slices(len(vigour), AT_ONCE)
    done = (_part(scars, whose[part], vigour[part], plan, follow_up_weeks) for part in parts)
    weeks, *sizes = _gathered(done, parts)
    return weeks, np.array(sizes)


def _part(scars, whose, vigour, plan, follow_up_weeks):
    """Return the weeks, and depth, area and volume of some patients, (3, patients, moments)."""
    skin, weeks, sizes = _stacked(scars, whose), [], []
    for week, section in moments(skin, plan, follow_up_weeks, patient=Patient(), vigour=vigour):
        weeks.append(week)
        sizes.append(sizes_of(section.grid, surface_mm(section)))
    return np.array(weeks), np.moveaxis(np.array(sizes), 0, -1)


def _stacked(scars, whose):
    """Return the patients' scars as one section with a leading axis."""
    fields = {name: np.stack([getattr(scars[i], name) for i in whose]) for name in FIELDS}
    return replace(scars[0], **fields)


def shares_pct(improvement_pct: Sequence[float], edges: Sequence[float]) -> np.ndarray:
    """Return the share of patients below, between and above rising edges, (edges + 1,). [%]

    Examples
    --------
    >>> shares_pct([10, 40, 60, 60], [30, 50])
    array([25., 25., 50.])
    """
    places = np.searchsorted(np.asarray(edges, float), np.asarray(improvement_pct), side="right")
    return 100 * np.bincount(places, minlength=len(edges) + 1) / len(improvement_pct)
