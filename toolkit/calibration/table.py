"""The main table: what each treatment does to each scar, half a year after its last session."""

from toolkit.calibration.scars import scar
from toolkit.course import run_course
from toolkit.plan import Plan
from toolkit.treatments import TREATMENTS

COLUMNS = ("ice_pick", "boxcar_shallow", "boxcar_deep", "rolling")
PLANS = {
    "tca_cross x4": ("tca_cross", {}, 4),
    "fractional_co2 x3": ("fractional_co2", {}, 3),
    "fractional_erbium x4": ("fractional_erbium", {}, 4),
    "nonablative_fractional x3": ("nonablative_fractional", {}, 3),
    "rf_microneedling x3": ("rf_microneedling", {}, 3),
    "microneedling x4": ("microneedling", {}, 4),
    "ablative_laser co2": ("ablative_laser", {"device": "co2"}, 1),
    "ablative_laser erbium": ("ablative_laser", {"device": "erbium"}, 1),
    "subcision x2": ("subcision", {}, 2),
    "filler": ("filler", {}, 1),
    "punch_excision": ("punch_excision", {}, 1),
    "punch_excision open": ("punch_excision", {"closure": "secondary"}, 1),
    "punch_elevation": ("punch_elevation", {}, 1),
    "topical retinoid": ("topical", {"agent": "retinoid"}, 1),
}
CELLS = tuple((plan, column) for plan in PLANS for column in COLUMNS)


def main_table() -> dict[tuple[str, str], float]:
    """Return the gain in depth for every plan and scar. [%]"""
    return {cell: _gain_pct(*cell) for cell in CELLS}


def _gain_pct(plan, column):
    name, knobs, sessions = PLANS[plan]
    plan = Plan.every(TREATMENTS[name](**knobs), sessions=sessions, weeks_apart=4)
    return run_course(scar(column), plan).improvement_pct("depth")
