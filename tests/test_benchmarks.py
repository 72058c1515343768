"""How long a course takes: told, never judged, for machines differ.

Time of the processor, not of the clock on the wall, so that a busy neighbour does not count. Set
OMP_NUM_THREADS=1 to see one core.
"""

from time import process_time

import pytest

from toolkit import TREATMENTS, Grid, Plan, ice_pick, rolling, run_cohort, run_course
from toolkit.surface import surface_mm

pytestmark = pytest.mark.benchmark(timer=process_time)

YEAR = 52
SCARS = {
    "planar 320x140": (rolling, Grid(width_mm=12, columns=320), "fractional_co2"),
    "planar 320x140, pit": (ice_pick, Grid(), "tca_cross"),
    "round 160x140": (ice_pick, Grid(geometry="round"), "tca_cross"),
}


@pytest.mark.parametrize("case", SCARS)
def test_six_sessions_over_twelve_months(benchmark, case):
    scar, grid, name = SCARS[case]
    section = scar(grid=grid)
    plan = Plan.every(TREATMENTS[name](), sessions=6, weeks_apart=4)
    follow_up_weeks = YEAR - plan.sessions[-1].week

    course = benchmark.pedantic(
        lambda: run_course(section, plan, follow_up_weeks=follow_up_weeks),
        rounds=7,
        warmup_rounds=1,
    )
    assert course.weeks[-1] == pytest.approx(YEAR)
    steps = len(course.sections) - 1 - len(plan.sessions)
    median_s = benchmark.stats.stats.median if benchmark.stats else float("nan")
    benchmark.extra_info["median_ms"] = round(1e3 * median_s, 1)
    benchmark.extra_info["steps"] = steps
    benchmark.extra_info["ns_per_cell_and_step"] = round(
        1e9 * median_s / steps / (grid.rows * grid.columns), 2
    )


@pytest.mark.parametrize("case", SCARS)
def test_one_look_at_the_surface(benchmark, case):
    scar, grid, _ = SCARS[case]
    section = scar(grid=grid)
    height = benchmark.pedantic(surface_mm, args=(section,), rounds=30, warmup_rounds=2)
    assert height.min() < -0.1


def test_ten_patients_of_a_cohort(benchmark):
    plan = Plan.every(TREATMENTS["tca_cross"](), sessions=4, weeks_apart=2)
    many = benchmark.pedantic(lambda: run_cohort(ice_pick(), plan, n=10), rounds=3, warmup_rounds=1)
    assert len(many.patients) == 10
