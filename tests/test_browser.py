"""Every lesson in a real JupyterLab in a real browser, as a reader meets it."""

import lab
import pytest

pytestmark = pytest.mark.browser
LESSONS = sorted(path.name for path in (lab.HOUSE / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def browser():
    with lab.a_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    lab.copy_of_the_lessons(folder)
    with lab.jupyterlab(folder) as address:
        yield address


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, browser, address):
    page = lab.opened_and_run(browser, address, request.param)
    yield page
    page.close()


def test_a_lesson_runs_from_top_to_bottom_without_an_error(lesson):
    assert lesson.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert lesson.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0


def test_a_lesson_shows_a_picture_that_has_words_for_it(lesson):
    pictures = lesson.locator(".jp-OutputArea img, .jp-OutputArea svg[role=img]")
    pictures.first.wait_for()
    words = pictures.evaluate_all(
        "(all) => all.map((one) => one.alt || one.getAttribute('aria-label') || '')"
    )
    assert words
    assert all(len(each) > 20 for each in words)


def test_an_arrow_key_on_a_slider_changes_the_picture(lesson):
    sliders = lesson.locator(".uts-range:visible")
    if not sliders.count():
        pytest.skip("this lesson has no slider")
    explorer = lesson.locator(".uts:has(.uts-range:visible)").first
    before = explorer.locator("svg[role=img]").first.evaluate("(svg) => svg.outerHTML")
    sliders.first.scroll_into_view_if_needed()
    sliders.first.focus()
    lesson.keyboard.press("ArrowRight")
    lesson.wait_for_function(
        "([root, before]) => root.querySelector('svg[role=img]').outerHTML !== before",
        arg=[explorer.element_handle(), before],
    )
