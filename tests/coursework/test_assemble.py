"""What students do to a notebook besides answering it."""

from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursework.assemble import assemble, original
from coursework.problem_set import grade_id, is_answer, is_test
from tests.coursework import toy


@pytest.fixture
def blank():
    release = toy.solve("YOUR CODE HERE", "YOUR ANSWER HERE")
    release.cells.insert(4, new_markdown_cell("## The statement"))
    return original(toy.source(), release)


@pytest.fixture
def submission():
    return toy.solve()


def place(notebook, name):
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == name)


def graded_texts(notebook):
    return {grade_id(cell): cell.source for cell in notebook.cells if is_test(cell)}


def test_hidden_tests_are_back_and_answers_kept(blank, submission):
    notebook, remarks = assemble(submission, blank)
    assert remarks == []
    assert graded_texts(notebook) == graded_texts(toy.source())
    answers = [cell.source for cell in notebook.cells if is_answer(cell)]
    assert answers == [cell.source for cell in submission.cells if is_answer(cell)]
    assert "secret_seed" not in notebook.cells[0].source


def test_edited_test_counts_as_it_was(blank, submission):
    submission.cells[place(submission, "value-test")].source = "pass"
    notebook, remarks = assemble(submission, blank)
    assert graded_texts(notebook) == graded_texts(toy.source())
    assert remarks == ["cell value-test was edited; the original counts"]


def test_points_and_roles_in_metadata_count_as_they_were(blank, submission):
    cell = submission.cells[place(submission, "value-test")]
    cell.metadata.nbgrader.update(points=1000, grade=False, solution=True, locked=False)
    notebook, _ = assemble(submission, blank)
    about = notebook.cells[place(notebook, "value-test")].metadata.nbgrader
    assert (about.points, about.grade, about.solution) == (2, True, False)


@pytest.mark.parametrize("name", ["value-test", "double-test", "words", "parameters"])
def test_deleted_cell_is_put_back_behind_what_it_needs(blank, submission, name):
    at = place(submission, name)
    # The answer stands in a cell that the student added: the test must come after it.
    submission.cells[at] = new_code_cell("extra = 1")
    notebook, remarks = assemble(submission, blank)
    assert remarks == [f"cell {name} was missing"]
    extra = next(i for i, cell in enumerate(notebook.cells) if cell.source == "extra = 1")
    assert place(notebook, name) > extra


def test_answer_that_lost_its_name_still_runs(blank, submission):
    cell = submission.cells[place(submission, "answer")]
    cell.metadata.nbgrader.grade_id = "something else"
    notebook, remarks = assemble(submission, blank)
    assert "unknown cell something else" in remarks
    assert "cell answer was missing" in remarks
    assert cell.source in [c.source for c in notebook.cells if c.cell_type == "code"]
    assert notebook.cells[place(notebook, "answer")].source == ""


def test_first_of_two_copies_counts(blank, submission):
    double = deepcopy(submission.cells[1])
    double.source = "second = True"
    submission.cells.insert(2, double)
    notebook, remarks = assemble(submission, blank)
    assert remarks == ["cell answer is there twice; the first one counts"]
    assert "value" in notebook.cells[place(notebook, "answer")].source


def test_cell_of_another_type_is_put_right(blank, submission):
    submission.cells[1] = new_markdown_cell("x = 1", metadata=submission.cells[1].metadata)
    notebook, _ = assemble(submission, blank)
    assert notebook.cells[place(notebook, "answer")].cell_type == "code"


@pytest.mark.parametrize(
    ("added", "joined"),
    [
        (new_markdown_cell("more words"), True),
        (new_code_cell("more words, typed in the wrong kind of cell"), True),
        (new_markdown_cell("## The statement"), False),
        (new_markdown_cell("  "), False),
        (new_code_cell("x = 1"), False),
        (new_code_cell("%matplotlib inline"), False),
    ],
)
def test_words_below_a_written_answer_belong_to_it(blank, submission, added, joined):
    submission.cells.append(added)
    notebook, remarks = assemble(submission, blank)
    words = notebook.cells[place(notebook, "words")].source
    assert (words == f"Two words.\n\n{added.source}") is joined
    assert bool(remarks) is joined


@pytest.mark.parametrize("metadata", [{}, {"nbgrader": 3}, {"nbgrader": {"grade_id": ["x"]}}])
def test_any_metadata_can_be_read(blank, metadata):
    submission = new_notebook(cells=[new_code_cell("x = 1")])
    submission.cells[0]["metadata"] = metadata
    notebook, remarks = assemble(submission, blank)
    assert graded_texts(notebook) == graded_texts(toy.source())
    assert remarks
