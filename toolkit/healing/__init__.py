"""Healing turns one section into another, over days."""

from toolkit.healing.rates import HEALING, HealingRates
from toolkit.healing.stepper import heal, step_lengths

__all__ = ["HEALING", "HealingRates", "heal", "step_lengths"]
