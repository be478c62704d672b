"""Each kind of thing that a widget can do, by mouse, finger and keyboard, on a page of its own."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from landauer_lib.widgets import table
from tests.site.bench import write_bench
from tests.site.browser import served
from tests.site.kinds import X, circle, grouped, linked, rise
from tests.site.shown import PICTURE, assert_shows_what_python_computes, move

NUMBERS = """() => {
  const settings = ["linked:height=0.4", "linked:time=0.50,height=1.6", "grouped:power=1.0",
    "linked:100%", "linked:height=77,weight=2", "nowhere:a=1"];
  const links = settings.map((setting, i) => {
    const link = document.createElement("a");
    link.className = "ll-live-number";
    link.href = `#${setting}`;
    link.textContent = `number ${i}`;
    return link;
  });
  document.querySelector("figure").before(...links);
  const space = document.createElement("div");
  space.style.height = "3000px";
  document.querySelector("#grouped").before(space);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    write_bench(folder, linked(), circle(), grouped())
    with served(folder) as where:
        yield f"{where}/bench.html"


@pytest.fixture(scope="module")
def open_kinds(chromium, address):
    """Open the page in a context with the given options; all widgets alive."""
    contexts = []

    def open_it(fragment="", **options):
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + fragment)
        for figure in page.locator("figure.ll-explorer").all():
            page.wait_for_function("(f) => f.dataset.ready", arg=figure.element_handle())
        return SimpleNamespace(page=page, errors=errors)

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def kinds(open_kinds):
    opened = open_kinds()
    yield opened
    assert opened.errors == []


@pytest.fixture
def widget(kinds):
    """Find a widget by its name; afterwards it is as it was found."""
    used = []

    def find(name):
        figure = kinds.page.locator(f"#{name}")
        figure.scroll_into_view_if_needed()
        used.append(figure)
        return figure

    yield find
    for figure in used:
        figure.get_by_role("button", name="Reset").click()
        for pin in figure.get_by_role("button", name="Unpin").all()[::-1]:
            pin.click()
    kinds.page.mouse.move(0, 0)


def stops(figure):
    return figure.evaluate("(f) => ({ ...f.explorer.get('stops') })")


