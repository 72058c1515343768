r"""What beams and needles have in common: columns of wound that run straight down into tissue.

   beam    beam in a pit   beam on a wall
----|---.      |      .----     |     A column is as long below the floor of a pit as beside it:
    |    \     |     /     ---. |     what counts is the tissue crossed. On a steep wall a beam is
    |     '----|----'          \|     spread over more skin, so that its columns are shorter there.
               |                |\    The columns are spread over all cells as a coverage, the share
               |                  \   of the skin they hold.
"""

import numpy as np

from toolkit.evidence import value
from toolkit.section import Section
from toolkit.surface import in_tissue_mm, lumen, solid, surface_mm
from toolkit.treatments.checks import check_range, check_section
from toolkit.treatments.wounds import joined

CRUST_MM = value("fractional_co2_crust").typical
FRONT_MM = value("column_ends_differ").typical


def reached(in_tissue_mm: np.ndarray, end_mm, *, over_mm: float = FRONT_MM) -> np.ndarray:
    """Return the share of the columns that reach each place, if on average they end at a depth.

    Their ends differ evenly, over `over_mm`; the depth may differ from column to column of cells.
    """
    return np.clip(0.5 + (end_mm - in_tissue_mm) / over_mm, 0, 1)


def beam_mm(section: Section, column_depth_mm: float) -> np.ndarray:
    r"""Return how deep a beam from straight above goes in each column, (..., 1, columns). [mm]

    Notes
    -----
    On skin that slopes by the angle :math:`\theta` the same light falls on :math:`1/\cos\theta`
    times as much skin. The depth of a column grows with the light that falls on it, and so is
    :math:`\cos\theta` times what it is on level skin. What this leaves out: light that a wall
    throws back into the pit, and a hand that tilts the beam.
    """
    return column_depth_mm * facing(section)


def facing(section: Section) -> np.ndarray:
    """Return how squarely the skin faces a beam, (..., 1, columns): the cosine of its slope."""
    surface, grid = surface_mm(section), section.grid
    before = surface[..., :1]  # in a round slice the same across the axis; else level at the edges
    padded = np.concatenate([before, surface, surface[..., -1:]], axis=-1)
    slope = (padded[..., 2:] - padded[..., :-2]) / (2 * grid.dx_mm)
    return (1 / np.hypot(1, slope))[..., None, :].astype(surface.dtype)


class AblativeColumns:
    """What fractional lasers do that vaporise: each is this in numbers of its own."""

    writes = frozenset({"signal", "clot", "redness"})

    vaporised: float  #: share of a column that is hole; the rest is heated tissue
    depths_mm: tuple[float, float]  #: shortest and longest column of such a laser

    def __post_init__(self):
        check_range(self, "column_depth_mm", *self.depths_mm)
        check_range(self, "coverage", 0.01, 0.5)

    def ablated(self, section: Section) -> Section:
        """Return the section with columns burnt into it from wherever the beam lands.

        A hole closes within days, so only its clot is kept and no height is lost.
        """
        check_section(self, section)
        deep_mm, beam = in_tissue_mm(section), beam_mm(section, self.column_depth_mm)
        wound = solid(section.collagen) * self.coverage * reached(deep_mm, beam)
        box, clot = (..., *section.touched), self.vaporised * wound
        clot[box] += lumen(section) * crust_over(wound[box], section.grid.dz_mm)
        return section.with_fields(
            signal=joined(section.signal, wound),
            clot=joined(section.clot, clot),
            redness=joined(section.redness, self.coverage),
        )


def crust_over(wound: np.ndarray, dz_mm: float) -> np.ndarray:
    """Return the crust over each wounded place: it stands upright, a cell a step, and thins out."""
    crust, thinning = np.zeros_like(wound), float(np.exp(-dz_mm / CRUST_MM))
    for row in range(wound.shape[-2] - 2, -1, -1):
        above, below = crust[..., row, :], crust[..., row + 1, :]
        np.maximum(wound[..., row + 1, :], below, out=above)
        above *= thinning
    return crust
