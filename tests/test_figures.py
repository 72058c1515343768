"""Figures for slides and handouts: every file there, true to its script, and fit for print."""

import re
import runpy
import struct
import sys
import zlib
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from toolkit.drawing import sentence
from toolkit.drawing.layout import lay_out

FIGURES = Path(__file__).resolve().parent.parent / "figures"
NOT_FIGURES = {"handouts", "contact_sheet", "draw_all", "saving"}
NAMES = sorted({script.stem for script in FIGURES.glob("*.py")} - NOT_FIGURES)
FILES = (".py", ".svg", "_dark.svg", ".pdf", ".png", ".txt")
SVG = "{http://www.w3.org/2000/svg}"
PAGE_MM, PAGE_DOTS, DOTS_PER_M = 180, 2126, 11811  # 180 mm at 300 dots an inch
MOST_BYTES = 12_000_000
PT_PER_MM = 72 / 25.4

each_figure = pytest.mark.parametrize("name", NAMES)


@cache
def script_of(name):
    """What a figure's script makes, without drawing it."""
    sys.path.insert(0, str(FIGURES))
    try:
        return runpy.run_path(str(FIGURES / f"{name}.py"))
    finally:
        sys.path.remove(str(FIGURES))


def saving():
    sys.path.insert(0, str(FIGURES))
    try:
        import saving
    finally:
        sys.path.remove(str(FIGURES))
    return saving


def words_in(name, tail=""):
    return (FIGURES / f"{name}{tail}.svg").read_text(encoding="utf-8")


def tree_of(name, tail=""):
    return ElementTree.fromstring(words_in(name, tail))


def alt_of(name):
    return (FIGURES / f"{name}.txt").read_text(encoding="utf-8").strip()


def chunks_of(png):
    """The kind and the data of every chunk of a PNG."""
    place = 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def streams_of(pdf):
    """A PDF with what was packed in it laid open: pages, fonts and images."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = [pdf]
    for one in found:
        try:
            opened.append(zlib.decompress(one))
        except zlib.error:
            continue  # it was not packed this way
    return b"\n".join(opened)


# Every file is there


def test_there_are_a_dozen_figures():
    assert len(NAMES) >= 12


@each_figure
def test_a_figure_has_all_its_files(name):
    missing = [ending for ending in FILES if not (FIGURES / f"{name}{ending}").exists()]
    assert missing == []


def test_no_file_is_left_of_a_figure_that_is_gone():
    kept = {f"{name}{ending}" for name in NAMES for ending in FILES}
    kept |= {f"{name}.py" for name in NOT_FIGURES} | {"README.md", "handouts.toml"}
    assert {file.name for file in FIGURES.iterdir() if file.is_file()} - kept == set()


def test_all_figures_together_are_small_enough_to_be_carried_along():
    assert sum(file.stat().st_size for file in FIGURES.iterdir() if file.is_file()) < MOST_BYTES


@each_figure
def test_a_script_is_short(name):
    lines = (FIGURES / f"{name}.py").read_text(encoding="utf-8").splitlines()
    written = [line for line in lines if line and not line.startswith(("import", "from", '"""'))]
    assert len(written) <= 22


@each_figure
def test_the_readme_names_a_figure_once_with_a_sentence(name):
    readme = (FIGURES / "README.md").read_text(encoding="utf-8")
    said = re.findall(rf"^\| `{name}` \| (.+) \|$", readme, re.MULTILINE)
    assert len(said) == 1
    assert len(said[0]) > 20
    assert said[0].endswith(".")


def test_the_readme_names_nothing_that_is_not_there():
    readme = (FIGURES / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE) != []
    assert set(re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE)) == set(NAMES)


def test_the_readme_says_under_which_licence():
    assert "CC BY 4.0" in (FIGURES / "README.md").read_text(encoding="utf-8")


# The words


@each_figure
def test_the_alt_text_is_a_sentence(name):
    assert len(alt_of(name)) > 40
    assert alt_of(name).endswith(".")


@each_figure
def test_the_alt_text_is_what_the_scene_says_today(name):
    assert alt_of(name) == sentence(script_of(name)["scene"])