def middle(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("make", [linked, circle, grouped])
def test_each_stop_shows_what_python_computes(widget, make):
    made = make()
    figure = widget(made.name)
    for position, control in enumerate(made.controls):
        for stop in [*range(len(control.stops)), control.start]:
            move(figure, position, stop)
            assert_shows_what_python_computes(figure, made)


def test_a_mark_is_painted_where_it_stands_in_the_color_of_its_role(widget):
    """The source's area fills the left fifth of the picture, 0.4 opaque, above the window."""
    pixel = """(figure, [x, y]) => {
      const canvas = figure.querySelector("[data-kind=picture] canvas");
      const at = [x * canvas.width, y * canvas.height, 1, 1].map(Math.round);
      return [...canvas.getContext("2d").getImageData(...at).data];
    }"""
    figure = widget("linked")
    color = figure.evaluate("(f) => getComputedStyle(f).getPropertyValue('--ll-source').trim()")
    red, green, blue, opacity = figure.evaluate(pixel, [0.15, 0.3])
    assert opacity == pytest.approx(0.4 * 255, abs=2)
    exact = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    np.testing.assert_allclose([red, green, blue], exact, atol=3)
    assert figure.evaluate(pixel, [0.3, 0.7])[3] == 0


def test_a_picture_with_equal_scales_draws_a_circle_round(widget):
    """The tip of the arrow, where the handle stands, keeps its distance from the middle."""
    figure = widget("circle")
    center = np.array(middle(figure.locator(".ll-surface")))
    lengths = []
    for stop in (0, 6, 12, 18):
        move(figure, 0, stop)
        lengths.append(np.hypot(*(np.array(middle(figure.locator(".ll-handle"))) - center)))
    assert np.ptp(lengths) <= 1
    assert lengths[0] > 80


def test_a_handle_is_dragged_by_mouse_and_snaps_to_a_stop(kinds, widget):
    figure = widget("linked")
    grip = figure.locator("[data-kind=picture] .ll-handle")
    x, y = middle(grip)
    height = figure.locator(".ll-surface").bounding_box()["height"]
    kinds.page.mouse.move(x, y)
    kinds.page.mouse.down()
    kinds.page.mouse.move(x + 30, y - 0.33 * height / 2, steps=5)  # 0.33 eV up: nearest is 0.4
    kinds.page.mouse.up()
    made = linked()
    assert made.controls[1].stops[stops(figure)["height"]] == 1.4
    assert middle(grip)[1] == pytest.approx(y - 0.4 * height / 2, abs=1.5)
    assert_shows_what_python_computes(figure, made)
    other = figure.locator("[data-kind=plot] .ll-handle")
    x, y = middle(other)
    width = figure.locator(".u-over").bounding_box()["width"]
    kinds.page.mouse.move(x, y)
    kinds.page.mouse.down()
    kinds.page.mouse.move(x + 0.4 * width, y - 20, steps=5)
    kinds.page.mouse.up()
    assert made.controls[0].stops[stops(figure)["time"]] == pytest.approx(0.65, abs=0.051)


def test_a_handle_is_dragged_by_finger_and_the_page_stays(open_kinds):
    page = open_kinds(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True).page
    figure = page.locator("#circle")
    figure.scroll_into_view_if_needed()
    grip = figure.locator(".ll-handle")
    grip.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    x, y = middle(grip)
    center = middle(figure.locator(".ll-surface"))
    tools = page.context.new_cdp_session(page)

    def touch(kind, *points):
        at = [{"x": px, "y": py} for px, py in points]
        tools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    for share in np.linspace(0, 1, 8):
        touch("touchMove", (x + share * (center[0] - x), y + share * (center[1] + 90 - y)))
    touch("touchEnd")
    angle = circle().controls[0].stops[stops(figure)["angle"]]
    assert angle == pytest.approx(1.5 * np.pi, abs=0.13)  # straight down
    assert page.evaluate("scrollY") == before
    surface = page.locator("#grouped .u-over")
    assert surface.evaluate("(s) => getComputedStyle(s).touchAction") == "pan-y"


def test_reading_off_says_x_and_every_curve_with_units(kinds, widget):
    figure = widget("linked")
    over = figure.locator(".u-over")
    box = over.bounding_box()
    kinds.page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 30)
    note = figure.locator(".ll-note").inner_text().split("\n")
    place = float(note[0].removeprefix("position").removesuffix("nm"))
    assert place == pytest.approx(4, abs=0.06)
    share = float(note[1].removeprefix("share that passes").removesuffix("2e²/h"))
    assert share == pytest.approx(rise(place, 1), abs=1.1 / table.LEVELS + 1e-4)
    assert note[2].startswith("a line")
    kinds.page.mouse.move(0, 0)
    assert not figure.locator(".ll-read").first.is_visible()


def test_reading_off_shows_grouped_curves_and_follows_the_keyboard(kinds, widget):
    figure = widget("grouped")
    chart = figure.locator(".ll-chart")
    chart.focus()
    kinds.page.keyboard.press("Home")
    kinds.page.keyboard.press("Home")
    note = figure.locator(".ll-note").inner_text()
    assert "temperature0.01 K" in note
    assert "lower0.0001 S" in note.replace("1.00e−4", "0.0001")
    assert "upper" in note
    kinds.page.keyboard.press("ArrowRight")
    spoken = figure.locator(".ll-spoken").inner_text()
    assert spoken.startswith("temperature 0.01122 K, lower ")
    kinds.page.keyboard.press("Escape")
    assert not figure.locator(".ll-read").is_visible()


def test_a_finger_reads_off_and_the_note_stays(open_kinds):
    page = open_kinds(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True).page
    figure = page.locator("#grouped")
    over = figure.locator(".u-over")
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 40)
    assert figure.locator(".ll-note").is_visible()
    page.locator("#grouped figcaption").tap()
    assert not figure.locator(".ll-note").is_visible()


