"""Who the skin belongs to."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True)
class Patient:
    """The few traits that change the answer.

    Parameters
    ----------
    vigour
        How fast this person builds collagen; 1 is the middle of the population, above 0 to 5.
    skin_type
        Fitzpatrick type, 1 to 6. It moves colour and risk, not the depth that is reached: no
        trial shows a different gain in depth by skin type.

    Notes
    -----
    What this leaves out: age, smoking, sun, medicines. Their effect on scar depth is unknown, so
    the model has none.
    """

    vigour: float = 1.0
    skin_type: int = 3

    def __post_init__(self):
        if not (np.isfinite(self.vigour) and 0 < self.vigour <= 5):
            raise ValueError(f"vigour is {self.vigour!r}; it must lie above 0 and up to 5")
        if self.skin_type not in range(1, 7):
            raise ValueError(f"skin_type is {self.skin_type!r}; it must be a whole number 1 to 6")
