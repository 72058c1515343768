"""From a lesion to the skin on the day its inflammation ends: what is lost, and what is left."""

import numpy as np

from toolkit.checks import check_kind
from toolkit.evidence import value
from toolkit.formation.colour import colours
from toolkit.formation.infiltrate import infiltrate
from toolkit.formation.inflammation import loss_days
from toolkit.formation.lesion import Lesion
from toolkit.grid import Grid
from toolkit.modes import soaked
from toolkit.patient import Patient
from toolkit.section import Section, check_one, healthy

EMPTY = value("empty_lumen").typical
LOSS_PER_DAY = value("matrix_loss").typical
HALF_STRENGTH = value("infiltrate_half_strength").typical
SHARPNESS = value("infiltrate_sharpness").typical
SEEPING_MM = value("enzyme_reach").typical
THINNED = value("scarred_dermis_loss").typical
HOLDS = value("roof_holds_from").typical
HOLDS_WIDTH = value("roof_holds_width").typical
BAND_PULL = value("deep_band_pull").typical
BAND_RIM_MM = value("deep_band_rim").typical
PATCHED = value("closed_gap_patched").typical
FRESH_CELLS = value("fresh_scar_fibroblasts").typical
FRESH_YOUNG = value("fresh_scar_young").typical
FRESH_CRUST_MM = value("fresh_scar_crust").typical
SUN_LOSS = value("sun_matrix_loss").typical
SUN_MM = value("sun_reach").typical
SUN_SLOWS = value("sun_slows_repair").typical
LEAST_LOSS = 1e-3  #: less than this is not lost: beyond it the skin stays exactly healthy
CLEAR_MM = 0.2  #: skin that must stay below the lesion and beside it


def form_scar(
    lesion: Lesion, skin: Section | None = None, *, patient: Patient | None = None
) -> Section:
    r"""Return the skin on the day the inflammation of a lesion ends: a fresh scar, or none.

    Parameters
    ----------
    lesion
        What was inflamed, and for how long.
    skin
        Where; a round slice of healthy cheek, 12 mm wide, if left out.
    patient
        Whose skin it is: skin type moves redness and pigment, never what is lost.

    Returns
    -------
    Section
        Writes ``collagen``, ``young``, ``fibroblasts``, ``clot``, ``tether_mm``, ``redness`` and
        ``pigment``. The scar is fresh; `heal` lets it grow old.

    Raises
    ------
    ValueError
        If the lesion reaches out of the slice or through the fat, or the skin is that of many.

    Notes
    -----
    With *i* the infiltrate, *D* the days of full matrix loss from `toolkit.formation.inflammation`
    and *m* the matrix:

    .. math::
        H = \frac{i^n}{i^n + \theta^n}, \qquad
        m = m_{min} + (1 - m_{min})\, e^{-k_m H D}

    The dermis beside is thinned by enzymes that seep out of it. Where the roof gives way up to the
    surface, the rest comes away and the skin falls in; where skin still covers the gap, repair
    patches a part of it. What is lost below the dermis is bridged by a band that pulls; where it
    would lie open, fat fills it, so that no pit is deeper than the skin.

    What this leaves out: scars that rise, tracts that branch, people who scar more than others.
    No study has measured how sun changes the depth of an acne scar: its part here is small and
    chosen. Fair skin is not the one that scars more (PERKINS2011), so skin type is colour alone.

    References
    ----------
    ``value("matrix_loss")``, ``value("infiltrate_reach")``, ``value("fresh_scar_fibroblasts")``.

    Examples
    --------
    >>> from toolkit import classify
    >>> classify(form_scar(Lesion(days=2))).name
    'none'
    >>> nodule = Lesion(depth_mm=1.6, radius_mm=2.2, height_mm=1.8, intensity=0.9, days=28)
    >>> classify(form_scar(nodule)).name
    'rolling'
    """
    skin = healthy(Grid(width_mm=12.0, geometry="round")) if skin is None else skin
    patient = Patient() if patient is None else patient
    for name, thing, kind in (("lesion", lesion, Lesion), ("patient", patient, Patient)):
        check_kind(name, thing, kind)
    check_one(skin, "skin")
    _check_fits(lesion, skin)
    dense = infiltrate(lesion, skin.grid, skin.collagen.dtype)
    kept = _kept(lesion, skin, dense)
    freed = np.minimum(soaked(1 - kept, skin.grid, reach_mm=SEEPING_MM), 1)
    kept, open_part = _opened(kept, skin)
    patch = PATCHED * (1 - kept)
    collagen = skin.collagen * _left(kept + patch, freed, open_part)
    young = FRESH_YOUNG * patch * (1 - open_part)
    return skin.with_fields(
        collagen=collagen,
        young=np.minimum(skin.young + young, collagen),
        fibroblasts=_awake(lesion, skin, freed),
        clot=np.maximum(skin.clot, _crust(open_part, skin.grid)),
        tether_mm=skin.tether_mm + _bands_mm(skin, kept),
        **colours(lesion, skin, dense, patient),
    )


