"""Skin from above: shadows fall where light says, colours where the model has them."""

import re
from dataclasses import replace
from io import BytesIO
from math import radians, tan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from toolkit import (
    LIGHTS,
    TREATMENTS,
    Light,
    Plan,
    boxcar,
    ice_pick,
    rolling,
    run_course,
    value,
    visibility,
)
from toolkit.drawing import (
    Placed,
    View,
    above_scene,
    draw,
    light_scene,
    patch,
    sentence,
    svg,
    views_scene,
)
from toolkit.drawing.above import picture_of
from toolkit.drawing.layout import lay_out
from toolkit.drawing.lit_surface import lit_surface
from toolkit.drawing.relief.patch import _patch
from toolkit.drawing.relief.skin import bare_skin
from toolkit.drawing.scene import Window
from toolkit.light import albedo, tint
from toolkit.surface import surface_mm

BRIGHTNESS = np.array([0.2126, 0.7152, 0.0722])
WIDE = Window(-4.0, 4.0, -0.25, 2.0)


def lamp(elevation_deg, azimuth_deg=180.0, ambient_share=0.1):
    return Light(elevation_deg=elevation_deg, azimuth_deg=azimuth_deg, ambient_share=ambient_share)


def alone(section, *, turn_deg=0.0, **more):
    """One scar in the middle of a patch, quite round or straight, and no large pores."""
    middle = Placed(section, 4.0, 3.0, turn_deg, exact=True)
    return patch([middle], **{"pores": 0, "width_mm": 8, "height_mm": 6, "seed": 2, **more})


def linear(patch_, light="window", skin_type=2):
    """The picture as linear light, (rows, columns, 3), as a screen gives it."""
    light = LIGHTS.get(light, light) if isinstance(light, str) else light
    coded = picture_of(patch_, light, skin_type).rgb / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def bright(*args, **named):
    return linear(*args, **named) @ BRIGHTNESS


def coloured(section, *, redness=0.0, pigment=0.0):
    """The same scar with colour where it is sunken."""
    sunk = (surface_mm(section) < -0.02).astype(section.redness.dtype)
    return section.with_fields(redness=redness * sunk, pigment=pigment * sunk)


# Geometry of light


@pytest.mark.parametrize("elevation_deg", [10, 15, 25])
def test_a_shadow_on_the_floor_is_as_long_as_the_wall_is_high_over_the_tangent(elevation_deg):
    lit = lit_surface(boxcar(depth_mm=0.4), lamp(elevation_deg), WIDE)
    first, end = lit.ends(lit.shaded[0])
    drop_mm = lit.z_mm[end] - lit.z_mm[first]
    assert drop_mm == pytest.approx(0.4, abs=0.06)
    assert lit.x_mm[end] - lit.x_mm[first] == pytest.approx(
        drop_mm / tan(radians(elevation_deg)), abs=0.06
    )


@pytest.mark.parametrize("elevation_deg", [15, 25])
def test_from_above_the_shadow_ends_where_the_section_says(elevation_deg):
    scar, light = boxcar(depth_mm=0.4), lamp(elevation_deg)
    lit = lit_surface(scar, light, WIDE)
    end_mm = lit.x_mm[lit.ends(lit.shaded[0])[1]] + 4.0
    picture = bright(alone(scar, px_per_mm=40), light=light)
    middle = picture[117:123].mean(axis=0)
    before, after = (int((end_mm + by) * 40) for by in (-0.25, 0.25))
    assert middle[before] < 0.75 * middle[after]


def test_shadow_lies_on_the_side_of_the_light():
    picture = bright(alone(boxcar()), light=lamp(30))
    floor = picture[75:105]
    assert floor[:, 85:100].mean() < 0.8 * floor[:, 140:155].mean()


