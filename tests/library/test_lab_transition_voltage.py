"""Transition voltages against the exact minimum of the closed-form current."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from landauer_lib import lab
from landauer_lib.barriers import molecular_current

BIAS = np.linspace(-1.5, 1.5, 301)


def exact(level, asymmetry, sign):
    def curve(volts):
        current = molecular_current(
            sign * volts, level, 1e-4, 1e-4, asymmetry=asymmetry, temperature=0.0
        )
        return float(np.log(abs(current) / volts**2))

    return sign * minimize_scalar(curve, bounds=(0.3 * level, 1.9 * level), method="bounded").x


@pytest.mark.parametrize("asymmetry", [0.0, 0.1, -0.15])
def test_the_formula_inverts_the_exact_minima(asymmetry):
    up, down = (exact(0.7, asymmetry, sign) for sign in (1, -1))
    level, eta = lab.level_from_transition_voltages(up, down)
    assert level == pytest.approx(0.7, rel=1e-3)
    assert eta == pytest.approx(asymmetry, abs=1e-3)


def test_noisy_data_give_level_and_asymmetry_within_their_uncertainties():
    clean = molecular_current(BIAS, 0.8, 2e-3, 1e-3, asymmetry=0.1, temperature=4.0)
    noise = 0.02 * clean[250]
    pulls = []
    for seed in range(12):
        noisy = clean + np.random.default_rng(seed).normal(0, noise, BIAS.size)
        found = lab.transition_voltages(BIAS, noisy)
        assert found.flags == {}
        pulls.append((found.level[0] - 0.8) / found.level[1])
        pulls.append((found.asymmetry[0] - 0.1) / found.asymmetry[1])
    assert 24 - 3 * 7 < np.square(pulls).sum() < 24 + 5 * 7


def test_what_is_not_there_is_not_found():
    clean = molecular_current(BIAS, 0.8, 2e-3, 1e-3, asymmetry=-0.2, temperature=4.0)
    found = lab.transition_voltages(BIAS, clean)
    assert found.negative is None
    assert found.level is None
    assert "still falls" in found.flags["negative"]
    with pytest.raises(ValueError, match="bias must reach a transition voltage"):
        lab.transition_voltages(0.3 * BIAS, molecular_current(0.3 * BIAS, 0.8, 2e-3, 1e-3))
    noisy = clean + np.random.default_rng(0).normal(0, 0.3 * clean[250], BIAS.size)
    with pytest.raises(ValueError, match="noise is too large"):
        lab.transition_voltages(BIAS, noisy)


def test_an_offset_of_the_bias_is_noticed():
    clean = molecular_current(BIAS, 0.8, 2e-3, 1e-3, temperature=4.0)
    found = lab.transition_voltages(BIAS + 0.02, clean)
    assert "no current flows at 0.02 V" in found.flags["offset"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.level_from_transition_voltages(-1, -1), "positive must be above 0"),
        (lambda: lab.level_from_transition_voltages(1, 1), "negative must be below 0"),
        (lambda: lab.transition_voltages(BIAS[:9], BIAS[:9]), "at least 20 samples"),
        (lambda: lab.transition_voltages(BIAS, BIAS, noise=0), "noise must be above 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
