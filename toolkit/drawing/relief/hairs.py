"""Vellus hair: short, fine and pale, seen more by its glint than by its colour."""

import numpy as np

from toolkit.drawing.relief.noise import generator
from toolkit.light import Light

PER_MM2 = 0.22
PALE = 0.4  #: how much brighter than skin a fine hair is that covers a pixel
SHADE, OFF_MM = 0.16, 0.05  #: what its shadow takes away, and how far beside it the shadow lies
LENGTH_MM = (0.4, 1.1)
THICK_MM = 0.014
STEP_MM = 0.012


def vellus(seed: int, x_mm: np.ndarray, y_mm: np.ndarray) -> np.ndarray:
    """Return how much of each pixel a fine hair covers, (rows, columns), 0-1."""
    rng = generator(seed, "hairs")
    width_mm, height_mm = x_mm[-1] + x_mm[0], y_mm[-1] + y_mm[0]
    count = rng.poisson(PER_MM2 * width_mm * height_mm)
    lies = 1.1 + rng.normal(0, 0.35, count)  # hair on a cheek lies down and outwards
    bend = rng.normal(0, 0.45, count)
    length = rng.uniform(*LENGTH_MM, count)
    root = rng.uniform(0, 1, (2, count)) * [[width_mm], [height_mm]]
    cover = np.zeros((len(y_mm), len(x_mm)), np.float32)
    dx_mm = x_mm[1] - x_mm[0]
    for i in range(count):
        along = np.arange(0, length[i], STEP_MM)
        way = lies[i] + bend[i] * along
        x = root[0, i] + np.cumsum(np.cos(way)) * STEP_MM
        y = root[1, i] + np.cumsum(np.sin(way)) * STEP_MM
        thick = THICK_MM * (1 - 0.75 * along / length[i])
        _splat(cover, x / dx_mm - 0.5, y / dx_mm - 0.5, thick * STEP_MM / dx_mm**2)
    return np.minimum(cover, 0.7)


def shaded_by_hairs(cover: np.ndarray, light: Light, dx_mm: float) -> np.ndarray:
    """Return how much brighter hairs make each place, and how much darker their shadows."""
    right, up = (round(OFF_MM * way / dx_mm) for way in light.heading)
    shade = np.roll(cover, (up, -right), axis=(0, 1)) if light.elevation_deg < 75 else 0
    return 1 + np.float32(PALE) * cover - np.float32(SHADE) * shade


def _splat(cover, column, row, amount):
    """Share each point out among the four pixels around it."""
    c, r = np.floor(column).astype(int), np.floor(row).astype(int)
    inside = (c >= 0) & (r >= 0) & (c < cover.shape[1] - 1) & (r < cover.shape[0] - 1)
    c, r, amount = c[inside], r[inside], amount[inside]
    right, down = column[inside] - c, row[inside] - r
    for dr, share_r in ((0, 1 - down), (1, down)):
        for dc, share_c in ((0, 1 - right), (1, right)):
            np.add.at(cover, (r + dr, c + dc), amount * share_r * share_c)
