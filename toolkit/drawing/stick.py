"""The stick that carries acid: fine, round, tapered to a point, wet at its end."""

import numpy as np

from toolkit.drawing.scene import Shape

TOP_MM = -0.9
WIDENS = 0.1  #: how much wider it becomes in a millimetre; a sharpened applicator is slim
WET_MM = (0.16, 0.24, 0.32)  #: acid has soaked about so far up, without an edge
LIGHT, SHADE = (-0.62, -0.18), (0.3, 1.0)  #: stripes of light and shade across, in half widths
GRAIN = ((-0.82, 0.0, 0.6), (-0.05, 0.25, 0.9), (0.2, 0.0, 0.45))  #: where, from, to


def stick_shapes(x: float, tip_z: float, tip_mm: float, top_mm: float = TOP_MM) -> tuple:
    """Return a stick whose point, of true width, ends at a place. [mm]"""
    point = 0.9 * tip_mm
    z = np.concatenate([[top_mm], tip_z - point * np.array([1.0, 0.5, 0.25, 0.1, 0.03, 0.0])])
    half = tip_mm / 2 * np.array([0, 1.0, 0.97, 0.86, 0.66, 0.4, 0.14])
    half[0] = tip_mm / 2 + WIDENS * (tip_z - point - top_mm) / 2
    body = _between(x, z, half, -1.0, 1.0)
    soaked = tuple(_lowest(x, z, half, tip_z - point - up) for up in WET_MM)
    grain = tuple(_grain(x, z, half, *line) for line in GRAIN)
    return (
        Shape("stick", "polygon", body[None]),
        Shape("stick_shade", "polygon", _between(x, z, half, *SHADE)[None]),
        Shape("stick_light", "polygon", _between(x, z, half, *LIGHT)[None]),
        Shape("stick_grain", "line", grain),
        Shape("stick_wet", "polygon", soaked),
    )


def _between(x, z, half, left, right):
    """The stripe between two parts of the half width, all the way down."""
    sides = np.column_stack([x + left * half, z]), np.column_stack([x + right * half, z])
    return np.concatenate([sides[0], sides[1][::-1]])


def _lowest(x, z, half, top):
    """The part of the stick below some depth."""
    down = np.concatenate([[max(top, z[0] + 0.1)], z[1:]])
    return _between(x, down, np.interp(down, z, half), -1.0, 1.0)


def _grain(x, z, half, where, start, stop):
    """A line of the wood, along the taper."""
    down = z[0] + (z[1] - z[0]) * np.array([start, stop])
    return np.column_stack([x + where * np.interp(down, z, half), down])
