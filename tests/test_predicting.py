"""Drawing a prediction: the line is what it says it is, and the answer stays closed until asked."""

import re
from html import unescape

import lab
import numpy as np
import pytest

from toolkit import (
    TREATMENTS,
    Course,
    Grid,
    Patient,
    Plan,
    boxcar,
    healthy,
    ice_pick,
    mixed,
    rolling,
    run_course,
)
from toolkit.drawing.predicted import (
    ProfileGap,
    compare_profiles,
    expected_surface_mm,
    half_mm,
)
from toolkit.explorers import predict
from toolkit.explorers.predicting_words import plan_words, verdict
from toolkit.explorers.which import LIVE, scar
from toolkit.measures import Measures, measure_surface

FINE = {"round": Grid(geometry="round", columns=1600), "planar": Grid(columns=3200)}
SHAPES = ("pointed", "flat", "round")
each_shape = pytest.mark.parametrize("shape", SHAPES)
each_grid = pytest.mark.parametrize("grid", FINE.values(), ids=FINE)
PICTURE_NAME = re.compile(r"s[0-9a-f]{1,4}n\d+")
PHONE, PAGE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
THEMES = ("JupyterLab Light", "JupyterLab Dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOW, BACK = "Show what the model gives", "Draw again"


def cross(sessions=2):
    return Plan.every(TREATMENTS["tca_cross"](), sessions=sessions, weeks_apart=4)


@pytest.fixture(scope="module")
def course():
    return run_course(scar(kind="ice_pick", grid=LIVE["ice_pick"]), cross())


def line_on(grid, **line):
    return expected_surface_mm(grid.x_mm, **line)


def measured(depth_mm, width_mm):
    others = ("area_mm2", "volume_mm3", "wall_deg", "floor_share")
    return Measures(depth_mm=depth_mm, width_mm=width_mm, **dict.fromkeys(others, 0.0))


def gap_of(expected, given, gap_mm=0.3, place="at the rim"):
    return ProfileGap(
        expected_depth_mm=expected[0],
        expected_width_mm=expected[1],
        given=measured(*given),
        gap_mm=gap_mm,
        at_mm=0.5,
        place=place,
    )


def words_of(html):
    return unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def state_of(drawing):
    """All that goes to the page and into the notebook, without names of widgets and pictures."""
    kept = {name: value for name, value in drawing.get_state().items() if name != "layout"}
    still = drawing._repr_mimebundle_()[0]
    still.pop("application/vnd.jupyter.widget-view+json", None)
    return PICTURE_NAME.sub("name", repr((kept, still)))


# The line


@each_grid
@each_shape
@pytest.mark.parametrize("size", [(0.3, 2.5), (1.4, 0.9)])
def test_a_line_measures_as_deep_and_as_wide_as_it_was_drawn(shape, size, grid):
    depth_mm, width_mm = size
    found = measure_surface(grid, line_on(grid, depth_mm=depth_mm, width_mm=width_mm, shape=shape))
    assert found.depth_mm == pytest.approx(depth_mm, rel=0.01)
    assert found.width_mm == pytest.approx(width_mm, rel=0.01)


def test_a_pointed_line_turned_around_its_axis_holds_a_third_of_the_cylinder_around_it():
    grid, line = FINE["round"], {"width_mm": 1.8, "shape": "pointed"}
    cone = measure_surface(grid, line_on(grid, depth_mm=1.2, **line))
    cylinder = 1.2 * np.pi * half_mm(**line) ** 2
    assert cone.volume_mm3 == pytest.approx(cylinder / 3, rel=0.01)


def test_of_lines_of_one_size_the_flat_one_leaves_most_to_fill_and_the_pointed_one_least_floor():
    grid, size = FINE["planar"], {"depth_mm": 0.8, "width_mm": 2.0}
    pointed, flat, wave = (
        measure_surface(grid, line_on(grid, **size, shape=shape)) for shape in SHAPES
    )
    assert flat.area_mm2 > wave.area_mm2 > pointed.area_mm2
    assert flat.floor_share > wave.floor_share > pointed.floor_share
    assert flat.wall_deg > max(wave.wall_deg, pointed.wall_deg)


@each_shape
def test_a_line_is_the_same_on_both_sides_and_ends_level(shape):
    x, line = np.linspace(-4, 4, 801), {"width_mm": 3.0, "shape": shape}
    height = expected_surface_mm(x, depth_mm=0.6, **line)
    assert height == pytest.approx(height[::-1])
    assert np.all(height[np.abs(x) > half_mm(**line)] == 0)
    assert np.all(height <= 0)


@each_shape
def test_a_line_of_no_depth_is_level(shape):
    x = np.linspace(-2, 2, 99)
    assert not expected_surface_mm(x, depth_mm=0, width_mm=1.0, shape=shape).any()


@pytest.mark.parametrize(
    "wrong, named",
    [
        ({"depth_mm": -0.1}, "depth_mm is -0.1; it must lie from 0"),
        ({"width_mm": 0}, "width_mm is 0; it must lie from 0.01"),
        ({"shape": "pointy"}, "did you mean 'pointed'?"),
    ],
)
def test_an_impossible_line_is_named_with_what_it_must_be(wrong, named):
    line = {"depth_mm": 0.5, "width_mm": 1.0, "shape": "flat"} | wrong
    with pytest.raises(ValueError, match=re.escape(named)):
        expected_surface_mm(np.zeros(3), **line)


# How far it is from another


@each_grid
@each_shape
def test_a_surface_that_is_the_line_is_nowhere_far_from_it(shape, grid):
    line = {"depth_mm": 0.7, "width_mm": 2.0, "shape": shape}
    gap = compare_profiles(grid, line_on(grid, **line), **line, mouth_mm=2.0)
    assert abs(gap.gap_mm) < 0.01
    assert gap.depth_mm == pytest.approx(0, abs=0.01)
    assert gap.width_mm == pytest.approx(0, abs=0.03)


@each_grid
def test_a_pit_where_level_skin_was_expected_lies_lower_in_the_middle(grid):
    pit = line_on(grid, depth_mm=0.9, width_mm=1.0, shape="pointed")
    level = {"depth_mm": 0.0, "width_mm": 1.0, "shape": "pointed"}
    gap = compare_profiles(grid, pit, **level, mouth_mm=1.0)
    assert gap.gap_mm == pytest.approx(-0.9, abs=0.02)
    assert (gap.place, gap.width_mm) == ("in the middle", None)


@each_grid
@pytest.mark.parametrize(
    "mouth_mm, place", [(2.0, "at the rim"), (3.4, "beside the middle"), (1.0, "in the skin")]
)
def test_two_flat_floors_of_other_widths_differ_most_at_the_wall(mouth_mm, place, grid):
    floor = {"depth_mm": 0.5, "shape": "flat"}
    surface = line_on(grid, width_mm=2.6, **floor)
    gap = compare_profiles(grid, surface, width_mm=1.6, **floor, mouth_mm=mouth_mm)
    assert 0.8 <= abs(gap.at_mm) <= 1.3
    assert gap.place.startswith(place)
    assert gap.width_mm == pytest.approx(1.0, abs=0.03)


def test_a_scar_beside_the_middle_of_its_slice_is_compared_where_it_lies():
    grid, line = FINE["planar"], {"depth_mm": 0.6, "width_mm": 1.0, "shape": "round"}
    surface = 0.5 * expected_surface_mm(grid.x_mm - 2.2, **line)
    gap = compare_profiles(grid, surface, **line, mouth_mm=1.0, middle_mm=2.2)
    assert gap.gap_mm == pytest.approx(0.3, abs=0.01)
    assert abs(gap.at_mm) < 0.05


def test_a_surface_on_other_columns_is_refused():
    line = {"depth_mm": 0.6, "width_mm": 1.0, "shape": "round"}
    with pytest.raises(ValueError, match="columns"):
        compare_profiles(Grid(), np.zeros(7), **line, mouth_mm=1.0)


# What is said


def test_a_scar_that_filled_more_is_told_with_both_numbers_and_the_difference():
    first, width, far = verdict(gap_of((0.40, 1.2), (0.19, 1.0)), was_mm=1.6)
    assert first == (
        "You expected 0.40 mm; the model gives 0.19 mm: it filled more than you expected, "
        "by 0.21 mm."
    )
    assert width.endswith("the model gives 1.00 mm, narrower by 0.20 mm.")
    assert far == "The largest gap is 0.30 mm, at the rim: there the model's skin lies higher."


@pytest.mark.parametrize(
    "expected, given, said",
    [
        ((0.4, 1.2), (0.6, 1.2), "it filled less than you expected, by 0.20 mm"),
        ((0.4, 1.2), (1.7, 1.2), "it is deeper than you expected, by 1.30 mm"),
        ((0.4, 1.2), (0.4, 1.2), "that is what you expected"),
        ((0.4, 1.2), (0.401, 1.2), "that is what you expected"),
        ((0.4, 1.2), (0.38, 1.2), "that is only 0.02 mm from what you expected"),
        ((0.0, 1.2), (0.3, 1.2), "Your line is level there"),
        ((0.4, 1.2), (0.0, 0.0), "The model's skin is level there"),
        ((0.4, 1.2), (0.4, 1.2), "the model gives 1.20 mm, the same"),
        ((0.4, 1.2), (0.4, 1.5), "wider by 0.30 mm"),
    ],
)
def test_each_way_to_differ_has_its_words(expected, given, said):
    assert said in " ".join(verdict(gap_of(expected, given), was_mm=1.6))


def test_lines_that_nobody_could_tell_apart_have_no_largest_gap():
    close = verdict(gap_of((0.4, 1.2), (0.4, 1.2), gap_mm=-0.01), was_mm=1.6)
    assert close[-1] == "The two lines are never more than 0.03 mm apart."


def test_the_difference_is_that_of_the_numbers_beside_it():
    (first, *_) = verdict(gap_of((0.40, 1.2), (0.1949, 1.0)), was_mm=1.6)
    assert "gives 0.19 mm" in first
    assert "by 0.21 mm" in first


def test_a_plan_is_told_visit_by_visit():
    laser = Plan.every(TREATMENTS["fractional_co2"](), sessions=1, weeks_apart=4)
    words = plan_words(cross(3).then(laser, weeks_later=8))
    assert "TCA CROSS (acid) in weeks 0, 4 and 8; then Fractional CO2 laser in week 16." in words
    assert "left alone" in plan_words(Plan(()))


# The answer stays closed


def test_two_courses_that_end_elsewhere_look_alike_until_the_answer_is_asked_for(course):
    slow = Patient(vigour=0.6)
    other = run_course(course.sections[0], cross(), patient=slow)
    drawings = [predict(one) for one in (course, other)]
    for drawing in drawings:
        drawing.set(depth_mm=0.8, width_mm=1.0, shape="round")
    first, second = map(state_of, drawings)
    assert first == second
    for drawing in drawings:
        drawing.set(shown=True)
    first, second = map(state_of, drawings)
    assert first != second


def test_the_week_is_not_looked_at_before(course, monkeypatch):
    asked = []
    looked_at = Course.section_at
    monkeypatch.setattr(
        Course, "section_at", lambda self, *, week: asked.append(week) or looked_at(self, week=week)
    )
    drawing = predict(course, week=12)
    drawing.set(depth_mm=0.4)
    assert asked == []
    drawing.set(shown=True)
    assert asked == [12]


def test_after_the_answer_only_the_way_back_is_left_and_it_keeps_the_line(course):
    drawing = predict(course)
    drawing.set(depth_mm=0.6, shown=True)
    assert [field["name"] for field in drawing.fields] == ["shown"]
    assert drawing.fields[0]["words"] == BACK
    drawing.set(shown=False)
    assert drawing.fields[-1]["words"] == SHOW
    assert drawing.settings["depth_mm"] == 0.6
    assert "the model gives" not in drawing.html


def test_the_line_stays_as_it_is_while_the_answer_is_in_sight(course):
    drawing = predict(course)
    drawing.set(shown=True)
    with pytest.raises(ValueError, match=r"depth_mm is 0\.3; it must be set before the answer"):
        drawing.set(depth_mm=0.3)
    drawing.reset()
    assert not drawing.settings["shown"]


def test_the_line_begins_on_the_scar_as_it_is():
    for kind, shape in (("ice_pick", "pointed"), ("boxcar", "flat"), ("rolling", "round")):
        drawing = predict(run_course(scar(kind=kind, grid=LIVE[kind]), Plan(())))
        assert drawing.settings["shape"] == shape
        drawing.set(shown=True)
        assert "that is what you expected" in words_of(drawing.html)


def test_level_skin_can_be_expected(course):
    drawing = predict(course)
    drawing.set(depth_mm=0)
    assert "level with the skin around it" in words_of(drawing.html)
    drawing.set(shown=True)
    assert "You expected 0.00 mm" in words_of(drawing.html)
    assert "filled less" in words_of(drawing.html)


def test_the_answer_is_that_of_the_week_that_was_asked_about():
    filler = Plan.every(TREATMENTS["filler"](), sessions=1, weeks_apart=4)
    treated = run_course(scar(kind="rolling", grid=LIVE["rolling"]), filler)
    given = {}
    for week in (4, None):
        drawing = predict(treated, week=week)
        drawing.set(shown=True)
        given[week] = float(re.search(r"gives ([\d.]+) mm", words_of(drawing.html))[1])
    assert given[4] < 0.9 * given[None]


def test_the_still_picture_asks_and_never_answers(course):
    drawing = predict(course, week=26)
    drawing.set(shown=True)
    still = drawing._repr_mimebundle_()[0]
    assert still["text/plain"].startswith("How deep will this scar be at week 26? Run this cell")
    assert "1.6 mm deep" in still["text/plain"]
    assert "model" not in still["text/plain"]
    assert still["text/html"] == predict(course, week=26)._repr_mimebundle_()[0]["text/html"]


def test_a_picture_that_is_stretched_says_so():
    drawing = predict(run_course(scar(kind="rolling", grid=LIVE["rolling"]), Plan(())))
    assert "Not to true scale" in drawing.html
    assert "Not to true scale" not in predict(run_course(ice_pick(), Plan(()))).html


@pytest.mark.parametrize(
    "make, named",
    [
        (lambda: predict(ice_pick()), "it must be a Course"),
        (lambda: predict(run_course(healthy(), Plan(()))), "course begins with no scar"),
        (
            lambda: predict(run_course(mixed("ice_pick", "rolling"), Plan(()), follow_up_weeks=1)),
            "course begins with 2 scars; it must begin with one",
        ),
        (
            lambda: predict(run_course(boxcar(), Plan(())), week=27),
            "week is 27; it must lie from 0",
        ),
        (lambda: predict(run_course(rolling(), Plan(())), week=-1), "week is -1"),
    ],
)
def test_what_cannot_be_asked_about_is_named(make, named):
    with pytest.raises(ValueError, match=re.escape(named)):
        make()


# In JupyterLab


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    cell = (
        "from toolkit import *\nfrom toolkit.explorers import predict\n"
        'plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=4)\n'
        "predict(run_course(ice_pick(), plan))"
    )
    lab.write_notebook(folder / "notebooks" / "predict.ipynb", cell)
    with lab.a_browser() as browser, lab.jupyterlab(folder) as address:
        page = lab.opened_and_run(browser, address, "predict.ipynb")
        page.locator(".uts-said").first.wait_for()
        page.set_default_timeout(15_000)
        yield page
        page.close()


@pytest.fixture
def drawing(page):
    """The page as it is at first."""
    page.set_viewport_size(PAGE)
    lab.change_theme(page, THEMES[0])
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name=SHOW).wait_for()
    page.wait_for_timeout(500)
    return page


