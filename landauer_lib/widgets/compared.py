"""What predictions and matches share: a curve of an Explorer, and how far two curves are apart."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from landauer_lib._types import ArrayLike, Floats
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.panels import Plot

if TYPE_CHECKING:
    from landauer_lib.widgets.explorer import Explorer

__all__ = ["apart", "curve_at", "full_setting", "plot_with", "shares", "stops_at"]


def plot_with(explorer: "Explorer", panel: str, curve: str) -> Plot:
    """Return the plot of that key, which must have that curve."""
    plots = {one.key: one for one in explorer.panels if isinstance(one, Plot)}
    if panel not in plots:
        raise ValueError(f"panel must be a plot of {explorer.name}, {sorted(plots)}, got {panel!r}")
    curves = [one.key for one in plots[panel].curves]
    if curve not in curves:
        raise ValueError(f"curve must be one of {curves} of panel {panel!r}, got {curve!r}")
    return plots[panel]


def full_setting(explorer: "Explorer", values: Mapping[str, Any]) -> dict[str, Any]:
    """Return every control's value: the given ones, the others at their start."""
    names = [control.name for control in explorer.controls]
    unknown = set(values) - set(names)
    if unknown:
        raise ValueError(f"setting must name controls among {names}, got {sorted(unknown)}")
    given = {c.name: values.get(c.name, c.stops[c.start]) for c in explorer.controls}
    for control in explorer.controls:
        control.index(given[control.name])  # refuses what is not a stop
    return given


def stops_at(explorer: "Explorer", setting: Mapping[str, Any]) -> dict[str, int]:
    """Return the setting as positions among each control's stops."""
    return {c.name: c.index(setting[c.name]) for c in explorer.controls}


def curve_at(explorer: "Explorer", panel: str, curve: str, setting: Mapping[str, Any]) -> Floats:
    """Return a curve's y values at a setting."""
    _, shown = explorer.drawn_at(**setting)
    return np.asarray(shown[panel].curves[curve], dtype=np.float64)


def shares(name: str, axis: Axis, values: ArrayLike, size: int) -> Floats:
    """Return y values as shares of the axis, or refuse a wrong shape and what leaves the limits."""
    row = np.asarray(values, dtype=np.float64)
    if row.shape != (size,):
        raise ValueError(f"{name} must be {size} y values like the points, got shape {row.shape}")
    low, high = axis.limits
    slack = 1e-9 * (high - low)
    if not np.isfinite(row).all() or row.min() < low - slack or row.max() > high + slack:
        raise ValueError(f"{name} must be finite and within the y limits ({low:g}, {high:g})")
    return np.clip(axis.share(np.clip(row, low, high)), 0, 1)


def apart(one: Floats, other: Floats) -> float:
    """Return the root mean square of the difference.

    >>> apart(np.array([0.0, 0.0]), np.array([0.3, 0.4]))
    0.3535533905932738
    """
    return float(np.sqrt(np.mean((one - other) ** 2)))
