"""From a gain to what is said of it: a bias and a spread for each family of scales."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from toolkit.evidence import value
from toolkit.trials.patients import gains_pct
from toolkit.trials.protocol import Protocol
from toolkit.trials.scale import FAMILIES, Scale

STUDIES = 400  #: how often a study is done over, each time with other people
SEED = 1


@dataclass(frozen=True)
class Link:
    """How a family of scales sees a gain.

    Of what is left of a scar, judges count ``bias_pct`` as gained, treated or not: a control arm
    reports just that. And studies of the same thing differ by ``spread_pct``.
    """

    bias_pct: float
    spread_pct: float


def links(*, without: str = "") -> dict[str, Link]:
    """Return the fitted link of each family of scales.

    Parameters
    ----------
    without
        The id of a study; if it was among those of the fit, the links are fitted to the others.

    Examples
    --------
    >>> sorted(links())
    ['graded', 'measured', 'shares']
    """
    apart = _left_out().get(without)
    return dict(apart) if apart else {family: _whole(family) for family in FAMILIES}


def _whole(family):
    return Link(value(f"link_bias_{family}").typical, value(f"link_spread_{family}").typical)


@cache
def _left_out():
    """Return the links without each study, fitted to the others."""
    text = files("toolkit.evidence").joinpath("links_left_out.csv").read_text(encoding="utf-8")
    found = {}
    for line in csv.DictReader(text.splitlines()):
        link = Link(float(line["bias_pct"]), float(line["spread_pct"]))
        found.setdefault(line["without"], {})[line["family"]] = link
    return found


def printed(scale: Scale, protocol: Protocol, link: Link, *, ruler: str) -> np.ndarray:
    """Return the numbers that studies of a protocol would print, (studies,), in their own units.

    Each study has as many people as the real one, who heal at their own speed and are judged with
    an error of their own; and each study has a leaning that all its people share.
    """
    draw = np.random.default_rng(SEED)
    shape = STUDIES, protocol.patients
    vigour, judged = draw.standard_normal(shape), draw.standard_normal(shape)
    leaning = link.spread_pct * draw.standard_normal((STUDIES, 1))
    gains = gains_pct(
        protocol.plans, protocol.shares, week=protocol.week, deviates=vigour, ruler=ruler
    )
    seen = gains + link.bias_pct * (1 - gains / 100)
    noise = value("grading_noise").typical * judged
    if scale.control_pct is not None:
        return _above_control(seen - link.bias_pct + noise + leaning, scale.control_pct, noise)
    return scale.number(seen + noise + leaning)


def _above_control(gains, control_pct, noise):
    """Return the shares above a bar that just `control_pct` of an untreated arm would pass."""
    bar = np.percentile(noise, 100 - control_pct)
    return 100 * (gains >= bar).mean(axis=-1)
