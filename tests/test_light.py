"""Light held to what a pencil gives: ray and rim, slope and angle, symmetry, nothing on flat skin.

The depths are small whole numbers and the angles have known tangents; where nothing else is said
no light wanders under the skin and none comes from around.
"""

from math import cos, pi, sqrt, tan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import sections

from toolkit import LIGHTS, Grid, Light, boxcar, healthy, ice_pick, rolling, value, visibility
from toolkit.light import albedo, shade, shade_relief, tint, visibility_of
from toolkit.surface import surface_mm

PLANAR = Grid(width_mm=12, columns=1200)
ROUND = Grid(width_mm=8, columns=160, geometry="round")
PLANAR_SLICE = Grid(width_mm=8, columns=320)
BARE = {"subsurface_share": 0.0}
CELL = 0.02  # mm
lights = st.builds(
    Light,
    elevation_deg=st.floats(5, 90),
    azimuth_deg=st.floats(-360, 360),
    ambient_share=st.floats(0, 1),
)


def lamp(elevation_deg, azimuth_deg=180.0):
    return Light(elevation_deg=elevation_deg, azimuth_deg=azimuth_deg)


def ditch(grid, *, width_mm=3.0, depth_mm=0.3):
    return np.where(abs(grid.x_mm) < width_mm / 2, -depth_mm, 0.0)


def bowl(grid, *, width_mm=8.0, depth_mm=0.3):
    inside = abs(grid.x_mm) < width_mm / 2
    return -depth_mm * inside * np.cos(pi * grid.x_mm / width_mm) ** 2


def as_map(profile, rows=8):
    return np.tile(profile, (rows, 1))


def relative(height, light, dx_mm=CELL, **more):
    """How bright each place is beside flat healthy skin."""
    lit = shade_relief(height, dx_mm=dx_mm, light=light, **{**BARE, **more})
    return lit / albedo(more.get("skin_type", 3))


def across(profile, light):
    """The middle row of a relief that is the same in every row."""
    return relative(as_map(profile), light, PLANAR.dx_mm)[4]


# Flat skin


@given(light=lights, skin_type=st.integers(1, 6))
def test_flat_skin_is_as_bright_as_its_albedo(light, skin_type):
    flat = shade_relief(np.zeros((6, 9)), dx_mm=0.1, light=light, skin_type=skin_type)
    assert_allclose(flat, albedo(skin_type), rtol=1e-9)


@given(light=lights, geometry=st.sampled_from(["planar", "round"]))
def test_nothing_is_seen_on_healthy_skin(light, geometry):
    skin = healthy(Grid(geometry=geometry, columns=40, rows=16), dtype=np.float64)
    assert visibility(skin, light=light) == pytest.approx(0, abs=1e-9)


def test_skin_that_is_lifted_as_a_whole_is_flat_skin():
    assert visibility_of(PLANAR, np.full(1200, -0.7)) == pytest.approx(0, abs=1e-9)


# Slopes


@pytest.mark.parametrize("elevation_deg, tangent", [(45, 1), (60, sqrt(3)), (30, 1 / sqrt(3))])
@pytest.mark.parametrize("slope", [0.01, -0.01])
def test_a_gentle_slope_differs_by_slope_over_tangent(elevation_deg, tangent, slope):
    """Rising towards the left, where the light stands, it turns away from it: darker."""
    ramp = -slope * PLANAR.x_mm
    contrast = across(ramp, lamp(elevation_deg)) - 1
    assert_allclose(contrast, -slope / tangent, atol=6e-5)  # slope squared over two is 5e-5


def test_a_slope_that_faces_the_lamp_is_as_bright_as_the_angle_says():
    """45 degrees towards a lamp at 45: seen square on, 1 over sin 45."""
    assert_allclose(across(PLANAR.x_mm, lamp(45)), sqrt(2))


def test_a_slope_steeper_than_the_light_is_dark():
    assert_allclose(across(-1.5 * PLANAR.x_mm, lamp(45)), 0)


def test_from_straight_above_a_slope_darkens_by_its_cosine():
    """3 down on 4 along: the cosine is 4 over 5, whichever way it runs."""
    assert_allclose(across(0.75 * PLANAR.x_mm, lamp(90)), 0.8)


