"""Reading measured traces as instruments and programs write them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np

from landauer_lib._checks import one_of
from landauer_lib.lab import layouts
from landauer_lib.lab.cells import MISSING, number_pattern
from landauer_lib.lab.columns import Body, Columns, read_columns, refuse_doubtful_commas
from landauer_lib.lab.encodings import read_text
from landauer_lib.lab.headers import Header, key_and_value, name_and_unit, name_columns
from landauer_lib.lab.saving import parse_saved
from landauer_lib.lab.titles import Titles, describe, find_titles
from landauer_lib.lab.traces import Trace

__all__ = ["load_trace"]

_SAMPLE: Final = 200  # lines that tell how a long file is laid out


def load_trace(
    path: str | PathLike[str],
    *,
    names: Sequence[str] | None = None,
    units: Mapping[str, str] | Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    header: int | None = None,
    skiprows: int | Iterable[int] = (),
    table: int | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    comment: str | Sequence[str] | None = None,
    na_values: Iterable[str] = (),
    encoding: str | None = None,
) -> Trace:
    """Read a measured trace from a text file of columns.

    Without options the layout is found: separator, decimal mark, comments, header (also in
    comments), units (in brackets, in a row of their own, behind the name, in the cells), blocks of
    sweeps. What was decided is in the trace's ``notes``; what is doubtful is refused, with the line
    and the option that decides. Missing values and overflow markers such as 9.91e37 become NaN, and
    a note counts them. Columns of words and time stamps are in ``text``.

    Parameters
    ----------
    path : str or path-like
    names : sequence of str, optional
        Names of all columns, instead of the file's.
    units : mapping or sequence of str, optional
        Units by column name, or of all columns; they overrule the file's.
    columns : sequence of str, optional
        Columns to keep; what stands in the others is not looked at.
    header : int, optional
        Number of the line, from 1, that names the columns (a comment may).
    skiprows : int or iterable of int
        How many lines to leave out at the top, or the numbers of the lines, from 1, to leave out.
    table : int, optional
        Which table to read, from 0, where the file holds several.
    separator : str, optional
        One character; a blank for any run of blanks and tabs.
    decimal, thousands : str, optional
        Decimal mark, "." or ","; mark that groups thousands.
    comment : str or sequence of str, optional
        What begins a comment, also behind numbers; without it a line is a comment if it begins with
        #, %, !, // or (where semicolons do not separate) ;.
    na_values : iterable of str
        More words for a missing value.
    encoding : str, optional
        Encoding, such as "latin-1".

    Returns
    -------
    Trace
        The columns in the file's order. Values are kept in the file's units:
        :meth:`Trace.in_units` converts.

    Raises
    ------
    ValueError
        If the file is not read beyond doubt. The message names file, line and option.
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "gate_sweep.csv")
    ...     _ = file.write_text("# temperature: 1.3 K\\ngate;G\\nV;2e2/h\\n-1,2;0,5\\n-1,1;NaN\\n")
    ...     trace = load_trace(file)
    >>> trace
    Trace of 2 samples (measured)
      gate  -1.2 to -1.1 V
      G     0.5 to 0.5 2e2/h, 1 missing
      note: separator ';', decimal mark ','
      note: G: 1 of 2 values missing, the first in line 5: NaN
    >>> trace.in_units("G", "µS").round(2), trace.metadata["temperature"]
    (array([38.74,   nan]), '1.3 K')
    """
    path = Path(path)
    if separator is not None and separator not in (r"\s+", "whitespace") and len(separator) != 1:
        raise ValueError(f"separator must be one character, or a blank for any, got {separator!r}")
    if decimal is not None:
        one_of("decimal", decimal, (".", ","))
    text, notes = read_text(path, encoding)
    saved = parse_saved(path.name, text)
    if saved is not None:
        return saved
    words = (na_values,) if isinstance(na_values, str) else na_values
    options = _Options(
        separator=" " if separator in (r"\s+", "whitespace") else separator,
        decimal=decimal,
        thousands=thousands,
        missing=MISSING | {word.strip().lower() for word in words},
        comment=(comment,) if isinstance(comment, str) else comment,
        skipped=frozenset(
            range(skiprows) if isinstance(skiprows, int) else (int(n) - 1 for n in skiprows)
        ),
        header=header,
        table=table,
        names=names,
        units=units,
        columns=columns,
    )
    reader = _Reader(path.name, text, notes, options)
    return reader.read_by_sample() or reader.read_every_line()


@dataclass(frozen=True)
class _Options:
    separator: str | None
    decimal: str | None
    thousands: str | None
    missing: frozenset[str]
    comment: Sequence[str] | None
    skipped: frozenset[int]
    header: int | None
    table: int | None
    names: Sequence[str] | None
    units: Mapping[str, str] | Sequence[str] | None
    columns: Sequence[str] | None


class _Reader:
    """One file on its way to a trace."""

    def __init__(self, file: str, text: str, notes: list[str], options: _Options) -> None:
        self.file, self.text, self.notes, self.options = file, text, notes, options
        first = text.split("\n", 1)[0].strip().strip('"').lower()
        self.separator = options.separator
        if first.startswith("sep=") and len(first) == 5:  # Excel's own way to name it
            self.separator = self.separator or first[4]
            self.options = replace(options, skipped=options.skipped | {0})

    def read_by_sample(self) -> Trace | None:
        """Return the trace of a long file whose lines are all like the first; None otherwise."""
        options = self.options
        sample = self.text.split("\n", _SAMPLE)[:-1]
        if len(sample) < _SAMPLE or options.comment or options.thousands:
            return None
        try:
            content = self._content(sample)
            table, marks, before = self._table(content)
        except ValueError:
            return None  # read as a whole it may be clear
        first = table.rows[0]
        start = sum(len(line) + 1 for line in sample[:first])
        raw = self.text[start:].encode().rstrip()
        later = options.skipped - set(range(first))
        if len(table.blocks) > 1 or later:
            return None
        rows = range(first, first + raw.count(b"\n") + 1)
        body = Body(self.file, rows, raw, table.width, marks, options.missing)
        return self._trace(content, table, body, before, plain=True)

    def read_every_line(self) -> Trace:
        """Return the trace, with every line looked at."""
        content = self._content(self.text.split("\n"))
        table, marks, before = self._table(content)
        raw = "\n".join(content.lines[row] for row in table.rows).encode("utf-8", "replace")
        body = Body(self.file, table.rows, raw, table.width, marks, self.options.missing)
        trace = self._trace(content, table, body, before, plain=False)
        assert trace is not None
        return trace

    def _content(self, lines: list[str]) -> layouts.Content:
        content = layouts.find_content(lines, self.options.comment, self.options.skipped)
        if self.options.thousands:
            layouts.join_thousands(content, self.options.thousands)
        return content

    def _table(self, content: layouts.Content) -> tuple[layouts.Table, tuple[str, str], list[int]]:
        """Return the table to read, its marks, and the lines before it that belong to none."""
        options = self.options
        separator, decimal = layouts.find_separator(
            self.file, content, self.separator, options.decimal, options.missing
        )
        tables, before = layouts.find_tables(
            self.file, content, separator, decimal, options.missing
        )
        if not tables:
            raise ValueError(f"{self.file}: a header but no data")
        if options.table is None and len(tables) > 1:
            line = (tables[1].titles or tables[1].rows)[0] + 1
            raise ValueError(
                f"{self.file}, line {line}: a second table begins here "
                f"({content.lines[line - 1].strip()[:60]!r}); table=0 to {len(tables) - 1} "
                f"chooses one; if the line is no header, skiprows=[{line}] leaves it out"
            )
        try:
            table = tables[options.table or 0]
        except IndexError:
            raise ValueError(
                f"{self.file}: table must be 0 to {len(tables) - 1}, got {options.table}"
            ) from None
        return table, (separator, decimal), before

    def _trace(
        self,
        content: layouts.Content,
        table: layouts.Table,
        body: Body,
        before: list[int],
        *,
        plain: bool,
    ) -> Trace | None:
        """Return the trace of a table; None where a plain reading meets anything unusual."""
        marks = (body.separator, body.decimal)
        try:
            titles = find_titles(self.file, content, table, marks, self.options.header)
        except ValueError:
            if self.options.names is None or self.options.header is not None:
                raise
            titles = Titles(None)
        if self.options.names is None:
            refuse_doubtful_commas(body, titles.cells, self.separator, self.options.decimal)
        header = self._header(table, titles)
        wanted = self._wanted(header.names)
        try:
            cells = read_columns(body, header.names, wanted)
        except ValueError:
            if plain:
                return None
            raise
        if cells is None or (plain and any(column.values is None for column in cells)):
            if plain:
                return None
            raise ValueError(
                f"{self.file}, line {table.rows[0] + 1} on: rows of unequal length or quotes that "
                "do not close; separator='...' names the separator"
            )
        unused = [line for line in table.titles if line not in titles.lines]
        outside = sorted({*before, *unused})
        metadata = describe(content, outside, body.separator)
        comments: list[str] = []
        for line in sorted(set(content.comments) - titles.lines):
            pair = key_and_value(content.comments[line])
            if pair is not None and pair[0] not in metadata:
                metadata[pair[0]] = pair[1]
            elif content.comments[line]:
                comments.append(content.comments[line])
        notes = [*self.notes]
        if (body.separator, body.decimal) != (",", "."):
            named = layouts.separator_name(body.separator)
            notes.append(f"separator {named}, decimal mark {body.decimal!r}")
        if titles.cells is None and self.options.names is None:
            notes.append("no header: names=[...] and units=[...] say what the columns are")
        notes += [*titles.notes, *header.notes]
        pattern = number_pattern(body.decimal)
        out = [
            n for n, text in content.comments.items() if n > table.rows[0] and pattern.match(text)
        ]
        if out:
            notes.append(f"lines commented out that may be rows: {_spans(out)}")
        if outside:
            notes.append(f"lines outside the table are metadata: {_spans(outside)}")
        if titles.cells is None and self.options.names is None:
            for position, column in zip(wanted, cells, strict=True):
                values = column.values
                if values is not None and np.isnan(values).all() and body.blank(position):
                    header.names[position] = ""
        columns = Columns(notes)
        for position, column in zip(wanted, cells, strict=True):
            columns.add(body, position, header.names[position], header.units[position], column)
        columns.number_blocks([len(block) for block in table.blocks])
        return columns.trace(metadata, comments, self.options.units)

    def _header(self, table: layouts.Table, titles: Titles) -> Header:
        names, width = self.options.names, table.width
        if names is None:
            numbered = [f"column {n + 1}" for n in range(width - table.open_end)]
            numbered += [""] * table.open_end
            return name_columns(numbered if titles.cells is None else titles.cells, titles.unit_row)
        names = [*names, *([""] if table.open_end and len(names) == width - 1 else [])]
        if len(names) != width:
            raise ValueError(f"{self.file}: names must be {width} for its columns, got {names}")
        if len(set(names)) < width:
            raise ValueError(f"{self.file}: names must differ, got {names}")
        units = titles.unit_row
        if units is None and titles.cells is not None:
            units = [name_and_unit(title)[1] for title in titles.cells]
        return Header(list(names), list(units or [""] * width))

    def _wanted(self, names: list[str]) -> list[int]:
        chosen = self.options.columns
        if chosen is None:
            return list(range(len(names)))
        unknown = [name for name in chosen if name not in names]
        if unknown or not chosen:
            raise ValueError(
                f"{self.file}: columns must be among {', '.join(names)}, got {list(chosen)}"
            )
        return [names.index(name) for name in chosen]


def _spans(lines: list[int]) -> str:
    """Write line numbers briefly: 1–4, 7."""
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return ", ".join(f"{a + 1}–{b + 1}" if b > a else f"{a + 1}" for a, b in spans)
