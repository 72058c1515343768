"""The skin of a case: one scar in its window, or several, where room is short in a panel each."""

from dataclasses import replace

from toolkit.cases import Case, Verdict
from toolkit.drawing import Scene, section_scene, svg
from toolkit.drawing.framing import mix_windows
from toolkit.drawing.section_scene import section_panel
from toolkit.explorers.page import SIDE_BY_SIDE_PX, labels_for, section_px, window_of
from toolkit.section import Section

IN_A_ROW = 2
NAMES = {"ice_pick": "ice pick", "boxcar": "boxcar", "rolling": "rolling", "pore": "pore"}
CAPTION = "At the end, half a year after the last visit. Dashed: before."


def after_scene(person: Case, verdict: Verdict, width_px: int) -> Scene:
    """Return the skin at the end of a plan, with the first profile dashed over it."""
    return _scene(person, verdict.course.sections[-1], person.section, width_px)


def sections_figure(person: Case, verdict: Verdict, width_px: int) -> str:
    """Return the skin at the end, where there is room below the skin before, as HTML."""
    pair = [(CAPTION, after_scene(person, verdict, width_px))]
    if width_px >= SIDE_BY_SIDE_PX:
        pair.insert(0, ("Before", _scene(person, person.section, None, width_px)))
    look = {"width_px": section_px(width_px), "skin_tone": person.patient.skin_type}
    drawn = "".join(
        f'<p class="uts-caption">{words}</p>{svg(scene, **look)}' for words, scene in pair
    )
    return f'<figure class="uts-section uts-case-skin">{drawn}</figure>'


def _scene(person, section: Section, before: Section | None, width_px):
    px = section_px(width_px)
    labels = labels_for(px)
    if len(person.scars) > 1 and labels == "phone":
        return _panels(person, section, before)
    window_mm = None
    if len(person.scars) == 1:
        window_mm = window_of(section, person.scars[0].kind, px)
    return section_scene(section, before=before, window_mm=window_mm, labels=labels, layers=False)


def _panels(person, section, before):
    """Return a panel for each scar, all at one scale, at most two in a row."""
    windows, rows = mix_windows(person.section)
    rows = tuple(part for many in rows for part in _parted(many))
    firsts = {sum(rows[:row]) for row in range(len(rows))}
    panels = [
        section_panel(
            section,
            window,
            before=before,
            labels="none",
            ruler=place in firsts,
            head=f"{place + 1}, {NAMES[scar.kind]}",
        )
        for place, (window, scar) in enumerate(zip(windows, person.scars, strict=True))
    ]
    panels = [replace(panel, bar_mm=None) for panel in panels]  # the rulers tell the scale
    whole = section_scene(section, before=before, labels="page", layers=False)
    return Scene(tuple(panels), form="phone", facts=whole.facts, rows=rows)


def _parted(many):
    """Return how many stand in each row, if no row may hold more than two."""
    return [min(IN_A_ROW, many - start) for start in range(0, many, IN_A_ROW)]
