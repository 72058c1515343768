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

from toolkit.drawing.furniture import (
    HEAD_LINE_PX,
    bar_is_below,
    furnish,
    head_lines,
    side_px,
)
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
PANEL_GAP_PX, ROW_GAP_PX = 14.0, 10.0


def lay_out(scene: Scene, *, width_px: float | None = None) -> Paper:
    """Return the scene on paper of some width; the height follows from the true scale."""
    paper = Paper(width=float(width_px or WIDTH_PX[scene.form]))
    top = _write_title(scene, paper)
    rows = scene.panels_in_rows
    px_per_mm = min((_px_per_mm(row, scene, paper) for row in rows if _in_mm(row)), default=0.0)
    for row in rows:
        top = _lay_out_row(row, scene, paper, top, px_per_mm) + ROW_GAP_PX
    paper.texts = [_within(text, paper.width) for text in paper.texts]
    paper.height = _lowest(paper) + 6
    return paper


def _lay_out_row(row, scene, paper, top, px_per_mm):
    """Place the panels of one row and what is around them; return how far down they reach."""
    boxes = _columns(row, scene, paper, px_per_mm)
    heads = [len(head_lines(panel, right - left)) for panel, (left, right) in zip(row, boxes)]
    heads = max(1, *heads)
    above = max(_room_above(panel, scene) for panel in row) + HEAD_LINE_PX * (heads - 1)
    for panel, (left, right) in zip(row, boxes, strict=True):
        x_scale = (right - left) / panel.window.width
        height = panel.window.height * x_scale * panel.stretch
        if panel.aspect is not None:
            height = (right - left) * panel.aspect
        frame = Frame(panel, left, top + above, x_scale, height / panel.window.height, heads)
        paper.frames.append(frame)
        furnish(frame, paper)
    return _lowest(paper)


def _lowest(paper):
    lowest = [frame.bottom for frame in paper.frames]
    lowest += [text.y + (0.35 if text.halo else 0.4) * text.size for text in paper.texts]
    return max(lowest + [y for stroke in paper.strokes for _, y in stroke.points])


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
    for line in wrapped(scene.second, 0.95 * (paper.width - left), LABEL_PX):
        y += LINE_PX + 1
        paper.texts.append(Text(left, y - 3, line, LABEL_PX, "muted", "start"))
    return y + (4 if scene.title or scene.second else 0)


def _left_px(panel, scene):
    if panel.left_ticks is None:
        return 4.0
    return 34.0 if scene.form == "phone" else 44.0


def _in_mm(row):
    return [panel for panel in row if panel.aspect is None]


def _room(row, scene, paper):
    """Width that is left in a row for what the panels show. [px]"""
    sides = sum(_left_px(panel, scene) + _right_px(panel) for panel in row)
    return paper.width - sides - PANEL_GAP_PX * (len(row) - 1)


def _px_per_mm(row, scene, paper):
    """The largest scale at which the panels of a row that are drawn in millimetres fit."""
    shares = sum(panel.share for panel in row)
    room = _room(row, scene, paper) * sum(panel.share for panel in _in_mm(row)) / shares
    return room / sum(panel.window.width for panel in _in_mm(row))


def _columns(row, scene, paper, px_per_mm):
    """Share the width: all panels drawn in millimetres have one scale, in every row."""
    charts = [panel for panel in row if panel.aspect is not None]
    room = _room(row, scene, paper) - px_per_mm * sum(p.window.width for p in _in_mm(row))
    boxes, x = [], 0.0
    for panel in row:
        width = panel.window.width * px_per_mm
        if panel in charts:
            width = room * panel.share / sum(chart.share for chart in charts)
        x += _left_px(panel, scene)
        boxes.append((x, x + width))
        x += width + _right_px(panel) + PANEL_GAP_PX
    return boxes


def _right_px(panel):
    beside = side_px(panel)
    if beside:
        return beside
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
