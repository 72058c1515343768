"""What the rules look at: the scars of a section, and each treatment of a plan in its session."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from toolkit.classify import classify
from toolkit.evidence import value
from toolkit.measures import measure_surface, territories
from toolkit.plan import Plan
from toolkit.section import Section
from toolkit.surface import surface_mm
from toolkit.treatments import TREATMENTS

NAMES = {made: name for name, made in reversed(TREATMENTS.items())}
NOT_SCARS = ("none", "pore")
#: What a retinoid is paused for: all that wounds the surface.
OPENED_OR_HEATED = frozenset(TREATMENTS) - {"topical", "filler", "subcision"}
PAUSE_WEEKS = value("retinoid_pause_weeks").typical


@dataclass(frozen=True, kw_only=True)
class Scar:
    """One scar, as far as safety cares."""

    name: str
    width_mm: float
    depth_mm: float
    tether_mm: float  #: the strongest pull of its bands


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One treatment in one session."""

    week: float
    treatment: object
    name: str | None  #: in ``TREATMENTS``; None for a treatment of somebody's own
    earlier: tuple[tuple[float, str | None], ...]  #: week and name of all in earlier sessions
    beside: tuple[str, ...] = ()  #: other treatments of the same session, by name
    again: bool = False  #: the same treatment stands before it in the session
    wounds_in_use: bool = False  #: a cream: the skin is wounded while it is used, or soon after

    def gap_weeks(self, names: Iterable[str]) -> float | None:
        """Return the weeks since the last earlier session with one of these treatments."""
        weeks = [week for week, name in self.earlier if name in names]
        return self.week - max(weeks) if weeks else None


def scars_of(section: Section) -> tuple[Scar, ...]:
    """Return the scars of a section from left to right.

    Pores count only where there is no scar; skin without either has one scar called "none".
    """
    surface = surface_mm(section)
    found = [_scar(section, surface, own) for own in territories(surface)]
    scars = [scar for scar in found if scar.name not in NOT_SCARS]
    flat = Scar(name="none", width_mm=0.0, depth_mm=0.0, tether_mm=0.0)
    return tuple(scars or found or [flat])


def visits_of(plan: Plan) -> tuple[Visit, ...]:
    """Return every treatment of a plan in the order in which it is done."""
    every = [
        (session.week, NAMES.get(type(one)))
        for session in plan.sessions
        for one in session.treatments
    ]
    visits = []
    for session in plan.sessions:
        names = [NAMES.get(type(one)) for one in session.treatments]
        earlier = tuple((week, name) for week, name in every if week < session.week)
        visits += [
            Visit(
                week=session.week,
                treatment=one,
                name=name,
                earlier=earlier,
                beside=tuple(other for other in names if other not in (name, None)),
                again=name is not None and name in names[:place],
                wounds_in_use=_wounded_in_use(session.week, one, name, every),
            )
            for place, (one, name) in enumerate(zip(session.treatments, names))
        ]
    return tuple(visits)


def _wounded_in_use(start, treatment, name, every):
    """Return whether a wound falls into the weeks of a cream, or shortly after them."""
    if name != "topical":
        return False
    until = start + treatment.weeks + PAUSE_WEEKS
    return any(name in OPENED_OR_HEATED and start <= week <= until for week, name in every)


def _scar(section, surface, own):
    size = measure_surface(section.grid, np.where(own, surface, 0))
    return Scar(
        name=classify(size).name,
        width_mm=size.width_mm,
        depth_mm=size.depth_mm,
        tether_mm=float(section.tether_mm[own].max()),
    )
