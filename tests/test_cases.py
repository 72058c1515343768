"""Cases: each can be read, its model plan keeps what binds it, and each pitfall is a pitfall."""

import re
from dataclasses import replace

import lab
import pytest
from lesson_source import SOURCES

from toolkit import Plan, Session, measure_each, run_course, warnings_for
from toolkit.cases import ScarSize, Sign, Step, Told, case, case_names, judge, plan_of, read
from toolkit.cases import reading as reading_room
from toolkit.explorers import case_explorer, case_figure, case_solution
from toolkit.explorers.case_plan import plan_told
from toolkit.treatments import TREATMENTS

CASES = [case(name) for name in case_names()]
PITFALLS = [(one, pitfall) for one in CASES for pitfall in one.pitfalls]
ROMAN = ("0", "I", "II", "III", "IV", "V", "VI")
EVERYBODY = {"consultation"}  #: what is said of every plan needs no words of its own
PROMISES = re.compile(r"\b(cur(e|es|ed|ing)|eras\w+|perfect\w*|guarantee\w*|ugly)\b", re.I)
HTML = re.compile(r"<[^>]+>")
PICTURE_NAME = re.compile(r"s[0-9a-f]{1,4}n\d+")

each_case = pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
each_pitfall = pytest.mark.parametrize(
    "case, pitfall", PITFALLS, ids=[f"{one.name}-{fall.says[:24]}" for one, fall in PITFALLS]
)
SMALL = """
title = "A pit"
history = "A woman of 40 with one pit."
asks_for = "tca_cross"
goals = ["A shallower pit."]
reasons = ["Acid reaches its floor."]
disagree = "Nobody does."
sources = ["KHUNGER2011"]
[patient]
skin_type = 2
[[scar]]
kind = "ice_pick"
width_mm = 1.2
depth_mm = 1.6
[[constraint]]
says = "Two visits."
broken_by = { visits_above = 2 }
[[plan]]
treatment = "tca_cross"
weeks = [0, 4]
[[pitfall]]
says = "A laser."
why = "It does not reach the point."
sign = { uses = ["lasers"] }
[[pitfall.plan]]
treatment = "fractional_co2"
weeks = [0]
"""


def told(**steps):
    """What signs look at: names of treatments to their weeks."""
    plan = plan_of(Step(treatment=name, weeks=weeks) for name, weeks in steps.items())
    return Told(plan, (), (30.0, 80.0))


# What the cases are


def test_there_are_ten_cases_with_scars_of_every_kind():
    assert len(CASES) >= 10
    assert {scar.kind for one in CASES for scar in one.scars} == {
        "ice_pick",
        "boxcar",
        "rolling",
        "pore",
    }


def test_all_six_skin_types_come_with_a_case():
    assert {one.patient.skin_type for one in CASES} == {1, 2, 3, 4, 5, 6}


def test_the_reasons_for_care_come_with_a_case():
    assert any(one.patient.keloid_tendency for one in CASES)
    assert any(one.patient.active_acne for one in CASES)
    assert any((one.patient.isotretinoin_months_ago or 99) < 6 for one in CASES)
    assert any(one.day_week for one in CASES)


@each_case
def test_the_skin_holds_the_scars_that_the_case_names(case):
    found = [scar.depth_mm for scar in measure_each(case.section)]
    assert found == pytest.approx([scar.depth_mm for scar in case.scars], rel=0.06)


@each_case
def test_a_history_is_a_paragraph_about_nobody_by_name(case):
    assert 30 <= len(case.history.split()) <= 90
    assert re.match(r"A (wo)?man of \d\d ", case.history)
    assert "skin type " + ROMAN[case.patient.skin_type] in case.history


@each_case
def test_a_case_promises_and_shames_nothing(case):
    words = [case.history, *case.goals, *case.reasons, case.disagree]
    words += [part for fall in case.pitfalls for part in (fall.says, fall.why)]
    assert [one for one in words if PROMISES.search(one)] == []


@each_case
def test_every_source_that_a_sentence_names_is_listed(case):
    words = " ".join([*case.reasons, case.disagree, *(fall.why for fall in case.pitfalls)])
    named = set(re.findall(r"\b[A-Z][a-z]+ (?:and [A-Z][a-z]+ )?(?:19|20)\d\d\b", words))
    assert named - {one.says for one in case.sources} == set()


