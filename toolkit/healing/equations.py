"""The physics of an instant and its exact parts, free of the clock.

g_t = Dg lap g - kg g                              signal spreads and fades
f_t = Df lap f + ka m g/(K+g) (1-f) - kd f         signal wakes fibroblasts where there is matrix
m_t = kc f (s + p)(1 - m)                          collagen grows on a scaffold or clot, up to 1
s = max(B m - c, 0) / (1 - c)                      matrix around is a scaffold; too sparse is none
p_t = -kp p    V_t = -kv V                         clot fades, and filler, each kind at its own rate
y_t = m_t s/(s+p) - y/tm                           what grew on the scaffold is young, and matures
"""

from math import exp, sqrt

import numpy as np

from toolkit.modes import blurs


def waking(signal, fibroblasts, rates):
    """Return how fast signal wakes fibroblasts in healthy matrix. [1/day]"""
    share = signal / (rates.signal_half + signal)
    return rates.fibroblast_waking_per_day * share * (1 - fibroblasts)


def scaffold(collagen, here, grid, rates):
    """Return how much fibroblasts find to build on, 0-1, in the collagen of a box of a slice.

    The matrix within reach of a cell counts, so that new collagen grows as a front from the wall
    of a pit and not out of a trace of matrix in its middle. Outside the box collagen is whole.
    """
    rows, columns = here
    down, across = blurs(grid, spread_mm=rates.scaffold_reach_mm, dtype=collagen.dtype)
    missing = down[rows, rows] @ (1 - collagen) @ across[columns, columns].T
    sparse = collagen.dtype.type(rates.scaffold_sparse)
    return np.clip(1 - missing / (1 - sparse), 0, 1)


def grown(collagen, holding, effort):
    """Return the collagen after fibroblasts have worked on something that holds them.

    `effort` is building rate times fibroblasts times days.
    """
    return collagen + np.maximum(1 - collagen, 0) * (1 - np.exp(-effort * holding))


def aged(young, built, on_scaffold, days, rates):
    """Return the young collagen: the old part matures, the newly built part is added."""
    keep = exp(-days / rates.young_maturing_days)
    return young * keep + built * on_scaffold * sqrt(keep)
