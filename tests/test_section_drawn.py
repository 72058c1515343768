"""The section in detail: what lies where, what can be left out, what is said, how large it is."""

import re
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

import toolkit
from toolkit import (
    TREATMENTS,
    Grid,
    Lesion,
    Plan,
    boxcar,
    form_scar,
    healthy,
    ice_pick,
    mixed,
    rolling,
    run_course,
    value,
)
from toolkit.drawing import draw, scars_scene, section_scene, sentence, svg
from toolkit.drawing.framing import scale_words
from toolkit.drawing.layout import lay_out
from toolkit.drawing.on_axes import path_vertices
from toolkit.drawing.outline import straightened
from toolkit.drawing.palette import colours, contrast
from toolkit.drawing.parts import PARTS, SHOWN
from toolkit.drawing.paths import UNITS_PER_MM, path_data
from toolkit.drawing.regions import columns_above, rows_above
from toolkit.drawing.scene import Shape
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.weave import repeats

SCAR = ice_pick(width_mm=1.2, depth_mm=1.6)
ROLLING = rolling()
FILLED = TREATMENTS["filler"]().apply(ROLLING)
COURSE = run_course(
    SCAR, Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=2, weeks_apart=4)
)
NODULE = form_scar(Lesion(depth_mm=1.6, radius_mm=2.2, height_mm=1.8, intensity=0.9, days=28))
THREE = mixed("ice_pick", "boxcar", "rolling")
BUNDLES = tuple(f"bundle_{n}" for n in range(1, 8))


def things(scene, *roles):
    """Every thing of some roles, as (points, 2) arrays."""
    shapes = [shape for panel in scene.panels for shape in panel.shapes if shape.role in roles]
    return [thing for shape in shapes for thing in shape.things]


def labels(scene):
    return [label.text for panel in scene.panels for label in panel.labels]


def middles(ribbons):
    return np.array([ribbon.mean(axis=0) for ribbon in ribbons])


# Collagen


@pytest.mark.parametrize("width_mm", [3.2, 4.2, 8.0])
def test_no_place_of_healthy_dermis_is_far_from_a_bundle(width_mm):
    """A gap as large as a bundle is long would read as loss."""
    scene = section_scene(healthy(), window_mm=(-width_mm / 2, width_mm / 2))
    along = np.concatenate([ribbon[:-1:2] for ribbon in things(scene, *BUNDLES)])
    x, z = np.meshgrid(np.linspace(-1.4, 1.4, 40), np.linspace(0.4, 1.5, 24))
    apart = np.hypot(x.reshape(-1, 1) - along[:, 0], z.reshape(-1, 1) - along[:, 1]).min(axis=1)
    assert apart.max() < 0.3 * scene.panels[0].window.coarseness


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ground_between_bundles_is_no_hole_but_lost_ground_is(theme):
    chosen = colours(theme)
    back, ground, edge, void = (
        chosen[name] for name in ("bundle_1", "reticular_top", "void_edge", "void")
    )
    assert contrast(back, ground) < 1.15
    assert contrast(ground, void) > 1.5
    assert contrast(ground, edge) > 1.2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_border_of_epidermis_and_dermis_can_be_seen(theme):
    chosen = colours(theme)
    line = min(contrast(chosen["basal"], chosen[name]) for name in ("epidermis", "papillary"))
    assert line > 2.4


@pytest.mark.parametrize("left", [0.9, 0.75, 0.5])
def test_bundles_become_fewer_with_collagen(left):
    whole = healthy()
    more, fewer = (
        len(things(section_scene(whole.with_fields(collagen=c * whole.collagen)), *BUNDLES))
        for c in (min(1.0, left + 0.1), left)
    )
    assert fewer < more


