"""The rules of the house: which room may lean on which, and how the rooms are kept.

    floor 8  notebooks/  figures/   only through the doors: toolkit, toolkit.drawing, .explorers
    floor 7  explorers/             the only room with widgets
    floor 6  drawing/               the only room with matplotlib
    floor 5  cohort  trials  planning
    floor 4  course
    floor 3  treatments/  healing/  scars  measures  classify ...   strangers to each other
    floor 2½ surface                only scars, measures and light may ask it from floor 3
    floor 2  section  patient
    floor 1  anatomy  modes  coarse
    floor 0  grid  evidence/

A room that is not built yet breaks nothing here and is held to its floor on the day it appears.
"""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

HOUSE = Path(__file__).resolve().parent.parent
TOOLKIT = HOUSE / "toolkit"

FLOORS = {
    **dict.fromkeys(("grid", "evidence"), 0),
    **dict.fromkeys(("anatomy", "modes", "coarse"), 1),
    **dict.fromkeys(("section", "patient"), 2),
    "surface": 2.5,
    **dict.fromkeys(("formation", "scars", "treatments", "healing", "measures", "classify"), 3),
    **dict.fromkeys(("grading", "light", "safety", "cost", "scans"), 3),
    "course": 4,
    **dict.fromkeys(("cohort", "trials", "planning"), 5),
    "toolkit": 5.5,  # the door: it opens on everything below, and nothing below goes through it
    "drawing": 6,
    "explorers": 7,
}
MAY_ASK_SURFACE = {"scars", "measures", "light"}
DOORS = {"toolkit", "toolkit.drawing", "toolkit.explorers"}
ROOM_OF = {"matplotlib": "drawing", "ipywidgets": "explorers", "anywidget": "explorers"}
ROOM_OF |= {"IPython": "explorers", "traitlets": "explorers"}
OUTSIDE = {"os", "pathlib", "glob", "shutil", "tempfile", "subprocess", "socket", "urllib", "http"}
TALKING = {"logging", "warnings"}
ARRAY_FILES = {"load", "loadtxt", "genfromtxt", "fromfile", "memmap", "save", "savez", "savetxt"}
VAGUE = {"utils", "util", "core", "helpers", "helper", "common", "misc", "base"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")

FILES = sorted(TOOLKIT.rglob("*.py"))
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: name_of(file))


# Reading the house without running it


def name_of(file):
    """The dotted name of a module: toolkit.healing.rates."""
    parts = file.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module):
    """The room that a dotted name leads to; the package itself is the room called toolkit."""
    return module.split(".")[1] if "." in module else "toolkit"


