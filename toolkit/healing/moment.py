"""A moment of healing, kept small until somebody looks at it."""

from dataclasses import dataclass
from functools import cached_property
from math import exp

import numpy as np

from toolkit.coarse import refined
from toolkit.grid import Grid
from toolkit.healing.propagators import to_places
from toolkit.healing.rates import HealingRates
from toolkit.section import Section


@dataclass(frozen=True, eq=False)
class Moment:
    """The skin some days after it was left alone: what has changed, and where.

    Signal and fibroblasts are kept as their longest waves, collagen where it is touched.
    """

    start: Section
    rates: HealingRates
    days: float
    signal_modes: np.ndarray
    fibroblast_modes: np.ndarray
    collagen: np.ndarray
    young: np.ndarray
    redness: np.ndarray
    pigment: np.ndarray

    @cached_property
    def section(self) -> Section:
        """The whole picture."""
        start, coarse = self.start, self.start.grid.halved()
        fields = {
            "signal": refined(positive(to_places(self.signal_modes, coarse))),
            "fibroblasts": refined(share(to_places(self.fibroblast_modes, coarse))),
            "clot": start.clot * exp(-self.rates.clot_fading_per_day * self.days),
            "redness": self.redness,
            "pigment": self.pigment,
        }
        shaping = ("collagen", "young", "filler")
        for name in shaping if start.filler.any() else shaping[:2]:
            fields[name] = getattr(start, name).copy()
            fields[name][(..., *self.touched)] = self.relief[name]
        for field in fields.values():
            field.setflags(write=False)  # made here and known nowhere else: no copy needed
        return start.with_fields(**fields)

    @property
    def grid(self) -> Grid:
        """Where the cells are."""
        return self.start.grid

    @property
    def touched(self) -> tuple[slice, slice]:
        """Where anything could change."""
        return self.start.touched

    @cached_property
    def relief(self) -> dict[str, np.ndarray]:
        """What moves the surface, as `toolkit.surface.height_mm` takes it."""
        start, (rows, columns) = self.start, self.touched
        days = start.filler.dtype.type(self.days)
        kept = np.exp(-start.filler_fading_per_day[..., None, columns] * days)
        filler = start.filler[..., rows, columns] * kept
        bands = {"tether_mm": start.tether_mm}
        return {"collagen": self.collagen, "young": self.young, "filler": filler, **bands}


def positive(field: np.ndarray) -> np.ndarray:
    """Return the field without the ripples below zero that cut waves leave, in its own memory."""
    return np.maximum(field, 0, out=field)


def share(field: np.ndarray) -> np.ndarray:
    """Return the field within 0 and 1, in its own memory."""
    return field.clip(0, 1, out=field)
