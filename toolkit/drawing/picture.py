"""A scene as something a notebook shows and saves: picture and words, with or without a kernel."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from html import escape
from io import BytesIO

import numpy as np

from toolkit.drawing.layout import lay_out
from toolkit.drawing.palette import colours
from toolkit.drawing.scene import Scene, sentence
from toolkit.drawing.svg import svg

PNG_PX = 800


@dataclass(frozen=True, eq=False)
class Picture:
    """A still picture for a notebook; make one with `picture`."""

    scene: Scene
    theme: str = "auto"
    width_px: float | None = None
    skin_tone: int = 2

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG element."""
        return svg(self.scene, theme=self.theme, width_px=self.width_px, skin_tone=self.skin_tone)

    @cached_property
    def png(self) -> bytes:
        """The picture as a PNG, about 800 pixels wide, on a page of its own colour."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        from toolkit.drawing.matplotlib_out import draw

        paper = lay_out(self.scene, width_px=self.width_px)
        dpi = PNG_PX / paper.width * 72
        figure = FigureCanvasAgg(
            Figure(figsize=(paper.width / 72, paper.height / 72), dpi=dpi)).figure
        ax = figure.add_axes((0, 0, 1, 1))
        theme = "dark" if self.theme == "dark" else "light"
        draw(self.scene, ax, theme=theme, width_px=self.width_px, skin_tone=self.skin_tone)
        return _small_png(figure, theme)

    def _repr_mimebundle_(self, include=None, exclude=None):
        words = sentence(self.scene)
        image = b64encode(self.png).decode()
        wide = lay_out(self.scene, width_px=self.width_px).width
        html = (f'<img alt="{escape(words, quote=True)}" width="{wide:.0f}" '
                f'style="max-width:100%;height:auto" src="data:image/png;base64,{image}">')
        bundle = {"text/html": html, "text/plain": words}
        return bundle, {}


def _small_png(figure, theme):
    """256 colours are enough here and make the file three times smaller.

    The named colours stay among them, or the rare ones, such as blue for "after", would grey.
    """
    from PIL import Image

    figure.canvas.draw()
    image = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())[..., :3])
    named = [int(c[i : i + 2], 16) for c in set(colours(theme).values()) for i in (1, 3, 5)]
    common = image.quantize(256 - len(named) // 3).getpalette()
    table = Image.new("P", (1, 1))
    table.putpalette((named + common)[:768])
    file = BytesIO()
    image.quantize(palette=table, dither=Image.Dither.NONE).save(file, format="png", optimize=True)
    return file.getvalue()


def picture(
    scene: Scene, *, theme: str = "auto", width_px: float | None = None, skin_tone: int = 2
) -> Picture:
    """Return the scene as a still picture that a notebook shows, saves, and reads aloud.

    Parameters
    ----------
    scene
        What to show.
    theme
        ``"light"``, ``"dark"`` or ``"auto"``; the saved picture is light unless it is ``"dark"``.
    width_px
        Nominal width; 900 for a page, 320 for a phone if left out. [px]
    skin_tone
        1 to 6, as in `svg`.
    """
    return Picture(scene, theme, width_px, skin_tone)
