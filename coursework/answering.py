"""Inside the student's kernel: hand out what a test asks for, as plain data.

`examine` runs the tests outside of the sandbox. It asks here for a name, or for what a function
returns, and takes the answer for data of a stranger: whatever a student changes in the kernel, this
module included, changes their own answers and no verdict.
"""

from __future__ import annotations

import base64
import json
import pickle
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

LARGEST = 1_000_000
"""Numbers, or characters, in one answer."""

_functions: list[Callable[..., Any]] = []


def reply(request: str, namespace: Mapping[str, Any]) -> str:
    """Answer a request, a pickle of (name or number of a function, arguments, modules barred)."""
    entered: set[str] = set()
    try:
        what, arguments, barred = pickle.loads(base64.b64decode(request))
        if isinstance(what, int):
            value = _call(_functions[what], arguments, barred, entered)
        elif what in namespace:
            value = namespace[what]
        else:
            return json.dumps({"undefined": what})
        return json.dumps({"value": pack(value), "entered": sorted(entered)})
    except Exception as error:
        return json.dumps({"error": [type(error).__name__, str(error)[:2000]]})


def _call(
    function: Callable[..., Any], arguments: Any, barred: tuple[str, ...], entered: set[str]
) -> Any:
    """Call a function and note the barred modules that run meanwhile."""

    def note(frame: Any, event: str, _: object) -> None:
        if event == "call" and frame.f_globals.get("__name__", "").startswith(barred):
            entered.add(frame.f_globals["__name__"])

    positional, named = arguments
    if barred:
        sys.setprofile(note)
    try:
        return function(*positional, **named)
    finally:
        if barred:
            sys.setprofile(None)


def pack(value: Any) -> list[Any]:
    """Return a value as JSON can hold it, with its kind."""
    if isinstance(value, np.longdouble):
        value = float(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (str, dict, list, tuple, set, range)) and len(value) > LARGEST:
        raise ValueError(f"{len(value)} items are more than a test can use")
    if value is None or isinstance(value, (bool, int, str)):
        return ["plain", value]
    if isinstance(value, float):
        return ["plain", float(value)]
    if isinstance(value, complex):
        return ["complex", [value.real, value.imag]]
    if isinstance(value, dict):
        return ["dict", [[pack(key), pack(item)] for key, item in value.items()]]
    if isinstance(value, (list, tuple, set, frozenset, range)) or hasattr(value, "mapping"):
        return ["list", [pack(item) for item in value]]
    if hasattr(value, "__array__"):
        array = np.asarray(value)
        if array.size > LARGEST:
            raise ValueError(f"an array of {array.size} numbers is more than a test can use")
        if array.dtype.kind == "c":
            return ["complex", [array.real.tolist(), array.imag.tolist()]]
        return ["array", (array if array.dtype.kind in "biu" else array.astype(float)).tolist()]
    if callable(value):
        _functions.append(value)
        return ["function", len(_functions) - 1]
    if hasattr(value, "__complex__") and not hasattr(value, "__float__"):
        return pack(complex(value))
    if hasattr(value, "__float__"):
        return ["plain", float(value)]
    if hasattr(value, "__next__"):
        raise TypeError(f"a {type(value).__name__} can be used only once; make it a list")
    raise TypeError(f"a {type(value).__name__} is neither a number, array, list nor function")
