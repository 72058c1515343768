"""How the rooms are kept: silent, finished, short, explained, and on the map."""

import ast
import re
from statistics import median

import pytest
from house import (
    FILES,
    HOUSE,
    TOOLKIT,
    calls_in,
    each_file,
    functions_in,
    imports_in,
    length_of,
    name_of,
    rooms,
    tree_of,
)

OUTSIDE = {"os", "pathlib", "glob", "shutil", "tempfile", "subprocess", "socket", "urllib", "http"}
TALKING = {"logging", "warnings"}
ARRAY_FILES = {"load", "loadtxt", "genfromtxt", "fromfile", "memmap", "save", "savez", "savetxt"}
VAGUE = {"utils", "util", "core", "helpers", "helper", "common", "misc", "base"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")


# A library that is silent and keeps to itself


@each_file
def test_nothing_reads_or_writes_outside_the_package(file):
    assert {module.split(".")[0] for module in imports_in(file)} & OUTSIDE == set()


@each_file
def test_nothing_opens_a_file(file):
    """But for a command, which opens what it was called with."""
    if file.name == "__main__.py":
        return
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
