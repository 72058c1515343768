"""Ablative laser over the full field: the outer layers planed off, and a wound below them."""

from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.section import FIELDS, Section
from toolkit.surface import solid
from toolkit.treatments.checks import check_choice, check_range, check_section
from toolkit.treatments.columns import in_tissue_mm, reached
from toolkit.treatments.wounds import joined

#: How deep each laser heats the skin below what it takes away. [um]
HEAT_UM = {
    "co2": 1000 * value("ablative_heat_co2").typical,
    "erbium": 1000 * value("ablative_heat_erbium").typical,
    "dual": 1000 * value("ablative_heat_dual").typical,
}
RAW_MM = value("ablative_raw").typical
PLANED = tuple(name for name, kind in FIELDS.items() if kind == "cell")


@dataclass(frozen=True, kw_only=True)
class AblativeLaser:
    r"""Plane off the outer layers of the skin all over, so that the rim of a pit comes down.

    The hand works on the healthy shoulders down towards the floor of a scar; the floor itself is
    heated but not lowered. What is left below is a raw wound, with heat below that where the laser
    has it.

    Parameters
    ----------
    device
        ``"co2"``; ``"erbium"``, a short-pulsed Er:YAG that ablates almost coldly; or ``"dual"``,
        an Er:YAG whose long pulses add the heat of a CO2 laser.
    depth_um
        Thickness that is taken off, vaporised or shed within days. [um]
    heat_um
        Depth of heated dermis below that; if left out, the device's own. [um]

    Notes
    -----
    With *A* the planed thickness, each field moves up with its tissue, wounds and clot too,
    :math:`m(x, z) \leftarrow m(x, z + A)`, and heights count from the new surface of healthy skin.
    What this leaves out: contraction by heat, for which no geometry of living skin was found
    (only fibres, which shorten by a third); a floor that is planed too; skin that stays thinner;
    the follicle below a pore, whose funnel is planed away here and in life comes back.

    References
    ----------
    ``value("ablative_depth")``, ``value("ablative_raw")``, ``value("ablative_heat_co2")``.

    Examples
    --------
    >>> AblativeLaser(device="erbium").heat_um
    50.0
    """

    writes = frozenset({*PLANED, "redness"})

    device: str = "co2"
    depth_um: float = 1000 * value("ablative_depth").typical
    heat_um: float | None = None

    def __post_init__(self):
        check_choice(self, "device", HEAT_UM)
        if self.heat_um is None:
            object.__setattr__(self, "heat_um", HEAT_UM[self.device])
        check_range(self, "depth_um", 10, 400)
        check_range(self, "heat_um", 0, 400)

    def apply(self, section: Section, patient: Patient | None = None) -> Section:
        """Return the section just after the laser; healing comes later."""
        check_section(self, section)
        left = section.with_fields(**{name: self._planed(section, name) for name in PLANED})
        wound = reached(in_tissue_mm(left), RAW_MM + self.heat_um / 1000)
        return left.with_fields(
            signal=joined(left.signal, solid(left.collagen) * wound),
            redness=np.ones_like(section.redness),
        )

    def _planed(self, section, name):
        """Return a field moved up by the planed thickness; what lies lowest goes on below."""
        field, cells = getattr(section, name), self.depth_um / 1000 / section.grid.dz_mm
        rows, whole = np.arange(section.grid.rows), int(cells)
        upper, lower = (
            field[..., np.minimum(rows + shift, rows[-1]), :] for shift in (whole, whole + 1)
        )
        return upper + (cells - whole) * (lower - upper)
