"""Matches in a real browser: how far the curve is told, whichever setting fits is right."""

import numpy as np
import pytest

from landauer_lib.widgets import Axis, Curve, ErrorBars, Explorer, Match, Slider
from tests.site.browser import served
from tests.site.lab import open_lab

X = np.linspace(0, 1, 101)


def example(*, log=False, **parts):
    """The slope is a product, so that two settings make one line."""
    given = {"answer": {"a": 2, "b": 3}, "says": "Only the product counts.", "tries": 3}
    return Explorer(
        lambda a, b: {"line": 10 ** (-3 + a * b * X / 3) if log else a * b * X},
        Slider("a", "first factor", [1, 2, 3], start=1),
        Slider("b", "second factor", [1, 2, 3], start=1),
        name="ramp",
        title="A ramp",
        alt="A straight line rising from zero.",
        x=Axis("x", "m", (0, 1)),
        points=X,
        y=Axis("power", "W", (1e-3, 1), log=True) if log else Axis("y", "µS", (0, 10)),
        curves=[Curve("line", "the line")],
        tasks=[Match("plot", "line", "Which factors?", **{**given, **parts})],
    )


@pytest.fixture
def page(open_bench):
    opened = open_bench(example())
    yield opened.page
    assert opened.complaints == []


def check(page, a, b):
    for name, stop in (("first factor", a), ("second factor", b)):
        page.get_by_label(name, exact=True).fill(str(stop - 1))
    page.get_by_role("button", name="Check").click()
    task = page.locator(".ll-match")
    return task.get_attribute("data-kind"), task.locator(".ll-says").text_content()


def rms(slope, shown):
    x = X[np.unique(np.rint(np.linspace(0, 100, shown)).astype(int))]
    return np.sqrt(np.mean(((slope - 6) * x) ** 2))


def test_the_distance_is_told_in_units_and_which_way_it_went(page):
    assert check(page, 1, 1) == ("known", f"Off by {rms(1, 40):.2g} µS (rms).")
    kind, text = check(page, 1, 2)
    assert text == f"Off by {rms(2, 40):.2g} µS (rms), closer than at the last check."
    kind, text = check(page, 3, 3)
    assert (kind, text[:-1]) == (
        "known",
        f"Off by {rms(9, 40):.2g} µS (rms), closer than at the last check",
    )
    assert "farther" in check(page, 1, 1)[1]


def test_the_hidden_setting_and_an_equally_good_one_are_right(page):
    kind, text = check(page, 2, 3)
    assert kind == "right"
    assert "Only the product counts." in text
    assert "equally good" not in text
    kind, text = check(page, 3, 2)
    assert kind == "right"
    assert "equally good" in text


def test_a_moved_control_takes_the_verdict_back(page):
    check(page, 2, 3)
    page.get_by_label("first factor", exact=True).press("Home")
    assert page.locator(".ll-match").get_attribute("data-kind") is None


def test_after_some_checks_a_setting_can_be_shown(page):
    show = page.get_by_role("button", name="Show a setting that fits")
    for b in (1, 2, 3):
        assert not show.is_visible()
        check(page, 1, b)
    show.click()
    assert page.evaluate("document.querySelector('figure').explorer.get('stops')") == {
        "a": 1,
        "b": 2,
    }


def test_points_are_drawn_and_can_be_hidden(page):
    picture = "(canvas) => canvas.toDataURL()"
    canvas = page.locator("canvas").first
    before = canvas.evaluate(picture)
    assert "to be matched" in page.locator(".ll-legend").inner_text()
    page.get_by_role("button", name="Hide the points").click()
    assert canvas.evaluate(picture) != before
    assert page.get_by_role("button", name="Check").is_disabled()
    page.get_by_role("button", name="Show the points").click()
    assert canvas.evaluate(picture) == before


def test_a_match_is_remembered_and_forgotten(page):
    check(page, 2, 3)
    page.reload()
    says = page.locator(".ll-match .ll-says")
    page.locator("figure[data-ready]").wait_for()
    assert "earlier visit" in says.text_content()
    page.evaluate("landauerMemory.forget()")
    assert says.text_content() == ""


def test_measured_points_on_a_logarithmic_axis_are_off_by_a_factor(open_bench):
    points = ErrorBars(X[10::20], 10 ** (-3 + 2 * X[10::20]), 1e-4, label="measured")
    page = open_bench(example(log=True, points=points)).page
    kind, text = check(page, 1, 3)
    away = 10 ** np.sqrt(np.mean(X[10::20] ** 2))
    assert kind == "known"
    assert text.startswith("Off by a factor of ")
    assert float(text.split()[5]) == pytest.approx(away, rel=0.002)  # the table's levels
    kind, text = check(page, 3, 2)
    assert kind == "right"
    assert "equally good" not in text  # the points were measured, no setting made them


def test_the_kernel_stands_behind_it_in_jupyterlab(chromium, tmp_path):
    with served(tmp_path) as address:
        lab = open_lab(chromium, tmp_path, address, example())
        lab.page.get_by_label("first factor", exact=True).fill("1")
        lab.page.get_by_label("second factor", exact=True).fill("2")
        lab.page.wait_for_timeout(300)
        lab.page.get_by_role("button", name="Check").click()
        assert lab.page.locator(".ll-match").get_attribute("data-kind") == "right"
        assert lab.complaints == []
        lab.close()
