"""How the lessons are kept: short cells, thin code, stored pictures that have words, one order."""

import ast
import re
from html.parser import HTMLParser
from itertools import pairwise
from statistics import median

import nbformat
import pytest
from lesson_source import LESSONS, VOICES, versions
from save_lessons import LIVE, tidied

VERSIONS = versions()
FILES = [version.file for version in VERSIONS]
FULL = [one.file for one in VERSIONS if one.reader in VOICES and one.source.stem[0].isdigit()]
SHEETS = [one.file for one in VERSIONS if one.file.parent.name == "teaching"]
PAGES = [file for file in FILES if file not in SHEETS]
DOORS = {"toolkit", "toolkit.drawing", "toolkit.explorers"}
FIRST_PAGE = "00_start_here"  # a welcome, not a lesson: short, and without the lesson's order
SECTIONS = (
    "After this lesson you can",
    "The idea",
    "Predict",
    "What you saw",
    "Try",
    "What the model leaves out",
    "Where the numbers come from",
    "Check yourself",
    "Next",
)
PROMISES = re.compile(r"\b(cur(e|es|ed|ing|able)|eras(e|es|ed|er|ing)|perfect\w*)\b", re.IGNORECASE)
PICTURES = {"image/png", "image/jpeg", "image/svg+xml"}


def named(file):
    return file.relative_to(LESSONS).with_suffix("").as_posix()


each_lesson = pytest.mark.parametrize("file", FILES, ids=named)
each_page = pytest.mark.parametrize("file", PAGES, ids=named)
each_full_lesson = pytest.mark.parametrize("file", FULL, ids=named)


def cells(file, kind=None):
    lesson = nbformat.read(file, as_version=4)
    return [cell for cell in lesson.cells if kind in (None, cell.cell_type)]


def code_of(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def tree_of_lesson(file):
    return ast.parse("\n".join(cell.source for cell in cells(file, "code")))


def words_of(file):
    return "\n\n".join(cell.source for cell in cells(file, "markdown"))


def outputs_of(file):
    return [output for cell in cells(file, "code") for output in cell.outputs]


def pages_of(file):
    """Every piece of HTML that a lesson shows."""
    shown = [output.get("data", {}).get("text/html", "") for output in outputs_of(file)]
    return [page for page in shown if page]


# Thin code, short words


def test_there_are_lessons_for_both_readers():
    assert FILES[0] == LESSONS / f"{FIRST_PAGE}.ipynb"
    assert {file.parent.name for file in FULL} == set(VOICES)


@each_full_lesson
def test_a_lesson_takes_a_quarter_of_an_hour(file):
    assert 20 <= len(cells(file)) <= 30


def test_the_first_page_is_shorter_than_a_lesson():
    assert len(cells(LESSONS / f"{FIRST_PAGE}.ipynb")) <= 24


@each_lesson
def test_a_code_cell_is_short(file):
    lengths = [len(code_of(cell)) for cell in cells(file, "code")]
    assert max(lengths, default=0) <= 10
    assert sum(lengths) <= 60


@each_full_lesson
def test_most_code_cells_are_very_short(file):
    lengths = [len(code_of(cell)) for cell in cells(file, "code")]
    assert sum(length <= 5 for length in lengths) >= 0.75 * len(lengths)


@each_lesson
def test_code_cells_only_call_what_is_built_elsewhere(file):
    banned = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.While, ast.Try)
    assert [node for node in ast.walk(tree_of_lesson(file)) if isinstance(node, banned)] == []


@each_lesson
def test_code_cells_hold_no_magic_and_no_paths(file):
    for cell in cells(file, "code"):
        assert not re.search(r"^\s*[%!]|sys\.path|https?:|\.\./|[\"']/|\w:\\", cell.source, re.M)


@each_lesson
def test_a_lesson_imports_by_the_three_doors(file):
    imports = [n for n in ast.walk(tree_of_lesson(file)) if isinstance(n, ast.Import)]
    doors = {n.module for n in ast.walk(tree_of_lesson(file)) if isinstance(n, ast.ImportFrom)}
    assert imports == []
    assert doors <= DOORS


@each_lesson
def test_a_sentence_stands_between_two_code_cells(file):
    kinds = [cell.cell_type for cell in cells(file)]
    assert ("code", "code") not in pairwise(kinds)
    assert kinds[0] == "markdown"
    assert file in SHEETS or kinds[-1] == "markdown"


@each_full_lesson
def test_words_come_in_small_helpings(file):
    counts = [len(re.findall(r"\w+", cell.source)) for cell in cells(file, "markdown")]
    assert max(counts) <= 110
    assert median(counts) <= 60


# The order of a lesson, and what every lesson must say


@each_full_lesson
def test_a_lesson_keeps_the_order(file):
    words = words_of(file)
    places = [words.find(section) for section in SECTIONS]
    assert dict(zip(SECTIONS, places)) == dict(zip(SECTIONS, sorted(places)))
    assert min(places) >= 0


