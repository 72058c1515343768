"""A course: treat, heal, remember; the clock never runs back, and the cells do not matter."""

from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from strategies import doubled

from toolkit import (
    TREATMENTS,
    Grid,
    Patient,
    Plan,
    Session,
    boxcar,
    heal,
    healthy,
    ice_pick,
    measure,
    mixed,
    rolling,
    run_course,
)
from toolkit.healing import HealingRates
from toolkit.section import FIELDS

CROSS, CO2, CUT = (TREATMENTS[name]() for name in ("tca_cross", "fractional_co2", "subcision"))
SMALL = Grid(geometry="round", columns=40, rows=36)
SCAR = ice_pick(width_mm=1.6, depth_mm=1.6, grid=SMALL)


def weekly(*weeks):
    """CROSS at each of the weeks named."""
    return Plan(tuple(Session(week=week, treatments=CROSS) for week in weeks))


def same(first, other):
    return all(np.array_equal(getattr(first, name), getattr(other, name)) for name in FIELDS)


# The clock


@given(
    gaps=st.lists(st.floats(1.1, 20), min_size=1, max_size=4),
    first=st.floats(0, 10),
    follow_up_weeks=st.floats(0, 60),
)
def test_the_weeks_never_fall(gaps, first, follow_up_weeks):
    plan = weekly(*np.cumsum([first, *gaps]).tolist())
    course = run_course(SCAR, plan, follow_up_weeks=follow_up_weeks)
    assert len(course.weeks) == len(course.sections)
    assert course.weeks[0] == 0
    assert (np.diff(course.weeks) >= -1e-9).all()
    assert course.weeks[-1] == pytest.approx(plan.sessions[-1].week + follow_up_weeks)


def test_a_session_is_two_moments_just_before_it_and_just_after():
    course = run_course(SCAR, weekly(0, 4, 9), follow_up_weeks=12)
    for week in (0, 4, 9):
        before, after = np.flatnonzero(np.isclose(course.weeks, week))
        assert same(CROSS.apply(course.sections[before]), course.sections[after])


def test_an_old_scar_waits_unchanged_for_a_first_session_that_comes_later():
    course = run_course(SCAR, weekly(5), follow_up_weeks=1)
    waiting = course.weeks < 5
    assert waiting.sum() > 1
    assert_allclose(course.quantity("depth")[waiting], course.quantity("depth")[0], rtol=1e-5)


def test_a_wound_heals_while_it_waits_for_the_first_session():
    wounded = CROSS.apply(SCAR)
    at_once, later = (run_course(wounded, weekly(w), follow_up_weeks=0) for w in (0, 8))
    assert later.quantity("depth")[-2] < 0.9 * at_once.quantity("depth")[0]


def test_a_course_without_follow_up_ends_just_after_its_last_session():
    course = run_course(SCAR, weekly(0, 4), follow_up_weeks=0)
    assert course.weeks[-1] == pytest.approx(4)
    assert same(course.sections[-1], CROSS.apply(course.sections[-2]))


# Treat, heal, remember


def test_a_course_is_what_treating_and_healing_by_hand_would_give():
    by_hand = heal(CROSS.apply(heal(CROSS.apply(SCAR), days=28)), days=84)
    course = run_course(SCAR, weekly(0, 4), follow_up_weeks=12)
    for name in FIELDS:
        assert_allclose(getattr(course.sections[-1], name), getattr(by_hand, name), atol=1e-5)


def test_treatments_of_one_session_follow_each_other_at_once():
    course = run_course(SCAR, [Session(week=0, treatments=(CUT, CO2))], follow_up_weeks=4)
    assert same(course.sections[1], CO2.apply(CUT.apply(SCAR)))


def test_the_same_course_twice_is_the_same():
    first, other = (run_course(SCAR, weekly(0, 4)) for _ in range(2))
    assert all(same(*pair) for pair in zip(first.sections, other.sections))


