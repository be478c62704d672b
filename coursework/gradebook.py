"""What nbgrader does here: strip a source notebook, count points, write feedback.

A course is an ordinary nbgrader course directory, so that its own tools (formgrader) open it too.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    SaveAutoGrades,
)
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from coursework import problem_set

# nbgrader calls `alembic` by name, which an environment that is not activated does not offer.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


TEMPLATES = Path(__file__).parent / "templates"

# Harmless, and nbgrader's own: it relies on SQLAlchemy cascades that warn since version 2.
warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")


@dataclass(frozen=True)
class Course:
    """A course directory with one problem set."""

    root: Path
    name: str

    @property
    def gradebook(self) -> Gradebook:
        """Open the gradebook; use it as a context."""
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}")

    def convert(self, converter: type, student: str, **settings: object) -> None:
        """Run one of nbgrader's converters on this problem set."""
        directory = CourseDirectory(
            root=str(self.root), assignment_id=self.name, student_id=student
        )
        config = Config(
            HTMLExporter={"template_name": "marks", "extra_template_basedirs": [str(TEMPLATES)]},
            ClearHiddenTests={"enforce_metadata": False},
        )
        said = io.StringIO()
        log = logging.Logger(converter.__name__, logging.ERROR)
        log.addHandler(logging.StreamHandler(said))
        try:
            converter(coursedir=directory, config=config, force=True, log=log, **settings).start()
        except NbGraderException as error:
            raise RuntimeError(f"nbgrader stopped at {student}:\n{said.getvalue()}") from error

    def notebook(self, step: str, student: str = ".", suffix: str = ".ipynb") -> Path:
        """Return where a notebook lies after a step: source, release, submitted …."""
        return self.root / step / student / self.name / f"{self.name}{suffix}"


def course(root: Path, name: str) -> Course:
    """Return the course in a folder, which is made if there is none."""
    root.mkdir(parents=True, exist_ok=True)
    return Course(root.resolve(), name)


def generate_release(course: Course, source: Path) -> Path:
    """Enter the problem set in the gradebook and write the student's notebook."""
    original = course.notebook("source")
    original.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(problem_set.without_wrong_answers(problem_set.read(source)), original)
    course.convert(GenerateAssignment, ".")
    return course.notebook("release")


def save_grades(course: Course, student: str, executed: NotebookNode) -> None:
    """Enter the points of an executed submission; its kernel is gone and nothing runs again."""
    submitted = course.notebook("submitted", student)
    submitted.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(executed, submitted)
    course.convert(
        Autograde,
        student,
        sanitize_preprocessors=[OverwriteCells, CheckCellMetadata],
        autograde_preprocessors=[LimitOutput, SaveAutoGrades, CheckCellMetadata],
    )


def write_feedback(course: Course, student: str) -> str:
    """Return the feedback page: points, messages, answers, outputs and comments, but no tests."""
    course.convert(
        GenerateFeedback,
        student,
        preprocessors=[GetGrades, ClearHiddenTests],
    )
    return course.notebook("feedback", student, ".html").read_text("utf8")


def earned(course: Course, student: str) -> dict[str, float | None]:
    """Return the points by graded cell; None where a person has still to read."""
    with course.gradebook as gradebook:
        submission = gradebook.find_submission_notebook(course.name, course.name, student)
        return {
            grade.name: None if grade.needs_manual_grade else grade.score
            for grade in submission.grades
        }


def give(course: Course, student: str, cell: str, points: float, comment: str) -> None:
    """Enter what a person gives for a written answer."""
    with course.gradebook as gradebook:
        grade = gradebook.find_grade(cell, course.name, course.name, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        remark = gradebook.find_comment(cell, course.name, course.name, student)
        remark.manual_comment = comment.strip() or "Read."
        gradebook.db.commit()
