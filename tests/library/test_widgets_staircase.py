"""Widgets of chapter 6: what they print and where their labels stand."""

import numpy as np
import pytest

from landauer_lib import landauer
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.reservoirs import Reservoir
from landauer_lib.widgets import abrupt, cusp, half_plateaus
from landauer_lib.widgets.book.staircase import lattice

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
def test_each_mode_of_the_cusp_has_its_number_just_right_of_its_curve(ratio, warmth):
    made = cusp()
    view, curves = made.view_at(ratio=ratio, warmth=warmth)
    labels = {label.text: label for label in view.labels}
    for mode in range(3):
        label = labels[str(mode)]
        here = np.array([np.interp(label.x, made.points, curve) for curve in curves])
        assert here[1 + mode] > label.y + 0.1
        assert np.all(here[2 + mode :] < label.y - 0.1)
        assert np.all(here[: 1 + mode] > label.y + 0.1)


def test_the_thermal_average_is_the_one_of_the_library():
    energy = np.array([0.0, 0.4, 1.0, 1.1, 2.0, 5.0])
    transmission = np.array([0.0, 0.1, 0.9, 1.3, 1.0, 2.0])
    expected = landauer.conductance(
        lambda e: np.interp(e, energy, transmission),
        Reservoir(mu=energy, temperature=0.3 / K_B_EV),
        breakpoints=energy,
    )
    found = lattice._thermal_average(energy, transmission, 0.3)
    np.testing.assert_allclose(found, expected / G0, rtol=1e-9)


def test_a_slit_conducts_below_its_first_threshold_and_stops_where_its_leads_do():
    """0.396 comes from energies ten times as dense, down to the band of the leads."""
    energy, transmission = lattice._lattice_transmission(0, 0)
    assert transmission[energy < 0.16].max() == 0  # (24/60)² E1: the leads' first mode
    _, curves = abrupt().view_at(length=0, funnel=0, warmth=0.3)
    assert curves[0, 0] == pytest.approx(0.396, abs=0.001)
    assert np.all(np.diff(curves[0]) > 0)


def test_the_neck_of_the_widget_opens_nearly_as_the_squares():
    steps = abrupt().view["panels"]["plot"]["curves"][1]
    opens = lattice.ENERGY[1:][np.diff(steps) > 0]
    np.testing.assert_allclose(opens, [1, 4, 9, 16], rtol=0.05)
