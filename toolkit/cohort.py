"""Many patients: the same plan in skins, and on scars, that differ."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from toolkit.checks import check_kind, check_number, check_whole, check_word
from toolkit.course import EACH, checked, moments
from toolkit.evidence import value
from toolkit.measures import fallen_pct, sizes_of, territories
from toolkit.patient import Patient
from toolkit.plan import Plan, Session
from toolkit.section import FIELDS, Section, check_one
from toolkit.surface import surface_mm

MOST_PATIENTS = 1_000_000
AT_ONCE = 64  #: patients in one array; more would leave the processor's cache
MOST_SHARES = 256  #: into which an executor's work is cut; each carries the scars along
UNITS = dict(zip(EACH, ("depth_mm", "area_mm2", "volume_mm3")))
AVERAGE = Patient()
LEAST_VIGOUR, MOST_VIGOUR = 0.05, 5.0  #: so that a rare draw is still a patient
NO_RESPONSE_PCT = value("no_response_below").typical  #: who gains less did not respond


@dataclass(frozen=True, eq=False)
class Cohort:
    """What a plan did to each of many patients."""

    vigour: np.ndarray  #: (patients,) healing vigour
    weeks: np.ndarray  #: (moments,) since the first session
    depth_mm: np.ndarray  #: (patients, moments)
    area_mm2: np.ndarray  #: (patients, moments)
    volume_mm3: np.ndarray  #: (patients, moments)
    of_each: np.ndarray | None = None  #: (3, patients, scars, 2) the same, first and last
    patient: Patient = AVERAGE  #: what all patients have in common

    @property
    def patients(self) -> tuple[Patient, ...]:
        """The patients, (patients,)."""
        return tuple(replace(self.patient, vigour=float(vigour)) for vigour in self.vigour)

    def improvement_pct(self, name: str = "depth", *, week: float | None = None) -> np.ndarray:
        """Return by how much depth, area or volume fell in each patient, (patients,). [%]

        Where there was nothing at first, the answer is 0. In skin with several scars the depth is
        that of whatever is deepest at the time: see `improvement_of_each_pct`.
        """
        check_word("quantity", name, UNITS)
        numbers = getattr(self, UNITS[name])
        if week is None:
            now = numbers[:, -1]
        else:
            check_number("week", week, 0, self.weeks[-1])
            now = np.array([np.interp(week, self.weeks, row) for row in numbers])
        return fallen_pct(name, numbers[:, 0], now)

    def improvement_of_each_pct(self, name: str = "depth") -> np.ndarray:
        """Return by how much each scar's depth, area or volume fell by the end, (patients, scars).

        In per cent. Scars are those of a patient's skin before, from left to right; NaN where a
        patient had fewer than another.
        """
        check_word("quantity", name, UNITS)
        first, last = np.moveaxis(self.of_each[EACH.index(name)], -1, 0)
        return np.where(np.isnan(first), np.nan, fallen_pct(name, first, last))

    def band(self, name: str = "depth") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the 5 % line, the median and the 95 % line at every moment, each (moments,)."""
        check_word("quantity", name, UNITS)
        return tuple(np.percentile(getattr(self, UNITS[name]), [5, 50, 95], axis=0))

    def non_responders_pct(self, name: str = "depth") -> float:
        """Return the share of patients who gain less than a tenth. [%]"""
        return float(100 * (self.improvement_pct(name) < NO_RESPONSE_PCT).mean())


