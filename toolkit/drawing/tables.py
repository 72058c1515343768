"""Tables in plain words: numbers with their sources, and shares of patients side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from toolkit.evidence import Value, sources, value, values
from toolkit.evidence.bibliography import KIND_WORDS, address
from toolkit.evidence.spelling import in_words, sources_in_words
from toolkit.safety import Caution

CAUTION_WORDS = {
    "contraindicated": "Better not",
    "not_indicated": "Not meant for this",
    "too_close": "Too soon",
    "pigment_risk": "May change the colour",
    "needs_medical_check": "Ask a doctor first",
}
NO_WARNING = "No rule warns of this plan. That is no permission: a doctor looks at the skin first."
NOT_GIVEN = "–"
_TABLE = "border-collapse:collapse;margin:0;"
_BY_WORDS, _EVEN = "table-layout:auto", "table-layout:fixed;width:100%;max-width:56em"
_CELL = "text-align:left;vertical-align:top;padding:4px 6px;white-space:normal;max-width:22em"
_CAPTION = "text-align:left;font-weight:600;padding:4px 6px;caption-side:top"
#: On a phone each row becomes a block, and each entry carries the name of its column.
_PHONE = """<style>@media (max-width:640px){
.uts-rows thead{display:none}
.uts-rows tr,.uts-rows th,.uts-rows td{display:block;max-width:none!important}
.uts-rows tr{text-align:left!important}
.uts-rows th,.uts-rows td{padding:1px 6px!important}
.uts-rows tbody th{padding-top:9px!important}
.uts-rows-SHORT td:nth-of-type(-n+SHORT){display:inline-block}
.uts-rows td::before{content:attr(data-column) ": ";color:var(--jp-ui-font-color2,#666)}
}</style>"""


@dataclass(frozen=True)
class Cell:
    """One entry of a table: its words, where they lead, and how long a bar stands under them."""

    words: str
    link: str = ""
    bar_pct: float | None = None


@dataclass(frozen=True)
class Table:
    """A table that a page shows, a screen reader walks through, and a terminal prints."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]  #: the first cell of a row names it
    even: bool = False  #: whether all columns are equally wide, so that bars can be compared
    short: int = 4  #: columns after the first that share a line on a phone
    said: tuple[str, ...] = ()  #: rows as sentences, for ears; their cells if left out

    def __repr__(self) -> str:
        """Return the table in lines of words, for places that show no HTML."""
        if self.said or not self.rows:
            return "\n".join([self.caption, *self.said])
        lines = [" | ".join(cell.words for cell in row) for row in self.rows]
        return "\n".join([self.caption, " | ".join(self.head), *lines])

    def _repr_html_(self):
        if not self.rows:
            return f"<p>{escape(self.caption)}</p>"
        kind = "" if self.even else f"uts-rows uts-rows-{self.short}"
        style = "" if self.even else _PHONE.replace("SHORT", str(self.short))
        layout = _TABLE + (_EVEN if self.even else _BY_WORDS)
        first, *others = (escape(word) for word in self.head)
        head = (
            f'<th role="columnheader" scope="col" style="{_CELL};width:26%">{first}</th>'
            + "".join(
                f'<th role="columnheader" scope="col" style="{_CELL}">{word}</th>'
                for word in others
            )
        )
        body = "".join(f'<tr role="row">{_row(row, self.head)}</tr>' for row in self.rows)
        return (
            f'{style}<div tabindex="0" style="overflow-x:auto">'
            f'<table role="table" class="{kind}" style="{layout}">'
            f'<caption style="{_CAPTION}">{escape(self.caption)}</caption>'
            f'<thead><tr role="row">{head}</tr></thead><tbody>{body}</tbody></table></div>'
        )


def evidence_table(*names: str) -> Table:
    """Return rows of the evidence table in words, each with its range, kind, source and note.

    Parameters
    ----------
    names
        Names of rows; the beginning of several names, such as ``"boxcar"``, stands for all of them.

    Raises
    ------
    ValueError
        If no name is given.
    KeyError
        If the evidence has no such row; the message names the nearest one.

    Examples
    --------
    >>> [row[0].words for row in evidence_table("ice_pick_width", "boxcar").rows]
    ['Ice pick width', 'Boxcar width', 'Boxcar depth', 'Boxcar altered depth', 'Boxcar share']
    """
    if not names:
        raise ValueError("names is empty; it must hold at least one name of an evidence row")
    head = ("Number", "Low", "Typical", "High", "Unit", "How we know", "Source", "Note")
    return Table(
        caption="Numbers used here",
        head=head,
        rows=tuple(_evidence_row(row) for name in names for row in _rows_called(name)),
    )


def share_table(
    caption: str, bands: Sequence[str], shares_pct: Mapping[str, Sequence[float]]
) -> Table:
    """Return shares of patients: one row for each study or model, one column for each band.

    Parameters
    ----------
    caption
        What is shared out.
    bands
        The name of each band.
    shares_pct
        The name of each row to its shares, one for each band. [%]

    Raises
    ------
    ValueError
        If a row has not one share for each band, or its shares do not make up about 100 %.

    Examples
    --------
    >>> share_table("Patients", ["better", "same"], {"Model": [75, 25]}).rows[0][1].words
    '75'
    """
    for name, shares in shares_pct.items():
        _check_shares(name, shares, bands)
    rows = tuple((Cell(name), *map(_share, shares)) for name, shares in shares_pct.items())
    return Table(caption=caption, head=("Patients of", *bands), rows=rows, even=True)


def warnings_table(cautions: Sequence[Caution], *, plain: bool = False) -> Table:
    """Return what a plan should be warned of as a table: what, how weighty, when, why, by whom.

    Parameters
    ----------
    cautions
        From `toolkit.warnings_for`; a table without any says that this is no permission.
    plain
        Only what to know and how weighty it is, each once; for who wants to talk it over.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, rolling, warnings_for
    >>> plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=1)
    >>> [row[1].words for row in warnings_table(warnings_for(rolling(), plan)).rows]
    ['Not meant for this', 'Too soon', 'Ask a doctor first']
    """
    rows = tuple(_caution_row(caution) for caution in cautions)
    if plain:
        return _plain_warnings(rows)
    said = tuple(
        f"{kind.words}, {when.words}: {what.words} Why: {why.words} Source: {source.words}."
        for what, kind, when, why, source in rows
    )
    return Table(
        caption="To talk over with a doctor before this plan" if rows else NO_WARNING,
        head=("What to know", "Kind", "When", "Why", "Source"),
        rows=rows,
        short=2,
        said=said,
    )


def _plain_warnings(rows):
    return Table(
        caption="To talk over with a doctor before this plan" if rows else NO_WARNING,
        head=("What to know", "Kind"),
        rows=tuple(dict.fromkeys((what, kind) for what, kind, *_ in rows)),
        short=2,
        said=tuple(dict.fromkeys(f"{row[1].words}: {row[0].words}" for row in rows)),
    )


def _rows_called(name):
    """Return the row of this name, or all whose names begin with it."""
    begun = [row for row in values() if row.name.startswith(f"{name}_")]
    exact = [row for row in values() if row.name == name]
    return exact or begun or [value(name)]


def _evidence_row(row: Value):
    return (
        Cell(in_words(row.name)),
        *(Cell(_number(number)) for number in (row.low, row.typical, row.high)),
        Cell("–" if row.unit == "1" else row.unit),
        Cell(KIND_WORDS[row.kind]),
        _source(row),
        Cell(sources_in_words(row.note) or NOT_GIVEN),
    )


def _caution_row(caution: Caution):
    source = Cell("chosen by us")
    if caution.source != "chosen":
        where = address(sources()[caution.source])
        source = Cell(sources_in_words(caution.source), link=where)
    return (
        Cell(sources_in_words(caution.message)),
        Cell(CAUTION_WORDS[caution.kind]),
        Cell("from the first session" if caution.week == 0 else f"from week {caution.week:g}"),
        Cell(sources_in_words(caution.why)),
        source,
    )


def _number(number):
    return NOT_GIVEN if number is None else f"{number:g}"


def _source(row):
    if not row.source:
        return Cell("none: see the note")
    source = sources(row.name)[row.source]
    where = f" ({row.where})" if row.where else ""
    return Cell(sources_in_words(row.source) + where, link=address(source))


def _check_shares(name, shares, bands):
    if len(shares) != len(bands):
        raise ValueError(f"{name} has {len(shares)} shares; it must have one a band: {len(bands)}")
    if not abs(sum(shares) - 100) <= 1:
        raise ValueError(f"the shares of {name} make up {sum(shares):g} %; they must make up 100 %")


def _share(share_pct):
    return Cell(f"{share_pct:.0f}", bar_pct=float(share_pct))


def _row(cells, head):
    first, *rest = cells
    return f'<th role="rowheader" scope="row" style="{_CELL}">{_inside(first)}</th>' + "".join(
        f'<td role="cell" data-column="{escape(column)}" style="{_CELL}">{_inside(cell)}</td>'
        for column, cell in zip(head[1:], rest, strict=True)
    )


def _inside(cell):
    words = escape(cell.words)
    if cell.link:
        return f'<a href="{escape(cell.link, quote=True)}">{words}</a>'
    return words if cell.bar_pct is None else words + _bar(cell.bar_pct)


def _bar(share_pct):
    """A bar under the number; the page's own text colour keeps it visible on light and dark."""
    return (
        '<div style="width:100%;height:8px;margin:3px 0;border:1px solid" '
        f'aria-hidden="true"><div style="width:{share_pct:.0f}%;height:8px;'
        'background-color:#4b86bd"></div></div>'
    )
