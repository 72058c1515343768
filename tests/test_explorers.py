"""Explorers: what the reader sees is what the plain figure function draws, and nothing breaks."""

import re
from itertools import product

import pytest

from toolkit import run_course, value
from toolkit.explorers import course as course_room
from toolkit.explorers import course_explorer, course_figure, page, scar_explorer, scar_figure

EXPLORERS = {scar_explorer: scar_figure, course_explorer: course_figure}
PICTURE_NAME = re.compile(r"s[0-9a-f]{1,4}n\d+")
PHONE_PX = 286


def drawn(html):
    """The picture without the names that keep the many pictures of one page apart."""
    return PICTURE_NAME.sub("name", html)


def shows_what_its_figure_draws(explorer, figure):
    expected = figure(**explorer.settings, width_px=explorer.front.width_px)
    return drawn(explorer.picture.value) == drawn(expected)


def opposite_end(control):
    """Another value that the control can take: the far end of a slider, the last of a list."""
    if hasattr(control, "max"):
        return control.min if control.value > control.min else control.max
    return control.options[-1][1]


@pytest.mark.parametrize("explorer, figure", EXPLORERS.items())
def test_an_explorer_opens_on_what_its_figure_draws(explorer, figure):
    assert shows_what_its_figure_draws(explorer(), figure)


@pytest.mark.parametrize("explorer, figure", EXPLORERS.items())
def test_after_any_change_an_explorer_shows_what_its_figure_draws(explorer, figure):
    for name in explorer().controls:
        opened = explorer()
        opened.controls[name].value = opposite_end(opened.controls[name])
        assert opened.front.notice == "", name
        assert shows_what_its_figure_draws(opened, figure), name


@pytest.mark.parametrize("name", ["width_mm", "depth_mm", "kind", "site"])
def test_every_control_of_a_scar_changes_the_picture(name):
    explorer = scar_explorer()
    before = drawn(explorer.picture.value)
    explorer.controls[name].value = opposite_end(explorer.controls[name])
    assert drawn(explorer.picture.value) != before


@pytest.mark.parametrize("explorer", EXPLORERS)
def test_every_control_has_a_name_and_fits_its_room(explorer):
    controls = explorer().controls.values()
    assert all(control.description.strip() for control in controls)
    assert {control.layout.width for control in controls} == {"100%"}


@pytest.mark.parametrize("explorer", EXPLORERS)
def test_every_slider_can_be_typed_into(explorer):
    sliders = [control for control in explorer().controls.values() if hasattr(control, "max")]
    assert sliders
    assert all(slider.readout for slider in sliders)


@pytest.mark.parametrize("kind", ["ice_pick", "boxcar", "rolling", "pore"])
def test_the_evidence_table_draws_the_sliders(kind):
    explorer = scar_explorer()
    explorer.controls["kind"].value = kind
    width, row = explorer.controls["width_mm"], value(f"{kind}_width")
    assert (width.min, width.value, width.max) == (row.low, row.typical, row.high)


def test_new_limits_travel_to_the_page_together_with_their_value(monkeypatch):
    """One by one, the page would clip the new value by the limits of before."""
    explorer, sent = scar_explorer(), []
    depth = explorer.controls["depth_mm"]
    monkeypatch.setattr(depth, "send_state", lambda key=None: sent.append(set(key)))
    explorer.controls["kind"].value = "rolling"
    assert sent == [{"min", "max", "value"}]


@pytest.mark.parametrize("kind", ["ice_pick", "boxcar", "rolling", "pore"])
def test_the_ends_of_the_sliders_give_a_picture_or_a_reason(kind):
    explorer = scar_explorer()
    explorer.controls["kind"].value = kind
    width, depth = explorer.controls["width_mm"], explorer.controls["depth_mm"]
    for ends in product((width.min, width.max), (depth.min, depth.max)):
        with explorer.together():
            width.value, depth.value = ends
        assert explorer.front.notice or shows_what_its_figure_draws(explorer, scar_figure)


# Bad input

NO_SUCH_SCAR = {"kind": "rolling", "width_mm": 4.0, "depth_mm": 0.6}


def test_numbers_that_do_not_go_together_are_explained_in_the_words_of_the_model():
    explorer = scar_explorer()
    explorer.controls["kind"].value = NO_SUCH_SCAR["kind"]
    explorer.controls["width_mm"].value = NO_SUCH_SCAR["width_mm"]
    explorer.controls["depth_mm"].value = NO_SUCH_SCAR["depth_mm"]
    with pytest.raises(ValueError, match=r"width_mm is 4\.0") as refused:
        scar_figure(**NO_SUCH_SCAR, site="cheek")
    assert explorer.front.notice == str(refused.value)


def test_after_bad_input_the_last_good_picture_stays():
    explorer = scar_explorer()
    explorer.controls["kind"].value = NO_SUCH_SCAR["kind"]
    good = explorer.picture.value
    explorer.controls["width_mm"].value = NO_SUCH_SCAR["width_mm"]
    assert explorer.picture.value == good


def test_good_input_takes_the_notice_away():
    explorer = scar_explorer()
    explorer.controls["kind"].value = NO_SUCH_SCAR["kind"]
    explorer.controls["width_mm"].value = NO_SUCH_SCAR["width_mm"]
    assert explorer.front.notice
    explorer.controls["width_mm"].value = 6.0
    assert explorer.front.notice == ""


