"""One session of CROSS and four weeks of healing, set before five ways of solving it.

Everybody gets the same cells: signal and fibroblasts on wide ones, collagen on narrow ones, two by
two in each wide cell. A peer holds the four collagens of a wide cell as four fields, so that its
equations are those of `toolkit.heal`, cell by cell, and only the steps in time differ. The clot is
known beforehand, as start times exp(-kp t). Of `toolkit.healing` a peer gets the constants alone.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from toolkit import TREATMENTS, Section, ice_pick
from toolkit.grid import Grid
from toolkit.healing import HEALING as R
from toolkit.healing import heal, moments_of_healing

DAYS = 28.0
FAINT = 1e-6  #: weights of the blur below this are left out
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))  #: the narrow cells in a wide one: row, column


class Problem(NamedTuple):
    """What everybody is given."""

    section: Section
    start: np.ndarray  #: (6, rows, columns) signal, fibroblasts and four collagens on wide cells
    clot: np.ndarray  #: (4, rows, columns) at the start
    size_mm: tuple[float, float]  #: height and width of a wide cell


def problem(grid: Grid) -> Problem:
    """Return an ice pick just after acid."""
    treated = TREATMENTS["tca_cross"]().apply(ice_pick(grid=grid))
    plain = ice_pick(grid=grid).with_fields(signal=treated.signal, clot=treated.clot)
    g, f = (in_four(getattr(plain, name)).mean(axis=0) for name in ("signal", "fibroblasts"))
    start = np.array([g, f, *in_four(plain.collagen)], float)
    return Problem(
        plain, start, in_four(plain.clot).astype(float), (2 * grid.dz_mm, 2 * grid.dx_mm)
    )


def in_four(narrow):
    """Return a field of narrow cells as four fields of wide ones."""
    return np.array([narrow[row::2, column::2] for row, column in CORNERS])


def in_one(four):
    """Return four fields of wide cells as one of narrow ones."""
    narrow = np.empty((2 * four.shape[1], 2 * four.shape[2]), four.dtype)
    for field, (row, column) in zip(four, CORNERS):
        narrow[row::2, column::2] = field
    return narrow


# The equations on wide cells, as matrices: for the reference, SciPy and the Jacobian


def closed_chain(cells, size_mm):
    """The second derivative along one axis whose ends let nothing through."""
    inner = -2 * np.ones(cells)
    inner[[0, -1]] = -1
    ones = np.ones(cells - 1)
    return sparse.diags_array([ones, inner, ones], offsets=[-1, 0, 1]) / size_mm**2


def between(cells, towards):
    """Three quarters of a cell and a quarter of its neighbour; at the edge, the cell itself."""
    share = sparse.lil_array(sparse.diags_array([0.75 * np.ones(cells)], offsets=[0]))
    for i in range(cells):
        share[i, min(max(i + towards, 0), cells - 1)] += 0.25
    return share.tocsr()


def blurred(cells, size_mm):
    """The blur along one axis to a bell, by diffusion behind closed ends; its far tails are cut."""
    blur = expm(closed_chain(cells, size_mm).toarray() * R.scaffold_reach_mm**2 / 2)
    blur[blur < FAINT] = 0
    return blur / blur.sum(axis=1, keepdims=True)


class Matrices(NamedTuple):
    """The operators of the equations."""

    spread: sparse.csr_array  #: of wide cells
    drawn: list  #: from fibroblasts in wide cells to those in each narrow one
    blur_down: np.ndarray  #: of narrow cells
    blur_across: np.ndarray


def matrices(p: Problem) -> Matrices:
    """Return them for the wide cells of the problem."""
    rows, columns = p.start.shape[1:]
    down, across = closed_chain(rows, p.size_mm[0]), closed_chain(columns, p.size_mm[1])
    one_row, one_column = sparse.eye_array(rows), sparse.eye_array(columns)
    spread = sparse.kron(down, one_column) + sparse.kron(one_row, across)
    drawn = [
        sparse.kron(between(rows, 2 * row - 1), between(columns, 2 * column - 1)).tocsr()
        for row, column in CORNERS
    ]
    blurs = (blurred(2 * cells, size / 2) for cells, size in zip((rows, columns), p.size_mm))
    return Matrices(spread.tocsr(), drawn, *blurs)


def scaffold_of(p: Problem):
    """Return a function from four collagens to the four scaffolds."""
    shape = p.start.shape[1:]
    *_, down, across = matrices(p)
    down, across = sparse.csr_array(down), sparse.csr_array(across)

    def scaffold(m):
        missing = 1 - in_one(np.reshape(m, (4, *shape)))
        around = 1 - (across @ (down @ missing).T).T
        s = np.maximum(around - R.scaffold_sparse, 0) / (1 - R.scaffold_sparse)
        return in_four(s).reshape(4, -1)

    return scaffold


def change_and_jacobian(p: Problem):
    """Return the right-hand side and its sparse Jacobian, both of (days, flat state).

    Of the blur the Jacobian holds the cell itself only: its hundreds of neighbours would fill the
    factors, and what they do is slow, so that the iteration converges without them.
    """
    cells = p.start[0].size
    spread, drawn, down, across = matrices(p)
    at_home = in_four(np.outer(np.diag(down), np.diag(across))).reshape(4, -1)
    scaffold, clot = scaffold_of(p), p.clot.reshape(4, -1)
    g_linear = R.signal_diffusion_mm2_per_day * spread - R.signal_fading_per_day * (
        sparse.eye_array(cells)
    )
    f_linear = R.fibroblast_diffusion_mm2_per_day * spread - R.fibroblast_decay_per_day * (
        sparse.eye_array(cells)
    )
    ka, kc = R.fibroblast_waking_per_day, R.collagen_building_per_day

    def change(days, flat):
        g, f, *m = flat.reshape(6, cells)
        p_now = clot * np.exp(-R.clot_fading_per_day * days)
        woken = ka * sum(m) / 4 * g / (R.signal_half + g) * (1 - f)
        held = scaffold(m) + p_now
        built = [kc * (d @ f) * h * (1 - c) for d, h, c in zip(drawn, held, m)]
        return np.concatenate([g_linear @ g, f_linear @ f + woken, *built])

    def jacobian(days, flat):
        g, f, *m = flat.reshape(6, cells)
        p_now = clot * np.exp(-R.clot_fading_per_day * days)
        matrix, share, s = sum(m) / 4, g / (R.signal_half + g), scaffold(m)
        steep = np.where(s > 0, at_home / (1 - R.scaffold_sparse), 0)
        blocks = [[None] * 6 for _ in range(6)]
        blocks[0][0] = g_linear
        blocks[1][0] = sparse.diags_array(
            ka * matrix * (1 - f) * R.signal_half / (R.signal_half + g) ** 2
        )
        blocks[1][1] = f_linear - sparse.diags_array(ka * matrix * share)
        for i, (d, c, h, up) in enumerate(zip(drawn, m, s + p_now, steep), start=2):
            blocks[1][i] = sparse.diags_array(ka / 4 * share * (1 - f))
            blocks[i][1] = sparse.diags_array(kc * h * (1 - c)) @ d
            blocks[i][i] = sparse.diags_array(kc * (d @ f) * (up * (1 - c) - h))
        return sparse.block_array(blocks, format="csc")

    return change, jacobian


def reference(p: Problem) -> np.ndarray:
    """Return the collagen at the end, far more exactly than anybody is asked for."""
    change, _ = change_and_jacobian(p)
    ends = solve_ivp(
        change, (0, DAYS), p.start.ravel(), method="DOP853", rtol=1e-9, atol=1e-11, t_eval=[DAYS]
    )
    return in_one(ends.y[:, -1].reshape(p.start.shape)[2:])


# Those who solve it. A way, told how fine to be, makes everything ready (meshes, matrices, compiled
# code) and gives back a function that returns the collagen at the end. Only that one is timed.


class Way(NamedTuple):
    """One method of one peer."""

    name: str
    ready: Callable  #: of the fineness; steps, or one over the tolerance
    coarsest: float = 4  #: the least fineness to try, where explicit steps just do not blow up
    order: float = 1  #: the error falls with this power of the fineness


def most_steps_apart(p: Problem) -> int:
    """Return in how many steps of Euler the fibroblasts just do not blow up."""
    fastest = 4 * R.fibroblast_diffusion_mm2_per_day * sum(1 / size**2 for size in p.size_mm)
    return int(DAYS * (fastest + R.fibroblast_decay_per_day) / 2) + 2


def ours(p: Problem) -> list[Way]:
    """`toolkit.heal`: in equal steps, or in short ones first."""

    def even(steps):
        return lambda: heal(p.section, days=DAYS, steps=steps).collagen

    def graded(steps):
        """A third of the steps in each of 4, 8 and 16 days."""
        third = -(-steps // 3)
        lengths = np.repeat(DAYS / 7 * np.array([1, 2, 4]) / third, third).tolist()

        def run():
            *_, last = moments_of_healing(p.section, lengths)
            return last.section.collagen

        return run

    return [Way("equal steps", even, order=2), Way("graded steps", graded, order=2)]


def scipy_bdf(p: Problem) -> list[Way]:
    """SciPy's BDF with a sparse Jacobian."""
    change, jacobian = change_and_jacobian(p)
    span, start = (0, DAYS), p.start.ravel()

    def ready(fineness):
        tolerances = {"rtol": 1 / fineness, "atol": 0.1 / fineness}

        def run():
            ends = solve_ivp(
                change, span, start, method="BDF", jac=jacobian, t_eval=[DAYS], **tolerances
            )
            return in_one(ends.y[:, -1].reshape(p.start.shape)[2:])

        return run

    return [Way("BDF", ready, coarsest=30)]


