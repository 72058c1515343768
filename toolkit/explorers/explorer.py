"""An explorer: a picture that a plain function draws, and the controls that give it numbers."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from functools import partial

import ipywidgets as widgets

from toolkit.drawing import Scene
from toolkit.explorers.front import Front
from toolkit.explorers.still import with_still

Controls = dict[str, widgets.Widget]


class Explorer(widgets.Box):
    """One picture and its controls, side by side where there is room, else below each other.

    Parameters
    ----------
    figure
        Takes the numbers of the controls by name, and ``width_px``; returns HTML.
    still
        Takes the same numbers; returns the scene that stands for the explorer on paper.
    controls
        The name of each number to its control.
    cards
        What stands beside the picture.
    name
        ``"scar"`` or ``"course"``: which arrangement of the page.
    follow
        The name of a control to what its change does to the others, before anything is drawn.
    """

    def __init__(
        self,
        figure: Callable[..., str],
        still: Callable[..., Scene],
        controls: Controls,
        *,
        cards: tuple[widgets.Widget, ...],
        name: str,
        follow: Mapping[str, Callable[[Controls], None]],
    ):
        self.figure, self.still, self.controls, self.follow = figure, still, controls, follow
        self.picture, self.front = widgets.HTML(), Front()
        self._held = False
        self.picture.add_class("uts-picture")
        self.front.add_class("uts-front")
        grid = widgets.Box([self.picture, self.front, *cards]).add_class("uts-grid")
        super().__init__([grid])
        self.add_class("uts").add_class(f"uts-{name}")
        for number, control in controls.items():
            control.observe(partial(self._changed, number), "value")
        self.front.observe(self._redraw, "width_px")
        self._redraw()

    @property
    def settings(self) -> dict[str, object]:
        """The numbers that the controls show now."""
        return {name: control.value for name, control in self.controls.items()}

    @contextmanager
    def together(self):
        """Change several controls and draw once."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self._redraw()

    def _changed(self, name, change):
        if self._held:
            return
        with self.together():
            if name in self.follow:
                self.follow[name](self.controls)

    def _redraw(self, change=None):
        """Show the picture of the numbers now, or say why there is none and keep the last one."""
        try:
            drawn = self.figure(**self.settings, width_px=self.front.width_px)
        except (ValueError, KeyError) as trouble:
            self.front.notice = str(trouble.args[0])
            return
        self.picture.value, self.front.notice = drawn, ""

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        return with_still(live, self.still(**self.settings))
