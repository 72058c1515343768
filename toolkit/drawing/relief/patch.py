"""A patch of skin seen from above: maps of height and colour, and the scars that lie in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from numbers import Integral, Real

import numpy as np

from toolkit.drawing.relief.footprint import Footprint, far_level, footprint
from toolkit.drawing.relief.placing import Placed, made, one_patient, placed
from toolkit.drawing.relief.pores import Pores, dug
from toolkit.drawing.relief.skin import Skin, bare_skin, places
from toolkit.drawing.tissue import size_of, surface_of
from toolkit.section import Section

MOST_SCARS, MOST_PIXELS, MOST_PORES = 30, 2_000_000, 400
MOUTH_MM = 0.03  #: pores are not seen where a scar is deeper than this


@dataclass(frozen=True, eq=False)
class Patch:
    """A patch of skin from above. Make one with `patch`, and the same one later with `later`."""

    seed: int
    px_per_mm: float
    size_mm: tuple[float, float]  #: width, height
    scars: tuple[Placed, ...]
    skin: Skin
    footprints: tuple[Footprint, ...] = field(repr=False)
    keep: np.ndarray = field(repr=False)  #: (rows, columns) how much fine relief the scars leave
    pores: Pores = field(repr=False)  #: those that no scar has swallowed

    @cached_property
    def height_mm(self) -> np.ndarray:
        """Height over healthy skin, (rows, columns), the first row at the top. [mm]"""
        scars = (
            mark.lay(one.section.grid, surface_of(one.section)) * mark.rough
            for one, mark in self._marks
        )
        skin = self.skin.relief_mm * self.keep + self.skin.swell_mm + self._dug[0]
        return _frozen(sum(scars, skin))

    @cached_property
    def redness(self) -> np.ndarray:
        """Redness of the scars, (rows, columns), 0-1."""
        return _frozen(np.clip(self._laid("redness"), 0, 1))

    @cached_property
    def pigment(self) -> np.ndarray:
        """Pigment of the scars, (rows, columns), 0 = as before."""
        return _frozen(np.clip(self._laid("pigment"), -1, 1))

    @cached_property
    def plug(self) -> np.ndarray:
        """How dark the mouths of pores are, (rows, columns), 0-1."""
        plug = self._dug[1].copy()
        for one, mark in self._marks:
            if mark.kind == "pore":
                wide = size_of(one.section).width_mm
                plug += np.clip(1 - mark.away_mm / (0.45 * wide), 0, 1)
        return _frozen(np.minimum(plug, 1))

    @cached_property
    def _dug(self):
        return dug(self.pores, *places(*self.size_mm, self.px_per_mm))

    @property
    def _marks(self):
        return zip(self.scars, self.footprints, strict=True)

    def _laid(self, name):
        """Lay every scar's colour over the level that they share far away."""
        fields = [(one.section.grid, getattr(one.section, name), mark) for one, mark in self._marks]
        levels = [far_level(grid, columns) for grid, columns, _ in fields]
        level = np.full_like(self.keep, np.mean(levels) if levels else 0)
        return sum((mark.lay(grid, columns) for grid, columns, mark in fields), level)

    def later(self, sections: Sequence[Section]) -> "Patch":
        """Return the same skin with its scars as they are at another moment.

        Parameters
        ----------
        sections
            One for each scar, in the order of ``scars``; each on the grid that it had.

        Raises
        ------
        ValueError
            If there are more or fewer sections than scars, or one has another grid.

        Examples
        --------
        >>> before = patch(["ice_pick"], seed=3)
        >>> from toolkit import ice_pick
        >>> after = before.later([ice_pick(depth_mm=0.8)])
        >>> bool(after.height_mm.min() > before.height_mm.min())
        True
        """
        if len(sections) != len(self.scars):
            raise ValueError(
                f"sections holds {len(sections)}; it must hold {len(self.scars)}, one for each scar"
            )
        for number, (one, now) in enumerate(zip(self.scars, sections, strict=True), 1):
            if one_patient(now).grid != one.section.grid:
                raise ValueError(f"section {number} has another grid than the scar had before")
        scars = tuple(
            replace(one, section=now) for one, now in zip(self.scars, sections, strict=True)
        )
        return replace(self, scars=scars)


