"""A new picture put into a page by its differences is the picture that a fresh page would show."""

import re

import lab
import pytest

import toolkit.explorers as door
from toolkit.explorers.front import read

pytestmark = pytest.mark.browser
SVG_NAME = re.compile(r'<svg[^>]* id="(\w+)"')

# The page as text; in which order an element's attributes were set says nothing.
TOLD = """(root) => {
  for (const one of root.querySelectorAll("*")) {
    const sorted = [...one.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name } of sorted) one.removeAttribute(name);
    for (const { name, value } of sorted) one.setAttribute(name, value);
  }
  return root.innerHTML;
}"""
PATCHED = f"""(html) => {{
  const place = document.getElementById("place");
  const svg = place.querySelector("svg");
  patch(place, html);
  return [({TOLD})(place.cloneNode(true)), svg === place.querySelector("svg")];
}}"""
FRESH = f"""(html) => {{
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  return ({TOLD})(fresh);
}}"""


@pytest.fixture(scope="module")
def place():
    with lab.a_browser() as browser:
        page = browser.new_page()
        page.set_content("<div id=place></div>")
        page.add_script_tag(content=read("patch.js"))
        yield page


def without_names(html):
    """The page with its pictures called by their order: names are counted on."""
    names = SVG_NAME.findall(html)
    assert len(set(names)) == len(names)
    for i, name in enumerate(names):
        html = re.sub(rf"\b{name}\b", f"picture{i}", html)
    return html


def some_states():
    """Pages of several explorers, so that shapes, words and whole charts come and go."""
    course = door.course_explorer()
    yield course.html
    for told in ({"percent": 60}, {"week": 0}, {"week": 3}, {"treatment": "subcision"}):
        course.set(**told)
        yield course.html
    course.set(kind="rolling")
    yield course.html
    yield door.layers_explorer().html
    yield door.scar_explorer(kind="boxcar").html
    yield door.light_explorer().html
    course.reset()
    yield course.html


def test_a_patched_page_is_the_page_itself(place):
    for html in some_states():
        patched, _ = place.evaluate(PATCHED, html)
        assert without_names(patched) == without_names(place.evaluate(FRESH, html))


def test_a_press_keeps_the_picture_and_its_name_in_place(place):
    """What is replaced as a whole is laid out and painted as a whole."""
    course = door.course_explorer()
    before, _ = place.evaluate(PATCHED, course.html)
    course.set(percent=60)
    after, is_kept = place.evaluate(PATCHED, course.html)
    assert is_kept
    assert SVG_NAME.findall(after) == SVG_NAME.findall(before)
    assert after != before