def py_pde(p: Problem) -> list[Way]:
    """py-pde, compiled by numba, with its Euler and its Runge-Kutta of fourth order."""
    import pde
    from pde.solvers import EulerSolver, RungeKuttaSolver
    from peers_numba import Healing

    sides = [[0, cells * size] for cells, size in zip(p.start.shape[1:], p.size_mm)]
    grid = pde.CartesianGrid(sides, p.start.shape[1:])
    blurs = matrices(p)[2:]
    start = pde.FieldCollection([pde.ScalarField(grid, field) for field in p.start])

    def ready_with(solver):
        def ready(steps):
            step = solver(Healing(p.clot, *blurs), backend="numba").make_stepper(
                start.copy(), DAYS / steps
            )
            step(start.copy(), 0, DAYS / steps)  # compiles

            def run():
                state = start.copy()
                step(state, 0, DAYS)
                return in_one(state.data[2:])

            return run

        return ready

    most = most_steps_apart(p)
    return [
        Way("Euler", ready_with(EulerSolver), most, 1),
        Way("Runge-Kutta 4", ready_with(RungeKuttaSolver), 0.73 * most, 4),
    ]


def fipy(p: Problem) -> list[Way]:
    """FiPy: spreading by Crank and Nicolson, waking at mid-step in two sweeps, matrix in numpy."""
    import os

    os.environ.setdefault("FIPY_SOLVERS", "scipy")
    import fipy as fp
    from fipy.solvers.scipy import LinearCGSolver

    rows, columns = p.start.shape[1:]
    mesh = fp.Grid2D(nx=columns, ny=rows, dx=p.size_mm[1], dy=p.size_mm[0])
    g, f = fp.CellVariable(mesh=mesh, hasOld=True), fp.CellVariable(mesh=mesh, hasOld=True)
    share = fp.CellVariable(mesh=mesh)
    drawn, scaffold, clot = matrices(p).drawn, scaffold_of(p), p.clot.reshape(4, -1)
    solver = LinearCGSolver(tolerance=1e-7)

    def spreading(u, D, k):
        spread = fp.DiffusionTerm(D / 2) + fp.ExplicitDiffusionTerm(D / 2)
        return spread - fp.ImplicitSourceTerm(k / 2) - k / 2 * u.old

    g_equation = fp.TransientTerm() == spreading(
        g, R.signal_diffusion_mm2_per_day, R.signal_fading_per_day
    )
    f_equation = fp.TransientTerm() == spreading(
        f, R.fibroblast_diffusion_mm2_per_day, R.fibroblast_decay_per_day
    ) + share * (1 - f.old / 2) - fp.ImplicitSourceTerm(share / 2)

    def step(m, days, dt):
        g.updateOld()
        f.updateOld()
        g_equation.solve(var=g, dt=dt, solver=solver)
        signal = (g.value + g.old.value) / 2
        fade, after = clot * np.exp(-R.clot_fading_per_day * (days + dt / 2)), m
        for _sweep in range(2):
            woken = signal / (R.signal_half + signal) * (m + after).mean(axis=0) / 2
            share.value = R.fibroblast_waking_per_day * woken
            f.setValue(f.old.value)
            f_equation.solve(var=f, dt=dt, solver=solver)
            cells = [d @ ((f.value + f.old.value) / 2) for d in drawn]
            work = R.collagen_building_per_day * dt * np.array(cells)
            after = 1 - (1 - m) * np.exp(-work * (scaffold((m + after) / 2) + fade))
        return after

    def ready(steps):
        dt = DAYS / steps

        def run():
            g.value, f.value = (field.ravel() for field in p.start[:2])
            m = p.start[2:].reshape(4, -1)
            for i in range(steps):
                m = step(m, i * dt, dt)
            return in_one(m.reshape(4, rows, columns))

        return run

    return [Way("Crank-Nicolson", ready, order=2)]


def devito(p: Problem) -> list[Way]:
    """devito: compiled C in single precision, by Euler and by Heun."""
    from peers_devito import operator_and_fields

    def ready_with(order):
        fields = operator_and_fields(p, matrices(p)[2:], order)

        def ready(steps):
            def run():
                for field, start in zip([*fields.state, *fields.clot], [*p.start, *p.clot]):
                    field.data[...] = start
                days = DAYS / steps * np.arange(steps + 1)
                fields.fade.data[: steps + 1] = np.exp(-R.clot_fading_per_day * days)
                fields.operator.apply(time_m=0, time_M=steps - 1, dt=DAYS / steps)
                return in_one(np.array([m.data[steps % 2] for m in fields.state[2:]]))

            return run

        return ready

    most = most_steps_apart(p)
    return [Way("Euler", ready_with(1), most, 1), Way("Heun", ready_with(2), most, 2)]


PEERS = {"SciPy": scipy_bdf, "py-pde": py_pde, "FiPy": fipy, "devito": devito}
