"""Charts, plans side by side, the spread of patients, the map of lesions: numbers, never pixels."""

import re
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from toolkit import (
    TREATMENTS,
    Cohort,
    Lesion,
    Patient,
    Plan,
    ice_pick,
    lesion_map,
    measure,
    mixed,
    rolling,
    run_cohort,
    run_course,
    trials,
    warnings_for,
)
from toolkit.drawing import (
    before_after_scene,
    compare_scene,
    course_chart_scene,
    draw,
    evidence_table,
    lesion_map_scene,
    sentence,
    spread_scene,
    svg,
    trials_scene,
    warnings_table,
    weeks_scene,
)
from toolkit.drawing.axes import MARKS, amount_axis, depth_axis, mark_shape
from toolkit.drawing.compare import chart_of
from toolkit.drawing.lanes import lanes_of
from toolkit.drawing.layout import lay_out
from toolkit.drawing.lesion_scene import regions_of
from toolkit.drawing.palette import colours, contrast
from toolkit.drawing.scene import Panel, Scene, Window
from toolkit.drawing.spread import gain_shares, people_of
from toolkit.drawing.styles import STYLES
from toolkit.lesion_map import LesionMap
from toolkit.surface import surface_mm

SCAR = ice_pick(width_mm=1.2, depth_mm=1.6)
ACID = TREATMENTS["tca_cross"](percent=100)
CROSS = Plan.every(ACID, sessions=4, weeks_apart=4)
LASER = Plan.every(TREATMENTS["fractional_co2"](), sessions=3, weeks_apart=6)
COURSE = run_course(SCAR, CROSS, follow_up_weeks=14)
LASERED = run_course(SCAR, LASER, follow_up_weeks=20)
WAITED = run_course(SCAR, Plan(()), follow_up_weeks=26)
TRIALS = trials.board(trials.targets())
COURSES, NAMES = [WAITED, COURSE, LASERED], ["Waiting", "CROSS", "Laser"]
COHORT = run_cohort(SCAR, CROSS, n=40, follow_up_weeks=14)
LESIONS = lesion_map(
    Lesion(depth_mm=0.8, height_mm=1.6, narrowing=0.8, intensity=0.8),
    radius_mm=np.geomspace(0.15, 2.4, 10),
    days=(1, 2, 3, 5, 8, 20, 40),
)
SCENES = {
    "one chart": lambda form: course_chart_scene(COURSE, form=form),
    "charts": lambda form: course_chart_scene(
        COURSE, quantity=("depth", "volume", "young"), form=form
    ),
    "pair": lambda form: before_after_scene(SCAR, COURSE.sections[-1], form=form),
    "two": lambda form: compare_scene(COURSES[:2], form=form, title="Two plans"),
    "three": lambda form: compare_scene(COURSES, names=NAMES, form=form),
    "four": lambda form: compare_scene(
        [*COURSES, COURSE], names=[*NAMES, "Four sessions of CROSS in a slow healer"], form=form
    ),
    "weeks": lambda form: weeks_scene(COURSE, form=form, title="Week by week"),
    "spread": lambda form: spread_scene(COHORT, plan=CROSS, form=form),
    "map": lambda form: lesion_map_scene(LESIONS, form=form),
    "trials": lambda form: trials_scene(TRIALS, form=form),
}
every_scene = pytest.mark.parametrize("name", SCENES)
every_form = pytest.mark.parametrize("form", ["page", "phone"])


def shapes(panel, role):
    return [shape for shape in panel.shapes if shape.role == role]


def line(panel, role):
    """The only line of a role, (points, 2)."""
    (shape,) = shapes(panel, role)
    (points,) = shape.things
    return points


# One course


@pytest.mark.parametrize("quantity", ["depth", "width", "area", "volume"])
def test_the_line_goes_through_the_numbers_of_the_course(quantity):
    (panel,) = course_chart_scene(COURSE, quantity=quantity).panels
    points = line(panel, "value_line")
    assert_allclose(points[:, 0], COURSE.weeks)
    assert_allclose(points[:, 1], COURSE.quantity(quantity))


def test_young_collagen_is_summed_over_the_whole_cut_and_points_up():
    (panel,) = course_chart_scene(COURSE, quantity="young").panels
    points = line(panel, "value_line")
    grid = SCAR.grid
    for i in (0, 10, len(COURSE.weeks) - 1):
        both_halves = 2 * COURSE.sections[i].young.sum() * grid.dx_mm * grid.dz_mm
        assert points[i, 1] == pytest.approx(-both_halves, rel=1e-5)
    assert panel.window.top < points[:, 1].min()