def test_a_pin_keeps_the_curve_and_tells_the_largest_difference(kinds, widget):
    figure = widget("linked")
    before = figure.evaluate(PICTURE)
    figure.get_by_role("button", name="Pin", exact=True).click()
    assert "barrier 1.0 eV" in figure.locator(".ll-pins").inner_text()
    assert "no difference now" in figure.locator(".ll-pins").inner_text()
    move(figure, 1, 3)
    text = figure.locator(".ll-pin-says").inner_text()
    size, place = re.fullmatch(
        r"largest difference now (\S+) 2e²/h, at position (\S+) nm", text
    ).groups()
    gap = np.abs(rise(X, 0.8) - rise(X, 1.0))
    assert float(size) == pytest.approx(gap.max(), abs=1.1 / table.LEVELS)
    assert float(place) == pytest.approx(X[gap.argmax()], abs=0.5)  # the top is flat
    for stop in (4, 5):
        move(figure, 1, stop)
        figure.get_by_role("button", name="Pin", exact=True).click()
    assert figure.get_by_role("button", name="Pin", exact=True).is_disabled()
    while figure.get_by_role("button", name="Unpin").count():
        figure.get_by_role("button", name="Unpin").first.click()
    figure.get_by_role("button", name="Reset").click()
    assert figure.evaluate(PICTURE) == before


def test_on_a_logarithmic_axis_a_pin_tells_a_factor(widget):
    figure = widget("grouped")
    figure.get_by_role("button", name="Pin", exact=True).click()
    move(figure, 0, 2)
    assert "factor" in figure.locator(".ll-pin-says").inner_text()


def test_play_runs_through_the_stops_and_stops_when_the_reader_moves(kinds, widget):
    figure = widget("linked")
    seen = figure.evaluate("""async (figure) => {
      const seen = new Set();
      figure.explorer.on("change:stops", () => seen.add(figure.explorer.get("stops").time));
      figure.querySelector(".ll-play").click();
      await new Promise((go) => setTimeout(go, 1300));
      return [...seen];
    }""")
    assert len(seen) >= 15  # of 21 in a run of one second
    figure.get_by_role("button", name="Pause time").click()
    held = stops(figure)["time"]
    kinds.page.wait_for_timeout(200)
    assert stops(figure)["time"] == held
    figure.get_by_role("button", name="Step: time").click()
    assert stops(figure)["time"] == (held + 1) % 21
    figure.get_by_role("button", name="Step back: time").click()
    assert stops(figure)["time"] == held
    figure.locator(".ll-play").first.click()
    move(figure, 0, 3)
    kinds.page.wait_for_timeout(300)
    assert stops(figure)["time"] == 3


def test_there_is_no_play_under_reduced_motion_but_steps(open_kinds):
    figure = open_kinds(reduced_motion="reduce").page.locator("#circle")
    assert figure.get_by_role("button", name="Play").count() == 0
    figure.get_by_role("button", name="Step: angle").click()
    assert stops(figure)["angle"] == circle().controls[0].start + 1


def test_numbers_in_the_text_set_the_widget(open_kinds):
    opened = open_kinds()
    page, figure = opened.page, opened.page.locator("#linked")
    page.evaluate(NUMBERS)
    page.evaluate("scrollTo(0, 0)")
    page.get_by_text("number 0").click()
    assert stops(figure) == {"time": 5, "height": 1}
    assert page.evaluate("scrollY") == 0  # the widget is in view
    page.wait_for_function(
        "document.querySelector('#linked .ll-spoken').textContent.includes('0.4 eV')"
    )
    page.get_by_text("number 1").press("Enter")
    assert stops(figure) == {"time": 10, "height": 7}
    for broken in (3, 4, 5):
        page.get_by_text(f"number {broken}").click()
    assert stops(figure) == {"time": 10, "height": 7}
    page.evaluate("scrollTo(0, 0)")
    page.get_by_text("number 2").click()
    page.wait_for_function("scrollY > 2000")
    assert stops(page.locator("#grouped"))["power"] == 2
    assert opened.errors == []


