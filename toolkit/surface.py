"""Where the skin surface lies, given what is missing underneath."""

from functools import lru_cache

import numpy as np

from toolkit.coarse import coarsened, halved
from toolkit.evidence import value
from toolkit.modes import lateral
from toolkit.section import Section

EMPTY = value("empty_lumen").typical
OPENNESS_MM = value("openness_length").typical
LEVELLING_MM = value("epidermis_levelling").typical
BEAM_MM = value("beam_length").typical
YOUNG_DISCOUNT = value("young_discount").typical


def surface_mm(section: Section) -> np.ndarray:
    r"""Return the height of the skin over its healthy level, (columns,); a scar is negative. [mm]

    A hole that is open to the air stays a hole. A gap with matrix above it closes, and the skin
    over it sags elastically. A fibrous band pulls down a stretch of skin as wide as the dermis
    bends. Young collagen carries only in part. Last, the epidermis levels out the finest relief.

    Notes
    -----
    With *s* the solid fraction, :math:`a = \exp(-\int_0^z s/l_a)` the openness, *E* the kernel
    :math:`e^{-|k|z}` of growth in an elastic half-space, *V* filler and *T* the bands:

    .. math::
        h = -\frac{1}{1 + (k l_e)^2}
            \left[\int (1-s)\,a\,dz + E\{(1-s)(1-a) - V\} + \frac{T}{1 + (k l_b)^4}\right]

    What this leaves out: the folding of skin under muscle, gravity, swelling.
    """
    here = section.touched
    carried = section.collagen[..., here] - YOUNG_DISCOUNT * section.young[..., here]
    missing = 1 - solid(carried)
    gap = missing * openness(section, here)
    direct = _sag_mm(section.grid, missing - gap - section.filler[..., here], here)
    direct[..., here] += gap.sum(axis=-2) * section.grid.dz_mm
    modes, (levelling, beam) = lateral(section.grid, gap.dtype), _filters(section.grid, gap.dtype)
    bands = (section.tether_mm @ modes.forward.T) * beam
    return -((direct @ modes.forward.T + bands) * levelling) @ modes.backward.T


def solid(collagen: np.ndarray) -> np.ndarray:
    """Return how solid tissue is: 1 = healthy matrix, 0 = the empty lumen of a pit."""
    return np.clip((collagen - EMPTY) / (1 - EMPTY), 0, 1)


def openness(section: Section, columns: slice = slice(None)) -> np.ndarray:
    """Return how open to the air each cell is, (rows, columns): 1 under nothing, 0 when covered."""
    here = solid(section.collagen[..., columns]) * section.grid.dz_mm
    return np.exp((crossed(here) - here / 2) / -OPENNESS_MM)


def crossed(here: np.ndarray) -> np.ndarray:
    """Return what lies above the lower edge of each cell: a running sum down the columns."""
    columns = np.ascontiguousarray(np.swapaxes(here, -1, -2))
    return np.ascontiguousarray(np.swapaxes(np.cumsum(columns, axis=-1), -1, -2))


def _sag_mm(grid, deficit, columns):
    """Return how far closed deficits let the skin sink: narrow and deep ones hardly show.

    Computed on cells twice as wide and high, since the kernel blurs what they cannot hold.
    """
    modes, kernel, widen = _sag_operators(grid, deficit.dtype)
    coarse = coarsened(deficit, grid, columns)
    weighted = ((coarse @ modes.forward[:, halved(columns)].T) * kernel).sum(axis=-2)
    return (weighted @ modes.backward.T) @ widen


@lru_cache(maxsize=16)
def _sag_operators(grid, dtype):
    coarse = grid.halved()
    modes = lateral(coarse, dtype)
    kernel = np.exp(-coarse.z_mm[:, None] * modes.wavenumber_per_mm) * coarse.dz_mm
    widen = np.array([np.interp(grid.x_mm, coarse.x_mm, row) for row in np.eye(coarse.columns)])
    return modes, kernel.astype(dtype), widen.astype(dtype)


@lru_cache(maxsize=16)
def _filters(grid, dtype):
    k = lateral(grid).wavenumber_per_mm
    filters = 1 / (1 + (k * LEVELLING_MM) ** 2), 1 / (1 + (k * BEAM_MM) ** 4)
    return tuple(each.astype(dtype) for each in filters)
