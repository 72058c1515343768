"""Scars of a given size: the collagen that is missing, shaped so that the skin sinks as asked."""

from functools import lru_cache

import numpy as np

from toolkit.anatomy import layers
from toolkit.checks import check_kind, is_number
from toolkit.evidence import value
from toolkit.grid import Grid
from toolkit.measures import measure
from toolkit.section import Section, healthy

EMPTY = value("empty_lumen").typical
EDGE_MM = value("lumen_edge").typical
RIM_MM = value("scarred_dermis_rim").typical
LOSS = value("scarred_dermis_loss").typical
TETHER_SHARE = value("tether_share").typical
TETHER_MM = value("tether_width").typical
FULL_LOSS_FROM_MM = value("scarred_dermis_full_from").typical
FINE_MM = 0.0251  #: cells of this size hold every scar of the table
CLEAR_MM = 0.2  #: skin that must stay below the deepest point and beside the widest mouth


def ice_pick(
    *,
    width_mm: float = value("ice_pick_width").typical,
    depth_mm: float = value("ice_pick_depth_drawn").typical,
    site: str = "cheek",
    sex: str | None = None,
    grid: Grid | None = None,
) -> Section:
    """Return skin with one ice pick scar: a round pit that narrows to a point.

    Parameters
    ----------
    width_mm
        Width of the mouth, at a tenth of the depth. [mm]
    depth_mm
        Depth of the tip below healthy skin. [mm]
    site, sex
        Whose layers: see `toolkit.anatomy.layers`.
    grid
        The cells; a round slice of 8 mm if left out.

    Raises
    ------
    ValueError
        If the scar does not fit the slice, or is too narrow for its depth.

    Notes
    -----
    What this leaves out: tracts that branch or bend, keratin in the tract, cysts.

    References
    ----------
    Sizes: ``value("ice_pick_width")``, ``value("ice_pick_depth")``.

    Examples
    --------
    >>> from toolkit import measure
    >>> round(float(measure(ice_pick(width_mm=1.2, depth_mm=1.6)).depth_mm), 1)
    1.6
    """
    return _scar("ice_pick", width_mm, depth_mm, site, sex, grid, Grid(geometry="round"))


def boxcar(
    *,
    width_mm: float = value("boxcar_width").typical,
    depth_mm: float = value("boxcar_depth").typical,
    site: str = "cheek",
    sex: str | None = None,
    grid: Grid | None = None,
) -> Section:
    """Return skin with one boxcar scar: a round dip with steep walls and a flat floor.

    The dermis under the floor has lost part of its collagen, down to ``boxcar_altered_depth``.
    Parameters and errors are those of `ice_pick`.
    """
    return _scar("boxcar", width_mm, depth_mm, site, sex, grid, Grid(geometry="round"))


def rolling(
    *,
    width_mm: float = value("rolling_width").typical,
    depth_mm: float = value("rolling_depth").typical,
    site: str = "cheek",
    sex: str | None = None,
    grid: Grid | None = None,
) -> Section:
    """Return skin with one rolling scar: a wide trough, partly pulled down by fibrous bands.

    ``tether_share`` of the depth hangs on the bands, the rest on collagen lost below the
    papillary dermis. Parameters and errors are those of `ice_pick`; the slice is planar.
    """
    return _scar("rolling", width_mm, depth_mm, site, sex, grid, Grid(width_mm=12.0, columns=320))


def pore(
    *,
    width_mm: float = value("pore_width").typical,
    depth_mm: float = value("pore_depth").typical,
    site: str = "cheek",
    sex: str | None = None,
    grid: Grid | None = None,
) -> Section:
    """Return healthy skin with one large pore: a shallow funnel, nothing lost underneath.

    Parameters and errors are those of `ice_pick`.
    """
    return _scar("pore", width_mm, depth_mm, site, sex, grid, Grid(geometry="round"))


def _scar(kind, width_mm, depth_mm, site, sex, grid, usual):
    """Return a scar once everything asked for is checked: a cache asks only whether it is known."""
    grid = usual if grid is None else grid
    check_kind("grid", grid, Grid)
    deep_mm = min(grid.depth_mm, layers(site, sex=sex).total_mm)
    _check_size("width_mm", width_mm, grid, grid.width_mm - 2 * CLEAR_MM)
    _check_size("depth_mm", depth_mm, grid, deep_mm - CLEAR_MM)
    return _drawn(kind, float(width_mm), float(depth_mm), site, sex, grid)


def _check_size(name, size_mm, grid, most_mm):
    if most_mm <= 0:
        raise ValueError(
            f"grid is {grid.width_mm:g} mm wide and {grid.depth_mm:g} mm deep; it must be above "
            f"{2 * CLEAR_MM:g} by {CLEAR_MM:g} mm to hold a scar"
        )
    if not (is_number(size_mm) and 0 < size_mm <= most_mm):
        raise ValueError(
            f"{name} is {size_mm!r}; it must be above 0 and at most {most_mm:.2f} mm here"
        )