def test_several_charts_stand_below_each_other_over_the_same_weeks():
    scene = course_chart_scene(COURSE, quantity=("depth", "area", "young"))
    frames = lay_out(scene).frames
    assert len({(frame.left, frame.right) for frame in frames}) == 1
    assert all(upper.bottom < lower.top for upper, lower in pairwise(frames))
    assert len({(panel.window.left, panel.window.right) for panel in scene.panels}) == 1


def test_only_the_lowest_chart_names_the_weeks():
    scene = course_chart_scene(COURSE, quantity=("depth", "young"))
    assert [bool(panel.bottom_ticks.title) for panel in scene.panels] == [False, True]


@pytest.mark.parametrize("week", [0, 4, 12, 20, 24, 26])
def test_the_value_of_young_collagen_does_not_lie_on_its_line(week):
    scene = course_chart_scene(COURSE, week=week, quantity="young")
    (frame,) = lay_out(scene).frames
    (text,) = [text for text in lay_out(scene).texts if text.words.endswith(" mm²") and text.halo]
    left, right = text.extent()
    places = [frame.place(*point) for point in line(frame.panel, "value_line")]
    near = [y for x, y in places if left <= x <= right]
    assert near
    capitals = 0.75 * text.size
    assert min(near) > text.y or max(near) < text.y - capitals


@every_form
def test_every_chart_marks_the_sessions(form):
    for panel in course_chart_scene(COURSE, quantity=("area", "young"), form=form).panels:
        (shape,) = shapes(panel, "session")
        assert [triangle[2, 0] for triangle in shape.things] == [0, 4, 8, 12]
        assert {triangle[2, 1] for triangle in shape.things} == {panel.window.bottom}


def test_a_plan_without_sessions_has_no_triangle_and_no_count():
    (panel,) = course_chart_scene(WAITED).panels
    assert not len(shapes(panel, "session")[0].things)
    assert not [label for label in panel.labels if "session" in label.text]


def test_the_charts_are_said_in_sentences():
    words = sentence(course_chart_scene(COURSE, week=26, quantity=("depth", "young")))
    assert "Charts of the depth and young collagen of the scar over 26 weeks" in words
    assert f"at week 26 it is {measure(COURSE.sections[-1]).depth_mm:.2f} mm" in words


@pytest.mark.parametrize(
    "quantity, hint", [("colour", "it must be one of"), ("yuong", "did you mean 'young'")]
)
def test_an_unknown_quantity_is_refused(quantity, hint):
    with pytest.raises(ValueError, match=f"quantity is '{quantity}'; .*{hint}"):
        course_chart_scene(COURSE, quantity=("depth", quantity))


def test_no_quantity_is_refused():
    with pytest.raises(ValueError, match="quantity is"):
        course_chart_scene(COURSE, quantity=())


@pytest.mark.parametrize("highest", [0.03, 0.1, 0.37, 1.0, 1.6, 7.9, 42.0])
def test_ticks_are_round_and_few_and_reach_the_deepest_number(highest):
    window, ticks = depth_axis(highest, 26)
    assert 3 <= len(ticks.at) <= 7
    assert ticks.at[0] == 0
    assert ticks.at[-1] >= 0.9 * highest
    assert window.bottom > highest
    assert_allclose([float(text) for text in ticks.texts], ticks.at)


def test_amounts_grow_upwards():
    window, ticks = amount_axis(0.9, 26)
    assert window.top < min(ticks.at) < max(ticks.at) == 0 < window.bottom
    assert_allclose([float(text) for text in ticks.texts], -np.array(ticks.at), atol=1e-12)


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_centred_on_its_place(mark):
    window = Window(0, 26, 0, 1.6)
    (points,) = mark_shape("mark_1", mark, np.array([[13.0, 0.8]]), window, 0.5, 0.02).things
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    assert_allclose(middle, [13.0, 0.8], atol=0.01)


# Plans side by side


@every_form
def test_all_sections_have_one_window_and_one_scale(form):
    scene = compare_scene([*COURSES, run_course(rolling(), CROSS)], form=form)
    frames = lay_out(scene).frames
    sections = [frame for frame in frames if frame.panel.aspect is None]
    assert len(sections) == 4
    assert len({frame.panel.window for frame in sections}) == 1
    assert len({round(frame.x_scale, 9) for frame in sections}) == 1
    assert all(frame.x_scale == pytest.approx(frame.z_scale) for frame in sections)


def test_the_widest_scar_decides_how_much_skin_all_sections_show():
    wide = run_course(rolling(), Plan(()), follow_up_weeks=26)
    first, last = compare_scene([WAITED, wide]), compare_scene([wide, WAITED])
    assert first.panels[0].window == last.panels[0].window
    assert first.panels[0].window.width > compare_scene([WAITED, COURSE]).panels[0].window.width


