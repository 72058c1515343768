"""One step of healing: signal, then fibroblasts, then collagen.

Signal and fibroblasts live on cells twice as wide and high as those of collagen, in modes in which
spreading and fading are exact for any step. What wakes fibroblasts is taken at mid-step, without
splitting: splitting loses an order at the sharp walls of a pit. Collagen is computed only in the
touched box, since healthy matrix cannot grow.
"""

from math import exp, sqrt
from typing import NamedTuple

import numpy as np

from toolkit.coarse import coarsened, halved, refined, smoothed
from toolkit.healing.colour import darkened, near_surface, reddened
from toolkit.healing.equations import aged, grown, scaffold, waking
from toolkit.healing.moment import Moment, positive, share
from toolkit.healing.propagators import carried, propagators, signal_waves, to_modes, to_places
from toolkit.healing.rates import HealingRates
from toolkit.section import Section

KEPT = ("days", "signal_modes", "fibroblast_modes", "collagen", "young", "redness", "pigment")


class Skin(NamedTuple):
    """What does not change while skin heals."""

    section: Section  #: at the start
    rates: HealingRates
    vigour: float | np.ndarray
    melanin: float
    box: tuple  #: the touched cells
    coarse_box: tuple  #: the same on the coarse cells


class State(NamedTuple):
    """What changes: signal and cells everywhere on coarse cells; the rest in the touched box."""

    days: float
    signal_modes: np.ndarray
    signal: np.ndarray
    fibroblast_modes: np.ndarray
    fibroblasts: np.ndarray
    collagen: np.ndarray
    young: np.ndarray
    clot: np.ndarray
    felt: np.ndarray  #: signal that vessels near the surface feel
    redness: np.ndarray
    pigment: np.ndarray


def skin_of(
    section: Section, rates: HealingRates, vigour: float | np.ndarray, melanin: float
) -> Skin:
    """Return what stays as it is while a section heals."""
    halves = (halved(part) for part in section.touched)
    return Skin(section, rates, vigour, melanin, (..., *section.touched), (..., *halves))


def begin(skin: Skin) -> State:
    """Return the state before any healing."""
    section = skin.section
    places = {
        "signal": positive(coarsened(section.signal, section.grid)),
        "fibroblasts": share(coarsened(section.fibroblasts, section.grid)),
    }
    return State(
        days=0.0,
        signal_modes=to_modes(places["signal"], section.grid.halved()),
        fibroblast_modes=to_modes(places["fibroblasts"], section.grid.halved()),
        **places,
        felt=near_surface(places["signal"], section.grid),
        **{name: getattr(section, name)[skin.box] for name in ("collagen", "young", "clot")},
        **{name: getattr(section, name) for name in ("redness", "pigment")},
    )


def moment_of(state: State, skin: Skin) -> Moment:
    """Return what of a state cannot be computed again."""
    fields = {name: getattr(state, name) for name in KEPT}
    return Moment(start=skin.section, rates=skin.rates, **fields)


def step(state: State, days: float, skin: Skin) -> State:
    """Return the state some days later."""
    table = propagators(skin.section.grid.halved(), skin.rates, days, state.signal.dtype)
    signal_half, _ = _spread(state, days / 2, table.signal_half, skin)
    signal, signal_modes = _spread(state, days, table.signal, skin)
    around = _scaffold(state.collagen, skin)
    cells_half, cells, cell_modes = _roused(state, signal_half, around, days, skin)
    return State(
        days=state.days + days,
        signal_modes=signal_modes,
        signal=signal,
        fibroblast_modes=cell_modes,
        fibroblasts=cells,
        **_built(state, (state.fibroblasts, cells_half, cells), around, days, skin),
        **_coloured(state, (signal_half, signal), days, skin),
    )


def _spread(state, days, factor, skin):
    """Return the signal after some days, in places and in modes."""
    coarse = skin.section.grid.halved()
    kept = signal_waves(coarse, skin.rates, state.days + days, factor.dtype)
    modes = carried(factor, state.signal_modes, kept)
    return positive(to_places(modes, coarse)), modes


def _roused(state, signal_half, around, days, skin):
    """Return the fibroblasts at mid-step and after the step, there also in modes."""
    grid, modes = skin.section.grid, state.fibroblast_modes
    table = propagators(grid.halved(), skin.rates, days, state.signal.dtype)
    matrix = coarsened(state.collagen, grid, skin.section.touched[1])
    woken = _woken(state.signal, state.fibroblasts, matrix, table, skin)
    half = share(
        to_places(_joined(table.cells_half, modes, table.source_half, woken), grid.halved())
    )
    matrix = _grown_by_half(state, matrix, half, around, days, skin)
    woken = _woken(signal_half, half, matrix, table, skin)
    modes = _joined(table.cells, modes, table.source, woken)
    return half, share(to_places(modes, grid.halved())), modes


def _woken(signal, fibroblasts, matrix, table, skin):
    """Return the modes of how fast fibroblasts wake; collagen is whole outside the touched box."""
    woken = waking(signal, fibroblasts, skin.rates)
    woken[skin.coarse_box] *= matrix
    return to_modes(woken, skin.section.grid.halved(), table.source.shape)


def _joined(keep, modes, gain, woken):
    """Return the modes of what is kept and what is gained."""
    kept, gained = carried(keep, modes, keep.shape), gain * woken
    gained[..., : kept.shape[-2], : kept.shape[-1]] += kept
    return gained


def _grown_by_half(state, matrix, fibroblasts_half, around, days, skin):
    """Return the coarse collagen at mid-step: a first guess is enough for waking."""
    work = (state.fibroblasts + fibroblasts_half)[skin.coarse_box] / 2
    holding = coarsened(around + state.clot, skin.section.grid, skin.section.touched[1])
    return grown(matrix, holding, _effort(days / 2, skin) * work)


def _built(state, fibroblasts, around, days, skin):
    """Return collagen, young collagen and clot after the step.

    Work over the step, and the clot it met, by Simpson's rule: work grows while the clot fades.
    """
    keep_clot = exp(-skin.rates.clot_fading_per_day * days)
    first, half, last = (cells[skin.coarse_box] for cells in fibroblasts)
    work = first + 4 * half + last
    met = (first + 4 * sqrt(keep_clot) * half + keep_clot * last) / np.maximum(work, 1e-9)
    clot_met = state.clot * refined(met)
    effort = _effort(days / 6, skin) * smoothed(work)
    half_built = grown(state.collagen, around + clot_met, effort / 2)
    on_scaffold = _scaffold(half_built, skin)
    collagen = grown(state.collagen, on_scaffold + clot_met, effort)
    share_young = on_scaffold / np.maximum(on_scaffold + clot_met, 1e-9)
    young = aged(state.young, collagen - state.collagen, share_young, days, skin.rates)
    return {"collagen": collagen, "young": young, "clot": state.clot * keep_clot}


def _coloured(state, signals, days, skin):
    """Return redness and pigment after the step."""
    half, last = (near_surface(signal, skin.section.grid) for signal in signals)
    redness = reddened(state.redness, (state.felt, half, last), days, skin.rates)
    mean = (state.redness + redness) / 2
    pigment = darkened(state.pigment, mean, days, skin.melanin, skin.rates)
    return {"felt": last, "redness": redness, "pigment": pigment}


def _scaffold(collagen, skin):
    section = skin.section
    return scaffold(collagen, section.touched, section.grid, skin.rates)


def _effort(days, skin):
    return skin.rates.collagen_building_per_day * skin.vigour * days
