"""The cells of a table as columns of numbers or words, read by pandas."""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.lab.cells import Cells, parse_cells
from landauer_lib.lab.headers import split_cells
from landauer_lib.lab.traces import Trace

__all__ = ["Body", "Columns", "read_columns", "refuse_doubtful_commas"]

# SCPI writes 9.91e37 for "not a number" and ±9.9e37 for overflow; some instruments 199.999e99.
_OVERFLOW: Final = 9.9e36
# A comma that cannot group thousands: behind a lone 0, no digit or four; not before just three.
_DECIMAL_COMMA: Final = re.compile(rb"(?<![\d.,])0+,|(?<!\d),\d|\d{4},|,(?!\d{3}(?!\d))|,\d{3}[eE]")


class Body:
    """Rows of a table by line number, with the marks that part and write its cells."""

    def __init__(
        self,
        file: str,
        rows: Sequence[int],
        raw: bytes,
        width: int,
        marks: tuple[str, str],
        missing: frozenset[str],
    ) -> None:
        self.file, self.rows, self.raw, self.width = file, rows, raw, width
        self.separator, self.decimal = marks
        self.missing = missing

    @cached_property
    def lines(self) -> list[str]:
        """The rows as text; a long file of plain numbers never needs them."""
        return self.raw.decode().split("\n")

    def where(self, row: int) -> str:
        """Return file and line of a row, for a message."""
        return f"{self.file}, line {self.rows[row] + 1}"

    def cell(self, row: int, column: int) -> str:
        """Return one cell as it stands in the file."""
        cells = split_cells(self.lines[row], self.separator)
        return cells[column] if column < len(cells) else ""

    def blank(self, column: int) -> bool:
        """Tell whether a column is empty in every row, as a separator at a line's end makes it."""
        return not any(self.cell(row, column) for row in range(len(self.rows)))

    def uneven(self, rows: Sequence[int]) -> bool:
        """Tell whether one of these rows has another number of cells than the table."""
        return any(len(split_cells(self.lines[row], self.separator)) != self.width for row in rows)


def read_columns(body: Body, names: Sequence[str], wanted: Sequence[int]) -> list[Cells] | None:
    """Return the wanted columns; None where a row has too few or too many cells.

    Raises ``ValueError`` as :func:`landauer_lib.lab.cells.parse_cells` does.
    """
    if body.separator == body.decimal:  # quoted cells, which pandas does not part from numbers
        if body.uneven(range(len(body.rows))):
            return None
        return [_cell_by_cell(body, names[position], position) for position in wanted]
    import pandas as pd

    spelled = {form for word in body.missing for form in (word, word.upper(), word.title())}
    try:
        with warnings.catch_warnings():
            # A column of numbers and words is looked at cell by cell below.
            warnings.simplefilter("ignore", pd.errors.DtypeWarning)
            frame = pd.read_csv(
                io.BytesIO(body.raw),
                sep=r"\s+" if body.separator == " " else body.separator,
                header=None,
                names=list(range(body.width)),
                index_col=False,
                decimal=body.decimal,
                na_values=sorted(spelled),
                skipinitialspace=True,
                skip_blank_lines=False,
            )
    except pd.errors.ParserError:
        return None
    if len(frame) != len(body.rows):
        return None
    columns: list[Cells] = []
    gaps: set[int] = set()
    for position in wanted:
        series = frame[position]
        if series.dtype.kind in "iuf":
            values = series.to_numpy(dtype=np.float64)
            gaps.update(np.flatnonzero(np.isnan(values)).tolist())
            columns.append(Cells(values))
            continue
        columns.append(_cell_by_cell(body, names[position], position))
    return None if body.uneven(sorted(gaps)) else columns


def _cell_by_cell(body: Body, name: str, position: int) -> Cells:
    cells = [body.cell(row, position) for row in range(len(body.rows))]
    return parse_cells(name, cells, body.decimal, body.missing, body.where)


