"""Filler: a gel injected under a scar, which lifts the skin for as long as it stays."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.measures import SCAR_FROM_MM, territories
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import in_tissue_mm, solid, surface_mm
from toolkit.treatments.checks import check_choice, check_range, check_section
from toolkit.treatments.punch import each_patient
from toolkit.treatments.wounds import joined

HALF_LIFE_DAYS = {
    "ha": value("filler_half_life").typical,
    "caha": value("filler_half_life_caha").typical,
    "plla": value("filler_half_life_plla").typical,
}
KINDS = (*HALF_LIFE_DAYS, "pmma")  #: the last one stays
CORRECTION = value("filler_correction").typical
FULLEST = value("filler_fullest").typical
PROUD_MM = value("filler_proud_up_to").typical
HALVINGS = 60  #: of a search for a number: finer than any rounding
PLACE = 2.0  #: gel that is pressed in goes up to so many half thicknesses from the needle
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
        Gel wanted, as a share of what is missing under the healthy level, 0-1.2; 1 if left out.
        Tissue takes no more than its own volume, and up to 1 the hand stops at a scar as soon as
        the skin there stands proud.
    volume_ul
        Gel injected in all, instead of a share and wherever the skin then stands: microlitres in
        a round slice, microlitres per millimetre of trench in a planar one, 0-10.
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

    Raises
    ------
    ValueError
        If a number is out of range, if both a share and a volume are asked for, and, when it is
        applied, if the volume does not fit under the scars. Skin without a scar gets no gel.

    References
    ----------
    ``value("filler_half_life")``, ``value("filler_proud_up_to")`` and the rows that begin like it.

    Examples
    --------
    >>> from toolkit import measure, rolling
    >>> scar = rolling()
    >>> measure(Filler().apply(scar)).depth_mm < measure(scar).depth_mm / 2
    True
    """

    writes = frozenset({"filler", "filler_fading_per_day", "signal"})

    kind: str = "ha"
    correction: float | None = None
    volume_ul: float | None = None
    depth_mm: float = value("filler_depth").typical
    spread_mm: float = value("filler_spread").typical

    def __post_init__(self):
        check_choice(self, "kind", KINDS)
        if self.volume_ul is None and self.correction is None:
            object.__setattr__(self, "correction", CORRECTION)
        for name, most in (("correction", 1.2), ("volume_ul", 10)):
            if getattr(self, name) is not None:
                check_range(self, name, 0, most)
        if None not in (self.correction, self.volume_ul):
            raise ValueError(
                f"Filler: correction is {self.correction!r} and volume_ul is {self.volume_ul!r}; "
                "it must be one or the other"
            )
        check_range(self, "depth_mm", 0.1, 2.5)
        check_range(self, "spread_mm", 0.05, 0.6)

    @property
    def fading_per_day(self) -> float:
        """How fast this kind goes; 0 = it stays. [1/day]"""
        half_life = HALF_LIFE_DAYS.get(self.kind)
        return float(np.log(2) / half_life) if half_life else 0.0

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the injection."""
        check_section(self, section)
        return each_patient(section, self._filled)

    def _filled(self, section, surface):
        distance = (in_tissue_mm(section) - self.depth_mm) / self.spread_mm
        layer = _layer(section, distance)
        dip = np.where(surface <= -SCAR_FROM_MM, -surface, 0)
        room = np.maximum(FULLEST * solid(section.collagen) - section.filler, 0)
        if self.volume_ul is None:
            gel = np.minimum(self.correction * dip * layer, room)
            gel = gel * _stopped(section, surface, gel) if self.correction <= 1 else gel
        else:
            gel = self._pressed_in(section.grid, dip * layer, room * (np.abs(distance) <= PLACE))
        gel = gel.astype(section.filler.dtype)
        plane = layer / np.maximum(layer.max(axis=-2, keepdims=True), 1e-9)
        needle = NEEDLE_WOUND * plane * (gel.max(axis=-2, keepdims=True) > 0)
        return section.with_fields(
            filler=section.filler + gel,
            filler_fading_per_day=self._mixed(section, gel),
            signal=joined(section.signal, needle.astype(section.signal.dtype)),
        )

    def _pressed_in(self, grid, wanted, room):
        """Return the whole volume, in proportion to what is wanted, as far as there is room."""
        room = np.where(wanted > 0, room, 0)
        if not wanted.any() or not self.volume_ul:
            return np.zeros_like(wanted)
        fits_ul = float((room * grid.cell_size).sum())
        if self.volume_ul > fits_ul:
            raise ValueError(
                f"Filler: volume_ul is {self.volume_ul!r}; it must be at most {fits_ul:.3g} here, "
                "where the tissue under the scars takes no more"
            )
        least, most = 0.0, float(np.max(room[room > 0] / wanted[room > 0]))
        for _ in range(HALVINGS):
            middle = (least + most) / 2
            full = (np.minimum(middle * wanted, room) * grid.cell_size).sum() >= self.volume_ul
            least, most = (least, middle) if full else (middle, most)
        return np.minimum(most * wanted, room)

    def _mixed(self, section, gel):
        """Return the rate at which each column's gel fades, old and new weighted by volume."""
        there, new = section.filler.sum(axis=-2), gel.sum(axis=-2)
        share = np.divide(new, there + new, out=np.zeros_like(new), where=new > 0)
        rate = section.filler_fading_per_day
        return rate + share * (share.dtype.type(self.fading_per_day) - rate)


def _layer(section, distance):
    """Return how the gel of a column is spread over its tissue: sums to 1 a millimetre."""
    layer = solid(section.collagen) * np.exp(-(distance**2))
    total_mm = layer.sum(axis=-2, keepdims=True) * section.grid.dz_mm
    return layer / np.maximum(total_mm, 1e-3)


def _stopped(section, surface, gel):
    """Return which share of the gel goes in at each scar before its skin stands proud, (columns,).

    The surface rises in proportion to the gel; of a neighbour's gel the hand knows nothing.
    """
    share = np.zeros_like(surface)
    for own in territories(surface):
        filled = section.with_fields(filler=section.filler + own * gel)
        lift = np.maximum(surface_mm(filled) - surface, 1e-9)
        share[own] = np.clip((PROUD_MM - surface) / lift, 0, 1).min()
    return share
