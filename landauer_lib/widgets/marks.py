"""Marks: what a view draws at places of its own, in a plot or in a picture.

Each mark has a role of :data:`landauer_lib.figures.ROLES`. Its coordinates are data coordinates of
the panel on which it stands, and they must lie within the panel's limits.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib._types import ArrayLike
from landauer_lib.figures import PAPER, ROLES, checked_role

__all__ = [
    "Area",
    "Arrow",
    "Dot",
    "Dots",
    "ErrorBars",
    "Level",
    "Line",
    "Mark",
    "Polygon",
    "Text",
]

Place = tuple[Literal["x", "y"], Floats]


def _row(name: str, values: ArrayLike, size: int | None = None) -> Floats:
    """Return finite numbers in one row, or one number repeated ``size`` times."""
    row = np.atleast_1d(_checks.number(name, values))
    if row.ndim != 1 or row.size == 0:
        raise ValueError(f"{name} must be a row of numbers, got an array of shape {row.shape}")
    if size is not None and row.size not in (1, size):
        raise ValueError(f"{name} must be {size} numbers like x, got {row.size}")
    return row if size is None else np.broadcast_to(row, (size,)).astype(np.float64)


class Mark:
    """What all marks share: a kind, places on the panel and a style."""

    kind: ClassVar[str]
    role: str

    def places(self) -> list[Place]:
        """Return the rows of coordinates, each with the axis on which it stands."""
        raise NotImplementedError

    def style(self) -> dict[str, Any]:
        """Return everything but the places, in a form that JSON takes."""
        return {"kind": self.kind, "role": self.role}

    def _keep(self, **rows: Floats | str) -> None:
        for name, row in rows.items():
            object.__setattr__(self, name, row)


@dataclass(frozen=True, eq=False)
class Line(Mark):
    """A line through points; ``dash`` as a pattern in points replaces that of the role.

    A ``label`` puts the line into the legend.

    Examples
    --------
    >>> Line([0, 1], [2, 3], "wall").places()[1]
    ('y', array([2., 3.]))
    """

    x: ArrayLike
    y: ArrayLike
    role: str = "model"
    dash: tuple[float, ...] | None = None
    label: str = ""
    width: float = 2.0
    kind: ClassVar[str] = "line"

    def __post_init__(self) -> None:
        checked_role(self.role)
        x = _row("x", self.x)
        _checks.scalar("width", self.width, above=0, at_most=12)
        self._keep(x=x, y=_row("y", self.y, x.size))

    def places(self) -> list[Place]:
        """Return x and y."""
        return [("x", np.asarray(self.x)), ("y", np.asarray(self.y))]

    def style(self) -> dict[str, Any]:
        """Return the style with its dash, and label and width if it has such."""
        return {
            **super().style(),
            "dash": list(ROLES[self.role].dash if self.dash is None else self.dash),
            **({"label": self.label} if self.label else {}),
            **({"width": self.width} if self.width != 2 else {}),
        }


@dataclass(frozen=True, eq=False)
class Area(Mark):
    """What lies between two lines: over ``x`` from ``low`` to ``high``, rows or single numbers."""

    x: ArrayLike
    low: ArrayLike
    high: ArrayLike
    role: str = "window"
    opacity: float = 0.25
    label: str = ""
    kind: ClassVar[str] = "area"

    def __post_init__(self) -> None:
        checked_role(self.role)
        _checks.scalar("opacity", self.opacity, above=0, at_most=1)
        x = _row("x", self.x)
        self._keep(x=x, low=_row("low", self.low, x.size), high=_row("high", self.high, x.size))

    def places(self) -> list[Place]:
        """Return x and both lines."""
        x, low, high = (np.asarray(row) for row in (self.x, self.low, self.high))
        return [("x", x), ("y", low), ("y", high)]

    def style(self) -> dict[str, Any]:
        """Return the style with its opacity."""
        label = {"label": self.label} if self.label else {}
        return {**super().style(), "opacity": self.opacity, **label}


@dataclass(frozen=True, eq=False)
class Polygon(Mark):
    """A filled outline."""

    x: ArrayLike
    y: ArrayLike
    role: str
    opacity: float = 1.0
    label: str = ""
    kind: ClassVar[str] = "polygon"

    def __post_init__(self) -> None:
        checked_role(self.role)
        _checks.scalar("opacity", self.opacity, above=0, at_most=1)
        x = _row("x", self.x)
        if x.size < 3:
            raise ValueError(f"x must be at least three corners, got {x.size}")
        self._keep(x=x, y=_row("y", self.y, x.size))

    def places(self) -> list[Place]:
        """Return the corners."""
        return [("x", np.asarray(self.x)), ("y", np.asarray(self.y))]

    def style(self) -> dict[str, Any]:
        """Return the style with its opacity."""
        label = {"label": self.label} if self.label else {}
        return {**super().style(), "opacity": self.opacity, **label}


@dataclass(frozen=True, eq=False)
class Dots(Mark):
    """Round dots of one size, in pixels across."""

    x: ArrayLike
    y: ArrayLike
    role: str = "measured"
    size: float = 6.0
    label: str = ""
    kind: ClassVar[str] = "dots"

    def __post_init__(self) -> None:
        checked_role(self.role)
        _checks.scalar("size", self.size, above=0, at_most=60)
        x = _row("x", self.x)
        self._keep(x=x, y=_row("y", self.y, x.size))

    def places(self) -> list[Place]:
        """Return the middles."""
        return [("x", np.asarray(self.x)), ("y", np.asarray(self.y))]

    def style(self) -> dict[str, Any]:
        """Return the style with the size."""
        label = {"label": self.label} if self.label else {}
        return {**super().style(), "size": self.size, **label}


@dataclass(frozen=True, eq=False)
class Dot(Dots):
    """One round dot, larger than those of a cloud: the place of a value that moves."""

    size: float = 10.0

    def __post_init__(self) -> None:
        _checks.scalar("x", self.x)
        _checks.scalar("y", self.y)
        super().__post_init__()


@dataclass(frozen=True, eq=False)
class ErrorBars(Mark):
    """Measured points with their uncertainties.

    Parameters
    ----------
    x, y : array_like, shape (n,)
    y_error, x_error : array_like, shape (n,) or (2, n), optional
        Distances from the point to the ends of its bar; two rows are below and above.
    role : str
    label : str
        The legend's entry, e.g. "measured, van Wees 1988".
    limit : "upper" or "lower", optional
        The points are bounds: an arrow shows the side on which the value may lie.
    """

    x: ArrayLike
    y: ArrayLike
    y_error: ArrayLike | None = None
    x_error: ArrayLike | None = None
    role: str = "measured"
    label: str = ""
    limit: Literal["upper", "lower"] | None = None
    kind: ClassVar[str] = "bars"

    def __post_init__(self) -> None:
        checked_role(self.role)
        if self.limit is not None:
            _checks.one_of("limit", self.limit, ("upper", "lower"))
        x = _row("x", self.x)
        self._keep(x=x, y=_row("y", self.y, x.size))
        for name in ("x_error", "y_error"):
            self._ends(name)

    def _ends(self, name: str) -> tuple[Floats, Floats]:
        """Return both ends of the bars along one axis; none without an uncertainty."""
        error = getattr(self, name)
        middle = np.asarray(getattr(self, name[0]), dtype=np.float64)
        if error is None:
            return middle[:0], middle[:0]
        size = _checks.number(name, error, at_least=0)
        if size.shape not in ((), middle.shape, (2, *middle.shape)):
            raise ValueError(
                f"{name} must have shape {middle.shape} or {(2, *middle.shape)}, got {size.shape}"
            )
        below, above = size if size.ndim == 2 else (size, size)
        return middle - below, middle + above

    def places(self) -> list[Place]:
        """Return the points, then the ends of the bars along x and along y."""
        x, y = np.asarray(self.x), np.asarray(self.y)
        along_x, along_y = self._ends("x_error"), self._ends("y_error")
        return [
            ("x", x),
            ("y", y),
            *(("x", end) for end in along_x),
            *(("y", end) for end in along_y),
        ]

    def style(self) -> dict[str, Any]:
        """Return the style with label and limit."""
        return {
            **super().style(),
            **({"label": self.label} if self.label else {}),
            **({"limit": self.limit} if self.limit else {}),
        }


@dataclass(frozen=True, eq=False)
class Arrow(Mark):
    """An arrow from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float
    role: str = "model"
    label: str = ""
    kind: ClassVar[str] = "arrow"

    def __post_init__(self) -> None:
        checked_role(self.role)
        for name in ("x0", "y0", "x1", "y1"):
            _checks.scalar(name, getattr(self, name))

    def places(self) -> list[Place]:
        """Return tail and head."""
        x = np.array([self.x0, self.x1], dtype=np.float64)
        return [("x", x), ("y", np.array([self.y0, self.y1], dtype=np.float64))]

    def style(self) -> dict[str, Any]:
        """Return the style with the label."""
        return {**super().style(), **({"label": self.label} if self.label else {})}


