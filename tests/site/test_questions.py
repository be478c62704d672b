"""Choice questions in a real browser: by mouse and by keyboard, before and after a widget."""

import numpy as np
import pytest

from landauer_lib.widgets import Axis, Curve, Explorer, Option, Question, Slider
from tests.site.bench import click
from tests.site.browser import served
from tests.site.lab import open_lab

OPTIONS = [
    Option("It halves.", "So it does in a dirty wire."),
    Option("It stays.", "The modes are the same.", right=True),
    Option("It doubles.", "A longer wire has no more modes."),
]


def ramp():
    x = np.linspace(0, 1, 5)
    return Explorer(
        lambda slope: {"line": slope * x},
        Slider("slope", "slope", [0, 0.5, 1], start=0.5),
        name="ramp",
        title="A ramp",
        alt="A straight line rising from zero.",
        x=Axis("x", "m", (0, 1)),
        points=x,
        y=Axis("y", "m", (0, 1)),
        curves=[Curve("line", "the line")],
    )


@pytest.fixture
def asked(open_bench):
    opened = open_bench(Question("long", "The wire gets longer. Its conductance?", OPTIONS))
    assert opened.complaints == []
    return opened.page


@pytest.fixture
def predicted(open_bench):
    question = Question("long", "The wire gets longer. Its conductance?", OPTIONS, before="ramp")
    return open_bench(question, ramp()).page


def reply(page):
    form = page.locator("#long form")
    return form.get_attribute("data-kind"), form.get_by_role("status").text_content()


def test_each_choice_is_answered_and_can_be_tried_again(asked):
    check = asked.get_by_role("button", name="Check")
    check.click()
    assert reply(asked) == ("none", "Choose one first.")
    for option in OPTIONS:
        asked.get_by_label(option.text).check()
        assert reply(asked) == (None, "")
        check.click()
        expected = ("right", f"Right. {option.reply}") if option.right else ("known", option.reply)
        assert reply(asked) == expected


def test_the_keyboard_alone_answers(asked):
    asked.keyboard.press("Tab")
    asked.keyboard.press("Space")
    asked.keyboard.press("ArrowDown")
    assert reply(asked) == (None, "")  # moving does not answer yet
    asked.keyboard.press("Enter")
    assert reply(asked)[0] == "right"


def test_the_question_is_the_name_of_its_choices(asked):
    group = asked.get_by_role("group", name="The wire gets longer. Its conductance?")
    assert group.get_by_role("radio").count() == len(OPTIONS)


def test_an_answer_is_there_at_the_next_visit(asked):
    asked.get_by_label("It stays.").check()
    asked.get_by_role("button", name="Check").click()
    asked.reload()
    assert reply(asked)[0] == "right"
    asked.evaluate("landauerMemory.forget()")
    assert reply(asked) == (None, "")
    assert not asked.get_by_label("It stays.").is_checked()


def test_a_widget_stays_covered_until_there_is_a_choice(predicted):
    control = predicted.locator("#ramp input[type=range]")
    assert not control.is_visible()
    assert not predicted.get_by_role("button", name="Show the answer").is_visible()
    predicted.get_by_label("It halves.").check()
    predicted.get_by_role("button", name="That is my choice").click()
    assert control.is_visible()
    assert predicted.get_by_label("It stays.").is_disabled()
    assert "answer" in reply(predicted)[1]  # not given yet
    predicted.get_by_role("button", name="Show the answer").click()
    kind, text = reply(predicted)
    assert kind == "known"
    assert text.startswith(OPTIONS[0].reply)
    assert OPTIONS[1].reply in text


def test_a_covered_widget_cannot_be_reached_by_keyboard_but_shown_without_a_choice(predicted):
    control = predicted.locator("#ramp input[type=range]")
    assert control.evaluate("(c) => Boolean(c.closest('[inert]'))")
    predicted.get_by_role("button", name="Show it without choosing").click()
    assert control.is_visible()
    assert not control.evaluate("(c) => Boolean(c.closest('[inert]'))")
    predicted.get_by_role("button", name="Show the answer").click()
    assert OPTIONS[1].reply in reply(predicted)[1]


def test_what_was_predicted_is_kept_and_forgetting_covers_again(predicted):
    predicted.get_by_label("It doubles.").check()
    predicted.get_by_role("button", name="That is my choice").click()
    predicted.reload()
    control = predicted.locator("#ramp input[type=range]")
    assert control.is_visible()
    assert predicted.get_by_label("It doubles.").is_checked()
    predicted.evaluate("landauerMemory.forget(true)")
    assert not control.is_visible()


@pytest.mark.parametrize("stored", ["garbage", "null", "7", '{"chosen":"It flies."}', '{"a":'])
def test_garbage_in_the_browsers_memory_is_ignored(asked, stored):
    asked.evaluate("(text) => localStorage.setItem('landauer:bench:question/long', text)", stored)
    asked.reload()
    assert reply(asked) == (None, "")
    asked.get_by_label("It stays.").check()
    asked.get_by_role("button", name="Check").click()
    assert reply(asked)[0] == "right"


def test_a_browser_without_storage_works(open_bench):
    opened = open_bench(Question("long", "Its conductance?", OPTIONS))
    blocked = "Object.defineProperty(window, 'localStorage', { get() { throw Error('no'); } })"
    opened.page.add_init_script(blocked)
    opened.page.reload()
    opened.page.get_by_label("It stays.").check()
    opened.page.get_by_role("button", name="Check").click()
    assert reply(opened.page)[0] == "right"
    assert opened.page.evaluate("landauerMemory.forget(true)") == 0
    assert opened.complaints == []


def test_without_javascript_the_choices_can_be_read(open_bench):
    page = open_bench(Question("long", "It …", OPTIONS), javascript=False).page
    text = page.locator("#long").inner_text()
    assert [option.text for option in OPTIONS] == text.splitlines()[-3:]


def test_in_jupyterlab_a_widget_that_comes_later_is_covered(chromium, tmp_path):
    question = Question("long", "Its conductance?", OPTIONS, before="ramp")
    with served(tmp_path) as address:
        lab = open_lab(chromium, tmp_path, address, question)
        lab.page.evaluate("""() => {
          const output = document.createElement("div");
          output.dataset.widget = "ramp";
          output.innerHTML = "<p class='ll-title'>A ramp</p><div><button>Reset</button></div>";
          document.querySelector("main").append(output);
        }""")
        reset = lab.page.get_by_role("button", name="Reset")
        lab.page.locator(".ll-cover").wait_for()
        assert not reset.is_visible()
        lab.page.get_by_label("It doubles.").check()
        click(lab.page, "That is my choice")
        assert reset.is_visible()
        assert lab.page.evaluate("localStorage.length") == 0
        assert lab.complaints == []
        lab.close()
