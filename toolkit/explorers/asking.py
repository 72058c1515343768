"""Asking a question: the answer stays closed until the reader has chosen."""

from functools import partial
from html import escape

import ipywidgets as widgets

from toolkit.explorers.cards import Card, card
from toolkit.explorers.front import Front


def ask(name: str) -> "Question":
    """Show a question card; each choice is answered with one sentence.

    Parameters
    ----------
    name
        Name of the card, as in ``cards.toml``.

    Raises
    ------
    KeyError
        If there is no such card; the message names the nearest one.

    Examples
    --------
    >>> question = ask("scars_name_the_v")
    >>> question.said
    ''
    """
    return Question(card(name))


class Question(widgets.Box):
    """A prompt, a button for each option, and a line that answers the last choice."""

    def __init__(self, card: Card):
        self.card = card
        self.front = Front().add_class("uts-answer")
        self.buttons = [self._button(option) for option in card.options]
        prompt = widgets.HTML(f'<p class="uts-prompt">{escape(card.prompt)}</p>')
        super().__init__([prompt, widgets.VBox(self.buttons), self.front])
        self.add_class("uts").add_class("uts-question")

    @property
    def said(self) -> str:
        """The answer to the reader's last choice; empty before the first."""
        return self.front.notice

    def choose(self, option: str) -> None:
        """Answer one choice, as a press on its button does."""
        right = option == self.card.answer
        opening = "Yes. " if right else "Not quite. "
        self.front.notice = opening + self.card.feedback[option]
        for button in self.buttons:
            chosen = button.tooltip == option
            mark = {True: "✓ ", False: "✗ "}[right] if chosen else ""
            button.description = mark + button.tooltip
            (button.add_class if chosen else button.remove_class)("uts-chosen")

    def _button(self, option):
        button = widgets.Button(description=option, tooltip=option, layout={"width": "100%"})
        button.on_click(partial(_chosen, self, option))
        return button.add_class("uts-option")

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        return {**live, "text/html": self._still(), "text/plain": self._plain()}

    def _still(self):
        options = "".join(f"<li>{escape(option)}</li>" for option in self.card.options)
        return f"<p><b>{escape(self.card.prompt)}</b></p><ul>{options}</ul>"

    def _plain(self):
        return "\n".join([self.card.prompt, *(f"- {option}" for option in self.card.options)])


def _chosen(question, option, button):
    question.choose(option)
