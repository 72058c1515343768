"""Every lesson in a real JupyterLab in a real browser, as a reader meets it."""

import lab
import pytest
from lesson_source import versions

pytestmark = pytest.mark.browser
PICTURES = (
    "(root) => [...root.querySelectorAll('svg[role=img]')].map((svg) => svg.outerHTML).join()"
)
#: A sheet with exercises is the one with solutions, shorter.
LESSONS = [version.name for version in versions() if version.reader != "exercise"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    lab.copy_of_the_lessons(folder)
    with lab.jupyterlab(folder) as address:
        yield address


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, browser, address):
    page = lab.opened_and_run(browser, address, f"{request.param}.ipynb")
    yield page
    page.close()


def test_a_lesson_runs_from_top_to_bottom_without_an_error(lesson):
    assert lesson.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert lesson.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0


def test_a_lesson_shows_a_picture_that_has_words_for_it(lesson):
    pictures = lesson.locator(".jp-OutputArea img, .jp-OutputArea svg[role=img]")
    if "/teaching/" in lesson.url or not lesson.locator(".jp-CodeCell").count():
        pytest.skip("a page of words, or a sheet to write on")
    pictures.first.wait_for()
    words = pictures.evaluate_all(
        "(all) => all.map((one) => one.alt || one.getAttribute('aria-label') || '')"
    )
    assert words
    assert all(len(each) > 20 for each in words)


def test_an_arrow_key_on_a_slider_changes_a_picture(lesson):
    sliders = lesson.locator(".uts-range:visible")
    if not sliders.count():
        pytest.skip("this lesson has no slider")
    explorer = lesson.locator(".uts:has(.uts-range:visible)").first
    before = explorer.evaluate(PICTURES)
    sliders.first.scroll_into_view_if_needed()
    sliders.first.focus()
    at_its_end = sliders.first.evaluate("(one) => one.value === one.max")
    lesson.keyboard.press("ArrowLeft" if at_its_end else "ArrowRight")
    lesson.wait_for_function(
        f"([root, before]) => ({PICTURES})(root) !== before",
        arg=[explorer.element_handle(), before],
        timeout=30_000,
    )
