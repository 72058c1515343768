r"""What beams and needles have in common: columns of wound that run straight down into tissue.

   beam    beam in a pit
----|---.      |      .----     A column is as long below the floor of a pit as beside it:
    |    \     |     /          what counts is the tissue crossed. The columns are spread over
    |     '----|----'           all cells as a coverage, the share of the skin they hold.
               |
               |
"""

import numpy as np

from toolkit.evidence import value
from toolkit.section import Section
from toolkit.surface import in_tissue_mm, lumen, solid

CRUST_MM = value("fractional_co2_crust").typical
FRONT_MM = 0.1  #: over which the ends of the columns differ


def reached(in_tissue_mm: np.ndarray, end_mm, *, over_mm: float = FRONT_MM) -> np.ndarray:
    """Return the share of the columns that reach each place, if on average they end at a depth.

    Their ends differ evenly, over `over_mm`; the depth may differ from column to column of cells.
    """
    return np.clip(0.5 + (end_mm - in_tissue_mm) / over_mm, 0, 1)


def wounded(section: Section, wound: np.ndarray) -> np.ndarray:
    """Return the signal after a wound is added to it; tissue cannot be more than dead."""
    return np.minimum(section.signal + wound, 1)


def reddened(section: Section, opened: float) -> np.ndarray:
    """Return the redness once a share of the epidermis is open: that share is as red as can be."""
    return section.redness + (1 - section.redness) * opened


def ablated(section: Section, *, depth_mm: float, coverage: float, vaporised: float) -> Section:
    """Return the section with columns burnt into it from wherever the beam lands.

    Parameters
    ----------
    depth_mm
        Length of a column in tissue, hole and heated rim together. [mm]
    coverage
        Share of the skin that lies in columns.
    vaporised
        Share of a column that is hole. It fills with clot; the rest is heated tissue.

    Notes
    -----
    Writes ``signal``, ``clot`` and ``redness``. The hole closes within days, so only its clot is
    kept and no height is lost.
    """
    wound = solid(section.collagen) * coverage * reached(in_tissue_mm(section), depth_mm)
    box, clot = (..., *section.touched), section.clot + vaporised * wound
    clot[box] += lumen(section) * crust_over(wound[box], section.grid.dz_mm)
    return section.with_fields(
        signal=wounded(section, wound),
        clot=np.minimum(clot, 1),
        redness=reddened(section, coverage),
    )


def crust_over(wound: np.ndarray, dz_mm: float) -> np.ndarray:
    """Return the crust over each wounded place: it stands upright, a cell a step, and thins out."""
    crust, thinning = np.zeros_like(wound), float(np.exp(-dz_mm / CRUST_MM))
    for row in range(wound.shape[-2] - 2, -1, -1):
        above, below = crust[..., row, :], crust[..., row + 1, :]
        np.maximum(wound[..., row + 1, :], below, out=above)
        above *= thinning
    return crust
