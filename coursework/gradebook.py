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

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    GetGrades,
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
    whole = problem_set.without_variants(problem_set.read(source))
    problem_set.write(whole, course.notebook("source"))
    course.convert(GenerateAssignment, ".")
    return course.notebook("release")


def save_grades(course: Course, student: str, executed: NotebookNode) -> None:
    """Enter the points of an executed submission; its kernel is gone and nothing runs again.

    What a person gave before stays, and need not be read again if the answer is the same.
    """
    answers = {
        problem_set.grade_id(cell): cell.source
        for path in [course.notebook("autograded", student)]
        if path.exists()
        for cell in problem_set.read(path).cells
    }
    problem_set.write(executed, course.notebook("submitted", student))
    course.convert(
        Autograde,
        student,
        sanitize_preprocessors=[OverwriteCells, CheckCellMetadata],
        autograde_preprocessors=[SaveAutoGrades, CheckCellMetadata],
    )
    with course.gradebook as gradebook:
        for cell in executed.cells:
            if not problem_set.is_graded(cell):
                continue
            name = problem_set.grade_id(cell)
            grade = gradebook.find_grade(name, course.name, course.name, student)
            same = problem_set.is_test(cell) or answers.get(name) == cell.source
            if "not_marked" in cell.metadata:
                grade.auto_score = None
            waits = grade.manual_score is None and grade.auto_score is None
            grade.needs_manual_grade = waits or (grade.manual_score is not None and not same)
        gradebook.db.commit()


def write_feedback(course: Course, student: str) -> str:
    """Return the feedback page: points, messages, answers, outputs and comments, but no tests."""
    notebook = problem_set.read(course.notebook("autograded", student))
    points = {name: cell.points for name, cell in earned(course, student).items()}
    notebook.metadata["marking"]["waiting"] = [name for name in points if points[name] is None]
    notebook.metadata["marking"]["sum"] = sum(value or 0 for value in points.values())
    problem_set.write(notebook, course.notebook("autograded", student))
    course.convert(GenerateFeedback, student, preprocessors=[GetGrades, ClearHiddenTests])
    return course.notebook("feedback", student, ".html").read_text("utf8")


@dataclass(frozen=True)
class Earned:
    """What a cell gave, as far as it is known."""

    points: float | None
    """None where a person has still to read."""

    given: float | None
    """What a person gave."""

    comment: str


def earned(course: Course, student: str) -> dict[str, Earned]:
    """Return what the graded cells gave, by name."""
    with course.gradebook as gradebook:
        submission = gradebook.find_submission_notebook(course.name, course.name, student)
        comments = {comment.name: comment.manual_comment for comment in submission.comments}
        return {
            grade.name: Earned(
                None if grade.needs_manual_grade else grade.score,
                grade.manual_score,
                comments.get(grade.name) or "",
            )
            for grade in submission.grades
        }


def give(course: Course, student: str, cell: str, points: float, comment: str) -> None:
    """Enter what a person gives for a cell."""
    with course.gradebook as gradebook:
        grade = gradebook.find_grade(cell, course.name, course.name, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        submission = gradebook.find_submission_notebook(course.name, course.name, student)
        for remark in submission.comments:
            if remark.name == cell:
                remark.manual_comment = comment.strip() or None
        gradebook.db.commit()
