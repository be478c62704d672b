"""Widgets of chapter 6: what they print and where their labels stand."""

import numpy as np
import pytest

from landauer_lib.widgets import half_plateaus, threshold

COLD = {"hill": 0.4, "temperature": 0.5}


def texts(view):
    return [label.text for label in view.labels]


@pytest.mark.parametrize(
    ("bias", "expected"),
    [
        (0.0, "1 2 3 4"),
        (1.0, "0.5 1 1.5 2 2.5 3 3.5 4 4.5"),
        (2.0, "0.5 1.5 2.5 3.5 4.5"),
        (4.0, "0.5 1 2 3 4"),
    ],
)
def test_every_plateau_of_the_plot_carries_its_number(bias, expected):
    view, _ = half_plateaus().view_at(bias=bias, **COLD)
    assert texts(view) == expected.split()


def test_at_twice_the_spacing_the_half_plateau_is_labeled_in_its_middle():
    view, _ = half_plateaus().view_at(bias=4.0, **COLD)
    assert view.labels[0].text == "0.5"
    assert view.labels[0].x == pytest.approx(0)


def test_labels_stand_below_the_plateau_they_name():
    made = half_plateaus()
    for bias in np.arange(0, 4.01, 0.25):
        view, curves = made.view_at(bias=bias, **COLD)
        for label in view.labels:
            assert np.interp(label.x, made.points, curves[0]) > label.y + 0.2


def test_a_slope_above_the_mean_is_called_a_riser():
    made = half_plateaus()
    assert made.view_at(bias=4.0, **COLD)[0].reading == (
        "eV = 2 ħω_y. Slope midway between thresholds: 0 % of the mean; at a threshold: on a riser."
    )


def test_a_melted_staircase_has_no_labels():
    view, _ = half_plateaus().view_at(bias=1.0, hill=2, temperature=4)
    assert not view.labels


@pytest.mark.parametrize("ratio", [0.3, 2.0])
@pytest.mark.parametrize("warmth", [0.0, 0.3])
def test_each_mode_at_its_threshold_has_its_number_just_right_of_its_curve(ratio, warmth):
    made = threshold()
    view, curves = made.view_at(ratio=ratio, warmth=warmth)
    labels = {label.text: label for label in view.labels}
    for mode in range(3):
        label = labels[str(mode)]
        here = np.array([np.interp(label.x, made.points, curve) for curve in curves])
        assert here[1 + mode] > label.y + 0.1
        assert np.all(here[2 + mode :] < label.y - 0.1)
        assert np.all(here[: 1 + mode] > label.y + 0.1)
