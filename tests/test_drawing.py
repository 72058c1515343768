"""Pictures are drawn from the model's own fields: scenes are measured here, never pixels."""

import re

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
    pore,
    rolling,
    run_course,
)
from toolkit.drawing import (
    before_after_scene,
    scars_scene,
    section_scene,
    sentence,
    svg,
)
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.vessels import BAND_ROOM_MM

SCAR = ice_pick(width_mm=1.2, depth_mm=1.6)
SHALLOWER = ice_pick(width_mm=1.2, depth_mm=1.0)
ACID = TREATMENTS["tca_cross"](percent=100)
FROSTED = ACID.apply(SCAR)
COURSE = run_course(SCAR, Plan.every(ACID, sessions=1, weeks_apart=4), follow_up_weeks=4)
CRUSTED = COURSE.section_at(week=6 / 7)


def things(scene, *roles):
    """Every thing of some roles, as (points, 2) arrays."""
    shapes = [shape for panel in scene.panels for shape in panel.shapes if shape.role in roles]
    return [thing for shape in shapes for thing in shape.things]


def bundles(scene):
    return things(scene, *(f"bundle_{n}" for n in range(1, 8)))


def test_fewer_bundles_are_drawn_where_collagen_is_lost():
    whole = healthy()
    thin = whole.with_fields(collagen=0.6 * whole.collagen)
    window = (-2.0, 2.0)
    full, fewer = (len(bundles(section_scene(s, window_mm=window))) for s in (whole, thin))
    assert 0.2 * full < fewer < 0.7 * full


def test_every_bundle_is_drawn_in_healthy_skin():
    whole = healthy()
    more = whole.with_fields(collagen=1.0 + 0 * whole.collagen)
    scene, again = (section_scene(s, window_mm=(-2.0, 2.0)) for s in (whole, more))
    assert len(bundles(scene)) == len(bundles(again)) > 150


def test_no_bundle_has_its_middle_in_the_open_pit():
    scene = section_scene(SCAR)
    tissue = Tissue.of(SCAR)
    middles = np.array([thing.mean(axis=0) for thing in bundles(scene)])
    assert (middles[:, 1] > -tissue.height(middles[:, 0])).all()


def test_fibres_are_clipped_to_the_skin():
    panel = section_scene(SCAR).panels[0]
    fibres = [s for s in panel.shapes if s.role.startswith(("bundle", "young", "papillary_f"))]
    assert fibres
    assert {shape.clip for shape in fibres} == {"dermis"}
    floor = panel.clips["dermis"]
    middle = floor[np.abs(floor[:, 0]).argmin(), 1]
    assert middle > 1.6


def test_new_threads_lie_only_where_collagen_has_grown():
    scene = section_scene(SHALLOWER, before=SCAR)
    grown = Tissue.of(SHALLOWER).since(Tissue.of(SCAR))
    threads = np.array(things(scene, "young_fibre"))
    assert len(threads) > 20
    middle = (threads[:, 0] + 2 * threads[:, 1] + threads[:, 2]) / 4
    there = grown.at(grown.young, middle[:, 0], grown.reference_z(middle[:, 0], middle[:, 1]))
    assert (there > 0.03).all()


def test_skin_that_has_not_changed_shows_no_new_threads():
    assert not things(section_scene(SCAR, before=SCAR), "young_fibre", "ghost")


def test_the_first_profile_is_dashed_where_the_surface_has_moved():
    (ghost,) = things(section_scene(SHALLOWER, before=SCAR), "ghost")
    assert ghost[:, 1].max() == pytest.approx(1.6, abs=0.05)


def test_ruler_ticks_stand_at_whole_millimetres():
    ticks = section_scene(healthy()).panels[0].left_ticks
    assert ticks.at[:3] == (0.0, 1.0, 2.0)
    assert ticks.texts[:3] == ("0", "1", "2")
    assert ticks.minor[:2] == (0.5, 1.5)


