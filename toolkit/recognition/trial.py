"""One dip in the skin to be named: what it is, how it is seen, how hard that is."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit import scars
from toolkit.anatomy import SITES
from toolkit.checks import check_whole, check_word
from toolkit.evidence import value
from toolkit.light import LIGHTS
from toolkit.measures import Measures, measure
from toolkit.recognition.doubt import BORDERS, KINDS, NEAR, VIEWS, Doubt, doubt_of
from toolkit.section import Section

TONES = (1, 2, 3, 4, 5, 6)
ALL_LIGHTS, FLAT = tuple(LIGHTS), ("overhead", "flash")
DEPTH_ROWS = {kind: f"{kind}_depth" for kind in KINDS} | {"ice_pick": "ice_pick_depth_drawn"}
MOST_SEED, MOST_PORES = 2**32 - 1, 60
AROUND = 0.15  #: a size that is called typical lies so near to it, as a share
BESIDE = 0.35  #: a size near a border lies so near to it, as a share
NARROWEST_MM = {"rolling": 4.36}  #: skin does not bend into a narrower trough here
STEEP = 1.15  #: an ice pick scar is at least so many times as deep as wide
INTO_FAT_MM = 0.5  #: it goes at most so far below the dermis
TRIES = 200


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One dip, and how it is shown. Draw one with `trial`."""

    kind: str  #: one of ``KINDS``: what was drawn
    width_mm: float
    depth_mm: float
    site: str
    view: str  #: "section" or "above"
    light: str  #: a name in ``toolkit.LIGHTS``; in a section it shows nothing
    skin_tone: int  #: 1 to 6
    pores: int  #: how many other pores are large enough to be seen from above
    seed: int  #: whose skin it is seen in

    def __post_init__(self):
        for name, known in (("kind", KINDS), ("site", SITES), ("view", VIEWS), ("light", LIGHTS)):
            check_word(name, getattr(self, name), known)
        for name, low, high in (("skin_tone", 1, 6), ("pores", 0, MOST_PORES)):
            check_whole(name, getattr(self, name), low, high)
        check_whole("seed", self.seed, 0, MOST_SEED)

    @cached_property
    def section(self) -> Section:
        """The skin with the dip in it."""
        make = getattr(scars, self.kind)
        return make(width_mm=self.width_mm, depth_mm=self.depth_mm, site=self.site)

    @cached_property
    def size(self) -> Measures:
        """What a ruler says of the dip."""
        return measure(self.section)

    @cached_property
    def doubt(self) -> Doubt:
        """Which names fit, and why there may be two."""
        return doubt_of(self.size, view=self.view)

    @property
    def is_open(self) -> bool:
        """Whether the published classification leaves the name open."""
        return len(self.doubt.names) > 1

    def accepts(self, name: str) -> bool:
        """Return whether a name is right; in open cases two are."""
        return name in self.doubt.names


@dataclass(frozen=True, kw_only=True)
class Level:
    """How hard a trial is."""

    sizes: str  #: "typical", "any" of the published range, or near a "border" between types
    views: tuple[str, ...]
    lights: tuple[str, ...] = ("window",)
    pores: tuple[int, int] = (0, 0)  #: fewest and most
    open_share: float | None = 0.0  #: how many are open cases; None: as it falls


#: From the first to the hardest.
LEVELS = (
    Level(sizes="typical", views=("section",)),
    Level(sizes="any", views=("section",)),
    Level(sizes="typical", views=("above",), lights=("window", "raking"), pores=(3, 6)),
    Level(sizes="any", views=("above",), lights=ALL_LIGHTS, pores=(8, 14), open_share=None),
    Level(
        sizes="border",
        views=("above", "above", "section"),
        lights=("window", *FLAT, *FLAT),
        pores=(10, 20),
        open_share=0.33,
    ),
)
HARDEST = len(LEVELS)


