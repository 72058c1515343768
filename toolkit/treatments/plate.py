r"""A plate of needles laid on the skin: it bends into wide dips and bridges narrow ones.

   =================        plate          =====.          .=====
------.         .------     skin           ------.\      /.------
       \   |   /            needle                '======'
        '--|--'                                    |  |  |
"""

from functools import lru_cache

import numpy as np

from toolkit.evidence import value
from toolkit.modes import lateral
from toolkit.section import Section
from toolkit.surface import surface_mm

CONFORMITY_MM = value("needle_plate_conformity").typical


def gap_mm(section: Section) -> np.ndarray:
    r"""Return how far the skin lies below the plate, (..., columns): what a needle crosses in air.

    Notes
    -----
    The skin's surface *h*, averaged over the conformity length *l* with the kernel
    :math:`e^{-|x|/l}/2l`, that is :math:`1/(1+(kl)^2)` for each mode; the plate is never lower than
    the skin. What this leaves out: skin that is drawn into the pit by suction or pressed flat.
    """
    surface = surface_mm(section)
    forward, backward = _averaging(section.grid, surface.dtype)
    return np.maximum((surface @ forward) @ backward - surface, 0)


@lru_cache(maxsize=16)
def _averaging(grid, dtype):
    modes = lateral(grid)
    keep = 1 / (1 + (modes.wavenumber_per_mm * CONFORMITY_MM) ** 2)
    return (modes.forward.T * keep).astype(dtype), modes.backward.T.astype(dtype)
