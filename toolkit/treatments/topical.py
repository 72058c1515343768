"""Topical: a cream used at home every day, for weeks."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import in_tissue_mm, solid
from toolkit.treatments.checks import check_choice, check_range, check_section
from toolkit.treatments.wounds import joined


class Agent(NamedTuple):
    """What an agent does in a day: how strongly it stirs the dermis, how deep, and its colours."""

    signal_per_day: float = 0.0
    reach_mm: float = 0.1
    less_redness_per_day: float = 0.0
    less_pigment_per_day: float = 0.0
    sun_kept_off: float = 0.0


AGENTS = {
    "retinoid": Agent(
        signal_per_day=value("retinoid_signal").typical, reach_mm=value("retinoid_reach").typical
    ),
    "aha": Agent(
        signal_per_day=value("aha_signal").typical,
        reach_mm=value("aha_reach").typical,
        less_pigment_per_day=value("aha_less_pigment").typical,
    ),
    "bha": Agent(signal_per_day=value("bha_signal").typical, reach_mm=value("bha_reach").typical),
    "vitamin_c": Agent(
        less_redness_per_day=value("vitamin_c_less_redness").typical,
        less_pigment_per_day=value("vitamin_c_less_pigment").typical,
        sun_kept_off=value("vitamin_c_sun_kept_off").typical,
    ),
    "niacinamide": Agent(
        less_redness_per_day=value("niacinamide_less_redness").typical,
        less_pigment_per_day=value("niacinamide_less_pigment").typical,
    ),
    "sunscreen": Agent(sun_kept_off=value("sunscreen_sun_kept_off").typical),
}


@dataclass(frozen=True, kw_only=True)
class Topical:
    """Use one agent daily from the session on; how much of it lands is up to the patient.

    Parameters
    ----------
    agent
        ``"retinoid"``, ``"aha"`` or ``"bha"`` (fruit and salicylic acids), ``"vitamin_c"``,
        ``"niacinamide"`` or ``"sunscreen"``.
    weeks
        How long it is used, at most a year: nothing longer was tried on scars. [weeks]

    Notes
    -----
    Retinoids and acids stir the dermis under the surface, weakly and every day: a retinoid the
    papillary dermis, an acid hardly more than the epidermis. Vitamin C, niacinamide and sunscreen
    change colour only: no trial measured what they do to the depth of a scar, so it is zero here.
    Vitamin C kept ultraviolet light from darkening skin but faded nothing in 31 trials
    (DEDORMAEL2019); a trial in melasma saw lighter skin. What this leaves out: irritation that
    makes people stop, strength of the product, and acne that a retinoid prevents, which is its
    best proven good.

    References
    ----------
    ``value("retinoid_signal")``, ``value("sunscreen_sun_kept_off")`` and the rows beside them.

    Examples
    --------
    >>> Topical(agent="sunscreen").protects(Patient(sun=1.0)).sun < 0.5
    True
    """

    writes = frozenset({"signal", "redness", "pigment"})

    agent: str = "retinoid"
    weeks: float = value("topical_weeks").typical

    def __post_init__(self):
        check_choice(self, "agent", AGENTS)
        check_range(self, "weeks", 1, 52)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section as it was: the first day's use comes with the first day."""
        check_section(self, section)
        return section

    def applied(self, section: Section, patient: Patient, *, days: float) -> Section:
        """Return the section after some days' use, before those days heal."""
        check_section(self, section)
        agent, days = AGENTS[self.agent], days * patient.adherence
        fields = {}
        if agent.signal_per_day:
            rate = agent.signal_per_day * _depth_profile(section, agent.reach_mm)
            stirred = -np.expm1(-days * rate).astype(section.signal.dtype)  # days of use add up
            fields["signal"] = joined(section.signal, stirred)
        for name, rate in _colours(agent):
            colour = getattr(section, name)
            faded = colour.dtype.type(np.exp(-rate * days))
            fields[name] = np.where(colour > 0, colour * faded, colour)
        return section.with_fields(**fields)

    def protects(self, patient: Patient) -> Patient:
        """Return the patient with the sun that still reaches the skin."""
        return replace(
            patient, sun=patient.sun * (1 - AGENTS[self.agent].sun_kept_off * patient.adherence)
        )


def _colours(agent):
    rates = ("redness", agent.less_redness_per_day), ("pigment", agent.less_pigment_per_day)
    return [(name, rate) for name, rate in rates if rate]


def _depth_profile(section, reach_mm):
    """Return how much of a cream each place feels: it soaks in from wherever the skin is."""
    return solid(section.collagen) * np.exp(-((in_tissue_mm(section) / reach_mm) ** 2))