def trial(
    rng: np.random.Generator | int,
    level: int = 1,
    *,
    kind: str | None = None,
    skin_tone: int | None = None,
) -> Trial:
    """Draw one dip to be named.

    Parameters
    ----------
    rng
        Random numbers, or a seed: the same seed gives the same trial.
    level
        How hard it is, 1 (in section, typical sizes) to 5 (mostly from above, in flat light,
        with sizes near a border between two types).
    kind, skin_tone
        Left to chance if not given.

    Raises
    ------
    ValueError
        If the level, the kind or the skin tone is unknown.

    Examples
    --------
    >>> trial(7, 1, kind="boxcar").view
    'section'
    >>> trial(7, 5) == trial(7, 5)
    True
    """
    rng = np.random.default_rng(rng)
    chosen = LEVELS[check_whole("level", level, 1, HARDEST) - 1]
    kind = _one_of(rng, KINDS) if kind is None else kind
    check_word("kind", kind, KINDS)
    skin_tone = _one_of(rng, TONES) if skin_tone is None else skin_tone
    may_be_open = _may_be_open(rng, chosen.open_share)
    for _ in range(TRIES):
        drawn = _drawn(rng, chosen, kind, skin_tone)
        if _is_fit(drawn, may_be_open):
            return drawn
    raise RuntimeError(f"no {kind} of level {level} was found in {TRIES} tries")


def _drawn(rng, level, kind, skin_tone):
    width_mm, depth_mm = SIZES[level.sizes](rng, kind)
    fewest, most = level.pores
    return Trial(
        kind=kind,
        width_mm=round(width_mm, 2),
        depth_mm=round(depth_mm, 2),
        site=_one_of(rng, [site for site in SITES if site != "nose"]),
        view=_one_of(rng, level.views),
        light=_one_of(rng, level.lights),
        skin_tone=skin_tone,
        pores=int(rng.integers(fewest, most + 1)),
        seed=int(rng.integers(MOST_SEED)),
    )


def _may_be_open(rng, share):
    """Return which answers to "is it open?" will do."""
    return (False, True) if share is None else (bool(rng.random() < share),)


def _is_fit(drawn, may_be_open):
    """Return whether such a scar can be made, and is named as it was meant."""
    wide = _rows(drawn.kind)[0]
    if not (1 - NEAR) * wide.low <= drawn.width_mm <= (1 + NEAR) * wide.high:
        return False
    try:
        is_named = drawn.doubt.names[0] == drawn.kind
    except ValueError:  # no scar of this kind has both this width and this depth
        return False
    deepest_mm = drawn.section.layers.skin_mm + INTO_FAT_MM
    return is_named and drawn.depth_mm <= deepest_mm and drawn.is_open in may_be_open


def _typical(rng, kind):
    return [_within(row, row.typical * _about(rng, AROUND)) for row in _rows(kind)]


def _any(rng, kind):
    wide = _rows(kind)[0]
    width_mm = float(rng.uniform(NARROWEST_MM.get(kind, wide.low), wide.high))
    return width_mm, _any_depth(rng, kind, width_mm)


def _any_depth(rng, kind, width_mm):
    deep = _rows(kind)[1]
    least_mm = max(deep.low, STEEP * width_mm) if kind == "ice_pick" else deep.low
    return float(rng.uniform(min(least_mm, deep.high), deep.high))


def _border(rng, kind):
    """A width near a border of the kind; beside pores, also a pore's depth."""
    border = _one_of(rng, [border for border in BORDERS if kind in border.names])
    width_mm = float(rng.uniform(border.from_mm, border.to_mm)) * _about(rng, BESIDE)
    width_mm = max(width_mm, NARROWEST_MM.get(kind, 0.0))
    if "pore" in border.names:
        return width_mm, value("pore_depth_up_to").typical * _about(rng, 2 * BESIDE)
    return width_mm, _any_depth(rng, kind, width_mm)


SIZES = {"typical": _typical, "any": _any, "border": _border}


def _rows(kind):
    return value(f"{kind}_width"), value(DEPTH_ROWS[kind])


def _within(row, size_mm):
    return min(max(size_mm, row.low), row.high)


def _about(rng, share):
    return float(rng.uniform(1 - share, 1 + share))


def _one_of(rng, options):
    return options[int(rng.integers(len(options)))]
