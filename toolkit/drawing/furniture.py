"""What stands around a panel: ruler, rows of labels, brackets, names of scars, scale bar."""

from toolkit.drawing.paper import HEAD_PX, SECOND_PX, Frame, Paper, Stroke, Text, words_px
from toolkit.drawing.scene import Panel


def furnish(frame: Frame, paper: Paper) -> None:
    """Write everything around one panel on to the paper."""
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


def bar_is_below(panel: Panel) -> bool:
    """Whether the scale bar lies below the panel rather than beside its head."""
    return any(label.place == "below" for label in panel.labels) or not panel.head


def _write_head(frame, paper):
    if frame.panel.head:
        above = any(label.place == "above" for label in frame.panel.labels) or frame.panel.spans
        y = frame.top - (44 if above else 14)
        paper.texts.append(
            Text(frame.left, y, frame.panel.head, HEAD_PX, frame.panel.head_role, "start", True)
        )


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
    xs = spread([x for x, _ in targets], widths, max(2.0, frame.left - 42), right)
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
            paper.texts.append(
                Text(
                    x + 8 if fits else x - 8,
                    y,
                    label.text,
                    role=label.role,
                    anchor="start" if fits else "end",
                    bold=label.role == "after",
                    halo=True,
                )
            )


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
        y = frame.top - 12
    paper.strokes.append(Stroke("scale_bar", ((right - length, y - 4), (right - length, y + 4))))
    paper.strokes.append(Stroke("scale_bar", ((right - length, y), (right, y))))
    paper.strokes.append(Stroke("scale_bar", ((right, y - 4), (right, y + 4))))
    words = f"{frame.panel.bar_mm:g} mm"
    paper.texts.append(Text(right - length / 2, y - 8, words, SECOND_PX))
