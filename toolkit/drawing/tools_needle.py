"""Single needles as they act: one that cuts in a plane, one that leaves a gel."""

import numpy as np

from toolkit.drawing.bands import band_places
from toolkit.drawing.gel import gel_areas
from toolkit.drawing.scene import Label, Shape
from toolkit.drawing.stage import STAGE, Act, Stage, ellipse, middle_of, undone
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.words import mm
from toolkit.evidence import value

SUBCISION_MM = value("subcision_needle_width").typical
FILLER_MM = value("filler_needle_width").typical
HELD_MM = 0.14  #: skin that is left between a needle and the open pit
TILTS = (0.36, 0.2, 0.1, 0.0)  #: how steeply the needle of a filler comes in


def subcision_act(stage: Stage, needle) -> Act:
    """Return a needle in one plane under the scar, and the bands that it has cut."""
    after, half = needle.apply(stage.section), SUBCISION_MM / 2
    end = _needle_end(stage, needle.plane_mm, half)
    bands = [x for x, _ in band_places(stage.tissue)]
    bruise = _bruise(stage, needle)
    shapes = (
        *bruise,
        *needle_shapes(
            (stage.window.left - 0.1, needle.plane_mm), (end, needle.plane_mm), SUBCISION_MM
        ),
    )
    middle = ((stage.window.left + end) / 2, needle.plane_mm)
    labels = [
        Label(f"Needle {mm(needle.plane_mm)} deep", middle, second=f"{SUBCISION_MM:.1f} mm thick")
    ]
    cut = [x for x in bands if stage.window.left < x < stage.window.right]
    if cut:
        labels.append(
            Label(
                "Cut bands", (cut[-1], needle.plane_mm), second=f"{100 * needle.cut:.0f} % of them"
            )
        )
    share = f"it cuts {100 * needle.cut:.0f} % of the bands that hold the scar down"
    what = share if cut else "there are no bands to cut here, so it only bruises"
    facts = (
        f"Subcision: a needle {SUBCISION_MM:.1f} mm thick is swept to and fro "
        f"{mm(needle.plane_mm)} below the surface; {what}.",
    )
    return Act(
        after, facts, stage.section if cut else None, shapes, tuple(labels), 0.3, wound=bruise
    )


def filler_act(stage: Stage, filler) -> Act:
    """Return the gel under the scar, and the needle that has brought it there."""
    after = filler.apply(stage.section)
    tissue = Tissue.of(after)
    areas = gel_areas(tissue, after.layers, stage.window)
    if not areas:
        return undone(stage, "Filler: nothing has sunk here, so no gel is injected.")
    area = areas[middle_of([blob[:, 0].mean() for blob in areas])]
    start, tip = _way_in(stage, area)
    shapes = needle_shapes(start, tip, FILLER_MM)
    gel = float((after.filler - stage.section.filler).max())
    labels = (
        Label("Gel", _in_gel(area, 0.68), second=f"{mm(filler.depth_mm)} deep"),
        Label("Needle", tuple(0.45 * start + 0.55 * tip), second=f"{FILLER_MM:.1f} mm thick"),
        Label("First profile", _on_ghost(stage, tissue)),
    )
    facts = (
        f"Filler: a needle {FILLER_MM:.1f} mm thick has laid gel {mm(filler.depth_mm)} below the "
        f"skin; it lifts the floor at once and goes with time.",
    )
    air = max(0.25, 0.3 - float(start[1]))
    return Act(after, facts, stage.section, shapes if gel else (), labels, air)


def _in_gel(area, share):
    """The middle of the gel at some share of its length from its left end."""
    half = len(area) // 2
    at = min(int(share * half), half - 1)
    return float(area[at, 0]), float((area[at, 1] + area[-1 - at, 1]) / 2)


def needle_shapes(start, tip, width_mm: float) -> tuple[Shape, ...]:
    """Return a bevelled hollow needle from a place to its tip, drawn with its true width."""
    start, tip = np.array(start, float), np.array(tip, float)
    along = (tip - start) / np.hypot(*(tip - start))
    down, bevel = np.array([-along[1], along[0]]), 1.7 * width_mm
    low, high = down * width_mm / 2, -down * width_mm / 2
    heel = tip - along * bevel
    body = np.array(
        [start + high, heel + high, tip + 0.7 * low, tip - 0.2 * bevel * along + low, start + low]
    )
    mouth = np.array(
        [
            heel + 0.72 * high + along * 0.12 * bevel,
            tip + 0.5 * low - along * 0.1 * bevel,
            heel + 0.25 * low + along * 0.35 * bevel,
        ]
    )
    shine = np.array([start + 0.55 * high, heel + 0.55 * high - along * 0.2 * width_mm])
    turn = tip - 0.2 * bevel * along
    shade = np.array(
        [start + 0.3 * low, turn + 0.42 * low, tip + 0.7 * low, turn + low, start + low]
    )
    return (
        Shape("steel", "polygon", body[None], STAGE),
        Shape("steel_shade", "polygon", shade[None], STAGE),
        Shape("steel_dark", "polygon", mouth[None], STAGE),
        Shape("steel_shine", "line", shine[None], STAGE),
    )


def _needle_end(stage, plane_mm, half):
    """Just past the middle of the scar, but never through the wall of an open pit."""
    x = np.linspace(stage.window.left, stage.window.right, 400)
    wall = x[stage.surface(x) > plane_mm - half - HELD_MM]
    goal = min([x for x, _ in band_places(stage.tissue)], default=stage.deepest[0])
    return float(min(goal, wall[0] - HELD_MM)) if len(wall) else float(goal)


def _bruise(stage, needle):
    """Where the needle has bled: the plane under sunken skin, as thick as it reaches."""
    x = np.linspace(stage.window.left, stage.window.right, 81)
    sunken = x[stage.surface(x) > 0.05]
    if len(sunken) < 2:
        return ()
    left, right = sunken[[0, -1]]
    middle = ((left + right) / 2, needle.plane_mm)
    return tuple(
        Shape(
            "bruise",
            "blob",
            ellipse(*middle, (right - left) * s, 2 * needle.reach_mm * s)[None],
            "dermis",
        )
        for s in (1.0, 0.8)
    )


def _way_in(stage, area):
    """From where the needle comes and where it ends: in the gel, and never through an open pit."""
    tip = np.array(_in_gel(area, 0.3))
    x = tip[0]
    for tilt in TILTS:
        reach = min(x - stage.window.left + 0.2, (tip[1] + 0.45) / max(tilt, 1e-6))
        start = tip - np.array([1.0, tilt]) * reach
        way = np.linspace(start, tip, 60)
        under = way[:, 1] - stage.surface(way[:, 0])
        if (np.diff(np.sign(under - FILLER_MM / 2)) != 0).sum() <= 1:
            break
    return start, tip


def _on_ghost(stage, now):
    """A place on the first profile at the right, where it lies well under the surface now."""
    x = np.linspace(0.05, stage.window.right - 0.1, 200)
    apart = stage.surface(x) + now.height(x)
    place = float(x[np.flatnonzero(apart > 0.6 * apart.max())[-1]])
    return place, float(stage.surface(place))
