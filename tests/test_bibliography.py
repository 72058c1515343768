"""Every source and every number has its place on a page, and every link leads to one."""

import posixpath
import re
from collections import Counter

import lab
import numpy as np
import pytest
from lesson_source import LESSONS
from save_lessons import pages

from toolkit import trials
from toolkit.evidence import sources, values
from toolkit.evidence.bibliography import (
    address,
    bibtex,
    link_to,
    linked,
    numbers_page,
    references_page,
)
from toolkit.evidence.claims import claims
from toolkit.evidence.studies import studies
from toolkit.trials.tables import half_seen

PAGES = pages()
REFERENCES, NUMBERS = references_page(), numbers_page()
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
LINK = re.compile(r"\]\(([^)#:]*)(?:#([^)]+))?\)")  # to a place of ours
KINDS = {
    "measured": "**measured**",
    "reviewed": "**from a review**",
    "chosen": "**chosen by us**",
    "fitted": "**fitted by us**",
}


def part_on(key):
    """What stands under the heading of one source on the page of references."""
    return REFERENCES.split(f'<a id="{key}"></a>')[1].split("\n### ")[0]


def line_on(name):
    """The line of one number on the page of numbers: its two cells."""
    (line,) = [line for line in NUMBERS.splitlines() if f'<a id="{name}"></a>' in line]
    return line.strip("| ").split(" | ")


@pytest.mark.parametrize("file", PAGES)
def test_a_page_that_is_made_is_not_stale(file):
    """After a change of the evidence: python tests/save_lessons.py 00."""
    assert (LESSONS / file).read_text(encoding="utf-8") == PAGES[file]


@pytest.mark.parametrize("file", [file for file in PAGES if file.endswith(".md")])
def test_a_link_of_a_page_leads_to_a_place_that_exists(file):
    links = LINK.findall(PAGES[file])
    assert links
    for target, anchor in links:
        where = posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
        where = where if target else file
        assert (LESSONS / where).is_file(), (file, target)
        if anchor:
            assert anchor in ANCHOR.findall(PAGES[where]), (file, target, anchor)


# The page of references


def test_every_source_has_one_anchor():
    assert Counter(ANCHOR.findall(REFERENCES)) == Counter(sources().keys())


def test_no_two_sources_have_the_same_heading():
    headings = re.findall(r"^### <a [^>]*></a>(.+)$", REFERENCES, re.MULTILINE)
    assert len(set(headings)) == len(headings) == len(sources())


def test_references_stand_in_the_order_of_names_and_years():
    keys = ANCHOR.findall(REFERENCES)
    names = [
        "AMIN2014",
        "CHO2005",
        "CHO2012",
        "DEDORMAEL2019",
        "DRENO2007",
        "DRENO2018",
        "ZHANG2013",
    ]
    assert sorted(names, key=keys.index) == names


@pytest.mark.parametrize("key, source", sources().items())
def test_a_reference_shows_its_title_its_address_and_what_it_is_used_for(key, source):
    part = part_on(key)
    assert source["title"] in part
    assert str(source["year"]) in part
    assert f"]({address(source)})" in part or "No address was found" in part
    assert ("No address was found" in part) == (not source.keys() & {"doi", "pmid", "url"})
    assert re.search(r"^\*\*Used for:\*\* .{4,}\.$", part, re.MULTILINE)


@pytest.mark.parametrize("key, source", sources().items())
def test_all_that_is_said_of_a_source_stands_on_the_page(key, source):
    told = [text for name, text in source.items() if name.endswith("_status")]
    part = part_on(key)
    for text in told:
        assert linked(text, page="") in part


def test_how_much_of_a_source_was_read_is_said_in_words():
    assert "**Read:** the abstract only." in part_on("EGAWA2007")
    assert "**Read:** the abstract and a table." in part_on("MENG2022")
    assert "**Read:** what others quote of it; a news report of the paper" in part_on("YEUNG2012")


def test_what_a_source_is_used_for_is_named():
    """KHUNGER2011 stands behind four bands, a protocol, rows of trials and statements."""
    part = part_on("KHUNGER2011")
    assert "[Khunger excellent](numbers.md#khunger_excellent)" in part
    assert f"{sum(row.source == 'KHUNGER2011' for row in studies())} rows" in part
    told = [claim.row for claim in claims() if "KHUNGER2011" in claim.sources]
    assert ", ".join(told) in part


