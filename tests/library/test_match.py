"""Matches: what is shown, what counts as matched, what cannot be matched is refused."""

import base64
import json

import numpy as np
import pytest

from landauer_lib.widgets import Axis, Curve, ErrorBars, Explorer, Match, Slider

X = np.linspace(0, 1, 101)
MEASURED = ErrorBars([0.1, 0.5, 0.9], [0.2, 0.98, 1.81], 0.05, label="measured")


def match(**parts):
    given = {"panel": "plot", "curve": "line", "question": "Which slope?", "answer": {"slope": 2}}
    return Match(**{**given, **parts})


def explorer(task, start=0.5):
    return Explorer(
        lambda slope: {"line": slope * X},
        Slider("slope", "slope", [0.5, 1, 2], start=start),
        name="ramp",
        title="A ramp",
        alt="A straight line rising from zero.",
        x=Axis("x", "m", (0, 1)),
        points=X,
        y=Axis("y", "m", (0, 4)),
        curves=[Curve("line", "the line")],
        tasks=[task],
    )


def asked(task):
    [spec] = explorer(task).spec["tasks"]
    return spec, json.loads(base64.b64decode(spec["key"]))


def test_points_of_the_hidden_setting_are_shown_and_the_setting_is_not():
    spec, key = asked(match())
    np.testing.assert_allclose(spec["y"], 2 * np.array(spec["x"]), rtol=1e-6)
    assert spec["mark"]["kind"] == "dots"
    assert spec["mark"]["role"] == "measured"
    assert key["answer"] == {"slope": 2}
    assert "answer" not in spec


def test_measured_points_come_with_their_error_bars():
    spec, _ = asked(match(points=MEASURED, within=0.02))
    assert (spec["measured"], spec["mark"]["kind"]) == (True, "bars")
    assert spec["y"] == [0.2, 0.98, 1.81]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"answer": {"slope": 3}}, "slope must be one of its stops"),
        ({"answer": {"tilt": 2}}, "setting must name controls"),
        ({"curve": "g"}, "curve must be one of"),
        ({"points": MEASURED, "answer": {"slope": 1}}, "at the answer the curve is 0.14"),
        ({"points": ErrorBars([0.5], [1], 0.1), "within": 0.2}, "opens on the points"),
        ({"points": ErrorBars([1.5], [1], 0.1)}, "x of the points must be at most 1"),
        ({"points": ErrorBars([0.5], [5], 0.1)}, "y of the points must be at most 4"),
        ({"within": 0}, "within"),
        ({"tries": 0}, "tries"),
        ({"says": ""}, "says must say something"),
    ],
)
def test_what_cannot_be_matched_is_refused(parts, says):
    with pytest.raises(ValueError, match=says):
        explorer(match(**parts))
