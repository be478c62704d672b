"""Each problem set: its reference, right and wrong answers, its release, its secrecy, its form."""

import ast
import html
import json
import re
import symtable
from functools import cache

import pytest

from coursework import answers, examine, problem_set
from coursework.problem_set import Variant, grade_id, is_answer, is_locked, is_test
from coursework.sandbox import Limits

SETS = problem_set.sources()
read = cache(problem_set.read)
prepare = cache(lambda path: answers.prepare(read(path)))


def marks(path, variant):
    return answers.marks(read(path), *prepare(path), variant)


def variants(tag):
    return [
        pytest.param(path, variant, id=f"{path.stem}: {variant.name}")
        for path in SETS
        for variant in problem_set.variants(read(path), tag)
    ]


def checks(path):
    return [cell for cell in read(path).cells if is_test(cell)]


by_name = pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)


@pytest.mark.parametrize(("path", "variant"), variants("right"))
def test_right_answer_keeps_all_points(path, variant):
    assert answers.losses(said := marks(path, variant)) == set(), said


@pytest.mark.parametrize(("path", "variant"), variants("wrong"))
def test_wrong_answer_loses_exactly_its_tests(path, variant):
    assert answers.losses(said := marks(path, variant)) == variant.loses, said


@by_name
def test_reference_gets_full_points(path):
    assert answers.losses(said := marks(path, None)) == set(), said


@by_name
@pytest.mark.parametrize(
    "nothing",
    [
        "{}",
        "{} = None",
        "{} = float('nan')",
        "{} = 0",
        "{} = 'text'",
        "{} = lambda *a, **k: 0 * a[0]",
    ],
)
def test_no_answer_and_empty_ones_get_nothing(path, nothing):
    for cell in read(path).cells:
        if is_answer(cell) and cell.cell_type == "code":
            names = bound(cell.source)
            lines = "\n".join(nothing.format(name) for name in sorted(names))
            said = marks(path, Variant("", grade_id(cell), frozenset(), lines))
            needs = {
                grade_id(test) for test in checks(path) if examine.global_names(test.source) & names
            }
            assert needs
            assert answers.losses(said) >= needs, {name: said[name] for name in needs}


@by_name
def test_every_answer_has_two_further_right_ones_and_a_wrong_one(path):
    right, wrong = (problem_set.variants(read(path), tag) for tag in ("right", "wrong"))
    coded = {grade_id(c) for c in read(path).cells if is_answer(c) and c.cell_type == "code"}
    for name in coded:
        assert sum(each.replaces == name for each in right) >= 2, name
        assert sum(each.replaces == name for each in wrong) >= 1, name
    assert {each.replaces for each in right + wrong} == coded
    names = [each.name for each in right + wrong]
    assert len(set(names)) == len(names)
    every = {grade_id(test) for test in checks(path)}
    assert set().union(*(each.loses for each in wrong)) == every
    assert not any(each.loses for each in right)


@by_name
def test_tests_are_functions_and_bind_no_name(path):
    for cell in checks(path):
        function, call, delete = ast.parse(cell.source).body
        assert isinstance(function, ast.FunctionDef), grade_id(cell)
        assert [function.name, ast.unparse(call), ast.unparse(delete)] == [
            "_test",
            "_test()",
            "del _test",
        ]
        assert not [n for n in ast.walk(function) if isinstance(n, (ast.Global, ast.Nonlocal))]


@by_name
def test_tests_ask_for_answers_and_else_only_for_what_is_locked(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    given = set().union(*(bound(problem_set.public(c.source)) for c in cells if is_locked(c)))
    answered = set().union(*(bound(c.source) for c in cells if is_answer(c)))
    for cell in checks(path):
        shown, whole = problem_set.public(cell.source), cell.source
        assert examine.global_names(shown) <= given | answered, grade_id(cell)
        assert examine.global_names(whole) <= given | answered | {"reference"}, grade_id(cell)
        assert examine.global_names(shown) & answered, f"{grade_id(cell)} asks for no answer"


@by_name
def test_hidden_numbers_come_from_the_reference(path):
    for cell in checks(path):
        hidden = "".join(text for _, text in problem_set.REGION.findall(cell.source))
        assert hidden, f"{grade_id(cell)} has no hidden test"
        numbers = re.findall(r"\d+\.\d+", hidden)
        long = [one for one in numbers if len(one.replace(".", "").strip("0")) > 3]
        assert not long, f"{grade_id(cell)}: {long} typed in a hidden test"


@by_name
def test_secrets_of_the_parameters_are_not_in_the_release(path):
    released = read(problem_set.RELEASES / path.name)
    (cell,) = (cell for cell in read(path).cells if grade_id(cell) == "parameters")
    hidden = bound(cell.source) - bound(problem_set.public(cell.source))
    assert hidden
    for cell in released.cells:
        if cell.cell_type == "code":
            used = {n.id for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Name)}
            assert not hidden & used


@by_name
def test_every_assert_says_what_is_wrong(path):
    for cell in checks(path):
        asserts = [
            node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert)
        ]
        assert asserts
        assert all(node.msg is not None for node in asserts), grade_id(cell)


@by_name
def test_points_are_on_the_first_line_of_each_test(path):
    for cell in checks(path):
        assert cell.source.startswith(f"# {cell.metadata.nbgrader.points} points: ")


@by_name
def test_students_are_told_the_limits_and_the_points(path):
    title = read(path).cells[0].source
    assert (
        f"{Limits.cell:g} seconds of processor time and the notebook {Limits.notebook:g}" in title
    )
    worth = sum(problem_set.points(read(path)).values())
    assert sum(map(int, re.findall(r"\| (\d+) \|\n", title + "\n"))) == worth


@by_name
def test_release_is_what_the_source_gives(path, nbgrader):
    from coursework.release import student_files

    for name, content in student_files(path).items():
        committed = (problem_set.RELEASES / name).read_bytes()
        assert committed == content, f"{name}: run python -m coursework.release"
    for cell in problem_set.read(problem_set.RELEASES / path.name).cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)


def test_no_solution_hidden_test_or_planted_answer_is_published():
    # Fails if a marker, or a line of any of them, is in the release or anywhere in a built site.
    site = problem_set.ROOT / "_build" / "html"
    published = [*problem_set.RELEASES.rglob("*"), *(site.rglob("*") if site.exists() else ())]
    texts = {".ipynb", ".html", ".js", ".json", ".txt", ".md", ".csv", ".py", ".xml"}
    # An import says nothing of a solution, and chapters have the same ones.
    secrets = (line for path in SETS for line in problem_set.secrets(read(path)) if len(line) > 24)
    telling = {line for line in secrets if not re.match(r"(from|import) ", line.lstrip())}
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
    written = {line, json.dumps(line)[1:-1], json.dumps(line, ensure_ascii=False)[1:-1]}
    return written | {html.escape(line), html.escape(line, quote=False)}


def bound(source: str) -> set[str]:
    """Return the names that a cell binds."""
    table = symtable.symtable(source, "cell", "exec")
    return {
        name.get_name()
        for name in table.get_symbols()
        if name.is_assigned() or name.is_imported() or name.is_namespace()
    }
