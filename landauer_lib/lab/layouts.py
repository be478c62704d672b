"""How a file of numbers is laid out: comments, separator, decimal mark, tables, blocks, header.

Lines are numbered from 0 here and from 1 in every message.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from landauer_lib.lab.cells import are_joined, kind_of, number_pattern
from landauer_lib.lab.headers import split_cells

__all__ = ["Content", "Table", "find_content", "find_separator", "find_tables"]

_SEPARATORS: Final = ("\t", ";", ",", "|", " ")
_TELLING: Final = 500  # lines from the beginning, and as many spread over the rest
_NAMED: Final = {"\t": "tab", " ": "blanks"}


@dataclass
class Content:
    """Lines that are neither blank nor comments, by number; and the comments without their mark."""

    lines: dict[int, str]
    comments: dict[int, str] = field(default_factory=dict)
    blank: set[int] = field(default_factory=set)


@dataclass
class Table:
    """Rows of one width, in blocks, with the lines of words above them.

    ``pattern`` tells the first row's cells (n number, u with unit, e missing, w words),
    ``adjacent`` whether nothing parts the rows from those before, ``open_end`` whether every row
    ends in an empty cell.
    """

    blocks: list[list[int]]
    titles: list[int]
    width: int
    pattern: str = ""
    adjacent: bool = False
    open_end: bool = False

    @property
    def rows(self) -> list[int]:
        """Line numbers of all rows."""
        return [row for block in self.blocks for row in block]


def find_content(
    lines: Sequence[str], comment: Sequence[str] | None, skipped: frozenset[int]
) -> Content:
    """Part the lines of a file into content, comments and blank ones."""
    content = Content({})
    marks = tuple(comment) if comment is not None else ("#", "%", "!", "//", ";")
    stripped = [line.strip() for line in lines]
    if comment is None and any(";" in line for line in stripped if line[:1] not in ";#%!/"):
        marks = marks[:-1]  # a file separated by semicolons may begin a line with an empty cell
    for number, line in enumerate(stripped):
        if number in skipped:
            continue
        bare = line.lstrip('"')
        if bare.startswith(marks) and not (
            comment is None and bare[:1] == "%" and bare[1:2] in ",;\t"
        ):
            mark = next(mark for mark in marks if bare.startswith(mark))
            content.comments[number] = bare.lstrip(mark).strip().removesuffix('"' * (bare != line))
        elif line.strip(",;\t| \x1a"):
            text = lines[number]
            for mark in comment or ():
                text = text.split(mark)[0]
            content.lines[number] = text.rstrip("\r\x1a")
        else:
            content.blank.add(number)
    return content


def join_thousands(content: Content, mark: str) -> None:
    """Take out the mark that groups thousands: in quoted cells, or anywhere if none is quoted."""
    grouped = re.compile(rf"(?<=\d){re.escape(mark)}(?=\d{{3}}(?!\d))")
    quoted = any('"' in line for line in content.lines.values())
    pattern = re.compile(r'"[^"]*"' if quoted else r".+")
    for number, line in content.lines.items():
        content.lines[number] = pattern.sub(lambda cell: grouped.sub("", cell[0]), line)


def find_separator(
    file: str,
    content: Content,
    separator: str | None,
    decimal: str | None,
    missing: frozenset[str],
) -> tuple[str, str]:
    """Return separator and decimal mark under which most cells are numbers and fewest words.

    Raises ``ValueError`` where there is no number.
    """
    lines = list(content.lines.values())
    lines = lines[:_TELLING] + lines[_TELLING :: 1 + len(lines) // _TELLING]
    quoted = sum('"' in line for line in lines) > len(lines) / 2
    best, choice = (0, 0, 0), ("", "")
    for order, mark in enumerate(_SEPARATORS if separator is None else (separator,)):
        for point in (".", ",") if decimal is None else (decimal,):
            if point == mark and not quoted:
                continue  # "1,5","2,5" can be told apart, 1,5,2,5 cannot
            cells = [split_cells(line, mark) for line in lines]
            kinds = ["".join(kind_of(c, point, missing) for c in row) for row in cells]
            found: Counter[int] = Counter()  # how many numbers stand in rows of each width
            for which in kinds:
                found[len(which)] += which.count("n") + which.count("u")
            width, numbers = max(found.items(), key=lambda item: item[1], default=(0, 0))
            if not numbers:
                continue
            joined = sum(
                any(kind == "w" and are_joined(c) for kind, c in zip(which, row, strict=True))
                for which, row in zip(kinds, cells, strict=True)
                if "n" in which or "u" in which
            )
            words = sum(row.count("w") for row in kinds if len(row) == width and "n" in row)
            score = (numbers - 3 * joined, -words, -order)
            if score > best or choice == ("", ""):
                best, choice = score, (mark, point)
    if choice == ("", ""):
        raise ValueError(
            f"{file}: a header but no data: {len(lines)} lines of text and no line of numbers; "
            "separator='...', decimal=',' or comment='...' name what was not recognized"
            if lines
            else f"{file}: no header and no data: every line is blank or a comment"
        )
    return choice


def separator_name(separator: str) -> str:
    """Return what to call a separator in a message."""
    return _NAMED.get(separator, repr(separator))


def find_tables(
    file: str,
    content: Content,
    separator: str,
    decimal: str,
    missing: frozenset[str],
) -> tuple[list[Table], list[int]]:
    """Return every table of numbers in the file, and the lines before them that belong to none.

    Rows of one width belong together; blank lines, comments between rows and a header that comes
    again begin a new block. Another header, or another width after a gap, begins a new table. Pairs
    of a word and a number before a table are settings, not data.

    Raises ``ValueError`` for a row of another width inside a table.
    """
    for number, written in content.lines.items():
        if written.count('"') % 2:
            raise ValueError(
                f"{file}, line {number + 1}: a quote opens and does not close: "
                f"skiprows=[{number + 1}] leaves the line out"
            )
    runs, footer = _runs(content, separator, decimal, missing)
    for number in footer:
        text = content.lines[number].strip()
        if re.match(r"[-+.,'\"]*\d", text) or not any(map(str.isalpha, text)):
            raise ValueError(
                f"{file}, line {number + 1}: {content.lines[number].strip()[:60]!r} below the "
                f"table may be a row: skiprows=[{number + 1}] leaves it out, separator='...' says "
                "how to read it"
            )
    tables: list[Table] = []
    settings: list[int] = []
    for position, run in enumerate(runs):
        table = tables[-1] if tables else None
        if _are_settings(run) and position + 1 < len(runs):
            settings += [*run.titles, *run.rows]
        elif table is not None and run.adjacent and run.width != table.width:
            odd, usual = (run, table) if len(run.rows) <= len(table.rows) else (table, run)
            line = odd.rows[0] + 1
            raise ValueError(
                f"{file}, line {line}: {odd.width} fields for {usual.width} columns; "
                f"skiprows=[{line}] leaves the line out, separator='...' or decimal='...' says how "
                "to read it"
            )
        elif table is not None and run.width == table.width and _same_titles(content, table, run):
            table.blocks += run.blocks
        else:
            tables.append(run)
    return tables, [*settings, *footer]


def _runs(
    content: Content, separator: str, decimal: str, missing: frozenset[str]
) -> tuple[list[Table], list[int]]:
    """Part content into runs of rows of one width and one pattern; lines of words end a run."""
    runs: list[Table] = []
    titles: list[int] = []
    run: Table | None = None
    never: list[bool] = []  # columns that have had no number yet in this run
    last = -1
    cell = number_pattern(decimal).pattern
    around = r"\s*" if separator == " " else r"[^\S\t]*"
    between = r"\s+" if separator == " " else around + re.escape(separator) + around
    plain = re.compile(rf"{around}{cell}(?:{between}{cell})*{around}")
    for number, line in content.lines.items():
        if run is not None and never == [False] * run.width and plain.fullmatch(line):
            kinds = "n" * (len(line.split()) if separator == " " else line.count(separator) + 1)
        else:
            cells = split_cells(line, separator)
            kinds = "".join(kind_of(cell, decimal, missing) for cell in cells)
        gap, last = number != last + 1, number
        empty = set(kinds) == {"e"} and run is not None and len(kinds) == run.width
        if not ("n" in kinds or "u" in kinds or empty):
            titles.append(number)
            run = None
            continue
        begins = run is None or len(kinds) != run.width
        if run is not None and not begins and _first_number(kinds, never, run.pattern):
            if (
                len(run.blocks) == 1 == len(run.blocks[0])
            ):  # one row of words and numbers above the rest: a header
                runs.pop()
                titles = [*run.titles, run.rows[0]]
                begins = True
            else:
                begins = gap  # a list of settings ends; without a gap a cell is wrong
        if begins:
            adjacent = run is not None and not gap
            run = Table([[number]], titles, len(kinds), kinds, adjacent, kinds[-1] == "e")
            never = [kind in "wu" for kind in kinds]
            runs.append(run)
            titles = []
            continue
        assert run is not None
        if gap:
            run.blocks.append([])
        run.blocks[-1].append(number)
        run.open_end = run.open_end and kinds[-1] == "e"
        never = [old and kind in "wue" for old, kind in zip(never, kinds, strict=True)]
    return runs, titles


def _first_number(kinds: str, never: list[bool], pattern: str) -> bool:
    """Tell whether a column that had only words, or only cells with units, now has a number."""
    return any(
        old and kind in "nu" and before in "wu" and kind != before
        for kind, old, before in zip(kinds, never, pattern, strict=True)
    )


def _are_settings(run: Table) -> bool:
    """Tell whether rows are settings: a word and a number, perhaps with its unit behind it."""
    return run.pattern.rstrip("e") in ("wn", "wu", "wnw")


def _same_titles(content: Content, table: Table, run: Table) -> bool:
    """Tell whether a run comes under the header of the table before it, repeated."""
    first, second = ([content.lines[t].strip() for t in each.titles] for each in (table, run))
    return bool(second) and first[-len(second) :] == second