def test_a_course_leaves_the_scar_it_was_given_as_it_was():
    before = {name: getattr(SCAR, name).copy() for name in FIELDS}
    run_course(SCAR, weekly(0, 4))
    assert all(np.array_equal(getattr(SCAR, name), old) for name, old in before.items())


def test_a_patient_with_more_vigour_gains_more():
    gained = [
        run_course(SCAR, weekly(0, 4), patient=Patient(vigour=vigour)).improvement_pct()
        for vigour in (0.05, 0.5, 1, 2, 5)
    ]
    assert gained == sorted(gained)
    assert gained[0] < 5 < 20 < gained[-1]


def test_vigour_is_a_factor_on_the_building_of_collagen():
    rates = HealingRates()
    faster = replace(rates, collagen_building_per_day=2 * rates.collagen_building_per_day)
    vigorous = run_course(SCAR, weekly(0, 4), patient=Patient(vigour=2))
    assert_allclose(vigorous.surface_mm, run_course(SCAR, weekly(0, 4), rates=faster).surface_mm)


def test_healthy_skin_has_nothing_to_improve():
    assert run_course(healthy(SMALL), weekly(0, 4)).improvement_pct("depth") == 0


# What is remembered


def test_the_measures_are_those_of_each_moment():
    course = run_course(doubled(SCAR), weekly(0, 4), follow_up_weeks=4)
    one_by_one = [astuple(measure(section)) for section in course.sections]
    # In double precision: single rounds differently for all moments at once and one by one.
    assert_allclose([astuple(each) for each in course.measures], one_by_one, rtol=1e-9)
    assert course.surface_mm.shape == (len(course.weeks), SMALL.columns)


@pytest.mark.parametrize(
    "name, field",
    [("depth", "depth_mm"), ("width", "width_mm"), ("area", "area_mm2"), ("volume", "volume_mm3")],
)
def test_an_improvement_is_the_share_of_the_first_that_is_gone(name, field):
    course = run_course(doubled(SCAR), weekly(0, 4))
    first, last = (getattr(measure(course.sections[i]), field) for i in (0, -1))
    assert course.improvement_pct(name) == pytest.approx(100 * (first - last) / first)


def test_an_improvement_at_a_week_is_read_off_between_the_moments():
    course = run_course(SCAR, weekly(0), follow_up_weeks=8)
    halfway = (course.weeks[-1] + course.weeks[-2]) / 2
    both = [course.improvement_pct(week=week) for week in course.weeks[-2:]]
    assert course.improvement_pct(week=halfway) == pytest.approx(np.mean(both))
    assert course.improvement_pct(week=8) == pytest.approx(course.improvement_pct())


def test_a_picture_of_a_course_is_made_once_and_found_from_either_end():
    sections = run_course(SCAR, weekly(0, 4), follow_up_weeks=4).sections
    assert all(sections[i] is sections[i - len(sections)] for i in range(len(sections)))
    assert all(one is other for one, other in zip(sections[1:4], list(sections)[1:4], strict=True))
    with pytest.raises(IndexError):
        sections[len(sections)]


def test_the_skin_at_a_remembered_week_is_the_one_remembered():
    course = run_course(SCAR, weekly(0, 4), follow_up_weeks=4)
    at_end = course.section_at(week=course.weeks[-1])
    assert same(at_end, course.sections[-1])
    assert_allclose(course.section_at(week=course.weeks[3]).collagen, course.sections[3].collagen)


def test_the_skin_between_two_weeks_lies_between_them():
    course = run_course(SCAR, weekly(0), follow_up_weeks=8)
    before, after = course.sections[-2:]
    middle = course.section_at(week=np.mean(course.weeks[-2:]))
    for name in ("collagen", "young", "signal", "clot", "filler", "tether_mm"):
        mean = (getattr(before, name) + getattr(after, name)) / 2
        assert_allclose(getattr(middle, name), mean, atol=1e-5, err_msg=name)


