"""What a plan costs: exact sums at the reader's own prices, and refusals that name what is odd."""

import re
from decimal import Decimal

import lab
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import TREATMENTS, Cost, PricedStep, cost_of
from toolkit.explorers import cost_explorer, cost_figure, cost_table
from toolkit.explorers.cost_form import MOSTLY, PER_OPTIONS, entries_of

CROSS = PricedStep(what="Acid", price=10, per="scar", each_visit=8, times=3)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
THEMES = ("JupyterLab Light", "JupyterLab Dark")
LASER = PricedStep(what="Laser", price="80.10", times=3)
cents = st.integers(0, 10**9).map(lambda whole: Decimal(whole) / 100)


def lines(bill):
    return {line.what: line.total for line in bill.lines}


# Sums


@pytest.mark.parametrize(
    "step, by_hand",
    [
        (CROSS, "240"),  # 8 scars, 3 times, 10 each
        (LASER, "240.30"),
        (PricedStep(what="Gel", price=200, per="syringe", each_visit="0.5", times=2), "200"),
        (PricedStep(what="Cream", price="12.5", per="month", times=6), "75"),
        (PricedStep(what="All in one", price=900, per="package", times=6), "900"),
    ],
)
def test_a_step_costs_what_a_hand_calculation_says(step, by_hand):
    assert cost_of(step).total == Decimal(by_hand)


def test_a_consultation_is_a_visit_to_travel_to():
    bill = cost_of(LASER, consultation=50, travel_each_visit=5)
    assert lines(bill) == {
        "Laser": Decimal("240.30"),
        "Consultation": 50,
        "Travel and time off": 20,
    }
    assert bill.visits == 4


def test_nobody_travels_for_a_cream():
    cream = PricedStep(what="Cream", price=5, per="month", times=12)
    assert cost_of(cream, travel_each_visit=30).total == 60


def test_the_first_visit_is_that_of_the_first_treatment_alone():
    assert cost_of(CROSS, LASER, consultation=50).first_visit == 80


@given(price=cents, times=st.integers(1, 120))
def test_paying_each_visit_alone_comes_to_the_same_cent(price, times):
    whole = cost_of(PricedStep(what="Laser", price=price, times=times)).total
    assert whole == sum([price] * times)


@given(prices=st.lists(cents, min_size=1, max_size=5))
def test_the_order_of_steps_does_not_change_the_sum(prices):
    steps = [PricedStep(what="Laser", price=price, times=3) for price in prices]
    assert cost_of(*steps).total == cost_of(*reversed(steps)).total


def test_a_tenth_three_times_is_three_tenths():
    assert cost_of(PricedStep(what="Laser", price=0.1, times=3)).total == Decimal("0.3")


@pytest.mark.parametrize("written", ["9,50", "9.50", " 9.5 ", 9.5, Decimal("9.5")])
def test_a_price_may_be_written_in_several_ways(written):
    assert PricedStep(what="Laser", price=written).price == Decimal("9.5")


@pytest.mark.parametrize(
    "amount, words",
    [("1234567", "1 234 567 kr"), ("1234.5", "1 234.50 kr"), ("0", "0 kr")],
)
def test_an_amount_is_written_with_thousands_apart(amount, words):
    said = Cost(lines=(), currency="kr").words(Decimal(amount))
    assert re.sub(r"\s", " ", said) == words


# Refusals


@pytest.mark.parametrize(
    "field, told, must",
    [
        ("price", "-1", "a number of 0 or more"),
        ("price", "abc", "a number of 0 or more"),
        ("price", "nan", "a number of 0 or more"),
        ("price", True, "a number of 0 or more"),
        ("price", None, "a number of 0 or more"),
        ("price", "1.234", "at most 2 decimals"),
        ("price", "1,234", "a number of 0 or more"),
        ("times", 0, "a whole number 1 to 120"),
        ("times", 2.5, "a whole number 1 to 120"),
        ("per", "scars", "did you mean 'scar'?"),
        ("each_visit", 2, "it must be 1, since the price counts visits"),
        ("what", " ", "name the treatment"),
    ],
)
def test_an_odd_step_is_refused_by_its_field_and_value(field, told, must):
    with pytest.raises(ValueError) as refused:
        PricedStep(**{"what": "Laser", "price": 10, field: told})
    message = str(refused.value)
    assert message.startswith(f"{field} is {told!r}; ")
    assert must in message


