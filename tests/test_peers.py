"""How long others take for the same problem, to the same error: told, never judged.

    pip install -e ".[test,peers]"
    OMP_NUM_THREADS=1 python -m pytest tests/test_peers.py --benchmark-only

One ice pick, one session of CROSS, 28 days, on narrow cells of 50 um (quick) and of 25 um (add
`PEERS=full`). The error is the largest difference of collagen in any cell from a reference in which
only the steps in time are far finer; each way of each peer is made just fine enough, then the
fastest of them runs beside ours, turn and turn about. Time of the processor, on one core; what can
be kept from run to run (meshes, tables of modes, compiled code) is made before.
"""

import os
import platform
from functools import lru_cache
from importlib.metadata import version
from math import ceil
from statistics import median
from time import process_time
from typing import NamedTuple

import numpy as np
import pytest
from peers import DAYS, PEERS, ours, problem, reference
from solver import solved_by_scipy

from toolkit import Grid
from toolkit.healing import HEALING

for name in ("devito", "fipy", "pde"):
    pytest.importorskip(name, reason="needs the extra `peers`")

GRIDS = {"80x40": Grid(width_mm=4, depth_mm=2, columns=80, rows=40)}
if os.environ.get("PEERS") == "full":
    GRIDS["320x140"] = Grid()
TARGETS = (1e-3, 1e-4)
PACKAGES = ("devito", "fipy", "py-pde", "scipy", "numpy", "numba")
ROUNDS = 5


class Tuned(NamedTuple):
    """A way that is just fine enough."""

    way: str
    fineness: float
    error: float
    run: object


@lru_cache
def given(grid_name):
    """The problem and the collagen at its end."""
    p = problem(GRIDS[grid_name])
    return p, reference(p)


def seconds(run):
    begun = process_time()
    run()
    return process_time() - begun


def just_fine_enough(way, exact, target):
    """Return the way, as coarse as it may be: from each error the next fineness is guessed."""
    fineness = ceil(way.coarsest)
    for _ in range(12):
        run = way.ready(fineness)
        error = float(abs(run() - exact).max())
        if error <= target:
            return Tuned(way.name, fineness, error, run)
        guess = (error / target) ** (1 / way.order) if np.isfinite(error) else 2
        fineness = ceil(fineness * min(max(1.02 * guess, 1.05), 4))
    raise AssertionError(f"{way.name} does not come nearer than {error}")


@lru_cache
def ways(solver, grid_name):
    """Return a peer's ways, each making itself ready for a fineness only once."""
    p, _ = given(grid_name)
    return [way._replace(ready=lru_cache(way.ready)) for way in solver(p)]


@lru_cache
def best(solver, grid_name, target):
    """Return the fastest of a peer's ways, each just fine enough."""
    _, exact = given(grid_name)
    tuned = [just_fine_enough(way, exact, target) for way in ways(solver, grid_name)]
    return min(tuned, key=lambda one: min(seconds(one.run) for _ in range(2)))


@pytest.fixture(scope="module")
def table(request):
    """Lines that are written to the terminal when all is done."""
    lines = []
    yield lines
    kinds = f"{platform.machine()}, Python {platform.python_version()}"
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n", kinds, versions, *lines, sep="\n")


@pytest.mark.benchmark(timer=process_time)
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("grid_name", GRIDS)
def test_a_peer_reaches_the_same_error(benchmark, table, grid_name, peer, target):
    we, they = best(ours, grid_name, target), best(PEERS[peer], grid_name, target)
    assert max(we.error, they.error) <= target

    beside = []
    benchmark.pedantic(
        they.run, setup=lambda: beside.append(seconds(we.run)), rounds=ROUNDS, warmup_rounds=1
    )
    if not benchmark.stats:
        return
    times, ours_s = benchmark.stats.stats.data, beside[-ROUNDS:]
    ratios = [their_s / our_s for their_s, our_s in zip(times, ours_s)]
    told = {
        "peer_ms": round(1e3 * median(times), 2),
        "ours_ms": round(1e3 * median(ours_s), 2),
        "ratio": round(median(ratios), 2),
        "ratio_spread": [round(min(ratios), 2), round(max(ratios), 2)],
        "peer": f"{they.way}, fineness {they.fineness}, error {they.error:.1e}",
        "ours": f"{we.way}, fineness {we.fineness}, error {we.error:.1e}",
    }
    benchmark.extra_info.update(told)
    table.append(
        f"{grid_name:>8}  {target:.0e}  {peer:<7} {told['peer_ms']:>9} ms   ours "
        f"{told['ours_ms']:>7} ms   ratio {told['ratio']:>7} {told['ratio_spread']}   "
        f"{told['peer']}; {told['ours']}"
    )


def test_the_reference_agrees_with_the_equations_written_down_elsewhere():
    p = problem(Grid(width_mm=4, depth_mm=2, columns=40, rows=20))
    doubled = {name: getattr(p.section, name).astype(float) for name in ("signal", "clot")}
    section = p.section.with_fields(collagen=p.section.collagen.astype(float), **doubled)
    elsewhere = solved_by_scipy(section, DAYS, HEALING)["collagen"]
    assert abs(elsewhere - reference(p)).max() < 1e-5
