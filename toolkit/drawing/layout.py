"""Where everything goes on the paper: panels get room, words find places that do not collide.

    title, second line
      head                          scale bar
      row of labels or scar names
    r +-------------------------+ brackets
    u |  panel                  | with the
    l |                         | names of
    e +-------------------------+ layers
      row of labels below
"""

from dataclasses import dataclass, field

from toolkit.drawing.scene import Panel, Scene

WIDTH_PX = {"page": 900, "phone": 320}
LABEL_PX, SECOND_PX, TITLE_PX, HEAD_PX = 13, 12, 20, 14.5
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

    def place(self, x: float, z: float) -> tuple[float, float]:
        """Return the place on the paper of a place in the panel."""
        window = self.panel.window
        return (self.left + (x - window.left) * self.x_scale,
                self.top + (z - window.top) * self.z_scale)

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


def lay_out(scene: Scene, *, width_px: float | None = None) -> Paper:
    """Return the scene on paper of some width; the height follows from the true scale."""
    paper = Paper(width=float(width_px or WIDTH_PX[scene.form]))
    top = _write_title(scene, paper)
    above = max(_room_above(panel, scene) for panel in scene.panels)
    boxes = _columns(scene, paper)
    for panel, (left, right) in zip(scene.panels, boxes, strict=True):
        x_scale = (right - left) / panel.window.width
        height = panel.window.height * x_scale
        if panel.aspect is not None:
            height = (right - left) * panel.aspect
        frame = Frame(panel, left, top + above, x_scale, height / panel.window.height)
        paper.frames.append(frame)
        _furnish(frame, scene, paper)
    lowest = [frame.bottom for frame in paper.frames]
    lowest += [text.y + (0.35 if text.halo else 0.4) * text.size for text in paper.texts]
    lowest += [y for stroke in paper.strokes for _, y in stroke.points]
    paper.height = max(lowest) + 6
    return paper


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


def _write_title(scene, paper):
    left, y = _left_px(scene.panels[0], scene), 4.0
    if scene.form == "phone":
        left = 4.0
    size = TITLE_PX if scene.form == "page" else 16
    for line in wrapped(scene.title, 0.93 * (paper.width - left), size):
        y += size * 1.25
        paper.texts.append(Text(left, y - 4, line, size, "ink", "start", bold=True))
    for line in wrapped(scene.second, paper.width - left, LABEL_PX):
        y += LINE_PX + 1
        paper.texts.append(Text(left, y - 3, line, LABEL_PX, "muted", "start"))
    return y + (4 if scene.title or scene.second else 0)


def _left_px(panel, scene):
    if panel.left_ticks is None:
        return 4.0
    return 34.0 if scene.form == "phone" else 44.0


def _columns(scene, paper):
    """Share the width: every panel drawn in millimetres gets the same scale."""
    lefts = [_left_px(panel, scene) for panel in scene.panels]
    rights = [_right_px(panel) for panel in scene.panels]
    gap = 14.0 * (len(scene.panels) - 1)
    room = paper.width - sum(lefts) - sum(rights) - gap
    whole = sum(panel.window.width for panel in scene.panels)
    boxes, x = [], 0.0
    for panel, before, after in zip(scene.panels, lefts, rights, strict=True):
        width = room * panel.window.width / whole
        boxes.append((x + before, x + before + width))
        x += before + width + after + 14.0
    return boxes


def _right_px(panel):
    if not panel.brackets:
        return 6.0
    longest = max(max(words_px(b.text, bold=True), words_px(b.second, SECOND_PX))
                  for b in panel.brackets)
    return longest + 44.0


def _room_above(panel, scene):
    above = [label for label in panel.labels if label.place == "above"]
    room = 8.0 if panel.left_ticks is None else 14.0
    if panel.head or (panel.bar_mm and not panel.brackets and not _bar_below(panel)):
        room += 22.0
    if above or panel.spans:
        room += 30.0 + (14.0 if any(label.second for label in above) else 0.0)
    return room


def _bar_below(panel):
    return any(label.place == "below" for label in panel.labels) or not panel.head


def _furnish(frame, scene, paper):
    panel = frame.panel
    _write_head(frame, paper)
    _draw_left_ticks(frame, paper)
    _draw_bottom_ticks(frame, paper)
    _write_row(frame, paper, "above")
    lowest = _write_row(frame, paper, "below")
    _write_inside(frame, paper)
    _draw_spans(frame, paper)
    _draw_brackets(frame, paper)
    if panel.bar_mm:
        _draw_bar(frame, paper, lowest)


def _write_head(frame, paper):
    if frame.panel.head:
        above = any(label.place == "above" for label in frame.panel.labels) or frame.panel.spans
        y = frame.top - (44 if above else 14)
        paper.texts.append(
            Text(frame.left, y, frame.panel.head, HEAD_PX, frame.panel.head_role, "start", True))


def _draw_left_ticks(frame, paper):
    ticks = frame.panel.left_ticks
    if ticks is None:
        return
    x = frame.left - 5
    ys = [frame.place(0, z)[1] for z in ticks.at]
    if ticks.minor or frame.panel.aspect is None:
        lowest = max(ys + [frame.place(0, z)[1] for z in ticks.minor])
        paper.strokes.append(Stroke("axis", ((x, min(ys)), (x, lowest))))
    for y, words in zip(ys, ticks.texts, strict=True):
        paper.strokes.append(Stroke("axis", ((x - 5, y), (x, y))))
        paper.texts.append(Text(x - 8, y + 4, words, SECOND_PX, "muted", "end"))
    for z in ticks.minor:
        y = frame.place(0, z)[1]
        paper.strokes.append(Stroke("axis", ((x - 3, y), (x, y))))
    if ticks.title:
        paper.texts.append(Text(x, min(ys) - 13, ticks.title, SECOND_PX, "muted", "end"))


