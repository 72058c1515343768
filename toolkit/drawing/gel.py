"""Filler: the gel that lies under a scar, for as long as it is there."""

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.regions import columns_above, lattice, seen
from toolkit.drawing.scene import Shape, Window, rounded
from toolkit.drawing.tissue import Tissue

LEAST = 0.03  #: gel per tissue below which none is drawn
EDGE = 0.35  #: the gel is drawn to where it is so much of its fullest
END_MM = 0.45  #: over so much the gel thins out to its ends
TILT = 0.25  #: how far the middle of the gel may rise or fall, of half its thickness
EVERY = 2  #: columns of the lattice between two points of the edge


def gel_shapes(tissue: Tissue, layers: Layers, window: Window):
    """Yield the gel, and a light along its upper side."""
    blobs = gel_areas(tissue, layers, window)
    if blobs:
        yield Shape("gel", "blob", tuple(rounded(blob) for blob in blobs), "dermis")
        yield Shape("gel_shine", "line", tuple(_shine(blob) for blob in blobs), "dermis")


def gel_areas(tissue: Tissue, layers: Layers, window: Window) -> list[np.ndarray]:
    """Return the outlines of the gel from left to right, each (points, 2). [mm]"""
    most = float(tissue.filler.max())
    if most < LEAST:
        return []
    x, z = lattice(window, layers.skin_mm + 0.4)
    (gel,) = seen(tissue, (tissue.filler,), x, z)
    parts = columns_above(gel[:, ::EVERY], max(EDGE * most, LEAST), x[::EVERY], z)
    return [_soft(part) for part in parts if len(part) >= 8]


def _soft(part):
    """Round both ends, as gel between fibres does."""
    roof, floor = part[: len(part) // 2], part[: len(part) // 2 - 1 : -1]
    x = roof[:, 0]
    middle, half = (roof[:, 1] + floor[:, 1]) / 2, (floor[:, 1] - roof[:, 1]) / 2
    # Under a steep wall the layer of gel would stand upright: gel lies flatter.
    level = np.median(middle)
    middle = np.clip(middle, level - TILT * half.max(), level + TILT * half.max())
    end = np.clip(np.minimum(x - x[0], x[-1] - x) / END_MM, 0, 1)
    half = np.maximum(half * np.sqrt(1 - (1 - end) ** 2), 0.012)
    roof, floor = np.column_stack([x, middle - half]), np.column_stack([x, middle + half])
    return np.concatenate([roof, floor[::-1]])


def _shine(blob):
    """A part of the upper side, moved a little inwards."""
    roof = blob[: len(blob) // 2]
    part = roof[len(roof) // 6 : max(len(roof) // 2, len(roof) // 6 + 2)]
    middle = blob[:, 1].mean()
    return np.column_stack([part[:, 0], part[:, 1] + 0.28 * (middle - part[:, 1])])