def patch(
    scars: Sequence[Section | Placed | str] = (),
    *,
    pores: int = 14,
    seed: int = 1,
    width_mm: float = 12.0,
    height_mm: float = 8.0,
    px_per_mm: float = 30.0,
) -> Patch:
    """Return a patch of skin from above, with scars, pores and the fine relief of skin.

    Parameters
    ----------
    scars
        Sections, or the names ``"ice_pick"``, ``"boxcar"``, ``"rolling"``, ``"pore"`` for typical
        ones. They are given places that the seed decides; a `Placed` keeps its own.
    pores
        How many of the pores are large enough to be seen.
    seed
        Whose skin: the same number gives the same skin, at any number of pixels.
    width_mm, height_mm
        Size of the patch. [mm]
    px_per_mm
        How finely it is drawn; 25-35 for live pictures, 50 for print.

    Raises
    ------
    ValueError
        If a size is not possible, or a section holds many patients.
    KeyError
        If a name is unknown.

    Notes
    -----
    A round section is turned around its axis and a planar one drawn along a line that wanders;
    both are bent a little, since no scar is a circle. What a section says of depth and colour is
    laid on the map unchanged otherwise. What this leaves out: skin beyond one section's slice
    that its scar may have changed, folds, skin that is stretched by a face.

    Examples
    --------
    >>> skin = patch(["boxcar"], width_mm=6, height_mm=4, px_per_mm=25)
    >>> skin.height_mm.shape
    (100, 150)
    """
    _check_sizes(pores, seed, width_mm, height_mm, px_per_mm)
    chosen = tuple(made(scar) for scar in scars)
    if len(chosen) > MOST_SCARS:
        raise ValueError(f"scars holds {len(chosen)}; it must hold at most {MOST_SCARS}")
    size = float(width_mm), float(height_mm)
    return _patch(chosen, int(pores), int(seed), size, float(px_per_mm))


@lru_cache(maxsize=8)
def _patch(chosen, pores, seed, size_mm, px_per_mm):
    x_mm, y_mm = places(*size_mm, px_per_mm)
    skin = bare_skin(seed, *size_mm, px_per_mm, pores)
    scars = placed(chosen, seed, size_mm)
    marks = tuple(
        footprint(
            one.section,
            f"scar {i}",
            seed,
            x_mm - one.x_mm,
            y_mm - one.y_mm,
            0 if one.exact else 1,
            one.turn_deg,
        )
        for i, one in enumerate(scars)
    )
    dips = [
        -mark.lay(one.section.grid, surface_of(one.section))
        for one, mark in zip(scars, marks, strict=True)
    ]
    keep = np.ones((len(y_mm), len(x_mm)), np.float32)
    for mark, dip in zip(marks, dips, strict=True):
        keep *= mark.smoothed(dip)
    return Patch(
        seed,
        px_per_mm,
        size_mm,
        scars,
        skin,
        marks,
        _frozen(keep),
        _spared(skin.pores, marks, dips, px_per_mm),
    )


def _spared(pores, marks, dips, px_per_mm):
    """Return the pores that do not lie in a pit."""
    hidden = np.zeros(len(pores.x_mm), bool)
    for mark, dip in zip(marks, dips, strict=True):
        rows = np.clip((pores.y_mm * px_per_mm).astype(int), 0, len(dip) - 1)
        columns = np.clip((pores.x_mm * px_per_mm).astype(int), 0, dip.shape[1] - 1)
        hidden |= (dip[rows, columns] > MOUTH_MM) & (mark.kind != "rolling")
    return pores.but(hidden)


def _check_sizes(pores, seed, width_mm, height_mm, px_per_mm):
    for name, size, low, high in (
        ("width_mm", width_mm, 1, 60),
        ("height_mm", height_mm, 1, 60),
        ("px_per_mm", px_per_mm, 8, 120),
    ):
        if not (isinstance(size, Real) and low <= size <= high):
            raise ValueError(f"{name} is {size!r}; it must lie from {low} to {high}")
    for name, count, most in (("pores", pores, MOST_PORES), ("seed", seed, 2**32 - 1)):
        if not (isinstance(count, Integral) and 0 <= count <= most):
            raise ValueError(f"{name} is {count!r}; it must be a whole number from 0 to {most}")
    if width_mm * height_mm * px_per_mm**2 > MOST_PIXELS:
        raise ValueError(f"px_per_mm is {px_per_mm!r}; at this size it must be smaller")


def _frozen(field):
    field = np.asarray(field, np.float32)
    field.setflags(write=False)
    return field
