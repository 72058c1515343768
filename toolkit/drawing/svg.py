"""A scene as an SVG string: numbers as small whole units, colours as variables of the page."""

from html import escape
from itertools import count
from zlib import crc32

import numpy as np

from toolkit.drawing.css import css
from toolkit.drawing.layout import lay_out
from toolkit.drawing.palette import THEMES
from toolkit.drawing.paper import Frame, Paper, Text
from toolkit.drawing.paths import UNITS_PER_MM, keep, path_data, unit_scale
from toolkit.drawing.raster import image_tag
from toolkit.drawing.scene import Scene, Shape, sentence
from toolkit.drawing.styles import STYLES, Gradient

FONT = "Inter,'Segoe UI',system-ui,'Noto Sans',sans-serif"
_pictures = count(1)


def svg(
    scene: Scene, *, theme: str = "auto", width_px: float | None = None, skin_tone: int = 2
) -> str:
    """Return the scene as one SVG element that scales with its container.

    Parameters
    ----------
    scene
        What to show.
    theme
        ``"light"``, ``"dark"``, or ``"auto"``: the theme of the page around it. Under JupyterLab
        that is JupyterLab's own theme, elsewhere the reader's system.
    width_px
        Nominal width; words and lines have their proper size at this width. [px]
    skin_tone
        1 (very light) to 6 (very dark); the dermis looks alike in all.

    Raises
    ------
    ValueError
        If the theme or the skin tone is unknown.
    """
    if theme not in THEMES:
        raise ValueError(f"theme is {theme!r}; it must be one of {THEMES}")
    words = sentence(scene)
    name = f"s{crc32(words.encode()) & 0xFFFF:x}n{next(_pictures)}"
    return write(scene, name, theme=theme, width_px=width_px, skin_tone=skin_tone)


def write(scene: Scene, name: str, *, theme: str, width_px: float | None, skin_tone: int) -> str:
    """Return the scene as an SVG element whose ids all begin with a name."""
    paper = lay_out(scene, width_px=width_px)
    body = "".join(_frame(frame, name, i) for i, frame in enumerate(paper.frames))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" class="{name}" role="img" '
        f'aria-label="{escape(sentence(scene), quote=True)}" '
        f'viewBox="0 0 {paper.width:g} {paper.height:.0f}" '
        f'style="display:block;width:100%;max-width:{paper.width * 1.3:.0f}px;height:auto" '
        f'font-family="{FONT}" font-size="13" fill="none" stroke-linecap="round" '
        f'stroke-linejoin="round"><style>{css(name, scene, theme, skin_tone)}</style>'
        f"{body}{_furniture(paper)}</svg>"
    )


def _frame(frame: Frame, name: str, index: int) -> str:
    prefix = f"{name}-{index}"
    scale = frame.x_scale / unit_scale(frame)[0]
    shared = _shared(frame)
    defs = [
        f'<path id="{prefix}-p{i}" d="{path_data(shape, frame)}"/>' for i, shape in shared.values()
    ]
    defs += [
        _clip(f"{prefix}-{key}", area, frame, prefix, shared)
        for key, area in frame.panel.clips.items()
        if any(shape.clip == key for shape in frame.panel.shapes)
    ]
    parts, clip = [], None
    for shape in frame.panel.shapes:
        if shape.clip != clip:
            parts.append("</g>" if clip else "")
            clip = shape.clip
            parts.append(f'<g clip-path="url(#{prefix}-{clip})">' if clip else "")
        parts.append(_shape(shape, frame, prefix, scale, shared))
    parts.append("</g>" if clip else "")
    used = sorted({shape.role for shape in frame.panel.shapes})
    defs += [
        _gradient(f"{prefix}-{role}", STYLES[role].fill, frame)
        for role in used
        if isinstance(STYLES[role].fill, Gradient)
    ]
    place = f"translate({frame.left:g} {frame.top:.2f}) scale({scale:.5g})"
    return f'<defs>{"".join(defs)}</defs><g transform="{place}">{"".join(parts)}</g>'


def _shared(frame):
    """Return what is painted more than once, to be written once: {key: (number, shape)}."""
    first, shared = {}, {}
    areas = [Shape("ghost", "polygon", area[None]) for area in frame.panel.clips.values()]
    for shape in (*areas, *frame.panel.shapes):
        key = _key(shape)
        if key in first:
            shared.setdefault(key, (len(shared), shape))
        first[key] = shape
    return shared


