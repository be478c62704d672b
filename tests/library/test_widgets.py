"""The Explorer: what it refuses, what its table keeps, and that its text is the same every time."""

import base64
import io
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imread

from landauer_lib.figures import MAP_ROLE, PAPER, ROLES, line
from landauer_lib.widgets import (
    Axis,
    Band,
    Choice,
    Curve,
    Explorer,
    Field,
    Label,
    Slider,
    View,
    table,
)
from landauer_lib.widgets.explorer import STATIC_VARIABLE

POINTS = np.linspace(0, 1, 11)
ROWS = np.linspace(0.2, 1.8, 5)
FIELD = Field(ROWS, "warmth", "K", (-1, 1))


def explorer(maker, **changes):
    """A small Explorer of one curve; keywords replace its parts."""
    parts = {
        "name": "ramp",
        "title": "A ramp",
        "alt": "A straight line that rises or falls.",
        "x": Axis("position", "m", (0, 1)),
        "points": POINTS,
        "y": Axis("height", "m", (0, 2)),
        "curves": [Curve("line", "the line")],
    }
    controls = changes.pop(
        "controls",
        [
            Slider("slope", "slope", [0.5, 1, 2], start=1),
            Choice("sign", "direction", ["up", "down"]),
        ],
    )
    return Explorer(maker, *controls, **{**parts, **changes})


def ramp(slope, sign):
    y = slope * POINTS if sign == "up" else slope * (1 - POINTS)
    note = Label(0.5, slope / 2, f"{slope}")
    return View(
        {"line": y}, bands=(Band(0.2, 0.4, "here"),), labels=(note,), reading=f"{slope:.1f}"
    )


def warm_ramp(slope, sign):
    """The ramp above a map: a wave of that slope."""
    wave = np.sin(3 * slope * POINTS + ROWS[:, None])
    return View({"line": POINTS}, field=wave if sign == "up" else -wave)