def test_the_layers_add_up_to_the_skin():
    section = healthy(site="temple")
    brackets = section_scene(section).panels[0].brackets
    assert brackets[0].top_mm == 0
    assert [a.bottom_mm for a in brackets[:-1]] == [b.top_mm for b in brackets[1:]]
    assert brackets[3].bottom_mm == pytest.approx(section.layers.skin_mm)


def test_a_millimetre_is_as_long_down_as_across():
    text = svg(section_scene(SCAR, window_mm=(-2.0, 2.0)))
    (place,) = re.findall(r"scale\(([^)]*)\)", text)
    assert " " not in place


def test_a_round_scar_is_drawn_as_its_mirror_image():
    tissue = Tissue.of(SCAR)
    assert_allclose(tissue.surface_mm, tissue.surface_mm[::-1])
    assert tissue.x_mm[0] == pytest.approx(-tissue.x_mm[-1])


def test_joined_scars_keep_their_depths():
    scene = scars_scene([SCAR, boxcar(), rolling()], names=["one", "two", "three"])
    surface = things(scene, "corneum")[0]
    for span, scar in zip(scene.panels[0].spans, (SCAR, boxcar(), rolling()), strict=True):
        inside = (surface[:, 0] > span.left_mm) & (surface[:, 0] < span.right_mm)
        assert surface[inside, 1].max() == pytest.approx(measure(scar).depth_mm, abs=0.02)


def test_a_rolling_scar_shows_its_bands():
    assert len(things(section_scene(rolling()), "tether", "tether_back")) > 10


def test_bands_are_cut_in_two_when_their_pull_is_gone():
    before = rolling()
    after = before.with_fields(tether_mm=0 * before.tether_mm)
    uncut, cut = (things(section_scene(s, before=before), "tether") for s in (before, after))

    # A whole strand runs from the dermis to the fat; each half of a cut one does not.
    height = max(np.ptp(strand[:, 1]) for strand in cut)
    assert len(cut) == 2 * len(uncut)
    assert min(np.ptp(strand[:, 1]) for strand in uncut) > 2 * height
    upper, lower = cut[0], cut[1]
    assert lower[:, 1].min() - upper[:, 1].max() > 0.1


@pytest.mark.parametrize("depth_mm", [0.8, 1.6])
def test_the_sentence_says_the_measured_depth(depth_mm):
    scar = ice_pick(width_mm=1.0, depth_mm=depth_mm)
    assert f"{depth_mm:.1f} mm deep" in sentence(section_scene(scar))


def test_the_sentence_of_a_pair_says_both_depths():
    words = sentence(before_after_scene(SCAR, SHALLOWER))
    assert "was 1.6 mm deep" in words
    assert "now it is 1.0 mm deep" in words


def test_a_phone_shows_at_most_three_labels_and_three_millimetres():
    panel = section_scene(SHALLOWER, before=SCAR, labels="phone").panels[0]
    assert 1 <= len(panel.labels) <= 3
    assert panel.window.width == pytest.approx(3.2)


def test_a_window_outside_the_skin_is_refused():
    with pytest.raises(ValueError, match=r"window_mm is \(-9, 1\); it must lie within -4 to 4 mm"):
        section_scene(SCAR, window_mm=(-9, 1))


def test_an_unknown_kind_of_labels_is_refused():
    with pytest.raises(ValueError, match="labels is 'many'"):
        section_scene(SCAR, labels="many")


def test_scars_need_one_name_each():
    with pytest.raises(ValueError, match="names is"):
        scars_scene([SCAR, SCAR], names=["one"])


def test_sections_of_two_grids_are_no_pair():
    with pytest.raises(ValueError, match="after has the grid"):
        before_after_scene(SCAR, rolling())


def words(scene):
    return [label.text for panel in scene.panels for label in panel.labels]