# The model plan


@each_case
def test_the_model_plan_keeps_all_that_binds_it(case):
    assert judge(case, case.plan).broken == ()


@each_case
def test_the_model_plan_falls_into_no_pitfall(case):
    assert judge(case, case.plan).pitfalls == ()


@each_case
def test_the_case_speaks_of_each_caution_against_its_own_plan_and_of_no_other(case):
    raised = {one.rule for one in judge(case, case.plan).cautions} - EVERYBODY
    assert raised == set(case.discussed)


@each_case
def test_nothing_in_the_model_plan_is_contraindicated_or_too_close(case):
    kinds = {one.kind for one in judge(case, case.plan).cautions}
    assert kinds & {"contraindicated", "not_indicated", "too_close"} == set()


@each_case
def test_under_the_model_plan_no_scar_is_left_as_it_was(case):
    if case.steps:
        assert min(gain.gain_pct for gain in judge(case, case.plan).gains) > 25


def test_a_pore_is_left_alone():
    verdict = judge(case("pores"), case("pores").plan)
    assert verdict.visits == 0
    assert [round(gain.gain_pct) for gain in verdict.gains] == [0, 0]


@each_case
def test_what_is_asked_for_is_not_yet_a_plan_without_objection(case):
    opened = case_explorer(case.name)
    verdict = judge(case, plan_told(opened.settings))
    assert opened.settings["step_1"] == case.asks_for
    assert verdict.broken or verdict.pitfalls


# Pitfalls


@each_pitfall
def test_a_plan_that_does_it_falls_into_the_pitfall(case, pitfall):
    assert pitfall in judge(case, pitfall.plan).pitfalls


@each_case
def test_there_are_pitfalls_and_each_says_why_it_fails(case):
    assert len(case.pitfalls) >= 3
    assert all(fall.why.endswith(".") and len(fall.why) > 30 for fall in case.pitfalls)


# Judging


def test_a_verdict_says_what_the_simulator_says_of_the_same_plan():
    one = case("deep_boxcar")
    course = run_course(one.section, one.plan, patient=one.patient)
    (gain,) = judge(one, one.plan).gains
    assert gain.gain_pct == pytest.approx(course.improvement_pct("depth"), abs=0.5)


def test_the_gain_of_each_scar_is_that_of_the_course():
    one = case("three_visits")
    course = run_course(one.section, one.plan, patient=one.patient)
    gains = [gain.gain_pct for gain in judge(one, one.plan).gains]
    assert gains == pytest.approx(list(course.improvement_of_each_pct()))


def test_a_plan_is_warned_of_as_by_the_rules_of_safety():
    one = case("deep_boxcar")
    plan = one.pitfalls[-1].plan
    assert judge(one, plan).cautions == warnings_for(one.section, plan, one.patient)


def test_what_suits_another_scar_of_the_skin_is_no_objection_to_the_plan():
    one = case("three_visits")
    places = judge(one, one.plan).places
    assert {(each.treatment, each.scar) for each in places} == {
        ("subcision", "ice_pick"),
        ("subcision", "boxcar"),
        ("tca_cross", "rolling"),
    }


def test_what_suits_no_scar_of_the_skin_is_an_objection():
    one = case("rolling_and_blood_thinners")
    verdict = judge(one, plan_of([Step(treatment="tca_cross", weeks=(0,))]))
    assert verdict.places == ()
    assert "acid_on_rolling" in {each.rule for each in verdict.cautions}


def test_acne_speaks_against_a_procedure_only_until_it_is_calm():
    one = case("active_acne")
    rules = [
        {
            each.rule
            for each in judge(one, plan_of([Step(treatment="subcision", weeks=[week])])).cautions
        }
        for week in (0, 28)
    ]
    assert ["acne_first" in each for each in rules] == [True, False]


def test_the_day_that_matters_comes_before_the_gain_is_whole():
    one = case("wedding_in_sixteen_weeks")
    for gain in judge(one, one.plan).gains:
        assert 0 < gain.day_pct < gain.gain_pct


def test_a_day_after_the_end_of_the_course_shows_the_end():
    one = replace(case("deep_boxcar"), day_week=300)
    (gain,) = judge(one, one.plan).gains
    assert gain.day_pct == pytest.approx(gain.gain_pct)