def _draw_bottom_ticks(frame, paper):
    ticks = frame.panel.bottom_ticks
    if ticks is None:
        return
    y = frame.bottom
    paper.strokes.append(Stroke("axis", ((frame.left, y), (frame.right, y))))
    for at, words in zip(ticks.at, ticks.texts, strict=True):
        x = frame.place(at, 0)[0]
        paper.strokes.append(Stroke("axis", ((x, y), (x, y + 5))))
        paper.texts.append(Text(x, y + 18, words, SECOND_PX, "muted"))
    middle = (frame.left + frame.right) / 2
    paper.texts.append(Text(middle, y + 36, ticks.title, SECOND_PX, "muted"))


def _write_row(frame, paper, place):
    """Write the labels of one row, ordered like their things so that no leaders cross."""
    labels = sorted((label for label in frame.panel.labels if label.place == place),
                    key=lambda label: label.at[0])
    if not labels:
        return frame.bottom
    widths = [max(words_px(lab.text), words_px(lab.second, SECOND_PX)) for lab in labels]
    targets = [frame.place(*label.at) for label in labels]
    right = paper.width - 2 if not frame.panel.brackets else frame.right + 40
    if len(paper.frames) > 1 or frame.panel.head:
        right = min(right, frame.right + 10)
    xs = spread([x for x, _ in targets], widths, max(2.0, frame.left - 42), right)
    deep = any(label.second for label in labels)
    y = frame.top - 14 - (14 if deep else 0) if place == "above" else frame.bottom + 30
    for label, x, target in zip(labels, xs, targets, strict=True):
        end = y + (20 if label.second else 6) if place == "above" else y - 14
        paper.strokes += [Stroke("leader_halo", ((x, end), target)),
                          Stroke("leader", ((x, end), target))]
        paper.dots.append(target)
        paper.texts.append(Text(x, y, label.text, role=label.role))
        if label.second:
            paper.texts.append(Text(x, y + 15.5, label.second, SECOND_PX, "muted"))
    return y + (16 if deep else 0)


def spread(targets: list[float], widths: list[float], left: float, right: float) -> list[float]:
    """Return middles for words near their targets, moved apart until none overlap."""
    gap, xs = 12.0, [float(x) for x in targets]
    for _ in range(60):
        moved = False
        for i in range(len(xs) - 1):
            overlap = (widths[i] + widths[i + 1]) / 2 + gap - (xs[i + 1] - xs[i])
            if overlap > 0.1:
                moved = True
                xs[i] -= overlap / 2
                xs[i + 1] += overlap / 2
        xs = [max(left + w / 2, min(x, right - w / 2)) for x, w in zip(xs, widths, strict=True)]
        if not moved:
            break
    return xs


def _write_inside(frame, paper):
    for label in frame.panel.labels:
        if label.place == "inside":
            x, y = frame.place(*label.at)
            wide = words_px(label.text)
            fits = x + 8 + wide < frame.right + 4
            paper.texts.append(Text(x + 8 if fits else x - 8, y, label.text, role=label.role,
                                    anchor="start" if fits else "end",
                                    bold=label.role == "after", halo=True))


def _draw_spans(frame, paper):
    for span in frame.panel.spans:
        left, y = frame.place(span.left_mm, frame.panel.window.top)
        right, y = frame.place(span.right_mm, frame.panel.window.top)[0], y - 12
        paper.strokes.append(
            Stroke("bracket", ((left, y + 6), (left, y), (right, y), (right, y + 6))))
        paper.texts.append(Text((left + right) / 2, y - 7, span.text, HEAD_PX, bold=True))


def _draw_brackets(frame, paper):
    """Name the layers at the right, each name as near to its layer as the others allow."""
    brackets = frame.panel.brackets
    if not brackets:
        return
    middles = [frame.place(0, (b.top_mm + b.bottom_mm) / 2)[1] for b in brackets]
    heights = [34.0 if b.second else 19.0 for b in brackets]
    ys = spread(middles, [height - 12 for height in heights], frame.top - 34, frame.bottom + 30)
    x = frame.right + 8
    for bracket, middle, y in zip(brackets, middles, ys, strict=True):
        top, bottom = (frame.place(0, z)[1] for z in (bracket.top_mm, bracket.bottom_mm))
        paper.strokes += [
            Stroke("bracket", ((x - 4, top + 0.5), (x, top + 0.5), (x, bottom - 0.5),
                               (x - 4, bottom - 0.5))),
            Stroke("leader", ((x, middle), (x + 14, y), (x + 24, y)))]
        first = y + (0 if bracket.second else 4.5)
        paper.texts.append(Text(x + 29, first, bracket.text, anchor="start", bold=True))
        if bracket.second:
            paper.texts.append(Text(x + 29, y + 15.5, bracket.second, SECOND_PX, "muted", "start"))


def _draw_bar(frame, paper, lowest):
    """The scale bar lies free of the tissue: in the margin, or under the last row of words."""
    length = frame.panel.bar_mm * frame.x_scale
    right = frame.right
    y = lowest + 32 if lowest > frame.bottom else frame.bottom + 28
    if frame.panel.brackets:
        right, y = frame.right + 37 + length, frame.bottom + 28
    elif frame.panel.head:
        y = frame.top - 12
    paper.strokes.append(Stroke("scale_bar", ((right - length, y - 4), (right - length, y + 4))))
    paper.strokes.append(Stroke("scale_bar", ((right - length, y), (right, y))))
    paper.strokes.append(Stroke("scale_bar", ((right, y - 4), (right, y + 4))))
    words = f"{frame.panel.bar_mm:g} mm"
    paper.texts.append(Text(right - length / 2, y - 8, words, SECOND_PX))
