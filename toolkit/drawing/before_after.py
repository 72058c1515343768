"""The same skin twice at one scale: before, and after."""

from toolkit.drawing.scene import Scene
from toolkit.drawing.section_scene import LARGER, section_panel, section_window
from toolkit.drawing.words import change_fact, wound_facts
from toolkit.section import Section


def before_after_scene(
    before: Section,
    after: Section,
    *,
    heads: tuple[str, str] = ("Before", "After"),
    title: str = "",
    window_mm: tuple[float, float] | None = None,
) -> Scene:
    """Return a section before and after, beside each other at one true scale.

    Parameters
    ----------
    before, after
        The same skin at two moments.
    heads
        Words over the two panels.
    title
        Words above the picture.
    window_mm
        Left and right edge of both panels; chosen around the scar if left out. [mm]

    Raises
    ------
    ValueError
        If the two sections do not share one grid, or the window lies outside it.

    Notes
    -----
    Collagen that was not there before is drawn as thin pale threads, whatever its age.

    Examples
    --------
    >>> from toolkit import healthy, ice_pick
    >>> scene = before_after_scene(ice_pick(), ice_pick(depth_mm=1.2))
    >>> len(scene.panels)
    2
    """
    if before.grid != after.grid:
        raise ValueError(f"after has the grid {after.grid}, but before has {before.grid}")
    window = section_window(before, window_mm, "pair")
    panels = (
        section_panel(before, window, labels="pair", layers=False, head=heads[0]),
        section_panel(
            after,
            window,
            before=before,
            labels="pair",
            layers=False,
            ruler=False,
            head=heads[1],
            head_role="after",
        ),
    )
    second = f"New collagen is drawn as thin pale threads. {LARGER}" if title else ""
    facts = (
        "Two vertical sections of the same skin at one scale.",
        change_fact(before, after),
        *wound_facts(after),
    )
    return Scene(panels, title=title, second=second, facts=facts)
