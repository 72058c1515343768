"""A scene on matplotlib axes: the same numbers as in the SVG, for figures and print.

matplotlib is imported when something is drawn, not before: pages and browsers do without.
"""

import numpy as np

from toolkit.drawing.layout import lay_out
from toolkit.drawing.palette import colours
from toolkit.drawing.paper import Frame
from toolkit.drawing.scene import Scene, Shape
from toolkit.drawing.styles import STYLES, Gradient

FONTS = ["Inter", "Segoe UI", "Noto Sans", "DejaVu Sans"]


def draw(
    scene: Scene, ax, *, theme: str = "light", width_px: float | None = None, skin_tone: int = 2
):
    """Paint the scene on matplotlib axes and return them.

    Parameters
    ----------
    scene
        What to show.
    ax
        Axes of the caller; they are filled edge to edge and lose their frame. Millimetres stay
        alike across and down.
    theme
        ``"light"`` or ``"dark"``.
    width_px
        Nominal width, as in `svg`: it decides how large words are beside the picture. [px]
    skin_tone
        1 to 6, as in `svg`.
    """
    paper = lay_out(scene, width_px=width_px)
    paint = colours(theme, skin_tone=skin_tone)
    ax.set(xlim=(0, paper.width), ylim=(paper.height, 0), aspect="equal")
    ax.set_axis_off()
    ax.axhspan(0, paper.height, color=paint["page"], zorder=0)
    points_per_px = _points_per_px(ax, paper)
    order = 1.0
    for frame in paper.frames:
        order = _draw_frame(frame, ax, paint, points_per_px, order)
    _draw_furniture(paper, ax, paint, points_per_px, order)
    return ax


def pixels(
    scene: Scene, columns: int, *, theme: str, width_px: float | None, skin_tone: int
) -> np.ndarray:
    """Return the scene as an array of colours, (rows, columns, 3), from 0 to 255."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    paper = lay_out(scene, width_px=width_px)
    figure = Figure(
        figsize=(paper.width / 72, paper.height / 72),
        dpi=columns / paper.width * 72,
        facecolor=colours(theme)["page"],
    )
    canvas = FigureCanvasAgg(figure)
    draw(scene, figure.add_axes((0, 0, 1, 1)), theme=theme, width_px=width_px, skin_tone=skin_tone)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def path_vertices(kind: str, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return vertices and matplotlib's codes of one thing; smooth waves get their controls."""
    if kind in ("polygon", "line"):
        codes = [1] + [2] * (len(points) - 1)
    elif kind == "blob":
        codes = [1] + [3] * (len(points) - 1)
    else:
        points = _with_controls(kind, points)
        codes = [1] + [3] * (len(points) - 1)
    if kind in ("polygon", "ribbon", "blob"):
        points, codes = np.concatenate([points, points[:1]]), [*codes, 79]
    return points, np.array(codes, np.uint8)


def _with_controls(kind, points):
    """Write out the control points that SVG's t mirrors by itself."""
    sides = [points]
    if kind == "ribbon":
        turn = (len(points) - 3) // 2 + 1
        sides = [points[: turn + 1], points[turn:]]
    full = [points[0]]
    for side in sides:
        control = side[1]
        for i in range(2, len(side)):
            full += [control, side[i]]
            control = 2 * side[i] - control
    return np.array(full)


def _points_per_px(ax, paper):
    """Points on the page for a pixel of the nominal picture, so that words keep their size."""
    box = ax.get_window_extent()
    scale = min(box.width / paper.width, box.height / paper.height)
    return scale * 72 / ax.figure.dpi


def _placed(frame: Frame):
    from matplotlib.transforms import Affine2D

    window = frame.panel.window
    return (
        Affine2D()
        .translate(-window.left, -window.top)
        .scale(frame.x_scale, frame.z_scale)
        .translate(frame.left, frame.top)
    )


def _draw_frame(frame, ax, paint, points_per_px, order):
    from matplotlib.path import Path

    place = _placed(frame)
    clips = {
        name: Path(*path_vertices("polygon", area)) for name, area in frame.panel.clips.items()
    }
    for shape in frame.panel.shapes:
        order += 0.001
        clip = clips.get(shape.clip)
        for artist in _artists(shape, frame, place, ax, paint, points_per_px):
            artist.set_zorder(order)
            # A gradient is cut to its own shape already.
            if clip is not None and not isinstance(STYLES[shape.role].fill, Gradient):
                artist.set_clip_path(clip, place + ax.transData)
    return order


