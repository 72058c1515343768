"""How fast skin answers a wound: the constants of the healing equations."""

from dataclasses import dataclass

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
    scaffold_reach_mm: float = _typical("scaffold_reach")
    scaffold_sparse: float = _typical("scaffold_sparse")
    clot_fading_per_day: float = _typical("clot_fading")
    young_maturing_days: float = _typical("young_maturing")
    reddening_per_day: float = _typical("reddening")
    redness_fading_days: float = _typical("redness_fading")
    pigmenting_per_day: float = _typical("pigmenting")
    pigment_fading_days: float = _typical("pigment_fading")


HEALING = HealingRates()