@pytest.mark.parametrize("elevation_deg, peak_pct", [(10, 66), (15, 44), (30, 20), (45, 12)])
def test_a_rolling_scar_shows_as_physics_has_it(elevation_deg, peak_pct):
    """0.3 mm deep and 8 mm wide, a raised cosine: its steepest slope is pi d / w = 0.118."""
    contrast = across(bowl(PLANAR), lamp(elevation_deg)) - 1
    swing = (contrast.max() - contrast.min()) / 2
    assert 100 * swing == pytest.approx(peak_pct, abs=0.5)


def test_overhead_light_hardly_shows_a_rolling_scar():
    """Half the square of the slope: 0.7 %, against 66 % at 10 degrees."""
    contrast = across(bowl(PLANAR), lamp(90)) - 1
    assert 100 * abs(contrast).max() == pytest.approx(0.7, abs=0.05)


# Cast shadows


@pytest.mark.parametrize("elevation_deg, length_mm", [(15, 1.12), (30, 0.52), (45, 0.30)])
def test_a_shadow_is_as_long_as_depth_over_tangent(elevation_deg, length_mm):
    step = np.where(PLANAR.x_mm < 0, 0.0, -0.3)
    lit = across(step, lamp(elevation_deg))
    dark_mm = (1 - lit[PLANAR.x_mm > 0]).sum() * PLANAR.dx_mm
    assert dark_mm == pytest.approx(length_mm, abs=PLANAR.dx_mm)


@given(length_cells=st.floats(3, 200))
def test_a_shadow_grows_smoothly_through_the_cells(length_cells):
    """The rim is the last high sample, so the shadow begins half a cell before the floor does."""
    step = np.where(PLANAR.x_mm < 0, 0.0, -length_cells * PLANAR.dx_mm)
    dark = (1 - across(step, lamp(45))[601:]).sum()  # the cell of the wall is dark by itself
    assert dark == pytest.approx(length_cells - 1.5, abs=0.02)


@pytest.mark.parametrize("depth_mm, lit", [(0.24, True), (0.36, False)])
def test_a_floor_is_wholly_dark_when_the_light_is_lower_than_depth_over_width(depth_mm, lit):
    """3 mm wide, under a light that rises 1 in 10: the limit is 0.3 mm."""
    light = lamp(np.degrees(np.arctan(0.1)))
    floor = across(ditch(PLANAR, depth_mm=depth_mm), light)[abs(PLANAR.x_mm) < 1.45]
    assert (floor.max() > 0.5) == lit


def test_in_full_shadow_only_the_light_from_everywhere_is_left():
    deep = ditch(PLANAR, depth_mm=2.0)
    floor = across(deep, Light(elevation_deg=20, ambient_share=0.35))[abs(PLANAR.x_mm) < 1.4]
    assert_allclose(floor, 0.35)


def test_the_lights_of_daily_life_are_in_their_order():
    heights = [LIGHTS[name].elevation_deg for name in ("raking", "window", "flash", "overhead")]
    assert heights == sorted(heights)
    assert heights[-1] == 90
    around = [LIGHTS[name].ambient_share for name in ("raking", "overhead", "window")]
    assert around == sorted(set(around))


def test_light_along_a_trench_casts_no_shadow_into_it():
    floor = across(ditch(PLANAR, depth_mm=2.0), lamp(20, azimuth_deg=90))
    assert_allclose(floor[abs(PLANAR.x_mm) < 1.4], 1)


def test_light_aslant_of_a_trench_casts_the_shadow_of_a_higher_lamp():
    """At 60 degrees off the section only half the ray runs across: 1 mm becomes half."""
    step = as_map(np.where(PLANAR.x_mm < 0, 0.0, -1.0), rows=200)
    lit = relative(step, lamp(45, azimuth_deg=120), PLANAR.dx_mm)[150, 600:]
    assert (1 - lit).sum() * PLANAR.dx_mm == pytest.approx(0.5, abs=1.5 * PLANAR.dx_mm)


