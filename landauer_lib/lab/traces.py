"""Measured traces: named columns with units, and the series resistance in front of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from landauer_lib._checks import Floats, broadcast_shape, number
from landauer_lib._types import ArrayLike, Bools, Integers
from landauer_lib.lab.units import checked_conductance, convert, is_logarithm, same_kind

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trace", "subtract_series_resistance"]


@dataclass(frozen=True, eq=False)
class Trace:
    """Named columns of equal length, as measured or as made up for practice.

    Attributes
    ----------
    columns : name → values, shape (n,), float.
    units : name → unit as written in the file, "" where none is given.
    metadata : what the comments say: key → value.
    comments : the comments that are not of the form key: value.
    notes : what reading decided, and what to know before using the numbers, in words.
    text : name → cells of the columns that hold words or time stamps, n each.

    Examples
    --------
    >>> trace = Trace({"gate": [-1.2, -1.1], "G": [0.5, 1.0]}, {"gate": "V", "G": "2e2/h"})
    >>> trace.in_units("gate", "mV"), trace.to("µS")["G"].round(2)
    (array([-1200., -1100.]), array([38.74, 77.48]))
    """

    columns: Mapping[str, Floats]
    units: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold the columns to one length and the units to the columns."""
        columns = {name: _column(name, values) for name, values in self.columns.items()}
        words = {name: tuple(cells) for name, cells in self.text.items()}
        lengths = {name: len(values) for name, values in columns.items()}
        lengths |= {name: len(cells) for name, cells in words.items()}
        if not lengths:
            raise ValueError("a trace must have at least one column, got none")
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns must have one length, got {lengths}")
        twice = set(columns) & set(words)
        if twice:
            raise ValueError(f"text must not repeat the name of a column, got {sorted(twice)}")
        strangers = set(self.units) - set(columns)
        if strangers:
            raise ValueError(f"units must name columns ({', '.join(columns)}), got {strangers}")
        for what, texts in (("units", self.units), ("metadata", self.metadata)):
            for key, value in texts.items():
                if not isinstance(key, str) or not isinstance(value, str):
                    raise TypeError(f"{what} must map text to text, got {key!r}: {value!r}")
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "units", {name: self.units.get(name, "") for name in columns})
        object.__setattr__(self, "metadata", dict(self.metadata))
        object.__setattr__(self, "comments", tuple(self.comments))
        object.__setattr__(self, "notes", tuple(self.notes))
        object.__setattr__(self, "text", words)

    def __getitem__(self, name: str) -> Floats:
        """Return the column of this name, in the unit that it has."""
        try:
            return self.columns[name]
        except KeyError:
            pass
        if name in self.text:
            raise KeyError(f"column {name!r} holds words, not numbers; trace.text[{name!r}] has it")
        raise KeyError(f"no column {name!r}; the trace has {', '.join(self.columns)}")

    def __len__(self) -> int:
        """Return the number of samples."""
        numbers, words = list(self.columns.values()), list(self.text.values())
        return len(numbers[0]) if numbers else len(words[0])

    def __repr__(self) -> str:
        """Show columns with unit and range, and every note."""
        lines = [f"Trace of {len(self)} samples ({self.label})"]
        width = max(len(name) for name in (*self.columns, *self.text))
        for name, values in self.columns.items():
            known = values[np.isfinite(values)]
            span = f"{known.min():.6g} to {known.max():.6g}" if known.size else "no values"
            gaps = f", {values.size - known.size} missing" if known.size < values.size else ""
            lines.append(f"  {name:{width}}  {span} {self.units[name]}".rstrip() + gaps)
        lines += [f"  {name:{width}}  words" for name in self.text]
        return "\n".join(lines + [f"  note: {note}" for note in self.notes])

    @property
    def label(self) -> str:
        """What to call the data in a figure: "measured", or "synthetic" where they are made up."""
        return self.metadata.get("label", "measured")

    def in_units(self, name: str, unit: str) -> Floats:
        """Return a column's values in another unit.

        Parameters
        ----------
        name : str
            Name of the column.
        unit : str
            Wanted unit, such as V, mV, S, µS, G0, e²/h, kΩ, 1/Ohm, nA, meV, mK, mT, log10(G/G0).

        Returns
        -------
        ndarray, shape (n,)

        Raises
        ------
        KeyError
            If there is no such column.
        ValueError
            If the column has no unit, or one that measures something else.
        """
        return convert(self[name], self.units[name], unit, name=f"column {name!r}")

    def to(self, unit: str, *names: str) -> "Trace":
        """Return the trace with columns in another unit.

        Parameters
        ----------
        unit : str
            Wanted unit.
        *names : str
            Columns to convert. Without any: all that measure what ``unit`` measures (a resistance
            becomes a conductance only by name).

        Returns
        -------
        Trace
            A column whose name was its unit, ``log10(G/G0)``, is called ``G`` when it is no longer
            a logarithm.

        Raises
        ------
        KeyError
            If there is no such column.
        ValueError
            If no column, or not the named one, can be given in this unit.
        """
        chosen = names or tuple(name for name in self.columns if same_kind(self.units[name], unit))
        if not chosen:
            has = ", ".join(f"{name} in {text or 'no unit'}" for name, text in self.units.items())
            raise ValueError(f"no column can be given in {unit!r}; the trace has {has}")
        converted = {name: self.in_units(name, unit) for name in chosen}
        linear = "G" not in self.columns and not is_logarithm(unit)
        new = {
            name: "G" if linear and name in converted and is_logarithm(name) else name
            for name in self.columns
        }
        return replace(
            self,
            columns={new[name]: converted.get(name, old) for name, old in self.columns.items()},
            units={
                new[name]: unit if name in converted else old for name, old in self.units.items()
            },
        )

    def with_units(self, units: Mapping[str, str]) -> "Trace":
        """Return the trace with these units stated; no value changes."""
        return replace(self, units={**self.units, **units})

    def select(self, rows: slice | Integers | Bools) -> "Trace":
        """Return the trace with some rows: a slice, a mask or indices, as for an array."""
        index = np.arange(len(self))[rows]
        return replace(
            self,
            columns={name: values[index] for name, values in self.columns.items()},
            text={name: tuple(cells[i] for i in index) for name, cells in self.text.items()},
        )

    def complete(self, *names: str) -> "Trace":
        """Return the rows in which the named columns, or all, have finite values.

        How many rows were left out becomes a note.
        """
        whole = np.all([np.isfinite(self[name]) for name in names or self.columns], axis=0)
        left_out = int((~whole).sum())
        if not left_out:
            return self
        notes = (*self.notes, f"{left_out} of {len(self)} rows with missing values left out")
        return replace(self.select(whole), notes=notes)

    def seconds(self, name: str) -> Floats:
        """Return a column of ISO time stamps (``text``) as seconds since the first.

        Raises ``ValueError`` where a stamp is not in the form 2026-11-06T12:41:14 or
        20261106_124114.
        """
        import pandas as pd

        if name not in self.text:
            raise KeyError(f"no column of words {name!r}; the trace has {', '.join(self.text)}")
        cells = [cell.strip().replace("_", "T") for cell in self.text[name]]
        try:
            times = pd.to_datetime(pd.Series(cells), format="ISO8601")
        except ValueError as error:
            raise ValueError(f"column {name!r} does not hold ISO time stamps: {error}") from None
        elapsed: Floats = (times - times.iloc[0]).dt.total_seconds().to_numpy(dtype=np.float64)
        return elapsed

    def frame(self) -> "pd.DataFrame":
        """Return a pandas DataFrame of all columns, words included."""
        import pandas as pd

        return pd.DataFrame({**self.columns, **{name: list(c) for name, c in self.text.items()}})


