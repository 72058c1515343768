"""The links: one bias and one spread for each family of scales, fitted to published rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.evidence import value
from toolkit.trials.link import Link, printed
from toolkit.trials.metric import scale_of
from toolkit.trials.prediction import RULER
from toolkit.trials.protocol import Protocol, protocol_of
from toolkit.trials.row import Row, Unpredictable
from toolkit.trials.scale import FAMILIES, Scale

BIASES_PCT = tuple(range(-20, 82, 2))
SPREADS_PCT = tuple(range(8, 42, 2))
SPREAD_MEANWHILE_PCT = 16  #: while the bias is fitted; it matters for shares only


@dataclass(frozen=True, eq=False)
class Case:
    """One row that can be predicted, with what it misses by for every bias."""

    study: str
    scale: Scale
    protocol: Protocol
    misses: np.ndarray  #: (biases,) predicted less reported, in points


def cases(rows: Sequence[Row], *, ruler: str = RULER) -> dict[str, list[Case]]:
    """Return the rows that can be predicted, by their family."""
    found: dict[str, list[Case]] = {family: [] for family in FAMILIES}
    for row in rows:
        try:
            scale, protocol = scale_of(row), protocol_of(row)
        except Unpredictable:
            continue
        if scale.control_pct is None:  # a control arm in the row leaves nothing to fit
            misses = [_miss(scale, protocol, bias, ruler) for bias in BIASES_PCT]
            found[scale.family].append(Case(row.id, scale, protocol, np.array(misses)))
    return found


def fit_links(
    found: Mapping[str, Sequence[Case]], *, without: str = "", ruler: str = RULER
) -> dict[str, Link]:
    """Return the link of each family that is nearest to the rows, every study weighing the same.

    Parameters
    ----------
    found
        From `cases`.
    without
        The id of a study that is left out.
    ruler
        As in `cases`.

    Notes
    -----
    The bias has the least mean square miss. The spread is the least at which each study, predicted
    from the others, is missed by no more than the model foresees; and it is no less than the spread
    between studies of the same thing (``value("link_least_spread_graded")``). A family without rows
    has no bias.
    """
    return {
        family: _fitted([case for case in found[family] if case.study != without], ruler)
        for family in FAMILIES
    }


def _fitted(cases, ruler):
    if not cases:
        return Link(0.0, _least_spread("measured"))
    family = cases[0].scale.family
    apart = {
        study: _bias([case for case in cases if case.study != study])
        for study in {case.study for case in cases}
    }
    for spread in (spread for spread in SPREADS_PCT if spread >= _least_spread(family)):
        strange = [_strangeness(case, Link(apart[case.study], spread), ruler) for case in cases]
        if _over_studies(cases, np.array(strange)) <= 1:
            break
    return Link(float(_bias(cases)), float(spread))


def _bias(cases):
    if not cases:
        return 0
    square = np.array([case.misses**2 for case in cases])
    return BIASES_PCT[int(_over_studies(cases, square).argmin())]


def _least_spread(family):
    return value(f"link_least_spread_{family}").typical


def _over_studies(cases, numbers):
    """Return the mean over studies of the mean over their rows."""
    studies = np.array([case.study for case in cases])
    return np.mean([numbers[studies == study].mean(axis=0) for study in set(studies)], axis=0)


def _miss(scale, protocol, bias, ruler):
    link = Link(bias, SPREAD_MEANWHILE_PCT)
    return (printed(scale, protocol, link, ruler=ruler).mean() - scale.reported) * scale.points


def _strangeness(case, link, ruler):
    """Return the square of the miss over the variance that the model foresees."""
    numbers = printed(case.scale, case.protocol, link, ruler=ruler)
    return (numbers.mean() - case.scale.reported) ** 2 / max(numbers.var(), 1e-9)
