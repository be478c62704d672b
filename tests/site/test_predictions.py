"""Predictions in a real browser: by mouse, finger and keyboard, and what is said of them."""

import numpy as np
import pytest

from landauer_lib.widgets import Axis, Curve, Explorer, Label, Predict, Slider, View
from tests.site.bench import click
from tests.site.browser import served
from tests.site.lab import open_lab

X = np.linspace(0, 1, 201)
RIGHT, LINE, FLIP = "Half of it is through.", "That is Ohm's law.", "That is the reflection."


def step(threshold):
    return 1 / (1 + np.exp(-(X - threshold) / 0.05))


def view(threshold):
    label = Label(threshold, 0.5, "half")
    return View({"g": step(threshold)}, labels=(label,), reading=f"Half open at {threshold}.")


def example(kind="sketch", **setting):
    task = Predict(
        "plot",
        "g",
        "Sketch the conductance for a threshold of 0.6 meV.",
        setting=setting or {"threshold": 0.6},
        mistakes={LINE: X, FLIP: 1 - step(0.6)},
        right=RIGHT,
        kind=kind,
    )
    return Explorer(
        view,
        Slider("threshold", "threshold", [0.2, 0.4, 0.6], start=0.2, unit="meV"),
        name="a-step",
        title="A step",
        alt="A step that rises from zero to one.",
        x=Axis("energy", "meV", (0, 1)),
        points=X,
        y=Axis("conductance", "2e²/h", (0, 1)),
        curves=[Curve("g", "conductance")],
        tasks=[task],
    )


@pytest.fixture
def opened(open_bench):
    return open_bench(example())


@pytest.fixture
def page(opened):
    yield opened.page
    assert opened.complaints == []


def verdict(page):
    task = page.locator(".ll-predict")
    return task.get_attribute("data-kind"), task.locator(".ll-says").text_content()


def draw(page, heights):
    """Draw freely with the mouse: heights at evenly spaced places, as shares of the plot."""
    layer = page.locator(".ll-sketch")
    layer.scroll_into_view_if_needed()
    box = layer.bounding_box()
    for i, height in enumerate(heights):
        share = 0.002 + 0.996 * i / (len(heights) - 1)
        down = 0.003 + 0.994 * (1 - height)  # inside, also at the very top and bottom
        page.mouse.move(box["x"] + share * box["width"], box["y"] + down * box["height"])
        if i == 0:
            page.mouse.down()
    page.mouse.up()


def shown_curve(page):
    return page.evaluate("document.querySelector('figure').widget.panel('plot').hidden.size === 0")


def test_nothing_tells_the_answer_before_it_is_predicted(page):
    assert not shown_curve(page)
    for part in (".ll-reading", ".ll-controls input", ".ll-data"):
        assert not page.locator(part).first.is_visible()
    assert "Half open" not in page.locator(".ll-chart").get_attribute("aria-label")
    assert page.get_by_role("button", name="Compare").is_disabled()


def test_the_grips_are_spoken_while_there_is_something_to_draw(page):
    chart = page.locator(".ll-chart")
    assert chart.get_attribute("role") == "group"  # what is inside an image is not spoken
    click(page, "Skip")
    assert chart.get_attribute("role") == "img"


@pytest.mark.parametrize(
    ("heights", "kind", "says"),
    [
        (step(0.6)[::10], "right", RIGHT),
        (X[::10] * 0.97, "known", LINE),
        (1 - step(0.62)[::10], "known", FLIP),
        (0.5 + 0.45 * np.sin(40 * X[::4]), "none", "like none of the curves known here; closest, "),
    ],
)
def test_a_sketch_is_told_what_it_resembles(page, heights, kind, says):
    draw(page, heights)
    click(page, "Compare")
    assert verdict(page)[0] == kind
    assert says in verdict(page)[1]
    assert shown_curve(page)
    assert page.locator(".ll-reading").inner_text() == "Half open at 0.6."
    assert "Half open at 0.6" in page.locator(".ll-chart").get_attribute("aria-label")


def test_the_distance_is_the_root_mean_square_in_shares_of_the_height(page):
    page.locator(".ll-grip").first.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")  # now a level line at one half
    click(page, "Compare")
    places = np.linspace(0, 1, 81)
    truth = np.interp(places, X, step(0.6))
    rms = {
        RIGHT: np.sqrt(np.mean((truth - 0.5) ** 2)),
        FLIP: np.sqrt(np.mean((truth - 0.5) ** 2)),
        LINE: np.sqrt(np.mean((places - 0.5) ** 2)),
    }
    assert f"closest, {100 * min(rms.values()):.0f} % of the height away" in verdict(page)[1]
    assert LINE in verdict(page)[1]