def test_bundles_that_are_left_in_a_scar_lie_in_disorder():
    whole = healthy()
    thin = whole.with_fields(collagen=0.8 * whole.collagen)

    def steep(section):
        ribbons = things(section_scene(section, window_mm=(-2.0, 2.0)), *BUNDLES)
        run = np.array([ribbon[(len(ribbon) - 3) // 2 + 1] - ribbon[0] for ribbon in ribbons])
        return np.mean(np.degrees(np.arctan2(np.abs(run[:, 1]), np.abs(run[:, 0]))) > 40)

    assert steep(whole) == 0
    assert steep(thin) > 0.1


def test_dark_ground_lies_only_where_collagen_is_lost():
    tissue = Tissue.of(boxcar())
    scene = section_scene(boxcar())
    rows = np.array(things(scene, "void"))
    assert len(rows) > 3
    ends = rows.reshape(-1, 2)
    lost = 1 - tissue.at(tissue.collagen, ends[:, 0], tissue.reference_z(*ends.T))
    assert lost.min() > 0.1
    assert not things(section_scene(healthy()), "void", "void_edge", "repair")


def test_young_threads_lie_in_cups_between_the_new_floor_and_the_old_one():
    """In what has filled a pit no thread is steeper than the old wall or flatter than the skin."""
    section = COURSE.sections[-1]
    now, old = Tissue.of(section), Tissue.of(SCAR)
    threads = np.array(things(section_scene(section, before=SCAR), "young_fibre"))
    middle = (threads[:, 0] + 2 * threads[:, 1] + threads[:, 2]) / 4
    x, z = middle.T
    filled = (z > -now.height(x)) & (z < -old.height(x))
    assert filled.sum() > 20
    run = (threads[:, 2] - threads[:, 0])[filled]
    angle = np.degrees(np.arctan(run[:, 1] / run[:, 0]))

    def slope(tissue, step=0.06):
        rise = tissue.height(x[filled] - step) - tissue.height(x[filled] + step)
        return np.degrees(np.arctan(rise / (2 * step)))

    low, high = np.sort([slope(now), slope(old)], axis=0)
    assert np.mean((angle > low - 9) & (angle < high + 9)) > 0.9
    # Left and right they lean towards the middle, so each line is a cup.
    side = np.abs(x[filled]) > 0.12
    assert np.mean(np.sign(angle[side]) == -np.sign(x[filled][side])) > 0.9


def test_young_threads_do_not_thin_out_in_the_middle():
    whole = healthy()
    young = whole.with_fields(young=(0.5 * whole.collagen).astype(np.float32))
    threads = np.array(things(section_scene(young, window_mm=(-2.0, 2.0)), "young_fibre"))
    count = np.histogram(threads[:, 1, 0], bins=8, range=(-2, 2))[0]
    assert count.min() > 0.6 * count.max()


def test_a_papillary_band_is_thin_in_a_scar():
    scene = section_scene(boxcar(depth_mm=0.6))
    (lower,) = things(scene, "reticular_dermis")
    surface = things(scene, "corneum")[0]

    def thick(x):
        top = np.interp(x, *surface[np.argsort(surface[:, 0])].T)
        edge = lower[: len(lower) - 2]
        return edge[np.abs(edge[:, 0] - x).argmin(), 1] - top

    assert thick(0.0) < 0.6 * thick(-2.4)


def test_ridges_flatten_over_a_scar_that_has_been_filled_by_repair():
    """A level surface over young collagen is a scar still."""
    whole = healthy()
    here = (np.abs(whole.grid.x_mm) < 0.6) & (whole.grid.z_mm[:, None] < 0.4)
    young = np.where(here, 0.25, 0).astype(np.float32)
    scene = section_scene(whole.with_fields(young=young), window_mm=(-2.0, 2.0))
    (border,), (surface,) = things(scene, "basal_line"), things(scene, "corneum")
    thick = border[:, 1] - np.interp(border[:, 0], *surface.T)
    inside, outside = np.abs(border[:, 0]) < 0.4, np.abs(border[:, 0]) > 1.3
    assert np.ptp(thick[inside]) < 0.3 * np.ptp(thick[outside])


# Follicles, vessels, bands, gel, elastic fibres


@pytest.mark.parametrize("scar", [SCAR, boxcar(), boxcar(width_mm=4.0), ROLLING, NODULE, THREE])
def test_no_follicle_gland_or_muscle_lies_in_a_scar(scar):
    tissue = Tissue.of(scar)
    for thing in things(section_scene(scar), "sheath", "gland", "muscle"):
        inside = thing[(thing[:, 0] > tissue.left_mm) & (thing[:, 0] < tissue.right_mm)]
        assert (tissue.at(tissue.old, inside[:, 0], np.maximum(inside[:, 1], 0.1)) > 0.8).all()


def test_no_follicle_stands_in_repaired_dermis_under_a_level_surface():
    whole = healthy()
    deep = (whole.grid.z_mm[:, None] > 0.9) & (whole.grid.z_mm[:, None] < 1.1)
    young = np.where(deep & (whole.grid.x_mm > 1.0), 0.25, 0).astype(np.float32)
    repaired = whole.with_fields(young=young)
    assert np.abs(Tissue.of(repaired).surface_mm).max() < 0.03
    axes = [tube[:, 0].mean() for tube in things(section_scene(repaired), "sheath")]
    assert len(axes) == 1
    assert axes[0] < 0


def test_a_follicle_stands_beside_an_ice_pick_scar():
    assert things(section_scene(SCAR), "sheath")


def test_no_capillary_loop_stands_in_a_scar():
    for scar in (SCAR, boxcar(), ROLLING):
        tips = np.array([loop[-1] for loop in things(section_scene(scar), "capillary")])
        tissue = Tissue.of(scar)
        assert (np.abs(tissue.height(tips[:, 0])) < 0.1).all()


@pytest.mark.parametrize("half_mm", [1.6, 2.0, 2.5, 4.0])
def test_muscles_are_whole_and_their_name_points_at_one(half_mm):
    scene = section_scene(healthy(), window_mm=(-half_mm, half_mm))
    muscles = things(scene, "muscle")
    for muscle in muscles:
        assert np.abs(muscle[:, 0]).max() < half_mm
    named = [lab.at for lab in scene.panels[0].labels if lab.text == "Arrector muscle"]
    assert len(named) == min(1, len(muscles))
    for place in named:
        apart = min(np.hypot(*(muscle - place).T).min() for muscle in muscles)
        assert apart < 0.12


@pytest.mark.parametrize("section", [healthy(), SCAR, boxcar(), ROLLING, THREE])
@pytest.mark.parametrize("labels", ["page", "phone"])
def test_every_leader_ends_in_its_panel(section, labels):
    for panel in section_scene(section, labels=labels).panels:
        for label in panel.labels:
            x, z = label.at
            assert panel.window.left < x < panel.window.right
            assert panel.window.top < z < panel.window.bottom


def test_each_stretch_of_plexus_is_joined_to_the_deep():
    """Stems go down to the fat; none ends in the middle of whole dermis."""
    scene = section_scene(healthy(), window_mm=(-2.0, 2.0))
    stems = [line for line in things(scene, "arteriole", "venule") if np.ptp(line[:, 1]) > 0.5]
    assert len(stems) > 2
    skin_mm = healthy().layers.skin_mm
    assert all(stem[:, 1].max() > skin_mm - 0.1 for stem in stems)
    level = [line for line in things(scene, "arteriole", "venule") if np.ptp(line[:, 1]) < 0.5]
    assert all(min(np.abs(line - stem[0]).sum(1).min() for line in level) < 0.01 for stem in stems)


def test_bands_have_a_waist_and_open_like_fans():
    ribbons = np.array(things(section_scene(ROLLING), "tether", "tether_back"))
    one = ribbons[np.abs(ribbons[:, 2, 0]) < 0.2]
    top, waist, bottom = (np.ptp(one[:, i, 0]) for i in (0, 2, 3))
    assert waist < 0.4 * min(top, bottom)


def test_the_skin_behind_has_no_hard_edge_at_the_sides():
    scene = section_scene(SCAR)
    window = scene.panels[0].window
    (left,), (right,) = things(scene, "fade_left"), things(scene, "fade_right")
    assert left[:, 0].min() == window.left
    assert right[:, 0].max() == window.right
    tissue = Tissue.of(SCAR)
    for fade in (left, right):  # over the skin and not on it
        assert (fade[:, 1] < -tissue.height(fade[:, 0]) + 0.02).all()


def test_each_capillary_loop_is_joined_to_the_plexus():
    scene = section_scene(healthy(), window_mm=(-2.0, 2.0))
    for limbs, vessels in (("capillary", "arteriole"), ("capillary_back", "venule")):
        lines = things(scene, vessels)
        feet = [limb[0] for limb in things(scene, limbs)]
        assert feet
        for foot in feet:
            z = [np.interp(foot[0], *line[np.argsort(line[:, 0])].T) for line in lines]
            assert np.abs(np.array(z) - foot[1]).min() < 0.03


def test_both_limbs_of_a_loop_meet_at_its_tip():
    scene = section_scene(healthy())
    ups, downs = (things(scene, role) for role in ("capillary", "capillary_back"))
    assert_allclose([limb[-1] for limb in ups], [limb[-1] for limb in downs])


def test_gel_is_drawn_where_the_filler_is():
    tissue = Tissue.of(FILLED)
    (gel,) = things(section_scene(FILLED), "gel")
    middle = gel.mean(axis=0)
    there = tissue.at(tissue.filler, middle[0], tissue.reference_z(*middle))
    assert there > 0.5 * tissue.filler.max()
    assert "Filler" in labels(section_scene(FILLED))
    assert "gel" in sentence(section_scene(FILLED))
    assert not things(section_scene(ROLLING), "gel", "gel_shine")


def test_elastic_fibres_are_drawn_only_if_asked_for():
    assert "elastic_fibre" not in section_scene(healthy()).roles
    scene = section_scene(SCAR, show=(*SHOWN, "elastin"))
    tissue = Tissue.of(SCAR)
    middle = np.array([fibre[2] for fibre in things(scene, "elastic_fibre")])
    assert len(middle) > 30
    assert (tissue.at(tissue.old, *middle.T) > 0.75).all()
    assert "Elastic fibre" in labels(scene)


def test_redness_lies_as_a_faint_veil_over_the_red_skin_alone():
    whole = healthy()
    red = np.where(whole.grid.x_mm > 0.5, 0.3, 0.0).astype(np.float32)
    (veil,) = things(section_scene(whole.with_fields(redness=red)), "flush")
    assert veil[:, 0].min() == pytest.approx(0.5, abs=0.05)
    assert not things(section_scene(whole), "flush", "tan")


# Parts, stretch, what acts


@pytest.mark.parametrize("part", PARTS)
def test_a_switch_removes_exactly_its_roles(part):
    every = section_scene(FILLED, before=ROLLING, show=tuple(PARTS), window_mm=(-4.0, 4.0))
    rest = tuple(other for other in PARTS if other != part)
    fewer = section_scene(FILLED, before=ROLLING, show=rest, window_mm=(-4.0, 4.0))
    assert every.roles - fewer.roles == every.roles & set(PARTS[part])
    assert fewer.roles <= every.roles
    kept = [shape.role for shape in every.panels[0].shapes if shape.role not in PARTS[part]]
    assert [shape.role for shape in fewer.panels[0].shapes] == kept


@pytest.mark.parametrize(
    "part, begins",
    [
        ("filler", "gel"),
        ("bands", "tether"),
        ("fat", "fat_l"),
        ("fat", "fat_w"),
        ("fat", "fat_n"),
        ("vessels", "capillary"),
        ("vessels", "vein"),
        ("adnexa", "gland"),
        ("adnexa", "muscle"),
        ("young", "young"),
        ("collagen", "papillary_fibre"),
    ],
)
def test_nothing_of_a_part_that_is_left_out_stays_behind(part, begins):
    every, rest = tuple(PARTS), tuple(other for other in PARTS if other != part)
    for section, before in ((FILLED, ROLLING), (COURSE.sections[-1], SCAR), (healthy(), None)):
        roles = section_scene(section, before=before, show=rest).roles
        assert not [role for role in roles if role.startswith(begins)]
    drawn = section_scene(FILLED, show=every).roles | section_scene(healthy(), show=every).roles
    drawn |= section_scene(COURSE.sections[-1], before=SCAR, show=every).roles
    assert [role for role in drawn if role.startswith(begins)]


def test_every_role_of_a_part_is_drawn_by_some_section():
    drawn = section_scene(FILLED, show=tuple(PARTS)).roles
    drawn |= section_scene(healthy()).roles | section_scene(COURSE.sections[-1], before=SCAR).roles
    assert {role for roles in PARTS.values() for role in roles} <= drawn


def test_what_is_not_shown_is_not_named():
    named = set(labels(section_scene(ROLLING, show=("collagen",))))
    assert not named & {"Fibrous bands", "Artery and vein", "Fat lobule", "Hair follicle"}


def test_an_unknown_part_is_refused_with_the_nearest_name():
    with pytest.raises(ValueError, match="show holds 'vessel'; did you mean 'vessels'"):
        section_scene(SCAR, show=("collagen", "vessel"))


def test_unknown_labels_are_refused_with_the_nearest_name():
    with pytest.raises(ValueError, match="labels is 'phones'; did you mean 'phone'"):
        section_scene(SCAR, labels="phones")


@pytest.mark.parametrize("stretch", [1.5, 2.0, 3.0])
def test_stretch_makes_depth_larger_and_leaves_width_alone(stretch):
    plain, deep = (
        lay_out(section_scene(SCAR, layers=False, stretch=s)).frames[0] for s in (1.0, stretch)
    )

    def run(frame, a, b):
        return np.subtract(frame.place(*b), frame.place(*a))

    across, down = ((0, 0), (1, 0)), ((0, 0), (0, 1))
    assert_allclose(run(deep, *across), run(plain, *across))
    assert_allclose(run(deep, *down), stretch * run(plain, *down))


def test_the_ruler_of_a_stretched_picture_is_right():
    paper = lay_out(section_scene(SCAR, stretch=2.0))
    frame = paper.frames[0]
    (one,) = (text for text in paper.texts if text.words == "1" and text.anchor == "end")
    assert one.y == pytest.approx(frame.place(0, 1.0)[1], abs=5)


def test_a_stretched_svg_has_its_depths_stretched():
    numbers = []
    for stretch in (1.0, 2.0):
        frame = lay_out(section_scene(SCAR, stretch=stretch)).frames[0]
        shape = next(s for s in frame.panel.shapes if s.role == "artery")
        start = re.match(r"M(\d+) (\d+)", path_data(shape, frame))
        numbers.append([int(n) for n in start.groups()])
    (x, z), (x2, z2) = numbers
    assert x2 == x
    assert z2 == pytest.approx(2 * z, abs=1)


@pytest.mark.parametrize("form", ["page", "phone", "none"])
def test_a_stretched_picture_says_so_on_the_picture_and_in_the_sentence(form):
    scene = section_scene(SCAR, stretch=2.0, labels=form)
    assert "depth is drawn twice as large" in scene.second
    assert "depth is drawn twice as large" in sentence(scene)
    assert "depth is drawn" not in sentence(section_scene(SCAR, labels=form))


@pytest.mark.parametrize("stretch", [0.9, 3.1, float("nan"), (2.0,)])
def test_a_stretch_outside_its_range_is_refused(stretch):
    with pytest.raises(ValueError, match="stretch is"):
        section_scene(SCAR, stretch=stretch)


def test_true_scale_is_said_with_what_is_drawn_larger():
    assert "0.1 mm" in scale_words(1.0)
    assert "true scale" in scale_words(1.0).lower()


def test_what_acts_is_painted_over_the_skin_and_under_the_first_profile():
    needle = Shape("hair", "line", np.array([[[0.0, -0.2], [0.0, 1.0]]]))
    scene = section_scene(COURSE.sections[-1], before=SCAR, acting=(needle,))
    shapes = scene.panels[0].shapes
    place = next(i for i, shape in enumerate(shapes) if shape is needle)
    roles = [shape.role for shape in shapes]
    assert roles.index("corneum") < place < roles.index("ghost")


# Several scars in one slice


def test_each_of_several_scars_has_its_name_over_it():
    scene = section_scene(THREE)
    spans = scene.panels[0].spans
    assert [span.text for span in spans] == ["Ice pick scar", "Boxcar scar", "Rolling scar"]
    assert all(one.right_mm < other.left_mm for one, other in pairwise(spans))
    window = scene.panels[0].window
    assert window.left < spans[0].left_mm
    assert spans[-1].right_mm < window.right
    assert "Three dips from left to right: ice pick scar" in sentence(scene)


def test_a_scar_that_was_treated_keeps_the_name_it_had():
    filled = run_course(
        THREE, Plan.every(TREATMENTS["tca_cross"](), sessions=3, weeks_apart=6), follow_up_weeks=26
    ).sections[-1]
    spans = section_scene(filled, before=THREE).panels[0].spans
    first = section_scene(THREE).panels[0].spans
    assert [span.text for span in spans] == ["Was an ice pick scar", "Boxcar scar", "Rolling scar"]
    assert [span.left_mm for span in spans] == [span.left_mm for span in first]
    assert "ice pick scar, 1.6 mm deep, now 0.3" in sentence(section_scene(filled, before=THREE))


def test_a_mix_on_a_phone_has_a_named_panel_for_each_scar_at_one_scale():
    scene = section_scene(THREE, labels="phone")
    heads = [panel.head for panel in scene.panels]
    assert heads == ["Ice pick scar", "Boxcar scar", "Rolling scar"]
    frames = lay_out(scene).frames
    assert len({round(frame.x_scale, 6) for frame in frames}) == 1
    whole = lay_out(section_scene(THREE), width_px=370).frames[0]
    assert frames[0].x_scale > 2 * whole.x_scale
    assert all(frame.right <= 370 for frame in lay_out(scene, width_px=370).frames)


def test_a_mix_of_which_one_scar_is_left_says_level_in_the_other_panels():
    planing = Plan.every(TREATMENTS["ablative_laser"](), sessions=2, weeks_apart=20)
    acid = Plan.every(TREATMENTS["tca_cross"](), sessions=4, weeks_apart=6)
    now = run_course(THREE, acid.then(planing, weeks_later=8)).sections[-1]
    scene = section_scene(now, before=THREE, labels="phone")
    told = [[label.text for label in panel.labels] for panel in scene.panels]
    assert told[:2] == [["level"], ["level"]]
    assert told[2][0].endswith("mm deep")
    for panel in scene.panels:
        assert all(panel.window.left < lab.at[0] < panel.window.right for lab in panel.labels)
        assert "ghost" in {shape.role for shape in panel.shapes}


def test_scars_beside_each_other_are_round_only_in_their_own_piece():
    """What lies behind one scar must not come from the axis of its neighbour."""
    scene = scars_scene([SCAR, ROLLING, toolkit.pore()])
    for step in things(scene, "behind_step"):
        assert np.abs(np.diff(step[:-2, 1])).max() < 0.9
    pieces = Tissue.of(SCAR).cropped(-1.2, 1.2)
    assert_allclose(pieces.axes, [(-1.2, 1.2, 0.0)])


def test_a_slice_wider_than_the_weave_is_filled_to_its_edges():
    wide = healthy(Grid(width_mm=20, columns=400, rows=70))
    scene = section_scene(wide, window_mm=(-10, 10))
    window = scene.panels[0].window
    assert window.width > 18
    x = middles(things(scene, *BUNDLES))[:, 0]
    count = np.histogram(x, bins=6, range=(window.left, window.right))[0]
    assert count.min() > 0.4 * count.max()


# Ways out and sizes


@pytest.mark.parametrize("role", ["void_edge", "young_casing", "tether", "gel", "elastic_fibre"])
def test_svg_and_matplotlib_paint_the_same_places(role):
    young = {"section": COURSE.sections[-1], "before": SCAR}
    shown = young if role.startswith("young") else {"section": FILLED}
    scene = section_scene(**shown, show=tuple(PARTS))
    frame = lay_out(scene).frames[0]
    shape = next(s for s in frame.panel.shapes if s.role == role)
    window = frame.panel.window
    starts = re.findall(r"M(-?\d+) (-?\d+)", path_data(shape, frame))
    painted = np.array(starts, float) / UNITS_PER_MM + (window.left, window.top)
    vertices = [path_vertices(shape.kind, thing)[0][0] for thing in shape.things]
    assert_allclose(painted, vertices, atol=1 / UNITS_PER_MM)


def test_matplotlib_draws_every_part():
    figure = pytest.importorskip("matplotlib.figure").Figure()
    scene = section_scene(FILLED, before=ROLLING, show=tuple(PARTS), stretch=2.0)
    assert draw(scene, figure.add_subplot()).collections


#: Windows of the live explorers, on a phone and on a page. [mm]
LIVE = {
    "ice_pick": (1.3, 2.1),
    "boxcar": (2.1, 2.7),
    "rolling": (2.9, 4.8),
    "pore": (1.3, 2.1),
}


@pytest.mark.parametrize("kind", LIVE)
@pytest.mark.parametrize("wide", ["low", "typical", "high"])
@pytest.mark.parametrize("deep", ["low", "typical", "high"])
def test_a_live_section_stays_below_sixty_kilobytes_at_every_end_of_the_sliders(kind, wide, deep):
    rows = value(f"{kind}_width"), value(f"{kind}_depth{'_drawn' * (kind == 'ice_pick')}")
    try:
        scar = getattr(toolkit, kind)(
            width_mm=getattr(rows[0], wide), depth_mm=getattr(rows[1], deep)
        )
    except ValueError:
        pytest.skip("no scar of this kind has this size")
    for half, form in zip(LIVE[kind], ("phone", "page"), strict=True):
        scene = section_scene(scar, window_mm=(-half, half), labels=form, layers=False)
        assert len(svg(scene)) < 60_000


@pytest.mark.parametrize("name", sorted(TREATMENTS))
def test_a_treated_section_stays_below_sixty_kilobytes(name):
    before = boxcar(width_mm=1.5, depth_mm=0.9)
    after = TREATMENTS[name]().apply(before)
    scene = section_scene(after, before=before, window_mm=(-2.7, 2.7), layers=False)
    assert len(svg(scene)) < 60_000


def test_every_clip_of_a_picture_is_used():
    text = svg(section_scene(SCAR))
    clips = set(re.findall(r'<clipPath id="([^"]+)"', text))
    used = set(re.findall(r'clip-path="url\(#([^)]+)\)"', text))
    assert clips == used


# The small tools


def test_rows_above_a_level_end_where_the_field_crosses_it():
    x, z = np.linspace(0, 1, 11), np.array([0.0, 1.0])
    field = np.stack([x, np.zeros(11)])
    (row,) = rows_above(field, 0.55, x, z)
    assert_allclose(row, [[0.55, 0.0], [1.0, 0.0]])


def test_two_stretches_of_one_row_stay_apart():
    x = np.arange(6.0)
    field = np.array([[1.0, 1.0, 0.0, 0.0, 1.0, 1.0]])
    assert len(rows_above(field, 0.5, x, np.zeros(1))) == 2


def test_columns_above_a_level_close_around_it():
    x, z = np.linspace(-1, 1, 41), np.linspace(-1, 1, 41)
    disc = 1 - np.hypot(*np.meshgrid(x, z))
    (ring,) = columns_above(disc, 0.5, x, z)
    radius = np.hypot(*ring.T)
    assert np.abs(radius - 0.5).max() < 0.03


def test_a_straight_line_needs_only_its_ends():
    line = np.column_stack([np.linspace(0, 1, 50), np.linspace(0, 2, 50)])
    assert_allclose(straightened(line), [[0, 0], [1, 2]])


def test_a_straightened_line_stays_near_the_line():
    x = np.linspace(0, 6, 400)
    line = np.column_stack([x, 0.4 * np.sin(x)])
    kept = straightened(line)
    assert len(kept) < 0.4 * len(line)
    assert np.abs(np.interp(x, *kept.T) - line[:, 1]).max() < 0.005


def test_skin_that_comes_again_is_moved_by_whole_rounds():
    x = np.array([-7.0, 0.0, 7.0])
    which, by = repeats(x, 6.0, 20.0)
    assert_allclose(np.sort(x[which] + by[:, 0]), [7.0, 9.0, 16.0])