@pytest.mark.parametrize("scars", [0, 0.5, 501])
def test_scars_are_counted_in_whole_numbers(scars):
    with pytest.raises(ValueError, match="each_visit is"):
        PricedStep(what="Acid", price=1, per="scar", each_visit=scars)


@pytest.mark.parametrize(
    "told, message",
    [
        ({"consultation": "x"}, "consultation is 'x'"),
        ({"after_care": -1}, "after_care is -1"),
        ({"travel_each_visit": "1e99"}, "travel_each_visit is '1e99'"),
        ({"currency": "far too long"}, "currency is 'far too long'; it must have at most 8"),
        ({"currency": 5}, "currency is 5"),
    ],
)
def test_an_odd_extra_is_refused_by_its_name(told, message):
    with pytest.raises(ValueError) as refused:
        cost_of(LASER, **told)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("steps", [(), ("Laser",)])
def test_a_bill_needs_priced_steps(steps):
    with pytest.raises(ValueError, match=r"^steps is .*PricedStep"):
        cost_of(*steps)


# The explorer


def test_the_explorer_shows_what_its_figure_draws():
    opened = cost_explorer(treatment="tca_cross", price="12.50", consultation=50)
    assert opened.html == cost_figure(**opened.settings)
    assert opened.notice == ""


def test_the_first_price_is_said_to_be_invented():
    assert "invented" in cost_explorer().html
    assert "invented" not in cost_explorer(price=340).html


def test_a_second_treatment_at_our_price_is_said_to_be_invented_too():
    assert "invented" in cost_explorer(price=340, treatment_2="filler").html


@pytest.mark.parametrize("words", ["Insurance", "cosmetic", "price of everything", "goes wrong"])
def test_beside_a_bill_stands_what_else_to_ask(words):
    assert words in cost_explorer(price=340).html


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_treatment_opens_with_a_bill(treatment):
    opened = cost_explorer(treatment=treatment, treatment_2=treatment)
    assert opened.notice == ""
    assert "<table" in opened.html


@pytest.mark.parametrize("per", [value for value, _ in PER_OPTIONS])
def test_every_kind_of_price_makes_a_bill(per):
    opened = cost_explorer()
    opened.set(per=per)
    assert opened.notice == ""
    assert opened.settings["per"] == per


def test_treatments_that_are_priced_otherwise_exist():
    assert set(MOSTLY) <= set(TREATMENTS)


def test_a_count_is_forgotten_with_the_treatment_it_belonged_to():
    opened = cost_explorer(treatment="tca_cross", each_visit=30, times=6, price=7)
    opened.set(treatment="filler")
    assert opened.settings["each_visit"] == "1"
    assert opened.settings["price"] == "7"


def test_a_price_that_is_none_is_answered_in_the_words_of_the_form():
    opened = cost_explorer(price=50)
    before = opened.html
    opened.set(price="fifty")
    assert opened.notice.startswith("“Price” is 'fifty'")
    assert opened.html == before


def test_an_odd_number_of_the_second_treatment_names_the_second():
    opened = cost_explorer(treatment_2="filler")
    opened.set(times_2="none")
    assert opened.notice.startswith("“Visits, second treatment” is 'none'")


def test_a_line_left_empty_costs_nothing():
    assert cost_explorer(price=5, consultation="").notice == ""


@pytest.mark.parametrize("told", [{"prise": 3}, {"treatment": "laser"}, {"price": "x"}])
def test_an_explorer_that_cannot_open_says_why(told):
    with pytest.raises(ValueError, match=r"(?i)price|treatment"):
        cost_explorer(**told)


def test_a_currency_cannot_carry_markup():
    html = cost_explorer(currency="<b>x</b>", price="3").html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_without_a_kernel_the_bill_can_still_be_read():
    opened = cost_explorer(price="10", times=3)
    shown = opened._repr_mimebundle_()
    assert shown["text/html"] == opened.html
    assert "Whole plan | 3 visits" in shown["text/plain"]


