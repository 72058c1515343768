"""Which dips of the skin are scars and which are pores, which no treatment is aimed at."""

import numpy as np

from toolkit.evidence import value
from toolkit.grid import Grid
from toolkit.measures import measure_surface, territories

WIDTH_MM = value("pore_width_up_to").typical
DEPTH_MM = value("pore_depth_up_to").typical
RULER = 1.01  #: no ruler is finer than a hundredth


def without_pores(grid: Grid, surface: np.ndarray) -> np.ndarray:
    """Return a surface, (..., columns), level where its dips are no larger than pores. [mm]

    A pore is not a scar: nothing is missing, its follicle keeps it open. What is aimed at scars,
    a stick or a punch or a needle under the skin, passes it by; what works on the whole field
    cannot.
    """
    level = surface.copy()
    for one in level.reshape(-1, grid.columns):
        for own in territories(one):
            if _is_pore(measure_surface(grid, np.where(own, one, 0))):
                one[own] = 0
    return level


def _is_pore(size):
    return size.width_mm <= RULER * WIDTH_MM and size.depth_mm <= RULER * DEPTH_MM
