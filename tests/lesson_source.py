"""From one source to a notebook for each reader: which cells go where.

A source is a file `notebooks/source/NAME.md`, a notebook as text. A cell may say in its metadata

    for     whom it is for: "patient" or "trainee", else both; "exercise" and "solution" go into
            the sheets of the teacher alone
    rows    which rows of the curriculum it teaches

A source whose first cell is for one reader makes one notebook, for that reader. One that says
`for_all: true` in its front matter makes one for everybody, beside the folders of the two.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jupytext
import nbformat

from toolkit.evidence.bibliography import link_to
from toolkit.evidence.claims import claim

HOUSE = Path(__file__).resolve().parent.parent
LESSONS = HOUSE / "notebooks"
SOURCES = LESSONS / "source"
VOICES = ("patient", "trainee")
SHEETS = {"exercise": ("exercise",), "solution": ("exercise", "solution")}
READERS = (*VOICES, *SHEETS)
SHEET_OPENING = """\
# {title}: {kind}

To work on in class, after the lesson. Run the box below first.

*For learning. This is not medical advice.*
"""

MAP_OPENING = """\
# What is known of each statement, and which cell teaches it

Made by `tests/save_lessons.py`. *Unsupported* means that no study was found which measured it, and
not that it is untrue. Cells are counted from the top.
"""


@dataclass(frozen=True)
class Version:
    """One notebook to be made: from which source, for which reader."""

    source: Path
    reader: str  #: "everyone", one of VOICES, or one of SHEETS

    @property
    def file(self):
        """Where the notebook lies."""
        if self.reader == "everyone":
            return LESSONS / f"{self.source.stem}.ipynb"
        if self.reader in SHEETS:
            return LESSONS / "teaching" / f"{self.source.stem}_{self.reader}.ipynb"
        return LESSONS / self.reader / f"{self.source.stem}.ipynb"

    @property
    def name(self):
        """As one says it to the command: patient/05_why_ice_pick_scars_resist."""
        return str(self.file.relative_to(LESSONS).with_suffix("").as_posix())

    def cells(self):
        """Return its cells with their metadata as in the source."""
        cells = read(self.source).cells
        if self.reader in SHEETS:
            return [*_opening(cells, self.reader), *_for(cells, SHEETS[self.reader])]
        return _for(cells, ("", self.reader))

    def made(self):
        """Return the notebook, not run."""
        fresh = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
        cells = [fresh[cell.cell_type](cell.source) for cell in self.cells()]
        for number, cell in enumerate(cells, start=1):
            cell.id = f"cell-{number:02d}"
        return nbformat.v4.new_notebook(cells=cells)


def versions():
    """Return every notebook that the sources make, sorted by name."""
    found = [version for source in sorted(SOURCES.glob("*.md")) for version in versions_of(source)]
    return sorted(found, key=lambda version: version.name)


def versions_of(source):
    """Return the notebooks that one source makes."""
    notebook = read(source)
    if notebook.metadata.get("for_all"):
        return [Version(source, "everyone")]
    first = notebook.cells[0].metadata.get("for", "")
    readers = [first] if first else list(VOICES)
    if any(cell.metadata.get("for") == "exercise" for cell in notebook.cells):
        readers += SHEETS
    return [Version(source, reader) for reader in readers]


@cache
def read(source):
    """Return a source as a notebook; an unknown reader or row is an error that names it."""
    notebook = jupytext.read(source, fmt="md:myst")
    for cell in notebook.cells:
        reader, rows = cell.metadata.get("for", ""), cell.metadata.get("rows", [])
        if reader not in ("", *READERS):
            raise ValueError(f"{source.name}: for is {reader!r}; it must be one of {READERS}")
        unknown = sorted(set(rows) - set(statements()))
        if unknown:
            raise ValueError(f"{source.name}: row {unknown[0]!r} is not in curriculum.toml")
    return notebook


@cache
def statements():
    """Return what the course must teach: row -> statement."""
    return tomllib.loads((SOURCES / "curriculum.toml").read_text(encoding="utf-8"))


def title_of(source):
    """Return the heading of a source."""
    return re.search(r"^# (.+)$", read(source).cells[0].source, re.MULTILINE)[1]


def taught():
    """Return which cells teach each row: row -> [(notebook, number of the cell)]."""
    places = {row: [] for row in statements()}
    for version in versions():
        for number, cell in enumerate(version.cells(), start=1):
            for row in cell.metadata.get("rows", []):
                places[row].append((version, number))
    return places


def curriculum_page():
    """Return the page that says what is known of each statement, and which cells teach it."""
    rows = [MAP_OPENING, "| row | statement | the literature | taught in |", "|---|---|---|---|"]
    for row, places in taught().items():
        cells = {}
        for version, number in places:
            cells.setdefault(version, []).append(str(number))
        said = (f"[{one.name}](../{one.name}.ipynb), cell {', '.join(cells[one])}" for one in cells)
        known = claim(row)
        keys = ", ".join(link_to(key, page="../references.md") for key in known.sources)
        found = f"**{known.verdict}**: {known.says} {keys}".strip()
        rows.append(f"| {row} | {statements()[row]} | {found} | {'; '.join(said)} |")
    return "\n".join(rows) + "\n"


def _for(cells, readers):
    return [cell for cell in cells if cell.metadata.get("for", "") in readers]


def _opening(cells, kind):
    title = re.search(r"^# (.+)$", cells[0].source, re.MULTILINE)[1]
    words = SHEET_OPENING.format(title=title, kind=kind)
    tools = next(cell for cell in _for(cells, ("", "trainee")) if cell.cell_type == "code")
    return [nbformat.v4.new_markdown_cell(words), tools]
