"""An explorer: a picture that a plain function draws, and the controls that give it numbers."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import anywidget
import traitlets

from toolkit.drawing import Scene
from toolkit.explorers.form import Field, Form
from toolkit.explorers.front import ROOM_PX, read, style
from toolkit.explorers.still import with_still

WIDEST_PX = 4000
KEPT = " The picture is still the one before."


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What makes one explorer differ from the next."""

    name: str  #: of the function that opens it, as in a line of code
    title: str  #: what the picture is about, above it
    hint: str  #: one or two sentences below the title: what one sees, and what to try first
    ask: Callable[[Form], object]  #: asks for every control
    figure: Callable[..., str]  #: takes their numbers by name, and ``width_px``; returns HTML
    still: Callable[..., Scene]  #: takes their numbers; returns what stands for it on paper


class Explorer(anywidget.AnyWidget):
    """One picture and its controls, side by side where there is room, else below each other.

    Parameters
    ----------
    kind
        Which picture and which controls.
    start
        The name of a control to what it says at first.

    Raises
    ------
    ValueError
        If there is no such control, or it cannot say this; the message names the nearest.
    """

    _esm = "\n".join(
        read(name) for name in ("teller.js", "controls.js", "player.js", "patch.js", "explorer.js")
    )
    _css = style()

    title = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    fields = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    line = traitlets.Unicode().tag(sync=True)
    answered = traitlets.Unicode().tag(sync=True)
    width_px = traitlets.Int(ROOM_PX)

    def __init__(self, kind: Kind, start: dict[str, object]):
        super().__init__(title=kind.title, hint=kind.hint)
        self.kind, self.form = kind, Form()
        self._fill(start, before={}, new=frozenset(start))
        self.draw()
        self.on_msg(_heard)

    @property
    def settings(self) -> dict[str, object]:
        """The numbers that the controls show now."""
        return dict(self.form.values)

    @property
    def controls(self) -> dict[str, Field]:
        """The controls that there are now, by name."""
        return dict(self.form.fields)

    def set(self, **told: object) -> None:
        """Let some controls say something else, and draw once.

        Raises
        ------
        ValueError
            If there is no such control, or it cannot say this.
        """
        with self.hold_sync():
            told_and_kept = {**self.form.values, **told}
            self._fill(told_and_kept, before=self.form.fields, new=frozenset(told))
            self.draw()

    def reset(self) -> None:
        """Put every control back to where it starts."""
        with self.hold_sync():
            self._fill({}, before={}, new=frozenset())
            self.draw()

    def draw(self) -> None:
        """Show the picture of the numbers now, or say why there is none and keep the last one."""
        try:
            self.html = self.kind.figure(**self.form.values, width_px=self.width_px)
        except (ValueError, KeyError) as trouble:
            kept = KEPT if self.html else ""
            self.notice = f"{self.form.in_words(str(trouble.args[0]))}.{kept}"
        else:
            self.notice = ""

    def _fill(self, told, *, before, new):
        form = Form(told, before, new)
        self.kind.ask(form)
        form.refuse_others()
        self.form = form
        self.fields = [asdict(one) for one in form.fields.values()]
        self.values = form.values
        said = ", ".join(f"{name}={one!r}" for name, one in form.changed.items())
        self.line = f"{self.kind.name}({said})"

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        live = live[0] if isinstance(live, tuple) else live
        return with_still(live or {}, self.kind.still(**self.form.values))


def _heard(explorer, told, buffers=None):
    """Do what the page asks for, and answer: the page sends the next change only after that."""
    with collected_later(), explorer.hold_sync():
        try:
            _follow(explorer, told)
        except ValueError as trouble:
            explorer.notice = str(trouble)
        finally:
            explorer.answered = str(told.get("answer", ""))


@contextmanager
def collected_later() -> Iterator[None]:
    """Put Python's search for garbage off until the picture is sent: nobody waits for it then."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _follow(explorer, told):
    width_px = told.get("width_px")
    if isinstance(width_px, int) and 0 < width_px <= WIDEST_PX:
        explorer.width_px = width_px
    if told.get("reset"):
        explorer.reset()
    elif told.get("set"):
        explorer.set(**told["set"])
    else:
        explorer.draw()
