"""Reach: how deep products and devices go and how wide they are, to scale beside one scar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toolkit.drawing.framing import section_window
from toolkit.drawing.names import layer_brackets
from toolkit.drawing.reach_tools import gap_mm, gap_shapes, tool_shapes
from toolkit.drawing.scene import FORMS, Label, Panel, Scene, Shape, Window
from toolkit.drawing.section_scene import section_panel
from toolkit.drawing.stage import Stage
from toolkit.drawing.tissue import size_of
from toolkit.drawing.tools_laser import CLOSED_WIDTH_MM, COLUMNS
from toolkit.drawing.tools_needle import SUBCISION_MM
from toolkit.drawing.tools_plate import MICRONEEDLE_MM, PIN_MM
from toolkit.drawing.words import mm, name_of
from toolkit.grid import Grid
from toolkit.measures import MOUTH
from toolkit.section import Section, healthy
from toolkit.surface import surface_mm
from toolkit.treatments import (
    FractionalCO2,
    FractionalErbium,
    Microneedling,
    NonablativeFractional,
    PunchExcision,
    RFMicroneedling,
    Subcision,
    TcaCross,
)
from toolkit.treatments.microneedling import ENTRY
from toolkit.treatments.punch import MARGIN_MM, cuts_of
from toolkit.treatments.tca_cross import PENETRATION_MM
from toolkit.treatments.topical import AGENTS

HOME_MM, LANE_MM = {"page": 1.3, "phone": 1.45}, 2.0  #: width of a lane
ROW_MM = {"page": 9.6, "phone": 4.4}  #: lanes of one row are not wider together
FAT_MM = 0.45
WORDS_FROM_MM = 0.5  #: a gap to the floor less than this is drawn, but not written
SCAR_FROM_MM = 0.02
HEADS = {True: "At home", False: "In trained hands"}
AIR_MM = 0.5


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How deep something goes and how wide it is."""

    name: str
    short: str  #: under its picture
    kind: str  #: how it is drawn
    depth_mm: float  #: of its deepest effect below the healthy level
    width_mm: float  #: of one column, needle, tip or punch; 0 = it is spread all over
    home: bool = False
    note: str = ""
    fits: bool = True  #: False for a punch that is narrower than the scar


def reach_scene(section: Section, *, form: str = "page", title: str = "") -> Scene:
    """Return every product and device at one true scale beside a scar and the layers.

    Parameters
    ----------
    section
        The skin with the scar.
    form
        ``"page"`` or ``"phone"``.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If the form is unknown.

    Notes
    -----
    Depths are counted from healthy skin, at the usual settings; a beam or a needle that happens to
    land in the pit begins at its wall. Acid is set into the scar itself, so its reach counts from
    the floor. What this leaves out: settings, hands, and that deeper is not always better.

    Examples
    --------
    >>> from toolkit import ice_pick
    >>> from toolkit.drawing import sentence
    >>> "the scar's floor lies at 1.6 mm" in sentence(reach_scene(ice_pick()))
    True
    """
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; it must be one of {FORMS}")
    floor = float(size_of(section).depth_mm)
    every = reaches(section)
    bottom = _bottom_mm(section, every)
    lanes = [_lanes(section, group, floor, bottom, form) for group in _rows(every, form)]
    seen = [lane.head for lane in lanes]
    lanes = [
        replace(lane, head=lane.head if lane.head not in seen[:i] else "")
        for i, lane in enumerate(lanes)
    ]
    scar = _scar_panel(section, floor, bottom, form)
    if form == "page":
        named = layer_brackets(section.layers, replace(lanes[1].window, top=0.0))
        lanes[1] = replace(lanes[1], brackets=named)
    facts = _facts(section, every, floor)
    rows = (2, *[1] * (len(lanes) - 1)) if form == "page" else (1,) * (1 + len(lanes))
    return Scene((scar, *lanes), title, _second(floor), form, facts, rows)


def reaches(section: Section) -> tuple[Reach, ...]:
    """Return how deep each product and device goes at its usual settings, products first."""
    return (*_products(section.layers), *_devices(section))


