"""Pictures of skin: one scene, and three ways out of it.

A scene holds shapes in millimetres, each with a role. `svg` writes it for live pages, `draw` paints
it on matplotlib axes that the caller owns, `sentence` says it to those who cannot see it.
"""

from toolkit.drawing.before_after import before_after_scene
from toolkit.drawing.chart import course_chart_scene
from toolkit.drawing.on_axes import draw
from toolkit.drawing.picture import Picture, picture
from toolkit.drawing.scene import Scene, sentence
from toolkit.drawing.section_scene import section_scene
from toolkit.drawing.several import scars_scene
from toolkit.drawing.svg import svg
from toolkit.drawing.tables import Table, evidence_table, share_table

__all__ = [
    "Picture",
    "Scene",
    "Table",
    "before_after_scene",
    "course_chart_scene",
    "draw",
    "evidence_table",
    "picture",
    "scars_scene",
    "section_scene",
    "sentence",
    "share_table",
    "svg",
]
