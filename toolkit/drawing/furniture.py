"""What stands around a panel: ruler, rows of labels, brackets, names of scars, scale bar."""

from toolkit.drawing.paper import (
    HEAD_PX,
    LABEL_PX,
    SECOND_PX,
    Frame,
    Paper,
    Stroke,
    Text,
    words_px,
    wrapped,
)
from toolkit.drawing.scene import Panel

HEAD_LINE_PX = 18.0
SIDE_PX = 20.0  #: room beside a panel for the leaders of the words at its right
SIDE_SLACK = 1.1  #: some fonts are wider than others
SPREAD_GAP_PX = 12.0


def furnish(frame: Frame, paper: Paper) -> None:
    """Write everything around one panel on to the paper."""
    panel = frame.panel
    _write_head(frame, paper)
    _draw_left_ticks(frame, paper)
    _draw_bottom_ticks(frame, paper)
    _write_row(frame, paper, "above")
    lowest = _write_row(frame, paper, "below")
    _write_inside(frame, paper)
    _write_side(frame, paper)
    _draw_spans(frame, paper)
    _draw_brackets(frame, paper)
    if panel.bar_mm:
        _draw_bar(frame, paper, lowest)


def bar_is_below(panel: Panel) -> bool:
    """Whether the scale bar lies below the panel rather than beside its head."""
    return any(label.place == "below" for label in panel.labels) or not panel.head


def head_lines(panel: Panel, width_px: float) -> list[str]:
    """Return the head of a panel in lines that are no wider than the panel, and about alike."""
    lines = wrapped(panel.head, width_px / 1.07, HEAD_PX)
    for room in range(int(width_px), 40, -8):
        narrower = wrapped(panel.head, room / 1.07, HEAD_PX)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def side_px(panel: Panel) -> float:
    """Return how much room the words at the right of a panel take, 0 if there are none. [px]"""
    beside = [label for label in panel.labels if label.place == "right"]
    widths = [words_px(label.text, bold=label.role != "ink") for label in beside]
    widths += [words_px(label.second, SECOND_PX) for label in beside]
    widths += [words_px(panel.beside)] if panel.beside else []
    return SIDE_SLACK * max(widths) + SIDE_PX if widths else 0.0


def _write_head(frame, paper):
    panel = frame.panel
    y = _head_y(frame) - HEAD_LINE_PX * (frame.head_lines - 1)
    for line in head_lines(panel, frame.right - frame.left):
        paper.texts.append(Text(frame.left, y, line, HEAD_PX, panel.head_role, "start", True))
        y += HEAD_LINE_PX


def _head_y(frame):
    """Where the last line of a head stands: over the row of labels, if there is one."""
    above = [label for label in frame.panel.labels if label.place == "above"]
    y = frame.top - (44 if above or frame.panel.spans else 14)
    return y - (14 if any(label.second for label in above) else 0)


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
        if frame.panel.aspect is None or words:
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
        if words:
            paper.texts.append(Text(x, y + 18, words, SECOND_PX, "muted"))
    if ticks.title:
        middle = (frame.left + frame.right) / 2
        paper.texts.append(Text(middle, y + 36, ticks.title, SECOND_PX, "muted"))


def _write_row(frame, paper, place):
    """Write the labels of one row, ordered like their things so that no leaders cross."""
    labels = sorted(
        (label for label in frame.panel.labels if label.place == place),
        key=lambda label: label.at[0],
    )
    if not labels:
        return frame.bottom
    widths = [max(words_px(lab.text), words_px(lab.second, SECOND_PX)) for lab in labels]
    targets = [frame.place(*label.at) for label in labels]
    right = paper.width - 2 if not frame.panel.brackets else frame.right + 40
    if len(paper.frames) > 1 or frame.panel.head:
        right = min(right, frame.right + 10)
    room = 42 if frame.panel.left_ticks else 6
    xs = spread([x for x, _ in targets], widths, max(2.0, frame.left - room), right)
    deep = any(label.second for label in labels)
    y = frame.top - 14 - (14 if deep else 0) if place == "above" else frame.bottom + 30
    for label, x, target in zip(labels, xs, targets, strict=True):
        end = y + (20 if label.second else 6) if place == "above" else y - 14
        paper.strokes += [
            Stroke("leader_halo", ((x, end), target)),
            Stroke("leader", ((x, end), target)),
        ]
        paper.dots.append(target)
        paper.texts.append(Text(x, y, label.text, role=label.role))
        if label.second:
            paper.texts.append(Text(x, y + 15.5, label.second, SECOND_PX, "muted"))
    return y + (16 if deep else 0)


