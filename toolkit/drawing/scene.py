"""A picture before it has colours or pixels: shapes in millimetres, each with a role.

    x_mm ->
  0 +---------------- healthy skin level
z_mm|   shapes          z grows downwards, so a scar's floor is positive
  v
"""

from dataclasses import dataclass, field

import numpy as np

from toolkit.drawing.raster import Raster

KINDS = ("polygon", "line", "curve", "ribbon", "blob", "dots", "image")
FORMS = ("page", "phone")
#: panels wider than this draw fewer fibres and cells, larger by so much
COARSER = ((3.7, 1.18), (4.1, 1.28), (4.9, 1.45), (5.9, 1.48), (9.0, 2.0), (12.5, 2.6))


@dataclass(frozen=True, eq=False)
class Some:
    """Some of a stock of alike things, each moved down by its own length.

    A way out may keep what it worked out for the stock, since the stock stays the same.
    """

    stock: np.ndarray  #: (things, points, 2) [mm]
    which: np.ndarray  #: (chosen,) row numbers in the stock
    down_mm: np.ndarray  #: (chosen,)

    def moved(self) -> np.ndarray:
        """Return the chosen things where they are now, (chosen, points, 2). [mm]"""
        things = self.stock[self.which]
        things[..., 1] += self.down_mm[:, None]
        return things


@dataclass(frozen=True, eq=False)
class Shape:
    """Many alike things of one role, painted at once.

    ``polygon`` and ``line`` join points by straight strokes. ``curve`` and ``ribbon`` are smooth:
    their points are a start, one control point, then the places where the wave crosses; a ribbon
    goes out, turns at its tip with a new control point, and comes back. A ``blob``
    is a closed curve: a start, then a control point and an end for each arc. ``dots`` are discs.
    An ``image`` is one `Raster`, the only thing in a scene that is made of pixels.
    """

    role: str
    kind: str
    points: (
        np.ndarray | tuple[np.ndarray, ...] | Some | Raster
    )  #: (things, points, 2), or one array a thing
    clip: str | None = None  #: name of the area of the panel that it may not leave
    size_mm: float | None = None  #: diameter of dots, width of a stroke that is true to scale
    keep: bool = False  #: comes again unchanged in the next picture, so its string may be kept

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind is {self.kind!r}; it must be one of {KINDS}")

    @property
    def things(self) -> np.ndarray | tuple[np.ndarray, ...]:
        """The points of every thing. [mm]"""
        if isinstance(self.points, Raster):
            return self.points.corners[None]
        return self.points.moved() if isinstance(self.points, Some) else self.points


def rounded(corners: np.ndarray) -> np.ndarray:
    """Return the points of a blob whose arcs meet in the middles of a polygon's sides."""
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    arcs = np.stack([corners, middles], axis=1).reshape(-1, 2)
    return np.concatenate([middles[-1:], arcs])


@dataclass(frozen=True)
class Label:
    """Words for one thing; a leader runs from the margin to the thing."""

    text: str
    at: tuple[float, float]  #: the thing, (x, z) [mm]
    #: "above", "below"; "right" of the panel; without a leader "inside", "before" or "under",
    #: "over", and "on" something that needs no halo
    place: str = "below"
    second: str = ""
    role: str = "ink"


@dataclass(frozen=True)
class Bracket:
    """The name of a layer in the right margin, with its upper and lower edge."""

    text: str
    second: str
    top_mm: float
    bottom_mm: float


@dataclass(frozen=True)
class Span:
    """A name over a stretch of skin, such as the mouth of a scar."""

    text: str
    left_mm: float
    right_mm: float


@dataclass(frozen=True)
class Window:
    """The part of the world that a panel shows."""

    left: float
    right: float
    top: float
    bottom: float
    coarser: float = 1.0  #: for a small panel: fibres and cells are drawn larger by so much again

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def coarseness(self) -> float:
        """How much larger than usual fibres and cells are drawn, so that they can be told apart."""
        wide = max([1.0, *(size for width, size in COARSER if self.width > width)])
        return self.coarser * wide


@dataclass(frozen=True)
class Ticks:
    """Numbers along one edge of a panel, and what they count."""

    at: tuple[float, ...]
    texts: tuple[str, ...]
    title: str = ""
    minor: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Panel:
    """One window with its shapes and words."""

    window: Window
    shapes: tuple[Shape, ...]
    clips: dict[str, np.ndarray] = field(default_factory=dict)  #: name -> (points, 2) [mm]
    head: str = ""
    head_role: str = "ink"
    labels: tuple[Label, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    spans: tuple[Span, ...] = ()
    left_ticks: Ticks | None = None
    bottom_ticks: Ticks | None = None
    bar_mm: float | None = None  #: length of the scale bar
    aspect: float | None = None  #: height over width; None: millimetres are alike both ways
    stretch: float = 1.0  #: how many times longer a millimetre is down than across; say it in words
    share: float = 1.0  #: of the width of its row, for a panel that has no millimetres across
    beside: str = ""  #: words for which there is room at the right, so that panels end alike


@dataclass(frozen=True, eq=False)
class Scene:
    """A whole picture: panels beside each other, a title, and what it says to an ear."""

    panels: tuple[Panel, ...]
    title: str = ""
    second: str = ""
    form: str = "page"  #: "page" or "phone": how much room the words get
    facts: tuple[str, ...] = ()  #: sentences for those who cannot see the picture
    rows: tuple[int, ...] = ()  #: how many panels stand in each row; all in one if left out

    def __post_init__(self):
        if self.form not in FORMS:
            raise ValueError(f"form is {self.form!r}; it must be one of {FORMS}")
        if self.rows and (min(self.rows) < 1 or sum(self.rows) != len(self.panels)):
            raise ValueError(f"rows is {self.rows!r}; it must hold all {len(self.panels)} panels")

    @property
    def roles(self) -> frozenset[str]:
        """Every role that a shape of this picture has."""
        return frozenset(shape.role for panel in self.panels for shape in panel.shapes)

    @property
    def word_roles(self) -> frozenset[str]:
        """Every role that words of this picture have."""
        labels = (label.role for panel in self.panels for label in panel.labels)
        heads = (panel.head_role for panel in self.panels)
        return frozenset({"ink", "muted", *labels, *heads})

    @property
    def panels_in_rows(self) -> tuple[tuple[Panel, ...], ...]:
        """The panels, row by row from the top."""
        ends = np.cumsum(self.rows or (len(self.panels),)).tolist()
        return tuple(self.panels[end - n : end] for end, n in zip(ends, self.rows or ends))


def sentence(scene: Scene) -> str:
    """Return the picture in words, for screen readers and alt text."""
    return " ".join(fact for fact in scene.facts if fact)