@pytest.mark.parametrize("azimuth_deg", [0, 27, 45, 100, 135, 200, 250, 290, 359, -30])
def test_a_post_throws_its_shadow_away_from_the_lamp(azimuth_deg):
    """A post of 1 mm under a lamp at 45 degrees: the middle of its shadow lies 0.5 mm off."""
    x = CELL * (np.arange(161) - 80)
    post = 1.0 * (np.hypot(x, x[:, None]) < 0.1)
    lit = relative(post, lamp(45, azimuth_deg))
    rows, columns = np.nonzero((lit < 0.5) & (np.hypot(x, x[:, None]) > 0.15))
    angle = np.radians(azimuth_deg)
    middle = np.array([x[columns].mean(), -x[rows].mean()])
    assert_allclose(middle, -0.6 * np.array([cos(angle), np.sin(angle)]), atol=0.08)


# Symmetry

bumps = st.integers(0, 2**16).map(
    lambda seed: 0.05 * np.random.default_rng(seed).standard_normal((14, 10)).cumsum(axis=1)
)


@given(height=bumps, elevation_deg=st.floats(8, 88), azimuth_deg=st.floats(-180, 180))
def test_light_from_the_left_is_light_from_the_right_on_mirrored_skin(
    height, elevation_deg, azimuth_deg
):
    one = relative(height, lamp(elevation_deg, azimuth_deg))
    other = relative(height[:, ::-1], lamp(elevation_deg, 180 - azimuth_deg))
    assert_allclose(other[:, ::-1], one, atol=1e-6)


@given(height=bumps, elevation_deg=st.floats(8, 88), azimuth_deg=st.floats(-180, 180))
def test_a_quarter_turn_of_skin_and_lamp_changes_nothing(height, elevation_deg, azimuth_deg):
    """Against the clock: the right of the map becomes its top."""
    one = relative(height, lamp(elevation_deg, azimuth_deg), subsurface_share=0.4)
    turned = relative(np.rot90(height), lamp(elevation_deg, azimuth_deg + 90), subsurface_share=0.4)
    assert_allclose(np.rot90(turned, -1), one, atol=1e-6)


def test_a_planar_section_is_a_line_of_a_map():
    """A trench with dark walls, in a light that comes aslant, with a red floor."""
    trench = boxcar(grid=PLANAR_SLICE)
    scar = trench.with_fields(redness=1.0 * (abs(PLANAR_SLICE.x_mm) < 1))
    light = Light(elevation_deg=10, azimuth_deg=140, ambient_share=0.2)
    line = shade(scar, light=light, **BARE)
    whole = as_map(surface_mm(scar), rows=60)
    drawn = shade_relief(
        whole, dx_mm=PLANAR_SLICE.dx_mm, light=light, redness=as_map(scar.redness, 60), **BARE
    )
    assert_allclose(drawn[30], line, atol=1e-4)


def test_a_round_section_from_above_is_round():
    seen = shade(ice_pick(), light=lamp(90))
    assert_allclose(seen, np.rot90(seen), atol=1e-6)


@pytest.mark.parametrize("azimuth_deg", [0, 60, 90, 213])
def test_a_round_scar_is_as_visible_from_every_side(azimuth_deg):
    scar, light = boxcar(), Light(elevation_deg=20, azimuth_deg=azimuth_deg)
    assert visibility(scar, light=light) == pytest.approx(visibility(scar, light=lamp(20)))


@pytest.mark.parametrize("make", [ice_pick, boxcar])
@pytest.mark.parametrize("name", LIGHTS)
def test_the_visibility_of_a_round_scar_is_that_of_its_picture(make, name):
    """The sum over half a disc against the whole picture, drawn by the way for any relief."""
    scar, light = make(), LIGHTS[name]
    contrast = shade(scar, light=light) / albedo(3) - 1
    energy = (contrast**2).mean() * scar.grid.width_mm**2 / (pi / 4 * 8**2)
    assert visibility(scar, light=light) == pytest.approx(100 * sqrt(energy), rel=0.03)


# Colour


@given(light=lights, skin_type=st.integers(1, 6))
def test_albedo_cancels(light, skin_type):
    scar = boxcar()
    seen = visibility(scar, light=light, skin_type=skin_type)
    assert seen == pytest.approx(visibility(scar, light=light, skin_type=1), rel=1e-5)


def test_darker_skin_gives_back_less_light():
    assert sorted(map(albedo, range(1, 7)), reverse=True) == list(map(albedo, range(1, 7)))


def test_one_unit_of_pigment_makes_skin_as_dark_as_the_next_type():
    own, darker = albedo(2), albedo(3)
    assert own * tint(0.0, 1.0, skin_type=2) == pytest.approx(darker)