def test_each_course_has_its_line_in_the_shared_chart():
    scene = compare_scene(COURSES, names=NAMES)
    chart = scene.panels[-1]
    for i, course in enumerate(COURSES, 1):
        points = line(chart, f"line_{i}")
        assert_allclose(
            points[:, 1], np.interp(points[:, 0], course.weeks, course.quantity("depth")), atol=1e-6
        )


def test_courses_of_different_length_are_compared_in_the_same_week():
    short = run_course(SCAR, CROSS, follow_up_weeks=4)
    chart = compare_scene([WAITED, short]).panels[-1]
    assert chart.window.right == 16
    assert line(chart, "line_1")[-1, 0] == line(chart, "line_2")[-1, 0] == 16


def test_lines_differ_in_more_than_their_colour():
    dashes = {STYLES[f"line_{i}"].dash for i in range(1, 5)}
    assert len(dashes) == len(set(MARKS)) == 4


def test_the_sessions_of_each_course_have_a_row_with_its_letter():
    chart = compare_scene(COURSES, names=NAMES).panels[-1]
    feet = {}
    for i, weeks in ((2, [0, 4, 8, 12]), (3, [0, 6, 12])):
        marks = [thing for shape in shapes(chart, f"mark_{i}") for thing in shape.things]
        tips = [thing[2] for thing in marks if len(thing) == 3]
        assert [tip[0] for tip in tips] == weeks
        feet[i] = {float(tip[1]) for tip in tips}
    assert len(feet[2]) == len(feet[3]) == 1
    assert max(feet[2]) > COURSE.quantity("depth").max()
    assert feet[2] != feet[3]
    assert chart.left_ticks.texts[-2:] == ("B", "C")


def test_each_line_ends_at_its_own_name():
    chart = compare_scene(COURSES, names=NAMES).panels[-1]
    for i, (label, course) in enumerate(zip(chart.labels, COURSES, strict=True), 1):
        assert label.text == f"{'ABC'[i - 1]}: {NAMES[i - 1]}"
        assert label.role == f"line_{i}"
        end = np.interp(26, course.weeks, course.quantity("depth"))
        assert label.at == pytest.approx((26, end), rel=1e-5)


def test_the_names_of_lines_that_end_together_do_not_touch():
    scene = compare_scene([COURSE, COURSE, WAITED, WAITED], names=["a", "b", "c", "d"])
    texts = [text for text in lay_out(scene).texts if re.match("[A-D]: ", text.words)]
    ys = sorted(text.y for text in texts[-4:])
    assert min(np.diff(ys)) > 30


def test_a_comparison_is_said_in_sentences():
    words = sentence(compare_scene(COURSES, names=NAMES))
    end = COURSE.quantity("depth")[-1]
    assert (
        f"CROSS (B): Sessions in week 0, 4, 8, 12; the depth was 1.60 mm and is {end:.2f}" in words
    )
    assert "least with CROSS (B) and most with Waiting (A)" in words


def test_a_course_that_changes_at_once_still_tells_its_first_depth():
    gel = Plan.every(TREATMENTS["filler"](), sessions=1, weeks_apart=4)
    scar = rolling()
    filled = run_course(scar, gel, follow_up_weeks=8)
    words = sentence(compare_scene([filled, run_course(scar, Plan(()), follow_up_weeks=8)]))
    assert words.count(f"the depth was {measure(scar).depth_mm:.2f} mm") == 2


@pytest.mark.parametrize("count", [1, 5])
def test_only_two_to_four_courses_can_be_compared(count):
    with pytest.raises(ValueError, match=f"courses holds {count}; it must hold 2 to 4"):
        compare_scene([COURSE] * count)


@pytest.mark.parametrize("names", [["one"], ["same", "same"]])
def test_each_course_needs_a_name_of_its_own(names):
    with pytest.raises(ValueError, match=r"names is .* 2 different names"):
        compare_scene([COURSE, WAITED], names=names)


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"week": 99}, "week is 99"),
        ({"quantity": "width"}, "quantity is 'width'"),
        ({"form": "wall"}, "form is 'wall'"),
    ],
)
def test_a_comparison_that_cannot_be_drawn_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        compare_scene(COURSES, **wrong)


# Small multiples


def test_small_multiples_show_the_weeks_at_one_scale():
    scene = weeks_scene(COURSE, weeks=(0, 2, 8, 26))
    assert [p.head for p in scene.panels] == ["Before", "Week 2", "Week 8, just treated", "Week 26"]
    assert len({panel.window for panel in scene.panels}) == 1
    assert len({round(frame.x_scale, 9) for frame in lay_out(scene).frames}) == 1


