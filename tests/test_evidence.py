"""Every number has an address, and the numbers that name a paper are the paper's."""

import ast
import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from lesson_source import statements

import toolkit
from toolkit import TREATMENTS, sources, value
from toolkit.calibration import predicted_pct, rows
from toolkit.evidence import KINDS, values
from toolkit.evidence.claims import VERDICTS, claim, claims
from toolkit.evidence.studies import studies

HEADER = ["name", "low", "typical", "high", "unit", "kind", "source", "where", "note"]
UNITS = {"mm", "mm2/day", "1/day", "day", "week", "degree", "%", "fraction", "1"}
OURS = ("chosen", "fitted")
READ = {"paper", "table", "abstract", "review", "page", "quoted"}
SOURCE_KEY = re.compile(r"\b[A-Z]{2,}[0-9]{4}\b")
ROWS = values()
NAMES = [row.name for row in ROWS]


def lines_of_the_table():
    text = files("toolkit.evidence").joinpath("values.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), strict=True))


def named_in(row):
    """Every source that a row names, in its own column or in words."""
    return set(SOURCE_KEY.findall(f"{row.source} {row.where} {row.note}"))


def breaking(rule):
    """The names of the rows that break a rule."""
    return [row.name for row in ROWS if not rule(row)]


def numbers_asked_for():
    """Every name written out in a call of `value` in the package."""
    names = set()
    for file in sorted(Path(toolkit.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "value"
            if called and node.args and isinstance(node.args[0], ast.Constant):
                names.add(node.args[0].value)
    return sorted(names)


def calibration_lines():
    text = files("toolkit.evidence").joinpath("calibration.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


# The table


def test_the_table_starts_with_its_nine_names():
    assert lines_of_the_table()[0] == HEADER


def test_every_line_of_the_table_has_nine_columns():
    assert [line for line in lines_of_the_table() if len(line) != len(HEADER)] == []


def test_no_number_is_written_twice():
    written = Counter(line[0] for line in lines_of_the_table()[1:])
    assert [name for name, times in written.items() if times > 1] == []


def test_the_table_is_read_from_the_first_line_to_the_last():
    assert [line[0] for line in lines_of_the_table()[1:]] == NAMES


def test_a_number_has_a_whole_name():
    assert breaking(lambda row: re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", row.name)) == []


def test_a_number_is_of_a_known_kind():
    assert breaking(lambda row: row.kind in KINDS) == []


def test_a_number_has_a_known_unit():
    assert breaking(lambda row: row.unit in UNITS) == []


def test_a_number_from_a_paper_says_which():
    assert breaking(lambda row: row.kind in OURS or row.source in sources()) == []


def test_a_number_from_a_paper_says_where_in_it():
    assert breaking(lambda row: row.kind in OURS or row.where) == []


def test_a_number_of_our_own_says_why():
    assert breaking(lambda row: row.kind not in OURS or row.note) == []


def test_the_typical_number_is_not_below_its_range():
    assert breaking(lambda row: row.low is None or row.low <= row.typical) == []


def test_the_typical_number_is_not_above_its_range():
    assert breaking(lambda row: row.high is None or row.typical <= row.high) == []


def test_every_source_a_row_names_is_in_the_list():
    assert breaking(lambda row: named_in(row) <= sources().keys()) == []


@pytest.mark.parametrize("name", numbers_asked_for())
def test_every_number_that_the_code_asks_for_is_in_the_table(name):
    assert name in NAMES


#: Numbers of numerics, of slices and of words, each with the reason why no table need own it.
#: Limits of sliders, written in a call that checks them, need no reason.
TYPED = {
    "calibration.fit": ({0.02, 0.05, 0.7, 1.645}, "steps of the fit, and the normal curve"),
    "calibration.scars": ({12.0}, "width of a slice"),
    "classify": ({1.01}, "no ruler is finer than a hundredth"),
    "coarse": ({0.75}, "weights between cells"),
    "cohort": ({0.05, 5.0}, "so that a rare draw is still a patient"),
    "formation.inflammation": ({0.02, 0.2, 45.0}, "steps and length of the run"),
    "formation.scar": ({0.001, 0.2, 12.0}, "round-off, and size of a slice"),
    "grid": ({3.5, 8.0}, "size of a slice"),
    "healing.propagators": ({1e-08}, "where a series stands in for a quotient"),
    "lesion_map": ({3.5, 12.0}, "size of a slice"),
    "light.sky": ({1.1}, "how the search for the horizon grows"),
    "measures": ({0.0001, 0.001, 0.01, 0.1, 0.75}, "where a mouth and a wall begin"),
    "mixed": ({6.0, 8.0, 12.0, 60.0}, "size of slices"),
    "patient": ({28.0}, "an adult, where nobody says how old"),
    "safety.rules": ({1.01}, "no ruler is finer than a hundredth"),
    "scars": ({0.001, 0.004, 0.0251, 0.03, 0.2, 0.4, 0.6, 0.9, 1.6, 12.0},
              "the search for a scar of the asked size; its size, not these, is what counts"),
    "section": ({0.001}, "round-off"),
    "treatments.filler": ({0.001, 1.2}, "round-off, and the limit of a slider"),
    "treatments.fractional_co2": ({0.1}, "limit of a slider"),
    "treatments.fractional_erbium": ({0.05}, "limit of a slider"),
    "treatments.pores": ({1.01}, "no ruler is finer than a hundredth"),
    "treatments.punch_elevation": ({0.05}, "a tenth of what is solid"),
    "treatments.reach": ({2.5}, "beyond so many reaches there is nothing"),
    "treatments.tca_cross": ({1.5}, "how far around a place is looked"),
    "treatments.topical": ({0.1}, "of an agent that has no reach"),
    "trials.board": ({15.0}, "the goal that is missed"),
    "trials.metric": ({1.5, 25.0, 50.0, 75.0}, "quarters, and a score that has risen"),
    "trials.patients": ({2.5}, "how far out patients are computed"),
    "trials.protocol": ({52.18}, "weeks in a year"),
    "trials.reported": ({1e6}, "no scale goes further"),
    "trials.row": ({0.7}, "how like a known name a wrong one must be"),
    "trials.scale": ({25.0, 50.0, 75.0}, "quarters"),
}  # fmt: skip
PLAIN = {0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 7.0, 10.0, 100.0, 1000.0, 1e-6, 1e-9, 1e-12}
NOT_THE_MODEL = {"drawing", "explorers", "recognition", "cases", "evidence", "checks", "cost"}


def numbers_typed(file):
    """Every number with a point in a module, but for those in a call that checks a limit."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    limits = {
        id(part)
        for call in calls
        if getattr(call.func, "id", "").startswith("check_")
        for part in ast.walk(call)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    floats = (node for node in constants if isinstance(node.value, float))
    return {abs(node.value) for node in floats if id(node) not in limits} - PLAIN


PACKAGE = Path(toolkit.__file__).parent
MODEL = [
    file
    for file in sorted(PACKAGE.rglob("*.py"))
    if file.relative_to(PACKAGE).parts[0].removesuffix(".py") not in NOT_THE_MODEL
]


@pytest.mark.parametrize("file", MODEL, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_number_is_typed_in_the_model_that_the_table_should_own(file):
    name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
    allowed, _ = TYPED.get(name, (set(), ""))
    assert numbers_typed(file) == allowed


def test_every_module_with_a_number_of_its_own_is_there():
    names = {".".join(file.relative_to(PACKAGE).with_suffix("").parts) for file in MODEL}
    assert TYPED.keys() <= names


#: Settings, gaps and protocols: what a study did, and not what it measured.
DONE = re.compile(r"(weeks_apart|weeks_after|sessions|rf_(passes|pin_width)|tca_percent)(_|$)")


def test_what_a_study_did_is_not_called_measured():
    done = [row for row in ROWS if DONE.match(row.name)]
    assert len(done) > 10
    assert [row.name for row in done if row.kind == "measured"] == []


def test_one_person_is_no_measure_of_people():
    assert breaking(lambda row: row.kind != "measured" or "one person" not in row.note) == []
    assert breaking(lambda row: row.kind != "measured" or "one man" not in row.note) == []


# The sources


@pytest.mark.parametrize("key", sources())
def test_every_source_is_used_by_a_row(key):
    used = [row.name for row in ROWS if key in named_in(row)]
    used += [line["name"] for line in calibration_lines() if key == line["source"]]
    used += [row.id for row in studies() if key == row.source]
    used += [row.row for row in claims() if key in row.sources]
    assert used


@pytest.mark.parametrize("key, source", sources().items())
def test_a_source_can_be_found_in_a_library(key, source):
    assert {"authors", "year", "title", "journal", "read"} <= source.keys(), key


@pytest.mark.parametrize("key, source", sources().items())
def test_a_source_says_what_was_read_of_it(key, source):
    assert source["read"] in READ, key


@pytest.mark.parametrize("key, source", sources().items())
def test_a_key_ends_in_the_year_of_its_source(key, source):
    assert key.endswith(str(source["year"]))


@pytest.mark.parametrize("key, source", sources().items())
def test_a_key_is_the_first_author_unless_the_source_says_otherwise(key, source):
    assert key.startswith(source["authors"].split()[0].upper()) or "authors_status" in source


@pytest.mark.parametrize("key, doi", [(k, s["doi"]) for k, s in sources().items() if "doi" in s])
def test_a_doi_is_well_formed(key, doi):
    assert re.fullmatch(r"10\.\d{4,9}/[A-Za-z0-9._;()/-]*[A-Za-z0-9]", doi), key


@pytest.mark.parametrize("key, pmid", [(k, s["pmid"]) for k, s in sources().items() if "pmid" in s])
def test_a_pubmed_number_is_digits(key, pmid):
    assert re.fullmatch(r"[1-9]\d{5,7}", pmid), key


@pytest.mark.parametrize("field", ["doi", "pmid", "title"])
def test_no_two_sources_are_the_same_paper(field):
    written = Counter(source[field].lower() for source in sources().values() if field in source)
    assert [entry for entry, times in written.items() if times > 1] == []


# Asking


def test_a_misspelled_number_is_answered_with_the_nearest_one():
    with pytest.raises(KeyError, match="named 'icepick_width'; did you mean 'ice_pick_width'"):
        value("icepick_width")


def test_a_misspelled_number_has_no_sources_either():
    with pytest.raises(KeyError, match="did you mean 'ice_pick_depth'"):
        sources("ice_pick_dept")


def test_the_sources_of_a_number_are_those_of_its_row():
    assert list(sources("ice_pick_width", "ice_pick_depth")) == ["FABBROCINI2010", "BANSAL2025"]


def test_a_number_of_our_own_has_no_source():
    assert sources("signal_fading") == {}


def test_a_reader_who_writes_on_the_answer_does_not_write_on_the_list():
    sources()["FABBROCINI2010"]["remark"] = "read in a hurry"
    assert "remark" not in sources()["FABBROCINI2010"]


# What the papers print: mm, (low, typical, high), None where the paper has nothing to say.
# A mean with its standard deviation is printed here as (mean - SD, mean, mean + SD).
PRINTED = {
    # EGAWA2007, abstract: 16.8 um on the cheek
    "stratum_corneum_thickness": (None, 0.0168, None),
    # MENG2022, Table 2, is the low end; XU2019, abstract, full skin less 0.08 mm, is the high end
    "dermis_thickness_cheek_woman": (0.87, None, 1.90 - 0.08),
    "dermis_thickness_cheek_man": (1.14, None, 2.53 - 0.08),
    "dermis_thickness_forehead_woman": (0.86, None, 1.86 - 0.08),
    "dermis_thickness_forehead_man": (1.17, None, 2.45 - 0.08),
    "dermis_thickness_temple_woman": (0.80, None, 1.36 - 0.08),
    "dermis_thickness_temple_man": (1.06, None, 1.64 - 0.08),
    # MENG2022, Table 2, nasal dorsum; CHOPRA2015, abstract, lower nasal sidewall 1969.2 um
    "dermis_thickness_nose_woman": (0.93, None, 1.969),
    "dermis_thickness_nose_man": (1.03, None, 1.969),
    # MENG2022, Table 2, submandibular
    "dermis_thickness_chin_woman": (0.91, None, None),
    "dermis_thickness_chin_man": (1.02, None, None),
    # KIM2019, abstract: radix and dorsum 1.61 +- 1.07, perioral 5.14 +- 3.31
    "hypodermis_thickness_nose": (0.54, 1.61, 2.68),
    "hypodermis_thickness_chin": (1.83, None, 8.45),
    # FABBROCINI2010, Table 1
    "ice_pick_width": (None, None, 2.0),
    "boxcar_width": (1.5, None, 4.0),
    "boxcar_depth": (0.1, None, None),
    "deep_boxcar_from": (None, 0.5, None),
    "ice_pick_width_below": (None, 2.0, None),
    "rolling_width": (4.0, None, None),
    "rolling_width_above": (None, 4.0, None),
    # BANSAL2025, abstract: 1933.4 +- 1117.8, 1327.88 +- 571.34, 1357.14 +- 578.3 um
    "ice_pick_depth": (0.816, 1.933, 3.051),
    "boxcar_altered_depth": (0.757, 1.328, 1.899),
    "rolling_altered_depth": (0.779, 1.357, 1.935),
    # FLAMENT2015, abstract: counted from 250 um
    "pore_width": (0.25, None, None),
    # KHUNGER2011, abstract: 100 %, four sessions, two weeks apart
    "tca_percent": (None, 100, None),
    "sessions_cross": (None, 4, None),
    "weeks_apart_cross": (None, 2, None),
    # KHUNGER2011, abstract: dark in two of thirty; DHOLLAN2018, abstract: in three of fifteen
    "pih_cross": (None, 100 * 2 / 30, 100 * 3 / 15),
    # DOGRA2014, abstract: dark in five and tram-trek scarring in two; thirty completed
    "pih_microneedling": (0, 100 * 5 / 30, 100 * 5 / 30),
    "roller_tracks": (0, 100 * 2 / 30, 100 * 2 / 30),
    # KHUNGER2011, abstract: 6.7 % fair (30-49), 20 % good (50-70), 73.3 % excellent (above 70)
    "khunger_poor": (None, 100 - 6.7 - 20 - 73.3, None),
    "khunger_fair": (None, 6.7, None),
    "khunger_good": (None, 20, None),
    "khunger_excellent": (None, 73.3, None),
    # AMIN2014, abstract: 13.3 % fair, 45 % good, 41.7 % excellent, nobody poor
    "amin_poor": (None, 0, None),
    "amin_fair": (None, 13.3, None),
    "amin_good": (None, 45, None),
    "amin_excellent": (None, 41.7, None),
    # BHARDWAJ2010, abstract: more than 70 % in eight out of ten
    "bhardwaj_excellent": (None, 80, None),
    # TAN2017, abstract; TANKANG2017, abstract: 69 % of 843
    "new_scars_left_half_a_year": (None, 66.2, None),
    "new_scars_left_two_years": (None, 81.7, None),
    "mild_acne_share_of_scarred": (None, 69, None),
    # DRENO2019 and SARDANA2014, abstracts
    "scar_count_change_retinoid": (None, -21.7, None),
    "scar_count_change_vehicle": (None, 16.7, None),
    "laser_count_fall_boxcar": (None, 52.9, None),
    "laser_count_fall_ice_pick": (None, 25.9, None),
    # XU2019, abstract: 1.90 +- 0.21; MENG2022, Table 2, zygoma of women: 0.87 +- 0.35, 0.20
    "measured_skin_cheek_woman": (1.69, 1.90, 2.11),
    "measured_dermis_cheek_woman": (0.52, 0.87, 1.22),
    "measured_epidermis_cheek_woman": (None, 0.20, None),
    # HA2005, abstract: nasal tip 3.30, eyelid 1
    "measured_skin_nose_tip": (None, 3.30, None),
}


@pytest.mark.parametrize("name, printed", PRINTED.items(), ids=PRINTED)
def test_a_number_is_the_one_the_paper_prints(name, printed):
    row = value(name)
    for ours, theirs in zip((row.low, row.typical, row.high), printed, strict=True):
        assert theirs is None or ours == pytest.approx(theirs, rel=0.015, abs=1e-9)


def test_the_middle_of_two_papers_is_halfway_between_them():
    """Cheek, forehead and temple take the mean of MENG2022 and XU2019, to the nearest 0.01 mm."""
    sites = ("cheek", "forehead", "temple")
    rows = [value(f"dermis_thickness_{site}_{sex}") for site in sites for sex in ("woman", "man")]
    assert [row.typical for row in rows] == pytest.approx(
        [(row.low + row.high) / 2 for row in rows], abs=0.0051
    )


# Trials: which rows the model is held to, which not, and what the README says of both


def left_out_lines():
    text = files("toolkit.evidence").joinpath("calibration_left_out.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


LEFT_OUT = left_out_lines()
#: The published numbers that were collected as targets and gave no row: label, how many.
TARGETS = {
    "FRIEDMAN2004": 1, "Lee 2002": 2, "PLASMANEEDLE2026": 2, "Karnik 2014": 1, "SIPERSTEIN2022": 1,
    "SIPERSTEIN2024": 1, "HARANDI2011": 1, "Egyptian trial of 2022": 3, "Dreno 2018": 1,
    "DRENO2019": 1, "GREVELINK1998": 3,
}  # fmt: skip


@pytest.mark.parametrize("label, number", TARGETS.items())
def test_every_target_that_gave_no_row_has_a_reason(label, number):
    assert sum(line["source"] == label for line in LEFT_OUT) == number


def test_a_trial_that_is_left_out_has_one_name_and_one_reason():
    names = [line["name"] for line in LEFT_OUT]
    assert len(set(names)) == len(names)
    assert not set(names) & {line["name"] for line in calibration_lines()}
    assert all(len(line["reason"]) > 10 for line in LEFT_OUT)


@pytest.mark.parametrize("label", sorted({line["source"] for line in LEFT_OUT} - {""}))
def test_a_trial_that_is_left_out_is_a_source_or_a_name_with_its_year(label):
    assert label in sources() or re.fullmatch(r"[A-Z][a-z]+( [a-z]+)* (19|20)\d\d", label)


def test_a_left_out_trial_is_of_a_treatment_that_there_is():
    assert {line["treatment"] for line in LEFT_OUT} <= TREATMENTS.keys()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_treatment_has_a_row_or_a_reason_why_it_has_none(treatment):
    held = {line["treatment"] for line in calibration_lines()}
    excused = {line["treatment"] for line in LEFT_OUT if line["name"].startswith("no_row_for_")}
    assert (treatment in held) != (treatment in excused)


MET = {
    "sardana_ice_pick", "sardana_boxcar", "sardana_rolling", "hedelund_1_month",
    "hedelund_3_months", "hedelund_6_months", "friedman_1_month", "friedman_3_months", "khunger",
    "bhardwaj", "harandi_late", "woo_short_deep", "woo_short_rolling", "woo_dual_deep",
}  # fmt: skip
ABOVE = {"amin", "woo_short_shallow", "woo_dual_shallow"}
BELOW = {"pmla", "dogra", "alster", "walia", "woo_short_ice_pick", "woo_dual_rolling"}


def test_the_readme_tells_where_the_model_is_wrong_as_it_is():
    """The three lists under "Where the model is wrong" hold every row of the table, each once."""
    off = {row.name: predicted_pct(row) - row.reported for row in rows()}
    assert off.keys() == MET | ABOVE | BELOW
    assert len(off) == 23
    assert {name for name in MET if not abs(off[name]) <= 20} == set()
    assert {name for name in ABOVE if not off[name] > 10} == set()
    assert {name for name in BELOW if not off[name] < -20} == set()


def test_the_readme_names_the_trials_of_these_lists():
    readme = (Path(toolkit.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert {line["source"] for line in calibration_lines()} <= set(SOURCE_KEY.findall(readme))


def test_needles_come_out_at_a_third_or_less_of_their_trial():
    (trial,) = [row for row in rows() if row.name == "dogra"]
    assert predicted_pct(trial) < trial.reported / 3


# What the literature says of the statements


def test_every_statement_of_the_course_has_a_verdict_and_no_other_has():
    assert [claim.row for claim in claims()] == list(statements())


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.row)
def test_a_verdict_names_its_sources_or_says_that_none_was_found(claim):
    assert claim.verdict in VERDICTS
    assert set(claim.sources) <= set(sources())
    assert bool(claim.sources) or claim.verdict in ("unsupported", "mixed")
    assert claim.says.endswith(".")


def test_not_everything_that_is_taught_is_borne_out():
    assert {claim.verdict for claim in claims()} == set(VERDICTS)


def test_an_unknown_statement_is_answered_with_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'A1'"):
        claim("A11")
