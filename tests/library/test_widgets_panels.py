"""Panels, marks and handles: what the page keeps of them, and what stops the build by name."""

import json
import re
import zlib
from base64 import b64decode

import numpy as np
import pytest

from landauer_lib.widgets import (
    Area,
    Arrow,
    Axis,
    Curve,
    Dot,
    Dots,
    ErrorBars,
    Explorer,
    Handle,
    Level,
    Line,
    Picture,
    Plot,
    Polygon,
    Shown,
    Slider,
    Text,
    View,
    table,
)
from landauer_lib.widgets.explorer import STATIC_VARIABLE

X = np.linspace(0, 1, 11)
DEVICE = Picture("device", x=(0, 1), y=(-1, 1), alt="A wave in a wire with walls.")
CURVE = Plot(
    "curve",
    x=Axis("x", "m", (0, 1)),
    y=Axis("y", "m", (0, 2)),
    points=X,
    curves=[Curve("line", "the line")],
    alt="A straight line that rises from zero.",
)


def view(slope):
    return View(
        panels={
            "device": Shown(marks=[Line(X, slope * np.sin(6 * X) / 2, "wall")]),
            "curve": Shown({"line": slope * X}, marks=[Dot(0.5, slope / 2, "model")]),
        },
        reading=f"slope {slope:g}",
        values={"slope": f"{slope:g}"},
    )


def explorer(maker=view, **changes):
    parts = {
        "name": "linked",
        "title": "Two panels",
        "alt": "A wave in a wire and a straight line.",
        "panels": [DEVICE, CURVE],
    }
    control = changes.pop("control", Slider("slope", "slope", [0.5, 1, 2], start=1))
    return Explorer(maker, control, **{**parts, **changes})