def test_each_section_but_the_first_has_the_ghost_of_the_first_profile():
    panels = weeks_scene(COURSE, weeks=(0, 2, 26)).panels
    assert not shapes(panels[0], "ghost")
    for panel in panels[1:]:
        assert line(panel, "ghost")[:, 1].max() == pytest.approx(1.6, abs=0.05)


def test_the_last_of_five_weeks_is_as_large_as_the_others():
    frames = lay_out(weeks_scene(COURSE, weeks=range(5))).frames
    assert frames[3].top > frames[0].bottom
    assert len({round(frame.x_scale, 9) for frame in frames}) == 1
    assert max(frame.right for frame in frames) < 900


def test_week_0_is_the_skin_before_the_first_session():
    scene = weeks_scene(COURSE, weeks=(0, 4))
    assert not shapes(scene.panels[0], "frost")
    assert shapes(scene.panels[1], "frost")


def test_each_section_says_its_measured_depth():
    panels = weeks_scene(COURSE, weeks=(0, 26)).panels
    depth = measure(COURSE.sections[-1]).depth_mm
    assert panels[0].labels[0].text == "1.6 mm deep"
    assert panels[1].labels[0].text.startswith(f"{depth:.2f}" if depth < 0.495 else f"{depth:.1f}")
    assert panels[1].labels[0].second == f"{100 * (1 - depth / 1.6):.0f} % less deep"


@pytest.mark.parametrize("weeks_apart", [3, 4, 5, 6, 7])
def test_every_session_is_shown_just_after_it_and_not_just_before(weeks_apart):
    """Steps of healing add up to 12.000000000000002 weeks, which is week 12 all the same."""
    plan = Plan.every(ACID, sessions=4, weeks_apart=weeks_apart)
    course = run_course(SCAR, plan, follow_up_weeks=4)
    for session in plan.sessions[1:]:
        before = course.section_at(week=session.week - 0.01).signal.max()
        assert course.section_at(week=session.week).signal.max() > before + 0.1
        scene = weeks_scene(course, weeks=(0, session.week))
        assert shapes(scene.panels[1], "frost")
        assert scene.panels[1].head == f"Week {session.week:g}, just treated"


def test_each_of_several_scars_says_its_own_depth_and_gain():
    """Each label names the depth right below the surface at its own place."""
    scars = run_course(mixed("ice_pick", "boxcar", "rolling"), CROSS, follow_up_weeks=14)
    scene = weeks_scene(scars, weeks=(0, 4, 26))
    first, last = scars.sections[0], scars.section_at(week=26)
    for panel, skin in ((scene.panels[0], first), (scene.panels[2], last)):
        assert len(panel.labels) == 3
        for label in panel.labels:
            depth = -np.interp(label.at[0], skin.grid.x_mm, surface_mm(skin))
            assert float(label.text.split()[0]) == pytest.approx(depth, abs=0.06)
    assert [label.second for label in scene.panels[0].labels] == ["", "", ""]
    assert all("less" in label.second for label in scene.panels[2].labels)
    assert len(re.findall(r"[\d.]+ mm", scene.facts[1])) == 9


def test_the_line_in_a_pit_reaches_from_the_healthy_level_to_the_floor():
    panel = weeks_scene(COURSE, weeks=(0,)).panels[0]
    (mark,) = shapes(panel, "bracket")
    assert mark.things[..., 1].min() == 0
    assert mark.things[..., 1].max() == pytest.approx(measure(SCAR).depth_mm, abs=1e-6)


def test_wide_pictures_have_fewer_in_a_row():
    wide = run_course(rolling(), CROSS, follow_up_weeks=4)
    two, one = (weeks_scene(course, weeks=(0, 4), form="phone") for course in (COURSE, wide))
    assert (two.rows, one.rows) == ((2,), (1, 1))


def test_the_shared_chart_of_a_phone_keeps_its_size_whatever_the_numbers():
    """A picture that grows by some pixels moves the sliders below it under the thumb."""
    deep, shallow = (
        lanes_of([run_course(scar, Plan(()))] * 2, names=["A", "B"], form="phone")
        for scar in (SCAR, rolling())
    )
    heights = {lay_out(chart_of(lanes, "phone"), width_px=330).height for lanes in (deep, shallow)}
    assert len(heights) == 1


def test_more_plans_have_larger_and_fewer_fibres():
    """So a picture of four plans is no four times as heavy as one of a single scar."""
    sizes = [len(svg(compare_scene(COURSES[:2] * n, form="page"))) / n for n in (1, 2)]
    assert sizes[1] < 0.8 * sizes[0]


