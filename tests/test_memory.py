"""How much memory a cohort takes: what is kept of each patient, and hardly more.

With `PATIENTS=100000` before the command the last test takes some minutes and measures that many.
"""

import os
import subprocess
import sys
import tracemalloc
from concurrent.futures import Executor

import numpy as np
import pytest

from toolkit import TREATMENTS, Grid, Plan, ice_pick, run_cohort

resource = pytest.importorskip("resource", reason="Windows does not say how much was used")

PATIENTS = int(os.environ.get("PATIENTS", "300"))
MOST_MIB = 2048
# A process starts with the peak of the one that started it; so a small one stands between.
BETWEEN = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
CHILD = """
import resource, sys
from toolkit import TREATMENTS, Grid, Plan, ice_pick, run_cohort

scar = ice_pick(grid=Grid(geometry="round", columns=40, rows=36))
plan = Plan.every(TREATMENTS["tca_cross"](), sessions=6, weeks_apart=4)
cohort = run_cohort(scar, plan, n=int(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(cohort.vigour), peak / (2**20 if sys.platform == "darwin" else 2**10))
"""


class Copying(Executor):
    """It does the first share of the work and gives out copies of what came of it."""

    def map(self, work, *lists, **_options):
        first, *_, last = zip(*lists)
        weeks, *sizes = work(*first)
        yield from ((weeks, *(size.copy() for size in sizes)) for _ in range(len(lists[0]) - 1))
        yield weeks, *(size[:, : len(last[0])] for size in sizes)


def test_a_million_patients_take_little_more_than_the_numbers_kept_of_them():
    """Of each depth, area and volume at every moment; and while they are drawn, some lots."""
    scar = ice_pick(width_mm=2, depth_mm=2, grid=Grid(geometry="round", columns=16, rows=14))
    plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=1)
    tracemalloc.start()
    try:
        many = run_cohort(scar, plan, n=1_000_000, follow_up_weeks=1, executor=Copying())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    kept = sum(
        getattr(many, name).nbytes
        for name in vars(many)
        if isinstance(getattr(many, name), np.ndarray)
    )
    assert kept < peak < 1.1 * kept + 64 * 1_000_000


def test_a_cohort_stays_below_two_gibibytes():
    words = [sys.executable, "-c", BETWEEN, sys.executable, "-c", CHILD, str(PATIENTS)]
    patients, peak_mib = subprocess.check_output(words, text=True).split()
    print(f"{patients} patients of six sessions: {float(peak_mib):.0f} MiB at most")
    assert int(patients) == PATIENTS
    assert float(peak_mib) < MOST_MIB
