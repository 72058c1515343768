"""The sources as a page and as BibTeX, and every number as a page: for those who check and cite."""

import re
from collections.abc import Iterator, Mapping

from toolkit.evidence import Value, sources, values
from toolkit.evidence.claims import claims
from toolkit.evidence.spelling import KEY, in_words, sources_in_words
from toolkit.evidence.studies import studies

NOT_NAMED = "not named"  #: how the authors of a copy without authors begin
OTHERS = "and others"
READ = {
    "paper": "the whole paper",
    "table": "the abstract and a table",
    "abstract": "the abstract only",
    "review": "what a review says of it",
    "page": "a page on the web",
    "quoted": "what other papers quote of it",
}
KINDS = {
    "measured": ("Measured", "Somebody measured it, and we read that."),
    "reviewed": ("From a review", "An author summed up what others measured."),
    "fitted": ("Fitted by us", "Turned until the model came nearest to published trials."),
    "chosen": ("Chosen by us", "No measurement was found. The note says why this number."),
}
REFERENCES = """# References

Made from `toolkit/evidence/sources.toml` by `tests/save_lessons.py`; the same as BibTeX is in
`references.bib`. Under each source stands what of it was read, what was not seen in print, and what
in this project rests on it. Where only the abstract was read, the paper may say more, or other
things. All numbers of the model stand on the page [numbers](numbers.md).
"""
NUMBERS = """# Numbers

Made from `toolkit/evidence/values.csv` by `tests/save_lessons.py`. Every number that the model
believes, with its range, and where it comes from: a source, or the word *chosen*. The sources stand
on the page [references](references.md), with links to the papers.
"""
COLUMNS = "| number | low | typical | high | unit | source | note |\n|---|---|---|---|---|---|---|"
SPECIAL = str.maketrans({**{c: f"\\{c}" for c in "&%$#_{}"}, "\\": r"\textbackslash{}"})


def references_page() -> str:
    """Return every source with a heading of its own, in the order of their names, in Markdown.

    Examples
    --------
    >>> "### Egawa 2007" in references_page()
    True
    """
    keys = sorted(sources(), key=lambda key: (sources_in_words(key).lower(), key))
    return "\n".join([REFERENCES, *map(_reference, keys)])


def numbers_page() -> str:
    """Return every number in tables, by how it is known, in Markdown.

    Examples
    --------
    >>> "[Bansal 2025](references.md#Bansal-2025)" in numbers_page()
    True
    """
    parts = [NUMBERS]
    for kind, (head, words) in KINDS.items():
        rows = [_number(row) for row in values() if row.kind == kind]
        parts += [f"## {head}", "", f"{len(rows)} numbers. {words}", "", COLUMNS, *rows, ""]
    return "\n".join(parts)


def bibtex() -> str:
    """Return every source as BibTeX, in the order of the list.

    What was not seen in print, and what was read, stands in the note of an entry.

    Examples
    --------
    >>> bibtex().splitlines()[0]
    '@article{EGAWA2007,'
    """
    return "\n".join(_entry(key, source) for key, source in sources().items())


def link_to(key: str, *, page: str = "references.md") -> str:
    """Return a link in Markdown to where a source stands on the page of references.

    Examples
    --------
    >>> link_to("TAN2017")
    '[Tan 2017](references.md#Tan-2017)'
    """
    words = sources_in_words(key)
    return f"[{words}]({page}#{words.replace(' ', '-')})"


def linked(text: str, *, page: str = "references.md") -> str:
    """Return a text in which every key of a source is a link to it."""
    known = sources()
    return KEY.sub(lambda at: link_to(at[0], page=page) if at[0] in known else at[0], text)


def address(source: Mapping[str, object]) -> str:
    """Return where a source can be read, by DOI, by PubMed or on a page; "" if nowhere."""
    if "doi" in source:
        return f"https://doi.org/{source['doi']}"
    if "pmid" in source:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source['pmid']}/"
    return str(source.get("url", ""))


def _reference(key):
    source = sources()[key]
    where = address(source)
    lines = [
        f"### {sources_in_words(key)}",
        "",
        f"{source['authors']} ({source['year']}). *{source['title']}*. {source['journal']}."
        + (f" <{where}>" if where else " No address was found."),
        "",
        f"Read: {READ[source['read']]}. {_unseen(source)}".rstrip(),
        "",
        f"Used for: {'; '.join(_uses(key))}.",
        "",
    ]
    return "\n".join(lines)


def _unseen(source):
    """Return what is said of a source beside its citation, one sentence for each."""
    remarks = [(name[:-7], text) for name, text in source.items() if name.endswith("_status")]
    return " ".join(f"{name.capitalize()}: {text}." for name, text in remarks)


def _uses(key) -> Iterator[str]:
    rows = [row for row in values() if re.search(rf"\b{key}\b", _all_of(row))]
    if rows:
        yield ", ".join(in_words(row.name) for row in rows)
    trials = sum(row.source == key for row in studies())
    if trials:
        yield f"{trials} row{'s' if trials > 1 else ''} of the table of trials"
    told = [claim.row for claim in claims() if key in claim.sources]
    if told:
        yield f"statement{'s' if len(told) > 1 else ''} {', '.join(told)} of the course"


def _all_of(row):
    return f"{row.source} {row.where} {row.note}"


def _number(row: Value):
    numbers = ("" if x is None else f"{x:g}" for x in (row.low, row.typical, row.high))
    where = f" ({row.where})" if row.where else ""
    source = link_to(row.source) + where if row.source else where.strip() or row.kind
    unit = "" if row.unit == "1" else row.unit
    cells = (in_words(row.name), *numbers, unit, linked(source), linked(row.note))
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _entry(key, source):
    fields = {"author": _authors(source["authors"]), "title": f"{{{_plain(source['title'])}}}"}
    fields |= {"journal": _plain(source["journal"]), "year": str(source["year"])}
    fields |= {name: str(source[name]) for name in ("doi", "pmid", "url") if name in source}
    note = f"Read: {READ[source['read']]}. {_unseen(source)}".rstrip()
    fields["note"] = _plain(note)
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def _plain(text):
    return str(text).translate(SPECIAL)


def _authors(text):
    """Return authors as BibTeX wants them: Surname, Initials and ... and others."""
    if text.startswith(NOT_NAMED):
        return ""
    names = text.replace(f", {OTHERS}", "").replace(f" {OTHERS}", "").split(", ")
    written = [_author(name) for name in names]
    return " and ".join([*written, *(["others"] if OTHERS in text else [])])


def _author(name):
    parts = re.fullmatch(r"(.+?) ([A-Z][A-Z-]{0,3})( Jr)?", name)
    if not parts:  # a body, not a person
        return f"{{{_plain(name)}}}"
    return f"{parts[1]},{' Jr,' if parts[3] else ''} {parts[2]}"
