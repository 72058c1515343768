"""Healing turns one section into another, over days."""

from toolkit.healing.moment import Moment
from toolkit.healing.rates import HEALING, HealingRates
from toolkit.healing.stepper import heal, heal_through, moments_of_healing, step_lengths

__all__ = [
    "HEALING",
    "HealingRates",
    "Moment",
    "heal",
    "heal_through",
    "moments_of_healing",
    "step_lengths",
]
