"""How two wounds of one place are joined, whichever came first."""

import numpy as np


def joined(before: np.ndarray, more: np.ndarray | float) -> np.ndarray:
    """Return what two wounds of one place make together, each a share of what can be wounded.

    The second finds only what the first has spared, and falls there at random: 1 - (1 - a)(1 - b).
    So the order does not matter, and nothing is more than wholly wounded. Clot and redness join in
    the same way.

    Examples
    --------
    >>> joined(0.5, 0.5)
    0.75
    """
    return before + more * (1 - before)
