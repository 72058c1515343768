"""The equations of healing, written down again and given to another integrator.

Nothing here comes from `toolkit.healing`: cells, fluxes and rates are put together anew, so that a
slip in the one does not repeat in the other.
"""

import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import expm


def spread(grid, field):
    """The Laplacian of a closed slice, by what flows through the edges of each cell."""
    edge = np.arange(1, grid.columns) * grid.dx_mm if grid.is_round else np.ones(grid.columns - 1)
    held = grid.x_mm if grid.is_round else np.ones(grid.columns)
    across = np.diff(edge * np.diff(field), axis=1, prepend=0, append=0) / held / grid.dx_mm**2
    return across + np.diff(np.diff(field, axis=0), axis=0, prepend=0, append=0) / grid.dz_mm**2


def wide_mean(grid, field):
    """The mean over two by two cells by the tissue they hold."""
    pairs = (grid.rows // 2, 2, grid.columns // 2, 2)
    weighed = (field * grid.cell_size).reshape(pairs).sum(axis=(1, 3))
    return weighed / grid.cell_size.reshape(pairs).sum(axis=(1, 3))


def drawn_between(grid, wide):
    """A field on wide cells, read off on the narrow ones, linear between the centres."""
    half = grid.halved()
    down = np.array([np.interp(grid.z_mm, half.z_mm, column) for column in wide.T]).T
    return np.array([np.interp(grid.x_mm, half.x_mm, row) for row in down])


def bell(grid, spread_mm):
    """The matrix that blurs a field as diffusion does, to a bell of some standard deviation."""
    cells = np.eye(grid.rows * grid.columns).reshape(-1, *grid.shape)
    laplacian = np.array([spread(grid, cell).ravel() for cell in cells]).T
    return expm(laplacian * spread_mm**2 / 2)


def solved_by_scipy(before, days, r):
    """The six equations of the design, line by line, in the hands of another integrator."""
    grid, half = before.grid, before.grid.halved()
    shapes = [half.shape, half.shape, *[grid.shape] * 4]
    cuts = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
    blur = bell(grid, r.scaffold_reach_mm)

    def parts(flat):
        return [part.reshape(shape) for part, shape in zip(np.split(flat, cuts), shapes)]

    def change(_, flat):
        g, f, m, p, v, y = parts(flat)
        woken = r.fibroblast_waking_per_day * wide_mean(grid, m) * g / (r.signal_half + g) * (1 - f)
        around = (blur @ m.ravel()).reshape(m.shape)
        s = np.maximum(around - r.scaffold_sparse, 0) / (1 - r.scaffold_sparse)
        built = r.collagen_building_per_day * drawn_between(grid, f) * (s + p) * (1 - m)
        g_t = r.signal_diffusion_mm2_per_day * spread(half, g) - r.signal_fading_per_day * g
        f_t = r.fibroblast_diffusion_mm2_per_day * spread(half, f) + woken
        f_t -= r.fibroblast_decay_per_day * f
        p_t, v_t = -r.clot_fading_per_day * p, -before.filler_fading_per_day * v
        y_t = built * s / np.maximum(s + p, 1e-12) - y / r.young_maturing_days
        return np.concatenate([part.ravel() for part in (g_t, f_t, built, p_t, v_t, y_t)])

    names = ("signal", "fibroblasts", "collagen", "clot", "filler", "young")
    wide = [wide_mean(grid, getattr(before, name)) for name in names[:2]]
    start = [*wide, *[getattr(before, name) for name in names[2:]]]
    flat = np.concatenate([part.ravel() for part in start])
    ends = solve_ivp(change, (0, days), flat, method="DOP853", rtol=1e-9, atol=1e-11).y[:, -1]
    return dict(zip(names, parts(ends)))
