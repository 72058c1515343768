"""Fractional CO2 laser: narrow columns of skin vaporised and heated, the skin between spared."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import crossed, openness, solid
from toolkit.treatments.checks import check_range

ABLATED = value("fractional_co2_ablated").typical
CRUST_MM = value("fractional_co2_crust").typical
FRONT_MM = 0.1  #: over which the ends of the columns differ


@dataclass(frozen=True, kw_only=True)
class FractionalCO2:
    """Wound a share of the skin in columns that run straight down from wherever the beam lands.

    The columns are spread over all cells as a coverage; a beam that falls into a pit starts to
    wound at its floor.

    Parameters
    ----------
    column_depth_mm
        Length of a column in tissue. [mm]
    coverage
        Share of the skin that lies in columns, 0.01-0.5.

    Notes
    -----
    What this leaves out: tightening by heat on the spot, overlap of pulses, shrunken columns.
    The vaporised part closes within days, so only its clot is kept and no height is lost.
    """

    writes = frozenset({"signal", "clot"})

    column_depth_mm: float = value("fractional_co2_depth").typical
    coverage: float = value("fractional_co2_coverage").typical

    def __post_init__(self):
        check_range(self, "column_depth_mm", 0.1, 2.0)
        check_range(self, "coverage", 0.01, 0.5)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the laser; healing comes later."""
        tissue = solid(section.collagen)
        here = tissue * section.grid.dz_mm
        crossed_mm = crossed(here) - here / 2
        wounded = self.coverage * np.clip(
            0.5 + (self.column_depth_mm - crossed_mm) / FRONT_MM, 0, 1
        )
        wound = (tissue * wounded).astype(tissue.dtype)
        lumen = (1 - tissue) * openness(section)
        crust = lumen * _raised(wound, section.grid.dz_mm)
        return section.with_fields(
            signal=np.minimum(section.signal + wound, 1),
            clot=np.minimum(section.clot + ABLATED * wound + crust, 1),
        )


def _raised(wound, dz_mm):
    """Return the crust over each wounded place: it stands upright, a cell a step, and thins out."""
    crust, thinning = np.zeros_like(wound), float(np.exp(-dz_mm / CRUST_MM))
    for row in range(len(wound) - 2, -1, -1):
        crust[row] = np.maximum(wound[row + 1], crust[row + 1]) * thinning
    return crust
