"""Skin from above, in light, as a scene: the picture, where its light comes from, and its scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toolkit.drawing.above_marks import compass, pencil
from toolkit.drawing.above_words import above_facts, contrast_fact
from toolkit.drawing.raster import Raster
from toolkit.drawing.relief import Patch
from toolkit.drawing.relief.lighting import seen
from toolkit.drawing.scene import Label, Panel, Scene, Shape, Window
from toolkit.drawing.tissue import size_of
from toolkit.drawing.words import name_of
from toolkit.light import LIGHTS, Light, albedo

STRIP_SHARE, LEAST_STRIP_MM, MOST_STRIP_MM = 0.15, 1.3, 1.9  #: the strip below the picture
LIVE, PRINT, PRINT_FROM = 78, 90, 45.0  #: quality of the pixels, and where print begins [px/mm]
NAME_MM = 0.6  #: a name under a scar needs this much room


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """One patch in one light, to stand beside others."""

    patch: Patch
    light: Light | str = "window"
    skin_type: int = 2
    head: str = ""


def above_scene(
    patch: Patch,
    *,
    light: Light | str = "window",
    skin_type: int = 2,
    names: bool = False,
    marks: bool = True,
    title: str = "",
    form: str = "page",
) -> Scene:
    """Return a patch of skin seen from above in a light, at true scale.

    Parameters
    ----------
    patch
        The skin: see `toolkit.drawing.patch`.
    light
        A `toolkit.Light`, or the name of one of ``toolkit.LIGHTS``.
    skin_type
        Fitzpatrick type, 1 to 6.
    names
        Whether the scars are named in the picture.
    marks
        Whether the compass of the light and the pencil for size stand below the picture.
    title
        Words above the picture.
    form
        ``"page"`` or ``"phone"``.

    Raises
    ------
    ValueError
        If the light or the skin type is unknown.

    Notes
    -----
    Height decides light and shadow; redness and pigment decide colour; nothing else does. The
    picture is exposed for flat skin, so that it is as bright in every light. What this leaves
    out: the glow of red light deep in the skin, oil, make-up, hair that is not fine.

    Examples
    --------
    >>> from toolkit.drawing import patch, sentence
    >>> scene = above_scene(patch(["boxcar"], width_mm=6, height_mm=4), light="raking")
    >>> "raking light: it comes from the left, 15° above the skin" in sentence(scene)
    True
    """
    view = View(patch=patch, light=checked(light), skin_type=skin_type)
    facts = above_facts(patch, view.light, skin_type)
    return Scene((view_panel(view, names=names, marks=marks),), title, form=form, facts=facts)


def views_scene(
    views: Sequence[View], *, names: bool = False, title: str = "", form: str = "page"
) -> Scene:
    """Return several patches or lights beside each other, on one scale.

    Examples
    --------
    >>> from toolkit.drawing import patch
    >>> skin = patch(["ice_pick"], width_mm=4, height_mm=3)
    >>> lights = [View(patch=skin, light=name, head=name) for name in ("window", "raking")]
    >>> len(views_scene(lights).panels)
    2
    """
    views = [
        View(patch=v.patch, light=checked(v.light), skin_type=v.skin_type, head=v.head)
        for v in views
    ]
    if not views:
        raise ValueError("views is empty; it must hold at least one view")
    panels = tuple(view_panel(view, names=names, marks=True, tool=len(views) < 3) for view in views)
    first = views[0]
    facts = [
        f"{len(views)} pictures of skin from above beside each other, on one scale.",
        *above_facts(first.patch, first.light, first.skin_type),
    ]
    for view in views[1:]:
        facts += [f"{view.head or 'The next one'}:"]
        facts += [contrast_fact(view.patch, view.light, view.skin_type)]
    return Scene(panels, title, form=form, facts=tuple(facts))


def view_panel(view: View, *, names: bool, marks: bool, tool: bool = True) -> Panel:
    """Return one view as a panel, with its marks, and a pencil among them where there is room."""
    wide, high = view.patch.size_mm
    strip = float(np.clip(STRIP_SHARE * wide, LEAST_STRIP_MM, MOST_STRIP_MM)) if marks else 0.0
    shapes = [Shape("from_above", "image", picture_of(view.patch, view.light, view.skin_type))]
    labels = list(_names(view.patch)) if names else []
    if marks:
        middle = high + strip / 2 + 0.012 * wide
        signs, words = compass(view.light, wide, middle)
        shapes += signs
        labels.append(words)
    if marks and tool:
        signs, words = pencil(wide, middle, strip - 0.02 * wide)
        shapes += signs
        labels.append(words)
    return Panel(
        Window(0.0, wide, 0.0, high + strip),
        tuple(shapes),
        head=view.head,
        labels=tuple(labels),
        bar_mm=2.0 if wide > 7 else 1.0,
    )


@lru_cache(maxsize=24)
def picture_of(patch: Patch, light: Light, skin_type: int) -> Raster:
    """Return a patch in a light as pixels, its upper left corner at 0, 0."""
    albedo(skin_type)  # refuses what is no skin type
    quality = PRINT if patch.px_per_mm > PRINT_FROM and patch.size_mm[0] > 5 else LIVE
    return Raster(seen(patch, light, skin_type), 0.0, 0.0, *patch.size_mm, quality)


def checked(light: Light | str) -> Light:
    """Return the light, or the one that a name stands for."""
    if isinstance(light, str):
        if light not in LIGHTS:
            raise ValueError(f"light is {light!r}; it must be a Light or one of {tuple(LIGHTS)}")
        return LIGHTS[light]
    if not isinstance(light, Light):
        raise ValueError(f"light is {light!r}; it must be a Light or one of {tuple(LIGHTS)}")
    return light


def _names(patch):
    """Name the largest scar of each kind, under its lower rim."""
    largest = {}
    for one in patch.scars:
        name, size = name_of(one.section), size_of(one.section).width_mm
        if name != "no scar" and size > largest.get(name, (0.0, None))[0]:
            largest[name] = (size, one)
    for name, (size, one) in largest.items():
        low = one.y_mm + size * (0.5 if one.section.grid.is_round else 0.1)
        words = name.removesuffix(" scar").capitalize()
        yield Label(words, (one.x_mm, min(low, patch.size_mm[1] - NAME_MM)), "under")
