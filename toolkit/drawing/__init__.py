"""Pictures of skin: one scene, and three ways out of it.

A scene holds shapes in millimetres, each with a role. `svg` writes it for live pages, `draw` paints
it on matplotlib axes that the caller owns, `sentence` says it to those who cannot see it.
"""

from toolkit.drawing.above import View, above_scene, views_scene
from toolkit.drawing.acting import acting_scene
from toolkit.drawing.before_after import before_after_scene
from toolkit.drawing.chart import course_chart_scene
from toolkit.drawing.compare import compare_scene
from toolkit.drawing.healing_strip import healing_strip_scene
from toolkit.drawing.lesion_scene import lesion_map_scene
from toolkit.drawing.lit_section import light_scene
from toolkit.drawing.multiples import weeks_scene
from toolkit.drawing.on_axes import draw
from toolkit.drawing.picture import Picture, picture
from toolkit.drawing.reach import reach_scene
from toolkit.drawing.relief import Patch, Placed, patch
from toolkit.drawing.scene import Scene, sentence
from toolkit.drawing.section_scene import section_scene
from toolkit.drawing.several import scars_scene
from toolkit.drawing.spread import spread_scene
from toolkit.drawing.svg import svg
from toolkit.drawing.tables import Table, evidence_table, share_table, warnings_table
from toolkit.drawing.trials import trials_scene

__all__ = [
    "Patch",
    "Picture",
    "Placed",
    "Scene",
    "Table",
    "View",
    "above_scene",
    "acting_scene",
    "before_after_scene",
    "compare_scene",
    "course_chart_scene",
    "draw",
    "evidence_table",
    "healing_strip_scene",
    "lesion_map_scene",
    "light_scene",
    "patch",
    "picture",
    "reach_scene",
    "scars_scene",
    "section_scene",
    "sentence",
    "share_table",
    "spread_scene",
    "svg",
    "trials_scene",
    "views_scene",
    "warnings_table",
    "weeks_scene",
]