def short_mm(length: float) -> str:
    """Return a length in words, to a tenth; below a tenth of one to a hundredth."""
    tenths = round(length, 1)
    return f"{tenths:.1f} mm" if tenths and abs(length - tenths) < 0.005 else mm(length)


def _products(layers):
    colour_mm = layers.stratum_corneum_mm + layers.epidermis_mm
    named = (
        ("A scrub or mask", "Scrub or mask", layers.stratum_corneum_mm, ""),
        ("salicylic acid (BHA)", "BHA", AGENTS["bha"].reach_mm, ""),
        ("vitamin C, which changes colour only,", "Vitamin C", colour_mm, ", colour"),
        ("fruit acid (AHA)", "AHA", AGENTS["aha"].reach_mm, ""),
        ("a retinoid", "Retinoid", AGENTS["retinoid"].reach_mm, ""),
    )
    return tuple(
        Reach(name=n, short=s, kind="film", depth_mm=d, width_mm=0.0, home=True, note=note)
        for n, s, d, note in named
    )


def _devices(section):
    micro, closed, acid = Microneedling(), NonablativeFractional(), TcaCross()
    erbium, co2, rf = FractionalErbium(), FractionalCO2(), RFMicroneedling()
    floor = float(size_of(section).depth_mm)
    common = tuple(
        Reach(name=name, short=short, kind=kind, depth_mm=depth_mm, width_mm=width_mm)
        for name, short, kind, depth_mm, width_mm in (
            ("Fractional Er:YAG", "Fractional Er:YAG", "column", erbium.column_depth_mm,
             COLUMNS[FractionalErbium][0]),
            ("fractional CO2", "Fractional CO2", "column", co2.column_depth_mm,
             COLUMNS[FractionalCO2][0]),
            ("a non-ablative laser", "Non-ablative laser", "closed", closed.column_depth_mm,
             CLOSED_WIDTH_MM),
            ("microneedling", "Microneedling", "spike", ENTRY * micro.needle_mm, MICRONEEDLE_MM),
            ("subcision", "Subcision", "needle", Subcision().plane_mm, SUBCISION_MM),
            ("radiofrequency needling", "RF needling", "pin", rf.needle_mm, PIN_MM),
            ("TCA CROSS, set into the scar,", "TCA CROSS", "acid", floor + PENETRATION_MM,
             acid.tip_mm),
        )
    )  # fmt: skip
    return (*common, _punch(section))


def _punch(section):
    """The narrowest punch that clears the scar, or the widest one that does not fit."""
    widest = PunchExcision().punch_mm
    surface = surface_mm(section)
    given = {"punch_mm": widest, "level": MOUTH, "margin_mm": MARGIN_MM}
    cuts = [cut for cut, _ in cuts_of(section, surface, **given)]
    words = {"name": "a punch", "short": "Punch", "kind": "punch"}
    if not cuts:
        return Reach(**words, depth_mm=section.layers.skin_mm, width_mm=widest, fits=False)
    cut = max(cuts, key=lambda cut: cut.depth_mm)
    return Reach(**words, depth_mm=cut.depth_mm, width_mm=2 * cut.radius_mm)


def _bottom_mm(section, every):
    deepest = max(reach.depth_mm for reach in every)
    return float(min(section.grid.depth_mm, max(section.layers.skin_mm, deepest) + FAT_MM))


def _scar_panel(section, floor, bottom, form):
    window = section_window(section, None, "phone")
    window = replace(window, bottom=bottom)
    line = _floor_line(window, floor)
    panel = section_panel(section, window, labels="none", layers=False, acting=line)
    x = Stage(section, window).deepest[0]
    label = Label("Floor of the scar", (x, floor), "below", short_mm(floor))
    airy = replace(window, top=-AIR_MM) if form == "page" else window
    return replace(panel, window=airy, labels=(label,), bar_mm=None)


