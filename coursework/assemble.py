"""Put a student's answers into the original problem set.

What is run and graded is the original: its tests, its set-up, its points. From the submission come
only the answers and the cells that the student added, in the student's order. So a test that was
edited, renamed, deleted or doubled counts as it was written, and what was touched is remarked on.
"""

from __future__ import annotations

import ast
from copy import deepcopy

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursework.problem_set import grade_id, is_answer, is_test, public


def original(source: NotebookNode, release: NotebookNode) -> NotebookNode:
    """Return the student's notebook with the tests as they were written."""
    notebook = deepcopy(release)
    tests = {grade_id(cell): cell for cell in source.cells if is_test(cell)}
    for cell in notebook.cells:
        if grade_id(cell) in tests:
            cell.source = tests[grade_id(cell)].source
    return notebook


def assemble(submission: NotebookNode, original: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return the notebook to run and remarks on what had been changed besides the answers."""
    known = {grade_id(cell): cell for cell in original.cells if grade_id(cell)}
    statements = {cell.source.strip() for cell in original.cells if not grade_id(cell)}
    cells: list[NotebookNode] = []
    seen: set[str] = set()
    remarks = []
    written: NotebookNode | None = None
    for cell in submission.cells:
        name, text = _name(cell), _text(cell)
        if name in known and name not in seen:
            seen.add(name)
            counted = deepcopy(known[name])
            if is_answer(counted):
                counted.source = text
            elif _lines(text) not in (_lines(counted.source), _lines(public(counted.source))):
                remarks.append(f"cell {name} was edited; the original counts")
            cells.append(counted)
            written = counted if counted.cell_type == "markdown" else None
            continue
        if name in known:
            remarks.append(f"cell {name} is there twice; the first one counts")
        elif name is not None:
            remarks.append(f"unknown cell {name}"[:200])
        if written is not None and text.strip() and text.strip() not in statements and _prose(cell):
            written.source += f"\n\n{text}"
            remarks.append(f"answer {grade_id(written)} goes on in an added cell, which was joined")
            continue
        make = new_code_cell if cell.get("cell_type") == "code" else new_markdown_cell
        cells.append(make(text))
    return _with_missing(cells, original, seen, remarks), list(dict.fromkeys(remarks))


def _name(cell: NotebookNode) -> str | None:
    """Return the grade id, whatever the student made of the metadata."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else None


def _text(cell: NotebookNode) -> str:
    source = cell.get("source", "")
    return source.encode("utf8", "replace").decode() if isinstance(source, str) else ""


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _prose(cell: NotebookNode) -> bool:
    """Whether a cell holds words: a code cell does, if Python cannot read it."""
    if cell.get("cell_type") != "code":
        return True
    try:
        ast.parse(_text(cell))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not _text(cell).lstrip().startswith(("%", "!"))
    return False


def _with_missing(
    cells: list[NotebookNode], original: NotebookNode, seen: set[str], remarks: list[str]
) -> NotebookNode:
    """Put back the cells that the student deleted, each as late as its successor allows."""
    whole = new_notebook(metadata=deepcopy(original.metadata))
    whole.nbformat_minor = original.nbformat_minor
    before: dict[str | None, list[NotebookNode]] = {}
    waiting: list[NotebookNode] = []
    for cell in original.cells:
        name = grade_id(cell)
        if name in seen:
            before[name], waiting = waiting, []
        elif name is not None:
            lost = deepcopy(cell)
            if is_answer(lost):
                # The answer may still stand in a cell that lost its name: leave it in force.
                lost.source = ""
            remarks.append(f"cell {name} was missing")
            waiting.append(lost)
    for cell in cells:
        whole.cells.extend(before.get(grade_id(cell), []))
        whole.cells.append(cell)
    whole.cells.extend(waiting)
    return whole
