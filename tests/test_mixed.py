"""Several scars in one slice are what they are alone, and one plan treats them all."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from toolkit import (
    TREATMENTS,
    Grid,
    Plan,
    boxcar,
    classify,
    healthy,
    ice_pick,
    measure,
    mixed,
    rolling,
    run_course,
)
from toolkit.measures import measure_each
from toolkit.mixed import STRIP

NAMES = ("ice_pick", "boxcar", "rolling")
MAKERS = (ice_pick, boxcar, rolling)


def test_each_scar_of_a_mix_is_named_as_it_is_alone():
    assert [classify(scar).name for scar in measure_each(mixed(*NAMES))] == list(NAMES)


def test_each_scar_of_a_mix_has_the_size_it_has_alone():
    """Give or take the elastic dips of its neighbours."""
    alone = [measure(make(grid=STRIP[name])) for make, name in zip(MAKERS, NAMES)]
    found = measure_each(mixed(*NAMES))
    assert_allclose([m.depth_mm for m in found], [m.depth_mm for m in alone], rtol=0.03)
    assert_allclose([m.width_mm for m in found], [m.width_mm for m in alone], rtol=0.1)


@pytest.mark.parametrize("name", ["tca_cross", "fractional_co2", "subcision"])
def test_a_plan_treats_each_scar_of_a_mix_as_it_would_alone(name):
    """Within three points: the signal of one hardly reaches the next, 2 mm away."""
    plan = Plan.every(TREATMENTS[name](), sessions=2, weeks_apart=4)
    alone = [
        run_course(make(grid=STRIP[scar]), plan).improvement_pct("depth")
        for make, scar in zip(MAKERS, NAMES)
    ]
    together = run_course(mixed(*NAMES), plan).improvement_of_each_pct("depth")
    assert_allclose(together, alone, atol=3)


def test_the_order_of_the_scars_does_not_matter():
    plan = Plan.every(TREATMENTS["tca_cross"](), sessions=1, weeks_apart=4)
    one, other = (
        run_course(mixed(*names), plan).improvement_of_each_pct() for names in (NAMES, NAMES[::-1])
    )
    assert_allclose(one, other[::-1], atol=0.5)


@pytest.mark.parametrize("name, pit_is_better", [("tca_cross", False), ("fractional_co2", True)])
def test_a_trench_and_a_pit_do_not_heal_alike(name, pit_is_better):
    """Acid thins out as it spreads from a pit; new tissue comes into it from all sides."""
    plan = Plan.every(TREATMENTS[name](), sessions=4, weeks_apart=4)
    trench, pit = (
        run_course(ice_pick(grid=grid), plan).improvement_pct()
        for grid in (STRIP["ice_pick"], None)
    )
    assert (pit > trench) == pit_is_better


def test_nothing_is_lost_when_scars_are_put_together():
    parts = [make(grid=STRIP[name]) for make, name in zip(MAKERS, NAMES)]
    missing = [((1 - part.collagen) * part.grid.cell_size).sum() for part in parts]
    whole = mixed(*parts)
    assert ((1 - whole.collagen) * whole.grid.cell_size).sum() == pytest.approx(
        sum(missing), rel=1e-5
    )
    assert whole.tether_mm.sum() == pytest.approx(parts[-1].tether_mm.sum(), rel=1e-6)


def test_a_mix_keeps_double_precision_and_the_site():
    grid = Grid(width_mm=6, columns=120, rows=70)
    whole = mixed(ice_pick(grid=grid, site="temple"), boxcar(grid=grid, site="temple"))
    assert whole.layers.site == "temple"
    assert whole.collagen.dtype == np.float32


def test_a_mix_of_healthy_skin_is_healthy_skin():
    assert (mixed(healthy()).collagen == 1).all()


@pytest.mark.parametrize(
    "scars, error, words",
    [
        ((), ValueError, "scars is empty; it must hold at least one"),
        (
            ("icepick",),
            KeyError,
            "no scar named 'icepick'; did you mean 'ice_pick'? known are ice_pick",
        ),
        ((ice_pick(),), ValueError, "scar 1 must be one planar section"),
        (("boxcar", ice_pick(grid=Grid())), None, None),
        (
            ("boxcar", ice_pick(grid=Grid(columns=160, rows=70))),
            ValueError,
            "scar 2 has cells of 0.05 by 0.05 mm at the cheek; it must have those of the first",
        ),
        (("rolling",) * 12, ValueError, "mm of skin; it must be at most 60"),
    ],
)
def test_what_cannot_be_put_together_is_refused_in_words(scars, error, words):
    if error is None:
        assert len(measure_each(mixed(*scars))) == 2
        return
    with pytest.raises(error) as refused:
        mixed(*scars)
    assert words in str(refused.value)


@pytest.mark.parametrize("gap_mm", [0, -1, float("nan"), 11])
def test_a_gap_out_of_range_is_refused(gap_mm):
    with pytest.raises(ValueError, match=f"gap_mm is {gap_mm!r}; it must lie from 0.5 to 10"):
        mixed("boxcar", gap_mm=gap_mm)


def test_what_is_no_scar_is_named_in_a_line():
    with pytest.raises(ValueError, match="scar is 3; it must be"):
        mixed(3, "boxcar")
    with pytest.raises(ValueError, match="scar is \\[Section") as told:
        mixed([rolling(), rolling()], "boxcar")
    assert len(str(told.value)) < 200
