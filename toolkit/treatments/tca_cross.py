"""TCA CROSS: strong acid set into a scar on a pointed stick, wounding its wall."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import lumen, solid, surface_mm
from toolkit.treatments.checks import check_range, check_section
from toolkit.treatments.pores import without_pores
from toolkit.treatments.reach import deepest_near, opening_mm, soaked_from
from toolkit.treatments.wounds import joined

CAPILLARY_MM = value("cross_capillary").typical
PENETRATION_MM = value("cross_penetration").typical
POWER = value("cross_concentration_power").typical
FLOOR = value("cross_floor").typical
FILM_MM = value("cross_film").typical
SCAR_FROM_MM = value("scar_from_depth").typical
REFILLS = int(value("cross_refills").typical)
HOLDS_POWER = value("cross_capillary_power").typical
AROUND_MM = 1.5 * CAPILLARY_MM  #: how far around a place is looked; beyond, hardly any acid holds


@dataclass(frozen=True, kw_only=True)
class TcaCross:
    """Wound the wall of each narrow scar with trichloroacetic acid; a clot forms in the pit.

    Acid stays where the lumen is narrow enough to hold a drop, and under the tip of the stick.
    From there it soaks into the wall and kills tissue, the more the stronger it is.

    Parameters
    ----------
    percent
        Strength of the acid. [%]
    tip_mm
        Width of the stick's point. [mm]

    Notes
    -----
    A dip no larger than a pore gets no acid. What this leaves out: acid that runs out over the
    rim, missed scars, an uneven hand.
    """

    writes = frozenset({"signal", "clot", "redness"})

    percent: float = value("tca_percent").typical
    tip_mm: float = value("cross_tip").typical

    def __post_init__(self):
        check_range(self, "percent", 10, 100)
        check_range(self, "tip_mm", 0.1, 1.0)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the frost; healing comes later."""
        check_section(self, section)
        box, tissue = (..., *section.touched), solid(section.collagen)
        free, acid = np.zeros_like(tissue), np.zeros_like(tissue)
        free[box] = lumen(section)
        acid[box] = free[box] * _held(section, free[box], self.tip_mm)
        strength = (self.percent / 100) ** POWER
        soaking = soaked_from(
            strength * acid, free, section.grid, reach_mm=PENETRATION_MM, refills=REFILLS
        )
        return section.with_fields(
            signal=joined(section.signal, tissue * np.minimum(soaking, 1)),
            clot=joined(section.clot, strength * acid),
            redness=joined(section.redness, acid.max(axis=-2)),
        )


def _held(section, free, tip_mm):
    """Return how much acid each place of a lumen holds, 0-1: by capillarity or under the tip."""
    (rows, columns), grid = section.touched, section.grid
    depth_mm = -without_pores(grid, surface_mm(section))
    width = opening_mm(free, grid, up_to_mm=AROUND_MM)
    by_itself = 1 / (1 + (width / CAPILLARY_MM) ** HOLDS_POWER)
    z_mm = grid.z_mm[rows, None].astype(free.dtype)
    above_mm = free.sum(axis=-2, keepdims=True) * grid.dz_mm - z_mm - FILM_MM
    film = np.clip(0.5 - above_mm / grid.dz_mm, 0, 1)
    under_tip = _under_tip(grid, depth_mm, tip_mm)[..., None, columns]
    scarred = (depth_mm > SCAR_FROM_MM)[..., None, columns]
    return np.maximum(by_itself, under_tip * film) * scarred


def _under_tip(grid, depth_mm, tip_mm):
    """Return which columns the tip of the stick touches, 0-1: those nearly deepest, (columns,)."""
    deepest = deepest_near(depth_mm, grid, up_to_mm=AROUND_MM)
    beside_mm = _distance_mm(depth_mm >= (1 - FLOOR) * deepest, grid) - tip_mm / 2
    return np.clip(0.5 - beside_mm / grid.dx_mm, 0, 1).astype(depth_mm.dtype)


def _distance_mm(there, grid):
    """Return how far each column is from the nearest one that is there, (columns,). [mm]"""
    left = np.maximum.accumulate(np.where(there, grid.x_mm, -np.inf), axis=-1)
    right = np.minimum.accumulate(np.where(there, grid.x_mm, np.inf)[..., ::-1], axis=-1)
    return np.minimum(grid.x_mm - left, right[..., ::-1] - grid.x_mm)