def _artists(shape: Shape, frame, place, ax, paint, points_per_px):
    from matplotlib.collections import PathCollection

    style = STYLES[shape.role]
    if shape.kind == "image":
        return [_image(shape.points, frame, ax)]
    if isinstance(style.fill, Gradient):
        return [_gradient(shape, frame, place, ax, paint)]
    width = stroke_px(shape, frame) * points_per_px
    dash = (
        "solid"
        if not style.dash
        else (0, [max(d, 0.01) * points_per_px / max(width, 1e-6) for d in style.dash])
    )
    collection = PathCollection(
        _paths(shape),
        transform=place + ax.transData,
        facecolors=paint[style.fill] if style.fill else "none",
        edgecolors=paint[style.stroke] if style.stroke else "none",
        linewidths=width if style.stroke else 0,
        linestyles=[dash],
        capstyle="round",
        joinstyle="round",
        alpha=style.opacity,
    )
    return [ax.add_collection(collection, autolim=False)]


def stroke_px(shape: Shape, frame: Frame) -> float:
    """Return how wide a shape's stroke is on the nominal paper. [px]"""
    if not shape.size_mm:
        return STYLES[shape.role].weight_px
    return shape.size_mm * (frame.x_scale if frame.panel.aspect is None else 1.0)


def _paths(shape):
    from matplotlib.path import Path

    if shape.kind == "dots":
        # A stroke of no length with round caps is a disc, as in the SVG.
        ends = [np.concatenate([dot, dot + 1e-4]) for dot in shape.things]
        return [Path(end, [1, 2]) for end in ends]
    return [Path(*path_vertices(shape.kind, thing)) for thing in shape.things]


def _gradient(shape, frame, place, ax, paint):
    """Colours from top to bottom, as an image that is clipped to the shape."""
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch

    gradient = STYLES[shape.role].fill
    path = _paths(shape)[0]
    corners = place.transform(path.vertices)
    (left, top), (right, bottom) = corners.min(0), corners.max(0)
    low, high = (
        (top, bottom)
        if not gradient.depth_mm
        else (frame.place(0, gradient.depth_mm[0])[1], frame.place(0, gradient.depth_mm[1])[1])
    )
    at = np.linspace(top, bottom, 256) if not gradient.across else np.linspace(left, right, 256)
    share = (at - low) / (high - low) if not gradient.across else (at - left) / (right - left)
    stops = np.array([place for place, _, _ in gradient.stops])
    rgba = np.array([to_rgba(paint[name], opacity) for _, name, opacity in gradient.stops])
    ramp = np.column_stack([np.interp(share, stops, channel) for channel in rgba.T])
    image = ramp[None] if gradient.across else ramp[:, None]
    artist = ax.imshow(
        image,
        extent=(left, right, bottom, top),
        aspect="auto",
        interpolation="bilinear",
        origin="upper",
    )
    ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim(), aspect="equal")
    artist.set_clip_path(PathPatch(path, transform=place + ax.transData))
    return artist


def _image(raster, frame, ax):
    """The pixels of a raster where it lies on the paper."""
    left, top = frame.place(raster.left, raster.top)
    right, bottom = frame.place(raster.left + raster.width, raster.top + raster.height)
    artist = ax.imshow(raster.rgb, extent=(left, right, bottom, top), aspect="auto")
    ax.set(xlim=ax.get_xlim(), ylim=ax.get_ylim(), aspect="equal")
    return artist


def _draw_furniture(paper, ax, paint, points_per_px, order):
    for stroke in paper.strokes:
        _draw_stroke(stroke, ax, paint, points_per_px, order + 0.1)
    for place in paper.dots:
        _draw_dot(place, ax, paint, points_per_px, order + 0.2)
    for text in paper.texts:
        _draw_words(text, ax, paint, points_per_px, order + 0.3)


def _draw_stroke(stroke, ax, paint, points_per_px, order):
    style = STYLES[stroke.role]
    x, y = zip(*stroke.points, strict=True)
    ax.plot(
        x,
        y,
        color=paint[style.stroke],
        linewidth=style.weight_px * points_per_px,
        alpha=style.opacity,
        solid_capstyle="round",
        zorder=order,
        clip_on=False,
    )


def _draw_dot(place, ax, paint, points_per_px, order):
    ax.plot(
        *([number] for number in place),
        "o",
        color=paint["ink"],
        markeredgecolor=paint["page"],
        markersize=5.6 * points_per_px,
        markeredgewidth=1.2 * points_per_px,
        zorder=order,
    )


def _draw_words(text, ax, paint, points_per_px, order):
    from matplotlib.patheffects import withStroke

    effects = [withStroke(linewidth=3.5 * points_per_px, foreground=paint["page"])]
    ax.text(
        text.x,
        text.y,
        text.words,
        color=paint[text.role],
        ha={"start": "left", "middle": "center", "end": "right"}[text.anchor],
        va="baseline",
        fontsize=text.size * points_per_px,
        family=_fonts(),
        fontweight="bold" if text.bold else "normal",
        zorder=order,
        path_effects=effects if text.halo else None,
    )


def _fonts():
    """Fonts of the picture that this machine has; matplotlib warns about the others."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    return [font for font in FONTS if font in known]
