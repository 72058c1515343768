"""Where in the skin the inflamed cells are, and how far what they set free seeps."""

import numpy as np

from toolkit.evidence import value
from toolkit.formation.lesion import Lesion
from toolkit.grid import Grid
from toolkit.modes import soaked

REACH_MM = value("infiltrate_reach").typical


def infiltrate(lesion: Lesion, grid: Grid, dtype=np.float64) -> np.ndarray:
    """Return how dense the inflamed cells are in each cell of the grid, (rows, columns), 0-1.

    The body of the lesion, softened by the distance that its cells have wandered.
    """
    return lesion.intensity * soaked(_body(lesion, grid).astype(dtype), grid, reach_mm=REACH_MM)


def _body(lesion, grid):
    """Return the part of each cell that lies in the lesion, from rows four times as fine."""
    fine = 4
    z_mm = (np.arange(fine * grid.rows) + 0.5) * grid.dz_mm / fine
    beside_mm = np.abs(grid.x_mm) - lesion.half_width_mm(z_mm)[:, None]
    inside = np.clip(0.5 - beside_mm / grid.dx_mm, 0, 1)
    return inside.reshape(grid.rows, fine, grid.columns).mean(axis=1)
