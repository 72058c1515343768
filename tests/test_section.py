"""The state: frozen, checked at birth, and nobody else's array."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from strategies import grids, sections, sexes, sites

from toolkit import Grid, Section, healthy
from toolkit.section import FIELDS

SMALL = Grid(columns=10, rows=8)
CELL_FIELDS = [name for name, place in FIELDS.items() if place == "cell"]


@given(grid=grids(), site=sites, sex=sexes)
def test_healthy_skin_is_collagen_one_with_nothing_else_in_it(grid, site, sex):
    skin = healthy(grid, site=site, sex=sex)
    assert (skin.collagen == 1).all()
    assert not any(getattr(skin, name).any() for name in FIELDS if name != "collagen")


@given(grid=grids())
def test_a_field_has_one_number_a_cell_or_one_a_column(grid):
    skin = healthy(grid)
    shapes = {"cell": (grid.rows, grid.columns), "column": (grid.columns,)}
    assert {name: getattr(skin, name).shape for name in FIELDS} == {
        name: shapes[place] for name, place in FIELDS.items()
    }


def test_skin_left_unsaid_is_the_cheek_of_nobody_in_particular():
    assert (healthy().layers.site, healthy().layers.sex) == ("cheek", None)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_cannot_be_written(name):
    with pytest.raises(ValueError, match="read-only"):
        getattr(healthy(SMALL), name)[0] = 0.5


@pytest.mark.parametrize("name", ["grid", "layers", *FIELDS])
def test_a_section_cannot_be_given_another_part(name):
    with pytest.raises(FrozenInstanceError):
        setattr(healthy(SMALL), name, None)


@given(before=sections())
def test_replacing_a_field_leaves_the_first_section_as_it_was(before):
    collagen = before.collagen.copy()
    after = before.with_fields(collagen=np.full(before.grid.shape, 0.25))
    assert (after.collagen == 0.25).all()
    assert (before.collagen == collagen).all()


@given(before=sections())
def test_the_fields_not_named_are_the_same_arrays(before):
    after = before.with_fields(collagen=np.full(before.grid.shape, 0.25))
    others = FIELDS.keys() - {"collagen"}
    assert all(getattr(after, name) is getattr(before, name) for name in others)


@pytest.mark.parametrize("name", FIELDS)
def test_a_caller_who_later_changes_an_array_does_not_change_the_skin(name):
    mine = getattr(healthy(SMALL), name).copy()
    skin = healthy(SMALL).with_fields(**{name: mine})
    before = getattr(skin, name).copy()
    mine[:] = 0.5
    assert (getattr(skin, name) == before).all()


def test_a_read_only_view_of_a_callers_array_is_copied_too():
    """`numpy.broadcast_to` gives such a view: it cannot be written, but what it looks at can."""
    depth_profile = np.zeros((SMALL.rows, 1))
    skin = healthy(SMALL).with_fields(signal=np.broadcast_to(depth_profile, SMALL.shape))
    depth_profile[:] = 1.0
    assert not skin.signal.any()


def test_the_callers_array_stays_writable():
    mine = np.zeros(SMALL.shape)
    healthy(SMALL).with_fields(signal=mine)
    mine[0, 0] = 1.0
    assert mine[0, 0] == 1.0


@pytest.mark.parametrize("name", CELL_FIELDS)
def test_a_wrong_shape_is_named_with_the_shape_the_grid_needs(name):
    with pytest.raises(ValueError) as refused:
        healthy(SMALL).with_fields(**{name: np.zeros((10, 8))})
    assert str(refused.value) == f"{name} has shape (10, 8), but the grid needs (8, 10)"


def test_a_column_field_refuses_one_number_a_cell():
    with pytest.raises(ValueError, match=r"tether_mm has shape \(8, 10\), .* needs \(10,\)"):
        healthy(SMALL).with_fields(tether_mm=np.zeros(SMALL.shape))


def test_one_number_for_all_cells_is_not_a_field():
    with pytest.raises(ValueError, match=r"signal has shape \(\), but the grid needs \(8, 10\)"):
        healthy(SMALL).with_fields(signal=0.5)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("name", FIELDS)
def test_a_number_that_is_not_finite_is_refused_with_its_field(name, wrong):
    field = getattr(healthy(SMALL), name).copy()
    field.flat[-1] = wrong
    with pytest.raises(ValueError, match=f"{name} holds a number that is not finite"):
        healthy(SMALL).with_fields(**{name: field})


def test_a_read_only_view_does_not_smuggle_in_a_nan():
    with pytest.raises(ValueError, match="signal holds a number that is not finite"):
        healthy(SMALL).with_fields(signal=np.broadcast_to(np.nan, SMALL.shape))


@pytest.mark.parametrize("name", ["collagne", "grid", "layers"])
def test_an_unknown_field_is_named_beside_the_known_ones(name):
    with pytest.raises(ValueError, match=f"no field named.*{name}.*'collagen', 'young'"):
        healthy(SMALL).with_fields(**{name: np.zeros(SMALL.shape)})


def test_a_section_built_by_hand_is_checked_like_any_other():
    skin = healthy(SMALL)
    fields = {name: getattr(skin, name) for name in FIELDS}
    with pytest.raises(ValueError, match=r"clot has shape \(3,\)"):
        Section(grid=SMALL, layers=skin.layers, **{**fields, "clot": np.zeros(3)})


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_numbers_keep_the_precision_they_were_asked_for(dtype):
    skin = healthy(SMALL, dtype=dtype)
    assert {getattr(skin, name).dtype for name in FIELDS} == {np.dtype(dtype)}


# Where anything is missing


def test_nothing_is_touched_in_healthy_skin():
    rows, columns = healthy(SMALL).touched
    assert healthy(SMALL).collagen[rows, columns].size == 0


@pytest.mark.parametrize("name, here", [("collagen", 0.5), ("young", 0.1), ("filler", 0.1)])
@pytest.mark.parametrize("geometry, first", [("planar", 10), ("round", 0)])
def test_a_touched_cell_lies_in_the_box_with_two_cells_around(geometry, first, name, here):
    """Row 10, column 13: the rows down to 13 and columns 10 to 15, or from the axis."""
    grid = Grid(columns=32, rows=24, geometry=geometry)
    field = getattr(healthy(grid), name).copy()
    field[10, 13] = here
    rows, columns = healthy(grid).with_fields(**{name: field}).touched
    assert (rows, columns) == (slice(0, 14), slice(first, 16))


@given(section=sections())
def test_skin_outside_the_touched_box_is_whole(section):
    outside = np.ones(section.grid.shape, bool)
    outside[section.touched] = False
    assert (section.collagen[outside] == 1).all()
    assert not section.young[outside].any()
    assert not section.filler[outside].any()
