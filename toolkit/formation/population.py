"""Many lesions of one kind: papules and pustules as they come, most of which leave nothing."""

import numpy as np

from toolkit.checks import check_whole
from toolkit.evidence import value
from toolkit.formation.lesion import Lesion

SPREADING = ("depth_mm", "radius_mm", "height_mm", "intensity", "days")
MOST_LESIONS = 100_000


def lesions(n: int, *, seed: int) -> tuple[Lesion, ...]:
    """Return some lesions drawn at random around an ordinary papule.

    Depth, radius, height, intensity and days spread log-normally around the default of `Lesion`;
    narrowing is anything from a ball to a funnel. Nobody picks, nobody is treated in time.

    Parameters
    ----------
    n
        How many.
    seed
        The same seed gives the same lesions.

    Raises
    ------
    ValueError
        If ``n`` is not a whole number from 1 to 100000, or the seed not one from zero up.

    Notes
    -----
    The spreads are chosen so that about as few leave a scar as in TAN2017. What this leaves out:
    that angry lesions last longer, nodules, and that some people scar more than others.

    References
    ----------
    ``value("lesions_that_scar")``, ``value("lesion_days_spread")``.

    Examples
    --------
    >>> len(lesions(3, seed=1))
    3
    """
    n = check_whole("n", n, 1, MOST_LESIONS)
    seed = check_whole("seed", seed, 0, must="be a whole number, zero or more")
    random = np.random.default_rng(seed)
    drawn = {name: _drawn(name, random.standard_normal(n)) for name in SPREADING}
    drawn["narrowing"] = random.random(n)
    return tuple(Lesion(**{name: float(drawn[name][i]) for name in drawn}) for i in range(n))


def _drawn(name, normal):
    limits, spread = value(f"lesion_{name}"), value(f"lesion_{name.removesuffix('_mm')}_spread")
    return np.clip(limits.typical * np.exp(spread.typical * normal), limits.low, limits.high)
