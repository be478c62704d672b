"""Enter what a person gave for the written answers: `python -m coursework.reading marks/ps06`.

Reads `to_read.csv` of that folder, in which points and comments were filled in, as any spreadsheet
saves it, and writes feedback and grades again. No submission runs again; rows without points wait
for the next time.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from coursework import gradebook, problem_set, submissions, tables

COLUMNS = ("student", "cell", "points", "comment")


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table that a spreadsheet saved, whatever its encoding and separator."""
    raw = path.read_bytes()
    text = None
    for encoding in (
        ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    ):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None:
        raise SystemExit(f"{path} is neither UTF-8, UTF-16 nor Windows text; save it as CSV UTF-8")
    csv.field_size_limit(sys.maxsize)
    lines = text.splitlines(keepends=True)
    if lines and lines[0].startswith("sep="):
        lines = lines[1:]
    for separator in ",;\t":
        header = next(csv.reader(lines[:1], delimiter=separator), [])
        if set(COLUMNS) <= {name.strip().lower() for name in header}:
            names = [name.strip().lower() for name in header]
            table = csv.DictReader(lines[1:], names, delimiter=separator, restval="")
            return [{name: row[name] or "" for name in names} for row in table]
    raise SystemExit(f"{path} must have the columns {', '.join(COLUMNS)} in its first row")


def enter(out: Path) -> int:
    """Enter the points in to_read.csv and return how many rows had some."""
    (path,) = (out / "course" / "source").glob("*/*.ipynb")
    course = gradebook.course(out / "course", path.stem)
    class_ = submissions.load(out / "course" / "submissions.json")
    keys = {one.key.casefold(): one.key for one in class_}
    worth = problem_set.points(problem_set.read(path))
    given: dict[tuple[str, str], tuple[float, str]] = {}
    wrong = []
    for number, row in enumerate(rows(out / "to_read.csv"), 2):
        key, most = keys.get(row["student"].strip().casefold()), worth.get(row["cell"].strip())
        text = row["points"].strip().replace(",", ".")
        if not text:
            continue
        try:
            points = float(text)
        except ValueError:
            points = -1.0
        if key is None or most is None:
            wrong.append(f"row {number}: no cell {row['cell']} of {row['student']}")
        elif not 0 <= points <= most:
            wrong.append(f"row {number}: points are 0 to {most:g}, got {row['points']}")
        else:
            comment = row["comment"].strip()
            given[key, row["cell"].strip()] = points, comment.removeprefix("'")
    if wrong:
        raise SystemExit("nothing was entered:\n" + "\n".join(wrong))
    before = {key: gradebook.earned(course, key) for key, _ in given}
    for (key, cell), (points, comment) in given.items():
        known = before[key][cell]
        if (known.points, known.given, known.comment) != (points, points, comment):
            gradebook.give(course, key, cell, points, comment)
            tables.write_feedback(course, out, key)
    tables.write_tables(course, out, class_)
    return len(given)


def main() -> None:
    """Enter points and comments of written answers."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("out", type=Path, help="the folder that marking wrote, such as marks/ps06")
    given = parser.parse_args()
    count = enter(given.out)
    print(f"{count} rows have points: {given.out / 'grades.csv'}, {given.out / 'feedback'}")


if __name__ == "__main__":
    main()
