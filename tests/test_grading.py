"""The scales held to their printed ends, to the edges of their tables, and to a hand's addition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import Grade, boxcar, classify, grade, healthy, measure_each, mixed
from toolkit.grading import RAISED, SCAR_KINDS

EVERYTHING = dict.fromkeys(SCAR_KINDS, 500)
kinds = st.sampled_from([kind for kind in SCAR_KINDS if kind not in RAISED])
faces = st.dictionaries(kinds, st.integers(0, 60))


# The ends of the scales, as published


def test_the_most_points_are_those_the_scales_are_known_for():
    worst = grade(EVERYTHING, raised_cm2=100)
    assert (worst.goodman_baron, worst.goodman_baron_score, worst.ecca) == (4, 84, 540)


def test_the_three_depressed_scars_make_up_a_third_of_ecca():
    """V, U and M together: 3 x (15 + 20 + 25) = 180."""
    assert grade({"ice_pick": 99, "boxcar_deep": 99, "rolling": 99}).ecca == 180


def test_a_face_without_scars_has_no_points():
    none = grade({"rolling": 0})
    assert (none.goodman_baron, none.goodman_baron_score, none.ecca) == (0, 0, 0)
    assert grade({}) == none


# The edges of the tables


@pytest.mark.parametrize("count, times", [(1, 1), (10, 1), (11, 2), (20, 2), (21, 3), (9999, 3)])
@pytest.mark.parametrize(
    "kind, points",
    [
        ("macular", 1),
        ("rolling_mild", 1),
        ("rolling", 2),
        ("boxcar_shallow", 2),
        ("broad_shallow", 2),
        ("papular", 2),
        ("ice_pick", 3),
        ("boxcar_deep", 3),
        ("linear", 3),
        ("broad_deep", 3),
    ],
)
def test_goodman_and_baron_count_once_twice_or_three_times(kind, points, count, times):
    assert grade({kind: count}).goodman_baron_score == points * times


@pytest.mark.parametrize("count, times", [(1, 1), (4, 1), (5, 2), (20, 2), (21, 3)])
@pytest.mark.parametrize(
    "kind, weight",
    [("ice_pick", 15), ("boxcar_deep", 20), ("rolling", 25), ("elastolysis", 30)],
)
def test_ecca_counts_few_limited_and_many(kind, weight, count, times):
    assert grade({kind: count}).ecca == weight * times


@pytest.mark.parametrize("area_cm2, points", [(0.1, 6), (4.9, 6), (5, 12), (20, 12), (20.1, 18)])
@pytest.mark.parametrize("kind", RAISED)
def test_raised_scars_count_by_their_area(kind, area_cm2, points):
    assert grade({kind: 1}, raised_cm2=area_cm2).goodman_baron_score == points


@pytest.mark.parametrize("kind, weight", [("hypertrophic", 40), ("keloid", 50)])
def test_ecca_counts_raised_scars_by_their_number(kind, weight):
    assert grade({kind: 6}, raised_cm2=1).ecca == 2 * weight


def test_shallow_and_deep_boxcars_share_a_row_of_ecca():
    """3 and 3 are 6, limited: twice 20, not twice once 20."""
    assert grade({"boxcar_shallow": 3, "boxcar_deep": 3}).ecca == 40
    assert grade({"boxcar_shallow": 30, "boxcar_deep": 30}).ecca == 60


# A patient, by hand


def test_a_patient_added_up_by_hand():
    """12 ice picks, 4 shallow and 11 deep boxcars, 2 rolling scars, 30 red marks, one keloid 6 cm2.

    Goodman-Baron: 3x2 + 2x1 + 3x2 + 2x1 + 1x3 + 12 = 31.
    ECCA: 15x2 + 20x2 (15 boxcars) + 25x1 + 50x1 = 145.
    """
    face = {"ice_pick": 12, "boxcar_shallow": 4, "boxcar_deep": 11, "rolling": 2}
    found = grade({**face, "macular": 30, "keloid": 1}, raised_cm2=6)
    assert (found.goodman_baron_score, found.ecca, found.goodman_baron) == (31, 145, 4)


# The grade in words


def test_scars_counted_one_by_one_are_those_counted_by_hand():
    """What `classify` says of each scar of a slice goes straight into the scale."""
    skin = mixed("ice_pick", "boxcar", "boxcar", "rolling", "pore")
    found = [classify(scar) for scar in measure_each(skin)]
    by_hand = {"ice_pick": 1, "boxcar_shallow": 2, "rolling": 1}
    assert grade(found) == grade(by_hand)
    assert grade(["ice_pick", "boxcar", "boxcar", "rolling"]) == grade(by_hand)


def test_a_deep_boxcar_is_counted_as_one():
    assert grade([classify(boxcar(depth_mm=0.7))]) == grade({"boxcar_deep": 1})


def test_healthy_skin_adds_no_scar_to_a_face():
    assert grade([classify(healthy())]) == grade({})


@pytest.mark.parametrize(
    "kind, expected",
    [("macular", 1), ("rolling_mild", 2), ("rolling", 3), ("boxcar_deep", 4), ("ice_pick", 4)],
)
def test_the_gravest_kind_gives_the_grade(kind, expected):
    assert grade({"macular": 1, kind: 1}).goodman_baron == expected


@pytest.mark.parametrize(
    "obvious_from_cm, flattens, expected",
    [(0, None, 2), (49, False, 2), (50, True, 3), (50, False, 4), (300, True, 3)],
)
def test_an_observer_decides_by_distance_and_by_stretching(obvious_from_cm, flattens, expected):
    seen = grade({"rolling": 5}, obvious_from_cm=obvious_from_cm, flattens=flattens)
    assert seen.goodman_baron == expected


def test_colour_alone_is_macular_from_any_distance():
    assert grade({"macular": 40}, obvious_from_cm=200, flattens=True).goodman_baron == 1


def test_the_answer_says_what_was_not_read_in_print():
    by_kind, by_sight = grade({"rolling": 5}), grade({"rolling": 5}, obvious_from_cm=20)
    assert "written from memory" in by_kind.status
    assert "gravest kind" in by_kind.status
    assert "gravest kind" not in by_sight.status


# What must stay true


@given(face=faces)
def test_a_face_stays_inside_the_scales(face):
    found = grade(face)
    assert isinstance(found, Grade)
    assert 0 <= found.goodman_baron <= 4
    assert 0 <= found.goodman_baron_score <= 84 - 18
    assert 0 <= found.ecca <= 540


@given(face=faces, kind=kinds, more=st.integers(1, 40))
def test_more_scars_never_lower_a_score(face, kind, more):
    before, after = grade(face), grade({**face, kind: face.get(kind, 0) + more})
    assert after.goodman_baron >= before.goodman_baron
    assert after.goodman_baron_score >= before.goodman_baron_score
    assert after.ecca >= before.ecca


@given(face=faces)
def test_the_order_of_counting_does_not_matter(face):
    assert grade(dict(reversed(face.items()))) == grade(face)


# Refusals


@pytest.mark.parametrize("wrong, nearest", [("icepick", "ice_pick"), ("roling", "rolling")])
def test_an_unknown_kind_is_refused_with_the_nearest_one(wrong, nearest):
    with pytest.raises(ValueError, match=f"no scar named '{wrong}'; did you mean '{nearest}'?"):
        grade({wrong: 1})


@pytest.mark.parametrize("count", [-1, 1.5, 10_001, float("nan"), True, "3", None])
def test_a_count_that_is_no_count_is_refused(count):
    with pytest.raises(ValueError, match=r"^rolling is .*must be a whole number 0 to 10000"):
        grade({"rolling": count})


@pytest.mark.parametrize(
    "counts, more, message",
    [
        (3, {}, "counts is .*must map kinds of scars"),
        ("rolling", {}, "counts is .*must map kinds of scars"),
        ([3, 4], {}, "counts holds 3; each must be a name"),
        (["roling"], {}, "no scar named 'roling'; did you mean 'rolling"),
        ({"keloid": 1}, {}, "raised_cm2 is 0.0; it must be above 0 exactly when"),
        ({"rolling": 1}, {"raised_cm2": 3}, "raised_cm2 is 3; it must be above 0 exactly when"),
        ({"keloid": 1}, {"raised_cm2": float("inf")}, "raised_cm2 is inf; it must lie from 0"),
        ({"keloid": 1}, {"raised_cm2": -2}, "raised_cm2 is -2; it must lie from 0"),
        ({"rolling": 1}, {"obvious_from_cm": 80}, "flattens is None, but scars are obvious"),
        ({"rolling": 1}, {"flattens": True}, "flattens is True and obvious_from_cm is None"),
        ({"rolling": 1}, {"obvious_from_cm": float("nan")}, "obvious_from_cm is nan"),
        ({"rolling": 1}, {"obvious_from_cm": 80, "flattens": 1}, "flattens is 1; it must be True"),
    ],
)
def test_what_does_not_go_together_is_refused(counts, more, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        grade(counts, **more)
