"""The toy set on disk, a class of it marked once, and what marking needs."""

import csv
import json
import os
import shutil
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from coursework import problem_set
from tests.coursework import toy
from tests.coursework.troubles import LIMITS, class_of_troubles


@pytest.fixture(scope="session", autouse=True)
def _no_display() -> None:
    os.environ.setdefault("MPLBACKEND", "Agg")


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
def toy_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("toy") / f"{toy.NAME}.ipynb"
    problem_set.write(toy.source(), path)
    return path


def table(path: Path) -> list[dict[str, str]]:
    """Read a table that marking wrote."""
    csv.field_size_limit(10**7)
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def mark(nbgrader: None, sandbox_tools: None, toy_source: Path) -> Callable[..., dict]:
    """Return what marks a folder with the toy set; it returns the rows of the table by student."""

    def run(folder: Path, out: Path) -> dict[str, dict[str, str]]:
        from coursework.mark import mark

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's and nbconvert's own
            mark(folder, out, toy_source, limits=LIMITS)
        return {row["student"]: row for row in table(out / "grades.csv")}

    return run


@pytest.fixture(scope="session")
def troubles(tmp_path_factory: pytest.TempPathFactory, mark: Callable[..., dict]) -> tuple:
    """Mark a class of troubles once; return its folder, the rows of the table and the cases."""
    root = tmp_path_factory.mktemp("class")
    folder, out = root / "submissions", root / "marks"
    cases = class_of_troubles([str(folder / "correct" / "mine.ipynb"), str(out)])
    for name, case in cases.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "mine.ipynb").write_text(json.dumps(case.notebook), encoding="utf8")
    (folder / "no-notebook").mkdir()
    (folder / "broken.ipynb").write_text("{ not json")
    (folder / "deep.ipynb").write_text("[" * 100_000)
    (folder / "odd.ipynb").write_text(json.dumps({"nbformat": 4, "cells": "none"}))
    (folder / "linked").mkdir()
    (folder / "linked" / "mine.ipynb").symlink_to(folder / "correct" / "mine.ipynb")
    os.environ["SECRET"] = "of-the-teacher"
    return out, mark(folder, out), cases
