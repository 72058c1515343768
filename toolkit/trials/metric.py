"""What the name of a metric and its value say: the scale on which a study reported."""

import re
from dataclasses import replace

import numpy as np

from toolkit.evidence import value
from toolkit.trials.reported import DASHES, MOST, WORDS, read_value
from toolkit.trials.row import Row, Unpredictable
from toolkit.trials.scale import Scale

MEASURED = (
    "rough|profil|primos|depth|volume|count|ecca|echelle|atroph|texture|smooth|score|gb_|goodman"
    "|elevation|size|visib|0_10(?!0)|vas|scars"
)
GRADED = (
    "improve|ordinal|quart|gais|grade|band|global|category|distribution|respon|efficacy|iga|clinic"
)
#: Shares of people: by naming people, by naming who counts, or by a bar.
PEOPLE = "(^|_)(pts|patients|subjects|participants|people|persons|volunteers)(_|$)"
COUNTED = "respon(d|se)|success|improved|(good|excellent|marked|moderate|much)(_|$)"
ABOVE = r"((?<![a-z])(?:gt|ge|above|at_least|more_than)|>=|>|\u2265)"
BELOW = r"((?<![a-z])(?:lt|le|below|under)|<)"
BAR = rf"{ABOVE}_?\s*\d+(?![\d_\s]*(?:week|month|session|day|year))"
SHARE = f"{PEOPLE}|{COUNTED}|{BAR}"
#: What a gain says nothing of: a pattern in the name of the metric, and the reason.
HOPELESS = {
    "histolog|collagen|elastin": "tissue under the microscope is not predicted",
    "satisf|dlqi|quality_of_life": "how satisfied people are is not a matter of relief",
    "sga": "a grade of the whole face in active acne",
    "persist|present_2y|prob_scar|new_scars": "how young scars fare by themselves is not simulated",
    "downtime|days_of": "days of redness are no gain",
    "pih|pigment|erythema|adverse|melanin": "colour and side effects are no gain",
    "pain": "the model feels no pain",
    "(^|_)ml(_|$)|filler_volume": "an amount of gel is no gain",
}
PLAIN = "_pct$|percent|%|_pct_"
FALL = "reduc|decrease|fall|drop"
#: A start in a note: "baseline 5.72", "began at 6.15 (SD 1.23)"; no number of weeks or people.
START = (
    r"(?:baseline|began at)(?:\s+(?:mean|median|score|value|ecca|goodman|baron|and|of|was|is))*"
    r"\s*[:=]?\s*(\d+(?:[.,]\d+)?)(?![\d.,]*\s*-?(?:w|mo|d|y|pat|%))"
)
POINTS = "point|change|0_10(?!0)|score|mean|ecca|gb_|goodman|atroph|textur|count|vas|grade|scars"
#: Words for the least gain of those who are counted. [%]
AT_LEAST = {
    "moderate": 25.0,
    "fair": 25.0,
    "improved": 25.0,
    "much": 50.0,
    "good": 50.0,
    "marked": 50.0,
    "significant": 50.0,
    "respon": 50.0,
    "success": 50.0,
    "excellent": 75.0,
}
BANDS = ("quarter_poor", "quarter_fair", "quarter_good", "quarter_excellent")
FIRST = {"quart": 1.0, "5_?p": 1.0, "gais": 0.0}  #: the grade of those who gain the least


def scale_of(row: Row) -> Scale:
    """Return the scale of a row and the number reported on it.

    Raises
    ------
    Unpredictable
        If the value cannot be read, the metric is no matter of gains, or a change is given in
        points and no start.

    Examples
    --------
    >>> scale_of(Row(metric="pct_pts_gt70", value="73.3")).least_pct
    70.0
    >>> scale = scale_of(Row(metric="acne_scar_score", value="9.1->6.4"))
    >>> scale.reported, scale.start
    (6.4, 9.1)
    """
    metric = re.sub(r"[\s\-/()]+", "_", row.metric.translate(DASHES).strip().lower()).strip("_")
    for pattern, reason in HOPELESS.items():
        if re.search(pattern, metric):
            raise Unpredictable(reason)
    told = read_value(row.value)
    if told.kind == "nothing":
        raise Unpredictable(f"value is {row.value!r}: no number and no known word in it")
    for reads in (_share, _bands, _grade, _change, _in_words, _points, _per_cent):
        scale = reads(metric, told, row)
        if scale:
            return scale
    raise Unpredictable(f"no scale is known that is called {row.metric!r}")


