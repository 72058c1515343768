"""Healing turns one section into another, over days."""

from toolkit.healing.rates import HEALING, HealingRates
from toolkit.healing.stepper import heal, heal_through, step_lengths

__all__ = ["HEALING", "HealingRates", "heal", "heal_through", "step_lengths"]