@pytest.mark.parametrize("count, rows", [(1, (1,)), (4, (4,)), (5, (3, 2)), (8, (4, 4))])
def test_no_row_is_much_shorter_than_another(count, rows):
    assert weeks_scene(COURSE, weeks=range(count)).rows == rows


@pytest.mark.parametrize(
    "weeks, message",
    [
        ((), "weeks holds 0; it must hold 1 to 8"),
        (range(9), "weeks holds 9"),
        ((8, 2), "each week must come after the one before"),
        ((0, 99), "weeks holds 99.0; each must lie from 0 to 26"),
    ],
)
def test_weeks_that_cannot_be_shown_are_refused(weeks, message):
    with pytest.raises(ValueError, match=message):
        weeks_scene(COURSE, weeks=weeks)


# The spread of patients


def test_the_band_is_that_of_the_patients_and_holds_the_median():
    panel = spread_scene(COHORT, plan=CROSS).panels[0]
    corners = line(panel, "band")
    low, high = corners[: len(COHORT.weeks), 1], corners[len(COHORT.weeks) :][::-1, 1]
    middle = line(panel, "value_line")[:, 1]
    assert_allclose(middle, np.median(COHORT.depth_mm, axis=0), rtol=1e-5)
    inside = (COHORT.depth_mm >= low - 1e-6) & (COHORT.depth_mm <= high + 1e-6)
    assert inside.mean() == pytest.approx(0.9, abs=0.03)
    assert ((low <= middle) & (middle <= high)).all()


def test_single_patients_are_patients_from_the_least_gain_to_the_most():
    panel = spread_scene(COHORT, single=5).panels[0]
    lines = [shape.things[0][:, 1] for shape in shapes(panel, "patient_line")]
    assert len(lines) == 5
    for drawn in lines:
        assert np.abs(COHORT.depth_mm - drawn).max(axis=1).min() < 1e-6
    assert lines[0][-1] == pytest.approx(COHORT.depth_mm[:, -1].max())
    assert lines[-1][-1] == pytest.approx(COHORT.depth_mm[:, -1].min())


def test_all_patients_are_shared_out_by_quarters():
    gains = [-5, 3, 24, 26, 60, 60, 80, 100]
    assert gain_shares(gains) == (
        ("deeper", 12.5),
        ("0-25", 25.0),
        ("25-50", 12.5),
        ("50-75", 25.0),
        ("75-100", 25.0),
    )
    gained = COHORT.improvement_pct()
    assert dict(gain_shares(gained))["75-100"] == pytest.approx(100 * (gained >= 75).mean())


@every_form
@pytest.mark.parametrize("spread", [0.1, 0.5, 1.0])
def test_twenty_people_stand_for_all_patients(form, spread):
    cohort = run_cohort(SCAR, LASER, n=40, vigour_spread=spread, follow_up_weeks=8)
    panel = spread_scene(cohort, form=form).panels[1]
    (people,) = shapes(panel, "person")
    feet = people.things[:, :, 0].mean(axis=1)
    bands = np.array(panel.bottom_ticks.at)
    nearest = np.abs(feet[:, None] - bands).argmin(axis=1)
    counts = np.bincount(nearest, minlength=len(bands))
    assert counts.sum() == 20
    shares = [share for _, share in gain_shares(cohort.improvement_pct())]
    assert np.abs(counts - np.array(shares) / 5).max() < 1
    assert [label.text for label in panel.labels if label.text != "under 1"] == [
        str(count) for count, label in zip(counts, panel.labels) if label.text != "under 1"
    ]


def test_no_two_people_stand_in_one_place():
    (people,) = shapes(spread_scene(COHORT).panels[1], "person")
    boxes = [(*one.min(axis=0), *one.max(axis=0)) for one in people.things]
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart


def test_people_who_are_too_few_to_be_one_in_twenty_are_not_called_none():
    assert people_of([0.5, 99.5]) == (0, 20)
    gains = [5.0] + [90.0] * 199
    cohort = Cohort(
        np.ones(200),
        np.array([0.0, 20.0]),
        *(np.column_stack([np.ones(200), 1 - np.array(gains) / 100]) for _ in range(3)),
    )
    labels = [label.text for label in spread_scene(cohort).panels[1].labels]
    assert labels == ["under 1", "0", "0", "20"]
    assert "Fewer than 1 in 20 (0.5 %) gain less than a tenth." in sentence(spread_scene(cohort))


