"""Pores: many tiny ones, and a few that can be seen."""

from typing import NamedTuple

import numpy as np

from toolkit.drawing.relief.noise import generator, smoothstep
from toolkit.evidence import value

SPACE_MM = 0.66  #: between pores, large and tiny
JITTER = 0.38
LARGE = value("pore_width")
DEEP = value("pore_depth")
TINY_MM = (0.05, 0.13)  #: width of those that are hardly seen
RIM_MM = 0.003


class Pores(NamedTuple):
    """Where pores are and how large: each (pores,)."""

    x_mm: np.ndarray
    y_mm: np.ndarray
    width_mm: np.ndarray
    depth_mm: np.ndarray
    turn: np.ndarray  #: which way the longer side lies [radians]

    def but(self, hidden: np.ndarray) -> "Pores":
        """Return those that are not hidden."""
        return Pores(*(field[~hidden] for field in self))


def scattered(seed: int, *, width_mm: float, height_mm: float, large: int) -> Pores:
    """Return the pores of a patch: a jittered lattice of tiny ones, some of them large."""
    rng = generator(seed, "pores")
    places = np.mgrid[0 : height_mm / SPACE_MM, 0 : width_mm / SPACE_MM].reshape(2, -1) + 0.5
    places[1] += 0.5 * (np.floor(places[0]) % 2)
    y, x = (places + rng.uniform(-JITTER, JITTER, places.shape)) * SPACE_MM
    width = rng.uniform(*TINY_MM, x.size)
    depth = width * rng.uniform(0.12, 0.32, x.size)
    turn = rng.uniform(0, np.pi, x.size)
    inside = (x > 0.3) & (x < width_mm - 0.3) & (y > 0.3) & (y < height_mm - 0.3)
    chosen = rng.permutation(np.flatnonzero(inside))[:large]
    size = rng.beta(1.6, 2.4, len(chosen))
    width[chosen] = LARGE.low + size * (LARGE.high - LARGE.low)
    depth[chosen] = DEEP.low + (DEEP.typical - DEEP.low) * (0.15 + 0.8 * size)
    return Pores(x, y, width, depth, turn)


def dug(pores: Pores, x_mm: np.ndarray, y_mm: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the height that pores add, and how dark their plugs are, (rows, columns) each."""
    height = np.zeros((len(y_mm), len(x_mm)), np.float32)
    plug = np.zeros_like(height)
    for x, y, width, depth, turn in zip(*pores, strict=True):
        reach = 1.1 * width + 0.04
        rows, columns = _around(y_mm, y, reach), _around(x_mm, x, reach)
        right, down = x_mm[columns] - x, (y_mm[rows] - y)[:, None]
        along = np.cos(turn) * right + np.sin(turn) * down
        across = np.cos(turn) * down - np.sin(turn) * right
        away = np.hypot(along / 1.16, across * 1.1) / (width / 2)
        height[rows, columns] -= depth * smoothstep((1.2 - away) / 1.1)
        height[rows, columns] += RIM_MM * min(width / 0.3, 1) * np.exp(-(((away - 1.5) / 0.4) ** 2))
        plug[rows, columns] += smoothstep((0.8 - away) / 0.8) * min(1, (width / 0.4))
    return height, np.minimum(plug, 1)


def _around(places_mm, middle_mm, reach_mm):
    first, last = np.searchsorted(places_mm, (middle_mm - reach_mm, middle_mm + reach_mm))
    return slice(int(first), int(last))
