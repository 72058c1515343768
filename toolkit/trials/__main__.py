"""Hold the model to a table of published results: `python -m toolkit.trials TABLE.csv`."""

import argparse
import sys

from toolkit.trials import as_csv, as_text, board, read_table
from toolkit.trials.row import MOST_CHARACTERS

DESCRIPTION = "Predict every row of a table of published results, and say how far off that is."
TABLE = (
    "a table in CSV with the columns id, treatment, scar_type, metric, value, sd_or_ci, n, "
    "sessions, interval_weeks, followup_weeks, control_value and note"
)


def main() -> int:
    """Read the table, write the board; 0 when the table could be read, 2 when not."""
    parser = argparse.ArgumentParser(prog="python -m toolkit.trials", description=DESCRIPTION)
    parser.add_argument("table", metavar="TABLE.csv", help=TABLE)
    parser.add_argument("--csv", action="store_true", help="write the board as CSV")
    told = parser.parse_args()
    try:
        with open(told.table, encoding="utf-8", newline="") as file:
            rows = read_table(file.read(MOST_CHARACTERS + 1))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{told.table}: {error}\n")
        return 2
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write((as_csv if told.csv else as_text)(board(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
