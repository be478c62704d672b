"""Tests run outside of the kernel, on plain data."""

from fractions import Fraction

import numpy as np
import pytest

from coursework import answering
from coursework.examine import Exam, NotMarked, global_names, reference_names


def examine(test, student, barred=(), **reference):
    def ask(request):
        return answering.reply(request, namespace)

    namespace = {"__name__": "__main__"}
    exec(student, namespace)
    Exam({"np": np, "scale": 2.0}, reference).examine(test, ask, barred)
    return namespace


@pytest.mark.parametrize(
    "value",
    [
        "42",
        "42.0",
        "__import__('numpy').float32(42)",
        "__import__('numpy').array([42])",
        "__import__('numpy').array([[42.0]])",
        "__import__('fractions').Fraction(42)",
        "__import__('decimal').Decimal(42)",
        "__import__('numpy').array(42)",
        "[42]",
        "__import__('numpy').longdouble(42)",
        "__import__('numpy').array([42], dtype='longdouble')",
    ],
)
def test_every_form_of_a_number_counts(value):
    examine("assert np.asarray(x, dtype=float).item() == 42", f"x = {value}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1 + 2j", 1 + 2j),
        ("[1, 'a', None, True]", [1, "a", None, True]),
        ("{'a': (1, 2)}.items()", [["a", [1, 2]]]),
        ("{'a': (1.5, 2)}", {"a": [1.5, 2]}),
    ],
)
def test_other_data_comes_as_it_is(value, expected):
    examine("assert x == reference.expected", f"x = {value}", expected=expected)


def test_arrays_and_calls_go_both_ways():
    student = "import numpy as np\ndef f(x, g=None): return 1j * np.outer(x, g(x))"
    examine("assert (f(np.ones(2), g=lambda x: 3 * x) == 3j).all()", student)


def test_functions_that_return_functions_can_be_called():
    examine("assert adder(2)(3) == 5", "def adder(a): return lambda b: a + b")


def test_names_of_the_set_are_the_sets_own_whatever_students_call_theirs():
    student = "scale = 'mine'\nnp = abs = float = None\nx = 3.0"
    examine("assert abs(float(np.float64(x)) / scale - 1.5) < 1e-9", student)


def test_a_test_leaves_nothing_in_the_kernel():
    namespace = examine("def _test():\n    y = x\n_test()\ndel _test", "x = 1")
    assert set(namespace) - {"__builtins__", "__name__"} == {"x"}


@pytest.mark.parametrize(
    ("student", "error", "message"),
    [
        ("y = 1", NameError, "'x' is not defined"),
        ("x = iter([1])", TypeError, "used only once"),
        ("class A: pass\nx = A()", TypeError, "neither a number"),
        ("x = [0] * (10**6 + 1)", ValueError, "more than a test can use"),
        ("x = 10**5000", ValueError, "digits"),
        ("x = []\nx.append(x)", RecursionError, "depth"),
        ("x = {(1, 2): 3}", TypeError, "unhashable"),
    ],
)
def test_what_cannot_be_used_is_an_error_of_the_answer(student, error, message):
    with pytest.raises(error, match=message):
        examine("x", student)


@pytest.mark.parametrize(
    ("raised", "seen"),
    [
        ("ZeroDivisionError('by zero')", ZeroDivisionError),
        ("UnicodeDecodeError('utf8', b'x', 0, 1, 'bad')", RuntimeError),
        ("type('Own', (Exception,), {})('mine')", RuntimeError),
        ("KeyError('k')", KeyError),
    ],
)
def test_errors_of_answers_arrive(raised, seen):
    with pytest.raises(seen):
        examine("f()", f"def f(): raise {raised}")


def test_the_library_is_barred_where_own_code_is_asked():
    student = "from fractions import Fraction\nf = lambda x: float(Fraction(x)) * 2"
    examine("assert f(2) == 4", student)
    with pytest.raises(AssertionError, match="Write this yourself"):
        examine("assert f(2) == 4", student, barred=("fractions",))
    assert Fraction(2) == 2


@pytest.mark.parametrize(
    "reply", ["", "[]", '{"value": ["code", "x"], "entered": []}', '{"value": 1, "entered": []}']
)
def test_nonsense_from_a_kernel_is_an_error(reply):
    with pytest.raises((ValueError, TypeError, KeyError)):
        Exam({}, {}).examine("x", lambda _: reply)


def test_time_that_is_up_is_no_error_of_the_answer():
    def ask(request):
        raise NotMarked("time is up")

    with pytest.raises(NotMarked):
        Exam({}, {}).examine("try:\n    x\nexcept Exception:\n    pass", ask)


def test_names_are_found():
    source = "def _test():\n    y = [abs(k) for k in x]\n    assert f(y) == reference.z\n_test()"
    assert global_names(source) == {"x", "f", "reference"}
    assert reference_names(source) == {"z"}
