"""The name of a scar: its own for every preset, the published limits for sizes taken by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import sites

from toolkit import boxcar, classify, healthy, ice_pick, pore, rolling
from toolkit.measures import Measures

# shape, widths [mm], depths [mm] that belong to it without a doubt (FABBROCINI2010, Table 1)
CERTAIN = [
    (ice_pick, (0.6, 1.4), (1.5, 2.5)),
    (boxcar, (1.6, 3.9), (0.1, 0.8)),
    (rolling, (4.5, 8.0), (0.15, 0.6)),
    (pore, (0.3, 0.47), (0.1, 0.3)),
]


def by_hand(*, width_mm, depth_mm, floor_share=0.3):
    """Measures of a scar that somebody took with a ruler."""
    return Measures(
        width_mm=width_mm,
        depth_mm=depth_mm,
        floor_share=floor_share,
        area_mm2=width_mm * depth_mm / 2,
        volume_mm3=1.0,
        wall_deg=60.0,
    )


@pytest.mark.parametrize("scar", [ice_pick, boxcar, rolling, pore])
def test_a_typical_scar_gets_its_own_name(scar):
    found = classify(scar())
    assert (found.name, found.certain) == (scar.__name__, True)


@pytest.mark.parametrize("scar, widths, depths", CERTAIN)
@given(data=st.data(), site=sites)
def test_a_scar_of_clear_size_gets_its_own_name(scar, widths, depths, data, site):
    size = {"width_mm": data.draw(st.floats(*widths)), "depth_mm": data.draw(st.floats(*depths))}
    found = classify(scar(site=site, **size))
    assert (found.name, found.certain) == (scar.__name__, True)


def test_healthy_skin_has_no_scar():
    assert classify(healthy()).name == "none"


@pytest.mark.parametrize("depth_mm, detail", [(0.2, "shallow"), (0.45, "shallow"), (0.6, "deep")])
def test_a_boxcar_is_deep_from_half_a_millimetre(depth_mm, detail):
    """FABBROCINI2010, Table 1: shallow 0.1-0.5 mm, deep from 0.5 mm."""
    assert classify(boxcar(depth_mm=depth_mm)).detail == detail


@pytest.mark.parametrize(
    "width_mm, depth_mm, floor_share, name",
    [
        (1.0, 2.0, 0.3, "ice_pick"),
        (3.0, 0.5, 0.8, "boxcar"),
        (5.0, 0.4, 0.3, "rolling"),
        (0.3, 0.1, 0.3, "pore"),
        (3.0, 0.01, 0.8, "none"),
    ],
)
def test_sizes_taken_by_hand_get_the_published_name(width_mm, depth_mm, floor_share, name):
    size = by_hand(width_mm=width_mm, depth_mm=depth_mm, floor_share=floor_share)
    assert classify(size).name == name


@pytest.mark.parametrize(
    "width_mm, depth_mm, floor_share",
    [
        (1.8, 1.5, 0.3),  # wider than deep, though narrower than 2 mm
        (4.5, 0.4, 0.8),  # flat, but wider than a boxcar's 4 mm
        (1.2, 0.4, 0.8),  # flat, but narrower than a boxcar's 1.5 mm
        (3.5, 0.4, 0.3),  # gentle, but narrower than a rolling scar's 4 mm
    ],
)
def test_a_size_between_the_published_ones_is_not_certain(width_mm, depth_mm, floor_share):
    size = by_hand(width_mm=width_mm, depth_mm=depth_mm, floor_share=floor_share)
    assert not classify(size).certain


@given(width_mm=st.floats(0.05, 10), depth_mm=st.floats(0, 3), floor_share=st.floats(0, 1))
def test_every_scar_gets_a_name_with_a_reason(width_mm, depth_mm, floor_share):
    found = classify(by_hand(width_mm=width_mm, depth_mm=depth_mm, floor_share=floor_share))
    assert found.name in {"none", "pore", "ice_pick", "boxcar", "rolling"}
    assert found.reason
    assert (found.detail != "") == (found.name == "boxcar")
