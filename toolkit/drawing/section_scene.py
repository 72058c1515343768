"""One slice of skin as a scene: section, ruler, scale bar, names."""

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.names import layer_brackets, structure_labels
from toolkit.drawing.scene import Panel, Scene, Ticks, Window
from toolkit.drawing.slice import slice_shapes
from toolkit.drawing.tissue import Tissue, size_of
from toolkit.drawing.words import pore_places, section_facts
from toolkit.section import Section

LABELS = ("page", "phone", "none")
TOP_MM = -0.25  #: how far the picture reaches above the healthy level
PHONE_MM = 3.2  #: a phone shows this much; shrinking a wide picture would lose the fibres
LARGER = "True scale; fat cells, vessels and new fibres are drawn larger."


def section_scene(
    section: Section,
    *,
    before: Section | None = None,
    window_mm: tuple[float, float] | None = None,
    labels: str = "page",
    title: str = "",
    layers: bool = True,
) -> Scene:
    """Return one section at true scale, with a ruler, a scale bar and names.

    Parameters
    ----------
    section
        The skin now. A round section is mirrored at its axis.
    before
        The skin earlier: its profile is drawn dashed, its cut bands are drawn cut.
    window_mm
        Left and right edge of what is shown; chosen around the scar if left out. A live picture
        should keep one window, so that nothing moves but the skin. [mm]
    labels
        ``"page"`` (names of layers and structures), ``"phone"`` (at most three, larger words) or
        ``"none"``.
    title
        Words above the picture.
    layers
        Whether the layers are named at the right; only on a page.

    Raises
    ------
    ValueError
        If ``labels`` is unknown or the window lies outside the section.

    Notes
    -----
    Bundles of collagen have a fixed random rank and are drawn where the collagen left is above it.
    What this leaves out: cells, sweat glands, nerves; fat below the picture.

    Examples
    --------
    >>> from toolkit import ice_pick
    >>> from toolkit.drawing import sentence
    >>> scene = section_scene(ice_pick(width_mm=1.2, depth_mm=1.6), labels="phone")
    >>> "1.6 mm deep" in sentence(scene)
    True
    """
    if labels not in LABELS:
        raise ValueError(f"labels is {labels!r}; it must be one of {LABELS}")
    window = section_window(before or section, window_mm, labels)
    panel = section_panel(section, window, before=before, labels=labels, layers=layers)
    second = LARGER if title and labels == "page" else ""
    form = "phone" if labels == "phone" else "page"
    facts = section_facts(section, before, window.width)
    return Scene((panel,), title=title, second=second, form=form, facts=facts)


def section_panel(
    section: Section,
    window: Window,
    *,
    before: Section | None = None,
    labels: str = "page",
    layers: bool = True,
    ruler: bool = True,
    head: str = "",
    head_role: str = "ink",
) -> Panel:
    """Return one section as a panel, to stand alone or beside others."""
    tissue = Tissue.of(section)
    first = Tissue.of(before) if before is not None else None
    pores = pore_places(section)
    shapes, clips = slice_shapes(tissue, section.layers, window, before=first, pores=pores)
    return Panel(
        window,
        shapes,
        clips,
        head=head,
        head_role=head_role,
        labels=structure_labels(section, before, tissue, window, labels, pores),
        brackets=layer_brackets(section.layers, window) if layers and labels == "page" else (),
        left_ticks=ruler_ticks(window) if ruler else None,
        bar_mm=1.0 if window.width > 6 else 0.5,
    )


def ruler_ticks(window: Window) -> Ticks:
    """Return a ruler in whole millimetres, 0 at the healthy level, with a mark at each half."""
    halves = np.arange(0, 2 * window.bottom - 0.2) / 2
    whole = tuple(float(z) for z in halves if z == int(z))
    return Ticks(
        whole,
        tuple(f"{z:.0f}" for z in whole),
        "mm",
        tuple(float(z) for z in halves if z != int(z)),
    )


def section_window(section: Section, window_mm: tuple | None, labels: str) -> Window:
    """Return what to show of a section: as asked, or the scar with healthy skin around it."""
    half = section.grid.width_mm / 2
    if window_mm is None:
        reach = min(half, _reach_mm(section, labels))
        window_mm = (-reach, reach)
    left, right = window_mm
    if not -half - 1e-9 <= left < right <= half + 1e-9:
        raise ValueError(f"window_mm is {window_mm!r}; it must lie within -{half:g} to {half:g} mm")
    return Window(left, right, TOP_MM, _bottom_mm(section, section.layers, right - left))


def _reach_mm(section, labels):
    """Half the width of the picture: the mouth and healthy skin at both sides."""
    size = size_of(section)
    wide = size.width_mm if size.depth_mm > 0.02 else 6.0
    if labels == "pair":
        return float(np.clip(wide / 2 + 1.2, 1.8, 3.0))
    if labels == "phone":
        return float(np.clip(wide / 2 + 0.5, PHONE_MM / 2, 2.3)) if wide < 6 else PHONE_MM / 2
    return float(np.clip(wide / 2 + 1.5, 2.2, 4.0))


def _bottom_mm(section: Section, layers: Layers, width_mm: float) -> float:
    """How deep the picture goes: all of the skin, and some fat."""
    fat = 0.65 if width_mm < 4 else 0.8 if width_mm < 6 else 1.6
    return float(min(section.grid.depth_mm, round(layers.skin_mm + fat, 2)))
