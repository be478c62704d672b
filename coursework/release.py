"""Make the notebooks that students receive: `python -m coursework.release`.

nbgrader takes out solutions and hidden tests; the wrong answers are taken out before it looks. The
result is a page of the book as well, shown but not executed: its answers are missing on purpose.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import nbformat

from coursework import problem_set
from coursework.gradebook import course, generate_release


def student_notebook(source: Path) -> str:
    """Return the text of the student's notebook."""
    with tempfile.TemporaryDirectory() as folder:
        release = generate_release(course(Path(folder), source.stem), source)
        notebook = problem_set.read(release)
    # Read by myst-nb: the site shows the page without running it.
    notebook.metadata["mystnb"] = {"execution_mode": "off"}
    return nbformat.writes(notebook, version=4) + "\n"


def write_release(source: Path, folder: Path = problem_set.RELEASES) -> Path:
    """Write the student's notebook of one problem set and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / source.name
    target.write_text(student_notebook(source), encoding="utf8")
    for data in source.parent.glob("*.csv"):
        shutil.copy(data, folder)
    return target


def main() -> None:
    """Write the student's notebooks of all problem sets to chapters/practices."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.parse_args()
    for source in problem_set.sources():
        print(write_release(source).relative_to(problem_set.ROOT))


if __name__ == "__main__":
    main()
