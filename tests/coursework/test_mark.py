"""Points of a class that contains every kind of trouble, with tight limits."""

import json
import warnings
from copy import deepcopy

import pytest

from coursework import problem_set, submissions
from coursework.problem_set import grade_id
from tests.coursework.troubles import FULL, LIMITS

pytestmark = pytest.mark.usefixtures("nbgrader", "sandbox_tools")


def test_all_are_in_the_table(marked):
    assert len(marked[1]) == 28


@pytest.mark.parametrize(
    "student",
    [
        "correct",
        "warning",
        "printing",
        "flooding",
        "doubled",
        "renamed",
        "shadowing",
        "escaping",
        "patching-files",
        "peeking",
        "scripting",
        "malformed",
        "'=1+1",
    ],
)
def test_correct_answers_keep_full_points(marked, student):
    assert float(marked[1][student]["sum"]) == FULL, marked[1][student]


@pytest.mark.parametrize("student", ["raising", "shouting", "endless", "allocating", "big-file"])
def test_trouble_in_one_answer_costs_that_answer(marked, student):
    row = marked[1][student]
    assert float(row["limit-cold"]) == float(row["limit-hot"]) == 0
    assert float(row["sum"]) == FULL - 6, row


@pytest.mark.parametrize(
    ("student", "remark"),
    [
        ("crashing", "the kernel ended"),
        ("ignoring", "ignored the interrupt"),
        ("forking", "over 64 processes"),
        ("filling", "over 24 MiB"),
    ],
)
def test_what_had_to_be_stopped_keeps_what_came_before(marked, student, remark):
    row = marked[1][student]
    assert remark in row["remarks"]
    assert float(row["sum"]) == 6, row


@pytest.mark.parametrize("student", ["patching", "faking", "tampered"])
def test_tricks_gain_nothing(marked, student):
    row = marked[1][student]
    if student == "tampered":
        assert float(row["sum"]) == FULL - 9, row
        assert "cell code-series was missing" in row["remarks"]
        assert row["of"] == "40"
    else:
        assert float(row["sum"]) == 0, row


@pytest.mark.parametrize("student", ["no-notebook", "broken", "odd"])
def test_what_is_no_notebook_gets_nothing_and_a_remark(marked, student):
    assert float(marked[1][student]["sum"]) == 0
    assert marked[1][student]["remarks"]


def test_outputs_that_no_page_can_show_cost_no_points(marked):
    from coursework import gradebook, mark

    course = gradebook.course(marked[0] / "course", "ps06_staircase")
    executed = problem_set.read(course.notebook("autograded", "raising"))
    for cell in executed.cells:
        if cell.cell_type == "code":
            cell.outputs.append({"output_type": "stream", "name": "stdout", "text": 5})
            cell.outputs[-1] = type(executed)(cell.outputs[-1])
    late = submissions.Submission("late", None, "late")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mark.enter(course, marked[0], late, executed)
    assert "cannot be shown" in late.remarks[0]
    earned = gradebook.earned(course, "late")
    assert sum(points or 0 for points in earned.values()) == FULL - 6


def test_all_of_it_ends_in_time(marked):
    # 28 submissions, two at a time, of which two take a limit of time; 50 s on two cores.
    assert marked[2] < 240


def test_nothing_is_marked_where_the_reference_fails(tmp_path, solve, source, monkeypatch):
    from coursework import mark, sandbox

    broken = deepcopy(source)
    answer = next(cell for cell in broken.cells if grade_id(cell) == "leads")
    answer.source = "### BEGIN SOLUTION\nimport no_such_library\n### END SOLUTION"
    original = tmp_path / "source" / "ps06_staircase.ipynb"
    for path, notebook in ((original, broken), (tmp_path / "in" / "a.ipynb", solve())):
        path.parent.mkdir()
        path.write_text(json.dumps(notebook), encoding="utf8")
    monkeypatch.setattr(warnings, "warn", lambda *_, **__: None)  # nbgrader's and nbconvert's own
    with pytest.raises(sandbox.SandboxError, match="no_such_library"):
        mark.mark(tmp_path / "in", tmp_path / "out", original, limits=LIMITS)
    assert not (tmp_path / "out" / "grades.csv").exists()
