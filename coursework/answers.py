"""Run the reference and the wrong answers of a problem set, without Jupyter: seconds, not minutes.

`python -m coursework.answers` prints what each wrong answer loses.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import warnings
from typing import Any

from nbformat import NotebookNode

from coursework import problem_set
from coursework.problem_set import WrongAnswer


def marks(notebook: NotebookNode, wrong: WrongAnswer | None = None) -> dict[str, float]:
    """Run the notebook's code cells in order and return the points of the tests.

    A test that raises gives none. Cells that a person reads are left out. With `wrong`, its text
    stands in the place of the answer that it replaces.
    """
    os.environ.setdefault("MPLBACKEND", "Agg")
    namespace: dict[str, Any] = {"__name__": "__main__"}
    earned: dict[str, float] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        name = problem_set.grade_id(cell)
        source = wrong.source if wrong and wrong.replaces == name else cell.source
        test = problem_set.is_graded(cell)
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            try:
                exec(compile(source, f"<{name or 'cell'}>", "exec"), namespace)
            except Exception as error:
                if not test and wrong is None:
                    raise RuntimeError(f"the reference fails in {name}: {error!r}") from error
                passed = False
            else:
                passed = True
        if test:
            earned[name] = float(cell.metadata.nbgrader.points) * passed
    return earned


def losses(notebook: NotebookNode, wrong: WrongAnswer) -> frozenset[str]:
    """Return the tests in which a wrong answer gives no points."""
    return frozenset(name for name, points in marks(notebook, wrong).items() if not points)


def main() -> None:
    """Print a table of wrong answers and losses."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("name", nargs="?", help="problem set, such as ps06_staircase")
    notebook = problem_set.read(problem_set.find_source(parser.parse_args().name))
    worth = problem_set.points(notebook)
    earned = marks(notebook)
    print(f"reference: {sum(earned.values()):g} of {sum(worth[name] for name in earned):g} points")
    for wrong in problem_set.wrong_answers(notebook):
        lost = losses(notebook, wrong)
        verdict = "as planned" if lost == wrong.loses else f"PLANNED {sorted(wrong.loses)}"
        cells = ", ".join(f"{name} (−{worth[name]:g})" for name in sorted(lost)) or "nothing"
        print(f"{wrong.name}: {cells}; {verdict}")


if __name__ == "__main__":
    main()
