"""Promises of the whole family of treatments, and what each of them alone can do."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import erfc
from strategies import doubled, grids, sections, slot

from toolkit import (
    TREATMENTS,
    Grid,
    Patient,
    Plan,
    boxcar,
    heal,
    healthy,
    ice_pick,
    measure,
    mixed,
    pore,
    rolling,
    run_course,
)
from toolkit.healing import HealingRates
from toolkit.measures import territories
from toolkit.section import FIELDS
from toolkit.surface import surface_mm
from toolkit.treatments import (
    Filler,
    FractionalCO2,
    PunchElevation,
    PunchExcision,
    Subcision,
    TcaCross,
    Topical,
)
from toolkit.treatments.reach import opening_mm, soaked_from

SCARS = [ice_pick, boxcar, rolling]
EVERY = pytest.mark.parametrize("name", TREATMENTS)

#: Pairs that do not go together: no floor to lift, or wider than any punch.
LEFT_ALONE = [
    ("punch_excision", rolling),
    ("punch_elevation", ice_pick),
    ("punch_elevation", rolling),
]
PAIRS = [(name, scar) for name in TREATMENTS for scar in SCARS]
SUITED = pytest.mark.parametrize("name, scar", [pair for pair in PAIRS if pair not in LEFT_ALONE])


def depth_gained_pct(scar, treatment, *, sessions=3, **options):
    plan = Plan.every(treatment, sessions=sessions, weeks_apart=4)
    return run_course(scar, plan, **options).improvement_pct("depth")


def depth_gained_without(scar, treatment, *gone):
    """As three sessions would gain it, if some field were zero just after each."""
    section = scar
    for days in (28, 28, 182):
        treated = treatment.apply(section)
        section = heal(treated.with_fields(**{n: 0 * getattr(treated, n) for n in gone}), days=days)
    return 100 * (1 - measure(section).depth_mm / measure(scar).depth_mm)


def treated(name, section, patient=None):
    """The section just after a treatment; a cream is then used for a week."""
    treatment = TREATMENTS[name]()
    after = treatment.apply(section, patient)
    daily = hasattr(treatment, "applied")
    return treatment.applied(after, patient or Patient(), days=7) if daily else after


# Promises of the family


@EVERY
@given(section=sections())
def test_a_treatment_changes_only_the_fields_it_names(name, section):
    after = treated(name, section)
    for field in FIELDS.keys() - TREATMENTS[name].writes:
        assert np.array_equal(getattr(after, field), getattr(section, field)), field


@EVERY
@given(section=sections())
def test_a_treatment_leaves_every_field_it_writes_in_bounds(name, section):
    after = treated(name, section)
    for field in TREATMENTS[name].writes:
        written = getattr(after, field)
        assert written.min() >= min(0, getattr(section, field).min())
        assert written.max() <= max(1, getattr(section, field).max())


#: These take skin away or move it, and a wound goes with its tissue.
MOVING = ("ablative_laser", "punch_excision", "punch_elevation")


@pytest.mark.parametrize("name", [name for name in TREATMENTS if name not in MOVING])
@given(section=sections())
def test_a_treatment_never_takes_a_wound_away(name, section):
    after = treated(name, section)
    assert (after.signal >= section.signal).all()
    assert (after.clot >= section.clot).all()


@pytest.mark.parametrize("name, scar", [pair for pair in PAIRS if pair not in LEFT_ALONE])
def test_a_treatment_wounds_every_scar_that_suits_it_a_little(scar, name):
    assert treated(name, scar()).signal.any()


@pytest.mark.parametrize("name, scar", LEFT_ALONE)
def test_a_treatment_leaves_a_scar_that_does_not_suit_it_untouched(scar, name):
    before, after = scar(), treated(name, scar())
    assert all(np.array_equal(getattr(after, f), getattr(before, f)) for f in FIELDS)


STAYING = ("tca_cross", "fractional_co2", "fractional_erbium", "nonablative_fractional")


@pytest.mark.parametrize("one, other", combinations((*STAYING, "microneedling", "topical"), 2))
@pytest.mark.parametrize("scar", [ice_pick, boxcar])
def test_what_leaves_the_shape_alone_may_come_in_either_order(scar, one, other):
    """Acid and then a laser wounded otherwise than a laser and then acid."""
    scar = doubled(scar())
    there, back = treated(other, treated(one, scar)), treated(one, treated(other, scar))
    for field in FIELDS:
        assert_allclose(getattr(there, field), getattr(back, field), atol=1e-12, err_msg=field)


@pytest.mark.parametrize("name", [*STAYING, "rf_microneedling", "subcision", "filler"])
def test_a_second_wound_finds_only_what_the_first_has_spared(name):
    """Half of the skin dead before: of what is wounded later half was dead already."""
    scar = doubled(boxcar())
    half = scar.with_fields(signal=np.full_like(scar.signal, 0.5))
    alone, after = treated(name, scar), treated(name, half)
    assert alone.signal.max() > 0.05
    assert_allclose(after.signal - 0.5, alone.signal / 2, atol=1e-12)


@pytest.mark.parametrize("name", [*STAYING[1:], "microneedling", "rf_microneedling", "topical"])
@pytest.mark.parametrize("scar", SCARS)
def test_what_works_on_the_whole_field_works_beside_the_scar_too(scar, name):
    after = treated(name, scar())
    assert after.signal[:, -1].max() > 0


@pytest.mark.parametrize("size", [{}, {"width_mm": 0.5, "depth_mm": 0.3}])
@pytest.mark.parametrize(
    "name", ["tca_cross", "subcision", "filler", "punch_excision", "punch_elevation"]
)
def test_what_is_aimed_at_scars_passes_a_pore_by(name, size):
    """A pore is kept open by its follicle; here a punch cut it out and acid filled it."""
    before, after = pore(**size), treated(name, pore(**size))
    assert all(np.array_equal(getattr(after, f), getattr(before, f)) for f in FIELDS)


def test_a_pore_beside_a_scar_is_passed_by_and_the_scar_is_not():
    skin = mixed("boxcar", "pore", gap_mm=2.0)
    after = TcaCross().apply(skin)
    scar, small = (
        np.flatnonzero(own & (surface_mm(skin) < -0.05)) for own in territories(surface_mm(skin))
    )
    assert after.clot[:, scar].max() > 0.5
    assert after.clot[:, small].max() < 1e-3


@EVERY
@pytest.mark.parametrize("wrong", ["3", None, 3.0, Grid(), boxcar])
def test_what_is_no_section_is_refused(name, wrong):
    with pytest.raises(ValueError, match=f"{TREATMENTS[name].__name__}: section is .* Section"):
        TREATMENTS[name]().apply(wrong)


@pytest.mark.parametrize(
    "name, meant",
    [("tca", "tca_cross"), ("fractional_c02", "fractional_co2"), ("fillers", "filler")],
)
def test_an_unknown_treatment_is_answered_with_the_nearest(name, meant):
    with pytest.raises(KeyError, match=f"no treatment named '{name}'; did you mean '{meant}'"):
        TREATMENTS[name]
    assert TREATMENTS.get(name) is None
    assert name not in TREATMENTS


@EVERY
@pytest.mark.parametrize("scar", SCARS)
def test_a_treatment_leaves_the_scar_it_was_given_as_it_was(scar, name):
    section = scar()
    before = {field: getattr(section, field).copy() for field in FIELDS}
    treated(name, section)
    assert all(np.array_equal(getattr(section, field), old) for field, old in before.items())


@EVERY
@pytest.mark.parametrize("scar", SCARS)
def test_a_treatment_keeps_single_precision(scar, name):
    after = treated(name, scar())
    assert {getattr(after, field).dtype for field in FIELDS} == {np.dtype(np.float32)}


@EVERY
@pytest.mark.parametrize("scar", SCARS)
def test_a_treatment_does_the_same_in_double_precision(scar, name):
    single, exact = (treated(name, s) for s in (scar(), doubled(scar())))
    for field in FIELDS:
        assert_allclose(getattr(single, field), getattr(exact, field), atol=1e-4, err_msg=field)


@EVERY
@pytest.mark.parametrize("scar", SCARS)
def test_a_treatment_does_not_ask_who_the_patient_is(scar, name):
    """Vigour is how skin heals, not how it is wounded."""
    first, other = (treated(name, scar(), Patient(vigour=v)) for v in (1, 3))
    assert all(np.array_equal(getattr(first, f), getattr(other, f)) for f in FIELDS)


@pytest.mark.parametrize("scar", [*SCARS, pore])
@pytest.mark.parametrize(
    "treatment, knob, numbers",
    [
        (TcaCross, "percent", (10, 35, 65, 100)),
        (FractionalCO2, "coverage", (0.01, 0.1, 0.25, 0.5)),
        (FractionalCO2, "column_depth_mm", (0.1, 0.5, 1.0, 2.0)),
        (Subcision, "cut", (0.0, 0.3, 0.6, 1.0)),
        (Filler, "correction", (0.0, 0.4, 0.7, 1.0)),
        (Topical, "weeks", (4, 12, 26, 52)),
    ],
)
def test_more_of_a_treatment_never_heals_less(scar, treatment, knob, numbers):
    """Give or take a tenth of a point."""
    gained = [depth_gained_pct(scar(), treatment(**{knob: number})) for number in numbers]
    assert (np.diff(gained) > -0.1).all(), gained


@SUITED
def test_a_further_session_never_heals_less(scar, name):
    gained = [depth_gained_pct(scar(), TREATMENTS[name](), sessions=n) for n in (1, 3, 6)]
    assert 0 < gained[0] <= gained[1] <= gained[2]


@EVERY
def test_every_number_of_a_treatment_that_is_not_one_is_refused(name):
    fields = TREATMENTS[name].__dataclass_fields__.values()
    for field in [field.name for field in fields if not isinstance(field.default, str)]:
        for wrong in (float("nan"), float("inf"), -1.0, 1e6, 10**400, True, "2"):
            with pytest.raises(ValueError, match=f"{field} is {wrong!r}; it must lie from"):
                TREATMENTS[name](**{field: wrong})


@pytest.mark.parametrize(
    "treatment, field, wrong, limits",
    [
        (TcaCross, "percent", 5, "10 to 100"),
        (TcaCross, "percent", 101, "10 to 100"),
        (TcaCross, "tip_mm", 0, "0.1 to 1"),
        (FractionalCO2, "coverage", 0, "0.01 to 0.5"),
        (FractionalCO2, "coverage", 20, "0.01 to 0.5"),
        (FractionalCO2, "column_depth_mm", 2.5, "0.1 to 2"),
        (Subcision, "plane_mm", 0, "0.3 to 3"),
        (Subcision, "reach_mm", 1, "0.05 to 0.5"),
        (Subcision, "cut", 1.1, "0 to 1"),
        (PunchExcision, "punch_mm", 4, "1.5 to 3.5"),
        (PunchElevation, "punch_mm", 1, "1.5 to 3.5"),
        (Filler, "correction", 1.5, "0 to 1.2"),
        (Filler, "volume_ul", 11, "0 to 10"),
        (Filler, "depth_mm", "deep", "0.1 to 2.5"),
        (Filler, "spread_mm", 0, "0.05 to 0.6"),
        (Topical, "weeks", 53, "1 to 52"),
    ],
)
def test_a_number_out_of_range_is_refused_with_its_limits(treatment, field, wrong, limits):
    with pytest.raises(ValueError) as refused:
        treatment(**{field: wrong})
    expected = f"{treatment.__name__}: {field} is {wrong!r}; it must lie from {limits}"
    assert str(refused.value) == expected


# TCA CROSS


def test_cross_heals_ice_picks_best_then_boxcars_then_rolling_scars():
    gained = [depth_gained_pct(scar(), TcaCross(percent=100), sessions=4) for scar in SCARS]
    assert gained[0] > 2 * gained[1] > 4 * gained[2]


def test_cross_heals_narrow_mouths_better_than_wide_ones():
    gained = [
        depth_gained_pct(ice_pick(width_mm=width_mm, depth_mm=1.6), TcaCross(), sessions=4)
        for width_mm in (1.15, 1.65, 2.35, 3.4)
    ]
    assert gained == sorted(gained, reverse=True)


def test_acid_of_a_quarter_of_the_strength_leaves_an_eighth_of_wound_and_clot():
    """What acid does goes with the power 1.5 of its concentration, says the evidence table."""
    full, weak = (TcaCross(percent=percent).apply(ice_pick()) for percent in (100, 25))
    assert_allclose(weak.clot, full.clot / 8, rtol=1e-5)
    assert_allclose(weak.signal, full.signal / 8, rtol=1e-4, atol=1e-7)


def test_cross_without_its_clot_fills_the_pit_less():
    """The clot is what collagen climbs on; a wounded wall alone has nothing to fill."""
    whole = depth_gained_without(ice_pick(), TcaCross())
    assert depth_gained_without(ice_pick(), TcaCross(), "clot") < whole - 10


def test_cross_without_a_wound_heals_nothing():
    assert depth_gained_without(ice_pick(), TcaCross(), "signal") == pytest.approx(0, abs=0.01)


@given(grid=grids())
def test_cross_finds_nothing_to_treat_in_healthy_skin(grid):
    after = TcaCross().apply(healthy(grid))
    assert not after.signal.any()
    assert not after.clot.any()


def test_cross_wounds_nothing_beyond_the_reach_of_its_acid():
    """1 mm from a pit 0.6 mm wide is more than twice the 0.45 mm that full strength reaches."""
    after = TcaCross().apply(slot(Grid(), width_mm=0.6, depth_mm=1.0))
    far = (abs(after.grid.x_mm) > 1.3) | (after.grid.z_mm[:, None] > 2.0)
    assert after.signal[far].max() < 0.01
    assert after.signal.max() > 0.5


@pytest.mark.parametrize("refills", [8, 32])
def test_acid_from_a_lumen_kept_full_soaks_in_as_from_a_wall_of_steady_strength(refills):
    """erfc(distance / reach), the wall set back by 0.5826 of one refill's spread.

    Looking at a random walk only n times moves a barrier by that much (Chernoff 1965; remembered).
    """
    grid = Grid(width_mm=4, depth_mm=4, columns=16, rows=320)
    full = np.where(grid.z_mm < 1, 1.0, 0.0)[:, None] * np.ones(grid.columns)
    soak = soaked_from(full, full, grid, reach_mm=0.4, refills=refills)[:, 0]
    set_back_mm = 0.5826 * 0.4 / np.sqrt(2 * refills)
    inside = (grid.z_mm > 1.05) & (grid.z_mm < 2)
    exact = erfc((grid.z_mm[inside] - 1 + set_back_mm) / 0.4)
    assert_allclose(soak[inside], exact, atol=0.02)


def test_the_wall_of_a_narrow_lumen_soaks_nearly_as_much_as_that_of_a_wide_one():
    walls = []
    for width_mm in (0.3, 3.0):
        grid = Grid(width_mm=6, depth_mm=2, columns=480, rows=16)
        lumen = np.where(abs(grid.x_mm) < width_mm / 2, 1.0, 0.0) * np.ones((16, 1))
        soak = soaked_from(lumen, lumen, grid, reach_mm=0.4, refills=8)[8]
        walls.append(np.interp(width_mm / 2 + 0.1, grid.x_mm, soak))
    assert walls[0] > 0.8 * walls[1]


@pytest.mark.parametrize("width_mm", [0.4, 0.6, 1.2])
def test_stronger_acid_wounds_every_place_at_least_as_much(width_mm):
    """The first version let acid thin out in narrow pits: 100 % wounded their walls less."""
    pit = ice_pick(width_mm=width_mm, depth_mm=width_mm)
    wounds = [TcaCross(percent=percent).apply(pit).signal for percent in (50, 75, 100)]
    assert (wounds[1] >= wounds[0] - 1e-6).all()
    assert (wounds[2] >= wounds[1] - 1e-6).all()


@pytest.mark.parametrize("share", [0.3, 1.4])
def test_the_width_of_an_opening_is_what_is_open_on_either_side(share):
    """Up to 1.4 mm either side of the middle of a slot 1 mm wide there is 1 mm, or 0.6."""
    grid = Grid(width_mm=8, depth_mm=1, columns=800, rows=8)
    slot_open = np.where(abs(grid.x_mm) < 0.5, 1.0, 0.0) * np.ones((8, 1))
    middle = opening_mm(slot_open, grid, up_to_mm=share)[4, 400]
    assert middle == pytest.approx(min(2 * share, 1.0), abs=0.02)


def test_a_round_opening_is_as_wide_as_its_diameter():
    grid = Grid(width_mm=8, depth_mm=1, columns=400, rows=8, geometry="round")
    hole = np.where(grid.x_mm < 0.5, 1.0, 0.0) * np.ones((8, 1))
    assert opening_mm(hole, grid, up_to_mm=1.5)[4, 0] == pytest.approx(1.0, abs=0.03)


# Fractional CO2


@pytest.mark.parametrize("coverage, column_depth_mm", [(0.1, 0.5), (0.2, 0.9), (0.3, 1.5)])
def test_the_columns_hold_coverage_times_depth(coverage, column_depth_mm):
    """Per mm2 of skin, 20 % of 0.9 mm is 0.18 mm3 of wound."""
    laser = FractionalCO2(coverage=coverage, column_depth_mm=column_depth_mm)
    after = laser.apply(healthy(dtype=np.float64))
    wound_mm = after.signal.sum(axis=0) * after.grid.dz_mm
    assert_allclose(wound_mm, coverage * column_depth_mm, rtol=1e-3)


def test_a_beam_that_falls_into_a_pit_wounds_as_much_below_its_floor():
    """Half a millimetre off the walls, where the floor lies level."""
    pit = slot(Grid(), width_mm=2, depth_mm=1)
    after = FractionalCO2().apply(pit)
    wound_mm = after.signal.sum(axis=0) * after.grid.dz_mm
    assert_allclose(wound_mm[abs(pit.grid.x_mm) < 0.5], wound_mm[0], rtol=1e-3)
    assert not after.signal[pit.collagen < 0.5].any()


def test_fractional_co2_without_its_clot_fills_an_ice_pick_less():
    whole = depth_gained_without(ice_pick(), FractionalCO2())
    assert depth_gained_without(ice_pick(), FractionalCO2(), "clot") < whole - 1


# Subcision


def test_subcision_heals_rolling_scars_better_than_the_rest():
    gained = {scar: depth_gained_pct(scar(), Subcision(), sessions=2) for scar in [*SCARS, pore]}
    others = [gained[scar] for scar in gained if scar is not rolling]
    assert gained[rolling] > 4 * max(others)


def test_subcision_without_the_cut_leaves_most_of_a_rolling_scar():
    cut, spared = (depth_gained_pct(rolling(), Subcision(cut=cut)) for cut in (0.6, 0.0))
    assert spared < cut / 2


def test_subcision_without_its_bruise_lifts_less():
    whole = depth_gained_without(rolling(), Subcision())
    assert depth_gained_without(rolling(), Subcision(), "signal") < whole - 5


@given(section=sections(), cut=st.floats(0, 1))
def test_subcision_leaves_the_share_of_bands_that_it_did_not_cut(section, cut):
    after = Subcision(cut=cut).apply(section)
    assert_allclose(after.tether_mm, (1 - cut) * section.tether_mm)


def test_subcision_bruises_its_plane_under_the_scar_only():
    after = Subcision(plane_mm=1.2).apply(rolling())
    row = np.unravel_index(after.signal.argmax(), after.grid.shape)[0]
    assert after.grid.z_mm[row] == pytest.approx(1.2, abs=after.grid.dz_mm)
    assert after.signal[0].max() < 1e-6
    assert after.signal[:, abs(after.grid.x_mm) > 4].max() < after.signal.max() / 4


# Healing is what fills


@pytest.mark.parametrize(
    "name", [n for n in TREATMENTS if not TREATMENTS[n].writes & {"collagen", "filler"}]
)
@pytest.mark.parametrize("scar", [ice_pick, boxcar])
def test_without_fibroblasts_no_treatment_fills_a_pit(scar, name):
    asleep = HealingRates(fibroblast_waking_per_day=0.0)
    gained = depth_gained_pct(scar(), TREATMENTS[name](), rates=asleep)
    assert gained == pytest.approx(0, abs=0.01)
