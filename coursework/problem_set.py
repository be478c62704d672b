"""What an instructor notebook holds: graded cells, answers, right and wrong ones, and its secrets.

Cells carry nbgrader's metadata (schema 3). A raw cell tagged `right` or `wrong` is another answer:
its metadata `answer` has the keys `name`, `replaces` (the answer cell it stands in for) and `loses`
(the tests that must then give no points, and no others; none for a right one).
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

REGION = re.compile(r"[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1\n?", re.DOTALL)


@dataclass(frozen=True)
class Variant:
    """An answer that differs from the reference, and the tests that it must lose."""

    name: str
    replaces: str
    loses: frozenset[str]
    source: str


def sources() -> list[Path]:
    """Return the instructor notebooks, by name."""
    return sorted(SOURCES.glob("ps*/ps*.ipynb"))


def find_source(name: str | None = None) -> Path:
    """Return the instructor notebook whose name begins so, or the only one."""
    found = [path for path in sources() if path.stem.startswith(name or "")]
    if len(found) != 1:
        sets = ", ".join(path.stem for path in sources())
        raise SystemExit(f"name one of the problem sets, such as SET=ps06: {sets}; got {name}")
    return found[0]


def read(path: Path) -> NotebookNode:
    """Read a notebook of any format as format 4."""
    return nbformat.read(path, as_version=4)


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook; what no text file can hold (half of a character) becomes "?"."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook, version=4) + "\n", "utf8", errors="replace")


def grade_id(cell: NotebookNode) -> str | None:
    """Return the name that marking knows the cell by."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def is_answer(cell: NotebookNode) -> bool:
    """Whether students write here."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def is_graded(cell: NotebookNode) -> bool:
    """Whether the cell gives points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def is_test(cell: NotebookNode) -> bool:
    """Whether the cell gives points for what a computer can tell."""
    return is_graded(cell) and not is_answer(cell)


def is_locked(cell: NotebookNode) -> bool:
    """Whether the cell is the set's own code and no test: set-up, parameters, figures."""
    return bool(grade_id(cell)) and not is_answer(cell) and not is_graded(cell)


def is_variant(cell: NotebookNode) -> bool:
    """Whether the cell holds a planted answer."""
    return bool({"right", "wrong"} & set(cell.metadata.get("tags", [])))


def barred(cell: NotebookNode) -> tuple[str, ...]:
    """Return the modules that answers may not call while this test runs."""
    return tuple(cell.metadata.get("own_code", ()))


def points(notebook: NotebookNode) -> dict[str, float]:
    """Return the points of the graded cells, by name."""
    return {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in notebook.cells
        if is_graded(cell)
    }


def variants(notebook: NotebookNode, tag: str) -> list[Variant]:
    """Return the planted answers with a tag, "right" or "wrong"."""
    return [
        Variant(about.name, about.replaces, frozenset(about.get("loses", ())), cell.source)
        for cell in notebook.cells
        if tag in cell.metadata.get("tags", [])
        for about in [cell.metadata["answer"]]
    ]


def without_variants(notebook: NotebookNode) -> NotebookNode:
    """Return a copy that nbgrader can take: it knows nothing of planted answers."""
    copy = deepcopy(notebook)
    copy.cells = [cell for cell in copy.cells if not is_variant(cell)]
    return copy


def reference(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook as a student would hand it in who answered like the reference."""
    copy = without_variants(notebook)
    for cell in copy.cells:
        if is_answer(cell):
            cell.source = re.sub(r"### (BEGIN|END) SOLUTION\n?", "", cell.source).strip()
        else:
            cell.source = public(cell.source)
    return copy


def public(text: str) -> str:
    """Return a cell's text without what students do not see."""
    return REGION.sub("", text).strip("\n")


def hidden_lines(notebook: NotebookNode) -> Iterator[str]:
    """Yield the lines of solutions and hidden tests."""
    for cell in notebook.cells:
        for _, text in REGION.findall(cell.source):
            yield from text.splitlines()


def secrets(notebook: NotebookNode) -> set[str]:
    """Return the lines that must reach no student: solutions, hidden tests, planted answers.

    A line that the student's notebook contains anyway (`import numpy as np`) is no secret.
    """
    lines = set(hidden_lines(notebook))
    for variant in variants(notebook, "wrong") + variants(notebook, "right"):
        lines |= {variant.name, *variant.source.splitlines()}
    shown = {
        line.strip()
        for cell in without_variants(notebook).cells
        for line in REGION.sub("", cell.source).splitlines()
    }
    return {line.strip() for line in lines} - shown - {""}
