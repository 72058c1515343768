"""What a doctor's scales say of a face: Goodman-Baron, in words and in points, and ECCA."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from toolkit.checks import check_number, check_whole
from toolkit.evidence import value

MOST_SCARS = 10_000
MOST_CM2 = 1_000


@dataclass(frozen=True, kw_only=True)
class ScarKind:
    """How the three scales see one kind of scar; empty or 0 where a scale has no row for it."""

    grade: int  #: Goodman-Baron grade that it is an example of, 1 to 4
    group: str = ""  #: Goodman-Baron points: mild, moderate, severe or papular
    ecca: str = ""  #: row of ECCA


#: Every kind that can be counted. The first rows are what `classify` calls them.
SCAR_KINDS = MappingProxyType(
    {
        "ice_pick": ScarKind(grade=4, group="severe", ecca="ice_pick"),
        "boxcar_shallow": ScarKind(grade=3, group="moderate", ecca="boxcar"),
        "boxcar_deep": ScarKind(grade=4, group="severe", ecca="boxcar"),
        "rolling": ScarKind(grade=3, group="moderate", ecca="rolling"),
        "rolling_mild": ScarKind(grade=2, group="mild", ecca="rolling"),
        "macular": ScarKind(grade=1, group="mild"),
        "broad_shallow": ScarKind(grade=3, group="moderate"),
        "broad_deep": ScarKind(grade=4, group="severe"),
        "linear": ScarKind(grade=4, group="severe"),
        "papular": ScarKind(grade=2, group="papular"),
        "elastolysis": ScarKind(grade=2, ecca="elastolysis"),
        "hypertrophic": ScarKind(grade=3, ecca="hypertrophic"),
        "keloid": ScarKind(grade=4, ecca="keloid"),
    }
)
NO_SCARS = ("none", "pore")  #: names of `classify` that no scale counts
RAISED = ("hypertrophic", "keloid")  #: Goodman and Baron count these by area

SCORES = (
    "The points of both scales are written from memory: the tables were not seen in print, but "
    "they add up to 84 and 540. Which of the model's scars stands on which row is our choice."
)
BY_KIND = "The grade is that of the gravest kind of scar; the examples are from memory. "
BY_SIGHT = (
    "The grade follows from the distance at which scars are obvious and from stretching; these "
    "rules were read as other pages quote them. "
)


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What the scales say of one face."""

    goodman_baron: int  #: 1 macular, 2 mild, 3 moderate, 4 severe; 0 is no scar
    goodman_baron_score: int  #: points, 0 to 84
    ecca: int  #: points, 0 to 540
    status: str  #: what of the tables was read in print, and how the grade was found


def grade(
    counts: "Mapping[str, int] | Iterable",
    *,
    raised_cm2: float = 0.0,
    obvious_from_cm: float | None = None,
    flattens: bool | None = None,
) -> Grade:
    """Return the Goodman-Baron grade and score and the ECCA score of a face.

    Parameters
    ----------
    counts
        How many scars of each kind: a name of `SCAR_KINDS` to a whole number, 0 to 10,000. Or the
        scars one by one, each a name, or what `toolkit.classify` says of it. A boxcar without more
        words is shallow; large pores and healthy skin are no scars.
    raised_cm2
        Area of hypertrophic and keloid scars together; needed when there are any. [cm2]
    obvious_from_cm
        The greatest distance at which the scars are obvious and not easily hidden, if somebody
        looked. Scars that are not obvious from 50 cm are mild. [cm]
    flattens
        Whether they flatten when the skin is stretched by hand, if somebody tried: moderate if
        they do and severe if not. It decides only what is obvious from 50 cm.

    Raises
    ------
    ValueError
        If a kind is unknown, a number not possible, or raised scars have no area or the reverse.

    Notes
    -----
    Without an observer the grade is that of the gravest kind present, as the scale's own examples
    have it. ECCA puts few, limited and many at below 5, 5 to 20 and above 20; Goodman and Baron at
    1 to 10, 11 to 20 and above 20. ECCA has no row for macular, broad, linear or papular scars,
    and Goodman and Baron none for elastolysis.

    What this leaves out: colour, depth and size within a kind, and the face that bears them.
    Counts jump at their limits, and so do the scores.

    References
    ----------
    GOODMANGRADES2006, GOODMANCOUNTS2006, DRENO2007; see ``sources("ecca_weight_rolling")``.

    Examples
    --------
    >>> face = grade({"ice_pick": 12, "boxcar_shallow": 4, "rolling": 2})
    >>> face.goodman_baron, face.goodman_baron_score, face.ecca
    (4, 10, 75)
    >>> from toolkit import boxcar, classify, measure_each, mixed
    >>> skin = mixed("ice_pick", "boxcar", "boxcar")
    >>> grade(classify(scar) for scar in measure_each(skin)) == grade(
    ...     {"ice_pick": 1, "boxcar_shallow": 2}
    ... )
    True
    """
    counts = _checked_counts(counts)
    _check_raised(counts, raised_cm2)
    gravest, basis = _qualitative(counts, obvious_from_cm, flattens)
    return Grade(
        goodman_baron=gravest,
        goodman_baron_score=_goodman_baron_score(counts, raised_cm2),
        ecca=_ecca(counts),
        status=basis + SCORES,
    )


