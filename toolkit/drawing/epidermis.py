"""Epidermis with rete ridges that flatten in a scar, and the stratum corneum on top."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.outline import Outline, straightened
from toolkit.drawing.scene import Shape
from toolkit.drawing.tissue import Tissue

PEG_MM, PAPILLA_MM = 0.052, 0.013  #: how far ridges reach down and papillae up
HALF_WAVE_MM = (0.055, 0.098)
VEILS = (0.12, 0.4)  #: redness or pigment from which one faint veil lies over it, and two
LEFT_IN_SCARS = 0.06  #: part of the ridges that a scar keeps
PERIOD_MM = 17.0  #: ridges come again after so much skin
RIDGE_TURN_RAD = 0.12  #: ridges are drawn with this little detail
CORNEUM_PX_MM = 0.019  #: the horny layer is never drawn thinner than a line can be seen


def junction(outline: Outline, layers: Layers) -> np.ndarray:
    """Return the wavy border of epidermis and dermis, (points, 2). [mm]"""
    fine = _refined(outline)
    ridges = _ridges(fine.points[:, 0]) * (1 - (1 - LEFT_IN_SCARS) * fine.scarred)
    wavy = fine.inward(layers.stratum_corneum_mm + layers.epidermis_mm + ridges)
    return straightened(wavy, RIDGE_TURN_RAD)


def nearest_papilla(x: float) -> float:
    """Return where dermis reaches up between two ridges, near some place. [mm]"""
    knots, depths = _pegs()
    up = knots[depths < 0]
    turn = np.round(x / PERIOD_MM) * PERIOD_MM
    return float(up[np.abs(up + turn - x).argmin()] + turn)


def epidermis_ground(skin: np.ndarray, surface: np.ndarray, layers: Layers):
    """Yield the living epidermis: rose below, paler towards the surface."""
    yield Shape("epidermis", "polygon", skin, "skin")
    yield Shape("epidermis_upper", "line", surface, "skin", 1.2 * layers.epidermis_mm)


def colour_shapes(tissue: Tissue, outline: Outline, layers: Layers):
    """Yield faint veils over the epidermis where the skin is redder or darker than before."""
    x = outline.points[:, 0]
    wide = 2 * (layers.epidermis_mm + PEG_MM)
    for role, column in (("flush", tissue.redness), ("tan", tissue.pigment)):
        strength = np.interp(x, tissue.x_mm, column)
        for level in VEILS:
            lines = tuple(straightened(outline.points[run]) for run in _runs(strength > level))
            if lines:
                yield Shape(role, "line", lines, "skin", wide)


def _runs(there):
    """Stretches of at least two points in which something is there."""
    padded = np.concatenate([[False], there, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1]).reshape(-1, 2)
    return [slice(start, stop) for start, stop in edges.tolist() if stop - start > 1]


def epidermis_lines(border: np.ndarray, surface: np.ndarray, layers: Layers):
    """Yield the basal cells, then the horny layer with its honey-coloured inner edge."""
    yield Shape("junction", "line", border, "skin")
    yield Shape("basal_line", "line", border, "skin")
    yield Shape("basal_cells", "line", border, "skin")
    thick = max(layers.stratum_corneum_mm, CORNEUM_PX_MM)
    yield Shape("corneum_edge", "line", surface, "frame", 2.6 * thick)
    yield Shape("corneum", "line", surface, "frame", thick)


def _refined(outline):
    """Two points for each one, so that ridges come out round."""
    n = len(outline.points)
    at = np.linspace(0, n - 1, 2 * n - 1)
    points = np.column_stack([np.interp(at, np.arange(n), outline.points[:, i]) for i in (0, 1)])
    return Outline(points, np.interp(at, np.arange(n), outline.wide_scarred))


def _ridges(x):
    """Height of the ridges over some places: pegs down, papillae up, of uneven width. [mm]"""
    knots, depths = _pegs()
    x = (x + PERIOD_MM / 2) % PERIOD_MM - PERIOD_MM / 2
    nearest = np.clip(np.searchsorted(knots, x), 1, len(knots) - 1)
    share = (x - knots[nearest - 1]) / (knots[nearest] - knots[nearest - 1])
    blend = np.where(depths[nearest] > 0, share**0.75, 1 - (1 - share) ** 0.75)
    blend = 0.5 - 0.5 * np.cos(np.pi * blend)  # pegs are broader than the papillae between them
    return depths[nearest - 1] * (1 - blend) + depths[nearest] * blend


@lru_cache(maxsize=1)
def _pegs():
    rng = np.random.default_rng(12)
    knots = np.cumsum(rng.uniform(*HALF_WAVE_MM, 240)) - 9.0
    size = rng.uniform(0.75, 1.3, 240)
    return knots, np.where(np.arange(240) % 2, PEG_MM, -PAPILLA_MM) * size
