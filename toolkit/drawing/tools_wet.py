"""What is set into a scar or spread over the skin: strong acid on a stick, and creams."""

import numpy as np

from toolkit.drawing.acid import frost_place
from toolkit.drawing.scene import Label, Shape
from toolkit.drawing.stage import Act, Stage, runs, undone
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.tools_laser import under
from toolkit.drawing.words import mm
from toolkit.treatments.topical import AGENTS

HELD = 0.5  #: acid is drawn where there is more than this part of the most
SPREADS = 0.16  #: how much wider a stick becomes in a millimetre
STICK_TOP_MM = -0.9
FILM_MM = 0.03
WORDS = {
    "retinoid": "A retinoid",
    "aha": "A fruit acid (AHA)",
    "bha": "Salicylic acid (BHA)",
    "vitamin_c": "Vitamin C",
    "niacinamide": "Niacinamide",
    "sunscreen": "Sunscreen",
}
SOAKED = (0.5, 0.75, 1.0)


def cross_act(stage: Stage, acid) -> Act:
    """Return acid in the scar under the tip of a stick; the frost is the section's own."""
    after = acid.apply(stage.section)
    gained = stage.across(after.clot - stage.section.clot)
    if not gained.max() > 0.02:
        return undone(stage, "TCA CROSS: there is no scar that would hold the acid.")
    pool = _pool(stage, gained)
    x, z = _tip(stage, acid.tip_mm)
    shapes = (*pool, *_stick(x, z, acid.tip_mm))
    white = frost_place(Tissue.of(after), stage.window, stage.section.layers.epidermis_mm + 0.1)
    labels = (Label("Frost", white), *(Label("Acid", _in_pool(area, x, z)) for area in pool))
    facts = (
        f"TCA CROSS: acid of {acid.percent:.0f} % on a stick with a point {mm(acid.tip_mm)} wide. "
        "It stays where the scar is narrow, and the wall turns white, which is called frost.",
    )
    return Act(after, facts, None, shapes, labels)


def topical_act(stage: Stage, cream) -> Act:
    """Return a film on the surface, and how deep it is felt."""
    agent = AGENTS[cream.agent]
    edge = stage.outline
    film = under(edge, -FILM_MM)
    soaked = tuple(
        Shape("soak", "polygon", under(edge, agent.reach_mm * share)[None], "skin")
        for share in (SOAKED if agent.signal_per_day else ())
    )
    shapes = (*soaked, Shape("film", "polygon", film[None]))
    shoulder = stage.window.right - 0.2 * stage.window.width
    labels = [
        Label("Film of the product", (-shoulder, float(stage.surface(-shoulder)) - FILM_MM / 2))
    ]
    if soaked:
        labels.append(
            Label(
                f"Felt down to {agent.reach_mm:.2f} mm",
                (shoulder, float(stage.surface(shoulder)) + 0.8 * agent.reach_mm),
            )
        )
        what = f"is felt down to about {agent.reach_mm:.2f} mm below the surface, weakly and daily"
    else:
        what = "changes colour only; what it does to the depth of a scar was never measured"
    floor = stage.deepest[1]
    facts = (f"{WORDS[cream.agent]} {what}.",)
    if floor > 0.05:
        facts += (f"The floor of the scar lies at {mm(floor)}.",)
    return Act(stage.section, facts, None, shapes, tuple(labels), 0.3, wound=soaked)


def _pool(stage, gained):
    """Acid between its upper side and the wall, (points, 2), column by column."""
    tissue, depth = stage.tissue, stage.section.grid.z_mm
    held = gained > HELD * gained.max()
    there = held.any(axis=0) & (tissue.surface_mm < -0.02)
    first = depth[held.argmax(axis=0)] - tissue.dz_mm / 2
    pools = []
    for run in runs(there):
        x, top = tissue.x_mm[run], first[run]
        floor = np.maximum(-tissue.surface_mm[run], top + 0.01)
        every = slice(None, None, 2)
        roof = np.column_stack([x, top])[every]
        pools.append(np.concatenate([roof, np.column_stack([x, floor])[::-1][every]]))
    return (Shape("acid", "polygon", tuple(pools), "open"),) if pools else ()


def _in_pool(shape, x, z):
    """A place in the acid at the right of the stick, about as deep as its point."""
    area = np.concatenate(shape.points)
    beside = area[area[:, 0] >= min(x + 0.02, area[:, 0].max())]
    at = np.abs(beside[:, 1] - z).argmin()
    return float(0.6 * beside[at, 0] + 0.4 * x), float(min(beside[at, 1], z + 0.02))


def _tip(stage, tip_mm):
    """Where the point of the stick touches the wall. [mm]"""
    x, _ = stage.deepest
    return x, float(stage.surface(x + np.linspace(-0.5, 0.5, 21) * tip_mm).min())


def _stick(x, z, tip_mm):
    """A wooden stick with a rounded point."""
    top, half = STICK_TOP_MM, tip_mm / 2
    wide = half + SPREADS * (z - top) / 2
    angle = np.linspace(0, np.pi, 7)
    point = np.column_stack([half * np.cos(angle), z - 0.8 * half + 0.8 * half * np.sin(angle)])
    edge = np.concatenate([[[wide, top]], point, [[-wide, top]]])
    edge[:, 0] += x
    grain = [[[x + s * wide, top + 0.04], [x + s * half, z - 0.12]] for s in (-0.45, 0.1, 0.5)]
    return (
        Shape("stick", "polygon", edge[None]),
        Shape("stick_grain", "line", np.array(grain)),
    )
