"""Which lines name the columns of a table: rows of words above it, or comments."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Final

from landauer_lib.lab.cells import MISSING, kind_of, number_pattern
from landauer_lib.lab.headers import key_and_value, name_and_unit, split_cells, split_names
from landauer_lib.lab.layouts import Content, Table
from landauer_lib.lab.units import parse_unit

__all__ = ["Titles", "describe", "find_titles"]


# What a broken number looks like, as 1.2.3, --5, '5', 1e or 0x1F do; no name does.
_BROKEN: Final = re.compile(r"[-+'\"]*[\d.][\d.,eExXdD_%'\"+-]*[\dA-F]?")

_JOINED: Final = re.compile(r"[-+.\d]+(?:\s*[;,|]\s*|\s+)[-+.\d]+")


@dataclass
class Titles:
    """Titles of the columns (None without a header), a row of units, and the lines they are in."""

    cells: list[str] | None
    unit_row: list[str] | None = None
    lines: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def find_titles(
    file: str, content: Content, table: Table, marks: tuple[str, str], header: int | None
) -> Titles:
    """Return the titles of a table's columns; ``marks`` are separator and decimal mark.

    Raises ``ValueError`` where it is doubtful which line names the columns, or the count differs.
    """
    separator, decimal = marks
    if header is not None:
        return _titles_in_line(file, content, table, separator, header - 1)
    block = _title_rows(file, content, table, separator)
    if not block:
        return _titles_in_comments(content, table, separator)
    lines = {number for number, _ in block}
    for position in range(1, len(block)):
        if _are_units(block[position][1]):
            titles, row = block[position - 1][1], block[position][1]
            notes = [
                f"line {number + 1} below the units: {cells}"
                for number, cells in block[position + 1 :]
            ]
            return Titles(titles, row, {number for number, _ in block[position - 1 :]}, notes)
    number, cells = block[-1]
    kinds = "".join(kind_of(cell, decimal, MISSING) for cell in cells)
    if "n" in kinds or "u" in kinds:
        starts = [number_pattern(decimal).match(cell) for cell in cells]
        values = [float(start[0].replace(",", ".")) for start in starts if start]
        family = cells[0][:1].isalpha() and len(values) == len(cells) - 1 > 1
        if len(block) > 1 or not (family and _monotonic(values) and max(map(len, cells[1:])) < 9):
            raise ValueError(
                f"{file}, line {number + 1}: {cells} may name the columns or be data: "
                f"header={number + 1} or skiprows=[{number + 1}] decides"
            )
        note = f"the names in line {number + 1} are numbers: a family of curves"
        return Titles(cells, None, {number}, [note])
    wrong = [cell for cell in cells if _BROKEN.fullmatch(cell) or _JOINED.fullmatch(cell)]
    if wrong or all(cell.lower() in MISSING for cell in cells):
        raise ValueError(
            f"{file}, line {number + 1}: {wrong or cells} may name the columns or be data: "
            f"header={number + 1} or skiprows=[{number + 1}] decides"
        )
    units = [sum(bool(name_and_unit(cell)[1]) for cell in row) for _, row in block]
    if len(block) > 1 and not (units[-1] and not any(units[:-1])):
        raise ValueError(
            f"{file}, lines {min(lines) + 1} to {number + 1}: more than one line of words above "
            "the numbers: header=... says which names the columns, skiprows=... leaves lines out"
        )
    for below in range(number + 1, table.rows[0]):  # "#V,S" under the names
        under = split_names(content.comments.get(below, ""), separator, table.width)
        if under and _are_units(under):
            return Titles(cells, under, {number, below})
    return Titles(cells, None, {number})


def describe(content: Content, lines: list[int], separator: str) -> dict[str, str]:
    """Return the settings in lines before a table, key → value; what is none becomes a comment."""
    settings: dict[str, str] = {}
    for number in lines:
        text = content.lines[number].strip()
        cells = [cell for cell in split_cells(text, separator) if cell]
        pair = key_and_value(text)
        if 2 <= len(cells) <= 3:
            pair = cells[0].rstrip(":"), " ".join(cells[1:])
        if pair is not None and pair[0] and pair[0] not in settings:
            settings[pair[0]] = pair[1]
        else:
            content.comments[number] = text
    return settings


def _are_units(cells: list[str]) -> bool:
    units = [cell for cell in cells if cell.strip("()[] -")]
    kinds = {kind_of(cell, ".", MISSING) for cell in units if cell != "1"}
    return kinds == {"w"} and all(parse_unit(cell) for cell in units)


def _monotonic(values: list[float]) -> bool:
    rising = [b > a for a, b in itertools.pairwise(values)]
    return all(rising) or not any(rising)


def _title_rows(
    file: str, content: Content, table: Table, separator: str
) -> list[tuple[int, list[str]]]:
    """Return the rows of words directly above a table that have a cell for each column."""
    block: list[tuple[int, list[str]]] = []
    for number in reversed(table.titles):
        if block and block[0][0] - number > 1:
            break
        line = content.lines[number]
        cells = split_cells(line, separator)
        while len(cells) > table.width and not cells[-1]:
            cells.pop()
        if table.open_end and len(cells) == table.width - 1:
            cells.append("")
        if len(cells) != table.width:
            elsewhere = not block and separator != ","
            other = split_names(line, separator, table.width) if elsewhere else None
            if other is None and not block and len(cells) > 1 and number + 1 == table.rows[0]:
                raise ValueError(
                    f"{file}, line {number + 1}: {len(cells)} names for {table.width} columns: "
                    f"names=[...] names them, skiprows=[{number + 1}] leaves the line out"
                )
            if other is None:
                break
            cells = other
        block.insert(0, (number, cells))
    return block


def _titles_in_line(
    file: str, content: Content, table: Table, separator: str, number: int
) -> Titles:
    text = {**content.comments, **content.lines}
    cells = split_names(text[number], separator, table.width) if number in text else None
    if cells is None:
        raise ValueError(
            f"{file}, line {number + 1}: header={number + 1} must be a line with "
            f"{table.width} names, got {text.get(number, 'no such line')!r}"
        )
    below = split_names(text.get(number + 1, ""), separator, table.width)
    if below and number + 1 < table.rows[0] and _are_units(below):
        return Titles(cells, below, {number, number + 1})
    return Titles(cells, None, {number})


def _titles_in_comments(content: Content, table: Table, separator: str) -> Titles:
    """Return titles from comments, as NumPy, QCoDeS and QTLab write them."""
    above = [number for number in content.comments if number < table.rows[0]]
    found: list[tuple[int, list[str]]] = []
    for number in reversed(above[-6:]):
        text = content.comments[number]
        if not found and re.fullmatch(r"\d+(\s+\d+)*", text):
            continue  # QCoDeS: how many points there are
        cells = None if key_and_value(text) else split_names(text, separator, table.width)
        if cells is None or any(kind_of(cell, ".", MISSING) in "nu" for cell in cells):
            if found:
                break
            continue
        if found and found[0][0] - number > 1:
            break
        found.insert(0, (number, cells))
    if not found:
        return _titles_in_column_blocks(content, above, table.width)
    number, cells = found[-1]
    unit_row, lines = None, {number}
    if len(found) > 1:
        if _are_units(cells):
            unit_row, cells = cells, found[-2][1]
        elif '"' in content.comments[number]:
            unit_row, cells = [name_and_unit(label)[1] for label in cells], found[-2][1]
        if unit_row:
            lines.add(found[-2][0])
    note = f"names {', '.join(cells)} from the comment in line {min(lines) + 1}"
    return Titles(cells, unit_row, lines, [note])


def _titles_in_column_blocks(content: Content, above: list[int], width: int) -> Titles:
    """Return titles from QTLab's comments: "Column 1:" and below it "name: Gate"."""
    names: list[str] = []
    for number in above:
        text = content.comments[number]
        if re.fullmatch(r"Column\s+\d+:?", text):
            names.append("")
        elif names and not names[-1] and text.startswith("name:"):
            names[-1] = text.removeprefix("name:").strip()
    if len(names) == width and all(names):
        return Titles(names, None, set(), ["names from the comments Column 1, 2, …"])
    return Titles(None)
