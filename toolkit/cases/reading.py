"""The cases, each a table in a file beside this one, checked when it is read."""

import tomllib
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from toolkit.cases.sign import Sign
from toolkit.cases.steps import Step
from toolkit.cases.story import Case, Constraint, Later, Pitfall, ScarSize, Source
from toolkit.checks import check_kind, check_word
from toolkit.evidence import sources
from toolkit.evidence.spelling import sources_in_words
from toolkit.patient import Patient
from toolkit.safety.rules import rules

ENDING = ".toml"
#: In the order in which a class goes through them; names of `Case` that are told by other names.
KEYS = (
    "title",
    "history",
    "asks_for",
    "goals",
    "reasons",
    "disagree",
    "sources",
    "discussed",
    "day_week",
    "patient",
    "later",
    "scar",
    "constraint",
    "plan",
    "pitfall",
)
OPTIONAL = {"discussed", "day_week", "later", "plan", "constraint", "sources"}
TEXTS = ("title", "history", "asks_for", "disagree")


def case(name: str) -> Case:
    """Return one case.

    Raises
    ------
    KeyError
        If there is no such case; the message names the nearest one.

    Examples
    --------
    >>> case("keloid_tendency").patient.skin_type
    6
    """
    if name not in case_names():
        close = get_close_matches(str(name), case_names(), n=1, cutoff=0.0)[0]
        raise KeyError(
            f"no case named {name!r}; did you mean {close!r}? known are {', '.join(case_names())}"
        )
    return _stored(name)


@cache
def case_names() -> tuple[str, ...]:
    """Return the names of all cases."""
    found = (one.name for one in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(ENDING) for name in found if name.endswith(ENDING)))


def read(name: str, text: str) -> Case:
    """Return a case from a TOML text.

    Parameters
    ----------
    name
        What it is called.
    text
        Its table: history, patient, scars, constraints, the model plan, reasons and pitfalls.

    Raises
    ------
    ValueError
        If something is missing, unknown or not possible; the message names the case, the place
        and the nearest that there is.
    """
    table = tomllib.loads(text)
    with _in(f"case {name!r}"):
        _check_keys(table, KEYS, OPTIONAL)
        for key in TEXTS:
            check_kind(key, table[key], str, "be a text")
        for key in ("goals", "reasons"):
            check_kind(key, table[key], list, "be a list of sentences")
        return _built(name, table)


@cache
def _stored(name):
    return read(name, files(__package__).joinpath(f"{name}{ENDING}").read_text(encoding="utf-8"))


def _built(name, table):
    with _in("patient"):
        patient = _made(Patient, table["patient"])
    discussed = table.get("discussed", [])
    for rule in discussed:
        check_word("discussed", rule, [one.name for one in rules()])
    return Case(
        name=name,
        **{key: table[key] for key in TEXTS},
        goals=tuple(table["goals"]),
        reasons=tuple(table["reasons"]),
        discussed=tuple(discussed),
        day_week=table.get("day_week"),
        patient=patient,
        later=_each("later", table, lambda one: _later(one, patient)),
        scars=_each("scar", table, lambda one: _made(ScarSize, one)),
        constraints=_each("constraint", table, _constraint),
        steps=_each("plan", table, lambda one: _made(Step, one)),
        pitfalls=_each("pitfall", table, _pitfall),
        sources=tuple(_source(one) for one in table.get("sources", [])),
    )


def _each(key, table, make):
    """Return what each table of a list makes; an error says which of them it is in."""
    made = []
    for number, one in enumerate(table.get(key, []), 1):
        with _in(f"{key} {number}"):
            made.append(make(one))
    return tuple(made)


def _later(table, patient):
    _check_keys(table, ("from_week", "says", "patient"))
    _check_keys(table["patient"], _names(Patient), _names(Patient))
    changed = replace(patient, **table["patient"])
    return Later(from_week=table["from_week"], says=table["says"], patient=changed)


def _constraint(table):
    _check_keys(table, ("says", "broken_by"), {"broken_by"})
    sign = _made(Sign, table["broken_by"]) if "broken_by" in table else None
    return Constraint(says=table["says"], broken_by=sign)


def _pitfall(table):
    _check_keys(table, ("says", "why", "sign", "plan"), {"plan"})
    return Pitfall(
        says=table["says"],
        why=table["why"],
        sign=_made(Sign, table["sign"]),
        steps=_each("plan", table, lambda one: _made(Step, one)),
    )


def _source(told):
    """Return a source: a key of `sources`, or a table with a name and a link."""
    if isinstance(told, Mapping):
        return _made(Source, told)
    check_word("sources", told, sources())
    known = sources()[told]
    link = f"https://doi.org/{known['doi']}" if "doi" in known else ""
    if not link and "pmid" in known:
        link = f"https://pubmed.ncbi.nlm.nih.gov/{known['pmid']}/"
    return Source(says=sources_in_words(told), link=link)


def _made(kind, table):
    optional = {
        one.name
        for one in fields(kind)
        if one.default is not MISSING or one.default_factory is not MISSING
    }
    _check_keys(table, _names(kind), optional)
    return kind(**table)


def _names(kind):
    return [one.name for one in fields(kind)]


def _check_keys(table, known, optional=()):
    check_kind("it", table, Mapping, f"be a table with {', '.join(known)}")
    for key in table:
        check_word("field", key, known)
    missing = [key for key in known if key not in table and key not in set(optional)]
    if missing:
        raise ValueError(f"{missing[0]} is missing; it must hold {', '.join(known)}")


@contextmanager
def _in(place):
    """Let an error say in which place of a table it is."""
    try:
        yield
    except ValueError as trouble:
        raise ValueError(f"{place}: {trouble}") from None
