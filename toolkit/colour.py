"""How readily skin darkens after it was red: by its type, and by the sun it gets."""

from toolkit.evidence import value
from toolkit.patient import Patient

MELANIN = tuple(value(f"pigmenting_type_{skin_type}").typical for skin_type in range(1, 7))
SUN = value("pigmenting_by_sun").typical


def melanin(patient: Patient, *, sun: float = 0.0) -> float:
    """Return how readily this skin darkens after it was red: 1 = Fitzpatrick type IV, no sun.

    What gets more sun than the patient on the whole, such as one lesion, says so.

    Examples
    --------
    >>> melanin(Patient(skin_type=4))
    1.0
    """
    return MELANIN[patient.skin_type - 1] * (1 + SUN * max(sun, patient.sun))
