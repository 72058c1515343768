"""How strongly a section shows: the energy of its contrast against healthy skin."""

import numpy as np

from toolkit.checks import check_kind
from toolkit.evidence import value
from toolkit.grid import Grid
from toolkit.light.checks import checked_share, checked_surface
from toolkit.light.disc import RADIUS_CELLS, half_disc
from toolkit.light.lights import LIGHTS, Light, checked_light
from toolkit.light.relief import (
    SUBSURFACE,
    cast_shadow,
    lambert,
    light_across,
    spread,
    with_ambient,
)
from toolkit.section import Section
from toolkit.surface import surface_mm

STRETCH_MM = value("visibility_stretch").typical
AT_ONCE = 32  #: surfaces of a round section that are lit together; bounds the memory


def visibility(
    section: Section,
    *,
    light: Light = LIGHTS["window"],
    skin_type: int = 3,
    subsurface_share: float = SUBSURFACE,
) -> float | np.ndarray:
    r"""Return how strongly a section shows under a light, in per cent; 0 for healthy skin.

    Parameters
    ----------
    section
        One slice of skin, or the slices of many patients: then the answer is (patients,).
    light
        The lamp; a window at the left if left out. A round section looks the same from all sides.
    skin_type
        Fitzpatrick type, 1 to 6. It matters for redness and pigment only.
    subsurface_share
        Part of the light that wanders under the skin before it comes out, 0 to 1.

    Raises
    ------
    ValueError
        If the light, the skin type or the share is not possible.

    Notes
    -----
    With *c* the Weber contrast of each place against flat healthy skin of the same person under
    the same light, visibility is the root of its energy on a patch of fixed size,

    .. math:: 100 \sqrt{\int c^2 dA \;/\; A_0},

    where :math:`A_0` is ``visibility_stretch`` of a planar section and a disc of that diameter
    for a round one. The best possible observer finds a known pattern in noise in proportion to
    it. A fixed patch keeps the number free of how much healthy skin the slice holds, and does
    not let a shrinking scar shrink its own yardstick. Planar and round numbers
    are not to be compared with each other.

    Albedo cancels: relief alone shows alike in every skin type.

    What this leaves out: gloss, soft edges of shadows under a wide window, light thrown from one
    wall to another, how dark the sky is from inside a pit, colour other than its brightness, and
    the eye's own blur.

    References
    ----------
    Lights and weights are chosen: ``value("visibility_stretch")``, ``value("subsurface_share")``.

    Examples
    --------
    >>> from toolkit import LIGHTS, rolling
    >>> scar = rolling()
    >>> visibility(scar, light=LIGHTS["raking"]) > 5 * visibility(scar, light=LIGHTS["overhead"])
    True
    """
    check_kind("section", section, Section)
    shown = visibility_of(
        section.grid,
        surface_mm(section),
        section.redness,
        section.pigment,
        light=light,
        skin_type=skin_type,
        subsurface_share=subsurface_share,
    )
    return shown if shown.ndim else float(shown)


def visibility_of(
    grid: Grid,
    surface: np.ndarray,
    redness: np.ndarray | float = 0.0,
    pigment: np.ndarray | float = 0.0,
    *,
    light: Light = LIGHTS["window"],
    skin_type: int = 3,
    subsurface_share: float = SUBSURFACE,
) -> np.ndarray:
    """Return the visibility of many surfaces at once, (..., columns) to (...), in per cent.

    Redness and pigment are one number, (columns,), or as many as the surfaces; see `visibility`.
    """
    surface, colour = checked_surface(grid, surface, redness, pigment, skin_type)
    checked_light(light)
    checked_share(subsurface_share)
    rows = surface.reshape(-1, grid.columns)
    if not grid.is_round:
        lit = light_across(rows, dx_mm=grid.dx_mm, light=light)
        energy = _energy_across(lit, colour, grid.dx_mm, subsurface_share)
    else:
        ends = range(0, len(rows), AT_ONCE)
        blocks = [(rows[i : i + AT_ONCE], colour[i : i + AT_ONCE]) for i in ends]
        energy = [_energy_round(*one, grid, light, subsurface_share) for one in blocks]
        energy = np.concatenate([np.empty(0, surface.dtype), *energy])
    return 100 * np.sqrt(energy).reshape(surface.shape[:-1])


def _energy_across(lit, colour, dx_mm, share):
    lit = spread(lit, dx_mm=dx_mm, share=share, axes=(-1,))
    return ((lit * colour - 1) ** 2).sum(axis=-1) * (dx_mm / STRETCH_MM)


def _energy_round(surface, colour, grid, light, share):
    """Light half of the disc along its lines; the other half is its mirror image."""
    take, towards, inside = half_disc(grid)
    cell_mm = grid.span_mm / RADIUS_CELLS
    slope = np.gradient(np.concatenate([surface[:, :1], surface], -1), grid.dx_mm, axis=-1)[:, 1:]
    steepness = np.sqrt(1 + slope**2)
    direct = lambert(take(slope) * towards.astype(slope.dtype), take(steepness), light.rise)
    direct *= 1 - cast_shadow(take(surface), run_mm=cell_mm, rise=light.rise)
    lit = with_ambient(direct, light)
    lit = spread(lit, dx_mm=cell_mm, share=share, axes=(-1, -2))
    seen = (lit * take(colour) - 1) ** 2
    return 2 * seen[:, inside].sum(axis=-1) * (cell_mm**2 / (np.pi / 4 * STRETCH_MM**2))
