"""The panels of an Explorer: plots with axes, and pictures of a device without them."""

import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib._types import ArrayLike
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.marks import Mark
from landauer_lib.widgets.table import MAP_LEVELS
from landauer_lib.widgets.view import Curve, Field, Shown

__all__ = ["Panel", "Picture", "Plot", "described", "hyphenated"]


def hyphenated(name: str, text: str) -> str:
    """Return a name that can stand in an address, or refuse it.

    >>> hyphenated("name", "half-plateaus")
    'half-plateaus'
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", text):
        raise ValueError(f"{name} must be lower-case words joined by hyphens, got {text!r}")
    return text


def described(name: str, text: str) -> str:
    """Return an alternative text that says something: at least five words.

    >>> described("alt", "x")
    Traceback (most recent call last):
    ValueError: alt must say in at least five words what is shown, got 'x'
    """
    if len(text.split()) < 5:
        raise ValueError(f"{name} must say in at least five words what is shown, got {text!r}")
    return text


def _checked(name: str, values: ArrayLike, limits: tuple[float, float], **places: Floats) -> Floats:
    """Return a curve or a map within its limits, or say what is wrong with it and where."""
    array = np.asarray(values, dtype=np.float64)
    shape = tuple(coordinate.size for coordinate in places.values())
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    if not np.isfinite(array).all():
        first = np.argwhere(~np.isfinite(array))[0]
        where = (f"{axis} = {places[axis][i]:g}" for axis, i in zip(places, first, strict=True))
        raise ValueError(f"{name} is not finite at {', '.join(where)}")
    return _within(name, array, limits)


def _within(name: str, array: Floats, limits: tuple[float, float], axis: str = "") -> Floats:
    """Return values clipped to limits that they keep up to rounding, or say how far they run."""
    low, high = limits
    slack = 1e-9 * (high - low)
    if array.size and (array.min() < low - slack or array.max() > high + slack):
        raise ValueError(
            f"{name} runs from {array.min():g} to {array.max():g}, outside the {axis}limits "
            f"({low:g}, {high:g})"
        )
    return np.clip(array, low, high)


class Panel:
    """What both kinds of panels share."""

    kind: ClassVar[str]
    key: str
    alt: str
    width: int
    caption: str

    @property
    def axes(self) -> dict[str, Axis]:
        """The axes x and y; those of a picture are not drawn."""
        raise NotImplementedError

    def checked(self, shown: Shown) -> Shown:
        """Return what is shown with its arrays checked and clipped, or say what is wrong."""
        for number, mark in enumerate(shown.marks, 1):
            if not isinstance(mark, Mark):
                raise TypeError(f"mark {number} must be a mark, got {type(mark).__name__}")
            for axis, places in mark.places():
                name = f"mark {number}, a {type(mark).__name__}: {axis}"
                _within(name, places, self.axes[axis].limits, f"{axis} ")
        return replace(shown, marks=tuple(shown.marks))

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this panel."""
        sides = {side: axis.spec() for side, axis in self.axes.items()}
        return {
            "key": self.key,
            "kind": self.kind,
            "alt": self.alt,
            "width": self.width,
            "caption": self.caption,
            **sides,
        }

    def _declared(self) -> None:
        hyphenated("key", self.key)
        if self.alt:
            described(f"alt of panel {self.key!r}", self.alt)
        _checks.whole_number("width", self.width, at_least=1, at_most=3)


