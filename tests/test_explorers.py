"""Explorers: what the reader sees is what the plain figure function draws, and nothing breaks."""

import re
from html import unescape

import pytest

import toolkit.explorers as door
from toolkit import TREATMENTS, Plan, run_cohort, run_course, value
from toolkit.explorers import course as course_room
from toolkit.explorers import course_explorer, course_figure, page, scar_explorer, scar_figure
from toolkit.explorers import spread as spread_room
from toolkit.explorers.patients import ladder, patients_on
from toolkit.explorers.which import COARSE, scar

#: Forms with a page of their own, held by tests of their own.
FORMS = {"cost", "case"}
NAMES = [name.removesuffix("_explorer") for name in door.__all__ if name.endswith("_explorer")]
NAMES = [name for name in NAMES if name not in FORMS]
EXPLORERS = {name: getattr(door, f"{name}_explorer") for name in NAMES}
FIGURES = {name: getattr(door, f"{name}_figure") for name in NAMES}
PICTURE_NAME = re.compile(r"s[0-9a-f]{1,4}n\d+")
PHONE_PX = 280
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
#: In light two pictures stand in one, and when plans are compared two to four.
HEAVIEST = {"light": 90_000, "compare": 140_000}
HEAVIEST_SECTION = 60_000

each_explorer = pytest.mark.parametrize("name", NAMES)


def drawn(html):
    """The picture without the names that keep the many pictures of one page apart."""
    return PICTURE_NAME.sub("name", html)


def shows_what_its_figure_draws(explorer, name):
    expected = FIGURES[name](**explorer.settings, width_px=explorer.width_px)
    return drawn(explorer.html) == drawn(expected)


def ends_of(field):
    """The values at the ends of a control: of a slider both, of a list each."""
    if field.kind == "number":
        return [field.low, field.high]
    return [kept for kept, _ in field.options] if field.kind == "choice" else [False, True]


def other_end(field, now):
    return next(end for end in reversed(ends_of(field)) if end != now)


def sentence_in(html):
    (sentence,) = re.findall(r'<p class="uts-said">(.*?)</p>', html)
    return unescape(sentence)


def states_of(name):
    """An explorer in every state that one choice makes, so that all its controls are seen."""
    opened = EXPLORERS[name]()
    yield opened
    for field in opened.controls.values():
        ends = ends_of(field) if field.kind == "choice" else []
        for end in ends[-1:] if field.name in ("plan_2", "plan_3", "plan_4") else ends:
            if end != field.start:
                yield EXPLORERS[name](**{field.name: end})


@pytest.fixture(autouse=True)
def _few_patients(monkeypatch):
    """Two hundred are for eyes; what is tested here holds for a dozen."""
    monkeypatch.setattr(spread_room, "PATIENTS", 12)


# One and the same


def test_there_are_eight_explorers():
    expected = "compare course layers lesion light scar spread treatment"
    assert sorted(NAMES) == expected.split()


@each_explorer
def test_an_explorer_opens_on_what_its_figure_draws(name):
    opened = EXPLORERS[name]()
    assert opened.notice == ""
    assert shows_what_its_figure_draws(opened, name)


@each_explorer
def test_after_any_change_an_explorer_shows_what_its_figure_draws(name):
    for field in EXPLORERS[name]().controls.values():
        opened = EXPLORERS[name]()
        opened.set(**{field.name: other_end(field, opened.settings[field.name])})
        assert opened.notice or shows_what_its_figure_draws(opened, name), field.name


@each_explorer
def test_every_control_changes_what_is_shown(name):
    """What changes neither picture nor words is no control."""
    unchanged = []
    for field in EXPLORERS[name]().controls.values():
        opened = EXPLORERS[name]()
        before = drawn(opened.html)
        opened.set(**{field.name: other_end(field, opened.settings[field.name])})
        unchanged += [field.name] if not opened.notice and drawn(opened.html) == before else []
    assert unchanged == []


