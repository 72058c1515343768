"""Which lesion leaves which scar: a small map, each region with its name and its profile."""

from dataclasses import dataclass

import numpy as np

from toolkit.drawing.paper import SECOND_PX, WIDTH_PX, words_px
from toolkit.drawing.scene import Label, Panel, Scene, Shape, Ticks, Window
from toolkit.drawing.words import NAMES, mm
from toolkit.lesion_map import LesionMap

ASPECTS = {"page": 0.58, "phone": 0.95}
SIDES_PX = {"page": 52.0, "phone": 42.0}  #: of the paper, beside the map
MOST_TICKS = {"page": 8, "phone": 5}
NAMED_FROM = 3  #: smaller regions are named only if there is no larger one of their kind
BESIDE_PX = {"page": 150.0, "phone": 0.0}  #: room for words under a name that stands beside
ROOMY_PX = 46.0  #: a region that is less high has no room for its profile over its name
TRAITS = {
    "depth_mm": ("depth of the middle of the lesion, mm", "Depth of its middle, mm"),
    "radius_mm": ("radius of the lesion, mm", "Radius, mm"),
    "height_mm": ("height of the lesion, mm", "Height, mm"),
    "narrowing": ("shape, from a ball (0) to a funnel (1)", "From ball (0) to funnel (1)"),
    "intensity": ("how dense the inflammation is, 0 to 1", "Density, 0 to 1"),
    "days": ("days that it stays inflamed", "Days inflamed"),
    "picking": ("picking and squeezing, 0 to 1", "Picking, 0 to 1"),
    "sun": ("sun on the skin, 0 to 1", "Sun, 0 to 1"),
    "delay_weeks": ("weeks until it is treated", "Weeks until treated"),
}
#: half profiles from the middle of the mouth (0) to its rim (1): how much of the depth is there
PROFILES = {
    "none": ((0.0, 0.0), (1.0, 0.0)),
    "pore": ((0.0, 1.0), (0.25, 0.7), (1.0, 0.0)),
    "ice_pick": ((0.0, 1.0), (0.12, 0.93), (0.9, 0.08), (1.0, 0.0)),
    "boxcar": ((0.0, 1.0), (0.72, 0.97), (0.95, 0.06), (1.0, 0.0)),
    "rolling": tuple((s, 0.5 + 0.5 * np.cos(np.pi * s)) for s in np.linspace(0, 1, 9)),
}
BESIDE = 0.3  #: healthy skin at each side of a profile, of its width


def lesion_map_scene(lesion_map: LesionMap, *, form: str = "page", title: str = "") -> Scene:
    """Return which scar each lesion leaves as a map with names and small profiles.

    Parameters
    ----------
    lesion_map
        From `toolkit.lesion_map`.
    form
        ``"page"`` or ``"phone"``.
    title
        Words above the map.

    Raises
    ------
    ValueError
        If the map has less than two lesions each way, or the form is unknown.

    Notes
    -----
    Each cell is one lesion. All profiles have one true scale; width and depth are those of the
    deepest scar of the region, the walls are those of the type. What this leaves out: how sure the
    name of a scar is at a border.

    Examples
    --------
    >>> from toolkit import Lesion, lesion_map
    >>> scars = lesion_map(Lesion(intensity=0.9), radius_mm=(0.4, 0.8, 1.6), days=(2, 10, 21))
    >>> lesion_map_scene(scars).facts[0]
    'Map of the scars that 9 lesions leave: radius, mm, from 0.4 to 1.6; days inflamed, 2 to 21.'
    """
    rows, columns = lesion_map.names.shape
    if min(rows, columns) < 2:
        raise ValueError(f"lesion_map holds {rows} by {columns} lesions; it must hold 2 each way")
    if form not in ASPECTS:
        raise ValueError(f"form is {form!r}; it must be one of {tuple(ASPECTS)}")
    window = Window(0.0, float(columns), 0.0, float(rows))
    regions = [_placed(region, lesion_map, form) for region in regions_of(lesion_map.names)]
    named = _named(regions)
    scale = _scale(named)
    panel = Panel(
        window,
        (*_areas(lesion_map.names), *_profiles(named, scale)),
        head=_upper(TRAITS[lesion_map.down][0]),
        labels=tuple(_label(region, scale) for region in named),
        left_ticks=_ticks(lesion_map.down_values, MOST_TICKS[form], ""),
        bottom_ticks=_ticks(
            lesion_map.across_values, MOST_TICKS[form], TRAITS[lesion_map.across][0]
        ),
        aspect=ASPECTS[form],
    )
    second = "Each profile is the deepest scar of its region; all have one true scale."
    return Scene((panel,), title, second, form, _facts(lesion_map, named))


