"""A sign: what shows that a plan does something, such as acid every two weeks."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from toolkit.checks import check_kind, check_number, check_whole, check_word
from toolkit.plan import Plan
from toolkit.safety import Caution
from toolkit.safety.rules import rules, words
from toolkit.treatments import TREATMENTS

CREAMS = tuple(words()["groups"]["creams"])
PROCEDURES = tuple(name for name in TREATMENTS if name not in CREAMS)
#: A name in a sign is a treatment, a group that rules of safety share, or one of these.
GROUPS = words()["groups"] | {"procedures": PROCEDURES, "anything": tuple(TREATMENTS)}
NAMES = {made: name for name, made in TREATMENTS.items()}
COMPARISONS = {"above": operator.gt, "below": operator.lt}
NUMBERS = ("from_week", "until_week", "apart_below_weeks", "second_below_weeks")
NUMBERS += ("last_week_above", "gain_below_pct")
ROUND_OFF = 1e-9


@dataclass(frozen=True)
class Told:
    """What a sign looks at: a plan, what doctors would warn of, and how far each scar gained."""

    plan: Plan
    cautions: Sequence[Caution]
    gains_pct: Sequence[float]  #: of depth, from left to right

    def visits(self, names: Sequence[str]) -> list[tuple[float, object]]:
        """Return week and treatment of all in the plan that these names mean."""
        meant = _meant(names)
        return [
            (session.week, one)
            for session in self.plan.sessions
            for one in session.treatments
            if NAMES.get(type(one)) in meant
        ]


@dataclass(frozen=True, kw_only=True)
class Sign:
    """What shows that a plan does something; all that is given must hold at once.

    Raises
    ------
    ValueError
        If nothing is given, or something in it is not known; the message names the nearest.

    Examples
    --------
    >>> Sign(uses=("tca_cros",))
    Traceback (most recent call last):
    ValueError: uses is 'tca_cros'; did you mean 'tca_cross'? it must be one of ...
    """

    uses: tuple[str, ...] = ()  #: at least one of these; names of treatments or groups
    lacks: tuple[str, ...] = ()  #: none of these
    setting: str = ""  #: of what it uses, such as "coverage above 0.15"
    from_week: float | None = None  #: what it uses counts only from this week on
    until_week: float | None = None  #: and only before this one
    apart_below_weeks: float | None = None  #: two of what it uses stand nearer than this
    second_below_weeks: float | None = None  #: the second of them follows the first sooner
    visits_above: int | None = None  #: more visits for procedures than this
    last_week_above: float | None = None  #: the last procedure comes later than this
    scar: int | None = None  #: this scar, counted from 1 on the left,
    gain_below_pct: float | None = None  #: loses less of its depth than this
    raises: str = ""  #: a rule of safety that speaks against it

    def __post_init__(self):
        if all(getattr(self, one.name) == one.default for one in fields(self)):
            raise ValueError(f"sign is empty; it must give one of {_fields()}")
        for field in ("uses", "lacks"):
            check_kind(field, getattr(self, field), (tuple, list), "be a list of names")
            object.__setattr__(self, field, tuple(getattr(self, field)))
            for name in getattr(self, field):
                check_word(field, name, (*TREATMENTS, *GROUPS))
        for field in NUMBERS:
            if getattr(self, field) is not None:
                check_number(field, getattr(self, field), 0, 1000)
        self._check_others()

    def _check_others(self):
        for field in ("visits_above", "scar"):
            if getattr(self, field) is not None:
                check_whole(field, getattr(self, field), 0, 24)
        if (self.scar is None) != (self.gain_below_pct is None):
            raise ValueError(f"scar is {self.scar!r}; it must stand beside gain_below_pct")
        if self.raises:
            check_word("raises", self.raises, [rule.name for rule in rules()])
        if self.setting:
            _compared(self.setting)

    def found(self, told: Told) -> bool:
        """Return whether a plan shows it."""
        return all(part(self, told) for part in (_uses, _lacks, _counts, _gains, _raises))


def _uses(sign, told):
    used = _used(sign, told)
    weeks = sorted({week for week, _ in used})
    gaps = [later - sooner + ROUND_OFF for sooner, later in pairwise(weeks)]
    for gap, seen in ((sign.apart_below_weeks, gaps), (sign.second_below_weeks, gaps[:1])):
        if gap is not None and not any(one < gap for one in seen):
            return False
    asked = sign.uses or sign.setting or sign.from_week or sign.until_week
    return bool(used) or not asked


def _used(sign, told):
    """Return week and treatment of what a sign counts."""
    first = 0 if sign.from_week is None else sign.from_week
    last = float("inf") if sign.until_week is None else sign.until_week
    used = [one for one in told.visits(sign.uses or ("procedures",)) if first <= one[0] < last]
    return [(week, one) for week, one in used if not sign.setting or _set_so(one, sign.setting)]


def _lacks(sign, told):
    return not (sign.lacks and told.visits(sign.lacks))


def _counts(sign, told):
    weeks = {week for week, _ in told.visits(("procedures",))}
    if sign.visits_above is not None and len(weeks) <= sign.visits_above:
        return False
    return sign.last_week_above is None or max(weeks, default=0) > sign.last_week_above + ROUND_OFF


def _gains(sign, told):
    return sign.scar is None or told.gains_pct[sign.scar - 1] < sign.gain_below_pct


def _raises(sign, told):
    return not sign.raises or sign.raises in {caution.rule for caution in told.cautions}


def _set_so(treatment, setting):
    name, compared, limit = _compared(setting)
    number = getattr(treatment, name, None)
    return number is not None and bool(compared(number, limit))


def _compared(setting):
    """Return the three words of a setting: "coverage above 0.15"."""
    parts = setting.split()
    if len(parts) != 3:
        raise ValueError(f"setting is {setting!r}; it must be like 'coverage above 0.15'")
    name, comparison, limit = parts
    known = {one.name for made in TREATMENTS.values() for one in fields(made)}
    check_word("setting", name, sorted(known))
    check_word("setting", comparison, COMPARISONS)
    try:
        return name, COMPARISONS[comparison], float(limit)
    except ValueError:
        raise ValueError(f"setting ends in {limit!r}; it must end in a number") from None


def _meant(names):
    return {meant for name in names for meant in GROUPS.get(name, (name,))}


def _fields():
    return tuple(one.name for one in fields(Sign))