@pytest.mark.parametrize(
    ("fragment", "height"),
    [
        ("#linked:height=0.40", 1),
        ("#linked:height=4e-1", 1),
        ("#linked:height=%30.4,time=what", 1),
        ("#linked:100%", 4),
        ("#100%", 4),
        ("#linked:", 4),
        ("#linked:height=", 4),
        ("#linked:height=1e999,__proto__=1", 4),
        ("#nowhere:height=0.4", 4),
    ],
)
def test_a_fragment_written_by_hand_never_throws(open_kinds, fragment, height):
    opened = open_kinds(fragment)
    assert stops(opened.page.locator("#linked"))["height"] == height
    assert opened.errors == []
    opened.page.context.close()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)], ids=["laptop", "zoomed"])
def test_task_slider_and_curve_are_seen_together(open_kinds, size):
    """At 1366 × 768, and on the same screen at 200 %."""
    width, height = size
    page = open_kinds(viewport={"width": width, "height": height}).page
    for name in ("circle", "grouped"):
        body = page.locator(f"#{name} .ll-body")
        body.evaluate("(b) => scrollBy(0, b.getBoundingClientRect().top - 8)")
        for part in (".ll-chart", ".ll-control"):
            box = page.locator(f"#{name} {part}").first.bounding_box()
            assert box["y"] >= 0, (name, part)
            assert box["y"] + box["height"] <= height, (name, part)


def test_controls_stand_beside_the_chart_from_800_pixels_and_panels_from_320_each(open_kinds):
    page = open_kinds(viewport={"width": 820, "height": 800}).page
    chart, control = (page.locator(f"#linked {part}").first for part in (".ll-chart", ".ll-side"))
    assert control.bounding_box()["x"] > chart.bounding_box()["x"] + 300
    for width in (375, 600, 820, 1100, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        first, second = (p.bounding_box() for p in page.locator("#linked .ll-panel").all())
        if first["y"] == second["y"]:
            assert min(first["width"], second["width"]) >= 320
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_full_screen_shows_the_widget_alone_and_large(open_kinds):
    page = open_kinds().page
    figure = page.locator("#linked")
    small = figure.locator("canvas").first.bounding_box()["height"]
    figure.get_by_role("button", name="Full screen").click()
    page.wait_for_function(
        "(small) => document.querySelector('#linked canvas').clientHeight > 1.2 * small", arg=small
    )
    assert figure.bounding_box()["width"] == page.evaluate("innerWidth")
    move(figure, 1, 2)
    assert_shows_what_python_computes(figure, linked())
    figure.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function(
        "(height) => document.querySelector('#linked canvas').clientHeight === height", arg=small
    )


def test_a_screen_reader_gets_the_state_of_each_panel_and_a_table(widget):
    figure = widget("linked")
    labels = [chart.get_attribute("aria-label") for chart in figure.locator(".ll-chart").all()]
    assert labels[0].startswith("A wave between source and drain against a barrier. Shown for")
    assert labels[1].startswith("A curve that rises and saturates with position. Shown for")
    assert all("barrier 1.0 eV. share 0.462. At time 0.25" in label for label in labels)
    figure.locator(".ll-data summary").click()
    figure.locator(".ll-mark-table td").first.wait_for()
    marks = figure.locator(".ll-mark-table").first.inner_text()
    for text in ("source", "electrons", "barrier V0", "EF"):
        assert text in marks
    assert "measured points" in figure.locator(".ll-mark-table").nth(1).inner_text()
    figure.locator(".ll-data summary").click()


def test_on_paper_a_widget_is_light_and_has_no_buttons(open_kinds):
    page = open_kinds(color_scheme="dark").page
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    figure = page.locator("#linked")
    assert not figure.get_by_role("button", name="Reset").is_visible()
    assert not figure.locator("input").first.is_visible()
    paper = figure.locator(".ll-mount").evaluate("(m) => getComputedStyle(m).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
