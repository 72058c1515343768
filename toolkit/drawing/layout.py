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

from dataclasses import replace

from toolkit.drawing.furniture import bar_is_below, furnish
from toolkit.drawing.paper import (
    LABEL_PX,
    LINE_PX,
    SECOND_PX,
    TITLE_PX,
    WIDTH_PX,
    Frame,
    Paper,
    Text,
    words_px,
    wrapped,
)
from toolkit.drawing.scene import Scene

EDGE_PX = 2.0  #: words keep this far from the edge of the paper


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
        furnish(frame, paper)
    paper.texts = [_within(text, paper.width) for text in paper.texts]
    lowest = [frame.bottom for frame in paper.frames]
    lowest += [text.y + (0.35 if text.halo else 0.4) * text.size for text in paper.texts]
    lowest += [y for stroke in paper.strokes for _, y in stroke.points]
    paper.height = max(lowest) + 6
    return paper


def _within(text, width):
    """Move words that would leave the paper back on to it."""
    left, right = text.extent()
    by = max(EDGE_PX - left, 0.0) or min(width - EDGE_PX - right, 0.0)
    return replace(text, x=text.x + by) if by else text


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
    longest = max(
        max(words_px(b.text, bold=True), words_px(b.second, SECOND_PX)) for b in panel.brackets
    )
    return longest + 44.0


def _room_above(panel, scene):
    above = [label for label in panel.labels if label.place == "above"]
    room = 8.0 if panel.left_ticks is None else 14.0
    if panel.head or (panel.bar_mm and not panel.brackets and not bar_is_below(panel)):
        room += 22.0
    if above or panel.spans:
        room += 30.0 + (14.0 if any(label.second for label in above) else 0.0)
    return room
