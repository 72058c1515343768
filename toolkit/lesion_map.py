"""Which lesion leaves which scar: a small map over two traits of a lesion."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from toolkit.checks import check_kind
from toolkit.classify import classify
from toolkit.formation import Lesion, form_scar
from toolkit.grid import Grid
from toolkit.measures import measure
from toolkit.patient import Patient
from toolkit.section import Section, check_one, healthy

MOST_PLACES = 10_000


@dataclass(frozen=True, kw_only=True, eq=False)
class LesionMap:
    """What scar each lesion leaves on the day its inflammation ends."""

    across: str  #: the trait that grows from left to right
    down: str  #: the trait that grows from top to bottom
    across_values: np.ndarray  #: (columns,)
    down_values: np.ndarray  #: (rows,)
    depth_mm: np.ndarray  #: (rows, columns)
    width_mm: np.ndarray  #: (rows, columns)
    names: np.ndarray  #: (rows, columns) of words: "none", "pore", "ice_pick", "boxcar", "rolling"


def lesion_map(
    lesion: Lesion,
    *,
    skin: Section | None = None,
    patient: Patient | None = None,
    **traits: Sequence[float],
) -> LesionMap:
    """Return which scar each lesion of a grid of two traits leaves.

    Parameters
    ----------
    lesion
        What all of them have in common.
    skin
        Where; a round slice of healthy cheek with cells of 50 um if left out.
    patient
        Whose skin it is.
    **traits
        Two traits of a lesion, each with its values: the first goes across, the second down.

    Raises
    ------
    ValueError
        If there are not two traits, one is unknown or holds no value, or a lesion is not possible.

    Notes
    -----
    What this leaves out: the months in which a fresh scar still changes; see `heal`.

    Examples
    --------
    >>> lesion_map(Lesion(intensity=0.9), radius_mm=(0.8, 1.6), days=(2, 21)).names.shape
    (2, 2)
    """
    check_kind("lesion", lesion, Lesion)
    _check(traits)
    (across, columns), (down, rows) = ((n, np.array(v, float)) for n, v in traits.items())
    if skin is None:
        skin = healthy(Grid(12.0, 3.5, columns=120, rows=70, geometry="round"))
    check_one(skin, "skin")
    pairs = [{across: float(x), down: float(y)} for y in rows for x in columns]
    scars = [form_scar(replace(lesion, **pair), skin, patient=patient) for pair in pairs]
    sizes = [measure(scar) for scar in scars]
    shape = len(rows), len(columns)
    return LesionMap(
        across=across,
        down=down,
        across_values=columns,
        down_values=rows,
        depth_mm=np.reshape([size.depth_mm for size in sizes], shape),
        width_mm=np.reshape([size.width_mm for size in sizes], shape),
        names=np.reshape([classify(size).name for size in sizes], shape),
    )


def _check(traits):
    known = [field.name for field in fields(Lesion)]
    if len(traits) != 2 or not traits.keys() <= set(known):
        raise ValueError(f"traits are {sorted(traits)}; there must be two of {', '.join(known)}")
    for name, values in traits.items():
        if np.ndim(values) != 1 or not np.size(values):
            raise ValueError(f"{name} is {values!r}; it must be a row of at least one number")
    if np.prod([len(values) for values in traits.values()]) > MOST_PLACES:
        raise ValueError(f"traits make more than {MOST_PLACES} lesions; there must be fewer")
