"""Plans to compare by name: waiting, the usual course of each treatment, and some in sequence."""

from functools import cache

from toolkit import TREATMENTS, Plan
from toolkit.evidence import value
from toolkit.explorers.knobs import apart_row, sessions_of, treatment_words

WAIT, NONE = "wait", "none"
PAUSE_WEEKS = 8  #: between two treatments of a sequence
#: One treatment after the other.
SEQUENCES = {
    "cross_then_laser": ("tca_cross", "fractional_co2"),
    "subcision_then_rf": ("subcision", "rf_microneedling"),
    "punch_then_laser": ("punch_excision", "fractional_co2"),
}
SEQUENCE_WORDS = {
    "cross_then_laser": "CROSS, then fractional CO2",
    "subcision_then_rf": "Subcision, then RF needling",
    "punch_then_laser": "Punch excision, then CO2",
}


def plan_words() -> dict[str, str]:
    """Return every plan with its words."""
    return {WAIT: "No treatment"} | treatment_words() | SEQUENCE_WORDS


@cache
def plan_of(name: str) -> Plan:
    """Return a plan by its name.

    Raises
    ------
    ValueError
        If there is no such plan.
    """
    if name not in plan_words():
        raise ValueError(f"plan is {name!r}; it must be one of {', '.join(plan_words())}")
    if name == WAIT:
        return Plan(())
    if name in SEQUENCES:
        first, second = map(_usual, SEQUENCES[name])
        return first.then(second, weeks_later=PAUSE_WEEKS)
    return _usual(name)


def _usual(treatment):
    weeks_apart = int(value(apart_row(treatment)).typical)
    sessions = sessions_of(treatment)
    return Plan.every(TREATMENTS[treatment](), sessions=sessions, weeks_apart=weeks_apart)