def test_at_the_week_of_a_session_the_skin_is_the_treated_one():
    course = run_course(SCAR, weekly(0, 4), follow_up_weeks=4)
    after = np.flatnonzero(np.isclose(course.weeks, 4))[-1]
    assert_allclose(
        course.section_at(week=course.weeks[after]).signal, course.sections[after].signal
    )


@pytest.mark.parametrize("week", [-0.1, 8.1, float("nan"), float("inf")])
def test_a_week_outside_the_course_has_no_skin(week):
    with pytest.raises(ValueError) as refused:
        run_course(SCAR, weekly(0), follow_up_weeks=8).section_at(week=week)
    assert str(refused.value) == f"week is {week!r}; it must lie from 0 to 8"


def test_an_unknown_quantity_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"quantity is 'colour'; it must be one of .*'depth'"):
        run_course(SCAR, weekly(0), follow_up_weeks=1).improvement_pct("colour")


# Plans


@given(sessions=st.integers(1, 24), weeks_apart=st.floats(1, 20))
def test_a_plan_of_every_few_weeks_has_its_sessions_there(sessions, weeks_apart):
    plan = Plan.every(CROSS, sessions=sessions, weeks_apart=weeks_apart)
    assert [session.week for session in plan.sessions] == pytest.approx(
        [number * weeks_apart for number in range(sessions)]
    )
    assert all(session.treatments == (CROSS,) for session in plan.sessions)


@pytest.mark.parametrize("sessions", [0, -1, 25, 2.5, float("nan")])
def test_a_plan_needs_one_session_to_twenty_four(sessions):
    with pytest.raises(ValueError) as refused:
        Plan.every(CROSS, sessions=sessions, weeks_apart=4)
    assert str(refused.value) == f"sessions is {sessions!r}; it must be a whole number 1 to 24"


def test_a_plan_without_sessions_is_to_wait():
    """A1: what nobody treats stays, here for two years."""
    course = run_course(SCAR, [], follow_up_weeks=104)
    assert course.weeks[-1] == pytest.approx(104)
    assert_allclose(course.quantity("depth"), course.quantity("depth")[0], rtol=1e-5)


def test_a_plan_of_twenty_five_sessions_is_refused():
    with pytest.raises(ValueError, match="sessions is 25; it must be at most 24"):
        Plan(tuple(Session(week=w, treatments=CROSS) for w in range(25)))


def test_a_second_plan_starts_some_weeks_after_the_end_of_the_first():
    both = weekly(0, 4).then(weekly(0, 6), weeks_later=8)
    assert [session.week for session in both.sessions] == [0, 4, 12, 18]


@pytest.mark.parametrize("weeks_later", [-1, float("nan"), "8"])
def test_a_second_plan_before_the_end_of_the_first_is_refused(weeks_later):
    with pytest.raises(ValueError, match=f"weeks_later is {weeks_later!r}; it must be zero"):
        weekly(0).then(weekly(0), weeks_later=weeks_later)


@pytest.mark.parametrize("weeks_apart", [0, 0.5, -4, float("nan"), float("inf")])
def test_sessions_less_than_a_week_apart_are_refused(weeks_apart):
    with pytest.raises(ValueError) as refused:
        Plan.every(CROSS, sessions=2, weeks_apart=weeks_apart)
    assert str(refused.value) == f"weeks_apart is {weeks_apart!r}; it must be at least 1 week"


@pytest.mark.parametrize("weeks", [(0, 0), (0, 4, 4.5), (4, 0)])
def test_sessions_on_top_of_each_other_are_refused(weeks):
    with pytest.raises(
        ValueError, match=f"week is {weeks[-1]!r} after week {weeks[-2]!r}; .* at le"
    ):
        weekly(*weeks)


