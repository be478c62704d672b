"""The text of reports, and the pictures: what a reader is shown."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0
from landauer_lib.lab.pictures import draw_fit, draw_map
from landauer_lib.lab.report import with_uncertainty
from tests.library.helpers_lab import GATE, NOISE, made_up


@pytest.fixture(scope="module")
def fit():
    trace = made_up(3)
    return lab.fit_staircase(
        trace["gate"], trace["conductance"], lever_arm=0.1, temperature=0.0, noise=NOISE
    )


def test_a_report_has_every_number_with_its_unit(fit):
    text = fit.report()
    for name, unit in (("hbar_omega_x", "eV"), ("series_resistance", "Ω"), ("temperature", "K")):
        row = next(line for line in text.splitlines() if line.startswith(f"  {name} "))
        assert row.endswith((unit, f"{unit} (held)"))
    assert f"± {with_uncertainty(fit['v0'], fit.uncertainty('v0'))[1]} eV" in text
    first, second = "hbar_omega_y", "v0"
    assert f"{first}, {second}: {fit.correlation(first, second):+.3f}" in text
    assert "warnings: none" in text
    assert max(map(len, text.splitlines())) <= 100
    assert "[[Variables]]" in fit.lmfit_report


@pytest.mark.parametrize(
    ("value", "error", "expected"),
    [
        (12906.4, 3.25, ("12906.4", "3.2")),
        (3.0e-3, 4.1e-7, ("0.00300000", "0.00000041")),
        (-7.7480e-5, 2e-8, ("-7.7480e-05", "0.0020e-05")),
        (5.0, 0.0, ("5", "0")),
        (5.0, np.inf, ("5", "inf")),
        (0.0, 0.2, ("0.00", "0.20")),
        (1e9, 2e6, ("1.0000e+09", "0.0020e+09")),
    ],
)
def test_numbers_go_as_far_as_their_uncertainty(value, error, expected):
    assert with_uncertainty(value, error) == expected


def test_a_picture_shows_residuals_in_units_of_the_noise(fit):
    top, bottom = draw_fit(fit)
    data, model = top.get_lines()
    np.testing.assert_array_equal(data.get_ydata(), fit.data)
    np.testing.assert_array_equal(model.get_ydata(), fit.fitted)
    np.testing.assert_allclose(bottom.get_lines()[0].get_ydata(), fit.residuals / NOISE)
    assert bottom.get_xlabel() == "gate voltage (V)"
    assert bottom.get_title(loc="left") == ""
    spoiled = lab.fit_staircase(GATE, fit.data + 0.02 * G0, lever_arm=0.1, temperature=0.0)
    assert "offset" in draw_fit(spoiled, (top, bottom))[1].get_title(loc="left")


def test_a_map_is_drawn_with_the_gate_to_the_right():
    made = lab.conductance_map([0, 1, 2, 3], np.linspace(-1e-3, 1e-3, 5), np.zeros((4, 5)))
    ax = draw_map(made)
    assert ax.get_xlabel() == "gate voltage (V)"
    low, high = ax.get_xlim()
    assert low < 0 < 3 < high
