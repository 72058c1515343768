"""The mesh: where in the skin each number lives.

   planar                                  round
     -x_mm <-- 0 --> x_mm                    axis 0 --> x_mm (radius)
   0 +------------------+ healthy level    0 +----------+
     |  o   o   o   o   | row 0              |  o   o   |
     |  o   o   o   o   | row 1              |  o   o   |
z_mm v                                  z_mm v
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from toolkit.checks import check_number, check_whole, is_number

GEOMETRIES = ("planar", "round")
MOST_MM = 1000  #: no slice of skin is as wide or as deep
MOST_ALONG = 10_000  #: cells in one row or column; their modes are a square of so many numbers
MOST_CELLS = 4_000_000  #: a section holds ten numbers for each


@dataclass(frozen=True)
class Grid:
    """A rectangle of skin cut into equal cells. It knows places, never tissue.

    Parameters
    ----------
    width_mm
        Width of the whole slice, from edge to edge, also when it is round. [mm]
    depth_mm
        Depth of the slice below the healthy surface. [mm]
    columns
        Cells across; a round grid counts them from the axis to the edge. 4 to 10,000.
    rows
        Cells down. 4 to 10,000, and at most 4,000,000 cells in all.
    geometry
        ``"planar"``: a trench, the same in front of and behind the picture.
        ``"round"``: a pit, turned around the axis at ``x_mm = 0``.

    Raises
    ------
    ValueError
        If a length is not above 0 and up to 1000 mm, a count is not whole or out of range, or the
        geometry unknown.
    """

    width_mm: float = 8.0
    depth_mm: float = 3.5
    columns: int | None = None
    rows: int = 140
    geometry: Literal["planar", "round"] = "planar"

    def __post_init__(self):
        if self.geometry not in GEOMETRIES:
            raise ValueError(f"geometry is {self.geometry!r}; it must be one of {GEOMETRIES}")
        if self.columns is None:
            object.__setattr__(self, "columns", 320 if self.geometry == "planar" else 160)
        for name in ("width_mm", "depth_mm"):
            _check_length(name, getattr(self, name))
        for name in ("columns", "rows"):
            object.__setattr__(self, name, _checked_count(name, getattr(self, name)))
        if self.columns * self.rows > MOST_CELLS:
            raise ValueError(
                f"columns is {self.columns} and rows is {self.rows}; they must make at most "
                f"{MOST_CELLS} cells"
            )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def is_round(self) -> bool:
        """Whether the slice is turned around its left edge."""
        return self.geometry == "round"

    @property
    def span_mm(self) -> float:
        """Distance from the first cell's left edge to the last one's right edge. [mm]"""
        return self.width_mm / 2 if self.is_round else self.width_mm

    @property
    def dx_mm(self) -> float:
        """Width of a cell. [mm]"""
        return self.span_mm / self.columns

    @property
    def dz_mm(self) -> float:
        """Height of a cell. [mm]"""
        return self.depth_mm / self.rows

    @cached_property
    def x_mm(self) -> np.ndarray:
        """Cell centres across, (columns,): from the middle, or from the axis. [mm]"""
        start = 0.0 if self.is_round else -self.width_mm / 2
        return _frozen(start + (np.arange(self.columns) + 0.5) * self.dx_mm)

    @cached_property
    def z_mm(self) -> np.ndarray:
        """Depth of cell centres below the healthy surface, (rows,). [mm]"""
        return _frozen((np.arange(self.rows) + 0.5) * self.dz_mm)

    @cached_property
    def column_size(self) -> np.ndarray:
        """Surface that each column stands for, (columns,): [mm2] if round, [mm] if planar."""
        ring = 2 * np.pi * self.x_mm if self.is_round else np.ones(self.columns)
        return _frozen(ring * self.dx_mm)

    @cached_property
    def cell_size(self) -> np.ndarray:
        """Tissue in each cell, (rows, columns): [mm3] if round, [mm2] if planar."""
        return _frozen(np.repeat(self.column_size[None] * self.dz_mm, self.rows, axis=0))

    def halved(self) -> "Grid":
        """Return the same slice with cells twice as wide and high (counts must stay even)."""
        return self._half

    @cached_property
    def _half(self):
        for name in ("columns", "rows"):
            if getattr(self, name) % 2:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be even to be halved")
        return replace(self, columns=self.columns // 2, rows=self.rows // 2)


def _check_length(name, length):
    if not (is_number(length) and length > 0):
        raise ValueError(f"{name} is {length!r}; it must be a positive number of millimetres")
    check_number(name, length, 0, MOST_MM, f"be at most {MOST_MM} mm")


def _checked_count(name, count):
    check_whole(name, count, 4)
    return check_whole(name, count, 4, MOST_ALONG)


def _frozen(array):
    array.setflags(write=False)
    return array
