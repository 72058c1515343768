"""How a reader did on the questions: counted in their own browser, and told to nobody."""

import anywidget
import traitlets

from toolkit.explorers.cards import cards
from toolkit.explorers.front import read, style

NOTE = "Your answers stay in this browser, on this device. They are kept nowhere else."
STILL = (
    "This table counts the questions that you answered in this browser, lesson by lesson, "
    "and names those that are worth another look. Run this cell to see it."
)


def answers() -> "Answers":
    """Show how many questions this browser's reader answered, lesson by lesson.

    Examples
    --------
    >>> answers().lessons[0]["title"]
    'Start here'
    """
    return Answers()


class Answers(anywidget.AnyWidget):
    """A table of lessons, which the page fills from what the browser keeps.

    What it counts never leaves the browser.
    """

    _esm = "\n".join(read(name) for name in ("controls.js", "kept.js", "answers.js"))
    _css = style()

    lessons = traitlets.List().tag(sync=True)  #: title, and name and prompt of each card
    note = traitlets.Unicode(NOTE).tag(sync=True)

    def __init__(self):
        own = {}
        for card in cards().values():
            own.setdefault(card.lesson, []).append([card.name, card.prompt])
        told = [{"title": title_of(lesson), "cards": found} for lesson, found in own.items()]
        super().__init__(lessons=told)

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        live = live[0] if isinstance(live, tuple) else live
        still = f"{STILL} {NOTE}"
        return {**(live or {}), "text/html": f"<p>{still}</p>", "text/plain": still}


def title_of(lesson: str) -> str:
    """Return what a lesson is called, from the name of its file without the ending.

    Examples
    --------
    >>> title_of("05_why_ice_pick_scars_resist")
    '5. Why ice pick scars resist'
    """
    number, _, words = lesson.partition("_")
    if not (number.isdigit() and words):
        return _titled(lesson)
    return f"{int(number)}. {_titled(words)}" if int(number) else _titled(words)


def _titled(stem):
    return stem.replace("_", " ").capitalize()
