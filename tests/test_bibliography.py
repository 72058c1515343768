"""Every source and every number has its place on a page, and every link leads to one."""

import re
from collections import Counter

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
from toolkit.evidence.spelling import in_words
from toolkit.evidence.studies import studies

REFERENCES, NUMBERED = references_page(), numbers_page()
HEADINGS = re.findall(r"^### (.+)$", REFERENCES, re.MULTILINE)
NUMBERS = re.findall(r"^\| ([^|]+) \|", NUMBERED, re.MULTILINE)


def part_on(heading):
    """What stands under one heading of the page of references."""
    return REFERENCES.split(f"\n### {heading}\n")[1].split("\n### ")[0]


PAGES = pages()


@pytest.mark.parametrize("file", PAGES)
def test_a_page_that_is_made_is_not_stale(file):
    """After a change of the evidence: python tests/save_lessons.py 00."""
    assert (LESSONS / file).read_text(encoding="utf-8") == PAGES[file]


# The page of references


def test_every_source_has_one_heading_of_its_own():
    assert len(HEADINGS) == len(sources())
    assert [name for name, times in Counter(HEADINGS).items() if times > 1] == []


def test_every_link_to_a_source_leads_to_a_heading():
    targets = {heading.replace(" ", "-") for heading in HEADINGS}
    every = "\n".join(PAGES.values())
    asked = set(re.findall(r"references\.md#([^)]+)\)", every))
    assert len(asked) > 100
    assert asked <= targets


@pytest.mark.parametrize("key, source", sources().items())
def test_a_reference_shows_its_title_its_address_and_what_rests_on_it(key, source):
    part = part_on(link_to(key)[1:].split("]")[0])
    assert source["title"] in part
    assert (address(source) or "No address was found") in part
    assert re.search(r"^Used for: .{4,}\.$", part, re.MULTILINE)


def test_what_rests_on_a_source_is_named():
    """KHUNGER2011 stands behind four bands, a protocol, rows of trials and statements."""
    part = part_on("Khunger 2011")
    assert in_words("khunger_excellent") in part
    assert f"{sum(row.source == 'KHUNGER2011' for row in studies())} rows" in part
    told = [claim.row for claim in claims() if "KHUNGER2011" in claim.sources]
    assert ", ".join(told) in part


def test_what_was_not_seen_in_print_is_said():
    part = part_on("Sardana 2014")
    assert "first author and year from memory" in part


# The page of trials


def test_every_published_row_stands_on_the_page_of_trials():
    page = PAGES["trials.md"]
    lines = [line for line in page.splitlines() if line.startswith("| [")]
    assert len(lines) == len(trials.targets()) + len(trials.held_out())


def test_the_largest_miss_stands_first():
    page = PAGES["trials.md"]
    errors = [int(n) for n in re.findall(r"\| ([+-]\d+) \| (?:yes|\*\*no\*\*) \|", page)]
    size = np.abs(errors)
    falls = np.diff(size) <= 0
    assert falls.sum() >= len(falls) - 1  # it begins anew once, with the second table


# The page of numbers


def test_every_number_stands_on_the_page_once():
    written = Counter(name for name in NUMBERS if name not in ("number", "---"))
    assert written == Counter(in_words(row.name) for row in values())


def test_a_number_without_a_source_says_chosen_or_fitted():
    for line in NUMBERED.splitlines():
        if line.startswith("| ") and "references.md" not in line and "| number |" not in line:
            assert re.search(r"\| (chosen|tests/calibrate\.py[^|]*|\([^|]+\)) \|", line), line


def test_a_key_in_a_note_is_a_link():
    assert (
        linked("as in TAN2017, not XX1999")
        == "as in [Tan 2017](references.md#Tan-2017), not XX1999"
    )


# BibTeX


def entries():
    """Key and fields of every entry, read with a count of braces."""
    text, found, at = bibtex(), {}, 0
    for start in re.finditer(r"@article\{(\w+),\n", text):
        assert start.start() >= at, "an entry begins before the last one has ended"
        depth, at = 1, start.end()
        while depth:
            step = text[at]
            escaped = text[at - 1] == chr(92)
            depth += {"{": 1, "}": -1}.get(step, 0) if not escaped else 0
            at += 1
        body = text[start.end() : at - 1]
        found[start[1]] = dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.MULTILINE))
    return found


def test_bibtex_has_an_entry_for_every_source_whose_braces_match():
    found = entries()
    assert found.keys() == sources().keys()
    for key, fields in found.items():
        assert {"title", "journal", "year", "note"} <= fields.keys(), key


def test_bibtex_authors_are_surname_and_initials():
    found = entries()
    assert found["EGAWA2007"]["author"] == "Egawa, M and Hirao, T and Takahashi, M"
    assert "De La Cruz, C" in found["CHOPRA2015"]["author"]
    assert found["SARDANA2014"]["author"] == "Sardana, K and others"
    assert found["ASDS2026"]["author"] == "{American Society for Dermatologic Surgery}"
    assert "author" not in found["XU2019"]


def test_bibtex_escapes_what_would_break_it():
    """No bare sign that BibTeX or LaTeX takes for its own, but in addresses."""
    for key, fields in entries().items():
        for name in ("author", "title", "journal", "note"):
            assert not re.search(r"(?<!\\)[&%$#_]", fields.get(name, "")), (key, name)
