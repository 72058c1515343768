"""Waves that fit a closed slice: cosines in a trench, Bessel rings in a pit."""

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from scipy.special import erfc, j0, jn_zeros
from strategies import grids

from toolkit import Grid
from toolkit.modes import depth, lateral, soaked

AXES = [lateral, depth]


def closed_laplacian(grid, places):
    """What flows into each column through its two edges, over what the column holds."""
    edge_mm = np.arange(1, grid.columns) * grid.dx_mm
    opening = edge_mm if grid.is_round else np.ones(grid.columns - 1)
    flow = opening * np.diff(places) / grid.dx_mm
    held = (grid.x_mm if grid.is_round else np.ones(grid.columns)) * grid.dx_mm
    return np.diff(flow, prepend=0, append=0) / held


@given(grid=grids())
@pytest.mark.parametrize("axis", AXES)
def test_going_to_modes_and_back_changes_nothing(axis, grid):
    modes = axis(grid)
    assert_allclose(modes.backward @ modes.forward, np.eye(len(modes.forward)), atol=1e-12)


@given(grid=grids())
@pytest.mark.parametrize("axis", AXES)
def test_the_first_mode_is_even_everywhere_with_eigenvalue_zero(axis, grid):
    modes = axis(grid)
    assert modes.eigenvalue_per_mm2[0] == 0
    assert_allclose(modes.backward[:, 0], modes.backward[0, 0], rtol=1e-9)


@given(grid=grids())
@pytest.mark.parametrize("axis", AXES)
def test_eigenvalues_grow(axis, grid):
    assert (np.diff(axis(grid).eigenvalue_per_mm2) > 0).all()


@given(grid=grids())
def test_each_mode_keeps_its_shape_under_the_fluxes_of_a_closed_slice(grid):
    modes = lateral(grid)
    spread = [closed_laplacian(grid, mode) for mode in modes.backward.T]
    exact = -modes.eigenvalue_per_mm2[:, None] * modes.backward.T
    assert_allclose(spread, exact, atol=1e-9 * modes.eigenvalue_per_mm2[-1])


def test_three_planar_eigenvalues_agree_with_a_slab_of_four_cells():
    """Four cells of 1 mm: 2 (1 - cos(j pi / 4)), that is 0, 2 - sqrt 2, 2 and 2 + sqrt 2."""
    eigenvalues = lateral(Grid(width_mm=4, columns=4)).eigenvalue_per_mm2
    assert_allclose(eigenvalues, [0, 2 - np.sqrt(2), 2, 2 + np.sqrt(2)], atol=1e-14)


@pytest.mark.parametrize("cells", [16, 32, 64])
@pytest.mark.parametrize("axis", AXES)
def test_cosine_eigenvalues_approach_those_of_a_closed_slab(axis, cells):
    """A closed slab of length L keeps cos(j pi x / L), which fades as (j pi / L)^2."""
    grid = Grid(width_mm=8, depth_mm=8, columns=cells, rows=cells)
    exact = (np.arange(6) * np.pi / 8) ** 2
    assert_allclose(axis(grid).eigenvalue_per_mm2[:6], exact, rtol=25 / cells**2)


@pytest.mark.parametrize("cells", [20, 40, 80])
def test_radial_eigenvalues_approach_those_of_a_closed_disc(cells):
    """A closed disc of radius R keeps J0(j r / R), where j is a zero of J1."""
    grid = Grid(width_mm=8, columns=cells, geometry="round")
    exact = (jn_zeros(1, 4) / 4) ** 2
    assert_allclose(lateral(grid).eigenvalue_per_mm2[1:5], exact, rtol=20 / cells**2)


def test_radial_modes_have_the_shape_of_bessel_rings():
    grid = Grid(width_mm=8, columns=160, geometry="round")
    zero = jn_zeros(1, 3)[-1]
    ring, exact = lateral(grid).backward[:, 3], j0(zero * grid.x_mm / 4)
    assert abs(np.corrcoef(ring, exact)[0, 1]) > 0.9999


@given(grid=grids())
def test_modes_are_strangers_to_each_other_weighted_by_the_tissue_they_cover(grid):
    modes = lateral(grid).backward
    overlap = modes.T @ (modes * grid.column_size[:, None])
    assert_allclose(overlap, np.diag(overlap.diagonal()), atol=1e-10 * overlap.max())


@given(grid=grids())
def test_every_mode_but_the_first_holds_nothing_in_all(grid):
    held = grid.column_size @ lateral(grid).backward
    assert_allclose(held[1:], 0, atol=1e-10 * abs(held[0]))


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_the_wavenumber_is_the_root_of_the_eigenvalue(geometry):
    modes = lateral(Grid(columns=16, geometry=geometry))
    assert_allclose(modes.wavenumber_per_mm**2, modes.eigenvalue_per_mm2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_modes_come_in_the_precision_that_was_asked_for(dtype):
    modes = lateral(Grid(columns=16, geometry="round"), dtype)
    arrays = (modes.forward, modes.backward, modes.eigenvalue_per_mm2)
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_modes_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        lateral(Grid(columns=16)).forward[0, 0] = 1


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_what_soaks_from_a_flat_layer_falls_off_as_diffusion_does(geometry):
    """Half at the edge of a deep layer and erfc(distance / reach) / 2 beyond it."""
    grid = Grid(width_mm=4, depth_mm=8, columns=20, rows=320, geometry=geometry)
    layer = np.where(grid.z_mm < 4, 1.0, 0.0)[:, None] + np.zeros(grid.shape)
    exact = erfc((grid.z_mm - 4) / 0.4) / 2
    assert_allclose(soaked(layer, grid, reach_mm=0.4), exact[:, None] + 0 * layer, atol=2e-3)
