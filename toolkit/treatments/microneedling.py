"""Microneedling: many fine pricks from the surface into the dermis, without heat."""

from dataclasses import dataclass

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.surface import solid
from toolkit.treatments.checks import check_range, check_section
from toolkit.treatments.columns import in_tissue_mm, reached
from toolkit.treatments.plate import gap_mm
from toolkit.treatments.wounds import joined

PRICK = value("microneedling_wound").typical
ENTRY = value("microneedling_entry").typical


@dataclass(frozen=True, kw_only=True)
class Microneedling:
    """Prick a share of the skin; a prick parts tissue and bruises it, but kills little of it.

    The skin gives way under a needle, so that a channel is shorter than the needle. Over a narrow
    pit the roller bridges, and its needles reach less deep.

    Parameters
    ----------
    needle_mm
        Length of the needles. [mm]
    coverage
        Share of the skin that is pricked, 0.01-0.5.

    Notes
    -----
    What this leaves out: slanting channels and tram tracks of a roller, bleeding into the skin
    around a channel, substances put onto the pricked skin.

    References
    ----------
    ``value("microneedling_length")``, ``value("microneedling_entry")``,
    ``value("microneedling_wound")``.

    Examples
    --------
    >>> from toolkit import healthy
    >>> shallow, deep = (Microneedling(needle_mm=n).apply(healthy()) for n in (0.5, 2.0))
    >>> bool(deep.signal.sum() > 3 * shallow.signal.sum())
    True
    """

    writes = frozenset({"signal", "redness"})

    needle_mm: float = value("microneedling_length").typical
    coverage: float = value("microneedling_coverage").typical

    def __post_init__(self):
        check_range(self, "needle_mm", 0.25, 3.0)
        check_range(self, "coverage", 0.01, 0.5)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the needles; healing comes later."""
        check_section(self, section)
        tips_mm = ENTRY * self.needle_mm - gap_mm(section)[..., None, :]
        channels = self.coverage * reached(in_tissue_mm(section), tips_mm)
        return section.with_fields(
            signal=joined(section.signal, PRICK * solid(section.collagen) * channels),
            redness=joined(section.redness, PRICK * self.coverage),
        )