@pytest.mark.parametrize("field, sign", [("redness", -1), ("pigment", 1)])
def test_redness_shows_more_in_light_skin_and_pigment_more_in_dark(field, sign):
    seen = [
        visibility_of(PLANAR, np.zeros(1200), **{field: 0.5}, skin_type=skin_type)
        for skin_type in (1, 3, 6)
    ]
    assert sign * seen[0] < sign * seen[1] < sign * seen[2]


def test_colour_on_flat_skin_shows_by_its_own_contrast():
    """A spot 2 mm wide that is 20 % darker: 20 % times the root of 2 mm in 8 mm."""
    spot = 1.0 * (abs(PLANAR.x_mm) < 1)
    assert value("redness_darkening").typical == 0.2
    seen = visibility_of(PLANAR, np.zeros(1200), spot, skin_type=1, **BARE)
    assert seen == pytest.approx(10.0)


@given(light=lights)
def test_skin_all_of_one_colour_shows_alike_under_every_light(light):
    red = visibility_of(ROUND, np.zeros(160), 1.0, light=light, skin_type=1)
    assert red == pytest.approx(20, rel=0.02)


# Light that wanders under the skin


@given(height=bumps, share=st.floats(0, 1))
def test_wandering_loses_no_light(height, share):
    sharp, soft = (
        relative(height, lamp(30), subsurface_share=part, dx_mm=0.3) for part in (0.0, share)
    )
    assert soft.sum() == pytest.approx(sharp.sum(), rel=1e-9)


def test_the_more_light_wanders_the_less_a_scar_shows():
    seen = [visibility(boxcar(), subsurface_share=share) for share in (0.0, 0.3, 0.6, 1.0)]
    assert seen == sorted(seen, reverse=True)


def test_a_fine_wave_is_softened_as_an_absorbed_random_walk_softens_it():
    """1 / (1 + (k l)^2) on a line: a wave of 2 pi l keeps half."""
    length_mm = value("subsurface_length").typical
    columns = 400
    wave = np.sin(4 * pi * (np.arange(columns) + 0.5) / columns)  # its slope fits closed edges
    dx_mm = 2 * 2 * pi * length_mm / columns
    grid = Grid(width_mm=columns * dx_mm, columns=columns)
    sharp, soft = (
        visibility_of(grid, 0.001 * wave, light=lamp(45), subsurface_share=share)
        for share in (0.0, 1.0)
    )
    assert soft / sharp == pytest.approx(0.5, abs=0.02)


# Visibility


@pytest.mark.parametrize("make, width_mm", [(boxcar, 3.0), (rolling, 6.0)])
@pytest.mark.parametrize("name", LIGHTS)
def test_a_deeper_scar_shows_more(make, width_mm, name):
    depths = (0.05, 0.1, 0.2, 0.3, 0.4)
    seen = [visibility(make(width_mm=width_mm, depth_mm=d), light=LIGHTS[name]) for d in depths]
    assert seen == sorted(seen)


def test_visibility_of_a_shallow_dip_grows_with_its_depth():
    """Twice as deep, twice as strong, as long as nothing lies in shadow."""
    seen = visibility_of(PLANAR, bowl(PLANAR) * np.array([[0.1], [0.2]]), light=lamp(30))
    assert seen[1] / seen[0] == pytest.approx(2, rel=0.01)


def test_visibility_of_a_shallow_dip_is_its_slope_over_the_tangent():
    """The mean square of a sine is a half: pi d / w / tan a / sqrt 2, over the whole 8 mm."""
    seen = visibility_of(PLANAR, bowl(PLANAR, depth_mm=0.01), light=lamp(30), **BARE)
    assert seen == pytest.approx(100 * pi * 0.01 / 8 / tan(pi / 6) / sqrt(2), rel=0.01)


@pytest.mark.parametrize("make", [ice_pick, boxcar, rolling])
def test_raking_light_shows_a_scar_most_and_overhead_light_least(make):
    seen = {name: visibility(make(), light=light) for name, light in LIGHTS.items()}
    assert min(seen, key=seen.get) == "overhead"
    assert max(seen, key=seen.get) == "raking"


def test_healthy_skin_beside_a_scar_does_not_change_the_number():
    wide = Grid(width_mm=24, columns=2400)
    seen = [visibility_of(grid, bowl(grid), light=lamp(30), **BARE) for grid in (PLANAR, wide)]
    assert seen[0] == pytest.approx(seen[1], rel=1e-6)