def test_creams_need_no_visit():
    one = case("active_acne")
    assert judge(one, plan_of(one.steps[:1])).visits == 0


def test_steps_of_one_week_are_one_visit():
    one = case("three_visits")
    assert judge(one, one.plan).visits == 3
    assert judge(one, list(one.plan.sessions)).visits == 3


def test_every_sentence_of_a_verdict_is_one():
    for one, pitfall in PITFALLS:
        for sentence in judge(one, pitfall.plan).sentences:
            assert re.match(r"[A-Z0-9].*[.?]$", sentence), sentence


def test_what_is_no_case_is_not_judged():
    with pytest.raises(ValueError, match="case is 'pores'; it must be a Case"):
        judge("pores", Plan(()))


# Signs


@pytest.mark.parametrize(
    "sign, weeks, found",
    [
        ({"uses": ["tca_cross"]}, {"tca_cross": [0]}, True),
        ({"uses": ["tca_cross"]}, {"filler": [0]}, False),
        ({"uses": ["lasers"]}, {"ablative_laser": [0]}, True),
        ({"uses": ["procedures"]}, {"topical": [0]}, False),
        ({"lacks": ["subcision"]}, {"tca_cross": [0]}, True),
        ({"lacks": ["subcision"]}, {"subcision": [0]}, False),
        ({"uses": ["lasers"], "lacks": ["punches"]}, {"fractional_co2": [0]}, True),
        ({"uses": ["procedures"], "until_week": 4}, {"filler": [4]}, False),
        ({"uses": ["procedures"], "until_week": 4}, {"filler": [3]}, True),
        ({"uses": ["filler"], "from_week": 5, "until_week": 9}, {"filler": [0, 7]}, True),
        ({"uses": ["filler"], "from_week": 5}, {"filler": [0, 4]}, False),
        ({"uses": ["filler"], "apart_below_weeks": 4}, {"filler": [0, 4]}, False),
        ({"uses": ["filler"], "apart_below_weeks": 4}, {"filler": [0, 8, 11]}, True),
        ({"uses": ["filler"], "second_below_weeks": 8}, {"filler": [0, 8, 11]}, False),
        ({"uses": ["filler"], "second_below_weeks": 8}, {"filler": [0, 7]}, True),
        ({"visits_above": 2}, {"filler": [0, 4]}, False),
        ({"visits_above": 2}, {"filler": [0, 4], "subcision": [8]}, True),
        ({"visits_above": 2}, {"filler": [0, 4], "topical": [8]}, False),
        ({"last_week_above": 8}, {"filler": [8]}, False),
        ({"last_week_above": 8}, {"filler": [9]}, True),
        ({"scar": 1, "gain_below_pct": 31}, {"filler": [0]}, True),
        ({"scar": 2, "gain_below_pct": 31}, {"filler": [0]}, False),
        ({"setting": "coverage above 0.1"}, {"fractional_co2": [0]}, True),
        ({"setting": "coverage below 0.1"}, {"fractional_co2": [0]}, False),
        ({"setting": "coverage above 0.1"}, {"filler": [0]}, False),
    ],
)
def test_a_sign_is_found_where_all_of_it_holds(sign, weeks, found):
    assert Sign(**sign).found(told(**weeks)) is found


def test_a_sign_may_look_for_a_caution():
    one = case("deep_boxcar")
    plan = one.pitfalls[-1].plan
    here = Told(plan, warnings_for(one.section, plan, one.patient), (0,))
    assert Sign(raises="opened_twice").found(here)
    assert not Sign(raises="acne_first").found(here)


def test_a_sign_that_shows_nothing_is_refused():
    with pytest.raises(ValueError, match="sign is empty"):
        Sign()


# Tables that cannot be


