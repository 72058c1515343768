"""The cost explorer: the reader's own prices, and what a whole plan comes to."""

from collections.abc import Mapping
from dataclasses import asdict
from html import escape

import anywidget
import traitlets

from toolkit.cost import Cost, CostLine, PricedStep, cost_of
from toolkit.drawing.tables import Cell, Table
from toolkit.explorers.cost_form import NONE, OTHERS, STEP_NAMES, entries_of, kept
from toolkit.explorers.front import read, style
from toolkit.explorers.knobs import treatment_words

INVENTED = "100 units is an invented price. Put in what your own clinic quotes."
ASK_FOR = (
    "Ask: is this the price of everything? How many visits do you expect, and what if I need more? "
    "Who pays if something goes wrong?"
)
INSURED = (
    "Treating acne scars mostly counts as cosmetic. Insurance and public health services often "
    "pay nothing: ask yours first."
)
KEPT = ". The bill is still the one before."
WHOLE_NUMBER = "must be a whole number, 1 or more"


class CostSheet(anywidget.AnyWidget):
    """A form for prices, and the bill that they make.

    Parameters
    ----------
    start
        The name of a control to what it says at first.

    Raises
    ------
    ValueError
        If there is no such control, or what it says makes no bill.
    """

    _esm = "\n".join(read(name) for name in ("controls.js", "cost.js"))
    _css = style()

    entries = traitlets.List().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, start: Mapping[str, object]):
        super().__init__()
        self._told, self._billed = {}, {}
        cost_figure(**start)
        self.set(**start)
        self.on_msg(_heard)

    @property
    def settings(self) -> dict[str, str]:
        """What the form says now."""
        return {entry.name: entry.value for entry in entries_of(self._told)}

    def set(self, **told: object) -> None:
        """Write into the form; what makes no bill is answered in words, and the bill stays.

        Raises
        ------
        ValueError
            If there is no such control, or a list does not hold what is told.
        """
        now = kept(self._told, told)
        self.entries = [asdict(entry) for entry in entries_of(now)]
        self._told = now
        try:
            self.html, self.notice, self._billed = cost_figure(**now), "", now
        except ValueError as trouble:
            self.notice = f"{trouble}{KEPT}"

    def _repr_mimebundle_(self, **options):
        live = super()._repr_mimebundle_(**options)
        live = live[0] if isinstance(live, tuple) else live
        bill = bill_of(**self._billed)
        plain = f"{cost_table(bill)!r}\n{_sentence(bill)}"
        return {**(live or {}), "text/html": cost_figure(**self._billed), "text/plain": plain}


def cost_explorer(**start: object) -> CostSheet:
    """Return the cost explorer: what one or two treatments cost at prices of the reader's own.

    Parameters
    ----------
    start
        What the form says at first: ``treatment``, ``price``, ``per``, ``each_visit``, ``times``,
        the same five with ``_2`` for a second treatment, ``consultation``, ``after_care``,
        ``travel_each_visit``, ``currency``.

    Raises
    ------
    ValueError
        If there is no such control, or what it says is not possible; the message says what is.

    Notes
    -----
    The price at the start is an invented 100 units. No real price is kept here.

    Examples
    --------
    >>> explorer = cost_explorer(treatment="tca_cross", price="12", each_visit=8, times=3)
    >>> "288" in explorer.html
    True
    """
    return CostSheet(start)


def cost_figure(**told: object) -> str:
    """Return the bill as HTML: a table of lines, a sentence with two sums, and what else to ask.

    Parameters
    ----------
    told
        What the form says, as in `cost_explorer`; the rest is as the form starts.

    Raises
    ------
    ValueError
        If a price or a count is not possible; the message names it as the form does.
    """
    bill = bill_of(**told)
    own = "price" in told and ("price_2" in told or told.get("treatment_2", NONE) == NONE)
    notes = (ASK_FOR, INSURED) if own else (INVENTED, ASK_FOR, INSURED)
    said = f'<p class="uts-said">{escape(_sentence(bill))}</p>'
    small = "".join(f'<p class="uts-small">{escape(words)}</p>' for words in notes)
    return cost_table(bill)._repr_html_() + said + small


def cost_table(bill: Cost) -> Table:
    """Return a bill as a table: what, how many, at which price, and the sum.

    Examples
    --------
    >>> from toolkit import PricedStep, cost_of
    >>> bill = cost_of(PricedStep(what="Laser", price=80, times=3), currency="units")
    >>> [cell.words for cell in cost_table(bill).rows[0]][:2]
    ['Laser', '3 visits']
    """
    total = (Cell("Whole plan"), Cell(_visits(bill)), Cell(""), Cell(bill.words(bill.total)))
    return Table(
        caption="What the whole plan costs",
        head=("What", "How many", "Price of one", "Sum"),
        rows=(*(_row(bill, line) for line in bill.lines), total),
        short=3,
    )


def bill_of(**told: object) -> Cost:
    """Return the bill that a form makes.

    Raises
    ------
    ValueError
        If a price or a count is not possible; the message names it as the form does.
    """
    entries = entries_of(told)
    said = {entry.name: entry.value for entry in entries}
    words = {entry.name: entry.words for entry in entries}
    endings = [end for end in ("", "_2") if said[f"treatment{end}"] != NONE]
    steps = [_step(said, words, ending) for ending in endings]
    try:
        return cost_of(*steps, **{name: said[name] or usual for name, _, usual, _ in OTHERS})
    except ValueError as trouble:
        raise _named(trouble, words, "") from None


def _step(said, words, ending):
    own = {name: said.get(f"{name}{ending}") for name in STEP_NAMES}
    treatment = treatment_words()[own.pop("treatment")]
    try:
        numbers = {name: _number(name, told) for name, told in own.items() if told is not None}
        return PricedStep(what=treatment, **numbers)
    except ValueError as trouble:
        raise _named(trouble, words, ending) from None


def _number(name, told):
    """How often is a whole number; the rest goes on as it is written."""
    if name != "times":
        return told
    if not told.strip().isdecimal():
        raise ValueError(f"{name} is {told!r}; it {WHOLE_NUMBER}")
    return int(told)


def _named(trouble, words, ending):
    """What is wrong, with the control called by its words."""
    name, _, rest = str(trouble).partition(" is ")
    known = words.get(f"{name}{ending}")
    return ValueError(f"“{known}” is {rest}" if known else str(trouble))


def _row(bill: Cost, line: CostLine):
    words = (line.what, line.many, bill.words(line.price), bill.words(line.total))
    return tuple(map(Cell, words))


def _sentence(bill):
    whole, first = bill.words(bill.total), bill.words(bill.first_visit)
    if bill.total == bill.first_visit:
        return f"The whole plan costs {whole}, and all of it is one payment."
    ratio = f", {bill.total / bill.first_visit:.1f} times as much" if bill.first_visit else ""
    return f"The first time you pay {first}. The whole plan costs {whole}{ratio}."


def _visits(bill):
    return f"{bill.visits} visit{'' if bill.visits == 1 else 's'}"


def _heard(sheet, told, buffers=None):
    """Take over what the page tells."""
    with sheet.hold_sync():
        try:
            sheet.set(**told.get("set", {}))
        except ValueError as trouble:
            sheet.notice = str(trouble)