@pytest.mark.parametrize("row", [row for row in values() if row.source], ids=lambda row: row.name)
def test_a_number_and_its_source_lead_to_each_other(row):
    assert f"(numbers.md#{row.name})" in part_on(row.source)
    assert f"(references.md#{row.source})" in line_on(row.name)[1]


def test_a_hint_is_not_said_to_be_the_number():
    """Of five thicknesses of fat, one is KIM2019's own; its ends helped to choose the others."""
    theirs, hint = re.search(r"the number (.+?); as a hint (.+)", part_on("KIM2019")).groups()
    assert theirs == "[Hypodermis thickness nose](numbers.md#hypodermis_thickness_nose)"
    assert "hypodermis_thickness_cheek" in hint


def test_what_was_not_seen_in_print_is_said():
    assert "first author and year from memory" in part_on("SARDANA2014")
    assert "Authors not named in the copy read (2019)" in part_on("XU2019")
    assert "*Title not seen*" in part_on("MAAS2019")


def test_an_address_is_the_doi_or_pubmed_or_a_page():
    assert address(sources()["MENG2022"]) == "https://doi.org/10.1186/s12880-022-00839-w"
    assert address(sources()["EGAWA2007"]) == "https://pubmed.ncbi.nlm.nih.gov/17225007/"
    assert address(sources()["AMIN2014"]).startswith("https://jpad.com.pk/")
    assert address(sources()["HANTASH2007"]) == ""


# The page of trials


def test_every_published_row_stands_on_the_page_of_trials():
    page = PAGES["trials.md"]
    lines = [line for line in page.splitlines() if line.startswith("| [")]
    tables = trials.targets(), half_seen(), trials.held_out()
    assert len(lines) == sum(map(len, tables))
    names = {row.id for table in tables for row in table}
    assert all({row.id, row.source} & names for row in studies())


def test_the_largest_miss_stands_first():
    page = PAGES["trials.md"]
    errors = [int(n) for n in re.findall(r"\| ([+-]\d+) \| (?:yes|\*\*no\*\*) \|", page)]
    size = np.abs(errors)
    falls = np.diff(size) <= 0
    assert falls.sum() >= len(falls) - 2  # it begins anew twice, with a table each


# The page of numbers


def test_every_number_has_one_anchor():
    assert Counter(ANCHOR.findall(NUMBERS)) == Counter(row.name for row in values())


@pytest.mark.parametrize("row", values(), ids=lambda row: row.name)
def test_a_number_shows_its_value_and_range_and_how_it_is_known(row):
    number, known = line_on(row.name)
    shown = re.search(r"\*\*(\S+)\*\*([^(]*)(?:\((\S+)\sto\s(\S+)\))?$", number)
    low, high = (float(end) if end else None for end in shown.groups()[2:])
    assert (float(shown[1]), low, high) == (row.typical, row.low, row.high)
    assert shown[2].strip() == ("" if row.unit == "1" else row.unit)
    assert known.startswith(KINDS[row.kind])
    assert linked(row.note)[1:] in known


def test_a_page_begins_with_what_its_words_mean():
    opening = NUMBERS.split("\n## ")[0]
    assert all(f"- {word[:2]}{word[2:].capitalize()}: " in opening for word in KINDS.values())
    assert "the abstract only" in opening
    assert "the abstract only" in REFERENCES.split("\n### ")[0].lower()


def test_a_chosen_number_is_not_said_to_be_that_of_a_source():
    (known,) = line_on("pore_width")[1:]
    assert known.startswith("**chosen by us**; see [Flament 2015](references.md#FLAMENT2015)")


def test_a_key_in_a_note_is_a_link():
    text = linked("as in TAN2017, not XX1999")
    assert text == "as in [Tan 2017](references.md#TAN2017), not XX1999"
    assert linked("TAN2017", page="") == "[Tan 2017](#TAN2017)"
    assert link_to("TANKANG2017") == "[Tan and Kang 2017](references.md#TANKANG2017)"


# BibTeX


def group(text, at):
    """The end of the group that opens at this brace; an escaped brace does not count."""
    depth = 0
    for found in re.compile(r"\\.|[{}]").finditer(text, at):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise ValueError(f"no brace closes {text[at : at + 40]!r}")


def entries(text):
    """Key to kind and fields of every entry; nothing may stand between entries or fields."""
    found, at = {}, 0
    while head := re.compile(r"\s*@([a-z]+)\{([A-Z]+\d{4}),").match(text, at):
        end = group(text, text.index("{", at))
        fields, at = {"kind": head[1]}, head.end()
        while field := re.compile(r"\s*([a-z]+) = (?=\{)").match(text, at):
            close = group(text, field.end())
            assert field[1] not in fields, f"{head[2]} has {field[1]} twice"
            fields[field[1]] = text[field.end() + 1 : close - 1]
            at = text.index(",", close) + 1
        assert text[at:end].split() == ["}"], text[at:end]
        assert head[2] not in found, f"two entries {head[2]}"
        found[head[2]], at = fields, end
    assert not text[at:].strip(), text[at : at + 80]
    return found


