"""What is set into a scar or spread over the skin: strong acid on a stick, and creams."""

import numpy as np

from toolkit.drawing.acid import frost_place
from toolkit.drawing.drop import drop_areas
from toolkit.drawing.scene import Label, Shape
from toolkit.drawing.stage import Act, Stage, undone
from toolkit.drawing.stick import stick_shapes
from toolkit.drawing.tissue import Tissue
from toolkit.drawing.tools_laser import under
from toolkit.drawing.words import mm
from toolkit.treatments.topical import AGENTS

FILM_MM = 0.03
WORDS = {
    "retinoid": "A retinoid",
    "aha": "A fruit acid (AHA)",
    "bha": "Salicylic acid (BHA)",
    "vitamin_c": "Vitamin C",
    "niacinamide": "Niacinamide",
    "sunscreen": "Sunscreen",
}
SOAKED = (0.6, 1.0)


def cross_act(stage: Stage, acid) -> Act:
    """Return acid in the scar under the tip of a stick; the frost is the section's own."""
    after = acid.apply(stage.section)
    gained = stage.across(after.clot - stage.section.clot)
    if not gained.max() > 0.02:
        return undone(stage, "TCA CROSS: there is no scar that would hold the acid.")
    x, z = _tip(stage, acid.tip_mm)
    drops = drop_areas(stage, gained, x)
    pool = (Shape("acid", "polygon", tuple(drops), "open"),) if drops else ()
    white = frost_place(Tissue.of(after), stage.window, stage.section.layers.epidermis_mm + 0.1)
    labels = (
        Label("Stick", (x, z - 0.55 * acid.tip_mm), second=f"point {mm(acid.tip_mm)}"),
        Label("Frost", white, second="dead tissue"),
        *(
            Label("Acid", _in_drop(drops, x + acid.tip_mm / 2), second=f"{acid.percent:.0f} %")
            for _ in pool
        ),
    )
    facts = (
        f"TCA CROSS: acid of {acid.percent:.0f} % on a stick with a point {mm(acid.tip_mm)} wide. "
        "It stays where the scar is narrow, and the wall turns white, which is called frost.",
    )
    return Act(after, facts, None, (*pool, *stick_shapes(x, z, acid.tip_mm)), labels)


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
    name = WORDS[cream.agent].removeprefix("A ").split(" (")[0]
    name = name[0].upper() + name[1:]
    labels = [
        Label(name, (-shoulder, float(stage.surface(-shoulder)) - FILM_MM / 2), second="film")
    ]
    if soaked:
        deep = (shoulder, float(stage.surface(shoulder)) + 0.8 * agent.reach_mm)
        labels.append(Label("Felt down to", deep, second=f"{agent.reach_mm:.2f} mm"))
        what = f"is felt down to about {agent.reach_mm:.2f} mm below the surface, weakly and daily"
    else:
        what = "changes colour only; what it does to the depth of a scar was never measured"
    x, floor = stage.deepest
    facts = (f"{WORDS[cream.agent]} {what}.",)
    if floor > 0.05:
        facts += (f"The floor of the scar lies at {mm(floor)}.",)
        labels.append(Label("Floor of the scar", (x, floor), second=mm(floor)))
    return Act(stage.section, facts, None, shapes, tuple(labels), 0.3, wound=soaked)


def _in_drop(drops, x):
    """A place in the acid at the right of the stick."""
    area = min(drops, key=lambda drop: abs(drop[:, 0].mean() - x))
    half = len(area) // 2
    roof, floor = area[:half], area[::-1][:half]
    deep = np.where(roof[:, 0] > x + 0.03, floor[:, 1] - roof[:, 1], -1)
    at = int(deep.argmax())
    return float(roof[at, 0]), float(0.45 * roof[at, 1] + 0.55 * floor[at, 1])


def _tip(stage, tip_mm):
    """Where the point of the stick touches the wall. [mm]"""
    x, _ = stage.deepest
    return x, float(stage.surface(x + np.linspace(-0.5, 0.5, 21) * tip_mm).min())
