"""Rulers held to dips that a hand can calculate: triangle, box, cosine, cone."""

from math import atan, degrees, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from toolkit import Grid, healthy, ice_pick, measure
from toolkit.measures import measure_each, measure_surface, scars_in, territories

PLANAR = Grid(width_mm=8, columns=801)
ROUND = Grid(width_mm=8, columns=800, geometry="round")
TIE = 2 * PLANAR.dx_mm  # a ruler cannot tell two neighbouring columns apart


def triangle(grid, *, width_mm=4.0, depth_mm=1.0, middle_mm=0.0):
    """A straight-sided dip that comes to a point; round, it is a cone."""
    beside = abs(grid.x_mm - middle_mm) / (width_mm / 2)
    return -depth_mm * np.clip(1 - beside, 0, None)


def box(grid, *, width_mm=4.0, depth_mm=1.0):
    return np.where(abs(grid.x_mm) < width_mm / 2, -depth_mm, 0.0)


def cosine(grid, *, width_mm=4.0, depth_mm=1.0):
    inside = abs(grid.x_mm) < width_mm / 2
    return -depth_mm * inside * np.cos(pi * grid.x_mm / width_mm) ** 2


@pytest.mark.parametrize("grid", [PLANAR, ROUND], ids=["planar", "round"])
@pytest.mark.parametrize("shape", [triangle, box, cosine])
def test_the_depth_is_that_of_the_deepest_point(shape, grid):
    assert measure_surface(grid, shape(grid, depth_mm=1.5)).depth_mm == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize("grid", [PLANAR, ROUND], ids=["planar", "round"])
@pytest.mark.parametrize(
    "shape, width_mm",
    [(triangle, 3.6), (box, 4.0), (cosine, 4 / pi * np.arccos(np.sqrt(0.1)) * 2)],
)
def test_the_mouth_is_as_wide_as_the_dip_a_tenth_of_the_depth_down(shape, width_mm, grid):
    """Of 4 mm: nine tenths of a triangle, all of a box, cos^2 = 0.1 of a cosine."""
    assert measure_surface(grid, shape(grid)).width_mm == pytest.approx(width_mm, abs=TIE)


@pytest.mark.parametrize("grid", [PLANAR, ROUND], ids=["planar", "round"])
@pytest.mark.parametrize("shape, area_mm2", [(triangle, 2), (box, 4), (cosine, 2)])
def test_the_area_is_that_of_the_whole_vertical_section(shape, area_mm2, grid):
    """4 mm wide, 1 mm deep: half a rectangle, a rectangle, and half of one again."""
    assert measure_surface(grid, shape(grid)).area_mm2 == pytest.approx(area_mm2, rel=0.01)


@pytest.mark.parametrize(
    "shape, volume_mm3",
    [(triangle, pi * 4 / 3), (box, pi * 4), (cosine, pi * (2 - 8 / pi**2))],
)
def test_the_volume_of_a_pit_is_that_of_the_solid_of_revolution(shape, volume_mm3):
    """Radius 2 mm, depth 1 mm: a cone pi R^2 D / 3, a cylinder pi R^2 D, a cosine bowl by parts."""
    assert measure_surface(ROUND, shape(ROUND)).volume_mm3 == pytest.approx(volume_mm3, rel=0.01)


@pytest.mark.parametrize("shape", [triangle, box, cosine])
def test_the_volume_of_a_trench_is_its_area_over_one_millimetre(shape):
    found = measure_surface(PLANAR, shape(PLANAR))
    assert found.volume_mm3 == pytest.approx(found.area_mm2, rel=1e-12)


@pytest.mark.parametrize("grid", [PLANAR, ROUND], ids=["planar", "round"])
@pytest.mark.parametrize("depth_mm", [0.25, 1.0, 2.0])
def test_the_wall_of_a_triangle_stands_at_its_slope(depth_mm, grid):
    """2 mm from shoulder to point: 7, 27 and 45 degrees."""
    found = measure_surface(grid, triangle(grid, depth_mm=depth_mm))
    assert found.wall_deg == pytest.approx(degrees(atan(depth_mm / 2)), abs=0.5)


def test_the_steeper_wall_counts():
    """1 mm down over 0.5 mm on one side and 2 mm on the other: atan 2 is 63 degrees."""
    lopsided = -np.interp(PLANAR.x_mm, [-0.5, 0, 2], [0, 1, 0])
    assert measure_surface(PLANAR, lopsided).wall_deg == pytest.approx(63.4, abs=0.5)


