r"""The net of fine lines between the plateaus of skin.

   \___/   \       lines are the borders between the nearest and the second nearest of
___/   \___/       jittered places; each border has a depth of its own, some have none
   \___/   \___
"""

import numpy as np

from toolkit.drawing.relief.noise import generator, smooth

#: Two nets: distance of the places, depth of the deepest lines, half their width. [mm]
NETS = (("primary", 0.44, 0.0105, 0.060), ("secondary", 0.20, 0.0035, 0.034))
JITTER = 0.46
DOMED_MM = 0.009  #: how far the middle of a plateau stands above its borders
GRAIN_MM = 0.0008
STRETCH = 1.25  #: plateaus are longer one way than the other


def fine_relief(seed: int, x_mm: np.ndarray, y_mm: np.ndarray) -> np.ndarray:
    """Return the height of the fine relief of skin, (rows, columns), below 0.015 mm. [mm]"""
    warp = generator(seed, "warp")
    dx, dy = (0.07 * smooth(warp, x_mm, y_mm, cell_mm=0.3) for _ in range(2))
    turn = 0.5 * smooth(warp, x_mm, y_mm, cell_mm=4.0)
    right, down = x_mm[None] + dx, y_mm[:, None] + dy
    right, down = right + 0.3 * np.sin(turn) * down, down * STRETCH
    strength = np.clip(0.8 + 0.35 * smooth(warp, x_mm, y_mm, cell_mm=0.9), 0.25, 1.3)
    height = np.zeros(right.shape, np.float32)
    for name, space_mm, depth_mm, half_mm in NETS:
        near, gap, border = _borders(generator(seed, name), right, down, space_mm)
        height -= depth_mm * strength * border * np.exp(-((gap / half_mm) ** 2))
        height += strength * DOMED_MM * (space_mm / NETS[0][1]) * (0.3 - (near / space_mm) ** 2)
    grain = GRAIN_MM * smooth(warp, x_mm, y_mm, cell_mm=0.045)
    return (height + grain).astype(np.float32)


def _borders(rng, right, down, space_mm):
    """Return distance to the nearest place, how much farther the second is, and their border."""
    x, y = (right / space_mm).astype(np.float32), (down / space_mm).astype(np.float32)
    column, row = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    first_row, first_column = row.min() - 2, column.min() - 2
    shape = (row.max() - first_row + 3, column.max() - first_column + 3)
    jitter = rng.uniform(-JITTER, JITTER, (2, *shape)).astype(np.float32) + 0.5
    depths = np.clip(rng.normal(0.62, 0.34, 4096), 0.0, 1.15).astype(np.float32)
    best = second = np.full(x.shape, 9.0, np.float32)
    one = other = np.zeros(x.shape, np.int32)
    for i in range(-2, 3):
        for j in range(-2, 3):
            at = row - first_row + i, column - first_column + j
            away = (jitter[0][at] + column + j - x) ** 2 + (jitter[1][at] + row + i - y) ** 2
            place = at[0] * shape[1] + at[1]
            nearest, nearer = away < best, away < second
            other = np.where(nearest, one, np.where(nearer, place, other))
            second = np.where(nearest, best, np.where(nearer, away, second))
            one, best = np.where(nearest, place, one), np.where(nearest, away, best)
    near, far = np.sqrt(best), np.sqrt(second)
    border = depths[(one * other + one + other) % len(depths)]
    return near * space_mm, (far - near) * space_mm, border
