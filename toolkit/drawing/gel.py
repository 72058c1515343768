"""Filler: the gel that lies under a scar, for as long as it is there, and no more than there is."""

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Shape, Window, rounded
from toolkit.drawing.tissue import Tissue

LEAST_MM = 0.01  #: a layer of gel thinner than this is not drawn
STEP_MM = 0.1  #: between two points of the edge
#: over so much the layer is levelled: under a steep wall it would stand upright, and gel is smooth
LEVELLED_MM = 0.7
SHINE = (0.18, 0.52)  #: where along the gel light falls on it
INTO_FAT_MM = 0.3  #: gel that the model puts deeper in the fat is drawn up here,
UNDER_MM = 0.14  #: but so far under the surface


def gel_shapes(tissue: Tissue, layers: Layers, window: Window):
    """Yield the gel, and a light along its upper side."""
    blobs = gel_areas(tissue, layers, window)
    if blobs:
        yield Shape("gel", "blob", tuple(rounded(blob) for blob in blobs), "dermis")
        yield Shape("gel_shine", "line", tuple(_shine(blob) for blob in blobs), "dermis")


def gel_areas(tissue: Tissue, layers: Layers, window: Window) -> list[np.ndarray]:
    """Return the outlines of the gel from left to right, each (points, 2). [mm]

    Each column is as thick as all the gel in it, so that the area drawn is the gel there is.
    """
    thick = tissue.filler.sum(axis=0) * tissue.dz_mm
    if not thick.max() > LEAST_MM:
        return []
    z = (np.arange(len(tissue.filler)) + 0.5) * tissue.dz_mm
    middle = (tissue.filler * z[:, None]).sum(axis=0) / np.maximum(thick / tissue.dz_mm, 1e-9)
    least = UNDER_MM - tissue.surface_mm + thick / 2
    middle = np.minimum(middle, np.maximum(layers.skin_mm + INTO_FAT_MM - thick / 2, least))
    middle = _levelled(middle, thick, tissue.dx_mm)
    coarse = STEP_MM * window.coarseness
    x = np.linspace(window.left, window.right, max(2, round(window.width / coarse) + 1))
    half = np.interp(x, tissue.x_mm, thick) / 2
    middle = np.interp(x, tissue.x_mm, middle)
    middle += tissue.sink_mm(np.column_stack([x, middle]))
    return [_outline(x[part], middle[part], half[part]) for part in _parts(half > LEAST_MM / 2)]


def _levelled(middle, thick, dx_mm):
    """The middle of the gel, each place weighted by how much gel lies there, (columns,)."""
    reach = max(1, round(LEVELLED_MM / 2 / dx_mm))
    window = np.hanning(2 * reach + 3)[1:-1]
    weight = np.convolve(np.pad(thick, reach), window, mode="valid")
    return np.convolve(np.pad(thick * middle, reach), window, mode="valid") / np.maximum(
        weight, 1e-9
    )


def _parts(there):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], there.astype(int), [0]]))).reshape(-1, 2)
    return [slice(start, stop) for start, stop in edges.tolist() if stop - start > 3]


def _outline(x, middle, half):
    roof, floor = np.column_stack([x, middle - half]), np.column_stack([x, middle + half])
    return np.concatenate([roof, floor[::-1]])


def _shine(blob):
    """A part of the upper side, moved a little inwards."""
    many = len(blob) // 2
    start, stop = (round(share * many) for share in SHINE)
    roof, floor = blob[:many], blob[::-1][:many]
    return (roof + 0.25 * (floor - roof))[start : max(stop, start + 2)]
