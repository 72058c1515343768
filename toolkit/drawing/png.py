"""A small PNG from an array of colours: 256 of them are enough for these pictures."""

import struct
import zlib
from collections.abc import Iterable

import numpy as np

MOST = 256


def png(rgb: np.ndarray, *, named: Iterable[str] = ()) -> bytes:
    """Return a PNG of at most 256 colours.

    Parameters
    ----------
    rgb
        (rows, columns, 3) whole numbers from 0 to 255.
    named
        Colours (``"#rrggbb"``) that stay as they are even where they are rare.
    """
    table, index = _few_colours(rgb, [_channels(colour) for colour in dict.fromkeys(named)])
    return indexed_png(index, table, level=9)


def indexed_png(index: np.ndarray, table: np.ndarray, *, level: int) -> bytes:
    """Return a PNG of pixels that each name a colour of a table, packed as hard as asked, 1-9."""
    rows, columns = index.shape
    head = struct.pack(">IIBBBBB", columns, rows, 8, 3, 0, 0, 0)
    # Each row begins with the number of its filter; 0 means none.
    lines = np.concatenate([np.zeros((rows, 1), np.uint8), index], axis=1)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", table.tobytes()),
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), level)),
            _chunk(b"IEND", b""),
        )
    )


def _few_colours(rgb, named):
    """Return a table of the named and the commonest colours, and which one each pixel takes."""
    coarse = rgb.astype(np.int32) >> 3
    key = (coarse[..., 0] << 10) | (coarse[..., 1] << 5) | coarse[..., 2]
    bins, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    flat = rgb.reshape(-1, 3)
    sums = np.column_stack([np.bincount(inverse.ravel(), flat[:, i], len(bins)) for i in range(3)])
    means = sums / counts[:, None]
    common = means[np.argsort(-counts)[: MOST - len(named)]]
    table = np.concatenate([np.reshape(named, (-1, 3)), common])
    nearest = ((means[:, None] - table[None]) ** 2).sum(-1).argmin(1).astype(np.uint8)
    return np.rint(table).astype(np.uint8), nearest[inverse].reshape(key.shape)


def _channels(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _chunk(kind, data):
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
