"""Fractional CO2 laser: narrow columns of skin vaporised and heated, the skin between spared."""

from dataclasses import dataclass

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.treatments.columns import AblativeColumns


@dataclass(frozen=True, kw_only=True)
class FractionalCO2(AblativeColumns):
    """Wound a share of the skin in columns that run straight down from wherever the beam lands.

    The columns are spread over all cells as a coverage; a beam that falls into a pit starts to
    wound at its floor, and a crust stands on that floor.

    Parameters
    ----------
    column_depth_mm
        Length of a column in tissue that lies level. [mm]
    coverage
        Share of the skin that lies in columns, 0.01-0.5.

    Notes
    -----
    On a steep wall the columns are shorter, as the beam is spread over more skin there: see
    `toolkit.treatments.columns.beam_mm`. What this leaves out: tightening by heat on the spot,
    overlap of pulses, shrunken columns, and a follicle that keeps a pore open.

    References
    ----------
    ``value("fractional_co2_depth")``, ``value("fractional_co2_coverage")``.
    """

    vaporised = value("fractional_co2_ablated").typical
    depths_mm = (0.1, 2.0)

    column_depth_mm: float = value("fractional_co2_depth").typical
    coverage: float = value("fractional_co2_coverage").typical

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the laser; healing comes later."""
        return self.ablated(section)