@dataclass(frozen=True, eq=False)
class Text(Mark):
    """A short text at a point: it starts there, ends there, or has its middle there."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "middle"
    role: str = "ink"
    kind: ClassVar[str] = "text"

    def __post_init__(self) -> None:
        if self.role not in PAPER:
            checked_role(self.role)
        _checks.one_of("anchor", self.anchor, ("start", "middle", "end"))
        _checks.scalar("x", self.x)
        _checks.scalar("y", self.y)

    def places(self) -> list[Place]:
        """Return the point."""
        return [("x", _row("x", self.x)), ("y", _row("y", self.y))]

    def style(self) -> dict[str, Any]:
        """Return the style with text and anchor."""
        return {**super().style(), "text": self.text, "anchor": self.anchor}


@dataclass(frozen=True, eq=False)
class Level(Mark):
    """A line across the whole panel at one x or one y, with its name at the end.

    Examples
    --------
    >>> Level(y=3.5, label="E_F", role="fermi").style()["along"]
    'y'
    """

    x: float | None = None
    y: float | None = None
    label: str = ""
    role: str = "reference"
    kind: ClassVar[str] = "level"

    def __post_init__(self) -> None:
        checked_role(self.role)
        if (self.x is None) == (self.y is None):
            raise ValueError(f"one of x and y must be given, got x = {self.x}, y = {self.y}")
        _checks.scalar(self._along, self._value)

    @property
    def _along(self) -> Literal["x", "y"]:
        return "x" if self.y is None else "y"

    @property
    def _value(self) -> float:
        value = self.x if self.y is None else self.y
        assert value is not None
        return value

    def places(self) -> list[Place]:
        """Return the one coordinate."""
        return [(self._along, _row(self._along, self._value))]

    def style(self) -> dict[str, Any]:
        """Return the style with the name and the axis on which the level stands."""
        name = {"name": self.label, "dash": list(ROLES[self.role].dash)}
        return {**super().style(), "along": self._along, **name}
