"""The equations of healing for devito: symbols that it turns into C."""

from typing import NamedTuple

import devito as dv
import numpy as np
from peers_numba import band

from toolkit.healing import HEALING as R

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
MOST_STEPS = 100_000

dv.configuration["log-level"] = "WARNING"


class Fields(NamedTuple):
    """The compiled operator and the arrays it works on."""

    operator: dv.Operator
    state: list  #: signal, fibroblasts and four collagens, over time
    clot: list
    fade: dv.Function  #: what is left of the clot at each step


class Symbols:
    """Names of the equations; where `u(a, b)` is the field u, a rows down and b columns right."""

    def __init__(self, p, blur_down, blur_across):
        rows, columns = p.start.shape[1:]
        sides = [cells * size for cells, size in zip((rows, columns), p.size_mm)]
        self.grid = dv.Grid(shape=(rows, columns), extent=sides, dtype=np.float32)
        self.size_mm = p.size_mm
        self.by_row, self.far_down = self.weights_of_rows(blur_down)
        diagonals, self.far_across = band(blur_across)
        self.by_column = diagonals[len(diagonals) // 2].tolist()  # skin is whole at its sides
        self.time, self.step = self.grid.time_dim, self.grid.stepping_dim
        z, x = self.grid.dimensions
        self.up, self.down = self.gate(z, "up", 0), self.gate(z, "down", -1)
        self.left, self.right = self.gate(x, "left", 0), self.gate(x, "right", -1)
        self.clot = [self.lasting(f"clot{i}") for i in range(4)]
        self.fade = dv.Function(
            name="fade",
            grid=self.grid,
            dimensions=(self.time,),
            shape=(MOST_STEPS,),
            space_order=0,
        )

    @property
    def reach(self):
        """Wide cells to either side that an equation may look at."""
        return 2 * (max(self.far_down, self.far_across) // 4 + 1)

    def lasting(self, name):
        return dv.Function(name=name, grid=self.grid, space_order=0)

    def changing(self, name):
        """A field over time, whole beyond the sides of the slice."""
        function = dv.TimeFunction(name=name, grid=self.grid, space_order=self.reach, time_order=1)
        function.data_with_halo[:] = 1
        return function

    def read(self, fields, later):
        """Return `u(a, b)` for each field, before a step or after it."""
        z, x = self.grid.dimensions
        return [lambda a, b, u=u: u[self.step + later, z + a, x + b] for u in fields]

    def written(self, fields, values):
        z, x = self.grid.dimensions
        return [dv.Eq(u[self.step + 1, z, x], value) for u, value in zip(fields, values)]

    def weights_of_rows(self, matrix):
        """The diagonals of a blur, one for each of the two narrow cells in a wide one."""
        diagonals, far = band(matrix)
        z, taps = self.grid.dimensions[0], dv.Dimension(name="taps")
        pair = []
        for part in (0, 1):
            function = dv.Function(
                name=f"weights{part}",
                grid=self.grid,
                dimensions=(z, taps),
                shape=(self.grid.shape[0], 2 * far + 1),
                space_order=0,
            )
            function.data[:] = diagonals[part::2]
            pair.append([function[z, k] for k in range(2 * far + 1)])
        return pair, far

    def blurred_down(self, m):
        def one(row, column):
            for k, weight in enumerate(self.by_row[row], start=row - self.far_down):
                steps, part = divmod(k, 2)
                yield weight * m[2 * part + column](steps, 0)

        return [sum(one(*corner)) for corner in CORNERS]

    def blurred_across(self, m):
        def one(row, column):
            for k, weight in enumerate(self.by_column, start=column - self.far_across):
                steps, part = divmod(k, 2)
                yield weight * m[2 * row + part](0, steps)

        return [sum(one(*corner)) for corner in CORNERS]

    def gate(self, dimension, name, closed):
        """One everywhere but at the edge that lets nothing through."""
        gate = dv.Function(
            name=name,
            grid=self.grid,
            dimensions=(dimension,),
            shape=(self.grid.shape[self.grid.dimensions.index(dimension)],),
            space_order=0,
        )
        gate.data[:] = 1
        gate.data[closed] = 0
        return gate[dimension]

    def spread(self, u):
        across = self.left * (u(0, -1) - u(0, 0)) + self.right * (u(0, 1) - u(0, 0))
        along = self.up * (u(-1, 0) - u(0, 0)) + self.down * (u(1, 0) - u(0, 0))
        return along / self.size_mm[0] ** 2 + across / self.size_mm[1] ** 2

    def drawn(self, u, row, column):
        """The field in one of the four narrow cells, linear between the centres of wide ones."""
        beside, over = (self.left, self.right)[column], (self.up, self.down)[row]

        def in_row(a):
            return u(a, 0) + 0.25 * beside * (u(a, 2 * column - 1) - u(a, 0))

        return in_row(0) + 0.25 * over * (in_row(2 * row - 1) - in_row(0))

    def change(self, fields, fade, around):
        g, f, *m = fields
        z, x = self.grid.dimensions
        G, F, M = g(0, 0), f(0, 0), [each(0, 0) for each in m]
        woken = R.fibroblast_waking_per_day * sum(M) / 4 * G / (R.signal_half + G) * (1 - F)
        g_t = R.signal_diffusion_mm2_per_day * self.spread(g) - R.signal_fading_per_day * G
        f_t = R.fibroblast_diffusion_mm2_per_day * self.spread(f) + woken
        c0 = R.scaffold_sparse
        held = [dv.Max(b - c0, 0) / (1 - c0) + p[z, x] * fade for b, p in zip(around, self.clot)]
        built = [
            R.collagen_building_per_day * self.drawn(f, *corner) * h * (1 - c)
            for corner, h, c in zip(CORNERS, held, M)
        ]
        return [g_t, f_t - R.fibroblast_decay_per_day * F, *built]


def operator_and_fields(p, blurs, order):
    """Return Euler's method (order 1) or Heun's (order 2), compiled at its first use."""
    s, names = Symbols(p, *blurs), ["g", "f", "m0", "m1", "m2", "m3"]
    dt = dv.Constant(name="dt", dtype=np.float32)
    state = [s.changing(name) for name in names]
    now = s.read(state, 0)

    down = [s.changing(f"down{i}") for i in range(4)]
    steps = s.written(down, s.blurred_down(now[2:]))
    first = s.change(now, s.fade[s.time], s.blurred_across(s.read(down, 1)))
    tried = state if order == 1 else [s.changing(f"tried_{name}") for name in names]
    steps += s.written(tried, [u(0, 0) + dt * c for u, c in zip(now, first)])
    if order == 2:
        there, down = s.read(tried, 1), [s.changing(f"down_there{i}") for i in range(4)]
        steps += s.written(down, s.blurred_down(there[2:]))
        second = s.change(there, s.fade[s.time + 1], s.blurred_across(s.read(down, 1)))
        both = zip(now, there, second)
        steps += s.written(state, [(u(0, 0) + v(0, 0) + dt * c) / 2 for u, v, c in both])
    return Fields(dv.Operator(steps, name=f"heal{order}"), state, s.clot, s.fade)
