"""What the two punches share: which scars fit under one, where it cuts, and what the cut leaves."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from toolkit.evidence import value
from toolkit.measures import SCAR_FROM_MM, measure_surface, territories
from toolkit.section import FIELDS, Section
from toolkit.surface import solid, surface_mm
from toolkit.treatments.pores import without_pores
from toolkit.treatments.wounds import joined

NARROWEST_MM, WIDEST_MM = value("punch_diameter").low, value("punch_diameter").high
MARGIN_MM = value("punch_margin").typical
EDGE_MM = value("lumen_edge").typical
REACH_MM = value("punch_wound_reach").typical
DRAWN_MM = value("punch_drawn_from").typical
HELD_FROM_MM = value("punch_held_from").typical


class Cut(NamedTuple):
    """A cylinder of skin: where its axis stands, how wide it is and how deep. [mm]"""

    centre_mm: float
    radius_mm: float
    depth_mm: float
    still_mm: float  #: skin farther from the axis keeps still when the edges are drawn together

    def outside_mm(self, grid) -> np.ndarray:
        """Return how far each cell lies outside the cylinder; negative within, (rows, columns)."""
        beside = np.abs(grid.x_mm - self.centre_mm) - self.radius_mm
        below = (grid.z_mm - self.depth_mm)[:, None]
        outside = np.hypot(np.maximum(beside, 0), np.maximum(below, 0))
        return np.where(outside > 0, outside, np.maximum(beside, below))

    def inside(self, grid) -> np.ndarray:
        """Return which share of each cell the cylinder holds; its edge is as soft as a scar's."""
        return np.clip(0.5 - self.outside_mm(grid) / EDGE_MM, 0, 1)


def cuts_of(
    section: Section, surface: np.ndarray, *, punch_mm: float, level: float, margin_mm: float
) -> Iterator[tuple[Cut, np.ndarray]]:
    """Yield the cut for each scar that fits, and the scar's surface alone, (columns,).

    A scar is as wide as it is at a `level` of its depth. The punch reaches the fat, or the end of
    the tract where that lies deeper. A scar that bands hold down is left to subcision.
    """
    for own in territories(surface):
        scar = np.where(own, surface, 0)
        left, right = _edges_mm(section.grid, -scar, level)
        if right - left <= punch_mm and section.tether_mm[own].max() < HELD_FROM_MM:
            width = min(max(right - left + 2 * margin_mm, NARROWEST_MM), punch_mm)
            cut = Cut((left + right) / 2, width / 2, _depth_mm(section, scar), 0.0)
            yield cut._replace(still_mm=_still_mm(section.grid, cut, own)), scar


def _edges_mm(grid, dip, level):
    """Return where a scar begins and ends; a round one lies around the axis."""
    sunk = np.flatnonzero(dip >= level * dip.max())
    right = _crossing_mm(grid, dip, level, sunk[-1], 1)
    return (
        (-right, right) if grid.is_round else (_crossing_mm(grid, dip, level, sunk[0], -1), right)
    )


def _crossing_mm(grid, dip, level, last, way):
    """Return where, from the last sunken column on, the dip falls under the level."""
    after = last + way
    if not 0 <= after < grid.columns:
        return grid.x_mm[last] + way * grid.dx_mm / 2
    share = (dip[last] - level * dip.max()) / (dip[last] - dip[after])
    return grid.x_mm[last] + way * share * grid.dx_mm


def _depth_mm(section, scar):
    """Return how deep the punch goes."""
    hollow = solid(section.collagen[:, scar < -SCAR_FROM_MM]) < 0.5
    tract = (hollow.any(axis=1) * section.grid.z_mm).max() + MARGIN_MM
    return float(min(max(section.layers.skin_mm, tract), section.grid.depth_mm))


def _still_mm(grid, cut, own):
    """Return how far from the axis skin is drawn in: not beyond midway to the next scar."""
    beside = grid.x_mm[~own]
    nearest = np.abs(beside - cut.centre_mm).min() if beside.size else np.inf
    return float(np.clip(nearest, cut.radius_mm + grid.dx_mm, cut.radius_mm + DRAWN_MM))


def flat_share(grid, scar: np.ndarray) -> float:
    """Return which part of a scar's mouth is floor."""
    return measure_surface(grid, scar).floor_share


def wounded(section: Section, distance_mm: np.ndarray, *, strength: float) -> np.ndarray:
    """Return the signal with a cut added, which fades with the distance from it.

    Tissue feels it, and so does fresh clot, whose platelets carry it.
    """
    holds = np.maximum(solid(section.collagen), section.clot)
    wound = strength * np.exp(-((distance_mm / REACH_MM) ** 2)) * holds
    return joined(section.signal, wound.astype(section.signal.dtype))


def each_patient(section: Section, treat: Callable[[Section, np.ndarray], Section]) -> Section:
    """Return what treating each patient's slice and surface gives, stacked again if many.

    The surface is level at pores.
    """
    surface = without_pores(section.grid, surface_mm(section))
    if surface.ndim == 1:
        return treat(section, surface)
    treated = [treat(_patient(section, i), surface[i]) for i in range(len(section.collagen))]
    fields = {name: np.stack([getattr(one, name) for one in treated]) for name in FIELDS}
    return section.with_fields(**fields)


def _patient(section, number):
    fields = {}
    for name, kind in FIELDS.items():
        field = getattr(section, name)
        fields[name] = field[number] if field.ndim > (2 if kind == "cell" else 1) else field
    return section.with_fields(**fields)
