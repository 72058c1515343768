"""Non-ablative fractional laser, 1540 or 1550 nm: heated columns under a closed surface."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import solid
from toolkit.treatments.checks import check_range, check_section
from toolkit.treatments.columns import beam_mm, facing, in_tissue_mm, reached
from toolkit.treatments.wounds import joined

SPARED_MM = value("nonablative_spared").typical


@dataclass(frozen=True, kw_only=True)
class NonablativeFractional:
    """Coagulate a share of the dermis in columns that begin below the epidermis.

    Nothing is vaporised: the surface stays closed, so there is no clot, no crust and no redness at
    once. The skin reddens later, by itself, as the wounds below it heal.

    Parameters
    ----------
    column_depth_mm
        Depth at which a column ends in level tissue; it grows with the energy of a pulse. [mm]
    coverage
        Share of the skin that lies in columns, 0.01-0.5.

    Notes
    -----
    On a steep wall the columns end less deep, as the beam is spread over more skin there (see
    `toolkit.treatments.columns.beam_mm`), and begin deeper, as they cross the epidermis aslant.
    What this leaves out: the small plugs of dead epidermis that are shed over each column,
    columns that are wider above than below, shrinkage of the skin (2 % in one study).

    References
    ----------
    ``value("nonablative_depth")``, ``value("nonablative_coverage")``.

    Examples
    --------
    >>> from toolkit import healthy
    >>> after = NonablativeFractional().apply(healthy())
    >>> float(after.clot.max()), float(after.redness.max())
    (0.0, 0.0)
    """

    writes = frozenset({"signal"})

    column_depth_mm: float = value("nonablative_depth").typical
    coverage: float = value("nonablative_coverage").typical

    def __post_init__(self):
        check_range(self, "column_depth_mm", 0.25, 1.5)
        check_range(self, "coverage", 0.01, 0.5)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the laser; healing comes later."""
        check_section(self, section)
        deep_mm, beam = in_tissue_mm(section), beam_mm(section, self.column_depth_mm)
        spared = reached(deep_mm, SPARED_MM / facing(section), over_mm=section.grid.dz_mm)
        columns = reached(deep_mm, beam) - spared
        wound = solid(section.collagen) * self.coverage * np.maximum(columns, 0)
        return section.with_fields(signal=joined(section.signal, wound))