def spread(targets: list[float], widths: list[float], left: float, right: float) -> list[float]:
    """Return middles for words near their targets, moved apart until none overlap."""
    gap, xs = SPREAD_GAP_PX, [float(x) for x in targets]
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
    """Words in the picture, without a leader: beside, before, under, over or on their place."""
    for label in frame.panel.labels:
        if label.place in ("under", "over", "on"):
            _write_centred(label, frame, paper)
        if label.place not in ("inside", "before"):
            continue
        x, y = frame.place(*label.at)
        wide = max(words_px(label.text), words_px(label.second, SECOND_PX))
        fits = label.place == "inside" and x + 8 + wide < frame.right + 4
        where = {"x": x + 8 if fits else x - 8, "anchor": "start" if fits else "end"}
        bold = label.role == "after"
        paper.texts.append(
            Text(y=y, words=label.text, role=label.role, bold=bold, halo=True, **where)
        )
        if label.second:
            paper.texts.append(
                Text(y=y + 15.5, words=label.second, size=SECOND_PX, role="muted", **where)
            )


def _write_centred(label, frame, paper):
    x, y = frame.place(*label.at)
    halo = label.place != "on"
    y += -6 - (15.5 if label.second else 0) if label.place == "over" else 14
    paper.texts.append(Text(x, y, label.text, role=label.role, halo=halo))
    if label.second:
        paper.texts.append(Text(x, y + 15.5, label.second, SECOND_PX, label.role, halo=halo))


def _write_side(frame, paper):
    """Words at the right of a panel, each as near to its place as the others allow."""
    labels = [label for label in frame.panel.labels if label.place == "right"]
    labels.sort(key=lambda label: label.at[1])
    heights = [(33.0 if label.second else 17.0) - SPREAD_GAP_PX for label in labels]
    targets = [frame.place(*label.at) for label in labels]
    ys = spread([y for _, y in targets], heights, frame.top - 6, frame.bottom + 6)
    x = frame.right + SIDE_PX - 6
    for label, (start, at), y in zip(labels, targets, ys, strict=True):
        paper.strokes.append(Stroke("leader", ((start + 8, at), (x - 4, y))))
        first = y + (-3 if label.second else 4.5)
        paper.texts.append(
            Text(x, first, label.text, LABEL_PX, label.role, "start", label.role != "ink")
        )
        if label.second:
            paper.texts.append(Text(x, first + 15.5, label.second, SECOND_PX, "muted", "start"))


def _draw_spans(frame, paper):
    for span in frame.panel.spans:
        left, y = frame.place(span.left_mm, frame.panel.window.top)
        right, y = frame.place(span.right_mm, frame.panel.window.top)[0], y - 12
        paper.strokes.append(
            Stroke("bracket", ((left, y + 6), (left, y), (right, y), (right, y + 6)))
        )
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
            Stroke(
                "bracket",
                ((x - 4, top + 0.5), (x, top + 0.5), (x, bottom - 0.5), (x - 4, bottom - 0.5)),
            ),
            Stroke("leader", ((x, middle), (x + 14, y), (x + 24, y))),
        ]
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
        y = _head_y(frame) + 2
    paper.strokes.append(Stroke("scale_bar", ((right - length, y - 4), (right - length, y + 4))))
    paper.strokes.append(Stroke("scale_bar", ((right - length, y), (right, y))))
    paper.strokes.append(Stroke("scale_bar", ((right, y - 4), (right, y + 4))))
    words = f"{frame.panel.bar_mm:g} mm"
    paper.texts.append(Text(right - length / 2, y - 8, words, SECOND_PX))