# Controls


@each_explorer
def test_at_most_four_controls_are_in_sight_at_first(name):
    for opened in states_of(name):
        in_sight = [field.name for field in opened.controls.values() if not field.drawer]
        assert 1 <= len(in_sight) <= 4, in_sight


@each_explorer
def test_it_says_above_the_picture_what_it_is_and_what_to_try(name):
    opened = EXPLORERS[name]()
    assert 5 < len(opened.title) < 45
    assert 30 < len(opened.hint) < 100
    assert opened.hint.endswith(".")


@pytest.mark.parametrize("other", [{"picking": 1.0}, {"delay_weeks": 0.0}])
def test_what_would_have_been_the_same_is_not_set_against_itself(other):
    """A dip that is no dip either way was once "no dip, not no dip"."""
    none_left = EXPLORERS["lesion"](intensity=0.0, **other)
    assert "no dip as well" in none_left.html
    assert ", not " not in none_left.html


def test_day_0_of_a_treatment_is_not_called_before_it():
    assert EXPLORERS["treatment"]().controls["day"].ends == ("Day 0", "Day 90")
    assert course_explorer().controls["week"].ends == ("Before", "After")


@each_explorer
def test_a_number_in_millimetres_is_spoken_with_its_unit(name):
    for opened in states_of(name):
        for field in opened.controls.values():
            spoken = "millimetres" if field.words.endswith("(mm)") else field.unit
            assert field.unit == spoken, field.words
            assert field.kind == "number" or not field.unit


@each_explorer
def test_every_control_has_words_of_its_own(name):
    for opened in states_of(name):
        words = [field.words.strip() for field in opened.controls.values()]
        assert all(words)
        assert len(set(words)) == len(words), words


@each_explorer
def test_limits_and_starts_are_those_of_the_evidence_table(name):
    seen = 0
    for opened in states_of(name):
        for field in opened.controls.values():
            if field.row:
                row = value(field.row)
                scale = 1000 if field.name.endswith("_um") else 1
                limits = pytest.approx((scale * row.low, scale * row.high))
                assert (field.low, field.high) == limits, field.name
                assert field.low <= field.start <= field.high
                seen += 1
    assert seen or name == "layers"


@pytest.mark.parametrize("kind", ["ice_pick", "boxcar", "rolling", "pore"])
def test_a_scar_opens_at_the_typical_size_of_its_kind(kind):
    width = scar_explorer(kind=kind).controls["width_mm"]
    row = value(f"{kind}_width")
    assert (width.low, width.start, width.high) == (row.low, row.typical, row.high)


def test_another_kind_of_scar_forgets_a_size_that_was_of_the_first():
    explorer = scar_explorer(width_mm=1.9)
    explorer.set(kind="rolling")
    assert explorer.settings["width_mm"] == value("rolling_width").typical


def test_another_treatment_keeps_the_scar_and_the_week():
    explorer = course_explorer(kind="boxcar", depth_mm=0.6, week=40)
    explorer.set(treatment="subcision")
    kept = {name: explorer.settings[name] for name in ("kind", "depth_mm", "week")}
    assert kept == {"kind": "boxcar", "depth_mm": 0.6, "week": 40}


# Ends


@each_explorer
def test_the_ends_of_every_control_give_a_picture_or_a_reason(name):
    """In every state that a choice makes; and the picture is light enough to travel."""
    for opened in states_of(name):
        for field in opened.controls.values():
            for end in ends_of(field) if field.kind == "number" else []:
                tried = EXPLORERS[name](**{**opened.form.changed, field.name: end})
                assert tried.notice or tried.html, field.name
                heavy = HEAVIEST.get(name, HEAVIEST_SECTION)
                assert all(len(svg) <= heavy for svg in SVG.findall(tried.html)), tried.line