def test_light_from_the_other_side_gives_the_mirror_image_of_a_pit():
    skin = alone(ice_pick())
    from_left, from_right = (bright(skin, light=lamp(35, azimuth)) for azimuth in (180, 0))
    pit = from_left[72:108, 102:138]
    mirrored = from_right[72:108, 102:138][:, ::-1]
    unmirrored = from_right[72:108, 102:138]
    assert np.abs(pit - mirrored).mean() < 0.35 * np.abs(pit - unmirrored).mean()


def test_light_from_the_top_turns_the_picture_of_a_pit():
    skin = alone(ice_pick())
    from_left, from_top = (bright(skin, light=lamp(35, azimuth)) for azimuth in (180, 90))
    pit = from_left[72:108, 102:138]
    turned = np.rot90(from_top[72:108, 102:138])
    assert np.abs(pit - turned).mean() < 0.35 * np.abs(pit - from_top[72:108, 102:138]).mean()


def test_light_from_straight_above_shows_a_round_pit_alike_on_all_sides():
    picture = bright(alone(boxcar()), light=lamp(90))
    left, right = picture[60:120, 75:120], picture[60:120, 120:165]
    assert left.mean() == pytest.approx(right.mean(), rel=0.03)


def test_side_light_makes_every_scar_look_worse():
    for scar in (ice_pick(), boxcar(), rolling()):
        skin = alone(scar)
        spread = [bright(skin, light=name).std() for name in ("overhead", "window", "raking")]
        assert spread == sorted(spread)


# Colour


@pytest.mark.parametrize("light", list(LIGHTS))
def test_skin_darkens_from_type_to_type_in_every_light(light):
    skin = patch(["boxcar"], seed=3, width_mm=6, height_mm=4)
    tones = [bright(skin, light=light, skin_type=one).mean() for one in range(1, 7)]
    assert tones == sorted(tones, reverse=True)


@pytest.mark.parametrize("skin_type", [1, 4, 6])
def test_flat_skin_is_as_bright_beside_paper_as_the_model_says_in_every_light(skin_type):
    skin = patch([], seed=4, pores=0, width_mm=6, height_mm=4)
    paper = [
        np.median(bright(skin, light=name, skin_type=skin_type)) / albedo(skin_type)
        for name in LIGHTS
    ]
    assert_allclose(paper, 1.1, rtol=0.06)  # pictures are exposed a tenth brighter


