"""Questions in a real JupyterLab: by keys, by ear, and counted in this browser alone."""

import json

import lab
import pytest

pytestmark = pytest.mark.browser
CARD, OTHER = "start_what_is_pale", "scars_pore_or_pit"
CELL = f"""from toolkit.explorers import answers, ask
display(ask({CARD!r}), ask({OTHER!r}), answers())"""
ROOT = ".uts:has(.uts-question, .uts-kept)"
SHELF, NOTHING = "under-the-scar", "You have not answered a question"
PAGE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NARROW_PX = 286
THEMES = ("JupyterLab Light", "JupyterLab Dark")
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
#: Both questions wait for a first choice.
FRESH = "document.querySelectorAll('.uts-question .uts-main:disabled').length === 2"
#: What is ours cannot be written, as in a browser that keeps nothing.
CLOSE = """() => {
  const put = (window.put = Storage.prototype.setItem);
  Storage.prototype.setItem = function (key, words) {
    if (key.startsWith("under-the-scar")) throw new DOMException("closed", "QuotaExceededError");
    put.call(this, key, words);
  };
}"""
OPEN = "() => { Storage.prototype.setItem = window.put; }"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("questions")
    lab.write_notebook(folder / "notebooks" / "question.ipynb", CELL)
    with lab.jupyterlab(folder) as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser, address):
    with browser.new_context(viewport=PAGE) as context:
        page = lab.opened_and_run(context, address, "question.ipynb", within=True)
        page.set_default_timeout(15_000)
        yield page


@pytest.fixture
def page(shared):
    """The questions, not answered yet, in a browser that keeps nothing so far."""
    shared.set_viewport_size(PAGE)
    lab.change_theme(shared, THEMES[0])
    shared.evaluate("(key) => localStorage.removeItem(key)", SHELF)
    shared.evaluate(lab.RUN_ALL)
    shared.get_by_text(NOTHING).wait_for()
    shared.wait_for_function(FRESH)
    return shared


def question(page, number=0):
    return page.locator(".uts-question").nth(number)


def wait_until_said(page, opening, number=0):
    page.wait_for_function(
        "([number, words]) => document.querySelectorAll('.uts-question .uts-answer')[number]"
        ".textContent.startsWith(words)",
        arg=[number, opening],
    )


