"""A picture made of pixels inside a scene: few colours, and the place in millimetres it covers."""

from base64 import b64encode
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from toolkit.drawing.jpeg import jpeg


@dataclass(frozen=True, eq=False)
class Raster:
    """Pixels, the first row at the top; both ways out show them, the SVG packed as a JPEG."""

    rgb: np.ndarray = field(repr=False)  #: (rows, columns, 3) whole numbers from 0 to 255
    left: float
    top: float
    width: float
    height: float
    quality: int = 80  #: of the JPEG, 1-95

    @property
    def corners(self) -> np.ndarray:
        """The four corners, (4, 2)."""
        right, bottom = self.left + self.width, self.top + self.height
        return np.array(
            [[self.left, self.top], [right, self.top], [right, bottom], [self.left, bottom]]
        )

    @cached_property
    def jpeg(self) -> bytes:
        """The pixels as the bytes of a JPEG: a fifth of a PNG, and skin has no hard edges."""
        return jpeg(self.rgb, quality=self.quality)

    @cached_property
    def href(self) -> str:
        """The JPEG as an address that holds its own bytes."""
        return f"data:image/jpeg;base64,{b64encode(self.jpeg).decode()}"


def image_tag(raster: Raster, window, scale: tuple[float, float]) -> str:
    """Return the pixels as an SVG element, in units of a panel that shows a window."""
    x, y = (raster.left - window.left) * scale[0], (raster.top - window.top) * scale[1]
    width, height = raster.width * scale[0], raster.height * scale[1]
    return (
        f'<image x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'preserveAspectRatio="none" href="{raster.href}"/>'
    )
