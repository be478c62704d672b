"""Run the reference, right and wrong answers of a set, without Jupyter: seconds, not minutes.

`python -m coursework.answers ps06` prints what each of them loses.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from coursework import answering, examine, problem_set
from coursework.examine import Exam
from coursework.problem_set import Variant, grade_id, is_answer, is_test

os.environ.setdefault("MPLBACKEND", "Agg")


@contextlib.contextmanager
def _quietly_in(folder: str) -> Iterator[None]:
    """Work in a folder; keep back what is printed and warned of."""
    silent = contextlib.redirect_stdout(io.StringIO())
    with contextlib.chdir(folder), warnings.catch_warnings(), silent:
        warnings.simplefilter("ignore")
        yield


def prepare(notebook: NotebookNode) -> tuple[Exam, dict[str, bytes]]:
    """Run the instructor's notebook; return what its tests compare with, and the files it wrote."""
    namespace: dict[str, Any] = {"__name__": "reference"}
    answers: set[str] = set()
    with tempfile.TemporaryDirectory() as folder, _quietly_in(folder):
        for cell in problem_set.without_variants(notebook).cells:
            if cell.cell_type != "code" or is_test(cell):
                continue
            before = dict(namespace)
            try:
                exec(compile(cell.source, f"<{grade_id(cell)}>", "exec"), namespace)
            except Exception as error:
                raise RuntimeError(f"the reference fails in {grade_id(cell)}: {error!r}") from error
            if is_answer(cell):
                answers |= {
                    name for name, value in namespace.items() if before.get(name) is not value
                }
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    tests = [cell.source for cell in notebook.cells if is_test(cell)]
    asked = set().union(*map(examine.global_names, tests))
    compared = set().union(*map(examine.reference_names, tests))
    return Exam(
        {name: namespace[name] for name in (asked | compared) & namespace.keys() - answers},
        {name: namespace[name] for name in compared & answers},
    ), files


def marks(
    notebook: NotebookNode, exam: Exam, files: dict[str, bytes], variant: Variant | None = None
) -> dict[str, str]:
    """Run the notebook with the reference's answers, or a variant's, and examine it.

    Return for each test what it says, nothing where it passes.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    tests = {grade_id(cell): cell for cell in notebook.cells if is_test(cell)}
    said: dict[str, str] = {}

    def ask(request: str) -> str:
        return answering.reply(request, namespace)

    with tempfile.TemporaryDirectory() as folder, _quietly_in(folder):
        for name, content in files.items():
            Path(name).write_bytes(content)
        for cell in problem_set.reference(notebook).cells:
            name = grade_id(cell)
            try:
                if name in tests:
                    said[name] = ""
                    exam.examine(tests[name].source, ask, problem_set.barred(tests[name]))
                elif cell.cell_type == "code":
                    source = variant.source if variant and variant.replaces == name else cell.source
                    exec(compile(source, f"<{name}>", "exec"), namespace)
            except Exception as error:
                if name in said:
                    said[name] = f"{type(error).__name__}: {error}"
    return said


def losses(said: dict[str, str]) -> frozenset[str]:
    """Return the tests that give no points."""
    return frozenset(name for name, text in said.items() if text)


def main() -> None:
    """Print what the reference and each planted answer lose."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("name", nargs="?", help="problem set, such as ps06")
    notebook = problem_set.read(problem_set.find_source(parser.parse_args().name))
    exam, files = prepare(notebook)
    reference = Variant("the reference", "", frozenset(), "")
    right, wrong = (problem_set.variants(notebook, tag) for tag in ("right", "wrong"))
    for variant in [reference, *right, *wrong]:
        said = marks(notebook, exam, files, variant)
        verdict = "as planned" if losses(said) == variant.loses else f"PLANNED {set(variant.loses)}"
        print(f"{variant.name}: loses {', '.join(losses(said)) or 'nothing'}; {verdict}")
        for name in sorted(losses(said)):
            print(f"    {name}: {said[name]}")


if __name__ == "__main__":
    main()
