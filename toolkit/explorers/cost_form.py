"""The form of the cost explorer: which lines there are to fill in, and what they say at first."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from toolkit.explorers.knobs import sessions_of, treatment_words

PER_OPTIONS = (
    ("scar", "each scar"),
    ("visit", "each visit"),
    ("syringe", "each syringe"),
    ("month", "each month"),
    ("package", "everything together"),
)
#: How a treatment is mostly priced, as a start: the reader's clinic may do otherwise.
MOSTLY = {
    "tca_cross": "scar",
    "punch_excision": "scar",
    "punch_elevation": "scar",
    "filler": "syringe",
    "topical": "month",
}
NONE = "none"
EXAMPLE_PRICE, EXAMPLE_SCARS, EXAMPLE_MONTHS = 100, 5, 6
SECOND, OTHER = "A second treatment", "Other costs, and the currency"
STEP_NAMES = ("treatment", "price", "per", "each_visit", "times")
OTHERS = (
    ("consultation", "Consultation", "0", "decimal"),
    ("after_care", "Creams, sunscreen and dressings", "0", "decimal"),
    ("travel_each_visit", "Travel and time off, each visit", "0", "decimal"),
    ("currency", "Currency", "units", "text"),
)
NAMES = (*STEP_NAMES, *(f"{name}_2" for name in STEP_NAMES), *(name for name, *_ in OTHERS))
#: What a new answer makes the form forget: counts that belonged to the answer before.
FORGETS = {"treatment": ("per", "each_visit", "times"), "per": ("each_visit", "times")}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One control of the form: a list to choose from, or a line to write on."""

    name: str
    words: str
    value: str
    options: tuple[tuple[str, str], ...] = ()  #: value and words; none: a line to write on
    drawer: str = ""  #: words of the drawer it lies in; empty: in sight
    keys: str = "decimal"  #: which keys a phone shows: "decimal", "numeric" or "text"

    def __post_init__(self):
        known = [value for value, _ in self.options]
        if known and self.value not in known:
            close = get_close_matches(self.value, known, n=1, cutoff=0.4)
            hint = f"did you mean {close[0]!r}? " if close else ""
            raise ValueError(
                f"{self.name} is {self.value!r}; {hint}it must be one of {', '.join(known)}"
            )


def entries_of(told: Mapping[str, object]) -> tuple[Entry, ...]:
    """Return the controls of the form, as what is told decides.

    Raises
    ------
    ValueError
        If something is told that no form of this kind asks for, or a list does not hold it.

    Examples
    --------
    >>> [entry.name for entry in entries_of({"treatment": "tca_cross"})][:5]
    ['treatment', 'price', 'per', 'each_visit', 'times']
    """
    refuse_unknown(told)
    written = {name: str(said) for name, said in told.items()}
    treatments = treatment_words()
    return (
        *_step(written, "", treatments, "fractional_co2"),
        *_step(written, "_2", {NONE: "None"} | treatments, NONE),
        *(
            Entry(name=name, words=words, value=written.get(name, usual), drawer=OTHER, keys=keys)
            for name, words, usual, keys in OTHERS
        ),
    )


def refuse_unknown(told: Mapping[str, object]) -> None:
    """Raise a ValueError if something is told that no form of this kind asks for."""
    for name in told:
        if name not in NAMES:
            close = get_close_matches(name, NAMES, n=1, cutoff=0.4)
            hint = f"did you mean {close[0]!r}? " if close else ""
            raise ValueError(f"no control is called {name!r}; {hint}they are {', '.join(NAMES)}")


def kept(before: Mapping[str, str], told: Mapping[str, object]) -> dict[str, str]:
    """Return what was told before and what is told now, without what no longer fits."""
    gone = {
        f"{effect}{name.removeprefix(cause)}"
        for name in told
        for cause, effects in FORGETS.items()
        if name in (cause, f"{cause}_2")
        for effect in effects
    }
    still = {name: said for name, said in before.items() if name not in gone}
    return {**still, **{name: str(said) for name, said in told.items()}}


def _step(told, ending, treatments, usual):
    """The controls of one treatment; a list that says none asks for nothing more."""
    words = "Second treatment" if ending else "Treatment"
    chosen = _entry(told, "treatment", ending, words, usual, options=tuple(treatments.items()))
    if chosen.value == NONE:
        return (chosen,)
    after = ", second treatment" if ending else ""
    price = _entry(told, "price", ending, f"Price{after}", EXAMPLE_PRICE)
    mostly = MOSTLY.get(chosen.value, "visit")
    per = _entry(told, "per", ending, f"The price is for{after}", mostly, options=PER_OPTIONS)
    counts = _counts(told, ending, after, chosen.value, per.value)
    return (chosen, price, per, *counts)


def _counts(told, ending, after, treatment, per):
    times, usual = ("Months", EXAMPLE_MONTHS) if per == "month" else ("Visits", None)
    usual = usual or (1 if treatment == "topical" else sessions_of(treatment))
    last = _entry(told, "times", ending, f"{times}{after}", usual, keys="numeric")
    many = {"scar": ("Scars", EXAMPLE_SCARS), "syringe": ("Syringes", 1)}.get(per)
    if many is None:
        return (last,)
    words = f"{many[0]} at each visit{after}"
    return (_entry(told, "each_visit", ending, words, many[1]), last)


def _entry(told, name, ending, words, usual, **more):
    drawer = SECOND if ending else ""
    asked = f"{name}{ending}"
    return Entry(name=asked, words=words, value=told.get(asked, str(usual)), drawer=drawer, **more)
