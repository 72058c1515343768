"""How thick each layer of facial skin is, by site, for men and for women."""

from dataclasses import dataclass
from difflib import get_close_matches

from toolkit.evidence import value

SITES = ("cheek", "forehead", "temple", "nose", "chin")
SEXES = ("woman", "man")


@dataclass(frozen=True, kw_only=True)
class Layers:
    """The layers of the skin at one place of the face, from the outside in."""

    site: str
    sex: str | None
    stratum_corneum_mm: float
    epidermis_mm: float  #: the living part, without the stratum corneum
    papillary_dermis_mm: float
    reticular_dermis_mm: float
    hypodermis_mm: float

    @property
    def dermis_mm(self) -> float:
        """Papillary and reticular dermis together. [mm]"""
        return self.papillary_dermis_mm + self.reticular_dermis_mm

    @property
    def skin_mm(self) -> float:
        """From the surface to the fat. [mm]"""
        return self.stratum_corneum_mm + self.epidermis_mm + self.dermis_mm

    @property
    def total_mm(self) -> float:
        """From the surface to the bottom of the fat. [mm]"""
        return self.skin_mm + self.hypodermis_mm


def layers(site: str = "cheek", *, sex: str | None = None) -> Layers:
    """Return the layer thicknesses at one facial site.

    Parameters
    ----------
    site
        ``"cheek"``, ``"forehead"``, ``"temple"``, ``"nose"`` or ``"chin"``.
    sex
        ``"woman"``, ``"man"``, or None for the mean of the two. It moves the dermis only:
        for the other layers no source separates the two at these sites.

    Raises
    ------
    KeyError
        If the site or the sex is unknown; the message names the nearest one.

    Notes
    -----
    Ultrasound (MENG2022) and the sum of layers in a larger cohort (XU2019) differ by a factor of
    two for the same cheek; we draw the middle. What this leaves out: age, sun, ancestry, and how
    much one person's skin varies over a centimetre.

    Examples
    --------
    >>> layers("temple").dermis_mm < layers("cheek").dermis_mm
    True
    """
    _check(site, "site", SITES)
    dermis_mm = _dermis_mm(site, sex)
    papillary_mm = value("papillary_dermis_thickness").typical
    return Layers(
        site=site,
        sex=sex,
        stratum_corneum_mm=value("stratum_corneum_thickness").typical,
        epidermis_mm=value("epidermis_thickness").typical,
        papillary_dermis_mm=papillary_mm,
        reticular_dermis_mm=dermis_mm - papillary_mm,
        hypodermis_mm=value(f"hypodermis_thickness_{site}").typical,
    )


def _dermis_mm(site, sex):
    if sex is None:
        return (_dermis_mm(site, "woman") + _dermis_mm(site, "man")) / 2
    _check(sex, "sex", SEXES)
    return value(f"dermis_thickness_{site}_{sex}").typical


def _check(name, what, known):
    if name not in known:
        close = get_close_matches(str(name), known, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise KeyError(f"{what} is {name!r}; {hint}known are {', '.join(known)}")
