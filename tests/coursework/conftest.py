"""Submissions made from the reference answers, and the tools that marking needs."""

import os
import shutil
from collections.abc import Callable, Mapping
from copy import deepcopy
from importlib.util import find_spec

import pytest
from nbformat import NotebookNode

from coursework import problem_set


@pytest.fixture(scope="session", autouse=True)
def _no_display() -> None:
    os.environ.setdefault("MPLBACKEND", "Agg")


@pytest.fixture(scope="session")
def source() -> NotebookNode:
    return problem_set.read(problem_set.find_source("ps06_staircase"))


@pytest.fixture(scope="session")
def released() -> NotebookNode:
    return problem_set.read(problem_set.RELEASES / "ps06_staircase.ipynb")


@pytest.fixture(scope="session")
def solve(
    source: NotebookNode, released: NotebookNode
) -> Callable[[Mapping[str, str]], NotebookNode]:
    """Return a maker of submissions: the reference, with other text in some answers."""
    reference = {
        problem_set.grade_id(cell): cell.source
        for cell in problem_set.reference(source).cells
        if problem_set.is_answer(cell)
    }

    def make(answers: Mapping[str, str] = {}) -> NotebookNode:
        notebook = deepcopy(released)
        for cell in notebook.cells:
            name = problem_set.grade_id(cell)
            if name in reference:
                cell.source = answers.get(name, reference[name]).replace(
                    "REFERENCE", reference[name]
                )
        return notebook

    return make


def require(present: bool, how: str) -> None:
    """Skip without a tool, but not where everything has to be there."""
    if not present:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(how)


@pytest.fixture(scope="session")
def nbgrader() -> None:
    require(find_spec("nbgrader") is not None, "pip install -r requirements-coursework.txt")


@pytest.fixture(scope="session")
def sandbox_tools() -> None:
    require(shutil.which("bwrap") is not None, "sudo apt install bubblewrap")
