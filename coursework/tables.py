"""What marking writes: grades and answers to read as CSV, feedback as HTML."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from coursework import gradebook, problem_set
from coursework.gradebook import Course
from coursework.submissions import Submission


def write_feedback(course: Course, out: Path, student: str) -> None:
    """Write a student's page."""
    page = gradebook.write_feedback(course, student)
    (out / "feedback" / f"{student}.html").write_text(page, encoding="utf8")


def write_grades(course: Course, out: Path, found: list[Submission]) -> None:
    """Write grades.csv: points by cell, their sum, and remarks; empty where a person must read."""
    worth = problem_set.points(problem_set.read(course.notebook("source")))
    with (out / "grades.csv").open("w", newline="", encoding="utf8") as file:
        table = csv.writer(file)
        table.writerow(["student", *worth, "sum", "of", "to read", "remarks"])
        for submission in found:
            earned = gradebook.earned(course, submission.key)
            cells = [earned[name] for name in worth]
            table.writerow(
                [
                    harmless(submission.student),
                    *("" if value is None else f"{value:g}" for value in cells),
                    f"{sum(value or 0 for value in cells):g}",
                    f"{sum(worth.values()):g}",
                    f"{sum(worth[name] for name in worth if earned[name] is None):g}",
                    harmless("; ".join(submission.remarks)),
                ]
            )


def write_readings(course: Course, out: Path, found: list[Submission]) -> None:
    """Write to_read.csv: the written answers, with room for points and a comment."""
    if (out / "to_read.csv").exists():
        (out / "to_read.csv").replace(out / "to_read-previous.csv")
    with (out / "to_read.csv").open("w", newline="", encoding="utf8") as file:
        table = csv.writer(file)
        table.writerow(["student", "cell", "of", "points", "comment", "answer"])
        for submission in found:
            for name, worth, text in written_answers(course, submission):
                table.writerow([submission.key, name, f"{worth:g}", "", "", harmless(text)])


def written_answers(course: Course, submission: Submission) -> Iterator[tuple[str, float, str]]:
    """Yield the cells of a submission that await a person: name, points, text."""
    earned = gradebook.earned(course, submission.key)
    for cell in problem_set.read(course.notebook("autograded", submission.key)).cells:
        name = problem_set.grade_id(cell)
        if name in earned and earned[name] is None:
            yield name, float(cell.metadata.nbgrader.points), cell.source


def harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
