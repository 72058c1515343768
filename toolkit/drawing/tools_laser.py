"""Lasers as they act: columns that start wherever the beam lands, or a layer that is taken off."""

from dataclasses import replace

import numpy as np

from toolkit.drawing.outline import Outline, straightened
from toolkit.drawing.scene import Label, Shape
from toolkit.drawing.stage import Act, Stage, arrow, middle_of, placed, runs
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.words import mm
from toolkit.evidence import value
from toolkit.treatments import AblativeLaser, FractionalCO2, FractionalErbium
from toolkit.treatments.columns import beam_mm
from toolkit.treatments.nonablative_fractional import SPARED_MM

#: how wide a column of each device is, and which share of it is hole
COLUMNS = {
    FractionalCO2: (value("fractional_co2_column_width").typical, FractionalCO2.vaporised),
    FractionalErbium: (value("fractional_erbium_column_width").typical, FractionalErbium.vaporised),
}
SHORT = {FractionalCO2: "CO2 laser", FractionalErbium: "Erbium laser"}
CLOSED_WIDTH_MM = value("nonablative_column_width").typical
#: half widths of a column from its top to its end: wider above, rounded below, 0.5 on average
TAPER = ((0.0, 0.6), (0.25, 0.55), (0.7, 0.48), (0.92, 0.32), (1.0, 0.08))
EVEN = ((0.0, 0.3), (0.06, 0.48), (0.5, 0.5), (0.94, 0.48), (1.0, 0.3))
OPEN_MM = 0.03  #: a hole is drawn through the horny layer
BEAMS_APART_MM = 0.4  #: of beams that stand closer than this, only some are drawn
VEILS = (0.5, 1.0)  #: heat fades with depth


def fractional_act(stage: Stage, laser) -> Act:
    """Return columns vaporised and heated, with the beams that made them."""
    width, hole = COLUMNS[type(laser)]
    xs = placed(width / laser.coverage, stage.window, width / 2)
    deep = _beams_mm(stage, laser, xs)
    ends = [stage.under_tissue(x, d) for x, d in zip(xs, deep, strict=True)]
    rims = [_column(stage, x, end, width, TAPER) for x, end in zip(xs, ends, strict=True)]
    rim = width * (1 - hole**0.5) / 2
    wells = [
        _column(stage, x, end - rim, width * hole**0.5, TAPER, above_mm=OPEN_MM)
        for x, end in zip(xs, ends, strict=True)
    ]
    wound = (
        Shape("cuff", "polygon", np.array(rims), "skin"),
        Shape("well", "polygon", np.array(wells), "frame"),
    )
    one, other = _beside(xs, stage)
    half = (1 + hole**0.5) / 4 * width
    labels = (
        Label(
            f"{SHORT[type(laser)]} column",
            (xs[one], ends[one] - 0.5 * deep[one]),
            second=f"{mm(laser.column_depth_mm)} deep",
        ),
        Label(
            "Heated rim",
            (xs[other] - half, ends[other] - 0.6 * deep[other]),
            second=f"columns {width:.2f} mm wide",
        ),
    )
    name = "carbon dioxide" if isinstance(laser, FractionalCO2) else "erbium"
    facts = (
        f"A fractional {name} laser: {len(xs)} columns {width:.2f} mm wide and "
        f"{width / laser.coverage:.1f} mm apart hold {100 * laser.coverage:.0f} % of the skin; "
        f"each runs {mm(laser.column_depth_mm)} into level tissue from where its beam lands, and "
        "less where the wall is steep.",
        "The skin between the columns is spared.",
    )
    return Act(stage.section, facts, None, (*wound, *_beams(stage, xs)), labels, wound=wound)


def nonablative_act(stage: Stage, laser) -> Act:
    """Return heated columns that begin below a closed surface."""
    width = CLOSED_WIDTH_MM
    xs = placed(width / laser.coverage, stage.window, width / 2)
    tops = [stage.under_tissue(x, SPARED_MM) for x in xs]
    deep = np.maximum(_beams_mm(stage, laser, xs), SPARED_MM + 0.02)
    ends = [stage.under_tissue(x, d) for x, d in zip(xs, deep, strict=True)]
    columns = [_body(x, top, end, width, EVEN) for x, top, end in zip(xs, tops, ends, strict=True)]
    wound = (Shape("heated", "polygon", np.array(columns), "dermis"),)
    one, other = _beside(xs, stage)
    labels = (
        Label(
            "Heated column",
            (xs[one], (tops[one] + ends[one]) / 2),
            second=f"to {mm(laser.column_depth_mm)}, {width:.2f} mm wide",
        ),
        Label(
            "Surface stays closed",
            (xs[other], float(stage.surface(xs[other]))),
            second="non-ablative laser",
        ),
    )
    facts = (
        f"A non-ablative fractional laser: {len(xs)} heated columns {width:.2f} mm wide and "
        f"{width / laser.coverage:.1f} mm apart, from {SPARED_MM:.2f} to "
        f"{mm(laser.column_depth_mm)} of tissue; the surface above them stays closed.",
    )
    return Act(stage.section, facts, None, (*wound, *_beams(stage, xs)), labels, wound=wound)