def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imports_of(tree, package=""):
    """Every module that a piece of code imports, also inside its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from modules_behind(node, package)


def modules_behind(node, package):
    """`from toolkit import drawing` leads to a room, `from toolkit import Grid` to the door."""
    stem = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    module = ".".join([*stem, *filter(None, [node.module])])
    for alias in node.names:
        leads_to_room = module == "toolkit" and alias.name in rooms()
        yield f"toolkit.{alias.name}" if leads_to_room else module


def imports_in(file):
    is_package = file.name == "__init__.py"
    package = name_of(file) if is_package else name_of(file).rpartition(".")[0]
    return list(imports_of(tree_of(file), package))


def rooms():
    """The rooms that are built: modules and folders of modules directly under toolkit/."""
    folders = {file.parent.name for file in TOOLKIT.glob("*/__init__.py")}
    return folders | {file.stem for file in TOOLKIT.glob("*.py")} - {"__init__"}


def rooms_up_to(floor):
    return sorted(room for room in rooms() if FLOORS.get(room, 99) <= floor)


def may_lean_on(room, other):
    """Whether a room may import another: from lower floors only, and surface is asked by few."""
    floor, below = FLOORS.get(room, 99), FLOORS.get(other, 0)  # a room without a floor fails above
    if other == "surface" and floor == 3:
        return room in MAY_ASK_SURFACE
    return room == other or below < floor


def functions_in(file):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree_of(file)) if isinstance(node, functions)]


def length_of(function):
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return function.end_lineno - function.lineno + 1 - docstring


def calls_in(file):
    return [node.func for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call)]


# The reader of imports is itself checked: a rule that sees nothing would hold anything


@pytest.mark.parametrize(
    "code, package, expected",
    [
        ("import toolkit.grid", "toolkit", ["toolkit.grid"]),
        ("from toolkit.grid import Grid", "toolkit", ["toolkit.grid"]),
        ("from toolkit import Grid, grid", "toolkit", ["toolkit", "toolkit.grid"]),
        ("from . import rates", "toolkit.healing", ["toolkit.healing"]),
        ("from .rates import RATES", "toolkit.healing", ["toolkit.healing.rates"]),
        ("from ..grid import Grid", "toolkit.healing", ["toolkit.grid"]),
        ("from .. import grid", "toolkit.healing", ["toolkit.grid"]),
        ("def late():\n    import matplotlib.pyplot as plt", "toolkit", ["matplotlib.pyplot"]),
    ],
)
def test_an_import_is_seen_however_it_is_written(code, package, expected):
    assert list(imports_of(ast.parse(code), package)) == expected


@pytest.mark.parametrize(
    "room, other, allowed",
    [
        ("section", "grid", True),
        ("grid", "section", False),
        ("healing", "treatments", False),
        ("measures", "surface", True),
        ("treatments", "surface", False),
        ("course", "surface", True),
        ("course", "toolkit", False),
        ("drawing", "toolkit", True),
        ("drawing", "explorers", False),
    ],
)
def test_leaning_goes_downward_only(room, other, allowed):
    assert may_lean_on(room, other) == allowed


# Floors


def test_every_room_has_a_floor():
    assert rooms() <= FLOORS.keys(), "put the new room on a floor in FLOORS, and in the README"


@each_file
def test_a_room_leans_only_on_the_floors_below(file):
    room = room_of(name_of(file))
    own = [module for module in imports_in(file) if module.split(".")[0] == "toolkit"]
    assert [module for module in own if not may_lean_on(room, room_of(module))] == []


@each_file
def test_a_module_imports_numpy_and_what_its_room_is_for(file):
    room = room_of(name_of(file))
    known = {"toolkit", "numpy"} | sys.stdlib_module_names
    known |= {library for library, home in ROOM_OF.items() if home == room}
    assert {module.split(".")[0] for module in imports_in(file)} <= known


def test_one_module_of_the_drawing_room_knows_matplotlib():
    drawing = [file for file in FILES if room_of(name_of(file)) == "drawing"]
    assert sum("matplotlib" in " ".join(imports_in(file)) for file in drawing) <= 1


def run_without(blocked, code):
    """Run code in a fresh Python in which the named libraries cannot be imported."""
    block = f"import sys; sys.modules.update(dict.fromkeys({sorted(blocked)!r}))"
    python = [sys.executable, "-c", f"{block}\n{code}"]
    return subprocess.run(
        python, cwd=HOUSE, capture_output=True, text=True, timeout=120, check=False
    )


def test_floors_0_to_5_need_only_numpy():
    imports = "\n".join(f"import toolkit.{room}" for room in rooms_up_to(5))
    ran = run_without({*ROOM_OF, "scipy", "pandas"}, f"import toolkit\n{imports}")
    assert ran.returncode == 0, ran.stderr


def test_the_door_does_not_open_on_the_drawing_room():
    """A reader who only computes does not wait for pictures to be imported."""
    seen = "any(name in sys.modules for name in ('toolkit.drawing', 'toolkit.explorers'))"
    ran = run_without((), f"import toolkit\nsys.exit({seen})")
    assert ran.returncode == 0, ran.stderr


def test_drawing_can_be_imported_without_matplotlib():
    if "drawing" not in rooms():
        pytest.skip("the drawing room is not built yet")
    ran = run_without(ROOM_OF, "import toolkit.drawing")
    assert ran.returncode == 0, ran.stderr


# Floor 8: lessons and figures


def code_of(notebook):
    """The code of a lesson, one cell after the other."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def lessons():
    found = (HOUSE / "notebooks").rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def figures():
    return sorted((HOUSE / "figures").glob("*.py"))


@pytest.mark.parametrize("lesson", lessons(), ids=lambda path: path.stem)
def test_a_lesson_imports_only_through_the_doors(lesson):
    assert set(imports_of(ast.parse(code_of(lesson)))) <= DOORS


