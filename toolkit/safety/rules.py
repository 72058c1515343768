"""The rules of safety, read from the tables beside this file; every limit is an evidence row."""

import operator
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from toolkit.evidence import sources, value
from toolkit.safety.caution import KINDS

COMPARISONS = {
    "below": operator.lt,
    "above": operator.gt,
    "from": operator.ge,
    "is": operator.eq,
}
ANSWERS = {"yes": True, "no": False}
LEEWAY = 1.01  #: two sizes that are measured differ only beyond a hundredth


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Three words, such as "patient.skin_type from pigment_risk_from_type".

    First a fact; then below, above, from or is; then an evidence row, another fact, yes or no, or
    (after is) a name. A fact that is not there makes the condition false.
    """

    fact: str
    comparison: str
    other: str

    def __post_init__(self):
        if self.comparison not in COMPARISONS:
            raise ValueError(
                f"comparison is {self.comparison!r}; it must be one of {tuple(COMPARISONS)}"
            )
        if self.comparison != "is" and "." not in self.other:
            value(self.other)  # a misspelled row is found when the table is read

    def holds(self, facts: dict[str, object]) -> bool:
        """Return whether it is so, given all facts about a treatment of a plan, by their owner."""
        here, there = _fact(self.fact, facts), self._other(facts)
        if here is None or there is None:
            return False
        return bool(COMPARISONS[self.comparison](here, there))

    def _other(self, facts):
        if self.comparison == "is":
            return ANSWERS.get(self.other, self.other)
        if "." not in self.other:
            return value(self.other).typical
        other = _fact(self.other, facts)
        return None if other is None else other * LEEWAY


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Which treatments, scars and conditions raise which caution."""

    name: str
    kind: str
    message: str
    why: str
    source: str
    treatment: tuple[str, ...] = ()  #: empty: every treatment but those in `but_not`
    but_not: tuple[str, ...] = ()
    scar: tuple[str, ...] = ()  #: empty: the rule is about no scar
    when: tuple[Condition, ...] = ()  #: all must hold
    after: tuple[str, ...] = ()  #: treatments since which weeks count; empty: its own
    others: bool = False  #: weeks count only since treatments of another kind
    beside: tuple[str, ...] = ()  #: one of these must stand in the same session
    once: bool = False  #: about the plan as a whole

    def __post_init__(self):
        if self.source != "chosen" and self.source not in sources():
            raise ValueError(
                f"rule {self.name!r}: source is {self.source!r}; it must stand in sources()"
            )

    def concerns(self, treatment: str | None, beside: Iterable[str] = ()) -> bool:
        """Return whether the rule is about a treatment of this name with these beside it."""
        if self.beside and not set(beside) & set(self.beside):
            return False
        if self.treatment:
            return treatment in self.treatment
        return treatment not in self.but_not

    def counts_from(self, treatment: str | None) -> tuple[str, ...]:
        """Return the earlier treatments since which weeks count for a treatment of this name."""
        since = self.after or self.treatment
        return tuple(set(since) - kin(treatment)) if self.others else since


@cache
def words() -> dict[str, dict]:
    """Return plain words for treatments and scars, and the groups of treatments."""
    return _table("words")


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, kind by kind in the order of `KINDS`."""
    return tuple(_rule(name, kind, entry) for kind in KINDS for name, entry in _table(kind).items())


def kin(treatment: str | None) -> frozenset[str | None]:
    """Return a treatment and all that its own rules already count as the same kind."""
    families = [words()["groups"][name] for name in words()["kin"]["families"]]
    return frozenset({treatment}.union(*(each for each in families if treatment in each)))


def _table(name):
    return tomllib.loads(files("toolkit.safety").joinpath(f"{name}.toml").read_text("utf-8"))


def _rule(name, kind, entry):
    lists = {
        key: _members(entry.pop(key))
        for key in ("treatment", "but_not", "after", "beside")
        if key in entry
    }
    when = tuple(_condition(text) for text in entry.pop("when", ()))
    scar = tuple(entry.pop("scar", ()))
    return Rule(name=name, kind=kind, when=when, scar=scar, **lists, **entry)


def _condition(text):
    fact, comparison, other = text.split()
    return Condition(fact=fact, comparison=comparison, other=other)


def _members(names):
    """Return the treatments that a list names, each by itself or through a group."""
    groups = words()["groups"]
    return tuple(member for name in names for member in groups.get(name, (name,)))


def _fact(path, facts):
    """Return what a fact such as "scar.width_mm" is, or None where it is not there."""
    owner, name = path.split(".")
    return getattr(facts[owner], name, None)
