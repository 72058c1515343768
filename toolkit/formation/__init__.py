"""How a scar comes to be: a lesion, its inflammation, and the matrix that it takes."""

from toolkit.formation.inflammation import Inflammation, inflame
from toolkit.formation.lesion import Lesion
from toolkit.formation.population import lesions
from toolkit.formation.scar import form_scar

__all__ = ["Inflammation", "Lesion", "form_scar", "inflame", "lesions"]
