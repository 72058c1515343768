"""The recognition trainer: a dip in the skin is shown, and the reader names it."""

from random import SystemRandom

import anywidget
import traitlets

from toolkit.drawing import picture
from toolkit.explorers.front import ROOM_PX, read, style
from toolkit.explorers.recognising_picture import figure_of, picture_of, scene_of
from toolkit.explorers.recognising_words import end_of, feedback_of, progress_of
from toolkit.explorers.which import SCARS
from toolkit.recognition import Round, Trial, trial

WIDEST_PX, STILL_PX = 4000, 640
SEEDS = 10_000  #: few enough that a seed is easy to read out to a class
SAID = (
    "The recognition trainer shows dips in the skin, in section and from above, and asks what each "
    "one is: an ice pick, boxcar or rolling scar, or a large pore. "
    "It becomes harder as you get better, and at the end a table shows what you took for what."
)
EXAMPLE = {"rng": 3, "level": 2, "kind": "boxcar", "skin_tone": 4}


def recognise(seed: int | None = None, n: int = 12) -> "Recognition":
    """Open the recognition trainer.

    Parameters
    ----------
    seed
        Whoever gives the same answers to the same seed sees the same pictures; by chance if None.
    n
        How many pictures make a round, 1 to 120.

    Raises
    ------
    ValueError
        If a number is not possible.

    Examples
    --------
    >>> recognise(seed=4, n=3).progress
    'Picture 1 of 3. 0 right so far. Level 1 of 5.'
    """
    return Recognition(Round(seed=_by_chance() if seed is None else seed, n=n))


class Recognition(anywidget.AnyWidget):
    """A picture, four buttons, a sentence that answers, and a table at the end.

    What lies in the page before an answer holds sizes, and no name of a dip.
    """

    _esm = "\n".join(read(name) for name in ("controls.js", "recognising.js"))
    _css = style()

    options = traitlets.List([list(pair) for pair in SCARS.items()]).tag(sync=True)
    phase = traitlets.Unicode("asking").tag(sync=True)  #: "asking", "told" or "over"
    html = traitlets.Unicode().tag(sync=True)  #: the picture that is asked about
    below = traitlets.Unicode().tag(sync=True)  #: the same dip in section, once it has a name
    feedback = traitlets.Unicode().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)  #: which buttons are right or wrong, once it has one
    progress = traitlets.Unicode().tag(sync=True)
    end = traitlets.Unicode().tag(sync=True)

    def __init__(self, first: Round):
        super().__init__()
        self.round, self.shown, self.width_px = first, first.now, ROOM_PX
        self._ask()
        self.on_msg(_heard)

    def choose(self, name: str) -> None:
        """Name the dip that is shown, as a press on a button does.

        Raises
        ------
        ValueError
            If there is no such name, or the dip has been named.
        """
        if self.phase != "asking":
            raise ValueError(f"name is {name!r}; it must come while a dip waits for its name")
        with self.hold_sync():
            self.round = self.round.answered(name)
            self.feedback = feedback_of(self.round.answers[-1])
            self.marks = _marks(self.shown, name)
            self.progress = progress_of(self.round, is_told=True)
            self.phase = "told"
            self._draw_below()

    def go_on(self) -> None:
        """Show the next picture, or the end of the round; before an answer, change nothing."""
        if self.phase != "told":
            return
        with self.hold_sync():
            (self._finish if self.round.is_over else self._ask)()

    def once_more(self) -> None:
        """Begin another round, with other pictures."""
        with self.hold_sync():
            seed = (self.round.seed + 1) % SEEDS
            self.round, self.end = Round(seed=seed, n=self.round.n), ""
            self._ask()

    def fit(self, width_px: int) -> None:
        """Draw for a room of another width. [px]"""
        with self.hold_sync():
            self.width_px = width_px
            if self.phase != "over":
                self.html = figure_of(self.shown, width_px=width_px)
                self._draw_below()

    def _ask(self):
        self.shown = self.round.now
        self.marks, self.feedback, self.below, self.phase = {}, "", "", "asking"
        self.progress = progress_of(self.round, is_told=False)
        self.html = figure_of(self.shown, width_px=self.width_px)

    def _finish(self):
        self.end, self.phase = end_of(self.round), "over"
        self.feedback = self.html = self.below = ""

    def _draw_below(self):
        if self.phase == "told" and self.shown.view == "above":
            self.below = picture_of(self.shown, width_px=self.width_px, view="section")

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        live = live[0] if isinstance(live, tuple) else live
        return {**(live or {}), **_still()}


def _still():
    """Return what stands for the trainer where there is no kernel: always the same."""
    shown = trial(**EXAMPLE)
    scene = scene_of(shown, px=STILL_PX, view="section")
    drawn, _ = picture(scene, width_px=STILL_PX, skin_tone=shown.skin_tone)._repr_mimebundle_()
    said = f"<p>{SAID}</p><p>What is this?</p>"
    return {"text/html": said + drawn["text/html"], "text/plain": f"{SAID} {drawn['text/plain']}"}


def _marks(shown: Trial, said: str) -> dict[str, str]:
    wrong = {} if shown.accepts(said) else {said: "wrong"}
    return dict.fromkeys(shown.doubt.names, "right") | wrong


def _by_chance():
    return SystemRandom().randrange(SEEDS)


def _heard(trainer, told, buffers=None):
    """Do what the page asks for; what comes late, such as a second press, changes nothing."""
    width_px, name = told.get("width_px"), told.get("choose")
    if isinstance(width_px, int) and 0 < width_px <= WIDEST_PX:
        trainer.fit(width_px)
    if name in SCARS and trainer.phase == "asking":
        trainer.choose(name)
    if told.get("next"):
        trainer.go_on()
    if told.get("again") and trainer.phase == "over":
        trainer.once_more()
