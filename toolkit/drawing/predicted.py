"""The surface that someone expects of a scar, and how far the one that came is from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from toolkit.checks import check_kind, check_number, check_word
from toolkit.grid import MOST_MM, Grid
from toolkit.measures import MOUTH, Measures, measure_surface

LEAST_MM = 0.01  #: nothing that has a width is narrower
FINER = 4  #: places on each cell that are compared
LEVEL_MM = 0.02  #: a dip less deep than this is level: its mouth has no width
#: Up to which part of half the mouth a place is called so, from the middle outwards.
PLACES = {0.25: "in the middle", 0.75: "beside the middle", 1.2: "at the rim"}
OUTSIDE = "in the skin around the scar"


class _Wall(NamedTuple):
    """How a line rises from its floor: part of it that is floor, the way up, where its mouth is."""

    floor: float
    rise: Callable  #: from 1 at the floor to 0 at healthy skin, on the way 0 to 1
    mouth: float  #: on that way


def _wave(way):
    return (1 + np.cos(np.pi * way)) / 2


WAVE_MOUTH = float(np.arccos(2 * MOUTH - 1) / np.pi)
WALLS = {
    "pointed": _Wall(0.0, lambda way: 1 - way, 1 - MOUTH),
    "flat": _Wall(0.7, _wave, WAVE_MOUTH),
    "round": _Wall(0.0, _wave, WAVE_MOUTH),
}


@dataclass(frozen=True, kw_only=True)
class ProfileGap:
    """How far a surface is from the line that was expected."""

    expected_depth_mm: float
    expected_width_mm: float
    given: Measures
    gap_mm: float  #: where they are farthest apart; positive where the surface lies higher
    at_mm: float  #: where that is, from the middle of the scar
    place: str  #: the same in words

    @property
    def depth_mm(self) -> float:
        """How much deeper the scar is than expected; negative if it is less deep. [mm]"""
        return self.given.depth_mm - self.expected_depth_mm

    @property
    def width_mm(self) -> float | None:
        """How much wider its mouth is than expected; None where a level skin has no mouth. [mm]"""
        if min(self.given.depth_mm, self.expected_depth_mm) < LEVEL_MM:
            return None
        return self.given.width_mm - self.expected_width_mm


def expected_surface_mm(
    x_mm: np.ndarray, *, depth_mm: float, width_mm: float, shape: str
) -> np.ndarray:
    """Return the height of a dip that is drawn by hand over its healthy level; negative. [mm]

    Parameters
    ----------
    x_mm
        Places, from the middle of the dip. [mm]
    depth_mm
        Of the deepest point; 0 is level skin. [mm]
    width_mm
        Of the mouth, at a tenth of the depth, as `toolkit.measure` takes it. [mm]
    shape
        ``"pointed"``, ``"flat"`` or ``"round"``: the floor.

    Raises
    ------
    ValueError
        If a size is not possible, or the shape unknown.

    Examples
    --------
    >>> at = np.array([-2.0, 0.0, 2.0])
    >>> expected_surface_mm(at, depth_mm=0.5, width_mm=1.0, shape="pointed").tolist()
    [-0.0, -0.5, -0.0]
    """
    check_number("depth_mm", depth_mm, 0, MOST_MM)
    away = np.abs(np.asarray(x_mm, float)) / half_mm(width_mm=width_mm, shape=shape)
    wall = WALLS[shape]
    way = np.clip((away - wall.floor) / (1 - wall.floor), 0, 1)
    return -depth_mm * wall.rise(way)


def half_mm(*, width_mm: float, shape: str) -> float:
    """Return how far from its middle a dip drawn by hand ends in healthy skin. [mm]

    Raises
    ------
    ValueError
        If the width is not possible, or the shape unknown.
    """
    check_word("shape", shape, WALLS)
    check_number("width_mm", width_mm, LEAST_MM, MOST_MM)
    wall = WALLS[shape]
    return width_mm / 2 / (wall.floor + (1 - wall.floor) * wall.mouth)


def compare_profiles(
    grid: Grid,
    given_mm: np.ndarray,
    *,
    depth_mm: float,
    width_mm: float,
    shape: str,
    mouth_mm: float,
    middle_mm: float = 0.0,
) -> ProfileGap:
    """Return how far a surface is from the line that was expected.

    Parameters
    ----------
    grid
        The cells; round or planar.
    given_mm
        Height of the surface over its healthy level, (columns,). [mm]
    depth_mm, width_mm, shape
        The line, as in `expected_surface_mm`.
    mouth_mm, middle_mm
        Width and middle of the scar's mouth: there the line lies, and from them places get their
        words. [mm]

    Raises
    ------
    ValueError
        If the surface does not lie on the columns, the line is not possible, or the mouth has no
        width.

    Examples
    --------
    >>> grid = Grid()
    >>> level = np.zeros(grid.columns)
    >>> drawn = {"depth_mm": 0.5, "width_mm": 2.0, "shape": "round"}
    >>> gap = compare_profiles(grid, level, **drawn, mouth_mm=2.0)
    >>> gap.gap_mm, gap.place
    (0.5, 'in the middle')
    """
    check_kind("grid", grid, Grid)
    check_number("mouth_mm", mouth_mm, LEAST_MM, MOST_MM)
    away = _places(grid, middle_mm)
    given = _on(grid, given_mm, away + middle_mm)
    apart = given - expected_surface_mm(away, depth_mm=depth_mm, width_mm=width_mm, shape=shape)
    at = int(np.abs(apart).argmax())
    return ProfileGap(
        expected_depth_mm=depth_mm,
        expected_width_mm=width_mm,
        given=measure_surface(grid, given_mm),
        gap_mm=float(apart[at]),
        at_mm=float(away[at]),
        place=_place(abs(away[at]) / (mouth_mm / 2)),
    )


def _places(grid, middle_mm):
    """Return places from the middle of a scar, nearest first, which the slice holds. [mm]"""
    reach = grid.width_mm / 2
    out = np.arange(0, reach + abs(middle_mm), grid.dx_mm / FINER)
    both = np.column_stack([out, -out]).ravel()
    return both[np.abs(both + middle_mm) <= reach]


def _on(grid, surface_mm, x_mm):
    """Return the heights of a surface at some places; a round one is mirrored at its axis."""
    surface = np.asarray(surface_mm, float)
    if surface.shape != (grid.columns,):
        raise ValueError(
            f"given_mm has shape {surface.shape}; it must have one height for each of the grid's "
            f"{grid.columns} columns"
        )
    return np.interp(np.abs(x_mm) if grid.is_round else x_mm, grid.x_mm, surface)


def _place(share):
    return next((words for most, words in PLACES.items() if share <= most), OUTSIDE)
