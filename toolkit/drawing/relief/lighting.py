"""A patch in a light: shadows with soft edges, light that wanders under the skin, a weak gloss.

What does not depend on the light is worked out once a patch and kept.
"""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.drawing.relief.colour import skin_colours, soft_clipped, to_screen
from toolkit.drawing.relief.patch import Patch
from toolkit.evidence import value
from toolkit.light import Light, albedo
from toolkit.light.relief import SUBSURFACE, light_on_map, spread

SPREAD_MM = tuple(value(f"seen_spread_{one}").typical for one in ("red", "green", "blue"))
SPREAD_SHARE = value("seen_spread_share").typical
SPREAD_DARK = value("seen_spread_dark").typical
SKY_SCALES_MM = (0.08, 0.2, 0.5)  #: how far walls stand that hide the sky
SKY_WEIGHT = 1.1
LAMP_SKY = 0.65  #: how much less light leaves a pit, for the sky that its walls hide
BOUNCE = 0.6  #: of the light on flat skin, that an upright wall of white would get
PLUG = np.array([0.30, 0.38, 0.42], np.float32)[:, None, None]
HAIR = 1.5  #: how bright a fine pale hair is, beside the skin below it
GLOSS, GLOSS_ANGLE = 0.03, 5  #: strength; 2 to this power is how narrow it is
EXPOSURE = 1.1  #: white paper would be a little too bright in the picture
EDGE_MM = 0.022  #: half the width of the soft edge of a shadow


class Ready(NamedTuple):
    """What no light changes: maps of a patch."""

    dx_mm: float
    height_mm: np.ndarray
    sky: np.ndarray  #: (rows, columns) how much of the sky is seen, 0-1
    bounce: np.ndarray  #: (rows, columns) light that other walls throw on a wall
    tilt: tuple[np.ndarray, np.ndarray, np.ndarray]  #: normal: right, up, out of the skin
    colour: np.ndarray  #: (3, rows, columns) linear
    hair: np.ndarray  #: how much brighter fine hairs make a place


def seen(patch: Patch, light: Light, skin_type: int) -> np.ndarray:
    """Return the patch as a screen shows it, (3, rows, columns), 0-255, as numbers with a point."""
    ready = _ready(patch, skin_type)
    lamp = light_on_map(ready.height_mm, dx_mm=ready.dx_mm, light=replace(light, ambient_share=0))
    lamp = blurred(lamp, EDGE_MM / ready.dx_mm)
    own = 1 - light.ambient_share
    lit = own * (lamp + ready.bounce) + light.ambient_share * ready.sky
    lit = spread(soft_clipped(lit), dx_mm=ready.dx_mm, share=SUBSURFACE, axes=(-1, -2))
    picture = _under_skin(lit, ready.dx_mm, skin_type)
    picture *= ready.colour
    picture += own * _gloss(ready, light, lamp)
    picture *= ready.hair * np.float32(EXPOSURE)
    return to_screen(picture)


@lru_cache(maxsize=8)
def _ready(patch, skin_type):
    dx_mm = 1 / patch.px_per_mm
    height = patch.height_mm
    down, right = np.gradient(height, dx_mm)
    steep = 1 / np.sqrt(1 + right**2 + down**2)
    colour = skin_colours(
        patch.redness + patch.skin.flush, patch.pigment + patch.skin.mottle, skin_type=skin_type
    )
    colour *= 1 - PLUG * patch.plug
    sky = _sky(height, dx_mm)
    colour *= 1 - LAMP_SKY * (1 - sky)
    hair = 1 + (HAIR - 1) * np.minimum(patch.skin.hair, 0.7)
    bounce = BOUNCE * albedo(skin_type) * (1 - steep)
    tilt = -right * steep, down * steep, steep
    return Ready(dx_mm, height, sky, bounce, tilt, colour, hair)


def _sky(height, dx_mm):
    """Return how much of the sky each place sees: less the more the skin around stands above it."""
    hidden = [
        np.maximum(blurred(height, scale / dx_mm) - height, 0) / scale for scale in SKY_SCALES_MM
    ]
    return 1 / (1 + (SKY_WEIGHT * np.maximum.reduce(hidden)) ** 1.5)


def _under_skin(lit, dx_mm, skin_type):
    """Return the light that comes out, (3, rows, columns): red has wandered farthest."""
    darker = SPREAD_DARK ** ((skin_type - 1) / 5)
    share = SPREAD_SHARE * darker
    picture = np.empty((3, *lit.shape), np.float32)
    wandered, before = lit, 0.0
    for channel in (2, 1, 0):
        length = SPREAD_MM[channel] * darker / dx_mm
        wandered = blurred(wandered, np.sqrt(length**2 - before**2))
        picture[channel] = (1 - share) * lit + share * wandered
        before = length
    return picture


def _gloss(ready, light, lamp):
    """Return the glint of places that mirror the lamp, over the glint of flat skin."""
    half = np.radians((90 + light.elevation_deg) / 2)
    right, up = light.heading
    along = np.cos(half)
    toward = ready.tilt[0] * (along * right) + ready.tilt[1] * (along * up)
    toward = np.maximum(toward + ready.tilt[2] * np.sin(half), 0)
    for _ in range(GLOSS_ANGLE):
        toward *= toward
    flat = np.sin(half) ** (2**GLOSS_ANGLE)
    return GLOSS * np.maximum(toward - flat, 0) * np.minimum(lamp, 1)


def blurred(field: np.ndarray, spread_px: float) -> np.ndarray:
    """Return a field blurred by a bell curve; beyond its edges it goes on as it ends."""
    if spread_px < 0.2:
        return field
    weights = _bell(round(float(spread_px), 3))
    for axis in (0, 1):
        field = _along(field, weights, axis)
    return field


def _along(field, weights, axis):
    reach = len(weights) - 1
    pad = [(0, 0), (0, 0)]
    pad[axis] = (reach, reach)
    wide = np.pad(field, pad, mode="edge")
    size = field.shape[axis]
    part = (lambda i: wide[i : i + size]) if axis == 0 else (lambda i: wide[:, i : i + size])
    total = part(reach) * weights[0]
    for i in range(1, reach + 1):
        total += (part(reach - i) + part(reach + i)) * weights[i]
    return total


@lru_cache(maxsize=64)
def _bell(spread_px):
    """Return half a bell curve from its middle outwards; the whole sums to 1."""
    at = np.arange(int(np.ceil(2.6 * spread_px)) + 1)
    half = np.exp(-0.5 * (at / spread_px) ** 2)
    return (half / (2 * half.sum() - half[0])).astype(np.float32)