def _column(name: str, values: ArrayLike) -> Floats:
    if not isinstance(name, str):
        raise TypeError(f"columns must be named by text, got {name!r}")
    array = np.asarray(values)
    if array.dtype.kind not in "iuf" and array.size:
        raise TypeError(f"column {name!r} must hold real numbers, got {array.dtype}")
    if array.ndim != 1:
        raise ValueError(f"column {name!r} must be a line of values, got shape {array.shape}")
    return array.astype(np.float64, copy=False)


def subtract_series_resistance(conductance: ArrayLike, series_resistance: ArrayLike) -> Floats:
    """Conductance 1/(1/G − R_s) of the device alone, from a measured G with leads in series.

    Parameters
    ----------
    conductance : array_like
        Measured conductance G in S. Values at or slightly below 0, as noise makes them in a closed
        contact, are allowed.
    series_resistance : array_like
        Resistance R_s of leads and contacts in Ω, at least 0 and below 1/G.

    Returns
    -------
    ndarray or float
        Conductance in S, with the broadcast shape.

    Raises
    ------
    ValueError
        If R_s is negative, or not below the measured resistance 1/G, or the conductance cannot be
        in S by its size.

    Examples
    --------
    A plateau measured at 72.2 µS behind 950 Ω is the first one:

    >>> f"{subtract_series_resistance(72.17e-6, 950) * 1e6:.1f} µS"
    '77.5 µS'
    """
    measured = checked_conductance("conductance", number("conductance", conductance))
    series = number("series_resistance", series_resistance, at_least=0)
    broadcast_shape(conductance=measured, series_resistance=series)
    left = 1 - measured * series
    if (left <= 0).any():
        raise ValueError(
            f"series_resistance must be below the measured resistance 1/G everywhere: at most "
            f"{1 / measured.max():.6g} Ω here, got {series.max():.6g} Ω"
        )
    result: Floats = measured / left
    return result[()]
