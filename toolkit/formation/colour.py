"""What colour an inflamed place has on the day its inflammation ends."""

import numpy as np

from toolkit.colour import melanin
from toolkit.evidence import value
from toolkit.formation.lesion import Lesion
from toolkit.patient import Patient
from toolkit.section import Section

NEAR_MM = value("redness_depth").typical
REDDENING = value("reddening").typical
FADING = 1 / value("redness_fading").typical
PIGMENTING = value("pigmenting").typical


def colours(
    lesion: Lesion, skin: Section, dense: np.ndarray, patient: Patient
) -> dict[str, np.ndarray]:
    """Return redness and pigment, (columns,), after an infiltrate near the surface.

    The rates are those by which a treated skin reddens and darkens. Redness is that of the
    vessels, the same in every skin; how much of it shows is a matter of light and melanin.
    """
    near = np.exp(-skin.grid.z_mm / NEAR_MM)
    rate = REDDENING * ((near / near.sum()).astype(dense.dtype) @ dense)
    days = lesion.inflamed_days
    redness = rate / (rate + FADING) * (1 - np.exp(-(rate + FADING) * days))
    darkened = PIGMENTING * melanin(patient, sun=lesion.sun) * days * redness / 2
    return {
        "redness": np.maximum(skin.redness, redness),
        "pigment": np.minimum(skin.pigment + darkened, 1),
    }