@each_explorer
def test_when_the_page_tells_its_width_the_picture_is_laid_out_for_it(name):
    opened = EXPLORERS[name]()
    told(opened, width_px=PHONE_PX)
    assert shows_what_its_figure_draws(opened, name)
    widths = [int(width) for width in re.findall(r'viewBox="0 0 (\d+)', opened.html)]
    assert widths
    assert max(widths) <= PHONE_PX


@pytest.mark.parametrize("width_px", [100, PHONE_PX, 639])
def test_a_picture_below_the_numbers_takes_the_whole_width(width_px):
    assert page.section_px(width_px) == max(page.LEAST_PX, width_px - 10)


# Words


@each_explorer
def test_beside_the_picture_stands_one_sentence_with_a_number(name):
    for opened in states_of(name):
        sentence = sentence_in(opened.html)
        assert sentence.endswith(".")
        assert 20 < len(sentence) < 300


@each_explorer
def test_the_sentence_follows_the_controls(name):
    opened = EXPLORERS[name]()
    sentences = {sentence_in(opened.html)}
    for field in opened.controls.values():
        opened = EXPLORERS[name](**{field.name: other_end(field, field.start)})
        sentences |= {sentence_in(opened.html)} if not opened.notice else set()
    assert len(sentences) > 2


@each_explorer
def test_no_words_promise_or_frighten(name):
    for opened in states_of(name):
        words = re.sub(r"<.*?>", " ", opened.html).lower()
        assert not re.search(r"\b(cures?|erases?|perfect|guarantee\w*|dangerous)\b", words)


def test_a_pit_twice_as_deep_as_wide_has_the_ratio_two():
    html = scar_figure(kind="ice_pick", width_mm=0.8, depth_mm=1.6, site="cheek")
    assert re.search(r"<dt>depth / width</dt><dd>(1\.9\d|2\.0\d)</dd>", html)


def test_an_ice_pick_scar_inside_the_published_sizes_is_called_so_without_a_doubt():
    html = scar_figure(kind="ice_pick", width_mm=1.2, depth_mm=1.6, site="cheek")
    assert "this is an ice pick scar" in sentence_in(html)
    assert "doubt" not in html


def test_a_scar_between_the_published_types_is_named_with_a_doubt():
    """An ice pick scar is deeper than wide; at 2 mm by 0.5 mm no published type fits."""
    html = scar_figure(kind="ice_pick", width_mm=2.0, depth_mm=0.5, site="cheek")
    assert "doubt" in html


def test_before_the_first_session_nothing_is_gained():
    html = course_figure(**course_explorer().settings | {"week": 0})
    assert "<dd>1.60 mm</dd>" in html
    assert "<dd>0 %</dd>" in html
    assert "as deep as before" in sentence_in(html)


def test_a_course_of_cross_makes_an_ice_pick_scar_less_deep():
    html = course_figure(**course_explorer().settings | {"week": 52})
    assert "less deep than before" in sentence_in(html)
    assert "<dd>1.60 mm</dd>" not in html


def test_the_thinnest_dermis_of_the_five_places_is_named():
    """Women's temple 1.04 mm, chin 1.10, forehead 1.32, cheek 1.35, nose 1.45 in the table."""
    html = door.layers_explorer(sex="woman").html
    assert "thinnest on the temple (1.04 mm)" in html
    assert "thickest on the nose (1.45 mm)" in html


def test_left_alone_a_picked_lesion_would_have_left_less():
    html = door.lesion_explorer(picking=1.0, intensity=0.5, days=10.0).html
    left, picked = re.search(r"would leave (.*?), not (.*?)\.</p>", html).groups()
    assert left != picked


def test_raking_light_shows_a_scar_more_strongly_than_a_lamp_overhead():
    low = sentence_in(door.light_explorer(elevation_deg=10).html)
    high = sentence_in(door.light_explorer(elevation_deg=90).html)
    assert re.search(r"[\d.]+ times as strongly", low)
    assert "hardly more" in high