def ablative_act(stage: Stage, laser: AblativeLaser) -> Act:
    """Return the layer that is taken off, the raw surface and the heat below it."""
    depth = laser.depth_um / 1000
    left = Tissue.of(laser.apply(stage.section))
    x, old = stage.outline.points.T
    new = np.maximum(depth - left.height(x), old)
    planed = new > old + 0.004
    cut = Outline(np.column_stack([x, new]), stage.outline.scarred)
    ghost = stage.outline.drawn
    band = np.concatenate([ghost - (0, OPEN_MM), cut.drawn[::-1]])
    face = tuple(straightened(cut.points[run]) for run in runs(planed))
    burnt = (*_heat(cut, laser.heat_um / 1000), Shape("raw", "line", face, "frame"))
    shapes = (
        Shape("removed", "polygon", band[None], "frame"),
        *burnt,
        Shape("cut_halo", "line", ghost[None], "frame"),
        Shape("cut_line", "line", ghost[None], "frame"),
        *_beams(stage, placed(0.8, stage.window, 0.2), onto=lambda at: np.interp(at, x, new)),
    )
    # Once the layer is gone, heights count from the new surface.
    wound = tuple(_raised(shape, depth) for shape in burnt)
    warm = f"the {mm(laser.heat_um / 1000)} below that are heated" if laser.heat_um else "no heat"
    facts = (
        f"An ablative laser takes {mm(depth)} off the whole surface, epidermis and all; {warm}.",
        "The floor of a deep pit is not lowered, so its rim comes down towards it.",
    )
    return Act(stage.section, facts, None, shapes, _planed_labels(stage, laser), wound=wound)


def _beams_mm(stage, laser, xs):
    """Return how deep each beam goes: less on a steep wall."""
    section, grid = stage.section, stage.section.grid
    places = np.abs(xs) if grid.is_round else xs
    return np.interp(places, grid.x_mm, beam_mm(section, laser.column_depth_mm)[0])


def under(outline: Outline, deep_mm: float) -> np.ndarray:
    """Return the area from a surface down to some distance below it, (points, 2). [mm]"""
    return np.concatenate([outline.drawn, straightened(outline.inward(deep_mm))[::-1]])


def _planed_labels(stage, laser):
    depth, shoulder = laser.depth_um / 1000, 0.34 * stage.window.width
    middle = (stage.window.left + stage.window.right) / 2
    right, left = (float(stage.surface(middle + by)) for by in (shoulder, -shoulder))
    raw = left + depth + min(0.06, laser.heat_um / 2000)
    heated = f"heated {mm(laser.heat_um / 1000)} deep" if laser.heat_um else "not heated"
    return (
        Label("Laser takes off", (middle + shoulder, right + depth / 2), second=mm(depth)),
        Label("Raw skin", (middle - shoulder, raw), second=heated),
    )


def _raised(shape, by_mm):
    """The same shape so much higher."""
    return replace(shape, points=tuple(points - (0, by_mm) for points in shape.things))


def _heat(cut, heat_mm):
    if not heat_mm:
        return ()
    return tuple(
        Shape("heat_veil", "polygon", under(cut, share * heat_mm)[None], "skin") for share in VEILS
    )


def _beams(stage, xs, onto=None):
    """Arrows that end where each beam lands."""
    every = max(1, int(np.ceil(BEAMS_APART_MM / max(np.diff(xs).min(initial=9.0), 1e-3))))
    one = middle_of(xs)
    shown = [x for i, x in enumerate(xs) if (i - one) % every == 0]
    onto = onto or stage.surface
    arrows = [arrow((x, -0.9), (x, float(onto(x)) - 0.03)) for x in shown]
    lines, heads = zip(*arrows, strict=True)
    return Shape("beam", "line", np.array(lines)), Shape("beam_head", "polygon", np.array(heads))


def _beside(xs, stage):
    """Which columns are named: one at each side of the scar, not too near to an edge."""
    reach, middle = 0.3 * stage.window.width, (stage.window.left + stage.window.right) / 2
    return middle_of(xs, middle - reach), middle_of(xs, middle + reach)


def _column(stage, x, end, width, shape, above_mm=0.0):
    """A column whose top follows the skin, which may be steep."""
    body = _body(x, float(stage.surface(x)), end, width, shape)
    for corner in (0, len(body) - 1):
        body[corner, 1] = float(stage.surface(body[corner, 0])) - above_mm
    return body


def _body(x, top, end, width, shape):
    share, half = np.array(shape).T
    z = top + share * (end - top)
    right = np.column_stack([x + half * width, z])
    left = np.column_stack([x - half * width, z])
    return np.concatenate([left, right[::-1]])
