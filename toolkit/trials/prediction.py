"""What the model says that a study would report, on that study's own scale."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from toolkit.trials.link import Link, links, printed
from toolkit.trials.metric import scale_of
from toolkit.trials.protocol import protocol_of
from toolkit.trials.row import Row, row_of
from toolkit.trials.scale import Scale

RULER = "depth"  #: predicted best when each study was left out in turn
INTERVAL_PCT = 5, 95


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What was reported and what the model says, in units of the study's scale."""

    row: Row
    scale: Scale
    treatments: tuple[str, ...]  #: names of `TREATMENTS`; none for a control arm
    predicted: float
    low: float  #: 5 % end of what studies like it would report
    high: float  #: 95 % end
    note: str  #: what was taken to be so where the row does not say it

    @property
    def reported(self) -> float:
        """The number of the study."""
        return self.scale.reported

    @property
    def error(self) -> float:
        """Predicted less reported, in units of the study's scale."""
        return self.predicted - self.reported

    @property
    def error_points(self) -> float:
        """The error in points of a hundred, so that scales can be compared."""
        return self.error * self.scale.points

    @property
    def inside(self) -> bool:
        """Whether the reported number lies in the interval."""
        return self.low <= self.reported <= self.high


def predict(
    row: Row | Mapping[str, object],
    *,
    by: Mapping[str, Link] | None = None,
    ruler: str = RULER,
) -> Prediction:
    """Return what the model says that the study of a row would report.

    Parameters
    ----------
    row
        One published number: a mapping with the columns of `COLUMNS`, of which treatment, metric
        and value are needed.
    by
        The link of each family of scales; those fitted without this very study if left out.
    ruler
        depth, area, volume or visibility.

    Raises
    ------
    Unpredictable
        If the model has no such treatment or scale; the message is the reason.

    Notes
    -----
    No number says how well a treatment works. Words are turned into a plan, the plan is run on the
    scars of people who heal differently, and a link turns gains into the study's scale: judges see
    a share of what is left as gained (`Link`), which is what they report of control arms. The
    interval holds chance between people, error of judging, and the leaning of studies.

    What this leaves out: who was chosen for the study, scars that differ in size within a face,
    what one treatment does for skin besides its relief, and whether a study was blind.

    References
    ----------
    ``evidence/targets.csv``, ``value("link_bias_graded")`` and the rows that begin like it.

    Examples
    --------
    >>> told = predict({"treatment": "TCA CROSS 100%", "scar_type": "ice_pick", "sessions": 4,
    ...     "interval_weeks": 2, "metric": "mean_improvement_pct", "value": 70})
    >>> told.low < told.predicted < told.high
    True
    """
    row = row if isinstance(row, Row) else row_of(row)
    scale, protocol = scale_of(row), protocol_of(row)
    link = (links(without=row.id) if by is None else by)[scale.family]
    numbers = printed(scale, protocol, link, ruler=ruler)
    predicted = numbers.mean()  # beyond both ends where only a few studies see anything
    low, high = np.percentile(numbers, INTERVAL_PCT)
    return Prediction(
        row=row,
        scale=scale,
        treatments=protocol.treatments,
        predicted=float(predicted),
        low=float(min(low, predicted)),
        high=float(max(high, predicted)),
        note="; ".join(filter(None, (scale.remark, *protocol.remarks))),
    )
