"""Which type of scar this is, by the published sizes and the shape of the profile."""

from dataclasses import dataclass

from toolkit.checks import check_kind
from toolkit.evidence import value
from toolkit.measures import Measures, measure
from toolkit.section import Section

NOTHING_BELOW_MM = value("scar_from_depth").typical  #: relief of this size is ordinary skin


@dataclass(frozen=True, kw_only=True)
class ScarType:
    """The name of a scar, why it is called so, and whether the sizes leave a doubt."""

    name: str  #: "none", "pore", "ice_pick", "boxcar", "rolling"
    detail: str  #: "shallow" or "deep" for a boxcar, else empty
    reason: str
    certain: bool


def classify(scar: Section | Measures) -> ScarType:
    """Return the type of the deepest scar in a section, or of measures taken by hand.

    Notes
    -----
    Sizes follow FABBROCINI2010 Table 1. Its types overlap between 1.5 and 2 mm and leave a gap
    around 4 mm: there the answer says that it is not certain. No source gives a wall angle, so
    the share of flat floor decides, and that limit is chosen.

    Examples
    --------
    >>> from toolkit import ice_pick
    >>> classify(ice_pick(width_mm=1.0, depth_mm=1.5)).name
    'ice_pick'
    """
    check_kind("scar", scar, (Section, Measures), "be a Section or its Measures")
    size = scar if isinstance(scar, Measures) else measure(scar)
    if size.depth_mm < NOTHING_BELOW_MM:
        return _named("none", "the surface is as flat as healthy skin")
    if _within(size.width_mm, "pore_width_up_to") and _within(size.depth_mm, "pore_depth_up_to"):
        return _named("pore", "at most half a millimetre wide, and shallow")
    if size.floor_share >= _limit("flat_floor_share"):
        return _box(size)
    return _tapered(size)


def _box(size):
    deep = size.depth_mm >= _limit("deep_boxcar_from")
    low, high = value("boxcar_width").low, value("boxcar_width").high
    reason = f"a flat floor under steep walls, {size.width_mm:.1f} mm wide"
    return _named("boxcar", reason, "deep" if deep else "shallow", low <= size.width_mm <= high)


def _tapered(size):
    if _within(size.width_mm, "ice_pick_width_below"):
        deep = size.depth_mm > size.width_mm
        reason = "narrow, steep, and tapering to a point" if deep else "narrow, but not deep"
        return _named("ice_pick", reason, certain=deep)
    reason = "no flat floor and gentle slopes"
    return _named("rolling", reason, certain=size.width_mm > _limit("rolling_width_above"))


def _named(name, reason, detail="", certain=True):
    return ScarType(name=name, detail=detail, reason=reason, certain=certain)


def _within(size_mm, name):
    """Return whether a size is up to a limit, give or take a hundredth: rulers are no finer."""
    return size_mm <= 1.01 * _limit(name)


def _limit(name):
    return value(name).typical
