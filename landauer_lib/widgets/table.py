"""The table that a published widget carries: quantized curves and maps, packed small.

Curves are quantized to 1/2000 of the plotted range and maps to 1/255 of theirs, since a screen has
no more shades; both are then differenced along x, zigzag-coded, split into low and high bytes,
deflated and written in base64. The browser undoes these steps (``front/decode.js``);
:func:`unpack` does the same here for the tests.
"""

import base64
import json
import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from landauer_lib.widgets.view import Axis

__all__ = ["LEVELS", "MAP_LEVELS", "pack", "pack_json", "quantize", "script_json", "unpack"]

LEVELS: Final = 2000
"""Steps into which the plotted range is divided."""

MAP_LEVELS: Final = 255
"""Steps into which the range of a map is divided."""


def quantize(values: NDArray[np.float64], axis: Axis, levels: int = LEVELS) -> NDArray[np.uint16]:
    """Return the nearest of the levels 0 … ``levels`` of the axis for each value in its limits.

    >>> quantize(np.array([0.0, 0.5, 1.0]), Axis("T", "", (0, 1)))
    array([   0, 1000, 2000], dtype=uint16)
    """
    nearest: NDArray[np.uint16] = np.rint(levels * axis.share(values)).astype(np.uint16)
    return nearest


def pack(levels: NDArray[np.uint16]) -> str:
    """Pack levels of shape (settings, curves or rows of a map, points) into text.

    >>> grid = np.arange(12, dtype=np.uint16).reshape(2, 2, 3)
    >>> bool((unpack(pack(grid), grid.shape) == grid).all())
    True
    """
    steps = levels.astype(np.int32)
    steps[..., 1:] -= steps[..., :-1].copy()
    zigzag = ((steps << 1) ^ (steps >> 31)).astype("<u2").reshape(-1)
    planes = zigzag.view(np.uint8).reshape(-1, 2).T.tobytes()
    return base64.b64encode(zlib.compress(planes, 9)).decode("ascii")


def unpack(text: str, shape: tuple[int, ...]) -> NDArray[np.uint16]:
    """Undo :func:`pack`."""
    planes = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8).reshape(2, -1)
    zigzag = planes[0].astype(np.int32) | (planes[1].astype(np.int32) << 8)
    steps = (zigzag >> 1) ^ -(zigzag & 1)
    return np.cumsum(steps.reshape(shape), axis=-1).astype(np.uint16)


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
