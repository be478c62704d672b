"""A class that contains every kind of trouble, with tight limits."""

import html
import json
import re
import subprocess
import sys

import pytest

from coursework import problem_set
from tests.coursework import toy
from tests.coursework.conftest import table
from tests.coursework.troubles import LIMITS, class_of_troubles

pytestmark = [
    pytest.mark.usefixtures("nbgrader", "sandbox_tools"),
    pytest.mark.xdist_group("troubles"),
]
TESTS = ("value-test", "double-test")
NO_NOTEBOOK = ("no-notebook", "linked", "broken", "deep", "odd")


def feedback(troubles, student):
    (file,) = [row["file"] for row in troubles[1].values() if row["student"] == student]
    return (troubles[0] / "feedback" / f"{file}.html").read_text("utf8")


def outputs(troubles, student):
    path = troubles[0] / "course" / "autograded" / student / toy.NAME / f"{toy.NAME}.ipynb"
    return str([cell.get("outputs") for cell in problem_set.read(path).cells])


@pytest.mark.parametrize("student", class_of_troubles([]))
def test_each_gets_its_points_and_its_remark(troubles, student):
    _, rows, cases = troubles
    row, case = rows[student if student[0] != "=" else f"'{student}"], cases[student]
    assert tuple(float(row[test]) if row[test] else None for test in TESTS) == case.points, row
    assert case.remark in row["remarks"]
    assert float(row["sum"]) == sum(points or 0 for points in case.points)
    assert float(row["to read"]) == 4 + 2 * (not row[TESTS[0]]) + 3 * (not row[TESTS[1]])


@pytest.mark.parametrize("student", NO_NOTEBOOK)
def test_what_is_no_notebook_gets_nothing_and_a_remark(troubles, student):
    row = troubles[1][student]
    assert float(row["sum"]) == 0
    assert "notebook" in row["remarks"]
    assert "not json" not in row["remarks"]  # no content of a file


def test_nobody_is_lost_and_what_was_not_taken_is_listed(troubles):
    assert len(troubles[1]) == len(troubles[2]) + len(NO_NOTEBOOK)
    left = {row["file"]: row["reason"] for row in table(troubles[0] / "not_taken.csv")}
    assert left == {"linked/mine.ipynb": "a symbolic link, which is not followed"}


def test_the_sandbox_held(troubles):
    said = outputs(troubles, "escaping")
    assert re.findall(r"ESCAPED [^\\]*", said) == []
    assert said.count("refused") >= 21
    assert "user 0" not in said
    assert "CapEff:\\\\t0000000000000000" in said


def test_nothing_is_left_running(troubles):
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert str(troubles[0].parent) not in running.replace(" ".join(sys.argv), "")
    assert not [line for line in running.splitlines() if "box/kernel.json" in line]


def test_feedback_agrees_with_the_table_and_says_why(troubles):
    out, rows, _ = troubles
    for row in rows.values():
        page = (out / "feedback" / f"{row['file']}.html").read_text("utf8")
        assert re.search(rf":\s+{row['sum']} of 9 points", page)
    page = feedback(troubles, "slow-function")
    assert "not marked, of 3" in page
    assert "2 s of processor time" in page
    assert "to be read, of 4" in page
    assert "KeyError" in feedback(troubles, "raising")
    assert "Write this yourself" in feedback(troubles, "library")


def test_feedback_shows_no_hidden_test_and_runs_no_script(troubles):
    hidden = {line.strip() for line in problem_set.hidden_lines(toy.source()) if len(line) > 30}
    hidden -= set(toy.ANSWER.splitlines())
    for path in (troubles[0] / "feedback").glob("*.html"):
        text = html.unescape(path.read_text("utf8"))
        assert "BEGIN HIDDEN" not in text
        assert not [line for line in hidden if line in text and "reference" in line], path.name
        assert path.stat().st_size < 2**20, path.name
    page = feedback(troubles, "scripting")
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_split_words_are_read_together(troubles):
    rows = {row["student"]: row for row in table(troubles[0] / "to_read.csv")}
    assert rows["split"]["answer"].split("\n\n") == [
        "First words.",
        "Second words.",
        "and the third words",
    ]
    assert len(rows["long-winded"]["answer"]) < 32_767
    assert rows["long-winded"]["answer"].endswith("feedback page]")


def test_nothing_is_marked_where_the_reference_fails(tmp_path, toy_source, monkeypatch):
    from coursework import mark, sandbox

    monkeypatch.setattr(mark.Workshop, "run", lambda *_: toy_with_error())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.ipynb").write_text(json.dumps(toy.solve()), encoding="utf8")
    monkeypatch.setattr("warnings.warn", lambda *_, **__: None)  # nbgrader's own
    with pytest.raises(sandbox.SandboxError, match="no_such_library"):
        mark.mark(tmp_path / "in", tmp_path / "out", toy_source, limits=LIMITS)
    assert not (tmp_path / "out" / "grades.csv").exists()


def toy_with_error():
    from coursework.execute import failure

    notebook = toy.solve()
    notebook.cells[2].outputs = [failure("no_such_library")]
    return notebook


def test_a_fault_of_marking_itself_ends_in_a_remark(toy_source, tmp_path, monkeypatch):
    from coursework import mark, submissions

    def broken(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(mark.Workshop, "run", broken)
    workshop = mark.Workshop(toy.source(), LIMITS, tmp_path)
    submission = submissions.Submission("a", None)
    notebook = workshop.mark(submission)
    assert "not marked" in submission.remarks[0]
    assert all("not_marked" in notebook.cells[k].metadata for k in (2, 3))
