"""Skin without scars, seen from above: its fine relief, pores, hairs, and uneven colour."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.drawing.relief.hairs import vellus
from toolkit.drawing.relief.net import fine_relief
from toolkit.drawing.relief.noise import generator, smooth
from toolkit.drawing.relief.pores import Pores, scattered

FLUSH = ((1.5, 0.03), (0.45, 0.035), (0.13, 0.035))  #: uneven blood: (cell in mm, spread)
MOTTLE = ((2.0, 0.04), (0.5, 0.035), (0.1, 0.03))  #: uneven melanin
SWELL = ((2.2, 0.020), (0.9, 0.006))  #: skin is nowhere quite flat [mm]


class Skin(NamedTuple):
    """What skin looks like where no scar is: maps, (rows, columns) each."""

    relief_mm: np.ndarray  #: net of fine lines
    swell_mm: np.ndarray  #: gentle unevenness
    flush: np.ndarray  #: uneven redness, around 0
    mottle: np.ndarray  #: uneven pigment, around 0
    hair: np.ndarray  #: share of a pixel that hair covers
    pores: Pores


@lru_cache(maxsize=6)
def bare_skin(seed: int, width_mm: float, height_mm: float, px_per_mm: float, pores: int) -> Skin:
    """Return skin of some size; the seed decides everything in it."""
    x_mm, y_mm = places(width_mm, height_mm, px_per_mm)
    layers = {
        name: sum(size * smooth(rng, x_mm, y_mm, cell_mm=cell) for cell, size in waves)
        for name, waves in (("swell", SWELL), ("flush", FLUSH), ("mottle", MOTTLE))
        for rng in [generator(seed, name)]
    }
    return Skin(
        relief_mm=fine_relief(seed, x_mm, y_mm),
        swell_mm=layers["swell"],
        flush=layers["flush"],
        mottle=layers["mottle"],
        hair=vellus(seed, x_mm, y_mm),
        pores=scattered(seed, width_mm=width_mm, height_mm=height_mm, large=pores),
    )


def places(width_mm: float, height_mm: float, px_per_mm: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles of the columns and of the rows of a map. [mm]"""
    columns, rows = round(width_mm * px_per_mm), round(height_mm * px_per_mm)
    return (np.arange(columns) + 0.5) / px_per_mm, (np.arange(rows) + 0.5) / px_per_mm
