"""Staircases at several temperatures: what they know together that none knows alone."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0

GATE = np.linspace(0, 0.15, 120)
BATH = [0.05, 1.0, 2.0, 4.2]


def series(seed, floor=0.0, noise=0.003 * G0):
    return [
        lab.synthetic_staircase(
            GATE,
            hbar_omega_x=1e-3,
            hbar_omega_y=3e-3,
            v0=0.5e-3,
            temperature=float(np.hypot(bath, floor)),
            series_resistance=400.0,
            lever_arm=0.1,
            noise=noise,
            rng=100 * seed + i,
        )["conductance"]
        for i, bath in enumerate(BATH)
    ]


def test_the_lever_arm_is_measured_by_the_thermometer():
    truth = {
        "hbar_omega_x": 1e-3,
        "hbar_omega_y": 3e-3,
        "v0": 0.5e-3,
        "series_resistance": 400.0,
        "lever_arm": 0.1,
    }
    pulls = []
    for seed in range(4):
        fit = lab.fit_temperature_series(GATE, series(seed), BATH, nuisance=())
        assert fit.flags == {}
        pulls += [(fit[name] - true) / fit.uncertainty(name) for name, true in truth.items()]
    # χ² of 20 correlated pulls: 20 ± 6 were they independent.
    assert 3 < np.square(pulls).sum() < 50
    # One staircase knows ħω_x/ħω_y, but nothing of the lever arm.
    assert fit.uncertainty("lever_arm") < 0.01 * fit["lever_arm"]


def test_warm_electrons_are_told_from_tunneling():
    curves = series(1, floor=0.4)
    fit = lab.fit_temperature_series(GATE, curves, BATH)
    assert abs(fit["temperature_floor"] - 0.4) < 3 * fit.uncertainty("temperature_floor")
    assert abs(fit["hbar_omega_x"] - 1e-3) < 3 * fit.uncertainty("hbar_omega_x")
    cold = lab.fit_temperature_series(GATE, series(2), BATH)
    assert cold.limits["temperature_floor"][1] < 0.6
    assert cold.flags == {}


def test_a_known_lever_arm_and_other_gates():
    curves = series(3)
    gates = [GATE, GATE[::-1], GATE, GATE]
    curves[1] = curves[1][::-1]
    fit = lab.fit_temperature_series(gates, curves, BATH, lever_arm=0.1, nuisance="gain")
    assert fit.uncertainty("lever_arm") == 0
    assert abs(fit["gain"] - 1) < 4 * fit.uncertainty("gain")
    assert fit.data.size == 4 * GATE.size


def test_electron_temperature_at_its_limits():
    assert lab.electron_temperature(0.0, 0.2) == 0.2
    assert lab.electron_temperature(4.2, 0.0) == 4.2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((GATE, [GATE], [1.0]), "temperatures must be at least two"),
        ((GATE, [GATE, GATE], [1.0, 1.0]), "temperatures must differ"),
        (([GATE], [GATE, GATE], [1.0, 2.0]), "gates must be one array or one for each of 2"),
        ((GATE[:5], [GATE, GATE], [1.0, 2.0]), r"gates\[0\] must have the shape"),
        ((GATE, [GATE, GATE], [1.0, -2.0]), "temperatures must be at least 0"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        lab.fit_temperature_series(*arguments)
