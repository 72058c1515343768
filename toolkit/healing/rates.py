"""How fast skin answers a wound: the constants of the healing equations."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value


def _typical(name):
    return value(name).typical


@dataclass(frozen=True, kw_only=True)
class HealingRates:
    """The constants of healing; each default is a row of the evidence table."""

    signal_diffusion_mm2_per_day: float = _typical("signal_diffusion")
    signal_fading_per_day: float = _typical("signal_fading")
    fibroblast_diffusion_mm2_per_day: float = _typical("fibroblast_diffusion")
    fibroblast_decay_per_day: float = _typical("fibroblast_decay")
    fibroblast_waking_per_day: float = _typical("fibroblast_waking")
    signal_half: float = _typical("signal_half")
    collagen_building_per_day: float = _typical("collagen_building")
    clot_fading_per_day: float = _typical("clot_fading")
    filler_fading_per_day: float = float(np.log(2) / _typical("filler_half_life"))
    young_maturing_days: float = _typical("young_maturing")


HEALING = HealingRates()
