"""Where the skin lies: open pits stay open, closed gaps sag, bands pull, nothing is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import EMPTY, grids, lowered, sections, slot

from toolkit import Grid, healthy, value
from toolkit.surface import in_tissue_mm, lumen, openness, solid, surface_mm

LEVELLING_MM = value("epidermis_levelling").typical
BEAM_MM = value("beam_length").typical
WIDE = Grid(width_mm=40, depth_mm=4, columns=800, rows=80)
ROUND = Grid(width_mm=40, depth_mm=4, columns=400, rows=80, geometry="round")
SHAPES = {"planar": Grid(), "round": Grid(geometry="round")}


def with_a_point(grid, field, *, z_mm=None, amount=1.0):
    """Skin with one unit [mm2 or mm3] of filler or pull in the middle, in the fewest cells."""
    near = abs(grid.x_mm) < grid.dx_mm
    where = near if z_mm is None else near & (abs(grid.z_mm[:, None] - z_mm) < grid.dz_mm)
    size = grid.column_size if z_mm is None else grid.cell_size
    point = where * amount / (where * size).sum()
    return healthy(grid, dtype=np.float64).with_fields(**{field: point})


@given(grid=grids())
def test_healthy_skin_is_flat(grid):
    assert_allclose(surface_mm(healthy(grid)), 0, atol=1e-12)


# Open pits


@pytest.mark.parametrize("depth_mm", [0.25, 1.0, 2.5])
def test_the_middle_of_a_wide_open_slot_lies_at_its_depth(depth_mm):
    """Ten levelling lengths from the nearest edge, all but exp(-10) of the depth is there."""
    grid = Grid(width_mm=8, depth_mm=3, columns=160, rows=120)
    surface = surface_mm(slot(grid, width_mm=4, depth_mm=depth_mm))
    assert surface[80] == pytest.approx(-depth_mm, rel=1e-4)
    assert surface[0] == pytest.approx(0, abs=1e-4)


def test_the_epidermis_rounds_the_edge_of_a_slot_by_its_own_thickness():
    """Levelled by 1 / (1 + (k l)^2), a cliff becomes half its depth, and exp(-x / l) / 2 beyond."""
    grid = Grid(width_mm=8, depth_mm=3, columns=1600, rows=30)
    surface = surface_mm(slot(grid, width_mm=4, depth_mm=1.0))
    beyond = grid.x_mm[grid.x_mm > 2]
    exact = -np.exp(-(beyond - 2) / LEVELLING_MM) / 2
    assert_allclose(surface[grid.x_mm > 2], exact, atol=2e-3)


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_a_slot_lowers_by_what_is_missing(geometry):
    """A trench 2 mm wide and 1 mm deep: 2 mm2. A pit 2 mm wide and 1 mm deep: pi mm3."""
    grid = SHAPES[geometry]
    dip = lowered(grid, surface_mm(slot(grid, width_mm=2, depth_mm=1.0)))
    assert dip == pytest.approx({"planar": 2, "round": np.pi}[geometry], rel=1e-4)


@given(section=sections(grid=grids(geometries=("planar",))))
def test_whatever_is_missing_lowers_the_skin_by_as_much_in_all(section):
    """Sagging, bending and levelling move height about; none of them makes or loses any."""
    carried = section.collagen - value("young_discount").typical * section.young
    missing = 1 - np.clip((carried - EMPTY) / (1 - EMPTY), 0, 1)
    bands = (section.tether_mm * section.grid.column_size).sum()
    gone = ((missing - section.filler) * section.grid.cell_size).sum() + bands
    assert lowered(section.grid, surface_mm(section)) == pytest.approx(gone, abs=1e-9)


# Closed gaps and filler


@pytest.mark.parametrize("geometry", ["planar", "round"])
@pytest.mark.parametrize("z_mm", [0.5, 1.5, 3.0])
def test_filler_lifts_by_what_was_injected(geometry, z_mm):
    lifted = surface_mm(with_a_point(SHAPES[geometry], "filler", z_mm=z_mm, amount=0.2))
    assert lowered(SHAPES[geometry], lifted) == pytest.approx(-0.2, rel=0.005)


@pytest.mark.parametrize("z_mm", [1.0, 2.0])
def test_a_thread_of_filler_lifts_a_trench_as_in_an_elastic_half_space(z_mm):
    """exp(-|k| z) is the kernel of Poisson, z / (pi (x^2 + z^2)), and its images 40 mm apart."""
    height = surface_mm(with_a_point(WIDE, "filler", z_mm=z_mm))
    images_mm = WIDE.x_mm + 40 * np.arange(-100, 101)[:, None]
    exact = (z_mm / (np.pi * (images_mm**2 + z_mm**2))).sum(axis=0)
    assert_allclose(height, exact, rtol=0.01)


@pytest.mark.parametrize("z_mm", [1.5, 2.0])
def test_a_drop_of_filler_lifts_a_disc_as_in_an_elastic_half_space(z_mm):
    """exp(-|k| z) on rings is z / (2 pi (r^2 + z^2)^1.5), the same kernel in space."""
    height = surface_mm(with_a_point(ROUND, "filler", z_mm=z_mm))
    exact = z_mm / (2 * np.pi * (ROUND.x_mm**2 + z_mm**2) ** 1.5)
    near = ROUND.x_mm < z_mm
    assert_allclose(height[near], exact[near], rtol=0.04)


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_a_deep_closed_gap_sags_shallower_than_a_shallow_one(geometry):
    grid = SHAPES[geometry]
    shallow, deep = (
        surface_mm(slot(grid, width_mm=0.4, from_mm=top, depth_mm=top + 0.4)) for top in (0.6, 1.8)
    )
    assert 0 > deep.min() > shallow.min()


def test_a_deep_closed_gap_sags_wider_than_a_shallow_one():
    """The kernel of Poisson is as wide at half height as twice its depth: double here."""
    shallow, deep = (
        surface_mm(slot(WIDE, width_mm=0.1, from_mm=z - 0.05, depth_mm=z + 0.05))
        for z in (1.0, 2.0)
    )
    widths = [(sag < sag.min() / 2).sum() for sag in (shallow, deep)]
    assert widths[1] / widths[0] == pytest.approx(2, rel=0.1)


def test_a_gap_closed_by_healthy_skin_sinks_less_than_the_same_gap_open():
    grid = SHAPES["planar"]
    opened = surface_mm(slot(grid, width_mm=0.4, depth_mm=0.5)).min()
    closed = surface_mm(slot(grid, width_mm=0.4, from_mm=0.5, depth_mm=1.0)).min()
    assert opened < -0.45
    assert closed > -0.25


def test_skin_closes_what_lies_under_it_by_an_exponential_of_its_thickness():
    """Under healthy skin one closing length thick, 1 / e of a hole is still open."""
    length_mm = value("openness_length").typical
    grid = Grid(width_mm=2, depth_mm=4 * length_mm, columns=8, rows=400)
    seen = openness(healthy(grid, dtype=np.float64))[:, 0]
    assert_allclose(seen, np.exp(-grid.z_mm / length_mm), rtol=1e-9)


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_the_tissue_above_a_cell_is_its_depth_less_that_of_the_slot_above_it(geometry):
    grid = SHAPES[geometry]
    above = in_tissue_mm(slot(grid, width_mm=1, from_mm=0.5, depth_mm=1.5))
    slotted = abs(grid.x_mm) < 0.5
    missing = np.clip(grid.z_mm - 0.5, 0, 1)[:, None] * slotted
    assert_allclose(above, grid.z_mm[:, None] - missing, atol=1e-9)


@given(section=sections(fields=("collagen", "filler")))
def test_a_lumen_is_what_is_missing_and_open(section):
    whole = (1 - solid(section.collagen)) * openness(section)
    assert_allclose(lumen(section), whole[section.touched], atol=1e-12)
    assert lumen(section).sum() == pytest.approx(whole.sum())


def test_solid_tissue_runs_from_an_empty_lumen_to_healthy_skin():
    half = (1 + EMPTY) / 2
    assert_allclose(solid(np.array([0.0, EMPTY, half, 1.0, 1.2])), [0, 0, 0.5, 1, 1], atol=1e-12)


# Bands


def test_a_band_bends_the_dermis_as_a_beam_on_a_soft_bed():
    """1 / (1 + (k l)^4) is exp(-s) (cos s + sin s) / (2 sqrt 2 l), with s = |x| / (sqrt 2 l)."""
    height = surface_mm(with_a_point(WIDE, "tether_mm"))
    s = abs(WIDE.x_mm) / (np.sqrt(2) * BEAM_MM)
    exact = -np.exp(-s) * (np.cos(s) + np.sin(s)) / (2 * np.sqrt(2) * BEAM_MM)
    assert_allclose(height, exact, atol=0.012 * abs(exact).max())


@pytest.mark.parametrize("grid", [WIDE, ROUND], ids=["planar", "round"])
def test_bending_keeps_the_total_pull_of_a_band(grid):
    assert lowered(grid, surface_mm(with_a_point(grid, "tether_mm"))) == pytest.approx(1, rel=1e-9)


@given(section=sections())
def test_a_cut_band_lifts_exactly_what_it_pulled(section):
    free = section.with_fields(tether_mm=0 * section.tether_mm)
    alone = healthy(section.grid, dtype=np.float64).with_fields(tether_mm=section.tether_mm)
    lifted = surface_mm(free) - surface_mm(section)
    assert_allclose(lifted, -surface_mm(alone), atol=1e-9)


# Young collagen, sides, precision


@given(young=st.floats(0, 1))
def test_young_collagen_carries_only_in_part(young):
    """Even over a slice 2 mm deep: it sinks by the discount times the young part of 2 mm."""
    skin = healthy(Grid(width_mm=2, depth_mm=2, columns=8, rows=8), dtype=np.float64)
    sunk = surface_mm(skin.with_fields(young=np.full(skin.grid.shape, young)))
    assert_allclose(sunk, -value("young_discount").typical * young * 2 / (1 - EMPTY), atol=1e-9)


@given(section=sections(grid=grids(geometries=("planar",))))
def test_the_surface_does_not_know_left_from_right(section):
    fields = ("collagen", "young", "filler", "tether_mm")
    turned = section.with_fields(**{name: getattr(section, name)[..., ::-1] for name in fields})
    assert_allclose(surface_mm(turned), surface_mm(section)[::-1], atol=1e-9)


@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_single_precision_is_good_to_a_hundredth_of_a_micrometre(geometry):
    double = slot(SHAPES[geometry], width_mm=1, depth_mm=1.5)
    single = slot(SHAPES[geometry], width_mm=1, depth_mm=1.5, dtype=np.float32)
    assert surface_mm(single).dtype == np.float32
    assert_allclose(surface_mm(single), surface_mm(double), atol=1e-5)
