"""The controls of the course explorer: four at first, the scar and the timing behind one button."""

import ipywidgets as widgets
import traitlets

from toolkit.explorers.controls import SCARS, chooser, counter, fit_sizes, size_sliders, slider
from toolkit.explorers.course import LAST_WEEK, course_figure, course_scene
from toolkit.explorers.explorer import Explorer
from toolkit.explorers.front import Player

TREATED = {kind: words for kind, words in SCARS.items() if kind != "pore"}
OFFERED = {
    "tca_cross": "TCA CROSS (acid)",
    "fractional_co2": "Fractional CO2 laser",
    "subcision": "Subcision (needle)",
}
STRENGTH_OF = {"tca_cross": "percent", "fractional_co2": "column_depth_mm", "subcision": "cut"}
FIRST_WEEK_SHOWN = 26


def course_explorer() -> Explorer:
    """Return the course explorer: a scar, a treatment, its plan, and a year to walk through.

    The week slider and the buttons below it only look; every other control computes the whole
    course again.

    Examples
    --------
    >>> explorer = course_explorer()
    >>> explorer.settings["sessions"], explorer.settings["week"]
    (4, 26)
    """
    controls = _controls()
    follow = {"kind": fit_sizes, "treatment": _show_strength}
    _show_strength(controls)
    cards = (_time_card(controls["week"]), _settings_card(controls))
    return Explorer(
        course_figure, course_scene, controls, cards=cards, name="course", follow=follow
    )


def _controls():
    kind = chooser("Type of scar", TREATED)
    width, depth = size_sliders(kind.value)
    return {
        "week": _week_slider(),
        "treatment": chooser("Treatment", OFFERED),
        "percent": slider("Strength of the acid (%)", "tca_percent", step=5, form=".0f"),
        "column_depth_mm": slider("Depth of the columns (mm)", "fractional_co2_depth", step=0.1),
        "cut": slider("Share of the bands cut", "subcision_cut", step=0.1),
        "sessions": counter("Sessions", "sessions_cross"),
        "kind": kind,
        "width_mm": width,
        "depth_mm": depth,
        "weeks_apart": counter("Weeks apart", "weeks_apart_cross"),
    }


def _week_slider():
    week = widgets.IntSlider(
        value=FIRST_WEEK_SHOWN,
        min=0,
        max=LAST_WEEK,
        description="Week",
        style={"description_width": "initial"},
        layout={"width": "100%"},
    )
    return week.add_class("uts-week")


def _show_strength(controls):
    """Show the strength of the chosen treatment and hide the others'."""
    for treatment, name in STRENGTH_OF.items():
        chosen = treatment == controls["treatment"].value
        controls[name].layout.display = "" if chosen else "none"


def _time_card(week):
    player = Player(week=week.value, last=week.max)
    traitlets.link((player, "week"), (week, "value"))
    return widgets.VBox([week, player]).add_class("uts-time")


def _settings_card(controls):
    first = [controls[name] for name in ("treatment", *STRENGTH_OF.values(), "sessions")]
    more = [controls[name] for name in ("kind", "width_mm", "depth_mm", "weeks_apart")]
    drawer = widgets.VBox(more)
    opener = widgets.ToggleButton(description="The scar and the timing").add_class("uts-opener")

    def open_or_close(change):
        drawer.layout.display = "" if change["new"] else "none"

    drawer.layout.display = "none"
    opener.observe(open_or_close, "value")
    return widgets.VBox([widgets.VBox(first), opener, drawer]).add_class("uts-settings")