def regions_of(names: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the cells of each connected region of one name, (rows, columns) of bool each."""
    left, regions = np.ones(names.shape, bool), []
    while left.any():
        region = np.zeros(names.shape, bool)
        region.flat[int(left.argmax())] = True
        alike = names == names[region][0]
        while True:
            grown = _wider(region) & alike
            if (grown == region).all():
                break
            region = grown
        regions.append(region)
        left &= ~region
    return tuple(regions)


@dataclass(frozen=True, eq=False)
class _Region:
    """A region, the middle of its roomiest place, and the deepest scar of it."""

    name: str
    cells: int
    at: tuple[float, float]  #: (column, row), in cells
    room_px: tuple[float, float]
    cell_px: tuple[float, float]
    beside_px: float  #: room for words under its name beside the map
    depth_mm: float
    width_mm: float

    @property
    def words(self) -> str:
        words = NAMES[self.name]
        return _upper(words if self.name == "none" else words.removesuffix(" scar"))

    @property
    def is_roomy(self) -> bool:
        """Whether the name and the profile fit into the region; else a leader runs to it."""
        return self.room_px[0] >= words_px(self.words) and self.room_px[1] >= ROOMY_PX

    @property
    def second(self) -> str:
        """How deep its scars are, in as many words as there is room for."""
        deep = mm(self.depth_mm)
        said = [] if self.name == "none" else [f"up to {deep} deep", f"to {deep}"]
        room = self.room_px[0] - 4 if self.is_roomy else self.beside_px
        return next((words for words in said if words_px(words, SECOND_PX) <= room), "")


def _wider(region):
    """A region and the cells that touch it."""
    padded = np.pad(region, 1)
    near = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    return region | near


def _placed(region, found, form):
    """Return the region with the largest rectangle in it as its place."""
    rows, columns = region.shape
    across = (WIDTH_PX[form] - SIDES_PX[form]) / columns
    down = (WIDTH_PX[form] - SIDES_PX[form]) * ASPECTS[form] / rows
    top, bottom, left, right = _largest(region, across, down)
    row, column = np.unravel_index(np.where(region, found.depth_mm, -1).argmax(), region.shape)
    return _Region(
        name=str(found.names[row, column]),
        cells=int(region.sum()),
        at=((left + right) / 2, (top + bottom) / 2),
        room_px=((right - left) * across, (bottom - top) * down),
        cell_px=(across, down),
        beside_px=BESIDE_PX[form],
        depth_mm=float(found.depth_mm[row, column]),
        width_mm=float(found.width_mm[row, column]),
    )


def _largest(region, across, down):
    """The rectangle in a region in which words fit best: top, bottom, left, right."""
    best, found = -1.0, (0, 1, 0, 1)
    rows, columns = region.shape
    for top in range(rows):
        open_columns = np.ones(columns, bool)
        for bottom in range(top + 1, rows + 1):
            open_columns &= region[bottom - 1]
            for left, right in _runs(open_columns):
                wide, high = (right - left) * across, (bottom - top) * down
                size = min(wide, 150.0) * min(high, 90.0) + 0.01 * wide * high
                if size > best:
                    best, found = size, (top, bottom, left, right)
    return found


def _runs(there):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], there.astype(int), [0]])))
    return edges.reshape(-1, 2).tolist()


def _named(regions):
    """All but crumbs: a small region is named only if there is no larger one of its kind."""
    largest = {}
    for region in regions:
        largest[region.name] = max(largest.get(region.name, 0), region.cells)
    return [r for r in regions if r.cells >= NAMED_FROM or r.cells == largest[r.name]]


def _scale(regions):
    """Pixels per mm at which every profile fits into its region. [px/mm]"""
    roomy = [region for region in regions if region.is_roomy]
    wide = [r.room_px[0] * 0.9 / (r.width_mm * (1 + 2 * BESIDE) + 0.01) for r in roomy]
    high = [(r.room_px[1] - 40) / (r.depth_mm + 0.05) for r in roomy]
    return float(min([*wide, *high, 34.0]))


def _profiles(regions, scale):
    lines = tuple(_profile(region, scale) for region in regions if region.is_roomy)
    if lines:
        yield Shape("profile", "line", lines)


def _profile(region, scale):
    """The line of one profile, (points, 2), in cells: over the middle of its region."""
    half = np.array(PROFILES[region.name]) * (region.width_mm / 2, region.depth_mm)
    half = np.concatenate([half, [[half[-1, 0] + BESIDE * max(region.width_mm, 0.4), 0.0]]])
    line = np.concatenate([half[::-1] * (-1, 1), half[half[:, 0] > 0]])
    top = np.array([region.at[0], region.at[1] - _up_px(region, scale) / region.cell_px[1]])
    return top + line * scale / region.cell_px


def _up_px(region, scale):
    """How far over the middle of its region a profile begins: words and profile are centred."""
    lines = 34.0 if region.second else 19.0
    return (scale * region.depth_mm + lines) / 2


def _label(region, scale):
    if not region.is_roomy:
        return Label(region.words, region.at, "above", region.second)
    down = scale * region.depth_mm - _up_px(region, scale) + 3
    at = region.at[0], region.at[1] + down / region.cell_px[1]
    return Label(region.words, at, "on", region.second)


def _areas(names):
    """A polygon for each run of cells alike in a row, and a line between unlike cells."""
    found = {}
    for row, cells in enumerate(names):
        for name in np.unique(cells):
            for left, right in _runs(cells == name):
                # Rows overlap a little, so that no seam is seen between them.
                low, high = row, min(row + 1.02, len(names))
                corners = [[left, low], [right, low], [right, high], [left, high]]
                found.setdefault(str(name), []).append(corners)
    for name, corners in found.items():
        yield Shape(f"map_{name}", "polygon", np.array(corners, float))
    edges = _edges(names)
    if len(edges):
        yield Shape("map_edge", "line", edges)


def _edges(names):
    row, column = np.nonzero(names[:, 1:] != names[:, :-1])
    upright = np.stack([np.stack([column + 1, row + i], -1) for i in (0, 1)], axis=1)
    row, column = np.nonzero(names[1:] != names[:-1])
    level = np.stack([np.stack([column + i, row + 1], -1) for i in (0, 1)], axis=1)
    return np.concatenate([upright, level]).astype(float)


def _ticks(values, most, title):
    """A tick in the middle of a cell, at no more than some cells."""
    step = -(-len(values) // most)
    which = range(0, len(values), step)
    texts = tuple(f"{values[i]:.2g}" for i in which)
    return Ticks(tuple(i + 0.5 for i in which), texts, title)


def _upper(words):
    return words[0].upper() + words[1:]


def _facts(found, named):
    across, down = (TRAITS[trait][1] for trait in (found.across, found.down))
    sides = [values[[0, -1]] for values in (found.across_values, found.down_values)]
    (left, right), (top, bottom) = sides
    names, counts = np.unique(found.names, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    shares = [f"{NAMES[str(names[i])]} {counts[i]}" for i in order]
    return (
        f"Map of the scars that {found.names.size} lesions leave: {across[0].lower()}{across[1:]}, "
        f"from {left:g} to {right:g}; {down[0].lower()}{down[1:]}, {top:g} to {bottom:g}.",
        f"How many lesions leave which: {', '.join(shares)}.",
        f"The deepest is {mm(float(found.depth_mm.max()))} deep.",
    )