def test_frost_lies_only_where_the_acid_has_killed():
    tissue = Tissue.of(FROSTED)
    veils = things(section_scene(FROSTED, before=SCAR), "frost")
    assert len(veils) > 4
    whitest = min(veils, key=lambda veil: np.ptp(veil[:, 0]) * np.ptp(veil[:, 1]))
    inner = whitest[whitest[:, 1] > 0.1 - tissue.height(whitest[:, 0])]
    assert len(inner) > 5
    assert (tissue.at(tissue.signal, inner[:, 0], inner[:, 1]) > 0.14).all()
    for veil in veils:
        inner = veil[veil[:, 1] > 0.1 - tissue.height(veil[:, 0])]
        assert (tissue.at(tissue.signal, inner[:, 0], inner[:, 1]) > 0.04).all()


@pytest.mark.parametrize("scar", [SCAR, boxcar(), ice_pick(width_mm=0.4, depth_mm=1.2)])
def test_just_after_the_acid_there_is_frost_and_no_crust(scar):
    scene = section_scene(ACID.apply(scar), before=scar)
    assert not things(scene, "crust", "crust_edge")
    assert words(scene).count("Frost: dead tissue") == 1
    assert things(scene, "frost")
    assert "frost" in sentence(before_after_scene(scar, ACID.apply(scar)))


def test_days_later_a_crust_lies_in_the_pit_under_the_surface():
    scene = section_scene(CRUSTED, before=SCAR)
    tissue = Tissue.of(CRUSTED)
    crumbs = np.concatenate(things(scene, "crust"))
    assert (crumbs[:, 1] > 0.1).all()
    assert (crumbs[:, 1] < 0.04 - tissue.height(crumbs[:, 0])).all()
    assert (tissue.at(tissue.clot, *crumbs.T) > 0.3).all()
    assert "Crust" in words(scene)
    assert "crust" in sentence(scene)


def test_frost_and_crust_are_gone_after_weeks():
    scene = section_scene(COURSE.sections[-1], before=SCAR)
    assert not things(scene, "frost", "frost_behind", "crust")
    assert not {"Crust", "Frost: dead tissue"} & set(words(scene))


@pytest.mark.parametrize("treatment", ["fractional_co2", "subcision"])
@pytest.mark.parametrize("scar", [SCAR, boxcar(), rolling()])
def test_only_acid_leaves_frost_and_crust(treatment, scar):
    scene = section_scene(TREATMENTS[treatment]().apply(scar), before=scar)
    assert not things(scene, "frost", "frost_behind", "crust")
    assert "frost" not in sentence(scene)


@pytest.mark.parametrize("collagen, most", [(0.9, 0.75), (0.8, 0.6)])
def test_the_first_losses_already_thin_the_weave(collagen, most):
    whole = healthy()
    thin = whole.with_fields(collagen=collagen * whole.collagen)
    full, fewer = (len(bundles(section_scene(s, window_mm=(-2.0, 2.0)))) for s in (whole, thin))
    assert fewer < most * full


@pytest.mark.parametrize("scar", [SCAR, boxcar(), rolling()])
def test_fewer_bundles_points_where_no_bundle_has_its_middle(scar):
    scene = section_scene(scar)
    (label,) = (lab for lab in scene.panels[0].labels if lab.text == "Fewer bundles")
    middles = np.array([thing.mean(axis=0) for thing in bundles(scene)])
    assert np.hypot(*(middles - label.at).T).min() > 0.06
    sides = np.concatenate([np.delete(b, [1, (len(b) - 3) // 2 + 2], 0) for b in bundles(scene)])
    assert np.hypot(*(sides - label.at).T).min() > 0.04  # the dot measures 0.03 mm
    tissue = Tissue.of(scar)
    x, z = label.at
    assert tissue.at(tissue.collagen, x, tissue.reference_z(x, z)) < 0.97


@pytest.mark.parametrize("scenes", [scars_scene([pore(), boxcar(), rolling()])])
def test_no_band_runs_over_an_artery(scenes):
    arteries = np.concatenate(things(scenes, "artery"))
    strands = np.concatenate(things(scenes, "tether", "tether_back"))
    beside = strands[np.abs(strands[:, 1] - arteries[0, 1]) < 0.4]
    apart = np.abs(arteries[:, 0, None] + 0.1 - beside[:, 0])
    assert len(beside)
    assert apart.min() > 0.4 * BAND_ROOM_MM