def test_after_a_refusal_the_still_shows_the_last_bill():
    opened = cost_explorer(price="10", times=3)
    opened.set(price="?")
    assert opened._repr_mimebundle_()["text/html"] == opened.html


def test_the_table_ends_with_the_sum_of_its_lines():
    bill = cost_of(CROSS, LASER, currency="kr")
    assert [row[0].words for row in cost_table(bill).rows] == ["Acid", "Laser", "Whole plan"]
    assert cost_table(bill).rows[-1][-1].words.split() == ["480.30", "kr"]


def test_every_control_has_words_of_its_own():
    words = [entry.words for entry in entries_of({"treatment_2": "tca_cross"})]
    assert len(set(words)) == len(words)


# In a browser


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    cell = "from toolkit.explorers import cost_explorer\ncost_explorer()"
    lab.write_notebook(folder / "notebooks" / "cost.ipynb", cell)
    with lab.a_browser() as browser, lab.jupyterlab(folder) as address:
        page = lab.opened_and_run(browser, address, "cost.ipynb")
        page.locator(".uts-said").first.wait_for()
        page.set_default_timeout(15_000)
        yield page


def seen(page, theme, size):
    lab.resize(page, size)
    lab.change_theme(page, theme)
    for summary in page.locator(".uts summary").all():
        if summary.evaluate("(one) => !one.parentElement.open"):
            summary.click()
    page.wait_for_timeout(300)


def wait_for_words(page, selector, words):
    page.wait_for_function(
        "([selector, words]) => document.querySelector(selector).textContent"
        ".replaceAll(/\\s/g, ' ').includes(words)",
        arg=[selector, words],
    )


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [PAGE, PHONE], ids=["page", "phone"])
def test_axe_finds_nothing_on_the_form(page, theme, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    seen(page, theme, size)
    found = axe.Axe().run(
        page, context=".uts", options={"runOnly": {"type": "tag", "values": RULES}}
    )
    assert [each["id"] for each in found.response["violations"]] == []
    assert found.response["passes"]


@pytest.mark.browser
@pytest.mark.parametrize("size", [PAGE, PHONE], ids=["page", "phone"])
def test_the_form_is_not_wider_than_its_room(page, size):
    seen(page, THEMES[0], size)
    root = page.locator(".uts").first
    assert root.evaluate(lab.TOO_WIDE) == []
    assert root.evaluate(lab.SMALLEST_TEXT)[0] >= 11


@pytest.mark.browser
def test_lines_and_lists_are_large_enough_for_a_finger(page):
    seen(page, THEMES[0], PHONE)
    controls = page.locator(".uts").first.locator("input, select, summary")
    heights = controls.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 43.5


@pytest.mark.browser
def test_a_price_that_is_typed_changes_the_bill_and_is_spoken(page):
    seen(page, THEMES[0], PAGE)
    page.get_by_label("Treatment", exact=True).select_option("microneedling")
    price = page.get_by_label("Price", exact=True)
    price.press("Control+a")
    price.press_sequentially("1200,50")
    page.get_by_label("Visits", exact=True).fill("4")
    wait_for_words(page, ".uts-bill", "4 802 units")
    wait_for_words(page, ".uts-voice", "4 802 units")
    assert price.input_value() == "1200,50"


@pytest.mark.browser
def test_letters_in_a_price_are_answered_beside_the_form(page):
    seen(page, THEMES[0], PAGE)
    price = page.get_by_label("Price", exact=True)
    price.fill("much")
    wait_for_words(page, ".uts-notice", "“Price” is 'much'")
    price.fill("100")
    page.wait_for_function("document.querySelector('.uts-notice').textContent === ''")


@pytest.mark.browser
def test_another_treatment_brings_its_lines_and_keeps_the_focus(page):
    seen(page, THEMES[0], PAGE)
    treatment = page.get_by_label("Treatment", exact=True)
    treatment.focus()
    treatment.select_option("tca_cross")
    page.get_by_label("Scars at each visit", exact=True).wait_for()
    assert page.evaluate("document.activeElement.value") == "tca_cross"
