r"""Where a section lies on a map: which column of it belongs to which place.

round section: turned around its axis      planar section: drawn along a line that wanders
      .-''-.                                    ___
     / away \   an outline that is               \__ away ^   and fades at both ends
     \  o-> /   not quite round                     \___ |
      '-..-'                                              \__
"""

from dataclasses import dataclass

import numpy as np

from toolkit.classify import classify
from toolkit.drawing.relief.noise import generator, smooth, smoothstep, wandering
from toolkit.drawing.tissue import size_of
from toolkit.grid import Grid
from toolkit.section import Section

#: How far the outline of each kind of scar is from a circle.
UNEVEN = {"boxcar": 0.085, "ice_pick": 0.045, "rolling": 0.05, "pore": 0.05, "none": 0.05}
LONGER = 0.85  #: half the length of a trough, in widths of it
SMOOTH_FROM_MM = 0.06  #: the floor of a scar this deep begins to lose the net of fine lines


@dataclass(frozen=True, eq=False)
class Footprint:
    """One scar on a map."""

    away_mm: np.ndarray  #: (rows, columns) the place in the section
    share: np.ndarray  #: (rows, columns) how much of the scar there is
    rough: np.ndarray  #: (rows, columns) unevenness of its depth, around 1
    kind: str

    def lay(self, grid: Grid, field: np.ndarray) -> np.ndarray:
        """Return a field of the section, (columns,), on the map, over its own level far away."""
        field = np.asarray(field, float)
        over = np.interp(self.away_mm, grid.x_mm, field - far_level(grid, field))
        return (over * self.share).astype(np.float32)

    def smoothed(self, dip_mm: np.ndarray) -> np.ndarray:
        """Return how much of the fine relief is left, 0-1: the floor of a pit has little."""
        gone = smoothstep((dip_mm - SMOOTH_FROM_MM) / 0.12)
        return 1 - (0.25 if self.kind in ("rolling", "none") else 0.8) * gone


def far_level(grid: Grid, field: np.ndarray) -> float:
    """Return what a field of a section is far from its scar."""
    return float(field[-1] if grid.is_round else (field[0] + field[-1]) / 2)


def footprint(
    section: Section,
    name: str,
    seed: int,
    x_mm: np.ndarray,
    y_mm: np.ndarray,
    bend: float,
    turn_deg: float,
) -> Footprint:
    """Return where a section lies on a map whose places count from the middle of the scar.

    Bent by 1 it looks grown, bent by 0 it is quite round or straight.
    """
    rng = generator(seed, name)
    kind = classify(size_of(section)).name
    width_mm = max(size_of(section).width_mm, 0.2)
    lay = _round if section.grid.is_round else _drawn_along
    away, share = lay(rng, width_mm, bend, bend * UNEVEN[kind], x_mm, y_mm, np.radians(turn_deg))
    share = share * (1 - smoothstep((np.abs(away) / section.grid.x_mm[-1] - 0.8) / 0.2))
    rough = 1 + 0.07 * bend * smooth(
        rng, x_mm - x_mm[0], y_mm - y_mm[0], cell_mm=0.28 + 0.1 * width_mm
    )
    return Footprint(away.astype(np.float32), share, rough, kind)


def _round(rng, width_mm, bend, uneven, x_mm, y_mm, turn):
    """A pit leans a little, and its outline has a few soft corners."""
    away = np.hypot(x_mm, y_mm[:, None])
    inside = 1 - smoothstep(away / (0.6 * width_mm))
    lean = bend * rng.normal(0, 0.05 * width_mm, 2)
    wave = bend * (0.010 + 0.012 * width_mm)
    field = x_mm - x_mm[0], y_mm - y_mm[0]
    right = x_mm + wave * smooth(rng, *field, cell_mm=0.18 + 0.14 * width_mm) - lean[0] * inside
    down = y_mm[:, None] + wave * smooth(rng, *field, cell_mm=0.18 + 0.14 * width_mm)
    down = down - lean[1] * inside
    angle = np.arctan2(down, right) - turn
    outline = np.ones_like(angle)
    for n in (2, 3, 4, 5):
        size = uneven * rng.uniform(1.2, 3.2) / n**2
        outline += size * np.cos(n * angle + rng.uniform(0, 2 * np.pi))
    away = np.hypot(right, down) / outline
    return _uneven_wall(rng, uneven, away, angle, width_mm / 2), np.ones_like(angle, np.float32)


def _uneven_wall(rng, uneven, away, angle, mouth_mm):
    """A wall is steeper here and gentler there."""
    wall = away - mouth_mm
    near = np.exp(-((wall / (0.3 * mouth_mm + 0.05)) ** 2))
    waves = [rng.normal(0, 3 * uneven) * np.cos(n * angle + rng.uniform(0, 6.3)) for n in (1, 2, 3)]
    return away + wall * near * np.clip(sum(waves), -0.45, 0.7)


def _drawn_along(rng, width_mm, bend, uneven, x_mm, y_mm, turn):
    """A trough wanders, is wider here and narrower there, deeper here and shallower there."""
    right, down = x_mm, y_mm[:, None]
    across = np.cos(turn) * right + np.sin(turn) * down
    along = np.cos(turn) * down - np.sin(turn) * right
    field = x_mm - x_mm[0], y_mm - y_mm[0]
    across = across + uneven * width_mm * smooth(rng, *field, cell_mm=0.36 * width_mm)
    half = LONGER * width_mm
    curves = {"cell_mm": 0.36 * width_mm, "reach_mm": float(np.abs(along).max())}
    bent = bend * 0.06 * width_mm * wandering(rng, along, **curves)
    wider = np.clip(1 + bend * 0.16 * wandering(rng, along, **curves), 0.7, 1.4)
    deeper = np.clip(1 + bend * (0.13 * wandering(rng, along, **curves) - 0.05), 0.5, 1.2)
    ends = 1 - smoothstep((np.abs(along) / half - 0.4) / 0.6)
    return (across - bent) / wider, (deeper * ends).astype(np.float32)
