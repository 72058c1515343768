"""Fat: lobules of cells between septa. Built once for a window and kept."""

from functools import lru_cache

import numpy as np

from toolkit.drawing.scene import Shape, Window

LOBULE_MM = (1.25, 0.82)
SEPTUM_MM = (0.008, 0.032)  #: half of what lies between two lobules, from thin to thick
CELL_MM = 0.145  #: fat cells measure about 0.1 mm; drawn larger so that they can be seen
JITTER, SWELL_MM = 0.17, 0.05  #: how uneven cells are: corners by chance, and whole regions
AREA = "lobules"  #: name of the clip


@lru_cache(maxsize=16)
def fat_shapes(window: Window, skin_mm: float) -> tuple[Shape, ...]:
    """Return the fat of a window below skin of some thickness, back to front."""
    if window.bottom < skin_mm + 0.05:
        return ()
    lobules = _lobules(window, skin_mm)
    kept = [
        Shape("fat_septum", "polygon", (_upper_edge(window, skin_mm),), "skin", keep=True),
        Shape("septum_fibre", "curve", _septum_fibres(lobules), "skin", keep=True),
        Shape("fat_lobule", "polygon", lobule_area(window, skin_mm)[None], "skin", keep=True),
        Shape("fat_wall", "line", _walls(window, skin_mm), AREA, keep=True),
        Shape("fat_nucleus", "line", _nuclei(window, skin_mm), AREA, keep=True),
    ]
    return tuple(shape for shape in kept if len(shape.points))


@lru_cache(maxsize=16)
def lobule_area(window: Window, skin_mm: float) -> np.ndarray:
    """Return all lobules as one line, (points, 2): out along bridges of no width, and back. [mm]"""
    lobules = _lobules(window, skin_mm)
    if not lobules:
        return np.zeros((0, 2))
    inside = (window.left, 0.0), (window.right, window.bottom)
    rings = [np.clip(np.concatenate([lobule, lobule[:1]]), *inside) for lobule in lobules]
    return np.concatenate([*rings, *(ring[:1] for ring in rings[-2::-1])])


def border_mm(x, skin_mm: float):
    """Return the depth at which dermis ends: lobules push up, septa pull down. [mm]"""
    return skin_mm + 0.045 * np.sin(2.3 * x + 0.6) + 0.02 * np.sin(5.1 * x)


def _upper_edge(window, skin_mm):
    bottom = window.bottom + 0.1
    x = np.arange(window.left - 0.1, window.right + 0.15, 0.1)
    top = np.column_stack([x, border_mm(x, skin_mm)])
    return np.concatenate([top, [[x[-1], bottom], [x[0], bottom]]])


@lru_cache(maxsize=16)
def _lobules(window, skin_mm):
    """Uneven bricks whose corners are rounded and whose sides bulge."""
    rng = np.random.default_rng(3)
    reach = max(10.0, -window.left + 2, window.right + 2)
    # One row more above the border closes the cells of the first row; it is not drawn itself.
    sites = _bricks(rng, reach, skin_mm + 0.4 - LOBULE_MM[1])
    cells = voronoi(sites, 2.6)
    thin = rng.uniform(*SEPTUM_MM, len(sites))
    lobules = []
    for site, cell, half in zip(sites, cells, thin, strict=True):
        shape = _softened(_bent(_shrunk(cell, site, half), skin_mm))
        closed = np.abs(cell - site).max() < 1.5  # cells at the rim of the lattice are open
        if closed and site[1] > skin_mm and _seen(shape, window):
            lobules.append(shape)
    return lobules


def _bricks(rng, reach_mm, top_mm):
    columns, rows = int(2 * reach_mm / LOBULE_MM[0]), 7
    row, column = np.mgrid[0:rows, 0:columns].reshape(2, -1)
    x = (column + 0.5 * (row % 2)) * LOBULE_MM[0] - reach_mm
    places = np.column_stack([x, top_mm + row * LOBULE_MM[1]])
    jitter = np.where(row > 1, 0.26, 0.1)[:, None]
    return places + rng.uniform(-1, 1, places.shape) * jitter * LOBULE_MM


