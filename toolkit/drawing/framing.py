"""Which part of the skin a picture shows, its ruler, and what is said about its scale."""

from dataclasses import replace

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.scene import Ticks, Window
from toolkit.drawing.tissue import scars_of, size_of
from toolkit.section import Section

TOP_MM = -0.25  #: how far the picture reaches above the healthy level
PHONE_MM = 3.2  #: a phone shows this much; shrinking a wide picture would lose the fibres
BESIDE_MM = 0.9  #: healthy skin beside the outer ones of several scars
MIX_MM = 6.2  #: a row of several scars on a phone shows about this much
MIX_BESIDE_MM, MIX_FAT_MM, MIX_LARGER = 0.5, 0.65, 3.0
MOST_STRETCH = 3.0
LARGER = "True scale; fat cells (truly 0.1 mm), vessels and new fibres are drawn larger."


def section_window(section: Section, window_mm: tuple | None, labels: str) -> Window:
    """Return what to show of a section: as asked, or its scars with healthy skin around them."""
    half = section.grid.width_mm / 2
    left, right = _around(section, labels) if window_mm is None else window_mm
    if not -half - 1e-9 <= left < right <= half + 1e-9:
        raise ValueError(f"window_mm is {window_mm!r}; it must lie within -{half:g} to {half:g} mm")
    return Window(left, right, TOP_MM, _bottom_mm(section, section.layers, right - left))


def _mix_window(window):
    return replace(window, coarser=MIX_LARGER / window.coarseness)


def is_wide_mix(section: Section, window_mm: tuple | None) -> bool:
    """Return whether there are several scars, and more of them is asked for than a phone shows."""
    several = len(scars_of(section)) > 1
    return several and (window_mm is None or window_mm[1] - window_mm[0] > MIX_MM)


def mix_windows(section: Section) -> tuple[tuple[Window, ...], tuple[int, ...]]:
    """Return a window for each of several scars, and how many of them stand in each row."""
    half = section.grid.width_mm / 2
    edges = [
        (max(-half, scar.left_mm - MIX_BESIDE_MM), min(half, scar.right_mm + MIX_BESIDE_MM))
        for scar in scars_of(section)
    ]
    bottom = round(section.layers.skin_mm + MIX_FAT_MM, 2)
    windows = tuple(_mix_window(Window(*edge, TOP_MM, bottom)) for edge in edges)
    room = max(MIX_MM, *(window.width for window in windows))
    rows, left = [0], room
    for window in windows:
        if window.width > left and rows[-1]:
            rows.append(0)
            left = room
        rows[-1] += 1
        left -= window.width
    return windows, tuple(rows)


def ruler_ticks(window: Window) -> Ticks:
    """Return a ruler in whole millimetres, 0 at the healthy level, with a mark at each half."""
    halves = np.arange(0, 2 * window.bottom - 0.2) / 2
    whole = tuple(float(z) for z in halves if z == int(z))
    return Ticks(
        whole,
        tuple(f"{z:.0f}" for z in whole),
        "mm",
        tuple(float(z) for z in halves if z != int(z)),
    )


def checked_stretch(stretch: float) -> float:
    """Return how many times deeper than wide a millimetre is drawn, if that is allowed."""
    if not (np.isscalar(stretch) and 1 <= float(stretch) <= MOST_STRETCH):
        raise ValueError(f"stretch is {stretch!r}; it must lie from 1 to {MOST_STRETCH:g}")
    return float(stretch)


def scale_words(stretch: float) -> str:
    """Return what must be said about the scale of a picture."""
    if stretch == 1:
        return LARGER
    times = {2.0: "twice", 3.0: "three times"}.get(stretch, f"{stretch:g} times")
    return f"Not to true scale: depth is drawn {times} as large as width."


def _around(section, labels):
    """Return the left and right edge of the scars with healthy skin at both sides."""
    half = section.grid.width_mm / 2
    scars = scars_of(section)
    if len(scars) > 1 and labels != "phone":
        left, right = scars[0].left_mm - BESIDE_MM, scars[-1].right_mm + BESIDE_MM
        return max(-half, left), min(half, right)
    middle = scars[int(np.argmax([s.size.depth_mm for s in scars]))].middle_mm if scars else 0.0
    reach = min(half, _reach_mm(section, labels))
    middle = float(np.clip(middle, reach - half, half - reach)) if len(scars) > 1 else 0.0
    return middle - reach, middle + reach


def _reach_mm(section, labels):
    """Half the width of the picture: the mouth and healthy skin at both sides."""
    size = size_of(section)
    wide = size.width_mm if size.depth_mm > 0.02 else 6.0
    if labels == "pair":
        return float(np.clip(wide / 2 + 1.2, 1.8, 3.0))
    if labels == "phone":
        return float(np.clip(wide / 2 + 0.5, PHONE_MM / 2, 2.3)) if wide < 6 else PHONE_MM / 2
    return float(np.clip(wide / 2 + 1.5, 2.2, 4.0))


def _bottom_mm(section: Section, layers: Layers, width_mm: float) -> float:
    """How deep the picture goes: all of the skin, and some fat."""
    fat = 0.65 if width_mm < 4 else 0.8 if width_mm < 5.6 else 1.25
    return float(min(section.grid.depth_mm, round(layers.skin_mm + fat, 2)))
