"""The table of treatment trials: its form, its sources, and that its numbers are the papers'."""

import csv
import re
from collections import Counter
from dataclasses import fields
from importlib.resources import files

import pytest

from toolkit.evidence import sources
from toolkit.evidence.studies import SEEN, Study, studies

HEADER = (
    "id,source,treatment,settings,scar_type,n,fitzpatrick,sessions,interval_weeks,followup_weeks,"
    "metric,value,sd_or_ci,control_value,pih_percent,seen,note"
)
SCAR_TYPES = {"ice_pick", "boxcar", "rolling", "mixed"}
NUMBER_OR_RANGE = re.compile(r"(\d+(\.\d+)?(-\d+(\.\d+)?)?)?")
SKIN_TYPES = re.compile(r"((I|II|III|IV|V|VI)(-(II|III|IV|V|VI))?)?")
SOURCE_KEY = re.compile(r"\b[A-Z]{2,}[0-9]{4}\b")
ROWS = studies()


def lines_of_the_table():
    text = files("toolkit.evidence").joinpath("studies.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), strict=True))


def breaking(rule):
    """The rows that break a rule, short enough to be read in a failure."""
    return [(row.id, row.treatment, row.metric) for row in ROWS if not rule(row)]


def values_of(source, metric):
    """The numbers of one source on one metric, in the order of the table."""
    return [row.value for row in studies(source) if row.metric == metric]


# Form


def test_the_table_starts_with_its_names():
    assert ",".join(lines_of_the_table()[0]) == HEADER
    assert ",".join(field.name for field in fields(Study)) == HEADER


def test_every_line_has_as_many_columns_as_the_header():
    columns = HEADER.count(",") + 1
    assert [line for line in lines_of_the_table() if len(line) != columns] == []


def test_the_table_is_read_from_the_first_line_to_the_last():
    assert [line[0] for line in lines_of_the_table()[1:]] == [row.id for row in ROWS]
    assert len(ROWS) > 150


def test_no_result_is_written_twice():
    def result(row):
        arm = (row.id, row.source, row.treatment, row.settings, row.scar_type, row.fitzpatrick)
        return (*arm, row.n, row.sessions, row.followup_weeks, row.metric)

    written = Counter(map(result, ROWS))
    assert [row for row, times in written.items() if times > 1] == []


def test_no_cell_begins_or_ends_with_a_blank():
    assert [cell for line in lines_of_the_table() for cell in line if cell != cell.strip()] == []


@pytest.mark.parametrize("column", ["sessions", "interval_weeks", "followup_weeks"])
def test_sessions_and_weeks_are_numbers_or_ranges(column):
    assert breaking(lambda row: NUMBER_OR_RANGE.fullmatch(getattr(row, column))) == []


def test_people_are_counted_in_whole_numbers():
    assert breaking(lambda row: row.n is None or (isinstance(row.n, int) and row.n > 0)) == []
    assert sum(row.n is not None for row in ROWS) > 150


def test_a_scar_is_of_a_known_type():
    assert breaking(lambda row: row.scar_type in SCAR_TYPES) == []
    assert {row.scar_type for row in ROWS} == SCAR_TYPES


def test_skin_types_are_roman_numbers():
    assert breaking(lambda row: SKIN_TYPES.fullmatch(row.fitzpatrick)) == []


def test_a_metric_is_one_word():
    assert breaking(lambda row: re.fullmatch(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*", row.metric)) == []


def test_darkened_skin_is_a_share():
    share = re.compile(r"(up to )?\d+(\.\d+)?")
    assert breaking(lambda row: row.pih_percent == "" or share.fullmatch(row.pih_percent)) == []


# Where the numbers come from


def test_every_row_has_a_source_in_the_list():
    assert breaking(lambda row: row.source in sources()) == []


def test_every_source_that_a_note_names_is_in_the_list():
    assert breaking(lambda row: set(SOURCE_KEY.findall(row.note)) <= sources().keys()) == []


def test_every_row_says_how_it_was_seen():
    assert breaking(lambda row: row.seen in SEEN) == []


def test_what_only_others_quote_is_not_called_an_abstract():
    quoted = {key for key, source in sources().items() if source["read"] in ("quoted", "review")}
    assert quoted & {row.source for row in ROWS}
    assert breaking(lambda row: row.source not in quoted or row.seen in ("review", "page")) == []


def test_nothing_that_was_only_remembered_is_in_the_table():
    remembered = re.compile(r"recalled|remembered|from memory", re.IGNORECASE)
    assert [line for line in lines_of_the_table() if remembered.search(",".join(line))] == []


def test_every_row_has_a_value_or_says_why_it_has_none():
    assert breaking(lambda row: row.value or len(row.note) > 20) == []


#: Controls that stand in no row of their own: a side that only a review or the text tells of.
BESIDE = {"HEDELUND2010", "ALAM2014"}


def test_a_control_has_a_row_of_its_own_in_the_same_study():
    def has_it(row):
        last = {other.value.split("->")[-1] for other in ROWS if other.id == row.id != other}
        return row.control_value in last

    with_control = [row for row in ROWS if row.control_value]
    assert len(with_control) > 10
    assert {row.id for row in with_control if not has_it(row)} == BESIDE


#: Two that disagree: both stay, and a note of the first names the second.
DISAGREE = [
    ("LEE2002", "THUY2024"),
    ("KHUNGER2011", "AMIN2014"),
    ("ERBIUMGLASS2012", "SARDANA2014"),
    ("ALAJLAN2011", "CHRASTIL2008"),
    ("ALEXIS2016", "ONG2012"),
    ("JOSEPH2019", "KARNIK2014"),
    ("SIPERSTEIN2024", "TREACY2012"),
    ("ASILIAN2019", "GHEISARI2018"),
    ("KRISHNEGOWDA2023", "SHARMA2019"),
    ("DRENO2019", "DRENO2018"),
]


@pytest.mark.parametrize("first, second", DISAGREE)
def test_two_sources_that_disagree_both_stay_and_one_says_so(first, second):
    assert studies(second)
    assert any(second in row.note for row in studies(first))


# What the papers print. All were read as abstracts, except where a comment says otherwise.
PRINTED = {
    ("LEE2002", "good_response_pct"): ["82", "94"],
    ("FRIEDMAN2004", "roughness_reduction_pct"): ["8.9", "23.3", "31.6", "39.2"],
    ("SARDANA2014", "scar_count_reduction_pct"): ["25.9", "52.9", "43.1"],
    ("DRENO2018", "scar_count_change_pct"): ["-15.5", "14.4"],
    ("DRENO2019", "scar_count_change_pct"): ["-21.7", "-26.9", "16.7", "-22.7"],
    ("DRENO2017", "SGA_almost_clear_pct"): ["45.2"],
    ("KARNIK2014", "responder_pct"): ["64", "33"],
    ("JOSEPH2019", "responder_pct"): ["92", "95"],
    ("LEHETA2011", "mean_improvement_pct"): ["68.3", "75.3"],
    ("LEHETA2014", "mean_improvement_pct"): ["59.79", "61.83", "78.27"],
    ("ASIF2016", "mean_improvement_pct"): ["62.2", "45.84"],
    ("DOGRA2014", "acne_scar_score_before_after"): ["11.73->6.5"],
    ("AMIN2014", "pct_pts_gt70"): ["41.7"],
    ("KHUNGER2011", "pct_pts_gt70"): ["73.3"],
    ("KRISHNEGOWDA2023", "GB_qual_mean_before_after"): ["3.45->1.47", "3.45->3.33"],
    ("ALAJLAN2011", "pct_patients_gt50_improvement"): ["35", "37"],
    ("ERBIUMGLASS2012", "pct_patients_marked_improvement"): ["92"],
    ("ZHANG2013", "ECCA_before_after"): ["51.1->22.3", "48.8->19.9"],
    ("PLASMANEEDLE2026", "ECCA_points_reduction"): ["41.33", "32.17"],
    ("PMLA2023", "ECCA_reduction_pct"): ["43.73", "39.11"],
    ("PICOLENS2019", "skin_quality_points_5pt"): ["1.4", "1.45", "1.7", "1.33", "2.3", "1.66"],
    ("HARANDI2011", "mean_improvement_pct"): ["71.73", "43.75"],
    ("GOODMAN2016", "visible_scar_count_before_after"): ["48.8->15.4"],
    # COCHRANE2016, table of analysis 3.1: the untreated side of HEDELUND2012, and HEDELUND2010
    ("COCHRANE2016", "atrophy_0_10"): ["4.89"],
    ("COCHRANE2016", "texture_0_10"): ["5.22"],
    ("HEDELUND2010", "texture_0_10"): ["4.5"],
    # ASILIAN2019, SUBCISIONTHREADS2022 and BRAUER2014: news reports of the papers
    ("ASILIAN2019", "improvement_points_5pt"): ["2.75", "2.39"],
    ("SUBCISIONTHREADS2022", "responder_pct"): ["52.9", "82.4", "94.1"],
    ("BRAUER2014", "volume_reduction_pct"): ["24.3"],
    # TREACY2012: the page with its results
    ("TREACY2012", "pct_patients_0_25_improvement"): ["92", "85"],
}


@pytest.mark.parametrize("source, metric", PRINTED)
def test_a_number_is_the_one_the_paper_prints(source, metric):
    assert values_of(source, metric) == PRINTED[source, metric]


#: Shares of people that must fill the whole, as far as rounding goes.
WHOLE = {
    ("CHRASTIL2008", "quartile_distribution_pct"),
    ("SHARQUIE2021", "category_distribution_pct_moderate_marked_excellent"),
    ("ULLAH2020", "category_distribution_pct_poor_fair_good_excellent"),
    ("PURI2026", "category_distribution_pct_mild_moderate_marked"),
    ("GARG2014", "GB_qual_grade_shift_pct"),
    ("NARAYANAN2019", "GB_qual_grade_shift_pct"),
}


@pytest.mark.parametrize("source, metric", sorted(WHOLE))
def test_shares_of_people_fill_the_whole(source, metric):
    for cell in values_of(source, metric):
        assert sum(map(float, cell.split("/"))) == pytest.approx(100, abs=1)


def test_every_distribution_in_the_table_is_held_to_the_whole():
    distributions = {(r.source, r.metric) for r in ROWS if "_distribution_pct" in r.metric}
    assert distributions <= WHOLE


def test_the_bands_of_a_course_of_cross_fill_the_whole():
    for source in ("KHUNGER2011", "AMIN2014", "BHARDWAJ2010"):
        shares = [float(row.value) for row in studies(source)]
        assert sum(shares) == pytest.approx(100, abs=0.2)


# Asking


def test_the_rows_of_a_source_are_those_of_that_source():
    rows = studies("WALIA1999")
    assert [(row.followup_weeks, row.value) for row in rows] == [
        ("4", "69"),
        ("26", "67"),
        ("52", "73"),
        ("78", "75"),
    ]
    assert {row.source for row in rows} == {"WALIA1999"}


def test_an_unknown_source_is_answered_with_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'SARDANA2014'"):
        studies("SARDANA2041")


def test_a_source_without_a_trial_is_no_source_of_a_trial():
    assert "EGAWA2007" in sources()
    with pytest.raises(KeyError, match="no study from source 'EGAWA2007'"):
        studies("EGAWA2007")


def test_people_are_a_number_and_the_rest_are_as_written():
    row = studies("CHRASTIL2008")[0]
    assert (row.n, row.sessions, row.value) == (29, "2-6", "3/17/62/17")
