"""The question sheet: one page to print and take to a consultation."""

import tomllib
from collections.abc import Sequence
from functools import cache
from html import escape

import anywidget
import traitlets

from toolkit.checks import check_kind
from toolkit.explorers.front import read, style

MOST_OWN, LONGEST_OWN = 3, 90
OWN_HEAD = "My own questions"
EMPTY_OWN = 2  #: lines left free for own questions if none is given


class QuestionSheet(anywidget.AnyWidget):
    """The sheet on the page, and a button that prints it and nothing else.

    Parameters
    ----------
    own
        Questions of the reader's own, at the end of the list.
    """

    _esm = read("controls.js") + "\n" + read("sheet.js")
    _css = style() + read("sheet.css")

    html = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)

    def __init__(self, own: Sequence[str] = ()):
        super().__init__(html=sheet_html(own), page=sheet_page(own))
        self.own = tuple(own)

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        live = live[0] if isinstance(live, tuple) else live
        still = f"<style>{read('sheet.css')}</style>{self.html}"
        return {**(live or {}), "text/html": still, "text/plain": sheet_words(self.own)}


def question_sheet(*own: str) -> QuestionSheet:
    """Return a sheet of questions for a consultation, on one page of A4 or Letter.

    Parameters
    ----------
    own
        Up to three questions of the reader's own, each of at most 90 characters.

    Raises
    ------
    ValueError
        If there are more, or one is longer.

    Examples
    --------
    >>> "Which types of scar do I have" in question_sheet().html
    True
    """
    _check(own)
    return QuestionSheet(own)


def sheet_html(own: Sequence[str] = ()) -> str:
    """Return the sheet as HTML: a heading, three groups of questions, and three short lists."""
    sheet = _sheet()
    groups = [*sheet["questions"], {"head": OWN_HEAD, "ask": own or [""] * EMPTY_OWN}]
    lists = "".join(_listed(sheet[name], name) for name in ("tell", "beware", "help"))
    blanks = "".join(f"<span>{escape(words)}</span>" for words in sheet["lines"])
    return (
        '<section class="uts-sheet" aria-label="Question sheet">'
        f"<h3>{escape(sheet['title'])}</h3><p>{escape(sheet['opening'])}</p>"
        f'<p class="uts-blanks">{blanks}</p>'
        f"{''.join(map(_asked, groups))}"
        f'<div class="uts-lists">{lists}</div>'
        f'<p class="uts-end">{escape(sheet["closing"])}</p></section>'
    )


def sheet_page(own: Sequence[str] = ()) -> str:
    """Return the sheet alone as a whole document, for the printer."""
    title = escape(_sheet()["title"])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"><style>'
        f"{read('sheet.css')}</style></head><body>{sheet_html(own)}</body></html>"
    )


def sheet_words(own: Sequence[str] = ()) -> str:
    """Return the sheet in lines of words.

    Examples
    --------
    >>> sheet_words(["Does it hurt?"]).splitlines()[-1]
    '- Does it hurt?'
    """
    sheet = _sheet()
    lists = [(sheet[name]["head"], sheet[name]["items"]) for name in ("tell", "beware", "help")]
    groups = [(group["head"], group["ask"]) for group in sheet["questions"]]
    groups += [*lists, *([(OWN_HEAD, own)] if own else [])]
    parts = ["\n".join([f"{head}:", *(f"- {one}" for one in items)]) for head, items in groups]
    return "\n".join([sheet["title"], sheet["opening"], *parts])


def _check(own):
    if len(own) > MOST_OWN:
        raise ValueError(f"own has {len(own)} questions; it must have at most {MOST_OWN}")
    for question in own:
        check_kind("own", question, str, "hold only questions in words")
        if not 0 < len(question.strip()) <= LONGEST_OWN:
            raise ValueError(
                f"own is {question!r}; each question must have 1 to {LONGEST_OWN} characters"
            )


def _asked(group):
    questions = "".join(
        f'<li>{escape(words)}<span class="uts-write"></span></li>' for words in group["ask"]
    )
    return f"<h4>{escape(group['head'])}</h4><ul>{questions}</ul>"


def _listed(part, name):
    items = "".join(f"<li>{escape(words)}</li>" for words in part["items"])
    return f'<div class="uts-{name}"><h4>{escape(part["head"])}</h4><ul>{items}</ul></div>'


@cache
def _sheet():
    return tomllib.loads(read("question_sheet.toml"))