@pytest.fixture
def page_mode(monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")


def payload(made):
    html = made._repr_mimebundle_()["text/html"]
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', html).group(1))


def test_moving_a_control_asks_the_maker_again():
    made = explorer(ramp)
    made.stops = {"slope": 2, "sign": 1}
    assert made.settings == {"slope": 2.0, "sign": "down"}
    np.testing.assert_array_equal(made.view["panels"]["plot"]["curves"][0], 2 * (1 - POINTS))
    assert made.view["reading"] == "2.0"


def test_set_moves_to_a_stop_and_refuses_what_is_none():
    made = explorer(ramp)
    made.set(slope=0.5)
    assert made.stops["slope"] == 0
    with pytest.raises(ValueError, match=r"slope must be one of its stops .* got 0\.7"):
        made.set(slope=0.7)
    with pytest.raises(ValueError, match="settings must be among"):
        made.set(slop=1)


def test_the_page_carries_every_setting_to_the_quantum(page_mode):
    made = explorer(ramp)
    data = payload(made)
    settings = list(made.every_setting())
    levels = table.unpack(data["panels"]["plot"]["table"], (len(settings), 1, POINTS.size))
    for row, setting in enumerate(settings):
        exact = made.view_at(**setting)[1]
        assert (
            np.abs(levels[row] * 2 / table.LEVELS - exact).max() <= 0.5 * 2 / table.LEVELS * 1.0001
        )


def test_the_page_carries_every_map_to_the_quantum(page_mode):
    made = explorer(warm_ramp, field=FIELD)
    data = payload(made)
    settings = list(made.every_setting())
    maps = table.unpack(data["panels"]["plot"]["maps"], (len(settings), ROWS.size, POINTS.size))
    for level, setting in zip(maps, settings, strict=True):
        exact = made.view_at(**setting)[0].field
        assert exact.shape == (5, 11)
        assert np.abs(level * 2 / 255 - 1 - exact).max() <= 1.0001 / 255
    assert data["spec"]["panels"][0]["field"]["rows"] == pytest.approx(list(ROWS))


def test_without_a_map_nothing_is_carried_for_one(page_mode):
    data = payload(explorer(ramp))
    assert set(data) == {"spec", "panels", "extras"}
    assert set(data["panels"]["plot"]) == {"table"}
    assert "field" not in data["spec"]["panels"][0]
    assert "field" not in explorer(ramp).view["panels"]["plot"]


def test_a_map_needs_no_curve_and_takes_logarithmic_axes(page_mode):
    points, rows = np.geomspace(0.1, 10, 7), np.linspace(-1, 1, 3)
    made = Explorer(
        lambda shift: View({}, field=np.hypot(*np.meshgrid(np.log(points), rows)) + shift),
        Slider("shift", "shift", [0, 1], start=0),
        name="alone",
        title="A map alone",
        alt="Rings around the middle, darker outside.",
        x=Axis("T", "K", (0.1, 10), log=True),
        points=points,
        y=Axis("gate", "V", (-1, 1)),
        field=Field(rows, "distance", "", (0, 4)),
    )
    assert repr(made).splitlines()[-1] == "  distance: 0 … 2.512"
    assert table.unpack(payload(made)["panels"]["plot"]["maps"], (2, 3, 7))[1, 1, 3] == np.rint(
        255 / 4
    )


def test_moving_a_control_asks_for_the_map_again():
    made = explorer(warm_ramp, field=FIELD)
    before = made.view["panels"]["plot"]["field"]
    made.set(sign="down")
    np.testing.assert_array_equal(made.view["panels"]["plot"]["field"], -np.array(before))


def test_the_still_shows_the_map_in_the_color_of_maps(page_mode):
    made = explorer(warm_ramp, field=FIELD)
    svg = re.search(r"<svg.*</svg>", made._page(), re.DOTALL).group(0)
    assert svg.count('fill="var(--ll-model)" mask="url(#') == 2  # the map and its color bar
    assert made._page() == explorer(warm_ramp, field=FIELD)._page()
    picture, turn = re.search(
        r'"data:image/png;base64,([^"]+)".*?matrix\([\d.]+ 0 0 (-?)[\d.]+ ', svg
    ).groups()
    assert turn == "-"  # the first row is the lowest
    opacity = imread(io.BytesIO(base64.b64decode(picture)))[..., 3]
    exact = made.view_at(**made.settings)[0].field
    assert opacity.shape == exact.shape
    assert np.abs(opacity * 2 - 1 - exact).max() <= 2.01 / 255
    assert len(svg) < 20_000


def test_with_a_kernel_the_picture_holds_the_map():
    def mapped(made):
        """Share of the picture in colors between white and that of maps."""
        picture = base64.b64decode(made._repr_mimebundle_()[0]["image/png"])
        shade = (1 - imread(io.BytesIO(picture))[..., :3]) / (1 - rgb(ROLES[MAP_ROLE].light))
        return np.mean((np.ptp(shade, axis=-1) < 0.03) & (shade.max(axis=-1) > 0.05))

    assert mapped(explorer(warm_ramp, field=FIELD)) > 0.4
    assert mapped(explorer(ramp)) < 0.1


def test_the_text_tells_the_ends_of_the_map_too_coarsely_for_rounding_to_show():
    def noisy(slope, sign):
        return View({"line": POINTS}, field=warm_ramp(slope, sign).field * (1 - 1e-12 * slope))

    text = repr(explorer(warm_ramp, field=FIELD))
    assert text == repr(explorer(noisy, field=FIELD))
    assert text.splitlines()[-1] == "  warmth: -0.996 … 1"


def test_the_page_opens_no_comm_and_stores_no_widget(page_mode):
    made = explorer(ramp)
    assert made.comm is None
    assert set(made._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_the_page_is_the_same_every_time(page_mode):
    assert explorer(ramp)._page() == explorer(ramp)._page()


def test_the_still_follows_the_theme_and_shares_no_id_with_another(page_mode):
    first, second = (
        explorer(ramp)._page(),
        explorer(ramp, name="other", alt="Another straight line that rises or falls.")._page(),
    )
    svg = re.search(r"<svg.*</svg>", first, re.DOTALL).group(0)
    assert "var(--ll-model)" in svg
    assert not any(role.light in svg for role in {**ROLES, **PAPER}.values())
    ids = [set(re.findall(r' id="([^"]*)"', page)) for page in (first, second)]
    assert ids[0] & ids[1] == set()


def test_markup_in_texts_cannot_leave_its_place(page_mode):
    made = explorer(
        lambda slope, sign: View({"line": POINTS}, reading="</script><b>"), title="<i>A & B</i>"
    )
    html = made._page()
    assert "<b>" not in html
    assert "<i>" not in html
    assert payload(made)["spec"]["name"] == "ramp"


def test_the_text_is_deterministic_and_says_the_setting():
    text = repr(explorer(ramp))
    assert text == repr(explorer(ramp))
    assert text.splitlines() == [
        "Explorer ramp: height (m) against position (m)",
        "  slope: 1.00 (3 stops, 0.50 … 2.00)",
        "  direction: up (2 stops, up … down)",
        "  the line: 0 … 1",
        "  1.0",
    ]


def test_with_a_kernel_the_bundle_holds_text_picture_and_widget():
    bundle, _ = explorer(ramp)._repr_mimebundle_()
    assert set(bundle) == {
        "text/plain",
        "image/png",
        "application/vnd.jupyter.widget-view+json",
    }
    assert bundle["text/plain"] == repr(explorer(ramp))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda slope, sign: {"line": POINTS[:-1] * slope}, r"shape \(11,\), got \(10,\)"),
        (lambda slope, sign: {"line": POINTS / (slope - 2.0)}, "outside the y limits"),
        (
            lambda slope, sign: {"line": np.full(11, np.nan if slope == 2 else 1.0)},
            "2.*not finite at x = 0",
        ),
        (lambda slope, sign: {"other": POINTS}, r"curves must be \['line'\], got \['other'\]"),
    ],
)
def test_a_broken_maker_fails_the_build_and_names_the_setting(page_mode, broken, message):
    with pytest.raises(ValueError, match=rf"ramp \(slope = .*{message}"):
        explorer(broken)._repr_mimebundle_()


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (np.zeros((11, 5)), r"field must have shape \(5, 11\), got \(11, 5\)"),
        (
            np.where(ROWS[:, None] + POINTS < 2.7, 0, np.nan),
            "field is not finite at y = 1.8, x = 0.9",
        ),
        (np.full((5, 11), -1.1), r"runs from -1.1 to -1.1, outside the limits \(-1, 1\)"),
        (None, "the declared field is missing"),
    ],
)
def test_a_broken_map_fails_the_build_and_names_the_setting(page_mode, field, message):
    def broken(slope, sign):
        return View({"line": POINTS}, field=field if slope == 2 else np.zeros((5, 11)))

    with pytest.raises(ValueError, match=rf"ramp \(slope = 2.0, sign = up\).*{message}"):
        explorer(broken, field=FIELD)._repr_mimebundle_()


