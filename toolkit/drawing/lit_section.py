r"""One scar in section and from above, under each other, with the rays of a light drawn over it.

+-----------------+
|  from above     |
|- - - - - - - - -|   the cut
+-----------------+
  \   \   \ :         rays; the dotted line leads the end of the shadow up to the picture
___\   \   \:____
    \__shade: /
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from toolkit.drawing.above import checked, picture_of
from toolkit.drawing.above_marks import side_words
from toolkit.drawing.above_words import light_name
from toolkit.drawing.lit_surface import DARK, lit_surface
from toolkit.drawing.relief import Placed, patch
from toolkit.drawing.scene import Label, Panel, Scene, Shape, Window
from toolkit.drawing.section_scene import ruler_ticks, section_window
from toolkit.drawing.slice import slice_shapes
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.words import pore_places, scar_fact
from toolkit.light import Light
from toolkit.section import Section

HEAD_MM = 0.9  #: air above the skin, in which the rays are drawn
HIGH_SHARE = 0.62  #: height of the picture from above, of its width
RAYS = 7
FAT_MM = 0.4  #: so much fat is shown; the light does not come there
ACROSS_PX, FINE = 400, (25, 90)  #: pixels of the picture from above, and of a millimetre
LEVEL_DEG = 1e-6


def light_scene(
    section: Section,
    *,
    light: Light | str = "raking",
    skin_type: int = 2,
    seed: int = 1,
    window_mm: tuple[float, float] | None = None,
    labels: str = "page",
    px_per_mm: float | None = None,
    title: str = "",
) -> Scene:
    """Return a scar from above and in section under each other, with the light drawn over it.

    Parameters
    ----------
    section
        One slice of skin; the light comes along its plane.
    light
        A `toolkit.Light` from the left or the right (azimuth 180 or 0), or a name of one.
    skin_type
        Fitzpatrick type, 1 to 6, of the picture from above; give `svg` the same ``skin_tone``.
    seed
        Whose skin is seen from above.
    window_mm, labels, title
        As in `section_scene`.
    px_per_mm
        How finely the skin is seen from above; as a screen can show it if left out.

    Raises
    ------
    ValueError
        If the light comes from elsewhere than left, right or straight above.

    Notes
    -----
    Here the scar from above is exactly round, or straight, so that the two pictures agree.

    Examples
    --------
    >>> from toolkit import boxcar
    >>> from toolkit.drawing import sentence
    >>> "The shadow ends" in sentence(light_scene(boxcar()))
    True
    """
    light = checked(light)
    _check_side(light)
    slice_window = _window(section, window_mm, labels)
    px_per_mm = px_per_mm or float(np.clip(ACROSS_PX / slice_window.width, *FINE))
    lit = lit_surface(section, light, slice_window)
    shapes, clips, high = _both(section, light, skin_type, seed, slice_window, px_per_mm)
    top = -HEAD_MM - high
    window = Window(slice_window.left, slice_window.right, top, slice_window.bottom)
    clips["air"] = _box(slice_window.left, slice_window.right, -HEAD_MM + 0.06, window.bottom)
    panel = Panel(
        window,
        (*shapes, *_marks(lit, slice_window, -HEAD_MM - high / 2)),
        clips,
        labels=_labels(lit) if labels != "none" else (),
        left_ticks=ruler_ticks(slice_window),
        bar_mm=1.0 if window.width > 6 else 0.5,
    )
    form = "phone" if labels == "phone" else "page"
    return Scene((panel,), title, form=form, facts=_facts(section, light, lit, skin_type))


def _window(section, window_mm, labels):
    window = section_window(section, window_mm, labels)
    return replace(window, bottom=min(window.bottom, round(section.layers.skin_mm + FAT_MM, 2)))


def _both(section, light, skin_type, seed, window, px_per_mm):
    """The picture from above and the slice below it."""
    high = HIGH_SHARE * window.width
    above = _above(section, seed, window.left, window.width, high, px_per_mm)
    picture = picture_of(above, light, skin_type)
    picture = replace(picture, left=window.left, top=-HEAD_MM - high)
    tissue, pores = Tissue.of(section), pore_places(section)
    shapes, clips = slice_shapes(tissue, section.layers, window, pores=pores)
    return (Shape("from_above", "image", picture), *shapes), dict(clips), high


@lru_cache(maxsize=8)
def _above(section, seed, left, wide, high, px_per_mm):
    """The skin around the scar; kept, so that another light finds it ready."""
    middle = Placed(section, -left, high / 2, exact=True)
    size = {"width_mm": round(wide, 3), "height_mm": round(high, 3), "px_per_mm": px_per_mm}
    return patch([middle], pores=2, seed=seed, **size)


def _marks(lit, window, cut_mm):
    """Yield the lit and the shaded stretches, the rays, and the end of the shadow."""
    for run in lit.shaded:
        yield Shape("shade", "line", lit.line(run), "air")
    for run in lit.bright:
        yield Shape("lit_edge", "line", lit.line(run), "air")
        yield Shape("lit", "line", lit.line(run), "air")
    top = -HEAD_MM
    ends = np.array([[window.left, cut_mm], [window.right, cut_mm]])
    yield Shape("guide", "line", ends[None])
    targets = np.linspace(0, len(lit.x_mm) - 1, RAYS + 2).astype(int)[1:-1]
    lit_ones = [place for place in targets if lit.lamp[place] >= DARK]
    for place in lit_ones:
        yield from _ray(lit.ray(place, top), window.width)
    if lit.shaded:
        end = lit.ends(lit.shaded[0])[1]
        yield Shape("shadow_ray", "line", lit.ray(end, top), "air")
        x, z = lit.x_mm[end], lit.z_mm[end]
        yield Shape("guide", "line", np.array([[[x, z], [x, cut_mm]]]))


def _ray(line, width_mm):
    start, end = line[0]
    way = (end - start) / np.hypot(*(end - start))
    side = np.array([-way[1], way[0]])
    size = 0.024 * width_mm
    back = end - size * way
    shaft = np.array([[start, back]])
    yield Shape("light_ray_halo", "line", shaft, "air")
    yield Shape("light_ray", "line", shaft, "air")
    head = np.array([end, back + 0.42 * size * side, back - 0.42 * size * side])
    yield Shape("light_ray_head", "polygon", (head,), "air")


def _labels(lit):
    """Name where the light does not come, where it comes thinly, and where it comes fully."""
    labels = []
    if lit.shaded:
        run = lit.shaded[0]
        labels.append(Label("In shade", _middle(lit, run)))
        on = f"{_length_mm(lit, run):.1f} mm on"
        labels.append(Label("Shadow ends", _at(lit, lit.ends(run)[1]), "below", on))
    elif lit.dim:
        labels.append(Label("No shadow, less light", _middle(lit, lit.dim[0])))
    if lit.bright:
        labels.append(Label("Bright side", _middle(lit, lit.bright[0])))
    return tuple(labels)


def _middle(lit, run):
    return _at(lit, (run.start + run.stop) // 2)


def _at(lit, place):
    return float(lit.x_mm[place]), float(lit.z_mm[place])


def _length_mm(lit, run):
    return float(lit.x_mm[run.stop - 1] - lit.x_mm[run.start])


def _facts(section, light, lit, skin_type):
    facts = [
        f"One scar twice at one scale: from above, skin type {skin_type}, and below it in section.",
        scar_fact(section),
        f"It is seen {light_name(light)}, which comes {side_words(light)}"
        + (f", {light.elevation_deg:.0f}° above the skin." if light.elevation_deg < 88 else "."),
    ]
    if lit.shaded:
        run = lit.shaded[0]
        facts.append(
            "The wall on the side of the light lies in shade. "
            f"The shadow ends {_length_mm(lit, run):.1f} mm from where it begins."
        )
    else:
        slant = " Where the skin slopes away from the light, less of it arrives." if lit.dim else ""
        facts.append(f"No place of it lies in shadow.{slant}")
    if lit.bright:
        facts.append(f"The opposite side gets up to {lit.lamp.max():.1f} times the light.")
    return tuple(facts)


def _check_side(light):
    if light.elevation_deg < 90 and abs(light.heading[1]) > LEVEL_DEG:
        raise ValueError(
            f"azimuth_deg is {light.azimuth_deg!r}; it must be 180 (left) or 0 (right), so that "
            "the rays lie in the plane of the section"
        )


def _box(left, right, top, bottom):
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
