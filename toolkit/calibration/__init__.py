"""Holding the model to trials: the rows it is fitted to, the fit, and the main table.

`tests/calibrate.py fit` fits the few global constants to `evidence/calibration.csv` and writes them
into `evidence/values.csv`; `tests/calibrate.py sweep` moves every number set by hand by a fifth and
writes what that does to `evidence/sweep.csv`.
"""

from toolkit.calibration.fit import Fit, fit
from toolkit.calibration.rows import Row, predicted_pct, rows
from toolkit.calibration.scars import scar, shares
from toolkit.calibration.table import CELLS, main_table

__all__ = ["CELLS", "Fit", "Row", "fit", "main_table", "predicted_pct", "rows", "scar", "shares"]