@pytest.mark.parametrize("script", figures(), ids=lambda path: path.stem)
def test_a_figure_imports_only_through_the_doors(script):
    imported = set(imports_of(tree_of(script)))
    assert {module for module in imported if module.split(".")[0] == "toolkit"} <= DOORS


# A library that is silent and keeps to itself


@each_file
def test_nothing_reads_or_writes_outside_the_package(file):
    assert {module.split(".")[0] for module in imports_in(file)} & OUTSIDE == set()


@each_file
def test_nothing_opens_a_file(file):
    opened = [call for call in calls_in(file) if getattr(call, "id", "") == "open"]
    arrays = [call for call in calls_in(file) if getattr(call, "attr", "") in ARRAY_FILES]
    arrays = [call for call in arrays if getattr(call.value, "id", "") in ("np", "numpy")]
    assert opened + arrays == []


@each_file
def test_nothing_imports_by_a_name_made_up_on_the_way(file):
    hidden = {"import_module", "__import__", "exec", "eval"}
    called = {getattr(call, "id", getattr(call, "attr", "")) for call in calls_in(file)}
    assert called & hidden == set()


@each_file
def test_the_library_is_silent(file):
    called = {getattr(call, "id", "") for call in calls_in(file)}
    imported = {module.split(".")[0] for module in imports_in(file)}
    assert (called & {"print", "input"}) | (imported & TALKING) == set()


# How the rooms are kept


@each_file
def test_a_module_begins_by_saying_what_it_is(file):
    first_paragraph = (ast.get_docstring(tree_of(file)) or "").split("\n\n")[0]
    assert first_paragraph.endswith(".")


@each_file
def test_a_module_is_named_after_its_idea(file):
    assert file.stem.strip("_") not in VAGUE


@each_file
def test_a_file_is_read_in_one_sitting(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


@each_file
def test_no_function_is_longer_than_a_screen(file):
    assert {f.name: length_of(f) for f in functions_in(file) if length_of(f) > 40} == {}


def test_the_median_function_is_shorter_than_eight_lines():
    assert median(length_of(f) for file in FILES for f in functions_in(file)) < 8


@each_file
def test_every_public_name_is_explained(file):
    kinds = (ast.FunctionDef, ast.ClassDef)
    named = [node for node in tree_of(file).body if isinstance(node, kinds)]
    public = [node for node in named if not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@each_file
def test_nothing_is_left_for_later(file):
    assert UNFINISHED.findall(file.read_text(encoding="utf-8")) == []


def treatment_files():
    """The files of treatments/ that define a class with `apply`."""
    files = [file for file in FILES if file.parent == TOOLKIT / "treatments"]
    applying = [file for file in files if "apply" in {f.name for f in functions_in(file)}]
    return sorted(name_of(file) for file in applying)


def test_every_treatment_is_in_the_dictionary():
    if "treatments" not in rooms():
        pytest.skip("no treatment is built yet")
    from toolkit.treatments import TREATMENTS

    assert sorted({treatment.__module__ for treatment in TREATMENTS.values()}) == treatment_files()


# The map of the house in the README: a block fenced as ```text that shows toolkit/.
# A room is written with its ending, grid.py or healing/, and so is anything else on the map.


def map_of_the_house():
    readme = HOUSE / "README.md"
    if not readme.exists():
        pytest.skip("no README yet")
    blocks = re.findall(
        r"^```text\n(.*?)^```", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return next((block for block in blocks if "toolkit/" in block), "")


def on_the_map():
    """Every folder and file that the map names: `healing/rates.py` names two."""
    words = [word.strip("`,;:()") for word in map_of_the_house().split()]
    paths = [
        word for word in words if re.fullmatch(r"[\w./-]+(/|\.(py|md|toml|csv|cff|ipynb))", word)
    ]
    return {part for path in paths for part in re.findall(r"[\w.-]+/?", path)}


def test_the_map_shows_every_room():
    built = {f"{room}.py" if (TOOLKIT / f"{room}.py").exists() else f"{room}/" for room in rooms()}
    assert built - on_the_map() == set()


def test_the_map_shows_nothing_that_is_not_there():
    places = (HOUSE, TOOLKIT, *(folder for folder in TOOLKIT.iterdir() if folder.is_dir()))
    missing = [
        name for name in on_the_map() if not any((place / name).exists() for place in places)
    ]
    assert missing == []
