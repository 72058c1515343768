"""What a teacher needs is there, agrees with the lessons, and prints on one page."""

import importlib.util
import re

import pytest
from lesson_source import HOUSE, LESSONS, SOURCES, curriculum_page, statements, title_of

TEACHING = LESSONS / "teaching"
NUMBERED = [source for source in sorted(SOURCES.glob("[0-9]*.md")) if source.stem[:2] != "00"]
PARTS = (
    "Aim:",
    "## In 50 minutes",
    "## In three hours",
    "## What students get wrong",
    "## Questions to ask",
    "## What to show",
    "## Seeds",
)
A4, LETTER = {"format": "A4"}, {"format": "Letter"}


def module(name):
    spec = importlib.util.spec_from_file_location(name, HOUSE / "figures" / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


HANDOUTS = module("handouts")
each_handout = pytest.mark.parametrize("name", HANDOUTS.handouts())
each_numbered = pytest.mark.parametrize("source", NUMBERED, ids=lambda source: source.stem)


def guide_to(source):
    return (TEACHING / "guides" / f"{source.stem}.md").read_text(encoding="utf-8")


@each_numbered
def test_every_lesson_has_a_guide_with_all_its_parts(source):
    places = [guide_to(source).find(part) for part in PARTS]
    assert places == sorted(places)
    assert places[0] > 0


@each_numbered
def test_a_guide_is_named_after_its_lesson(source):
    number, title = title_of(source).split(". ", 1)
    heading = guide_to(source).splitlines()[0]
    assert heading.replace(",", "").lower() == (
        f"# Guide to lesson {number}: {title}".replace(",", "").lower()
    )


@each_numbered
def test_every_lesson_has_a_sheet_for_class_and_a_way_to_solve_it(source):
    for kind in ("exercise", "solution"):
        assert (TEACHING / f"{source.stem}_{kind}.ipynb").is_file()


@each_numbered
def test_what_a_guide_shows_is_there(source):
    titles = {words["title"] for words in HANDOUTS.handouts().values()}
    named = re.findall(r"handout \*([^*]+)\*", guide_to(source))
    assert [name for name in named if not any(title.startswith(name) for title in titles)] == []


def test_every_link_in_the_teachers_room_leads_somewhere():
    for file in TEACHING.rglob("*.md"):
        links = re.findall(r"\]\(([^)]+)\)", file.read_text(encoding="utf-8"))
        near = [link for link in links if not link.startswith("https://")]
        assert [link for link in near if not (file.parent / link.split("#")[0]).exists()] == []


def test_the_map_of_the_curriculum_names_every_row():
    page = (TEACHING / "curriculum.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| ([A-J][1-9]) \|", page, re.MULTILINE) == list(statements())
    assert page == curriculum_page()


@each_handout
def test_a_handout_is_what_its_figure_and_words_make(name):
    """After a change: python figures/handouts.py."""
    saved = (HANDOUTS.FOLDER / f"{name}.html").read_text(encoding="utf-8")
    assert saved == HANDOUTS.page(HANDOUTS.handouts()[name])


@pytest.mark.browser
@each_handout
@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_a_handout_prints_on_one_page(browser, name, paper):
    page = browser.new_page()
    page.set_content(HANDOUTS.page(HANDOUTS.handouts()[name]))
    printed = page.pdf(
        prefer_css_page_size=False,
        margin=dict.fromkeys(("top", "right", "bottom", "left"), "14mm"),
        **paper,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()
