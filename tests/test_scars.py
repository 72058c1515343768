"""Scars of a given size: they measure as asked, look as their name says, or are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import sexes, sites

from toolkit import Grid, boxcar, healthy, ice_pick, measure, pore, rolling, value
from toolkit.section import FIELDS

SCARS = [ice_pick, boxcar, rolling, pore]

# shape, its width, its depth: rows of the evidence table (sizes from FABBROCINI2010, Table 1)
PUBLISHED = [
    (ice_pick, "ice_pick_width", "ice_pick_depth"),
    (boxcar, "boxcar_width", "boxcar_depth"),
    (rolling, "rolling_width", "rolling_depth"),
    (pore, "pore_width", "pore_depth"),
]

# shape, widths and depths [mm] inside those rows (ours: a rolling scar from 4.5, a pore from 0.3,
# for narrower ones are rounded away by the beam of the dermis and by the epidermis)
DRAWN = [
    (ice_pick, (0.5, 2.0), (0.5, 2.5)),
    (boxcar, (1.5, 4.0), (0.1, 0.8)),
    (rolling, (4.5, 8.0), (0.15, 0.6)),
    (pore, (0.3, 0.5), (0.1, 0.3)),
]


@pytest.mark.parametrize("scar, widths, depths", DRAWN)
@given(data=st.data(), site=sites, sex=sexes)
def test_a_scar_measures_as_asked_at_every_site(scar, widths, depths, data, site, sex):
    width_mm, depth_mm = data.draw(st.floats(*widths)), data.draw(st.floats(*depths))
    found = measure(scar(width_mm=width_mm, depth_mm=depth_mm, site=site, sex=sex))
    assert found.width_mm == pytest.approx(width_mm, rel=0.03)
    assert found.depth_mm == pytest.approx(depth_mm, rel=0.03)


@pytest.mark.parametrize("scar, width_row, depth_row", PUBLISHED)
def test_a_typical_scar_measures_inside_its_published_range(scar, width_row, depth_row):
    found = measure(scar())
    assert value(width_row).low <= found.width_mm <= value(width_row).high
    assert value(depth_row).low <= found.depth_mm <= value(depth_row).high


@pytest.mark.parametrize("geometry", ["planar", "round"])
@pytest.mark.parametrize("scar", SCARS)
def test_a_scar_can_be_drawn_in_either_geometry(scar, geometry):
    found = measure(scar(grid=Grid(width_mm=12, columns=320, geometry=geometry)))
    assert found.width_mm == pytest.approx(measure(scar()).width_mm, rel=0.03)
    assert found.depth_mm == pytest.approx(measure(scar()).depth_mm, rel=0.03)


# The shape behind the name


def open_width_mm(section, depth_mm):
    """How wide the lumen is at some depth: columns that are more empty than full."""
    row = section.collagen[int(depth_mm / section.grid.dz_mm)]
    return 2 * section.grid.dx_mm * (row < 0.5).sum()


def test_an_ice_pick_narrows_to_a_point():
    """Half way down, half as wide; the epidermis rounds the mouth, so a fifth is allowed."""
    scar = ice_pick(width_mm=1.2, depth_mm=1.6)
    quarter, half, three = (open_width_mm(scar, depth_mm) for depth_mm in (0.4, 0.8, 1.2))
    assert quarter > half > three > 0
    assert half / quarter == pytest.approx(2 / 3, rel=0.2)


def test_a_boxcar_has_walls_that_stand_upright():
    scar = boxcar(width_mm=3, depth_mm=0.6)
    assert open_width_mm(scar, 0.1) == pytest.approx(open_width_mm(scar, 0.5), abs=0.05)
    assert measure(scar).floor_share > 0.8


def test_a_rolling_scar_is_an_open_hand_and_not_a_hole():
    """No cell of it is empty, and its slopes are those of a hill."""
    assert rolling().collagen.min() > 0.5
    assert measure(rolling()).wall_deg < 20


def test_most_of_a_rolling_scar_hangs_on_its_bands():
    """The evidence table says 0.6 of the depth, give or take the bending of the dermis."""
    scar = rolling()
    free = measure(scar.with_fields(tether_mm=0 * scar.tether_mm)).depth_mm
    share = 1 - free / measure(scar).depth_mm
    assert share == pytest.approx(value("tether_share").typical, abs=0.05)


@pytest.mark.parametrize("scar", [ice_pick, boxcar, pore])
def test_only_a_rolling_scar_has_bands(scar):
    assert not scar().tether_mm.any()
    assert rolling().tether_mm.any()


def test_nothing_is_lost_under_a_pore():
    below = pore().grid.z_mm > 0.6
    assert (pore().collagen[below] == 1).all()


def test_the_dermis_under_a_boxcar_is_thinned_as_deep_as_histology_found():
    """BANSAL2025: altered to 1.33 mm (SD 0.57), under a floor at 0.4."""
    axis = boxcar().collagen[:, 0]
    altered_mm = boxcar().grid.z_mm[(axis < 0.999) & (axis > 0.5)]
    assert altered_mm.max() == pytest.approx(1.33, abs=0.1)


def test_the_deepest_altered_dermis_of_an_ice_pick_lies_where_histology_found_it():
    """BANSAL2025: 1.93 mm (SD 1.12) for the open tract and the scarred dermis together."""
    scar = ice_pick()
    deepest_mm = scar.grid.z_mm[(scar.collagen < 0.999).any(axis=1)].max()
    assert deepest_mm == pytest.approx(1.93, abs=0.56)


@pytest.mark.parametrize("scar", SCARS)
def test_an_old_scar_is_quiet(scar):
    """Lost collagen and bands are all there is; no wound, no young collagen, no colour."""
    quiet = FIELDS.keys() - {"collagen", "tether_mm"}
    assert not any(getattr(scar(), name).any() for name in quiet)


@pytest.mark.parametrize("scar", SCARS)
def test_a_scar_far_from_its_edges_is_healthy_skin(scar):
    section = scar()
    outer = abs(section.grid.x_mm) > 3.8
    assert (section.collagen[:, outer] == 1).all()
    assert not section.tether_mm[outer].any()


@pytest.mark.parametrize("scar", SCARS)
def test_a_trench_is_the_same_from_left_and_right(scar):
    section = scar(grid=Grid(width_mm=12, columns=320))
    for name in ("collagen", "tether_mm"):
        field = getattr(section, name)
        assert_allclose(field[..., ::-1], field, atol=1e-6)


def test_a_scar_keeps_the_layers_of_its_site():
    assert ice_pick(site="nose", sex="man").layers == healthy(site="nose", sex="man").layers


@pytest.mark.parametrize("scar", SCARS)
def test_the_same_scar_asked_for_twice_is_the_same(scar):
    assert (scar().collagen == scar().collagen).all()


# Refused: field, value, what it must be


@pytest.mark.parametrize("size", [0, -0.5, float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("name, most", [("width_mm", "7.60"), ("depth_mm", "3.30")])
def test_a_size_that_is_no_size_is_refused(name, most, size):
    """A slice of 8 by 3.5 mm, less a little skin that must stay beside and below."""
    with pytest.raises(ValueError) as refused:
        ice_pick(**{name: size})
    assert (
        str(refused.value) == f"{name} is {size!r}; it must be above 0 and at most {most} mm here"
    )


@pytest.mark.parametrize("scar, width_mm", [(ice_pick, 8.1), (boxcar, 7.9), (rolling, 12.0)])
def test_a_scar_wider_than_the_slice_is_refused(scar, width_mm):
    with pytest.raises(ValueError, match=rf"width_mm is {width_mm}; it must be .* at most"):
        scar(width_mm=width_mm)


@pytest.mark.parametrize("scar", SCARS)
def test_a_scar_deeper_than_the_fat_is_refused(scar):
    """On the nose skin and fat are 3.15 mm together, on the cheek 5.15."""
    with pytest.raises(ValueError, match=r"depth_mm is 3\.2; it must be above 0 and at most 2\.95"):
        scar(depth_mm=3.2, site="nose")


@pytest.mark.parametrize("scar", SCARS)
def test_a_scar_at_an_unknown_site_is_refused_with_the_nearest(scar):
    with pytest.raises(KeyError, match="site is 'cheeck'; did you mean 'cheek'"):
        scar(site="cheeck")


def test_a_scar_that_the_epidermis_would_fill_is_refused_with_both_sizes():
    with pytest.raises(ValueError, match=r"width_mm is 0\.1 and depth_mm is 3\.0; they must go"):
        ice_pick(width_mm=0.1, depth_mm=3.0)


@pytest.mark.parametrize("scar", SCARS)
def test_sizes_are_given_by_name(scar):
    with pytest.raises(TypeError):
        scar(1.2, 1.6)


def micrometres(low_mm, high_mm):
    """Lengths in millimetres to the micrometre, which is finer than any ruler."""
    return st.integers(1000 * low_mm, 1000 * high_mm).map(lambda micrometre: micrometre / 1000)


def drawn_or_reason(scar, **size):
    """What the scar measures and no reason, or nothing and the reason."""
    try:
        return measure(scar(**size)), ""
    except ValueError as refused:
        return None, str(refused)


@given(width_mm=micrometres(-1, 15), depth_mm=micrometres(-1, 5), site=sites)
@pytest.mark.parametrize("scar", SCARS)
def test_any_size_gives_that_scar_or_a_reason(scar, width_mm, depth_mm, site):
    found, reason = drawn_or_reason(scar, width_mm=width_mm, depth_mm=depth_mm, site=site)
    if found:
        assert_allclose([found.width_mm, found.depth_mm], [width_mm, depth_mm], rtol=0.03)
    else:
        assert "must" in reason


def test_a_refused_scar_leaves_the_next_one_as_it_would_have_been():
    before = boxcar(width_mm=2.7).collagen.copy()
    with pytest.raises(ValueError, match="width_mm"):
        boxcar(width_mm=-2.7)
    assert np.array_equal(boxcar(width_mm=2.7).collagen, before)
