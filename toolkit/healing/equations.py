"""The physics of an instant and its exact parts, free of the clock.

g_t = Dg lap g - kg g                              signal spreads and fades
f_t = Df lap f + ka m g/(K+g) (1-f) - kd f         signal wakes fibroblasts where there is matrix
m_t = kc f (m + p)(1 - m)                          collagen grows on collagen or clot, up to 1
p_t = -kp p    V_t = -kv V                         clot fades, and filler, each kind at its own rate
y_t = m_t m/(m+p) - y/tm                           what grew on collagen is young, and matures
"""

from math import exp, sqrt

import numpy as np


def waking(signal, fibroblasts, collagen, rates):
    """Return how fast signal wakes fibroblasts. [1/day]"""
    signal = np.maximum(signal, 0)
    asleep = np.clip(1 - fibroblasts, 0, 1)
    return (
        rates.fibroblast_waking_per_day * collagen * signal / (rates.signal_half + signal) * asleep
    )


def grown(collagen, clot, effort):
    """Return the collagen after fibroblasts have worked: the exact logistic for a steady clot.

    `effort` is building rate times fibroblasts times days.
    """
    left = np.maximum(1 - collagen, 0) * np.exp(-effort * (1 + clot))
    return 1 - left * (1 + clot) / (collagen + clot + left)


def aged(young, built, on_collagen, days, rates):
    """Return the young collagen: the old part matures, the newly built part is added."""
    keep = exp(-days / rates.young_maturing_days)
    return young * keep + built * on_collagen * sqrt(keep)
