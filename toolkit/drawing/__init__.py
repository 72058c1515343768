"""Pictures of skin: one scene, and three ways out of it."""

from toolkit.drawing.scene import Scene, sentence
from toolkit.drawing.section_scene import section_scene
from toolkit.drawing.svg import svg

__all__ = ["Scene", "section_scene", "sentence", "svg"]