@lru_cache(maxsize=32)
def _drawn(kind, width_mm, depth_mm, site, sex, grid):
    build = {"ice_pick": _pit, "boxcar": _box, "rolling": _trough, "pore": _funnel}[kind]
    return _fitted(build, healthy(grid, site=site, sex=sex), width_mm, depth_mm)


def _fitted(build, skin, width_mm, depth_mm, tries=24):
    """Return the scar whose surface measures as asked: the epidermis rounds what lies below."""
    asked = drawn = np.array([width_mm, depth_mm], float)
    best, off_by = None, np.inf
    for turn in range(tries):
        section = build(skin, *drawn)
        found = measure(section)
        ratio = asked / np.maximum([found.width_mm, found.depth_mm], 1e-3)
        if np.abs(ratio - 1).max() < off_by:
            best, off_by = (section, found), np.abs(ratio - 1).max()
        if off_by < 0.004:
            break
        drawn = drawn * np.clip(ratio, 0.6, 1.6) ** (1.0 if turn < 12 else 0.4)
    if off_by > 0.03:
        raise ValueError(_no_such_scar(width_mm, depth_mm, best[1], skin.grid))
    return best[0]


def _no_such_scar(width_mm, depth_mm, found, grid):
    cells = f"on cells of {grid.dx_mm:.3g} by {grid.dz_mm:.3g} mm"
    smaller = "; smaller cells may hold it" if max(grid.dx_mm, grid.dz_mm) > FINE_MM else ""
    return (
        f"width_mm is {width_mm!r} and depth_mm is {depth_mm!r}; they must go together, and no "
        "scar of this kind has both: the nearest one measures "
        f"{found.width_mm:.2f} by {found.depth_mm:.2f} mm {cells}{smaller}"
    )


def _pit(skin, width_mm, depth_mm):
    x, z = np.abs(skin.grid.x_mm), skin.grid.z_mm[:, None]
    steepness = np.hypot(1.0, width_mm / 2 / depth_mm)
    outside_mm = (x - width_mm / 2 * (1 - z / depth_mm)) / steepness
    return _carve(skin, outside_mm, LOSS * np.clip(1 - outside_mm / RIM_MM, 0, 1))


def _funnel(skin, width_mm, depth_mm):
    x, z = np.abs(skin.grid.x_mm), skin.grid.z_mm[:, None]
    steepness = np.hypot(1.0, width_mm / 2 / depth_mm)
    return _carve(skin, (x - width_mm / 2 * (1 - z / depth_mm)) / steepness, 0.0)


def _box(skin, width_mm, depth_mm):
    x, z = np.abs(skin.grid.x_mm), skin.grid.z_mm[:, None]
    beside_mm, below_mm = x - width_mm / 2, z - depth_mm
    altered_mm = max(value("boxcar_altered_depth").typical - depth_mm, RIM_MM)
    fading = np.clip(1 - below_mm / altered_mm, 0, 1) * np.clip(1 - beside_mm / RIM_MM, 0, 1)
    loss = LOSS * min(1.0, depth_mm / FULL_LOSS_FROM_MM) * fading
    return _carve(skin, np.maximum(beside_mm, below_mm), loss)


def _carve(skin, outside_mm, loss):
    """Empty the lumen with a soft edge and thin the dermis around it."""
    lumen = np.clip(0.5 - outside_mm / EDGE_MM, 0, 1)
    collagen = (1 - lumen) * (1 - loss) + lumen * EMPTY
    return skin.with_fields(collagen=np.asarray(collagen, skin.collagen.dtype))


def _trough(skin, width_mm, depth_mm):
    """Collagen lost below the papillary dermis, and bands whose pull makes up the rest."""
    grid, dtype = skin.grid, skin.collagen.dtype
    bell = np.where(np.abs(grid.x_mm) < width_mm / 2, np.cos(np.pi * grid.x_mm / width_mm) ** 2, 0)
    top = layers(skin.layers.site).papillary_dermis_mm
    deep = np.clip((grid.z_mm - top) / RIM_MM, 0, 1) * np.clip(
        (skin.layers.skin_mm - grid.z_mm) / RIM_MM, 0, 1
    )
    per_mm = deep.sum() * grid.dz_mm * 0.6
    loss = np.minimum((1 - TETHER_SHARE) * depth_mm / per_mm, 0.9) * bell * deep[:, None]
    pull = TETHER_SHARE * depth_mm * _bands(grid, width_mm)
    return skin.with_fields(collagen=(1 - loss).astype(dtype), tether_mm=pull.astype(dtype))


def _bands(grid, width_mm):
    """Three bundles of fibrous bands; in a narrow scar they stand together in the middle."""
    places = np.array([-0.25, 0.0, 0.25]) * max(width_mm - 3.0, 0.4)
    distance = np.abs(grid.x_mm - places[:, None]) / TETHER_MM
    return (np.where(distance < 1, 1 + np.cos(np.pi * distance), 0) * [[0.6], [1.0], [0.6]]).sum(
        axis=0
    )
