"""Blood vessels: capillary loops on a superficial plexus, and a pair at the border to the fat."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.bands import band_places
from toolkit.drawing.epidermis import nearest_papilla
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import repeats

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
LOOP_MM = 0.024  #: half of the width of a loop; drawn larger, or its limbs could not be told apart
#: the vessel that joins a stretch of plexus to the deep: steps aside and down [mm]
STEM_MM = np.array([[0.05, 0.03], [0.08, 0.1], [0.1, 0.24], [0.16, 0.4]])
PAIR_UP_MM = 0.14  #: how far a pair lies over the fat
WHOLE = 0.9  #: old collagen around a pair
BAND_ROOM_MM = 0.55  #: between the middle of a pair and that of a bundle of bands


def plexus_shapes(tissue: Tissue, first: Tissue, layers: Layers, window: Window):
    """Yield the plexus and the loops that it feeds, where the skin was whole at first."""
    arterioles, venules, up, down = [], [], [], []
    for loops in loop_groups(first, window):
        depth = _plexus_depth(layers) + 0.02 * np.sin(9 * loops[0])
        wide = LOOP_MM * window.coarseness
        feeds = _Arc(tissue, loops[0] - 0.12, loops[-1] - wide, depth)
        drains = _Arc(tissue, loops[0] + wide, loops[-1] + 0.16, depth + 0.07)
        arterioles.append(feeds.line(deep="left"))
        venules.append(drains.line(deep="right"))
        for x in loops:
            tip = layers.epidermis_mm + 0.03 - float(tissue.height(x))
            up.append(_limb(x, x - wide, feeds.z(x - wide), tip))
            down.append(_limb(x, x + wide, drains.z(x + wide), tip))
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
        whole = float(first.at(first.old, x + 0.08, depth)) > WHOLE
        return in_window(x) and whole and all(abs(x + 0.1 - band) > BAND_ROOM_MM for band in bands)

    which, by = repeats(np.array(PAIRS_MM), window.left + 0.15, window.right - 0.3)
    wanted = (np.array(PAIRS_MM)[which] + by[:, 0]).tolist()
    places = (next(filter(is_free, (x, x - 0.5, x + 0.5)), None) for x in wanted)
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
    inside = [
        [nearest_papilla(x) for x in group if window.left + 0.05 < x < window.right - 0.05]
        for group in _all_groups(window)
    ]
    places = np.array([x for group in inside for x in group])
    around = places[:, None] + np.linspace(-0.14, 0.14, 5)
    whole = tissue.at(tissue.collagen, around, 0.2).min(axis=1) > 0.8
    height = tissue.height(around)
    level = (np.ptp(height, axis=1) < 0.04) & (np.abs(height).max(axis=1) < 0.1)
    good = set(places[whole & level].tolist())
    groups = (tuple(x for x in group if x in good) for group in inside)
    return tuple(group for group in groups if group)


def _all_groups(window):
    starts = np.array([group[0] for group in GROUPS])
    which, by = repeats(starts, window.left - 1, window.right + 1)
    return [[x + move for x in GROUPS[i]] for i, move in zip(which, by[:, 0], strict=True)]


class _Arc:
    """A stretch of plexus that sags between its ends and waves a little."""

    def __init__(self, tissue, left, right, depth):
        self.left, self.right = left, max(right, left + 0.05)
        self.tissue, self.depth = tissue, depth

    def z(self, x):
        """Return how deep it lies at some places. [mm]"""
        share = (x - self.left) / (self.right - self.left)
        waves = 0.014 * np.sin(11 * x + 30 * self.depth) + 0.05 * (4 * share * (1 - share)) - 0.03
        return self.depth - self.tissue.height(x) + waves

    def line(self, deep):
        """Return it with the vessel that comes up, or goes down, at one end: (points, 2)."""
        x = np.linspace(self.left, self.right, 7)
        line = np.column_stack([x, self.z(x)])
        sign = -1 if deep == "left" else 1
        stem = line[0 if deep == "left" else -1] + STEM_MM * (sign, 1)
        parts = (stem[::-1], line) if deep == "left" else (line, stem)
        return _smooth(np.concatenate(parts))


def _smooth(line):
    """Cut the corners of a line, leaving its ends where they are."""
    near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
    cut = np.stack([near, far], axis=1).reshape(-1, 2)
    return np.concatenate([line[:1], cut[1:-1], line[-1:]])


def _limb(x, foot_x, foot, tip):
    """One limb of a hairpin, from the plexus up to the tip, where it turns over."""
    middle = tip + 0.3 * (foot - tip)
    outward = foot_x + 0.15 * (foot_x - x)
    return np.array([[foot_x, foot], [outward, 2 * middle - tip], [foot_x, middle], [x, tip]])