def _qualitative(counts, obvious_from_cm, flattens):
    """Return the grade of what is present, and how it was found."""
    _check_seen(obvious_from_cm, flattens)
    gravest = max((SCAR_KINDS[kind].grade for kind, count in counts.items() if count), default=0)
    if gravest <= 1 or obvious_from_cm is None:
        return gravest, BY_KIND
    if obvious_from_cm < value("goodman_baron_distance_cm").typical:
        return 2, BY_SIGHT
    if flattens is None:
        raise ValueError(
            f"flattens is None, but scars are obvious from {obvious_from_cm!r} cm; "
            "it must be True or False to tell moderate from severe"
        )
    return (3 if flattens else 4), BY_SIGHT


def _goodman_baron_score(counts, raised_cm2):
    """Return the sum over kinds of points times 1, 2 or 3, and the points for raised area."""
    few, some = (value(f"goodman_baron_{name}_up_to").typical for name in ("few", "some"))
    score = 0
    for kind, count in counts.items():
        if count and SCAR_KINDS[kind].group:
            points = value(f"goodman_baron_points_{SCAR_KINDS[kind].group}").typical
            score += points * (1 + (count > few) + (count > some))
    small, large = (value(f"goodman_baron_{name}_cm2").typical for name in ("small", "large"))
    times = (raised_cm2 > 0) + (raised_cm2 >= small) + (raised_cm2 > large)
    return int(score + times * value("goodman_baron_points_raised").typical)


def _ecca(counts):
    """Return the sum over rows of weight times 1 for few, 2 for limited or 3 for many."""
    rows = {}
    for kind, count in counts.items():
        row = SCAR_KINDS[kind].ecca
        rows[row] = rows.get(row, 0) + count
    few, many = value("ecca_few_below").typical, value("ecca_many_above").typical
    return int(
        sum(
            value(f"ecca_weight_{row}").typical * ((n > 0) + (n >= few) + (n > many))
            for row, n in rows.items()
            if row
        )
    )


def _checked_counts(counts):
    if isinstance(counts, Iterable) and not isinstance(counts, (Mapping, str)):
        counts = Counter(kind for kind in map(_kind_of, counts) if kind not in NO_SCARS)
    if not isinstance(counts, Mapping):
        raise ValueError(f"counts is {counts!r}; it must map kinds of scars to whole numbers")
    for kind in counts:
        if kind not in SCAR_KINDS:
            close = get_close_matches(str(kind), SCAR_KINDS, n=1, cutoff=0.0)[0]
            raise ValueError(f"no scar named {kind!r}; did you mean {close!r}?")
    return {kind: check_whole(kind, count, 0, MOST_SCARS) for kind, count in counts.items()}


def _kind_of(scar):
    """Return the name under which a scar is counted: a word, or what carries a name and detail."""
    name, detail = getattr(scar, "name", scar), getattr(scar, "detail", "")
    if not isinstance(name, str):
        raise ValueError(f"counts holds {scar!r}; each must be a name or what classify returns")
    return f"boxcar_{detail or 'shallow'}" if name == "boxcar" else name


def _check_raised(counts, raised_cm2):
    check_number("raised_cm2", raised_cm2, 0, MOST_CM2)
    number = sum(counts.get(kind, 0) for kind in RAISED)
    if (number > 0) != (raised_cm2 > 0):
        raise ValueError(
            f"raised_cm2 is {raised_cm2!r}; it must be above 0 exactly when hypertrophic or "
            f"keloid scars are counted, and there are {number}"
        )


def _check_seen(obvious_from_cm, flattens):
    if obvious_from_cm is not None:
        check_number("obvious_from_cm", obvious_from_cm, 0, 10_000)
    if not (flattens is None or isinstance(flattens, bool)):
        raise ValueError(f"flattens is {flattens!r}; it must be True, False or None")
    if flattens is not None and obvious_from_cm is None:
        raise ValueError(
            f"flattens is {flattens!r} and obvious_from_cm is None; the distance must be given too"
        )
