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
ASPECTS = {"page": 0.8, "phone": 0.85}  #: of the chart over the weeks
SHARES = {"page": (5.0, 4.0), "phone": (1.0, 1.0)}
PEOPLE = 20  #: whom a reader counts at a glance
ABREAST = {"page": 2, "phone": 4}  #: people side by side in one heap
TALL = 1.14  #: height of a person, of the width
HONEST = "How differently they heal is chosen by us, not measured."
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
    share, other = SHARES[form]
    panels = (
        _band_panel(cohort, plan, quantity, single, form, share=share),
        _people_panel(gains, quantity, form, share=other),
    )
    words = slow_words(gains)
    facts = (*_facts(cohort, quantity, gains), words, HONEST)
    rows = (2,) if form == "page" else (1, 1)
    second = f"{_range_words(cohort, quantity)} {HONEST}"
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


def _band_panel(cohort, plan, quantity, single, form, *, share):
    aspect = ASPECTS[form]
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
        labels=_line_labels(weeks[-1], [line[-1] for line in (low, middle, high)], unit, form),
    )


def _single(cohort, quantity, single):
    """Some patients in equal steps of rank, (single, moments)."""
    values = getattr(cohort, UNITS[quantity])
    ranked = np.argsort(cohort.improvement_pct(quantity), kind="stable")
    chosen = np.rint(np.linspace(0, len(ranked) - 1, min(single, len(ranked)))).astype(int)
    return values[ranked[chosen]]


def _line_labels(last, ends, unit, form):
    """Where the lines end; what they are is said as well where there is room beside the chart."""
    words = ("1 in 20 gains more", "middle", "1 in 20 gains less")
    return tuple(
        Label(
            number_words(float(end), unit),
            (last, float(end)),
            "right",
            name if form == "page" else "",
            role="after" if name == "middle" else "ink",
        )
        for name, end in zip(words, ends, strict=True)
    )


def _people_panel(gains, quantity, form, *, share):
    """Out of twenty people, how many gain how much: a heap of people over each band."""
    bands = gain_shares(gains)
    counts = people_of([one for _, one in bands])
    abreast, step = ABREAST[form], ABREAST[form] + 1
    high = TALL * -(-PEOPLE // abreast) + 1.2
    window = Window(-0.6, step * len(bands) - 0.4, -high, 0.0)
    less = "less deep" if quantity == "depth" else f"less {quantity}"
    middles = tuple(step * i + abreast / 2 for i in range(len(bands)))
    bottom = Ticks(middles, tuple(name for name, _ in bands), f"per cent {less} at the end")
    labels = [
        Label(_count_words(count, one), (x, -TALL * -(-count // abreast)), "over")
        for x, count, (_, one) in zip(middles, counts, bands)
    ]
    return Panel(
        window,
        (Shape("person", "polygon", _people(counts, middles, abreast)),),
        head=f"Out of {PEOPLE} people like this",
        bottom_ticks=bottom,
        aspect=window.height / window.width,
        share=share,
        labels=tuple(labels),
    )


def people_of(shares_pct: Sequence[float], people: int = PEOPLE) -> tuple[int, ...]:
    """Return how many of some people shares stand for, so that together they are all of them.

    What is left after rounding down goes to the largest remainders.

    Examples
    --------
    >>> people_of([3, 68, 29])
    (1, 13, 6)
    """
    exact = np.asarray(shares_pct, float) * people / 100
    counts = np.floor(exact + 1e-9).astype(int)
    order = np.argsort(counts - exact, kind="stable")
    counts[order[: people - counts.sum()]] += 1
    return tuple(counts.tolist())


def slow_words(gains_pct: Sequence[float]) -> str:
    """Return how many gain less than a tenth, out of twenty or, if they are fewer, in per cent."""
    slow = 100 * float((np.asarray(gains_pct) < NO_RESPONSE_PCT).mean())
    if slow == 0:
        return "Each of them gains a tenth or more."
    if slow < 50 / PEOPLE:
        return f"Fewer than 1 in {PEOPLE} ({slow:.1f} %) gain less than a tenth."
    return f"{slow * PEOPLE / 100:.0f} of {PEOPLE} ({slow:.0f} %) gain less than a tenth."


def _count_words(count, share_pct):
    return str(count) if count or not share_pct else "under 1"


def _people(counts, middles, abreast):
    """A person for each, (people, points, 2), row by row, each row in the middle of its band."""
    feet = [
        (x + one % abreast + (1 - min(abreast, count - one // abreast * abreast)) / 2, up)
        for x, count in zip(middles, counts)
        for one, up in ((one, -TALL * (one // abreast)) for one in range(count))
    ]
    return np.array(feet)[:, None] + _person()


def _person():
    """A head on shoulders, its feet at the origin, within one unit across, (points, 2)."""
    turn = np.linspace(0, 2 * np.pi, 14) + np.pi / 2
    head = np.column_stack([0.19 * np.cos(turn), -0.86 + 0.19 * np.sin(turn)])
    bend = np.linspace(np.pi, 2 * np.pi, 9)
    body = np.column_stack([0.33 * np.cos(bend), -0.36 + 0.25 * np.sin(bend)])
    corners = [[-0.33, -0.06], *body[:5], *head, *body[4:], [0.33, -0.06]]
    return np.array(corners)


def _range_words(cohort, quantity):
    unit = UNIT_WORDS[quantity]
    low, _, high = (float(line[-1]) for line in cohort.band(quantity))
    ends = f"{number_words(low, unit)} and {number_words(high, unit)}"
    end = f"between {ends} deep"
    if quantity != "depth":
        end = f"with {'an area' if quantity == 'area' else 'a volume'} between {ends}"
    return f"Out of {PEOPLE} people like this, {PEOPLE - 2} end {end}."


def _facts(cohort, quantity, gains):
    unit = UNIT_WORDS[quantity]
    low, middle, high = (float(line[-1]) for line in cohort.band(quantity))
    first = float(cohort.band(quantity)[1][0])
    bands = gain_shares(gains)
    counts = people_of([share for _, share in bands])
    said = [f"{n} gain {name}" for n, (name, _) in zip(counts, bands) if name in BANDS[1:]]
    shares = [f"{share:.0f} % gain {name}" for name, share in bands if name in BANDS[1:]]
    deeper = 100 * float((np.asarray(gains) < 0).mean())
    worse = f" {deeper:.0f} % end deeper than before." if deeper else ""
    return (
        f"The {quantity} of the scar in {len(cohort.vigour)} patients over "
        f"{cohort.weeks[-1]:.0f} weeks of one plan.",
        f"The middle patient goes from {first:.2f} to {middle:.2f} {unit}; {PEOPLE - 2} of "
        f"{PEOPLE} end between {low:.2f} and {high:.2f} {unit}.",
        f"Out of {PEOPLE} people by gain in per cent: {', '.join(said)}; that is "
        f"{', '.join(shares)}.{worse}",
    )
