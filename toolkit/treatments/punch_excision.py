"""Punch excision: a scar cut out whole with a round knife, stitched or left to fill by itself."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.measures import MOUTH
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.treatments.checks import check_choice, check_range
from toolkit.treatments.punch import (
    MARGIN_MM,
    NARROWEST_MM,
    WIDEST_MM,
    cuts_of,
    each_patient,
    wounded,
)

CLOSURES = ("suture", "secondary")
LINE_MM = value("suture_line_width").typical
LINE = value("suture_line_matrix").typical
STITCHED_WOUND = value("suture_wound").typical
CONTRACTION = value("punch_contraction").typical
GRANULATION = value("punch_granulation").typical
OPEN_WOUND = value("punch_open_wound").typical


@dataclass(frozen=True, kw_only=True)
class PunchExcision:
    """Cut out each scar whose whole mouth fits under a punch, down to the fat.

    For each scar the narrowest punch is taken that clears its mouth. A scar wider than the widest
    punch stays as it is.

    Parameters
    ----------
    punch_mm
        Width of the widest punch at hand. [mm]
    closure
        ``"suture"``: the edges are drawn together and heal as a fine line. ``"secondary"``: the
        hole contracts, and clot and new tissue fill what is left of it.

    Notes
    -----
    Contraction and the first loose tissue in the clot take weeks and are here there at once. A
    stitched hole heals as a line, which a round slice can only show as a thin thread in its axis.
    Wide holes left open end in a dip here, while punch wounds of 4 mm on arm and back looked as
    well at nine months as stitched ones (CHRISTENSON2005). What this leaves out: stitch marks, a
    line that spreads, fat that rises into the hole, colour that is cut out with the scar.

    References
    ----------
    ``value("punch_contraction")``, ``value("punch_granulation")``, ``value("suture_line_width")``.

    Examples
    --------
    A rolling scar is wider than any punch and is left alone:

    >>> from toolkit import rolling
    >>> scar = rolling()
    >>> bool((PunchExcision().apply(scar).collagen == scar.collagen).all())
    True
    """

    writes = frozenset({"collagen", "young", "filler", "signal", "clot"})

    punch_mm: float = value("punch_diameter").typical
    closure: str = "suture"

    def __post_init__(self):
        check_range(self, "punch_mm", NARROWEST_MM, WIDEST_MM)
        check_choice(self, "closure", CLOSURES)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the cut; healing comes later."""
        return each_patient(section, self._excised)

    def _excised(self, section, surface):
        close = _stitched if self.closure == "suture" else _left_open
        found = cuts_of(section, surface, punch_mm=self.punch_mm, level=MOUTH, margin_mm=MARGIN_MM)
        for cut, _ in found:
            section = close(section, cut)
        return section


def _stitched(section, cut):
    """Return the skin with the edges drawn together: a fine line of loose young matrix is left."""
    line = cut._replace(radius_mm=min(LINE_MM / 2, cut.radius_mm))
    closed = _drawn_in(section, cut, line, matrix=LINE, young=LINE)
    beside = np.maximum(line.outside_mm(section.grid), 0)
    return closed.with_fields(signal=wounded(closed, beside, strength=STITCHED_WOUND))


def _left_open(section, cut):
    """Return the skin with the hole contracted; clot and first granulation tissue fill it."""
    hole = cut._replace(radius_mm=cut.radius_mm * (1 - CONTRACTION) ** 0.5)
    opened = _drawn_in(section, cut, hole, matrix=GRANULATION, young=GRANULATION)
    beside = np.maximum(hole.outside_mm(section.grid), 0)
    clot = hole.inside(section.grid).astype(section.clot.dtype)
    filled = opened.with_fields(clot=np.maximum(section.clot, clot))
    return filled.with_fields(signal=wounded(filled, beside, strength=OPEN_WOUND))


def _drawn_in(section, cut, hole, *, matrix, young):
    """Return the skin with its edges drawn in from the cut to the hole, and the hole's matrix."""
    inside = hole.inside(section.grid)
    above = np.clip(0.5 - (section.grid.z_mm - cut.depth_mm) / section.grid.dz_mm, 0, 1)[:, None]
    fields = {"filler": section.filler * (1 - inside)}
    for name, left in (("collagen", matrix), ("young", young)):
        before = getattr(section, name)
        drawn = before + above * (_moved(before, section.grid, cut, hole) - before)
        fields[name] = drawn + inside * (left - drawn)
    return section.with_fields(**{n: f.astype(section.collagen.dtype) for n, f in fields.items()})


def _moved(field, grid, cut, hole):
    """Return a field whose columns moved inward; it stretches up to where skin keeps still."""
    still = cut.still_mm
    away = grid.x_mm - cut.centre_mm
    came_from = np.interp(
        np.abs(away), [hole.radius_mm, still, still + grid.span_mm],
        [cut.radius_mm, still, still + grid.span_mm],
    )  # fmt: skip
    place = (cut.centre_mm + np.sign(away) * came_from - grid.x_mm[0]) / grid.dx_mm
    place = np.clip(place, 0, grid.columns - 1)
    before = np.minimum(place.astype(int), grid.columns - 2)
    first = field[:, before]
    return first + (place - before) * (field[:, before + 1] - first)
