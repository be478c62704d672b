"""What marking writes: grades, tables for learning platforms, answers to read, feedback.

Tables are CSV in UTF-8 with its mark, which spreadsheets look for.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from coursework import gradebook, problem_set
from coursework.gradebook import Course, Earned
from coursework.submissions import Submission

LONGEST = 30_000
"""Characters of an answer in a table: a spreadsheet's cell holds no more."""


def write_feedback(course: Course, out: Path, student: str) -> None:
    """Write a student's page."""
    (out / "feedback").mkdir(exist_ok=True)
    page = gradebook.write_feedback(course, student)
    (out / "feedback" / f"{student}.html").write_text(page, "utf8", errors="replace")


def write_tables(course: Course, out: Path, class_: list[Submission]) -> None:
    """Write all tables of a class."""
    worth = problem_set.points(problem_set.read(course.notebook("source")))
    rows = [(one, gradebook.earned(course, one.key)) for one in class_]
    _write(
        out / "grades.csv",
        ["student", "file", "identifier", *worth, "sum", "of", "to read", "remarks"],
        (_grades(one, earned, worth) for one, earned in rows),
    )
    _write(
        out / "to_read.csv",
        ["student", "cell", "of", "points", "comment", "answer"],
        (line for one, earned in rows for line in _to_read(course, one, earned, worth)),
    )
    total = {one.key: _total(earned) for one, earned in rows}
    most = f"{sum(worth.values()):g}"
    _write(
        out / "for_moodle.csv",
        ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)"],
        (
            [f"Participant {one.identifier}", harmless(one.student), total[one.key], most, "-"]
            for one in class_
            if one.platform == "moodle"
        ),
    )
    canvas = [one for one in class_ if one.platform == "canvas"]
    students = (
        [harmless(one.student), one.identifier, "", "", "", total[one.key]] for one in canvas
    )
    _write(
        out / "for_canvas.csv",
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", course.name],
        [["    Points Possible", "", "", "", "", most], *students] if canvas else [],
    )
    _write(
        out / "for_github.csv",
        ["github_username", "points_awarded", "points_available"],
        ([one.identifier, total[one.key], most] for one in class_ if one.platform == "github"),
    )


def write_left(out: Path, left: list[tuple[str, str]]) -> None:
    """Write not_taken.csv: the files that no submission was made of, and why."""
    _write(out / "not_taken.csv", ["file", "reason"], ((harmless(a), b) for a, b in left))


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    """Write a table; none where it would be empty, unless one is always expected."""
    lines = list(rows)
    if not lines and path.name.startswith(("for_", "not_")):
        path.unlink(missing_ok=True)
        return
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([header, *lines])


def _grades(one: Submission, earned: dict[str, Earned], worth: dict[str, float]) -> list[str]:
    points = {name: earned[name].points for name in worth}
    identifier = f"{one.platform} {one.identifier}".strip()
    return [
        harmless(one.student),
        one.key,
        identifier,
        *("" if value is None else f"{value:g}" for value in points.values()),
        f"{sum(value or 0 for value in points.values()):g}",
        f"{sum(worth.values()):g}",
        f"{sum(worth[name] for name, value in points.items() if value is None):g}",
        harmless("; ".join(one.remarks)),
    ]


def _total(earned: dict[str, Earned]) -> str:
    """Return the sum, or nothing as long as a person has to read."""
    points = [one.points for one in earned.values()]
    return "" if None in points else f"{sum(value or 0 for value in points):g}"


def _to_read(
    course: Course, one: Submission, earned: dict[str, Earned], worth: dict[str, float]
) -> Iterator[list[str]]:
    """Yield what a person reads, or has read: written answers and tests that were not marked."""
    for cell in problem_set.read(course.notebook("autograded", one.key)).cells:
        name = problem_set.grade_id(cell)
        if name not in worth or (problem_set.is_test(cell) and "not_marked" not in cell.metadata):
            continue
        text = cell.metadata.get("not_marked", cell.source)
        if problem_set.is_test(cell):
            text = f"[not marked: {text}; see the feedback page]"
        elif len(text) > LONGEST:
            text = f"{text[:LONGEST]} [cut; all of it is on the feedback page]"
        given = earned[name].given
        if given is not None and earned[name].points is None:
            text = f"[CHANGED since it was given {given:g}] {text}"
            given = None
        points = "" if given is None else f"{given:g}"
        yield [
            one.key,
            name,
            f"{worth[name]:g}",
            points,
            harmless(earned[name].comment),
            harmless(text),
        ]


def harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
