"""TCA CROSS: strong acid set into a scar on a pointed stick, wounding its wall."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import openness, solid, surface_mm
from toolkit.treatments.checks import check_range
from toolkit.treatments.reach import soaked

CAPILLARY_MM = value("cross_capillary").typical
PENETRATION_MM = value("cross_penetration").typical
POWER = value("cross_concentration_power").typical
FLOOR = value("cross_floor").typical
FILM_MM = value("cross_film").typical
SCAR_FROM_MM = 0.05  #: shallower dips get no acid


@dataclass(frozen=True, kw_only=True)
class TcaCross:
    """Wound the wall of each narrow scar with trichloroacetic acid; a clot forms in the pit.

    Acid stays where the lumen is narrow enough to hold a drop, and under the tip of the stick.
    From there it kills tissue to a depth that grows with its strength.

    Parameters
    ----------
    percent
        Strength of the acid. [%]
    tip_mm
        Width of the stick's point. [mm]

    Notes
    -----
    What this leaves out: acid that runs out over the rim, missed scars, an uneven hand.
    """

    writes = frozenset({"signal", "clot"})

    percent: float = value("tca_percent").typical
    tip_mm: float = value("cross_tip").typical

    def __post_init__(self):
        check_range(self, "percent", 10, 100)
        check_range(self, "tip_mm", 0.1, 1.0)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the frost; healing comes later."""
        tissue = solid(section.collagen)
        lumen = (1 - tissue) * openness(section)
        acid = lumen * _held(section, lumen, self.tip_mm)
        strength = (self.percent / 100) ** POWER
        soaking = soaked(acid, section.grid, reach_mm=strength * PENETRATION_MM)
        wound = tissue * np.minimum(2 * soaking, 1)
        return section.with_fields(
            signal=np.maximum(section.signal, wound),
            clot=np.maximum(section.clot, strength * acid),
        )


def _held(section, lumen, tip_mm):
    """Return how much acid each place of a lumen holds, 0-1: by capillarity or under the tip."""
    surface = surface_mm(section)
    if surface.ndim > 1:
        return np.array([_held_by(section, *each, tip_mm) for each in zip(lumen, surface)])
    return _held_by(section, lumen, surface, tip_mm)


def _held_by(section, lumen, surface, tip_mm):
    held = np.zeros_like(lumen)
    for scar in _scars(surface):
        width = (
            lumen[:, scar].sum(axis=1) * section.grid.dx_mm * (2 if section.grid.is_round else 1)
        )
        by_itself = 1 / (1 + (width / CAPILLARY_MM) ** 4)
        held[:, scar] = np.maximum(by_itself[:, None], _under_tip(section, surface, scar, tip_mm))
    return held


def _under_tip(section, surface, scar, tip_mm):
    """Return where the stick leaves a film of acid: on the places that are nearly deepest."""
    grid, x, depth = section.grid, section.grid.x_mm[scar], -surface[scar]
    floor = x[depth >= (1 - FLOOR) * depth.max()]
    beside = np.abs(x[:, None] - floor).min(axis=1) - tip_mm / 2
    above = depth - grid.z_mm[:, None] - FILM_MM
    wet = np.clip(0.5 - beside / grid.dx_mm, 0, 1) * np.clip(0.5 - above / grid.dz_mm, 0, 1)
    return wet.astype(surface.dtype)


def _scars(surface):
    """Return the columns of each dip in the surface, as slices."""
    sunk = np.concatenate([[False], surface < -SCAR_FROM_MM, [False]])
    edges = np.flatnonzero(sunk[1:] != sunk[:-1])
    return [slice(start, stop) for start, stop in edges.reshape(-1, 2)]