@each_figure
def test_the_words_in_the_picture_are_those_of_today(name):
    drawn = [text.text for text in tree_of(name).iter(f"{SVG}text")]
    paper = lay_out(script_of(name)["scene"], width_px=saving().WIDTH_PX)
    assert drawn == [text.words for text in paper.texts]
    assert drawn != []


@each_figure
def test_the_smallest_words_have_seven_points_on_paper(name):
    how = saving()
    paper = lay_out(script_of(name)["scene"], width_px=how.WIDTH_PX)
    points = min(text.size for text in paper.texts) * how.NARROWER * how.MM_PER_PX * PT_PER_MM
    assert points > 6.95


@each_figure
def test_no_words_overlap_on_paper(name):
    """As matplotlib sets them, in the very letters of the file."""
    how = saving()
    page = how.page_of(script_of(name)["scene"], width_px=how.WIDTH_PX, skin_tone=2)
    page.set_dpi(100)
    boxes = [(text.get_text(), text.get_window_extent()) for text in page.axes[0].texts]
    overlapping = [
        (one, other)
        for i, (one, box) in enumerate(boxes)
        for other, beside in boxes[i + 1 :]
        if min(box.x1, beside.x1) - max(box.x0, beside.x0) > 1
        and min(box.y1, beside.y1) - max(box.y0, beside.y0) > 3
    ]
    assert overlapping == []
    right = page.bbox.width
    assert [words for words, box in boxes if box.x0 < 0 or box.x1 > right] == []


# The SVG


@each_figure
@pytest.mark.parametrize("tail", ["", "_dark"])
def test_the_svg_can_be_read_by_programs_that_know_no_variables(name, tail):
    assert tree_of(name, tail).tag == f"{SVG}svg"
    assert "var(" not in words_in(name, tail)
    assert tree_of(name, tail).get("width") == f"{PAGE_MM}mm"


@each_figure
def test_light_and_dark_differ_in_colours_only(name):
    light, dark = (re.sub(r"#[0-9a-f]{6}", "", words_in(name, tail)) for tail in ("", "_dark"))
    assert light == dark
    assert words_in(name) != words_in(name, "_dark")


# PDF and PNG


@each_figure
def test_the_pdf_embeds_its_fonts_as_outlines_that_printers_like(name):
    pdf = (FIGURES / f"{name}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    opened = streams_of(pdf)
    assert b"/FontFile2" in opened
    assert b"/Type3" not in opened
    assert b"/CreationDate" not in opened


@each_figure
def test_the_pdf_page_is_as_wide_as_said(name):
    pdf = streams_of((FIGURES / f"{name}.pdf").read_bytes())
    wide = float(re.search(rb"/MediaBox \[ ?0 0 ([\d.]+)", pdf)[1])
    assert wide == pytest.approx(PAGE_MM * PT_PER_MM, abs=0.1)


@each_figure
def test_the_png_has_300_dots_an_inch_and_is_as_wide_as_said(name):
    png = (FIGURES / f"{name}.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = dict(chunks_of(png))
    assert struct.unpack(">IIB", chunks[b"pHYs"]) == (DOTS_PER_M, DOTS_PER_M, 1)
    assert struct.unpack(">I", chunks[b"IHDR"][:4]) == (PAGE_DOTS,)
    assert b"tIME" not in chunks


def test_drawn_twice_a_figure_is_the_same_to_the_last_byte(tmp_path):
    drawn = []
    for turn in ("first", "second"):
        folder = tmp_path / turn
        folder.mkdir()
        saving().save(script_of("healthy_skin")["scene"], str(folder / "healthy_skin.py"))
        drawn.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert len(drawn[0]) == len(FILES) - 1
    assert drawn[0] == drawn[1]


# The contact sheet


def test_the_contact_sheet_goes_where_git_does_not_look():
    folder = runpy.run_path(str(FIGURES / "contact_sheet.py"))["FOLDER"]
    ignored = (FIGURES.parent / ".gitignore").read_text(encoding="utf-8").split()
    assert f"{folder.relative_to(FIGURES.parent).parts[0]}/" in ignored
