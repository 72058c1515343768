"""Where the light comes from.

        azimuth 90, the top of a map
                 |
180, the left ---+--- 0, the right        elevation: 90 straight down on the skin, 0 along it
"""

from dataclasses import dataclass
from math import cos, radians, sin, tan
from types import MappingProxyType

from toolkit.checks import check_number
from toolkit.evidence import value

AZIMUTH_DEG = value("light_azimuth").typical
RADIUS_DEG = value("light_radius").typical
LIMITS = {
    "elevation_deg": (2, 90),
    "azimuth_deg": (-360, 360),
    "ambient_share": (0, 1),
    "radius_deg": (0, 30),
}


@dataclass(frozen=True, kw_only=True)
class Light:
    """One distant lamp, and light that comes from everywhere.

    Parameters
    ----------
    elevation_deg
        Height of the lamp above the plane of the skin, 2 to 90. [degrees]
    azimuth_deg
        The side it comes from: 0 is the right, 90 the top of a map, 180 the left. [degrees]
    ambient_share
        Part of the light on flat skin that comes from everywhere and casts no shadow, 0 to 1.
    radius_deg
        Half the width of the lamp as the skin sees it, 0 to 30: it softens the edges of shadows
        in pictures. How strongly a scar shows is reckoned with a small lamp. [degrees]

    Raises
    ------
    ValueError
        If a number lies outside its limits.

    Examples
    --------
    >>> Light(elevation_deg=20).azimuth_deg
    180.0
    """

    elevation_deg: float
    azimuth_deg: float = AZIMUTH_DEG
    ambient_share: float = 0.0
    radius_deg: float = RADIUS_DEG

    def __post_init__(self):
        for name, (low, high) in LIMITS.items():
            check_number(name, getattr(self, name), low, high)

    @property
    def rise(self) -> float:
        """How far a ray rises over one millimetre of skin: the tangent of the elevation."""
        return tan(radians(self.elevation_deg))

    @property
    def heading(self) -> tuple[float, float]:
        """The way to the lamp along the skin, of length 1: to the right, and up the map."""
        return cos(radians(self.azimuth_deg)), sin(radians(self.azimuth_deg))


def _preset(name):
    elevation = value(f"light_{name}_elevation").typical
    ambient = value(f"light_{name}_ambient").typical
    radius = value(f"light_{name}_radius").typical
    return Light(elevation_deg=elevation, ambient_share=ambient, radius_deg=radius)


#: Lights of daily life. Overhead is a lamp along the normal of the skin, as over a couch; for
#: somebody who stands under a ceiling lamp the cheek is upright, and that light is raking.
LIGHTS = MappingProxyType(
    {name: _preset(name) for name in ("window", "overhead", "flash", "raking")}
)


def checked_light(light: Light) -> Light:
    """Return the light; raise a ValueError when it is something else."""
    if not isinstance(light, Light):
        raise ValueError(f"light is {light!r}; it must be a Light, such as LIGHTS['window']")
    return light
