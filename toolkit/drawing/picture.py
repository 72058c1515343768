"""A scene as something a notebook shows and saves: picture and words, with or without a kernel."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from html import escape

from toolkit.drawing.layout import lay_out
from toolkit.drawing.palette import colours
from toolkit.drawing.png import png
from toolkit.drawing.scene import Scene, sentence
from toolkit.drawing.svg import write

PNG_PX = 800
LEAST_PX = 640  #: narrower than this, words could not be read; a phone scrolls sideways instead


@dataclass(frozen=True, eq=False)
class Picture:
    """A still picture for a notebook; make one with `picture`."""

    scene: Scene
    theme: str = "auto"
    width_px: float | None = None
    skin_tone: int = 2

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG file: always the same text, and a page of its own colour."""
        return write(
            self.scene, "still", theme=self.theme, width_px=self.width_px, skin_tone=self.skin_tone
        )

    @cached_property
    def png(self) -> bytes:
        """The picture as a PNG, 800 pixels wide, on a page of its own colour."""
        from toolkit.drawing.on_axes import pixels

        theme = "dark" if self.theme == "dark" else "light"
        rgb = pixels(
            self.scene, PNG_PX, theme=theme, width_px=self.width_px, skin_tone=self.skin_tone
        )
        return png(rgb, named=colours(theme, skin_tone=self.skin_tone).values())

    def _repr_mimebundle_(self, include=None, exclude=None):
        """HTML with words for the ear, PNG where no HTML is shown, and plain words.

        JupyterLab takes an inline SVG out of notebooks that it does not trust, but keeps an image
        with its alt text; inside an image the SVG still follows JupyterLab's theme.
        """
        words = sentence(self.scene)
        paper = lay_out(self.scene, width_px=self.width_px)
        least_px = min(LEAST_PX, paper.width)
        html = (
            f'<div tabindex="0" style="overflow-x:auto">'
            f'<img alt="{escape(words, quote=True)}" width="{paper.width:.0f}" '
            f'style="max-width:100%;min-width:{least_px:.0f}px;height:auto" '
            f'src="data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"></div>'
        )
        bundle = {"text/html": html, "image/png": b64encode(self.png).decode(), "text/plain": words}
        return bundle, {"image/png": {"alt": words}}


def picture(
    scene: Scene, *, theme: str = "auto", width_px: float | None = None, skin_tone: int = 2
) -> Picture:
    """Return the scene as a still picture that a notebook shows, saves, and reads aloud.

    Parameters
    ----------
    scene
        What to show.
    theme
        ``"light"``, ``"dark"`` or ``"auto"``: the theme around it; its PNG is light unless told
        ``"dark"``.
    width_px
        Nominal width; 900 for a page, 320 for a phone if left out. [px]
    skin_tone
        1 to 6, as in `svg`.
    """
    return Picture(scene, theme, width_px, skin_tone)
