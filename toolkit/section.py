"""One slice of skin, as a frozen picture: everything the model knows at one moment."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from types import MappingProxyType

import numpy as np

from toolkit.anatomy import Layers, layers
from toolkit.checks import check_kind
from toolkit.grid import Grid

#: Every field of a section and whether it has one number a cell or one a column.
FIELDS = MappingProxyType(
    {
        "collagen": "cell",
        "young": "cell",
        "signal": "cell",
        "fibroblasts": "cell",
        "clot": "cell",
        "filler": "cell",
        "filler_fading_per_day": "column",
        "tether_mm": "column",
        "redness": "column",
        "pigment": "column",
    }
)

#: From where to where each field means something.
BOUNDS = MappingProxyType(
    {
        **dict.fromkeys(("collagen", "young", "signal", "fibroblasts", "clot", "redness"), (0, 1)),
        **dict.fromkeys(("filler", "filler_fading_per_day", "tether_mm"), (0, inf)),
        "pigment": (-1, 1),
    }
)
ROUND_OFF = 1e-3


@dataclass(frozen=True, eq=False)
class Section:
    """One vertical slice of facial skin at one moment, or the slices of many patients.

    Fields may have one leading axis: the patients. Arrays are read-only; places are those of the
    skin before acne. Build one with `healthy`, change it with `with_fields`.
    """

    grid: Grid
    layers: Layers
    collagen: np.ndarray  #: (rows, columns) matrix, 1 = healthy tissue of that place
    young: np.ndarray  #: (rows, columns) the part of it that is new and not yet organised
    signal: np.ndarray  #: (rows, columns) wound signal, 1 = fully necrosed dermis
    fibroblasts: np.ndarray  #: (rows, columns) activated fibroblasts, 0-1
    clot: np.ndarray  #: (rows, columns) provisional matrix, crust
    filler: np.ndarray  #: (rows, columns) injected volume strain
    filler_fading_per_day: np.ndarray  #: (columns,) how fast that filler goes; 0 = it stays
    tether_mm: np.ndarray  #: (columns,) sag that fibrous bands pull, before the skin spreads it
    redness: np.ndarray  #: (columns,) 0 = as before, 1 = an open wound
    pigment: np.ndarray  #: (columns,) 0 = as before, 1 = much darker

    def __post_init__(self):
        check_kind("grid", self.grid, Grid)
        for name in ("rows", "columns"):
            count = getattr(self.grid, name)
            if count % 2 or count < 8:
                raise ValueError(f"{name} is {count}; a section needs an even number, at least 8")
        patients = np.shape(self.collagen)[:-2]
        for name in FIELDS:
            field = _checked(name, getattr(self, name), self.grid, patients)
            object.__setattr__(self, name, field)

    @cached_property
    def touched(self) -> tuple[slice, slice]:
        """The rows and columns in which anything is missing, young or filled, and two more around.

        Rows count from the surface, and columns of a round slice from its axis. Only there can
        collagen change, and only what is there can let the surface lie low.
        """
        other = (self.collagen != 1) | (self.young != 0) | (self.filler != 0)
        other = other.reshape(-1, *self.grid.shape).any(axis=0)
        rows, columns = _around(other.any(axis=1)), _around(other.any(axis=0))
        return slice(0, rows.stop), slice(0, columns.stop) if self.grid.is_round else columns

    @property
    def relief(self) -> dict[str, np.ndarray]:
        """What moves the surface: cells of the touched box, and the bands of every column."""
        here = (..., *self.touched)
        cells = {name: getattr(self, name)[here] for name in ("collagen", "young", "filler")}
        return {**cells, "tether_mm": self.tether_mm}

    def with_fields(self, **fields: np.ndarray) -> "Section":
        """Return a copy in which the named fields are replaced.

        Raises
        ------
        ValueError
            If a field is unknown, does not fit the grid, or holds a number that is none or absurd.
        """
        unknown = fields.keys() - FIELDS.keys()
        if unknown:
            raise ValueError(f"no field named {sorted(unknown)}; the fields are {list(FIELDS)}")
        after = replace(self, **fields)
        for name in fields:
            _check_bounds(name, getattr(after, name))
        return after


def healthy(
    grid: Grid | None = None, *, site: str = "cheek", sex: str | None = None, dtype=np.float32
) -> Section:
    """Return a slice of healthy skin.

    Parameters
    ----------
    grid
        Where the cells are; 8 mm x 3.5 mm if left out.
    site
        ``"cheek"``, ``"forehead"``, ``"temple"``, ``"nose"`` or ``"chin"``.
    sex
        ``"woman"``, ``"man"``, or None for the mean of the two.
    dtype
        ``float32`` for pictures, ``float64`` for tests.

    Examples
    --------
    >>> float(healthy(site="temple").collagen.min())
    1.0
    """
    grid = Grid() if grid is None else grid
    check_kind("grid", grid, Grid)
    shapes = {"cell": grid.shape, "column": (grid.columns,)}
    fields = {name: np.zeros(shapes[kind], dtype) for name, kind in FIELDS.items()}
    fields["collagen"] = np.ones(grid.shape, dtype)
    return Section(grid=grid, layers=layers(site, sex=sex), **fields)


def check_one(section: Section, name: str = "section") -> None:
    """Raise a ValueError unless this is a section, and the skin of one patient."""
    check_kind(name, section, Section)
    if section.collagen.ndim > 2:
        raise ValueError(f"{name} holds {len(section.collagen)} patients; it must hold one")


def _check_bounds(name, field):
    low, high = BOUNDS[name]
    least, most = field.min(), field.max()
    if not (least >= low - ROUND_OFF and most <= high + ROUND_OFF):
        wrong = least if least < low - ROUND_OFF else most
        limits = f"lie from {low} to {high}" if high < inf else "be zero or more"
        raise ValueError(f"{name} holds {wrong:g}; it must {limits}")


def _around(there):
    """Return the stretch of every True and two more at each end, from even to even."""
    places = np.flatnonzero(there)
    if not places.size:
        return slice(0, 0)
    start, stop = (places[0] - 2) // 2 * 2, (places[-1] + 4) // 2 * 2
    return slice(max(int(start), 0), min(int(stop), len(there)))


def _checked(name, field, grid, patients):
    shape = grid.shape if FIELDS[name] == "cell" else (grid.columns,)
    field = np.asarray(field)
    if field.dtype.kind != "f":
        field = field.astype(np.float32)
    if len(patients) > 1 or field.shape not in (shape, patients + shape):
        raise ValueError(f"{name} has shape {field.shape}, but the grid needs {shape}")
    if not np.isfinite(field.sum()):
        raise ValueError(f"{name} holds a number that is not finite")
    if field.flags.writeable or field.base is not None:  # a view can change under us
        field = field.copy()
        field.setflags(write=False)
    return field
