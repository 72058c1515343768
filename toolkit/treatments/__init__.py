"""Treatments: each turns one section into another, in an instant."""

from toolkit.treatments.ablative_laser import AblativeLaser
from toolkit.treatments.checks import nearest
from toolkit.treatments.filler import Filler
from toolkit.treatments.fractional_co2 import FractionalCO2
from toolkit.treatments.fractional_erbium import FractionalErbium
from toolkit.treatments.microneedling import Microneedling
from toolkit.treatments.nonablative_fractional import NonablativeFractional
from toolkit.treatments.punch_elevation import PunchElevation
from toolkit.treatments.punch_excision import PunchExcision
from toolkit.treatments.rf_microneedling import RFMicroneedling
from toolkit.treatments.subcision import Subcision
from toolkit.treatments.tca_cross import TcaCross
from toolkit.treatments.topical import Topical


class _ByName(dict):
    """The treatments by their names; a name that is not there is answered with the nearest."""

    def __missing__(self, name):
        raise KeyError(f"no treatment named {name!r}; {nearest(name, self)}")


TREATMENTS = _ByName(
    tca_cross=TcaCross,
    fractional_co2=FractionalCO2,
    ablative_laser=AblativeLaser,
    fractional_erbium=FractionalErbium,
    microneedling=Microneedling,
    nonablative_fractional=NonablativeFractional,
    rf_microneedling=RFMicroneedling,
    subcision=Subcision,
    punch_excision=PunchExcision,
    punch_elevation=PunchElevation,
    filler=Filler,
    topical=Topical,
)

__all__ = [
    "TREATMENTS",
    "AblativeLaser",
    "Filler",
    "FractionalCO2",
    "FractionalErbium",
    "Microneedling",
    "NonablativeFractional",
    "PunchElevation",
    "PunchExcision",
    "RFMicroneedling",
    "Subcision",
    "TcaCross",
    "Topical",
]