@pytest.fixture
def page_mode(monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")


def payload(made):
    html = made._repr_mimebundle_()["text/html"]
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', html).group(1))


def extras(data):
    return json.loads(zlib.decompress(b64decode(data["extras"])))


def unpack_rows(text, lengths):
    """Undo ``table.pack_rows`` by hand."""
    order, *planes = zlib.decompress(b64decode(text))
    low, high = np.array(planes).reshape(2, -1)
    zigzag = low + 256 * high
    steps = np.where(zigzag % 2, -(zigzag // 2) - 1, zigzag // 2)
    rows = np.split(steps, np.cumsum(lengths)[:-1])
    for _ in range(order):
        rows = [np.cumsum(row) for row in rows]
    return rows


def test_the_kernel_sends_marks_in_full_and_the_values(page_mode):
    made = explorer()
    shown = made.view["panels"]
    assert shown["device"]["marks"][0]["at"][1] == (np.sin(6 * X) / 2).tolist()
    assert shown["curve"]["curves"] == [X.tolist()]
    assert made.view["values"] == [["slope", "1"]]
    made.set(slope=2)
    assert made.view["stops"] == {"slope": 2}
    assert made.view["panels"]["curve"]["marks"][0]["at"] == [[0.5], [1.0]]


def test_the_page_carries_every_mark_to_the_quantum_and_equal_rows_once(page_mode):
    data = payload(explorer())
    parts = extras(data)["panels"]["device"]
    assert parts["sides"] == "xyyy"  # x is the same at all three settings
    assert len(parts["styles"]) == 1
    rows = unpack_rows(data["panels"]["device"]["rows"], parts["lengths"])
    for row, slope in zip(rows[1:], (0.5, 1, 2), strict=True):
        exact = slope * np.sin(6 * X) / 2
        assert np.abs(row * 2 / table.LEVELS - 1 - exact).max() <= 1.0001 / table.LEVELS


def test_a_line_of_300_points_at_200_settings_stays_small(page_mode):
    points = np.linspace(0, 10, 300)

    def wave(time):
        return View(marks=[Line(points, np.sin(points - 6 * time) * np.exp(-time), "wall")])

    made = explorer(
        wave,
        control=Slider("time", "time", np.linspace(0, 3, 200), start=0),
        panels=[Picture("wave", x=(0, 10), y=(-1, 1))],
    )
    text = table.script_json(payload(made))
    assert len(zlib.compress(text.encode(), 9)) < 50_000


def test_each_panel_has_a_still_with_its_legend(page_mode):
    html = explorer()._page()
    assert html.count("<svg") == 2
    assert html.count('class="ll-panel"') == 2
    assert 'aria-label="A wave in a wire with walls."' in html
    assert "the line</li>" in html
    assert re.search(r'<figure[^>]* style="', html) is None  # a strict policy refuses such


def test_the_text_names_panels_marks_and_values():
    assert repr(explorer()).splitlines() == [
        "Explorer linked: A wave in a wire with walls.",
        "  slope: 1.00 (3 stops, 0.50 … 2.00)",
        "  1 marks",
        "  y (m) against x (m)",
        "  the line: 0 … 1",
        "  1 marks",
        "  slope: 1",
        "  slope 1",
    ]


def broken(**parts):
    """A maker whose view is broken at slope 2."""

    def maker(slope):
        good = view(slope)
        return View(panels={**good.panels, **parts}) if slope == 2 else good

    return maker


@pytest.mark.parametrize(
    ("maker", "message"),
    [
        (
            broken(device=Shown(marks=[Line([0, 2], [0, 0], "wall")])),
            r"panel 'device': mark 1, a Line: x runs from 0 to 2, outside the x limits \(0, 1\)",
        ),
        (
            broken(curve=Shown({"line": X}, marks=[ErrorBars([0.5], [1.9], 0.3)])),
            r"panel 'curve': mark 1, a ErrorBars: y runs from 2.2 to 2.2, outside the y limits",
        ),
        (broken(curve=Shown({"line": X * np.nan})), "panel 'curve': curve 'line' is not finite"),
        (broken(curve=Shown({"line": X[1:]})), r"panel 'curve': .* shape \(11,\), got \(10,\)"),
        (broken(curve=Shown()), r"panel 'curve': curves must be \['line'\], got \[\]"),
        (broken(device=Shown({"line": X})), "panel 'device': a picture shows marks only"),
        (broken(device=Shown(marks=["line"])), "panel 'device': mark 1 must be a mark, got str"),
        (broken(third=Shown()), r"panels must be \['curve', 'device'\], got"),
        (broken(device={}), "panel 'device' must be a Shown, got dict"),
        (lambda slope: view(slope) if slope < 2 else View(), "panels must be given for each of"),
    ],
)
def test_a_broken_view_stops_the_build_naming_setting_and_panel(page_mode, maker, message):
    with pytest.raises(ValueError, match=rf"at linked \(slope = 2\.0\): {message}"):
        explorer(maker)._repr_mimebundle_()


def test_a_maker_that_raises_stops_the_build_naming_the_setting(page_mode):
    def maker(slope):
        return view(1 / (slope - 2))

    with pytest.raises(RuntimeError, match=r"at linked \(slope = 2\.0\): the maker raised ZeroDiv"):
        explorer(lambda slope: view(slope) if slope < 2 else maker(slope))._repr_mimebundle_()


def test_with_a_kernel_a_maker_that_raises_leaves_no_old_curve_and_recovers():
    made = explorer(lambda slope: view(slope) if slope < 2 else 1 / 0)
    made.stops = {"slope": 2}  # what the front end does
    assert made.view == {
        "stops": {"slope": 2},
        "error": "at linked (slope = 2.0): the maker raised ZeroDivisionError: division by zero",
    }
    made.set(slope=0.5)
    assert made.view["reading"] == "slope 0.5"
    with pytest.raises(RuntimeError, match="the maker raised ZeroDivisionError"):
        made.set(slope=2)


@pytest.mark.parametrize(
    "stops", [{"slope": 99}, {"slope": -1}, {"slope": "2"}, {}, {"slope": 1.5}]
)
def test_nonsense_for_stops_is_refused_in_words_and_the_old_ones_stay(stops):
    made = explorer()
    with pytest.raises(ValueError, match="slope must be a whole number from 0 to 2, got"):
        made.stops = stops
    assert made.settings == {"slope": 1.0}
    with pytest.raises(ValueError, match=r"must be for \['slope'\]"):
        made.stops = {"slope": 1, "other": 0}


def test_handles_stand_within_their_panel_at_every_stop(page_mode):
    place = Handle("slope", "curve", lambda slope: (0.5, slope / 2))
    made = explorer(handles=[place])
    np.testing.assert_allclose(made.view["handles"], [[[0.5] * 3, [0.25, 0.5, 1.0]]])
    levels = unpack_rows(payload(made)["handles"], [3, 3])
    np.testing.assert_allclose(levels, [[1000] * 3, [250, 500, 1000]])
    for where, message in [
        (lambda slope: (0.5, 2 * slope), r"y = 4 is outside \(0, 2\)"),
        (lambda slope: (np.nan, 0), "place must be finite, got nan"),
        (lambda slope: (1, 2, 3), r"must stand at \(x, y\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            explorer(handles=[Handle("slope", "curve", where)])
    for control, panel, message in [
        ("slop", "curve", r"control must be one of \['slope'\], got 'slop'"),
        ("slope", "map", r"panel must be one of \['device', 'curve'\], got 'map'"),
    ]:
        with pytest.raises(ValueError, match=message):
            explorer(handles=[Handle(control, panel, lambda slope: (0, 0))])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"panels": [DEVICE, DEVICE]}, "panels must have a key of their own each"),
        (
            {"panels": [DEVICE, Picture("b", x=(0, 1), y=(0, 1))]},
            "alt of panel 'b' must say what this panel shows",
        ),
        ({"alt": "A wave."}, "alt must say in at least five words what is shown, got 'A wave.'"),
        ({"x": Axis("x", "", (0, 1))}, "panels must not be given beside x"),
        ({"panels": []}, "x and y must be given, or panels"),
        (
            {"control": Slider("slope", "slope", np.linspace(0, 1, 2001), start=0)},
            "linked: the controls' stops make 2,001 settings; at most 2,000",
        ),
    ],
)
def test_an_inconsistent_declaration_of_panels_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        explorer(**changes)


def test_a_table_that_is_too_heavy_for_a_page_is_refused_with_its_weight(page_mode):
    draw = np.random.default_rng(0)
    made = explorer(
        lambda slope: View(marks=[Dots(draw.random(600), draw.random(600), "measured")]),
        control=Slider("slope", "slope", np.linspace(0, 1, 100), start=0),
        panels=[Picture("noise", x=(0, 1), y=(0, 1))],
    )
    with pytest.raises(ValueError, match=r"linked: the table of 100 settings weighs \d+,\d+ bytes"):
        made._page()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Line([0, 1], [0, np.inf], "wall"), "y must be finite, got inf at index 1"),
        (lambda: Line([0, 1], [0, 1, 2], "wall"), "y must be 2 numbers like x, got 3"),
        (lambda: Line([], [], "wall"), "x must be a row of numbers"),
        (lambda: Line([0, 1], [0, 1], "sparkle"), "role must be one of"),
        (lambda: Line([0, 1], [0, 1], "ink"), "role must be one of"),
        (lambda: Line([0, 1], [0, 1], width=0), "width must be above 0"),
        (lambda: Polygon([0, 1], [0, 1], "wall"), "x must be at least three corners, got 2"),
        (lambda: Polygon([0, 1, 1], [0, 1, 0], "wall", 2), "opacity must be at most 1"),
        (lambda: Area([0, 1], [0, 1, 2], 1), "low must be 2 numbers like x, got 3"),
        (lambda: Dots([0], [0], size=-1), "size must be above 0"),
        (lambda: Dot([0, 1], [0, 1]), "x must be a single number"),
        (lambda: ErrorBars([0], [0], -1), "y_error must be at least 0"),
        (lambda: ErrorBars([0, 1], [0, 1], [[1], [2]]), r"y_error must have shape \(2,\)"),
        (lambda: ErrorBars([0], [0], limit="above"), "limit must be one of upper, lower"),
        (lambda: Arrow(0, 0, np.nan, 0), "x1 must be finite"),
        (lambda: Text(0, 0, "a", anchor="left"), "anchor must be one of start, middle, end"),
        (lambda: Level(), "one of x and y must be given"),
        (lambda: Level(x=1, y=1), "one of x and y must be given"),
        (lambda: Picture("A b", x=(0, 1), y=(0, 1)), "key must be lower-case words"),
        (lambda: Picture("a", x=(1, 0), y=(0, 1)), "limits must be two increasing"),
        (lambda: Picture("a", x=(0, 1), y=(0, 1), width=9), "width must be at most 3"),
        (lambda: Picture("a", x=(0, 1), y=(0, 1), alt="x"), "alt of panel 'a' must say in at"),
        (lambda: Slider("a", "a", [0, 1], start=0, play="twice"), "play must be one of once, loop"),
        (lambda: Slider("a", "a", [0, 1], start=0, seconds=0), "seconds must be at least 0.5"),
    ],
)
def test_marks_and_panels_refuse_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_bars_reach_as_far_as_their_uncertainty():
    places = ErrorBars([1, 2], [5, 6], [[1, 2], [3, 4]], 0.5).places()
    found = [(side, values.tolist()) for side, values in places]
    assert found == [
        ("x", [1, 2]),
        ("y", [5, 6]),
        ("x", [0.5, 1.5]),
        ("x", [1.5, 2.5]),
        ("y", [4, 4]),
        ("y", [8, 10]),
    ]
    assert [values.size for _, values in ErrorBars([1], [1]).places()] == [1, 1, 0, 0, 0, 0]
