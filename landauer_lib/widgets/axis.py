"""A labeled axis of a plot: its limits, linear or logarithmic, and where values stand on it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib._types import ArrayLike

__all__ = ["Axis"]


@dataclass(frozen=True)
class Axis:
    """A labeled axis with a unit and fixed limits, linear or logarithmic.

    ``every`` asks for a gridline at each multiple (conductance axes: 1).

    Raises
    ------
    ValueError
        If the limits do not increase, or are not positive on a logarithmic axis.

    Examples
    --------
    >>> Axis("conductance", "2e²/h", (0, 6), every=1).caption
    'conductance (2e²/h)'
    """

    label: str
    unit: str
    limits: tuple[float, float]
    log: bool = False
    every: float | None = None

    def __post_init__(self) -> None:
        low, high = (_checks.scalar("limits", limit) for limit in self.limits)
        if low >= high or (self.log and low <= 0):
            allowed = "two increasing " + ("positive numbers" if self.log else "numbers")
            raise ValueError(f"limits must be {allowed}, got {self.limits}")

    @property
    def caption(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this axis."""
        return {
            "label": self.label,
            "caption": self.caption,
            "unit": self.unit,
            "limits": [float(limit) for limit in self.limits],
            "log": self.log,
            "every": self.every,
        }

    def evenly_spaced(self, values: Floats) -> bool:
        """Whether values stand at equal distances along the axis.

        >>> Axis("temperature", "K", (1, 100), log=True).evenly_spaced(np.array([1.0, 10.0, 100.0]))
        True
        """
        steps = np.diff(np.log(values) if self.log else values)
        return bool(np.ptp(steps) <= 1e-6 * abs(steps[0]))

    def share(self, values: ArrayLike) -> Floats:
        """Return how far along the axis values stand: 0 at the lower limit, 1 at the upper.

        >>> Axis("temperature", "K", (1, 100), log=True).share([1, 10]).round(12)
        array([0. , 0.5])
        """
        low, high = np.log(self.limits) if self.log else self.limits
        place: Floats = np.log(values) if self.log else np.asarray(values, dtype=np.float64)
        return np.asarray((place - low) / (high - low))
