"""The numbers of a scene as SVG paths: small whole units, and steps rather than places."""

from functools import lru_cache

import numpy as np

from toolkit.drawing.paper import Frame
from toolkit.drawing.scene import Shape, Some

UNITS_PER_MM = 250  #: coordinates are written in steps of 0.004 mm


def path_data(shape: Shape, frame: Frame) -> str:
    """Return the numbers of a shape as the ``d`` of an SVG path, in units of its panel."""
    if isinstance(shape.points, Some):
        return _some(shape.kind, shape.points, frame)
    if isinstance(shape.points, tuple):
        return "".join(_path(shape.kind, _units(run[None], frame)) for run in shape.points)
    return _path(shape.kind, _units(shape.points, frame))


def _some(kind, some, frame):
    """Steps within a thing stay as they are; only where it starts has to be written anew."""
    starts, rests = _stock(kind, some.stock, frame)
    at = starts[some.which]
    at[:, 1] += some.down_mm * unit_scale(frame)[1]
    places = np.rint(at).astype(int).tolist()
    return "".join(
        [f"M{x} {z}{rests[i]}" for (x, z), i in zip(places, some.which.tolist(), strict=True)]
    )


_stocks: dict[tuple, tuple] = {}


def _stock(kind, stock, frame):
    """Return where each thing of a stock starts, in units, and the string of its steps."""
    key = (id(stock), frame.panel.window, unit_scale(frame))
    found = _stocks.get(key)
    if found is None:
        units = _units(stock, frame)
        rests = ["q" + _path(kind, thing[None]).split("q", 1)[1] for thing in units]
        # The stock is kept beside its strings so that its id stays its own.
        found = keep(_stocks, key, (units.astype(float), rests, stock), 300)
    return found[0][:, 0], found[1]


def keep(kept, key, value, most):
    """Keep a value and return it; another thread may empty the store at any moment."""
    if len(kept) > most:
        kept.clear()
    kept[key] = value
    return value


def unit_scale(frame: Frame) -> tuple[float, float]:
    """Return units per panel unit, across and down."""
    if frame.panel.aspect is None:
        return UNITS_PER_MM, UNITS_PER_MM * frame.panel.stretch
    return frame.x_scale * 10, frame.z_scale * 10


def _units(points, frame):
    window = frame.panel.window
    return np.rint((points - (window.left, window.top)) * unit_scale(frame)).astype(int)


def _path(kind, points):
    """Write many alike paths with one template: a start, then steps."""
    if not len(points):
        return ""
    n, length = points.shape[:2]
    steps = points.copy()
    steps[:, 1:] -= points[:, :-1]
    if kind == "blob":
        steps[:, 2::2] += steps[:, 1:-1:2]
    elif kind in ("curve", "ribbon"):
        steps = _smooth_steps(kind, points, steps)
    return _template(kind, length) * n % tuple(steps.ravel().tolist())


def _smooth_steps(kind, points, steps):
    """A control point's successor is counted from where the wave began, as SVG's q does."""
    steps[:, 2] = points[:, 2] - points[:, 0]
    if kind == "ribbon":
        turn = (points.shape[1] - 3) // 2 + 2
        steps[:, turn + 1] = points[:, turn + 1] - points[:, turn - 1]
    return steps


@lru_cache(maxsize=64)
def _template(kind, length):
    pair = "%d %d"
    if kind == "dots":
        return f"M{pair}h0"
    if kind in ("polygon", "line"):
        steps = " ".join([pair] * (length - 1))
        return f"M{pair}l{steps}" + ("z" if kind == "polygon" else "")
    if kind == "blob":
        return f"M{pair}q" + " ".join([pair] * (length - 1)) + "z"
    if kind == "curve":
        return f"M{pair}q{pair} {pair}" + f"t{pair}" * (length - 3)
    waves = (length - 3) // 2
    side = f"q{pair} {pair}" + f"t{pair}" * (waves - 1)
    return f"M{pair}{side}{side}z"
