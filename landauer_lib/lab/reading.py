"""Reading measured traces."""

import csv
import re
from os import PathLike
from pathlib import Path

import numpy as np

from landauer_lib.lab.traces import Trace

__all__ = ["load_trace", "save_trace"]


def load_trace(path: str | PathLike[str]) -> Trace:
    """Read a measured trace from a CSV file with a header.

    Parameters
    ----------
    path : str or path-like
        A text file in UTF-8.

    Returns
    -------
    Trace
        The columns in the file's order. Values are kept in the file's units: nothing is converted.

    Raises
    ------
    ValueError
        If the header is missing or doubtful, or a row has too few or too many fields or one that is
        not a finite number with a decimal point. The message gives file, line and column.
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "gate_sweep.csv")
    ...     _ = file.write_text("# temperature: 1.3 K\\ngate,conductance\\nV,S\\n-1.2,7.7e-5\\n")
    ...     trace = load_trace(file)
    >>> trace["conductance"], trace.units["gate"], trace.metadata["temperature"]
    (array([7.7e-05]), 'V', '1.3 K')
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: not a text file in UTF-8 ({error.reason})") from error

    metadata: dict[str, str] = {}
    comments: list[str] = []
    rows: list[tuple[int, str]] = []
    for line, content in enumerate(text.splitlines(), start=1):
        stripped = content.strip()
        if stripped.startswith("#"):
            key, colon, value = stripped.lstrip("#").partition(":")
            if colon and key.strip():
                metadata[key.strip()] = value.strip()
            elif key.strip():
                comments.append(key.strip())
        elif stripped.strip(",;\t "):
            rows.append((line, content))
    if not rows:
        raise ValueError(f"{path.name}: no header and no data")

    separator = max(",;\t", key=rows[0][1].count)
    table = [(line, next(csv.reader([content], delimiter=separator))) for line, content in rows]
    names, units = _header(path.name, *table[0])
    data = table[1:]
    if data and not any(_starts_like_a_number(cell) for cell in data[0][1]):
        line, cells = data.pop(0)
        _check_count(path.name, line, cells, names)
        units = [cell.strip().strip("[]()") or old for cell, old in zip(cells, units, strict=True)]
    if not data:
        raise ValueError(f"{path.name}: a header but no data")
    values = np.array([_numbers(path.name, line, cells, names) for line, cells in data])
    return Trace(
        dict(zip(names, values.T, strict=True)),
        dict(zip(names, units, strict=True)),
        metadata,
        tuple(comments),
    )


def save_trace(trace: Trace, path: str | PathLike[str]) -> None:
    """Write a trace as a CSV file that :func:`load_trace` reads back unchanged.

    Parameters
    ----------
    trace : Trace
    path : str or path-like
        An existing file is replaced.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> trace = Trace({"bias": np.array([0.1])}, {"bias": "V"}, {"label": "synthetic"})
    >>> with TemporaryDirectory() as folder:
    ...     save_trace(trace, Path(folder, "iv.csv"))
    ...     load_trace(Path(folder, "iv.csv")).label
    'synthetic'
    """
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        for comment in trace.comments:
            file.write(f"# {comment}\n")
        for key, value in trace.metadata.items():
            file.write(f"# {key}: {value}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(trace.columns)
        if any(trace.units.values()):
            writer.writerow(trace.units.get(name, "") for name in trace.columns)
        writer.writerows(
            [repr(float(value)) for value in row]
            for row in zip(*trace.columns.values(), strict=True)
        )


def _header(file: str, line: int, cells: list[str]) -> tuple[list[str], list[str]]:
    """Names and units from the first row."""
    if any(_starts_like_a_number(cell) for cell in cells):
        raise ValueError(f"{file}, line {line}: the first row must name the columns, got {cells}")
    names, units = [], []
    for position, cell in enumerate(cells, start=1):
        match = re.fullmatch(r"\s*(.*?)\s*(?:[(\[]\s*(.*?)\s*[)\]])?\s*", cell)
        name, unit = (match[1], match[2] or "") if match else ("", "")
        if not name:
            raise ValueError(f"{file}, line {line}: column {position} has no name")
        if name in names:
            raise ValueError(f"{file}, line {line}: two columns are named {name!r}")
        names.append(name)
        units.append(unit)
    return names, units


def _check_count(file: str, line: int, cells: list[str], names: list[str]) -> None:
    if len(cells) != len(names):
        raise ValueError(
            f"{file}, line {line}: {len(cells)} fields for the {len(names)} columns "
            f"{', '.join(names)}"
        )


def _starts_like_a_number(cell: str) -> bool:
    """Tell data from names and units; "0,5" and "nan" are data, if bad ones."""
    return re.match(r"\s*([-+]?[.,]?\d|[-+]?(nan|inf)\b)", cell, re.IGNORECASE) is not None


def _numbers(file: str, line: int, cells: list[str], names: list[str]) -> list[float]:
    """Return one row as finite numbers."""
    _check_count(file, line, cells, names)
    values = []
    for cell, name in zip(cells, names, strict=True):
        try:
            value = float(cell)
        except ValueError:
            value = np.nan
        if not np.isfinite(value):
            raise ValueError(
                f"{file}, line {line}: {name} must be a finite number with a decimal point, "
                f"got {cell.strip()!r}"
            )
        values.append(value)
    return values
