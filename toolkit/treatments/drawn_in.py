r"""What becomes of a slice when a cylinder is cut out and the edges are drawn in towards its axis.

before   ....|xxxxxxxx|....        what stood at the edge of the cut stands at the edge of the
              \      /             hole; from there the skin is stretched up to where it keeps
after    ......|    |......        still, and all that is in it comes along
"""

import numpy as np

from toolkit.grid import Grid
from toolkit.section import FIELDS, Section
from toolkit.treatments.punch import Cut

#: What is an amount, of gel or of pull: where skin is stretched it thins out and none is made.
AMOUNTS = ("filler", "tether_mm")


def drawn_in(section: Section, cut: Cut, hole: Cut, **left: float) -> Section:
    """Return the skin with its edges drawn in from the cut to the hole.

    All that lay in the cut is gone, down to the depth of the cut. The hole holds what is named in
    `left`, and nothing of any other field.
    """
    grid, fields = section.grid, {}
    came_from = _came_from(grid, cut, hole)
    reached = np.clip(0.5 - (grid.z_mm - cut.depth_mm) / grid.dz_mm, 0, 1)[:, None]
    inside = {"cell": hole.inside(grid) * reached, "column": hole.inside(grid)[0]}
    for name, kind in FIELDS.items():
        before = getattr(section, name)
        if name in AMOUNTS:
            after = _carried(before, grid, cut, came_from)
        elif name == "filler_fading_per_day":
            after = _fading(section, cut, came_from)
        else:
            after = _moved(before, grid, came_from)
            after = after + inside[kind] * (left.get(name, 0.0) - after)
        after = before + reached * (after - before) if kind == "cell" else after
        fields[name] = after.astype(before.dtype)
    return section.with_fields(**fields)


def _came_from(grid, cut, hole):
    """Return the map: where what now stands at some place stood before. [mm]"""
    far = cut.still_mm + grid.span_mm
    now, before = [hole.radius_mm, cut.still_mm, far], [cut.radius_mm, cut.still_mm, far]

    def before_mm(x_mm):
        away = x_mm - cut.centre_mm
        return cut.centre_mm + np.sign(away) * np.interp(np.abs(away), now, before)

    return before_mm


def _moved(field, grid, came_from):
    """Return a field, (..., columns), of which each place takes the value that stood there."""
    place = np.clip((came_from(grid.x_mm) - grid.x_mm[0]) / grid.dx_mm, 0, grid.columns - 1)
    before = np.minimum(place.astype(int), grid.columns - 2)
    first = field[..., before]
    return first + (place - before) * (field[..., before + 1] - first)


def _carried(field, grid, cut, came_from):
    """Return an amount a column, (..., columns), that is neither made nor lost beside the cut."""
    edges = grid.x_mm[0] + (np.arange(grid.columns + 1) - 0.5) * grid.dx_mm
    cut_edges = cut.centre_mm + np.array([-1, 1]) * cut.radius_mm
    knots = np.union1d(edges, np.clip(cut_edges, edges[0], edges[-1]))
    middle = (knots[1:] + knots[:-1]) / 2
    column = np.clip(((middle - edges[0]) / grid.dx_mm).astype(int), 0, grid.columns - 1)
    kept = np.diff(_skin(knots, grid)) * (np.abs(middle - cut.centre_mm) > cut.radius_mm)
    summed = np.zeros((*field.shape[:-1], len(knots)))
    np.cumsum(field[..., column] * kept, axis=-1, out=summed[..., 1:])
    before = _skin(came_from(edges), grid)
    ends = np.apply_along_axis(lambda row: np.interp(before, _skin(knots, grid), row), -1, summed)
    return np.diff(ends, axis=-1) / grid.column_size


def _skin(x_mm: np.ndarray, grid: Grid) -> np.ndarray:
    """Return how much skin lies from the middle or the axis up to some place: [mm] or [mm2]."""
    return np.pi * np.maximum(x_mm, 0) ** 2 if grid.is_round else x_mm


def _fading(section, cut, came_from):
    """Return the rate at which each column's gel fades, the mean of the gel that came there."""
    gel = section.filler.sum(axis=-2)
    both = np.stack([gel * section.filler_fading_per_day, gel])
    fading, gel = _carried(both, section.grid, cut, came_from)
    return np.divide(fading, gel, out=np.zeros_like(gel), where=gel > 0)
