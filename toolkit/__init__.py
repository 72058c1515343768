"""Under the Scar: skin in cross-section, scars, and what treatments do to them."""

from toolkit import trials
from toolkit.classify import classify
from toolkit.cohort import Cohort, run_cohort, shares_pct
from toolkit.cost import Cost, PricedStep, cost_of
from toolkit.course import Course, run_course
from toolkit.evidence import sources, value, values
from toolkit.formation import Lesion, form_scar, lesions
from toolkit.grading import Grade, grade
from toolkit.grid import Grid
from toolkit.healing import heal
from toolkit.lesion_map import LesionMap, lesion_map
from toolkit.light import LIGHTS, Light, visibility
from toolkit.measures import measure, measure_each
from toolkit.mixed import mixed
from toolkit.patient import Patient
from toolkit.plan import Plan, Session
from toolkit.safety import Caution, warnings_for
from toolkit.scars import boxcar, ice_pick, pore, rolling
from toolkit.section import Section, healthy
from toolkit.treatments import TREATMENTS

__all__ = [
    "LIGHTS",
    "TREATMENTS",
    "Caution",
    "Cohort",
    "Cost",
    "Course",
    "Grade",
    "Grid",
    "Lesion",
    "LesionMap",
    "Light",
    "Patient",
    "Plan",
    "PricedStep",
    "Section",
    "Session",
    "boxcar",
    "classify",
    "cost_of",
    "form_scar",
    "grade",
    "heal",
    "healthy",
    "ice_pick",
    "lesion_map",
    "lesions",
    "measure",
    "measure_each",
    "mixed",
    "pore",
    "rolling",
    "run_cohort",
    "run_course",
    "shares_pct",
    "sources",
    "trials",
    "value",
    "values",
    "visibility",
    "warnings_for",
]
