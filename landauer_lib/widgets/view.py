"""What an Explorer shows: axes, curves and a map that stay, a view that changes with controls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib import _checks
from landauer_lib.figures import MAP_ROLE, ROLES

__all__ = ["Axis", "Band", "Curve", "Field", "Label", "View"]

Floats = NDArray[np.float64]


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


@dataclass(frozen=True)
class Curve:
    """A curve that every view of an Explorer contains: its key, its name and role.

    Curves of one ``group`` look alike and share an entry of the legend, which shows that name.
    """

    key: str
    label: str
    role: str = "model"
    group: str = ""

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"role must be one of {', '.join(ROLES)}, got {self.role!r}")

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this curve."""
        return {
            "key": self.key,
            "label": self.label,
            "role": self.role,
            **({"group": self.group} if self.group else {}),
            "dash": list(ROLES[self.role].dash),
        }


@dataclass(frozen=True, eq=False)
class Field:
    """A map that every view of an Explorer contains: one value for each row and each point of x.

    Parameters
    ----------
    rows : array_like, shape (m,)
        Increasing y values at which the cells have their middles, evenly spaced along the y axis.
    label, unit : str
        What the values are.
    limits : tuple of float
        The values that the color of the paper and the full color of a map stand for.

    Raises
    ------
    ValueError
        If the rows or the limits do not increase.

    Examples
    --------
    >>> Field([0, 1, 2], "density", "1/µm²", (0, 5)).scale.caption
    'density (1/µm²)'
    """

    rows: ArrayLike
    label: str
    unit: str
    limits: tuple[float, float]

    def __post_init__(self) -> None:
        rows = _checks.number("rows", self.rows)
        if rows.ndim != 1 or rows.size < 2 or np.any(np.diff(rows) <= 0):
            raise ValueError("rows must be a one-dimensional increasing array")
        object.__setattr__(self, "rows", rows)
        _ = self.scale  # refuses limits that do not increase

    @property
    def scale(self) -> Axis:
        """The values as an axis."""
        return Axis(self.label, self.unit, self.limits)

    def spec(self, levels: int) -> dict[str, Any]:
        """Return what the front end needs to draw this map."""
        rows = [float(f"{row:.7g}") for row in np.asarray(self.rows)]
        return {**self.scale.spec(), "role": MAP_ROLE, "rows": rows, "levels": levels}

    def summary(self, values: Floats) -> str:
        """Say the smallest and the largest value, to a thousandth of the range.

        >>> Field([0, 1], "density", "", (0, 1)).summary(np.array([[1e-17, 0.25], [0.5, 0.7501]]))
        'density: 0 … 0.75'
        """
        low, high = self.limits
        step = (high - low) / 1000
        ends = (round(float(end) / step) * step for end in (values.min(), values.max()))
        return f"{self.label}: " + " … ".join(f"{end:.4g}" for end in ends)


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
    field : array_like, optional
        Values of the declared map, shape (rows, points).
    """

    curves: Mapping[str, ArrayLike]
    bands: tuple[Band, ...] = ()
    labels: tuple[Label, ...] = ()
    reading: str = ""
    field: ArrayLike | None = None

    def extras(self) -> dict[str, Any]:
        """Return everything but curves and map, in a form that JSON takes."""
        return {
            "bands": [[float(b.start), float(b.stop), b.label] for b in self.bands],
            "labels": [[float(t.x), float(t.y), t.text] for t in self.labels],
            "reading": self.reading,
        }


def _checked(
    name: str, values: ArrayLike, limits: tuple[float, float], over: str, **places: Floats
) -> Floats:
    """Return a curve or a map within its limits, or say what is wrong with it and where."""
    array = np.asarray(values, dtype=np.float64)
    shape = tuple(coordinate.size for coordinate in places.values())
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    if not np.isfinite(array).all():
        first = np.argwhere(~np.isfinite(array))[0]
        where = (f"{axis} = {places[axis][i]:g}" for axis, i in zip(places, first, strict=True))
        raise ValueError(f"{name} is not finite at {', '.join(where)}")
    low, high = limits
    slack = 1e-9 * (high - low)
    if array.min() < low - slack or array.max() > high + slack:
        raise ValueError(
            f"{name} runs from {array.min():g} to {array.max():g}, outside the {over} {limits}"
        )
    return np.clip(array, low, high)


def checked_curves(
    view: View, curves: tuple[Curve, ...], x: Floats, y: Axis, setting: str
) -> Floats:
    """Return the view's curves as an array (curves, points), or say which setting broke them."""
    if set(view.curves) != {curve.key for curve in curves}:
        raise ValueError(
            f"at {setting}: curves must be {sorted(curve.key for curve in curves)}, "
            f"got {sorted(view.curves)}"
        )
    checked = [
        _checked(f"at {setting}: curve {c.key!r}", view.curves[c.key], y.limits, "y limits", x=x)
        for c in curves
    ]
    return np.reshape(checked, (len(curves), x.size))


def checked_field(view: View, field: Field | None, x: Floats, setting: str) -> Floats | None:
    """Return the view's map as an array (rows, points), or say which setting broke it."""
    if (field is None) != (view.field is None):
        declared = "a field was not declared" if field is None else "the declared field is missing"
        raise ValueError(f"at {setting}: {declared}")
    if field is None or view.field is None:
        return None
    rows = np.asarray(field.rows)
    return _checked(f"at {setting}: field", view.field, field.limits, "limits", y=rows, x=x)


def check_cells(field: Field, points: Floats, x: Axis, y: Axis) -> None:
    """Refuse a map whose cells differ in size or have their middles outside the plot."""
    rows = _checks.number("rows", field.rows, at_least=y.limits[0], at_most=y.limits[1])
    for name, axis, values in (("points", x, points), ("rows", y, rows)):
        if not axis.evenly_spaced(values):
            raise ValueError(f"{name} must be evenly spaced along their axis below a map")
