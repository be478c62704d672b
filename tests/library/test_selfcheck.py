"""Self-checks: what they refuse, what the page and the stored text carry."""

import base64
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.widgets import Answer, SelfCheck
from landauer_lib.widgets.explorer import STATIC_VARIABLE

SIZES = st.floats(1e-6, 1e6)


def example():
    missing = Answer("T_x", 2.216, "K", hint="Mind the π.")
    missing.error(13.92, "2π is missing & more")
    return SelfCheck("exercise-1", missing, Answer("count", 5, integer=True))


def page_of(check, monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")
    bundle = check._repr_mimebundle_()
    assert bundle["text/plain"] == repr(check)
    return bundle["text/html"]


def test_the_stored_text_says_what_is_asked_and_no_number_that_is_known():
    assert repr(example()).splitlines() == [
        "SelfCheck exercise-1",
        "  T_x (K): 1 known error",
        "  count: 0 known errors",
    ]


def test_the_page_carries_what_the_front_end_compares_with(monkeypatch):
    page = page_of(example(), monkeypatch)
    spec = json.loads(re.search(r'application/json">(.*?)</script>', page).group(1))
    first, second = (json.loads(base64.b64decode(a["key"])) for a in spec["answers"])
    wrong = [[13.92, 0.2784, "2π is missing & more"]]
    assert first == {"value": 2.216, "tolerance": 0.04432, "integer": False, "wrong": wrong}
    assert second == {"value": 5.0, "tolerance": 0.0, "integer": True, "wrong": []}


def test_the_page_shows_questions_and_hints_and_hides_the_answers(monkeypatch):
    """Neither without JavaScript nor in the source can an answer be read at a glance."""
    page = page_of(example(), monkeypatch)
    assert "T<sub>x</sub> (K). Hint: Mind the π." in re.sub(r"<script.*?</script>", "", page)
    assert not any(text in page for text in ("2.216", "13.92", "missing"))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"value": float("nan")}, "value"),
        ({"value": 1, "within": 0}, "within"),
        ({"value": 1, "within": 0.5}, "within"),
        ({"value": 4.5, "integer": True}, "value must be whole where integer=True, got 4.5"),
    ],
)
def test_an_answer_refuses_what_cannot_be_judged(parts, says):
    with pytest.raises(ValueError, match=says):
        Answer("x", **parts)


@pytest.mark.parametrize(
    ("number", "says"),
    [(float("inf"), "number"), (1.03, r"1\.03 \(an error\) is too close to the right one, 1")],
)
def test_a_known_error_must_be_another_number(number, says):
    with pytest.raises(ValueError, match=says):
        Answer("x", 1).error(number, "an error")


@given(SIZES, SIZES)
def test_a_known_error_never_hides_the_right_number(right, error):
    """Either the two ranges are apart, or the answer is refused."""
    answer = Answer("x", right)
    try:
        answer.error(error, "an error")
    except ValueError:
        assert abs(right - error) <= 0.0201 * (right + error)
        return
    key = answer.key()
    [[number, width, _]] = key["wrong"]
    assert abs(key["value"] - number) > 0.999 * (key["tolerance"] + width)


def test_a_count_may_have_its_neighbor_as_a_known_error():
    count = Answer("installments", 50, integer=True)
    count.error(49, "Round up.")
    count.error(45.08, "Installments come whole.")
    assert [width for _, width, _ in count.key()["wrong"]] == [0.0, 0.9016]


@pytest.mark.parametrize("name", ["Exercise 1", "1-exercise", ""])
def test_the_name_must_serve_as_an_anchor(name):
    with pytest.raises(ValueError, match="lower-case words"):
        SelfCheck(name, Answer("x", 1))


def test_there_is_something_to_find():
    with pytest.raises(ValueError, match="at least one"):
        SelfCheck("exercise-1")
