"""Paper: a laid-out picture in pixels, with words, lines, and the places of the panels."""

from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.drawing.scene import Panel

WIDTH_PX = {"page": 900, "phone": 320}
LABEL_PX, SECOND_PX, TITLE_PX, HEAD_PX = 13, 12.4, 20, 14.5
LINE_PX = 16.5


@dataclass(frozen=True)
class Text:
    """A line of words at a place on the paper."""

    x: float
    y: float
    words: str
    size: float = LABEL_PX
    role: str = "ink"
    anchor: str = "middle"
    bold: bool = False
    halo: bool = False

    def extent(self) -> tuple[float, float]:
        """Return about where the words begin and end. [px]"""
        wide = words_px(self.words, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * wide
        return left, left + wide


@dataclass(frozen=True, eq=False)
class Stroke:
    """A straight-sided line on the paper."""

    role: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """A panel and the place of its window on the paper."""

    panel: Panel
    left: float
    top: float
    x_scale: float  #: pixels per unit across
    z_scale: float  #: pixels per unit down
    head_lines: int = 1  #: lines of the longest head in its row

    def place(self, x: float, z: float) -> tuple[float, float]:
        """Return the place on the paper of a place in the panel."""
        window = self.panel.window
        return (
            self.left + (x - window.left) * self.x_scale,
            self.top + (z - window.top) * self.z_scale,
        )

    @property
    def right(self) -> float:
        """Right edge on the paper."""
        return self.left + self.panel.window.width * self.x_scale

    @property
    def bottom(self) -> float:
        """Lower edge on the paper."""
        return self.top + self.panel.window.height * self.z_scale


@dataclass(eq=False)
class Paper:
    """A laid-out scene: what a way out has to paint, in pixels."""

    width: float
    height: float = 0.0
    frames: list[Frame] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


@lru_cache(maxsize=4096)
def words_px(words: str, size: float = LABEL_PX, *, bold: bool = False) -> float:
    """Return about how wide some words are; fonts differ, so a little too wide. [px]"""
    narrow = sum(words.count(letter) for letter in "iljtfr.,:;'| I")
    wide = sum(words.count(letter) for letter in "mwMWO%×")
    em = 0.56 * (len(words) - narrow - wide) + 0.33 * narrow + 0.87 * wide
    return em * size * (1.07 if bold else 1.0)


def wrapped(words: str, room_px: float, size: float) -> list[str]:
    """Return the words in lines that fit the room."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and words_px(longer, size) > room_px:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line for line in lines if line]