def show(page):
    page.get_by_role("button", name=SHOW).click()
    page.get_by_role("button", name=BACK).wait_for()


def assert_axe_finds_nothing(page):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is not installed; pip install axe-playwright-python to run this test",
    )
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = axe.Axe().run(page, context=".uts", options=options)
    assert [
        (one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]
    ] == []
    assert found.response["passes"], "axe looked at nothing"


def assert_it_fits(page):
    root = page.locator(".uts").first
    assert root.evaluate(lab.TOO_WIDE) == []
    area = page.locator(".jp-OutputArea-output:has(.uts)").first
    assert area.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
    size, words = root.evaluate(lab.SMALLEST_TEXT)
    assert size >= 11, words


@pytest.mark.browser
def test_by_keyboard_alone_a_line_is_shaped_the_answer_shown_and_another_drawn(drawing):
    keys = drawing.keyboard
    drawing.get_by_role("slider", name="Depth left").focus()
    keys.press("Home")
    for _ in range(4):
        keys.press("ArrowRight")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("ArrowLeft")
    keys.press("Tab")
    keys.press("Tab")
    assert drawing.evaluate("document.activeElement.textContent") == SHOW
    keys.press("Enter")
    drawing.get_by_role("button", name=BACK).wait_for()
    said = words_of(drawing.locator(".uts-said").first.inner_html())
    assert "You expected 0.20 mm" in said
    assert "Width: you expected 1.15 mm" in said
    drawing.wait_for_function("document.querySelector('.uts-voice').textContent.includes('gives')")
    assert drawing.evaluate("document.activeElement.textContent") == BACK
    keys.press("Enter")
    drawing.get_by_role("slider", name="Depth left").wait_for()
    assert drawing.get_by_role("slider", name="Depth left").input_value() == "0.2"
    assert drawing.evaluate("document.activeElement.textContent") == SHOW


