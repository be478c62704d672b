"""The table that a published widget carries: quantized curves, maps and marks, packed small.

Curves and marks are quantized to 1/2000 of the panel's range and maps to 1/255 of theirs, since a
screen has no more shades. Each row is then differenced once or twice (what packs smaller; a smooth
curve twice), zigzag-coded, split into low and high bytes, deflated and written in base64. The
browser undoes these steps (``front/decode.js``); :func:`unpack` does the same here for the tests.
"""

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from landauer_lib.widgets.axis import Axis

__all__ = [
    "LEVELS",
    "MAP_LEVELS",
    "pack",
    "pack_json",
    "pack_rows",
    "quantize",
    "script_json",
    "unpack",
]

LEVELS: Final = 2000
"""Steps into which the plotted range is divided."""

MAP_LEVELS: Final = 255
"""Steps into which the range of a map is divided."""

Levels = NDArray[np.uint16]


def quantize(values: NDArray[np.float64], axis: Axis, levels: int = LEVELS) -> Levels:
    """Return the nearest of the levels 0 … ``levels`` of the axis for each value in its limits.

    >>> quantize(np.array([0.0, 0.5, 1.0]), Axis("T", "", (0, 1)))
    array([   0, 1000, 2000], dtype=uint16)
    """
    nearest: Levels = np.rint(levels * axis.share(values)).astype(np.uint16)
    return nearest


def _coded(steps: NDArray[np.int32]) -> bytes:
    zigzag = ((steps << 1) ^ (steps >> 31)).astype("<u2")
    return zigzag.view(np.uint8).reshape(-1, 2).T.tobytes()


def pack_rows(rows: Sequence[Levels]) -> str:
    """Pack rows of levels, of any lengths, into text.

    >>> rows = [np.array([0, 5, 9], np.uint16), np.array([7], np.uint16)]
    >>> len(pack_rows(rows)) % 4
    0
    """
    packed = []
    for order in (1, 2):
        steps = []
        for row in rows:
            step = row.astype(np.int32)
            for _ in range(order):
                step[1:] = np.diff(step)
            steps.append(step)
        planes = _coded(np.concatenate([np.zeros(0, np.int32), *steps]))
        packed.append(zlib.compress(bytes([order]) + planes, 9))
    return base64.b64encode(min(packed, key=len)).decode("ascii")


def pack(levels: Levels) -> str:
    """Pack levels of shape (settings, curves or rows of a map, points) into text.

    >>> grid = np.arange(12, dtype=np.uint16).reshape(2, 2, 3)
    >>> bool((unpack(pack(grid), grid.shape) == grid).all())
    True
    """
    return pack_rows(list(levels.reshape(-1, levels.shape[-1])))


def unpack(text: str, shape: tuple[int, ...]) -> Levels:
    """Undo :func:`pack`."""
    order, *_ = data = zlib.decompress(base64.b64decode(text))
    planes = np.frombuffer(data[1:], np.uint8).reshape(2, -1)
    zigzag = planes[0].astype(np.int32) | (planes[1].astype(np.int32) << 8)
    steps = ((zigzag >> 1) ^ -(zigzag & 1)).reshape(shape)
    for _ in range(order):
        steps = np.cumsum(steps, axis=-1)
    levels: Levels = steps.astype(np.uint16)
    return levels


def _compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def script_json(value: Any) -> str:
    r"""Return anything JSON takes as text that is safe inside a script element.

    >>> script_json({"a": "</script>"})
    '{"a":"\\u003c/script>"}'
    """
    return _compact_json(value).replace("<", "\\u003c")


def pack_json(value: Any) -> str:
    """Pack anything JSON takes into deflated base64 text."""
    text = _compact_json(value)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")
