"""Fibrous bands that tie the dermis of a rolling scar down into the fat."""

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue

STRANDS = 7
LEAST_MM = 0.01  #: pull below which no band is drawn


def band_shapes(tissue: Tissue, before: Tissue, layers: Layers, window: Window):
    """Yield the bands; where the pull has fallen, as many strands are cut as it has fallen by."""
    front, back = [], []
    for x, pull in band_places(before):
        if not window.left < x < window.right:
            continue
        left = float(np.interp(x, tissue.x_mm, tissue.tether_mm)) / pull
        strands = _strands(x, tissue, layers, window, pull / before.tether_mm.max(), left)
        front += strands[::2]
        back += strands[1::2]
    for runs, role in ((back, "tether_back"), (front, "tether")):
        pieces = [piece for strand in runs for piece in strand]
        if pieces:
            yield Shape("tether_edge", "curve", np.array(pieces), "skin")
            yield Shape(role, "curve", np.array(pieces), "skin")


def band_places(tissue: Tissue) -> tuple[tuple[float, float], ...]:
    """Return the places of the bundles of bands, each with its part of the pull there. [mm]"""
    return tuple(_peaks(tissue))


def _peaks(tissue):
    pull = np.where(tissue.tether_mm > LEAST_MM, tissue.tether_mm, 0)
    whole = np.cumsum(pull)
    if not whole[-1]:
        return
    places = np.interp(np.array([0.08, 0.5, 0.92]) * whole[-1], whole, tissue.x_mm)
    if np.ptp(places) < 0.6:
        places = places[1:2]
    for x in places:
        yield float(x), float(np.interp(x, tissue.x_mm, tissue.tether_mm))


def _strands(x, tissue, layers, window, size, left):
    """Strands from the upper dermis to deep fat, narrow in the middle, fanned at both ends."""
    count = max(4, round(STRANDS * (0.5 + 0.5 * size)))
    top = layers.epidermis_mm + layers.papillary_dermis_mm + 0.16 - float(tissue.height(x))
    bottom = min(layers.skin_mm + 0.95, window.bottom - 0.12)
    cut = round(count * (1 - left))
    strands = []
    for i in range(count):
        side = (i - (count - 1) / 2) / count
        wobble = 0.05 * np.sin(5.0 * i + 7 * x)
        upper = [x + 0.46 * side * size**0.5 + wobble, top + 0.1 * np.cos(4.0 * i + 3 * x)]
        lower = [x + 0.62 * side * size**0.5 - wobble, bottom + 0.13 * np.sin(3.0 * i + 2 * x)]
        waist = [x + 0.13 * side, (upper[1] + lower[1]) / 2 + 0.12 * np.sin(2.3 * i + 5 * x)]
        # Every third strand first, so that the cut ones do not stand together.
        is_cut = (i * 3) % count < cut
        strands.append(_pieces(np.array(upper), np.array(waist), np.array(lower), is_cut, side))
    return strands


def _pieces(upper, waist, lower, is_cut, side):
    gap = 0.1 + 0.16 * abs(side) if is_cut else 0.0
    splay = 0.35 * side if is_cut else 0.0
    cut = np.array([splay, gap])
    return [_half(upper, waist + cut * (1, -1)), _half(lower, waist + cut)]


def _half(end, waist):
    """A curve that leaves the waist upright and ends fanned out."""
    control = np.array([waist[0], (end[1] + waist[1]) / 2])
    return np.array([waist, control, end])
