r"""How much of the sky a place on a relief sees, and the light that walls throw on each other.

\   sky   /        a place sees the sky down to its horizon on every side;
 \_     _/         what the walls hide is made up in part by light that they throw back
   \_x_/
"""

import numpy as np

DIRECTIONS = 16  #: sides on which the horizon is looked for
NEAR, GROWING = 12, 1.1  #: the horizon is looked for at each of the first cells, then ever rarer
FAR = 7  #: walls farther off than this, in depths of the relief, hide no sky worth counting


def sky_seen(height_mm: np.ndarray, *, dx_mm: float, directions: int = DIRECTIONS) -> np.ndarray:
    r"""Return the light of an even sky on each place of a map, beside that on flat skin, 0-1.

    Parameters
    ----------
    height_mm
        Height over healthy skin, (rows, columns); beyond its edges the skin goes on as it ends.
    dx_mm
        Side of one square cell. [mm]
    directions
        On how many sides the horizon is looked for.

    Notes
    -----
    With *e* the height of the horizon on a side and *s* the slope up to that side,

    .. math:: \frac{1}{2\pi\sqrt{1+|\nabla h|^2}} \oint \cos^2 e - s\,(\pi/2 - e - \sin e\cos e)

    From the floor of a round pit that is :math:`r^2/(r^2+d^2)`, and in any part of a ball it is
    the same everywhere: 1 less the depth over the diameter of the ball. What this leaves out: a
    sky that is brighter on one side.

    Examples
    --------
    >>> x = 0.05 * (np.arange(81) - 40)
    >>> pit = np.where(np.hypot(x, x[:, None]) < 1, -1.0, 0.0)
    >>> round(float(sky_seen(pit, dx_mm=0.05)[40, 40]), 1)
    0.5
    """
    height = np.asarray(height_mm)
    downhill, across = np.gradient(height, dx_mm)
    reach = min(int(FAR * np.ptp(height) / dx_mm) + 1, max(height.shape))
    padded = np.pad(height, reach + 1, mode="edge")
    seen = np.zeros_like(height)
    for angle in 2 * np.pi * (np.arange(directions) + 0.5) / directions:
        way = np.cos(angle), np.sin(angle)
        slope = across * way[0] + downhill * way[1]
        rise = _horizon(height, padded, way, reach) / dx_mm
        level = 1 / (1 + rise**2)  # the square of the cosine of the horizon's height
        seen += level - slope * (np.pi / 2 - np.arctan(rise) - rise * level)
    return np.clip(seen / directions / np.sqrt(1 + across**2 + downhill**2), 0, 1)


def thrown_back(sky: np.ndarray, albedo: float) -> np.ndarray:
    """Return how much light walls throw on a place, beside the mean light on the walls around.

    A place that sees a share of the sky sees walls in the rest of its view. If all of them were
    lit alike, each bounce would bring back the albedo times that rest of the one before: 1, then
    its square, and so on. In a hollow that is part of a ball this is exact.
    """
    back = albedo * (1 - sky)
    return back / (1 - back)


def _horizon(height, padded, way, reach):
    """Return how steeply the horizon rises on one side, in heights a cell; at least level."""
    rows, columns = height.shape
    highest = np.zeros_like(height)
    for down, right in _steps(way, reach):
        there = padded[
            reach + 1 + down : reach + 1 + down + rows,
            reach + 1 + right : reach + 1 + right + columns,
        ]
        np.maximum(highest, (there - height) / np.hypot(down, right), out=highest)
    return highest


def _steps(way, reach):
    """Return the places to look at on one side: cells down and to the right, each one once."""
    far = [*range(1, NEAR)]
    while not far or far[-1] < reach:
        far.append(max(far[-1] * GROWING, far[-1] + 1) if far else 1)
    steps = {(round(away * way[1]), round(away * way[0])): None for away in far if away <= reach}
    return [step for step in steps if step != (0, 0)]
