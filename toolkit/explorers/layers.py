"""The layers explorer: how thick the skin is at five places of the face."""

from dataclasses import replace

from toolkit import Section, healthy
from toolkit.anatomy import SITES, Layers, layers
from toolkit.drawing import Scene, section_scene
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import (
    STILL_PX,
    figures,
    labels_for,
    numbers_card,
    said,
    section_figure,
    section_px,
    small,
)

BOTH = "both"
SEXES = {BOTH: "Mean of women and men", "woman": "Women", "man": "Men"}
#: Each layer: what it is called, the name of its thickness, and what it is for.
LAYERS = {
    "stratum_corneum": (
        "Stratum corneum",
        "stratum_corneum_mm",
        "Dead, flat cells that keep water in. Scrubs and masks reach this and no further.",
    ),
    "epidermis": (
        "Living epidermis",
        "epidermis_mm",
        "Cells packed side by side. It renews itself within weeks and leaves no scar.",
    ),
    "papillary_dermis": (
        "Papillary dermis",
        "papillary_dermis_mm",
        "Fine fibres and small vessels that feed the epidermis.",
    ),
    "reticular_dermis": (
        "Reticular dermis",
        "reticular_dermis_mm",
        "Thick woven bundles of collagen. What is lost here is what a sunken scar is.",
    ),
    "hypodermis": (
        "Hypodermis",
        "hypodermis_mm",
        "Fat in lobules, with walls of collagen between. Bands under rolling scars end here.",
    ),
}
NAMED = {"all": "All layers", "none": "No names"} | {key: row[0] for key, row in LAYERS.items()}
#: Parts that can be left out or asked for: their words, and whether they are drawn at first.
PARTS = {
    "collagen": ("Collagen", True),
    "elastin": ("Elastic fibres", False),
    "vessels": ("Vessels", True),
    "adnexa": ("Hairs and glands", True),
    "fat": ("Fat", True),
}
NARROWEST_MM, WIDEST_MM = 3.5, 5.5
PHONE_MM = 3.2
SHOWN = ("collagen", "young", "vessels", "adnexa", "fat", "bands", "filler")
HAIR_MM = 0.07  #: about the thickness of a hair, to compare with


def layers_explorer(**start: object) -> Explorer:
    """Return the layers explorer: place, sex, which layers are named, and how near one looks.

    Parameters
    ----------
    start
        What the controls say at first, by their names.

    Raises
    ------
    ValueError
        If there is no such control, or it cannot say this.

    Examples
    --------
    >>> layers_explorer(site="temple").line
    "layers_explorer(site='temple')"
    """
    return Explorer(LAYERS_KIND, start)


def ask_layers(form: Form) -> None:
    """Ask for the numbers of `layers_figure`."""
    form.choice("site", "Place on the face", {site: site.capitalize() for site in SITES})
    form.choice("sex", "Whose skin", SEXES)
    form.choice("named", "Layers to name", NAMED)
    form.between(
        "shown_mm",
        "Skin in sight (mm)",
        NARROWEST_MM,
        WIDEST_MM,
        start=4.0,
        step=0.5,
        unit="millimetres",
    )
    form.drawer("What is drawn, and depth stretched")
    for part, (words, start) in PARTS.items():
        form.switch(part, words, start=start)
    form.between(
        "stretch", "Depth drawn larger (times)", 1.0, 3.0, start=1.0, step=0.5, unit="times"
    )


def layers_figure(
    *,
    site: str,
    sex: str,
    named: str,
    shown_mm: float,
    stretch: float = 1.0,
    width_px: int = STILL_PX,
    **parts: bool,
) -> str:
    """Return healthy skin as HTML: its section, and how thick each layer is.

    Parameters
    ----------
    site
        As in `toolkit.anatomy.layers`.
    sex
        ``"woman"``, ``"man"``, or ``"both"`` for the mean of the two.
    named
        ``"all"``, ``"none"``, or the one layer to name.
    shown_mm
        How much skin is shown; on a narrow screen never more than fits. [mm]
    stretch
        How many times larger depth is drawn than width; the picture says so.
    parts
        ``collagen``, ``elastin``, ``vessels``, ``adnexa``, ``fat``: whether they are drawn.
    width_px
        Width of the room for the picture and the numbers. [px]
    """
    skin = _skin(site, sex)
    scene = _scene(skin, named, shown_mm, width_px, stretch, parts)
    picture = section_figure(scene, width_px=width_px)
    return picture + numbers_card(_numbers(skin.layers), *_words(skin.layers, named))


def layers_scene(*, site, sex, named, shown_mm, stretch=1.0, **parts: bool) -> Scene:
    """Return the still picture of healthy skin."""
    return _scene(_skin(site, sex), named, shown_mm, STILL_PX, stretch, parts)


def _skin(site, sex):
    return healthy(site=site, sex=None if sex == BOTH else sex)


def _scene(skin: Section, named, shown_mm, width_px, stretch, parts) -> Scene:
    labels = labels_for(section_px(width_px))
    if named not in NAMED:
        raise ValueError(f"named is {named!r}; it must be one of {', '.join(NAMED)}")
    half_mm = min(shown_mm, PHONE_MM if labels == "phone" else WIDEST_MM) / 2
    window_mm, show = (-half_mm, half_mm), _shown(parts)
    scene = section_scene(skin, window_mm=window_mm, labels=labels, show=show, stretch=stretch)
    if named == "all":
        return scene
    kept = LAYERS[named][0] if named in LAYERS else None
    panels = (_with_one_name(panel, kept) for panel in scene.panels)
    return replace(scene, panels=tuple(panels))


def _shown(parts):
    """Return the parts to draw; only what can be left out here is ever left out."""
    asked = {part: start for part, (_, start) in PARTS.items()} | parts
    kept = [part for part in SHOWN if asked.get(part, True)]
    return (*kept, "elastin") if asked["elastin"] else tuple(kept)


def _with_one_name(panel, kept):
    brackets = tuple(bracket for bracket in panel.brackets if bracket.text == kept)
    return replace(panel, brackets=brackets, labels=panel.labels if kept else ())


def _numbers(thick: Layers) -> str:
    pairs = ((name.lower(), f"{getattr(thick, size):.3g} mm") for name, size, _ in LAYERS.values())
    return figures(*pairs)


def _words(thick: Layers, named: str):
    times = thick.dermis_mm / thick.epidermis_mm
    whose = {None: "", "woman": " of women", "man": " of men"}[thick.sex]
    yield said(
        f"On the {thick.site}{whose} the dermis is {thick.dermis_mm:.2f} mm thick, {times:.0f} "
        f"times the living epidermis."
    )
    yield _compared(thick)
    if named in LAYERS:
        name, size, about = LAYERS[named]
        hairs = getattr(thick, size) / HAIR_MM
        like = f"about {hairs:.1g} of the thickness of a hair" if hairs < 1 else ""
        like = like or f"about {hairs:.2g} hairs thick"
        yield small(f"{name}, {like}. {about}")


def _compared(thick: Layers) -> str:
    every = {site: layers(site, sex=thick.sex).dermis_mm for site in SITES}
    thinnest, thickest = min(every, key=every.get), max(every, key=every.get)
    return small(
        f"Of the five places the dermis is thinnest on the {thinnest} ({every[thinnest]:.2f} mm) "
        f"and thickest on the {thickest} ({every[thickest]:.2f} mm)."
    )


LAYERS_KIND = Kind(
    name="layers_explorer",
    title="Layers of the skin",
    hint="A slice through healthy skin, much enlarged. Try another place on the face.",
    ask=ask_layers,
    figure=layers_figure,
    still=layers_scene,
)