def test_the_spread_is_wider_where_patients_heal_more_differently():
    wide = door.spread_explorer(vigour_spread=0.5).html
    narrow = door.spread_explorer(vigour_spread=0.2).html
    between = [
        re.search(r"between (\d+) and (\d+)\s%", sentence_in(html)).groups()
        for html in (wide, narrow)
    ]
    (a, b), (c, d) = [[int(end) for end in ends] for ends in between]
    assert b - a > d - c


@pytest.mark.parametrize(
    "kind, treatment",
    [("ice_pick", "tca_cross"), ("boxcar", "fractional_co2"), ("rolling", "subcision")],
)
@pytest.mark.parametrize("spread", ["low", "high"])
def test_patients_read_off_a_ladder_are_those_of_the_cohort(kind, treatment, spread):
    """Two hundred courses are read between a few: nobody's gain moves by a point."""
    vigour_spread = getattr(value("vigour_spread"), spread)
    plan = Plan.every(TREATMENTS[treatment](), sessions=3, weeks_apart=4)
    skin = scar(kind=kind, grid=COARSE[kind])
    whole = run_cohort(skin, plan, n=60, vigour_spread=vigour_spread, follow_up_weeks=20)
    healers = ladder(skin, plan, 20, most_spread=value("vigour_spread").high)
    read = patients_on(healers, n=60, seed=1, vigour_spread=vigour_spread)
    assert (read.vigour == whole.vigour).all()
    assert read.weeks == pytest.approx(whole.weeks)
    for name in ("depth", "area", "volume"):
        gains = read.improvement_pct(name), whole.improvement_pct(name)
        assert gains[0] == pytest.approx(gains[1], abs=1.0)


def test_how_differently_they_heal_computes_no_course_again(monkeypatch):
    explorer = door.spread_explorer()
    monkeypatch.setattr(spread_room, "ladder", None)  # calling it now would fail
    before = drawn(explorer.html)
    explorer.set(vigour_spread=0.5)
    assert explorer.notice == ""
    assert drawn(explorer.html) != before


@pytest.mark.parametrize("name", ["compare", "course", "spread"])
def test_a_still_has_a_form_for_a_phone(name):
    explorer = EXPLORERS[name]()
    page_form, phone = (
        explorer.kind.still(**explorer.settings, form=form) for form in ("page", "phone")
    )
    assert (page_form.form, phone.form) == ("page", "phone")
    assert len(phone.panels) == len(page_form.panels) > 1


def test_beside_plans_stands_whatever_speaks_against_one_of_them():
    assert "CROSS is meant for narrow scars" in door.compare_explorer(kind="rolling").html


def test_a_course_shows_depth_area_and_young_collagen_over_the_year():
    for head in ("Scar depth, mm", "Scar area, mm²", "Young collagen, mm²"):
        assert head in course_explorer().html


def test_a_caution_stands_beside_a_treatment_that_does_not_fit():
    """Acid on wide, soft scars is not what CROSS is for."""
    assert "uts-care" in door.treatment_explorer(kind="rolling").html


# Treatments bring their knobs along

NOT_OFFERED = {("ablative_laser", "heat_um"), ("filler", "volume_ul")}  # left to the device, or off


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_number_of_a_treatment_is_a_knob_that_can_be_turned(treatment):
    from dataclasses import fields

    names = {one.name for one in fields(TREATMENTS[treatment])}
    names -= {name for owner, name in NOT_OFFERED if owner == treatment}
    controls = door.treatment_explorer(treatment=treatment).controls
    found = {n.removeprefix(f"{treatment}_") for n in controls} & names
    assert found == names


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_knob_starts_where_the_treatment_does(treatment):
    plain = TREATMENTS[treatment]()
    controls = door.treatment_explorer(treatment=treatment).controls
    for name, field in controls.items():
        own = name.removeprefix(f"{treatment}_")
        if (hasattr(plain, own) and own not in ("kind", "depth_mm")) or own != name:
            assert field.start == pytest.approx(getattr(plain, own)), name


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_word_that_a_treatment_knows_can_be_chosen(treatment):
    for field in door.treatment_explorer(treatment=treatment).controls.values():
        if field.kind == "choice" and field.name not in ("treatment", "kind"):
            name = field.name.removeprefix(f"{treatment}_")
            with pytest.raises(ValueError, match=r"known are|must be") as refused:
                TREATMENTS[treatment](**{name: "?"})
            known = re.findall(r"\w+", str(refused.value).rpartition(" are ")[2])
            assert {kept for kept, _ in field.options} == set(known)


