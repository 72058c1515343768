"""The picture of a dip that is to be named: it shows everything and names nothing."""

from dataclasses import replace
from functools import lru_cache
from html import escape

import numpy as np

from toolkit import LIGHTS
from toolkit.drawing import Placed, Scene, above_scene, patch, section_scene, svg
from toolkit.drawing.above_words import light_name
from toolkit.drawing.scene import Shape
from toolkit.drawing.words import mm
from toolkit.explorers.page import NUMBER_AND_UNIT, labels_for, section_px
from toolkit.recognition import Trial

TIMES_WIDE, LEAST_MM, MOST_MM = 1.8, 4.0, 10.0  #: how much skin is shown around a dip
HIGH_SHARE = 0.62  #: height of a picture from above, of its width
ACROSS_PX = 420
TICK_SHARE = 0.05  #: length of the marks that point at the middle, of the width
MOST_TURN_DEG = 40


def figure_of(trial: Trial, *, width_px: int) -> str:
    """Return the picture of a trial with its caption as HTML; neither gives the name away."""
    picture = picture_of(trial, width_px=width_px)
    caption = NUMBER_AND_UNIT.sub("\u00a0", escape(caption_of(trial)))
    return f"{picture}<figcaption>{caption}</figcaption>"


def picture_of(trial: Trial, *, width_px: int, view: str = "") -> str:
    """Return the picture of a trial as SVG, as it is asked or in another view."""
    px = section_px(width_px)
    scene = scene_of(trial, px=px, view=view or trial.view)
    return svg(scene, width_px=px, skin_tone=trial.skin_tone)


def scene_of(trial: Trial, *, px: int, view: str) -> Scene:
    """Return the scene of a trial, described without a name."""
    scene = (_from_above if view == "above" else _in_section)(trial, labels_for(px))
    return replace(scene, facts=(description_of(trial, view),))


def caption_of(trial: Trial) -> str:
    """Return what stands below the picture."""
    if trial.view == "section":
        return f"In section. Skin type {trial.skin_tone}."
    light = LIGHTS[trial.light]
    return f"From above, {light_name(light)}. Skin type {trial.skin_tone}. Look at the middle."


def description_of(trial: Trial, view: str) -> str:
    """Return the picture in words for those who cannot see it: its sizes, and no name."""
    size = trial.size
    dip = (
        f"{mm(size.width_mm)} wide and {mm(size.depth_mm)} deep. "
        f"Its walls slope by {size.wall_deg:.0f} degrees; the lowest quarter of it takes up "
        f"{100 * size.floor_share:.0f} % of its width."
    )
    if view == "section":
        return f"A dip in skin of type {trial.skin_tone}, in section: {dip}"
    seen = light_name(LIGHTS[trial.light])
    return f"Skin of type {trial.skin_tone} from above, {seen}. In the middle a dip: {dip}"


def window_mm(trial: Trial) -> float:
    """Return how much skin is shown, from left to right. [mm]"""
    around = min(max(TIMES_WIDE * trial.width_mm, LEAST_MM), MOST_MM)
    return min(around, trial.section.grid.width_mm)


def _in_section(trial, form):
    half_mm = window_mm(trial) / 2
    scene = section_scene(trial.section, window_mm=(-half_mm, half_mm), labels="none", layers=False)
    return replace(scene, form=form)


def _from_above(trial, form):
    skin = _patch(trial)
    look = {"light": trial.light, "skin_type": trial.skin_tone, "marks": False, "form": form}
    scene = above_scene(skin, **look)
    panel = scene.panels[0]
    marked = replace(panel, shapes=(*panel.shapes, *_ticks(*skin.size_mm)))
    return replace(scene, panels=(marked,))


@lru_cache(maxsize=4)
def _patch(trial):
    wide_mm = round(window_mm(trial), 2)
    high_mm = round(HIGH_SHARE * wide_mm, 2)
    turn_deg = float(trial.seed % (2 * MOST_TURN_DEG) - MOST_TURN_DEG)
    return patch(
        [Placed(trial.section, wide_mm / 2, high_mm / 2, turn_deg)],
        pores=trial.pores,
        seed=trial.seed,
        width_mm=wide_mm,
        height_mm=high_mm,
        px_per_mm=ACROSS_PX / wide_mm,
    )


def _ticks(wide_mm, high_mm):
    """Yield short marks at the middles of the four edges."""
    long_mm, x, y = TICK_SHARE * wide_mm, wide_mm / 2, high_mm / 2
    lines = np.array(
        [
            [[x, 0], [x, long_mm]],
            [[x, high_mm - long_mm], [x, high_mm]],
            [[0, y], [long_mm, y]],
            [[wide_mm - long_mm, y], [wide_mm, y]],
        ]
    )
    yield Shape("light_ray_halo", "line", lines)
    yield Shape("scale_bar", "line", lines)
