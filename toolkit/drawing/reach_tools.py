"""One product or device in its lane of the reach picture, at true depth and width."""

import numpy as np

from toolkit.drawing.scene import Shape
from toolkit.drawing.stage import arrow, ellipse
from toolkit.drawing.stick import stick_shapes

FILM_MM = 0.035
SPREAD_MM = 0.42  #: half of the width at which something is drawn that is spread all over
TOP_MM = -0.42
HOLE = 0.7  #: of the width of a column
ZONE_MM = 0.3
WALL_MM = 0.16
LEAST_GAP_MM = 0.2


def tool_shapes(reach, x: float, floor_mm: float, profile: np.ndarray | None):
    """Yield the shapes of one tool around the middle of its lane.

    Parameters
    ----------
    reach
        What it is, how deep and how wide.
    x
        Middle of the lane. [mm]
    floor_mm
        How deep the scar is. [mm]
    profile
        Outline of the scar around 0, (points, 2), drawn dotted behind devices; None to leave out.
    """
    if not reach.fits:
        return
    if profile is not None and not reach.home:
        yield Shape("guide", "line", (profile + np.array([x, 0]))[None])
    yield from DRAWN[reach.kind](reach, x, floor_mm)


def gap_mm(reach, floor_mm: float) -> float:
    """Return how much is missing between the end of something and the floor of the scar. [mm]"""
    return max(0.0, floor_mm - reach.depth_mm) if reach.fits else 0.0


def gap_shapes(reach, x: float, floor_mm: float):
    """Yield the way from the end of something down to the floor, if it ends above it."""
    ends = _lowest_mm(reach)
    if gap_mm(reach, floor_mm) and floor_mm - ends > LEAST_GAP_MM:
        line, head = arrow((x, ends + 0.03), (x, floor_mm), 0.09)
        yield Shape("gap_halo", "line", line[None])
        yield Shape("gap", "line", line[None])
        yield Shape("gap_head", "polygon", head[None])


def _lowest_mm(reach):
    """How deep it is drawn: a needle that lies in its plane reaches below that."""
    return reach.depth_mm + (reach.width_mm / 2 if reach.kind == "needle" else 0.0)


def _film(reach, x, floor_mm):
    yield Shape("film", "polygon", _box(x, SPREAD_MM, -FILM_MM, 0.0))
    yield Shape("reach_bar", "polygon", _box(x, SPREAD_MM, 0.0, reach.depth_mm))


def _spike(reach, x, floor_mm):
    half, depth = reach.width_mm / 2, reach.depth_mm
    spike = [[x - half, TOP_MM], [x + half, TOP_MM], [x, depth]]
    yield Shape("steel", "polygon", np.array([spike]))


def _column(reach, x, floor_mm):
    half, depth = reach.width_mm / 2, reach.depth_mm
    yield Shape("cuff", "polygon", _well(x, half, 0.0, depth))
    yield Shape("well", "polygon", _well(x, HOLE * half, -0.02, depth - (1 - HOLE) * half))
    yield from _beam(x, -0.03)


def _closed(reach, x, floor_mm):
    yield Shape("heated", "polygon", _box(x, reach.width_mm / 2, 0.09, reach.depth_mm))
    yield from _beam(x, -0.03)


def _pin(reach, x, floor_mm):
    half, tip = reach.width_mm / 2, reach.depth_mm
    hot = tip - ZONE_MM
    for size in (1.0, 0.7):
        zone = ellipse(x, tip - ZONE_MM / 2, 0.72 * size, ZONE_MM * size)
        yield Shape("glow", "blob", zone[None])
    yield Shape("steel_dark", "polygon", _box(x, half, TOP_MM, hot))
    point = [
        [x - half, hot],
        [x + half, hot],
        [x + half, tip - 0.12],
        [x, tip],
        [x - half, tip - 0.12],
    ]
    yield Shape("hot_tip", "polygon", np.array([point]))


def _acid(reach, x, floor_mm):
    for size in (1.0, 0.66):
        around = (reach.depth_mm - floor_mm) * size
        zone = ellipse(x, floor_mm, 2 * around, 2 * around)
        yield Shape("reach_frost", "blob", zone[None])
    yield from stick_shapes(x, floor_mm, reach.width_mm, TOP_MM)


def _needle(reach, x, floor_mm):
    """End on: a ring, since it runs along the plane."""
    yield Shape("steel", "blob", ellipse(x, reach.depth_mm, reach.width_mm, reach.width_mm)[None])
    bore = 0.66 * reach.width_mm
    yield Shape("well", "blob", ellipse(x, reach.depth_mm, bore, bore)[None])


def _punch(reach, x, floor_mm):
    half, depth = reach.width_mm / 2, reach.depth_mm
    walls = [
        [
            [x + s * half, TOP_MM],
            [x + s * (half + WALL_MM), TOP_MM],
            [x + s * (half + WALL_MM), depth - 0.3],
            [x + s * half, depth],
        ]
        for s in (-1, 1)
    ]
    yield Shape("steel", "polygon", np.array(walls))


DRAWN = {
    "film": _film,
    "spike": _spike,
    "column": _column,
    "closed": _closed,
    "pin": _pin,
    "acid": _acid,
    "needle": _needle,
    "punch": _punch,
}


def _beam(x, end):
    line, head = arrow((x, TOP_MM), (x, end), 0.1)
    yield Shape("beam", "line", line[None])
    yield Shape("beam_head", "polygon", head[None])


def _box(x, half, top, bottom):
    return np.array([[[x - half, top], [x + half, top], [x + half, bottom], [x - half, bottom]]])


def _well(x, half, top, bottom):
    turn = bottom - min(half, 0.1)
    return np.array(
        [
            [
                [x - half, top],
                [x + half, top],
                [x + 0.9 * half, turn],
                [x, bottom],
                [x - 0.9 * half, turn],
            ]
        ]
    )
