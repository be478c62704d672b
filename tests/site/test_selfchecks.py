"""Answer boxes in a real browser: each right number is accepted, each known error is named."""

import base64
import json
import re

import pytest

from landauer_lib.widgets import Answer, SelfCheck
from landauer_lib.widgets.front import SUBSCRIPT
from tests.site.browser import SITE, pages

MARK = re.compile(
    r'class="ll-asks ll-selfcheck".*?<script type="application/json">(.*?)</script>', re.S
)
CHECKS = {path: MARK.findall((SITE / path).read_text("utf-8")) for path in pages()}
WITH = [path for path, found in CHECKS.items() if found]


def said(form, text):
    """Enter a text as a reader would and return what the box says."""
    form.locator("input").fill(text)
    form.locator("input").press("Enter")
    return form.get_attribute("data-kind"), form.locator(".ll-says").text_content()


def test_pages_have_self_checks():
    assert WITH


@pytest.mark.parametrize("path", WITH, ids=str)
def test_right_numbers_and_known_errors_are_told_apart(open_page, path):
    forms = open_page(path).page.locator("form.ll-answer").all()
    specs = [answer for text in CHECKS[path] for answer in json.loads(text)["answers"]]
    for form, spec in zip(forms, specs, strict=True):
        key = json.loads(base64.b64decode(spec["key"]))
        for shift in (-0.99, 0, 0.99):
            right = f"{key['value'] + shift * key['tolerance']:.9g}"
            assert said(form, right) == ("right", "Correct."), spec
            assert said(form, f"{right} {spec['unit']}")[0] == "right", spec
        for number, _, says in key["wrong"]:
            assert said(form, f"{number:.9g}") == ("known", SUBSCRIPT.sub(r"\1", says)), spec


@pytest.fixture
def bench(open_bench):
    width = Answer("W", 52.97, "nm", hint="Which energy is 6 meV?")
    width.error(30.58, "They are E_2 − E_1.")
    share = Answer("share", 0.7)
    count = Answer("installments", 5, integer=True)
    count.error(4.508, "Round up.")
    count.error(4, "One more.")
    opened = open_bench(SelfCheck("exercise-1", width, share, count))
    assert opened.complaints == []
    return opened.page


def box(page, label):
    return page.locator("form.ll-answer").filter(has=page.get_by_label(label))


REPLIES = [
    ("W", "53 nm", "right", "Correct. (Read as 53 nm.)"),
    ("W", "5.3·10^-8 m", "right", "Correct. (Read as 53 nm.)"),
    ("W", "0.0306 µm", "known", "They are E2 − E1. (Read as 30.6 nm.)"),
    ("W", "-53", "known", "The size is right, the sign is not."),
    ("W", "5.3e-8", "known", "The digits are right, the power of ten is not: look at the u"),
    ("W", "53 pm", "known", "The digits are right, the power of ten is not. (Read as 0.05"),
    ("W", "53 K", "none", "That is a temperature; what is asked is a length, in nm."),
    ("W", "53,000", "none", "Say 53000 or 53.000"),
    ("W", "106", "known", "Too large by a factor of 2."),
    ("W", "8.43", "known", "Too small by a factor of 2π."),
    ("W", "50", "near", "Close: carry more digits"),
    ("W", "1.9", "wrong", "Not yet. Which energy is 6 meV?"),
    ("share", "70 %", "right", "Correct. (Read as 0.7.)"),
    ("share", "1-0.3", "right", "Correct. (Read as 0.7.)"),
    ("share", "70", "known", "The decimal point is not."),
    ("share", "10/7", "known", "That is one over the number asked."),
    ("share", "0.27", "wrong", "Not yet. Open the hint and try once more."),
    ("share", "", "none", "Type one number"),
    ("installments", "5", "right", "Correct."),
    ("installments", "4.9", "wrong", "A whole number is asked."),
    ("installments", "4.5", "known", "Round up."),
    ("installments", "4", "known", "One more."),
    ("installments", "6", "wrong", "Not yet."),
]


def test_a_reply_names_the_likely_error(bench):
    for label, typed, kind, says in REPLIES:
        got = said(box(bench, label), typed)
        assert got[0] == kind, (typed, got)
        assert says.lower() in got[1].lower(), (typed, got)


def test_a_box_is_named_with_its_unit_and_its_reply_is_spoken(bench):
    field = bench.get_by_role("textbox", name="W nm")
    assert field.get_attribute("aria-describedby") == box(bench, "W").locator(
        "[role=status]"
    ).get_attribute("id")


def test_typing_on_clears_the_verdict(bench):
    form = box(bench, "W")
    assert said(form, "53")[0] == "right"
    form.locator("input").press("End")
    form.locator("input").type("9")
    assert form.get_attribute("data-kind") is None
    assert form.locator(".ll-says").text_content() == ""


def test_answers_stay_for_the_next_visit_until_they_are_forgotten(bench):
    said(box(bench, "W"), "53 nm")
    bench.reload()
    form = box(bench, "W")
    assert form.locator("input").input_value() == "53 nm"
    assert form.get_attribute("data-kind") == "right"
    assert bench.evaluate("landauerMemory.forget()") == 1
    assert form.locator("input").input_value() == ""
    assert form.get_attribute("data-kind") is None
    bench.reload()
    assert box(bench, "W").locator("input").input_value() == ""


def test_without_javascript_what_is_asked_stands_there(open_bench):
    answer = Answer("T_x", 2.2, "K", hint="Mind the π.")
    page = open_bench(SelfCheck("exercise-1", answer), javascript=False).page
    assert "Tx (K). Hint: Mind the π." in page.locator(".ll-selfcheck").inner_text()
