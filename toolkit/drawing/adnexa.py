"""Hair follicles with their sebaceous gland and the muscle that raises the hair."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Shape, Window, rounded
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import repeats

#: places of follicles, which way they lean, and whether a hair leaves the skin [mm]
FOLLICLES = ((-6.8, 1), (-2.2, 1), (1.62, 1), (5.0, 1))
LEAN = 0.2
DEPTH_SHARE = 0.78  #: of the dermis
BESIDE_MM, MUSCLE_MM = 0.45, 1.0  #: a follicle needs whole skin at its sides and over its muscle
BULB_MM = 1.35  #: as deep as a follicle reaches
WHOLE = 0.9  #: collagen that whole skin has
MUSCLE_BOW = np.array([0.05, 0.07])  #: how far the middle of a muscle hangs to the side and down
LOBES = ((0.0, 0.0, 0.115), (0.1, 0.12, 0.125), (-0.035, 0.17, 0.1), (0.055, 0.29, 0.105))


def follicle_shapes(first: Tissue, layers: Layers, window: Window, pores: tuple = ()):
    """Yield follicles where the skin was whole at first, and one under each pore."""
    for x, side in follicle_places(first, window):
        yield from _unit(x, side, layers, 0.0, has_muscle(x, side, window))
    for x, depth_mm in pores:
        yield from _unit(x, -1, layers, depth_mm, False)


def hair_shapes(first: Tissue, layers: Layers, window: Window):
    """Yield the hairs that leave the skin; drawn last, over the surface."""
    for x, side in follicle_places(first, window):
        yield _hair(x, side, layers)


def gland_place(x: float, side: int, layers: Layers) -> tuple[float, float]:
    """Return the middle of the sebaceous gland of a follicle. [mm]"""
    depth = 0.4 * layers.dermis_mm
    return _axis(x, side, depth) + side * 0.19, depth


def has_muscle(x: float, side: int, window: Window) -> bool:
    """Return whether the muscle of a follicle lies in the window; half of one is not drawn."""
    return window.left < x + side * MUSCLE_MM < window.right


def muscle_place(x: float, side: int, layers: Layers) -> tuple[float, float]:
    """Return the middle of the muscle of a follicle. [mm]"""
    low, high = _muscle_ends(x, side, layers)
    return tuple(((low + high) / 2 + MUSCLE_BOW * (side, 1)).tolist())


@lru_cache(maxsize=8)
def follicle_places(tissue: Tissue, window: Window) -> list[tuple[float, int]]:
    """Return the follicles that a window shows: place and the side of gland and muscle.

    A follicle whose muscle would leave the window is turned round, if there is whole skin for it.
    """
    starts = np.array([x for x, _ in FOLLICLES])
    which, by = repeats(starts, window.left + 0.35, window.right - 0.35)
    wanted = zip((starts[which] + by[:, 0]).tolist(), which, strict=True)
    places = [(x, _side(tissue, x, FOLLICLES[i][1], window)) for x, i in wanted]
    return [(x, side) for x, side in places if _whole(tissue, x, side, BULB_MM)]


def _side(tissue, x, side, window):
    turned = has_muscle(x, -side, window) and _whole(tissue, x, -side, BULB_MM)
    return -side if turned and not has_muscle(x, side, window) else side


def _whole(tissue, x, side, bottom_mm):
    """Whether the skin is level and all its collagen is there, from hair bulb to muscle."""
    around = x + np.linspace(*sorted((-side * BESIDE_MM, side * MUSCLE_MM)), 9)
    depth = np.linspace(0.1, bottom_mm, 8)[:, None]
    level = np.abs(tissue.height(around)).max() < 0.03
    return bool(level and tissue.at(tissue.old, around, depth).min() > WHOLE)


@lru_cache(maxsize=64)
def _unit(x, side, layers, funnel_mm, with_muscle):
    bottom = layers.skin_mm * DEPTH_SHARE
    top = 0.02 + funnel_mm
    gland = _lobes(x, side, layers)
    muscle = _muscle(x, side, layers) if with_muscle else ()
    return (
        *muscle,
        *gland,
        Shape("sheath", "blob", (_tube(x, side, top, bottom, 0.062, 0.088),), "skin", keep=True),
        Shape(
            "inner_sheath",
            "blob",
            (_tube(x, side, top, bottom - 0.06, 0.034, 0.034),),
            "skin",
            keep=True,
        ),
        *([] if funnel_mm else [_hair(x, side, layers)]),
    )


def _axis(x, side, z):
    """The follicle leans: where its axis is at a depth."""
    return x - side * LEAN * z + side * 0.03 * z**2


def _tube(x, side, top, bottom, half_mm, bulb_mm):
    z = np.linspace(top, bottom, 20)
    share = (z - top) / (bottom - top)
    half = half_mm * (1 - 0.3 * np.sin(np.pi * share)) + (bulb_mm - 0.7 * half_mm) * share**7
    half[-3:] *= (0.97, 0.8, 0.42)
    middle = _axis(x, side, z)
    edge = np.concatenate(
        [np.column_stack([middle - half, z]), np.column_stack([middle + half, z])[::-1]]
    )
    return rounded(edge)


@lru_cache(maxsize=64)
def _hair(x, side, layers):
    z = np.array([layers.skin_mm * DEPTH_SHARE - 0.05, 0.55, 0.1, 0, -0.06, -0.12, -0.17, -0.215])
    out = np.where(z < 0, side * 0.9 * z**2, 0)
    return Shape("hair", "line", np.column_stack([_axis(x, side, z) + out, z])[None], keep=True)


def _lobes(x, side, layers):
    centre_x, centre_z = gland_place(x, side, layers)
    rng = np.random.default_rng(7)
    angle = np.linspace(0, 2 * np.pi, 9)[:-1]
    shapes = []
    for dx, dz, radius in LOBES:
        middle = np.array([centre_x + side * dx, centre_z - 0.17 + dz])
        ring = np.column_stack([np.cos(angle), np.sin(angle)])
        edge = middle + ring * (radius * rng.uniform(0.95, 1.16, (8, 1)))
        shapes.append(Shape("gland", "blob", (rounded(edge),), "skin", keep=True))
        spots = middle + rng.uniform(-0.72, 0.72, (14, 2)) * radius
        spots = spots[np.hypot(*(spots - middle).T) < 0.78 * radius]
        shapes.append(Shape("gland_cell", "dots", spots[:, None], "skin", 0.018, keep=True))
    return shapes


def _muscle(x, side, layers):
    """A spindle from below the gland up to the papillary dermis."""
    low, high = _muscle_ends(x, side, layers)
    along = high - low
    across = np.array([-along[1], along[0]]) / np.hypot(*along) * 0.042
    share = np.linspace(0, 1, 8)[:, None]
    bow = np.sin(np.pi * share)
    curve = low + along * share + MUSCLE_BOW * (side, 1) * bow
    edge = np.concatenate([curve + across * bow**0.7, (curve - across * bow**0.7)[-2:0:-1]])
    lines = np.stack([curve[1:-1] + across * bow[1:-1] * place for place in (-0.35, 0.35)])
    return (
        Shape("muscle", "blob", (rounded(edge),), "skin", keep=True),
        Shape("muscle_line", "line", lines, "skin", keep=True),
    )


def _muscle_ends(x, side, layers):
    deep = 0.62 * layers.dermis_mm
    low = np.array([_axis(x, side, deep) + side * 0.06, deep])
    return low, np.array([x + side * 0.95, layers.epidermis_mm + layers.papillary_dermis_mm])
