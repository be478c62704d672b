"""Everything a reader is asked, in each state: axe finds nothing, nothing runs over on a phone."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from landauer_lib.noise import attempt_rate
from landauer_lib.widgets import (
    Answer,
    Arrivals,
    Axis,
    Beam,
    Curve,
    Explorer,
    Match,
    Option,
    Predict,
    Question,
    SelfCheck,
    Slider,
)

X = np.linspace(0, 1, 41)
OPTIONS = [Option("It halves.", "That wire is dirty."), Option("It stays.", "It does.", right=True)]
LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 375)}


def ramp(name, kind):
    mistakes = {"Twice.": X, "Turned over.": 1 - X}
    return Explorer(
        lambda slope: {"line": slope * X},
        Slider("slope", "slope", [0.25, 0.5, 1], start=0.25),
        name=name,
        title="A ramp",
        alt="A straight line rising from zero.",
        x=Axis("x", "m", (0, 1)),
        points=X,
        y=Axis("y", "m", (0, 1)),
        curves=[Curve("line", "the line")],
        tasks=[
            Predict("plot", "line", "Sketch it.", mistakes, {"slope": 0.5}, kind=kind),
            Match("plot", "line", "Which slope?", {"slope": 1}),
        ],
    )


def everything():
    check = SelfCheck("check", Answer("T_x", 2.2, "K"), Answer("count", 5, integer=True))
    arrivals = Arrivals(
        lambda share: Beam(share, 100e-6),
        Slider("share", "T", [0.2, 0.5], start=0.5),
        name="one-by-one",
        title="One by one",
        alt="Electrons fly from the source at a regular beat.",
        window=20 / attempt_rate(100e-6),
    )
    questions = (
        Question("one", "And now?", OPTIONS),
        Question("two", "Then?", OPTIONS, before="b"),
    )
    return check, *questions, ramp("a", "sketch"), ramp("b", "choose"), arrivals


def answer_all(page):
    for box in page.locator("form.ll-answer input").all():
        box.fill("5")
        box.press("Enter")
    for form in page.locator(".ll-question form").all():
        form.get_by_role("radio").first.check()
        form.get_by_role("button").first.click()
    page.get_by_role("button", name="Show the answer").click()
    page.locator("#a .ll-grip").first.press("ArrowUp")
    page.locator("#a").get_by_role("button", name="Compare").click()
    page.locator("#b").get_by_role("radio").first.check()
    page.locator("#b").get_by_role("button", name="That is my choice").click()
    for check in page.locator(".ll-match").get_by_role("button", name="Check").all():
        check.click()
    page.get_by_role("button", name="One window").click()


def assert_sound(page):
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in violations] == []


@pytest.mark.parametrize("look", LOOKS)
def test_all_is_sound_before_and_after(open_bench, look):
    theme, width = LOOKS[look]
    opened = open_bench(*everything(), theme=theme, width=width)
    opened.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    assert_sound(opened.page)
    answer_all(opened.page)
    assert_sound(opened.page)
    assert opened.complaints == []
