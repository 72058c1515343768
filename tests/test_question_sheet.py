"""The question sheet: everything a reader should ask, on one page that prints alone."""

import re

import lab
import pytest

from toolkit.explorers import question_sheet
from toolkit.explorers.question_sheet import sheet_html, sheet_page, sheet_words

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
THEMES = ("JupyterLab Light", "JupyterLab Dark")
LONGEST = ["How long does it hurt, and what may I take for it, and " + "w" * 35] * 3
ONE_PAGE = re.compile(rb"/Type\s*/Page\b")
#: A printer that keeps what it was given.
PRINTER = """window.print = () => {
  window.top.on_paper = document.body.innerText;
  window.dispatchEvent(new Event("afterprint"));
}"""


def words_of(html):
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


# What it asks


@pytest.mark.parametrize(
    "asked",
    [
        "types of scar",
        "suits each type, and why",
        "skin colour",
        "risks for me",
        "if something goes wrong",
        "what training",
        "red, sore or crusted",
        "nothing is done",
        "What else could be done",
        "your own patients",
        "same light",
        "price of each part",
        "in writing",
        "think it over",
    ],
)
def test_the_sheet_asks_what_a_reader_should_know(asked):
    assert asked in words_of(question_sheet().html)


@pytest.mark.parametrize(
    "told",
    [
        "isotretinoin",
        "keloids",
        "cold sores",
        "pregnant",
        "dark or light marks",
        "allergies",
        "weigh on me",
    ],
)
def test_the_sheet_lists_what_a_doctor_has_to_know(told):
    assert told in words_of(question_sheet().html)


@pytest.mark.parametrize(
    "sign", ["sign or pay today", "promised", "looks at my skin", "form that explains", "package"]
)
def test_the_sheet_names_signs_to_walk_away_from(sign):
    assert sign in words_of(question_sheet().html)


@pytest.mark.parametrize("sign", ["fever", "spreads", "change in sight", "emergency number"])
def test_the_sheet_says_when_to_get_help(sign):
    assert sign in words_of(question_sheet().html)


def test_the_sheet_says_what_it_is_not():
    assert "not medical advice" in words_of(question_sheet().html)


def test_a_question_of_ones_own_is_on_the_sheet_and_carries_no_markup():
    sheet = question_sheet("May I <b>swim</b>?")
    assert "May I &lt;b&gt;swim&lt;/b&gt;?" in sheet.html
    assert "- May I <b>swim</b>?" in sheet._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize("own", [["Why?"] * 4, ["w" * 91], [""], [5]])
def test_too_much_for_one_page_is_refused(own):
    with pytest.raises(ValueError, match=r"^own (is|has) .*must"):
        question_sheet(*own)


def test_without_a_kernel_the_sheet_can_still_be_read():
    shown = question_sheet()._repr_mimebundle_()
    assert words_of(sheet_html()) == words_of(shown["text/html"])
    assert len(shown["text/plain"].splitlines()) > 25


def test_words_and_page_ask_the_same():
    asked = [line[2:] for line in sheet_words().splitlines() if line.startswith("- ")]
    assert [one for one in asked if one not in words_of(sheet_html())] == []


# On paper


@pytest.mark.browser
@pytest.mark.parametrize("own", [[], LONGEST], ids=["empty", "full"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_fills_one_page_of_paper(browser, paper, own):
    page = browser.new_page()
    page.set_content(sheet_page(own))
    assert len(ONE_PAGE.findall(page.pdf(format=paper))) == 1
    page.close()


@pytest.mark.browser
def test_pages_are_counted_as_they_are(browser):
    page = browser.new_page()
    page.set_content(sheet_page() + "<p style='break-before: page'>More</p>")
    assert len(ONE_PAGE.findall(page.pdf(format="A4"))) == 2
    page.close()


# On a page


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    cell = "from toolkit.explorers import question_sheet\nquestion_sheet()"
    lab.write_notebook(folder / "notebooks" / "sheet.ipynb", cell)
    with lab.jupyterlab(folder) as address:
        page = lab.opened_and_run(browser, address, "sheet.ipynb")
        page.add_init_script(f"if (window !== window.top) {PRINTER}")
        page.locator(".uts-sheet").first.wait_for()
        yield page
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [PAGE, PHONE], ids=["page", "phone"])
def test_axe_finds_nothing_on_the_sheet(page, theme, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    seen(page, theme, size)
    found = axe.Axe().run(
        page, context=".uts", options={"runOnly": {"type": "tag", "values": RULES}}
    )
    assert [each["id"] for each in found.response["violations"]] == []
    assert found.response["passes"]


@pytest.mark.browser
def test_the_sheet_fits_a_phone(page):
    seen(page, THEMES[0], PHONE)
    root = page.locator(".uts").first
    assert root.evaluate(lab.TOO_WIDE) == []
    assert root.evaluate(lab.SMALLEST_TEXT)[0] >= 11


@pytest.mark.browser
def test_the_button_prints_the_sheet_and_nothing_else(page):
    seen(page, THEMES[0], PAGE)
    button = page.get_by_role("button", name="Print this page")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("window.on_paper !== undefined")
    printed = " ".join(page.evaluate("window.on_paper").split())
    assert printed == words_of(sheet_html())
    assert page.locator(".uts-paper").count() == 0


@pytest.mark.browser
def test_the_button_is_large_enough_for_a_finger(page):
    seen(page, THEMES[0], PHONE)
    assert page.get_by_role("button", name="Print this page").bounding_box()["height"] >= 44


def seen(page, theme, size):
    lab.resize(page, size)
    lab.change_theme(page, theme)
    page.wait_for_timeout(500)