@pytest.mark.parametrize("name", LIGHTS)
@pytest.mark.parametrize("make, grid", [(boxcar, {"geometry": "round"}), (rolling, {})])
def test_finer_cells_see_the_same_scar(make, grid, name):
    columns = (160, 320)
    seen = [
        visibility(make(grid=Grid(width_mm=12, columns=n, **grid)), light=LIGHTS[name])
        for n in columns
    ]
    assert seen[0] == pytest.approx(seen[1], rel=0.015)


@pytest.mark.parametrize("grid", [PLANAR, ROUND], ids=["planar", "round"])
def test_many_surfaces_at_once_show_as_one_by_one(grid):
    depths = np.linspace(0, 1, 70).reshape(7, 10, 1)
    surfaces = bowl(grid, width_mm=4) * depths
    redness = np.where(abs(grid.x_mm) < 2, depths, 0)
    together = visibility_of(grid, surfaces, redness)
    single = visibility_of(grid, surfaces[6, 3], redness[6, 3])
    assert together.shape == (7, 10)
    assert together[6, 3] == pytest.approx(float(single))


def test_a_section_of_many_patients_gives_a_number_each():
    scar = boxcar()
    many = scar.with_fields(collagen=np.stack([scar.collagen, healthy(scar.grid).collagen]))
    assert_allclose(visibility(many), [visibility(scar), 0], rtol=1e-4, atol=1e-4)


@given(section=sections(), light=lights, skin_type=st.integers(1, 6))
def test_any_skin_has_a_finite_visibility(section, light, skin_type):
    assert 0 <= visibility(section, light=light, skin_type=skin_type) < 1e4


def test_a_section_in_single_precision_stays_so():
    scar = boxcar()
    assert visibility_of(scar.grid, surface_mm(scar), scar.redness).dtype == np.float32
    assert shade(scar).dtype == np.float32


# Refusals

FLAT = np.zeros((4, 4))


@pytest.mark.parametrize(
    "field, number",
    [
        ("elevation_deg", 0),
        ("elevation_deg", 91),
        ("elevation_deg", float("nan")),
        ("azimuth_deg", float("inf")),
        ("azimuth_deg", "left"),
        ("ambient_share", 1.5),
    ],
)
def test_an_impossible_light_is_refused(field, number):
    with pytest.raises(ValueError, match=f"^{field} is .*must lie from"):
        Light(**{"elevation_deg": 30, field: number})


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"light": "raking"}, "light is 'raking'; it must be a Light"),
        ({"skin_type": 7}, "skin_type is 7; it must be a whole number 1 to 6"),
        ({"skin_type": 2.5}, "skin_type is 2.5"),
        ({"subsurface_share": 2}, "subsurface_share is 2; it must lie from 0 to 1"),
        ({"dx_mm": 0}, "dx_mm is 0; it must lie above 0"),
        ({"dx_mm": float("nan")}, "dx_mm is nan"),
        ({"redness": np.zeros(3)}, r"redness has shape \(3,\); it must fit \(4, 4\)"),
        ({"pigment": float("nan")}, "pigment holds a number that is not finite"),
        ({"height_mm": np.zeros(4)}, r"height_mm has shape \(4,\); it must have 2 to 4096 rows"),
        ({"height_mm": np.zeros((2, 5000))}, "height_mm has shape"),
        ({"height_mm": FLAT + np.inf}, "height_mm holds a number that is not finite"),
        ({"height_mm": [["a", "b"]]}, "height_mm holds <U1; it must hold numbers"),
    ],
)
def test_an_impossible_relief_is_refused(wrong, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        shade_relief(**{"height_mm": FLAT, "dx_mm": 0.1, **wrong})


def test_a_surface_that_is_not_on_the_grid_is_refused():
    with pytest.raises(ValueError, match=r"^surface has shape \(7,\); it must end in the 160 col"):
        visibility_of(ROUND, np.zeros(7))


def test_the_picture_of_many_patients_is_refused():
    scar = boxcar()
    many = scar.with_fields(collagen=np.stack([scar.collagen] * 2))
    with pytest.raises(ValueError, match=r"^section holds 2 patients"):
        shade(many)
