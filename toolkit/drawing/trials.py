"""Published trials against the model: what each reported, and where the model put it."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from toolkit.checks import check_word
from toolkit.drawing.axes import mark_shape
from toolkit.drawing.paper import words_px
from toolkit.drawing.scene import FORMS, Label, Panel, Scene, Shape, Ticks, Window
from toolkit.evidence.spelling import sources_in_words
from toolkit.trials import FAMILY_WORDS, Board, Prediction, rms_points

LEFT_PCT, RIGHT_PCT = -14.0, 104.0  #: of the axis; what lies beyond is cut
TICKS_PCT = (0.0, 25.0, 50.0, 75.0, 100.0)
ROW = {"page": 0.053, "phone": 0.175}  #: height of a row, of the width of the panel
NAME_AT = {"page": 0.0, "phone": -0.33}  #: where a name stands over its row
LINE_AT = {"page": 0.0, "phone": 0.27}
MARK = {"page": 0.018, "phone": 0.034}
BAND = {"page": 0.17, "phone": 0.1}  #: half the height of an interval, of a row
LONGEST = 40  #: letters of what a study did
SECOND = (
    "Circle: what the study reported. Upright bar: what the model says. "
    "Pale band: where nine in ten studies like it would lie. Square: reported outside the band."
)
AXES = {
    "measured": "per cent better",
    "graded": "per cent better, as judged by eye",
    "shares": "per cent of patients",
}
SCARS = {"ice_pick": "ice pick", "mixed": "", "": ""}


def trials_scene(
    found: Board, *, families: Sequence[str] = (), form: str = "page", title: str = ""
) -> Scene:
    """Return a panel for each family of scales, a row for each number, the highest reported first.

    Parameters
    ----------
    found
        From `toolkit.trials.board`.
    families
        Which of measured, graded and shares; all that have a row if left out.
    form
        ``"page"``: names at the right of their rows. ``"phone"``: names over their rows.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If a family or the form is not known, or there is nothing to draw.

    Notes
    -----
    Scores are turned into per cent of where they began, so that they can stand on one axis. What
    this leaves out: rows without a prediction; `toolkit.trials.as_text` names them.

    Examples
    --------
    >>> from toolkit.trials import board, targets
    >>> len(trials_scene(board(targets()[:3])).panels)
    1
    """
    check_word("form", form, FORMS)
    for family in families:
        check_word("families", family, FAMILY_WORDS)
    shown = [family for family in families or FAMILY_WORDS if found.of(family)]
    if not shown:
        raise ValueError("found has no predictions to draw; it must hold at least one")
    names = [name_of(one) for family in shown for one in found.of(family)]
    beside = max(names, key=words_px) if form == "page" else ""
    panels = [replace(_panel(found.of(f), f, form), beside=beside) for f in shown]
    facts = [fact for family in shown for fact in _facts(found.of(family), family)]
    return Scene(
        tuple(panels),
        title=title,
        second=SECOND,
        form=form,
        facts=tuple(facts),
        rows=(1,) * len(panels),
    )


def _panel(some, family, form):
    ranked = sorted(some, key=lambda one: -_pct(one, one.reported))
    window = Window(LEFT_PCT, RIGHT_PCT, -0.5, len(ranked) - 0.5)
    aspect = ROW[form] * len(ranked)
    rows = np.arange(len(ranked)) + LINE_AT[form]
    lines = [[[x, window.top], [x, window.bottom]] for x in TICKS_PCT]
    shapes = [
        Shape("grid_line", "line", np.array(lines)),
        Shape("interval", "polygon", _bands(ranked, rows, BAND[form])),
        *_marks(ranked, rows, window, aspect, form),
    ]
    return Panel(
        window,
        tuple(shapes),
        head=f"{FAMILY_WORDS[family].capitalize()}: off by {rms_points(some):.0f} points",
        bottom_ticks=Ticks(TICKS_PCT, tuple(f"{x:g}" for x in TICKS_PCT), AXES[family]),
        aspect=aspect,
        labels=tuple(_name(one, row, form) for row, one in enumerate(ranked)),
    )


def _bands(ranked, rows, half):
    """An interval for each row, (rows, 4, 2)."""
    bands = []
    for one, row in zip(ranked, rows):
        low, high = np.clip(sorted(_pct(one, x) for x in (one.low, one.high)), LEFT_PCT, RIGHT_PCT)
        bands.append([(low, row - half), (high, row - half), (high, row + half), (low, row + half)])
    return np.array(bands)


def _marks(ranked, rows, window, aspect, form):
    predicted = np.array([(_pct(one, one.predicted), row) for one, row in zip(ranked, rows)])
    yield mark_shape("mark_1", "bar", predicted, window, aspect, 1.15 * MARK[form])
    for inside, role, mark in ((True, "mark_2", "circle"), (False, "mark_3", "square")):
        places = [
            (_pct(one, one.reported), row) for one, row in zip(ranked, rows) if one.inside == inside
        ]
        if places:
            yield mark_shape(role, mark, np.array(places), window, aspect, MARK[form])


def _name(one, row, form):
    study, done = _words_of(one)
    if form == "page":
        return Label(f"{study}: {done}", (RIGHT_PCT, row + NAME_AT[form]), "right")
    return Label(study, (LEFT_PCT - 2, row + NAME_AT[form]), "inside", done)


def name_of(one: Prediction) -> str:
    """Return the study, its scars, what it did, how often, and when or what it counted."""
    return ": ".join(_words_of(one))


def _words_of(one):
    row = one.row
    scar = SCARS.get(row.scar_type, row.scar_type)
    treatment = re.sub(r" \d{4}(?: nm)?\b", "", row.treatment).replace("non-ablative", "non-abl.")
    often = f"{row.sessions}\u00d7" if one.treatments and row.sessions.isdigit() else ""
    when = (often, _counted(one))
    done = ", ".join(filter(None, (treatment, *when)))
    if len(done) > LONGEST:
        done = done[: LONGEST - 1].rstrip(" ,") + "\u2026"
    return ", ".join(filter(None, (sources_in_words(row.id), scar))), done


def _counted(one):
    """Return between which gains patients were counted, or else in which week all were judged."""
    low, high = one.scale.least_pct, one.scale.most_pct
    if one.scale.of == "share" and high < np.inf:
        return f"{max(low, 0):g}-{high:g} %"
    if one.scale.of == "share" and low > -np.inf:
        ours = " (our bar)" if one.scale.remark.startswith("the bar is taken") else ""
        return f"over {low:g} %{ours}"
    weeks = one.row.followup_weeks
    return f"week {weeks}" if weeks else ""


def _pct(one, number):
    return float(np.clip(one.scale.in_pct(number), LEFT_PCT, RIGHT_PCT))


def _facts(some, family):
    outside = [one for one in some if not one.inside]
    yield (
        f"{FAMILY_WORDS[family].capitalize()}: {len(some)} published numbers, predicted to within "
        f"{rms_points(some):.0f} points (root mean square); {len(some) - len(outside)} lie in the "
        "interval of the model."
    )
    worst = max(some, key=lambda one: abs(one.error_points))
    yield (
        f"The largest miss is {name_of(worst)}: {_pct(worst, worst.reported):.0f} reported, "
        f"{_pct(worst, worst.predicted):.0f} predicted."
    )
