"""Blood vessels: capillary loops on a superficial plexus, and a pair at the border to the fat."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.bands import band_places
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue

#: places of the loops, in groups that share one stretch of plexus [mm]
GROUPS = tuple(
    tuple(start + step for step in steps)
    for start, steps in (
        (-7.6, (0, 0.42, 0.8)),
        (-6.2, (0, 0.37)),
        (-5.1, (0, 0.48, 0.86)),
        (-3.75, (0, 0.38, 0.8)),
        (-2.45, (0, 0.44)),
        (-1.42, (0, 0.36, 0.76)),
        (-0.1, (0, 0.5)),
        (0.95, (0, 0.4, 0.78)),
        (2.35, (0, 0.46)),
        (3.3, (0, 0.37, 0.75)),
        (4.6, (0, 0.45)),
        (5.5, (0, 0.4, 0.85)),
        (6.9, (0, 0.42)),
    )
)
PAIRS_MM = (-5.6, -1.22, 2.85, 6.3)  #: places of the artery and vein pairs
PAIR_UP_MM = 0.14  #: how far a pair lies over the fat
BAND_ROOM_MM = 0.55  #: between the middle of a pair and that of a bundle of bands


def plexus_shapes(tissue: Tissue, first: Tissue, layers: Layers, window: Window):
    """Yield the plexus and the loops that it feeds, where the skin was whole at first."""
    arterioles, venules, up, down = [], [], [], []
    for loops in loop_groups(first, window):
        depth = _plexus_depth(layers) + 0.02 * np.sin(9 * loops[0])
        arterioles.append(_arc(tissue, loops[0] - 0.16, loops[-1] + 0.1, depth))
        venules.append(_arc(tissue, loops[0] - 0.1, loops[-1] + 0.2, depth + 0.045))
        for x in loops:
            rise, fall = _loop(tissue, x, layers)
            up.append(rise)
            down.append(fall)
    if up:
        yield Shape("venule", "line", np.array(venules), "dermis")
        yield Shape("arteriole", "line", np.array(arterioles), "dermis")
        yield Shape("capillary_back", "curve", np.array(down), "dermis")
        yield Shape("capillary", "curve", np.array(up), "dermis")


def pair_places(first: Tissue, layers: Layers, window: Window) -> tuple[tuple[float, float], ...]:
    """Return where arteries lie that have a vein at their right: in whole tissue, off the bands."""
    depth = layers.skin_mm - PAIR_UP_MM
    bands = [x for x, _ in band_places(first)]

    def in_window(x):
        return window.left + 0.15 < x < window.right - 0.3

    def is_free(x):
        whole = float(first.at(first.collagen, x + 0.08, depth)) > 0.6
        return in_window(x) and whole and all(abs(x + 0.1 - band) > BAND_ROOM_MM for band in bands)

    places = (next(filter(is_free, (x, x - 0.5, x + 0.5)), None) for x in PAIRS_MM if in_window(x))
    return tuple((x, depth) for x in places if x is not None)


def pair_shapes(tissue: Tissue, first: Tissue, layers: Layers, window: Window):
    """Yield artery and vein, cut across: thick wall and thin wall, alike in lightness."""
    places = pair_places(first, layers, window)
    if not places:
        return
    artery = np.array(places)[:, None]
    vein = artery + np.array([0.185, 0.03])
    artery, vein = tissue.sunk(artery), tissue.sunk(vein)
    yield Shape("artery", "dots", artery, "skin", 0.15)
    yield Shape("artery_lumen", "dots", artery, "skin", 0.085)
    yield Shape("vein", "dots", vein, "skin", 0.165)
    yield Shape("vein_lumen", "dots", vein, "skin", 0.13)


def _plexus_depth(layers):
    return layers.epidermis_mm + layers.papillary_dermis_mm + 0.035


@lru_cache(maxsize=8)
def loop_groups(tissue: Tissue, window: Window) -> tuple[tuple[float, ...], ...]:
    """Return where capillary loops stand, by stretch of plexus: in whole and level tissue."""
    inside = [[x for x in group if window.left < x < window.right] for group in GROUPS]
    places = np.array([x for group in inside for x in group])
    around = places[:, None] + np.linspace(-0.14, 0.14, 5)
    whole = tissue.at(tissue.collagen, around, 0.2).min(axis=1) > 0.8
    height = tissue.height(around)
    level = (np.ptp(height, axis=1) < 0.04) & (np.abs(height).max(axis=1) < 0.1)
    good = set(places[whole & level].tolist())
    groups = (tuple(x for x in group if x in good) for group in inside)
    return tuple(group for group in groups if group)


def _arc(tissue, left, right, depth):
    x = np.linspace(left, right, 7)
    waves = 0.016 * np.sin(7.3 * x + 30 * depth) + 0.05 * ((x - x[3]) / 0.8) ** 2
    return np.column_stack([x, depth - tissue.height(x) + waves])


def _loop(tissue, x, layers):
    """A hairpin from the plexus into a papilla and back."""
    foot = _plexus_depth(layers) - float(tissue.height(x))
    tip = layers.epidermis_mm + 0.045 - float(tissue.height(x))
    middle = (foot + tip) / 2
    rise = [
        [x - 0.02, foot],
        [x - 0.035, middle],
        [x - 0.016, tip + 0.02],
        [x + 0.012, tip + 0.005],
    ]
    fall = [
        [x + 0.03, foot + 0.045],
        [x + 0.012, middle],
        [x + 0.026, tip + 0.025],
        [x + 0.012, tip + 0.005],
    ]
    return np.array(rise), np.array(fall)
