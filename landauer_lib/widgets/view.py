"""What an Explorer shows: axes and curves that stay, and a view that changes with the controls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib import _checks
from landauer_lib.figures import ROLES

__all__ = ["Axis", "Band", "Curve", "Label", "View"]


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


@dataclass(frozen=True)
class Curve:
    """A curve that every view of an Explorer contains: its key, legend text and role."""

    key: str
    label: str
    role: str = "model"

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"role must be one of {', '.join(ROLES)}, got {self.role!r}")

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this curve."""
        return {
            "key": self.key,
            "label": self.label,
            "role": self.role,
            "dash": list(ROLES[self.role].dash),
        }


@dataclass(frozen=True)
class Band:
    """A shaded stretch of the x axis with a name, e.g. the thermal window."""

    start: float
    stop: float
    label: str = ""


@dataclass(frozen=True)
class Label:
    """A short text at a point of the plot, e.g. a plateau's height."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class View:
    """One setting's picture.

    Parameters
    ----------
    curves : mapping
        For each declared curve's key its y values, shape of the Explorer's x.
    bands, labels : tuple
        Shaded stretches and short texts.
    reading : str
        One line that says what to see, with its number; shown below the plot and spoken.
    """

    curves: Mapping[str, ArrayLike]
    bands: tuple[Band, ...] = field(default=())
    labels: tuple[Label, ...] = field(default=())
    reading: str = ""

    def extras(self) -> dict[str, Any]:
        """Return everything but the curves, in a form that JSON takes."""
        return {
            "bands": [[float(b.start), float(b.stop), b.label] for b in self.bands],
            "labels": [[float(t.x), float(t.y), t.text] for t in self.labels],
            "reading": self.reading,
        }


def checked_curves(
    view: View, curves: tuple[Curve, ...], x: NDArray[np.float64], y: Axis, setting: str
) -> NDArray[np.float64]:
    """Return the view's curves as an array (curves, points), or say which setting broke them."""
    if set(view.curves) != {curve.key for curve in curves}:
        raise ValueError(
            f"at {setting}: curves must be {sorted(curve.key for curve in curves)}, "
            f"got {sorted(view.curves)}"
        )
    rows = []
    for curve in curves:
        values = np.asarray(view.curves[curve.key], dtype=np.float64)
        if values.shape != x.shape:
            raise ValueError(
                f"at {setting}: curve {curve.key!r} must have shape {x.shape}, got {values.shape}"
            )
        if not np.isfinite(values).all():
            where = x[~np.isfinite(values)][0]
            raise ValueError(f"at {setting}: curve {curve.key!r} is not finite at x = {where:g}")
        low, high = y.limits
        slack = 1e-9 * (high - low)
        if values.min() < low - slack or values.max() > high + slack:
            raise ValueError(
                f"at {setting}: curve {curve.key!r} runs from {values.min():g} to "
                f"{values.max():g}, outside the y limits {y.limits}"
            )
        rows.append(np.clip(values, low, high))
    return np.stack(rows)
