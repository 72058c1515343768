"""The fit finds what it should, says what it cannot tell, and the tables it wrote are not stale."""

import csv
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from calibrate import FITTED, PRIOR, misfits, rewrite
from numpy.testing import assert_allclose
from supposed import ask

from toolkit import sources, value
from toolkit.calibration import CELLS, fit, main_table, predicted_pct, rows, scar, shares
from toolkit.calibration.fit import STEP
from toolkit.evidence import values

# The fit itself, on problems with known answers


def straight(truth):
    """A problem that is straight in the logarithms of two constants: three rows."""
    slopes = np.array([[2.0, 0.0], [0.0, 4.0], [1.0, 1.0]])
    return lambda many: [
        slopes @ np.log([each["a"] / truth["a"], each["b"] / truth["b"]]) for each in many
    ]


def test_the_fit_finds_the_constants_that_made_the_rows():
    found = fit(straight({"a": 3.0, "b": 0.2}), {"a": 1.0, "b": 1.0}, prior_sigma=100)
    assert_allclose(found.values, [3.0, 0.2], rtol=1e-3)
    assert_allclose(found.misfit, 0, atol=0.01)


def test_the_interval_of_one_constant_is_that_of_a_mean():
    """Nine rows that each tell the logarithm to within 1: their mean to within 1/3."""
    found = fit(lambda many: [np.full(9, np.log(each["a"])) for each in many], {"a": 1.0},
                prior_sigma=1e6)  # fmt: skip
    assert_allclose(np.log([found.low[0], found.high[0]]), [-1.645 / 3, 1.645 / 3], rtol=1e-3)


def test_a_prior_pulls_half_way_where_rows_and_prior_tell_as_much():
    one_row = lambda many: [np.log([each["a"] / np.e**2]) for each in many]  # noqa: E731
    found = fit(one_row, {"a": 1.0}, prior_sigma=1.0)
    assert np.log(found.values[0]) == pytest.approx(1.0, rel=1e-3)


def test_a_constant_that_moves_nothing_has_no_singular_value():
    found = fit(lambda many: [np.log([each["a"]] * 2) for each in many], {"a": 2.0, "b": 1.0},
                prior_sigma=1.0)  # fmt: skip
    assert_allclose(found.singular_values, [2**0.5, 0], atol=1e-9)
    assert_allclose(abs(found.directions[1]), [0, 1], atol=1e-9)


# The rows


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_a_row_names_a_source_and_a_protocol_that_can_be_run(row):
    assert row.source in sources()
    assert len(row.plan.sessions) == row.sessions
    assert 0 < row.reported <= 100
    assert row.sigma >= 10, "studies of the same thing differ by at least nine to ten points"


@pytest.mark.parametrize("name", ["mixed", "ice_pick", "boxcar_deep"])
def test_the_scars_of_a_row_make_a_whole(name):
    assert sum(shares(name).values()) == pytest.approx(1)
    assert all(scar(each).grid.dx_mm == pytest.approx(0.05, rel=0.6) for each in shares(name))


def test_share_of_gain_grows_to_the_whole_at_half_a_year():
    clock = next(row for row in rows() if row.name == "friedman_1_month")
    then, later = predicted_pct(clock), predicted_pct(replace(clock, weeks_after=26.0))
    assert 20 < then < later
    assert later == pytest.approx(100)


# Replacing numbers


def test_a_rewritten_number_changes_its_own_cells_and_nothing_else(tmp_path):
    text = files("toolkit.evidence").joinpath("values.csv").read_text(encoding="utf-8")
    table = tmp_path / "values.csv"
    table.write_text(text, encoding="utf-8")
    rewrite(table, {"cross_tip": {"typical": "0.4"}})
    after = table.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(text.splitlines(), after.splitlines()) if a != b]
    assert len(changed) == 1
    assert changed[0][1].startswith("cross_tip,0.2,0.4,0.6,mm,chosen")
    assert after.count("\n") == text.count("\n")


def test_an_unknown_number_is_not_replaced_in_silence():
    with pytest.raises(RuntimeError, match="no evidence named"):
        ask("rows", {"cross_typ": 0.4})


def test_the_model_answers_with_a_replaced_number():
    """Without fibroblasts that wake, the planed layer alone is left of a full-field laser."""
    asleep = dict(zip(CELLS, ask("table", {"fibroblast_waking": 1e-9})))
    assert abs(asleep["tca_cross x4", "ice_pick"]) < 1
    assert asleep["ablative_laser erbium", "boxcar_shallow"] > 30


# The tables that were written are not stale


def test_at_most_eight_constants_are_fitted_each_with_its_interval():
    fitted = [row for row in values() if row.kind == "fitted" and not row.name.startswith("link_")]
    assert {row.name for row in fitted} == set(FITTED)
    assert len(fitted) <= 8
    assert all(row.low < row.typical < row.high for row in fitted)
    assert all(row.where == "tests/calibrate.py" for row in fitted)


def test_the_fitted_constants_are_where_the_fit_comes_to_rest():
    """One more step of the fit would move none of them by more than a tenth."""
    place = {name: value(name).typical for name in FITTED}
    moved = [place, *({**place, name: place[name] * np.exp(STEP)} for name in FITTED)]
    base, *others = misfits(moved)
    slopes = np.array([(other - base) / STEP for other in others]).T
    off = [np.log(place[name] / value(f"{name}_start").typical) / PRIOR**2 for name in FITTED]
    step = np.linalg.solve(slopes.T @ slopes + np.eye(len(FITTED)) / PRIOR**2,
                           -slopes.T @ base - off)  # fmt: skip
    assert abs(step).max() < 0.1
    assert np.linalg.svd(slopes, compute_uv=False).min() > 1, "a constant cannot be told"


def sweep():
    text = files("toolkit.evidence").joinpath("sweep.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))


def test_the_sweep_starts_from_the_table_that_the_model_gives_now():
    header, base, *_ = sweep()
    assert header[3:] == [f"{plan}: {scar}" for plan, scar in CELLS]
    assert_allclose([float(cell) for cell in base[3:]], list(main_table().values()), atol=0.5)


def test_the_sweep_moves_every_hand_set_number_that_matters_down_and_up():
    names = [line[0] for line in sweep()[2:]]
    must = {"cross_capillary", "fractional_co2_depth", "subcision_cut", "beam_length"}
    assert must <= set(names)
    assert len(names) > 40
