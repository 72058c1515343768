"""One slice of skin as a scene: section, ruler, scale bar, names."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from toolkit.drawing.framing import (
    LARGER,
    TOP_MM,
    checked_stretch,
    is_wide_mix,
    mix_windows,
    ruler_ticks,
    scale_words,
    section_window,
)
from toolkit.drawing.names import layer_brackets, scar_spans, structure_labels
from toolkit.drawing.parts import SHOWN, checked_parts, is_named
from toolkit.drawing.scene import Panel, Scene, Shape, Window
from toolkit.drawing.slice import slice_shapes
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.words import pore_places, section_facts
from toolkit.section import Section

__all__ = ["LARGER", "TOP_MM", "ruler_ticks", "section_panel", "section_scene", "section_window"]
LABELS = ("page", "phone", "none")


def section_scene(
    section: Section,
    *,
    before: Section | None = None,
    window_mm: tuple[float, float] | None = None,
    labels: str = "page",
    title: str = "",
    layers: bool = True,
    show: Sequence[str] = SHOWN,
    stretch: float = 1.0,
    acting: Sequence[Shape] = (),
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
        Whether the layers are named at the right; only on a page that shows one scar or none.
    show
        Parts to draw: ``"collagen"``, ``"young"``, ``"elastin"``, ``"vessels"``, ``"adnexa"``,
        ``"fat"``, ``"bands"``, ``"filler"``. All but elastin if left out. The ground, the
        epidermis and the surface always stay.
    stretch
        How many times larger depth is drawn than width, 1 to 3; the picture then says so.
    acting
        Shapes of what acts on the skin, painted over it, such as needles.

    Raises
    ------
    ValueError
        If ``labels`` or a part is unknown, the window lies outside the section, or the stretch
        outside 1 to 3.

    Notes
    -----
    Bundles of collagen have a fixed random rank and are drawn where the collagen left is above it;
    where some is lost they lie in disorder. What this leaves out: cells, sweat glands, nerves; fat
    below the picture.

    Examples
    --------
    >>> from toolkit import ice_pick
    >>> from toolkit.drawing import sentence
    >>> scene = section_scene(ice_pick(width_mm=1.2, depth_mm=1.6), labels="phone")
    >>> "1.6 mm deep" in sentence(scene)
    True
    """
    _check_labels(labels)
    if labels == "phone" and is_wide_mix(before or section, window_mm):
        given = {"before": before, "show": checked_parts(show), "acting": acting}
        return mix_scene(section, title=title, stretch=checked_stretch(stretch), **given)
    window = section_window(before or section, window_mm, labels)
    panel = section_panel(
        section,
        window,
        before=before,
        labels=labels,
        layers=layers,
        show=checked_parts(show),
        stretch=checked_stretch(stretch),
        acting=acting,
    )
    said = panel.stretch != 1 or (title and labels == "page")
    form = "phone" if labels == "phone" else "page"
    facts = section_facts(section, before, window.width)
    if panel.stretch != 1:
        facts += (scale_words(panel.stretch),)
    second = scale_words(panel.stretch) if said else ""
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
    show: Sequence[str] = SHOWN,
    stretch: float = 1.0,
    acting: Sequence[Shape] = (),
) -> Panel:
    """Return one section as a panel, to stand alone or beside others.

    Whoever stretches it has to say so in words: see `toolkit.drawing.framing.scale_words`.
    """
    tissue = Tissue.of(section)
    first = Tissue.of(before) if before is not None else None
    pores = pore_places(section)
    given = {"pores": pores, "show": show, "stretch": stretch, "acting": acting}
    shapes, clips = slice_shapes(tissue, section.layers, window, before=first, **given)
    named = structure_labels(section, before, tissue, window, labels, pores, show)
    spans = scar_spans(section, window, before) if labels == "page" else ()
    named_layers = layers and labels == "page" and not spans
    return Panel(
        window,
        shapes,
        clips,
        head=head,
        head_role=head_role,
        labels=tuple(label for label in named if is_named(label.text, show)),
        spans=spans,
        brackets=layer_brackets(section.layers, window) if named_layers else (),
        left_ticks=ruler_ticks(window) if ruler else None,
        bar_mm=1.0 if window.width > 6 else 0.5,
        stretch=stretch,
    )


def mix_scene(
    section: Section,
    *,
    before: Section | None = None,
    title: str = "",
    stretch: float = 1.0,
    **how: object,
) -> Scene:
    """Return several scars of one slice for a phone: each in a panel of its own, at one scale."""
    windows, rows = mix_windows(before or section)
    how |= {"before": before, "stretch": stretch}
    heads = [span.text for w in windows for span in scar_spans(section, w, before)]
    left = {0, *(sum(rows[:i]) for i in range(1, len(rows)))}
    panels = [
        section_panel(section, window, labels="row", ruler=i in left, head=head, **how)
        for i, (window, head) in enumerate(zip(windows, heads, strict=True))
    ]
    # One scale bar is enough: all panels have one scale.
    panels[:-1] = [replace(panel, bar_mm=None) for panel in panels[:-1]]
    facts = section_facts(section, before, section.grid.width_mm)
    said = () if stretch == 1 else (scale_words(stretch),)
    return Scene(tuple(panels), title, "".join(said), "phone", facts + said, rows)


def _check_labels(labels):
    if labels not in LABELS:
        close = get_close_matches(str(labels), LABELS, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise ValueError(f"labels is {labels!r}; {hint}it must be one of {LABELS}")