@pytest.mark.parametrize("shape, share", [(triangle, 1 / 3.6), (box, 1.0), (cosine, 0.4192)])
def test_the_floor_is_the_part_of_the_mouth_below_three_quarters_of_the_depth(shape, share):
    """Of a triangle a quarter of 4 mm over 3.6; of a cosine acos(sqrt .75) over acos(sqrt .1)."""
    found = measure_surface(PLANAR, shape(PLANAR))
    assert found.floor_share == pytest.approx(share, abs=0.02)


@given(
    width_mm=st.floats(0.5, 6),
    depth_mm=st.floats(0.1, 3),
    geometry=st.sampled_from(["planar", "round"]),
)
def test_any_triangle_measures_as_drawn(width_mm, depth_mm, geometry):
    grid = {"planar": PLANAR, "round": ROUND}[geometry]
    found = measure_surface(grid, triangle(grid, width_mm=width_mm, depth_mm=depth_mm))
    assert found.width_mm == pytest.approx(0.9 * width_mm, abs=TIE)
    assert found.area_mm2 == pytest.approx(width_mm * depth_mm / 2, rel=0.05)
    assert found.depth_mm == pytest.approx(depth_mm, rel=0.05)


@given(middle_mm=st.floats(-1.5, 1.5))
def test_where_the_dip_lies_does_not_matter(middle_mm):
    found = measure_surface(PLANAR, triangle(PLANAR, middle_mm=middle_mm))
    assert (found.width_mm, found.area_mm2) == pytest.approx((3.6, 2), rel=0.01)


def test_of_two_dips_the_deeper_gives_depth_and_width():
    """1 mm deep and 2 mm wide on the left, half as deep and 3 mm wide on the right."""
    left = triangle(PLANAR, width_mm=2, depth_mm=1.0, middle_mm=-2)
    right = triangle(PLANAR, width_mm=3, depth_mm=0.5, middle_mm=2)
    found = measure_surface(PLANAR, left + right)
    assert (found.depth_mm, found.width_mm) == pytest.approx((1, 1.8), abs=TIE)


def test_raised_skin_is_not_a_scar():
    hill = measure_surface(PLANAR, -triangle(PLANAR))
    assert (hill.depth_mm, hill.width_mm, hill.area_mm2, hill.volume_mm3) == (0, 0, 0, 0)


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_healthy_skin_measures_nothing(geometry):
    found = measure(healthy(Grid(geometry=geometry)))
    assert_allclose(list(vars(found).values()), 0, atol=1e-6)


def test_a_dip_that_runs_out_of_the_slice_is_as_wide_as_the_slice():
    assert measure_surface(PLANAR, np.full(801, -1.0)).width_mm == pytest.approx(8, abs=TIE)


# Several scars in one section


def bumps(grid, *scars):
    """A surface with a flat dip for each (centre, width, depth), in mm."""
    surface = np.zeros(grid.columns)
    for centre, width, depth in scars:
        surface[abs(grid.x_mm - centre) < width / 2] = -depth
    return surface


def test_each_dip_of_a_surface_is_a_scar():
    grid = Grid(width_mm=10, columns=1000)
    found = scars_in(bumps(grid, (-3, 1.0, 0.3), (0.5, 2.0, 0.1), (4, 0.5, 1.0)))
    widths = [(scar.stop - scar.start) * grid.dx_mm for scar in found]
    assert widths == pytest.approx([1.0, 2.0, 0.5])


def test_a_dip_as_shallow_as_skin_relief_is_no_scar():
    grid = Grid(width_mm=10, columns=1000)
    assert scars_in(bumps(grid, (0, 2.0, 0.04))) == []


def test_scars_share_out_the_skin_between_them():
    grid = Grid(width_mm=10, columns=1000)
    own = territories(bumps(grid, (-3, 1.0, 0.3), (2, 1.0, 0.3)))
    assert (own.sum(axis=0) == 1).all()
    midway = own[0].sum() * grid.dx_mm - 5
    assert midway == pytest.approx(-0.5, abs=2 * grid.dx_mm)


def test_flat_skin_belongs_to_no_scar():
    assert territories(np.zeros(50)).shape == (0, 50)
    assert measure_each(healthy()) == ()


def test_one_scar_is_measured_alike_alone_and_among_others():
    assert measure_each(ice_pick()) == (measure(ice_pick()),)
