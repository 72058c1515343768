"""Several scars beside each other at one scale, in one piece of skin."""

from collections.abc import Sequence

from toolkit.drawing.bands import LEAST_MM
from toolkit.drawing.scene import Label, Panel, Scene, Span, Window
from toolkit.drawing.section_scene import TOP_MM, ruler_ticks
from toolkit.drawing.slice import slice_shapes
from toolkit.drawing.tissue import Tissue, size_of
from toolkit.drawing.words import mm, name_of, pore_places, scar_fact
from toolkit.section import Section

MARGIN_MM = 0.62  #: healthy skin beside each mouth
NOTES = {
    "large pore": "a funnel over a follicle",
    "ice pick scar": "narrow, steep, to a point",
    "boxcar scar": "steep wall, flat floor",
    "rolling scar": "no edge, held by bands",
}


def scars_scene(
    sections: Sequence[Section], *, names: Sequence[str] | None = None, title: str = ""
) -> Scene:
    """Return several scars beside each other at one true scale.

    Parameters
    ----------
    sections
        From left to right; round and planar ones may be mixed.
    names
        A name for each; found by `toolkit.classify` if left out.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If there is no section, or not one name for each.

    Notes
    -----
    The tissue is joined at healthy skin. What this leaves out: real scars seldom stand so near.

    Examples
    --------
    >>> from toolkit import boxcar, ice_pick
    >>> scene = scars_scene([ice_pick(), boxcar()], names=["Ice pick", "Boxcar"])
    >>> [span.text for span in scene.panels[0].spans]
    ['Ice pick', 'Boxcar']
    """
    sections = list(sections)
    if not sections:
        raise ValueError("sections is empty; it must hold at least one section")
    if names is None:
        names = [name_of(section).capitalize() for section in sections]
    if len(names) != len(sections):
        raise ValueError(f"names is {list(names)!r}; it must hold {len(sections)} names")
    tissue, middles = _joined(sections)
    layers = sections[0].layers
    bottom = min(layers.skin_mm + 1.15, sections[0].grid.depth_mm)
    window = Window(tissue.left_mm, tissue.right_mm, TOP_MM, round(bottom, 2))
    pores = tuple(
        (x, depth)
        for section, x in zip(sections, middles, strict=True)
        for _, depth in pore_places(section)
    )
    shapes, clips = slice_shapes(tissue, layers, window, pores=pores)
    labels, spans = _labels(sections, middles, tissue), _spans(sections, names, middles)
    panel = Panel(
        window,
        shapes,
        clips,
        labels=labels,
        spans=spans,
        left_ticks=ruler_ticks(window),
        bar_mm=1.0,
    )
    second = (
        "One true scale. Loss of collagen shows as missing bundles; "
        "fat cells and vessels drawn larger."
    )
    facts = (
        f"Sections beside each other at one scale: {', '.join(names)}.",
        *(scar_fact(section) for section in sections),
    )
    return Scene((panel,), title=title, second=second if title else "", facts=facts)


def _joined(sections):
    """Cut each scar out with healthy skin at its sides and grow the pieces together."""
    whole, middles, right = None, [], 0.0
    for section in sections:
        size = size_of(section)
        reach = min(max(size.width_mm / 2, 0.3) + MARGIN_MM, section.grid.width_mm / 2)
        piece = Tissue.of(section).cropped(-reach, reach)
        width = piece.right_mm - piece.left_mm
        middles.append(right - piece.left_mm)
        right += width
        whole = piece.moved(0.0) if whole is None else whole.beside(piece.moved(right - width))
    # The weave and the fat cover the skin around the middle of the picture.
    shift = whole.right_mm / 2
    return whole.moved(-shift), [x - shift for x in middles]


def _spans(sections, names, middles):
    spans = []
    for section, name, x in zip(sections, names, middles, strict=True):
        half = max(size_of(section).width_mm / 2, 0.15)
        spans.append(Span(name, x - half, x + half))
    return tuple(spans)


def _labels(sections, middles, tissue):
    labels = []
    for section, x in zip(sections, middles, strict=True):
        size = size_of(section)
        words = f"{mm(size.width_mm)[:-3]} wide × {mm(size.depth_mm)} deep"
        note = NOTES.get(name_of(section), "")
        place = (x, -float(tissue.height(x)))
        if section.tether_mm.max() > LEAST_MM:
            place = (x, section.layers.skin_mm + 0.25)
        labels.append(Label(note.capitalize() or "Healthy", place, "below", words))
    return tuple(labels)