def test_who_gains_less_than_a_tenth_is_said_in_words():
    slow = run_cohort(SCAR, LASER, n=40, vigour_spread=1.0, follow_up_weeks=8)
    share = slow.non_responders_pct()
    assert share > 5
    scene = spread_scene(slow)
    assert f"{share / 5:.0f} of 20 ({share:.0f} %) gain less than a tenth." in sentence(scene)
    assert "chosen by us, not measured" in scene.second
    assert "Out of 20 people like this, 18 end between" in scene.second


def test_sessions_are_marked_only_where_the_plan_is_known():
    with_plan, without = (spread_scene(COHORT, plan=plan).panels[0] for plan in (CROSS, None))
    assert [tip[2, 0] for tip in shapes(with_plan, "session")[0].things] == [0, 4, 8, 12]
    assert not len(shapes(without, "session")[0].things)


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"quantity": "width"}, "quantity is 'width'"),
        ({"single": 41}, "single is 41; it must be a whole number 0 to 40"),
        ({"form": "wall"}, "form is 'wall'"),
    ],
)
def test_a_spread_that_cannot_be_drawn_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        spread_scene(COHORT, **wrong)


# The map of lesions


def test_every_cell_of_the_map_is_painted_as_its_scar():
    (panel,) = lesion_map_scene(LESIONS).panels
    painted = np.empty(LESIONS.names.shape, object)
    for shape in panel.shapes:
        if shape.role.startswith("map_") and shape.kind == "polygon":
            for corners in shape.things:
                (left, top), (right, _) = corners.min(axis=0), corners.max(axis=0)
                painted[int(top), int(left) : int(right)] = shape.role.removeprefix("map_")
    assert (painted == LESIONS.names).all()


def test_a_line_parts_every_two_scars_that_are_unlike():
    (panel,) = lesion_map_scene(LESIONS).panels
    (shape,) = shapes(panel, "map_edge")
    names = LESIONS.names
    unlike = (names[1:] != names[:-1]).sum() + (names[:, 1:] != names[:, :-1]).sum()
    assert len(shape.things) == unlike > 0
    assert_allclose(np.abs(np.diff(shape.things, axis=1)).sum(axis=(1, 2)), 1)


@every_form
def test_every_kind_of_scar_on_the_map_is_named_in_words(form):
    (panel,) = lesion_map_scene(LESIONS, form=form).panels
    words = {label.text for label in panel.labels}
    plain = {"none": "No scar", "pore": "Large pore", "ice_pick": "Ice pick"}
    plain |= {"boxcar": "Boxcar", "rolling": "Rolling"}
    assert {plain[name] for name in np.unique(LESIONS.names)} == words


def test_profiles_have_one_true_scale():
    (panel,) = lesion_map_scene(LESIONS).panels
    (frame,) = lay_out(lesion_map_scene(LESIONS)).frames
    scales = []
    for label in panel.labels:
        depth = re.fullmatch(r"up to (.*) mm deep", label.second)
        profile = [
            p
            for p in shapes(panel, "profile")[0].things
            if abs(p[:, 0].mean() - label.at[0]) < 0.01
        ]
        if label.place == "on" and depth and profile and float(depth[1]) > 0.5:
            scales.append(np.ptp(profile[0][:, 1]) * frame.z_scale / float(depth[1]))
    assert len(scales) >= 2
    assert max(scales) < 1.12 * min(scales)


def test_a_profile_is_as_wide_and_deep_as_the_deepest_scar_of_its_region():
    depth, width = np.full((4, 6), 0.5), np.full((4, 6), 2.0)
    found = LesionMap(
        across="radius_mm",
        down="days",
        across_values=np.arange(6.0),
        down_values=np.arange(4.0),
        depth_mm=depth,
        width_mm=width,
        names=np.full((4, 6), "boxcar"),
    )
    (frame,) = lay_out(lesion_map_scene(found)).frames
    profile = line(frame.panel, "profile")
    sunk = profile[profile[:, 1] > profile[:, 1].min() + 1e-9]
    walls = np.flatnonzero(profile[:, 1] > profile[:, 1].min() + 1e-9)
    mouth = profile[walls[-1] + 1, 0] - profile[walls[0] - 1, 0]
    deep = sunk[:, 1].max() - profile[:, 1].min()
    assert mouth * frame.x_scale / (deep * frame.z_scale) == pytest.approx(4.0, rel=0.02)


def test_regions_are_whole_and_apart():
    names = np.array([["a", "a", "b"], ["b", "a", "b"], ["b", "b", "a"]])
    regions = regions_of(names)
    assert len(regions) == 4
    assert_allclose(sum(region.astype(int) for region in regions), 1)
    assert sorted(int(region.sum()) for region in regions) == [1, 2, 3, 3]


