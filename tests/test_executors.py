"""A cohort shared out among processes or machines: the same patients, the same numbers."""

import pickle
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from toolkit import TREATMENTS, Grid, Plan, boxcar, ice_pick, run_cohort

GRID = Grid(geometry="round", columns=16, rows=14)
SCARS = [ice_pick(width_mm=2, depth_mm=2, grid=GRID), boxcar(grid=GRID)]
PLAN = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=2)
NUMBERS = ("vigour", "weeks", "depth_mm", "area_mm2", "volume_mm3")


def cohort(n=150, **options):
    return run_cohort(SCARS, PLAN, n=n, follow_up_weeks=4, **options)


@pytest.fixture(scope="module")
def alone():
    return cohort()


def assert_same_to_the_last_bit(one, other):
    for name in NUMBERS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


@pytest.mark.parametrize("method", [None, "spawn"], ids=["usual", "spawn"])
def test_a_pool_of_processes_gives_the_same_answer(alone, method):
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        assert_same_to_the_last_bit(cohort(executor=pool), alone)


def test_a_pool_of_threads_gives_the_same_answer(alone):
    with ThreadPoolExecutor(2) as pool:
        assert_same_to_the_last_bit(cohort(executor=pool), alone)


def test_a_dask_cluster_gives_the_same_answer(alone):
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    with (
        distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert_same_to_the_last_bit(cohort(executor=client.get_executor()), alone)


@pytest.mark.parametrize("shares", [1, 2])
def test_larger_shares_give_the_same_answer(alone, monkeypatch, shares):
    monkeypatch.setattr("toolkit.cohort.MOST_SHARES", shares)
    assert_same_to_the_last_bit(cohort(), alone)


class Weighing(Executor):
    """It weighs what it is given to do, and does none of it."""

    def map(self, work, *lists, **_options):
        self.bytes = [len(pickle.dumps((work, *share))) for share in zip(*lists)]
        return iter(())


@pytest.mark.parametrize("n", [1_000, 1_000_000])
def test_work_goes_out_in_few_and_small_shares(n):
    """Of each patient a vigour and a lot go out, 8 bytes each; the scars go with every share."""
    weighing = Weighing()
    with pytest.raises(ValueError):
        cohort(n=n, executor=weighing)
    assert 2 <= len(weighing.bytes) <= 256
    assert sum(weighing.bytes) < 16 * n + len(weighing.bytes) * (len(pickle.dumps(SCARS)) + 2_000)


def test_an_executor_that_loses_a_share_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        cohort(executor=Weighing())


def test_what_goes_wrong_in_a_share_is_heard():
    class Broken(Executor):
        def map(self, _work, *_lists, **_options):
            raise RuntimeError("a worker is gone")

    with pytest.raises(RuntimeError, match="a worker is gone"):
        cohort(executor=Broken())
