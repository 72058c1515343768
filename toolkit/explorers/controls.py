"""Controls whose limits come from the evidence table."""

import ipywidgets as widgets

from toolkit.anatomy import SITES
from toolkit.evidence import value

SCARS = {"ice_pick": "Ice pick", "boxcar": "Boxcar", "rolling": "Rolling", "pore": "Pore"}
#: The row of each depth: of an ice pick scar, the open pit and not the altered dermis below it.
DEPTH_ROWS = {kind: f"{kind}_depth" for kind in SCARS} | {"ice_pick": "ice_pick_depth_drawn"}
STEP_MM = 0.05


def slider(words: str, row: str, *, step: float, form: str = ".2f") -> widgets.FloatSlider:
    """Return a slider from the low to the high end of an evidence row, set to its typical value."""
    number = value(row)
    return widgets.FloatSlider(
        value=number.typical,
        min=number.low,
        max=number.high,
        step=step,
        description=words,
        readout_format=form,
        style=_own_width(),
        layout=_full_width(),
    )


def counter(words: str, row: str) -> widgets.IntSlider:
    """Return a slider over whole numbers, from the low to the high end of an evidence row."""
    number = value(row)
    low, typical, high = (int(part) for part in (number.low, number.typical, number.high))
    return widgets.IntSlider(
        value=typical,
        min=low,
        max=high,
        description=words,
        style=_own_width(),
        layout=_full_width(),
    )


def chooser(words: str, options: dict[str, str]) -> widgets.Dropdown:
    """Return a drop-down list; options map a value to its words."""
    return widgets.Dropdown(
        options=[(shown, kept) for kept, shown in options.items()],
        description=words,
        style=_own_width(),
        layout=_full_width(),
    )


def site_chooser() -> widgets.Dropdown:
    """Return the list of places on the face."""
    return chooser("Place on the face", {site: site.capitalize() for site in SITES})


def size_sliders(kind: str) -> tuple[widgets.FloatSlider, widgets.FloatSlider]:
    """Return sliders of width and depth that suit one kind of scar."""
    return (
        slider("Width (mm)", f"{kind}_width", step=STEP_MM),
        slider("Depth (mm)", DEPTH_ROWS[kind], step=STEP_MM),
    )


def fit_sizes(controls: dict[str, widgets.Widget]) -> None:
    """Give width and depth the limits and the typical values of the chosen kind of scar."""
    kind = controls["kind"].value
    _fit(controls["width_mm"], f"{kind}_width")
    _fit(controls["depth_mm"], DEPTH_ROWS[kind])


def _fit(control, row):
    number = value(row)
    with control.hold_sync():  # one message, or the page clips a value by the limits of before
        if number.low > control.max:
            control.max = number.high  # first, so that the low end never stands above the high one
        control.min, control.max = number.low, number.high
        control.value = number.typical


def _own_width():
    return {"description_width": "initial"}


def _full_width():
    return {"width": "100%"}