def test_a_map_of_one_row_is_refused():
    row = lesion_map(Lesion(), radius_mm=(0.4, 0.8), days=(2,))
    with pytest.raises(ValueError, match="lesion_map holds 1 by 2 lesions"):
        lesion_map_scene(row)


def test_a_map_of_one_scar_only_has_one_name_and_no_edge():
    alike = np.full((3, 3), "rolling")
    numbers = np.full((3, 3), 0.4)
    found = LesionMap(
        across="radius_mm",
        down="days",
        across_values=np.arange(3.0),
        down_values=np.arange(3.0),
        depth_mm=numbers,
        width_mm=10 * numbers,
        names=alike,
    )
    (panel,) = lesion_map_scene(found).panels
    assert [label.text for label in panel.labels] == ["Rolling"]
    assert not shapes(panel, "map_edge")


# Warnings


CAUTIONS = warnings_for(
    rolling(),
    Plan.every(ACID, sessions=2, weeks_apart=1),
    Patient(skin_type=5, sun=0.6, keloid_tendency=True),
)


def test_every_warning_is_a_row_with_its_reason():
    table = warnings_table(CAUTIONS)
    assert len(table.rows) == len(CAUTIONS) > 4
    assert [row[0].words for row in table.rows] == [caution.message for caution in CAUTIONS]
    assert all(cell.words for row in table.rows for cell in row)


def test_a_source_is_a_link_and_is_said_as_a_name_and_a_year():
    (row,) = [row for row in warnings_table(CAUTIONS).rows if "Christenson" in row[4].words]
    assert row[4].words == "Christenson 2005"
    assert row[4].link.startswith("https://")
    assert not re.search(r"[A-Z]{2,}\d{4}", repr(warnings_table(CAUTIONS)))


def test_warnings_are_read_aloud_as_sentences():
    lines = repr(warnings_table(CAUTIONS)).splitlines()
    assert len(lines) == len(CAUTIONS) + 1
    assert "|" not in repr(warnings_table(CAUTIONS))
    assert lines[1].startswith("Better not, from the first session: ")


def test_no_warning_is_no_permission():
    table = warnings_table(())
    assert "no permission" in repr(table)
    assert table._repr_html_().startswith("<p>")


def test_two_kinds_of_table_do_not_change_each_others_look():
    first, second = evidence_table("boxcar")._repr_html_(), warnings_table(CAUTIONS)._repr_html_()
    assert ".uts-rows-4 td:nth-of-type(-n+4)" in first
    assert ".uts-rows-2 td:nth-of-type(-n+2)" in second


# What all of them keep


# Trials


def test_trials_stand_on_one_axis_in_per_cent():
    """The score of HEDELUND2012 fell from 5.72 to 3.56: 38 % of its start, on the axis."""
    panel = trials_scene(TRIALS, families=["measured"]).panels[0]
    (circles,) = shapes(panel, "mark_2")
    middles = circles.things.mean(axis=1)
    names = [label.text for label in panel.labels]
    row = names.index("Hedelund 2012: fractional CO2, 3\u00d7, week 26")
    (at,) = [x for x, y in middles if y == pytest.approx(row)]
    assert at == pytest.approx(100 * (5.72 - 3.56) / 5.72, abs=0.1)


def test_trials_are_ranked_by_what_they_reported_and_none_is_left_out():
    for panel, family in zip(trials_scene(TRIALS).panels, trials.FAMILIES, strict=True):
        marks = [*shapes(panel, "mark_2"), *shapes(panel, "mark_3")]
        places = np.concatenate([mark.things.mean(axis=1) for mark in marks])
        across = places[np.argsort(places[:, 1])][:, 0]
        assert len(across) == len(panel.labels) == len(TRIALS.of(family))
        assert (np.diff(across) <= 1e-6).all()


def test_what_was_reported_outside_the_band_has_a_mark_of_its_own():
    for panel, family in zip(trials_scene(TRIALS).panels, trials.FAMILIES, strict=True):
        (bands,) = shapes(panel, "interval")
        for role, inside in (("mark_2", True), ("mark_3", False)):
            for shape in shapes(panel, role):
                for x, y in shape.things.mean(axis=1):
                    (band,) = [b for b in bands.things if b[:, 1].min() < y < b[:, 1].max()]
                    assert (band[:, 0].min() <= x <= band[:, 0].max()) == inside
        assert sum(not one.inside for one in TRIALS.of(family)) == sum(
            len(shape.things) for shape in shapes(panel, "mark_3")
        )


def test_trials_end_on_one_line_at_the_right():
    frames = lay_out(trials_scene(TRIALS)).frames
    assert len({(round(frame.left), round(frame.right)) for frame in frames}) == 1


