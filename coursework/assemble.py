"""Put a student's answers into the original problem set.

What is run and graded is the original: its tests, its set-up, its points. From the submission come
only the answers and the cells that the student added, in the student's order. So a test that was
edited, renamed, deleted or doubled counts as it was written, and what was touched is remarked on.
"""

from __future__ import annotations

from copy import deepcopy

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursework.problem_set import REGION, grade_id, is_answer


def original(source: NotebookNode, release: NotebookNode) -> NotebookNode:
    """Return the student's notebook with the hidden tests back in: what submissions go into."""
    notebook = deepcopy(release)
    texts = {grade_id(cell): cell.source for cell in source.cells if not is_answer(cell)}
    for cell in notebook.cells:
        if grade_id(cell) in texts:
            cell.source = texts[grade_id(cell)]
    return notebook


def assemble(submission: NotebookNode, original: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return the notebook to run and remarks on what had been changed besides the answers."""
    known = {grade_id(cell): cell for cell in original.cells if grade_id(cell)}
    cells: list[NotebookNode] = []
    seen: set[str] = set()
    remarks = []
    for cell in submission.cells:
        name = _name(cell)
        if name is None or name not in known:
            if name is not None:
                remarks.append(f"unknown cell {name}")
            cells.append(_added(cell))
            continue
        if name in seen:
            remarks.append(f"cell {name} is there twice; the first one counts")
            cells.append(_added(cell))
            continue
        seen.add(name)
        counted = deepcopy(known[name])
        if is_answer(counted):
            counted.source = _text(cell)
        elif _text(cell).strip() != _text(known[name]).strip() and not _is_release(cell, counted):
            remarks.append(f"cell {name} was edited; the original counts")
        cells.append(counted)
    return _with_missing(cells, original, seen, remarks), remarks


def _name(cell: NotebookNode) -> str | None:
    """Return the grade id, whatever the student made of the metadata."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else None


def _text(cell: NotebookNode) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else ""


def _is_release(cell: NotebookNode, counted: NotebookNode) -> bool:
    """Whether a locked cell reads as it was handed out, that is without its hidden tests."""

    def lines(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.strip()]

    return lines(_text(cell)) == lines(REGION.sub("", counted.source))


def _added(cell: NotebookNode) -> NotebookNode:
    """Return a cell of the student's own, which runs but is not graded."""
    make = new_code_cell if cell.get("cell_type") == "code" else new_markdown_cell
    return make(_text(cell))


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
            if is_answer(lost) and lost.cell_type == "code":
                # The answer may still stand in a cell that lost its name: leave it in force.
                lost.source = ""
            remarks.append(f"cell {name} was missing")
            waiting.append(lost)
    for cell in cells:
        whole.cells.extend(before.get(grade_id(cell), []))
        whole.cells.append(cell)
    whole.cells.extend(waiting)
    return whole
