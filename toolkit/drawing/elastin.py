"""Elastic fibres: thin dark threads between the bundles, upright under the epidermis."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Shape, Some, Window
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import REACH_MM, repeats

PER_MM2 = 26  #: fibres drawn in the reticular dermis
UPRIGHT_PER_MM = 9  #: fibres drawn under the epidermis
NEEDS = (0.8, 0.97)  #: old collagen that must be left: scars have next to no elastic fibres
SMALLEST_MM, LARGEST_MM = 0.22, 0.5


def elastic_shapes(tissue: Tissue, layers: Layers, window: Window):
    """Yield the fibres where the dermis is whole."""
    stock, middle, rank = _fibres(layers, window)
    whole = tissue.at(tissue.old, middle[:, 0], middle[:, 1]) >= rank
    level = tissue.height(middle[:, 0]) > -0.06 - 0.5 * middle[:, 1]
    which = np.flatnonzero(whole & level)
    if len(which):
        down = tissue.sink_mm(middle[which])
        yield Shape("elastic_fibre", "curve", Some(stock, which, down), "dermis")


def elastic_place(tissue: Tissue, layers: Layers, window: Window) -> tuple[float, float] | None:
    """Return a fibre to point at, at the left of the window. [mm]"""
    shapes = list(elastic_shapes(tissue, layers, window))
    if not shapes:
        return None
    middles = shapes[0].things[:, 2]
    good = (middles[:, 1] > 0.5) & (middles[:, 0] > window.left + 0.25)
    if not good.any():
        return None
    place = middles[good][middles[good][:, 0].argmin()]
    return float(place[0]), float(place[1])


@lru_cache(maxsize=8)
def _fibres(layers, window):
    """Return fibres of four points, their middles, and the collagen that each needs."""
    rng = np.random.default_rng(41)
    size = window.coarseness
    top = layers.stratum_corneum_mm + layers.epidermis_mm + layers.papillary_dermis_mm
    n = int(PER_MM2 * 2 * REACH_MM * layers.reticular_dermis_mm / size**2)
    x = rng.uniform(-REACH_MM, REACH_MM, n)
    z = rng.uniform(top + 0.06, layers.skin_mm - 0.04, n)
    woven = _waves(rng, x, z, rng.normal(0, 0.28, n), size)
    n = int(UPRIGHT_PER_MM * 2 * REACH_MM / size)
    x = rng.uniform(-REACH_MM, REACH_MM, n)
    z = np.full(n, top - 0.42 * layers.papillary_dermis_mm)
    lean = np.pi / 2 + rng.normal(0, 0.25, n)
    upright = _waves(rng, x, z, lean, 0.42 * layers.papillary_dermis_mm / 0.2)
    fibres = np.concatenate([woven, upright])
    which, by = repeats(fibres[:, 2, 0], window.left - 0.2, window.right + 0.2)
    fibres = fibres[which] + by[:, None]
    return fibres, fibres[:, 2].copy(), rng.uniform(*NEEDS, len(fibres))


def _waves(rng, x, z, angle, size):
    """Start, control, middle, end of a fibre that waves once."""
    middle = np.column_stack([x, z])
    half = 0.5 * size * rng.uniform(SMALLEST_MM, LARGEST_MM, len(x))
    along = np.column_stack([np.cos(angle), np.sin(angle)]) * half[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    bend = rng.uniform(0.1, 0.3, len(x)) * rng.choice([-1, 1], len(x))
    control = middle - along / 2 + across * bend[:, None]
    return np.stack([middle - along, control, middle, middle + along], axis=1)
