"""Between cells and the cells twice as wide and high: nothing gained, nothing lost."""

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from strategies import grids, sections

from toolkit import Grid
from toolkit.coarse import coarsened, refined, smoothed

PLANAR = Grid(width_mm=8, depth_mm=8, columns=8, rows=8)
ROUND = Grid(width_mm=16, depth_mm=8, columns=8, rows=8, geometry="round")


def test_the_mean_of_two_by_two_planar_cells():
    """1 and 3 above, 5 and 7 below: 4 on average."""
    field = np.tile([[1.0, 3.0], [5.0, 7.0]], (4, 4))
    assert (coarsened(field, PLANAR) == 4).all()


def test_the_mean_of_two_rings_leans_to_the_outer_one():
    """Rings of 1 mm hold 1, 3, 5, 7 ... parts; only the second is full: 3/4 of the first pair."""
    field = np.zeros(ROUND.shape)
    field[:, 1] = 1.0
    assert_allclose(coarsened(field, ROUND)[:, 0], 3 / 4)


@given(section=sections(fields=("signal",)))
def test_making_cells_coarse_keeps_the_total(section):
    half = section.grid.halved()
    coarse = coarsened(section.signal, section.grid) * half.cell_size
    assert coarse.sum() == pytest.approx((section.signal * section.grid.cell_size).sum(), rel=1e-12)


@given(section=sections(fields=("signal",)))
def test_making_cells_fine_again_keeps_the_total(section):
    coarse = coarsened(section.signal, section.grid)
    total = (coarse * section.grid.halved().cell_size).sum()
    fine = (refined(coarse) * section.grid.cell_size).sum()
    assert fine == pytest.approx(total, rel=1e-12)


@given(section=sections(fields=("signal",)))
def test_fine_cells_made_from_coarse_ones_give_the_same_coarse_ones_back(section):
    coarse = coarsened(section.signal, section.grid)
    assert_allclose(coarsened(refined(coarse), section.grid), coarse, rtol=1e-12)


@given(section=sections(fields=("signal",)))
def test_smoothing_stays_between_the_least_and_the_most(section):
    coarse = coarsened(section.signal, section.grid)
    fine = smoothed(coarse)
    assert fine.shape == section.grid.shape
    assert coarse.min() - 1e-12 <= fine.min() <= fine.max() <= coarse.max() + 1e-12


@given(grid=grids())
def test_a_slope_stays_a_slope_when_it_is_smoothed(grid):
    """Linear between centres: exact for 3 x + 2 z, but for the cells along the edges."""
    half = grid.halved()
    fine = smoothed(3 * half.x_mm + 2 * half.z_mm[:, None])
    exact = 3 * grid.x_mm + 2 * grid.z_mm[:, None]
    assert_allclose(fine[1:-1, 1:-1], exact[1:-1, 1:-1], atol=1e-9)


@pytest.mark.parametrize("grid", [PLANAR, ROUND], ids=["planar", "round"])
def test_single_precision_stays_single(grid):
    coarse = coarsened(np.ones(grid.shape, np.float32), grid)
    assert {coarse.dtype, refined(coarse).dtype, smoothed(coarse).dtype} == {np.dtype(np.float32)}