@pytest.mark.parametrize("week", [-1, 521, float("nan"), float("inf")])
def test_a_session_lies_within_ten_years(week):
    with pytest.raises(ValueError) as refused:
        Session(week=week, treatments=CROSS)
    assert str(refused.value) == f"week is {week!r}; it must lie from 0 to 520"


@pytest.mark.parametrize("treatments", [(), "tca_cross", (CROSS, None)])
def test_a_session_holds_treatments_and_nothing_else(treatments):
    with pytest.raises(ValueError, match=r"treatments is .*; it must hold at least one treatment"):
        Session(week=0, treatments=treatments)


@pytest.mark.parametrize("follow_up_weeks", [-1, 521, float("nan"), float("inf")])
def test_a_follow_up_that_cannot_be_waited_for_is_refused(follow_up_weeks):
    with pytest.raises(ValueError) as refused:
        run_course(SCAR, weekly(0), follow_up_weeks=follow_up_weeks)
    expected = f"follow_up_weeks is {follow_up_weeks!r}; it must lie from 0 to 520"
    assert str(refused.value) == expected


# The cells do not matter


@pytest.mark.parametrize("name", TREATMENTS)
@pytest.mark.parametrize("scar", [ice_pick, boxcar, rolling])
@pytest.mark.parametrize("geometry", ["planar", "round"])
def test_twice_the_columns_move_an_improvement_by_at_most_a_point(geometry, scar, name):
    plan = Plan.every(TREATMENTS[name](), sessions=3, weeks_apart=4)
    width_mm = 12.0 if scar is rolling else 8.0
    for quantity in ("depth", "area"):
        coarse, fine = (
            run_course(
                scar(grid=Grid(width_mm=width_mm, columns=columns, geometry=geometry)), plan
            ).improvement_pct(quantity)
            for columns in (160, 320)
        )
        assert coarse == pytest.approx(fine, abs=1.0), quantity


# What an eye would say


def test_visibility_falls_while_a_boxcar_fills():
    """Beside a window; a cast shadow of a steep wall falls later than the depth."""
    plan = Plan.every(TREATMENTS["fractional_co2"](), sessions=3, weeks_apart=4)
    course = run_course(boxcar(), plan, follow_up_weeks=52)
    assert 5 < course.improvement_pct("visibility") < course.improvement_pct("depth")


def test_a_scar_shows_more_while_it_is_red():
    course = run_course(SCAR, weekly(0), follow_up_weeks=26)
    visibility = course.quantity("visibility")
    assert visibility[1] > visibility[0]  # just after the acid
    assert visibility[-1] < visibility[1]


def test_an_untreated_scar_is_seen_as_well_after_two_years():
    course = run_course(SCAR, [], follow_up_weeks=104)
    assert_allclose(course.quantity("visibility"), course.quantity("visibility")[0], rtol=1e-4)


def test_each_scar_of_a_mix_has_an_improvement_of_its_own():
    """The acid helps the ice pick most, and the number of the deepest scar alone hides that."""
    course = run_course(mixed("ice_pick", "rolling"), weekly(0, 4), follow_up_weeks=26)
    ice_pick_pct, rolling_pct = course.improvement_of_each_pct("depth")
    assert ice_pick_pct > 2 * rolling_pct


def test_an_improvement_of_each_scar_by_width_is_refused():
    course = run_course(SCAR, weekly(0), follow_up_weeks=1)
    with pytest.raises(ValueError, match="quantity is 'width'; it must be one of"):
        course.improvement_of_each_pct("width")


def test_a_course_ends_with_its_follow_up_even_if_a_cream_would_go_on():
    """A year of cream, half a year of course: what is seen is half a year of cream."""

    def of(weeks):
        plan = Plan.every(TREATMENTS["topical"](weeks=weeks), sessions=1, weeks_apart=4)
        return run_course(SCAR, plan, follow_up_weeks=26)

    long, half_a_year = of(52), of(26)
    assert long.weeks[-1] == 26
    assert_allclose(long.surface_mm, half_a_year.surface_mm, atol=1e-6)
