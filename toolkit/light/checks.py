"""Checks of what is to be lit, made once, where it comes in."""

import numpy as np

from toolkit.checks import check_number
from toolkit.light.tone import tint

LARGEST = 100  #: no height in mm, no redness and no pigment is as large as this


def checked_surface(grid, surface, redness, pigment, skin_type):
    """Return surfaces, (..., columns), and how bright their colour is, (1 or many, columns)."""
    surface = checked_field("surface", surface)
    if surface.ndim < 1 or surface.shape[-1] != grid.columns:
        raise ValueError(
            f"surface has shape {surface.shape}; it must end in the {grid.columns} columns"
        )
    colour = checked_colour(redness, pigment, skin_type, surface)
    return surface, np.broadcast_to(colour, surface.shape).reshape(-1, grid.columns)


def checked_colour(redness, pigment, skin_type, like):
    """Return how bright the colour is, in the precision of the heights it lies on."""
    fields = []
    for name, field in (("redness", redness), ("pigment", pigment)):
        field = checked_field(name, field).astype(like.dtype)
        if field.shape != like.shape[like.ndim - field.ndim :]:
            raise ValueError(f"{name} has shape {field.shape}; it must fit {like.shape}")
        fields.append(field)
    return np.asarray(tint(*fields, skin_type=skin_type), like.dtype)


def checked_field(name, field):
    """Return a field as finite floating numbers of ordinary size."""
    field = np.asarray(field)
    if field.dtype.kind not in "fiu":
        raise ValueError(f"{name} holds {field.dtype}; it must hold numbers")
    field = field if field.dtype.kind == "f" else field.astype(float)
    if not np.all(np.abs(field) < LARGEST):
        raise ValueError(f"{name} holds a number that is not finite, or {LARGEST} and more")
    return field


def checked_share(share):
    """Raise a ValueError unless a share is a number from 0 to 1."""
    check_number("subsurface_share", share, 0, 1)
