"""Fractional Er:YAG laser: shallower columns than CO2, nearly all hole and hardly any heat."""

from dataclasses import dataclass

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import Section
from toolkit.treatments.columns import AblativeColumns


@dataclass(frozen=True, kw_only=True)
class FractionalErbium(AblativeColumns):
    """Wound a share of the skin in columns that are mostly hole, with a thin heated rim.

    Parameters
    ----------
    column_depth_mm
        Length of a column in tissue that lies level. [mm]
    coverage
        Share of the skin that lies in columns, 0.01-0.5.

    Notes
    -----
    As the fractional CO2 laser, in other numbers, on steep walls too. What this leaves out:
    pin-point bleeding, which a cold column allows and a hot one seals; long pulses that add heat;
    shrunken columns.

    References
    ----------
    ``value("fractional_erbium_depth")``, ``value("fractional_erbium_ablated")``.

    Examples
    --------
    >>> from toolkit import healthy
    >>> round(float(FractionalErbium(coverage=0.1).apply(healthy()).redness.max()), 3)
    0.1
    """

    vaporised = value("fractional_erbium_ablated").typical
    depths_mm = (0.05, 1.0)

    column_depth_mm: float = value("fractional_erbium_depth").typical
    coverage: float = value("fractional_erbium_coverage").typical

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the laser; healing comes later."""
        return self.ablated(section)
