"""The surface of a section in a light: which stretches are lit, which lie in shade."""

from dataclasses import dataclass

import numpy as np

from toolkit.drawing.scene import Window
from toolkit.drawing.tissue import Tissue
from toolkit.light import Light
from toolkit.light.relief import cast_shadow, lambert
from toolkit.section import Section

STEP_MM = 0.01
DARK, DIM, BRIGHT = 0.08, 0.75, 1.3  #: light of the lamp beside that on flat skin
RUN_MM = 0.06  #: shorter stretches are not spoken of


@dataclass(frozen=True, eq=False)
class Lit:
    """The surface of a section in a light that comes along its plane."""

    x_mm: np.ndarray  #: (places,)
    z_mm: np.ndarray  #: (places,) down
    lamp: np.ndarray  #: (places,) light of the lamp, 1 on flat skin, 0 in shade
    way: tuple[float, float]  #: towards the lamp: across, down

    def runs(self, here: np.ndarray) -> list[slice]:
        """Return the stretches where something is so, the longest first."""
        edges = np.flatnonzero(np.diff(np.concatenate([[0], here.astype(int), [0]])))
        runs = [slice(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
        runs = [run for run in runs if (run.stop - run.start) * STEP_MM >= RUN_MM]
        return sorted(runs, key=lambda run: run.start - run.stop)

    @property
    def shaded(self) -> list[slice]:
        """Stretches that the lamp does not reach."""
        return self.runs(self.lamp < DARK)

    @property
    def dim(self) -> list[slice]:
        """Stretches that the lamp meets at a slant."""
        return self.runs(self.lamp < DIM)

    @property
    def bright(self) -> list[slice]:
        """Stretches that face the lamp."""
        return self.runs(self.lamp > BRIGHT)

    def line(self, run: slice) -> np.ndarray:
        """Return a stretch of the surface as a line, (1, points, 2)."""
        return np.column_stack([self.x_mm[run], self.z_mm[run]])[None, ::3]

    def ends(self, run: slice) -> tuple[int, int]:
        """Return the first and the last place of a stretch, as the light meets them."""
        first, last = run.start, run.stop - 1
        return (first, last) if self.way[0] <= 0 else (last, first)

    def ray(self, place: int, top_mm: float) -> np.ndarray:
        """Return the line from a place back to the light, up to a level, (1, 2, 2)."""
        at = np.array([self.x_mm[place], self.z_mm[place]])
        return np.array([[at + np.array(self.way) * (top_mm - at[1]) / self.way[1], at]])


def lit_surface(section: Section, light: Light, window: Window) -> Lit:
    """Return the surface of a section, and how much of the lamp's light each place gets."""
    x = np.arange(window.left, window.right, STEP_MM)
    height = Tissue.of(section).height(x)
    across = light.heading[0] if light.elevation_deg < 90 else -1.0
    order = slice(None, None, -1 if across > 0 else 1)
    dark = cast_shadow(height[order], run_mm=STEP_MM, rise=light.rise)[order]
    slope = np.gradient(height, STEP_MM)
    lamp = lambert(slope * np.sign(across), np.sqrt(1 + slope**2), light.rise) * (1 - dark)
    return Lit(x, -height, lamp, (float(np.sign(across)), -light.rise))
