"""How long a course takes: told, never judged, for machines differ.

Time of the processor, not of the clock on the wall, so that a busy neighbour does not count. Set
OPENBLAS_NUM_THREADS=1 to see one core.
"""

from functools import partial
from time import process_time

import pytest

from toolkit import TREATMENTS, Grid, Plan, ice_pick, rolling, run_cohort, run_course
from toolkit.surface import surface_mm

pytestmark = pytest.mark.benchmark(timer=process_time)

YEAR, FACTOR = 52, 16
SCARS = {
    "planar 320x140": (rolling, Grid(width_mm=12, columns=320), "fractional_co2"),
    "planar 320x140, pit": (ice_pick, Grid(), "tca_cross"),
    "round 160x140": (ice_pick, Grid(geometry="round"), "tca_cross"),
}
LIVE = {
    "planar 160x70": (rolling, Grid(width_mm=12, columns=160, rows=70), "subcision"),
    "round 80x70": (ice_pick, Grid(geometry="round", columns=80, rows=70), "tca_cross"),
}
SMALL = Grid(geometry="round", columns=40, rows=36)


def year_of(scar, grid, name, *, sessions):
    """A function that carries out some monthly sessions and follows them to the end of a year."""
    plan = Plan.every(TREATMENTS[name](), sessions=sessions, weeks_apart=4)
    wait = YEAR - plan.sessions[-1].week
    return partial(run_course, scar(grid=grid), plan, follow_up_weeks=wait)


def told(benchmark, **numbers):
    """Write numbers beside the times, where they were taken."""
    benchmark.extra_info.update(numbers)


@pytest.mark.parametrize("case", SCARS)
def test_six_sessions_over_twelve_months(benchmark, case):
    course = benchmark.pedantic(year_of(*SCARS[case], sessions=6), rounds=15, warmup_rounds=2)
    assert course.weeks[-1] == pytest.approx(YEAR)
    steps, grid = len(course.sections) - 1 - len(course.plan.sessions), SCARS[case][1]
    if benchmark.stats:
        median_s = benchmark.stats.stats.median
        cells = steps * grid.rows * grid.columns
        told(benchmark, steps=steps, ns_per_cell_and_step=round(1e9 * median_s / cells, 2))


@pytest.mark.parametrize("case", LIVE)
def test_four_sessions_as_an_explorer_runs_them_with_the_surface(benchmark, case):
    run = year_of(*LIVE[case], sessions=4)
    surface = benchmark.pedantic(lambda: run().surface_mm, rounds=15, warmup_rounds=2)
    assert surface[-1].min() > surface[0].min()


@pytest.mark.parametrize("case", SCARS)
def test_one_look_at_the_surface(benchmark, case):
    scar, grid, _ = SCARS[case]
    section = scar(grid=grid)
    height = benchmark.pedantic(surface_mm, args=(section,), rounds=30, warmup_rounds=2)
    assert height.min() < -0.1


def test_a_thousand_patients_have_six_sessions(benchmark):
    n = 1000 if benchmark.enabled else 10
    plan = Plan.every(TREATMENTS["tca_cross"](), sessions=6, weeks_apart=4)
    many = benchmark.pedantic(run_cohort, args=(ice_pick(grid=SMALL), plan), kwargs={"n": n})
    assert len(many.depth_mm) == n


# Sixteen times as much of something: is it sixteen times as long? Both in one run.


def more_cells(factor):
    """A pit on 160 x 140 cells, or on as many times more."""
    fine = round(factor**0.5)
    grid = Grid(geometry="planar", columns=160 * fine, rows=140 * fine)
    return year_of(ice_pick, grid, "fractional_co2", sessions=3)


def more_sessions(factor):
    """One session with four weeks after it, or as many times more."""
    plan = Plan.every(TREATMENTS["tca_cross"](), sessions=factor, weeks_apart=4)
    return partial(run_course, ice_pick(), plan, follow_up_weeks=4)


def more_patients(factor):
    """Sixty-four patients, or as many times more."""
    plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=4)
    return partial(run_cohort, ice_pick(grid=SMALL), plan, n=64 * factor)


@pytest.mark.parametrize("more", [more_cells, more_sessions, more_patients])
def test_sixteen_times_as_much_takes_as_many_times_longer(benchmark, more):
    """The number told is 1 where the cost is linear, and below where much of it is fixed."""
    little, much = more(1), more(FACTOR)
    times = [timed(little) for _ in range(7)][1:]
    benchmark.pedantic(much, rounds=5, warmup_rounds=1)
    if benchmark.stats:
        ratio = benchmark.stats.stats.min / min(times) / FACTOR
        told(benchmark, cost_per_amount_against_the_little_one=round(ratio, 2))


def timed(run):
    """Seconds of the processor."""
    start = process_time()
    run()
    return process_time() - start
