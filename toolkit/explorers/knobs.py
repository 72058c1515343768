"""The knobs of every treatment: its own numbers, with limits from the evidence table.

A treatment is a dataclass whose numbers start at the typical value of an evidence row. The row is
found by that value and by its name, so a new treatment brings its knobs along.
"""

from dataclasses import fields
from functools import cache
from re import split

from toolkit import TREATMENTS
from toolkit.evidence import values
from toolkit.explorers.form import Form

#: In words; a treatment that is not here is called by its own name.
WORDS = {
    "tca_cross": "TCA CROSS (acid)",
    "fractional_co2": "Fractional CO2 laser",
    "ablative_laser": "Ablative laser, full field",
    "fractional_erbium": "Fractional erbium laser",
    "microneedling": "Microneedling",
    "nonablative_fractional": "Non-ablative fractional laser",
    "rf_microneedling": "Radiofrequency microneedling",
    "subcision": "Subcision (needle)",
    "punch_excision": "Punch excision",
    "punch_elevation": "Punch elevation",
    "filler": "Filler",
    "topical": "A cream or gel, daily",
}
KNOB_WORDS = {
    "percent": "Strength of the acid (%)",
    "tip_mm": "Tip of the stick (mm)",
    "column_depth_mm": "Depth of the columns (mm)",
    "coverage": "Share of the skin treated",
    "depth_um": "Thickness taken off (µm)",
    "needle_mm": "Length of the needles (mm)",
    "zone_mm": "Heated zone (mm)",
    "passes": "Passes",
    "plane_mm": "Depth of the needle (mm)",
    "reach_mm": "Half the bruised layer (mm)",
    "cut": "Share of the bands cut",
    "punch_mm": "Widest punch (mm)",
    "correction": "Share of the dip filled",
    "depth_mm": "Depth of the needle (mm)",
    "spread_mm": "Half the layer of gel (mm)",
    "weeks": "Weeks of use",
}
CHOICE_WORDS = {
    "device": ("Laser", {"co2": "CO2", "erbium": "Erbium, short pulses", "dual": "Erbium, dual"}),
    "closure": ("Closing", {"suture": "Stitched", "secondary": "Left open"}),
    "kind": (
        "Gel",
        {
            "ha": "Hyaluronic acid",
            "caha": "Calcium hydroxylapatite",
            "plla": "Poly-L-lactic acid",
            "pmma": "PMMA, stays",
        },
    ),
    "agent": (
        "Agent",
        {
            "retinoid": "Retinoid",
            "aha": "Fruit acid (AHA)",
            "bha": "Salicylic acid (BHA)",
            "vitamin_c": "Vitamin C",
            "niacinamide": "Niacinamide",
            "sunscreen": "Sunscreen",
        },
    ),
}
LEADING = ("cut", "agent", "device", "closure")  #: knobs that come first, in this order
STEPS = {
    "_um": 10,
    "coverage": 0.01,
    "percent": 5,
    "passes": 1,
    "weeks": 1,
    "cut": 0.1,
    "correction": 0.1,
}
#: Names that the scar or the plan has already: there the treatment's name goes before the knob's.
TAKEN = {"kind", "width_mm", "depth_mm", "site", "weeks"}
#: How often is usual, as a start to look at; and the row that says how far apart.
SESSIONS = {
    "tca_cross": 4,
    "ablative_laser": 1,
    "punch_excision": 1,
    "punch_elevation": 1,
    "filler": 1,
    "topical": 1,
}
APART = {
    "fractional_co2": "weeks_apart_fractional_ablative",
    "fractional_erbium": "weeks_apart_fractional_ablative",
    "ablative_laser": "weeks_apart_full_field",
    "nonablative_fractional": "weeks_apart_nonablative",
    "rf_microneedling": "weeks_apart_rf",
    "microneedling": "weeks_apart_microneedling",
    "subcision": "weeks_apart_subcision",
    "filler": "weeks_apart_filler",
    "punch_excision": "weeks_apart_punch",
    "punch_elevation": "weeks_apart_punch",
}


def treatment_words() -> dict[str, str]:
    """Return every treatment with its words."""
    return {name: WORDS.get(name, name.replace("_", " ").capitalize()) for name in TREATMENTS}


def sessions_of(treatment: str) -> int:
    """Return how many sessions of a treatment are usual."""
    return SESSIONS.get(treatment, 3)


def apart_row(treatment: str) -> str:
    """Return the evidence row of the weeks between two sessions."""
    return APART.get(treatment, "weeks_apart_cross")


def knobs_of(treatment: str) -> tuple[str, ...]:
    """Return the knobs of a treatment, the main ones first, by the names of its numbers."""
    offered = [one for one in fields(TREATMENTS[treatment]) if _is_knob(treatment, one)]
    names = [one.name for one in offered]
    return tuple(sorted(names, key=lambda name: LEADING.index(name) if name in LEADING else 99))


def ask_knobs(form: Form, treatment: str, names: tuple[str, ...]) -> None:
    """Ask for some knobs of a treatment."""
    for name in names:
        asked = knob_name(treatment, name)
        default = _defaults(treatment)[name]
        if name in CHOICE_WORDS:
            words, options = CHOICE_WORDS[name]
            form.choice(asked, words, options, start=default)
            continue
        row, scale = row_of(treatment, name)
        words = KNOB_WORDS.get(name, name.replace("_", " ").capitalize())
        form.number(asked, words, row, step=_step(name), scale=scale)


def tool_of(treatment: str, told: dict[str, object]) -> object:
    """Return a treatment with the knobs that are told by the names that `ask_knobs` gave them.

    Raises
    ------
    ValueError
        If there is no such treatment, or no such knob.
    """
    if treatment not in TREATMENTS:
        raise ValueError(f"treatment is {treatment!r}; it must be one of {', '.join(TREATMENTS)}")
    own = {knob_name(treatment, name): name for name in knobs_of(treatment)}
    others = sorted(told.keys() - own.keys())
    if others:
        raise ValueError(
            f"{treatment} has no knob called {others[0]!r}; it has {', '.join(own) or 'none'}"
        )
    return TREATMENTS[treatment](**{own[name]: number for name, number in told.items()})


def knob_name(treatment: str, name: str) -> str:
    """Return what a knob is called beside those of a scar and a plan."""
    return f"{treatment}_{name}" if name in TAKEN else name


@cache
def row_of(treatment: str, name: str) -> tuple[str, float] | None:
    """Return the evidence row of a treatment's number, and the number's unit in the row's unit."""
    scale = 1000.0 if name.endswith("_um") else 1.0
    default = _defaults(treatment)[name]
    if isinstance(default, str) or default is None:
        return None
    alike = [
        one
        for one in values()
        if abs(scale * one.typical - default) < 1e-9
        and one.low is not None
        and one.high is not None
    ]
    best = max(alike, key=lambda one: _likeness(one.name, treatment, name), default=None)
    return (best.name, scale) if best and _likeness(best.name, treatment, name) >= 1.5 else None


def _likeness(row, treatment, name):
    """How well a row's name fits: words of the treatment count twice, each for its length."""
    parts, own = set(split("_", row)), set(split("_", treatment))
    return 2 * len(parts & own) + len(parts & set(split("_", name))) - 0.1 * len(parts - own)


@cache
def _defaults(treatment):
    plain = TREATMENTS[treatment]()
    return {one.name: getattr(plain, one.name) for one in fields(plain)}


def _is_knob(treatment, one):
    return one.name in CHOICE_WORDS or row_of(treatment, one.name) is not None


def _step(name):
    return next((step for ending, step in STEPS.items() if name.endswith(ending)), 0.05)
