"""Saving traces so that they read back bit for bit, whatever their names and units."""

import csv
import io
import json
from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.lab.traces import Trace

__all__ = ["parse_saved", "save_trace"]

_MARK: Final = "# landauer_lib.lab trace, format 1"


def save_trace(trace: Trace, path: str | PathLike[str]) -> None:
    """Write a trace as a CSV file that :func:`landauer_lib.lab.load_trace` reads back unchanged.

    The file begins with comments: a line that names the format, then names, units, metadata,
    comments and notes as JSON. A row of names, a row of units and the values follow, so that other
    programs read it too.

    Parameters
    ----------
    trace : Trace
    path : str or path-like
        An existing file is replaced.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from landauer_lib.lab import load_trace
    >>> trace = Trace({"G": np.array([0.1])}, {"G": "2e2/h"}, {"label": "synthetic"})
    >>> with TemporaryDirectory() as folder:
    ...     save_trace(trace, Path(folder, "staircase.csv"))
    ...     load_trace(Path(folder, "staircase.csv"))
    Trace of 1 samples (synthetic)
      G  0.1 to 0.1 2e2/h
    """
    about = {
        "columns": list(trace.columns),
        "units": list(trace.units.values()),
        "text": list(trace.text),
        "metadata": dict(trace.metadata),
        "comments": list(trace.comments),
        "notes": list(trace.notes),
    }
    head = "\n".join(f"# {line}" for line in json.dumps(about, indent=1).split("\n"))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = [*trace.columns, *trace.text]
    units = [*trace.units.values(), *([""] * len(trace.text))]
    writer.writerow([_one_line(name) for name in names])
    writer.writerow([_one_line(unit) for unit in units])
    words = [[_escape(cell) for cell in cells] for cells in trace.text.values()]
    numbers = [[repr(value) for value in values.tolist()] for values in trace.columns.values()]
    writer.writerows(zip(*numbers, *words, strict=True))
    Path(path).write_text(
        f"{_MARK}\n{head}\n{file.getvalue()}", encoding="utf-8", errors="replace", newline=""
    )


def parse_saved(file: str, text: str) -> Trace | None:
    """Return the trace that :func:`save_trace` wrote as this text; None if it did not.

    Raises ``ValueError`` where such a file was changed so that it no longer fits together.
    """
    if text.split("\n", 1)[0].strip() != _MARK:
        return None
    lines = text.split("\n")
    end = lines.index("# }") + 1 if "# }" in lines else len(lines)
    rows = lines[end + 2 : -1] if lines[-1] == "" else lines[end + 2 :]
    try:
        about = json.loads("\n".join(line[2:] for line in lines[1:end]))
        names, units = about["columns"], about["units"]
        columns, words = _saved_columns(rows, names, about["text"])
        return Trace(
            columns,
            dict(zip(names, units, strict=True)),
            about["metadata"],
            tuple(about["comments"]),
            tuple(about["notes"]),
            words,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{file}: saved by save_trace and changed since ({error}); without its first line it "
            "is read as any file"
        ) from error


def _saved_columns(
    rows: list[str], names: list[str], words: list[str]
) -> tuple[dict[str, Floats], dict[str, tuple[str, ...]]]:
    import pandas as pd

    width = len(names) + len(words)
    if not rows:
        empty: Floats = np.empty(0)
        return dict.fromkeys(names, empty), dict.fromkeys(words, ())
    frame = pd.read_csv(
        io.BytesIO("\n".join(rows).encode()),
        header=None,
        names=list(range(width)),
        index_col=False,
        keep_default_na=False,
        na_values={position: ["nan"] for position in range(len(names))},
        dtype=dict.fromkeys(range(len(names)), np.float64)
        | dict.fromkeys(range(len(names), width), str),
        skip_blank_lines=False,
    )
    columns = {name: frame[position].to_numpy() for position, name in enumerate(names)}
    text = {
        name: tuple(_unescape(cell) for cell in frame[len(names) + position])
        for position, name in enumerate(words)
    }
    return columns, text


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _escape(cell: str) -> str:
    return json.dumps(cell)[1:-1].replace('\\"', '"')


def _unescape(cell: str) -> str:
    escaped = cell.replace('"', '\\"')
    return str(json.loads(f'"{escaped}"'))