@pytest.mark.parametrize("field, wrong", [("kind", "crater"), ("treatment", "scrub"), ("week", 53)])
def test_a_course_that_is_not_possible_names_the_field(field, wrong):
    settings = course_explorer().settings | {field: wrong}
    with pytest.raises(ValueError, match=f"{field} is {wrong!r}"):
        course_figure(**settings)


# What is said beside the picture


def test_a_pit_twice_as_deep_as_wide_has_the_ratio_two():
    html = scar_figure(kind="ice_pick", width_mm=0.8, depth_mm=1.6, site="cheek")
    assert re.search(r"<dt>depth / width</dt><dd>(1\.9\d|2\.0\d)</dd>", html)


def test_an_ice_pick_scar_inside_the_published_sizes_is_called_so_without_a_doubt():
    html = scar_figure(kind="ice_pick", width_mm=1.2, depth_mm=1.6, site="cheek")
    assert "<b>an ice pick scar</b>" in html
    assert "doubt" not in html


def test_a_scar_between_the_published_types_is_named_with_a_doubt():
    """An ice pick scar is deeper than wide; at 2 mm by 0.5 mm no published type fits."""
    html = scar_figure(kind="ice_pick", width_mm=2.0, depth_mm=0.5, site="cheek")
    assert "doubt" in html


def test_before_the_first_session_nothing_is_gained():
    html = course_figure(**course_explorer().settings | {"week": 0})
    assert "<dd>1.60 mm</dd>" in html
    assert "<dd>0 %</dd>" in html


def test_a_course_of_cross_makes_an_ice_pick_scar_less_deep():
    html = course_figure(**course_explorer().settings | {"week": 52})
    assert "less deep than before" in html
    assert "<dd>1.60 mm</dd>" not in html


# A course is computed once


def test_walking_through_the_weeks_does_not_compute_the_course_again(monkeypatch):
    explorer = course_explorer()
    monkeypatch.setattr(course_room, "run_course", None)  # calling it now would fail
    pictures = set()
    for week in (0, 13, 52):
        explorer.controls["week"].value = week
        pictures.add(drawn(explorer.picture.value))
    assert len(pictures) == 3


@pytest.mark.parametrize(
    "name", ["percent", "sessions", "weeks_apart", "width_mm", "depth_mm", "kind", "treatment"]
)
def test_any_other_control_computes_the_course_again(monkeypatch, name):
    explorer, computed = course_explorer(), []
    course_room._course.cache_clear()

    def counted(*given, **plan):
        computed.append(given)
        return run_course(*given, **plan)

    monkeypatch.setattr(course_room, "run_course", counted)
    explorer.controls[name].value = opposite_end(explorer.controls[name])
    assert len(computed) == 1


def test_only_the_strength_of_the_chosen_treatment_is_shown():
    controls = course_explorer().controls
    controls["treatment"].value = "subcision"
    shown = [
        n for n in ("percent", "column_depth_mm", "cut") if controls[n].layout.display != "none"
    ]
    assert shown == ["cut"]


def test_play_and_the_slider_show_the_same_week():
    explorer = course_explorer()
    week = explorer.controls["week"]
    player = explorer.children[0].children[2].children[1]
    player.week = 40
    assert week.value == 40
    week.value = 3
    assert player.week == 3


# Room


@pytest.mark.parametrize("explorer, figure", EXPLORERS.items())
def test_when_the_page_tells_its_width_the_picture_is_laid_out_for_it(explorer, figure):
    opened = explorer()
    opened.front.width_px = PHONE_PX
    assert shows_what_its_figure_draws(opened, figure)
    widths = [int(width) for width in re.findall(r'viewBox="0 0 (\d+)', opened.picture.value)]
    assert widths
    assert max(widths) <= PHONE_PX


@pytest.mark.parametrize("kind", ["ice_pick", "boxcar", "rolling", "pore"])
def test_no_picture_is_heavier_than_a_hundred_kilobytes(kind):
    """It travels to the page at every press of a key."""
    sizes = {"width_mm": value(f"{kind}_width").high, "depth_mm": value("pore_depth").high}
    assert len(scar_figure(kind=kind, **sizes, site="cheek")) < 100_000


@pytest.mark.parametrize("width_px", [100, PHONE_PX, 639])
def test_a_picture_below_the_numbers_takes_the_whole_width(width_px):
    assert page.section_px(width_px) == max(page.LEAST_PX, width_px - 10)


# Without a kernel


@pytest.mark.parametrize("explorer", EXPLORERS)
def test_a_page_without_a_kernel_gets_a_picture_with_words(explorer):
    opened = explorer()
    bundle = opened._repr_mimebundle_()
    data, about = bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "mm deep" in data["text/plain"]
    as_image = about.get("image/png", {}).get("alt") if "image/png" in data else None
    assert as_image or 'alt="Vertical section' in data["text/html"]


# For hands, ears and eyes: what the page itself must hold, checked in a browser elsewhere


def test_words_under_the_picture_are_spoken_as_they_change():
    front = scar_explorer().front
    assert '"aria-live", "polite"' in front._esm
    assert '"role", "status"' in front._esm


def test_play_steps_through_stills_for_those_who_asked_for_less_motion():
    player = course_explorer().children[0].children[2].children[1]
    assert "prefers-reduced-motion" in player._esm
