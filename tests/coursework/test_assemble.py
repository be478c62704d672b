"""What students do to a notebook besides answering it."""

from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursework.assemble import assemble, original
from coursework.problem_set import grade_id, is_answer, is_graded


@pytest.fixture
def blank(source, released):
    return original(source, released)


@pytest.fixture
def submission(solve):
    return solve()


def place(notebook, name):
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == name)


def graded_texts(notebook):
    return {grade_id(c): c.source for c in notebook.cells if is_graded(c) and not is_answer(c)}


def test_hidden_tests_are_back_and_answers_kept(blank, submission, source):
    notebook, remarks = assemble(submission, blank)
    assert remarks == []
    assert graded_texts(notebook) == graded_texts(source)
    assert [c.source for c in notebook.cells if is_answer(c)] == [
        c.source for c in submission.cells if is_answer(c)
    ]


def test_edited_test_counts_as_it_was(blank, submission, source):
    submission.cells[place(submission, "limit-hot")].source = "pass"
    notebook, remarks = assemble(submission, blank)
    assert graded_texts(notebook) == graded_texts(source)
    assert remarks == ["cell limit-hot was edited; the original counts"]


def test_points_and_roles_in_metadata_count_as_they_were(blank, submission):
    cell = submission.cells[place(submission, "limit-hot")]
    cell.metadata.nbgrader.update(points=1000, grade=False, solution=True, locked=False)
    notebook, _ = assemble(submission, blank)
    about = notebook.cells[place(notebook, "limit-hot")].metadata.nbgrader
    assert (about.points, about.grade, about.solution) == (3, True, False)


@pytest.mark.parametrize("name", ["estimate-plateau", "code-limits", "fit-uncertainties", "setup"])
def test_deleted_cell_is_put_back_behind_what_it_needs(blank, submission, name):
    at = place(submission, name)
    # The answer stands in a cell that the student added: the test must come after it.
    submission.cells[at] = new_code_cell("extra = 1")
    notebook, remarks = assemble(submission, blank)
    assert remarks == [f"cell {name} was missing"]
    extra = next(i for i, cell in enumerate(notebook.cells) if cell.source == "extra = 1")
    assert place(notebook, name) > extra
    following = [grade_id(c) for c in submission.cells[at + 1 :] if grade_id(c)]
    if following:
        assert place(notebook, name) < place(notebook, following[0])


def test_answer_that_lost_its_name_still_runs(blank, submission):
    cell = submission.cells[place(submission, "limits")]
    cell.metadata.nbgrader.grade_id = "something else"
    notebook, remarks = assemble(submission, blank)
    assert "unknown cell something else" in remarks
    assert "cell limits was missing" in remarks
    code = [c.source for c in notebook.cells if c.cell_type == "code"]
    assert cell.source in code
    assert notebook.cells[place(notebook, "limits")].source == ""


def test_first_of_two_copies_counts(blank, submission):
    at = place(submission, "limits")
    double = deepcopy(submission.cells[at])
    double.source = "second = True"
    submission.cells.insert(at + 1, double)
    notebook, remarks = assemble(submission, blank)
    assert remarks == ["cell limits is there twice; the first one counts"]
    names = [grade_id(cell) for cell in notebook.cells if grade_id(cell)]
    assert len(names) == len(set(names))
    assert "equivalent_temperature" in notebook.cells[place(notebook, "limits")].source


def test_cell_of_another_type_is_put_right(blank, submission):
    at = place(submission, "limits")
    submission.cells[at] = new_markdown_cell("x = 1", metadata=submission.cells[at].metadata)
    notebook, _ = assemble(submission, blank)
    assert notebook.cells[place(notebook, "limits")].cell_type == "code"


@pytest.mark.parametrize("metadata", [{}, {"nbgrader": 3}, {"nbgrader": {"grade_id": ["x"]}}])
def test_any_metadata_can_be_read(blank, metadata):
    submission = new_notebook(cells=[new_code_cell("x = 1")])
    submission.cells[0]["metadata"] = metadata
    notebook, remarks = assemble(submission, blank)
    assert len([c for c in notebook.cells if is_graded(c)]) == len(
        [c for c in blank.cells if is_graded(c)]
    )
    assert remarks


def test_empty_submission_is_the_blank_without_answers(blank, source):
    notebook, _ = assemble(new_notebook(), blank)
    assert graded_texts(notebook) == graded_texts(source)
