"""Punch elevation: the sound floor of a pit, cut free and lifted to the level of its rim."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import FIELDS, Section
from toolkit.surface import solid
from toolkit.treatments.checks import check_range, check_section
from toolkit.treatments.punch import (
    EDGE_MM,
    NARROWEST_MM,
    WIDEST_MM,
    cuts_of,
    each_patient,
    flat_share,
    wounded,
)
from toolkit.treatments.wounds import joined

EMPTY = value("empty_lumen").typical
FLAT = value("flat_floor_share").typical
SOUND = value("sound_floor").typical
WOUND = value("punch_open_wound").typical
NO_TISSUE = (
    0.05  #: less solid than this is open lumen: a tenth of `SOUND`, and no tissue is so thin
)
FLOOR = 0.5  #: where the floor ends: a wall has half its height in the middle of its soft edge
PLUG = tuple(name for name, kind in FIELDS.items() if kind == "cell")  #: what rises with it


@dataclass(frozen=True, kw_only=True)
class PunchElevation:
    """Lift the floor of each steep pit that fits under a punch; a clot fills the gap below.

    The punch is as wide as the floor. A pit without a flat and sound floor, or wider than the
    widest punch, stays as it is.

    Parameters
    ----------
    punch_mm
        Width of the widest punch at hand. [mm]

    Notes
    -----
    The floor is lifted as one piece, with all that is in it, to the level of healthy skin. A scar
    that bands hold down is left to subcision. What this leaves out: a plug that dies, sinks back
    or heals too high; a difference in colour between plug and rim. The clot below carries nothing
    until tissue has grown into it, so that the floor first sinks a little; in life a strip or glue
    holds it.

    Examples
    --------
    An ice pick scar has no floor to lift:

    >>> from toolkit import ice_pick
    >>> scar = ice_pick()
    >>> bool((PunchElevation().apply(scar).collagen == scar.collagen).all())
    True
    """

    writes = frozenset(PLUG)

    punch_mm: float = value("punch_diameter").typical

    def __post_init__(self):
        check_range(self, "punch_mm", NARROWEST_MM, WIDEST_MM)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the floor was set; healing comes later."""
        check_section(self, section)
        return each_patient(section, self._lifted)

    def _lifted(self, section, surface):
        found = cuts_of(section, surface, punch_mm=self.punch_mm, level=FLOOR, margin_mm=0.0)
        for cut, scar in found:
            if flat_share(section.grid, scar) >= FLAT:
                section = _raised(section, cut, scar)
        return section


def _raised(section, cut, scar):
    """Return the skin with one plug raised to the rim, if it is sound."""
    grid = section.grid
    floor = np.abs(grid.x_mm - cut.centre_mm) < cut.radius_mm
    weight = floor * grid.column_size / (floor * grid.column_size).sum()
    lift_mm = float(-scar @ weight)
    if lift_mm >= cut.depth_mm or _soundness(section, cut) < SOUND:
        return section
    return _set(section, cut, lift_mm)


def _soundness(section, cut):
    """Return how dense the matrix of the plug is, its open lumen left out."""
    matrix = solid(section.collagen)
    tissue = cut.inside(section.grid) * (matrix > NO_TISSUE) * section.grid.cell_size
    return float((matrix * tissue).sum() / max(tissue.sum(), 1e-9))


def _set(section, cut, lift_mm):
    """Return the skin with the plug up, a clot in the gap below it, and every cut face wounded."""
    grid, dtype = section.grid, section.collagen.dtype
    gap = np.clip(0.5 + (grid.z_mm - cut.depth_mm + lift_mm) / EDGE_MM, 0, 1)[:, None]
    plug, fields = cut.inside(grid), {}
    for name in PLUG:
        before, left = getattr(section, name), EMPTY if name == "collagen" else 0.0
        higher = _higher(before, lift_mm / grid.dz_mm)
        fields[name] = (before + plug * (higher + gap * (left - higher) - before)).astype(dtype)
    fields["clot"] = joined(fields["clot"], (gap * plug).astype(dtype))
    lifted = section.with_fields(**fields)
    cut_mm = np.abs(cut.outside_mm(grid))
    cut_mm = np.minimum(cut_mm, np.hypot(*_from_gap_mm(grid, cut, lift_mm)))
    return lifted.with_fields(signal=wounded(lifted, cut_mm, strength=WOUND))


def _from_gap_mm(grid, cut, lift_mm):
    """Return how far each cell lies from the gap under the plug, across and down. [mm]"""
    across = np.maximum(np.abs(grid.x_mm - cut.centre_mm) - cut.radius_mm, 0)
    top, bottom = cut.depth_mm - lift_mm, cut.depth_mm
    down = np.maximum(np.maximum(top - grid.z_mm, grid.z_mm - bottom), 0)
    return across, down[:, None]


def _higher(field, cells):
    """Return a field moved up by some cells, whole or not."""
    place = np.minimum(np.arange(len(field)) + cells, len(field) - 1)
    before = np.minimum(place.astype(int), len(field) - 2)
    return field[before] + (place - before)[:, None] * (field[before + 1] - field[before])