def _key(shape):
    """What two shapes that lie on the same numbers have in common."""
    points = shape.points
    if isinstance(points, np.ndarray):
        return points.__array_interface__["data"][0], points.shape, shape.kind
    return id(points), shape.kind


def _shape(shape, frame, prefix, scale, shared):
    if shape.kind == "image":
        return image_tag(shape.points, frame.panel.window, unit_scale(frame))
    attributes = _paint_attributes(shape, frame, prefix, scale)
    number = shared.get(_key(shape))
    if number is not None:
        return f'<use href="#{prefix}-p{number[0]}" class="{shape.role}"{attributes}/>'
    return f'<path class="{shape.role}"{attributes} d="{_cached_data(shape, frame)}"/>'


def _paint_attributes(shape, frame, prefix, scale):
    style = STYLES[shape.role]
    attributes = ""
    if isinstance(style.fill, Gradient):
        attributes += f' fill="url(#{prefix}-{shape.role})"'
    if style.stroke:
        attributes += f' stroke-width="{stroke_units(shape, frame):.3g}"'
    if style.dash:
        dashes = " ".join(f"{dash / scale:.3g}" for dash in style.dash)
        attributes += f' stroke-dasharray="{dashes}"'
    return attributes


def stroke_units(shape: Shape, frame: Frame) -> float:
    """Return how wide a shape's stroke is, in units of its panel."""
    scale = frame.x_scale / unit_scale(frame)[0]
    if not shape.size_mm:
        return STYLES[shape.role].weight_px / scale
    # Charts have no millimetres: there a size is one of the screen.
    return shape.size_mm * UNITS_PER_MM if frame.panel.aspect is None else shape.size_mm / scale


#: Backdrop shapes live in caches and come again in every frame: their strings may stay too.
_kept: dict[tuple, tuple] = {}


def _cached_data(shape, frame):
    if not shape.keep:
        return path_data(shape, frame)
    key = (id(shape), frame.panel.window, unit_scale(frame))
    found = _kept.get(key) or keep(_kept, key, (shape, path_data(shape, frame)), 400)
    return found[1]


def _clip(identity, area, frame, prefix, shared):
    shape = Shape("ghost", "polygon", area[None])
    number = shared.get(_key(shape))
    if number is not None:
        return f'<clipPath id="{identity}"><use href="#{prefix}-p{number[0]}"/></clipPath>'
    return f'<clipPath id="{identity}"><path d="{path_data(shape, frame)}"/></clipPath>'


def _gradient(identity, gradient, frame):
    stops = "".join(
        f'<stop offset="{place:g}" stop-color="var(--{colour})"'
        + (f' stop-opacity="{opacity:g}"' if opacity != 1 else "")
        + "/>"
        for place, colour, opacity in gradient.stops
    )
    vector = 'x2="1" y2="0"' if gradient.across else 'x2="0" y2="1"'
    if gradient.depth_mm:
        unit = unit_scale(frame)[1]
        top, bottom = ((z - frame.panel.window.top) * unit for z in gradient.depth_mm)
        vector = f'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{top:.0f}" y2="{bottom:.0f}"'
    return f'<linearGradient id="{identity}" {vector}>{stops}</linearGradient>'


def _furniture(paper: Paper) -> str:
    parts = []
    for stroke in paper.strokes:
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in stroke.points)
        weight = STYLES[stroke.role].weight_px
        parts.append(f'<path class="{stroke.role}" stroke-width="{weight:g}" d="M{line}"/>')
    parts += [
        f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="2.6" stroke-width="1.2"/>'
        for x, y in paper.dots
    ]
    return "".join(parts + [_text(text) for text in paper.texts])


def _text(text: Text) -> str:
    attributes = "" if text.size == 13 else f' font-size="{text.size:g}"'
    attributes += "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    attributes += ' font-weight="600"' if text.bold else ""
    kind = f"t-{text.role}" + (" halo" if text.halo else "")
    return (
        f'<text class="{kind}" x="{text.x:.1f}" y="{text.y:.1f}"{attributes}>'
        f"{escape(text.words)}</text>"
    )
