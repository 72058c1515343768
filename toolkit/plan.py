"""A plan: which treatments, at which visit, in which week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.checks import check_kind, check_number, check_whole

MOST_SESSIONS, MOST_WEEKS = 24, 520
ROUND_OFF = 1e-9


@dataclass(frozen=True, kw_only=True)
class Session:
    """One visit: one or several treatments, in their order, some weeks after the first visit."""

    week: float
    treatments: tuple

    def __post_init__(self):
        treatments = self.treatments if isinstance(self.treatments, tuple) else (self.treatments,)
        object.__setattr__(self, "treatments", treatments)
        made = [hasattr(one, "apply") and not isinstance(one, type) for one in treatments]
        if not made or not all(made):
            raise ValueError(
                f"treatments is {self.treatments!r}; it must hold at least one treatment"
            )
        check_number("week", self.week, 0, MOST_WEEKS)


@dataclass(frozen=True)
class Plan:
    """Sessions in the order of their weeks, at least one week apart; `Plan(())` is to wait."""

    sessions: tuple[Session, ...]

    def __post_init__(self):
        check_kind("sessions", self.sessions, Sequence, "hold only sessions")
        if not all(isinstance(session, Session) for session in self.sessions):
            raise ValueError(f"sessions is {self.sessions!r}; it must hold only sessions")
        object.__setattr__(self, "sessions", tuple(self.sessions))
        if len(self.sessions) > MOST_SESSIONS:
            raise ValueError(
                f"sessions is {len(self.sessions)}; it must be at most {MOST_SESSIONS}"
            )
        for before, after in zip(self.sessions, self.sessions[1:]):
            if not after.week - before.week >= 1 - ROUND_OFF:
                raise ValueError(
                    f"week is {after.week!r} after week {before.week!r}; sessions must be "
                    "at least 1 week apart, so that the crust has come off"
                )

    @classmethod
    def every(cls, *treatments, sessions: int, weeks_apart: float) -> "Plan":
        """Return the same treatments at each of several sessions, evenly spaced.

        Examples
        --------
        >>> from toolkit import TREATMENTS
        >>> plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=2)
        >>> [session.week for session in plan.sessions]
        [0, 2, 4, 6]
        """
        sessions = check_whole("sessions", sessions, 1, MOST_SESSIONS)
        check_number("weeks_apart", weeks_apart, 1, must="be at least 1 week")
        return cls(
            tuple(Session(week=i * weeks_apart, treatments=treatments) for i in range(sessions))
        )

    def then(self, other: "Plan", *, weeks_later: float) -> "Plan":
        """Return this plan and, some weeks after its last session, the other one.

        Examples
        --------
        >>> from toolkit import TREATMENTS
        >>> cross = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=4)
        >>> laser = Plan.every(TREATMENTS["fractional_co2"](), sessions=2, weeks_apart=6)
        >>> [session.week for session in cross.then(laser, weeks_later=8).sessions]
        [0, 4, 12, 18]
        """
        check_kind("other", other, Plan)
        check_number("weeks_later", weeks_later, 0, must="be zero or more weeks")
        start = weeks_later + (self.sessions[-1].week if self.sessions else 0)
        moved = (replace(session, week=session.week + start) for session in other.sessions)
        return Plan((*self.sessions, *moved))