@each_full_lesson
def test_a_reader_guesses_before_each_of_two_runs(file):
    assert len(re.findall(r"^#+ .*Predict", words_of(file), re.MULTILINE)) >= 2


@each_lesson
def test_a_lesson_promises_nothing(file):
    shown = [*words_of(file).splitlines(), *(strip_tags(page) for page in pages_of(file))]
    assert [line for line in shown if PROMISES.search(line)] == []


@each_lesson
def test_a_lesson_says_what_it_is_not(file):
    assert "not medical advice" in words_of(file).lower()


@each_page
def test_a_page_says_what_the_model_leaves_out(file):
    assert "What the model leaves out" in words_of(file)


@each_full_lesson
def test_the_one_next_link_leads_somewhere(file):
    last = words_of(file).split("Next")[-1]
    links = re.findall(r"\]\(([^)]+)\)", last)
    assert len(links) == 1
    assert (file.parent / links[0]).is_file()


@each_full_lesson
def test_a_lesson_ends_with_a_way_to_help(file):
    last = cells(file, "markdown")[-1].source
    assert "[the first page](../00_start_here.ipynb)" in last.split("**Next:**")[0]
    assert "## If scars weigh on you" in words_of(LESSONS / f"{FIRST_PAGE}.ipynb")


@each_full_lesson
def test_the_warning_stands_before_the_first_picture_of_acid(file):
    if not file.stem.startswith("06"):
        pytest.skip("the lesson on acid is the sixth")
    shown = [cell.source for cell in cells(file)]
    warning = next(i for i, source in enumerate(shown) if "Never do this yourself" in source)
    used = (i for i, cell in enumerate(cells(file)) if cell.cell_type == "code")
    assert warning < next(i for i in used if "tca_cross" in shown[i])


@each_lesson
def test_every_link_to_a_file_leads_somewhere(file):
    links = re.findall(r"\]\(([^)]+)\)", words_of(file))
    near = [link for link in links if not link.startswith("https://")]
    assert [link for link in near if not (file.parent / link).is_file()] == []


# What is stored


@each_lesson
def test_a_lesson_was_run_from_top_to_bottom(file):
    counts = [cell.execution_count for cell in cells(file, "code")]
    assert counts == list(range(1, len(counts) + 1))


@each_lesson
def test_every_cell_that_shows_something_has_it_stored(file):
    silent = (ast.Assign, ast.Import, ast.ImportFrom)
    for cell in cells(file, "code"):
        shows = not isinstance(ast.parse(cell.source).body[-1], silent)
        assert bool(cell.outputs) == shows, cell.source


@each_lesson
def test_no_stored_cell_failed(file):
    assert [out for out in outputs_of(file) if out.output_type == "error"] == []
    streams = [out.name for out in outputs_of(file) if out.output_type == "stream"]
    assert set(streams) <= {"stdout"}


@each_lesson
def test_a_lesson_is_saved_as_save_lessons_saves_it(file):
    lesson = nbformat.read(file, as_version=4)
    assert tidied(lesson) == lesson


@each_lesson
def test_every_stored_picture_has_words(file):
    for output in outputs_of(file):
        data = output.get("data", {})
        if PICTURES & set(data):
            assert data["text/plain"].strip()
        for mime in PICTURES & set(data):
            assert output.metadata.get(mime, {}).get("alt", output.metadata.get("alt", "")).strip()
    assert [tag for page in pages_of(file) for tag in Pictures.in_page(page) if not tag[1]] == []


@each_lesson
def test_every_picture_in_the_words_has_words(file):
    assert re.findall(r"!\[\s*\]\(", words_of(file)) == []


def test_tidying_takes_out_what_belongs_to_a_machine_or_an_hour():
    view = {LIVE: {"model_id": "af31"}, "text/plain": "a scar, 1.6 mm deep"}
    output = nbformat.v4.new_output("execute_result", view, execution_count=1)
    cell = nbformat.v4.new_code_cell("1", outputs=[output], metadata={"execution": {"t": "12:01"}})
    lesson = nbformat.v4.new_notebook(
        cells=[cell], metadata={"widgets": {}, "language_info": {"name": "python", "version": "3"}}
    )
    kept = tidied(lesson)
    assert kept.cells[0].outputs[0].data == {"text/plain": "a scar, 1.6 mm deep"}
    assert kept.cells[0].metadata == {}
    assert "widgets" not in kept.metadata
    assert kept.metadata["language_info"] == {"name": "python"}


class Pictures(HTMLParser):
    """Collects every svg and img of a page, with its words for an ear."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        words = {"svg": "aria-label", "img": "alt"}.get(tag)
        if words and dict(attrs).get("aria-hidden") != "true":
            self.found.append((tag, (dict(attrs).get(words) or "").strip()))

    @classmethod
    def in_page(cls, page):
        reader = cls()
        reader.feed(page)
        return reader.found


def strip_tags(page):
    return re.sub(r"<[^>]+>", " ", page)
