"""Published numbers that the chapters hold their theory against, with error bars as published.

One JSON file a chapter, named like it. An entry is a set of points from one source or on one
question; what a source did not state (an error, a DOI) stays empty and is never filled in. Only
numbers that somebody read in a source are here: ``how_read`` says where.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Entry", "Point", "chapters", "entry"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Point:
    """One published number.

    Parameters
    ----------
    label : str
        What was measured, in a few words: sample, material, condition.
    y : float
        The number, in the entry's unit.
    y_error : float, optional
        Its error bar as published; ``None`` where the source states none.
    x, x_error : float, optional
        The setting at which it was measured, where there is one.
    limit : {"upper", "lower"}, optional
        The number is a bound and not a value.
    source : str
        Reference of this point, where the entry collects several.
    """

    label: str
    y: float
    y_error: float | None = None
    x: float | None = None
    x_error: float | None = None
    limit: Literal["upper", "lower"] | None = None
    source: str = ""


@dataclass(frozen=True)
class Entry:
    """Points that belong together, with where they come from.

    Attributes
    ----------
    what : str
        What is measured.
    unit, x_unit : str
        Units of ``y`` and of ``x``.
    reference, doi : str
        The source; for a collection each point names its own.
    how_read : str
        Which text was read for the numbers.
    caveat : str
        What a reader of the figure must know: corrections, disputes, conditions.
    contested : bool
        Whether the result is contested, corrected or retracted; the caveat then says how.
    points : tuple of Point
    """

    what: str
    unit: str
    points: tuple[Point, ...]
    how_read: str
    x_unit: str = ""
    reference: str = ""
    doi: str = ""
    caveat: str = ""
    contested: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The points' labels."""
        return tuple(point.label for point in self.points)

    @property
    def x(self) -> Floats:
        """Settings, shape (points,); raises ``ValueError`` if a point has none."""
        missing = [point.label for point in self.points if point.x is None]
        if missing:
            raise ValueError(f"x must be stated for every point, but is not for {missing}")
        return np.array([point.x for point in self.points], dtype=np.float64)

    @property
    def y(self) -> Floats:
        """Numbers in ``unit``, shape (points,)."""
        return np.array([point.y for point in self.points], dtype=np.float64)

    @property
    def y_error(self) -> Floats:
        """Error bars, shape (points,), 0 where none is stated."""
        return np.array([point.y_error or 0.0 for point in self.points])

    @property
    def x_error(self) -> Floats:
        """Error bars of the settings, shape (points,), 0 where none is stated."""
        return np.array([point.x_error or 0.0 for point in self.points])

    def __str__(self) -> str:
        lines = [f"{self.what} ({self.unit})" if self.unit else self.what]
        for point in self.points:
            bound = {"upper": "< ", "lower": "> ", None: ""}[point.limit]
            error = f" ± {point.y_error:g}" if point.y_error else ""
            place = "" if point.x is None else f" at {point.x:g} {self.x_unit}".rstrip()
            lines.append(f"  {point.label}{place}: {bound}{point.y:g}{error}")
        return "\n".join(lines)


def _parsed(raw: dict[str, Any], where: str) -> Entry:
    points = tuple(Point(**point) for point in raw.pop("points"))
    found = Entry(points=points, **raw)
    if not points or not found.how_read:
        raise ValueError(f"{where} must have points and say how they were read")
    if not found.reference and not all(point.source for point in points):
        raise ValueError(f"{where} must name a reference, or one for each point")
    if found.contested and not found.caveat:
        raise ValueError(f"{where} is contested and must say how")
    return found


@cache
def _chapter(name: str) -> dict[str, Entry]:
    text = (files(__name__) / f"{name}.json").read_text(encoding="utf-8")
    return {key: _parsed(raw, f"{name}/{key}") for key, raw in json.loads(text).items()}


def chapters() -> tuple[str, ...]:
    """Return the names of the chapters that have published numbers here.

    >>> "staircase" in chapters()
    True
    """
    names = (path.name for path in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def entry(chapter: str, key: str) -> Entry:
    """Return one entry of a chapter.

    Parameters
    ----------
    chapter : str
        Name of the chapter's file without its number, e.g. ``"staircase"``.
    key : str
        Name of the entry.

    Raises
    ------
    ValueError
        If there is no such chapter or entry; the message lists those there are.

    Examples
    --------
    >>> steps = entry("staircase", "steps")
    >>> steps.y
    array([16.])
    """
    if chapter not in chapters():
        raise ValueError(f"chapter must be one of {', '.join(chapters())}, got {chapter!r}")
    entries = _chapter(chapter)
    if key not in entries:
        raise ValueError(f"key must be one of {', '.join(sorted(entries))}, got {key!r}")
    return entries[key]
