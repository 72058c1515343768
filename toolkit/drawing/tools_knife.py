"""The punches as they act: two walls of a round blade, a plug, a line of stitches."""

import numpy as np

from toolkit.drawing.scene import Label, Shape
from toolkit.drawing.stage import Act, Stage, arrow, undone
from toolkit.drawing.words import mm
from toolkit.measures import MOUTH
from toolkit.surface import surface_mm
from toolkit.treatments.punch import MARGIN_MM, Cut, cuts_of
from toolkit.treatments.punch_elevation import FLOOR

WALL_MM = 0.16  #: of the blade
BEVEL_MM = 0.3
TOP_MM = -0.88
BEHIND_MM = 0.16  #: the far side of the blade meets the skin so much higher up the picture
STITCH_MM = (0.34, 0.3)  #: how far and how deep a stitch reaches


def excision_act(stage: Stage, punch) -> Act:
    """Return the blade around the scar; nothing if the scar is wider than the punch."""
    cuts = _cuts(stage, punch, MOUTH, MARGIN_MM)
    if not cuts:
        return undone(stage, _unfit(stage, punch))
    cut = _seen(cuts, stage)
    left, right = _walls(cut)
    bottom = np.column_stack(
        [np.linspace(left, right, 13), cut.depth_mm + 0.06 * np.sin(np.linspace(0, np.pi, 13))]
    )
    shapes = (
        Shape("cut_halo", "line", bottom[None]),
        Shape("cut_line", "line", bottom[None]),
        *_blade(cut),
    )
    labels = (
        Label(
            "Round blade",
            (right + WALL_MM / 2, 0.55 * cut.depth_mm),
            second=f"{2 * cut.radius_mm:.1f} mm wide",
        ),
        Label(
            "Taken out",
            (0.72 * left + 0.28 * right, 0.8 * cut.depth_mm),
            second=f"{mm(cut.depth_mm)} deep",
        ),
    )
    then = (
        "then the edges are stitched together"
        if punch.closure == "suture"
        else "the hole is left to fill by itself"
    )
    facts = (
        f"Punch excision: a round blade {2 * cut.radius_mm:.1f} mm wide cuts the whole scar out, "
        f"{mm(cut.depth_mm)} deep, down to the fat; {then}.",
    )
    return Act(stage.section, facts, None, shapes, labels, wound=stitches(punch, cut))


def elevation_act(stage: Stage, punch) -> Act:
    """Return the floor cut free and raised to the rim, with a clot in the gap below it."""
    cuts = _cuts(stage, punch, FLOOR, 0.0)
    after = punch.apply(stage.section)
    if not cuts:
        return undone(stage, _unfit(stage, punch))
    if (after.collagen == stage.section.collagen).all():
        return undone(stage, "The scar has no flat and sound floor to raise: it was not done.")
    cut = _seen(cuts, stage)
    left, right = _walls(cut)
    lift = _lift_mm(stage, after, cut)
    clot = Shape("gap_clot", "polygon", _box(left, right, cut.depth_mm - lift, cut.depth_mm))
    x, low = cut.centre_mm, cut.depth_mm - lift - 0.25
    line, head = arrow((x, low), (x, low - max(lift, 0.3)), 0.13)
    shapes = (
        clot,
        *_blade(cut),
        Shape("move", "line", line[None]),
        Shape("move_head", "polygon", head[None]),
    )
    labels = (
        Label(
            "Round blade",
            (right + WALL_MM / 2, 0.6 * cut.depth_mm),
            second=f"{2 * cut.radius_mm:.1f} mm wide",
        ),
        Label("Floor, raised", (x, cut.depth_mm - lift - 0.2), second=f"by {mm(lift)}"),
        Label(
            "Gap",
            (left + 0.25 * (right - left), cut.depth_mm - lift / 2),
            second="fills with clot",
        ),
    )
    facts = (
        f"Punch elevation: the floor, {2 * cut.radius_mm:.1f} mm wide, is cut free down to "
        f"{mm(cut.depth_mm)} and raised by {mm(lift)} to the level of its rim.",
    )
    return Act(after, facts, None, shapes, labels, wound=(clot,))


def _lift_mm(stage, after, cut):
    """How far the floor was raised: as high as the clot below it."""
    gained = stage.across(after.clot - stage.section.clot)
    column = int(np.abs(stage.tissue.x_mm - cut.centre_mm).argmin())
    return float(gained[:, column].sum() * stage.tissue.dz_mm)


def stitches(punch, cut: Cut) -> tuple[Shape, ...]:
    """Return the thread that holds the drawn edges together; none if the hole is left open."""
    if punch.closure != "suture":
        return ()
    wide, deep = STITCH_MM
    angle = np.linspace(0, np.pi, 15)
    loop = np.column_stack([cut.centre_mm + wide * np.cos(angle), deep * np.sin(angle)])
    over = np.array([loop[0], [cut.centre_mm + 0.1, -0.05], [cut.centre_mm, -0.09]])
    knot = np.array(
        [[cut.centre_mm - 0.14, -0.19], [cut.centre_mm, -0.09], [cut.centre_mm + 0.14, -0.18]]
    )
    other = over * [-1, 1] + [2 * cut.centre_mm, 0]
    return (Shape("stitch", "line", (loop, over, other, knot)),)


def _cuts(stage, punch, level, margin_mm):
    given = {"punch_mm": punch.punch_mm, "level": level, "margin_mm": margin_mm}
    surface = surface_mm(stage.section)
    return [cut for cut, _ in cuts_of(stage.section, surface, **given)]


def _seen(cuts, stage):
    return min(cuts, key=lambda cut: abs(cut.centre_mm - stage.deepest[0]))


def _walls(cut):
    return cut.centre_mm - cut.radius_mm, cut.centre_mm + cut.radius_mm


def _unfit(stage, punch):
    if stage.deepest[1] < 0.05:
        return "There is no scar to cut out: it was not done."
    return f"The scar is wider than the widest punch, {punch.punch_mm:.1f} mm: it was not done."


def _blade(cut):
    """Both walls of the blade, ground to an edge, and the ring that joins them above."""
    left, right = _walls(cut)
    walls = []
    for inner, out in ((left, -WALL_MM), (right, WALL_MM)):
        walls.append(
            [
                [inner, TOP_MM],
                [inner + out, TOP_MM],
                [inner + out, cut.depth_mm - BEVEL_MM],
                [inner, cut.depth_mm],
            ]
        )
    ring = _box(left - WALL_MM, right + WALL_MM, TOP_MM, TOP_MM + 0.22)
    shine = [
        [[x, TOP_MM + 0.3], [x, cut.depth_mm - 1.5 * BEVEL_MM]]
        for x in (left - 0.65 * WALL_MM, right + 0.35 * WALL_MM)
    ]
    return (
        Shape("steel_shade", "polygon", _far_side(left, right)),
        Shape("steel", "polygon", np.array(walls)),
        Shape("steel", "polygon", ring),
        Shape("steel_shine", "line", np.array(shine)),
    )


def _far_side(left, right):
    """The inside of the round blade behind the cut, down to the skin there."""
    x = np.linspace(left, right, 13)
    skin = -BEHIND_MM * np.sin(np.linspace(0, np.pi, 13)) ** 0.5
    return np.concatenate([[[right, TOP_MM], [left, TOP_MM]], np.column_stack([x, skin])])[None]


def _box(left, right, top, bottom):
    return np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]])
