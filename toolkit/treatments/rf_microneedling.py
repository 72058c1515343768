"""Radiofrequency microneedling: insulated needles that heat the dermis around their tips only."""

from dataclasses import dataclass
from math import pi

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import solid
from toolkit.treatments.checks import check_range, check_section, check_whole
from toolkit.treatments.columns import in_tissue_mm, reached
from toolkit.treatments.plate import gap_mm
from toolkit.treatments.wounds import joined

SPARED_MM = value("nonablative_spared").typical
PINS_PER_MM2 = value("rf_pins_per_cm2").typical / 100
PIERCED = PINS_PER_MM2 * pi / 4 * value("rf_pin_width").typical ** 2  #: of the skin, by one pass


@dataclass(frozen=True, kw_only=True)
class RFMicroneedling:
    """Coagulate bands of dermis below a plate of insulated needles, and leave the surface alone.

    Several passes at several depths are usual: here the first goes to the full depth, and the
    passes divide that depth evenly, so three passes of a needle of 1.5 mm reach 1.5, 1.0 and 0.5.
    The plate follows the skin; over a narrow pit it bridges, and the needles reach less deep.

    Parameters
    ----------
    needle_mm
        Depth of the deepest pass below the plate. [mm]
    zone_mm
        Length of the heated zone, from the tip upwards. [mm]
    passes
        How many passes, at how many depths, 1-4.
    coverage
        Share of the skin that one pass coagulates at its depth, 0.01-0.5.

    Notes
    -----
    Where zones of two passes meet, they fall at random: what one spares, the other may hit. A
    longer needle is not always better: it moves the bands apart and the deepest one away from the
    scar, into dermis or fat where nothing is missing, and a short one spends part of its band in
    the insulated epidermis. So there is a best length for each depth of scar. What this leaves out:
    needles without insulation, the shape of a zone, shrinkage by heat, bleeding.

    References
    ----------
    ``value("rf_needle_depth")``, ``value("rf_zone")``, ``value("needle_plate_conformity")``.

    Examples
    --------
    >>> from toolkit import healthy
    >>> skin = healthy()
    >>> wound = RFMicroneedling(needle_mm=1.5, zone_mm=0.3, passes=1).apply(skin).signal[:, 0]
    >>> [round(float(z), 1) for z in skin.grid.z_mm[wound > 0.1][[0, -1]]]
    [1.2, 1.5]
    """

    writes = frozenset({"signal", "redness"})

    needle_mm: float = value("rf_needle_depth").typical
    zone_mm: float = value("rf_zone").typical
    passes: int = int(value("rf_passes").typical)
    coverage: float = value("rf_coverage").typical

    def __post_init__(self):
        check_range(self, "needle_mm", 0.5, 3.5)
        check_range(self, "zone_mm", 0.1, 1.0)
        check_range(self, "passes", 1, 4)
        check_range(self, "coverage", 0.01, 0.5)
        check_whole(self, "passes")

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the last pass; healing comes later."""
        check_section(self, section)
        deep_mm, air_mm = in_tissue_mm(section), gap_mm(section)[..., None, :]
        missed = np.ones_like(deep_mm)
        for depth_mm in self._depths_mm():
            tips_mm = depth_mm - air_mm
            band = reached(deep_mm, tips_mm) - reached(deep_mm, tips_mm - self.zone_mm)
            missed *= 1 - self.coverage * band
        insulated = reached(deep_mm, SPARED_MM, over_mm=section.grid.dz_mm)
        wound = solid(section.collagen) * (1 - missed) * (1 - insulated)
        return section.with_fields(
            signal=joined(section.signal, wound),
            redness=joined(section.redness, self.passes * PIERCED),
        )

    def _depths_mm(self):
        return [self.needle_mm * turn / self.passes for turn in range(int(self.passes), 0, -1)]
