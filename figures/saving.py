"""Where a figure goes: beside its script, as SVG, PDF and PNG, with its words.

The smallest words are 7 points on paper. Letters are those that matplotlib brings along, and files
hold no date: drawn twice, they are alike.
"""

import io
import re
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from PIL import Image

from toolkit.drawing import Scene, draw, picture, sentence

WIDTH_PX, MM_PER_PX = 850, 18 / 85  #: a whole page is 180 mm wide
MM_PER_INCH, DPI = 25.4, 300
FONT, NARROWER = "DejaVu Sans", 0.94  #: its letters are wider than those the layout counts with
THEMES = {"light": "", "dark": "_dark"}


def save(scene: Scene, script: str, *, width_px: int = WIDTH_PX, skin_tone: int = 2) -> None:
    """Write the scene under the script's name: SVG in both themes, PDF and PNG for light paper."""
    stem, how = Path(script).with_suffix(""), {"width_px": width_px, "skin_tone": skin_tone}
    for theme, tail in THEMES.items():
        drawn = picture(scene, theme=theme, **how).svg
        stem.with_name(f"{stem.name}{tail}.svg").write_text(plain(drawn), encoding="utf-8")
    page = page_of(scene, **how)
    with matplotlib.rc_context({"pdf.fonttype": 42}):
        page.savefig(stem.with_suffix(".pdf"), metadata={"CreationDate": None})
    stem.with_suffix(".png").write_bytes(_png(page))
    stem.with_suffix(".txt").write_text(sentence(scene) + "\n", encoding="utf-8")


def plain(svg: str) -> str:
    """Return an SVG that office programs read too: colours instead of variables, and a size."""
    colours = dict(re.findall(r"--(\w+):(#\w+)", svg))
    svg = re.sub(r"--\w+:#\w+;?", "", svg)
    svg = re.sub(r"var\(--(\w+)\)", lambda found: colours[found[1]], svg)
    wide, high = (MM_PER_PX * px for px in size_px(svg))
    return svg.replace("<svg ", f'<svg width="{wide:g}mm" height="{high:g}mm" ', 1)


def size_px(svg: str) -> tuple[float, float]:
    """Return how wide and how high a picture is. [px]"""
    wide, high = re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups()
    return float(wide), float(high)


def page_of(scene, **how):
    """Return the scene on a page of its own size, for paper."""
    dots = [round(MM_PER_PX * px / MM_PER_INCH * DPI) for px in size_px(picture(scene, **how).svg)]
    page = Figure(figsize=[number / DPI for number in dots])
    axes = draw(scene, page.add_axes((0, 0, 1, 1)), **how)
    for text in axes.texts:
        text.set(family=FONT, fontsize=NARROWER * text.get_fontsize())
    page.set_facecolor(axes.patches[0].get_facecolor())
    return page


def _png(page):
    """Return a page as a PNG of 256 colours, which says how large it is on paper."""
    drawn, packed = io.BytesIO(), io.BytesIO()
    page.savefig(drawn, format="png", dpi=DPI, metadata={"Software": None})
    few = Image.open(drawn).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1)
    few.save(packed, "PNG", dpi=(DPI, DPI), optimize=True)
    return packed.getvalue()
