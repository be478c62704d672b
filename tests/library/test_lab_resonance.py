"""A peak over the gate: widths that come back, and the one that temperature hides."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.barriers import breit_wigner_conductance
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.reservoirs import Reservoir

GATE = np.linspace(-0.02, 0.02, 121)


def peak(left, right, temperature):
    return breit_wigner_conductance(0.1 * (0.003 - GATE), left, right, Reservoir(0.0, temperature))


def test_widths_and_position_come_back():
    clean, noise, pulls = peak(3e-4, 1e-4, 0.5), 0.002 * G0, []
    truth = {"position": 0.003, "gamma_left": 3e-4, "gamma_right": 1e-4, "offset": 0.05 * G0}
    for seed in range(8):
        noisy = clean + 0.05 * G0 + np.random.default_rng(seed).normal(0, noise, GATE.size)
        fit = lab.fit_resonance(GATE, noisy, lever_arm=0.1, temperature=0.5, noise=noise)
        assert fit.flags == {}
        pulls.append([(fit[name] - true) / fit.uncertainty(name) for name, true in truth.items()])
    assert 32 - 24 < np.square(pulls).sum() < 32 + 40


def test_a_thermal_peak_hides_the_level_s_width():
    narrow = 0.02 * K_B_EV * 4.2
    clean = peak(narrow, narrow / 2, 4.2)
    noisy = clean + np.random.default_rng(0).normal(0, 0.01 * clean.max(), GATE.size)
    fit = lab.fit_resonance(GATE, noisy, lever_arm=0.1, temperature=4.2)
    assert "widths" in fit.flags
    wide = lab.fit_resonance(GATE, noisy, lever_arm=0.1, temperature=40.0)
    assert {"wrong model", "correlated"} & set(wide.flags)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.fit_resonance(GATE, GATE[:5], lever_arm=1, temperature=1), "at least 10"),
        (lambda: lab.fit_resonance(GATE[:9], GATE, lever_arm=1, temperature=1), "gate must have"),
        (lambda: lab.fit_resonance(GATE, GATE, lever_arm=1, temperature=1), "no single level"),
        (lambda: lab.fit_resonance(GATE, GATE, lever_arm=0, temperature=1), "lever_arm must not"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
