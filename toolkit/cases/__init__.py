"""Cases: people with scars, what they ask for, and what becomes of a plan that a learner writes."""

from toolkit.cases.judging import gains_of, judge
from toolkit.cases.reading import case, case_names, read
from toolkit.cases.sign import Sign, Told
from toolkit.cases.steps import Step, plan_of
from toolkit.cases.story import Case, Constraint, Later, Pitfall, ScarSize, Source
from toolkit.cases.verdict import ScarGain, Verdict

__all__ = [
    "Case",
    "Constraint",
    "Later",
    "Pitfall",
    "ScarGain",
    "ScarSize",
    "Sign",
    "Source",
    "Step",
    "Told",
    "Verdict",
    "case",
    "case_names",
    "gains_of",
    "judge",
    "plan_of",
    "read",
]
