"""The stage on which a treatment acts: where the skin lies in the picture, and what is played."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.drawing.outline import Outline
from toolkit.drawing.scene import Label, Shape, Window, rounded
from toolkit.drawing.tissue import Tissue
from toolkit.section import Section
from toolkit.surface import in_tissue_mm

STAGE = "stage"  #: the area that clips what may reach above the skin, but not beside it
AIR_MM = 0.95  #: room for tools above the healthy level


@dataclass(frozen=True, eq=False)
class Stage:
    """The skin before a treatment, and the window in which it is seen."""

    section: Section
    window: Window

    @cached_property
    def tissue(self) -> Tissue:
        """The skin as the picture sees it."""
        return Tissue.of(self.section)

    @cached_property
    def outline(self) -> Outline:
        """The surface, with its normals."""
        return Outline.of(self.tissue, self.window.left, self.window.right, self.window.coarseness)

    def surface(self, x) -> np.ndarray:
        """Return the depth of the surface at some places. [mm]"""
        return -self.tissue.height(x)

    def under_tissue(self, x: float, deep_mm: float) -> float:
        """Return where so much tissue has been crossed straight down from the surface. [mm]"""
        column = int(np.clip(np.searchsorted(self.tissue.x_mm, x), 0, self._crossed.shape[1] - 1))
        z = float(np.interp(deep_mm, self._crossed[:, column], self.section.grid.z_mm))
        return z + float(self.tissue.sink_mm(np.array([x, z])))

    @cached_property
    def deepest(self) -> tuple[float, float]:
        """The deepest point of the surface that the window shows. [mm]"""
        x = np.linspace(self.window.left, self.window.right, 401)
        z = self.surface(x)
        low = x[z >= z.max() - 0.005]
        middle = float(low[np.abs(low - np.median(low)).argmin()])
        return middle, float(self.surface(middle))

    @cached_property
    def _crossed(self):
        above = in_tissue_mm(self.section)
        if self.section.grid.is_round:
            above = np.concatenate([above[:, ::-1], above], axis=1)
        return above

    def across(self, field: np.ndarray) -> np.ndarray:
        """Return a field of the section from the left edge to the right one."""
        if not self.section.grid.is_round:
            return field
        return np.concatenate([field[..., ::-1], field], axis=-1)


@dataclass(frozen=True, eq=False)
class Act:
    """What a treatment looks like at the moment it acts."""

    skin: Section  #: what lies under it
    facts: tuple[str, ...]
    before: Section | None = None  #: whose profile is drawn dashed
    shapes: tuple[Shape, ...] = ()  #: painted over the skin
    labels: tuple[Label, ...] = ()  #: the more important ones first
    air_mm: float = AIR_MM
    done: bool = True  #: False where the treatment cannot be used; the first fact says why
    wound: tuple[Shape, ...] = ()  #: the part of the shapes that is left once the tool is gone


def placed(spacing_mm: float, window: Window, margin_mm: float = 0.0) -> np.ndarray:
    """Return places at one spacing through a window, one of them at 0; at least one. [mm]"""
    first = np.ceil((window.left + margin_mm) / spacing_mm)
    last = np.floor((window.right - margin_mm) / spacing_mm)
    if last < first:
        return np.array([(window.left + window.right) / 2])
    return np.arange(first, last + 1) * spacing_mm


def middle_of(places, x: float = 0.0) -> int:
    """Return which of some places lies nearest to another one."""
    return int(np.abs(np.asarray(places) - x).argmin())


def ellipse(x: float, z: float, wide_mm: float, high_mm: float) -> np.ndarray:
    """Return a blob with its middle at a place. [mm]"""
    angle = (np.arange(6) + 0.5) * np.pi / 3
    # Arcs touch the polygon in the middles of its sides: there it is as wide and high as asked.
    size = np.array([wide_mm, high_mm]) / 2 / np.cos(np.pi / 6)
    return rounded(np.array([x, z]) + np.column_stack([np.cos(angle), np.sin(angle)]) * size)


def arrow(start: tuple[float, float], end: tuple[float, float], head_mm: float = 0.075):
    """Return the line and the head of an arrow, each (points, 2). [mm]"""
    start, end = np.array(start), np.array(end)
    along = (end - start) / np.hypot(*(end - start))
    across = np.array([-along[1], along[0]])
    back = end - along * head_mm
    head = np.array([end, back + across * head_mm * 0.48, back - across * head_mm * 0.48])
    return np.array([start, back]), head


def runs(there: np.ndarray) -> list[slice]:
    """Return the stretches of at least two places in which something is there."""
    padded = np.concatenate([[False], there, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1]).reshape(-1, 2)
    return [slice(start, stop) for start, stop in edges.tolist() if stop - start > 1]


def undone(stage: Stage, why: str) -> Act:
    """Return the skin as it was, and the reason in words."""
    return Act(stage.section, (why,), air_mm=0.25, done=False)
