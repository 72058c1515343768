"""How strong a treatment is: how deep and how dense it wounds, and what a plan adds up to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.safety.facts import Visit
from toolkit.section import Section
from toolkit.surface import surface_mm

#: Which knob says how deep a treatment goes, and which row how deep is usual.
DEPTHS = {
    "fractional_co2": ("column_depth_mm", "fractional_co2_depth"),
    "fractional_erbium": ("column_depth_mm", "fractional_erbium_depth"),
    "nonablative_fractional": ("column_depth_mm", "nonablative_depth"),
    "rf_microneedling": ("needle_mm", "rf_needle_depth"),
    "microneedling": ("needle_mm", "microneedling_length"),
    "subcision": ("plane_mm", "subcision_plane"),
    "filler": ("depth_mm", "filler_depth"),
}
#: Which row says how dense is usual.
COVERAGES = {
    "fractional_co2": "fractional_co2_coverage",
    "fractional_erbium": "fractional_erbium_coverage",
    "nonablative_fractional": "nonablative_coverage",
    "rf_microneedling": "rf_coverage",
    "microneedling": "microneedling_coverage",
}
DAYS_A_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How strong one treatment of a plan is; None where that has no meaning."""

    depth_mm: float | None  #: how deep it goes
    usual_mm: float | None  #: the deepest that its evidence row calls usual
    coverage: float | None  #: share of the skin that it wounds
    usual_coverage: float | None  #: the most that its evidence row calls usual
    planed_share: float | None  #: of the skin's thickness, planed off so far in the plan
    rise_mm: float | None  #: how far gel lifts skin above its healthy level, with earlier gel;
    #: infinite where the tissue would not take it


def doses_of(section: Section, visits: Sequence[Visit]) -> tuple[Dose, ...]:
    """Return the dose of every treatment of a plan, in the order in which it is done."""
    planed_mm = np.cumsum([_planed_mm(visit) for visit in visits])
    rises_mm = _rises_mm(section, visits)
    return tuple(
        Dose(
            depth_mm=_depth_mm(visit),
            usual_mm=_usual_mm(visit),
            coverage=getattr(visit.treatment, "coverage", None) if visit.name else None,
            usual_coverage=value(COVERAGES[visit.name]).high if visit.name in COVERAGES else None,
            planed_share=float(planed / section.layers.skin_mm),
            rise_mm=rise,
        )
        for visit, planed, rise in zip(visits, planed_mm, rises_mm)
    )


def _depth_mm(visit):
    if visit.name == "ablative_laser":
        return (visit.treatment.depth_um + visit.treatment.heat_um) / 1000
    return getattr(visit.treatment, DEPTHS[visit.name][0]) if visit.name in DEPTHS else None


def _usual_mm(visit):
    if visit.name == "ablative_laser":
        heat = value(f"ablative_heat_{visit.treatment.device}")
        return value("ablative_depth").high + heat.high
    return value(DEPTHS[visit.name][1]).high if visit.name in DEPTHS else None


def _planed_mm(visit):
    return visit.treatment.depth_um / 1000 if visit.name == "ablative_laser" else 0.0


def _rises_mm(section, visits):
    """Return how proud the skin stands after each filler of a plan; None after anything else.

    Only gel is followed, and it fades between sessions; no other treatment changes the skin here.
    """
    rises_mm, week = [], 0.0
    for visit in visits:
        rise_mm = None
        if visit.name == "filler":
            section, week = _later(section, days=DAYS_A_WEEK * (visit.week - week)), visit.week
            section, rise_mm = _filled(section, visit.treatment)
        rises_mm.append(rise_mm)
    return rises_mm


def _filled(section, filler):
    """Return the section with the gel, and how proud it stands; too much gel is refused."""
    try:
        section = filler.apply(section)
    except ValueError:
        return section, np.inf
    return section, float(surface_mm(section).max())


def _later(section, *, days):
    """Return the section with what is left of its gel some days later."""
    left = np.exp(-section.filler_fading_per_day * days).astype(section.filler.dtype)
    return section.with_fields(filler=section.filler * left)
