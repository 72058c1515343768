"""Punch excision: a scar cut out whole with a round knife, stitched or left to fill by itself."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.measures import MOUTH
from toolkit.patient import Patient
from toolkit.section import FIELDS, Section
from toolkit.treatments.checks import check_choice, check_range, check_section
from toolkit.treatments.drawn_in import drawn_in
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
    All that lay in the cut goes with it, gel and colour too; what lay beside it comes along with
    the edges. A scar that bands hold down is left to subcision. Holes left open end in a dip of
    about 0.13 mm here, so that a shallower scar is made worse, while punch wounds
    of 4 mm on arm and back looked as well at nine months as stitched ones (CHRISTENSON2005). What
    this leaves out: stitch marks, a line that spreads, fat that rises into the hole.

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

    writes = frozenset(FIELDS)

    punch_mm: float = value("punch_diameter").typical
    closure: str = "suture"

    def __post_init__(self):
        check_range(self, "punch_mm", NARROWEST_MM, WIDEST_MM)
        check_choice(self, "closure", CLOSURES)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the cut; healing comes later."""
        check_section(self, section)
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
    closed = drawn_in(section, cut, line, collagen=LINE, young=LINE)
    beside = np.maximum(line.outside_mm(section.grid), 0)
    return closed.with_fields(signal=wounded(closed, beside, strength=STITCHED_WOUND))


def _left_open(section, cut):
    """Return the skin with the hole contracted; clot and first granulation tissue fill it."""
    hole = cut._replace(radius_mm=cut.radius_mm * (1 - CONTRACTION) ** 0.5)
    filled = drawn_in(
        section, cut, hole, collagen=GRANULATION, young=GRANULATION, clot=1.0, redness=1.0
    )
    beside = np.maximum(hole.outside_mm(section.grid), 0)
    return filled.with_fields(signal=wounded(filled, beside, strength=OPEN_WOUND))