def put(page, text):
    """Leave a text in the browser, as another page might."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [SHELF, text])
    page.evaluate("window.dispatchEvent(new StorageEvent('storage', { key: null }))")


def answer(page, option, opening, number=0):
    question(page, number).get_by_role("radio", name=option).check()
    question(page, number).get_by_role("button", name="Check my answer").click()
    wait_until_said(page, opening, number)


def stored(page):
    return json.loads(page.evaluate("(key) => localStorage.getItem(key)", SHELF) or "{}")


def focused(page):
    return page.evaluate("document.activeElement.textContent || document.activeElement.value")


# Answering


def test_a_question_is_answered_by_keys_alone_and_the_notebook_stays(page):
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    question(page).get_by_role("radio", name="Fat").focus()
    for key in ("a", "b", "m", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert focused(page) == "Hair"
    page.keyboard.press("Tab")
    assert focused(page) == "Check my answer"
    page.keyboard.press("Enter")
    wait_until_said(page, "Not quite. ")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    wait_until_said(page, "Yes. ")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert page.locator(".jp-Notebook .jp-MarkdownCell").count() == 0
    for _ in ("button", "why"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    question(page).get_by_text("Fat is drawn yellow").wait_for()
    assert question(page).get_by_text("A hair stands alone").is_visible()


def test_nothing_tells_the_answer_before_it_is_asked_for_and_then_it_is_spoken(page):
    commit = question(page).get_by_role("button", name="Check my answer")
    assert commit.is_disabled()
    question(page).get_by_role("radio", name="Collagen").check()
    for words in ("Where bundles are left out", "✓", "Why not the others"):
        assert words not in page.content()
    assert page.locator(".uts-right, .uts-missed").count() == 0
    line = question(page).locator(".uts-answer")
    assert line.get_attribute("aria-live") == "polite"
    assert line.text_content() == ""
    answer(page, "Hair", "Not quite. ")
    assert question(page).locator(".uts-missed").text_content() == "Hair✗, not this one"
    assert "Why not the others" not in page.content()
    answer(page, "Collagen", "Yes. ")
    assert question(page).locator(".uts-right").text_content() == "Collagen✓, yes"


# Counting


def test_an_answer_is_counted_at_once(page):
    answer(page, "Hair", "Not quite. ")
    answer(page, "Collagen", "Yes. ")
    answer(page, "The pore is shallow", "Yes. ", number=1)
    page.get_by_text("You answered 2 of").wait_for()
    missed, known = stored(page)[CARD], stored(page)[OTHER]
    assert (missed["first"], missed["tries"], missed["lesson"]) == (False, 2, "00_start_here")
    assert (known["first"], known["tries"]) == (True, 1)


def test_answers_outlive_the_page_and_what_was_missed_is_named_until_it_is_known(browser, address):
    with browser.new_context(viewport=PAGE) as context:
        page = lab.opened_and_run(context, address, "question.ipynb", within=True)
        answer(page, "Hair", "Not quite. ")
        answer(page, "Collagen", "Yes. ")
        page.close()
        page = lab.opened_and_run(context, address, "question.ipynb", within=True)
        page.get_by_text("You answered 1 of").wait_for()
        page.locator(".uts-kept summary").click()
        missed = page.locator(".uts-kept li")
        assert "What is drawn as pale bundles" in missed.text_content()
        answer(page, "Collagen", "Yes. ")
        missed.wait_for(state="hidden")
        assert "0 of them right at the first try" in page.locator(".uts-kept").text_content()


def test_answers_are_forgotten_when_asked_twice_and_not_before(page):
    answer(page, "Collagen", "Yes. ")
    page.get_by_role("button", name="Forget my answers").click()
    page.get_by_role("button", name="Keep them").click()
    assert focused(page) == "Forget my answers"
    assert list(stored(page)) == [CARD]
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, forget them").click()
    assert focused(page).startswith(NOTHING)
    assert stored(page) == {}


@pytest.mark.parametrize("left", ['{"start_what_is_pale": 3, "x": null}', "[1", '"words"', "null"])
def test_what_somebody_else_left_in_the_browser_breaks_nothing(page, left):
    put(page, left)
    assert page.get_by_text(NOTHING).is_visible()
    answer(page, "Collagen", "Yes. ")
    page.get_by_text("You answered 1 of").wait_for()
    assert list(stored(page)) == [CARD]


def test_what_is_kept_has_an_end_and_the_oldest_goes_first(page):
    old = {f"old_{n}": entry("2020-01-01") for n in range(600)} | {"new": entry("2021-01-01")}
    put(page, json.dumps(old))
    answer(page, "Collagen", "Yes. ")
    assert len(stored(page)) == 500
    assert {CARD, "new"} <= stored(page).keys()


def entry(date):
    return {"first": True, "latest": True, "tries": 1, "lesson": "", "date": date}


def test_a_browser_that_keeps_nothing_still_answers_and_says_so(page):
    page.evaluate(CLOSE)
    try:
        answer(page, "Collagen", "Yes. ")
        page.get_by_text("This browser does not keep answers").wait_for()
    finally:
        page.evaluate(OPEN)


# For every eye and hand


def fill(page):
    """Answer both questions, open all that opens, and ask for the answers to be forgotten."""
    answer(page, "Collagen", "Yes. ")
    answer(page, "The pore is darker", "Not quite. ", number=1)
    for summary in page.locator(".uts summary").filter(visible=True).all():
        summary.click()
    page.get_by_role("button", name="Forget my answers").click()


def test_axe_finds_nothing_before_and_after_in_either_theme(page):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is not installed; pip install axe-playwright-python to run this test",
    )
    for step in (None, fill):
        if step:
            step(page)
        for theme in THEMES:
            lab.change_theme(page, theme)
            found = axe.Axe().run(page, context=".uts", options=AXE).response
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
            assert found["passes"], "axe looked at nothing"


def test_on_a_phone_nothing_is_too_wide_too_small_or_out_of_reach(page):
    lab.on_a_phone(page)
    fill(page)
    for width in ("", f"{NARROW_PX}px"):
        roots = page.locator(ROOT)
        roots.evaluate_all("(all, width) => all.forEach((one) => (one.style.width = width))", width)
        for root in roots.all():
            assert root.evaluate(lab.TOO_WIDE) == []
            assert root.evaluate(lab.SMALLEST_TEXT)[0] >= 11
    pressed = page.locator(".uts :is(button, summary, .uts-choice)").filter(visible=True)
    heights = pressed.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 43.5
