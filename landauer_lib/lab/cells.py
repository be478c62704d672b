"""Cells of a measured table: numbers, missing values, units, words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.lab.units import is_quantum, parse_unit

__all__ = ["MISSING", "Cells", "are_joined", "kind_of", "number_pattern", "parse_cells"]

MISSING: Final = frozenset(
    """nan na n/a #n/a null none - -- --- ---- inf +inf -inf infinity -nan +nan <na> 1.#ind -1.#ind
    1.#qnan -1.#qnan 1.#inf -1.#inf #div/0! #num! #value! ol ovl ovld over overflow overload
    overrange""".split()  # noqa: SIM905
) | {""}
_THOUSANDS: Final = re.compile(r"[-+]?\d{1,3}(?:([,.' \u00a0\u202f])\d{3})+(?:[.,]\d+)?")
_JOINED: Final = re.compile(
    r"[-+\d.,;|\seE]*\d(?:\s*[;,|\t]\s*|\s+)[-+.\d][-+\d.,;|\seE]*"  # 5;5 or 0.5 2
    r"|.*[{}<>\[\]].*\d.*|.*\d.*[{}<>\[\]].*"  # what JSON or XML leaves when it is cut up
    r"|\([-+.,\d]+\)"  # (5), an accountant's −5
    r"|[-+]?(?:\d+[.,]\d*|[.,]\d+)[-+]\d{1,3}|[-+]?\d{1,3}(?:_\d{3})+"  # 1.0-05 and 1_000
    r"|[-+]?[\d.,]+\s*[x×·*]\s*10\s*\^?\s*[-+]?\d+"  # 1.5x10^-5
    r"|[-+]?[\d.,]+(?:[eE][-+]?\d+)?\s*[A-Za-zµμ]{1,2}"  # 2u or 3 xy: no unit known here
)
_NUMBER: Final = {
    ".": re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][-+]?\d+)?"),
    ",": re.compile(r"[-+]?(?:\d+,?\d*|,\d+)(?:[eEdD][-+]?\d+)?"),
}


def are_joined(cell: str) -> bool:
    """Tell whether a cell of words looks like numbers, so that reading it as words is in doubt.

    >>> are_joined("5;5"), are_joined("1.234,5"), are_joined("20251106_124114")
    (True, False, False)
    """
    return _JOINED.fullmatch(cell) is not None and _THOUSANDS.fullmatch(cell) is None


def number_pattern(decimal: str) -> "re.Pattern[str]":
    """Return the pattern of a number with this decimal mark; Fortran's D exponent is one."""
    return _NUMBER[decimal]


def kind_of(cell: str, decimal: str, missing: frozenset[str]) -> str:
    """Return n for a number, u for one with a unit, e for a missing one, w for words.

    >>> [kind_of(cell, ".", MISSING) for cell in ("-1.5D-3", "2 mV", "NaN", "2e2/h", "1f X (V)")]
    ['n', 'u', 'e', 'w', 'w']
    """
    if number_pattern(decimal).fullmatch(cell):
        return "n"
    if cell.lower() in missing:
        return "e"
    cell = cell.replace("−", "-")
    found = number_pattern(decimal).match(cell)
    if not found:
        return "w"
    if found.end() == len(cell):
        return "n"
    return "u" if _unit(cell, found.end()) else "w"


def _unit(cell: str, end: int) -> str:
    unit = cell[end:].strip()
    if unit == "m" and cell[end:] == "m":
        return ""  # 5m may be 5 meters or 5 thousandths
    return unit if not is_quantum(cell) and not unit[:1].isdigit() and parse_unit(unit) else ""


@dataclass(frozen=True)
class Cells:
    """A column of cells as numbers (``values``) with the unit found in them, or as words."""

    values: Floats | None
    unit: str = ""


def parse_cells(
    name: str,
    cells: Sequence[str],
    decimal: str,
    missing: frozenset[str],
    where: Callable[[int], str],
) -> Cells:
    """Return one column as numbers, or as words where it holds no number at all.

    Parameters
    ----------
    name : str
        The column's name.
    cells : sequence of str
    decimal : str
        Decimal mark, "." or ",".
    missing : frozenset of str
        What stands for a missing value, in lower case.
    where : callable
        Gives file and line of a row, for errors.

    Raises
    ------
    ValueError
        If numbers and words are mixed, units differ, or a number has a thousands separator.
    """
    values = np.full(len(cells), np.nan)
    units: dict[str, int] = {}
    words: list[int] = []
    pattern = number_pattern(decimal)
    for row, cell in enumerate(cells):
        text = cell.strip().replace("−", "-")
        if text.lower() in missing:
            continue
        found = pattern.match(text)
        unit = _unit(text, found.end()) if found and found.end() < len(text) else ""
        if found is None or (found.end() < len(text) and not unit):
            words.append(row)
            continue
        plain = found[0].replace(",", ".").translate(str.maketrans("dD", "ee"))
        values[row] = float(plain)
        units.setdefault(unit, row)
    grouped = next((row for row in words if _THOUSANDS.fullmatch(cells[row].strip())), None)
    if grouped is not None:
        match = _THOUSANDS.fullmatch(cells[grouped].strip())
        mark = match[1] if match else ","
        raise ValueError(
            f"{where(grouped)}: {name} must be a number, got {cells[grouped].strip()!r}: if "
            f"{mark!r} groups thousands, thousands={mark!r} says so; decimal=',' or '.' names "
            "the decimal mark"
        )
    if words and units:
        odd = words[0] if len(words) <= len(cells) / 2 else min(units.values())
        cell = cells[odd].strip()
        raise ValueError(
            f"{where(odd)}: {name} must hold numbers with the decimal mark {decimal!r} or words "
            f"throughout, got {cell!r}; na_values=[{cell!r}] reads it as missing, "
            "skiprows=[line] leaves the line out, columns=[...] the column, decimal='...' or "
            "table=... says how to read it"
        )
    joined = next((row for row in words if are_joined(cells[row].strip())), None)
    if joined is not None:
        raise ValueError(
            f"{where(joined)}: {name} must be a number or words, got {cells[joined].strip()!r}: "
            "separator='...' and decimal='...' say how to read it, columns=[...] leaves it out"
        )
    if words:
        return Cells(None)
    if len(units) > 1:
        (one, _), (other, row) = sorted(units.items(), key=lambda item: item[1])[:2]
        raise ValueError(
            f"{where(row)}: {name} has cells in {one or 'no unit'!r} and in "
            f"{other or 'no unit'!r}; write one unit, or leave the column out with columns=[...]"
        )
    return Cells(values, next(iter(units), ""))
