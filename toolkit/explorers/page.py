"""The page around a picture: how wide it may be, which part of the skin it shows, the numbers."""

import re
from collections.abc import Sequence
from html import escape

from toolkit import Caution, Section
from toolkit.drawing import Scene, section_scene, svg

SIDE_BY_SIDE_PX = 640  #: from here explorer.css puts the numbers beside the picture
PHONE_PX = 470  #: narrower pictures get fewer words and a closer crop
STILL_PX = 1000  #: width of the room of a still picture
#: Half of the skin shown, on a phone and on a page. On a page the widest scar of its kind fits;
#: on a phone a typical one does, or it would be too small to see. [mm]
HALF_MM = {"ice_pick": (1.3, 2.1), "boxcar": (2.1, 2.7), "rolling": (2.9, 4.8), "pore": (1.3, 2.1)}
LEAST_PX, MOST_CHART_PX = 220, 420
MOST_CAUTIONS = 2
#: Between these no line is broken.
NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=%|mm\b)")


def section_px(width_px: int) -> int:
    """Return the width of the section's picture in a room of some width. [px]"""
    if width_px < SIDE_BY_SIDE_PX:
        return max(LEAST_PX, width_px - 10)
    return int((width_px - 10) * 1.75 / 2.75) - 18


def chart_px(width_px: int) -> int:
    """Return the width of a chart beside, or below, the section. [px]"""
    if width_px < SIDE_BY_SIDE_PX:
        return min(MOST_CHART_PX, max(LEAST_PX, width_px - 22))
    return int((width_px - 10) / 2.75) - 30


def labels_for(px: int) -> str:
    """Return how many words a picture of some width has room for."""
    return "phone" if px < PHONE_PX else "page"


def window_of(section: Section, kind: str, px: int) -> tuple[float, float]:
    """Return the left and right edge of what is shown of a kind of scar. [mm]"""
    half_mm = section.grid.width_mm / 2
    if kind in HALF_MM:
        half_mm = min(half_mm, HALF_MM[kind][0 if px < PHONE_PX else 1])
    return -half_mm, half_mm


def scene_of(section: Section, *, kind: str, before: Section | None = None, width_px: int) -> Scene:
    """Return the scene of a section, cropped and labelled for the room there is."""
    px = section_px(width_px)
    labels = labels_for(px)
    window_mm = window_of(section, kind, px)
    return section_scene(section, before=before, window_mm=window_mm, labels=labels, layers=False)


def section_figure(scene: Scene, *, width_px: int) -> str:
    """Return the section as HTML."""
    return f'<figure class="uts-section">{svg(scene, width_px=section_px(width_px))}</figure>'


def chart_figure(scene: Scene, *, width_px: int) -> str:
    """Return a chart for the card of numbers, as HTML."""
    return f'<div class="uts-chart">{svg(scene, width_px=chart_px(width_px))}</div>'


def figures(*pairs: tuple[str, str], now: str = "") -> str:
    """Return numbers, each with what it counts, as HTML; the one called `now` stands out."""
    rows = "".join(
        f"<div{' class=uts-now' if words == now else ''}><dt>{escape(words)}</dt>"
        f"<dd>{escape(number)}</dd></div>"
        for words, number in pairs
    )
    return f'<dl class="uts-figures">{rows}</dl>'


def said(sentence: str) -> str:
    """Return the sentence that stands beside the picture and is spoken, as HTML."""
    kept = NUMBER_AND_UNIT.sub("\u00a0", escape(sentence))
    return f'<p class="uts-said">{kept}</p>'


def small(sentence: str) -> str:
    """Return a sentence in smaller words, as HTML."""
    return f'<p class="uts-small">{escape(sentence)}</p>'


def cautions_of(cautions: Sequence[Caution]) -> str:
    """Return the weightiest cautions, each a paragraph, and how many more there are, as HTML."""
    told = list(dict.fromkeys(caution.message for caution in cautions))
    lines = [f'<p class="uts-care">{escape(words)}</p>' for words in told[:MOST_CAUTIONS]]
    more = len(told) - MOST_CAUTIONS
    if more > 0:
        lines.append(small(f"And {more} more to talk over with a doctor."))
    return "".join(lines)


def numbers_card(*parts: str) -> str:
    """Return the card that stands beside the picture, as HTML."""
    return f'<div class="uts-numbers">{"".join(parts)}</div>'
