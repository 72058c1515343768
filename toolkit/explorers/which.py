"""Which scar: one of four kinds in a size that fits it, or three scars in one slice."""

from functools import lru_cache

import toolkit
from toolkit import Grid, Section, mixed
from toolkit.explorers.form import Form

SCARS = {"ice_pick": "Ice pick", "boxcar": "Boxcar", "rolling": "Rolling", "pore": "Large pore"}
TREATED = {kind: words for kind, words in SCARS.items() if kind != "pore"}
MIX = {"mix": "One of each"}
#: The row of each depth: of an ice pick scar, the open pit and not the altered dermis below it.
DEPTH_ROWS = {kind: f"{kind}_depth" for kind in SCARS} | {"ice_pick": "ice_pick_depth_drawn"}
STEP_MM = 0.05
#: Cells of 50 um, so that a whole course follows a slider; on 25 um the depth that is reached
#: differs by less than one point (a test of the course holds that).
PIT = Grid(geometry="round", columns=80, rows=70)
LIVE = {"ice_pick": PIT, "boxcar": PIT, "rolling": Grid(width_mm=12.0, columns=160, rows=70)}
#: Cells of 100 um, for two hundred patients at once.
COARSE_PIT = Grid(geometry="round", columns=40, rows=36)
COARSE = {
    "ice_pick": COARSE_PIT,
    "boxcar": COARSE_PIT,
    "rolling": Grid(width_mm=12.0, columns=80, rows=36),
}
STRIPS = {
    "ice_pick": Grid(width_mm=6.0, columns=120, rows=70),
    "boxcar": Grid(width_mm=8.0, columns=160, rows=70),
    "rolling": Grid(width_mm=12.0, columns=240, rows=70),
}
MIX_GAP_MM = 1.2


def ask_size(form: Form, kind: str) -> None:
    """Ask for the width and the depth of a scar, within the published sizes of its kind."""
    if kind in MIX:
        return
    form.number("width_mm", "Width of the scar (mm)", f"{kind}_width", step=STEP_MM)
    form.number("depth_mm", "Depth of the scar (mm)", DEPTH_ROWS[kind], step=STEP_MM)


def scar(
    *,
    kind: str,
    width_mm: float | None = None,
    depth_mm: float | None = None,
    site: str = "cheek",
    grid: Grid | None = None,
) -> Section:
    """Return skin with one scar of a kind that is given by its name, or with one of each.

    Raises
    ------
    ValueError
        If there is no such kind, or no scar of it has this size.
    """
    if kind in MIX:
        return _mix()
    if kind not in SCARS:
        known = ", ".join([*SCARS, *MIX])
        raise ValueError(f"kind is {kind!r}; it must be one of {known}")
    sizes = {"width_mm": width_mm, "depth_mm": depth_mm}
    given = {name: size for name, size in sizes.items() if size is not None}
    return getattr(toolkit, kind)(**given, site=site, grid=grid)


def live_scar(**which: object) -> Section:
    """Return a scar on cells that are coarse enough for a course to follow a slider."""
    return scar(**which, grid=LIVE.get(which["kind"]))


@lru_cache(maxsize=1)
def _mix():
    makers = (getattr(toolkit, kind)(grid=grid) for kind, grid in STRIPS.items())
    return mixed(*makers, gap_mm=MIX_GAP_MM)
