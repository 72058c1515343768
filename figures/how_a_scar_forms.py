"""Which lesion leaves which scar: how wide it is, and how long it stays inflamed."""

import numpy as np
from saving import save

from toolkit import Lesion, lesion_map
from toolkit.drawing import lesion_map_scene

radii, days = np.linspace(0.3, 2.3, 21).round(1), np.arange(2, 23)
scars = lesion_map(Lesion(intensity=0.7), radius_mm=radii, days=days)
scene = lesion_map_scene(scars, title="Which lesion leaves which scar")

if __name__ == "__main__":
    save(scene, __file__)
