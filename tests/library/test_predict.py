"""Predictions: what they hide, what the page gets, what cannot be told apart is refused."""

import base64
import json

import numpy as np
import pytest

from landauer_lib.widgets import Axis, Curve, Explorer, Predict, Slider

X = np.linspace(0, 1, 201)
RIGHT = "Half of it is through."
LINE, FLIP = "That is Ohm's law.", "That is the reflection."


def step(threshold):
    return 1 / (1 + np.exp(-(X - threshold) / 0.05))


def predict(**parts):
    given = {
        "panel": "plot",
        "curve": "g",
        "question": "Sketch it at 0.6.",
        "setting": {"threshold": 0.6},
        "mistakes": {LINE: X, FLIP: 1 - step(0.6)},
        "right": RIGHT,
    }
    return Predict(**{**given, **parts})


def explorer(*tasks, y=None, name="a-step"):
    return Explorer(
        lambda threshold: {"g": step(threshold), "half": X * 0 + 0.5},
        Slider("threshold", "threshold", [0.2, 0.4, 0.6], start=0.2, unit="meV"),
        name=name,
        title="A step",
        alt="A step that rises from zero to one.",
        x=Axis("energy", "meV", (0, 1)),
        points=X,
        y=y or Axis("conductance", "2e²/h", (0, 1)),
        curves=[Curve("g", "conductance"), Curve("half", "one half", "reference")],
        tasks=tasks,
    )


def asked(task, **parts):
    [spec] = explorer(task, **parts).spec["tasks"]
    return spec, json.loads(base64.b64decode(spec["key"]))


def test_the_front_end_gets_the_curves_as_shares_of_the_height():
    spec, key = asked(predict())
    places = np.array(spec["places"])
    assert spec["setting"] == {"threshold": 2}
    assert spec["hidden"] == ["g"]
    assert len(places) == 81
    assert (places[0], places[-1]) == (0, 1)
    truth = np.interp(places, X, step(0.6))
    for says, levels in zip(key["says"], key["curves"], strict=True):
        expected = {RIGHT: truth, LINE: places, FLIP: 1 - truth}[says]
        np.testing.assert_allclose(np.array(levels) / 1000, expected, atol=0.001)
    assert key["says"][key["right"]] == RIGHT


def test_a_logarithmic_axis_measures_in_decades():
    axis = Axis("power", "W", (1e-4, 1e2), log=True)

    def maker(threshold):
        return {"p": np.full(X.size, 1e-1), "q": X * 0 + 1}

    log = Explorer(
        maker,
        Slider("threshold", "threshold", [0.2, 0.4], start=0.2),
        name="power",
        title="Power",
        alt="A power that does not change.",
        x=Axis("energy", "meV", (0, 1)),
        points=X,
        y=axis,
        curves=[Curve("p", "power"), Curve("q", "unit", "reference")],
        tasks=[predict(curve="p", setting={}, mistakes={LINE: np.full(X.size, 1e2)})],
    )
    key = json.loads(base64.b64decode(log.spec["tasks"][0]["key"]))
    assert sorted(levels[0] for levels in key["curves"]) == [500, 1000]


def test_the_answer_cannot_be_read_at_a_glance():
    spec, _ = asked(predict())
    text = json.dumps(spec, ensure_ascii=False)
    assert not any(says in text for says in (RIGHT, LINE, FLIP))


def test_the_right_still_has_no_fixed_place():
    places = {
        asked(predict(kind="choose"), name=name)[1]["right"] for name in ("a", "b", "c", "a-step")
    }
    assert len(places) > 1


def test_each_still_is_told_in_numbers():
    spec, key = asked(predict(kind="choose"))
    assert len(spec["options"]) == 3
    line = spec["options"][key["says"].index(LINE)]
    assert line.endswith(": 0 at 0, 0.25 at 0.25, 0.5 at 0.5, 0.75 at 0.75, 1 at 1")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"panel": "device"}, "panel must be a plot of a-step"),
        ({"curve": "f"}, "curve must be one of"),
        ({"also": ("f",)}, "curve must be one of"),
        ({"setting": {"gate": 1}}, "setting must name controls"),
        ({"setting": {"threshold": 0.5}}, "threshold must be one of its stops"),
        ({"mistakes": {LINE: X[:-1]}}, "must be 201 y values like the points"),
        ({"mistakes": {LINE: X + 0.1}}, "must be finite and within the y limits"),
        ({"mistakes": {LINE: X * np.nan}}, "must be finite"),
        ({"mistakes": {LINE: step(0.61)}}, "a sketch tells 0.05 apart"),
        ({"mistakes": {LINE: X, FLIP: X + 0.01 * (1 - X)}}, "a sketch tells 0.05 apart"),
        ({"mistakes": {RIGHT: X}}, "right must be told otherwise"),
        ({"mistakes": {}}, "mistakes must be 1 to 5"),
        ({"kind": "guess"}, "kind must be 'sketch' or 'choose'"),
        ({"question": " "}, "question must say something"),
    ],
)
def test_a_prediction_that_does_not_fit_is_refused(parts, says):
    with pytest.raises(ValueError, match=says):
        explorer(predict(**parts))


def test_one_thing_is_predicted_at_a_time():
    with pytest.raises(ValueError, match="a-step: tasks must have one prediction at most"):
        explorer(predict(), predict(curve="half", mistakes={LINE: X}))
