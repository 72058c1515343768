"""The rows of published trials to which the constants are fitted, and what the model gives."""

import csv
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from toolkit.calibration.scars import scar, shares
from toolkit.course import run_course
from toolkit.plan import Plan, Session
from toolkit.treatments import TREATMENTS

JUDGED_WEEKS = 26  #: when all of a gain is taken to be there, in rows on the time course


@dataclass(frozen=True)
class Row:
    """One reported number: a treatment, a scar, a week, and how much better it was."""

    name: str
    source: str
    where: str
    treatment: str
    knobs: dict
    scar: str
    sessions: int
    weeks_apart: float
    weeks_after: float
    metric: str  #: "improvement" in per cent, or "share_of_gain": of that at half a year
    reported: float
    sigma: float
    note: str

    @property
    def plan(self) -> Plan:
        """The protocol."""
        treatment = TREATMENTS[self.treatment](**self.knobs)
        weeks = [i * self.weeks_apart for i in range(self.sessions)]
        return Plan(tuple(Session(week=week, treatments=treatment) for week in weeks))


def rows() -> tuple[Row, ...]:
    """Return the table `evidence/calibration.csv`."""
    text = files("toolkit.evidence").joinpath("calibration.csv").read_text(encoding="utf-8")
    return tuple(_parsed(line) for line in csv.DictReader(text.splitlines()))


def predicted_pct(row: Row) -> float:
    """Return what the model gives for a row: depth stands in for whatever the study judged. [%]"""
    gained = {name: _gained(row, name) for name in shares(row.scar)}
    then, at_last = (
        sum(share * gained[name][i] for name, share in shares(row.scar).items()) for i in (0, 1)
    )
    return float(then if row.metric == "improvement" else 100 * then / max(at_last, 1e-6))


def _gained(row, name):
    """Return the gain in depth at the week of the row and half a year after the last session."""
    course = run_course(scar(name), row.plan, follow_up_weeks=JUDGED_WEEKS)
    last = row.plan.sessions[-1].week
    depth = course.quantity("depth")
    weeks = np.array([last + min(row.weeks_after, JUDGED_WEEKS), last + JUDGED_WEEKS])
    return 100 * (1 - np.interp(weeks, course.weeks, depth) / depth[0])


def _parsed(line):
    knobs = [pair.split("=") for pair in line.pop("knobs").split(";") if pair]
    numbers = {name: float(line[name]) for name in ("weeks_apart", "weeks_after", "reported")}
    return Row(
        **{
            **line,
            **numbers,
            "knobs": {name: _number(text) for name, text in knobs},
            "sessions": int(line["sessions"]),
            "sigma": float(line["sigma"]),
        }
    )


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text