@dataclass(frozen=True, eq=False)
class Plot(Panel):
    """A chart with two axes.

    Parameters
    ----------
    key : str
        By which the maker's view names this panel.
    x, y : Axis
    points : array_like, shape (n,), optional
        Increasing x values of the curves, within the axis limits; evenly spaced below a map.
    curves : sequence of Curve
        The curves that every view contains.
    field : Field, optional
        A map that every view contains, drawn below the curves.
    alt : str
        What this panel shows, in words; with one panel the Explorer's own text serves.
    width : int
        Share of the width beside other panels, 1 to 3.
    caption : str
        A line above the panel.

    Raises
    ------
    ValueError
        If the declaration is inconsistent.
    """

    key: str
    x: Axis
    y: Axis
    points: ArrayLike | None = None
    curves: tuple[Curve, ...] | list[Curve] = ()
    field: Field | None = None
    alt: str = ""
    width: int = 1
    caption: str = ""
    kind: ClassVar[str] = "plot"

    def __post_init__(self) -> None:
        self._declared()
        _checks.instances(Axis, x=self.x, y=self.y)
        if self.points is None and (self.curves or self.field is not None):
            raise ValueError("points must be given where there are curves or a field")
        given = self.x.limits if self.points is None else self.points
        low, high = self.x.limits
        points = _checks.number("points", given, at_least=low, at_most=high)
        if points.ndim != 1 or points.size < 2 or np.any(np.diff(points) <= 0):
            raise ValueError("points must be a one-dimensional increasing array")
        object.__setattr__(self, "points", points)
        object.__setattr__(self, "curves", tuple(self.curves))
        if len({curve.key for curve in self.curves}) < len(self.curves):
            raise ValueError("curves must have a key of their own each")
        if self.field is not None:
            rows = _checks.number(
                "rows", self.field.rows, at_least=self.y.limits[0], at_most=self.y.limits[1]
            )
            for name, axis, values in (("points", self.x, points), ("rows", self.y, rows)):
                if not axis.evenly_spaced(values):
                    raise ValueError(f"{name} must be evenly spaced along their axis below a map")

    @property
    def axes(self) -> dict[str, Axis]:
        """The axes x and y."""
        return {"x": self.x, "y": self.y}

    @property
    def place(self) -> Floats:
        """The x values of the curves."""
        return np.asarray(self.points, dtype=np.float64)

    def checked(self, shown: Shown) -> Shown:
        """Return what is shown with curves, map and marks checked, or say what is wrong."""
        keys = {curve.key for curve in self.curves}
        if set(shown.curves) != keys:
            raise ValueError(f"curves must be {sorted(keys)}, got {sorted(shown.curves)}")
        if (self.field is None) != (shown.field is None):
            not_declared = "a field was not declared"
            raise ValueError(
                not_declared if self.field is None else "the declared field is missing"
            )
        curves = {
            curve.key: _checked_curve(curve.key, shown.curves[curve.key], self)
            for curve in self.curves
        }
        field = None
        if self.field is not None and shown.field is not None:
            rows = np.asarray(self.field.rows)
            field = _checked("field", shown.field, self.field.limits, y=rows, x=self.place)
        return replace(super().checked(shown), curves=curves, field=field)

    def stack(self, shown: Shown) -> Floats:
        """Return the curves of what is shown in their declared order, shape (curves, points)."""
        rows = [np.asarray(shown.curves[curve.key]) for curve in self.curves]
        return np.reshape(rows, (len(rows), self.place.size)).astype(np.float64)

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this plot."""
        return {
            **super().spec(),
            "points": [float(f"{value:.7g}") for value in self.place],
            "curves": [curve.spec() for curve in self.curves],
            **({} if self.field is None else {"field": self.field.spec(MAP_LEVELS)}),
        }


def _checked_curve(key: str, values: ArrayLike, plot: Plot) -> Floats:
    try:
        return _checked(f"curve {key!r}", values, plot.y.limits, x=plot.place)
    except ValueError as error:
        raise ValueError(str(error).replace("outside the limits", "outside the y limits")) from None


@dataclass(frozen=True, eq=False)
class Picture(Panel):
    """A drawing without axes, e.g. a device: marks within limits that are its frame.

    Parameters
    ----------
    key : str
        By which the maker's view names this panel.
    x, y : tuple of float
        The limits of the coordinates in which the marks are given.
    alt : str
        What this panel shows, in words; with one panel the Explorer's own text serves.
    equal : bool
        Whether a length is drawn alike along both directions.
    width : int
        Share of the width beside other panels, 1 to 3.
    caption : str
        A line above the panel.

    Raises
    ------
    ValueError
        If limits do not increase or a text is missing.

    Examples
    --------
    >>> Picture("device", x=(-2, 2), y=(-1, 1), alt="A wire between two reservoirs.").kind
    'picture'
    """

    key: str
    x: tuple[float, float]
    y: tuple[float, float]
    alt: str = ""
    equal: bool = False
    width: int = 1
    caption: str = ""
    kind: ClassVar[str] = "picture"

    def __post_init__(self) -> None:
        self._declared()
        _ = self.axes  # refuses limits that do not increase

    @property
    def axes(self) -> dict[str, Axis]:
        """The limits as axes."""
        return {"x": Axis("", "", self.x), "y": Axis("", "", self.y)}

    def checked(self, shown: Shown) -> Shown:
        """Return what is shown with its marks checked, or say what is wrong."""
        if shown.curves or shown.bands or shown.labels or shown.field is not None:
            raise ValueError("a picture shows marks only: no curves, bands, labels or field")
        return super().checked(shown)

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to draw this picture."""
        return {**super().spec(), "equal": self.equal}