def test_a_map_that_was_not_declared_is_refused():
    with pytest.raises(ValueError, match=r"at ramp \(slope.*a field was not declared"):
        explorer(warm_ramp)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "Not A Name"}, "name must be lower-case"),
        ({"curves": []}, r"curves must be \[\], got \['line'\]"),
        ({"field": Field([1, 2, 3], "a", "", (0, 1))}, "rows must be at most 2"),
        ({"field": Field([0, 1, 1.5], "a", "", (0, 1))}, "rows must be evenly spaced"),
        ({"field": FIELD, "points": POINTS**2}, "points must be evenly spaced"),
        ({"controls": []}, "controls must be at least one"),
        ({"title": ""}, "title must say"),
        ({"alt": "x"}, "alt must say in at least five words"),
        ({"points": [0, 0.5, 0.5]}, "points must be a one-dimensional increasing"),
        ({"points": [0, 2]}, "points must be at most 1"),
    ],
)
def test_an_inconsistent_declaration_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        explorer(ramp, **changes)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Slider("a b", "x", [0, 1], start=0), "name must be a Python identifier"),
        (lambda: Slider("a", "x", [1, 0], start=0), "stops must be at least two increasing"),
        (lambda: Slider("a", "x", [0, np.nan], start=0), "stops must be finite"),
        (lambda: Slider("a", "x", [0, 1], start=0.5), "a must be one of its stops"),
        (lambda: Choice("a", "x", ["only"]), "options must name at least two"),
        (lambda: Choice("a", "x", ["b", "c"], start="d"), "a must be one of its stops"),
        (lambda: Axis("x", "m", (1, 0)), "limits must be two increasing numbers"),
        (lambda: Axis("x", "m", (0, 1), log=True), "increasing positive numbers"),
        (lambda: Curve("a", "b", role="sparkle"), "role must be one of"),
        (lambda: Field([0, 1], "a", "", (1, 0)), "limits must be two increasing numbers"),
        (lambda: Field([1, 0], "a", "", (0, 1)), "rows must be a one-dimensional increasing"),
        (lambda: line(None, [0], [0], "sparkle"), "role must be one of"),
    ],
)
def test_controls_axes_and_roles_refuse_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@given(
    st.lists(st.integers(0, table.LEVELS), min_size=6, max_size=6),
    st.lists(st.integers(0, table.LEVELS), min_size=6, max_size=6),
)
def test_packing_loses_nothing(first, second):
    levels = np.array([[first], [second]], dtype=np.uint16)
    np.testing.assert_array_equal(table.unpack(table.pack(levels), levels.shape), levels)


@given(st.floats(1e-6, 1.0))
def test_a_logarithmic_axis_keeps_the_ratio_to_the_quantum(value):
    axis = Axis("transmission", "", (1e-6, 1.0), log=True)
    level = float(table.quantize(np.array([value]), axis)[0])
    assert abs(np.log(value / 1e-6) - np.log(1e6) * level / table.LEVELS) <= np.log(1e6) / 3999


def rgb(text):
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def luminance(parts):
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(color, paper):
    light, dark = sorted([luminance(rgb(color)), luminance(rgb(paper))], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_role_stands_out_from_its_paper(theme):
    paper = getattr(PAPER["paper"], theme)
    for name, role in ROLES.items():
        assert contrast(getattr(role, theme), paper) >= 3, name
    for name in ("ink", "muted"):
        assert contrast(getattr(PAPER[name], theme), paper) >= 4.5, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_map_grows_away_from_the_paper_in_lightness(theme):
    paper, full = (rgb(getattr(color, theme)) for color in (PAPER["paper"], ROLES[MAP_ROLE]))
    steps = np.diff(luminance(paper + np.linspace(0, 1, 256)[:, None] * (full - paper)))
    assert np.all(steps < 0) if theme == "light" else np.all(steps > 0)
