"""Light on skin: how strongly a relief shows, and what it looks like from above."""

from toolkit.light.contrast import visibility, visibility_of
from toolkit.light.lights import LIGHTS, Light
from toolkit.light.look import shade, shade_relief
from toolkit.light.sky import sky_seen, thrown_back
from toolkit.light.tone import albedo, tint

__all__ = [
    "LIGHTS",
    "Light",
    "albedo",
    "shade",
    "shade_relief",
    "sky_seen",
    "thrown_back",
    "tint",
    "visibility",
    "visibility_of",
]
