"""Acid in a scar: a drop whose upper side climbs a little at the wall, as wet liquids do."""

import numpy as np

from toolkit.drawing.stage import Stage, runs

HELD = 0.5  #: acid is drawn where there is more than this part of the most
CLIMB_MM, NEAR_MM = 0.09, 0.13  #: how high a drop climbs at a wall, and over which distance
BY_STICK_MM = 0.2  #: from the middle of the stick to where the drop climbs it, about
FINE_MM = 0.025
THIN_MM = 0.012  #: a film is drawn at least so thick
LOW_RIM_MM = 0.02  #: a drop ends so far under the healthy level
REACHES_MM = 0.3  #: beyond the columns in which the acid stands its upper side still meets a wall


def drop_areas(stage: Stage, gained: np.ndarray, stick_mm: float) -> list[np.ndarray]:
    """Return each drop from left to right: its upper side, then the wall back, (points, 2). [mm]

    Parameters
    ----------
    stage
        The skin before.
    gained
        How much acid there is now, (rows, columns), from the left edge to the right one.
    stick_mm
        Where the stick stands; the drop climbs there as well. [mm]
    """
    tissue = stage.tissue
    held = gained > HELD * gained.max()
    first = stage.section.grid.z_mm[held.argmax(axis=0)] - tissue.dz_mm / 2
    there = held.any(axis=0) & (tissue.surface_mm < -LOW_RIM_MM)
    return [
        drop
        for run in runs(there)
        if len(drop := _drop(stage, tissue.x_mm[run], first[run], stick_mm)) > 7
    ]


def _drop(stage, x, top, stick_mm):
    """One drop: level where it fills a pit, a bead where it wets a floor."""
    fine = np.arange(x[0] - REACHES_MM, x[-1] + REACHES_MM, FINE_MM * stage.window.coarseness)
    wall = stage.surface(fine)
    # A pit holds the drop at one level; on a floor it is a film that follows it.
    deep = stage.surface(x) - top
    pooled = deep.max() > 4 * stage.tissue.dz_mm
    level = np.full_like(fine, np.median(top)) if pooled else np.interp(fine, x, top)
    bead = np.ones_like(fine) if pooled else _bead(fine, x[0], x[-1])
    roof = wall - np.maximum(wall - level, 0 if pooled else THIN_MM) * bead
    wet = np.flatnonzero(wall - roof > 1e-3)
    if len(wet) < 4:
        return np.empty((0, 2))
    if pooled:
        # The wall where the drop, once it has climbed, still lies over it.
        roof = _climbing(fine, level, fine[wet[[0, -1]]], stick_mm)
        wet = np.flatnonzero(wall - roof > 0)
    wet = np.arange(max(wet[0] - 1, 0), min(wet[-1] + 2, len(fine)))
    line = np.column_stack([fine, np.minimum(roof, wall)])[wet]
    return np.concatenate([line, np.column_stack([fine, wall])[wet][::-1]])


def _climbing(x, level, walls, stick_mm):
    """The upper side with a meniscus at both walls and at the stick; never over the rim."""
    outside = np.maximum(np.minimum(x - walls[0], walls[1] - x), 0)
    by_stick = np.maximum(np.abs(x - stick_mm) - BY_STICK_MM, 0)
    rise = CLIMB_MM * np.exp(-np.minimum(outside, by_stick) / (0.5 * NEAR_MM))
    return np.maximum(level - rise, LOW_RIM_MM)


def _bead(x, left, right):
    """How the thickness of a film goes to nothing at its ends, 0-1, as a drop on a floor does."""
    inside = np.minimum(x - left, right - x)
    return np.sqrt(np.clip(inside / NEAR_MM, 0, 1) * (2 - np.clip(inside / NEAR_MM, 0, 1)))
