"""How rows of evidence and sources are called in a table: as a person would say them."""

import re

CAPITALS = {"tca": "TCA", "cross": "CROSS", "co2": "CO2", "rf": "RF", "pih": "PIH"}
#: Keys of sources that are no single surname.
SPELT = {
    "ACNEORG": "acne.org",
    "ELDOMYATI": "El-Domyati",
    "ASDS": "ASDS",
    "BIPOLARFRACTIONAL": "Bipolar fractional trial",
    "BLEEDING": "Bleeding study",
    "COCHRANE": "Cochrane review",
    "DEDORMAEL": "de Dormael",
    "ERBIUMGLASS": "Erbium glass study",
    "ERBIUMPLASMA": "Erbium and plasma trial",
    "FAMCICLOVIR": "Famciclovir trial",
    "FRACTIONALSHORTTERM": "Two fractional lasers, read in",
    "GOODMANCOUNTS": "Goodman and Baron on counts",
    "GOODMANGRADES": "Goodman and Baron on grades",
    "IPRFNEPAL": "Plasma trial in Nepal",
    "MICRONEEDLINGCASES": "Microneedling cases",
    "MNRFIMAGING": "Needle imaging study",
    "NAVARRETESOLIS": "Navarrete-Solís",
    "PICOLENS": "Picosecond lens study",
    "PINPOINT": "Pinpoint laser trial",
    "PLASMANEEDLE": "Micro-plasma trial, read in",
    "PLLAHILLS": "Lactic acid filler study",
    "PMLA": "Micro-lens laser trial",
    "QSWITCHED": "Q-switched trial",
    "RFNEEDLEDEPTH": "Needle depth study",
    "ROLLERPROSPECTIVE": "Needle roller study",
    "ROLLERVIETNAM": "Needle roller study in Vietnam",
    "SUBCISIONTHREADS": "Subcision and threads trial",
    "TANKANG": "Tan and Kang",
    "VALACYCLOVIR": "Valacyclovir study, read in",
    "WANITPHAK": "Wanitphakdeedecha",
}
KEY = re.compile(r"\b([A-Z]{2,})(\d{4})\b")  #: how sources are called: FABBROCINI2010


def in_words(name: str) -> str:
    """Return the name of an evidence row as a person would say it.

    Examples
    --------
    >>> in_words("tca_percent")
    'TCA percent'
    """
    words = [CAPITALS.get(word, word) for word in name.split("_")]
    return " ".join([words[0][0].upper() + words[0][1:], *words[1:]])


def sources_in_words(text: str) -> str:
    """Return a text in which the keys of sources are names and years.

    Examples
    --------
    >>> sources_in_words("after FABBROCINI2010")
    'after Fabbrocini 2010'
    """
    return KEY.sub(_said, text)


def _said(key):
    """Return the key of a source as a name and a year: Fabbrocini 2010."""
    return f"{SPELT.get(key[1], key[1].title())} {key[2]}"
