"""What a picture from above says to those who cannot see it."""

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from toolkit.drawing.above_marks import side_words
from toolkit.drawing.relief import Patch, Placed
from toolkit.drawing.words import name_of
from toolkit.light import LIGHTS, Light, visibility

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LOW_DEG, HIGH_DEG = 25, 70  #: below the one a light rakes, above the other it is flat
SEEN = 0.15  #: fainter redness or pigment is not spoken of


def above_facts(patch: Patch, light: Light, skin_type: int) -> tuple[str, ...]:
    """Return the sentences for one patch in one light."""
    wide, high = patch.size_mm
    return (
        f"Skin of type {skin_type} seen from above, {wide:g} by {high:g} mm, "
        f"{light_name(light)}: it comes {side_words(light)}"
        + (f", {light.elevation_deg:.0f}° above the skin." if light.elevation_deg < 88 else "."),
        _scars_fact(patch),
        contrast_fact(patch, light, skin_type),
        _light_fact(patch, light),
        _colour_fact(patch),
    )


def light_name(light: Light) -> str:
    """Return what a light is called: a preset's name, or what its height makes of it."""
    for name, words in (
        ("window", "in light from a window"),
        ("overhead", "in light from overhead"),
        ("flash", "in the light of a flash"),
        ("raking", "in raking light"),
    ):
        preset = LIGHTS[name]
        if (light.elevation_deg, light.ambient_share) == (
            preset.elevation_deg,
            preset.ambient_share,
        ):
            return words
    if light.elevation_deg < LOW_DEG:
        return "in low light"
    return "in flat light" if light.elevation_deg > HIGH_DEG else "in slanting light"


@lru_cache(maxsize=256)
def contrast_pct(one: Placed, light: Light, skin_type: int) -> float:
    """Return how strongly a scar of a patch shows under a light, as `toolkit.visibility` counts."""
    turned = light.azimuth_deg
    if not one.section.grid.is_round:
        turned = (turned + one.turn_deg + 180) % 360 - 180  # the section sees the light so
    return float(
        visibility(one.section, light=replace(light, azimuth_deg=turned), skin_type=skin_type)
    )


def contrast_fact(patch: Patch, light: Light, skin_type: int) -> str:
    """Return the sentence that says how strongly each kind of scar shows."""
    strongest = {}
    for one in patch.scars:
        name = name_of(one.section)
        if name != "no scar":
            shown = contrast_pct(one, light, skin_type)
            strongest[name] = max(strongest.get(name, 0.0), shown)
    if not strongest:
        return ""
    said = ", ".join(f"{name} {shown:.0f} %" for name, shown in strongest.items())
    return f"Contrast against the healthy skin around: {said}."


def _scars_fact(patch):
    counted = Counter(name_of(one.section) for one in patch.scars)
    counted.pop("no scar", None)
    if not counted:
        return "No scar lies in it; fine lines and pores are all the relief there is."
    said = [f"{COUNTS[n] if n < 10 else n} {name}{'s' * (n > 1)}" for name, n in counted.items()]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"In it lie {listed}." if sum(counted.values()) > 1 else f"In it lies {listed}."


def _light_fact(patch, light):
    if not patch.scars:
        return ""
    if light.elevation_deg < LOW_DEG:
        return "The low light throws long shadows, so that every dip looks deeper than it is."
    if light.elevation_deg > HIGH_DEG:
        return "The flat light throws hardly a shadow, so that shallow dips nearly vanish."
    return "Each dip has a shaded side towards the light and a bright side away from it."


def _colour_fact(patch):
    red, brown = patch.redness.max() > SEEN, patch.pigment.max() > SEEN
    if not (red or brown):
        return ""
    what = "redder and darker" if red and brown else "redder" if red else "darker"
    return f"The skin of the scars is {what} than the skin around."
