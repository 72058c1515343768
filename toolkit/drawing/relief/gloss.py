"""The glint of skin: each little plateau mirrors the lamp a little, and looks crisp for it."""

import numpy as np

from toolkit.light import Light

GLOSS, NARROW = 0.045, 5  #: strength; 2 to this power is how narrow it is


def gloss(slopes: tuple, steep: np.ndarray, light: Light, lamp: np.ndarray) -> np.ndarray:
    """Return the glint of places that mirror the lamp to an eye above, over that of flat skin."""
    half = np.radians((90 + light.elevation_deg) / 2)
    right, up = light.heading
    along, flat = np.cos(half), np.sin(half)
    glint = slopes[0] * np.float32(-along * right) + slopes[1] * np.float32(-along * up)
    glint += np.float32(flat)
    glint /= steep
    np.maximum(glint, 0, out=glint)
    for _ in range(NARROW):
        glint *= glint
    glint -= np.float32(flat ** (2**NARROW))
    np.maximum(glint, 0, out=glint)
    glint *= np.minimum(lamp, 1)
    return np.float32(GLOSS) * glint
