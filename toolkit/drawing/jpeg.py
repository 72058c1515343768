"""A photograph-like picture as a JPEG, by the library that matplotlib brings along."""

from io import BytesIO

import numpy as np


def jpeg(rgb: np.ndarray, *, quality: int) -> bytes:
    """Return (rows, columns, 3) whole numbers, 0-255, as a JPEG of a quality from 1 to 95."""
    from PIL import Image

    packed = BytesIO()
    Image.fromarray(rgb, "RGB").save(packed, "JPEG", quality=quality)
    return packed.getvalue()
