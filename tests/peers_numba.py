"""The equations of healing for py-pde: one right-hand side for its compiler."""

import numpy as np
import pde

from toolkit.healing import HEALING as R


def band(matrix):
    """Return the diagonals of a narrow matrix, (cells, 2 far + 1), and how far they reach."""
    far = int(max(abs(np.subtract(*np.nonzero(matrix)))))
    wide = np.pad(matrix, ((0, 0), (far, far)))
    return np.array([row[i : i + 2 * far + 1] for i, row in enumerate(wide)]), far


class Healing(pde.PDEBase):
    """Signal, fibroblasts and four collagens on the same cells; see `peers`."""

    explicit_time_dependence = True

    def __init__(self, clot, blur_down, blur_across):
        super().__init__()
        self.clot = clot
        self.bands = [band(blur_down), band(blur_across)]

    def evolution_rate(self, state, t=0):
        raise TypeError("this right-hand side is only written for the compiler")

    def make_evolution_rate(self, state, backend):
        laplace = state.grid.make_operator(
            "laplace", bc="auto_periodic_neumann", backend=backend, dtype=state.dtype
        )
        clot, (rows, columns) = self.clot, state.grid.shape
        (down, far_down), (across, far_across) = self.bands
        sparse = R.scaffold_sparse
        Dg, kg = R.signal_diffusion_mm2_per_day, R.signal_fading_per_day
        Df, kd = R.fibroblast_diffusion_mm2_per_day, R.fibroblast_decay_per_day
        ka, K = R.fibroblast_waking_per_day, R.signal_half
        kc, kp = R.collagen_building_per_day, R.clot_fading_per_day

        def change(data, t):
            g, f, m = data[0], data[1], data[2:]
            after = np.empty_like(data)
            after[0] = Dg * laplace(g) - kg * g
            after[1] = Df * laplace(f) - kd * f
            narrow = np.zeros((2 * rows + 2 * far_down, 2 * columns))
            for corner in range(4):
                top = far_down + corner // 2
                narrow[top : top + 2 * rows : 2, corner % 2 :: 2] = m[corner]
            around = np.zeros((2 * rows, 2 * columns + 2 * far_across))
            for i in range(2 * rows):
                for k in range(2 * far_down + 1):
                    for j in range(2 * columns):
                        around[i, far_across + j] += down[i, k] * narrow[i + k, j]
            fade = np.exp(-kp * t)
            for i in range(rows):
                for j in range(columns):
                    matrix = 0.25 * (m[0, i, j] + m[1, i, j] + m[2, i, j] + m[3, i, j])
                    after[1, i, j] += ka * matrix * g[i, j] / (K + g[i, j]) * (1 - f[i, j])
                    for corner in range(4):
                        row = min(max(i + 2 * (corner // 2) - 1, 0), rows - 1)
                        column = min(max(j + 2 * (corner % 2) - 1, 0), columns - 1)
                        cells = 0.5625 * f[i, j] + 0.0625 * f[row, column]
                        cells += 0.1875 * (f[row, j] + f[i, column])
                        at, beside = 2 * i + corner // 2, 2 * j + corner % 2
                        near = 0.0
                        for k in range(2 * far_across + 1):
                            near += across[beside, k] * around[at, beside + k]
                        s = max(near - sparse, 0) / (1 - sparse)
                        p = clot[corner, i, j] * fade
                        after[2 + corner, i, j] = kc * cells * (s + p) * (1 - m[corner, i, j])
            return after

        return change
