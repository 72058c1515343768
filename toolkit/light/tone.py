"""How bright skin is: six tones, and what redness and pigment take away."""

import numpy as np

from toolkit.checks import check_whole
from toolkit.evidence import value

SKIN_TYPES = range(1, 7)
ALBEDO = tuple(value(f"luminous_albedo_type_{one}").typical for one in SKIN_TYPES)
DARKEST = ALBEDO[-1] ** 2 / ALBEDO[-2]  #: one type darker than type 6, by the last step again
REDNESS_DARKENS = value("redness_darkening").typical
PIGMENT_TYPES = value("pigment_step").typical


def albedo(skin_type: int) -> float:
    """Return the share of white light that healthy skin of a Fitzpatrick type gives back, 0-1.

    Examples
    --------
    >>> albedo(1) > albedo(6)
    True
    """
    return ALBEDO[check_whole("skin_type", skin_type, 1, 6) - 1]


def tint(redness: np.ndarray, pigment: np.ndarray, *, skin_type: int) -> np.ndarray:
    """Return how bright coloured skin is beside the same person's healthy skin, 1 = the same.

    Full redness takes away ``redness_darkening`` in type 1, and less the darker the skin, since
    melanin lies over the vessels. One unit of pigment makes skin as dark as ``pigment_step``
    types further; less than none makes it lighter. Both weights are chosen.
    """
    own = albedo(skin_type)
    darker = (*ALBEDO, DARKEST)[int(skin_type)]
    red = 1 - REDNESS_DARKENS * own / ALBEDO[0] * np.clip(redness, 0, 1)
    return red * (darker / own) ** (PIGMENT_TYPES * np.clip(pigment, -1, 1))