def test_a_new_treatment_appears_by_itself(monkeypatch):
    from toolkit.treatments import FractionalErbium

    monkeypatch.setitem(TREATMENTS, "fractional_erbium_2", FractionalErbium)
    explorer = course_explorer(treatment="fractional_erbium_2")
    options = dict(explorer.controls["treatment"].options)
    assert options["fractional_erbium_2"] == "Fractional erbium 2"
    assert {"column_depth_mm", "coverage"} <= explorer.controls.keys()


# A course is computed once


def test_walking_through_the_weeks_does_not_compute_the_course_again(monkeypatch):
    explorer = course_explorer()
    monkeypatch.setattr(course_room, "run_course", None)  # calling it now would fail
    pictures = set()
    for week in (0, 13, 52):
        explorer.set(week=week)
        pictures.add(drawn(explorer.html))
    assert len(pictures) == 3


@pytest.mark.parametrize(
    "name", ["percent", "sessions", "weeks_apart", "width_mm", "depth_mm", "kind", "treatment"]
)
def test_any_other_control_computes_the_course_again(monkeypatch, name):
    explorer, computed = course_explorer(), []
    course_room.course_with.cache_clear()

    def counted(*given, **plan):
        computed.append(given)
        return run_course(*given, **plan)

    monkeypatch.setattr(course_room, "run_course", counted)
    explorer.set(**{name: other_end(explorer.controls[name], explorer.settings[name])})
    assert len(computed) == 1


# What the page tells


def told(explorer, **message):
    """Let the explorer hear what the page sends."""
    explorer._handle_custom_msg({"answer": "x-1", **message}, [])


@each_explorer
def test_what_the_page_sends_is_done_and_answered(name):
    opened = EXPLORERS[name]()
    field = next(iter(opened.controls.values()))
    end = other_end(field, opened.settings[field.name])
    told(opened, set={field.name: end}, answer="view-7")
    assert opened.answered == "view-7"
    assert opened.settings[field.name] == end
    assert opened.values == opened.settings


@pytest.mark.parametrize(
    "message", [{"set": {"depth_mm": 99}}, {"set": {"depht_mm": 1}}, {"set": {"kind": "crater"}}]
)
def test_what_cannot_be_is_refused_in_words_and_answered_all_the_same(message):
    explorer = scar_explorer()
    before = explorer.settings
    told(explorer, **message, answer="view-8")
    (name,) = message["set"]
    assert name in explorer.notice
    assert explorer.answered == "view-8"
    assert explorer.settings == before


def test_one_answer_travels_in_one_message(monkeypatch):
    explorer, sent = course_explorer(), []
    monkeypatch.setattr(explorer, "send_state", lambda key=None: sent.append(set(key)))
    told(explorer, set={"treatment": "subcision"}, answer="view-9")
    assert sent == [{"html", "fields", "values", "line", "answered"}]


@pytest.mark.parametrize("wrong", ["wide", -5, 0, 10**9, None, 2.5])
def test_a_width_that_no_page_has_is_not_believed(wrong):
    explorer = scar_explorer()
    told(explorer, width_px=wrong)
    assert explorer.width_px == page.STILL_PX


# Bad input

NO_SUCH_SCAR = {"kind": "rolling", "width_mm": 4.0, "depth_mm": 0.6}


