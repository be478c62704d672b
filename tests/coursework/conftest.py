"""Submissions made from the reference answers, a class marked once, and what marking needs."""

import csv
import json
import os
import shutil
import time
import warnings
from collections.abc import Callable, Mapping
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path

import pytest
from nbformat import NotebookNode

from coursework import problem_set
from tests.coursework.troubles import LIMITS, class_of_troubles


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


@pytest.fixture(scope="session")
def marked(
    nbgrader: None,
    sandbox_tools: None,
    solve: Callable[[Mapping[str, str]], NotebookNode],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, dict[str, str]], float]:
    """Mark the class once; return its folder, the rows of the table and the time."""
    from coursework.mark import mark

    root = tmp_path_factory.mktemp("class")
    folder, out = root / "submissions", root / "marks"
    folder.mkdir()
    neighbor = folder / "correct" / "mine.ipynb"
    class_ = class_of_troubles(solve, neighbor, out)
    for name, notebook in class_.items():
        (folder / name).mkdir()
        (folder / name / "mine.ipynb").write_text(json.dumps(notebook), encoding="utf8")
    (folder / "no-notebook").mkdir()
    (folder / "broken.ipynb").write_text("{ not json")
    (folder / "odd.ipynb").write_text(json.dumps({"nbformat": 4, "cells": "none"}))
    os.environ["SECRET_OF_THE_TEACHER"] = "42"
    start = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's and nbconvert's own
        mark(folder, out, problem_set.find_source(), limits=LIMITS)
    seconds = time.monotonic() - start
    with (out / "grades.csv").open(newline="", encoding="utf8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    return out, rows, seconds
