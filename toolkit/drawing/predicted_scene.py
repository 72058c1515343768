"""A section with the line of the surface that someone expects over it, and words for each line."""

from dataclasses import replace

import numpy as np

from toolkit.drawing.framing import section_window
from toolkit.drawing.predicted import LEVEL_MM, expected_surface_mm, half_mm
from toolkit.drawing.scene import Label, Scene, Shape, Window
from toolkit.drawing.section_scene import section_scene
from toolkit.drawing.tissue import Tissue, scars_of, size_of
from toolkit.section import Section

#: Width of the pale edge of the line, as a part of the picture.
HALO = {"page": 0.009, "phone": 0.017, "none": 0.013}
BESIDE_MM = 0.15  #: how far the line goes on over healthy skin
DEEPEST, FIRST = "Deepest point", "First profile"  #: what they are called in a section


def predicted_scene(
    section: Section,
    *,
    depth_mm: float,
    width_mm: float,
    shape: str,
    before: Section | None = None,
    window_mm: tuple[float, float] | None = None,
    labels: str = "page",
    stretch: float = 1.0,
) -> Scene:
    """Return a section with the line of the surface that someone expects over it.

    Parameters
    ----------
    section
        The skin to draw over: before a course, or after it.
    depth_mm, width_mm, shape
        The line, as in `toolkit.drawing.predicted.expected_surface_mm`.
    before
        The skin earlier, whose profile is drawn dashed.
    window_mm, labels, stretch
        As in `section_scene`.

    Raises
    ------
    ValueError
        If the line or the section is not possible, or there was no scar, or several.

    Examples
    --------
    >>> from toolkit import ice_pick
    >>> scene = predicted_scene(ice_pick(), depth_mm=0.4, width_mm=0.8, shape="round")
    >>> [label.text for label in scene.panels[0].labels]
    ['The scar, 1.60 mm', 'Your line, 0.40 mm']
    """
    first = section if before is None else before
    check_one_scar(first)
    window = section_window(first, window_mm, labels)
    line = {"depth_mm": depth_mm, "width_mm": width_mm, "shape": shape}
    points = _line(first, window, line)
    given = {"window_mm": (window.left, window.right), "labels": labels, "stretch": stretch}
    acting = tuple(_shapes(points, window, labels))
    scene = section_scene(section, before=before, layers=False, acting=acting, **given)
    panel, named = scene.panels[0], ()
    if labels != "none":
        named = tuple(_labels(section, before, panel.labels, points, line))
    panels, facts = (replace(panel, labels=named),), (*scene.facts, _fact(line))
    return replace(scene, panels=panels, facts=facts)


def check_one_scar(section: Section, name: str = "section") -> None:
    """Raise a ValueError unless a section has one scar, over which a line can be drawn."""
    scars = len(scars_of(section))
    if scars != 1:
        found = f"{scars} scars" if scars else "no scar"
        raise ValueError(
            f"{name} begins with {found}; it must begin with one, such as ice_pick(), boxcar() or "
            "rolling()"
        )


def _line(first, window: Window, line):
    """Return the line over the mouth of the scar and a little healthy skin, (points, 2). [mm]"""
    scar = scars_of(first)[0]
    reach = half_mm(width_mm=line["width_mm"], shape=line["shape"])
    reach = max(reach, scar.size.width_mm / 2) + BESIDE_MM
    ends = np.clip([scar.middle_mm - reach, scar.middle_mm + reach], window.left, window.right)
    x = np.linspace(*ends, 2 * round(60 * np.ptp(ends)) + 1)
    return np.column_stack([x, -expected_surface_mm(x - scar.middle_mm, **line)])


def _shapes(points, window, labels):
    halo_mm = HALO[labels] * window.width
    yield Shape("value_dot_halo", "line", points[None], "frame", size_mm=halo_mm)
    yield Shape("line_1", "line", points[None], "frame")


def _labels(section, before, usual, points, line):
    """What each line is: the skin's own, the dashed one, and the reader's at its left wall."""
    middle, deep_mm = scars_of(before or section)[0].middle_mm, size_of(section).depth_mm
    floor = middle, -float(Tissue.of(section).height(middle))
    floor = next((one.at for one in usual if one.text.startswith(DEEPEST)), floor)
    size = f"{deep_mm:.2f} mm" if deep_mm >= LEVEL_MM else "level"
    yield Label(f"The {'scar' if before is None else 'model'}, {size}", floor, "above")
    yield from (replace(one, text="Before") for one in usual if one.text == FIRST)
    x = middle - 0.3 * line["width_mm"]
    place = float(x), float(np.interp(x, *points.T))
    yield Label(f"Your line, {line['depth_mm']:.2f} mm", place, "below", role="line_1")


def _fact(line):
    deep = f"{line['depth_mm']:.2f} mm deep and {line['width_mm']:.2f} mm wide"
    said = f"{deep}, with a {line['shape']} floor" if line["depth_mm"] >= LEVEL_MM else "level"
    return f"A solid line shows the surface that you expect: {said}."
