"""The scars on which the model is held to trials: typical sizes, on cells of 50 um."""

from functools import lru_cache

from toolkit.evidence import value
from toolkit.grid import Grid
from toolkit.scars import boxcar, ice_pick, rolling
from toolkit.section import Section

PIT = Grid(geometry="round", columns=80, rows=70)
TRENCH = Grid(width_mm=12.0, columns=160, rows=70)
SHARES = {
    "ice_pick": value("ice_pick_share").typical,
    "boxcar_shallow": value("boxcar_share").typical / 2,
    "boxcar_deep": value("boxcar_share").typical / 2,
    "rolling": value("rolling_share").typical,
}


@lru_cache(maxsize=8)
def scar(name: str) -> Section:
    """Return one of the scars by its name."""
    if name == "ice_pick":
        return ice_pick(grid=PIT)
    if name == "rolling":
        return rolling(grid=TRENCH)
    deep = "_deep" if name == "boxcar_deep" else ""
    width_mm = value(f"trial_boxcar{deep}_width").typical
    return boxcar(width_mm=width_mm, depth_mm=value(f"trial_{name}_depth").typical, grid=PIT)


def shares(name: str) -> dict[str, float]:
    """Return which scars a name stands for, with weights that add up to 1.

    ``"mixed"`` is the mix of published shares, its boxcars half shallow and half deep; studies
    seldom say what their mix was.
    """
    if name != "mixed":
        return {name: 1.0}
    total = sum(SHARES.values())
    return {scar: share / total for scar, share in SHARES.items()}
