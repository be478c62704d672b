"""Reference and wrong answers, the release and its secrecy."""

import re

import pytest
from nbformat import NotebookNode

from coursework import answers, problem_set

SETS = problem_set.sources()
WRONG = [
    pytest.param(path, wrong, id=f"{path.stem}: {wrong.name}")
    for path in SETS
    for wrong in problem_set.wrong_answers(problem_set.read(path))
]
by_name = pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)


@by_name
def test_reference_gets_full_points(path):
    notebook = problem_set.read(path)
    worth = problem_set.points(notebook)
    earned = answers.marks(notebook)
    assert earned == {name: worth[name] for name in earned}
    read_by_a_person = {
        problem_set.grade_id(cell)
        for cell in notebook.cells
        if problem_set.is_graded(cell) and cell.cell_type == "markdown"
    }
    assert worth.keys() - earned.keys() == read_by_a_person


@pytest.mark.parametrize(("path", "wrong"), WRONG)
def test_wrong_answer_loses_exactly_its_cells(path, wrong):
    assert answers.losses(problem_set.read(path), wrong) == wrong.loses


@by_name
def test_there_are_five_wrong_answers_that_name_existing_cells(path):
    notebook = problem_set.read(path)
    wrong = problem_set.wrong_answers(notebook)
    assert len({each.name for each in wrong}) >= 5
    answered = {problem_set.grade_id(c) for c in notebook.cells if problem_set.is_answer(c)}
    for each in wrong:
        assert each.replaces in answered
        assert each.loses
        assert each.loses <= problem_set.points(notebook).keys()


@by_name
def test_an_untouched_release_gets_nothing(path):
    # Only exact marks would hide a test that passes without an answer.
    released = problem_set.read(problem_set.RELEASES / path.name)
    source = problem_set.read(path)
    tests = {problem_set.grade_id(c): c.source for c in source.cells if problem_set.is_graded(c)}
    for cell in released.cells:
        if cell.cell_type == "code" and problem_set.is_graded(cell):
            cell.source = tests[problem_set.grade_id(cell)]
    untouched = problem_set.WrongAnswer("untouched", "", frozenset(), "")
    assert not any(answers.marks(released, untouched).values())


@by_name
def test_every_test_says_what_is_wrong(path):
    for cell in problem_set.read(path).cells:
        if cell.cell_type == "code" and problem_set.is_graded(cell):
            statements = re.split(r"^ *(?=assert )", cell.source, flags=re.M)[1:]
            assert statements, cell.source
            for statement in statements:
                assert '"' in statement, f"no message: {statement}"


@by_name
def test_points_are_on_the_first_line_of_each_test(path):
    for cell in problem_set.read(path).cells:
        if cell.cell_type == "code" and problem_set.is_graded(cell):
            assert cell.source.startswith(f"# {cell.metadata.nbgrader.points} points: ")


@by_name
def test_release_is_what_the_source_gives(path, nbgrader):
    from coursework.release import student_notebook

    committed = (problem_set.RELEASES / path.name).read_text("utf8")
    assert student_notebook(path) == committed, "run: python -m coursework.release"


def test_no_solution_hidden_test_or_wrong_answer_is_published():
    # Fails if a marker, or a line of any of them, is in the release or anywhere in a built site.
    site = problem_set.ROOT / "_build" / "html"
    published = [*problem_set.RELEASES.rglob("*"), *(site.rglob("*") if site.exists() else ())]
    texts = {".ipynb", ".html", ".js", ".json", ".txt", ".md", ".csv", ".py", ".xml"}
    secrets = set().union(*(problem_set.secrets(problem_set.read(path)) for path in SETS))
    telling = {line for line in secrets if len(line) > 24}
    assert len(telling) > 50
    forms = {form for line in telling for form in spellings(line)}
    pattern = re.compile("|".join(re.escape(form) for form in sorted(forms)))
    markers = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN)")
    for path in published:
        if path.suffix in texts:
            text = path.read_text("utf8", errors="replace")
            found = pattern.search(text) or markers.search(text)
            assert not found, f"{path} holds {found.group()!r}"


def spellings(line: str) -> set[str]:
    """Return a line as text, as a JSON string and as HTML."""
    import html
    import json

    return {
        line,
        json.dumps(line)[1:-1],
        json.dumps(line, ensure_ascii=False)[1:-1],
        html.escape(line),
        html.escape(line, quote=False),
    }


def test_secrets_are_found(source: NotebookNode):
    secrets = problem_set.secrets(source)
    assert any("0.561e-3" in line for line in secrets)
    assert "plateau_ohm = R0 / 3" in secrets
    assert "import numpy as np" not in secrets
