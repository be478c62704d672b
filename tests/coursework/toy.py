"""A problem set of five cells, which the machinery is tried on."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "ps00_toy"
FULL = 5

PARAMETERS = """\
factor = 2
### BEGIN HIDDEN TESTS
secret_seed = 20261201
with open("toy.csv", "w") as file:
    print("1,2,3", file=file)
### END HIDDEN TESTS"""
ANSWER = """\
value = 21 * factor


def double(x):
    return factor * x"""
VALUE = """\
# 2 points: the value
def _test():
    found = float(np.asarray(value, dtype=float).item())
    assert found > 0, "It is positive."
    ### BEGIN HIDDEN TESTS
    assert abs(found / reference.value - 1) < 1e-3, "Twenty-one times the factor."
    ### END HIDDEN TESTS


_test()
del _test"""
DOUBLE = """\
# 3 points: the function
def _test():
    assert abs(float(double(1.0)) - factor) < 1e-3, "The factor, once."
    ### BEGIN HIDDEN TESTS
    x = np.linspace(1, 2, 5)
    assert np.allclose(double(x), reference.double(x), rtol=1e-3), "Array in, array out."
    assert reference.secret_seed > 0, "never"
    ### END HIDDEN TESTS


_test()
del _test"""


def about(name, points=None, solution=False):
    """Return nbgrader's metadata of a cell."""
    data = {
        "grade": points is not None,
        "grade_id": name,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": data | ({} if points is None else {"points": points})}


def between(text, marker="SOLUTION"):
    """Return text between the markers of a solution."""
    return f"### BEGIN {marker}\n{text}\n### END {marker}"


def source():
    """Return the instructor's notebook."""
    cells = [
        new_code_cell("import numpy as np\n" + PARAMETERS, metadata=about("parameters")),
        new_code_cell(between(ANSWER), metadata=about("answer", solution=True)),
        new_code_cell(VALUE, metadata=about("value-test", 2)),
        new_code_cell(DOUBLE, metadata=about("double-test", 3) | {"own_code": ["fractions"]}),
        new_markdown_cell(between("Two words."), metadata=about("words", 4, solution=True)),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"toy-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def solve(answer=ANSWER, words="Two words."):
    """Return a submission with these answers."""
    notebook = source()
    notebook.cells[0].source = "import numpy as np\nfactor = 2"
    notebook.cells[1].source = answer
    for cell in notebook.cells[2:4]:
        cell.source = cell.source.split("    ### BEGIN")[0] + cell.source.split("TESTS\n")[-1]
    notebook.cells[4].source = words
    return notebook
