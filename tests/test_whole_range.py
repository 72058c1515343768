"""Random scars, plans and patients from the whole legal range: nothing breaks or leaves bounds."""

import os

import numpy as np
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from toolkit import (
    TREATMENTS,
    Grid,
    Lesion,
    Patient,
    Plan,
    Session,
    boxcar,
    form_scar,
    healthy,
    ice_pick,
    mixed,
    pore,
    rolling,
    run_course,
    value,
    warnings_for,
)
from toolkit.anatomy import SITES
from toolkit.measures import sizes_of
from toolkit.surface import surface_mm

HOW_MANY = 2_000
CHUNK = 100  #: hypothesis keeps one long run in memory; chunks keep failures small
ROUND = Grid(geometry="round", columns=40, rows=36)
ROOMY = healthy(Grid(width_mm=12, depth_mm=3.5, columns=40, rows=36, geometry="round"))
FLAT = Grid(width_mm=12, columns=60, rows=36)
SIZES = {
    ice_pick: ((0.5, 1.9), (0.4, 1.6)),
    boxcar: ((1.5, 4.0), (0.1, 0.8)),
    pore: ((0.3, 0.6), (0.05, 0.25)),
    rolling: ((4.6, 8.0), (0.15, 0.6)),
}


@st.composite
def scars(draw):
    """A scar of any legal size; sizes that do not go together are drawn again."""
    make = draw(st.sampled_from(sorted(SIZES, key=lambda each: each.__name__)))
    widths, depths = SIZES[make]
    width_mm, depth_mm = draw(st.floats(*widths)), draw(st.floats(*depths))
    grid = FLAT if make is rolling else draw(st.sampled_from((ROUND, FLAT)))
    try:
        site = draw(st.sampled_from(SITES))
        return make(width_mm=width_mm, depth_mm=depth_mm, site=site, grid=grid)
    except ValueError:
        return boxcar(grid=ROUND)


@st.composite
def mixes(draw):
    """Two or three planar scars side by side."""
    grid = Grid(width_mm=12, columns=80, rows=24)
    makers = draw(st.lists(st.sampled_from((ice_pick, boxcar, rolling)), min_size=2, max_size=3))
    return mixed(*(make(grid=grid) for make in makers))


@st.composite
def emerged(draw):
    """What any lesion that fits leaves behind."""
    traits = {name: value(f"lesion_{name}") for name in Lesion.__dataclass_fields__}
    lesion = Lesion(
        **{name: draw(st.floats(limits.low, limits.high)) for name, limits in traits.items()}
    )
    try:
        return form_scar(lesion, ROOMY, patient=draw(patients))
    except ValueError:
        return form_scar(Lesion(), ROOMY)


@st.composite
def treatments(draw):
    """A treatment with each knob at its default or somewhere near it, as far as it is legal."""
    name = draw(st.sampled_from(sorted(TREATMENTS)))
    kind, knobs = TREATMENTS[name], {}
    for field in kind.__dataclass_fields__:
        default = getattr(kind(), field)
        if isinstance(default, str):
            choices = words_of(kind, field)
            wanted = draw(st.sampled_from(choices))
        elif isinstance(default, (int, float)) and not isinstance(default, bool):
            wanted = type(default)(default * draw(st.floats(0.3, 3.0)))
        elif default is None:  # volume_ul
            wanted = draw(st.floats(0.05, 2))
        else:
            continue
        try:
            kind(**{field: wanted})
        except (ValueError, KeyError, TypeError):
            continue
        knobs[field] = wanted
    try:
        return kind(**knobs)
    except (ValueError, KeyError, TypeError):  # knobs that exclude each other
        return kind()


def words_of(kind, field):
    """The words that a knob knows: its refusal of a wrong one lists them."""
    with pytest.raises((ValueError, KeyError)) as refused:
        kind(**{field: "no such word"})
    known = [part.strip(" '\"().,;") for part in str(refused.value).replace("'", " ").split()]
    return [word for word in known if accepts(kind, field, word)] or [getattr(kind(), field)]


def accepts(kind, field, word):
    try:
        kind(**{field: word})
    except (ValueError, KeyError):
        return False
    return True


@st.composite
def plans(draw):
    weeks = np.cumsum(draw(st.lists(st.floats(1, 20), min_size=1, max_size=4)))
    visits = [draw(st.lists(treatments(), min_size=1, max_size=2)) for _ in weeks]
    return Plan(tuple(Session(week=float(w), treatments=tuple(v)) for w, v in zip(weeks, visits)))


patients = st.builds(
    Patient,
    vigour=st.floats(0.05, 5),
    skin_type=st.integers(1, 6),
    sun=st.floats(0, 1),
    adherence=st.floats(0, 1),
    age_years=st.floats(10, 100),
    isotretinoin_months_ago=st.none() | st.floats(0, 60),
    **{
        name: st.booleans()
        for name, default in vars(Patient()).items()
        if isinstance(default, bool)
    },
)
skins = scars() | emerged() | mixes()


def check(section, plan, patient):
    assert all(
        caution.message and caution.why for caution in warnings_for(section, plan, patient=patient)
    )
    try:
        course = run_course(section, plan, patient=patient, follow_up_weeks=26)
    except ValueError as refused:  # only that tissue takes no more of a filler
        if "volume_ul is" not in str(refused):
            raise
        return
    filled = 0.0
    for moment in course.sections:
        for name in ("collagen", "young", "signal", "fibroblasts", "clot", "redness"):
            field = getattr(moment, name)
            assert field.min() >= 0, name
            assert field.max() <= 1 + 1e-6, name
        assert abs(moment.pigment).max() <= 1
        assert moment.tether_mm.min() >= 0
        # What stands above healthy skin is at most what filler can lift there.
        lift = moment.filler.sum(axis=-2).max() * moment.grid.dz_mm
        filled = max(filled, lift)
        assert surface_mm(moment).max() <= filled + 0.02
    assert np.isfinite(course.surface_mm).all()
    assert all(np.isfinite(sizes).all() for sizes in sizes_of(section.grid, course.surface_mm))


@pytest.mark.parametrize("chunk", range(HOW_MANY // CHUNK if os.environ.get("CI") else 2))
def test_no_course_from_the_whole_legal_range_leaves_its_bounds(chunk):
    """Two thousand courses in continuous integration, two hundred elsewhere."""

    @seed(chunk)
    @settings(
        max_examples=CHUNK,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(section=skins, plan=plans(), patient=patients)
    def every(section, plan, patient):
        check(section, plan, patient)

    every()
