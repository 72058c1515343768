"""Safety: what a plan should be warned of, for this skin and this patient, and why."""

from toolkit.safety.caution import KINDS, Caution
from toolkit.safety.warn import warnings_for

__all__ = ["KINDS", "Caution", "warnings_for"]
