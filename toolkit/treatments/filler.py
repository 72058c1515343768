"""Filler: a gel injected under a scar, which lifts the skin for as long as it stays."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.measures import SCAR_FROM_MM
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import in_tissue_mm, solid, surface_mm
from toolkit.treatments.checks import check_choice, check_range

HALF_LIFE_DAYS = {
    "ha": value("filler_half_life").typical,
    "caha": value("filler_half_life_caha").typical,
    "plla": value("filler_half_life_plla").typical,
}
KINDS = (*HALF_LIFE_DAYS, "pmma")  #: the last one stays
FULLEST = value("filler_fullest").typical
NEEDLE_WOUND = value("filler_needle_wound").typical


@dataclass(frozen=True, kw_only=True)
class Filler:
    """Inject gel under every scar, in proportion to how far the skin there has sunk.

    Parameters
    ----------
    kind
        ``"ha"`` hyaluronic acid, ``"caha"`` calcium hydroxylapatite, ``"plla"`` poly-L-lactic
        acid, ``"pmma"`` microspheres that stay.
    correction
        Gel injected, as a share of what is missing under the healthy level, 0-1.2.
    volume_ul
        Gel injected in all, instead of a share: microlitres in a round slice, microlitres per
        millimetre of trench in a planar one.
    depth_mm
        Depth of the needle below the skin, also where that has sunk. [mm]
    spread_mm
        Half the thickness of the layer of gel. [mm]

    Notes
    -----
    The gel lifts as much area as it has, but the elastic skin spreads the lift: little of it
    reaches the point of a narrow pit, whose rim rises instead. Two trials of hyaluronic acid
    disagree: little left at 12 months in one (TREACY2012), nothing lost in 24 months in the other
    (SIPERSTEIN2024). Where kinds meet in a column, they fade at the mean of their rates, weighted
    by volume. What this leaves out: collagen that fillers raise. For calcium hydroxylapatite and
    even more for poly-L-lactic acid that is the larger part of the lift, and it comes over months;
    here the gel itself lifts at once and stays about as long as the effect does. Also left out:
    bands that hold against the gel, lumps, gel that wanders, and blocked vessels, the grave risk
    of every filler.

    References
    ----------
    ``value("filler_half_life")`` and the rows that begin like it.

    Examples
    --------
    >>> from toolkit import measure, rolling
    >>> scar = rolling()
    >>> measure(Filler().apply(scar)).depth_mm < measure(scar).depth_mm / 2
    True
    """

    writes = frozenset({"filler", "filler_fading_per_day", "signal"})

    kind: str = "ha"
    correction: float = value("filler_correction").typical
    volume_ul: float | None = None
    depth_mm: float = value("filler_depth").typical
    spread_mm: float = value("filler_spread").typical

    def __post_init__(self):
        check_choice(self, "kind", KINDS)
        check_range(self, "correction", 0, 1.2)
        if self.volume_ul is not None:
            check_range(self, "volume_ul", 0, 50)
        check_range(self, "depth_mm", 0.1, 2.5)
        check_range(self, "spread_mm", 0.05, 0.6)

    @property
    def fading_per_day(self) -> float:
        """How fast this kind goes; 0 = it stays. [1/day]"""
        half_life = HALF_LIFE_DAYS.get(self.kind)
        return float(np.log(2) / half_life) if half_life else 0.0

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the injection."""
        dtype = section.filler.dtype
        layer = self._layer(section)
        wanted = (self._lift_mm(section)[..., None, :] * layer).astype(dtype)
        room = np.maximum(FULLEST * solid(section.collagen) - section.filler, 0)
        gel = np.minimum(wanted, room.astype(dtype))
        plane = layer / np.maximum(layer.max(axis=-2, keepdims=True), 1e-9)
        needle = NEEDLE_WOUND * plane * (gel.max(axis=-2, keepdims=True) > 0)
        return section.with_fields(
            filler=section.filler + gel,
            filler_fading_per_day=self._mixed(section, gel),
            signal=np.maximum(section.signal, needle.astype(section.signal.dtype)),
        )

    def _layer(self, section):
        """Return how the gel of a column is spread over its tissue: sums to 1 a millimetre."""
        tissue = solid(section.collagen)
        distance = (in_tissue_mm(section) - self.depth_mm) / self.spread_mm
        layer = tissue * np.exp(-(distance**2))
        total_mm = layer.sum(axis=-2, keepdims=True) * section.grid.dz_mm
        return layer / np.maximum(total_mm, 1e-3)

    def _lift_mm(self, section):
        """Return how much gel each column gets, (columns,): mm2 of gel per mm of skin."""
        dip = np.maximum(-surface_mm(section), 0)
        dip = np.where(dip >= SCAR_FROM_MM, dip, 0)
        if self.volume_ul is None:
            return self.correction * dip
        missing = (dip * section.grid.column_size).sum(axis=-1, keepdims=True)
        return np.divide(self.volume_ul * dip, missing, out=0 * dip, where=missing > 0)

    def _mixed(self, section, gel):
        """Return the rate at which each column's gel fades, old and new weighted by volume."""
        there, new = section.filler.sum(axis=-2), gel.sum(axis=-2)
        share = np.divide(new, there + new, out=np.zeros_like(new), where=new > 0)
        rate = section.filler_fading_per_day
        return rate + share * (share.dtype.type(self.fading_per_day) - rate)
