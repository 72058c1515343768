"""Fibrous bands that tie the dermis of a rolling scar down into the fat."""

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue

STRANDS = 13
LEAST_MM = 0.01  #: pull below which no band is drawn
THICK_MM = (0.034, 0.046)  #: of a strand at its middle, behind and in front
FAN_MM, WAIST_MM = (0.36, 0.42), 0.07  #: half of the width above and below, and at the waist
RETRACTED = 0.45  #: a cut strand draws back by so much of the way to its end
BEND = 0.55  #: part of the way from the waist that a strand runs straight
CURL_MM = 0.09  #: how far the cut end turns aside


def band_shapes(tissue: Tissue, before: Tissue, layers: Layers, window: Window):
    """Yield the bands; where the pull has fallen, as many strands are cut as it has fallen by."""
    whole = {"tether_back": [], "tether": []}
    cut = {"tether_back": [], "tether": []}
    for x, pull in band_places(before):
        if not window.left < x < window.right:
            continue
        left = float(np.interp(x, tissue.x_mm, tissue.tether_mm)) / pull
        strands = list(_strands(x, tissue, layers, window, pull / before.tether_mm.max()))
        for i, strand in enumerate(strands):
            role = "tether" if i % 2 else "tether_back"
            # Every fourth strand first, so that the cut ones do not stand together.
            if (i * 4) % len(strands) < round(len(strands) * (1 - left)):
                cut[role] += _halves(*strand, role == "tether")
            else:
                whole[role].append(_ribbon(*strand, role == "tether"))
    for role in whole:
        for ribbons in (cut[role], whole[role]):
            if ribbons:
                yield Shape(role, "ribbon", np.array(ribbons), "skin")


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


def _strands(x, tissue, layers, window, size):
    """Strands from the upper dermis to deep fat: upper end, waist, lower end. [mm]"""
    count = max(7, round(STRANDS * (0.5 + 0.5 * size)))
    top = layers.epidermis_mm + layers.papillary_dermis_mm + 0.08 - float(tissue.height(x))
    bottom = min(layers.skin_mm + 0.95, window.bottom - 0.12)
    for i in range(count):
        side = 2 * (i - (count - 1) / 2) / (count - 1)
        wobble = 0.05 * np.sin(5.0 * i + 7 * x)
        # The outer strands turn aside first, so that each end opens like a fan.
        short = 0.16 * side**2
        upper = [
            x + FAN_MM[0] * side * size**0.5 + wobble,
            top + short + 0.06 * np.cos(4.0 * i + 3 * x),
        ]
        lower = [
            x + FAN_MM[1] * side * size**0.5 * min(1, bottom - layers.skin_mm) - wobble,
            bottom - 1.5 * short * min(1, bottom - layers.skin_mm) + 0.1 * np.sin(3.0 * i + 2 * x),
        ]
        # A picture that ends soon after the dermis has its waist further up.
        low = min(layers.skin_mm, top + 0.62 * (bottom - top)) - 0.02
        low += 0.1 * np.sin(2.3 * i + 5 * x)
        waist = [x + WAIST_MM * side, min(max(low, upper[1] + 0.3), lower[1] - 0.3)]
        yield np.array(upper), np.array(waist), np.array(lower)


def _ribbon(upper, waist, lower, front):
    """Out from the upper end through the waist to the lower end, and back: pointed at both."""
    half = np.array([THICK_MM[front] / 2, 0])
    # Straight through the waist, then bent towards the ends.
    control = np.array([waist[0], waist[1] + BEND * (upper[1] - waist[1])])
    back = np.array([waist[0], waist[1] + BEND * (lower[1] - waist[1])])
    return [upper, control - half, waist - half, lower, back + half, waist + half, upper]


def _halves(upper, waist, lower, front):
    """The two halves of a cut strand, drawn back from the cut, their free ends turned aside."""
    side = np.sign(upper[0] - waist[0]) or 1.0
    for end, sign in ((upper, -1.0), (lower, 1.0)):
        free = waist + (end - waist) * [0.1, RETRACTED]
        middle = np.array([waist[0], 0.4 * end[1] + 0.6 * free[1]])
        tip = free + np.array([side * CURL_MM, sign * 0.02])
        half = np.array([0.5 * THICK_MM[front], 0])
        control = np.array([middle[0], 0.5 * (end[1] + middle[1])])
        back = np.array([middle[0] + 0.2 * side * CURL_MM, 0.3 * middle[1] + 0.7 * tip[1]])
        yield [end, control - half, middle - half, tip, back + half, middle + half, end]
