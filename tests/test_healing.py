"""Healing against theory: conserved, bounded, second order, and the equations solved by others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from solver import solved_by_scipy
from strategies import EMPTY, doubled, grids, sections, slot

from toolkit import (
    TREATMENTS,
    Grid,
    Patient,
    boxcar,
    heal,
    healthy,
    ice_pick,
    measure,
    pore,
    rolling,
)
from toolkit.healing import HealingRates, heal_through, step_lengths
from toolkit.section import FIELDS

SCARS = [ice_pick, boxcar, rolling, pore]
TISSUE = ("collagen", "young", "signal", "fibroblasts", "clot", "filler")
HEALED = (*TISSUE, "redness", "pigment")
RATES = HealingRates()
STILL = HealingRates(fibroblast_waking_per_day=0.0, fibroblast_decay_per_day=0.0)
LASTING = HealingRates(
    signal_fading_per_day=0.0, fibroblast_decay_per_day=0.0, fibroblast_waking_per_day=0.0
)


def held(section, name):
    """How much of a field the tissue holds, mm2 or mm3."""
    return float((getattr(section, name) * section.grid.cell_size).sum())


def even(grid=None, **fields):
    """Skin with the same number of each named field in every cell."""
    skin = healthy(grid or Grid(columns=8, rows=8), dtype=np.float64)
    return skin.with_fields(**{name: np.full(skin.grid.shape, v) for name, v in fields.items()})


# Nothing from nothing


@pytest.mark.parametrize("scar", SCARS)
def test_an_untreated_scar_stays_as_it_is_for_two_years(scar):
    before = scar()
    after = heal(before, days=730)
    for name in FIELDS:
        assert_allclose(getattr(after, name), getattr(before, name), atol=1e-6, err_msg=name)


@given(grid=grids(), days=st.floats(0, 730))
def test_healthy_skin_stays_healthy(grid, days):
    after = heal(healthy(grid), days=days)
    assert (after.collagen == 1).all()
    assert not any(getattr(after, name).any() for name in FIELDS if name != "collagen")


@given(before=sections(), days=st.floats(1, 400))
def test_healing_touches_neither_bands_nor_the_kind_of_filler(before, days):
    after = heal(before, days=days)
    assert all(
        (getattr(after, name) == getattr(before, name)).all()
        for name in ("tether_mm", "filler_fading_per_day")
    )


def test_the_same_wound_heals_the_same_way_twice():
    wounded = TREATMENTS["tca_cross"]().apply(ice_pick())
    first, second = heal(wounded, days=90), heal(wounded, days=90)
    assert all((getattr(first, name) == getattr(second, name)).all() for name in HEALED)


# Conserved when closed, faded when not


@pytest.mark.parametrize("name", ["signal", "fibroblasts"])
@given(before=sections(fields=("signal", "fibroblasts", "collagen")), days=st.floats(1, 400))
def test_spreading_alone_keeps_the_total(name, before, days):
    after = heal(before, days=days, rates=LASTING)
    assert held(after, name) == pytest.approx(held(before, name), rel=1e-9, abs=1e-12)


@given(before=sections(fields=("signal",)), days=st.floats(1, 200))
def test_signal_fades_in_all_by_its_rate(before, days):
    left = held(heal(before, days=days), "signal")
    exact = held(before, "signal") * np.exp(-RATES.signal_fading_per_day * days)
    assert left == pytest.approx(exact, rel=1e-9, abs=1e-12)


@given(before=sections(fields=("fibroblasts",)), days=st.floats(1, 200))
def test_fibroblasts_that_nothing_wakes_die_in_all_by_their_rate(before, days):
    left = held(heal(before, days=days), "fibroblasts")
    exact = held(before, "fibroblasts") * np.exp(-RATES.fibroblast_decay_per_day * days)
    assert left == pytest.approx(exact, rel=1e-9, abs=1e-12)


def test_filler_is_half_gone_at_its_half_life():
    before = even(filler=0.2)
    rate = np.full(before.grid.columns, np.log(2) / 200)
    after = heal(before.with_fields(filler_fading_per_day=rate), days=200)
    assert_allclose(after.filler, 0.1, rtol=1e-9)


def test_a_filler_that_does_not_fade_stays():
    assert_allclose(heal(even(filler=0.2), days=2000).filler, 0.2, rtol=1e-12)


def coloured(**colour):
    skin = even()
    return skin.with_fields(**{n: np.full(skin.grid.columns, v) for n, v in colour.items()})


def test_redness_without_a_wound_fades_to_one_part_in_e_over_its_time():
    after = heal(coloured(redness=0.6), days=RATES.redness_fading_days)
    assert_allclose(after.redness, 0.6 / np.e, rtol=1e-9)


def test_pigment_without_redness_fades_to_one_part_in_e_over_its_time():
    after = heal(coloured(pigment=0.6), days=RATES.pigment_fading_days)
    assert_allclose(after.pigment, 0.6 / np.e, rtol=1e-9)


def test_a_steady_signal_reddens_towards_the_balance_of_its_two_rates():
    """0.1 a day in, 1/30 a day out, at signal 1: three quarters of the vessels stay wide."""
    rates = HealingRates(signal_fading_per_day=0.0, reddening_per_day=0.1, redness_fading_days=30)
    after = heal(even(signal=1.0), days=500, rates=rates)
    assert_allclose(after.redness, 0.75, rtol=1e-6)


def test_dark_skin_darkens_more_than_light_skin_after_the_same_wound():
    wounded = even(signal=0.5)
    after = [heal(wounded, days=60, patient=Patient(skin_type=t)).pigment[0] for t in (1, 3, 5)]
    assert 0 < after[0] < after[1] < after[2]


def test_sun_darkens_healing_skin_and_leaves_its_collagen_alone():
    wounded = TREATMENTS["tca_cross"]().apply(ice_pick())
    shade, sun = (heal(wounded, days=60, patient=Patient(sun=sun)) for sun in (0, 1))
    assert sun.pigment.max() > shade.pigment.max() > 0
    assert (sun.collagen == shade.collagen).all()


def test_redness_and_pigment_hardly_depend_on_the_length_of_the_steps():
    wounded = even(signal=0.5)
    coarse, fine = (heal(wounded, days=56, steps=steps) for steps in (8, 800))
    assert_allclose(coarse.redness, fine.redness, atol=0.01)
    assert_allclose(coarse.pigment, fine.pigment, atol=0.01)


def test_clot_fades_by_its_rate_wherever_it_lies():
    after = heal(even(clot=0.8), days=14)
    assert_allclose(after.clot, 0.8 * np.exp(-14 * RATES.clot_fading_per_day), rtol=1e-9)


def test_young_collagen_ages_to_one_part_in_e_over_its_time_constant():
    after = heal(even(young=0.3), days=RATES.young_maturing_days)
    assert_allclose(after.young, 0.3 / np.e, rtol=1e-9)


# Bounded, and the same from left and right


@given(before=sections(), days=st.floats(1, 730))
def test_every_field_stays_in_its_bounds(before, days):
    after = heal(before, days=days)
    assert all(getattr(after, name).min() >= -1e-12 for name in HEALED[:-1])
    assert after.pigment.min() >= min(before.pigment.min(), 0)
    assert all(getattr(after, name).max() <= 1 + 1e-12 for name in HEALED)
    assert (after.young <= after.collagen + 1e-12).all()


@given(before=sections(), days=st.floats(1, 730))
def test_collagen_is_never_lost(before, days):
    assert (heal(before, days=days).collagen >= before.collagen - 1e-12).all()


@given(before=sections(grid=grids(geometries=("planar",))), days=st.floats(1, 200))
def test_healing_does_not_know_left_from_right(before, days):
    turned = before.with_fields(**{name: getattr(before, name)[..., ::-1] for name in FIELDS})
    after, mirrored = heal(before, days=days), heal(turned, days=days)
    for name in HEALED:
        assert_allclose(getattr(mirrored, name), getattr(after, name)[..., ::-1], atol=1e-12)


@given(before=sections(), days=st.floats(7, 200), vigour=st.floats(0.05, 5))
def test_more_vigour_never_builds_less(before, days, vigour):
    plain = heal(before, days=days, patient=Patient(vigour=vigour))
    more = heal(before, days=days, patient=Patient(vigour=min(5, 1.3 * vigour)))
    assert (more.collagen >= plain.collagen - 1e-12).all()


@pytest.mark.parametrize("scar", [ice_pick, rolling])
def test_a_trace_of_filler_in_every_cell_changes_nothing(scar):
    """Far too little to lift anything; but skin that something is in cannot be passed over."""
    plain = TREATMENTS["fractional_co2"]().apply(doubled(scar()))
    traced = plain.with_fields(filler=np.full(plain.grid.shape, 1e-200))
    for name in TISSUE[:-1]:
        after = [getattr(heal(section, days=84), name) for section in (plain, traced)]
        assert_allclose(*after, atol=1e-12, err_msg=name)


# Exact solutions


@pytest.mark.parametrize("name, cause", [("signal", "signal"), ("fibroblasts", "fibroblast")])
@pytest.mark.parametrize("geometry, power", [("planar", 1.0), ("round", 1.5)])
def test_spreading_is_second_order_against_an_exact_bell(geometry, power, name, cause):
    """A bell of variance 0.5 mm2 becomes one of 0.5 + 2 D t = 0.9, lower by a root a dimension."""
    rates = HealingRates(**{**vars(LASTING), f"{cause}_diffusion_mm2_per_day": 0.02})

    def error(cells):
        grid = Grid(width_mm=8, depth_mm=8, columns=cells, rows=cells, geometry=geometry)
        near_mm2 = [g.x_mm**2 + (g.z_mm[:, None] - 4) ** 2 for g in (grid, grid.halved())]
        start = np.exp(-near_mm2[0] / (2 * 0.5))
        exact = (0.5 / 0.9) ** power * np.exp(-near_mm2[1] / (2 * 0.9))
        before = healthy(grid, dtype=np.float64).with_fields(**{name: start})
        return abs(getattr(heal(before, days=10.0, rates=rates), name)[::2, ::2] - exact).max()

    coarse, fine = error(64), error(128)
    assert fine < 0.001
    assert coarse / fine > 3.5


def off_the_logistic(steps, clot):
    """How far even collagen is from its exact growth after 40 days of steady fibroblasts.

    With c = 0.1 as the sparsest scaffold, s = (m - c) / (1 - c) is a logistic curve: on a lasting
    clot p, (s + p) / (1 - s) grows as exp(kc f (1 + p) t).
    """
    rates = HealingRates(**{**vars(STILL), "clot_fading_per_day": 0.0, "scaffold_sparse": 0.1})
    before = even(collagen=0.28, fibroblasts=0.2, clot=clot)  # s = 0.2
    after = heal(before, days=40, rates=rates, steps=steps).collagen[3, 3]
    odds = (0.2 + clot) / 0.8 * np.exp(rates.collagen_building_per_day * 0.2 * (1 + clot) * 40)
    exact = (odds - clot) / (1 + odds)
    return abs((after - 0.1) / 0.9 - exact)


@pytest.mark.parametrize("clot", [0.0, 0.5])
def test_even_collagen_follows_its_logistic_to_second_order(clot):
    long, short = (off_the_logistic(steps, clot) for steps in (8, 32))
    assert short < 0.001
    assert long / short > 12


@pytest.mark.parametrize("steps", [1, 3, 20])
def test_collagen_on_clot_alone_is_the_exact_exponential(steps):
    """Where no matrix is near, 1 - m falls as exp(-kc f p t), however the time is cut."""
    rates = HealingRates(**{**vars(STILL), "clot_fading_per_day": 0.0, "scaffold_sparse": 0.99})
    before = even(collagen=0.005, fibroblasts=0.2, clot=0.5)
    after = heal(before, days=30, rates=rates, steps=steps).collagen
    left = 0.995 * np.exp(-rates.collagen_building_per_day * 0.2 * 0.5 * 30)
    assert_allclose(after, 1 - left, rtol=1e-9)


CREEPING = HealingRates(
    **{**vars(STILL), "collagen_building_per_day": 0.35, "scaffold_reach_mm": 0.06}
)


def front_mm(cells, sessions):
    """How far matrix has grown from the wall of an empty half of a slice under steady work."""
    grid = Grid(width_mm=2, depth_mm=0.4, columns=cells, rows=8)
    half = np.where(grid.x_mm < 0, 1.0, EMPTY) * np.ones((8, 1))
    before = healthy(grid, dtype=np.float64).with_fields(
        collagen=half, fibroblasts=np.full(grid.shape, 0.3)
    )
    after = heal(before, days=28 * sessions, rates=CREEPING, steps=40 * sessions).collagen
    return (after - before.collagen)[4].sum() * grid.dx_mm


def test_without_a_clot_collagen_grows_as_a_front_from_the_wall():
    """A front has a speed: each month adds as much as the month before, give or take a fifth."""
    grown = np.array([front_mm(80, sessions) for sessions in (1, 2, 3, 4)])
    monthly = np.diff(grown)
    assert monthly.min() > 0.02
    assert monthly.max() < 1.2 * monthly.min()


def test_the_front_of_a_season_lies_within_ten_micrometres_on_cells_half_and_twice_as_large():
    coarse, medium, fine = (front_mm(cells, 3) for cells in (40, 80, 160))  # 50, 25 and 12.5 um
    assert coarse == pytest.approx(medium, abs=0.01)
    assert medium == pytest.approx(fine, abs=0.005)


def filled_share(geometry, days):
    """The part of an empty pit, or trench, 1 mm wide that a front from its wall has filled."""
    grid = Grid(width_mm=3, depth_mm=0.4, columns=60, rows=8, geometry=geometry)
    hollow = abs(grid.x_mm) < 0.5
    before = healthy(grid, dtype=np.float64).with_fields(
        collagen=np.where(hollow, EMPTY, 1.0) * np.ones((8, 1)),
        fibroblasts=np.full(grid.shape, 0.3),
    )
    after = heal(before, days=days, rates=CREEPING, steps=days).collagen
    return ((after - before.collagen) * grid.cell_size).sum() / grid.cell_size[:, hollow].sum()


def test_a_pit_fills_faster_than_a_trench_of_the_same_width():
    """A front d deep fills d / R of a trench, and 1 - (1 - d / R)^2 of a pit: nearly twice.

    And a little more, since around a bend a wall has more matrix within reach.
    """
    trench, pit = (filled_share(geometry, 56) for geometry in ("planar", "round"))
    by_shape = 1 - (1 - trench) ** 2
    assert 0.05 < trench < 0.4
    assert by_shape < pit < 1.35 * by_shape


def test_a_trace_of_matrix_in_an_empty_pit_is_no_scaffold():
    """It was: a laser beside a narrow pit filled it ever faster from session to session."""
    before = even(collagen=EMPTY, fibroblasts=1.0)
    assert_allclose(heal(before, days=100, rates=STILL).collagen, EMPTY, rtol=1e-9)


def test_a_round_thread_of_signal_thins_faster_than_a_planar_sheet():
    """From v to v + 2 D t a sheet sinks by the root of the ratio, a thread by all of it."""
    heights = {}
    for geometry in ("planar", "round"):
        grid = Grid(width_mm=8, depth_mm=1, columns=128, rows=8, geometry=geometry)
        bell = np.exp(-(grid.x_mm**2) / (2 * 0.1)) * np.ones(grid.shape)
        before = healthy(grid, dtype=np.float64).with_fields(signal=bell)
        rates = HealingRates(**{**vars(LASTING), "signal_diffusion_mm2_per_day": 0.01})
        heights[geometry] = heal(before, days=15, rates=rates).signal.max()
    assert heights == pytest.approx({"planar": 0.5, "round": 0.25}, rel=0.02)


# The equations, solved by others


def wounded_pit(geometry):
    """A small pit with a wound in its wall and a clot: steep, as after an acid."""
    grid = Grid(width_mm=4.8, depth_mm=1.6, columns=24, rows=12, geometry=geometry)
    pit = slot(grid, width_mm=0.8, depth_mm=0.9)
    open_mm = np.maximum(abs(grid.x_mm) - 0.4, grid.z_mm[:, None] - 0.9)
    near = abs(grid.x_mm) < 1.2
    return pit.with_fields(
        signal=np.where(open_mm > 0, np.exp(-open_mm / 0.3), 0),
        fibroblasts=0.1 * np.exp(-open_mm.clip(0) / 0.5),
        clot=np.where(open_mm < 0, 0.8, 0.1),
        filler=0.1 * near * np.exp(-(open_mm**2)),
        filler_fading_per_day=0.0035 * near,
        young=near * np.where(open_mm > 0, 0.1, 0.001),
    )


@pytest.fixture(scope="module", params=["planar", "round"])
def exact_and_stepped(request):
    before = wounded_pit(request.param)
    exact = solved_by_scipy(before, 56, RATES)
    return exact, {steps: heal(before, days=56, steps=steps) for steps in (64, 256)}


def largest_error(exact, after, name):
    field = getattr(after, name)
    return abs((field if exact[name].shape == field.shape else field[::2, ::2]) - exact[name]).max()


@pytest.mark.parametrize("name", TISSUE)
def test_small_steps_arrive_where_another_solver_does(exact_and_stepped, name):
    exact, stepped = exact_and_stepped
    assert largest_error(exact, stepped[256], name) < 2e-4


@pytest.mark.parametrize("name", ["fibroblasts", "collagen", "young"])
def test_the_error_falls_with_the_square_of_the_step(exact_and_stepped, name):
    exact, stepped = exact_and_stepped
    long, short = (largest_error(exact, stepped[steps], name) for steps in (64, 256))
    assert np.log2(long / short) / 2 > 1.7


# Steps and precision


@pytest.mark.parametrize("name", TREATMENTS)
@pytest.mark.parametrize("scar", [ice_pick, boxcar, rolling])
def test_the_graded_steps_lie_within_five_micrometres_of_daily_ones(scar, name):
    treated = TREATMENTS[name]().apply(scar())
    graded, daily = heal(treated, days=182), heal(treated, days=182, steps=182)
    assert measure(graded).depth_mm == pytest.approx(measure(daily).depth_mm, abs=0.005)


@given(days=st.floats(0, 4000))
def test_the_steps_fill_the_days(days):
    steps = step_lengths(days)
    assert sum(steps) == pytest.approx(days)
    assert all(0 < step <= 29 for step in steps)


@given(before=sections())
def test_healing_through_several_waits_is_healing_after_healing(before):
    *_, last = heal_through(before, [3, 4, 7])
    for days in (3, 4, 7):
        before = heal(before, days=days, steps=1)
    for name in HEALED:
        assert_allclose(getattr(last, name), getattr(before, name), atol=1e-9, err_msg=name)


@pytest.mark.parametrize("scar", [ice_pick, rolling])
def test_single_precision_agrees_with_double_to_four_digits(scar):
    single = TREATMENTS["fractional_co2"]().apply(scar())
    after, exact = heal(single, days=182), heal(doubled(single), days=182)
    assert {getattr(after, name).dtype for name in FIELDS} == {np.dtype(np.float32)}
    assert {getattr(exact, name).dtype for name in FIELDS} == {np.dtype(np.float64)}
    for name in HEALED:
        assert_allclose(getattr(after, name), getattr(exact, name), atol=1e-4, err_msg=name)


# Refused


@pytest.mark.parametrize("days", [-1, float("nan"), float("inf")])
def test_a_time_that_cannot_be_waited_is_refused(days):
    with pytest.raises(ValueError) as refused:
        heal(healthy(), days=days)
    assert str(refused.value) == f"days is {days!r}; it must be zero or more"