def test_a_name_stands_beside_its_row():
    """Names that need more room than their rows would drift away from them."""
    paper = lay_out(trials_scene(TRIALS))
    for frame in paper.frames:
        for label in frame.panel.labels:
            (text,) = [t for t in paper.texts if t.words == label.text and abs(
                t.y - frame.place(0, label.at[1])[1]) < 6][:1]  # fmt: skip
            assert text.x > frame.right


def test_a_bar_that_we_set_is_called_ours_and_an_untreated_arm_has_no_sessions():
    names = [label.text for panel in trials_scene(TRIALS).panels for label in panel.labels]
    assert "Lee 2002: TCA CROSS 65%, over 50 % (our bar)" in names
    assert "Hedelund 2012: untreated, week 26" in names
    assert any(name.endswith("over 70 %") for name in names)


def test_a_picture_of_no_trials_is_refused():
    with pytest.raises(ValueError, match="no predictions to draw"):
        trials_scene(trials.board([]))
    with pytest.raises(ValueError, match="families is 'grades'"):
        trials_scene(TRIALS, families=["grades"])


@every_scene
@every_form
def test_every_role_has_a_style(name, form):
    assert SCENES[name](form).roles <= STYLES.keys()


@every_scene
def test_words_are_eleven_pixels_or_more_on_a_phone(name):
    paper = lay_out(SCENES[name]("phone"))
    # A notebook on a phone of 390 px leaves 286 px for its output.
    assert min(text.size for text in paper.texts) * 286 / paper.width >= 11


@every_scene
@every_form
def test_words_lie_on_the_paper_and_not_on_one_another(name, form):
    paper = lay_out(SCENES[name](form))
    for i, text in enumerate(paper.texts):
        left, right = text.extent()
        assert left >= 0, text.words
        assert right <= paper.width, text.words
        for other in paper.texts[:i]:
            apart = other.extent()[0] >= right - 2 or other.extent()[1] <= left + 2
            assert apart or abs(other.y - text.y) >= 11.5, (text.words, other.words)


@every_scene
@every_form
def test_every_scene_says_something_with_numbers(name, form):
    words = sentence(SCENES[name](form))
    assert re.search(r"\d", words)
    assert len(words) > 60
    assert not re.search(r"\b(cure|erase|perfect)", words)


@every_scene
def test_a_phone_shows_the_same_numbers_as_a_page(name):
    page, phone = (sentence(SCENES[name](form)) for form in ("page", "phone"))
    assert page == phone


@every_scene
def test_matplotlib_draws_it_too(name):
    figure = pytest.importorskip("matplotlib.figure").Figure()
    ax = figure.add_subplot()
    draw(SCENES[name]("page"), ax, theme="dark")
    assert len(ax.collections) > 3
    assert len(ax.texts) == len(lay_out(SCENES[name]("page")).texts)


@every_scene
def test_both_themes_have_one_geometry(name):
    scene = SCENES[name]("page")
    light, dark = (re.findall(r' d="([^"]*)"', svg(scene, theme=t)) for t in ("light", "dark"))
    assert light == dark


def test_a_chart_on_a_phone_is_small():
    assert len(svg(SCENES["charts"]("phone"))) < 12_000


def test_rows_must_hold_all_panels():
    panel = Panel(Window(0, 1, 0, 1), ())
    with pytest.raises(ValueError, match=r"rows is \(1, 1\); it must hold all 3 panels"):
        Scene((panel,) * 3, rows=(1, 1))


# Colours: simulated colour blindness after Machado 2009, severity 1, in linear RGB


BLINDNESS = {
    "none": np.eye(3),
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.052]],
    "deutan": [[0.3673, 0.8606, -0.228], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour, blindness):
    srgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
    x, y, z = np.cbrt(TO_XYZ @ seen / (0.9505, 1, 1.089))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def nearest(names, theme, blindness):
    """The smallest difference between two of some colours (delta E 76)."""
    seen = [lab(colours(theme)[name], blindness) for name in names]
    return min(np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_lines_and_scars_are_told_apart_by_everybody(theme, blindness):
    assert nearest([f"line_{i}" for i in range(1, 5)], theme, blindness) > 30
    scars = [f"map_{name}" for name in ("none", "pore", "ice_pick", "boxcar", "rolling")]
    assert nearest(scars, theme, blindness) > 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["none", "pore", "ice_pick", "boxcar", "rolling"])
def test_words_on_the_map_can_be_read(theme, name):
    assert contrast(colours(theme)["ink"], colours(theme)[f"map_{name}"]) >= 4.5
