"""Explorers and question cards: the toolkit under a reader's hands."""

from toolkit.explorers.answers import answers
from toolkit.explorers.asking import ask
from toolkit.explorers.case import case_explorer, case_figure
from toolkit.explorers.case_solution import case_solution
from toolkit.explorers.compare import compare_explorer, compare_figure
from toolkit.explorers.cost import cost_explorer, cost_figure, cost_table
from toolkit.explorers.course import course_explorer, course_figure
from toolkit.explorers.layers import layers_explorer, layers_figure
from toolkit.explorers.lesion import lesion_explorer, lesion_figure
from toolkit.explorers.light import light_explorer, light_figure
from toolkit.explorers.predicting import predict
from toolkit.explorers.question_sheet import question_sheet
from toolkit.explorers.recognising import recognise
from toolkit.explorers.scar import scar_explorer, scar_figure
from toolkit.explorers.spread import spread_explorer, spread_figure
from toolkit.explorers.treatment import treatment_explorer, treatment_figure

__all__ = [
    "answers",
    "ask",
    "case_explorer",
    "case_figure",
    "case_solution",
    "compare_explorer",
    "compare_figure",
    "cost_explorer",
    "cost_figure",
    "cost_table",
    "course_explorer",
    "course_figure",
    "layers_explorer",
    "layers_figure",
    "lesion_explorer",
    "lesion_figure",
    "light_explorer",
    "light_figure",
    "predict",
    "question_sheet",
    "recognise",
    "scar_explorer",
    "scar_figure",
    "spread_explorer",
    "spread_figure",
    "treatment_explorer",
    "treatment_figure",
]
