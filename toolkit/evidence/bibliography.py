"""The sources as a page and as BibTeX, and every number as a page: for those who check and cite."""

import re
from collections.abc import Iterator, Mapping

from toolkit.evidence import Value, sources, values
from toolkit.evidence.claims import claims
from toolkit.evidence.spelling import KEY, in_words, sources_in_words
from toolkit.evidence.studies import studies

NOT_NAMED, NOT_SEEN = "not named", "not seen"  #: how parts of a citation begin that are missing
OTHERS = "and others"
READ = {
    "paper": "the whole paper",
    "table": "the abstract and a table",
    "abstract": "the abstract only",
    "review": "what a review says of it",
    "page": "a page on the web, or one page of the paper",
    "quoted": "what others quote of it",
}
KIND_WORDS = {
    "measured": "measured",
    "reviewed": "from a review",
    "chosen": "chosen by us",
    "fitted": "fitted by us",
}
#: In the order of the page of numbers.
MEANINGS = {
    "measured": "somebody measured it, and we read that in the source.",
    "reviewed": "an author summed up what others had found. We read that summary, not the studies "
    "behind it.",
    "fitted": "we turned it, like a knob, until the model came nearest to published trials. So "
    "those trials are no test of it.",
    "chosen": "we found no measurement that settles it, and took a number that seems reasonable. "
    "Where a source stands beside it, the source gave a part or a hint, and the rest is ours.",
}
REFERENCES = """# References

Every source of this project, by name and year. Each entry says who wrote it, where to find it,
**how much of it we read**, and **what we use it for**.

- *The abstract only*: we read the summary at the top of the paper, and not the paper. The whole
  paper may say more, or other things.
- *What a review says of it* and *what others quote of it*: we have not seen the source itself.
- **Remarks** say what we did not see in print, such as the full list of authors.

Each number leads to its line on the page of [numbers](numbers.md). To cite a source, take its entry
from the file [references.bib](references.bib), which is BibTeX. Both pages and the file are made by
`tests/save_lessons.py` from `sources.toml` and `values.csv`.
"""
NUMBERS = """# Numbers

Every number that the model believes. First comes the typical value, then its range in brackets,
from low to high. Beside it stands how we know it. There are four ways:

{meanings}

Where an end of a range comes from another study, or from us, the note says so. Each source leads to
its entry on the page of [references](references.md), which says how much of it we read. Often it is
*the abstract only*: the summary at the top of the paper, and not the paper.
"""
COLUMNS = "| Number and range | How we know it |\n|---|---|"
SPECIAL = str.maketrans({**{c: f"\\{c}" for c in "&%$#_{}"}, "\\": r"\textbackslash{}"})
SHORT = {"doi": "DOI", "pmid": "PubMed"}  #: what a link is called, the first of these that is known
#: Journal, volume, issue and pages: Skin 19(2):339-345.
PRINTED = re.compile(r"(?P<journal>.+?) (?P<volume>\d+)(\((?P<number>[^()]+)\))?:(?P<pages>[\w-]+)")


def references_page() -> str:
    """Return every source with a heading and an anchor of its own, by name and year, in Markdown.

    Says of each what was read, what was not seen in print, and what rests on it. The anchor is the
    key of the source, so that ``references.md#TAN2017`` leads to it.

    Examples
    --------
    >>> '### <a id="EGAWA2007"></a>Egawa 2007' in references_page()
    True
    """
    keys = sorted(sources(), key=lambda key: (sources_in_words(key).lower(), key))
    return "\n".join([REFERENCES, *map(_reference, keys)])


def numbers_page() -> str:
    """Return every number in tables, by how it is known, in Markdown.

    Each stands with its range, unit, source and note, and with its name as an anchor, so that
    ``numbers.md#ice_pick_width`` leads to it.

    Examples
    --------
    >>> "**from a review**: [Fabbrocini 2010](references.md#FABBROCINI2010)" in numbers_page()
    True
    """
    meanings = "\n".join(
        f"- **{KIND_WORDS[kind].capitalize()}**: {words}" for kind, words in MEANINGS.items()
    )
    return "\n".join([NUMBERS.format(meanings=meanings), *map(_numbers_known_as, MEANINGS)])


def bibtex() -> str:
    """Return every source as BibTeX, in the order of the list.

    What was read, and what was not seen in print, stands in the note of an entry. Where authors or
    a journal were not named in the copy read, the entry has no such field, and the note says so.

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
    '[Tan 2017](references.md#TAN2017)'
    """
    return f"[{sources_in_words(key)}]({page}#{key})"


def linked(text: str, *, page: str = "references.md") -> str:
    """Return a text in which every key of a source is a link to it.

    Examples
    --------
    >>> linked("as in TAN2017")
    'as in [Tan 2017](references.md#TAN2017)'
    """
    known = sources()
    return KEY.sub(lambda at: link_to(at[0], page=page) if at[0] in known else at[0], text)


