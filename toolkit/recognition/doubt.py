"""Where the published sizes leave the type of a scar open, and between which two."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.checks import check_kind, check_word
from toolkit.classify import classify
from toolkit.evidence import value
from toolkit.measures import Measures

KINDS = ("ice_pick", "boxcar", "rolling", "pore")
VIEWS = ("section", "above")
NEAR = 0.1  #: share by which a size read off the skin may be off; chosen
FAR = "Its width and depth together fit no type of the published table well."


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """The names that fit a dip, the best one first, and why there is more than one."""

    names: tuple[str, ...]
    why: str  #: one or two sentences; empty where one name fits


@dataclass(frozen=True, kw_only=True)
class Border:
    """Widths at which two types meet."""

    names: tuple[str, str]
    from_mm: float
    to_mm: float
    why: str

    def away_mm(self, width_mm: float) -> float:
        """Return how far a width lies from the border; 0 on it. [mm]"""
        return max(self.from_mm - width_mm, width_mm - self.to_mm, 0.0)


def _borders():
    pore, pick = value("pore_width_up_to").typical, value("ice_pick_width_below").typical
    box, wide = value("boxcar_width"), value("rolling_width_above").typical
    return (
        Border(
            names=("pore", "ice_pick"),
            from_mm=pore,
            to_mm=pore,
            why="No published size parts a large pore from a narrow ice pick scar. "
            f"We draw the line at {pore:g} mm, and this dip is close to it.",
        ),
        Border(
            names=("ice_pick", "boxcar"),
            from_mm=box.low,
            to_mm=pick,
            why=f"The published widths overlap: ice pick scars are narrower than {pick:g} mm, "
            f"boxcar scars {box.low:g} to {box.high:g} mm wide.",
        ),
        Border(
            names=("boxcar", "rolling"),
            from_mm=box.high,
            to_mm=wide,
            why=f"In the published table boxcar scars are up to {box.high:g} mm wide, and rolling "
            f"scars begin at {wide:g} to 5 mm. This dip is close to that border.",
        ),
    )


BORDERS = _borders()


def doubt_of(size: Measures, *, view: str = "section") -> Doubt:
    """Return which names fit a dip of some size.

    Parameters
    ----------
    size
        What a ruler says of it.
    view
        ``"section"``, or ``"above"``: from above the width is seen, but hardly depth and floor.

    Raises
    ------
    ValueError
        If the view is unknown, or the size is none.

    Notes
    -----
    A name is open where `toolkit.classify` is not certain, or would not give the same name with
    certainty to a dip a tenth wider, narrower, deeper or less deep. From above it is open as well
    where two published widths overlap.

    Examples
    --------
    >>> from toolkit import boxcar, measure
    >>> size = measure(boxcar(width_mm=1.8, depth_mm=0.4))
    >>> doubt_of(size).names, doubt_of(size, view="above").names
    (('boxcar',), ('boxcar', 'ice_pick'))
    """
    check_kind("size", size, Measures)
    check_word("view", view, VIEWS)
    name = classify(size).name
    border = _nearest(name, size.width_mm)
    if border is None or not (_is_open(size, name) or _overlaps(border, size, view)):
        return Doubt(names=(name,), why="")
    other = next(one for one in border.names if one != name)
    is_near = border.away_mm(size.width_mm) <= NEAR * size.width_mm
    return Doubt(names=(name, other), why=border.why if is_near else FAR)


def _nearest(name, width_mm):
    own = [border for border in BORDERS if name in border.names]
    return min(own, key=lambda border: border.away_mm(width_mm), default=None)


def _is_open(size, name):
    said = map(classify, _nearby(size))
    return any(not one.certain or one.name != name for one in said)


def _overlaps(border, size, view):
    return view == "above" and border.from_mm < border.to_mm and not border.away_mm(size.width_mm)


def _nearby(size: Measures) -> Iterator[Measures]:
    """Yield the size, and those that a ruler may take it for."""
    yield size
    for name in ("width_mm", "depth_mm"):
        for share in (1 - NEAR, 1 + NEAR):
            yield replace(size, **{name: share * getattr(size, name)})
