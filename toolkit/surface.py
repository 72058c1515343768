"""Where the skin surface lies, given what is missing underneath."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.coarse import coarsened, halved
from toolkit.evidence import value
from toolkit.grid import Grid
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
    return height_mm(section.grid, section.touched, **section.relief)


def height_mm(
    grid: Grid,
    touched: tuple[slice, slice],
    *,
    collagen: np.ndarray,
    young: np.ndarray,
    filler: np.ndarray,
    tether_mm: np.ndarray,
) -> np.ndarray:
    """Return what `surface_mm` does from the touched box alone, (..., rows, columns) of it. [mm]

    Rows count from the surface; bands are known in every column, (..., columns).
    """
    columns, operators = touched[1], _operators(grid, collagen.dtype)
    missing = 1 - solid(collagen - YOUNG_DISCOUNT * young)
    gap = missing * _open(solid(collagen), grid)
    sunk = coarsened(missing - gap - filler, grid, columns)
    waves = sunk @ operators.waves[halved(columns)] * operators.kernel[: sunk.shape[-2]]
    direct_mm = gap.sum(axis=-2) * grid.dz_mm @ operators.level[columns]
    return -(direct_mm + waves.sum(axis=-2) @ operators.sag + tether_mm @ operators.bend)


def solid(collagen: np.ndarray) -> np.ndarray:
    """Return how solid tissue is: 1 = healthy matrix, 0 = the empty lumen of a pit."""
    return np.clip((collagen - EMPTY) / (1 - EMPTY), 0, 1)


def in_tissue_mm(section: Section) -> np.ndarray:
    """Return how much tissue lies above the middle of each cell, (..., rows, columns). [mm]"""
    (rows, columns), grid = section.touched, section.grid
    tissue = solid(section.collagen[..., rows, columns])
    above_mm = np.empty_like(section.collagen)
    above_mm[...] = grid.z_mm[:, None]  # in healthy skin
    above_mm[..., rows, columns] = _above_mm(grid.dz_mm, rows.stop, tissue.dtype) @ tissue
    missing = rows.stop - tissue.sum(axis=-2, keepdims=True)
    above_mm[..., rows.stop :, columns] -= missing * grid.dz_mm
    return above_mm


def openness(section: Section) -> np.ndarray:
    """Return how open to the air each cell is, (rows, columns): 1 under nothing, 0 when covered."""
    return np.exp(in_tissue_mm(section) / -OPENNESS_MM)


def lumen(section: Section) -> np.ndarray:
    """Return which share of each cell of the touched box is open to the air; none is elsewhere."""
    tissue = solid(section.collagen[(..., *section.touched)])
    return (1 - tissue) * _open(tissue, section.grid)


def _open(tissue, grid):
    above_mm = _above_mm(grid.dz_mm, tissue.shape[-2], tissue.dtype) @ tissue
    return np.exp(above_mm / -OPENNESS_MM)


@lru_cache(maxsize=64)
def _above_mm(dz_mm, rows, dtype):
    """What lies above the middle of each cell, as a matrix: faster than sums down the columns."""
    return (dz_mm * (np.tri(rows) - np.eye(rows) / 2)).astype(dtype)


class _Operators(NamedTuple):
    """What lies below, turned into height: each a matrix that is multiplied from the right."""

    level: np.ndarray  #: (columns, columns) an open hole, levelled by the epidermis
    bend: np.ndarray  #: (columns, columns) the pull of bands
    waves: np.ndarray  #: (coarse columns, modes) closed deficits, as waves
    kernel: np.ndarray  #: (coarse rows, modes) how much of each wave reaches the surface
    sag: np.ndarray  #: (modes, columns) what has arrived


@lru_cache(maxsize=16)
def _operators(grid, dtype):
    """Closed deficits are seen on wide cells, since the kernel blurs what those cannot hold."""
    coarse = grid.halved()
    fine, wide, k = lateral(grid), lateral(coarse), lateral(grid).wavenumber_per_mm
    level = (fine.forward.T / (1 + (k * LEVELLING_MM) ** 2)) @ fine.backward.T
    bend = (fine.forward.T / (1 + (k * BEAM_MM) ** 4)) @ fine.backward.T @ level
    widen = np.array([np.interp(grid.x_mm, coarse.x_mm, row) for row in np.eye(coarse.columns)])
    kernel = np.exp(-coarse.z_mm[:, None] * wide.wavenumber_per_mm) * coarse.dz_mm
    every = level, bend, wide.forward.T, kernel, wide.backward.T @ widen @ level
    return _Operators(*(np.ascontiguousarray(each, dtype) for each in every))
