"""How differently patients answer to one plan: a band over the weeks, and who gains how much."""

from collections.abc import Sequence

import numpy as np

from toolkit.cohort import NO_RESPONSE_PCT, UNITS, Cohort, shares_pct
from toolkit.course import Plan
from toolkit.drawing.axes import (
    band_shape,
    depth_axis,
    grid_shape,
    line_of,
    session_shape,
    week_ticks,
)
from toolkit.drawing.chart import LEAST, SESSION_SHARE, number_words
from toolkit.drawing.chart import UNITS as UNIT_WORDS
from toolkit.drawing.scene import Label, Panel, Scene, Shape, Ticks, Window

EDGES_PCT = (0.0, 25.0, 50.0, 75.0)
BANDS = ("deeper", "0-25", "25-50", "50-75", "75-100")
ASPECTS = {"page": (0.6, 0.905), "phone": (0.85, 0.62)}
SHARES = {"page": (3.0, 2.0), "phone": (1.0, 1.0)}
HONEST = "How differently they heal is chosen by us, not measured."
BAR = 0.78  #: width of a bar, of the room it has
MOST_SINGLE = 40


def spread_scene(
    cohort: Cohort,
    *,
    plan: Plan | None = None,
    quantity: str = "depth",
    single: int = 7,
    form: str = "page",
    title: str = "",
) -> Scene:
    """Return how one plan turns out in many patients: a band, its middle, and a histogram.

    Parameters
    ----------
    cohort
        Many patients, from `toolkit.run_cohort`.
    plan
        Their plan, whose sessions are marked; none are marked if left out.
    quantity
        ``"depth"``, ``"area"`` or ``"volume"``.
    single
        How many patients are drawn as thin lines, from the one who gains least to the one who
        gains most in equal steps of rank; 0 to 40.
    form
        ``"page"``: band and histogram beside each other. ``"phone"``: one below the other.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If the quantity, the number of single patients or the form is not possible.

    Notes
    -----
    The band reaches from the 5 % line to the 95 % line at each week, so its edges are not
    patients. What this leaves out: see `toolkit.run_cohort`.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, ice_pick, run_cohort
    >>> plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=4)
    >>> scene = spread_scene(run_cohort(ice_pick(), plan, n=20), plan=plan)
    >>> len(scene.panels)
    2
    """
    _check(cohort, quantity, single, form)
    gains = cohort.improvement_pct(quantity)
    over_weeks, at_end = ASPECTS[form]
    share, other = SHARES[form]
    panels = (
        _band_panel(cohort, plan, quantity, single, form, aspect=over_weeks, share=share),
        _shares_panel(gains, quantity, aspect=at_end, share=other),
    )
    words = _slow_words(gains)
    facts = (*_facts(cohort, quantity, gains), words, HONEST)
    rows = (2,) if form == "page" else (1, 1)
    second = f"{words} {HONEST}"
    return Scene(panels, title=title, second=second, form=form, facts=facts, rows=rows)


