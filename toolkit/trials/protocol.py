"""What a study did: the treatments that its words name, how often, how far apart, judged when."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from toolkit.calibration.scars import SHARES
from toolkit.evidence import value
from toolkit.plan import MOST_SESSIONS, Plan
from toolkit.treatments import TREATMENTS
from toolkit.trials.row import Row, Unpredictable

JOINED = re.compile(r"\s*(?:\+|&|;|\bfollowed by\b|\bthen\b|\band\b|\bwith\b|\bplus\b)\s*")
SCARS = ("ice_pick", "boxcar_shallow", "boxcar_deep", "rolling")
MIXED = re.compile(r"\b(?:mixed|all|any|various)\b|atrophic|acne|^$")
#: The first number of a cell, or the first two with a dash between, and the unit after it.
FIRST = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(?:-|\u2013|to)\s*(\d+(?:\.\d+)?))?\s*-?([a-z]?)")
WEEKS_IN = {"d": 1 / 7, "w": 1.0, "m": 52.18 / 12, "y": 52.18}
#: What a cell is called, what is taken where it is empty, and the least and most that is believed.
TOLD = {
    "sessions": ("sessions", "trial_sessions", 1, MOST_SESSIONS),
    "interval_weeks": ("weeks apart", "trial_weeks_apart", 1, 52),
    "followup_weeks": ("week of judging", "trial_follow_up", 0, 156),
    "n": ("patients", "trial_patients", 1, 5_000),
}


@dataclass(frozen=True)
class Protocol:
    """What was done to which scars of how many people, and when it was judged."""

    plans: Mapping[str, Plan]  #: the scars that are judged, each with its plan
    shares: Mapping[str, float]  #: how much each of them weighs; together 1
    treatments: tuple[str, ...]  #: names of `TREATMENTS`; none for a control arm
    week: float  #: of judging, after the last session
    patients: int
    remarks: tuple[str, ...] = ()  #: what was taken to be so where the row does not say it


def protocol_of(row: Row) -> Protocol:
    """Return the protocol of a row.

    Raises
    ------
    Unpredictable
        If the words name something that the model does not have.

    Notes
    -----
    Where a study says "mixed", only scars that a treatment is meant for are taken to get it; of
    those that are judged they make up ``value("suited_share")``, or more where they are more.
    Several treatments are taken to be given at the same visits.

    Examples
    --------
    >>> plans = protocol_of(Row(treatment="TCA CROSS 65%", sessions="3")).plans
    >>> [len(plans[scar].sessions) for scar in ("ice_pick", "rolling")]
    [3, 0]
    """
    remarks: list[str] = []
    parts = [part for part in JOINED.split(row.treatment.lower()) if part.strip(" ():")]
    known = [_named(part) for part in parts]
    if not known:
        raise Unpredictable("no treatment is named")
    given = [(_treatment(entry, part, row), entry) for entry, part in zip(known, parts)]
    remarks += [entry["stands_in"] for entry in known if "stands_in" in entry]
    sessions = _sessions(row, remarks)
    times = sessions, _told(row, "interval_weeks", remarks if sessions > 1 else [])
    plans = _plans(_scars(row), given, times)
    return Protocol(
        plans=plans,
        shares=_shares(plans),
        treatments=tuple(sorted({entry["name"] for entry in known} - {""})),
        week=_told(row, "followup_weeks", remarks),
        patients=int(_told(row, "n", remarks)),
        remarks=tuple(dict.fromkeys(remarks)),
    )


@cache
def _vocabulary():
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["treatment"])


def _named(part):
    """Return the first entry of the vocabulary one of whose words stands in a text."""
    part = part.replace("\u2082", "2")  # of CO2, written small
    entry = next((entry for entry in _vocabulary() if _spoken(entry).search(part)), None)
    if entry is None:
        raise Unpredictable(f"no treatment of the model is called {part.strip()!r}")
    if "reason" in entry:
        raise Unpredictable(entry["reason"])
    if entry["name"]:
        _check_alone(entry, part)
    return entry


def _check_alone(entry, part):
    """Refuse a text that names a second treatment without a sign between the two."""
    rest = re.sub(r"\b(?:laser|resurfacing)\b", "", _spoken(entry).sub(" | ", part))
    named = {other.get("name", "") for other in _vocabulary() if _spoken(other).search(rest)}
    if named - {"", entry["name"]}:
        raise Unpredictable(f"two treatments in {part.strip()!r}; a + must stand between them")


def _spoken(entry):
    """Return a pattern for the words of an entry, each as a whole."""
    words = "|".join(re.escape(word) for word in entry["words"])
    return re.compile(
        rf"(?<![a-z0-9])(?<!non-)(?<!non )(?:{words})(?![a-z0-9]|-(?:link|over|hatch))"
    )


def _treatment(entry, part, row):
    if not entry["name"]:
        return None
    knobs = dict(entry.get("knobs", {}))
    for knob, pattern in entry.get("number", {}).items():
        found = re.search(pattern, part)
        knobs |= {knob: float(found[1])} if found else {}
    if entry["name"] == "topical":
        knobs["weeks"] = min(max(_numbers(row.sessions) or [value("topical_weeks").typical]), 52)
    try:
        return TREATMENTS[entry["name"]](**knobs)
    except ValueError as error:
        raise Unpredictable(str(error)) from None


def _plans(scars, given, times):
    """Return the plan of each scar: all that was given, or in a mix what that scar is meant for."""
    mixed = len(scars) == len(SCARS)
    return {
        scar: _plan(
            [
                one
                for one, entry in given
                if one is not None and (not mixed or scar in entry.get("suits", SCARS))
            ],
            *times,
        )
        for scar in scars
    }


def _shares(plans):
    """Return how much each scar weighs: those that are treated more, as studies choose them."""
    treated = sum(SHARES[scar] for scar, plan in plans.items() if plan.sessions)
    total = sum(SHARES[scar] for scar in plans)
    if not treated or treated == total:
        return {scar: SHARES[scar] / total for scar in plans}
    suited = max(value("suited_share").typical, treated / total)
    return {
        scar: SHARES[scar]
        * (suited / treated if plan.sessions else (1 - suited) / (total - treated))
        for scar, plan in plans.items()
    }


def _plan(treatments, sessions, weeks_apart):
    treatments = list(dict.fromkeys(treatments))
    if not treatments:
        return Plan(())
    if all(hasattr(treatment, "applied") for treatment in treatments):  # creams begin once
        sessions = 1
    try:
        return Plan.every(*treatments, sessions=sessions, weeks_apart=weeks_apart)
    except ValueError as error:
        raise Unpredictable(str(error)) from None


def _scars(row):
    text = re.sub(r"[_\s-]+", " ", row.scar_type.lower())
    text = text.replace("icepick", "ice pick").replace("box car", "boxcar")
    for raised in ("hypertrophic", "keloid", "macular", "papular"):
        if raised in text:
            raise Unpredictable(f"the model has no {raised} scars")
    depth = f"{text} {row.note.lower()} {row.treatment.lower()}"
    scars = []
    if "ice pick" in text:
        scars.append("ice_pick")
    if "boxcar" in text:
        deep, shallow = "deep" in depth, "shallow" in depth
        scars += ["boxcar_shallow"] if shallow or not deep else []
        scars += ["boxcar_deep"] if deep or not shallow else []
    if "rolling" in text:
        scars.append("rolling")
    if scars:
        return tuple(scars)
    if MIXED.search(text):
        return SCARS
    raise Unpredictable(
        f"scar_type is {row.scar_type!r}; known are ice_pick, boxcar, rolling, mixed"
    )


def _sessions(row, remarks):
    if "+" in row.sessions:
        raise Unpredictable(f"sessions is {row.sessions!r}: visits of several treatments in a row")
    return int(_told(row, "sessions", remarks) + 0.5)


def _told(row, column, remarks):
    """Return the middle of the first number or range of a cell, or what is taken without one."""
    words, name, low, high = TOLD[column]
    found = FIRST.search(re.sub(r"(?<=\d),(?=\d{3}\b)", "", getattr(row, column).lower()))
    if not found or float(found[2] or found[1]) < low:
        taken = value(name).typical
        remarks.append(f"{words} not given: {taken:g} taken")
        return taken
    if found[2] and found[2] != found[1]:
        remarks.append(f"{words} {found[1]}-{found[2]}: the middle is taken")
    middle = (float(found[1]) + float(found[2] or found[1])) / 2
    weeks = WEEKS_IN.get(found[3], 1.0) if column.endswith("weeks") else 1.0
    return min(max(middle * weeks, low), high)


def _numbers(text):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]
