"""The skin surface as a line that can be followed: evenly spaced points, normals, scar or not."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.drawing.tissue import Tissue

STEP_MM = 0.03  #: between points along the line
#: Where, and from how little old collagen, the skin under the epidermis counts as scarred.
UNDER_MM, WHOLE = np.array([[0.13], [0.2], [0.27]]), 0.93
TURN_RAD = 0.035  #: a line goes straight on until it has turned by so much
RELIEF_MM = 0.005  #: of the finest lines that healthy skin has and the model leaves out


@dataclass(frozen=True, eq=False)
class Outline:
    """The surface in a window; z grows downwards."""

    points: np.ndarray  #: (points, 2) x and z [mm]
    scarred: np.ndarray  #: (points,) 0 = healthy surface, 1 = in a scar

    @classmethod
    def of(
        cls, tissue: Tissue, left_mm: float, right_mm: float, coarseness: float = 1.0
    ) -> "Outline":
        """Return the surface of some tissue between two places."""
        x = np.linspace(left_mm, right_mm, max(2, round((right_mm - left_mm) / 0.02) + 1))
        sunk = -tissue.height(x)
        lost = WHOLE - tissue.at(tissue.old, x, UNDER_MM).min(axis=0)
        scarred = np.clip(np.maximum((np.abs(sunk) - 0.03) / 0.1, lost / 0.2), 0, 1)
        z = sunk + _relief(x) * (1 - scarred)
        return cls(*_evenly(x, z, scarred, STEP_MM * coarseness))

    @cached_property
    def normals(self) -> np.ndarray:
        """Unit vectors into the tissue, smoothed so that layers do not fold at a rim."""
        along = np.gradient(self.points, axis=0)
        inward = np.column_stack([-along[:, 1], along[:, 0]])
        padded = np.pad(inward, ((4, 4), (0, 0)), mode="edge")
        weights = np.array([1, 3, 6, 9, 10, 9, 6, 3, 1]) / 48
        smooth = sum(w * padded[i : i + len(inward)] for i, w in enumerate(weights))
        return smooth / np.hypot(*smooth.T)[:, None]

    @cached_property
    def wide_scarred(self) -> np.ndarray:
        """Scarred, (points,), spreading a little over the rim."""
        padded = np.pad(self.scarred, 6, mode="edge")
        return np.max([padded[i : i + len(self.scarred)] for i in range(0, 13, 2)], axis=0)

    def inward(self, distance_mm) -> np.ndarray:
        """Return the line some distance below the surface, (points, 2). [mm]"""
        return self.points + np.asarray(distance_mm)[..., None] * self.normals

    @cached_property
    def drawn(self) -> np.ndarray:
        """The surface without the points that a line can do without, (fewer points, 2). [mm]"""
        return straightened(self.points)

    def index(self, x_mm) -> np.ndarray:
        """Return which point lies nearest under some places."""
        return np.clip(np.searchsorted(self.points[:, 0], x_mm), 0, len(self.points) - 1)

    def closed_at(self, bottom_mm: float, line: np.ndarray | None = None) -> np.ndarray:
        """Return the area from the surface, or from a line in the tissue, down to a depth."""
        line = np.array(self.drawn if line is None else line)
        left, right = self.points[0, 0], self.points[-1, 0]
        # A line in the tissue leans with the skin: without this its sides would slant.
        line[[0, -1], 0] = left, right
        return np.concatenate([line, [[right, bottom_mm], [left, bottom_mm]]])


def straightened(points: np.ndarray, turn_rad: float = TURN_RAD) -> np.ndarray:
    """Return a line without the points between which it hardly turns."""
    along = np.diff(points, axis=0)
    turn = np.diff(np.unwrap(np.arctan2(along[:, 1], along[:, 0])))
    bends = np.floor(np.cumsum(np.abs(turn)) / turn_rad)
    kept = np.ones(len(points), bool)
    kept[1:-1] = np.diff(bends, prepend=0) > 0
    return points[kept]


def _relief(x):
    return RELIEF_MM * (np.sin(6.1 * x + 0.4) + 0.7 * np.sin(14.3 * x + 1.9))


def _evenly(x, z, scarred, step_mm):
    length = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(z)))])
    at = np.linspace(0, length[-1], max(3, round(length[-1] / step_mm) + 1))
    points = np.column_stack([np.interp(at, length, x), np.interp(at, length, z)])
    return points, np.interp(at, length, scarred)
