"""The numbers that a ruler would give: depth, width, area, volume and wall of a scar."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from toolkit.evidence import value
from toolkit.grid import Grid
from toolkit.section import Section, check_one
from toolkit.surface import surface_mm

MOUTH = 0.1  #: the mouth is where the surface has sunk by this part of the depth
SCAR_FROM_MM = value("scar_from_depth").typical
#: Less than this at the start is nothing that could improve. [mm, mm2, mm3 or %]
NOTHING = {"depth": 1e-3, "width": 1e-3, "area": 1e-4, "volume": 1e-4, "visibility": 0.01}


@dataclass(frozen=True, kw_only=True)
class Measures:
    """How large the deepest scar of a section is."""

    depth_mm: float  #: deepest point below the healthy level, positive
    width_mm: float  #: of the mouth, where the surface lies a tenth of the depth down
    area_mm2: float  #: of all dips in the vertical section
    volume_mm3: float  #: of all dips; of one millimetre of trench where the slice is planar
    wall_deg: float  #: slope of the steeper wall between a quarter and three quarters of the depth
    floor_share: float  #: part of the mouth that lies below three quarters of the depth
    height_mm: float = 0.0  #: highest point above the healthy level, positive: too much filler


def measure(section: Section) -> Measures:
    """Return depth, width, area, volume and wall angle of the deepest scar in a section.

    Raises
    ------
    ValueError
        If the section holds many patients.

    Notes
    -----
    What this leaves out: the altered dermis under the floor, which histology would count in.

    Examples
    --------
    >>> from toolkit import healthy
    >>> abs(round(float(measure(healthy()).depth_mm), 3))
    0.0
    """
    check_one(section)
    return measure_surface(section.grid, surface_mm(section))


def measure_surface(grid: Grid, surface: np.ndarray) -> Measures:
    """Return the measures of a surface, (columns,), that lies on the columns of a grid. [mm]"""
    dip = np.maximum(-np.asarray(surface, float), 0)
    x, profile = _whole(grid, dip)
    depth = float(profile.max())
    left, right = _level_mm(x, profile, MOUTH * depth)
    low_left, low_right = _level_mm(x, profile, 0.75 * depth)
    high_left, high_right = _level_mm(x, profile, 0.25 * depth)
    run = max(min(low_left - high_left, high_right - low_right), 1e-9)
    width = right - left
    return Measures(
        depth_mm=depth,
        width_mm=width,
        area_mm2=float(profile.sum() * grid.dx_mm),
        volume_mm3=float((dip * grid.column_size).sum()),
        wall_deg=float(np.degrees(np.arctan2(depth / 2, run))) if depth > 1e-6 else 0.0,
        floor_share=(low_right - low_left) / width if width > 0 else 0.0,
        height_mm=max(float(np.max(surface)), 0.0),
    )


def measure_each(section: Section) -> tuple[Measures, ...]:
    """Return the measures of every scar in a section, from left to right.

    Notes
    -----
    What this leaves out: scars so near one another that no healthy skin lies between count as one.

    Examples
    --------
    >>> from toolkit import boxcar
    >>> [round(float(scar.depth_mm), 1) for scar in measure_each(boxcar())]
    [0.4]
    """
    check_one(section)
    surface = surface_mm(section)
    return tuple(
        measure_surface(section.grid, np.where(own, surface, 0)) for own in territories(surface)
    )


def scars_in(surface: np.ndarray) -> list[slice]:
    """Return the columns of each dip in a surface, (columns,), from left to right."""
    sunk = np.concatenate([[False], surface < -SCAR_FROM_MM, [False]])
    edges = np.flatnonzero(sunk[1:] != sunk[:-1])
    return [slice(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def territories(surface: np.ndarray) -> np.ndarray:
    """Return which columns belong to each scar, (scars, columns): up to midway to the next one."""
    scars = scars_in(surface)
    if not scars:
        return np.zeros((0, len(surface)), bool)
    between = [(one.stop + other.start) // 2 for one, other in pairwise(scars)]
    owner = np.searchsorted(between, np.arange(len(surface)), side="right")
    return owner == np.arange(len(scars))[:, None]


def sizes_of(grid: Grid, surface: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return depth, area and volume of many surfaces at once, (..., columns) to (...) each."""
    dip = np.maximum(-np.asarray(surface, float), 0)
    cut_mm = grid.dx_mm * (2 if grid.is_round else 1)
    return dip.max(axis=-1), dip.sum(axis=-1) * cut_mm, dip @ grid.column_size


def fallen_pct(name: str, first: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Return by how much one of the quantities in `NOTHING` fell, in per cent of the first.

    Where there was nothing at first, there is nothing to improve, and the answer is 0.

    Examples
    --------
    >>> fallen_pct("depth", np.array([2.0, 0.0]), np.array([0.5, 0.3])).tolist()
    [75.0, 0.0]
    """
    there = np.asarray(first) > NOTHING[name]
    return np.where(there, 100 * (1 - now / np.where(there, first, 1)), 0.0)


def _whole(grid, dip):
    """Return the profile from edge to edge: a round slice is mirrored at its axis."""
    if not grid.is_round:
        return grid.x_mm, dip
    return np.concatenate([-grid.x_mm[::-1], grid.x_mm]), np.concatenate([dip[::-1], dip])


def _level_mm(x, profile, level):
    """Return where the dip around the deepest point first rises to a level, left and right."""
    if profile.max() <= 1e-9:
        return 0.0, 0.0
    middle = int(profile.argmax())
    above = np.flatnonzero(profile < level)
    left, right = above[above < middle], above[above > middle]
    return (
        _crossing(x, profile, left[-1], left[-1] + 1, level) if left.size else float(x[0]),
        _crossing(x, profile, right[0], right[0] - 1, level) if right.size else float(x[-1]),
    )


def _crossing(x, profile, outside, inside, level):
    share = (level - profile[outside]) / (profile[inside] - profile[outside])
    return float(x[outside] + share * (x[inside] - x[outside]))
