"""Explorers and question cards: the toolkit under a reader's hands."""

from toolkit.explorers.asking import ask
from toolkit.explorers.course import course_figure
from toolkit.explorers.course_controls import course_explorer
from toolkit.explorers.scar import scar_explorer, scar_figure

__all__ = ["ask", "course_explorer", "course_figure", "scar_explorer", "scar_figure"]
