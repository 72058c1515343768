"""Lasers, radiofrequency and needles: how much they wound, where, and what that heals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import EMPTY, grids, sections, slot

from toolkit import (
    TREATMENTS,
    Grid,
    Plan,
    boxcar,
    heal,
    healthy,
    ice_pick,
    measure,
    rolling,
    run_course,
)
from toolkit.section import FIELDS
from toolkit.surface import surface_mm
from toolkit.treatments import (
    AblativeLaser,
    FractionalCO2,
    FractionalErbium,
    Microneedling,
    NonablativeFractional,
    RFMicroneedling,
)
from toolkit.treatments.columns import crust_over
from toolkit.treatments.plate import gap_mm

DEVICES = [
    AblativeLaser,
    FractionalCO2,
    FractionalErbium,
    Microneedling,
    NonablativeFractional,
    RFMicroneedling,
]
BEAMS = [FractionalCO2, FractionalErbium, NonablativeFractional]
NEEDLES = [RFMicroneedling, Microneedling]
EACH = pytest.mark.parametrize("device", DEVICES)
SHALLOW = {"width_mm": 2.6, "depth_mm": 0.28}
DEEP = {"width_mm": 3.0, "depth_mm": 0.56}


def skin():
    return healthy(dtype=np.float64)


def wound_mm(section):
    """How thick a layer all wounds of a column would make together, (columns,)."""
    return section.signal.sum(axis=-2) * section.grid.dz_mm


def gained_pct(scar, treatment, *, sessions=3):
    plan = Plan.every(treatment, sessions=sessions, weeks_apart=4)
    return run_course(scar, plan).improvement_pct("depth")


def gained_with(scar, apply):
    """As three sessions would gain it, each applied by hand."""
    section = scar
    for days in (28, 28, 182):
        section = heal(apply(section), days=days)
    return 100 * (1 - measure(section).depth_mm / measure(scar).depth_mm)


def mirrored(section):
    return section.with_fields(**{name: getattr(section, name)[..., ::-1] for name in FIELDS})


# All of them


def test_every_device_is_in_the_list_of_treatments():
    assert set(DEVICES) < set(TREATMENTS.values())


@EACH
@given(section=sections(grid=grids(geometries=["planar"])))
def test_a_device_does_not_know_left_from_right(device, section):
    there, back = device().apply(mirrored(section)), mirrored(device().apply(section))
    for field in FIELDS:
        assert_allclose(getattr(there, field), getattr(back, field), atol=1e-9, err_msg=field)


@EACH
def test_many_patients_at_once_are_wounded_as_each_alone(device):
    """The first crust was laid from patient to patient instead of from row to row."""
    scars = [boxcar(**SHALLOW), boxcar(**DEEP), ice_pick()]
    fields = {name: np.stack([getattr(scar, name) for scar in scars]) for name in FIELDS}
    together = device().apply(replace(scars[0], **fields))
    for i, scar in enumerate(scars):
        alone = device().apply(scar)
        for field in FIELDS:
            assert_allclose(
                getattr(together, field)[i], getattr(alone, field), atol=1e-5, err_msg=field
            )


@EACH
@pytest.mark.parametrize("scar", [ice_pick, boxcar, rolling])
def test_a_device_without_a_wound_heals_nothing(device, scar):
    """Whatever clot it leaves behind; what planing does, it does at once."""
    treated = device().apply(scar())
    rested = heal(treated.with_fields(signal=np.zeros_like(treated.signal)), days=182)
    assert measure(rested).depth_mm == pytest.approx(measure(treated).depth_mm, abs=1e-3)


@pytest.mark.parametrize(
    "device, opened",
    [
        (AblativeLaser(), 1.0),
        (FractionalCO2(coverage=0.2), 0.2),
        (FractionalErbium(coverage=0.1), 0.1),
        (NonablativeFractional(coverage=0.5), 0.0),
    ],
)
def test_a_laser_reddens_at_once_by_the_share_of_epidermis_it_opens(device, opened):
    assert_allclose(device.apply(skin()).redness, opened)


@pytest.mark.parametrize("device", NEEDLES)
def test_needles_redden_far_less_at_once_than_an_ablative_laser(device):
    redness = device().apply(skin()).redness.max()
    assert 0 < redness < FractionalCO2().apply(skin()).redness.min() / 2


def test_pins_open_the_share_of_skin_that_their_diameters_say():
    """49 pins of 0.15 mm on a square centimetre: 0.87 mm2 of 100, and three passes."""
    after = RFMicroneedling(passes=3).apply(skin())
    assert_allclose(after.redness, 3 * 0.00866, rtol=0.01)


def test_skin_that_is_red_does_not_become_redder_than_red():
    red = skin().with_fields(redness=np.full(320, 0.9))
    assert_allclose(FractionalCO2(coverage=0.5).apply(red).redness, 0.95)


def test_a_surface_that_stays_closed_reddens_in_the_weeks_after():
    """The signal near the junction does it, by itself."""
    after = heal(NonablativeFractional().apply(healthy()), days=7)
    assert 0.005 < after.redness.max() < 0.3


# Fractional lasers


@pytest.mark.parametrize("device", [FractionalCO2, FractionalErbium])
@pytest.mark.parametrize("coverage, column_depth_mm", [(0.1, 0.3), (0.2, 0.5), (0.5, 1.0)])
def test_open_columns_hold_coverage_times_depth(device, coverage, column_depth_mm):
    """Per mm2 of skin, 20 % of 0.5 mm is 0.1 mm3 of wound."""
    after = device(coverage=coverage, column_depth_mm=column_depth_mm).apply(skin())
    assert_allclose(wound_mm(after), coverage * column_depth_mm, rtol=1e-3)


@pytest.mark.parametrize("coverage, column_depth_mm", [(0.11, 0.5), (0.23, 0.9), (0.5, 1.4)])
def test_closed_columns_hold_coverage_times_what_is_left_below_the_epidermis(
    coverage, column_depth_mm
):
    device = NonablativeFractional(coverage=coverage, column_depth_mm=column_depth_mm)
    expected = coverage * (column_depth_mm - 0.09)
    assert_allclose(wound_mm(device.apply(skin())), expected, rtol=1e-2)


@pytest.mark.parametrize("device", BEAMS)
def test_a_beam_that_falls_into_a_pit_wounds_as_much_below_its_floor(device):
    """Half a millimetre off the walls, where the floor lies level."""
    pit = slot(Grid(), width_mm=2, depth_mm=1)
    after = device().apply(pit)
    level = abs(pit.grid.x_mm) < 0.5
    assert_allclose(wound_mm(after)[level], wound_mm(after)[0], rtol=1e-3)
    assert not after.signal[pit.collagen < 0.5].any()


def funnel(rise, grid):
    """A pit 2 mm deep whose wall falls by so many millimetres on each millimetre inwards."""
    floor_mm = np.clip(2.0 - rise * abs(grid.x_mm), 0, None)
    open_share = np.clip(0.5 + (floor_mm - grid.z_mm[:, None]) / grid.dz_mm, 0, 1)
    collagen = 1 - open_share * (1 - EMPTY)
    return healthy(grid, dtype=np.float64).with_fields(collagen=collagen)


@pytest.mark.parametrize("geometry", ["planar", "round"])
@pytest.mark.parametrize(
    "rise, depth_mm", [(0.75, 0.4), (1.0, 0.5 / 2**0.5), (4 / 3, 0.3), (12 / 5, 0.5 * 5 / 13)]
)
def test_a_beam_on_a_wall_goes_as_much_less_deep_as_its_light_is_spread(rise, depth_mm, geometry):
    """Right triangles: 3-4-5, 1-1-root 2, 4-3-5 and 12-5-13, with columns of 0.5 mm.

    The tip of a round funnel is a little blunt, hence 4 %.
    """
    skin = funnel(rise, Grid(width_mm=6, columns=480 if geometry == "planar" else 240,
                             rows=280, geometry=geometry))  # fmt: skip
    after = FractionalCO2(column_depth_mm=0.5, coverage=0.2).apply(skin)
    wall = (abs(skin.grid.x_mm) > 0.3) & (abs(skin.grid.x_mm) < 2 / rise - 0.3)
    assert_allclose(wound_mm(after)[wall], 0.2 * depth_mm, rtol=0.04)


def test_the_epidermis_on_a_wall_is_crossed_aslant():
    """0.09 mm of it, on a wall that falls by 4 mm on 3: 0.15 mm straight down."""
    skin = funnel(4 / 3, Grid(width_mm=6, columns=480, rows=280))
    device = NonablativeFractional(column_depth_mm=1.0, coverage=0.2)
    wall = (abs(skin.grid.x_mm) > 0.3) & (abs(skin.grid.x_mm) < 1.2)
    assert_allclose(wound_mm(device.apply(skin))[wall], 0.2 * (0.6 - 0.15), rtol=0.02)


def test_needles_enter_a_wall_as_they_enter_level_skin():
    skin = funnel(1.0, Grid(width_mm=6, columns=240, rows=140))
    level = wound_mm(Microneedling().apply(healthy(skin.grid, dtype=np.float64)))[0]
    deepest = wound_mm(Microneedling().apply(skin))[0]
    assert deepest == pytest.approx(level, rel=0.05)


def test_a_non_ablative_laser_does_far_less_for_ice_picks_than_for_boxcars():
    """26 against 53 % after six sessions (Sardana 2014)."""
    pit, box = (
        gained_pct(scar, NonablativeFractional(), sessions=6)
        for scar in (ice_pick(), boxcar(**SHALLOW))
    )
    assert pit < 0.6 * box


@pytest.mark.xfail(reason="a pit fills by its rim: 38 against 34 %, with the fitted constants")
def test_a_non_ablative_laser_does_less_for_ice_picks_than_for_rolling_scars():
    """26 against 43 % after six sessions (Sardana 2014)."""
    pit, trough = (
        gained_pct(scar, NonablativeFractional(), sessions=6) for scar in (ice_pick(), rolling())
    )
    assert pit < trough


@pytest.mark.parametrize("device", [FractionalCO2, NonablativeFractional])
@pytest.mark.parametrize("scar", [ice_pick, rolling])
def test_halving_the_cells_moves_a_beam_by_less_than_a_point(device, scar):
    coarse = {"geometry": "round", "columns": 80} if scar is ice_pick else {"columns": 120}
    coarse = Grid(width_mm=8 if scar is ice_pick else 12, rows=70, **coarse)
    fine = replace(coarse, columns=2 * coarse.columns, rows=2 * coarse.rows)
    gained = [gained_pct(scar(grid=grid), device()) for grid in (coarse, fine)]
    assert gained[1] == pytest.approx(gained[0], abs=1)


@pytest.mark.parametrize("device", [NonablativeFractional(), RFMicroneedling(zone_mm=1.0)])
@pytest.mark.parametrize("scar", [slot(Grid(), width_mm=2, depth_mm=0.5), skin()])
def test_the_epidermis_is_spared_beside_a_scar_as_at_its_floor(device, scar):
    """Nothing above 0.09 mm: three cells of 0.025 mm lie wholly above that."""
    after = device.apply(scar)
    top = np.argmax(scar.collagen > 0.5, axis=0)
    rows = np.arange(scar.grid.rows)[:, None]
    assert after.signal[rows < top + 3].max() == 0
    assert after.signal[4:].max() > 0.1


def test_a_closed_surface_leaves_no_clot():
    after = NonablativeFractional().apply(boxcar())
    assert not after.clot.any()


def test_fractional_erbium_goes_less_deep_but_is_more_hole_than_fractional_co2():
    co2, erbium = (device().apply(skin()) for device in (FractionalCO2, FractionalErbium))
    deepest = [(after.signal.max(axis=1) > 1e-3).sum() for after in (co2, erbium)]
    assert deepest[1] < deepest[0]
    assert (erbium.clot[0] / erbium.signal[0]).min() > (co2.clot[0] / co2.signal[0]).max()


def test_a_crust_stands_upright_on_its_floor():
    """It thins out by a factor e in every 0.2 mm, and there is none beside or below."""
    wound = np.zeros((60, 3))
    wound[40:, 1] = 1.0
    crust = crust_over(wound, 0.025)
    assert crust[32, 1] == pytest.approx(np.exp(-8 * 0.025 / 0.2))
    assert not crust[:, [0, 2]].any()


@pytest.mark.parametrize("device", [FractionalCO2, FractionalErbium])
def test_without_its_crust_an_ablative_laser_lifts_a_boxcar_less(device):
    def without_crust(section):
        treated = device().apply(section)
        return treated.with_fields(clot=section.clot)

    scar = boxcar(**SHALLOW)
    assert gained_with(scar, without_crust) < gained_with(scar, device().apply) - 5


@pytest.mark.parametrize("device", BEAMS)
@pytest.mark.parametrize("build", [boxcar, ice_pick])
def test_columns_one_by_one_heal_as_their_coverage(device, build):
    """Columns 0.15 mm wide and 0.75 mm apart, moved at each session: within 2 points.

    What they lay on the floor as crust flows together, so that only the wounds are set apart.
    """
    scar = build(grid=Grid())
    places, turn = np.arange(scar.grid.columns), iter((3, 10, 17))

    def one_by_one(section):
        treated = device(coverage=0.2).apply(section)
        columns = ((places + next(turn)) % 30 < 6) / 0.2
        wound = (treated.signal - section.signal) * columns.astype(section.signal.dtype)
        return treated.with_fields(signal=np.minimum(section.signal + wound, 1))

    spread = gained_with(scar, device(coverage=0.2).apply)
    assert gained_with(scar, one_by_one) == pytest.approx(spread, abs=2)


# Full-field lasers


@pytest.mark.parametrize("device", ["co2", "erbium", "dual"])
def test_planing_healthy_skin_leaves_its_surface_where_it_was(device):
    after = AblativeLaser(device=device).apply(skin())
    assert (after.collagen == 1).all()
    assert abs(surface_mm(after)).max() < 1e-12
    assert abs(surface_mm(heal(after, days=182))).max() < 1e-12


@pytest.mark.parametrize("depth_um", [100, 150, 210, 300])
def test_planing_lowers_the_rim_of_a_boxcar_by_what_it_takes_away(depth_um):
    box = slot(Grid(), width_mm=4, depth_mm=0.5)
    lost_mm = measure(box).depth_mm - measure(AblativeLaser(depth_um=depth_um).apply(box)).depth_mm
    assert lost_mm == pytest.approx(depth_um / 1000, abs=0.005)


@given(section=sections(), cells=st.integers(1, 3))
def test_what_lies_below_the_planed_layer_moves_up_whole(section, cells):
    """A layer as thick as whole cells takes nothing but those cells."""
    depth_um = 1000 * cells * section.grid.dz_mm
    if not 10 <= depth_um <= 400:
        return
    after = AblativeLaser(depth_um=depth_um).apply(section)
    for field in ("collagen", "young", "fibroblasts", "filler"):
        kept = getattr(section, field)[cells:]
        assert_allclose(getattr(after, field)[:-cells], kept, atol=1e-9, err_msg=field)


def test_the_wound_below_a_planed_surface_is_raw_layer_and_heat_together():
    """0.20 mm is raw after any laser; 0.1 mm of heat adds as much again."""
    for heat_um, expected in ((0, 0.2), (100, 0.3), (400, 0.6)):
        assert_allclose(wound_mm(AblativeLaser(heat_um=heat_um).apply(skin())), expected, rtol=1e-3)


def test_a_short_pulsed_erbium_laser_heats_least():
    heat = {device: AblativeLaser(device=device).heat_um for device in ("co2", "erbium", "dual")}
    assert heat["erbium"] < min(heat["co2"], heat["dual"])


def test_planing_gains_most_in_shallow_boxcars_then_in_deep_ones():
    """The order of Woo 2004: shallow boxcar before deep boxcar before the rest."""
    scars = boxcar(**SHALLOW), boxcar(**DEEP), ice_pick(), rolling()
    gained = [gained_pct(scar, AblativeLaser(device="erbium"), sessions=1) for scar in scars]
    assert gained[0] > 1.5 * gained[1] > 1.5 * 1.5 * max(gained[2:])


def test_dual_mode_lifts_rolling_scars_more_than_short_pulses():
    """Woo 2004 again: poor to fair with short pulses, good to excellent with dual mode."""
    short, dual = (
        gained_pct(rolling(), AblativeLaser(device=device), sessions=1)
        for device in ("erbium", "dual")
    )
    assert dual > short + 2


def test_without_heat_a_full_field_laser_lifts_a_rolling_scar_less():
    whole = gained_pct(rolling(), AblativeLaser(device="co2"), sessions=1)
    assert gained_pct(rolling(), AblativeLaser(device="co2", heat_um=0), sessions=1) < whole - 2


def test_without_planing_a_full_field_laser_leaves_most_of_a_shallow_boxcar():
    scar = boxcar(**SHALLOW)
    whole = gained_pct(scar, AblativeLaser(), sessions=1)
    assert gained_pct(scar, AblativeLaser(depth_um=10), sessions=1) < whole / 2


def test_an_unknown_device_is_answered_with_the_nearest_one():
    with pytest.raises(ValueError, match="device is 'erbum'; did you mean 'erbium'"):
        AblativeLaser(device="erbum")


# Needles


@pytest.mark.parametrize("needle_mm, zone_mm", [(1.0, 0.2), (1.5, 0.3), (2.5, 0.5)])
def test_one_pass_wounds_its_band_and_nothing_else(needle_mm, zone_mm):
    """Give or take 0.05 mm, by which the tips differ on either side."""
    device = RFMicroneedling(needle_mm=needle_mm, zone_mm=zone_mm, passes=1, coverage=0.2)
    after = device.apply(skin())
    assert_allclose(wound_mm(after), 0.2 * zone_mm, rtol=1e-3)
    z, half_a_cell = after.grid.z_mm, after.grid.dz_mm / 2
    outside = (z < needle_mm - zone_mm - 0.05 - half_a_cell) | (z > needle_mm + 0.05 + half_a_cell)
    assert after.signal[outside].max() == 0


@pytest.mark.parametrize("passes", [1, 2, 3, 4])
def test_bands_apart_add_up(passes):
    device = RFMicroneedling(needle_mm=2, zone_mm=0.3, passes=passes, coverage=0.2)
    assert_allclose(wound_mm(device.apply(skin())), passes * 0.2 * 0.3, rtol=1e-3)


def test_where_two_bands_meet_one_may_hit_what_the_other_spared():
    """Half, and half of the other half: three quarters."""
    device = RFMicroneedling(needle_mm=1.2, zone_mm=1.0, passes=2, coverage=0.5)
    after = device.apply(skin())
    middle = (after.grid.z_mm > 0.3) & (after.grid.z_mm < 0.5)
    assert_allclose(after.signal[middle], 0.75)


@pytest.mark.parametrize("needle_mm", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("device", NEEDLES)
def test_longer_needles_wound_deeper(device, needle_mm):
    short, long = (device(needle_mm=n).apply(skin()) for n in (needle_mm, needle_mm + 0.5))
    deepest = [np.flatnonzero(after.signal[:, 0])[-1] for after in (short, long)]
    assert deepest[1] > deepest[0]


def test_channels_hold_coverage_times_depth_at_half_strength():
    """A needle of 1 mm enters by 0.7, says the table; pricking is half as hard as killing."""
    after = Microneedling(needle_mm=1.0, coverage=0.1).apply(skin())
    assert_allclose(wound_mm(after), 0.5 * 0.1 * 0.7, rtol=1e-3)


@pytest.mark.parametrize("device", NEEDLES)
def test_needles_leave_no_height_behind(device):
    scar = boxcar()
    assert (surface_mm(device().apply(scar)) == surface_mm(scar)).all()


def test_a_plate_lies_flat_on_healthy_skin():
    assert abs(gap_mm(skin())).max() < 1e-12


def test_a_plate_bridges_a_narrow_slot():
    """From 0.5 mm wide, e^(-0.5) of a depth is left open under a plate of 0.5 mm conformity.

    Exactly, with the kernel e^(-|x|/l)/2l; the epidermis rounds the slot a little, hence 3 %.
    """
    narrow = slot(Grid(width_mm=16, columns=640), width_mm=0.5, depth_mm=0.4)
    depth_mm, gap = measure(narrow).depth_mm, gap_mm(narrow).max()
    assert gap / depth_mm == pytest.approx(np.exp(-0.5), rel=0.03)


def test_a_plate_follows_a_wide_dip():
    scar = slot(Grid(width_mm=16, columns=640), width_mm=8, depth_mm=0.4)
    middle = gap_mm(scar)[320]
    assert middle < 0.01 * 0.4


@given(section=sections())
def test_a_plate_never_lies_within_the_skin(section):
    assert gap_mm(section).min() >= 0


@pytest.mark.parametrize("device", [RFMicroneedling(passes=1), Microneedling()])
def test_needles_reach_less_deep_below_the_floor_of_a_narrow_pit(device):
    pits = (slot(Grid(), width_mm=width_mm, depth_mm=0.5) for width_mm in (0.5, 4.0))
    narrow, wide = (device.apply(pit).signal[:, 160].nonzero()[0][-1] for pit in pits)
    beside = device.apply(skin()).signal[:, 160].nonzero()[0][-1]
    floor = 20
    assert narrow - floor < beside - 8
    assert wide - floor == pytest.approx(beside, abs=2)


@pytest.mark.parametrize("scar", [boxcar, rolling])
def test_without_two_of_its_three_bands_rf_needling_gains_less(scar):
    whole = gained_pct(scar(), RFMicroneedling(passes=3))
    assert gained_pct(scar(), RFMicroneedling(passes=1)) < 0.7 * whole


def test_a_half_pass_is_refused():
    with pytest.raises(ValueError, match=r"passes is 2\.5; it must be a whole number"):
        RFMicroneedling(passes=2.5)


# More is never less


@pytest.mark.parametrize("scar", [ice_pick, boxcar, rolling])
@pytest.mark.parametrize(
    "device, knob, numbers",
    [
        (FractionalErbium, "coverage", (0.01, 0.2, 0.5)),
        (FractionalErbium, "column_depth_mm", (0.1, 0.5, 1.0)),
        (NonablativeFractional, "coverage", (0.01, 0.2, 0.5)),
        (NonablativeFractional, "column_depth_mm", (0.3, 0.9, 1.5)),
        (RFMicroneedling, "coverage", (0.01, 0.2, 0.5)),
        (RFMicroneedling, "zone_mm", (0.1, 0.3, 0.5)),
        (RFMicroneedling, "passes", (1, 2, 3)),
        (Microneedling, "coverage", (0.01, 0.12, 0.5)),
        (Microneedling, "needle_mm", (0.5, 1.5, 3.0)),
        (AblativeLaser, "heat_um", (0, 150, 400)),
    ],
)
def test_more_of_a_device_never_heals_less(scar, device, knob, numbers):
    """Give or take a tenth of a point."""
    gained = [gained_pct(scar(), device(**{knob: number})) for number in numbers]
    assert (np.diff(gained) > -0.1).all(), gained


@pytest.mark.parametrize(
    "device, field, wrong, limits",
    [
        (AblativeLaser, "depth_um", 0, "10 to 400"),
        (AblativeLaser, "heat_um", 500, "0 to 400"),
        (FractionalErbium, "column_depth_mm", 1.5, "0.05 to 1"),
        (FractionalErbium, "coverage", 20, "0.01 to 0.5"),
        (NonablativeFractional, "column_depth_mm", 0.1, "0.25 to 1.5"),
        (NonablativeFractional, "coverage", 0, "0.01 to 0.5"),
        (RFMicroneedling, "needle_mm", 4, "0.5 to 3.5"),
        (RFMicroneedling, "zone_mm", 0, "0.1 to 1"),
        (RFMicroneedling, "passes", 5, "1 to 4"),
        (RFMicroneedling, "coverage", 0.6, "0.01 to 0.5"),
        (Microneedling, "needle_mm", 5, "0.25 to 3"),
        (Microneedling, "coverage", 0, "0.01 to 0.5"),
    ],
)
def test_a_number_out_of_range_is_refused_with_its_limits(device, field, wrong, limits):
    with pytest.raises(ValueError) as refused:
        device(**{field: wrong})
    expected = f"{device.__name__}: {field} is {wrong!r}; it must lie from {limits}"
    assert str(refused.value) == expected
