"""Maps of dI/dV over gate and bias, against the formula at finite bias behind a real resistor."""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from landauer_lib import lab
from landauer_lib.constants import G0
from landauer_lib.point_contact import differential_conductance

GATE = np.linspace(0, 0.12, 49)
BIAS = np.linspace(-4e-3, 4e-3, 61)
ALPHA, SERIES = 0.08, 600.0
SADDLE = {"hbar_omega_x": 0.9e-3, "hbar_omega_y": 2.5e-3, "v0": 0.5e-3, "temperature": 0.5}


def measured(seed, series=SERIES, noise=0.005 * G0):
    """A map over the meter's voltage: the contact's own, dI/dV and I, moved by R_s I."""
    across = np.linspace(-6e-3, 6e-3, 2401)
    table = []
    for gate in GATE:
        alone = differential_conductance(ALPHA * gate, across, **SADDLE)
        current = cumulative_trapezoid(alone, across, initial=0)
        current -= np.interp(0, across, current)
        table.append(np.interp(BIAS, across + series * current, alone / (1 + series * alone)))
    table = np.array(table) + np.random.default_rng(seed).normal(0, noise, (GATE.size, BIAS.size))
    return lab.conductance_map(GATE, BIAS, table)


def test_lever_arm_spacings_and_wires_come_out_of_a_map():
    fit = lab.fit_bias_map(measured(0), temperature=0.5)
    assert fit.flags == {}
    truth = {"lever_arm": ALPHA, "hbar_omega_x": 0.9e-3, "series_resistance": SERIES}
    for n in range(4):
        truth[f"threshold_{n + 1}"] = (0.5e-3 + 2.5e-3 * (n + 0.5)) / ALPHA
    for name, true in truth.items():
        assert abs(fit[name] - true) < 4 * fit.uncertainty(name), name
    # The trapezoids of the measured current leave 1e-3 of a spacing.
    np.testing.assert_allclose(fit.spacings[:, 0], 2.5e-3, rtol=1e-3)
    assert (fit.spacings[:, 1] < 2e-6).all()
    assert fit.residual_map.shape == (GATE.size, BIAS.size)
    without = lab.fit_bias_map(measured(0), temperature=0.5, series_resistance=0.0)
    assert "series_resistance" in without.flags or "wrong model" in without.flags


def test_wires_are_taken_off_a_map():
    quiet = measured(0, noise=0.0)
    alone = lab.without_series_resistance(quiet, SERIES)
    gate, bias = np.meshgrid(alone["gate"], alone["bias"], indexing="ij")
    expected = differential_conductance(ALPHA * gate, bias, **SADDLE)
    assert np.abs(alone.values - expected).max() < 0.01 * G0
    assert np.abs(quiet.sel(bias=alone["bias"]).values - expected).max() > 0.2 * G0
    with pytest.raises(ValueError, match="below the smallest resistance"):
        lab.without_series_resistance(quiet, 20e3)
    with pytest.raises(ValueError, match="bias must include 0"):
        lab.without_series_resistance(quiet.sel(bias=slice(1e-3, 4e-3)), SERIES)


def test_a_map_from_currents_and_from_single_samples():
    current = 5e-5 * BIAS + 3.0 * BIAS**3
    from_current = lab.conductance_map(GATE, BIAS, np.tile(current, (49, 1)), quantity="current")
    inner = from_current.values[3, 1:-1]
    # A central difference of x³ is 3x² + h².
    np.testing.assert_allclose(inner, 5e-5 + 9 * BIAS[1:-1] ** 2 + 3 * (BIAS[1] - BIAS[0]) ** 2)
    gate, bias = (axis.ravel() for axis in np.meshgrid(GATE, BIAS, indexing="ij"))
    order = np.random.default_rng(0).permutation(gate.size)
    values = gate + 100 * bias
    made = lab.conductance_map(gate[order], bias[order], values[order])
    np.testing.assert_array_equal(made.values, values.reshape(49, 61))
    with pytest.raises(ValueError, match="values must fill the grid"):
        lab.conductance_map(gate[1:], bias[1:], values[1:])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.conductance_map(GATE, BIAS, np.zeros((61, 49))), r"shape \(gate, bias\)"),
        (lambda: lab.conductance_map(GATE[:2], BIAS, np.zeros((2, 61))), "at least 3 gates"),
        (lambda: lab.conductance_map(GATE, 0 * BIAS, np.zeros((49, 61))), "must not repeat"),
        (lambda: lab.conductance_map(GATE, BIAS, np.zeros((49, 61)), quantity="R"), "quantity"),
        (lambda: lab.fit_bias_map(1e6 * measured(0), temperature=0.5), "in µS"),
        (lambda: lab.fit_bias_map(measured(0), temperature=-1.0), "temperature must be"),
        (
            lambda: lab.fit_bias_map(measured(0).assign_coords(bias=1e3 * BIAS), temperature=0.5),
            "in mV",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
