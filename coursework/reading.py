"""Enter what a person gave for the written answers: `python -m coursework.reading marks`.

Reads `to_read.csv` of that folder, in which points and comments were filled in, and writes feedback
and grades again. No submission runs again; rows without points wait for the next time.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from coursework import gradebook, problem_set, submissions, tables


def enter(out: Path, source: Path) -> int:
    """Enter the points in to_read.csv and return how many rows had some."""
    course = gradebook.course(out / "course", source.stem)
    found = submissions.load(out / "course" / "submissions.json")
    keys = {submission.key for submission in found}
    worth = problem_set.points(problem_set.read(source))
    given: dict[tuple[str, str], tuple[float, str]] = {}
    with (out / "to_read.csv").open(newline="", encoding="utf8") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            if not row["points"].strip():
                continue
            most = worth.get(row["cell"])
            if row["student"] not in keys or most is None:
                raise SystemExit(f"row {line}: no cell {row['cell']} of {row['student']}")
            try:
                points = float(row["points"])
            except ValueError:
                points = -1.0
            if not 0 <= points <= most:
                raise SystemExit(f"row {line}: points are 0 to {most:g}, got {row['points']}")
            given[row["student"], row["cell"]] = points, row["comment"]
    for (student, cell), (points, comment) in given.items():
        gradebook.give(course, student, cell, points, comment)
        tables.write_feedback(course, out, student)
    tables.write_grades(course, out, found)
    return len(given)


def main() -> None:
    """Enter points and comments of written answers."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("out", type=Path, help="the folder that marking wrote")
    parser.add_argument("--set", dest="name", help="problem set, if there are several")
    given = parser.parse_args()
    count = enter(given.out, problem_set.find_source(given.name))
    print(f"{count} written answers entered: {given.out / 'grades.csv'}, {given.out / 'feedback'}")


if __name__ == "__main__":
    main()