def _check_fits(lesion, skin):
    grid = skin.grid
    beside = grid.width_mm / 2 - CLEAR_MM
    below = min(grid.depth_mm, skin.layers.total_mm) - CLEAR_MM
    wide = lesion.radius_mm * lesion.swelling
    deep = lesion.depth_mm + lesion.height_mm * lesion.swelling / 2
    if wide > beside:
        raise ValueError(
            f"radius_mm is {lesion.radius_mm!r}; the lesion reaches {wide:.2f} mm to the side and "
            f"must stay within {beside:.2f} mm here"
        )
    if deep > below:
        raise ValueError(
            f"depth_mm is {lesion.depth_mm!r} and height_mm is {lesion.height_mm!r}; the lesion "
            f"reaches {deep:.2f} mm down and must stay above {below:.2f} mm here"
        )


def _kept(lesion, skin, dense):
    """Return what the inflammation has left of the matrix, (rows, columns), 0-1."""
    days = loss_days(lesion.inflammatory_share, lesion.inflamed_days)
    power = dense ** float(SHARPNESS)
    strength = power / (power + HALF_STRENGTH**SHARPNESS)
    sunlit = np.exp(-skin.grid.z_mm / SUN_MM)[:, None].astype(dense.dtype)
    rate = LOSS_PER_DAY * days * (1 + SUN_LOSS * lesion.sun * sunlit)
    return EMPTY + (1 - EMPTY) * np.exp(-strength * rate)


def _opened(kept, skin):
    """Return what is kept, and how open to the air each cell comes to lie, (rows, columns), 0-1.

    It does when all that is above it, up to the surface, has given way. Fat is soft: it fills what
    would lie open below the skin.
    """
    roof = np.maximum.accumulate(kept, axis=-2)
    given_way = np.clip(0.5 - (roof - HOLDS) / HOLDS_WIDTH, 0, 1)
    fat = np.clip((skin.grid.z_mm - skin.layers.skin_mm) / skin.grid.dz_mm + 0.5, 0, 1)
    filled = given_way * fat[:, None].astype(kept.dtype)
    return np.maximum(kept, filled), given_way - filled


def _left(patched, freed, open_part):
    """Return the matrix in the end: an open pit is empty, and the dermis around it thinned."""
    left = patched * (1 - THINNED * freed)
    left = np.where(left < 1 - LEAST_LOSS, left, 1)
    return left * (1 - open_part) + EMPTY * open_part


def _awake(lesion, skin, freed):
    """Return the fibroblasts that are awake when the inflammation ends."""
    awake = FRESH_CELLS * (1 - SUN_SLOWS * lesion.sun) * freed
    return np.maximum(skin.fibroblasts, awake)


def _crust(open_part, grid):
    """Return the crust that stands on the floor of an open pit, thinning upwards."""
    below = np.flip(np.cumsum(np.flip(open_part, -2), axis=-2), -2)
    return open_part * np.exp((below - open_part / 2) * grid.dz_mm / -FRESH_CRUST_MM)


def _bands_mm(skin, kept):
    """Return the sag that the bands pull, (columns,): what is lost where dermis meets fat. [mm]"""
    z, border = skin.grid.z_mm, skin.layers.skin_mm
    deep = np.clip((z - border) / BAND_RIM_MM + 0.5, 0, 1).astype(kept.dtype)
    return BAND_PULL * (deep @ (1 - kept)) * skin.grid.dz_mm