def test_redness_reddens_only_where_it_is():
    scar = boxcar()
    pale = linear(alone(scar), light="overhead")
    red = linear(alone(coloured(scar, redness=0.7)), light="overhead")
    hue = (red[..., 0] / red[..., 1]) / (pale[..., 0] / pale[..., 1])
    assert hue[75:105, 105:135].mean() > 1.1
    assert np.median(hue[:, :40]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("skin_type", [1, 3, 6])
@pytest.mark.parametrize("colour", [{"redness": 0.8}, {"pigment": 0.8}])
def test_colour_darkens_as_much_as_the_model_says(colour, skin_type):
    scar = boxcar()
    floor = (slice(80, 100), slice(110, 130))
    plain = bright(alone(scar), light="overhead", skin_type=skin_type)[floor].mean()
    now = bright(alone(coloured(scar, **colour)), light="overhead", skin_type=skin_type)[floor]
    said = tint(colour.get("redness", 0), colour.get("pigment", 0), skin_type=skin_type)
    assert now.mean() / plain == pytest.approx(float(said), rel=0.08)


def test_redness_shows_less_in_darker_skin():
    def reddening(skin_type):
        pair = (alone(boxcar()), alone(coloured(boxcar(), redness=0.8)))
        plain, red = (linear(one, light="overhead", skin_type=skin_type) for one in pair)
        floor = (slice(80, 100), slice(110, 130))
        ratio = [(one[floor][..., 0] / one[floor][..., 1]).mean() for one in (plain, red)]
        return ratio[1] / ratio[0]

    assert reddening(1) > reddening(6) > 1


# The patch


def test_the_same_seed_gives_the_same_skin():
    one = patch(["ice_pick", "rolling"], seed=7, width_mm=8, height_mm=6)
    _patch.cache_clear()
    bare_skin.cache_clear()
    again = patch([ice_pick(), "rolling"], seed=7, width_mm=8.0, height_mm=6.0)
    assert one is not again
    assert_array_equal(one.height_mm, again.height_mm)


def test_another_seed_gives_other_skin():
    one, other = (patch([], seed=seed, width_mm=4, height_mm=4) for seed in (1, 2))
    assert abs(np.corrcoef(one.height_mm.ravel(), other.height_mm.ravel())[0, 1]) < 0.5


def test_more_pixels_show_the_same_skin():
    coarse, fine = (
        patch(["boxcar"], seed=5, width_mm=5, height_mm=4, px_per_mm=px) for px in (20, 60)
    )
    averaged = fine.height_mm.reshape(80, 3, 100, 3).mean(axis=(1, 3))
    assert np.abs(averaged - coarse.height_mm).mean() < 0.003


def test_a_section_keeps_its_depth_from_above():
    for scar, depth_mm in ((ice_pick(depth_mm=1.2), 1.2), (boxcar(depth_mm=0.5), 0.5)):
        assert -alone(scar).height_mm.min() == pytest.approx(depth_mm, abs=0.1)


def test_the_fine_relief_of_skin_is_shallow():
    relief = patch([], seed=6, pores=0, width_mm=8, height_mm=6).skin.relief_mm
    assert np.percentile(relief, 99) - np.percentile(relief, 1) < 0.02
    assert relief.std() > 0.002


def test_as_many_pores_are_visible_as_asked():
    bare, pored = (patch([], seed=8, pores=n, width_mm=8, height_mm=6) for n in (0, 20))
    least = value("pore_width").low
    assert (bare.pores.width_mm >= least).sum() == 0
    large = pored.pores.but(pored.pores.width_mm < least)
    assert len(large.x_mm) == 20
    rows, columns = (large.y_mm * 30).astype(int), (large.x_mm * 30).astype(int)
    assert np.median(pored.height_mm[rows, columns]) < np.median(pored.height_mm) - 0.03


def test_a_large_pore_can_be_seen_even_in_flat_light():
    picture = bright(patch([], seed=8, pores=20, width_mm=8, height_mm=6), light="overhead")
    assert np.percentile(picture, 0.5) < 0.85 * np.median(picture)


def test_scars_lie_apart_and_inside():
    skin = patch(["ice_pick", "ice_pick", "boxcar", "pore"], seed=9)
    at = np.array([(one.x_mm, one.y_mm) for one in skin.scars])
    assert (at > 0).all()
    assert (at < (12, 8)).all()
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + 99 * np.eye(len(at))
    assert apart.min() > 1.5


def test_a_shallower_scar_at_a_later_week_throws_a_smaller_shadow():
    before = patch(["boxcar", "ice_pick"], seed=10, width_mm=8, height_mm=6)
    after = before.later([boxcar(depth_mm=0.2), ice_pick(depth_mm=0.8)])
    dark = [(bright(one, light="raking") < 0.2).sum() for one in (before, after)]
    assert dark[1] < 0.8 * dark[0]
    assert before.skin is after.skin
    assert [one.x_mm for one in before.scars] == [one.x_mm for one in after.scars]


def test_filler_lowers_the_contrast_of_a_rolling_scar():
    before = alone(rolling())
    filled = TREATMENTS["filler"]().apply(rolling())
    after = before.later([filled])
    assert bright(after, light="raking").std() < 0.8 * bright(before, light="raking").std()


def test_a_cream_changes_the_colour_and_hardly_the_relief():
    scar = coloured(boxcar(), redness=0.7)
    plan = Plan.every(TREATMENTS["topical"](agent="vitamin_c"), sessions=1, weeks_apart=1)
    now = run_course(scar, plan, follow_up_weeks=8).section_at(week=6)
    before, after = alone(scar), alone(scar).later([now])
    assert after.redness.max() < 0.8 * before.redness.max()
    assert np.abs(after.height_mm - before.height_mm).max() < 0.02


@given(st.integers(0, 2**20), st.sampled_from(["ice_pick", "boxcar", "rolling", "pore"]))
@settings(max_examples=8, deadline=None)
def test_every_seed_gives_skin_without_a_broken_number(seed, kind):
    skin = patch([kind], seed=seed, width_mm=7, height_mm=5, px_per_mm=12)
    for field in (skin.height_mm, skin.redness, skin.pigment, skin.plug):
        assert field.shape == (60, 84)
        assert np.isfinite(field).all()
        assert not field.flags.writeable


# Ways out


def test_a_jpeg_decodes_to_the_asked_size_and_nearly_the_same_colours():
    image = pytest.importorskip("PIL.Image")
    raster = picture_of(patch(["boxcar"], width_mm=6, height_mm=4), LIGHTS["window"], 3)
    again = image.open(BytesIO(raster.jpeg))
    assert again.size == (180, 120)
    off = np.asarray(again.convert("RGB")).astype(float) - raster.rgb
    assert np.abs(off).mean() < 4


def test_svg_and_matplotlib_show_the_same_pixels_in_the_same_place():
    figure = pytest.importorskip("matplotlib.figure").Figure()
    scene = above_scene(patch(["boxcar"], width_mm=6, height_mm=4))
    ax = draw(scene, figure.add_subplot())
    frame = lay_out(scene).frames[0]
    raster = frame.panel.shapes[0].points
    image = ax.images[0]
    assert_array_equal(image.get_array(), raster.rgb)
    x, y, wide, high = (
        float(n)
        for n in re.search(
            r'<image x="([-\d]+)" y="([-\d]+)" width="(\d+)" height="(\d+)"', svg(scene)
        ).groups()
    )
    scale = frame.x_scale / 250
    left, right, bottom, top = image.get_extent()
    in_svg = (x * scale, (x + wide) * scale, (y + high) * scale, y * scale)
    offset = (frame.left, frame.left, frame.top, frame.top)
    assert_allclose(np.add(in_svg, offset), (left, right, bottom, top), atol=0.2)


@pytest.mark.parametrize("light", list(LIGHTS))
@pytest.mark.parametrize("skin_type", [1, 3, 6])
def test_a_live_picture_stays_below_sixty_kilobytes(light, skin_type):
    skin = patch(["ice_pick", "ice_pick", "boxcar", "rolling", "pore"], seed=1)
    scene = above_scene(skin, light=light, skin_type=skin_type, form="phone", names=True)
    assert len(svg(scene, width_px=320)) < 60_000


def test_the_two_themes_show_the_same_skin():
    scene = above_scene(patch(["boxcar"], width_mm=6, height_mm=4))
    light, dark = (
        re.findall(r'href="(data:[^"]+)"', svg(scene, theme=t)) for t in ("light", "dark")
    )
    assert light == dark
    assert len(light) == 1


@pytest.mark.parametrize("width_px", [300, 390])
@pytest.mark.parametrize(
    "scene",
    [
        above_scene(patch(["ice_pick", "rolling"], seed=1), names=True, form="phone", title="Skin"),
        light_scene(boxcar(), labels="phone", title="Shadow"),
        light_scene(ice_pick(), light="overhead", labels="phone"),
    ],
)
def test_all_words_lie_on_the_paper(scene, width_px):
    paper = lay_out(scene, width_px=width_px)
    assert paper.texts
    for text in paper.texts:
        left, right = text.extent()
        assert left >= 0, text.words
        assert right <= paper.width, text.words


# What the picture says


def test_the_sentence_says_the_light_and_the_number_of_the_model():
    skin = alone(boxcar())
    said = sentence(above_scene(skin, light="raking", skin_type=4))
    number = visibility(boxcar(), light=LIGHTS["raking"], skin_type=4)
    assert "in raking light: it comes from the left, 15° above the skin" in said
    assert f"boxcar scar {number:.0f} %" in said
    assert "skin of type 4" in said.lower()


def test_a_trough_along_the_light_shows_less_than_one_across():
    across, along = (sentence(above_scene(alone(rolling(), turn_deg=turn))) for turn in (0, 90))
    numbers = [int(re.search(r"rolling scar (\d+) %", said)[1]) for said in (across, along)]
    assert numbers[1] < 0.5 * numbers[0]


def test_beside_each_other_every_view_says_its_number():
    skin = alone(ice_pick())
    scene = views_scene([View(patch=skin, light=name, head=name) for name in LIGHTS])
    assert sentence(scene).count("ice pick scar") >= 4
    assert len({panel.window for panel in scene.panels}) == 1


@pytest.mark.parametrize("azimuth_deg, side", [(180, -1), (0, 1)])
def test_the_compass_shows_the_lamp_on_its_side(azimuth_deg, side):
    scene = above_scene(alone(boxcar()), light=lamp(20, azimuth_deg))
    middle, sun = (
        next(s for s in scene.panels[0].shapes if s.role == role).things[0][:, 0].mean()
        for role in ("compass", "sun")
    )
    assert np.sign(sun - middle) == side


def test_a_lamp_straight_above_stands_in_the_middle_of_the_compass():
    scene = above_scene(alone(boxcar()), light=lamp(90))
    middle, sun = (
        next(s for s in scene.panels[0].shapes if s.role == role).things[0].mean(axis=0)
        for role in ("compass", "sun")
    )
    assert_allclose(middle, sun, atol=1e-9)


def test_the_tip_of_the_pencil_is_true_to_scale():
    scene = above_scene(alone(boxcar()))
    lead = next(s for s in scene.panels[0].shapes if s.role == "pencil_lead").things[0]
    tip = lead[:13]  # the round end, before the cone widens
    assert np.ptp(tip[:, 1]) == pytest.approx(value("pencil_tip_width").typical)


def test_section_and_picture_stand_on_one_scale():
    scene = light_scene(boxcar())
    panel = scene.panels[0]
    image = next(s for s in panel.shapes if s.kind == "image").points
    assert (image.left, image.left + image.width) == pytest.approx(
        (panel.window.left, panel.window.right), abs=2e-3
    )
    assert panel.aspect is None


def test_light_from_the_front_has_no_rays_in_the_section():
    with pytest.raises(ValueError, match="azimuth_deg is 90"):
        light_scene(boxcar(), light=lamp(20, 90))


def test_light_from_the_right_shades_the_right_wall():
    light = replace(LIGHTS["raking"], azimuth_deg=0)
    lit = lit_surface(boxcar(), light, WIDE)
    first, end = lit.ends(lit.shaded[0])
    assert lit.x_mm[first] > lit.x_mm[end]
    assert lit.x_mm[first] > 0.8


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"scars": ["ice_pik"]}, "did you mean 'ice_pick'"),
        ({"seed": -1}, "seed is -1"),
        ({"pores": 2.5}, "pores is 2.5"),
        ({"width_mm": float("nan")}, "width_mm is nan"),
        ({"px_per_mm": 500}, "px_per_mm is 500"),
        ({"width_mm": 60, "height_mm": 60, "px_per_mm": 100}, "must be smaller"),
    ],
)
def test_a_patch_that_is_not_possible_is_refused(wrong, message):
    with pytest.raises((ValueError, KeyError), match=message):
        patch(**wrong)


def test_later_needs_a_section_for_every_scar():
    with pytest.raises(ValueError, match="sections holds 0; it must hold 1"):
        alone(boxcar()).later([])
    with pytest.raises(ValueError, match="section 1 has another grid"):
        alone(boxcar()).later([rolling()])


@pytest.mark.parametrize(
    "wrong, message",
    [({"light": "candle"}, "light is 'candle'"), ({"skin_type": 7}, "skin_type is 7")],
)
def test_an_unknown_light_or_skin_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        above_scene(patch([], width_mm=3, height_mm=3), **wrong)
