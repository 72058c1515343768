"""Steps of a plan as they stand in a table: one treatment, its settings, and its weeks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from itertools import groupby

from toolkit.checks import check_kind, check_word
from toolkit.plan import Plan, Session
from toolkit.treatments import TREATMENTS


@dataclass(frozen=True, kw_only=True)
class Step:
    """One treatment in one or several weeks since the consultation.

    Parameters
    ----------
    treatment
        A name in ``TREATMENTS``.
    weeks
        Its visits, each some weeks after the consultation. [weeks]
    knobs
        Settings that are not the usual ones, by name.

    Raises
    ------
    ValueError
        If there is no such treatment or setting, with the nearest that there is.
    """

    treatment: str
    weeks: tuple[float, ...]
    knobs: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self):
        check_word("treatment", self.treatment, TREATMENTS)
        check_kind("weeks", self.weeks, (tuple, list), "be a list of weeks")
        if not self.weeks:
            raise ValueError("weeks is empty; it must hold at least one week")
        object.__setattr__(self, "weeks", tuple(self.weeks))
        for name in self.knobs:
            known = [one.name for one in fields(TREATMENTS[self.treatment])]
            check_word(f"setting of {self.treatment}", name, known)
        plan_of([self])

    @property
    def tool(self) -> object:
        """The treatment with its settings."""
        return TREATMENTS[self.treatment](**self.knobs)


def plan_of(steps: Iterable[Step]) -> Plan:
    """Return a plan in which steps of one week make one visit, in the order of the steps.

    Raises
    ------
    ValueError
        If two visits are less than a week apart.

    Examples
    --------
    >>> cut, acid = (Step(treatment=name, weeks=(0, 4)) for name in ("subcision", "tca_cross"))
    >>> [(visit.week, len(visit.treatments)) for visit in plan_of([cut, acid]).sessions]
    [(0, 2), (4, 2)]
    """
    every = [(week, step.tool) for step in steps for week in step.weeks]
    visits = groupby(sorted(every, key=lambda one: one[0]), key=lambda one: one[0])
    return Plan(
        tuple(Session(week=week, treatments=tuple(tool for _, tool in at)) for week, at in visits)
    )
