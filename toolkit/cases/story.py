"""A case: a person with scars, what they ask for, what binds the plan, and one good answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.cases.sign import Sign
from toolkit.cases.steps import Step, plan_of
from toolkit.checks import check_number, check_word
from toolkit.grid import Grid
from toolkit.mixed import MAKERS, mixed
from toolkit.patient import Patient
from toolkit.plan import Plan
from toolkit.section import Section
from toolkit.treatments import TREATMENTS

#: Cells of 50 um, as in live explorers: depth differs from that on 25 um by less than a point.
PIT = Grid(geometry="round", columns=80, rows=70)
ALONE = {"rolling": Grid(width_mm=12.0, columns=160, rows=70), "pore": Grid(geometry="round")}
STRIPS = {
    "ice_pick": Grid(width_mm=6.0, columns=120, rows=70),
    "boxcar": Grid(width_mm=8.0, columns=160, rows=70),
    "rolling": Grid(width_mm=12.0, columns=240, rows=70),
    "pore": Grid(width_mm=4.0, columns=160),  #: of 25 um: coarser ones hold no pore
}
NOTHING = "none"  #: what somebody asks for who asks for nothing


@dataclass(frozen=True, kw_only=True)
class ScarSize:
    """One scar of a case: its kind and its size."""

    kind: str  #: "ice_pick", "boxcar", "rolling" or "pore"
    width_mm: float
    depth_mm: float

    def __post_init__(self):
        check_word("kind", self.kind, MAKERS)
        check_number("width_mm", self.width_mm, 0.1, 12)
        check_number("depth_mm", self.depth_mm, 0.02, 3)

    def on(self, grid: Grid) -> Section:
        """Return the scar in skin of its own."""
        return MAKERS[self.kind](width_mm=self.width_mm, depth_mm=self.depth_mm, grid=grid)


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """What binds the plan, in a sentence; the sign, if it has one, shows that it is broken."""

    says: str
    broken_by: Sign | None = None


@dataclass(frozen=True, kw_only=True)
class Pitfall:
    """What learners often propose, why it fails, its sign, and a plan that does it."""

    says: str
    why: str
    sign: Sign
    steps: tuple[Step, ...]

    @property
    def plan(self) -> Plan:
        """A plan that falls into it."""
        return plan_of(self.steps)


@dataclass(frozen=True, kw_only=True)
class Later:
    """What is so from some week on: acne that is calm, a drug that has left the body."""

    from_week: float
    says: str
    patient: Patient


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a reason stands: a name and a year, and where they lead."""

    says: str
    link: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A person with scars, and one good plan for them; other plans may be as good.

    Raises
    ------
    ValueError
        If it holds no scar, or what is asked for is no treatment.
    """

    name: str
    title: str
    history: str  #: a paragraph, no names of people
    asks_for: str  #: a treatment, or "none": where the explorer opens
    patient: Patient
    scars: tuple[ScarSize, ...]  #: from left to right
    goals: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    steps: tuple[Step, ...]  #: of the model plan
    reasons: tuple[str, ...]  #: of the model plan, a paragraph each
    disagree: str  #: where sources, or doctors, do
    sources: tuple[Source, ...]
    pitfalls: tuple[Pitfall, ...]
    discussed: tuple[str, ...] = ()  #: rules of safety that the model plan meets, with reasons
    later: tuple[Later, ...] = ()
    day_week: float | None = None  #: a date that matters, weeks after the consultation

    def __post_init__(self):
        if not self.scars:
            raise ValueError("scar is empty; a case must hold at least one scar")
        check_word("asks_for", self.asks_for, (NOTHING, *TREATMENTS))

    @cached_property
    def section(self) -> Section:
        """The skin before, on cells coarse enough for a course to follow a slider."""
        if len(self.scars) == 1:
            kind = self.scars[0].kind
            return self.scars[0].on(ALONE.get(kind, PIT))
        return mixed(*(scar.on(STRIPS[scar.kind]) for scar in self.scars))

    @property
    def plan(self) -> Plan:
        """The model plan."""
        return plan_of(self.steps)

    def seasons(self) -> Iterator[tuple[float, float, Patient]]:
        """Yield from which week until which the patient is as they are then."""
        starts = [0.0, *(one.from_week for one in self.later)]
        patients = [self.patient, *(one.patient for one in self.later)]
        yield from zip(starts, [*starts[1:], float("inf")], patients, strict=True)
