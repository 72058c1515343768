"""A treatment drawn to scale over the scar, at the moment it acts."""

from dataclasses import replace
from difflib import get_close_matches

import numpy as np

from toolkit.drawing.framing import LARGER, TOP_MM, section_window
from toolkit.drawing.scene import Panel, Scene, Window
from toolkit.drawing.section_scene import section_panel
from toolkit.drawing.stage import STAGE, Act, Stage
from toolkit.drawing.tools_knife import elevation_act, excision_act
from toolkit.drawing.tools_laser import ablative_act, fractional_act, nonablative_act
from toolkit.drawing.tools_needle import filler_act, subcision_act
from toolkit.drawing.tools_plate import microneedling_act, rf_act
from toolkit.drawing.tools_wet import cross_act, topical_act
from toolkit.drawing.words import scar_fact
from toolkit.section import Section
from toolkit.treatments import TREATMENTS

ACTS = {
    "tca_cross": cross_act,
    "fractional_co2": fractional_act,
    "fractional_erbium": fractional_act,
    "ablative_laser": ablative_act,
    "nonablative_fractional": nonablative_act,
    "microneedling": microneedling_act,
    "rf_microneedling": rf_act,
    "subcision": subcision_act,
    "filler": filler_act,
    "punch_excision": excision_act,
    "punch_elevation": elevation_act,
    "topical": topical_act,
}
LABELS = ("page", "phone", "none")


def acting_scene(
    section: Section,
    treatment,
    *,
    window_mm: tuple[float, float] | None = None,
    labels: str = "page",
    title: str = "",
) -> Scene:
    """Return a section with a treatment drawn to scale over it, at the moment it acts.

    Parameters
    ----------
    section
        The skin before the treatment.
    treatment
        One of ``TREATMENTS``, made: its own numbers are what is drawn.
    window_mm
        Left and right edge of what is shown; chosen around the scar if left out. [mm]
    labels
        ``"page"``, ``"phone"`` (at most two names, larger words) or ``"none"``.
    title
        Words above the picture.

    Raises
    ------
    ValueError
        If the treatment is not one of ``TREATMENTS``, ``labels`` is unknown, or the window lies
        outside the section.

    Notes
    -----
    Columns and needles stand at even spacing: so many that the share of the cut that lies in them
    is the coverage. A treatment that cannot be done here, such as a punch narrower than the scar,
    draws nothing, and the sentence says so. What this leaves out: hands, handles, blood, swelling,
    columns that lie before and behind the cut.

    Examples
    --------
    >>> from toolkit import TREATMENTS, rolling
    >>> from toolkit.drawing import sentence
    >>> scene = acting_scene(rolling(), TREATMENTS["punch_excision"]())
    >>> "it was not done" in sentence(scene)
    True
    """
    check_labels(labels)
    window = section_window(section, window_mm, "phone" if labels == "phone" else "pair")
    panel, act = acting_panel(section, treatment, window, labels=labels)
    form = "phone" if labels == "phone" else "page"
    second = LARGER if title and labels == "page" else ""
    second = act.facts[0] if not act.done else second
    what = f"Vertical section through {section.layers.site} skin, {window.width:.1f} mm wide."
    facts = (what, scar_fact(section), *act.facts)
    return Scene((panel,), title=title, second=second, form=form, facts=facts)


def act_of(stage: Stage, treatment) -> Act:
    """Return what a treatment does on a stage."""
    kinds = {kind: name for name, kind in TREATMENTS.items()}
    name = kinds.get(type(treatment))
    if name is None:
        close = get_close_matches(str(treatment).lower(), TREATMENTS, n=1)
        hint = f"did you mean TREATMENTS[{close[0]!r}]()? " if close else ""
        raise ValueError(f"treatment is {treatment!r}; {hint}it must be one of TREATMENTS, made")
    return ACTS[name](stage, treatment)


def acting_panel(
    section: Section, treatment, window: Window, *, labels: str = "page", ruler: bool = True
) -> tuple[Panel, Act]:
    """Return the section with a treatment over it as a panel, and what the treatment does."""
    act = act_of(Stage(section, window), treatment)
    panel = section_panel(
        act.skin,
        window,
        before=act.before,
        labels="none",
        layers=False,
        ruler=ruler,
        acting=act.shapes,
    )
    named = {"page": act.labels, "phone": act.labels[:2], "none": ()}[labels]
    airy = replace(window, top=min(TOP_MM, -act.air_mm))
    clips = panel.clips | {STAGE: corners(airy)}
    return replace(panel, window=airy, labels=named, clips=clips), act


def corners(window: Window) -> np.ndarray:
    """Return the four corners of a window, (4, 2). [mm]"""
    left, right, top, bottom = window.left, window.right, window.top, window.bottom
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def check_labels(labels: str) -> None:
    """Raise a ValueError unless there is such a set of labels."""
    if labels not in LABELS:
        raise ValueError(f"labels is {labels!r}; it must be one of {LABELS}")
