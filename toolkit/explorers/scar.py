"""The scar explorer: pull a scar wider and deeper, and see what it is called."""

import ipywidgets as widgets

import toolkit
from toolkit import Grid, Section, classify, measure
from toolkit.classify import ScarType
from toolkit.drawing import Scene
from toolkit.explorers.controls import SCARS, chooser, fit_sizes, site_chooser, size_sliders
from toolkit.explorers.explorer import Explorer
from toolkit.explorers.page import figures, numbers_card, scene_of, section_figure
from toolkit.measures import Measures

NAMES = {
    "none": "no scar",
    "pore": "a large pore",
    "ice_pick": "an ice pick scar",
    "boxcar": "a boxcar scar",
    "rolling": "a rolling scar",
}
STILL_PX = 1000


def scar_explorer() -> Explorer:
    """Return the scar explorer: type, width, depth and place of one scar.

    Beside the picture stand depth and width as a ruler would give them, their ratio, and what
    the scar is called by the published sizes, with a word where those sizes leave a doubt.

    Examples
    --------
    >>> explorer = scar_explorer()
    >>> sorted(explorer.settings)
    ['depth_mm', 'kind', 'site', 'width_mm']
    """
    kind = chooser("Type of scar", SCARS)
    width, depth = size_sliders(kind.value)
    controls = {"kind": kind, "width_mm": width, "depth_mm": depth, "site": site_chooser()}
    card = widgets.VBox(tuple(controls.values())).add_class("uts-settings")
    return Explorer(
        scar_figure, scar_scene, controls, cards=(card,), name="scar", follow={"kind": fit_sizes}
    )


def scar_figure(
    *, kind: str, width_mm: float, depth_mm: float, site: str, width_px: int = STILL_PX
) -> str:
    """Return one scar as HTML: its section, its sizes and its name.

    Parameters
    ----------
    kind
        ``"ice_pick"``, ``"boxcar"``, ``"rolling"`` or ``"pore"``.
    width_mm, depth_mm, site
        As in `toolkit.ice_pick`.
    width_px
        Width of the room for the picture and the numbers. [px]

    Raises
    ------
    ValueError
        If no scar of this kind has this size.
    """
    section = scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm, site=site)
    scene = scene_of(section, kind=kind, width_px=width_px)
    return section_figure(scene, width_px=width_px) + _numbers(measure(section))


def scar_scene(*, kind: str, width_mm: float, depth_mm: float, site: str) -> Scene:
    """Return the still picture of one scar."""
    section = scar(kind=kind, width_mm=width_mm, depth_mm=depth_mm, site=site)
    return scene_of(section, kind=kind, width_px=STILL_PX)


def scar(
    *, kind: str, width_mm: float, depth_mm: float, site: str = "cheek", grid: Grid | None = None
) -> Section:
    """Return skin with one scar of a kind that is given by its name."""
    if kind not in SCARS:
        raise ValueError(f"kind is {kind!r}; it must be one of {', '.join(SCARS)}")
    return getattr(toolkit, kind)(width_mm=width_mm, depth_mm=depth_mm, site=site, grid=grid)


def _numbers(size: Measures) -> str:
    ratio = size.depth_mm / size.width_mm
    pairs = figures(
        ("deep", f"{size.depth_mm:.2f} mm"),
        ("wide", f"{size.width_mm:.2f} mm"),
        ("depth / width", f"{ratio:.2f}"),
    )
    return numbers_card(pairs, f"<p>{verdict(classify(size))}</p>")


def verdict(found: ScarType) -> str:
    """Return what a scar is called and why, as a sentence of HTML."""
    name = NAMES[found.name].replace(" boxcar", f" {found.detail} boxcar")
    doubt = "" if found.certain else " There is a doubt: the name is not sure at these sizes."
    return f"By its size and shape this is <b>{name}</b>: {found.reason}.{doubt}"
