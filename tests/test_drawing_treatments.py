"""Treatments are drawn from their own numbers: scenes are measured here against model and table."""

import re
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from toolkit import (
    TREATMENTS,
    Plan,
    boxcar,
    healthy,
    ice_pick,
    measure,
    mixed,
    rolling,
    run_course,
    value,
)
from toolkit.drawing import (
    acting_scene,
    draw,
    healing_strip_scene,
    reach_scene,
    section_scene,
    sentence,
    svg,
)
from toolkit.drawing.layout import lay_out
from toolkit.drawing.on_axes import path_vertices
from toolkit.drawing.paths import UNITS_PER_MM, path_data
from toolkit.drawing.reach import reaches
from toolkit.drawing.styles import STYLES
from toolkit.drawing.tissue import Tissue
from toolkit.explorers import treatment_explorer
from toolkit.explorers.form import Form
from toolkit.explorers.treatment import ask_treatment, treatment_scene

SKIN, PIT, BOX, TROUGH = healthy(), ice_pick(), boxcar(), rolling()
SCARS = {"ice pick": PIT, "boxcar": BOX, "rolling": TROUGH}
WIDE = (-3.0, 3.0)
every_treatment = pytest.mark.parametrize("name", TREATMENTS)
every_scar = pytest.mark.parametrize("scar", SCARS.values(), ids=list(SCARS))


def made(name, **numbers):
    return TREATMENTS[name](**numbers)


def shapes(scene, role, panel=0):
    return [shape for shape in scene.panels[panel].shapes if shape.role == role]


def things(scene, *roles, panel=0):
    """Every thing of some roles, as (points, 2) arrays."""
    return [
        thing for role in roles for shape in shapes(scene, role, panel) for thing in shape.things
    ]


def tools_of(scene, section):
    """The roles that a treatment adds to the section alone."""
    window = scene.panels[0].window
    alone = section_scene(section, window_mm=(window.left, window.right), labels="none")
    return scene.roles - alone.roles


def surface(section, x):
    return -Tissue.of(section).height(x)


# Columns


@pytest.mark.parametrize(
    "name, role, width",
    [
        ("fractional_co2", "cuff", "fractional_co2_column_width"),
        ("fractional_erbium", "cuff", "fractional_erbium_column_width"),
        ("nonablative_fractional", "heated", "nonablative_column_width"),
    ],
)
@pytest.mark.parametrize("coverage", [0.1, 0.2, 0.4])
def test_columns_hold_as_much_of_the_cut_as_is_covered(name, role, width, coverage):
    scene = acting_scene(SKIN, made(name, coverage=coverage), window_mm=WIDE)
    expected = coverage * 6.0 / value(width).typical
    assert len(things(scene, role)) == pytest.approx(expected, abs=1.001)


@pytest.mark.parametrize(
    "name, role, depth_mm",
    [
        ("fractional_co2", "cuff", 0.7),
        ("fractional_erbium", "cuff", 0.4),
        ("nonablative_fractional", "heated", 1.1),
    ],
)
def test_columns_in_healthy_skin_are_as_deep_as_the_setting(name, role, depth_mm):
    scene = acting_scene(SKIN, made(name, column_depth_mm=depth_mm), window_mm=WIDE)
    ends = [column[:, 1].max() for column in things(scene, role)]
    assert_allclose(ends, depth_mm, atol=0.01)


def test_a_column_is_half_as_wide_again_nowhere_and_as_wide_as_the_table_on_average():
    scene = acting_scene(SKIN, made("fractional_co2"), window_mm=WIDE)
    column = things(scene, "cuff")[3]
    x, z = column.T
    area = 0.5 * abs(x @ np.roll(z, 1) - z @ np.roll(x, 1))
    width = value("fractional_co2_column_width").typical
    assert np.ptp(x) < 1.5 * width
    assert area / np.ptp(z) == pytest.approx(width, rel=0.1)


