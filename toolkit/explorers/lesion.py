"""The lesion explorer: an acne lesion, the fresh scar it leaves, and that scar two years on."""

from dataclasses import replace
from functools import lru_cache

from toolkit import Grid, Lesion, Plan, classify, form_scar, healthy, measure, run_course
from toolkit.drawing import Scene, before_after_scene, section_scene, svg
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.page import (
    SIDE_BY_SIDE_PX,
    STILL_PX,
    figures,
    numbers_card,
    said,
    section_px,
    small,
)
from toolkit.explorers.scar import NAMES

GRID = Grid(width_mm=12.0, geometry="round", columns=120, rows=70)
YEARS = 2
HEADS = ("On the day the inflammation ends", "Two years later")
FLAT_MM = 0.05  #: less deep than this is called level
#: Half of the skin shown, up to a radius of the lesion; between, the picture keeps still. [mm]
REACHES = ((1.3, 1.8), (2.2, 3.0), (9.0, 5.4))
#: Radius, depth, height and narrowing shape the lesion; the start leaves an ice pick scar.
START = {
    "depth_mm": 0.8,
    "radius_mm": 0.6,
    "height_mm": 1.6,
    "narrowing": 0.8,
    "intensity": 0.8,
    "days": 20.0,
}
FIRST = {
    "depth_mm": ("Depth of its middle (mm)", 0.1),
    "radius_mm": ("Half its width (mm)", 0.1),
    "days": ("Days inflamed", 0.5),
    "picking": ("Picking (0 no, 1 much)", 0.1),
}
MORE = {
    "height_mm": ("Its height (mm)", 0.1),
    "narrowing": ("Ball (0) to funnel (1)", 0.1),
    "intensity": ("Inflammation (0 to 1)", 0.02),
    "sun": ("Sun (0 no, 1 much)", 0.1),
    "delay_weeks": ("Weeks until it is treated", 1.0),
}


def lesion_explorer(**start: object) -> Explorer:
    """Return the lesion explorer: where, how large and how long an acne lesion is, and what stays.

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
    >>> lesion_explorer(picking=1.0).settings["picking"]
    1.0
    """
    return Explorer(LESION, start)


def ask_lesion(form: Form) -> None:
    """Ask for the numbers of `lesion_figure`."""
    for name, (words, step) in FIRST.items():
        form.number(name, words, f"lesion_{name}", step=step, start=START.get(name))
    form.drawer("Its shape, the sun, and when it is treated")
    for name, (words, step) in MORE.items():
        form.number(name, words, f"lesion_{name}", step=step, start=START.get(name))


def lesion_figure(*, width_px: int = STILL_PX, **lesion: float) -> str:
    """Return what a lesion leaves as HTML: fresh, after two years, and what it is called.

    Parameters
    ----------
    width_px
        Width of the room for the pictures and the numbers. [px]
    lesion
        The numbers of `toolkit.Lesion`.

    Raises
    ------
    ValueError
        If a number lies outside its range, or the lesion reaches too deep or too wide.
    """
    asked = Lesion(**lesion)
    skins = _left_by(asked)
    pictures = "".join(
        f'<div><p class="uts-caption">{head}</p>{_svg(skin, asked, width_px)}</div>'
        for head, skin in zip(HEADS, skins, strict=True)
    )
    card = numbers_card(_numbers(skins), said(_sentence(skins)), *map(small, _why(asked)))
    return f'<figure class="uts-section">{pictures}</figure>{card}'


def lesion_scene(**lesion: float) -> Scene:
    """Return the still picture of what a lesion leaves."""
    fresh, old = _left_by(Lesion(**lesion))
    half_mm = _half_mm(Lesion(**lesion))
    heads = ("Inflammation ends", HEADS[1])
    return before_after_scene(fresh, old, heads=heads, window_mm=(-half_mm, half_mm))


@lru_cache(maxsize=16)
def _left_by(lesion):
    """Return the fresh scar and the old one."""
    fresh = form_scar(lesion, healthy(GRID))
    course = run_course(fresh, Plan(()), follow_up_weeks=52 * YEARS)
    return fresh, course.sections[-1]


def _half_mm(lesion):
    return next(half_mm for radius_mm, half_mm in REACHES if lesion.radius_mm <= radius_mm)


def _svg(skin, lesion, width_px):
    half_mm = _half_mm(lesion)
    scene = section_scene(skin, window_mm=(-half_mm, half_mm), labels="phone")
    px = section_px(width_px)
    return svg(scene, width_px=px if width_px < SIDE_BY_SIDE_PX else px // 2 - 4)


def _numbers(skins):
    fresh, old = (measure(skin) for skin in skins)
    return figures(
        ("deep when fresh", f"{fresh.depth_mm:.2f} mm"),
        ("deep after two years", f"{old.depth_mm:.2f} mm"),
        ("wide after two years", f"{old.width_mm if old.depth_mm > FLAT_MM else 0:.2f} mm"),
        now="deep after two years",
    )


def _sentence(skins):
    found = classify(skins[1])
    if measure(skins[1]).depth_mm < FLAT_MM:
        return "After two years no scar is left that a finger would feel."
    doubt = "" if found.certain else ", though its size leaves a doubt"
    return f"After two years this is {NAMES[found.name]}: {found.reason}{doubt}."


def _why(lesion):
    """Return what picking, a late treatment and sun have done, each as a sentence."""
    deep_mm = _old_depth_mm(lesion)
    if lesion.picking > 0:
        alone_mm = _old_depth_mm(replace(lesion, picking=0.0))
        yield f"Left alone, the same lesion would leave {_instead(alone_mm, deep_mm)}."
    if 7 * lesion.delay_weeks < lesion.days:
        late_mm = _old_depth_mm(replace(lesion, delay_weeks=52.0))
        yield f"Never treated, it would leave {_instead(late_mm, deep_mm)}."
    if lesion.sun > 0:
        yield "Sun slows the repair near the surface and darkens the mark; cover helps."
    if lesion.picking == 0 and lesion.sun == 0:
        yield "Most lesions leave nothing. Long, dense inflammation does, and so does picking."


def _old_depth_mm(lesion):
    return measure(_left_by(lesion)[1]).depth_mm


def _instead(depth_mm, now_mm):
    other, now = _depth(depth_mm), _depth(now_mm)
    return f"{other} as well" if other == now else f"{other}, not {now}"


def _depth(depth_mm):
    return f"a dip of {depth_mm:.2f} mm" if depth_mm >= FLAT_MM else "no dip"


LESION = Kind(
    name="lesion_explorer",
    title="From an acne spot to a scar",
    hint="What an inflamed spot leaves in the skin. Try more days, or see what picking does.",
    ask=ask_lesion,
    figure=lesion_figure,
    still=lesion_scene,
)
