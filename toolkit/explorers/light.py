"""The light explorer: move a lamp over a scar, or over a patch of skin, and see when it shows."""

from functools import lru_cache

from toolkit import LIGHTS, Light, visibility
from toolkit.drawing import Scene, above_scene, light_scene, patch, svg
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import (
    PHONE_PX,
    STILL_PX,
    figures,
    labels_for,
    numbers_card,
    said,
    section_px,
    small,
    window_of,
)
from toolkit.explorers.which import SCARS, ask_size, live_scar

PATCH = "patch"
SHOWN = SCARS | {PATCH: "A patch with a mix of scars"}
MIX = ("ice_pick", "boxcar", "ice_pick", "rolling")
TONES = {
    "1": "1, very light",
    "2": "2, light",
    "3": "3, medium",
    "4": "4, light brown",
    "5": "5, brown",
    "6": "6, very dark",
}
SIDES = {"left": "Left", "right": "Right"}
AZIMUTH_DEG = {"left": 180, "right": 0}
LOWEST_DEG, HIGHEST_DEG = 5, 90
FINE = 40.0  #: pixels a millimetre of a patch
PATCH_MM = {"page": (12.0, 8.0), "phone": (7.0, 7.0)}
CLEARLY, MANY = 1.15, 10  #: times as strongly; less is "hardly more", more is "more than"


def light_explorer(**start: object) -> Explorer:
    """Return the light explorer: a scar, the height and the side of a lamp, and a skin tone.

    One scar is shown from above and in section, with the rays. A patch with a mix of scars is
    shown from above, and its lamp may stand on any side.

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
    >>> light_explorer(elevation_deg=15).settings["side"]
    'left'
    """
    return Explorer(LIGHT, start)


def ask_light(form: Form) -> None:
    """Ask for the numbers of `light_figure`."""
    window = LIGHTS["window"]
    degrees = {"step": 1, "unit": "degrees"}
    kind = form.choice("kind", "Skin in sight", SHOWN)
    ends, start = (LOWEST_DEG, HIGHEST_DEG), int(window.elevation_deg)
    form.between("elevation_deg", "Height of the lamp (degrees)", *ends, start=start, **degrees)
    if kind == PATCH:
        around, start = "Side of the lamp (degrees)", int(window.azimuth_deg)
        form.between("azimuth_deg", around, 0, 360, start=start, **degrees)
    else:
        form.choice("side", "Side of the lamp", SIDES)
    form.choice("tone", "Skin tone (type 1 to 6)", TONES, start="3")
    form.drawer("How bright the room is, and the size of the scar")
    form.number("ambient_share", "Light from everywhere", "light_window_ambient", step=0.05)
    if kind != PATCH:
        ask_size(form, kind)


def light_figure(*, kind: str, width_px: int = STILL_PX, **told: object) -> str:
    """Return skin under a lamp as HTML: how it looks, and how strongly it shows.

    Parameters
    ----------
    kind
        ``"ice_pick"``, ``"boxcar"``, ``"rolling"``, ``"pore"``, or ``"patch"``.
    width_px
        Width of the room for the picture and the numbers. [px]
    told
        ``elevation_deg``, ``ambient_share`` and ``tone``; of one scar also ``side``,
        ``width_mm`` and ``depth_mm``, and of a patch ``azimuth_deg``.

    Raises
    ------
    ValueError
        If the scar or the light is not possible.
    """
    skin, lamp, tone = _told(kind, **told)
    scene = _scene(skin, lamp, tone, kind=kind, width_px=width_px)
    picture = svg(scene, width_px=section_px(width_px), skin_tone=tone)
    return f'<figure class="uts-section">{picture}</figure>{_card(skin, lamp, tone)}'


def light_still(*, kind: str, **told: object) -> Scene:
    """Return the still picture of skin under a lamp."""
    return _scene(*_told(kind, **told), kind=kind, width_px=STILL_PX)


def _told(kind, *, elevation_deg, ambient_share, tone, side="left", azimuth_deg=None, **size):
    if azimuth_deg is None:
        azimuth_deg = AZIMUTH_DEG[side]
    lamp = Light(elevation_deg=elevation_deg, azimuth_deg=azimuth_deg, ambient_share=ambient_share)
    return (None if kind == PATCH else live_scar(kind=kind, **size)), lamp, int(tone)


def _scene(skin, lamp, tone, *, kind, width_px):
    px = section_px(width_px)
    form = "phone" if px < PHONE_PX else "page"
    if skin is None:
        look = {"names": True, "marks": form == "page", "form": form}
        return above_scene(_patch(form), light=lamp, skin_type=tone, **look)
    window_mm = window_of(skin, kind, px)
    look = {"light": lamp, "skin_type": tone, "window_mm": window_mm}
    return light_scene(skin, labels=labels_for(px), **look)


@lru_cache(maxsize=2)
def _patch(form):
    width_mm, height_mm = PATCH_MM[form]
    scars = MIX if form == "page" else MIX[:3]
    return patch(scars, width_mm=width_mm, height_mm=height_mm, px_per_mm=FINE)


def _card(skin, lamp, tone):
    """Return how strongly the scar shows; of a patch, how strongly its boxcar scar does."""
    which = "the scar" if skin else "the boxcar scar"
    skin = skin or live_scar(kind="boxcar")
    lamps = (lamp, LIGHTS["overhead"], LIGHTS["raking"])
    shown, overhead, raking = (_shown(skin, one, tone) for one in lamps)
    numbers = figures(
        ("contrast in this light", f"{shown:.1f} %"),
        ("with a lamp overhead", f"{overhead:.1f} %"),
        ("in raking light", f"{raking:.1f} %"),
        now="contrast in this light",
    )
    sentence = _sentence(which, lamp, shown / max(overhead, 1e-6))
    return numbers_card(numbers, said(sentence), small("Only its shadows change, not the scar."))


@lru_cache(maxsize=64)
def _shown(skin, lamp, skin_type):
    return visibility(skin, light=lamp, skin_type=skin_type)


def _sentence(which, lamp, times):
    where = f"The lamp stands {lamp.elevation_deg:g} degrees above the skin: {which} shows"
    if times > MANY:
        return f"{where} more than {MANY} times as strongly as with the lamp overhead."
    if times > CLEARLY:
        return f"{where} {times:.1f} times as strongly as with the lamp overhead."
    return f"{where} hardly more than with the lamp overhead."


LIGHT = Kind(
    name="light_explorer",
    title="Light on a scar",
    hint="The same skin can look worse in other light. Lower the lamp, and see the shadows grow.",
    ask=ask_light,
    figure=light_figure,
    still=light_still,
)
