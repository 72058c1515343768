"""The vocabulary of random skin: what the property tests draw from."""

import numpy as np
from hypothesis import strategies as st

from toolkit import Grid, healthy, value
from toolkit.anatomy import SEXES, SITES
from toolkit.grid import GEOMETRIES
from toolkit.section import FIELDS

#: The range from which a random section takes each field.
BOUNDS = {
    "collagen": (0.03, 1.0),
    "young": (0.0, 0.03),  # never more than the collagen it is a part of
    "signal": (0.0, 1.0),
    "fibroblasts": (0.0, 1.0),
    "clot": (0.0, 1.0),
    "filler": (0.0, 0.3),
    "filler_fading_per_day": (0.0, 0.02),
    "tether_mm": (0.0, 0.5),
    "redness": (0.0, 1.0),
    "pigment": (-1.0, 1.0),
}

EMPTY = value("empty_lumen").typical  #: the collagen that stands for none

even_counts = st.integers(4, 12).map(lambda half: 2 * half)
sites = st.sampled_from(SITES)
sexes = st.sampled_from((None, *SEXES))


def grids(geometries=GEOMETRIES):
    """Small grids, 8 to 24 cells each way, planar and round."""
    return st.builds(
        Grid,
        width_mm=st.floats(2.0, 12.0),
        depth_mm=st.floats(1.0, 5.0),
        columns=even_counts,
        rows=even_counts,
        geometry=st.sampled_from(geometries),
    )


@st.composite
def sections(draw, grid=None, fields=tuple(BOUNDS)):
    """Sections in which some of the named fields are rough; the rest is healthy skin.

    The roughness comes from a seed, so that a failing example shrinks to few fields and one number.
    """
    skin = healthy(
        draw(grids() if grid is None else grid), site=draw(sites), sex=draw(sexes), dtype=np.float64
    )
    rough = sorted(draw(st.sets(st.sampled_from(sorted(fields)))))
    random = np.random.default_rng(draw(st.integers(0, 2**16)))
    shapes = {name: getattr(skin, name).shape for name in rough}
    return skin.with_fields(**{n: random.uniform(*BOUNDS[n], shape) for n, shape in shapes.items()})


def slot(grid, *, width_mm, depth_mm, from_mm=0.0, dtype=np.float64):
    """Healthy skin in which a rectangle in the middle is empty, from one depth to another."""
    where = (abs(grid.x_mm) < width_mm / 2) & (grid.z_mm > from_mm)[:, None]
    skin = healthy(grid, dtype=dtype)
    empty = where & (grid.z_mm < depth_mm)[:, None]
    return skin.with_fields(collagen=np.where(empty, EMPTY, 1).astype(dtype))


def doubled(section):
    """The same skin in double precision."""
    return section.with_fields(**{name: getattr(section, name).astype(float) for name in FIELDS})


def lowered(grid, surface_mm):
    """How much the skin has sunk in all: mm2 of a planar slice, mm3 of a round one."""
    return -(surface_mm * grid.column_size).sum()


assert BOUNDS.keys() == FIELDS.keys(), "a new field of Section needs a range here"
