r"""Shadows as soft as their lamp is wide: sharp beside the rim, softer the farther they fall.

lamp __
    |  |__            dark up to where the top of the lamp comes out,
    |__|  \\__          fully lit where all of it is out
 ____   \_   \__
     |    \_    \__
     |______\______\___
       dark   soft   lit
"""

import numpy as np

from toolkit.light import Light
from toolkit.light.relief import along_rays

STEEPEST_DEG = 89.0
LEAST = 1e-9


def lamp_seen(height_mm: np.ndarray, *, dx_mm: float, light: Light) -> np.ndarray:
    """Return how much of the lamp each place of a map sees past the skin before it, 0-1.

    Notes
    -----
    Each place is under two rays that are lower than the lamp. By how much the skin before it
    stands above both tells how steeply the horizon rises there: exactly so if one edge decides.
    """
    height = height_mm / np.asarray(dx_mm, height_mm.dtype)
    return along_rays(height, light, lambda rows, cells: _seen(rows, cells, light))


def _seen(rows, cells, light):
    middle = min(light.elevation_deg, 90.0)
    half = min(max(light.radius_deg, 0.25), 0.4 * middle)
    low, lower = (np.tan(np.radians(min(middle - n * half, STEEPEST_DEG))) for n in (1, 2))
    above, well_above = (_stands_above(rows, rise * cells) for rise in (low, lower))
    places = np.flatnonzero(above > LEAST)
    seen = np.ones_like(rows)
    if places.size:
        share = above.ravel()[places] / well_above.ravel()[places]
        rise = (low - lower * share) / np.maximum(1 - share, 1e-6)
        out = (middle + half - np.degrees(np.arctan(rise))) / (2 * half)
        out = np.clip(out, 0, 1)
        seen.ravel()[places] = out * out * (3 - 2 * out)
    return seen


def _stands_above(rows, rise):
    """Return how far the skin towards the light stands above the ray through each place."""
    ray = rows + (np.arange(rows.shape[1]) * rise).astype(rows.dtype)
    return np.maximum.accumulate(ray, axis=1) - ray
