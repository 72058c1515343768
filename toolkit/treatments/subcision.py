"""Subcision: a needle swept in one plane under a scar, cutting the bands that hold it down."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import solid, surface_mm
from toolkit.treatments.checks import check_range, check_section
from toolkit.treatments.pores import without_pores
from toolkit.treatments.wounds import joined

WOUND = value("subcision_wound").typical
FULL_FROM_MM = value("subcision_full_from").typical


@dataclass(frozen=True, kw_only=True)
class Subcision:
    """Cut fibrous bands in one plane and leave a bruise there, under the sunken skin only.

    Parameters
    ----------
    plane_mm
        Depth of the needle. [mm]
    reach_mm
        Half the thickness of the bruised layer. [mm]
    cut
        Share of the bands that one session cuts, 0-1.

    Notes
    -----
    What this leaves out: bands that grow back, suction, nodules, the entry point.
    """

    writes = frozenset({"tether_mm", "signal"})

    plane_mm: float = value("subcision_plane").typical
    reach_mm: float = value("subcision_reach").typical
    cut: float = value("subcision_cut").typical

    def __post_init__(self):
        check_range(self, "plane_mm", 0.3, 3.0)
        check_range(self, "reach_mm", 0.05, 0.5)
        check_range(self, "cut", 0, 1)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the needle leaves; healing comes later."""
        check_section(self, section)
        distance = (section.grid.z_mm - self.plane_mm) / self.reach_mm
        under = _sunken(section)[..., None, :] * np.exp(-(distance**2))[:, None]
        bruise = (WOUND * under * solid(section.collagen)).astype(section.signal.dtype)
        return section.with_fields(
            tether_mm=(1 - self.cut) * section.tether_mm,
            signal=joined(section.signal, bruise),
        )


def _sunken(section):
    """Return which columns lie under sunken skin, 0-1: fully from some depth on."""
    surface = without_pores(section.grid, surface_mm(section))
    return np.clip(-surface / FULL_FROM_MM, 0, 1)
