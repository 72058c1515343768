"""The colour of skin from above: six tones, and what blood and melanin do to them.

Brightness is the model's own (`toolkit.light.albedo`, `tint`), so that the picture and the number
for how strongly a scar shows speak of the same thing. Only the hue is decided here.
"""

import numpy as np

from toolkit.evidence import value
from toolkit.light import albedo, tint

LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
HUES = tuple(
    np.array(
        [
            value(f"skin_red_to_green_type_{one}").typical,
            1.0,
            value(f"skin_blue_to_green_type_{one}").typical,
        ],
        np.float32,
    )
    for one in range(1, 7)
)
BLOOD = np.array([0.05, 1.0, 0.8], np.float32)  #: what blood swallows of red, green and blue
BLOOD_STRENGTH = 0.42  #: of green, by full redness in type 1
MELANIN = np.array([0.75, 1.0, 1.22], np.float32)  #: what melanin swallows
MELANIN_STRENGTH = 0.45  #: of green, by one unit of pigment


def skin_colour(skin_type: int) -> np.ndarray:
    """Return the linear red, green and blue of healthy skin, beside white paper, (3,), 0-1.

    Examples
    --------
    >>> light, dark = skin_colour(1), skin_colour(6)
    >>> bool((light > dark).all())
    True
    """
    bright = albedo(skin_type)
    hue = HUES[int(skin_type) - 1]
    return bright * hue / (LUMINANCE @ hue)


def skin_colours(redness: np.ndarray, pigment: np.ndarray, *, skin_type: int) -> np.ndarray:
    """Return the linear colour of every place, (3, rows, columns), as bright as `tint` says.

    Redness and pigment may lie a little below 0: paler than the person's own skin.
    """
    own = skin_colour(skin_type)
    melanin_veil = albedo(skin_type) / albedo(1)  # melanin lies over the vessels
    swallowed = BLOOD[:, None, None] * (BLOOD_STRENGTH * melanin_veil**0.5 * redness) + MELANIN[
        :, None, None
    ] * (MELANIN_STRENGTH * pigment)
    colour = own[:, None, None] * np.exp(-swallowed)
    paler = np.minimum(redness, 0) * (BLOOD_STRENGTH * 0.5 * melanin_veil)
    bright = albedo(skin_type) * tint(redness, pigment, skin_type=skin_type) * np.exp(-paler)
    colour *= bright / np.tensordot(LUMINANCE, colour, axes=1)
    return colour.astype(np.float32)


def to_screen(linear: np.ndarray) -> np.ndarray:
    """Return linear light, 0-1 and a little above, as the whole numbers of a screen, 0-255."""
    steps = len(_CURVE) - 1
    at = np.minimum(np.maximum(linear, 0) * np.float32(steps) + np.float32(0.5), steps)
    return np.take(_CURVE, at.astype(np.uint16))


def soft_clipped(light: np.ndarray) -> np.ndarray:
    """Return light whose brightest places are drawn together, as an eye or a camera does."""
    knee, most = 1.15, 1.75
    over = np.maximum(light - knee, 0)
    return np.minimum(light, knee) + over / (1 + over / (most - knee))


def _curve(steps):
    light = np.linspace(0, 1, steps)
    low, high = 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055
    return np.rint(255 * np.where(light <= 0.0031308, low, high)).astype(np.uint8)


_CURVE = _curve(8192)
