"""What strong acid leaves in a scar: at once a white frost, days later a brown crust."""

from functools import lru_cache

import numpy as np

from toolkit.drawing.outline import Outline
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue
from toolkit.evidence import value

#: wound signal at which tissue begins to look pale, and from which it is as white as it gets
PALE, WHITE = 0.07, 0.23
#: frost lasts about a day: until the wound's signal has spread so much into the open pit
FRESH = 0.22
SET_FROM = 0.1  #: acid leaves at least this much matter in the pit
#: a laser clots what it wounds, by this much for each part of signal; acid does not
CLOT_BY_LASER = value("fractional_co2_ablated").typical
CRUST_FROM, CRUST_TOP = 0.4, 0.4  #: matter that shows as a crust; its top, of the depth
LEVELS = tuple(np.linspace(0.04, 0.9, 7))  #: veils lie over each other, so no edge is hard
REACH_MM = np.arange(0.0, 1.3, 0.03)
SPREAD = 9  #: points of the outline over which frost ends softly
CRUMB_MM, STEP_MM = 0.075, 0.055
BELOW_RIM_MM = 0.1  #: the crust stays this far under the level of healthy skin


def killed(tissue: Tissue) -> np.ndarray:
    """Return the wound signal that acid has left, (rows, columns), without a laser's."""
    return np.maximum(tissue.signal - tissue.clot / CLOT_BY_LASER, 0)


def is_frosted(tissue: Tissue) -> bool:
    """Return whether acid has just turned tissue white."""
    return bool(freshness(tissue) > 0 and killed(tissue).max() > PALE)


def freshness(tissue: Tissue) -> float:
    """Return how young a wound by acid is: 1 at once, 0 once frost would have gone."""
    if not tissue.clot.max() > SET_FROM:
        return 0.0
    open_to_air = (tissue.clot > 0.05 * tissue.clot.max()) & (tissue.collagen < 0.02)
    if not open_to_air.any():  # an earlier session has filled the pit: its signal alone tells
        return float(np.clip((killed(tissue).max() - 2 * PALE) / (WHITE - 2 * PALE), 0, 1))
    spread = float(tissue.signal[open_to_air].max())
    return max(0.0, 1 - spread / (FRESH * float(tissue.signal.max()) + 1e-9))


def is_crusted(tissue: Tissue) -> bool:
    """Return whether the wound is covered by a crust: there is matter, and the frost is over."""
    return bool(tissue.clot.max() > CRUST_FROM) and not is_frosted(tissue)


def whiteness(signal: np.ndarray) -> np.ndarray:
    """Return how white tissue looks from 0 to 1, by its wound signal."""
    return np.clip((signal - PALE) / (WHITE - PALE), 0, 1)


def frost_shapes(tissue: Tissue, outline: Outline):
    """Yield veils over the wall as deep as the acid has killed it, and its pale inner face."""
    if not is_frosted(tissue):
        return
    white = _white_along(tissue, outline) * min(1.0, 2 * freshness(tissue))
    # Cut to the skin, so the side of the air may be coarse.
    outer = outline.inward(-0.1)
    for level in LEVELS:
        reach = _smoothed((REACH_MM * (white > level)).max(axis=1))
        touched = np.flatnonzero(reach > 0.01)
        if len(touched) > 2:
            here = slice(touched[0], touched[-1] + 1)
            edge = outline.inward(reach)[here][::-4]
            area = np.concatenate([outer[here][::6], edge])
            yield Shape("frost", "polygon", area[None], "skin")


def frost_behind_shapes(tissue: Tissue, outline: Outline):
    """Yield the frost on the wall behind the cut, whiter the deeper."""
    if is_frosted(tissue):
        white = _white_along(tissue, outline).max(axis=1) > LEVELS[3]
        sides = np.flatnonzero(white & (outline.points[:, 1] > BELOW_RIM_MM))
        pit = outline.points[sides[0] : sides[-1] + 1] if len(sides) else ()
        if len(pit) > 2:
            yield Shape("frost_behind", "polygon", pit[None], "open")


def crust_shapes(tissue: Tissue, window: Window):
    """Yield the crust: crumbs with a darker rim that fill an open pit, never over its mouth."""
    if not is_crusted(tissue):
        return
    places, rough = _crumbs(window.left, window.right)
    over_floor = -tissue.height(places[:, 0]) - places[:, 1]
    clot = tissue.at(tissue.clot, *places.T)
    top = max(BELOW_RIM_MM + CRUMB_MM, -CRUST_TOP * float(tissue.surface_mm.min()))
    shown = (clot > CRUST_FROM) & (over_floor > -0.03) & (places[:, 1] > top + rough)
    if shown.any():
        crumbs = places[shown][:, None]
        yield Shape("crust_edge", "dots", crumbs, "open", CRUMB_MM + 0.03)
        yield Shape("crust", "dots", crumbs, "open", CRUMB_MM)


def frost_place(tissue: Tissue, window: Window, skin_mm: float) -> tuple[float, float]:
    """Return a place in the whitest tissue at the left, under some thickness of skin. [mm]"""
    depth = (np.arange(len(tissue.signal)) + 0.5) * tissue.dz_mm
    under = depth[:, None] > skin_mm - tissue.surface_mm
    # Not under the middle of the pit, where the deepest point is named.
    left = (tissue.x_mm < -0.12) & (tissue.x_mm > window.left + 0.1)
    field = np.where(under & left, killed(tissue), 0)
    row, column = np.unravel_index(field.argmax(), field.shape)
    return float(tissue.x_mm[column]), float(depth[row])


def crust_place(tissue: Tissue) -> tuple[float, float]:
    """Return a place in the crust, left of its middle. [mm]"""
    sunk = -tissue.surface_mm
    there = np.flatnonzero(sunk > max(0.75 * sunk.max(), BELOW_RIM_MM))
    column = there[len(there) // 4]
    return float(tissue.x_mm[column]), float(sunk[column] - 0.12 * sunk.max())


def _white_along(tissue, outline):
    """Whiteness under each point of the surface, step by step inwards, where acid lay over it."""
    outside = outline.points - 0.06 * outline.normals
    wet = tissue.at(tissue.clot, outside[:, 0], np.maximum(outside[:, 1], 0)) > SET_FROM
    near = np.convolve(wet, np.ones(2 * SPREAD + 1), mode="same") > 0
    places = outline.points[:, None] + REACH_MM[:, None] * outline.normals[:, None]
    z = tissue.reference_z(places[..., 0], places[..., 1])
    return whiteness(tissue.at(killed(tissue), places[..., 0], z)) * near[:, None]


def _smoothed(reach):
    padded = np.pad(reach, SPREAD // 2, mode="edge")
    return np.convolve(padded, np.ones(SPREAD) / SPREAD, mode="valid")


@lru_cache(maxsize=8)
def _crumbs(left_mm, right_mm):
    rng = np.random.default_rng(9)
    row, column = np.mgrid[0 : int(2.6 / STEP_MM), 0 : int(17 / STEP_MM)]
    places = np.stack([column + 0.5 * (row % 2), row + 0.5], -1).reshape(-1, 2) * STEP_MM
    places += rng.uniform(-0.015, 0.015, places.shape) - (8.5, 0)
    here = (places[:, 0] > left_mm) & (places[:, 0] < right_mm)
    return places[here], rng.uniform(-0.04, 0.04, here.sum())
