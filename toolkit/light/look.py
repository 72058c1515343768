"""The look of skin: how bright each place is beside white paper in the same light."""

import numpy as np

from toolkit.checks import is_number
from toolkit.light.checks import (
    LARGEST,
    checked_colour,
    checked_field,
    checked_share,
    checked_surface,
)
from toolkit.light.disc import RADIUS_CELLS, full_disc
from toolkit.light.lights import LIGHTS, Light, checked_light
from toolkit.light.relief import SUBSURFACE, light_across, light_on_map, spread
from toolkit.light.tone import albedo
from toolkit.section import Section, check_one
from toolkit.surface import surface_mm

MOST_CELLS = 4096  #: along one side of a map


def shade(
    section: Section,
    *,
    light: Light = LIGHTS["window"],
    skin_type: int = 3,
    subsurface_share: float = SUBSURFACE,
) -> np.ndarray:
    """Return how bright one section is, beside a flat white paper under the same light, 0-1.

    A planar section gives a line, (columns,). A round one gives the square of skin around its
    axis, (rows, columns), seen from above, ``grid.width_mm`` wide. Parameters are those of
    `visibility`; a section that holds many patients is refused.

    Examples
    --------
    >>> from toolkit import ice_pick
    >>> shade(ice_pick()).shape
    (160, 160)
    """
    check_one(section)
    grid, surface = section.grid, surface_mm(section)
    chosen = {"light": light, "skin_type": skin_type, "subsurface_share": subsurface_share}
    if grid.is_round:
        take = full_disc(grid)
        fields = (surface, section.redness, section.pigment)
        height, redness, pigment = (take(field) for field in fields)
        dx_mm = grid.span_mm / RADIUS_CELLS
        return shade_relief(height, dx_mm=dx_mm, redness=redness, pigment=pigment, **chosen)
    surface, colour = checked_surface(grid, surface, section.redness, section.pigment, skin_type)
    checked_light(light)
    checked_share(subsurface_share)
    lit = light_across(surface[None], dx_mm=grid.dx_mm, light=light)
    lit = spread(lit, dx_mm=grid.dx_mm, share=subsurface_share, axes=(-1,))
    return albedo(skin_type) * (lit * colour)[0]


def shade_relief(
    height_mm: np.ndarray,
    *,
    dx_mm: float,
    light: Light = LIGHTS["window"],
    skin_type: int = 3,
    redness: np.ndarray | float = 0.0,
    pigment: np.ndarray | float = 0.0,
    subsurface_share: float = SUBSURFACE,
) -> np.ndarray:
    """Return how bright a relief is, seen from above, beside white paper in the same light, 0-1.

    Parameters
    ----------
    height_mm
        Height over healthy skin, (rows, columns), the first row at the top of the picture. [mm]
    dx_mm
        Side of one square cell. [mm]
    light, skin_type, subsurface_share
        See `visibility`.
    redness, pigment
        One number, or one a cell.

    Raises
    ------
    ValueError
        If the map is not a finite field of 2 to 4096 cells each way, or a number not possible.

    Examples
    --------
    >>> flat = shade_relief(np.zeros((8, 8)), dx_mm=0.1, skin_type=1)
    >>> bool(np.allclose(flat, albedo(1)))
    True
    """
    height = checked_field("height_mm", height_mm)
    if height.ndim != 2 or not all(2 <= side <= MOST_CELLS for side in height.shape):
        raise ValueError(
            f"height_mm has shape {height.shape}; it must have 2 to {MOST_CELLS} rows and columns"
        )
    if not (is_number(dx_mm) and 0 < dx_mm < LARGEST):
        raise ValueError(f"dx_mm is {dx_mm!r}; it must lie above 0 and below {LARGEST}")
    checked_light(light)
    checked_share(subsurface_share)
    colour = checked_colour(redness, pigment, skin_type, height)
    lit = light_on_map(height, dx_mm=float(dx_mm), light=light)
    lit = spread(lit, dx_mm=float(dx_mm), share=subsurface_share, axes=(-1, -2))
    return albedo(skin_type) * lit * colour
