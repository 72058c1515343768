"""Fat: lobules of rounded cells between septa. Built once for a window and kept."""

from functools import lru_cache

import numpy as np

from toolkit.drawing.scene import Shape, Window, rounded

LOBULE_MM, SEPTUM_MM = (1.3, 0.85), 0.028
CELL_MM = 0.22  #: fat cells measure about 0.1 mm; drawn larger so that they can be seen
WALL_MM, ROUND_MM = 0.045, 0.062  #: how far cells shrink, and how wide their stroke gives back


@lru_cache(maxsize=16)
def fat_shapes(window: Window, skin_mm: float) -> tuple[Shape, ...]:
    """Return the fat of a window below skin of some thickness, back to front."""
    if window.bottom < skin_mm + 0.05:
        return ()
    lobules = _lobules(window, skin_mm)
    cells = _cells(window, skin_mm, lobules)
    kept = [
        Shape("fat_septum", "polygon", (_upper_edge(window, skin_mm),), "skin", keep=True),
        Shape("septum_fibre", "line", _septum_fibres(lobules), "skin", keep=True),
        Shape("fat_lobule", "blob", tuple(lobules), "skin", keep=True),
        Shape("fat_cell", "polygon", tuple(cells), "skin", ROUND_MM, keep=True),
        Shape("fat_nucleus", "line", _nuclei(cells), "skin", keep=True),
        Shape(
            "fat_shade",
            "polygon",
            (_upper_edge(window, skin_mm, skin_mm + 0.6),),
            "skin",
            keep=True,
        ),
    ]
    return tuple(shape for shape in kept if len(shape.points))


def border_mm(x, skin_mm: float):
    """Return the depth at which dermis ends: lobules push up, septa pull down. [mm]"""
    return skin_mm + 0.045 * np.sin(2.3 * x + 0.6) + 0.02 * np.sin(5.1 * x)


def _upper_edge(window, skin_mm, bottom_mm=None):
    bottom = window.bottom + 0.1 if bottom_mm is None else bottom_mm
    x = np.arange(window.left - 0.1, window.right + 0.15, 0.1)
    top = np.column_stack([x, border_mm(x, skin_mm)])
    return np.concatenate([top, [[x[-1], bottom], [x[0], bottom]]])


def _lobules(window, skin_mm):
    """Bricks of uneven size whose corners are rounded and whose sides bulge."""
    rng = np.random.default_rng(3)
    # One row more above the border closes the cells of the first row; it is not drawn itself.
    sites = _bricks(rng, LOBULE_MM, skin_mm + 0.36 - LOBULE_MM[1], 0.17)
    cells = voronoi(sites, 2.4)
    lobules = []
    for site, cell in zip(sites, cells, strict=True):
        shape = _bent(_shrunk(cell, site, SEPTUM_MM), skin_mm)
        closed = np.abs(cell - site).max() < 1.3  # cells at the rim of the lattice are open
        if closed and site[1] > skin_mm and _seen(shape, window):
            lobules.append(rounded(shape))
    return lobules


def _bent(corners, skin_mm):
    """Split the sides, bend them, and keep them below the dermis."""
    fine = np.concatenate(
        [_split(a, b) for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)]
    )
    fine = fine + 0.03 * np.column_stack([np.sin(7 * fine[:, 1]), np.sin(6 * fine[:, 0])])
    roof = border_mm(fine[:, 0], skin_mm) + 0.012
    return np.column_stack([fine[:, 0], np.maximum(fine[:, 1], roof)])


def _split(start, end):
    parts = max(2, int(np.hypot(*(end - start)) / 0.2))
    return start + (end - start) * (np.arange(parts) / parts)[:, None]


def _cells(window, skin_mm, lobules):
    rng = np.random.default_rng(4)
    view = [window.left - 0.3, window.right + 0.3]
    cell_mm = CELL_MM * window.coarseness
    sites = _bricks(rng, (cell_mm, cell_mm * 0.9), skin_mm - 0.1, 0.24)
    sites = sites[
        (sites[:, 0] > view[0] - 0.4)
        & (sites[:, 0] < view[1] + 0.4)
        & (sites[:, 1] < window.bottom + 0.5)
    ]
    cells = []
    for site, cell in zip(sites, voronoi(sites, 0.75), strict=True):
        lobule = next((blob for blob in lobules if _holds(blob, site)), None)
        if lobule is None or not _seen(cell, window):
            continue
        shape = _shrunk(_kept_inside(cell, lobule), site, WALL_MM)
        if len(shape) >= 4 and np.ptp(shape[:, 0]) > 0.07 and np.ptp(shape[:, 1]) > 0.05:
            cells.append(shape)
    return cells


