"""Make the notebooks that students receive: `python -m coursework.release`.

nbgrader takes out solutions and hidden tests; planted answers are taken out before it looks. What
the set's parameter cell writes, such as made-up data, goes beside it. The result is a page of the
book as well, shown but not executed: its answers are missing on purpose.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import nbformat

from coursework import answers, problem_set
from coursework.gradebook import course, generate_release


def student_files(source: Path) -> dict[str, bytes]:
    """Return what students receive of a set, by name: the notebook and its data."""
    with tempfile.TemporaryDirectory() as folder:
        release = generate_release(course(Path(folder), source.stem), source)
        notebook = problem_set.read(release)
    # Read by myst-nb: the site shows the page without running it.
    notebook.metadata["mystnb"] = {"execution_mode": "off"}
    text = nbformat.writes(notebook, version=4) + "\n"
    _, files = answers.prepare(problem_set.read(source))
    return {source.name: text.encode(), **files}


def main() -> None:
    """Write the students' files of all problem sets to chapters/practices."""
    argparse.ArgumentParser(description=main.__doc__).parse_args()
    problem_set.RELEASES.mkdir(parents=True, exist_ok=True)
    for source in problem_set.sources():
        for name, content in student_files(source).items():
            (problem_set.RELEASES / name).write_bytes(content)
            print((problem_set.RELEASES / name).relative_to(problem_set.ROOT))


if __name__ == "__main__":
    main()
