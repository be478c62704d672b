"""Self-checks: what they refuse, what the page and the stored text carry."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.widgets import Answer, SelfCheck
from landauer_lib.widgets.explorer import STATIC_VARIABLE

SIZES = st.floats(1e-6, 1e6)


def example():
    missing = Answer("T_x", 2.216, "K")
    missing.error(13.92, "2π is missing & more")
    return SelfCheck("exercise-1", missing, Answer("sum", 0.0, within=0.01))


def test_the_text_names_right_numbers_and_known_errors():
    assert repr(example()).splitlines() == [
        "SelfCheck exercise-1",
        "  T_x: 2.216 K within 2 %",
        "    13.92 K: 2π is missing & more",
        "  sum: 0 within 0.01",
    ]


def test_the_page_carries_what_the_front_end_compares_with(monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")
    bundle = example()._repr_mimebundle_()
    assert bundle["text/plain"] == repr(example())
    page = bundle["text/html"]
    spec = json.loads(re.search(r'application/json">(.*?)</script>', page).group(1))
    assert spec["answers"] == [
        {
            "label": "T_x",
            "unit": "K",
            "value": 2.216,
            "tolerance": 0.04432,
            "wrong": [[13.92, 0.2784, "2π is missing & more"]],
        },
        {"label": "sum", "unit": "", "value": 0.0, "tolerance": 0.01, "wrong": []},
    ]
    # Without JavaScript the questions and the known errors can be read, not the right number.
    visible = re.sub(r"<script.*?</script>", "", page)
    assert "T<sub>x</sub> (K)" in visible
    assert "13.92 K: 2π is missing &amp; more" in visible
    assert "2.216" not in visible


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"value": float("nan")}, "value"),
        ({"value": 1, "within": 0}, "within"),
        ({"value": 1, "within": 0.5}, "within"),
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
    spec = answer.spec()
    [[number, width, _]] = spec["wrong"]
    assert abs(spec["value"] - number) > 0.999 * (spec["tolerance"] + width)


@pytest.mark.parametrize("name", ["Exercise 1", "1-exercise", ""])
def test_the_name_must_serve_as_an_anchor(name):
    with pytest.raises(ValueError, match="lower-case words"):
        SelfCheck(name, Answer("x", 1))


def test_there_is_something_to_find():
    with pytest.raises(ValueError, match="at least one"):
        SelfCheck("exercise-1")
