"""Reading the house without running it: its files, what they import, how long they are."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
TOOLKIT = HOUSE / "toolkit"
FILES = sorted(TOOLKIT.rglob("*.py"))


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
    """`from toolkit import drawing` leads to a room, `from toolkit import Grid` to the door.

    So does `from toolkit import classify`: the door gives the function, not the room it lives in.
    """
    stem = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    module = ".".join([*stem, *filter(None, [node.module])])
    for alias in node.names:
        leads_to_room = module == "toolkit" and alias.name in rooms() - door_names()
        yield f"toolkit.{alias.name}" if leads_to_room else module


def imports_in(file):
    is_package = file.name == "__init__.py"
    package = name_of(file) if is_package else name_of(file).rpartition(".")[0]
    return list(imports_of(tree_of(file), package))


def rooms():
    """The rooms that are built: modules and folders of modules directly under toolkit/."""
    folders = {file.parent.name for file in TOOLKIT.glob("*/__init__.py")}
    return folders | {file.stem for file in TOOLKIT.glob("*.py")} - {"__init__"}


def door_names():
    """What `toolkit/__init__.py` says it gives away."""
    door = tree_of(TOOLKIT / "__init__.py")
    values = (node.value for node in door.body if isinstance(node, ast.Assign))
    return {item for value in values for item in ast.literal_eval(value)}


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


each_file = pytest.mark.parametrize("file", FILES, ids=name_of)
