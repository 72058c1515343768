r"""Light on a relief: Lambert shading, cast shadows, and a little spreading under the skin.

      \  ray rises tan(elevation) a millimetre
       \
    ____\            a place lies in shadow when any skin towards the light
        |\           is higher than the ray that would reach it
        |_\_____
    shadow = depth / tan(elevation)

Everything here is relative: 1 is flat skin under the same light.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from toolkit.evidence import value
from toolkit.light.lights import Light

SUBSURFACE = value("subsurface_share").typical
WANDER_MM = value("subsurface_length").typical
LEAST = 1e-9


def light_across(height: np.ndarray, *, dx_mm: float, light: Light) -> np.ndarray:
    """Return the light on trenches, (..., columns), that run on in front of and behind a line."""
    across = light.heading[0]
    slope = np.gradient(height, dx_mm, axis=-1)
    direct = lambert(slope * across, np.sqrt(1 + slope**2), light.rise)
    rise = light.rise / max(abs(across), LEAST)  # seen in the plane of the section
    order = slice(None, None, -1 if across > 0 else 1)
    dark = cast_shadow(height[..., order], run_mm=dx_mm, rise=rise)[..., order]
    return with_ambient(direct * (1 - dark), light)


def light_on_map(height: np.ndarray, *, dx_mm: float, light: Light) -> np.ndarray:
    """Return the light on a map of heights, (rows, columns), whose first row is the top."""
    right, up = light.heading
    downhill, across = np.gradient(height, dx_mm)
    steepness = np.sqrt(1 + across**2 + downhill**2)
    direct = lambert(across * right - downhill * up, steepness, light.rise)
    dark = along_rays(
        height, light, lambda rows, cells: cast_shadow(rows, run_mm=cells * dx_mm, rise=light.rise)
    )
    return with_ambient(direct * (1 - dark), light)


def lambert(towards: np.ndarray, steepness: np.ndarray, rise: float) -> np.ndarray:
    """Return cos(angle to the light), 1 on flat skin; `towards` is the slope up to the light."""
    return np.maximum(1 - towards / rise, 0) / steepness


def with_ambient(direct: np.ndarray, light: Light) -> np.ndarray:
    """Return the light of the lamp and the light from everywhere, together 1 on flat skin."""
    return light.ambient_share + (1 - light.ambient_share) * direct


def cast_shadow(height: np.ndarray, *, run_mm: float, rise: float) -> np.ndarray:
    """Return which part of each cell lies in cast shadow, when light comes in at the start.

    Along the last axis; beyond its start the skin is flat. Ray by ray: a place is dark when a
    running maximum of height plus rise is above its own.
    """
    ray = height + (np.arange(height.shape[-1]) * (rise * run_mm)).astype(height.dtype)
    highest = np.maximum.accumulate(ray, axis=-1)
    cells = (highest[..., :-1] - ray[..., 1:]) / (rise * run_mm)  # to go until the shadow ends
    here = cells > 0
    here[..., 1:] |= cells[..., :-1] > 0  # the end of a shadow may lie just inside the next cell
    dark = np.zeros_like(height)
    dark[..., 1:] = np.where(here, np.clip(cells + 0.5, 0, 1), 0)
    return dark


def along_rays(height: np.ndarray, light: Light, cast: Callable) -> np.ndarray:
    """Return what rays do to a map: sheared until they run along its rows, and sheared back.

    ``cast(heights, cells)`` answers for rows along which light comes in at the start; one step
    along them is so many cells long.
    """
    right, up = light.heading
    return _sheared(height, right, -up, cast)


def _sheared(height, right, down, cast):
    """The way to the lamp is `right` cells across for `down` cells down."""
    if abs(down) > abs(right):
        return _sheared(height.T, down, right, cast).T
    order = slice(None, None, -1 if right > 0 else 1)
    if abs(down) < LEAST:
        return cast(height[:, order], 1.0)[:, order]
    shift = -down / abs(right) * np.arange(height.shape[1])
    lines = np.arange(np.floor(-shift.max()), height.shape[0] + np.ceil(-shift.min()))
    sheared = _rows_at(height[:, order], lines[:, None] + shift)
    dark = cast(sheared, 1 / abs(right))
    places = np.arange(height.shape[0])[:, None] - shift - lines[0]
    return _rows_at(dark, places)[:, order]


def _rows_at(field, rows):
    """Return each column of a map at fractional rows; beyond its edge the map goes on flat."""
    rows = np.clip(rows, 0, field.shape[0] - 1)
    above = np.minimum(rows.astype(int), field.shape[0] - 2)
    share = (rows - above).astype(field.dtype)
    columns = np.arange(field.shape[1])
    return field[above, columns] * (1 - share) + field[above + 1, columns] * share


def spread(light: np.ndarray, *, dx_mm: float, share: float, axes: tuple):
    """Return the light after a share of it has wandered under the skin before it came out.

    The wanderer is a random walk that is absorbed: 1/(1 + (k length)^2) along each axis. Closed
    edges; no light is lost.
    """
    if not share:
        return light
    wandered = light
    for axis in axes:
        matrix = _wandering(light.shape[axis], dx_mm).astype(light.dtype)
        wandered = wandered @ matrix if axis == -1 else matrix @ wandered
    return (1 - share) * light + share * wandered


@lru_cache(maxsize=16)
def _wandering(cells, dx_mm):
    closed = np.full(cells, 2.0)
    closed[[0, -1]] -= 1
    steps = np.diag(closed) - np.eye(cells, k=1) - np.eye(cells, k=-1)
    return np.linalg.inv(np.eye(cells) + (WANDER_MM / dx_mm) ** 2 * steps)
