"""Treatments: each turns one section into another, in an instant."""

from toolkit.treatments.fractional_co2 import FractionalCO2
from toolkit.treatments.subcision import Subcision
from toolkit.treatments.tca_cross import TcaCross

TREATMENTS = {
    "tca_cross": TcaCross,
    "fractional_co2": FractionalCO2,
    "subcision": Subcision,
}

__all__ = ["TREATMENTS", "FractionalCO2", "Subcision", "TcaCross"]
