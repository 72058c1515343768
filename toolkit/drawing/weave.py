"""The bundles of healthy dermis: where each lies, how it waves, and its fixed rank.

Built once for a stretch of skin and then only looked up: a picture draws those bundles whose rank
lies below the collagen that is left.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

REACH_MM = 8.0  #: the weave covers this much on either side of the middle
#: back to front: angle [degree], and the two tints that the bundles of a layer take
LAYERS = ((24, 1, 1), (-24, 1, 2), (9, 2, 3), (-14, 3, 4), (26, 4, 5), (-22, 5, 6), (5, 6, 7))
COLUMN_MM, ROW_MM = 0.8, 0.2
#: Ranks crowd towards healthy collagen, so that the first losses show, too.
LOWEST_RANK, HIGHEST_RANK, CROWDING = 0.25, 0.985, 2.4


@dataclass(frozen=True, eq=False)
class Batch:
    """Bundles of one layer, tint and number of waves; painted together."""

    role: str
    ribbons: np.ndarray  #: (bundles, points, 2) [mm]
    rank: np.ndarray  #: (bundles,) drawn when the collagen left is at least this
    probes: np.ndarray  #: (bundles, 3, 2) where collagen is asked for: ends and middle [mm]


@dataclass(frozen=True, eq=False)
class Weave:
    """All bundles that touch a window, back to front."""

    batches: tuple[Batch, ...]
    rank: np.ndarray  #: (bundles,) of all batches, one after the other
    probes: np.ndarray  #: (bundles, 3, 2) [mm]
    ends: np.ndarray  #: (batches,) where each batch ends in these arrays


@lru_cache(maxsize=16)
def weave(
    top_mm: float, bottom_mm: float, left_mm: float, right_mm: float, size: float = 1.0
) -> Weave:
    """Return the bundles between two depths that touch a window, back to front.

    Size makes bundles larger and fewer, for pictures of a wide stretch of skin.
    """
    batches = []
    for batch in _whole_weave(top_mm, bottom_mm, size):
        x = batch.ribbons[:, :, 0]
        here = (x.max(1) > left_mm) & (x.min(1) < right_mm)
        if here.any():
            batches.append(
                Batch(batch.role, batch.ribbons[here], batch.rank[here], batch.probes[here])
            )
    return Weave(
        tuple(batches),
        np.concatenate([batch.rank for batch in batches]),
        np.concatenate([batch.probes for batch in batches]),
        np.cumsum([len(batch.rank) for batch in batches]),
    )


@lru_cache(maxsize=8)
def _whole_weave(top_mm, bottom_mm, size):
    rng = np.random.default_rng(20)
    batches = []
    for angle, *tints in LAYERS:
        batches += _layer(rng, angle, tints, top_mm, bottom_mm, size)
    return tuple(batches)


def _layer(rng, angle_deg, tints, top_mm, bottom_mm, size):
    start, length, width, angle = _lattice(rng, angle_deg, top_mm, bottom_mm, size)
    along = np.column_stack([np.cos(angle), np.sin(angle)])
    ends = start[:, None] + along[:, None] * length[:, None, None] * [[-0.5], [0.0], [0.5]]
    inside = ((ends[..., 1] > top_mm - 0.04) & (ends[..., 1] < bottom_mm + 0.12)).all(1)
    waves = np.clip(np.rint(length / size / 0.25), 2, 4).astype(int)
    tint = rng.choice(tints, len(length))
    scatter = rng.uniform(0.004, 1, len(length)) ** CROWDING
    rank = HIGHEST_RANK - (HIGHEST_RANK - LOWEST_RANK) * scatter
    amplitude = size * rng.uniform(0.012, 0.03, len(length)) * rng.choice([-1, 1], len(length))
    for colour in sorted(set(tints)):
        for count in (2, 3, 4):
            pick = inside & (waves == count) & (tint == colour)
            ribbons = _ribbons(
                start[pick], along[pick], length[pick], width[pick], amplitude[pick], count
            )
            yield Batch(f"bundle_{colour}", ribbons, rank[pick], ends[pick])


def _lattice(rng, angle_deg, top_mm, bottom_mm, size):
    """Jittered bricks: neighbours of one layer rarely overlap, so outlines stay clean."""
    rows = int((bottom_mm - top_mm + 0.1) / ROW_MM / size) + 2
    columns = int(2 * REACH_MM / COLUMN_MM / size) + 2
    row, column = np.mgrid[0:rows, 0:columns].reshape(2, -1)
    n = len(row)
    offset = rng.uniform(0, 1, 2)
    x = (column + 0.5 * (row % 2) + offset[0]) * COLUMN_MM * size - REACH_MM - COLUMN_MM / 2
    # Rows stand closer where bundles are thinner, near the top.
    share = (row + offset[1]) / rows
    z = top_mm + (0.8 * share + 0.2 * share**2) * (bottom_mm - top_mm + 0.1)
    start = np.column_stack([x, z]) + rng.uniform(-0.5, 0.5, (n, 2)) * (0.3 * size, 0.09 * size)
    deep = np.clip((start[:, 1] - top_mm) / (bottom_mm - top_mm), 0, 1)
    length = size * (0.44 + 0.46 * deep) * rng.uniform(0.8, 1.3, n)
    width = np.minimum(size * (0.046 + 0.04 * deep) * rng.uniform(0.8, 1.25, n), 0.098 * length)
    # Near the edges of the layer bundles run flat, or half of them would have to be left out.
    room = np.minimum(start[:, 1] - top_mm, bottom_mm + 0.1 - start[:, 1])
    steepest = np.arcsin(np.clip(2 * room / length, 0.02, 0.9))
    angle = np.radians(angle_deg + rng.uniform(-9, 9, n))
    return start, length, width, np.clip(angle, -steepest, steepest)


def _ribbons(middle, along, length, width, amplitude, waves):
    """Out along a wave, back along the same wave shifted by the width."""
    across = np.column_stack([-along[:, 1], along[:, 0]])
    start = middle - along * length[:, None] / 2

    def at(share, sideways):
        return start + along * (length * share)[:, None] + across * sideways[:, None]

    last = amplitude if waves % 2 else -amplitude
    zero, one = np.zeros(len(length)), np.ones(len(length))
    crossings = [i / waves for i in range(waves + 1)]
    out = [at(zero, zero), at(one / waves / 2, 2 * amplitude)]
    out += [at(one * share, zero) for share in crossings[1:]]
    back = [at(one * (1 - 0.5 / waves), 2 * last + 1.25 * width)]
    back += [at(one * share, width) for share in crossings[-2:0:-1]]
    return np.stack([*out, *back, out[0]], axis=1) - (across * width[:, None] / 2)[:, None]
