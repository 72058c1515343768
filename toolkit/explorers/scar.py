"""The scar explorer: pull a scar wider and deeper, and see what it is called."""

from toolkit import classify, measure
from toolkit.anatomy import SITES
from toolkit.classify import ScarType
from toolkit.drawing import Scene
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import (
    STILL_PX,
    figures,
    numbers_card,
    said,
    scene_of,
    section_figure,
)
from toolkit.explorers.which import SCARS, ask_size, scar

NAMES = {
    "none": "no scar",
    "pore": "a large pore",
    "ice_pick": "an ice pick scar",
    "boxcar": "a boxcar scar",
    "rolling": "a rolling scar",
}


def scar_explorer(**start: object) -> Explorer:
    """Return the scar explorer: type, width, depth and place of one scar.

    Beside the picture stand depth and width as a ruler would give them, their ratio, and what
    the scar is called by the published sizes, with a word where those sizes leave a doubt.

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
    >>> explorer = scar_explorer(kind="boxcar")
    >>> sorted(explorer.settings)
    ['depth_mm', 'kind', 'site', 'width_mm']
    """
    return Explorer(SCAR, start)


def ask_scar(form: Form) -> None:
    """Ask for the numbers of `scar_figure`."""
    ask_size(form, form.choice("kind", "Type of scar", SCARS))
    form.choice("site", "Place on the face", {site: site.capitalize() for site in SITES})


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
    scene, size = scene_of(section, kind=kind, width_px=width_px), measure(section)
    numbers = figures(
        ("deep", f"{size.depth_mm:.2f} mm"),
        ("wide", f"{size.width_mm:.2f} mm"),
        ("depth / width", f"{size.depth_mm / size.width_mm:.2f}"),
    )
    card = numbers_card(numbers, said(verdict(classify(size))))
    return section_figure(scene, width_px=width_px) + card


def scar_scene(**which: object) -> Scene:
    """Return the still picture of one scar."""
    return scene_of(scar(**which), kind=which["kind"], width_px=STILL_PX)


def verdict(found: ScarType) -> str:
    """Return what a scar is called and why, as a sentence."""
    name = NAMES[found.name].replace(" boxcar", f" {found.detail} boxcar")
    doubt = "" if found.certain else " At these sizes the name is in doubt."
    return f"By its size and shape this is {name}: {found.reason}.{doubt}"


SCAR = Kind(
    name="scar_explorer",
    title="Types of scars, and the pore",
    hint="One scar, cut open. Make it wider or less deep, and see when its name changes.",
    ask=ask_scar,
    figure=scar_figure,
    still=scar_scene,
)