def test_numbers_that_do_not_go_together_are_explained_in_the_words_of_the_controls():
    with pytest.raises(ValueError, match=r"width_mm is 4\.0"):
        scar_figure(**NO_SUCH_SCAR, site="cheek")
    first, later = scar_explorer(**NO_SUCH_SCAR), scar_explorer(kind="rolling")
    later.set(**NO_SUCH_SCAR)
    for explorer in (first, later):
        assert "\u201cWidth of the scar (mm)\u201d is 4.0" in explorer.notice
        assert "width_mm" not in explorer.notice
        assert ("picture" in explorer.notice) is bool(explorer.html)


def test_after_bad_input_the_last_good_picture_stays_until_good_input_comes():
    explorer = scar_explorer(kind="rolling")
    good = explorer.html
    explorer.set(**NO_SUCH_SCAR)
    assert explorer.html == good
    assert explorer.notice
    explorer.set(width_mm=6.0)
    assert explorer.html != good
    assert explorer.notice == ""


@pytest.mark.parametrize("field, wrong", [("kind", "crater"), ("treatment", "scrub"), ("week", 53)])
def test_a_course_that_is_not_possible_names_the_field(field, wrong):
    settings = course_explorer().settings | {field: wrong}
    with pytest.raises(ValueError, match=f"{field} is {wrong!r}"):
        course_figure(**settings)


def test_a_plan_that_outlasts_the_year_says_so():
    explorer = course_explorer(treatment="ablative_laser", sessions=6)
    assert "within 52 weeks" in explorer.notice


# Reset, and a line of code


@each_explorer
def test_reset_brings_back_the_start(name):
    fresh = EXPLORERS[name]()
    opened = EXPLORERS[name]()
    for field in opened.controls.values():
        opened = EXPLORERS[name](**{field.name: other_end(field, fresh.settings[field.name])})
        told(opened, reset=True)
        assert opened.settings == fresh.settings
        assert drawn(opened.html) == drawn(fresh.html)
        assert opened.controls == fresh.controls


@each_explorer
def test_the_copied_line_opens_the_same_state(name):
    for opened in states_of(name):
        for field in opened.controls.values():
            opened.set(**{field.name: other_end(field, opened.settings[field.name])})
            again = eval(opened.line, vars(door))
            assert again.settings == opened.settings, opened.line
            break
        assert "\n" not in opened.line


def test_the_copied_line_is_short():
    assert course_explorer().line == "course_explorer()"
    line = course_explorer(kind="boxcar", depth_mm=0.5, treatment="fractional_co2").line
    assert line == "course_explorer(treatment='fractional_co2', kind='boxcar', depth_mm=0.5)"


@each_explorer
def test_a_start_that_is_not_known_is_refused_with_the_nearest_name(name):
    known = list(EXPLORERS[name]().controls)[-1]
    with pytest.raises(ValueError, match=f"{known[:-1]}x.*did you mean '{known}'"):
        EXPLORERS[name](**{f"{known[:-1]}x": 1})


def test_a_start_that_is_not_possible_names_the_limits():
    with pytest.raises(ValueError, match=r"width_mm is 9; it must lie from 0\.5 to 2"):
        scar_explorer(width_mm=9)
    with pytest.raises(ValueError, match="did you mean 'boxcar'"):
        scar_explorer(kind="boxcra")
    with pytest.raises(ValueError, match=r"sessions is 2\.5; it must be a whole number"):
        course_explorer(sessions=2.5)
    with pytest.raises(ValueError, match="width_mm is nan"):
        scar_explorer(width_mm=float("nan"))


# Without a kernel


@each_explorer
def test_a_page_without_a_kernel_gets_a_picture_with_words(name):
    data, about = EXPLORERS[name]()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "mm" in data["text/plain"]
    as_image = about.get("image/png", {}).get("alt") if "image/png" in data else None
    assert as_image or re.search(r'alt="[^"]{40,}', data["text/html"])