def _lanes(section, group: Sequence[Reach], floor, bottom, form) -> Panel:
    """Plain skin with one tool in each lane, and the scar's floor as a dashed line across."""
    widths = [_lane_mm(reach, form) for reach in group]
    whole = float(sum(widths))
    rows, columns = 2 * round(bottom * 20), 2 * round(whole * 10)
    skin = healthy(Grid(width_mm=whole, depth_mm=bottom, columns=columns, rows=rows))
    skin = replace(skin, layers=section.layers)
    window = Window(-whole / 2, whole / 2, -0.25, bottom)
    middles = np.cumsum(widths) - np.array(widths) / 2 - whole / 2
    placed = [(reach, float(x)) for reach, x in zip(group, middles, strict=True)]
    profile = _profile(section)
    tools = [shape for reach, x in placed for shape in tool_shapes(reach, x, floor, profile)]
    gaps = [shape for reach, x in placed for shape in gap_shapes(reach, x, floor)]
    acting = (*tools, *gaps, *_floor_line(window, floor))
    panel = section_panel(skin, window, labels="none", layers=False, show=("fat",), acting=acting)
    labels = [
        Label(reach.short, (x, bottom), "under", _second_line(reach, form), _role(reach, floor))
        for reach, x in placed
    ]
    labels += [
        Label(f"{short_mm(gap)} short", (x, floor - 0.5 * gap), "over")
        for reach, x in placed
        if (gap := gap_mm(reach, floor)) > WORDS_FROM_MM
    ]
    if form == "page" and group[-1].kind == "punch":
        labels.append(Label("Floor of", (window.right, floor), "right", "the scar"))
    airy = replace(window, top=-AIR_MM)
    head = HEADS[group[0].home]
    return replace(panel, window=airy, labels=tuple(labels), bar_mm=None, head=head)


def _rows(every, form):
    """Lanes row by row; what is used at home stands apart from what a doctor uses."""
    rows = [[]]
    for reach in every:
        wide = sum(_lane_mm(other, form) for other in [*rows[-1], reach])
        if rows[-1] and (wide > ROW_MM[form] + 1e-6 or rows[-1][-1].home != reach.home):
            rows.append([])
        rows[-1].append(reach)
    return rows


def _lane_mm(reach, form):
    if reach.home:
        return HOME_MM[form]
    return max(LANE_MM, reach.width_mm + 0.7 if reach.fits else 0.0)


def _second_line(reach, form):
    if not reach.fits:
        return "does not fit"
    return short_mm(reach.depth_mm) + (reach.note if form == "page" else "")


def _role(reach, floor):
    if not reach.fits:
        return "muted"
    return "ink" if gap_mm(reach, floor) or floor < SCAR_FROM_MM else "after"


def _profile(section):
    """The scar's own outline around its middle, (points, 2); None if it is wider than a lane."""
    size = size_of(section)
    if size.depth_mm < 0.05 or size.width_mm > LANE_MM - 0.3:
        return None
    half = size.width_mm / 2 + 0.05
    stage = Stage(section, Window(-half, half, 0.0, 1.0))
    x = np.linspace(-half, half, 25) + stage.deepest[0]
    return np.column_stack([x - stage.deepest[0], stage.surface(x)])


def _floor_line(window, floor):
    line = np.array([[[window.left, floor], [window.right, floor]]])
    return Shape("cut_halo", "line", line, "frame"), Shape("cut_line", "line", line, "frame")


def _second(floor):
    if floor < SCAR_FROM_MM:
        return "One true scale."
    return f"One true scale. Dashed: the floor of the scar, {short_mm(floor)}. Blue names reach it."


def _facts(section, every, floor):
    lies = f"the scar's floor lies at {short_mm(floor)}"
    home = [r for r in every if r.home]
    devices = [r for r in every if not r.home and r.fits]
    deep = [r.short for r in every if r.depth_mm >= floor - 1e-6 and r.fits]
    name = name_of(section)
    article = "an" if name.startswith("ice") else "a"
    facts = [
        f"Every product and device at one scale beside {article} {name}.".replace(
            "a no scar", "skin"
        ),
        f"{_list(home)}; {lies}.",
        f"{_list(devices)}; {lies}.",
        f"As deep as the floor or deeper: {', '.join(deep)}."
        if deep
        else "None reaches the floor.",
    ]
    if not every[-1].fits:
        facts.append("No punch is wide enough for this scar.")
    return tuple(facts)


def _list(items):
    first, *rest = items
    words = [f"{first.name} reaches {short_mm(first.depth_mm)}"]
    return ", ".join(words + [f"{r.name} {short_mm(r.depth_mm)}" for r in rest])