def address(source: Mapping[str, object]) -> str:
    """Return where a source can be read, by DOI, by PubMed or on a page; "" if nowhere.

    Examples
    --------
    >>> address(sources()["EGAWA2007"])
    'https://pubmed.ncbi.nlm.nih.gov/17225007/'
    """
    if "doi" in source:
        return f"https://doi.org/{source['doi']}"
    if "pmid" in source:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source['pmid']}/"
    return str(source.get("url", ""))


# The page of references


def _reference(key):
    source = sources()[key]
    heading = f'### <a id="{key}"></a>{sources_in_words(key)}'
    cited = f"{_cited(source)} {_found_at(source)}."
    unseen = _unseen(source)
    read = f"**Read:** {_read(source)}" + (f" **Remarks:** {unseen}" if unseen else "")
    used = f"**Used for:** {'; '.join(_uses(key))}.\n"
    return "\n\n".join([heading, cited, linked(read, page=""), used])


def _cited(source):
    authors, title, journal = (_told(name, source) for name in ("authors", "title", "journal"))
    return f"{authors} ({source['year']}). *{title}*. {journal}."


def _found_at(source):
    """Return a link short enough for a phone."""
    where = address(source)
    if not where:
        return "No address was found"
    site = where.split("/")[2].removeprefix("www.")
    names = [f"{name} {source[key]}" for key, name in SHORT.items() if key in source]
    return f"[{[*names, site][0]}]({where})"


def _told(name, source):
    """Return a part of a citation; if it was not seen, its name too: Journal not named."""
    return f"{name.capitalize()} {source[name]}" if _missing(name, source) else source[name]


def _missing(name, source):
    return source[name].startswith((NOT_NAMED, NOT_SEEN))


def _read(source):
    return "; ".join(filter(None, [READ[source["read"]], source.get("read_status")])) + "."


def _unseen(source):
    """Return what is said of the parts of a citation, one sentence for each."""
    parts = [name.removesuffix("_status") for name in source if name.endswith("_status")]
    told = (f"{part}: {source[f'{part}_status']}." for part in parts if part != "read")
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in told)


def _uses(key) -> Iterator[str]:
    ours = [row for row in values() if row.source == key and row.kind == "chosen"]
    theirs = [row for row in values() if row.source == key and row.kind != "chosen"]
    if theirs:
        yield f"the number{_s(theirs)} {_to(theirs)}"
    if ours:
        yield f"as a hint for what we chose: {_to(ours)}"
    others = (row for row in values() if row.source != key)
    named = [row for row in others if re.search(rf"\b{key}\b", f"{row.where} {row.note}")]
    if named:
        yield f"named in the note{_s(named)} on {_to(named)}"
    trials = [row for row in studies() if row.source == key]
    if trials:
        yield f"{len(trials)} row{_s(trials)} of the table of trials"
    told = [claim.row for claim in claims() if key in claim.sources]
    if told:
        yield f"statement{_s(told)} {', '.join(told)} of the [course](teaching/curriculum.md)"


def _s(several):
    return "s" if len(several) > 1 else ""


def _to(rows):
    return ", ".join(f"[{in_words(row.name)}](numbers.md#{row.name})" for row in rows)


# The page of numbers


def _numbers_known_as(kind):
    rows = [_number(row) for row in values() if row.kind == kind]
    head = f"## {KIND_WORDS[kind].capitalize()}: {len(rows)} numbers"
    return "\n".join([head, "", COLUMNS, *rows, ""])


def _number(row: Value):
    unit = "" if row.unit == "1" else f" {row.unit}"
    ends = "" if row.low is None else f" ({row.low:g}\u00a0to\u00a0{row.high:g})"
    name = f'<a id="{row.name}"></a>{in_words(row.name)}<br>**{row.typical:g}**{unit}{ends}'
    note = f" {row.note[0].upper()}{row.note[1:]}." if row.note else ""
    return f"| {name} | {linked(f'{_known(row)}.{note}').replace('|', '/')} |"


def _known(row):
    """Return how a number is known: measured: EGAWA2007, cheek."""
    between = "; see" if row.kind == "chosen" else ":"
    source = f"{between} {row.source}" if row.source else ""
    return f"**{KIND_WORDS[row.kind]}**{source}" + (f", {row.where}" if row.where else "")


# BibTeX


def _entry(key, source):
    printed = {} if _missing("journal", source) else _printed(source["journal"])
    fields = {"author": _authors(source["authors"]), "title": f"{{{_plain(source['title'])}}}"}
    fields |= printed | {"year": str(source["year"])}
    fields |= {name: str(source[name]) for name in ("doi", "pmid", "url") if name in source}
    fields["note"] = _plain(_note(source))
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{'article' if printed else 'misc'}{{{key},", *lines, "}", ""])


def _note(source):
    """Return what was read, what was not named, and what was not seen in print, in sentences."""
    missing = (name for name in ("authors", "journal") if _missing(name, source))
    told = (f"{_told(name, source)}." for name in missing)
    return " ".join([f"Read: {_read(source)}", *told, _unseen(source)]).rstrip()


def _printed(text):
    """Return journal, volume, issue and pages as fields."""
    found = PRINTED.fullmatch(text)
    fields = found.groupdict("") if found else {"journal": text}
    return {name: _plain(part) for name, part in fields.items()}


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
