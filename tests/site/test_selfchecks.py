"""Self-checks in a real browser: each right number is accepted, each known error is named."""

import json
import re

import pytest

from landauer_lib.widgets.front import SUBSCRIPT
from tests.site.browser import SITE, pages

MARK = re.compile(r'class="ll-selfcheck".*?<script type="application/json">(.*?)</script>', re.S)
CHECKS = {path: MARK.findall((SITE / path).read_text("utf-8")) for path in pages()}
WITH = [path for path, found in CHECKS.items() if found]


@pytest.fixture(params=WITH, ids=str)
def answers(request, open_page):
    """Every box of a page with what it is compared with."""
    opened = open_page(request.param)
    forms = opened.page.locator("form.ll-answer")
    specs = [a for text in CHECKS[request.param] for a in json.loads(text)["answers"]]
    assert forms.count() == len(specs)
    return [(forms.nth(i), spec) for i, spec in enumerate(specs)]


def said(form, text):
    """Enter a text as a reader would and return what the box says."""
    form.locator("input").fill(text)
    form.locator("input").press("Enter")
    return form.get_attribute("data-kind"), form.locator(".ll-says").text_content()


def away(spec, shares):
    """The first of some shares of the right number that is no known error."""
    numbers = [share * spec["value"] for share in shares]
    return next(n for n in numbers if all(abs(n - e) > width for e, width, _ in spec["wrong"]))


def test_pages_have_self_checks():
    assert WITH


def test_right_numbers_and_known_errors_are_told_apart(answers):
    for form, spec in answers:
        for shift in (-0.99, 0, 0.99):
            right = spec["value"] + shift * spec["tolerance"]
            assert said(form, f"{right:.9g}") == ("right", "Correct."), spec
        for number, _, says in spec["wrong"]:
            assert said(form, f"{number:.9g}") == ("known", SUBSCRIPT.sub(r"\1", says)), spec


def test_numbers_are_read_as_people_write_them(answers):
    form, spec = answers[0]
    right = f"{spec['value']:.6g}"
    for text in (f" {right} ", right.replace(".", ","), f"{right}e0", f"{right}/1", f"+{right}"):
        assert said(form, text)[0] == "right", text
    for text in ("", "two", "1 K", "1/2/3", "1,000,000", "e3", "1/0"):
        assert said(form, text)[0] == "none", text


def test_signs_units_and_near_misses_get_their_own_hint(answers):
    form, spec = answers[0]
    value = spec["value"]
    kind, text = said(form, f"−{value:.6g}")
    assert (kind, "sign" in text) == ("known", True)
    kind, text = said(form, f"{1e6 * value:.6g}")
    assert (kind, "power of ten" in text) == ("known", True)
    assert said(form, f"{away(spec, (0.92, 0.94, 1.06, 1.08)):.6g}")[0] == "near"
    assert said(form, f"{away(spec, (2.345, 3.21, 0.77)):.6g}")[0] == "wrong"


def test_typing_on_clears_the_verdict(answers):
    form, spec = answers[0]
    assert said(form, f"{spec['value']:.6g}")[0] == "right"
    form.locator("input").press("End")
    form.locator("input").type("9")
    assert form.get_attribute("data-kind") is None
    assert form.locator(".ll-says").text_content() == ""
