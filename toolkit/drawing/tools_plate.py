"""Plates of fine needles as they act: hot tips deep in the dermis, or cold channels."""

import numpy as np

from toolkit.drawing.outline import straightened
from toolkit.drawing.scene import Label, Shape
from toolkit.drawing.stage import Act, Stage, ellipse, middle_of, placed
from toolkit.drawing.words import mm
from toolkit.evidence import value
from toolkit.treatments.microneedling import ENTRY
from toolkit.treatments.plate import gap_mm
from toolkit.treatments.rf_microneedling import PINS_PER_MM2, SPARED_MM

#: insulated needles are the thickest of those pins
PIN_MM = value("rf_pin_width").high
MICRONEEDLE_MM = value("microneedle_width").typical
PLATE_MM = 0.13
EDGE_MM = 0.12  #: between the end of a plate and the edge of the picture
ASIDE = (0.0, 0.5, 0.25, 0.75)  #: passes fall beside each other, in parts of the spacing
GLOW = (1.0, 0.7)
MANY = 6  #: zones of one pass from which each is painted once only


def plate_z(stage: Stage, x) -> np.ndarray:
    """Return the depth of the underside of a plate of needles, which bridges narrow pits. [mm]"""
    tissue = stage.tissue
    plate = -tissue.surface_mm - stage.across(gap_mm(stage.section))
    return np.interp(x, tissue.x_mm, plate)


def rf_act(stage: Stage, needles) -> Act:
    """Return a plate of insulated needles with hot tips, and the zones of each pass."""
    pitch = PINS_PER_MM2**-0.5
    wide = 2 * (needles.coverage / (np.pi * PINS_PER_MM2)) ** 0.5
    xs = placed(pitch, stage.window, EDGE_MM + PIN_MM / 2)
    depths = [
        needles.needle_mm * turn / needles.passes for turn in range(int(needles.passes), 0, -1)
    ]
    tips = plate_z(stage, xs) + needles.needle_mm
    now = _zones(stage, xs, depths[0], needles.zone_mm)
    earlier = [
        zone
        for depth, aside in zip(depths[1:], ASIDE[1:], strict=False)
        for zone in _zones(stage, placed_beside(pitch, aside, stage), depth, needles.zone_mm)
    ]
    wound = _earlier(earlier, wide) + tuple(
        _glow(now, wide, size) for size in GLOW[: 2 if len(now) < MANY else 1] if now
    )
    shafts = [
        _shaft(x, plate_z(stage, x), tip - needles.zone_mm, PIN_MM) for x, tip in zip(xs, tips)
    ]
    hot = [_point(x, tip - needles.zone_mm, tip, PIN_MM) for x, tip in zip(xs, tips, strict=True)]
    shapes = (
        *wound,
        Shape("steel_dark", "polygon", np.array(shafts)),
        Shape("hot_tip", "polygon", np.array(hot)),
        *_plate(stage, 0.0),
    )
    one = middle_of(xs, stage.deepest[0])
    hot_at = (xs[one], tips[one] - 0.4 * needles.zone_mm)
    labels = [Label("Hot tip", hot_at, second=f"heats {mm(needles.zone_mm)}")]
    if earlier:
        zone = earlier[middle_of([x for x, _, _ in earlier], xs[one] + pitch)]
        labels.append(Label("Another pass", zone[:2], second="less deep"))
    if len(xs) > 1:
        shaft = (xs[0], tips[0] - needles.zone_mm - 0.35)
        labels.insert(1, Label("RF needle", shaft, second=f"{mm(needles.needle_mm)} long"))
    facts = (_rf_fact(needles, depths), *_bridged(stage))
    return Act(stage.section, facts, None, shapes, tuple(labels), wound=wound)


def _rf_fact(needles, depths):
    reach = ", ".join(f"{depth:.1f}" for depth in depths)
    times = f"{len(depths)} passes to" if len(depths) > 1 else "One pass to"
    return (
        f"Radiofrequency needles: {times} {reach} mm below a plate that lies on the skin; each tip "
        f"heats {mm(needles.zone_mm)} above it, {100 * needles.coverage:.0f} % of the skin at "
        "that depth."
    )


def _zones(stage, xs, depth_mm, zone_mm):
    """Where tips heat tissue: middle and height of each zone that lies in the dermis."""
    tips = plate_z(stage, xs) + depth_mm
    tops = np.maximum(tips - zone_mm, stage.surface(xs) + SPARED_MM)
    return [
        (float(x), float(top + tip) / 2, float(tip - top))
        for x, top, tip in zip(xs, tops, tips, strict=True)
        if tip - top > 0.02
    ]


