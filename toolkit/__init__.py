"""Under the Scar: skin in cross-section, scars, and what treatments do to them."""

from toolkit.classify import classify
from toolkit.cohort import Cohort, run_cohort, shares_pct
from toolkit.course import Course, Plan, Session, run_course
from toolkit.evidence import sources, value
from toolkit.grid import Grid
from toolkit.healing import heal
from toolkit.measures import measure
from toolkit.patient import Patient
from toolkit.scars import boxcar, ice_pick, pore, rolling
from toolkit.section import Section, healthy
from toolkit.treatments import TREATMENTS

__all__ = [
    "TREATMENTS",
    "Cohort",
    "Course",
    "Grid",
    "Patient",
    "Plan",
    "Section",
    "Session",
    "boxcar",
    "classify",
    "heal",
    "healthy",
    "ice_pick",
    "measure",
    "pore",
    "rolling",
    "run_cohort",
    "run_course",
    "shares_pct",
    "sources",
    "value",
]
