"""What the words say is what the model gives: nbval compares numbers, not the sentences around."""

import nbformat
from lesson_source import LESSONS

from toolkit import classify, ice_pick
from toolkit.anatomy import SITES, layers


def shown_in(name):
    """What the cells of a lesson show, as text."""
    lesson = nbformat.read(LESSONS / f"{name}.ipynb", as_version=4)
    for cell in lesson.cells:
        for output in cell.get("outputs", []):
            yield output.get("text") or output.get("data", {}).get("text/plain", "")


def top_band(week):
    """The share above 70 % in each row of the tables of lesson 11, at one week of the model. [%]"""
    tables = [text for text in shown_in("trainee/11_what_to_expect") if "above 70 %" in text]
    rows = [line.split(" | ") for table in tables for line in table.splitlines()[2:]]
    names = {name.removesuffix(f", week {week}"): int(row[-1]) for name, *row in rows}
    return {name: share for name, share in names.items() if ", week" not in name}


def test_the_ruler_decides_as_lesson_11_says():
    assert 62 < top_band(6)["Model: depth"] < 73  # two in three
    assert top_band(8)["Model: depth"] > 90  # nearly all
    assert top_band(8)["Model: depth if 1.60 mm"] > 90  # also
    assert 53 < top_band(8)["Model: area"] < 65  # three in five
    assert top_band(8)["Model: volume"] < 5  # hardly anyone


def test_no_ruler_fits_both_studies_of_lesson_11():
    for ruler in ("Model: depth", "Model: area", "Model: volume"):
        first = abs(top_band(8)[ruler] - top_band(8)["Khunger 2011"])
        second = abs(top_band(19)[ruler] - top_band(19)["Amin 2014"])
        assert max(first, second) > 30


def test_the_studies_of_lesson_11_put_as_many_in_the_top_band_as_it_says():
    assert (top_band(8)["Khunger 2011"], top_band(19)["Amin 2014"]) == (73, 42)


def test_the_goal_of_lesson_3_is_reached_by_making_the_scar_wider():
    assert classify(ice_pick(width_mm=1.6, depth_mm=1.6)).certain
    assert not classify(ice_pick(width_mm=1.65, depth_mm=1.6)).certain


def test_the_goal_of_lesson_1_is_reached_at_the_places_it_says():
    reached = [site for site in SITES if layers(site).skin_mm < 1.6]
    assert reached == ["temple", "nose", "chin"]
    assert layers("nose").skin_mm > 1.5