class Columns:
    """Columns on their way into a trace, with notes on everything that was decided about them."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes
        self.columns: dict[str, Floats] = {}
        self.units: dict[str, str] = {}
        self.text: dict[str, tuple[str, ...]] = {}

    def add(self, body: Body, position: int, name: str, unit: str, column: Cells) -> None:
        """Take in one column: markers become NaN, time stamps text, and a nameless one a name."""
        values = column.values
        if not name:
            if values is not None and np.isnan(values).all():
                return
            if values is not None and position == 0 and _counts(values):
                self.notes.append("the first column, without a name, only counts rows: left out")
                return
            if position:
                raise ValueError(
                    f"{body.file}: column {position + 1} has no name; names=[...] names the columns"
                )
            name = "index"
            self.notes.append(f"the first column has no name: it is called {name!r}")
        if values is None or _time_stamps(values):
            cells = tuple(body.cell(row, position) for row in range(len(body.rows)))
            example = next((cell for cell in cells if cell), "")
            self.notes.append(f"{name}: words or time stamps such as {example!r}, in text")
            self.text[name] = cells
            return
        markers = np.flatnonzero(np.abs(values) >= _OVERFLOW)
        missing = np.flatnonzero(np.isnan(values))
        for rows, what in ((missing, "missing"), (markers, "markers of overflow, now NaN")):
            if rows.size:
                self.notes.append(
                    f"{name}: {rows.size} of {values.size} values {what}, the first in "
                    f"line {body.rows[int(rows[0])] + 1}: {body.cell(int(rows[0]), position)}"
                )
        if markers.size:
            values = values.copy()
            values[markers] = np.nan
        if column.unit and unit and column.unit != unit:
            raise ValueError(
                f"{body.where(0)}: {name} is in {unit} by its title and in {column.unit} by its "
                f"cells; units={{{name!r}: '...'}} cannot mend this: correct the file"
            )
        if column.unit:
            self.notes.append(f"{name}: the cells say {column.unit}")
        self.columns[name], self.units[name] = values, unit or column.unit

    def number_blocks(self, lengths: list[int]) -> None:
        """Number the blocks of rows in a column of their own, where there are several."""
        if len(lengths) == 1:
            return
        if max(lengths) == 1:
            self.notes.append("each row stands alone between blank lines or comments: no blocks")
            return
        name = "sweep" if "sweep" not in {**self.columns, **self.text} else "block of rows"
        self.columns[name] = np.repeat(np.arange(len(lengths)), lengths).astype(np.float64)
        self.notes.append(f"{len(lengths)} blocks of rows: column {name!r} numbers them from 0")

    def trace(
        self,
        metadata: dict[str, str],
        comments: list[str],
        units: Mapping[str, str] | Sequence[str] | None,
    ) -> Trace:
        """Return the trace, with the units that the caller states."""
        if not self.columns:
            raise ValueError(
                f"no column of numbers, only words in {', '.join(self.text)}; decimal=',' or "
                "separator='...' may help"
            )
        stated = dict(self.units)
        if units is not None and not isinstance(units, Mapping):
            if len(units) != len(stated):
                raise ValueError(f"units must be {len(stated)}, got {list(units)}")
            units = dict(zip(stated, units, strict=True))
        unknown = set(units or {}) - set(self.columns)
        if unknown:
            raise ValueError(
                f"units must name columns ({', '.join(self.columns)}), got {sorted(unknown)}"
            )
        first = next(iter(self.columns))
        turns = _turns(self.columns[first])
        if turns and len(self.columns) > 1 and "sweep" not in self.columns:
            self.notes.append(f"{first} turns back {turns} times: split_sweeps gives the sweeps")
        return Trace(
            self.columns,
            {**stated, **(units or {})},
            metadata,
            tuple(comments),
            tuple(self.notes),
            self.text,
        )


def refuse_doubtful_commas(
    body: Body, titles: Sequence[str] | None, separator: str | None, decimal: str | None
) -> None:
    """Raise where commas may separate cells or mark decimals, or may group thousands."""
    if decimal is not None:
        return
    if body.separator == "," and separator is None and titles is None and body.width % 2 == 0:
        pair = re.compile(r"[-+]?\d+,\d+(?:[eE][-+]?\d+)?(?:,[-+]?\d+,\d+(?:[eE][-+]?\d+)?)*")
        if all(pair.fullmatch(line.strip()) for line in body.lines):
            raise ValueError(
                f"{body.where(0)}: {body.lines[0].strip()!r} may be {body.width} whole numbers or "
                f"{body.width // 2} with decimal commas: separator=',' or decimal=',' decides"
            )
    if body.decimal == "," and not _DECIMAL_COMMA.search(body.raw) and b"," in body.raw:
        raise ValueError(
            f"{body.file}: every comma may be a decimal mark or group thousands, as in "
            f"{body.lines[0].strip()!r}: decimal=',' or thousands=',' decides"
        )


def _counts(values: Floats) -> bool:
    """Tell whether values are 0, 1, 2, … or 1, 2, 3, …"""
    return bool(
        values.size and values[0] in (0, 1) and (values == values[0] + np.arange(values.size)).all()
    )


def _turns(values: Floats) -> int:
    """How often values change direction, if it is a sweep: 0 for noise, or what never turns."""
    steps = np.diff(values[np.isfinite(values)])
    signs = np.sign(steps[steps != 0])
    turns = int((signs[1:] != signs[:-1]).sum())
    return turns if 4 * turns < values.size else 0


def _time_stamps(values: Floats) -> bool:
    """Tell whether numbers are time stamps in digits, such as 20251106124114.

    >>> _time_stamps(np.array([20251106124114.0])), _time_stamps(np.array([2.0e13]))
    (True, False)
    """
    if (
        not values.size
        or not 19e12 < values[0] < 22e12
        or not np.isfinite(values).all()
        or (values != np.round(values)).any()
    ):
        return False
    day, time = np.divmod(values, 1_000_000)
    return bool(
        ((day >= 19000101) & (day <= 21001231)).all()
        and (
            np.isin(day // 100 % 100, np.arange(1, 13)) & (day % 100 >= 1) & (day % 100 < 32)
        ).all()
        and ((time < 240000) & (time // 100 % 100 < 60) & (time % 100 < 60)).all()
    )
