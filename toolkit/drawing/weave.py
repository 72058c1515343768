"""The bundles of healthy dermis: where each lies, how it waves, and its fixed rank.

Built once for a stretch of skin and then only looked up: a picture draws those bundles whose rank
lies below the collagen that is left.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

REACH_MM = 8.0  #: the weave covers this much on either side of the middle, then comes again
#: back to front: angle [degree], and the two tints that the bundles of a layer take
LAYERS = ((24, 1, 1), (-24, 1, 2), (9, 2, 3), (-14, 3, 4), (26, 4, 5), (-22, 5, 6), (5, 6, 7))
COLUMN_MM, ROW_MM = 0.8, 0.2
#: Ranks crowd towards healthy collagen, so that the first losses show, too.
LOWEST_RANK, HIGHEST_RANK, CROWDING = 0.25, 0.985, 2.4
#: In a scar a bundle is turned by up to so much, and is so much of its length and width.
TURN_DEG, SHORTER, THINNER = 55, 0.66, 0.78


@dataclass(frozen=True, eq=False)
class Batch:
    """Bundles of one layer, tint and number of waves; painted together."""

    role: str
    ribbons: np.ndarray  #: (2 x bundles, points, 2) woven, then the same in disorder [mm]
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
        which, by = repeats(batch.probes[:, 1, 0], left_mm - 0.5 * size, right_mm + 0.5 * size)
        if len(which):
            stock = np.concatenate([which, which + len(batch.rank)])
            ribbons = batch.ribbons[stock] + np.tile(by, (2, 1))[:, None]
            probes = batch.probes[which] + by[:, None]
            batches.append(Batch(batch.role, ribbons, batch.rank[which], probes))
    return Weave(
        tuple(batches),
        np.concatenate([batch.rank for batch in batches]),
        np.concatenate([batch.probes for batch in batches]),
        np.cumsum([len(batch.rank) for batch in batches]),
    )


def repeats(
    x_mm: np.ndarray, left_mm: float, right_mm: float, every_mm: float = 2 * REACH_MM
) -> tuple[np.ndarray, np.ndarray]:
    """Return which things of a stretch of skin that comes again and again a window shows.

    Two arrays: row numbers, (shown,), and by how much each is moved, (shown, 2). [mm]
    """
    rounds = range(
        int(np.floor((left_mm + every_mm / 2) / every_mm)),
        int(np.floor((right_mm + every_mm / 2) / every_mm)) + 1,
    )
    which, by = [], []
    for turn in rounds:
        x = x_mm + turn * every_mm
        which.append(np.flatnonzero((x > left_mm) & (x < right_mm)))
        by.append(np.full(len(which[-1]), turn * every_mm))
    by = np.concatenate(by)
    return np.concatenate(which), np.column_stack([by, 0 * by])


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
    stray = angle + np.radians(rng.uniform(-TURN_DEG, TURN_DEG, len(angle)))
    turned = np.column_stack([np.cos(stray), np.sin(stray)])
    waves = np.clip(np.rint(length / size / 0.25), 2, 4).astype(int)
    tint = rng.choice(tints, len(length))
    scatter = rng.uniform(0.004, 1, len(length)) ** CROWDING
    rank = HIGHEST_RANK - (HIGHEST_RANK - LOWEST_RANK) * scatter
    amplitude = size * rng.uniform(0.012, 0.03, len(length)) * rng.choice([-1, 1], len(length))
    for colour in sorted(set(tints)):
        for count in (2, 3, 4):
            pick = inside & (waves == count) & (tint == colour)
            own = (length[pick], width[pick], amplitude[pick])
            woven = _ribbons(start[pick], along[pick], *own, count)
            own = (SHORTER * length[pick], THINNER * width[pick], amplitude[pick])
            stray = _ribbons(start[pick], turned[pick], *own, count)
            ribbons = np.concatenate([woven, stray])
            yield Batch(f"bundle_{colour}", ribbons, rank[pick], ends[pick])


def _lattice(rng, angle_deg, top_mm, bottom_mm, size):
    """Jittered bricks: neighbours of one layer rarely overlap, so outlines stay clean."""
    rows = round((bottom_mm - top_mm + 0.1) / ROW_MM / size + 1.4)
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
