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
    form: str = "page",
) -> Scene:
    """Return a section before and after at one true scale.

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
    form
        ``"page"``: beside each other. ``"phone"``: one below the other.

    Raises
    ------
    ValueError
        If the two sections do not share one grid, the window lies outside it, or the form is
        unknown.

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
    kind = "pair" if form == "page" else "phone"
    window = section_window(before, window_mm, kind)
    how = {"labels": kind, "layers": False}
    panels = (
        section_panel(before, window, head=heads[0], **how),
        section_panel(
            after,
            window,
            before=before,
            ruler=form == "phone",
            head=heads[1],
            head_role="after",
            **how,
        ),
    )
    second = f"New collagen is drawn as thin pale threads. {LARGER}" if title else ""
    facts = (
        "Two vertical sections of the same skin at one scale.",
        change_fact(before, after),
        *wound_facts(after),
    )
    rows = (2,) if form == "page" else (1, 1)
    return Scene(panels, title=title, second=second, form=form, facts=facts, rows=rows)
