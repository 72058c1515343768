"""Many patients: the same seed, the same people; no spread, one person many times."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from toolkit import (
    TREATMENTS,
    Cohort,
    Grid,
    Patient,
    Plan,
    boxcar,
    healthy,
    ice_pick,
    mixed,
    run_course,
    shares_pct,
)
from toolkit.cohort import run_cohort
from toolkit.evidence import value

PLAN = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=2)
SCAR = ice_pick(width_mm=1.6, depth_mm=1.6, grid=Grid(geometry="round", columns=40, rows=36))
NUMBERS = ("depth_mm", "area_mm2", "volume_mm3")


def cohort(**options):
    return run_cohort(SCAR, PLAN, **{"n": 8, "follow_up_weeks": 12, **options})


def test_the_same_seed_gives_the_same_patients_and_answers():
    first, other = cohort(seed=7), cohort(seed=7)
    assert first.patients == other.patients
    assert all((getattr(first, name) == getattr(other, name)).all() for name in NUMBERS)


def test_another_seed_gives_other_patients():
    assert cohort(seed=7).patients != cohort(seed=8).patients


def test_a_smaller_cohort_holds_the_first_patients_of_a_larger_one():
    assert cohort(n=3).patients == cohort(n=8).patients[:3]


def test_without_spread_every_patient_is_the_course_of_one():
    course = run_course(SCAR, PLAN, follow_up_weeks=12)
    many = cohort(n=3, vigour_spread=0)
    assert set(many.patients) == {Patient()}
    assert_allclose(many.weeks, course.weeks)
    for name in NUMBERS:
        one = course.quantity(name.split("_")[0])
        assert_allclose(getattr(many, name), np.tile(one, (3, 1)), rtol=1e-6)


def test_each_patient_is_the_course_of_a_patient_of_that_vigour():
    many = cohort(n=4)
    for patient, depth_mm in zip(many.patients, many.depth_mm):
        alone = run_course(SCAR, PLAN, patient=patient, follow_up_weeks=12)
        assert_allclose(depth_mm, alone.quantity("depth"), rtol=1e-5)


def test_the_logarithm_of_vigour_has_the_spread_that_was_asked_for():
    """Three hundred draws: mean and spread each within three standard errors."""
    quick = Plan.every(TREATMENTS["tca_cross"](), sessions=1, weeks_apart=2)
    small = ice_pick(width_mm=2, depth_mm=2, grid=Grid(geometry="round", columns=16, rows=14))
    many = run_cohort(small, quick, n=300, vigour_spread=0.35, follow_up_weeks=0)
    logarithms = np.log([patient.vigour for patient in many.patients])
    assert logarithms.mean() == pytest.approx(0, abs=3 * 0.35 / np.sqrt(300))
    assert logarithms.std() == pytest.approx(0.35, abs=3 * 0.35 / np.sqrt(600))


def test_more_vigorous_patients_are_better_off():
    many = cohort()
    order = np.argsort([patient.vigour for patient in many.patients])
    assert (np.diff(many.improvement_pct("depth")[order]) >= 0).all()


@pytest.mark.parametrize("name", ["depth", "area", "volume"])
def test_an_improvement_is_the_share_of_the_first_that_is_gone(name):
    many = cohort(n=3)
    numbers = getattr(many, {"depth": NUMBERS[0], "area": NUMBERS[1], "volume": NUMBERS[2]}[name])
    exact = 100 * (numbers[:, 0] - numbers[:, -1]) / numbers[:, 0]
    assert_allclose(many.improvement_pct(name), exact)


def test_an_improvement_by_hand():
    """2 mm to 1.5 to 1: 25 % at week 2, 37.5 % at week 3, 50 % at the end."""
    depth_mm = np.array([[2.0, 1.5, 1.0]])
    weeks = np.array([0, 2, 4])
    many = Cohort((Patient(),), weeks, depth_mm, depth_mm, depth_mm)
    improved = [many.improvement_pct("depth", week=week)[0] for week in (0, 2, 3, 4, None)]
    assert improved == [0, 25, 37.5, 50, 50]


def test_those_who_gain_less_than_a_tenth_did_not_respond():
    """2 mm to 1.9, 1.81, 1.79 and 1: 5, 9.5, 10.5 and 50 %; two of four."""
    depth_mm = np.array([[2.0, 1.9], [2.0, 1.81], [2.0, 1.79], [2.0, 1.0]])
    many = Cohort(np.ones(4), np.array([0, 4]), depth_mm, depth_mm, depth_mm)
    assert many.non_responders_pct("depth") == 50


# What all patients have in common


def test_patients_have_in_common_what_was_given():
    typed = cohort(n=3, patient=Patient(skin_type=6, sun=1, vigour=0.5))
    assert {(one.skin_type, one.sun) for one in typed.patients} == {(6, 1)}
    assert_allclose(typed.vigour, 0.5 * cohort(n=3).vigour)


def test_each_patient_of_some_adherence_is_the_course_of_one():
    """A cream that half is left in its tube: the traits reach the treatments."""
    plan = Plan.every(TREATMENTS["topical"](weeks=12), sessions=1, weeks_apart=4)
    careless = Patient(adherence=0.3)
    many = run_cohort(SCAR, plan, n=2, vigour_spread=0, follow_up_weeks=12, patient=careless)
    alone = run_course(SCAR, plan, patient=careless, follow_up_weeks=12)
    devoted = run_course(SCAR, plan, follow_up_weeks=12)
    assert_allclose(many.depth_mm[0], alone.quantity("depth"), rtol=1e-5)
    assert many.improvement_pct()[0] < devoted.improvement_pct()


# Several scars in one skin


def test_each_scar_of_a_cohort_improves_as_in_the_course_of_one():
    """The deepest scar alone hides what became of the others."""
    grid = Grid(width_mm=5, columns=60, rows=36)
    skin = mixed(ice_pick(width_mm=1.6, depth_mm=1.2, grid=grid), boxcar(width_mm=3, grid=grid))
    many = run_cohort(skin, PLAN, n=2, vigour_spread=0, follow_up_weeks=8)
    course = run_course(skin, PLAN, follow_up_weeks=8)
    for name in ("depth", "area", "volume"):
        each = many.improvement_of_each_pct(name)
        assert each.shape == (2, 2)
        assert_allclose(each[0], course.improvement_of_each_pct(name), rtol=1e-4)


def test_one_scar_improves_by_as_much_as_the_whole_skin():
    many = cohort(n=3)
    assert_allclose(many.improvement_of_each_pct()[:, 0], many.improvement_pct(), rtol=1e-6)


def test_who_has_fewer_scars_than_another_has_none_there():
    grid = Grid(width_mm=5, columns=60, rows=36)
    one = boxcar(width_mm=3, grid=grid)
    two = mixed(one, one)
    blank = run_cohort([two, _widened(one, two.grid)], PLAN, n=6, follow_up_weeks=0)
    missing = np.isnan(blank.improvement_of_each_pct()).sum(axis=1)
    assert set(missing) == {0, 1}


def _widened(scar, grid):
    """The same scar at the left of a wider slice."""
    skin = healthy(grid)
    fields = {name: np.array(getattr(skin, name)) for name in ("collagen",)}
    fields["collagen"][:, : scar.grid.columns] = scar.collagen
    return skin.with_fields(**fields)


def test_nine_in_ten_patients_lie_between_the_outer_lines():
    many = cohort(n=40)
    low, middle, high = many.band("depth")
    between = ((many.depth_mm >= low) & (many.depth_mm <= high))[:, -1]
    assert between.sum() == 36
    assert (low <= middle).all()
    assert (middle <= high).all()


@pytest.mark.parametrize("n", [0, -1, 2.5, 1_000_001, float("nan")])
def test_a_cohort_is_a_whole_number_of_patients(n):
    with pytest.raises(ValueError) as refused:
        cohort(n=n)
    assert str(refused.value) == f"n is {n!r}; it must be a whole number 1 to 1000000"


@pytest.mark.parametrize("vigour_spread", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_spread_out_of_range_is_refused(vigour_spread):
    with pytest.raises(ValueError) as refused:
        cohort(vigour_spread=vigour_spread)
    assert str(refused.value) == f"vigour_spread is {vigour_spread!r}; it must lie from 0 to 1"


def test_a_follow_up_that_cannot_be_waited_for_is_refused():
    with pytest.raises(ValueError, match="follow_up_weeks is -1; it must lie from 0 to 520"):
        cohort(follow_up_weeks=-1)


def test_an_unknown_quantity_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"quantity is 'colour'; it must be one of .*'depth'"):
        cohort(n=1).improvement_pct("colour")


def test_the_spread_left_unsaid_is_the_one_in_the_evidence_table():
    logarithms = [np.log(patient.vigour) for patient in cohort(n=2).patients]
    asked = cohort(n=2, vigour_spread=value("vigour_spread").typical).patients
    assert logarithms == [np.log(patient.vigour) for patient in asked]


# Shares, as the study counts them


def test_shares_by_hand():
    """Below 30, 30-49, 50-70 and above: one, two, none and one of four."""
    assert shares_pct([10, 30, 49.9, 90], [30, 50, 70]).tolist() == [25, 50, 0, 25]


@given(
    improved=st.lists(st.floats(-50, 100), min_size=1, max_size=60),
    edges=st.lists(st.floats(-50, 100), min_size=1, max_size=5, unique=True),
)
def test_shares_add_up_to_a_hundred(improved, edges):
    shares = shares_pct(improved, sorted(edges))
    assert len(shares) == len(edges) + 1
    assert shares.sum() == pytest.approx(100)
    assert (shares >= 0).all()
