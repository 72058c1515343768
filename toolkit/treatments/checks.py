"""Checks of a treatment's numbers, made once, when the treatment is written down."""

import numpy as np


def check_range(treatment, name: str, low: float, high: float) -> None:
    """Raise a ValueError unless the named number of a treatment lies within its limits."""
    number = getattr(treatment, name)
    if not (np.isfinite(number) and low <= number <= high):
        kind = type(treatment).__name__
        raise ValueError(f"{kind}: {name} is {number!r}; it must lie from {low:g} to {high:g}")
