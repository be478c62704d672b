"""What an instructor notebook holds: graded cells, answers, wrong answers, and its secrets.

Cells carry nbgrader's metadata (schema 3). A raw cell tagged `wrong` is an answer with a typical
error; its metadata `wrong` has the keys `name`, `replaces` (the answer cell it stands in for) and
`loses` (the graded cells that must then give no points, and no others).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "coursework" / "source"
RELEASES = ROOT / "chapters" / "practices"

REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)


@dataclass(frozen=True)
class WrongAnswer:
    """An answer with a typical error, and the graded cells that it must lose."""

    name: str
    replaces: str
    loses: frozenset[str]
    source: str


def sources() -> list[Path]:
    """Return the instructor notebooks, by name."""
    return sorted(SOURCES.glob("ps*/ps*.ipynb"))


def find_source(name: str | None = None) -> Path:
    """Return the instructor notebook of this name, or the only one."""
    found = {path.stem: path for path in sources()}
    if name is None and len(found) == 1:
        return next(iter(found.values()))
    if name not in found:
        raise SystemExit(f"name one of the problem sets: {', '.join(found)}; got {name}")
    return found[name]


def read(path: Path) -> NotebookNode:
    """Read a notebook of any format as format 4."""
    return nbformat.read(path, as_version=4)


def grade_id(cell: NotebookNode) -> str | None:
    """Return the name that marking knows the cell by."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def is_answer(cell: NotebookNode) -> bool:
    """Whether students write here."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def is_graded(cell: NotebookNode) -> bool:
    """Whether the cell gives points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def is_wrong(cell: NotebookNode) -> bool:
    """Whether the cell holds a planted wrong answer."""
    return "wrong" in cell.metadata.get("tags", [])


def points(notebook: NotebookNode) -> dict[str, float]:
    """Return the points of the graded cells, by name."""
    return {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in notebook.cells
        if is_graded(cell)
    }


def wrong_answers(notebook: NotebookNode) -> list[WrongAnswer]:
    """Return the planted wrong answers."""
    found = []
    for cell in notebook.cells:
        if is_wrong(cell):
            about = cell.metadata["wrong"]
            found.append(
                WrongAnswer(about.name, about.replaces, frozenset(about.loses), cell.source)
            )
    return found


def without_wrong_answers(notebook: NotebookNode) -> NotebookNode:
    """Return a copy that nbgrader can take: it knows nothing of wrong answers."""
    copy = deepcopy(notebook)
    copy.cells = [cell for cell in copy.cells if not is_wrong(cell)]
    return copy


def reference(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook as a student would hand it in who answered like the reference."""
    copy = without_wrong_answers(notebook)
    for cell in copy.cells:
        if is_answer(cell):
            cell.source = re.sub(r"### (BEGIN|END) SOLUTION\n?", "", cell.source).strip()
    return copy


def hidden_lines(notebook: NotebookNode, region: str) -> Iterator[str]:
    """Yield the lines of a kind of region: "SOLUTION" or "HIDDEN TESTS"."""
    for cell in notebook.cells:
        for kind, text in REGION.findall(cell.source):
            if kind == region:
                yield from text.splitlines()


def secrets(notebook: NotebookNode) -> set[str]:
    """Return the lines that must reach no student: solutions, hidden tests, wrong answers.

    A line that the student's notebook contains anyway (`import numpy as np`) is no secret.
    """
    lines = {*hidden_lines(notebook, "SOLUTION"), *hidden_lines(notebook, "HIDDEN TESTS")}
    for wrong in wrong_answers(notebook):
        lines |= {wrong.name, *wrong.source.splitlines()}
    public = {
        line.strip()
        for cell in without_wrong_answers(notebook).cells
        for line in REGION.sub("", cell.source).splitlines()
    }
    return {line.strip() for line in lines} - public - {""}
