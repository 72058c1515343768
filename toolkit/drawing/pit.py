"""What is seen above the cut edge: the skin behind the cutting plane."""

import numpy as np

from toolkit.drawing.outline import Outline, straightened
from toolkit.drawing.scene import Shape, Window
from toolkit.drawing.tissue import Tissue

TILT = 0.3  #: how much higher in the picture skin lies per millimetre behind the cut
FADE_MM = 0.3  #: over which the skin behind fades at the sides
BEHIND_MM = (0.7, 0.45, 0.28, 0.15, 0.06)


def behind_shapes(tissue: Tissue, outline: Outline, window: Window):
    """Yield the skin behind the cut: pits have a rear wall that darkens with depth."""
    around = [[window.left, window.top], [window.right, window.top]]
    area = np.concatenate([outline.drawn, around[::-1]])
    yield Shape("behind", "polygon", (area,))
    x = np.linspace(window.left, window.right, max(30, int(window.width * 14)))
    for behind in BEHIND_MM:
        # Healthy skin behind the cut needs no contour: only pits are stepped.
        z = np.maximum(-_height_behind(tissue, x, behind) - TILT * behind, 0.012)
        if z.max() < 0.1:
            continue
        line = straightened(np.column_stack([x, z]), 0.05)
        strip = np.concatenate([line, [[window.right, 3.4], [window.left, 3.4]]])
        yield Shape("behind_step", "polygon", (strip,), "open")
    yield from _shade(outline)
    fade = window.top + 0.17
    yield Shape(
        "fade_top", "polygon", (np.array([*around, [window.right, fade], [window.left, fade]]),)
    )
    yield from _fades_at_the_sides(outline, window)


def _fades_at_the_sides(outline, window):
    """The skin behind has no edge: left and right it fades as it does at the top."""
    line = outline.drawn
    for role, edge, inner in (
        ("fade_left", window.left, window.left + FADE_MM),
        ("fade_right", window.right, window.right - FADE_MM),
    ):
        low, high = sorted((edge, inner))
        x = np.union1d([low, high], line[(line[:, 0] > low) & (line[:, 0] < high), 0])
        along = np.column_stack([x, np.interp(x, *line.T)])
        yield Shape(
            role, "polygon", (np.concatenate([along, [[high, window.top], [low, window.top]]]),)
        )


def _shade(outline):
    """Light from the left: one wall of a steep pit lies darker."""
    sunk = outline.points[outline.points[:, 1] > 0.02]
    if len(sunk) > 4 and sunk[:, 1].max() > 0.25:
        yield Shape("behind_shade", "polygon", (sunk,))


def _height_behind(tissue, x, behind):
    """Surface some way behind the cut; what is round is round there, too."""
    height = tissue.height(x) * max(0.0, 1 - (behind / 2.2) ** 2)
    for left, right, axis in tissue.axes:
        here = (x >= left) & (x <= right)
        height[here] = tissue.height(axis + np.hypot(x[here] - axis, behind))
    return height
