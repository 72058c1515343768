"""The published rows that the package holds: those of the fit, and those that no fit has seen."""

from dataclasses import asdict
from importlib.resources import files

from toolkit import calibration
from toolkit.evidence.studies import studies
from toolkit.trials.row import Row, read_table, row_of


def targets() -> tuple[Row, ...]:
    """Return the published rows to which the links are fitted, `evidence/targets.csv`.

    Examples
    --------
    >>> targets()[0].id
    'SARDANA2014'
    """
    return read_table(files("toolkit.evidence").joinpath("targets.csv").read_text("utf-8"))


def held_out() -> tuple[Row, ...]:
    """Return the rows of `evidence/studies.csv` whose study was in no fit at all.

    Neither the links nor the constants of healing were fitted to them: what the model says of these
    rows is said blind. What this leaves out: that their authors chose the numbers to report, and we
    the studies to collect.

    Examples
    --------
    >>> {row.id for row in held_out()} & {row.id for row in targets()}
    set()
    """
    return _rows_of(lambda names: not names & (_of_links() | _of_healing()))


def half_seen() -> tuple[Row, ...]:
    """Return the rows of studies to which the constants of healing were fitted, and no link.

    Examples
    --------
    >>> "AMIN2014" in {row.id for row in half_seen()}
    True
    """
    return _rows_of(lambda names: names & _of_healing() and not names & _of_links())


def _of_links():
    return {row.id for row in targets()}


def _of_healing():
    return {row.source for row in calibration.rows()}


def _rows_of(wanted):
    """Return the rows of studies whose id and source are wanted."""
    return tuple(row_of(asdict(study)) for study in studies() if wanted({study.id, study.source}))
