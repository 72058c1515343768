"""How fast skin answers a wound: the constants of the healing equations."""

from dataclasses import dataclass

from toolkit.checks import check_number
from toolkit.evidence import value

ABOVE_ZERO = ("signal_half", "scaffold_reach_mm", "young_maturing_days")
ABOVE_ZERO += ("redness_fading_days", "pigment_fading_days")  #: the equations divide by these


def _typical(name):
    return value(name).typical


@dataclass(frozen=True, kw_only=True)
class HealingRates:
    """The constants of healing; each default is a row of the evidence table.

    Raises
    ------
    ValueError
        If one is not a finite number, or negative; times, a half and a length are above zero.
    """

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

    def __post_init__(self):
        for name in self.__dataclass_fields__:
            number = getattr(self, name)
            check_number(name, number, 0, must="be zero or more")
            if name in ABOVE_ZERO and not number:
                raise ValueError(f"{name} is {number!r}; it must be above zero")


HEALING = HealingRates()