def _family(metric):
    """Return "measured" or "graded"; "" for a name that says nothing."""
    if re.search("clinical|^(mean|range)_.*improve|improvement_(pct|band)", metric):
        return "measured" if re.search("rough|profil|volume|depth_red|ecca", metric) else "graded"
    if re.search(MEASURED, metric):
        return "measured"
    if re.search(GRADED, metric):
        return "graded"
    return "measured" if re.search(f"change|{FALL}", metric) and re.search(PLAIN, metric) else ""


# Shares of patients


def _share(metric, told, row):
    """Read the share of patients above a gain, or between two."""
    if not re.search(SHARE, metric) or re.search("(^|_)(mean|median|average)(_|$)", metric):
        return None
    if told.kind not in ("number", "range", "shares"):
        return None
    if re.search("(^|_)(non|not|no|un|poor)_?(respon|improv)|(^|_)number_", metric):
        raise Unpredictable("a number of people, or of those who did not answer")
    reported = told.middle
    if told.kind == "shares":
        if (
            len(told.numbers) != 2
            or len(_middles(row.metric.translate(DASHES).lower())) == 2
            or not 0 <= told.numbers[0] <= told.numbers[1] > 0
        ):
            return None
        reported = 100 * told.numbers[0] / told.numbers[1]  # 23/25 patients
    least, most = _bar(row.metric.translate(DASHES).lower())
    control = read_value(row.control_value)
    alone = "+" not in row.treatment  # else the control arm had the first of two treatments
    if least is None and alone and control.kind == "number" and 0 < control.middle < 100:
        return Scale(
            family="shares",
            reported=reported,
            of="share",
            control_pct=control.middle,
            remark="the bar is set by the control arm",
        )
    remark = "" if least is not None else "the bar is taken at {:g} %"
    least = _bar_in_words(metric) if least is None else least
    return Scale(
        family="shares",
        reported=reported,
        of="share",
        least_pct=least,
        most_pct=most,
        remark=remark.format(least),
    )


def _bar(metric):
    """Return the gains from and to which patients are counted; None where no number is named."""
    grades = re.search(rf"{ABOVE}_?\s*(\d)_?\s*grade", metric)
    if grades:
        steps = int(grades[2]) + (grades[1] in ("gt", ">", "above"))
        return steps * value("grade_step").typical, np.inf
    pair = re.search(rf"{ABOVE}?_?\s*(\d+)\s*[_\-]\s*(\d+)(?!\d)", metric)
    if pair:
        low = float(pair[2]) or -np.inf  # the lowest band holds those who got worse
        return low, np.inf if pair[1] else float(pair[3])
    if re.search("grade_(reduced|improved)|reduced_grade", metric):
        return value("grade_step").typical, np.inf
    one = re.search(rf"{ABOVE}_?\s*(\d+)", metric)
    below = re.search(rf"{BELOW}_?\s*(\d+)", metric)
    if below and not one:
        return -np.inf, float(below[2])
    return (float(one[2]) if one else None), np.inf


def _bar_in_words(metric):
    bars = [bar for word, bar in AT_LEAST.items() if word in metric]
    if not bars:
        raise Unpredictable(f"no bar is named in {metric!r}")
    return min(bars)


# Means


def _bands(metric, told, row):
    """Read shares of patients in bands, told all at once, as the mean of the bands' middles."""
    if told.kind != "shares" or min(told.numbers) < 0 or not 90 <= sum(told.numbers) <= 110:
        return None
    middles = _middles(row.metric.translate(DASHES).lower())
    if not middles and len(told.numbers) == len(BANDS):
        middles = [value(band).typical for band in BANDS]
    if len(middles) != len(told.numbers):
        count = len(told.numbers)
        raise Unpredictable(f"{count} shares, and {row.metric!r} does not name their bands")
    mean = np.average(middles, weights=told.numbers)
    return Scale(
        family="graded", reported=float(mean), remark=f"{row.value} read as the mean of its bands"
    )


