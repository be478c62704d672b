"""What an Explorer shows: curves and a map that stay, a view that changes with the controls."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

import numpy as np

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib._types import ArrayLike
from landauer_lib.figures import MAP_ROLE, ROLES, checked_role
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.marks import Mark

__all__ = ["Band", "Curve", "Field", "Label", "Shown", "View"]


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
        checked_role(self.role)

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
    role: str = "window"

    def __post_init__(self) -> None:
        checked_role(self.role)
        _checks.scalar("start", self.start)
        _checks.scalar("stop", self.stop)


@dataclass(frozen=True)
class Label:
    """A short text at a point of the plot, e.g. a plateau's height."""

    x: float
    y: float
    text: str

    def __post_init__(self) -> None:
        _checks.scalar("x", self.x)
        _checks.scalar("y", self.y)


def _short(value: float) -> float:
    """Return a place with as many digits as a screen can show."""
    return float(f"{value:.6g}")


@dataclass(frozen=True)
class Shown:
    """What one panel shows at a setting.

    Parameters
    ----------
    curves : mapping
        For each declared curve's key its y values, shape of the plot's points.
    bands, labels : tuple
        Shaded stretches and short texts.
    field : array_like, optional
        Values of the declared map, shape (rows, points).
    marks : tuple
        Lines, areas, dots and other marks at places of their own, drawn in this order.
    """

    curves: Mapping[str, ArrayLike] = made_by(default_factory=dict)
    bands: tuple[Band, ...] = ()
    labels: tuple[Label, ...] = ()
    field: ArrayLike | None = None
    marks: tuple[Mark, ...] | list[Mark] = ()

    def extras(self) -> dict[str, Any]:
        """Return bands and labels in a form that JSON takes."""
        return {
            "bands": [[_short(b.start), _short(b.stop), b.label, b.role] for b in self.bands],
            "labels": [[_short(t.x), _short(t.y), t.text] for t in self.labels],
        }


@dataclass(frozen=True)
class View:
    """One setting's picture.

    Parameters
    ----------
    curves, bands, labels, field, marks
        What the only panel shows; see :class:`Shown`.
    reading : str
        One line that says what to see, with its number; shown below the plot and spoken.
    panels : mapping, optional
        With several panels, what each shows, by its key; then the parts above stay empty.
    values : mapping, optional
        Named numbers as text, e.g. ``{"G": "77.5 µS"}``, shown large beside the panels.
    """

    curves: Mapping[str, ArrayLike] = made_by(default_factory=dict)
    bands: tuple[Band, ...] = ()
    labels: tuple[Label, ...] = ()
    reading: str = ""
    field: ArrayLike | None = None
    marks: tuple[Mark, ...] | list[Mark] = ()
    panels: Mapping[str, Shown] | None = None
    values: Mapping[str, str] = made_by(default_factory=dict)

    def shown(self, keys: tuple[str, ...]) -> dict[str, Shown]:
        """Return what each panel shows, or refuse a view that does not fit the panels ``keys``.

        >>> View(reading="nothing").shown(("plot",))["plot"].marks
        ()
        """
        only = Shown(self.curves, self.bands, self.labels, self.field, self.marks)
        if self.panels is None:
            if len(keys) > 1:
                raise ValueError(f"panels must be given for each of {', '.join(keys)}")
            return {keys[0]: only}
        if self.curves or self.bands or self.labels or self.marks or self.field is not None:
            raise ValueError("with panels, nothing is shown beside them: move it into a panel")
        if set(self.panels) != set(keys):
            raise ValueError(f"panels must be {sorted(keys)}, got {sorted(self.panels)}")
        for key, shown in self.panels.items():
            if not isinstance(shown, Shown):
                raise TypeError(f"panel {key!r} must be a Shown, got {type(shown).__name__}")
        return {key: self.panels[key] for key in keys}