def _earlier(zones, wide):
    if not zones:
        return ()
    blobs = np.array([ellipse(x, z, wide, high) for x, z, high in zones])
    return (Shape("heated_earlier", "blob", blobs, "dermis"),)


def _glow(zones, wide, size):
    blobs = [ellipse(x, z, wide * size, high * size) for x, z, high in zones]
    return Shape("glow", "blob", np.array(blobs), "dermis")


def placed_beside(pitch_mm: float, aside: float, stage: Stage) -> np.ndarray:
    """Return places at one spacing, so much of the spacing beside those at 0. [mm]"""
    every = np.concatenate([placed(pitch_mm, stage.window), [stage.window.right]])
    xs = np.concatenate([every[:1] - pitch_mm, every]) + aside * pitch_mm
    inside = (xs > stage.window.left + 0.2) & (xs < stage.window.right - 0.2)
    return np.unique(np.round(xs[inside], 9))


def microneedling_act(stage: Stage, needles) -> Act:
    """Return fine needles in the skin, which has given way, and channels that others left."""
    # A needle narrows to its point, so half of its width counts on average.
    pitch = 0.5 * MICRONEEDLE_MM / needles.coverage
    xs = placed(pitch, stage.window, EDGE_MM + MICRONEEDLE_MM)
    plate = plate_z(stage, xs) - (1 - ENTRY) * needles.needle_mm
    points = [_spike(x, z, z + needles.needle_mm) for x, z in zip(xs, plate, strict=True)]
    tips = plate + needles.needle_mm
    depth = tips - stage.surface(xs)
    entered = depth > 0.02
    channels = [
        _spike(x, tip - needles.needle_mm, tip)
        for x, tip in zip(xs[entered], tips[entered], strict=True)
    ]
    wound = (Shape("channel", "polygon", np.array(channels), "skin"),) if channels else ()
    shapes = (
        Shape("steel", "polygon", np.array(points)),
        *_plate(stage, (1 - ENTRY) * needles.needle_mm),
    )
    one = middle_of(xs, stage.deepest[0])
    beside = min(one + 1, len(xs) - 1)
    words = "Less deep here" if depth[one] < 0.8 * depth.max() else "Needle tip"
    labels = (
        Label(
            "Needle, no heat",
            (xs[beside], tips[beside] - 0.35 * max(depth[beside], 0.1)),
            second=f"{mm(needles.needle_mm)} long",
        ),
        Label(
            words if entered[one] else "Misses the floor",
            (xs[one], tips[one]),
            second=f"{mm(depth[one])} into the skin" if entered[one] else "air under the tip",
        ),
    )
    facts = (
        f"Microneedles {mm(needles.needle_mm)} long; the skin gives way, so that a channel is "
        f"{mm(ENTRY * needles.needle_mm)} long. They prick {100 * needles.coverage:.0f} % of the "
        "skin, without heat.",
        *_bridged(stage),
    )
    return Act(stage.section, facts, None, shapes, labels, wound=wound)


def _bridged(stage):
    """Whether the plate cannot follow the scar, in words."""
    gap = float(stage.across(gap_mm(stage.section)).max())
    words = f"Over the scar the plate bridges {mm(gap)} of air, so the needles reach less deep."
    return (words,) if gap > 0.1 else ()


def _plate(stage, above_mm):
    """The plate that holds the needles, along the skin, and a light on it."""
    x = np.linspace(stage.window.left + EDGE_MM, stage.window.right - EDGE_MM, 33)
    low = straightened(np.column_stack([x, plate_z(stage, x) - above_mm]))
    edge = np.concatenate([low, (low - (0, PLATE_MM))[::-1]])
    shine = low[1:-1] - (0, 0.7 * PLATE_MM) if len(low) > 3 else low - (0, 0.7 * PLATE_MM)
    return (
        Shape("steel", "polygon", edge[None]),
        Shape("steel_shine", "line", shine[None]),
    )


def _shaft(x, top, bottom, width):
    half = width / 2
    return [[x - half, top], [x + half, top], [x + half, bottom], [x - half, bottom]]


def _point(x, top, tip, width):
    half, shoulder = width / 2, tip - min(0.45 * (tip - top), 0.9 * width)
    return [[x - half, top], [x + half, top], [x + half, shoulder], [x, tip], [x - half, shoulder]]


def _spike(x, top, tip):
    half = MICRONEEDLE_MM / 2
    return [[x - half, top], [x + half, top], [x, tip]]
