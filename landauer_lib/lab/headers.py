"""Names and units of measured columns, from the cells or comments above them."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from landauer_lib.lab.units import is_logarithm, parse_unit

__all__ = ["Header", "key_and_value", "name_and_unit", "name_columns", "split_cells", "split_names"]

_BRACKET: Final = re.compile(r"\s*(\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^\[\]]*)\])")


@dataclass
class Header:
    """What stands above the columns: names, units, and what was decided about them."""

    names: list[str]
    units: list[str]
    notes: list[str] = field(default_factory=list)


def split_cells(line: str, separator: str) -> list[str]:
    """Return the cells of a line without surrounding blanks; quotes hold a cell together."""
    if separator == " ":
        cells = re.findall(r'"[^"]*"|\S+', line) if '"' in line else line.split()
        return [cell.strip('"') for cell in cells]
    if '"' in line:
        return [
            cell.strip()
            for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True))
        ]
    return [cell.strip() for cell in line.split(separator)]


def split_names(line: str, separator: str, count: int) -> list[str] | None:
    """Return ``count`` names from a line that may be separated otherwise than its data."""
    others = [mark for mark in ("\t", ";", ",", "|") if mark != separator]
    for way in [*others, " "] if separator == " " else [separator, *others]:
        cells = split_cells(line, way)
        while len(cells) > count and not cells[-1]:
            cells.pop()
        if len(cells) == count and (count == 1 or all(cells[1:])):
            return cells
    wide = [cell.strip().strip('"') for cell in re.split(r"\s{2,}|\t", line.strip())]
    if len(wide) == count:
        return wide
    words = split_cells(line, " ")
    if len(words) == count and not any(word[:1] in ("(", "[") for word in words):
        return words
    joined: list[str] = []
    for word in words:  # "gate (V) conductance (S)": a unit belongs to the word before it
        if joined and word[:1] in "([" and parse_unit(word):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined if len(joined) == count else None


def key_and_value(comment: str) -> tuple[str, str] | None:
    """Return key and value of a comment such as ``T: 1.3 K``; times and addresses have none.

    >>> key_and_value("T = 1.3 K"), key_and_value("started at 12:30:05")
    (('T', '1.3 K'), None)
    """
    found = re.fullmatch(r"([^:=]+?)\s*:(?:\s+(.*)|)", comment) or re.fullmatch(
        r"([^\W\d][^:=\d]*?)\s*:([^\s/\\:].*)", comment
    )
    if not found and comment.count("=") == 1:
        found = re.fullmatch(r"(\w[^:=]{0,40}?)\s*=\s*(\S.*)", comment)
    return (found[1].strip(), (found[2] or "").strip()) if found else None


def name_and_unit(cell: str) -> tuple[str, str, str]:
    """Return name, unit and a note ("" where nothing was in doubt) of a column's title.

    >>> name_and_unit("Input 3 (A) [filt]"), name_and_unit("Vg_mV")[:2], name_and_unit("dI/dV")[:2]
    (('Input 3 [filt]', 'A', ''), ('Vg', 'mV'), ('dI/dV', ''))
    """
    title = cell.strip()
    if is_logarithm(title):
        return title, title, ""
    brackets = list(_BRACKET.finditer(title))
    if re.match(
        r"(?:log|ln|lg|log_?10|log_?2|exp|sqrt|abs|arg|re|im|max|min)\s*[(\[]", title, re.I
    ):
        return (
            title,
            "",
            f"{title!r} is a function of something: units={{{title!r}: '...'}} says what",
        )
    for match in reversed(brackets):
        unit = (match[2] if match[2] is not None else match[3]).strip()
        rest = (title[: match.start()].rstrip(" /,:") + title[match.end() :]).strip()
        if parse_unit(unit) and rest:
            return rest, unit, ""
        first = re.match(r"[^\s,;]+", unit)
        if first and first[0] != unit and parse_unit(first[0]) and rest:
            return rest, first[0], f"{title!r} is read as {rest!r} in {first[0]}"
    for pattern in (r"(.+?)\s+/\s+(.+)", r"(.+?)\s+in\s+(\S+)", r"(.+?),\s*(\S+)"):
        found = re.fullmatch(pattern, title)
        if found and parse_unit(found[2]):
            return found[1], found[2], ""
    for pattern in (r"(.+)_([^\s_]+)", r"(.+)/(\S+)"):
        found = re.fullmatch(pattern, title)
        if found and parse_unit(found[2]) and not found[2].isdigit():
            if len(found[2]) > 1:
                return found[1], found[2], f"{title!r} is read as {found[1]!r} in {found[2]}"
            doubt = (
                f"{title!r} may be in {found[2]}: units={{{title!r}: {found[2]!r}}} would say so"
            )
            return title, "", doubt
    if brackets and not title.startswith("("):
        inside = brackets[-1][1]
        return title, "", f"{inside} in {title!r} is no unit known here: it stays in the name"
    return title, "", ""


def name_columns(titles: Sequence[str], unit_row: Sequence[str] | None) -> Header:
    """Return distinct names and units for the columns with these titles."""
    header = Header([], [])
    parsed = [name_and_unit(title) for title in titles]
    plain = [name for name, _, _ in parsed]
    for position, (title, (name, unit, note)) in enumerate(zip(titles, parsed, strict=True)):
        if unit_row is not None:
            below = unit_row[position].strip()
            bare = below[1:-1].strip() if below[:1] + below[-1:] in ("()", "[]") else below
            if bare:
                name, unit, note = (name if unit == bare else title.strip()), bare, ""
        if plain.count(name) > 1 and titles.count(title) == 1:
            name = title.strip()
        if note:
            header.notes.append(note)
        unique, copy = name, 1
        while unique in header.names:
            copy += 1
            unique = f"{name}_{copy}"
        if unique != name:
            header.notes.append(f"two columns are named {name!r}: the later one is {unique!r}")
        header.names.append(unique)
        header.units.append(unit)
    return header