def _bricks(rng, size_mm, top_mm, jitter):
    columns, rows = int(20 / size_mm[0]), int(5.5 / size_mm[1])
    row, column = np.mgrid[0:rows, 0:columns].reshape(2, -1)
    x = (column + 0.5 * (row % 2)) * size_mm[0] - 10
    places = np.column_stack([x, top_mm + row * size_mm[1]])
    return places + rng.uniform(-jitter, jitter, places.shape) * size_mm


def voronoi(sites: np.ndarray, reach_mm: float) -> list[np.ndarray]:
    """Return the corners of the cell around each site, in order; cells end at the reach. [mm]

    A cell is star-shaped around its site: along each direction the nearest bisector ends it,
    and a corner lies where the nearest bisector changes.
    """
    angle = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    rays = np.column_stack([np.cos(angle), np.sin(angle)])
    cells = []
    for site in sites:
        away = sites - site
        square = (away**2).sum(1)
        near = (square > 0) & (square < reach_mm**2)
        cells.append(site + _corners(away[near], square[near], rays))
    return cells


def _corners(away, square, rays):
    ahead = rays @ away.T
    reach = np.where(ahead > 1e-6, square / 2 / np.maximum(ahead, 1e-6), np.inf)
    side = reach.argmin(1)
    change = np.flatnonzero(side != np.roll(side, -1))
    pairs = np.stack([away[side[change]], away[side[(change + 1) % len(rays)]]], axis=1)
    halves = (pairs**2).sum(-1) / 2
    det = pairs[:, 0, 0] * pairs[:, 1, 1] - pairs[:, 0, 1] * pairs[:, 1, 0]
    good = np.abs(det) > 1e-9
    pairs, halves, det = pairs[good], halves[good], det[good]
    x = (halves[:, 0] * pairs[:, 1, 1] - halves[:, 1] * pairs[:, 0, 1]) / det
    z = (halves[:, 1] * pairs[:, 0, 0] - halves[:, 0] * pairs[:, 1, 0]) / det
    return np.column_stack([x, z])


def _shrunk(corners, centre, by_mm):
    away = corners - centre
    distance = np.hypot(*away.T)[:, None]
    return centre + away * np.clip(1 - 1.25 * by_mm / np.maximum(distance, 1e-6), 0.2, 1)


def _holds(blob, place):
    """Whether a blob winds around a place."""
    corners = blob[1::2]
    x, z = (corners - place).T
    x2, z2 = np.roll(x, -1), np.roll(z, -1)
    crosses = (z > 0) != (z2 > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x + (x2 - x) * (-z) / (z2 - z)
    return bool(np.count_nonzero(crosses & (at > 0)) % 2)


def _kept_inside(cell, lobule):
    """Pull corners that lie outside the lobule to its edge."""
    edge = lobule[1::2]
    pulled = [
        corner if _holds(lobule, corner) else edge[((edge - corner) ** 2).sum(1).argmin()]
        for corner in cell
    ]
    return np.array(pulled)


def _seen(shape, window):
    low, high = shape.min(0), shape.max(0)
    return high[0] > window.left and low[0] < window.right and low[1] < window.bottom


def _nuclei(cells):
    runs = [cell[:2] * 0.75 + cell[:2].mean(0) * 0.25 for cell in cells[::6]]
    return np.array(runs).reshape(-1, 2, 2)


def _septum_fibres(lobules):
    """A thread beside every second lobule, following its edge in the septum."""
    threads = []
    for lobule in lobules[::2]:
        corners = lobule[1::2]
        edge = corners[2:6] + (corners[2:6] - corners.mean(0)) * 0.05
        threads.append(edge)
    return np.array(threads).reshape(-1, 4, 2)
