"""Skin from above as a relief: a patch with scars, the light on it, and its colours."""

from toolkit.drawing.relief.patch import Patch, patch
from toolkit.drawing.relief.placing import Placed

__all__ = ["Patch", "Placed", "patch"]
