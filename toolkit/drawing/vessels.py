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
FILLET_MM = 0.05  #: over which a limb of a loop bends out of the plexus
#: the vessel that joins a stretch of plexus to the deep begins with these steps aside and down [mm]
STEM_MM = np.array([[0.04, 0.02], [0.075, 0.07], [0.085, 0.13]])
STEM_STEP_MM = 0.09  #: between the places of a stem further down
PAIR_UP_MM = 0.14  #: how far a pair lies over the fat
WHOLE = 0.9  #: old collagen around a pair
BAND_ROOM_MM = 0.55  #: between the middle of a pair and that of a bundle of bands


def plexus_shapes(tissue: Tissue, first: Tissue, layers: Layers, window: Window):
    """Yield the plexus and the loops that it feeds, where the skin was whole at first."""
    arterioles, venules, up, down = [], [], [], []
    wide = LOOP_MM * window.coarseness
    for loops in loop_groups(first, window):
        feeds, drains = _arcs(tissue, loops, layers, window)
        arterioles.append(feeds.line())
        venules.append(drains.line())
        for x in loops:
            tip = layers.epidermis_mm + 0.03 - float(tissue.height(x))
            up.append(_limb(x, x - wide, feeds, tip, -1))
            down.append(_limb(x, x + wide, drains, tip, 1))
    if up:
        yield Shape("venule", "line", tuple(venules), "dermis")
        yield Shape("arteriole", "line", tuple(arterioles), "dermis")
        yield Shape("capillary_back", "curve", np.array(down), "dermis")
        yield Shape("capillary", "curve", np.array(up), "dermis")


def stem_shapes(tissue: Tissue, first: Tissue, layers: Layers, window: Window):
    """Yield the vessels that join the plexus to the deep; they run between the bundles."""
    arterioles, venules = [], []
    for loops in loop_groups(first, window):
        for arc, stems, sign in zip(
            _arcs(tissue, loops, layers, window), (arterioles, venules), (-1, 1), strict=True
        ):
            stem = _stem(arc, sign, layers, STEM_STEP_MM * window.coarseness)
            if window.left < stem[:, 0].min() and stem[:, 0].max() < window.right:
                whole = first.at(first.old, *stem.T) > WHOLE
                stems.append(_smooth(stem[: len(stem) if whole.all() else whole.argmin()]))
    for role, stems in (("venule", venules), ("arteriole", arterioles)):
        lines = tuple(stem for stem in stems if len(stem) > 4)
        if lines:
            yield Shape(role, "line", lines, "dermis")


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


def _arcs(tissue, loops, layers, window):
    """The stretch of plexus that feeds some loops, and the one that drains them."""
    depth = _plexus_depth(layers) + 0.02 * np.sin(9 * loops[0])
    wide = LOOP_MM * window.coarseness
    bend = FILLET_MM * window.coarseness
    feeds = _Arc(tissue, loops[0] - 0.12 - bend, loops[-1] - wide - bend, depth)
    return feeds, _Arc(tissue, loops[0] + wide + bend, loops[-1] + 0.16 + bend, depth + 0.07)


def _stem(arc, sign, layers, step_mm):
    """From the end of a stretch of plexus down to the fat, swaying a little, (points, 2)."""
    x = arc.left if sign < 0 else arc.right
    start = np.array([x, float(arc.z(x))])
    near = start + STEM_MM * (sign, 1)
    z = np.arange(near[-1, 1] + step_mm, layers.skin_mm + 0.06, step_mm)
    down = z - near[-1, 1]
    sway = 0.035 * np.sin(5.2 * down) + 0.02 * np.sin(9.7 * down + 7 * x) - 0.02 * np.sin(7 * x)
    return np.concatenate([[start], near, np.column_stack([near[-1, 0] + sign * sway, z])])


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

    def line(self):
        """Return it from end to end, (points, 2)."""
        x = np.linspace(self.left, self.right, 9)
        return _smooth(np.column_stack([x, self.z(x)]))


def _smooth(line):
    """Cut the corners of a line, leaving its ends where they are."""
    near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
    cut = np.stack([near, far], axis=1).reshape(-1, 2)
    return np.concatenate([line[:1], cut[1:-1], line[-1:]])


def _limb(x, foot_x, arc, tip, sign):
    """One limb of a hairpin: it bends out of the plexus, rises to the tip and turns over there."""
    start_x = np.clip(foot_x + sign * FILLET_MM, arc.left, arc.right)
    start, foot = float(arc.z(start_x)), float(arc.z(foot_x))
    return np.array([[start_x, start], [foot_x, foot], [foot_x, (foot + tip) / 2], [x, tip]])
