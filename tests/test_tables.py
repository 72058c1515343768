"""Tables in words: whose numbers they show, how a screen reader walks them, what they refuse."""

from html.parser import HTMLParser

import pytest

from toolkit import TREATMENTS, Patient, Plan, rolling, value, warnings_for
from toolkit.drawing import evidence_table, share_table, warnings_table
from toolkit.evidence import values
from toolkit.evidence.spelling import in_words

BANDS = ["below 30 %", "30-49 %", "50-70 %", "above 70 %"]
# Khunger 2011, abstract: excellent 73.3 %, good 20 %, fair 6.7 % of 30 patients
KHUNGER = [0, 6.7, 20, 73.3]


class Page(HTMLParser):
    """Keeps every tag of a page with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def every(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def page_of(table):
    return Page(table._repr_html_())


def test_a_row_of_evidence_shows_the_number_with_its_source():
    (row,) = evidence_table("ice_pick_depth").rows
    name, low, typical, high, unit, kind, source, note = (cell.words for cell in row)
    assert (name, low, typical, high, unit) == ("Ice pick depth", "0.82", "1.93", "3.05", "mm")
    assert (kind, source) == ("measured", "Bansal 2025 (abstract)")
    assert note == value("ice_pick_depth").note
    assert row[6].link == "https://doi.org/10.25259/IJDVL_506_2025"


def test_the_beginning_of_names_stands_for_all_of_them():
    assert [row[0].words for row in evidence_table("subcision").rows] == [
        in_words(row.name) for row in values() if row.name.startswith("subcision_")
    ]


def test_a_chosen_number_says_that_we_chose_it():
    (row,) = evidence_table("pore_depth").rows
    assert (row[5].words, row[6].words) == ("chosen by us", "none: see the note")


def test_a_chosen_number_beside_a_source_still_says_that_we_chose_it():
    (row,) = evidence_table("pore_width").rows
    assert (row[5].words, row[6].words) == ("chosen by us", "Flament 2015 (abstract)")


def test_a_source_is_linked_by_doi_or_pubmed_or_its_page():
    names = ("pore_width", "stratum_corneum_thickness", "amin_excellent")
    links = [row[6].link for row in evidence_table(*names).rows]
    assert links == [
        "https://doi.org/10.2147/CCID.S74401",
        "https://pubmed.ncbi.nlm.nih.gov/17225007/",
        "https://jpad.com.pk/index.php/jpad/article/view/1311",
    ]


def test_a_source_without_an_address_is_words_and_no_link():
    table = evidence_table("hypodermis_thickness_nose")
    assert table.rows[0][6].words == "Kim 2019 (abstract: radix and dorsum)"
    assert page_of(table).every("a") == []


@pytest.mark.parametrize("name", [row.name for row in values()])
def test_every_row_of_the_evidence_can_be_shown(name):
    (row,) = evidence_table(name).rows
    assert all(cell.words for cell in row)


def test_a_misspelled_row_is_answered_with_the_nearest_name():
    with pytest.raises(KeyError, match="ice_pick_width"):
        evidence_table("ice_pick_widht")


def test_a_table_without_rows_is_refused():
    with pytest.raises(ValueError, match="names is empty"):
        evidence_table()


def test_a_screen_reader_hears_which_row_and_column_a_number_is_in():
    page = page_of(share_table("Patients", BANDS, {"Khunger 2011": KHUNGER}))
    scopes = [attrs["scope"] for attrs in page.every("th")]
    assert scopes == ["col"] * 5 + ["row"]
    assert len(page.every("caption")) == 1
    assert len(page.every("td")) == 4


def test_a_bar_is_as_long_as_its_share():
    styles = [tag["style"] for tag in page_of(share_table("", BANDS, {"": KHUNGER})).every("div")]
    lengths = [style.split("%")[0] for style in styles if "background-color" in style]
    assert lengths == ["width:0", "width:7", "width:20", "width:73"]


def test_bars_are_not_read_aloud():
    bars = [
        tag
        for tag in page_of(share_table("", BANDS, {"": KHUNGER})).every("div")
        if "border:1px" in tag["style"]
    ]
    assert [tag.get("aria-hidden") for tag in bars] == ["true"] * 4


def test_shares_that_do_not_make_up_the_whole_are_refused():
    with pytest.raises(ValueError, match=r"shares of Model make up 90 %"):
        share_table("Patients", BANDS, {"Model": [0, 10, 10, 70]})


def test_a_row_with_a_share_too_few_is_refused():
    with pytest.raises(ValueError, match="Model has 3 shares; it must have one a band: 4"):
        share_table("Patients", BANDS, {"Model": [20, 10, 70]})


def test_words_are_not_taken_for_markup():
    table = share_table("<b>", ["<i>"], {"<u>": [100]})
    tags = {tag for tag, _ in page_of(table).tags}
    assert tags & {"b", "i", "u"} == set()


def test_a_terminal_shows_the_same_words():
    table = share_table("Patients", ["same", "better"], {"Model": [25, 75]})
    assert repr(table) == "Patients\nPatients of | same | better\nModel | 25 | 75"


def test_a_source_with_two_authors_or_a_label_is_spelt_as_people_do():
    said = repr(evidence_table("new_scars_left", "pih_rf_needling"))
    assert "Tankang" not in said
    assert "Plasmaneedle" not in said
    assert "PIH RF needling" in said


def test_plain_warnings_say_each_thing_once_and_leave_out_the_reasons():
    acid = TREATMENTS["tca_cross"]()
    plan = Plan.every(acid, sessions=3, weeks_apart=6)
    cautions = warnings_for(rolling(), plan, Patient(skin_type=5, keloid_tendency=True))
    full, plain = warnings_table(cautions), warnings_table(cautions, plain=True)
    assert [row[0] for row in plain.rows] == list(dict.fromkeys(row[0] for row in full.rows))
    assert all(len(row) == 2 for row in plain.rows)
    assert all(caution.message in repr(plain) for caution in cautions)
    assert not any(caution.why in repr(plain) for caution in cautions)
