"""Several scars side by side in one slice of skin, as most people have them."""

from dataclasses import replace
from difflib import get_close_matches
from reprlib import repr as shortened

import numpy as np

from toolkit.checks import check_number
from toolkit.evidence import value
from toolkit.grid import Grid
from toolkit.scars import boxcar, ice_pick, pore, rolling
from toolkit.section import FIELDS, Section, healthy

GAP_MM = value("mixed_gap").typical
MOST_MM = 60.0  #: widest slice; a wider one would only be slow
MAKERS = {"ice_pick": ice_pick, "boxcar": boxcar, "rolling": rolling, "pore": pore}
STRIP = {
    "ice_pick": Grid(width_mm=6.0, columns=240),
    "boxcar": Grid(width_mm=8.0, columns=320),
    "rolling": Grid(width_mm=12.0, columns=480),
    "pore": Grid(width_mm=4.0, columns=160),
}


def mixed(*scars: Section | str, gap_mm: float = GAP_MM) -> Section:
    """Return one planar slice that holds several scars, from left to right.

    Parameters
    ----------
    scars
        Planar sections with cells of one size and one site, or names: ``"ice_pick"``, ``"boxcar"``,
        ``"rolling"``, ``"pore"`` for one of typical size. At least one.
    gap_mm
        Skin between neighbours, and outside the first and the last. [mm]

    Raises
    ------
    ValueError
        If a section is round, holds many patients, differs in cells or site, or the whole grows
        too wide.
    KeyError
        If a name is unknown.

    Notes
    -----
    A scar in a planar slice is a trench. Under lasers and creams a pit of the same profile, with
    walls on all sides, heals faster; under TCA CROSS it heals more slowly, since acid thins out
    as it spreads away from a pit. What this leaves out: scars that lie behind one another or run
    into each other.

    Examples
    --------
    >>> from toolkit.measures import measure_each
    >>> len(measure_each(mixed("ice_pick", "boxcar", "rolling")))
    3
    """
    check_number("gap_mm", gap_mm, 0.5, 10)
    sections = _checked([_made(scar) for scar in scars])
    first = sections[0]
    gap = max(1, round(gap_mm / first.grid.dx_mm))
    stretches = [_stretch(section) for section in sections]
    columns = sum(stretch.stop - stretch.start for stretch in stretches) + gap * (len(scars) + 1)
    skin = healthy(
        _strip(first.grid, columns + columns % 2), site=first.layers.site, sex=first.layers.sex
    )
    fields = {name: getattr(skin, name).astype(first.collagen.dtype) for name in FIELDS}
    start = gap
    for section, stretch in zip(sections, stretches):
        stop = start + stretch.stop - stretch.start
        for name, field in fields.items():
            field[..., start:stop] = getattr(section, name)[..., stretch]
        start = stop + gap
    return replace(first, grid=skin.grid, **fields)


def _made(scar):
    if isinstance(scar, Section):
        return scar
    if not isinstance(scar, str):
        raise ValueError(f"scar is {shortened(scar)}; it must be a Section or a name")
    if scar not in MAKERS:
        close = get_close_matches(str(scar), MAKERS, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise KeyError(f"no scar named {scar!r}; {hint}known are {', '.join(MAKERS)}")
    return MAKERS[scar](grid=STRIP[scar])


def _checked(sections):
    if not sections:
        raise ValueError("scars is empty; it must hold at least one section or name")
    grid, site = sections[0].grid, sections[0].layers
    for number, section in enumerate(sections, 1):
        if section.grid.is_round or section.collagen.ndim != 2:
            raise ValueError(
                f"scar {number} must be one planar section: grid=Grid(...), one patient"
            )
        cells = section.grid.dx_mm, section.grid.dz_mm, section.grid.rows
        if not np.allclose(cells, (grid.dx_mm, grid.dz_mm, grid.rows)) or section.layers != site:
            raise ValueError(
                f"scar {number} has cells of {cells[0]:g} by {cells[1]:g} mm at the "
                f"{section.layers.site}; it must have those of the first: "
                f"{grid.dx_mm:g} by {grid.dz_mm:g} mm at the {site.site}"
            )
    return sections


def _stretch(section):
    """Return the columns in which anything differs from healthy skin."""
    plain = healthy(section.grid)
    other = np.zeros(section.grid.columns, bool)
    for name, kind in FIELDS.items():
        differs = getattr(section, name) != getattr(plain, name)
        other |= differs.any(axis=0) if kind == "cell" else differs
    columns = np.flatnonzero(other)
    return slice(int(columns[0]), int(columns[-1]) + 1) if columns.size else slice(0, 0)


def _strip(grid, columns):
    width_mm = columns * grid.dx_mm
    if width_mm > MOST_MM:
        raise ValueError(
            f"the scars need {width_mm:.0f} mm of skin; it must be at most {MOST_MM:g}"
        )
    return replace(grid, width_mm=width_mm, columns=columns)
