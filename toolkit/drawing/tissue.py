"""Sections as the picture sees them: mirrored at their axis, side by side, ready to be asked."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from toolkit.measures import MOUTH, SCAR_FROM_MM, Measures, measure_surface, territories
from toolkit.section import Section
from toolkit.surface import openness, solid, surface_mm

SINK_REACH_MM = 1.1  #: depth over which sunken skin takes the tissue below it along


@dataclass(frozen=True, eq=False)
class Tissue:
    """What there is to see in a slice, on equal columns from left to right.

    A round section is turned around its axis, so its half becomes a whole.
    """

    left_mm: float
    dx_mm: float
    dz_mm: float
    collagen: np.ndarray  #: (rows, columns)
    young: np.ndarray  #: (rows, columns)
    clot: np.ndarray  #: (rows, columns)
    signal: np.ndarray  #: (rows, columns) of the wound
    filler: np.ndarray  #: (rows, columns) of injected gel
    surface_mm: np.ndarray  #: (columns,) negative in a scar
    tether_mm: np.ndarray  #: (columns,)
    redness: np.ndarray  #: (columns,)
    pigment: np.ndarray  #: (columns,)
    sag_mm: np.ndarray  #: (columns,) how far the surface sank without a hole in it
    axes: tuple[tuple[float, float, float], ...] = ()  #: (left, right, axis) of what is round

    @staticmethod
    def of(section: Section) -> "Tissue":
        """Return one section, whole."""
        return _tissue(section)

    @classmethod
    def _of(cls, section):
        grid = section.grid
        both = _mirrored if grid.is_round else np.asarray
        surface = surface_of(section)
        half = grid.width_mm / 2
        return cls(
            left_mm=-grid.width_mm / 2,
            dx_mm=grid.dx_mm,
            dz_mm=grid.dz_mm,
            collagen=both(section.collagen),
            young=both(section.young),
            clot=both(section.clot),
            signal=both(section.signal),
            filler=both(section.filler),
            surface_mm=both(surface),
            tether_mm=both(section.tether_mm),
            redness=both(section.redness),
            pigment=both(section.pigment),
            sag_mm=both(_sag_mm(section, surface)),
            axes=((-half, half, 0.0),) if grid.is_round else (),
        )

    @property
    def right_mm(self) -> float:
        """Right edge. [mm]"""
        return self.left_mm + self.dx_mm * len(self.surface_mm)

    @cached_property
    def x_mm(self) -> np.ndarray:
        """Centres of the columns. [mm]"""
        return self.left_mm + self.dx_mm * (np.arange(len(self.surface_mm)) + 0.5)

    @cached_property
    def old(self) -> np.ndarray:
        """Collagen that is organised in bundles, (rows, columns)."""
        return self.collagen - self.young

    def since(self, before: "Tissue") -> "Tissue":
        """Return the tissue with everything that has grown since then counted as young."""
        grown = np.clip(self.collagen - before.collagen, 0, 1)
        return replace(self, young=np.maximum(grown, self.young))

    def height(self, x) -> np.ndarray:
        """Return the surface over some places. [mm]"""
        return np.interp(x, self.x_mm, self.surface_mm)

    def at(self, field: np.ndarray, x, z) -> np.ndarray:
        """Return a field at places (x, z) of the skin before acne."""
        rows, columns = field.shape
        row = np.clip((np.asarray(z) / self.dz_mm).astype(int), 0, rows - 1)
        column = ((np.asarray(x) - self.left_mm) / self.dx_mm).astype(int)
        return field[row, np.clip(column, 0, columns - 1)]

    def sink_mm(self, places: np.ndarray) -> np.ndarray:
        """Return how far tissue at places, (..., 2), has gone down with the skin over it. [mm]"""
        sag = np.interp(places[..., 0], self.x_mm, self.sag_mm)
        return sag * np.exp(-((places[..., 1] / SINK_REACH_MM) ** 2))

    def sunk(self, places: np.ndarray) -> np.ndarray:
        """Return where places, (..., 2), of the skin before acne lie now."""
        return np.stack([places[..., 0], places[..., 1] + self.sink_mm(places)], axis=-1)

    def reference_z(self, x, z) -> np.ndarray:
        """Return the depth before acne of tissue that now lies at (x, z). [mm]"""
        return np.maximum(z - self.sink_mm(np.stack([x, z], axis=-1)), 0)

    def cropped(self, left_mm: float, right_mm: float) -> "Tissue":
        """Return the part between two places, cut at whole columns."""
        first = max(0, round((left_mm - self.left_mm) / self.dx_mm))
        last = min(len(self.surface_mm), round((right_mm - self.left_mm) / self.dx_mm))
        piece = self._changed(self.left_mm + first * self.dx_mm, lambda a: a[..., first:last])
        ends = piece.left_mm, piece.right_mm
        axes = ((max(left, ends[0]), min(right, ends[1]), at) for left, right, at in self.axes)
        return replace(piece, axes=tuple(axis for axis in axes if axis[0] < axis[1]))

    def moved(self, left_mm: float) -> "Tissue":
        """Return the same tissue with its left edge elsewhere."""
        by = left_mm - self.left_mm
        axes = tuple(tuple(place + by for place in axis) for axis in self.axes)
        return replace(self, left_mm=left_mm, axes=axes)

    def beside(self, other: "Tissue") -> "Tissue":
        """Return this tissue with another one grown on to its right edge."""
        other = other.on_cells(self.dx_mm, self.dz_mm, len(self.collagen))
        joined = {name: _joined(getattr(self, name), getattr(other, name)) for name in _FIELDS}
        return replace(self, **joined, axes=self.axes + other.axes)

    def on_cells(self, dx_mm: float, dz_mm: float, rows: int) -> "Tissue":
        """Return the tissue on cells of another size."""
        if (dx_mm, dz_mm, rows) == (self.dx_mm, self.dz_mm, len(self.collagen)):
            return self
        columns = round((self.right_mm - self.left_mm) / dx_mm)
        take = np.clip(
            ((np.arange(columns) + 0.5) * dx_mm / self.dx_mm).astype(int),
            0,
            len(self.surface_mm) - 1,
        )
        down = np.clip(
            ((np.arange(rows) + 0.5) * dz_mm / self.dz_mm).astype(int), 0, len(self.collagen) - 1
        )
        whole = self._changed(self.left_mm, lambda a: a[..., take])
        rows_of = {name: getattr(whole, name)[down] for name in _CELL_FIELDS}
        return replace(whole, dx_mm=dx_mm, dz_mm=dz_mm, **rows_of)

    def _changed(self, left_mm, change):
        return replace(self, left_mm=left_mm, **{n: change(getattr(self, n)) for n in _FIELDS})


@lru_cache(maxsize=12)
def surface_of(section: Section) -> np.ndarray:
    """Return the surface of a section, (columns,), worked out once for all who ask. [mm]"""
    return surface_mm(section)


@lru_cache(maxsize=12)
def size_of(section: Section) -> Measures:
    """Return the measures of a section, worked out once for all who ask."""
    return measure_surface(section.grid, surface_of(section))


@dataclass(frozen=True)
class Found:
    """One of the scars of a section: where its mouth is, and how large it is."""

    left_mm: float
    right_mm: float
    size: Measures

    @property
    def middle_mm(self) -> float:
        """The middle of the mouth. [mm]"""
        return (self.left_mm + self.right_mm) / 2


@lru_cache(maxsize=12)
def scars_of(section: Section) -> tuple[Found, ...]:
    """Return the scars of a section from left to right; a round section has one at its axis."""
    if section.grid.is_round:
        size = size_of(section)
        found = Found(-size.width_mm / 2, size.width_mm / 2, size)
        return (found,) if size.depth_mm >= SCAR_FROM_MM else ()
    surface, x = surface_of(section), section.grid.x_mm
    found = []
    for own in territories(surface):
        alone = np.where(own, surface, 0)
        sunk = x[alone < MOUTH * alone.min()]
        size = measure_surface(section.grid, alone)
        found.append(Found(float(sunk[0]), float(sunk[-1]), size))
    return tuple(found)


@lru_cache(maxsize=6)
def _tissue(section):
    return Tissue._of(section)


_CELL_FIELDS = ("collagen", "young", "clot", "signal", "filler")
_FIELDS = (*_CELL_FIELDS, "surface_mm", "tether_mm", "redness", "pigment", "sag_mm")


def _sag_mm(section, surface):
    """What the open hole does not explain, smoothed so that steep walls stay where they are."""
    carried = section.collagen - 0.5 * section.young
    hole = ((1 - solid(carried)) * openness(section)).sum(axis=0) * section.grid.dz_mm
    sag = np.maximum(-surface - hole, 0)
    padded = np.pad(sag, 8, mode="edge")
    return np.minimum(sag, np.convolve(padded, np.ones(17) / 17, mode="valid"))


def _mirrored(field):
    return np.concatenate([field[..., ::-1], field], axis=-1)


def _joined(left, right):
    return np.concatenate([left, right], axis=-1)
