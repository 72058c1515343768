"""What a plan costs at the reader's own prices: each step by what its price counts, then the sum.

No price is given here. Prices differ several-fold between places, and ours would be out of date.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from numbers import Real

from toolkit.checks import check_kind, check_number, check_whole, check_word

#: What a price may count: the word for one of it, and for several.
COUNTED = {
    "scar": ("scar", "scars"),
    "visit": ("visit", "visits"),
    "syringe": ("syringe", "syringes"),
    "month": ("month", "months"),
    "package": ("package", "packages"),
}
SEVERAL = ("scar", "syringe")  #: of which a visit may take several
HIGHEST_PRICE, MOST_DECIMALS = Decimal("1e12"), 2
MOST_SCARS, MOST_SYRINGES, MOST_TIMES, LONGEST_CURRENCY = 500, 50, 120, 8
COMMA = re.compile(r"(?<=\d),(?=\d{1,2}$)")  #: one that stands before decimals, not thousands


@dataclass(frozen=True, kw_only=True)
class PricedStep:
    """One treatment of a plan, with its price and what that price counts.

    Parameters
    ----------
    what
        Its name, in the reader's words.
    price
        Of one scar, visit, syringe, month, or of the package. Whole numbers, decimals and words
        such as ``"9.50"`` are taken exactly; no rounding happens anywhere.
    per
        ``"scar"``, ``"visit"``, ``"syringe"``, ``"month"`` or ``"package"``.
    each_visit
        Scars treated, or syringes used, at each visit; 1 for all other prices.
    times
        Visits; months if the price counts months.

    Raises
    ------
    ValueError
        If something is out of its range; the message names the field and what it must be.

    Examples
    --------
    >>> PricedStep(what="Acid", price="2.50", per="scar", each_visit=4, times=3).count
    Decimal('12')
    """

    what: str
    price: Decimal
    per: str = "visit"
    each_visit: Decimal = 1
    times: int = 1

    def __post_init__(self):
        check_kind("what", self.what, str)
        if not self.what.strip():
            raise ValueError(f"what is {self.what!r}; it must name the treatment")
        check_word("per", self.per, COUNTED)
        object.__setattr__(self, "price", money("price", self.price))
        object.__setattr__(self, "times", check_whole("times", self.times, 1, MOST_TIMES))
        object.__setattr__(self, "each_visit", _each_visit(self.each_visit, self.per))

    @property
    def visits(self) -> int:
        """Visits to the clinic; a cream that is bought by the month takes none."""
        return 0 if self.per == "month" else self.times

    @property
    def count(self) -> Decimal:
        """How often the price is paid."""
        return Decimal(1) if self.per == "package" else self.each_visit * self.times


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """One line of a bill: what, how many, at which price each."""

    what: str
    count: Decimal
    many: str  #: how many, in words: "3 visits", "4 times 5 scars"
    price: Decimal

    @property
    def total(self) -> Decimal:
        """Count times price."""
        return self.count * self.price


@dataclass(frozen=True, kw_only=True)
class Cost:
    """The bill of a whole plan, line by line."""

    lines: tuple[CostLine, ...]
    currency: str = ""
    first_visit: Decimal = Decimal(0)  #: what the first visit of the first step costs by itself
    visits: int = 0  #: all visits, the consultation too if it is paid for

    @property
    def total(self) -> Decimal:
        """Sum of all lines."""
        return sum((line.total for line in self.lines), Decimal(0))

    def words(self, amount: Decimal) -> str:
        """Return an amount in this currency: thousands apart, cents only where there are any.

        Examples
        --------
        >>> Cost(lines=(), currency="units").words(Decimal("1234.5")).split()
        ['1', '234.50', 'units']
        """
        decimals = 0 if amount == amount.to_integral_value() else MOST_DECIMALS
        digits = f"{amount:,.{decimals}f}".replace(",", "\u202f")
        return f"{digits}\u00a0{self.currency}".rstrip()


def cost_of(
    *steps: PricedStep,
    consultation: Real | str = 0,
    after_care: Real | str = 0,
    travel_each_visit: Real | str = 0,
    currency: str = "",
) -> Cost:
    """Return what a plan costs: one line for each step, then what comes on top.

    Parameters
    ----------
    steps
        The treatments, in their order.
    consultation
        Price of the first talk. It counts as a visit of its own if it costs anything.
    after_care
        Sunscreen, creams, dressings and the like, for the whole plan.
    travel_each_visit
        Travel and pay lost, for each visit.
    currency
        Any word or sign of at most 8 characters.

    Returns
    -------
    Cost
        Exact sums, in the unit of the prices.

    Raises
    ------
    ValueError
        If there is no step, or a price or the currency is not possible.

    Notes
    -----
    What this leaves out: tax, a deposit, a discount, and what it costs if something goes wrong.

    Examples
    --------
    >>> acid = PricedStep(what="Acid", price=10, per="scar", each_visit=8, times=3)
    >>> bill = cost_of(acid, consultation=50, travel_each_visit=5, currency="units")
    >>> [(line.what, int(line.total)) for line in bill.lines]
    [('Acid', 240), ('Consultation', 50), ('Travel and time off', 20)]
    >>> int(bill.first_visit), int(bill.total)
    (80, 310)
    """
    _check_steps(steps)
    talk, care, travel = (
        money(name, price)
        for name, price in (
            ("consultation", consultation),
            ("after_care", after_care),
            ("travel_each_visit", travel_each_visit),
        )
    )
    visits = sum(step.visits for step in steps) + bool(talk)
    extra = (
        _extra("Consultation", 1, "visit", talk),
        _extra("After-care", 1, "package", care),
        _extra("Travel and time off", visits, "visit", travel),
    )
    return Cost(
        lines=(*map(_step_line, steps), *(line for line in extra if line.total)),
        currency=_currency(currency),
        first_visit=_first(steps[0]),
        visits=visits,
    )


def money(name: str, amount: Real | str) -> Decimal:
    """Return an amount exactly as it is written, as a Decimal.

    Raises
    ------
    ValueError
        If it is no number, below zero, too large, or has more than two decimals. So 1.234 and
        1,234 are refused, which are a thousand in one country and about one in another.

    Examples
    --------
    >>> money("price", "9,50")
    Decimal('9.50')
    """
    try:
        exact = Decimal(_plain(amount))
    except (InvalidOperation, TypeError):
        exact = Decimal("NaN")
    if not (exact.is_finite() and 0 <= exact <= HIGHEST_PRICE):
        raise ValueError(
            f"{name} is {amount!r}; it must be a number of 0 or more, written like 1200 or 9.50"
        )
    if exact != round(exact, MOST_DECIMALS):
        raise ValueError(f"{name} is {amount!r}; it must have at most {MOST_DECIMALS} decimals")
    return exact


def _plain(amount):
    """A number as a person writes it, for Decimal: blanks out, and a comma for the decimals."""
    if isinstance(amount, bool):
        raise TypeError
    words = "".join(str(amount).split()) if isinstance(amount, (Real, Decimal, str)) else "none"
    return COMMA.sub(".", words)


def _each_visit(number, per):
    exact = money("each_visit", number)
    if per == "syringe":
        check_number("each_visit", float(exact), 0.1, MOST_SYRINGES)
    elif per == "scar":
        check_whole("each_visit", float(exact), 1, MOST_SCARS)
    elif exact != 1:
        counted = COUNTED[per][1]
        raise ValueError(
            f"each_visit is {number!r}; it must be 1, since the price counts {counted}"
        )
    return exact


def _check_steps(steps: Iterable):
    if not steps:
        raise ValueError("steps is empty; it must hold at least one PricedStep")
    for step in steps:
        check_kind("steps", step, PricedStep, "hold only PricedStep")


def _currency(currency):
    check_kind("currency", currency, str)
    if len(currency.strip()) > LONGEST_CURRENCY:
        raise ValueError(
            f"currency is {currency!r}; it must have at most {LONGEST_CURRENCY} characters"
        )
    return currency.strip()


def _step_line(step):
    many = _counted(step.each_visit if step.per in SEVERAL else step.count, step.per)
    if step.per in SEVERAL and step.times > 1:
        many = f"{step.times} times {many}"
    return CostLine(what=step.what.strip(), count=step.count, many=many, price=step.price)


def _extra(what, count, per, price):
    return CostLine(what=what, count=Decimal(count), many=_counted(count, per), price=price)


def _counted(count, per):
    return f"{Decimal(count).normalize():f} {COUNTED[per][count != 1]}"


def _first(step):
    return step.price * step.each_visit