def test_the_keyboard_alone_draws_a_curve(page):
    for i, grip in enumerate(page.get_by_role("slider", name="Your curve at energy").all()):
        grip.focus()
        page.keyboard.press("Home")
        for _ in range(round(40 * i / 6)):
            page.keyboard.press("ArrowUp")
    assert grip.get_attribute("aria-valuetext") == "1 × 2e²/h"
    assert grip.get_attribute("aria-label") == "Your curve at energy 1 meV"
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    assert verdict(page)[0] == "known"
    assert LINE in verdict(page)[1]


def test_a_finger_draws_and_the_page_does_not_scroll_away(open_bench):
    page = open_bench(example(), width=375, has_touch=True).page
    layer = page.locator(".ll-sketch")
    layer.scroll_into_view_if_needed()
    box = layer.bounding_box()
    client = page.context.new_cdp_session(page)

    def touch(kind, share):
        x, y = box["x"] + share * box["width"], box["y"] + (1 - share) * box["height"]
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = page.evaluate("scrollY")
    touch("touchStart", 0.01)
    for share in np.linspace(0.05, 0.99, 30):
        touch("touchMove", share)
    touch("touchEnd", 1)
    assert page.evaluate("scrollY") == before
    click(page, "Compare")
    assert LINE in verdict(page)[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_sketch_can_be_erased_or_skipped_and_made_again(page):
    draw(page, X[::10])
    click(page, "Erase")
    assert page.get_by_role("button", name="Compare").is_disabled()
    click(page, "Skip")
    assert shown_curve(page)
    assert verdict(page) == ("none", "Shown without a prediction.")
    click(page, "Predict again")
    assert not shown_curve(page)


def test_the_sketch_stays_beside_the_curve_at_its_setting(page):
    draw(page, X[::10])
    click(page, "Compare")
    line = page.locator(".ll-trace")
    assert line.is_visible()
    slider = page.locator(".ll-control input")
    slider.press("Home")
    assert not line.is_visible()
    slider.press("End")
    assert line.is_visible()
    assert "your prediction" in page.locator(".ll-legend").inner_text()


def test_a_prediction_is_kept_until_it_is_forgotten(page):
    draw(page, X[::10])
    click(page, "Compare")
    page.reload()
    page.locator("figure[data-ready]").wait_for()
    assert shown_curve(page)
    assert LINE in verdict(page)[1]
    page.evaluate("landauerMemory.forget()")
    assert not shown_curve(page)
    assert verdict(page) == (None, "")


@pytest.mark.parametrize("stored", ["[1,2]", '"sk"', "{}", "[" + ",".join(["2000"] * 81) + "]"])
def test_a_stored_prediction_that_does_not_fit_is_ignored(page, stored):
    page.evaluate("(v) => localStorage.setItem('landauer:bench:predict/a-step/0', v)", stored)
    page.reload()
    page.locator("figure[data-ready]").wait_for()
    assert not shown_curve(page)


def test_a_link_to_a_setting_shows_the_widget(open_bench, opened):
    page = opened.page
    page.evaluate("location.hash = '#a-step:threshold=0.4'")
    page.wait_for_function(
        "document.querySelector('figure').widget.panel('plot').hidden.size === 0"
    )
    assert page.locator(".ll-reading").inner_text() == "Half open at 0.4."


def test_one_of_the_stills_is_chosen_by_keyboard(open_bench):
    page = open_bench(example("choose")).page
    stills = page.get_by_role("radio")
    assert stills.count() == 3
    assert " at 0.5" in stills.first.get_attribute("aria-label")
    click(page, "That is my choice")
    assert verdict(page) == ("none", "Choose one first.")
    for number in range(3):
        stills.nth(number).focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="That is my choice").press("Enter")
        kind, text = verdict(page)
        assert (kind == "right", text) in {(True, f"Right. {RIGHT}"), (False, LINE), (False, FLIP)}
        assert shown_curve(page)
        click(page, "Predict again")


def test_the_still_does_not_give_the_answer_away_while_the_page_loads(open_bench):
    page = open_bench(example()).page
    page.route("**/explorer.js", lambda route: route.abort())
    page.reload()
    assert not page.locator(".ll-still svg").is_visible()
    silent = open_bench(example(), javascript=False).page
    assert silent.locator(".ll-still svg").is_visible()


def test_the_kernel_stands_behind_it_in_jupyterlab(chromium, tmp_path):
    with served(tmp_path) as address:
        lab = open_lab(chromium, tmp_path, address, example())
        page = lab.page
        page.wait_for_function(
            "document.querySelector('.ll-control input').getAttribute('aria-valuetext') "
            "=== '0.60 meV'"
        )
        draw(page, X[::10])
        click(page, "Compare")
        assert LINE in verdict(page)[1]
        assert page.locator(".ll-reading").inner_text() == "Half open at 0.6."
        assert page.evaluate("localStorage.length") == 0
        assert lab.complaints == []
        lab.close()