@pytest.mark.parametrize(
    "old, new, message",
    [
        ('"tca_cross"\nweeks', '"tca_cros"\nweeks', "plan 1: .*did you mean 'tca_cross'"),
        ('asks_for = "tca_cross"', 'asks_for = "acid"', "asks_for is 'acid'"),
        (
            'kind = "ice_pick"',
            'kind = "icepick"',
            "scar 1: kind is 'icepick'; did you mean 'ice_pick'",
        ),
        ("width_mm = 1.2", "widht_mm = 1.2", "scar 1: .*did you mean 'width_mm'"),
        ("skin_type = 2", "skin_type = 7", "patient: skin_type is 7"),
        ("skin_type = 2", "skintype = 2", "patient: .*did you mean 'skin_type'"),
        ('["KHUNGER2011"]', '["KHUNGER2010"]', "did you mean 'KHUNGER2011'"),
        ("visits_above = 2", "visit_above = 2", "constraint 1: .*did you mean 'visits_above'"),
        (
            "visits_above = 2",
            "visits_above = 2.5",
            "visits_above is 2.5; it must be a whole number",
        ),
        (
            'uses = ["lasers"]',
            'uses = ["laser"]',
            "pitfall 1: uses is 'laser'; did you mean 'lasers'",
        ),
        ('uses = ["lasers"]', 'raises = "acne_frist"', "did you mean 'acne_first'"),
        ('uses = ["lasers"]', 'setting = "coverage over 0.1"', "setting is 'over'"),
        ('uses = ["lasers"]', "scar = 1", "scar is 1; it must stand beside gain_below_pct"),
        ("weeks = [0, 4]", "weeks = [0, 0.5]", "plan 1: week is 0.5 after week 0"),
        ("weeks = [0, 4]", "weeks = []", "plan 1: weeks is empty"),
        ("weeks = [0, 4]", "weeks = [0]\nknobs = { procent = 5 }", "did you mean 'percent'"),
        ("weeks = [0, 4]", "weeks = [0]\nknobs = { percent = 500 }", "percent is 500"),
        ('title = "A pit"', "", "title is missing"),
        ('title = "A pit"', "title = 5", "title is 5; it must be a text"),
        ('goals = ["A shallower pit."]', 'goals = "None"', "goals is 'None'"),
        ("sources =", 'discussed = ["acid"]\nsources =', "discussed is 'acid'"),
    ],
)
def test_a_table_that_cannot_be_names_its_place_and_the_nearest(old, new, message):
    assert old in SMALL
    with pytest.raises(ValueError, match=f"(?s)case 'small': .*{message}"):
        read("small", SMALL.replace(old, new))


def test_a_table_as_it_should_be_is_a_case():
    small = read("small", SMALL)
    assert small.plan == Plan(
        tuple(Session(week=week, treatments=TREATMENTS["tca_cross"]()) for week in (0, 4))
    )
    assert small.scars == (ScarSize(kind="ice_pick", width_mm=1.2, depth_mm=1.6),)
    assert small.sources[0].link == "https://doi.org/10.1111/j.1473-2165.2010.00526.x"


def test_a_case_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'pores'"):
        case("pore")
    for opened in (case_explorer, case_solution):
        with pytest.raises(KeyError, match="did you mean 'keloid_tendency'"):
            opened("keloid")


def test_each_case_is_a_table_of_its_own():
    assert reading_room.case_names() == tuple(sorted(one.name for one in CASES))


# The explorer


@each_case
def test_the_explorer_shows_what_its_figure_draws(case):
    opened = case_explorer(case.name)
    drawn = [
        PICTURE_NAME.sub("name", html)
        for html in (opened.html, case_figure(**opened.settings, width_px=opened.width_px))
    ]
    assert drawn[0] == drawn[1]
    assert opened.notice == ""


@each_case
def test_the_explorer_tells_the_story_and_says_that_it_is_for_learning(case):
    words = HTML.sub(" ", case_explorer(case.name).html)
    assert case.history in words.replace("&#x27;", "'")
    assert "not medical advice" in words


def test_a_plan_told_by_controls_is_the_plan_that_is_judged():
    opened = case_explorer(
        "three_visits",
        step_1="topical",
        topical_weeks_1=4,
        step_2="subcision",
        wait_2=6,
        visits_2=2,
        apart_2=8,
        step_3="tca_cross",
        when_3="with",
    )
    visits = plan_told(opened.settings).sessions
    assert [(visit.week, len(visit.treatments)) for visit in visits] == [(0, 1), (6, 2), (14, 2)]


def test_a_broken_bond_and_a_kept_one_are_told_apart():
    html = case_explorer("three_visits", visits_1=6, apart_1=6).html
    broken, kept = html.index("✗ Three visits"), html.index("✓ He can travel")
    assert html.index(">Not kept<") < broken < html.index(">Kept<") < kept