def run_cohort(
    scar: Section | Sequence[Section],
    plan: Plan | Sequence[Session],
    *,
    patient: Patient | None = None,
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
    patient
        What all patients have in common; vigour is that of the middle one.
    n
        Number of patients, 1 to 1,000,000.
    seed
        The same seed gives the same patients, with or without an executor.
    vigour_spread
        Standard deviation of the logarithm of healing vigour.
    follow_up_weeks
        Time after the last session; a cream is not used for longer. [weeks]
    executor
        Anything with the interface of `concurrent.futures.Executor`, to share out the patients.

    Raises
    ------
    ValueError
        If a number is out of range, or a scar holds many patients; nothing has been computed then.

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
    n = check_whole("n", n, 1, MOST_PATIENTS)
    seed = check_whole("seed", seed, 0, 2**63, must="be a whole number, zero or more")
    check_number("vigour_spread", vigour_spread, 0, 1)
    plan, patient = checked(plan, patient, follow_up_weeks)
    scars, share_out = _checked_scars(scar), _checked_map(executor)
    draw = np.random.default_rng(seed)
    vigour = patient.vigour * np.exp(vigour_spread * draw.standard_normal(n))
    vigour = np.clip(vigour, LEAST_VIGOUR, MOST_VIGOUR)
    whose = draw.integers(len(scars), size=n)
    shares = _slices(n, AT_ONCE * -(-n // (AT_ONCE * MOST_SHARES)))
    work = partial(_share, scars, plan, follow_up_weeks, patient)
    lots = [whose[share] for share in shares], [vigour[share] for share in shares]
    weeks, sizes, of_each = _gathered(share_out(work, *lots), shares)
    return Cohort(vigour, weeks, *sizes, of_each, patient)


def _checked_map(executor):
    if executor is None:
        return map
    check_kind("executor", getattr(executor, "map", executor), Callable, "have a method map")
    return executor.map


def _checked_scars(scar):
    scars = [scar] if isinstance(scar, Section) else scar
    check_kind("scar", scars, Sequence, "be a Section, or several")
    if not scars:
        raise ValueError("scar is an empty list; it must hold at least one section")
    for one in scars:
        check_one(one, "scar")
    if any(scar.grid != scars[0].grid for scar in scars):
        raise ValueError("scar holds sections on different grids; they must share one")
    return list(scars)


def _slices(n, length):
    return [slice(start, min(start + length, n)) for start in range(0, n, length)]


def _gathered(done, places):
    """Return the weeks and each array of all sizes, filled while the work is still going on.

    Arrays are (3, patients, ...); what comes in is those of one place after the other.
    """
    whole = None
    for place, (weeks, *arrays) in zip(places, done, strict=True):
        whole = whole or (weeks, *(_room_for(array, places[-1].stop) for array in arrays))
        for every, array in zip(whole[1:], arrays):
            every[:, place] = array
    return whole


def _room_for(array, patients):
    return np.empty((array.shape[0], patients, *array.shape[2:]), array.dtype)


def _share(scars, plan, follow_up_weeks, patient, whose, vigour):
    """Return the weeks and sizes of a share of the patients, computed part by part."""
    parts = _slices(len(vigour), AT_ONCE)
    own = _shared_out(scars)
    done = (
        _part(scars, own, whose[part], vigour[part], plan, follow_up_weeks, patient)
        for part in parts
    )
    return _gathered(done, parts)


def _part(scars, own, whose, vigour, plan, follow_up_weeks, patient):
    """Return the weeks, the sizes of some patients and those of each scar, first and last.

    Sizes are depth, area and volume, (3, patients, moments) and (3, patients, scars, 2).
    """
    skin, weeks, sizes = _stacked(scars, whose), [], []
    first = None
    for week, section in moments(skin, plan, follow_up_weeks, patient=patient, vigour=vigour):
        surface = surface_mm(section)
        first = surface if first is None else first
        weeks.append(week)
        sizes.append(sizes_of(section.grid, surface))
    ends = [_of_each(skin.grid, end, own[whose]) for end in (first, surface)]
    return np.array(weeks), np.moveaxis(np.array(sizes), 0, -1), np.stack(ends, axis=-1)


def _shared_out(scars):
    """Return which columns belong to which scar, (sections, scars, columns), as many for each."""
    own = [territories(surface_mm(scar)) for scar in scars]
    most = max(len(one) for one in own)
    return np.array([np.pad(one, ((0, most - len(one)), (0, 0))) for one in own])


def _of_each(grid, surface, own):
    """Return depth, area and volume of each scar, (3, patients, scars); NaN where there is none."""
    sizes = np.array(sizes_of(grid, np.where(own, surface[:, None], 0)))
    return np.where(own.any(axis=-1), sizes, np.nan)


def _stacked(scars, whose):
    """Return the patients' scars as one section with a leading axis."""
    fields = {name: np.stack([getattr(scars[i], name) for i in whose]) for name in FIELDS}
    return replace(scars[0], **fields)


def shares_pct(improvement_pct: Sequence[float], edges: Sequence[float]) -> np.ndarray:
    """Return the share of patients below, between and above rising edges, (edges + 1,). [%]

    Raises
    ------
    ValueError
        If there is no patient, a number is not one, or the edges do not rise.

    Examples
    --------
    >>> shares_pct([10, 40, 60, 60], [30, 50])
    array([25., 25., 50.])
    """
    improved, edges = _row("improvement_pct", improvement_pct), _row("edges", edges)
    if not improved.size:
        raise ValueError("improvement_pct is empty; it must hold at least one patient")
    if (np.diff(edges) <= 0).any():
        raise ValueError(f"edges is {edges.tolist()}; they must rise")
    places = np.searchsorted(edges, improved, side="right")
    return 100 * np.bincount(places, minlength=len(edges) + 1) / len(improved)


def _row(name, numbers):
    try:
        row = np.asarray(numbers, float)
    except (TypeError, ValueError):
        row = np.array(np.nan)
    if row.ndim != 1 or not np.isfinite(row).all():
        raise ValueError(f"{name} is {numbers!r}; it must be a row of finite numbers")
    return row
