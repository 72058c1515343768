"""Asking a question: the answer stays closed until the reader has chosen and asked for it."""

from difflib import get_close_matches
from html import escape

import anywidget
import traitlets

from toolkit.explorers.cards import Card, card
from toolkit.explorers.front import read, style

RUN = "Run this cell to answer."
YES, NOT_QUITE = "Yes. ", "Not quite. "


def ask(name: str) -> "Question":
    """Show a question card; what the reader chooses is answered with one sentence.

    Parameters
    ----------
    name
        Name of the card, as in the files of ``cards/``.

    Raises
    ------
    KeyError
        If there is no such card; the message names the nearest one.

    Examples
    --------
    >>> question = ask("start_what_is_pale")
    >>> question.said
    ''
    """
    return Question(card(name))


class Question(anywidget.AnyWidget):
    """A prompt, its options, a button that commits, and a line that answers.

    The page knows prompt and options alone. What is right, and why, comes when the reader has
    chosen. How often somebody chose is kept by the page in the reader's own browser.
    """

    _esm = "\n".join(read(name) for name in ("controls.js", "kept.js", "question.js"))
    _css = style()

    name = traitlets.Unicode().tag(sync=True)
    lesson = traitlets.Unicode().tag(sync=True)
    prompt = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)  #: the answer to the last choice; empty at first
    marks = traitlets.Dict().tag(sync=True)  #: chosen option -> whether it was the answer
    others = traitlets.List().tag(sync=True)  #: after the answer: why not each of the others
    tries = traitlets.Int(0).tag(sync=True)  #: how often somebody chose

    def __init__(self, card: Card):
        super().__init__(
            name=card.name, lesson=card.lesson, prompt=card.prompt, options=list(card.options)
        )
        self.card = card
        self.on_msg(_heard)

    def choose(self, option: str) -> None:
        """Answer one choice, as a press on the button does.

        Raises
        ------
        ValueError
            If the card has no such option; the message names the nearest one.
        """
        if option not in self.card.options:
            close = get_close_matches(str(option), self.card.options, n=1, cutoff=0.0)[0]
            raise ValueError(f"option is {option!r}; it must be one of the card, such as {close!r}")
        right = option == self.card.answer
        with self.hold_sync():
            self.said = (YES if right else NOT_QUITE) + self.card.feedback[option]
            self.marks = {**self.marks, option: right}
            self.tries += 1
            if right:
                self.others = self._others()

    def _others(self):
        rest = [option for option in self.card.options if option != self.card.answer]
        return [[option, self.card.feedback[option]] for option in rest]

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        live = live[0] if isinstance(live, tuple) else live
        return {**(live or {}), "text/html": self._still(), "text/plain": self._plain()}

    def _still(self):
        options = "".join(f"<li>{escape(option)}</li>" for option in self.card.options)
        prompt = f"<p><b>{escape(self.card.prompt)}</b></p>"
        return f"{prompt}<ul>{options}</ul><p><i>{RUN}</i></p>"

    def _plain(self):
        options = (f"- {option}" for option in self.card.options)
        return "\n".join([self.card.prompt, *options, RUN])


def _heard(question, told, buffers=None):
    """Take over what the page tells; what is no option is left alone."""
    if told.get("choose") in question.card.options:
        question.choose(told["choose"])