def test_a_pitfall_goes_when_the_plan_leaves_it():
    opened = case_explorer("keloid_tendency")
    assert "CROSS, because the scar with an edge is small." in opened.html
    opened.set(step_1="none")
    assert "CROSS, because the scar with an edge is small." not in opened.html
    assert "Nothing is done" in opened.html


def test_the_copied_line_opens_the_same_state():
    opened = case_explorer("deep_boxcar", step_1="punch_elevation", step_2="fractional_co2")
    again = eval(opened.line, {"case_explorer": case_explorer})
    assert again.settings == opened.settings


def test_few_controls_are_in_sight_and_each_has_words_of_its_own():
    fields = case_explorer("wedding_in_sixteen_weeks", step_2="filler").controls.values()
    assert len([field for field in fields if not field.drawer]) == 3
    assert len({field.words for field in fields}) == len(fields)


def test_without_a_kernel_there_is_a_picture_and_all_that_was_said():
    data, _ = case_explorer("pores")._repr_mimebundle_()
    assert case("pores").history in data["text/plain"]
    assert "Not kept: Nothing wounds skin" in data["text/plain"]


# The solution


@each_case
def test_a_solution_tells_plan_reasons_dispute_pitfalls_and_sources(case):
    data, _ = case_solution(case.name)._repr_mimebundle_()
    for told in (*case.reasons, case.disagree, *(fall.says for fall in case.pitfalls)):
        assert told in data["text/plain"]
    for source in case.sources:
        assert source.says in data["text/html"]
        assert source.link in data["text/html"]


def test_a_solution_gives_the_numbers_of_the_model_and_no_mark():
    words = repr(case_solution("wedding_in_sixteen_weeks"))
    assert "weeks 0 and 6" in words
    assert re.search(r"In week 16 scar 2 is \d\d % less deep", words)
    assert not re.search(r"\b(points?|score|marks? out of|grade)\b", words)


def test_the_solution_is_not_what_the_explorer_shows():
    for one in CASES:
        html = case_explorer(one.name).html
        assert [reason for reason in one.reasons if reason in html] == []


# The notebook


def test_the_notebook_tells_the_stories_as_the_cases_do():
    told = (SOURCES / "cases.md").read_text(encoding="utf-8")
    there = [one for one in CASES if f'case_solution("{one.name}")' in told]
    assert len(there) >= 8
    assert [one.name for one in there if one.history not in told] == []
    assert [one.name for one in there if f"{one.title}\n" not in told] == []


# On a page and on a phone

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("learner")
    cell = "from toolkit.explorers import *\ncase_explorer('three_visits')"
    lab.write_notebook(folder / "notebooks" / "case.ipynb", cell)
    with lab.a_browser() as browser, lab.jupyterlab(folder) as address:
        page = lab.opened_and_run(browser, address, "case.ipynb")
        page.locator(".uts-case-answer").wait_for()
        yield page


def narrowed(page, width):
    lab.resize(page, {"width": width, "height": 844})
    page.wait_for_timeout(1200)
    for summary in page.locator(".uts summary").all():
        if summary.evaluate("(one) => !one.parentElement.open"):
            summary.click()
    return page.locator(".uts").first


@pytest.mark.browser
def test_another_step_changes_what_is_kept(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.locator(".uts-case-answer")
    assert "The same device, three times." in answer.text_content()
    page.get_by_label("Step 2", exact=True).select_option("tca_cross")
    page.wait_for_function(
        "document.querySelector('.uts-case-answer').textContent.includes('✗ Three visits')"
    )
    assert "The same device, three times." not in answer.text_content()
    page.get_by_role("button", name="Start again").click()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_on_a_phone(page, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    narrowed(page, 390)
    change = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
    page.evaluate(change, theme)
    page.wait_for_timeout(1000)
    only = {"runOnly": {"type": "tag", "values": RULES}}
    found = axe.Axe().run(page, context=".uts", options=only)
    assert [each["id"] for each in found.response["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_is_too_wide_or_too_small(page, width):
    root = narrowed(page, width)
    assert root.evaluate(lab.TOO_WIDE) == []
    size, words = root.evaluate(lab.SMALLEST_TEXT)
    assert size >= 11, words