def test_the_hole_is_the_share_of_the_column_that_is_vaporised():
    for name in ("fractional_co2", "fractional_erbium"):
        scene = acting_scene(SKIN, made(name), window_mm=WIDE)
        column, hole = (np.ptp(things(scene, role)[1][:, 0]) for role in ("cuff", "well"))
        assert (hole / column) ** 2 == pytest.approx(value(f"{name}_ablated").typical, rel=0.01)


def test_a_column_that_lands_in_a_pit_starts_at_its_wall():
    scene = acting_scene(BOX, made("fractional_co2"))
    for column in things(scene, "cuff"):
        x = column[:, 0].mean()
        assert column[:, 1].min() == pytest.approx(surface(BOX, x), abs=0.15)
    deep, shallow = (
        max(c[:, 1].max() for c in things(scene, "cuff") if abs(c[:, 0].mean()) < 0.1),
        min(c[:, 1].max() for c in things(scene, "cuff") if abs(c[:, 0].mean()) > 2),
    )
    assert deep - shallow == pytest.approx(0.4, abs=0.06)


def test_columns_end_where_the_model_wounds_half_as_much():
    laser = made("fractional_co2")
    signal = Tissue.of(laser.apply(TROUGH)).signal
    tissue = Tissue.of(TROUGH)
    for column in things(acting_scene(TROUGH, laser, window_mm=WIDE), "cuff"):
        x, end = column[:, 0].mean(), column[:, 1].max()
        near, beyond = (tissue.at(signal, x, tissue.reference_z(x, end + by)) for by in (-0.1, 0.1))
        assert near > 5 * beyond


def test_a_non_ablative_column_leaves_the_epidermis_whole():
    scene = acting_scene(SKIN, made("nonablative_fractional"), window_mm=WIDE)
    tops = [column[:, 1].min() for column in things(scene, "heated")]
    layers = SKIN.layers
    assert min(tops) > layers.stratum_corneum_mm + layers.epidermis_mm
    assert_allclose(tops, value("nonablative_spared").typical, atol=0.01)
    assert not things(scene, "well", "cuff")


# The layer that is taken off


@pytest.mark.parametrize("depth_um", [100, 300])
def test_the_layer_taken_off_is_as_thick_as_the_setting(depth_um):
    scene = acting_scene(SKIN, made("ablative_laser", depth_um=depth_um), window_mm=WIDE)
    (face,) = things(scene, "raw")
    assert_allclose(face[:, 1], depth_um / 1000, atol=0.012)


def test_the_floor_of_a_boxcar_is_not_lowered():
    scene = acting_scene(BOX, made("ablative_laser"))
    removed = things(scene, "removed")[0]
    floor = np.abs(removed[:, 0]) < 0.6
    assert np.ptp(removed[floor, 1]) < 0.05


@pytest.mark.parametrize("device", ["co2", "erbium"])
def test_the_heated_band_reaches_as_deep_as_the_device_heats(device):
    laser = made("ablative_laser", device=device)
    scene = acting_scene(SKIN, laser, window_mm=WIDE)
    deepest = max(band[:, 1].max() for band in things(scene, "heat_veil"))
    assert deepest == pytest.approx((laser.depth_um + laser.heat_um) / 1000, abs=0.02)


def test_a_laser_without_heat_draws_no_heat():
    scene = acting_scene(SKIN, made("ablative_laser", heat_um=0))
    assert not things(scene, "heat_veil")
    assert "no heat" in sentence(scene)


# Needles


@pytest.mark.parametrize("needle_mm", [1.0, 1.5, 2.0])
def test_hot_tips_end_the_needle_length_below_the_plate(needle_mm):
    scene = acting_scene(SKIN, made("rf_microneedling", needle_mm=needle_mm), window_mm=WIDE)
    tips = [tip[:, 1].max() for tip in things(scene, "hot_tip")]
    assert len(tips) == 3
    assert_allclose(tips, needle_mm, atol=1e-3)


