"""The rules of the house: which room may lean on which, and how the rooms are kept.

    floor 8  notebooks/  figures/   only through the doors: toolkit, toolkit.drawing, .explorers
    floor 7  explorers/             the only room with widgets
    floor 6  drawing/               the only room with matplotlib
    floor 5¼ cases  trials          people with scars; studies, held against the model
    floor 5  cohort  safety  planning  recognition  calibration
    floor 4  course  lesion_map
    floor 3½ mixed                  several scars in one slice
    floor 3  treatments/  healing/  scars  measures  classify ...   strangers to each other
    floor 2¾ measures               read off the surface, by hand or by scars and classify
    floor 2½ surface                where the skin lies; treatments feel for it, scars are cut to it
    floor 2  section  patient
    floor 1  anatomy  modes  coarse
    floor 0  grid  evidence/

A room that is not built yet breaks nothing here and is held to its floor on the day it appears.
"""

import ast
import json
import subprocess
import sys

import pytest
from house import (
    FILES,
    HOUSE,
    each_file,
    imports_in,
    imports_of,
    name_of,
    room_of,
    rooms,
    tree_of,
)

FLOORS = {
    **dict.fromkeys(("checks", "evidence"), 0),
    "grid": 0.5,
    **dict.fromkeys(("anatomy", "modes", "coarse"), 1),
    **dict.fromkeys(("section", "patient"), 2),
    "colour": 2.25,
    "surface": 2.5,
    "measures": 2.75,
    **dict.fromkeys(("formation", "scars", "treatments", "healing", "classify", "plan"), 3),
    **dict.fromkeys(("grading", "light", "cost", "scans"), 3),
    "mixed": 3.5,
    "course": 4,
    "lesion_map": 4,
    **dict.fromkeys(("cohort", "safety", "planning", "calibration"), 5),
    "recognition": 5,
    "cases": 5.25,
    "trials": 5.25,
    "toolkit": 5.5,  # the door: it opens on everything below, and nothing below goes through it
    "drawing": 6,
    "explorers": 7,
}
DOORS = {"toolkit", "toolkit.drawing", "toolkit.explorers"}
ROOM_OF = {"matplotlib": "drawing", "ipywidgets": "explorers", "anywidget": "explorers"}
ROOM_OF |= {"IPython": "explorers", "traitlets": "explorers", "PIL": "drawing"}


def rooms_up_to(floor):
    return sorted(room for room in rooms() if FLOORS.get(room, 99) <= floor)


def may_lean_on(room, other):
    """Whether a room may import another: from lower floors only."""
    floor, below = FLOORS.get(room, 99), FLOORS.get(other, 0)  # a room without a floor fails above
    return room == other or below < floor


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
        ("treatments", "surface", True),
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
