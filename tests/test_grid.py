"""Places: where the cells are, how much tissue each holds, and which grids cannot be built."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import grids

from toolkit import Grid

ARRAYS = ("x_mm", "z_mm", "column_size", "cell_size")


def test_a_planar_grid_has_its_cell_centres_either_side_of_the_middle():
    """Eight columns of 1 mm: centres half a millimetre inside each edge."""
    assert Grid(width_mm=8, columns=8).x_mm.tolist() == [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]


def test_a_round_grid_counts_its_columns_from_the_axis():
    """16 mm across is a radius of 8 mm: eight rings of 1 mm, the first centred at 0.5 mm."""
    grid = Grid(width_mm=16, columns=8, geometry="round")
    assert grid.x_mm.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]


def test_rows_are_centred_between_the_surface_and_the_bottom():
    assert Grid(depth_mm=16, rows=8).z_mm.tolist() == [1, 3, 5, 7, 9, 11, 13, 15]


def test_each_ring_holds_the_outer_cylinder_less_the_inner_one():
    """Rings of 1 mm and rows of 2 mm: pi (outer^2 - inner^2) 2, that is 2, 6, 10 ... times pi."""
    grid = Grid(width_mm=16, depth_mm=16, columns=8, rows=8, geometry="round")
    assert_allclose(grid.cell_size[3] / np.pi, [2, 6, 10, 14, 18, 22, 26, 30], rtol=1e-15)


def test_the_rings_fill_the_cylinder_exactly():
    """A cylinder of radius 8 mm and depth 16 mm holds 1024 pi mm3."""
    grid = Grid(width_mm=16, depth_mm=16, columns=12, rows=10, geometry="round")
    assert grid.cell_size.sum() == pytest.approx(1024 * np.pi, rel=1e-14)


@given(grid=grids(geometries=("round",)))
def test_a_round_grid_holds_pi_radius_squared_times_depth(grid):
    cylinder = np.pi * (grid.width_mm / 2) ** 2 * grid.depth_mm
    assert grid.cell_size.sum() == pytest.approx(cylinder, rel=1e-12)


@given(grid=grids(geometries=("planar",)))
def test_a_planar_grid_holds_width_times_depth(grid):
    assert grid.cell_size.sum() == pytest.approx(grid.width_mm * grid.depth_mm, rel=1e-12)


@given(grid=grids(geometries=("planar",)))
def test_a_planar_grid_is_its_own_mirror_image(grid):
    assert_allclose(grid.x_mm, -grid.x_mm[::-1], atol=1e-12)


@given(grid=grids())
def test_arrays_follow_depth_then_width(grid):
    shapes = [getattr(grid, name).shape for name in ARRAYS]
    assert shapes == [(grid.columns,), (grid.rows,), (grid.columns,), (grid.rows, grid.columns)]


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_places_cannot_be_moved(name, geometry):
    with pytest.raises(ValueError, match="read-only"):
        getattr(Grid(geometry=geometry), name)[0] = 1.0


def test_both_geometries_start_with_cells_of_25_micrometres():
    """8 mm over 320 columns, 4 mm over 160 rings, 3.5 mm over 140 rows."""
    sizes = [(g.dx_mm, g.dz_mm) for g in (Grid(), Grid(geometry="round"))]
    assert_allclose(sizes, 0.025)


def test_grids_of_the_same_numbers_are_equal():
    assert Grid(columns=16) == Grid(columns=16) != Grid(columns=18)


@pytest.mark.parametrize("name", ["width_mm", "depth_mm"])
@pytest.mark.parametrize("length", [float("nan"), float("inf"), -1.0, 0, "8", None])
def test_a_length_must_be_a_positive_number(name, length):
    with pytest.raises(ValueError) as refused:
        Grid(**{name: length})
    expected = f"{name} is {length!r}; it must be a positive number of millimetres"
    assert str(refused.value) == expected


@pytest.mark.parametrize("count", [3, 0, -8, 10.5, float("nan"), float("inf"), "16"])
@pytest.mark.parametrize("name", ["columns", "rows"])
def test_a_count_must_be_a_whole_number_of_at_least_four(name, count):
    with pytest.raises(ValueError) as refused:
        Grid(**{name: count})
    assert str(refused.value) == f"{name} is {count!r}; it must be a whole number, at least 4"


@given(count=st.integers(4, 400))
def test_any_whole_number_from_four_up_is_a_count(count):
    assert Grid(columns=count, rows=count).shape == (count, count)


def test_half_of_a_grid_has_half_the_cells_each_way():
    assert Grid(columns=12, rows=8).halved() == Grid(columns=6, rows=4)


@pytest.mark.parametrize("name", ["columns", "rows"])
def test_a_grid_with_an_odd_count_has_no_half(name):
    """Two cells become one, so the ninth would be left over."""
    with pytest.raises(ValueError, match=f"{name} is 9; it must be even"):
        Grid(**{"columns": 8, "rows": 8, name: 9}).halved()


@given(grid=grids())
def test_half_of_a_grid_holds_the_same_tissue(grid):
    assert grid.halved().cell_size.sum() == pytest.approx(grid.cell_size.sum(), rel=1e-12)


def test_an_unknown_geometry_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"geometry is 'square'.*'planar', 'round'"):
        Grid(geometry="square")