def _middles(metric):
    """Return the middles of the bands that a name lists, in numbers or in words. [%]"""
    spelt = re.sub("_?(lt|below)_?", "<", re.sub("_?(gt|above|over)_?", ">", metric))
    numbered = re.findall(r"([<>])(\d+)|(\d+)\s*[-_]\s*(\d+)", spelt)
    if numbered:
        return [_middle(*band) for band in numbered]
    return [WORDS[word] for word in re.split(r"[\s_()/-]+", metric) if word in WORDS]


def _middle(sign, bar, low, high):
    """Return the middle of a band such as >70, <25 or 30-49. [%]"""
    if sign:
        return float(bar) / 2 if sign == "<" else (float(bar) + 100) / 2
    return (float(low) + float(high)) / 2


def _grade(metric, told, row):
    """Read a mean grade of improvement, one grade for each quarter."""
    first = [start for word, start in FIRST.items() if re.search(word, metric)]
    if not first or told.kind not in ("number", "range") or re.search(PLAIN, metric):
        return None
    return Scale(family="graded", reported=told.middle, of="grade", start=first[0])


def _change(metric, told, row):
    """Read a number before and one after, on a scale of the study's own."""
    if told.kind != "change":
        return None
    if re.search(f"{PEOPLE}|percentage_of", metric):
        raise Unpredictable("a share of people before and after, and not of what each gained")
    if told.middle > told.numbers[0] or re.search("smooth|elastic|quality|improve", metric):
        raise Unpredictable("a number that rises as skin gets better")
    return _after(told.numbers[0], told.middle)


def _after(start, reported):
    """Return the scale of a state that was scored before and again after, each by itself."""
    if not 0 < start <= MOST:
        raise Unpredictable(f"a change from {start:g}, of which no share can be formed")
    return Scale(family="measured", reported=reported, start=start, per_pct=-start / 100)


def _in_words(metric, told, row):
    """Read words such as good-excellent as quarters."""
    if told.kind != "word":
        return None
    return Scale(family="graded", reported=told.middle, remark="words read as quarters")


def _points(metric, told, row):
    """Read a number on a scale of points, whose start is in the note."""
    if re.search(PLAIN, metric) or not re.search(POINTS, metric):
        return None
    found = re.search(START, row.note.lower())
    if not found:
        raise Unpredictable("points, and no start to measure them against")
    start = float(found[1].replace(",", "."))
    if told.kind != "number" or "%" in row.value or re.search("improve|gain|differ|delta", metric):
        raise Unpredictable("it is not said whether these are points gained or points left")
    if told.middle > 1.5 * start:
        raise Unpredictable(f"a score of {told.middle:g} after one of {start:g}: it has risen")
    if "change" not in metric and not re.search(FALL, metric) and told.middle >= 0:
        return _after(start, told.middle)
    sign = 1 if re.search(FALL, metric) and told.middle >= 0 else -1
    return replace(_after(start, told.middle), start=0.0, per_pct=sign * start / 100)


def _per_cent(metric, told, row):
    """Read an improvement, or a change, in per cent."""
    family = _family(metric)
    if not family or told.kind not in ("number", "range"):
        return None
    if not re.search(PLAIN, metric) and "%" not in row.value:
        raise Unpredictable(f"{row.metric!r} does not say that it is in per cent")
    if re.search("remain|residual", metric):
        raise Unpredictable("what remains is given, and not what was gained")
    change = re.search("change|differ|versus|_vs_", metric) and not re.search(FALL, metric)
    fell = told.middle < 0 and family == "measured"
    sign = -1.0 if change or fell else 1.0
    remark = f"the middle of {row.value} is taken" if told.kind == "range" else ""
    return Scale(family=family, reported=told.middle, per_pct=sign, remark=remark)
