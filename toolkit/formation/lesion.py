r"""An acne lesion as a doctor would describe it: where, how large, how angry, for how long.

narrowing 0: a ball                      narrowing 1: a funnel

----------------------- surface ---------- \-----+-----/ -----
         |                                  \    |    /
         | depth of the centre               \   o   /   height
     .---o---.                                \  |  /
    (    |<-->) radius                         \ | /
     `-------'                                  \|/
"""

from dataclasses import dataclass

import numpy as np

from toolkit.checks import check_number
from toolkit.evidence import value

NORMAL_SHARE = value("macrophage_share_normal").typical
STUCK_SHARE = value("macrophage_share_stuck").typical
PICKING_ANGER = value("picking_anger").typical
PICKING_SPREAD = value("picking_spread").typical
PICKING_DAYS = value("picking_days").typical


def _typical(name):
    return value(f"lesion_{name}").typical


@dataclass(frozen=True, kw_only=True)
class Lesion:
    """One inflamed follicle; what scar it leaves, if any, is for `form_scar` to find out.

    Parameters
    ----------
    depth_mm
        Depth of the centre of the inflamed tissue below the surface. [mm]
    radius_mm
        Half its greatest width: at the middle of a ball, at the mouth of a funnel. [mm]
    height_mm
        From its top to its bottom; a top above the surface is cut off there. [mm]
    narrowing
        Shape: 0 is a ball (papule, nodule), 1 a funnel that ends in a point (one follicle).
    intensity
        How dense the infiltrate is, 0 (none) to 1 (an abscess).
    days
        How long the torn follicle keeps the inflammation going if nobody treats it. [days]
    picking
        0 (left alone) to 1 (squeezed again and again).
    sun
        0 (shaded) to 1 (burnt again and again).
    delay_weeks
        Time from the first day to a treatment that works. [weeks]

    Raises
    ------
    ValueError
        If a number is not one, or outside its range; the message names it.

    Notes
    -----
    What this leaves out: lesions that join, sinus tracts, the person's own tendency to scar.

    References
    ----------
    Ranges: ``value("lesion_depth_mm")`` and its neighbours.
    """

    depth_mm: float = _typical("depth_mm")
    radius_mm: float = _typical("radius_mm")
    height_mm: float = _typical("height_mm")
    narrowing: float = _typical("narrowing")
    intensity: float = _typical("intensity")
    days: float = _typical("days")
    picking: float = _typical("picking")
    sun: float = _typical("sun")
    delay_weeks: float = _typical("delay_weeks")

    def __post_init__(self):
        for name in self.__dataclass_fields__:
            number, limits = getattr(self, name), value(f"lesion_{name}")
            check_number(name, number, limits.low, limits.high)

    @property
    def inflammatory_share(self) -> float:
        """Share of arriving macrophages that inflame, 0.5 (resolves) to 0.8 (gets stuck)."""
        calm = (1 - self.intensity) * (1 - PICKING_ANGER * self.picking)
        return NORMAL_SHARE + (STUCK_SHARE - NORMAL_SHARE) * (1 - calm)

    @property
    def inflamed_days(self) -> float:
        """How long it is kept inflamed: picking makes it longer, a treatment ends it. [days]"""
        return min(self.days * (1 + PICKING_DAYS * self.picking), 7 * self.delay_weeks)

    @property
    def swelling(self) -> float:
        """By how much squeezing has pushed the infiltrate out from its centre, 1 = not at all."""
        return 1 + PICKING_SPREAD * self.picking

    def half_width_mm(self, z_mm: np.ndarray) -> np.ndarray:
        """Return half the width of the inflamed tissue at each depth; below 0 is none."""
        u = 2 * (z_mm - self.depth_mm) / (self.height_mm * self.swelling)
        ball = np.sqrt(np.clip(1 - u**2, 0, None))
        wide = (1 - self.narrowing) * ball + self.narrowing * (1 - u) / 2
        return np.where(np.abs(u) < 1, self.radius_mm * self.swelling * wide, -1.0)