ENTRIES = entries(bibtex())


def test_bibtex_has_an_entry_for_every_source_whose_braces_match():
    assert list(ENTRIES) == list(sources())
    for key, fields in ENTRIES.items():
        assert {"title", "year", "note"} <= fields.keys(), key
        assert (fields["kind"] == "article") == ("journal" in fields), key


@pytest.mark.parametrize("slip", ["{A}}", "{A", "A}", r"{A\}"])
def test_a_brace_too_many_or_too_few_is_seen(slip):
    assert entries("@misc{AB2000,\n  title = {{A}},\n}\n")["AB2000"]["title"] == "{A}"
    with pytest.raises((ValueError, AssertionError)):
        entries(f"@misc{{AB2000,\n  title = {{{slip}}},\n}}\n")


def test_bibtex_authors_are_surname_and_initials():
    authors = {key: fields.get("author") for key, fields in ENTRIES.items()}
    assert authors["EGAWA2007"] == "Egawa, M and Hirao, T and Takahashi, M"
    assert "De La Cruz, C" in authors["CHOPRA2015"]
    assert "D'Arco, V" in authors["FABBROCINI2010"]
    assert "Dufresne, Jr, RG" in authors["LEE2013"]
    assert authors["SARDANA2014"] == "Sardana, K and others"
    assert authors["TAN2017"] == "Tan, J and Bourdes, V and Bissonnette, R and others"
    assert authors["ASDS2026"] == "{American Society for Dermatologic Surgery}"


def test_bibtex_leaves_out_what_the_copy_did_not_name_and_says_so():
    unnamed = {key for key, one in sources().items() if one["authors"].startswith("not named")}
    assert {key for key, fields in ENTRIES.items() if "author" not in fields} == unnamed
    note = ENTRIES["XU2019"]["note"]
    assert "Authors not named in the copy read" in note
    assert "the year of printing was not seen" in note
    assert not any("not named" in fields.get("journal", "") for fields in ENTRIES.values())


def test_bibtex_parts_journal_volume_issue_and_pages():
    parts = ("journal", "volume", "number", "pages")
    egawa, alam = ([ENTRIES[key].get(part) for part in parts] for key in ("EGAWA2007", "ALAM2014"))
    assert egawa == ["Acta Dermato-Venereologica", "87", "1", "4-8"]
    assert alam == ["JAMA Dermatology", None, None, None]
    assert ENTRIES["MENG2022"]["pages"] == "113"


def test_bibtex_notes_say_how_much_was_read():
    assert ENTRIES["EGAWA2007"]["note"] == "Read: the abstract only."
    assert "](" not in bibtex()  # links are for pages


def test_bibtex_escapes_what_would_break_it():
    """No bare sign that BibTeX or LaTeX takes for its own, but in addresses."""
    assert "100\\% TCA" in ENTRIES["KHUNGER2011"]["title"]
    for key, fields in ENTRIES.items():
        for name in fields.keys() - {"doi", "url"}:
            assert not re.search(r"(?<!\\)[&%$#_~^]", fields[name]), (key, name)


# In JupyterLab

# Whether a place of a page stands at the top of what is seen of the page.
AT_THE_TOP = """(anchor) => {
  const place = document.querySelector(`.jp-MarkdownViewer [data-jupyter-id="${anchor}"]`);
  const page = place?.closest(".jp-RenderedMarkdown").getBoundingClientRect();
  return place && Math.abs(place.getBoundingClientRect().top - page.top) < 40;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("place", ["references.md#NAVARRETESOLIS2011", "numbers.md#pore_width"])
def test_a_link_opens_the_page_at_its_place(browser, tmp_path, place):
    lab.copy_of_the_lessons(tmp_path)
    links = tmp_path / "notebooks" / "patient" / "links.md"
    links.write_text(f"[there](../{place})", encoding="utf-8")
    with lab.jupyterlab(tmp_path) as address_in_lab:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address_in_lab("notebooks/patient/links.md"))
        page.locator('.jp-MarkdownViewer a:text-is("there")').click()
        page.wait_for_function(AT_THE_TOP, arg=place.split("#")[1])
        page.close()