@every_scar
def test_needles_hang_from_the_plate_over_every_scar(scar):
    scene = acting_scene(scar, made("rf_microneedling"))
    plate = things(scene, "steel")[0]
    low = plate[: len(plate) // 2]
    for shaft, tip in zip(things(scene, "steel_dark"), things(scene, "hot_tip"), strict=True):
        x = tip[:, 0].mean()
        contact = np.interp(x, *low.T)
        assert shaft[:, 1].min() == pytest.approx(contact, abs=0.02)
        assert tip[:, 1].max() - contact == pytest.approx(1.5, abs=0.02)


def test_the_plate_lies_on_level_skin_and_bridges_a_narrow_pit():
    plate = things(acting_scene(PIT, made("rf_microneedling")), "steel")[0]
    low = plate[: len(plate) // 2]
    below = surface(PIT, low[:, 0]) - low[:, 1]
    assert below.min() > -0.01
    assert below.max() > 0.9
    assert abs(below[0]) < 0.1


def test_rf_zones_are_wounded_by_the_model_and_nothing_above_them_is():
    needles = made("rf_microneedling", passes=1)
    scene = acting_scene(SKIN, needles, window_mm=WIDE)
    zone = things(scene, "glow")[0]
    rows = SKIN.grid.z_mm[needles.apply(SKIN).signal[:, 0] > 0.1]
    assert zone[:, 1].min() == pytest.approx(rows.min(), abs=0.08)
    assert zone[:, 1].max() == pytest.approx(rows.max(), abs=0.08)


def test_each_pass_has_zones_at_its_own_depth():
    scene = acting_scene(SKIN, made("rf_microneedling", passes=3), window_mm=WIDE)
    zones = things(scene, "heated_earlier")
    middles = {round(float(zone[:, 1].min() + zone[:, 1].max()) / 2, 1) for zone in zones}
    assert len(middles) == 2
    assert max(middles) < 1.0


def test_a_microneedle_is_as_long_as_asked_and_its_channel_shorter():
    scene = acting_scene(SKIN, made("microneedling", needle_mm=2.0), window_mm=WIDE)
    needles = [thing for thing in things(scene, "steel") if len(thing) == 3]
    assert_allclose([np.ptp(needle[:, 1]) for needle in needles], 2.0, atol=1e-6)
    entry = value("microneedling_entry").typical
    assert_allclose([needle[:, 1].max() for needle in needles], 2.0 * entry, atol=0.01)


def test_a_needle_that_misses_the_floor_of_a_pit_is_said_to():
    deep = ice_pick(width_mm=1.2, depth_mm=1.6)
    labels = [label.text for label in acting_scene(deep, made("microneedling")).panels[0].labels]
    assert "Misses the floor" in labels
    assert "bridges" in sentence(acting_scene(deep, made("microneedling")))


@pytest.mark.parametrize("plane_mm", [0.9, 1.2, 1.6])
def test_the_subcision_needle_lies_in_its_plane_at_its_true_thickness(plane_mm):
    scene = acting_scene(TROUGH, made("subcision", plane_mm=plane_mm))
    body = things(scene, "steel")[0]
    assert (body[:, 1].min() + body[:, 1].max()) / 2 == pytest.approx(plane_mm)
    assert np.ptp(body[:, 1]) == pytest.approx(0.91)


def test_subcision_cuts_bands_where_there_are_some_and_says_so_where_not():
    assert "cuts 60 % of the bands" in sentence(acting_scene(TROUGH, made("subcision")))
    assert "no bands to cut" in sentence(acting_scene(BOX, made("subcision")))


def test_the_subcision_needle_never_passes_through_an_open_pit():
    body = things(acting_scene(PIT, made("subcision")), "steel")[0]
    assert body[:, 0].max() < 0
    assert (body[:, 1] > surface(PIT, body[:, 0]) - 1e-6).all()


@every_scar
def test_the_needle_of_a_filler_ends_in_the_gel(scar):
    scene = acting_scene(scar, made("filler"))
    (gel,) = shapes(scene, "gel")
    tip = things(scene, "steel")[0][2]
    inside = [blob[:, 0].min() < tip[0] < blob[:, 0].max() for blob in gel.things]
    assert any(inside)
    blob = gel.things[inside.index(True)]
    assert blob[:, 1].min() - 0.1 < tip[1] < blob[:, 1].max() + 0.1


def area_of(outline):
    """The area inside a closed line, by the shoelace rule."""
    x, z = outline.T
    return 0.5 * abs(x @ np.roll(z, 1) - z @ np.roll(x, 1))


def gel_drawn(section):
    return sum(area_of(blob) for blob in things(section_scene(section, window_mm=WIDE), "gel"))


def gel_there(section):
    grid, gel = section.grid, section.filler
    return float(gel.sum()) * grid.dx_mm * grid.dz_mm * (2 if grid.is_round else 1)


@pytest.mark.parametrize("scar", [BOX, TROUGH], ids=["boxcar", "rolling"])
def test_as_much_gel_is_drawn_as_there_is_while_it_fades(scar):
    plan = Plan.every(made("filler"), sessions=1, weeks_apart=1)
    course = run_course(scar, plan, follow_up_weeks=78)
    early, late = course.section_at(week=0), course.section_at(week=78)
    assert gel_there(late) < 0.5 * gel_there(early)
    for skin in (early, late):
        assert gel_drawn(skin) == pytest.approx(gel_there(skin), rel=0.12)


# Punches


@pytest.mark.parametrize("scar", [PIT, BOX], ids=["ice pick", "boxcar"])
def test_the_punch_clears_the_mouth_and_reaches_the_fat(scar):
    left, right = sorted(
        (wall for wall in things(acting_scene(scar, made("punch_excision")), "steel")[:2]),
        key=lambda wall: wall[:, 0].mean(),
    )
    mouth = measure(scar).width_mm
    margin = value("punch_margin").typical
    narrowest = value("punch_diameter").low
    wide = right[:, 0].min() - left[:, 0].max()
    assert wide == pytest.approx(max(mouth + 2 * margin, narrowest), abs=0.06)
    assert right[:, 1].max() >= scar.layers.skin_mm - 1e-6


@pytest.mark.parametrize(
    "scar, name, numbers",
    [
        (TROUGH, "punch_excision", {}),
        (BOX, "punch_excision", {"punch_mm": 1.5}),
        (PIT, "punch_elevation", {}),
        (TROUGH, "punch_elevation", {}),
        (SKIN, "punch_excision", {}),
    ],
)
def test_a_punch_that_does_not_fit_draws_nothing_and_says_so(scar, name, numbers):
    scene = acting_scene(scar, made(name, **numbers))
    assert not tools_of(scene, scar)
    assert "it was not done" in sentence(scene)
    assert "it was not done" in scene.second


def test_the_raised_floor_leaves_a_gap_as_high_as_it_was_raised():
    scene = acting_scene(BOX, made("punch_elevation"))
    (gap,) = things(scene, "gap_clot")
    assert np.ptp(gap[:, 1]) == pytest.approx(measure(BOX).depth_mm, abs=0.06)
    now = things(scene, "corneum")[0]
    assert now[:, 1].max() < 0.2


# Acid and creams


def test_acid_lies_in_the_pit_under_the_stick():
    scene = acting_scene(PIT, made("tca_cross"))
    (pool,) = things(scene, "acid")
    assert pool[:, 1].max() == pytest.approx(1.6, abs=0.05)
    (stick,) = things(scene, "stick")
    assert stick[:, 1].max() <= surface(PIT, 0.0) + 1e-6
    assert things(scene, "frost")


@pytest.mark.parametrize("scar", [PIT, BOX, ice_pick(width_mm=0.7, depth_mm=2.0)])
def test_the_drop_of_acid_ends_on_the_wall_at_both_sides(scar):
    (pool,) = things(acting_scene(scar, made("tca_cross")), "acid")
    roof = pool[: len(pool) // 2]
    wall = surface(scar, roof[:, 0])
    assert_allclose(roof[[0, -1], 1], wall[[0, -1]], atol=0.06)
    assert (roof[:, 1] <= wall + 1e-6).all()
    assert roof[:, 1].min() > 0


def test_acid_climbs_at_the_wall():
    (pool,) = things(acting_scene(PIT, made("tca_cross")), "acid")
    roof = pool[: len(pool) // 2]
    between = roof[(roof[:, 0] > 0.2) & (roof[:, 0] < roof[-1, 0])]
    assert between[:, 1].max() > roof[-1, 1] + 0.03


def test_the_stick_is_slim_above_its_point():
    (stick,) = things(acting_scene(PIT, made("tca_cross", tip_mm=0.35)), "stick")
    assert 0.35 < np.ptp(stick[:, 0]) < 0.6


@pytest.mark.parametrize("scar", [PIT, BOX, ice_pick(width_mm=0.4, depth_mm=1.2)])
def test_frost_is_gone_by_the_third_day(scar):
    strip = healing_strip_scene(scar, made("tca_cross"), days=(0, 3))
    assert things(strip, "frost", panel=0)
    assert not things(strip, "frost", "frost_behind", panel=1)
    assert "frost" not in sentence(strip).split("Day 3")[1]


def test_a_deep_pit_is_crusted_on_the_third_day_and_its_panel_says_so():
    strip = healing_strip_scene(PIT, made("tca_cross"), days=(0, 3))
    assert things(strip, "crust", panel=1)
    assert "a crust" in strip.panels[1].labels[0].second


@pytest.mark.parametrize("tip_mm", [0.2, 0.5])
def test_the_point_of_the_stick_is_as_wide_as_the_treatment_says(tip_mm):
    (stick,) = things(acting_scene(BOX, made("tca_cross", tip_mm=tip_mm)), "stick")
    floor = stick[:, 1].max()
    low = stick[stick[:, 1] > floor - 0.9 * tip_mm]
    assert np.ptp(low[:, 0]) == pytest.approx(tip_mm, rel=0.05)


def test_skin_without_a_pit_holds_no_acid():
    scene = acting_scene(TROUGH, made("tca_cross"))
    assert not tools_of(scene, TROUGH)
    assert "no scar that would hold the acid" in sentence(scene)


@pytest.mark.parametrize("agent", ["retinoid", "aha", "bha"])
def test_a_cream_is_felt_as_deep_as_its_row_says(agent):
    scene = acting_scene(SKIN, made("topical", agent=agent), window_mm=WIDE)
    deepest = max(area[:, 1].max() for area in things(scene, "soak"))
    assert deepest == pytest.approx(value(f"{agent}_reach").typical, abs=0.02)


@pytest.mark.parametrize("agent", ["vitamin_c", "niacinamide", "sunscreen"])
def test_what_changes_colour_only_reaches_nothing_below(agent):
    scene = acting_scene(PIT, made("topical", agent=agent))
    assert not things(scene, "soak")
    assert things(scene, "film")
    assert "colour only" in sentence(scene)


# Every treatment


@every_treatment
@every_scar
def test_every_picture_is_small_and_speaks(name, scar):
    for labels in ("page", "phone"):
        scene = acting_scene(scar, made(name), labels=labels)
        assert len(svg(scene)) < 60_000
        assert len(scene.facts) >= 3
        assert scene.roles <= STYLES.keys()


@every_treatment
@every_scar
def test_names_point_into_the_picture_and_fit_the_paper(name, scar):
    for labels in ("page", "phone"):
        scene = acting_scene(scar, made(name), labels=labels)
        window = scene.panels[0].window
        for label in scene.panels[0].labels:
            assert window.left <= label.at[0] <= window.right
            assert window.top <= label.at[1] <= window.bottom
        paper = lay_out(scene)
        for text in paper.texts:
            assert text.extent()[0] >= 0
            assert text.extent()[1] <= paper.width
            assert text.size * (286 if labels == "phone" else 700) / paper.width > 9.5


@every_treatment
@every_scar
def test_every_picture_of_a_tool_says_a_number(name, scar):
    scene = acting_scene(scar, made(name))
    labels = scene.panels[0].labels
    assert not labels or any(re.search(r"\d", label.second) for label in labels[:2])


@every_treatment
def test_names_below_a_picture_do_not_touch(name):
    for scar in SCARS.values():
        paper = lay_out(acting_scene(scar, made(name), labels="phone"))
        rows = {}
        for text in paper.texts:
            rows.setdefault(round(text.y), []).append(text.extent())
        for row in rows.values():
            row.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(row))


def test_extreme_settings_can_be_drawn():
    for name, numbers in (
        ("fractional_co2", {"coverage": 0.01}),
        ("fractional_co2", {"coverage": 0.5, "column_depth_mm": 2.0}),
        ("rf_microneedling", {"needle_mm": 3.5, "passes": 4, "coverage": 0.5, "zone_mm": 1.0}),
        ("microneedling", {"needle_mm": 3.0, "coverage": 0.01}),
        ("tca_cross", {"percent": 10, "tip_mm": 1.0}),
        ("subcision", {"plane_mm": 0.3}),
        ("filler", {"depth_mm": 2.5}),
    ):
        for scar in (*SCARS.values(), SKIN):
            for window in (None, (0.9, 1.6)):
                assert svg(acting_scene(scar, made(name, **numbers), window_mm=window))


@every_treatment
def test_both_ends_of_every_knob_can_be_drawn(name):
    form = Form({"treatment": name})
    ask_treatment(form)
    start = treatment_explorer(treatment=name).settings
    for knob in form.fields.values():
        if knob.kind == "number" and knob.name not in ("day", "width_mm", "depth_mm"):
            for end in (knob.low, knob.high):
                assert sentence(treatment_scene(**start | {knob.name: end}))


def test_one_of_several_scars_is_treated_in_a_mixed_slice():
    scene = acting_scene(mixed("ice_pick", "rolling"), made("tca_cross"))
    assert things(scene, "stick")


@pytest.mark.parametrize(
    "name, role", [("fractional_co2", "cuff"), ("rf_microneedling", "glow"), ("filler", "steel")]
)
def test_both_ways_out_paint_the_same_numbers(name, role):
    frame = lay_out(acting_scene(BOX, made(name))).frames[0]
    shape = next(s for s in frame.panel.shapes if s.role == role)
    first = path_vertices(shape.kind, shape.things[0])[0]
    start = [float(n) for n in re.findall(r"-?\d+", path_data(shape, frame))[:2]]
    window = frame.panel.window
    assert_allclose(np.array(start) / UNITS_PER_MM + (window.left, window.top), first[0], atol=0.01)


def test_matplotlib_draws_it_too():
    figure = pytest.importorskip("matplotlib.figure").Figure()
    assert draw(acting_scene(PIT, made("tca_cross")), figure.add_subplot()).collections


def test_what_is_no_treatment_is_refused():
    with pytest.raises(ValueError, match="TREATMENTS"):
        acting_scene(PIT, "fractional_co2")
    with pytest.raises(ValueError, match="labels is 'big'"):
        acting_scene(PIT, made("filler"), labels="big")


# The days after


STRIP = healing_strip_scene(PIT, made("fractional_co2"))


def test_each_day_has_a_panel_at_one_scale():
    assert [panel.head for panel in STRIP.panels] == ["Just after", "Day 3", "Week 2", "Month 3"]
    assert len({panel.window for panel in STRIP.panels}) == 1
    scales = {round(frame.x_scale, 6) for frame in lay_out(STRIP).frames}
    assert len(scales) == 1


def test_columns_are_open_at_first_then_clotted_and_later_gone():
    assert things(STRIP, "well", panel=0)
    assert things(STRIP, "scab", panel=1)
    assert not things(STRIP, "well", panel=1)
    assert not things(STRIP, "well", "scab", panel=3)


def test_tools_are_gone_once_they_have_acted():
    tools = {"beam", "steel", "steel_dark", "hot_tip", "stick"}
    for name in TREATMENTS:
        assert not healing_strip_scene(BOX, made(name), days=(0, 3)).roles & tools


def test_redness_is_a_band_that_fades():
    strip = healing_strip_scene(PIT, made("ablative_laser"))
    veils = [len(things(strip, "blush", panel=i)) for i in range(4)]
    assert veils[0] == max(veils) > veils[2] > veils[3] == 0


def test_stitches_are_seen_for_a_week():
    strip = healing_strip_scene(BOX, made("punch_excision"), days=(0, 7, 8))
    assert [bool(things(strip, "stitch", panel=i)) for i in range(3)] == [True, True, False]


def test_new_collagen_is_drawn_after_months():
    assert not things(STRIP, "young_fibre", panel=0)
    assert things(STRIP, "young_fibre", panel=3)


def test_a_course_shows_the_days_after_its_first_session():
    plan = Plan.every(made("tca_cross"), sessions=2, weeks_apart=6)
    course = run_course(PIT, plan, follow_up_weeks=4)
    strip = healing_strip_scene(course, days=(0, 14))
    alone = healing_strip_scene(PIT, made("tca_cross"), days=(0, 14))
    assert sentence(strip) == sentence(alone)


def test_days_that_cannot_be_shown_are_refused():
    plan = Plan.every(made("filler"), sessions=1, weeks_apart=1)
    course = run_course(PIT, plan, follow_up_weeks=1)
    with pytest.raises(ValueError, match="the course ends on day 7"):
        healing_strip_scene(course, days=(0, 30))
    with pytest.raises(ValueError, match="days"):
        healing_strip_scene(PIT, made("filler"), days=(3, 0))
    with pytest.raises(ValueError, match="treatment is None"):
        healing_strip_scene(PIT)


def test_four_days_stand_in_two_rows_on_a_page_and_many_in_threes():
    assert STRIP.rows == (2, 2)
    days = (0, 1, 3, 7, 14, 30, 60, 90)
    assert healing_strip_scene(PIT, made("fractional_co2"), days=days).rows == (3, 3, 2)
    assert all(frame.bottom - frame.top > 200 for frame in lay_out(STRIP).frames)


def test_a_phone_shows_the_days_below_each_other():
    strip = healing_strip_scene(PIT, made("tca_cross"), days=(0, 3), form="phone")
    tops = [frame.top for frame in lay_out(strip).frames]
    assert tops[1] > tops[0] + 100


# Reach


ROWS = {
    "Scrub or mask": "stratum_corneum_thickness",
    "BHA": "bha_reach",
    "AHA": "aha_reach",
    "Retinoid": "retinoid_reach",
    "Fractional Er:YAG": "fractional_erbium_depth",
    "Fractional CO2": "fractional_co2_depth",
    "Non-ablative laser": "nonablative_depth",
    "RF needling": "rf_needle_depth",
    "Subcision": "subcision_plane",
}


def test_bars_are_as_deep_as_the_table_says():
    depths = {reach.short: reach.depth_mm for reach in reaches(PIT)}
    for short, row in ROWS.items():
        assert depths[short] == pytest.approx(value(row).typical), short
    entry, length = value("microneedling_entry").typical, value("microneedling_length").typical
    assert depths["Microneedling"] == pytest.approx(entry * length)
    below = value("cross_penetration").typical
    assert depths["TCA CROSS"] == pytest.approx(measure(PIT).depth_mm + below)


@pytest.mark.parametrize("form", ["page", "phone"])
def test_what_is_drawn_is_as_deep_as_its_bar(form):
    scene = reach_scene(PIT, form=form)
    panels = range(len(scene.panels))
    drawn = {
        role: sorted(float(t[:, 1].max()) for i in panels for t in things(scene, role, panel=i))
        for role in ("reach_bar", "cuff", "heated", "hot_tip")
    }
    depths = {reach.short: reach.depth_mm for reach in reaches(PIT)}
    home = [r.depth_mm for r in reaches(PIT) if r.home]
    assert_allclose(drawn["reach_bar"], sorted(home))
    assert_allclose(drawn["cuff"], sorted([depths["Fractional Er:YAG"], depths["Fractional CO2"]]))
    assert_allclose(drawn["heated"], [depths["Non-ablative laser"]])
    assert_allclose(drawn["hot_tip"], [depths["RF needling"]])


def test_the_floor_of_the_scar_is_a_dashed_line_across_every_panel():
    for scar in SCARS.values():
        scene = reach_scene(scar)
        for i, panel in enumerate(scene.panels):
            line = things(scene, "cut_line", panel=i)[0]
            assert_allclose(line[:, 1], measure(scar).depth_mm, atol=1e-6)
            assert np.ptp(line[:, 0]) == pytest.approx(panel.window.width)
    assert STYLES["cut_line"].dash


def test_all_lanes_have_one_scale_and_every_name():
    for form in ("page", "phone"):
        scene = reach_scene(PIT, form=form)
        assert len({round(frame.x_scale, 6) for frame in lay_out(scene).frames}) == 1
        words = {text.words for text in lay_out(scene).texts}
        assert {reach.short for reach in reaches(PIT)} <= words


def test_names_in_the_reach_picture_do_not_touch():
    for form in ("page", "phone"):
        for scar in SCARS.values():
            rows = {}
            for text in lay_out(reach_scene(scar, form=form)).texts:
                rows.setdefault(round(text.y), []).append(text.extent())
            for row in rows.values():
                row.sort()
                assert all(a[1] <= b[0] + 1 for a, b in pairwise(row)), form


def test_scrubs_fall_short_and_the_sentence_says_where_the_floor_lies():
    said = sentence(reach_scene(PIT))
    assert "fractional CO2 0.9 mm" in said
    assert "the scar's floor lies at 1.6 mm" in said
    assert "As deep as the floor or deeper: TCA CROSS, Punch." in said


def test_what_falls_short_has_an_arrow_to_the_floor_and_says_by_how_much():
    scene = reach_scene(PIT)
    heads = [t for i in range(len(scene.panels)) for t in things(scene, "gap_head", panel=i)]
    floor = measure(PIT).depth_mm
    short = [r for r in reaches(PIT) if r.kind != "needle" and r.depth_mm < floor - 0.2]
    assert len(heads) == len(short)
    assert_allclose([head[:, 1].max() for head in heads], floor)
    words = [label.text for panel in scene.panels for label in panel.labels]
    assert words.count("1.5 mm short") == 3
    assert not things(reach_scene(TROUGH), "gap_head", panel=2)


def test_what_reaches_the_floor_is_told_by_role():
    told = {lab.text: lab.role for panel in reach_scene(PIT).panels for lab in panel.labels}
    assert told["TCA CROSS"] == told["Punch"] == "after"
    assert told["Retinoid"] == told["Fractional CO2"] == "ink"


@pytest.mark.parametrize("role", ["papillary_dermis", "papillary_edge", "reticular_dermis"])
def test_the_sides_of_the_dermis_are_upright(role):
    for panel in range(4):
        scene = reach_scene(PIT)
        window = scene.panels[panel].window
        for area in things(scene, role, panel=panel):
            for edge, end in ((window.left, area[:, 0].min()), (window.right, area[:, 0].max())):
                assert end == pytest.approx(edge, abs=1e-6)
                assert (np.abs(area[:, 0] - edge) < 1e-6).sum() == 2


def test_no_punch_is_drawn_over_a_scar_that_none_fits():
    scene = reach_scene(TROUGH)
    assert "No punch is wide enough" in sentence(scene)
    fits = reach_scene(PIT)

    def steel_in(picture):
        return sum(len(things(picture, "steel", panel=i)) for i in range(len(picture.panels)))

    assert steel_in(fits) - steel_in(scene) == 2


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="form is 'poster'"):
        reach_scene(PIT, form="poster")