def _bent(corners, skin_mm):
    """Split the sides, bend them, and push what lies near the dermis up against it."""
    fine = np.concatenate(
        [_split(a, b) for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)]
    )
    fine = fine + 0.04 * np.column_stack([np.sin(6.1 * fine[:, 1]), np.sin(5.3 * fine[:, 0] + 1)])
    roof = border_mm(fine[:, 0], skin_mm) + 0.03
    near = np.clip((fine[:, 1] - roof) / 0.35, 0, 1)
    return np.column_stack([fine[:, 0], roof + np.maximum(fine[:, 1] - roof, 0) * near])


def _split(start, end):
    parts = max(2, round(np.hypot(*(end - start)) / 0.13))
    return start + (end - start) * (np.arange(parts) / parts)[:, None]


def _softened(ring):
    """Round the corners: each point moves to the mean of its neighbourhood."""
    return 0.25 * np.roll(ring, 1, 0) + 0.5 * ring + 0.25 * np.roll(ring, -1, 0)


def _walls(window, skin_mm):
    """Walls of the cells, one line a row: a zigzag, and at each upper corner a wall up and back."""
    corners = _corners_of_cells(window, skin_mm)
    lines = []
    for row in range(1, len(corners)):
        own, above = corners[row], corners[row - 1]
        # Rows are shifted by half a cell: what points up here stands under what points down there.
        line = np.repeat(own, 3, axis=0)
        rising = slice(row % 2, None, 2)
        line[1::3][rising] = above[rising]
        flat = np.ones(len(line), bool)
        flat[1::3] = flat[2::3] = False
        flat[1::3][rising] = flat[2::3][rising] = True
        lines.append(line[flat])
    return tuple(lines)


@lru_cache(maxsize=16)
def _corners_of_cells(window, skin_mm):
    """Corners of a honeycomb, (rows, corners, 2), moved by chance and by a slow swell. [mm]"""
    rng = np.random.default_rng(4)
    size = CELL_MM * window.coarseness
    down = 0.87 * size
    rows = int((window.bottom - skin_mm + 0.3) / down) + 2
    columns = int((window.width + 0.8) / size * 2) + 2
    row, column = np.mgrid[0:rows, 0:columns]
    zigzag = np.where((row + column) % 2, 0.145, -0.145) * size
    first = np.floor((window.left - 0.4) / size) * size
    places = np.stack([first + column * size / 2, skin_mm - 0.15 + row * down + zigzag], axis=-1)
    x, z = np.moveaxis(places, -1, 0)
    swell = np.stack([np.sin(3.1 * z + 2.2 * x), np.sin(3.7 * x - 1.3 * z)], axis=-1)
    jitter = rng.uniform(-JITTER, JITTER, places.shape) * size
    return places + jitter + SWELL_MM * window.coarseness * swell


def _nuclei(window, skin_mm):
    """Nuclei pressed against a wall, in one cell of many."""
    corners = _corners_of_cells(window, skin_mm)
    start, end = corners[1::3, :-1], corners[1::3, 1:]
    runs = np.stack([0.68 * start + 0.32 * end, 0.32 * start + 0.68 * end], axis=-2)
    return runs.reshape(-1, 2, 2)[3::7]


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


def _seen(shape, window):
    low, high = shape.min(0), shape.max(0)
    return high[0] > window.left and low[0] < window.right and low[1] < window.bottom


def _septum_fibres(lobules):
    """A thread beside most lobules, following a side in the septum."""
    threads = []
    for number, lobule in enumerate(lobules):
        at = (np.array([0.0, 0.08, 0.16]) * len(lobule) + 5 * number).astype(int) % len(lobule)
        edge = lobule[at] + (lobule[at] - lobule.mean(0)) * 0.05
        threads.append([edge[0], 2 * edge[1] - (edge[0] + edge[2]) / 2, edge[2]])
    return np.array(threads).reshape(-1, 3, 2)
