"""A picture in 192 colours: so many that nobody sees the steps, so few that it stays small."""

import numpy as np

STEPS, HUES = 32, 6  #: of brightness and of hue; their product is the number of colours
BRIGHT = np.array([0.30, 0.59, 0.11], np.float32)
DITHER = 0.4  #: how much of a step the dithering spans; more looks smoother and takes more room
_QUARTER = np.array([[0, 2], [3, 1]])


def few_colours(screen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which colour each pixel takes, (rows, columns), and the colours, (192, 3).

    Parameters
    ----------
    screen
        (3, rows, columns) from 0 to 255.

    Notes
    -----
    Brightness is dithered in a fixed pattern, so that soft shadows have no steps.
    """
    red, green, blue = screen
    bright = BRIGHT[0] * red + BRIGHT[1] * green + BRIGHT[2] * blue
    low, high = float(bright.min()), float(bright.max())
    step = (bright - low) * ((STEPS - 1) / max(high - low, 1e-3))
    step = (step + 0.5 + DITHER * (_pattern(bright.shape) - 0.5)).astype(np.uint8)
    hue = (red - green) / (bright + 8)
    edges = np.linspace(*np.percentile(hue[::5, ::5], (0.3, 99.7)), HUES + 1)[1:-1]
    index = step * np.uint8(HUES)
    hue = hue + (_pattern(hue.shape[::-1]).T - 0.5) * float(edges[1] - edges[0]) * 0.4
    for edge in edges.astype(np.float32):
        index += hue > edge
    flat, colours = index.ravel(), STEPS * HUES
    count = np.bincount(flat, minlength=colours)
    table = [np.bincount(flat, one.ravel(), minlength=colours) for one in screen]
    table = np.stack(table, axis=1) / np.maximum(count, 1)[:, None]
    return index, np.rint(np.clip(table, 0, 255)).astype(np.uint8)


def _pattern(shape):
    """Return the thresholds of ordered dithering, from 0 to 1."""
    tile = _QUARTER
    for _ in range(2):
        tile = np.block([[4 * tile + _QUARTER[i, j] for j in (0, 1)] for i in (0, 1)])
    repeats = [-(-side // len(tile)) for side in shape]
    tile = (np.tile(tile, repeats) + 0.5) / tile.size
    return tile[: shape[0], : shape[1]].astype(np.float32)
