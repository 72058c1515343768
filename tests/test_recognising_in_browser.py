"""The recognition trainer in a real JupyterLab: by keyboard, for ears, on a phone."""

import lab
import pytest

pytestmark = pytest.mark.browser
SEED, PHONE, PAGE = 5, {"width": 390, "height": 844}, {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
THEMES = ("JupyterLab Light", "JupyterLab Dark")
FOCUSED = "(document.activeElement.textContent || '').trim()"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    cell = f"from toolkit.explorers import recognise\nrecognise(seed={SEED}, n=3)"
    lab.write_notebook(folder / "notebooks" / "recognise.ipynb", cell)
    with lab.jupyterlab(folder) as address:
        yield address


@pytest.fixture
def page(browser, address):
    page = lab.opened_and_run(browser, address, "recognise.ipynb")
    page.locator(".uts-recognise svg[role=img]").first.wait_for()
    page.set_default_timeout(15_000)
    yield page
    page.close()


def press(page, name):
    """Press a button by the keyboard alone: tab to it, and then Enter."""
    for _ in range(8):
        if page.evaluate(FOCUSED).endswith(name):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {name!r}")


def start(page):
    """Put the focus on the picture, from which the Tab key goes on."""
    page.locator(".uts-recognise-picture").focus()


def answer(page, name="Boxcar"):
    press(page, name)
    page.get_by_role("button", name="Next").wait_for()


def go_on(page, number):
    press(page, "Next")
    page.wait_for_function(
        "(words) => document.querySelector('.uts-recognise .uts-small').textContent.includes(words)"
        " || document.querySelector('.uts-recognise table')",
        arg=f"Picture {number} ",
    )


def play(page):
    start(page)
    for number in (2, 3, 4):
        answer(page)
        go_on(page, number)
    page.locator(".uts-recognise table").wait_for()


def assert_axe_finds_nothing(page):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is not installed; pip install axe-playwright-python to run this test",
    )
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = axe.Axe().run(page, context=".uts", options=options)
    broken = [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]]
    assert broken == []
    assert found.response["passes"], "axe looked at nothing"


def assert_it_fits(page):
    root = page.locator(".uts").first
    assert root.evaluate(lab.TOO_WIDE) == []
    area = page.locator(".jp-OutputArea-output:has(.uts)").first
    assert area.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
    size, words = root.evaluate(lab.SMALLEST_TEXT)
    assert size >= 11, words
    heights = root.locator("button").filter(visible=True)
    heights = heights.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 43.5


def test_a_round_is_played_by_keyboard_alone_and_begun_again(page):
    play(page)
    heads = page.locator(".uts-recognise th[scope]").all_text_contents()
    assert heads == ["Ice pick", "Boxcar", "Rolling", "Large pore"] * 2
    counts = page.locator(".uts-recognise td").all_text_contents()
    assert sum(int(count) for count in counts if count) == 3
    press(page, "Once more")
    page.locator(".uts-recognise-names").wait_for()
    page.wait_for_function(
        "document.querySelector('.uts-recognise .uts-small').textContent.includes('Picture 1 ')"
    )
    assert page.evaluate("document.activeElement.tagName") == "FIGURE"


def test_an_answer_is_spoken_and_the_focus_goes_to_the_way_on(page):
    said = page.locator(".uts-recognise-said")
    assert said.get_attribute("aria-live") == "polite"
    assert said.text_content() == ""
    start(page)
    answer(page)
    assert said.text_content().startswith(("Yes", "Not quite"))
    assert page.evaluate(FOCUSED) == "Next"
    assert page.locator(".uts-recognise-name:enabled").count() == 0
    assert page.locator(".uts-recognise-name", has_text="✓").count() == 1


def test_the_page_does_not_name_the_dip_before_it_has_a_name(page):
    buttons = ["Ice", "pick", "Boxcar", "Rolling", "Large", "pore"]
    html = page.locator(".uts-recognise").inner_html()
    for name in ("ice", "boxcar", "rolling", "pore"):
        visible = sum(word.lower() == name for word in buttons)
        assert html.lower().count(f"{name} ") + html.lower().count(f"{name}<") <= visible


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_phase(page, theme):
    lab.change_theme(page, theme)
    assert_axe_finds_nothing(page)
    start(page)
    answer(page)
    assert_axe_finds_nothing(page)
    go_on(page, 2)
    answer(page)
    go_on(page, 3)
    answer(page)
    go_on(page, 4)
    assert_axe_finds_nothing(page)


def test_on_a_phone_nothing_is_too_wide_too_small_or_out_of_reach(page):
    lab.on_a_phone(page)
    assert_it_fits(page)
    start(page)
    answer(page)
    assert_it_fits(page)
    for number in (2, 3, 4):
        go_on(page, number)
        if number < 4:
            answer(page)
    assert_it_fits(page)


def test_the_next_picture_is_there_in_half_a_second(page):
    start(page)
    took = []
    for number in (2, 3):
        answer(page)
        page.evaluate(lab.STOPWATCH, ".uts-recognise-picture")
        go_on(page, number)
        page.wait_for_function(lab.QUIET)
        took.append(page.evaluate("clock.took"))
    assert min(took) < 500
