"""Arrivals in a real browser: what is counted on the page is what Python drew."""

import pytest

from landauer_lib.noise import attempt_rate
from landauer_lib.widgets import Arrivals, Beam, Slider
from tests.site.bench import click
from tests.site.browser import served
from tests.site.lab import open_lab


def example():
    return Arrivals(
        lambda share: Beam(share, 100e-6),
        Slider("share", "probability to pass", [0.2, 0.5, 1], start=0.5),
        name="one-by-one",
        title="One by one",
        alt="Electrons fly from the source at a regular beat.",
        window=10 / attempt_rate(100e-6),
        windows=12,
    )


@pytest.fixture
def opened(open_bench):
    return open_bench(example())


@pytest.fixture
def page(opened):
    yield opened.page
    assert opened.complaints == []


def counted(page):
    return page.locator(".ll-passed-so-far").text_content()


def table(page):
    return [float(cell) for cell in page.locator(".ll-counted td").all_text_contents()]


def strip(page):
    names = "(spans) => spans.map((span) => span.className)"
    return page.locator(".ll-strip span").evaluate_all(names)


def test_each_step_shows_the_next_draw(page):
    bits = example().counted(share=0.5).passed
    for step, passed in enumerate(bits[0], 1):
        click(page, "One electron")
        share = bits[0, :step].mean()
        assert f"{bits[0, :step].sum()} of {step} passed ({share:.2f})," in counted(page)
        if step < 10:
            assert strip(page)[step - 1] == ("ll-passed" if passed else "ll-returned")
    assert "1 of 12 windows" in counted(page)
    assert strip(page) == [""] * 10


def test_all_windows_give_the_mean_and_variance_of_the_draws(page):
    click(page, "All 12")
    counts = example().counted(share=0.5).passed.sum(axis=1)
    expected = [counts.mean(), 5.0, 5.0, counts.var(ddof=1), 2.5, 5.0]
    assert table(page) == pytest.approx(expected, abs=0.0051)
    assert page.get_by_role("button", name="One window").is_disabled()
    click(page, "Again")
    assert counted(page).startswith("0 of 0 passed,")


def test_another_setting_starts_again_with_its_own_draws(page):
    click(page, "One window")
    page.locator("input[type=range]").press("Home")
    assert counted(page).startswith("0 of 0 passed,")
    click(page, "One window")
    first = example().counted(share=0.2).passed[0]
    assert counted(page).startswith(f"{first.sum()} of 10 passed")


def test_play_counts_on_and_pause_holds(page):
    click(page, "Play")
    page.wait_for_function(
        "!document.querySelector('.ll-passed-so-far').textContent.startsWith('0 of 0')"
    )
    click(page, "Pause")
    held = counted(page)
    page.wait_for_timeout(600)
    assert counted(page) == held


def test_a_step_moves_the_dots_and_a_window_raises_the_histogram(page):
    picture = "(canvas) => canvas.toDataURL()"
    lane, plot = (page.locator("canvas").nth(i) for i in (0, 1))
    before = lane.evaluate(picture), plot.evaluate(picture)
    click(page, "One electron")
    assert lane.evaluate(picture) != before[0]
    click(page, "One window")
    assert plot.evaluate(picture) != before[1]


def test_without_motion_there_are_steps_only(open_bench):
    page = open_bench(example(), reduced_motion="reduce").page
    assert not page.get_by_role("button", name="Play").is_visible()
    click(page, "One electron")
    assert " of 1 passed" in counted(page)


def test_a_step_is_spoken(page):
    click(page, "One window")
    first = example().counted(share=0.5).passed[0]
    spoken = page.locator(".ll-spoken").text_content()
    assert f"{first.sum()} of 10 passed" in spoken
    assert "expected 5.0 and 2.5" in spoken


def test_a_thumb_reaches_all_buttons(open_bench):
    page = open_bench(example(), width=375, has_touch=True).page
    page.get_by_role("button", name="All 12").tap()
    assert "12 of 12 windows" in counted(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_without_javascript_the_whole_count_is_drawn(open_bench):
    page = open_bench(example(), javascript=False).page
    assert page.locator("figure svg").count() == 2
    assert "Dots do not interfere" in page.locator("figure").inner_text()
    assert all(svg.is_visible() for svg in page.locator("figure svg").all())


def test_the_kernel_stands_behind_it_in_jupyterlab(chromium, tmp_path):
    with served(tmp_path) as address:
        lab = open_lab(chromium, tmp_path, address, example())
        lab.page.locator("input[type=range]").press("Home")
        lab.page.wait_for_timeout(300)
        click(lab.page, "One window")
        first = example().counted(share=0.2).passed[0]
        assert counted(lab.page).startswith(f"{first.sum()} of 10 passed")
        assert lab.complaints == []
        lab.close()
