"""Which scars lie in a patch, and where."""

from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from toolkit.drawing.relief.noise import generator
from toolkit.drawing.tissue import size_of
from toolkit.scars import boxcar, ice_pick, pore, rolling
from toolkit.section import Section

MAKERS = {"ice_pick": ice_pick, "boxcar": boxcar, "rolling": rolling, "pore": pore}
TRIES = 160


@dataclass(frozen=True, eq=False)
class Placed:
    """A scar and the place of its middle in a patch; a trough runs along the turned line.

    ``turn_deg`` 0: what the section shows from left to right lies from left to right.
    """

    section: Section
    x_mm: float  #: from the left edge
    y_mm: float  #: from the top edge
    turn_deg: float = 0.0
    exact: bool = False  #: quite round, or quite straight, as no scar is


def placed(chosen: tuple, seed: int, size_mm: tuple[float, float]) -> tuple[Placed, ...]:
    """Give every scar that has no place one far from the others and from the edges."""
    rng = generator(seed, "places")
    done = [one for one in chosen if isinstance(one, Placed)]
    rest = [one for one in chosen if not isinstance(one, Placed)]
    found = {}
    for section in sorted(rest, key=lambda one: -size_of(one).width_mm):
        tries = rng.uniform(0, 1, (TRIES, 2)) * size_mm
        room = [_room_mm(place, section, done, size_mm) for place in tries]
        turn = float(rng.uniform(-40, 40))
        done.append(Placed(section, *map(float, tries[int(np.argmax(room))]), turn))
        found.setdefault(id(section), []).append(done[-1])
    return tuple(one if isinstance(one, Placed) else found[id(one)].pop(0) for one in chosen)


def _room_mm(place, section, done, size_mm):
    """Return how much healthy skin lies between a scar here and what is nearest to it."""
    radius = _radius_mm(section)
    edges = [edge for at, size in zip(place, size_mm) for edge in (at, size - at)]
    others = [
        np.hypot(place[0] - one.x_mm, place[1] - one.y_mm) - _radius_mm(one.section) for one in done
    ]
    return min([1.0 * min(edges), *others]) - radius


def _radius_mm(section):
    return size_of(section).width_mm * (0.5 if section.grid.is_round else 0.42)


def made(scar: Section | Placed | str) -> Section | Placed:
    """Return the section that is meant, or the one that has a place already."""
    if isinstance(scar, Placed):
        one_patient(scar.section)
        return scar
    if isinstance(scar, Section):
        return one_patient(scar)
    if scar not in MAKERS:
        close = get_close_matches(str(scar), MAKERS, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise KeyError(f"no scar named {scar!r}; {hint}known are {', '.join(MAKERS)}")
    return MAKERS[scar]()


def one_patient(section: Section) -> Section:
    """Return the section; raise a ValueError if it holds many patients."""
    if section.collagen.ndim != 2:
        raise ValueError(
            f"section holds {len(section.collagen)} patients; it must hold one to be seen"
        )
    return section
