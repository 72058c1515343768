"""Waves that fit into the slice: the eigenmodes of the closed Laplacian, across and in depth.

Cosines in a planar slice, Bessel-like rings in a round one. In these modes spreading is a mere
multiplication, so that a step of any length is exact for diffusion.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toolkit.grid import Grid


@dataclass(frozen=True, eq=False)
class Modes:
    """Eigenmodes of the finite-difference Laplacian along one axis, with closed edges."""

    forward: np.ndarray  #: (modes, cells) from places to modes
    backward: np.ndarray  #: (cells, modes) from modes to places
    eigenvalue_per_mm2: np.ndarray  #: (modes,) of minus the Laplacian, growing from 0

    @property
    def wavenumber_per_mm(self) -> np.ndarray:
        """Square root of the eigenvalues, (modes,). [1/mm]"""
        return np.sqrt(self.eigenvalue_per_mm2)


def lateral(grid: Grid, dtype=np.float64) -> Modes:
    """Return the modes across the slice."""
    build = _radial if grid.is_round else _cosine
    return _cached(build, grid.columns, grid.dx_mm, np.dtype(dtype))


def depth(grid: Grid, dtype=np.float64) -> Modes:
    """Return the modes down the slice."""
    return _cached(_cosine, grid.rows, grid.dz_mm, np.dtype(dtype))


@lru_cache(maxsize=64)
def blurs(grid: Grid, *, spread_mm: float, dtype) -> tuple[np.ndarray, np.ndarray]:
    """Return the matrices, down and across, that blur a field as diffusion does.

    `spread_mm` is the standard deviation of the bell into which a point is blurred. [mm]
    """
    return tuple(
        (
            (modes.backward * np.exp(-modes.eigenvalue_per_mm2 * spread_mm**2 / 2)) @ modes.forward
        ).astype(dtype)
        for modes in (depth(grid), lateral(grid))
    )


def soaked(source: np.ndarray, grid: Grid, *, reach_mm: float) -> np.ndarray:
    """Return what a source has soaked into each cell: half the source at a flat edge, none lost.

    Diffusion from the source for as long as gives erfc(distance / reach) / 2 beyond a flat edge.
    """
    down, across = blurs(grid, spread_mm=reach_mm / 2**0.5, dtype=source.dtype)
    return np.maximum(down @ source @ across.T, 0)


@lru_cache(maxsize=64)
def _cached(build, cells, size_mm, dtype):
    forward, backward, eigenvalues = build(cells, size_mm)
    eigenvalues = np.maximum(eigenvalues, 0.0)
    eigenvalues[0] = 0.0
    arrays = [np.ascontiguousarray(a, dtype=dtype) for a in (forward, backward, eigenvalues)]
    for array in arrays:
        array.setflags(write=False)
    return Modes(*arrays)


def _cosine(cells, size_mm):
    wave = np.arange(cells)[:, None]
    modes = np.cos(np.pi * wave * (np.arange(cells) + 0.5) / cells) * np.sqrt(2 / cells)
    modes[0] /= np.sqrt(2)
    eigenvalues = 2 / size_mm**2 * (1 - np.cos(np.pi * np.arange(cells) / cells))
    return modes, modes.T, eigenvalues


def _radial(cells, size_mm):
    """Rings: cell centres at (i + 1/2) dr, fluxes through the edges at i dr; the axis is none."""
    centre, edge = np.arange(cells) + 0.5, np.arange(1, cells)
    diagonal = np.zeros(cells)
    diagonal[1:] += edge
    diagonal[:-1] += edge
    off = -edge / np.sqrt(centre[1:] * centre[:-1])
    matrix = np.diag(diagonal / centre) + np.diag(off, 1) + np.diag(off, -1)
    eigenvalues, vectors = np.linalg.eigh(matrix / size_mm**2)
    root = np.sqrt(centre)
    return vectors.T * root, vectors / root[:, None], eigenvalues