def gain_shares(gains_pct: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """Return the share of patients in each quarter of the gain, from the least. [%]

    Those who end deeper than they began stand first, and only if there are any.

    Examples
    --------
    >>> gain_shares([10, 30, 60, 80])
    (('0-25', 25.0), ('25-50', 25.0), ('50-75', 25.0), ('75-100', 25.0))
    """
    shares = zip(BANDS, shares_pct(gains_pct, EDGES_PCT).tolist(), strict=True)
    return tuple((name, share) for name, share in shares if share > 0 or name != BANDS[0])


def _check(cohort, quantity, single, form):
    if quantity not in UNITS:
        raise ValueError(f"quantity is {quantity!r}; it must be one of {tuple(UNITS)}")
    if single not in range(MOST_SINGLE + 1):
        raise ValueError(f"single is {single!r}; it must be a whole number 0 to {MOST_SINGLE}")
    if form not in ASPECTS:
        raise ValueError(f"form is {form!r}; it must be one of {tuple(ASPECTS)}")


def _band_panel(cohort, plan, quantity, single, form, *, aspect, share):
    weeks = np.asarray(cohort.weeks, float)
    low, middle, high = cohort.band(quantity)
    alone = _single(cohort, quantity, single)
    highest = max(float(high.max()), float(alone.max(initial=0.0)), LEAST[quantity])
    window, left = depth_axis(highest, weeks[-1])
    first = np.array([[[0.0, middle[0]], [window.right, middle[0]]]])
    edges = np.concatenate([line_of(weeks, low), line_of(weeks, high)])
    sessions = [session.week for session in plan.sessions] if plan is not None else []
    shapes = (
        band_shape(weeks, low, high),
        grid_shape(window, left),
        Shape("edge_line", "line", edges),
        *(Shape("patient_line", "line", line_of(weeks, values)) for values in alone),
        Shape("before_line", "line", first),
        Shape("value_line", "line", line_of(weeks, middle)),
        session_shape(sessions, window, aspect, SESSION_SHARE[form] * 1.3),
    )
    unit = UNIT_WORDS[quantity]
    return Panel(
        window,
        shapes,
        head=f"Scar {quantity} in {len(cohort.vigour)} patients, {unit}",
        left_ticks=left,
        bottom_ticks=week_ticks(weeks[-1]),
        aspect=aspect,
        share=share,
        labels=_line_labels(weeks[-1], [line[-1] for line in (low, middle, high)], unit),
    )


def _single(cohort, quantity, single):
    """Some patients in equal steps of rank, (single, moments)."""
    values = getattr(cohort, UNITS[quantity])
    ranked = np.argsort(cohort.improvement_pct(quantity), kind="stable")
    chosen = np.rint(np.linspace(0, len(ranked) - 1, min(single, len(ranked)))).astype(int)
    return values[ranked[chosen]]


def _line_labels(last, ends, unit):
    words = ("best 1 in 20", "middle", "least 1 in 20")
    return tuple(
        Label(
            number_words(float(end), unit),
            (last, float(end)),
            "right",
            name,
            role="after" if name == "middle" else "ink",
        )
        for name, end in zip(words, ends, strict=True)
    )


def _shares_panel(gains, quantity, *, aspect, share):
    bands = gain_shares(gains)
    shares = [one for _, one in bands]
    top = max(20.0, 10 * np.ceil(max(shares) / 10))
    window = Window(0.0, float(len(bands)), -1.13 * top, 0.0)
    step = 10 if top <= 50 else 20
    ticks = tuple(float(at) for at in np.arange(0, top + 1, step))
    left = Ticks(tuple(-at for at in ticks), tuple(f"{at:.0f}" for at in ticks))
    less = "less deep" if quantity == "depth" else f"less {quantity}"
    at = tuple(i + 0.5 for i in range(len(bands)))
    bottom = Ticks(at, tuple(name for name, _ in bands), f"per cent {less} at the end")
    labels = [Label(f"{one:.0f} %", (i + 0.5, -one), "over") for i, one in enumerate(shares)]
    shapes = (grid_shape(window, left), Shape("share_bar", "polygon", _bars(shares)))
    return Panel(
        window,
        shapes,
        head="Share of patients, %",
        left_ticks=left,
        bottom_ticks=bottom,
        aspect=aspect,
        share=share,
        labels=tuple(labels),
    )


def _bars(shares):
    """A bar for each share, (bars, 4, 2); a number lies at minus itself."""
    sides = np.arange(len(shares))[:, None] + 0.5 + BAR / 2 * np.array([-1, -1, 1, 1])
    heights = -np.array(shares)[:, None] * np.array([0, 1, 1, 0])
    return np.stack([sides, heights], axis=-1)


def _slow_words(gains):
    slow = 100 * float((np.asarray(gains) < NO_RESPONSE_PCT).mean())
    if slow == 0:
        return "Every patient gains a tenth or more."
    return f"{slow:.0f} in 100 patients gain less than a tenth."


def _facts(cohort, quantity, gains):
    unit = UNIT_WORDS[quantity]
    low, middle, high = (float(line[-1]) for line in cohort.band(quantity))
    first = float(cohort.band(quantity)[1][0])
    said = [f"{share:.0f} % gain {name}" for name, share in gain_shares(gains) if name in BANDS[1:]]
    deeper = 100 * float((np.asarray(gains) < 0).mean())
    worse = f" {deeper:.0f} % end deeper than before." if deeper else ""
    return (
        f"The {quantity} of the scar in {len(cohort.vigour)} patients over "
        f"{cohort.weeks[-1]:.0f} weeks of one plan.",
        f"The middle patient goes from {first:.2f} to {middle:.2f} {unit}; nine in ten end "
        f"between {low:.2f} and {high:.2f} {unit}.",
        f"Patients by gain in per cent: {', '.join(said)}.{worse}",
    )
