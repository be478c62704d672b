"""The controls of an Explorer: sliders over given stops, and choices between named cases.

A slider has *stops*, not a range: each stop is a node of the table that the published page carries,
so every curve a reader sees is one that Python computed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike

__all__ = ["Choice", "Control", "Slider"]


class Control:
    """A named parameter with a finite list of stops, one of which is the start."""

    name: str
    label: str
    stops: tuple[Any, ...]
    texts: tuple[str, ...]  # what the reader sees
    keys: tuple[str, ...]  # what a link carries
    start: int
    kind: str

    def _named(self, name: str, label: str) -> None:
        if not name.isidentifier():
            raise ValueError(f"name must be a Python identifier, got {name!r}")
        self.name, self.label = name, label

    def index(self, value: Any) -> int:
        """Return the position of ``value`` among the stops; refuse what is not a stop."""
        for position, stop in enumerate(self.stops):
            if stop == value:
                return position
        raise ValueError(f"{self.name} must be one of its stops {list(self.stops)}, got {value!r}")

    def stop_of(self, key: str) -> int | None:
        """Return which stop a key in a link means, or None; numbers may be written in any form.

        >>> Slider("hill", "hill", [0.5, 2], start=2).stop_of("2.0")
        1
        """
        if key in self.keys:
            return self.keys.index(key)
        if self.kind == "slider":
            try:
                number = float(key)
            except ValueError:
                return None
            if number in self.stops:
                return self.stops.index(number)
        return None

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this control."""
        return {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            "texts": list(self.texts),
            "keys": list(self.keys),
            "start": self.start,
        }


@dataclass(init=False)
class Slider(Control):
    """A slider over increasing numbers.

    Parameters
    ----------
    name : str
        The keyword under which the maker receives the value.
    label : str
        What the reader sees, e.g. ``"temperature"``.
    stops : array_like
        Increasing values, at least two.
    start : float
        The stop at which the widget opens and to which it resets.
    unit : str
        Shown behind the value.
    digits : int
        Decimals shown.
    play : "once", "loop" or "there and back", optional
        Adds play, pause and step: for a quantity such as time that the reader watches run.
    seconds : float
        What one run from the first to the last stop takes.

    Raises
    ------
    ValueError
        If the stops do not increase, ``start`` is not one of them or a run is not 0.5 to 60 s.

    Examples
    --------
    >>> Slider("temperature", "temperature", [0, 1, 4.2], start=4.2, unit="K", digits=1).texts
    ('0.0 K', '1.0 K', '4.2 K')
    """

    kind = "slider"

    def __init__(
        self,
        name: str,
        label: str,
        stops: ArrayLike,
        *,
        start: float,
        unit: str = "",
        digits: int = 2,
        play: Literal["once", "loop", "there and back"] | None = None,
        seconds: float = 5.0,
    ) -> None:
        self._named(name, label)
        values = _checks.number("stops", stops)
        if values.ndim != 1 or values.size < 2 or np.any(np.diff(values) <= 0):
            raise ValueError(f"stops must be at least two increasing numbers, got {stops!r:.80}")
        # Rounding makes a stop such as 0.30000000000000004 equal to the 0.3 a person types.
        self.stops = tuple(float(f"{value:.12g}") for value in values)
        suffix = f" {unit}" if unit else ""
        self.texts = tuple(f"{value:.{digits}f}".replace("-", "−") + suffix for value in self.stops)
        self.keys = tuple(f"{value:.12g}" for value in self.stops)
        self.start = self.index(start)
        if play is not None:
            _checks.one_of("play", play, ("once", "loop", "there and back"))
        self.play, self.seconds = play, _checks.scalar("seconds", seconds, at_least=0.5, at_most=60)

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this slider."""
        played = {"play": self.play, "seconds": self.seconds} if self.play else {}
        return {**super().spec(), **played}


@dataclass(init=False)
class Choice(Control):
    """A choice between named cases.

    Parameters
    ----------
    name : str
        The keyword under which the maker receives the value.
    label : str
        What the reader sees.
    options : mapping or sequence
        Values by the text that names them, or texts that are their own values.
    start : object, optional
        The value at which the widget opens; the first option by default.

    Raises
    ------
    ValueError
        With fewer than two options, or a ``start`` that is not one of them.

    Examples
    --------
    >>> Choice("carrier", "carrier", {"bosons": 0, "fermions": 1}).stops
    (0, 1)
    """

    kind = "choice"

    def __init__(
        self,
        name: str,
        label: str,
        options: Mapping[str, Any] | Sequence[str],
        *,
        start: Any = None,
    ) -> None:
        self._named(name, label)
        pairs = options if isinstance(options, Mapping) else {text: text for text in options}
        if len(pairs) < 2:
            raise ValueError(f"options must name at least two cases, got {options!r:.80}")
        self.texts, self.stops = tuple(pairs), tuple(pairs.values())
        self.keys = tuple(re.sub(r"\W+", "-", text).strip("-").lower() for text in self.texts)
        self.start = 0 if start is None else self.index(start)
