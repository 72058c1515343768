"""Where something lies in the skin, as level rows of strokes that grow into one smooth area."""

from functools import lru_cache

import numpy as np

from toolkit.drawing.scene import Window
from toolkit.drawing.tissue import Tissue

ROW_MM, STROKE_MM = 0.05, 0.1  #: strokes overlap by half, so that the edge comes out smooth
COLUMN_MM = 0.04


@lru_cache(maxsize=16)
def lattice(
    window: Window, bottom_mm: float, stretch: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns and the rows on which a window is asked what lies there. [mm]

    A picture that draws depth larger has more rows, so that strokes of one width still overlap.
    """
    step = COLUMN_MM * window.coarseness
    columns = max(2, round(window.width / step) + 1)
    return (
        np.linspace(window.left, window.right, columns),
        np.arange(0.02, bottom_mm, ROW_MM * window.coarseness / stretch),
    )


def seen(tissue: Tissue, fields: tuple[np.ndarray, ...], x: np.ndarray, z: np.ndarray):
    """Return fields of the skin on a lattice, each (rows, columns), where the tissue lies now."""
    across, down = np.meshgrid(x, z)
    old_z = tissue.reference_z(across, down)
    return [tissue.at(field, across, old_z) for field in fields]


def rows_above(field: np.ndarray, level: float, x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Return the stretches of each row in which a field lies above a level, (stretches, 2, 2)."""
    above = np.zeros((len(z), len(x) + 2), bool)
    above[:, 1:-1] = field > level
    row, start = np.nonzero(above[:, 1:] & ~above[:, :-1])
    stop = np.nonzero(~above[:, 1:] & above[:, :-1])[1] - 1
    left = _crossing(field, level, x, row, start, start - 1)
    right = _crossing(field, level, x, row, stop, stop + 1)
    depth = z[row]
    return np.stack([np.column_stack([left, depth]), np.column_stack([right, depth])], axis=1)


def columns_above(field: np.ndarray, level: float, x: np.ndarray, z: np.ndarray):
    """Yield the outline of each part in which a field lies above a level, (points, 2). [mm]

    Each column has one stretch from its first to its last place above the level.
    """
    above = field > level
    there = np.concatenate([[False], above.any(axis=0), [False]])
    first, last = above.argmax(axis=0), len(z) - 1 - above[::-1].argmax(axis=0)
    column = np.arange(len(x))
    top = _crossing(field.T, level, z, column, first, first - 1)
    bottom = _crossing(field.T, level, z, column, last, last + 1)
    edges = np.flatnonzero(there[1:] != there[:-1]).reshape(-1, 2)
    for start, stop in edges:
        part = slice(start, stop)
        roof = np.column_stack([x[part], top[part]])
        yield np.concatenate([roof, np.column_stack([x[part], bottom[part]])[::-1]])


def _crossing(field, level, places, row, inside, outside):
    """Where a row of a field crosses the level between two neighbouring places."""
    beyond = np.clip(outside, 0, len(places) - 1)
    within, without = field[row, inside], field[row, beyond]
    share = (within - level) / np.maximum(within - without, 1e-9)
    share = np.where(beyond == outside, np.clip(share, 0, 1), 0)
    return places[inside] + share * (places[beyond] - places[inside])
