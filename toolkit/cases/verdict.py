"""A verdict: what became of a plan, in numbers and sentences; there are no marks."""

from dataclasses import dataclass

from toolkit.cases.story import Constraint, Pitfall
from toolkit.course import Course
from toolkit.safety import Caution

KIND_WORDS = {
    "ice_pick": "ice pick scar",
    "boxcar": "boxcar scar",
    "rolling": "rolling scar",
    "pore": "pore",
}
LESS = 0.5  #: per cent of depth; less than this is no change


@dataclass(frozen=True, kw_only=True)
class ScarGain:
    """How deep one scar was, and how deep it is at the end and on the day that matters."""

    number: int  #: from 1, on the left
    kind: str
    before_mm: float
    after_mm: float
    gain_pct: float
    day_pct: float | None = None  #: gain on that day; None if there is none

    @property
    def words(self) -> str:
        """Which scar it is."""
        return f"{self.number}, {KIND_WORDS[self.kind]}"

    @property
    def sentence(self) -> str:
        """What became of it."""
        change = "as deep as before"
        if abs(self.gain_pct) >= LESS:
            than = "less deep" if self.gain_pct > 0 else "deeper"
            change = f"{abs(self.gain_pct):.0f} % {than}"
        sizes = f"{self.before_mm:.2f} mm before, {self.after_mm:.2f} mm after"
        return f"Scar {self.words}: {change} ({sizes})."


@dataclass(frozen=True, kw_only=True, eq=False)
class Verdict:
    """What became of a plan for a case."""

    course: Course
    visits: int  #: for procedures; a cream needs none of its own
    weeks: float  #: from the consultation to the last procedure
    gains: tuple[ScarGain, ...]
    cautions: tuple[Caution, ...]  #: the weightiest first
    places: tuple[Caution, ...]  #: of treatments that suit another scar here: where to leave out
    kept: tuple[Constraint, ...]
    broken: tuple[Constraint, ...]
    pitfalls: tuple[Pitfall, ...]  #: those that the plan falls into

    @property
    def length(self) -> str:
        """How long it takes, in a sentence."""
        if not self.visits:
            return "No visit for a procedure."
        visits = "1 visit" if self.visits == 1 else f"{self.visits} visits"
        return f"{visits} for procedures; the last in week {self.weeks:g} after the consultation."

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything in it, a sentence each."""
        return (
            self.length,
            *(gain.sentence for gain in self.gains),
            *(f"Kept: {one.says}" for one in self.kept),
            *(f"Not kept: {one.says}" for one in self.broken),
            *(f"Often proposed: {one.says} {one.why}" for one in self.pitfalls),
            *(f"Caution: {one.message}" for one in self.cautions),
            *(f"Where to leave it out: {one.message}" for one in self.places),
        )
