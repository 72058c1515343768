"""Published trials, predicted: what the model says a study would report, and how far off it is.

`python -m toolkit.trials TABLE.csv` does it for any table; `tests/calibrate.py links` fits the link
of each family of scales to `evidence/targets.csv`.
"""

from toolkit.trials.board import Board, board, inside_pct, null_rms_points, rms_points
from toolkit.trials.fit import cases, fit_links
from toolkit.trials.link import Link, links
from toolkit.trials.page import trials_page
from toolkit.trials.prediction import Prediction, predict
from toolkit.trials.report import as_csv, as_text
from toolkit.trials.row import COLUMNS, Row, Unpredictable, read_table, row_of
from toolkit.trials.scale import FAMILIES, FAMILY_WORDS
from toolkit.trials.tables import held_out, targets

__all__ = [
    "COLUMNS",
    "FAMILIES",
    "FAMILY_WORDS",
    "Board",
    "Link",
    "Prediction",
    "Row",
    "Unpredictable",
    "as_csv",
    "as_text",
    "board",
    "cases",
    "fit_links",
    "held_out",
    "inside_pct",
    "links",
    "null_rms_points",
    "predict",
    "read_table",
    "rms_points",
    "row_of",
    "targets",
    "trials_page",
]
