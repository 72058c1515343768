"""A patch in a light: soft shadows, a sky that pits see little of, light that wanders, a gloss.

    lamp      Lambert, past whatever stands before it: sharp beside a rim, softer farther off
    sky       the light from everywhere; the floor of a pit sees a small part of it
    bounces   what the walls throw on each other, most of it red: pits are dark and warm
    skin      some of the light wanders a little before it comes out, red the farthest

What does not depend on the light is worked out once a patch and kept.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.drawing.relief.coarser import averaged, spread_out
from toolkit.drawing.relief.colour import skin_colour, skin_colours, soft_clipped, to_screen
from toolkit.drawing.relief.gloss import gloss
from toolkit.drawing.relief.hairs import shaded_by_hairs
from toolkit.drawing.relief.patch import Patch
from toolkit.drawing.relief.shadow import lamp_seen
from toolkit.evidence import value
from toolkit.light import Light, sky_seen, thrown_back
from toolkit.light.relief import SUBSURFACE, lambert, spread

SPREAD_MM = value("seen_spread").typical
SPREAD_SHARES = tuple(value(f"seen_spread_{one}").typical for one in ("red", "green", "blue"))
SPREAD_DARK = value("seen_spread_dark").typical
SKY_MM = 0.045  #: the horizon is looked for on squares of about this side
NEAR_MM = 0.3  #: so far do walls light each other
BROAD = 0.6  #: how much less of a lamp, which is never a point, a place sees that sees no sky
#: share of each colour that comes out far away: as much as `SUBSURFACE` to the eye, most of it red
FAR = tuple(np.float32(SUBSURFACE * part) for part in (1.35, 0.95, 0.6))
CREASE = 3.0  #: of the light, lost in a fine line for each millimetre of its depth
PLUG = np.array([0.30, 0.38, 0.42], np.float32)[:, None, None]
EXPOSURE = 1.1  #: white paper would be a little too bright in the picture


class Ready(NamedTuple):
    """What no light changes: maps of a patch."""

    dx_mm: float
    square: int  #: cells along one side of a coarse square
    height_mm: np.ndarray
    slopes: tuple[np.ndarray, np.ndarray]  #: up to the right, up to the top
    steep: np.ndarray  #: area of skin over area of map
    steep_coarse: np.ndarray  #: the same on coarse squares
    sky: np.ndarray  #: (3, rows, columns) light of the sky, with what walls throw back of it
    thrown: np.ndarray  #: (3, rows, columns) what walls throw back of a lamp's light
    far: np.ndarray  #: how much light comes from far under the skin: little to deep walls, 0-1
    broad: np.ndarray  #: how much of a lamp that is no point is seen, 0-1
    colour: np.ndarray  #: (3, rows, columns) linear


def seen(patch: Patch, light: Light, skin_type: int) -> np.ndarray:
    """Return the patch as a screen shows it, (rows, columns, 3), whole numbers 0-255."""
    ready = _ready(patch, skin_type)
    right, up = light.heading
    towards = ready.slopes[0] * np.float32(right) + ready.slopes[1] * np.float32(up)
    lamp = lambert(towards, ready.steep, light.rise)
    lamp *= lamp_seen(ready.height_mm, dx_mm=ready.dx_mm, light=light)
    lamp = soft_clipped(lamp) * ready.broad
    picture = _out_of_skin(ready, light, lamp, skin_type)
    picture *= ready.colour
    picture += (1 - light.ambient_share) * gloss(ready.slopes, ready.steep, light, lamp)
    picture *= np.float32(EXPOSURE) * shaded_by_hairs(patch.skin.hair, light, ready.dx_mm)
    return to_screen(np.moveaxis(picture, 0, -1))


@lru_cache(maxsize=8)
def _ready(patch, skin_type):
    dx_mm = 1 / patch.px_per_mm
    height = patch.height_mm
    down, right = np.gradient(height, dx_mm)
    steep = np.sqrt(1 + right**2 + down**2)
    square = max(1, round(SKY_MM / dx_mm))
    sky = sky_seen(averaged(height, square), dx_mm=dx_mm * square)
    sky = spread_out(sky, height.shape, square)
    own = skin_colour(skin_type)
    thrown = np.stack([thrown_back(sky, float(albedo)) for albedo in own]).astype(np.float32)
    colour = skin_colours(
        patch.redness + patch.skin.flush, patch.pigment + patch.skin.mottle, skin_type=skin_type
    )
    colour *= 1 - PLUG * patch.plug
    colour *= 1 + CREASE * np.minimum(patch.skin.relief_mm * patch.keep, 0)
    wide = max(1, round(NEAR_MM / 2 / dx_mm))
    return Ready(
        dx_mm=dx_mm,
        square=wide,
        height_mm=height,
        slopes=(right, -down),
        steep=steep,
        steep_coarse=averaged(steep, wide),
        sky=sky * (1 + thrown),
        thrown=thrown,
        far=np.sqrt(sky).astype(np.float32),
        broad=(1 - BROAD * (1 - sky)).astype(np.float32),
        colour=colour,
    )


def _out_of_skin(ready, light, lamp, skin_type):
    """Return the light that comes out, (3, rows, columns), 1 on flat skin."""
    own, around = np.float32(1 - light.ambient_share), np.float32(light.ambient_share)
    darker = SPREAD_DARK ** ((skin_type - 1) / 5)
    soft = blurred(lamp, SPREAD_MM * darker / ready.dx_mm) - lamp
    coarse = averaged(lamp * ready.steep, ready.square)
    near = _on_all(ready, _smoothed(coarse) / _smoothed(ready.steep_coarse))
    far = _on_all(ready, _far(ready, own * coarse / ready.steep_coarse, around)) * ready.far
    picture = ready.thrown * near
    for channel, share in enumerate(SPREAD_SHARES):
        picture[channel] += lamp + np.float32(share * darker) * soft
    picture *= own
    picture += ready.sky * around
    for channel, share in enumerate(FAR):
        picture[channel] *= 1 - share
        picture[channel] += share * far
    return picture


def _far(ready, lamp, around):
    """Return, coarsely, the light that has wandered far: the mean over the skin around."""
    sky = averaged(ready.sky[1], ready.square)
    size = {"dx_mm": ready.dx_mm * ready.square, "share": 1.0, "axes": (-1, -2)}
    area = spread(ready.steep_coarse, **size)
    return spread((lamp + around * sky) * ready.steep_coarse, **size) / area


def _on_all(ready, coarse):
    return spread_out(coarse, ready.height_mm.shape, ready.square)


def _smoothed(coarse):
    return blurred(coarse, 1.5)


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
    at = np.arange(int(np.ceil(2.2 * spread_px)) + 1)
    half = np.exp(-0.5 * (at / spread_px) ** 2)
    return (half / (2 * half.sum() - half[0])).astype(np.float32)