@pytest.mark.browser
@pytest.mark.parametrize(
    "name, slider, along, by",
    [("depth_mm", "Depth left", 1, (0, -60)), ("width_mm", "Width", 0, (-20, 0))],
)
def test_a_dot_is_pulled_and_stays_under_the_hand(drawing, name, slider, along, by):
    control = drawing.get_by_role("slider", name=slider)
    dot = drawing.locator(f'.uts-predict-handle[data-pulls="{name}"]')
    before, start = float(control.input_value()), middle_of(dot)
    goal = start[0] + by[0], start[1] + by[1]
    drawing.mouse.move(*start)
    drawing.mouse.down()
    drawing.mouse.move(*goal, steps=5)
    drawing.mouse.up()
    drawing.wait_for_timeout(600)
    assert float(control.input_value()) < before - 0.1
    assert middle_of(dot)[along] == pytest.approx(goal[along], abs=6)


def middle_of(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_before_and_after(drawing, theme):
    lab.change_theme(drawing, theme)
    assert_axe_finds_nothing(drawing)
    show(drawing)
    assert_axe_finds_nothing(drawing)


@pytest.mark.browser
def test_on_a_phone_nothing_is_too_wide_or_too_small(drawing):
    lab.on_a_phone(drawing)
    assert_it_fits(drawing)
    show(drawing)
    drawing.wait_for_timeout(500)
    assert_it_fits(drawing)
