"""One slice of skin as a scene: section, ruler, names."""

import numpy as np

from toolkit.drawing.scene import Panel, Scene, Shape, Ticks, Window
from toolkit.drawing.tissue import Tissue
from toolkit.section import Section

LABELS = ("page", "phone", "none")


def section_scene(
    section: Section,
    *,
    before: Section | None = None,
    window_mm: tuple[float, float] | None = None,
    labels: str = "page",
    title: str = "",
    layers: bool = True,
) -> Scene:
    """Return one section at true scale, with a ruler, a scale bar and names."""
    if labels not in LABELS:
        raise ValueError(f"labels is {labels!r}; it must be one of {LABELS}")
    tissue = Tissue.of(section)
    left, right = window_mm or ((-1.6, 1.6) if labels == "phone" else (-2.6, 2.6))
    window = Window(left, right, -0.25, 2.4)
    x = np.linspace(left, right, 200)
    skin = np.column_stack([x, -tissue.height(x)])
    ground = np.concatenate([skin, [[right, 2.4], [left, 2.4]]])
    shapes = (Shape("reticular_dermis", "polygon", (ground,)),
              Shape("corneum", "line", (skin,), size_mm=0.017))
    ruler = Ticks((0.0, 1.0, 2.0), ("0", "1", "2"), "mm", (0.5, 1.5))
    panel = Panel(window, shapes, left_ticks=ruler, bar_mm=0.5)
    form = "phone" if labels == "phone" else "page"
    return Scene((panel,), title=title, form=form, facts=("A vertical section through skin.",))
