"""Fits of a molecule's I–V curve: pulls, the convention, and what the curve cannot tell."""

import numpy as np
import pytest
from scipy.optimize import brentq

from landauer_lib import lab
from landauer_lib.barriers import molecular_current
from landauer_lib.lab.synthetic import pink_noise

BIAS = np.linspace(-1.2, 1.2, 97)


def test_molecular_fit_uncertainties_are_right():
    truth = {"level": 0.3, "gamma_left": 0.02, "gamma_right": 0.005, "asymmetry": 0.1}
    clean = molecular_current(BIAS, temperature=300.0, **truth)
    noise, pulls = 0.01 * clean.max(), []
    for seed in range(8):
        noisy = clean + np.random.default_rng(seed).normal(0, noise, BIAS.size)
        fit = lab.fit_molecular_iv(BIAS, noisy, temperature=300.0, noise=noise)
        pulls.append([(fit[name] - truth[name]) / fit.uncertainty(name) for name in truth])
        assert fit.notes == ()
    assert 32 - 24 < np.square(pulls).sum() < 32 + 40


@pytest.mark.parametrize(
    ("level", "gamma_left", "gamma_right", "asymmetry"),
    [(-0.3, 0.005, 0.02, 0.1), (0.3, 0.02, 0.005, -0.1)],
)
def test_molecular_fit_follows_its_convention(level, gamma_left, gamma_right, asymmetry):
    current = molecular_current(
        BIAS, level, gamma_left, gamma_right, asymmetry=asymmetry, temperature=77.0
    )
    fit = lab.fit_molecular_iv(BIAS, current, temperature=77.0)
    expected = {"level": 0.3, "gamma_left": 0.02, "gamma_right": 0.005, "asymmetry": -0.1}
    for name, true in expected.items():
        assert fit[name] == pytest.approx(true, rel=1e-5)


def test_equivalent_molecular_solutions_end_as_one():
    clean = molecular_current(BIAS, 0.3, 0.02, 0.005, asymmetry=0.1, temperature=77.0)
    noisy = clean + np.random.default_rng(0).normal(0, 0.01 * clean.max(), BIAS.size)
    plain = lab.fit_molecular_iv(BIAS, noisy, temperature=77.0)
    mirrored = {"level": -0.3, "gamma_left": 0.005, "gamma_right": 0.02, "asymmetry": -0.1}
    other = lab.fit_molecular_iv(BIAS, noisy, temperature=77.0, start=mirrored)
    for name in plain.free:
        assert other[name] == pytest.approx(plain[name], rel=1e-4)
    np.testing.assert_allclose(other.covariance, plain.covariance, rtol=2e-4)


def test_molecular_fit_says_what_it_cannot_know():
    bias = np.linspace(-0.2, 0.2, 60)
    far = molecular_current(bias, 2.0, 0.05, 0.02, temperature=300.0)
    noisy = far + np.random.default_rng(0).normal(0, 0.01 * far.max(), bias.size)
    fit = lab.fit_molecular_iv(bias, noisy, temperature=300.0)
    assert any("hardly constrained" in note for note in fit.notes)
    same = molecular_current(BIAS, 0.3, 0.05, 0.05, temperature=77.0)
    noisy = same + np.random.default_rng(0).normal(0, 0.01 * same.max(), BIAS.size)
    fit = lab.fit_molecular_iv(BIAS, noisy, temperature=77.0)
    assert any("equal within" in note for note in fit.notes)


# --- what the residuals say, and the instrument ---------------------------------------------------

TRUTH = {"level": 0.3, "gamma_left": 0.02, "gamma_right": 0.005, "asymmetry": 0.1}
CLEAN = molecular_current(BIAS, temperature=300.0, **TRUTH)


def noise_of(seed, share=0.01):
    return np.random.default_rng(seed).normal(0, share * CLEAN.max(), BIAS.size)


def behind(resistance):
    """I = f(V − R_s I), by bisection for each voltage: no other solver than the fit's is alike."""
    currents = []
    for volts in BIAS:

        def missing(current, volts=volts):
            across = volts - resistance * current
            return current - float(molecular_current(across, temperature=300.0, **TRUTH))

        currents.append(brentq(missing, 2 * CLEAN.min(), 2 * CLEAN.max(), xtol=1e-16))
    return np.array(currents)


def within(fit, deviations=4, **truth):
    return all(abs(fit[k] - v) < deviations * fit.uncertainty(k) for k, v in truth.items())


def test_wires_in_series_are_named_and_can_be_fitted():
    data = behind(1e5)
    plain = lab.fit_molecular_iv(BIAS, data + noise_of(1), temperature=300.0)
    assert "series_resistance" in plain.flags
    assert not within(plain, 4, level=0.3)
    fit = lab.fit_molecular_iv(
        BIAS, data + noise_of(1), temperature=300.0, nuisance="series_resistance"
    )
    assert fit.flags == {}
    assert within(fit, series_resistance=1e5, **TRUTH)
    clean = lab.fit_molecular_iv(BIAS, data, temperature=300.0, nuisance="series_resistance")
    assert clean["series_resistance"] == pytest.approx(1e5, rel=1e-5)


def test_a_voltmeter_s_zero_is_not_taken_for_an_asymmetry():
    shifted = molecular_current(BIAS - 0.01, temperature=300.0, **TRUTH) + noise_of(2)
    fit = lab.fit_molecular_iv(BIAS, shifted, temperature=300.0)
    assert within(fit, 3, voltage_offset=0.01, **TRUTH)
    sure = lab.fit_molecular_iv(BIAS, shifted, temperature=300.0, nuisance=())
    assert not within(sure, 8, asymmetry=0.1)
    moved = sure.sensitivity("voltage_offset", 0.01)["asymmetry"]
    assert sure["asymmetry"] - 0.1 == pytest.approx(moved, rel=0.3)
    # With ten times less noise the residuals tell by themselves.
    quiet = molecular_current(BIAS - 0.01, temperature=300.0, **TRUTH) + noise_of(2, 5e-4)
    told = lab.fit_molecular_iv(BIAS, quiet, temperature=300.0, nuisance=())
    assert "voltage_offset" in told.flags


def test_a_temperature_is_fitted_or_doubted():
    fit = lab.fit_molecular_iv(BIAS, CLEAN + noise_of(3))
    assert within(fit, temperature=300.0, **TRUTH)
    assert fit.uncertainty("temperature") < 30
    cold = lab.fit_molecular_iv(BIAS, CLEAN + noise_of(3), temperature=77.0)
    assert "temperature" in cold.flags


def test_a_spectrum_of_something_else_is_not_fitted_without_a_word():
    bias = np.linspace(-5e-3, 5e-3, 401)
    gap = 1.3e-3
    outside = np.sqrt(np.maximum(bias**2 - gap**2, 0.0))
    current = 1e-7 * np.sign(bias) * outside + 1e-9 * bias  # a superconductor's, at 0 K
    noisy = current + np.random.default_rng(0).normal(0, 1e-4 * current.max(), bias.size)
    fit = lab.fit_molecular_iv(bias, noisy, temperature=1.5)
    assert "wrong model" in fit.flags
    assert "do not quote" in fit.report()
    barrier = lab.simmons_current(BIAS, 2.0, 1e-9, area=1e-15)
    noisy = barrier + np.random.default_rng(0).normal(0, 1e-4 * barrier.max(), BIAS.size)
    assert {"wrong model", "beyond the bias"} & set(
        lab.fit_molecular_iv(BIAS, noisy, temperature=300.0).flags
    )


def test_compliance_and_slow_noise_are_noticed():
    cut = np.clip(CLEAN + noise_of(4), -0.8 * CLEAN.max(), 0.8 * CLEAN.max())
    assert "saturation" in lab.fit_molecular_iv(BIAS, cut, temperature=300.0).flags
    slow = CLEAN + 0.01 * CLEAN.max() * pink_noise(BIAS.size, 0)
    fit = lab.fit_molecular_iv(BIAS, slow, temperature=300.0)
    assert "correlated" in fit.flags


def test_a_bias_that_lags_is_noticed_and_can_be_fitted():
    there_and_back = np.concatenate((BIAS, BIAS[::-1]))
    lag = np.repeat([0.01, -0.01], BIAS.size)
    data = molecular_current(there_and_back - lag, temperature=300.0, **TRUTH)
    data = data + np.concatenate((noise_of(5), noise_of(6)))
    assert "hysteresis" in lab.fit_molecular_iv(there_and_back, data, temperature=300.0).flags
    fit = lab.fit_molecular_iv(there_and_back, data, temperature=300.0, nuisance="hysteresis")
    assert within(fit, hysteresis=0.02, **TRUTH)


def test_one_sign_of_bias_is_said():
    up = BIAS > 0
    fit = lab.fit_molecular_iv(BIAS[up], (CLEAN + noise_of(7))[up], temperature=300.0)
    assert "one polarity" in fit.flags
    assert "voltage_offset" not in fit.free


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((BIAS, 1e9 * CLEAN), "no single level exceeds"),
        ((1e3 * BIAS, CLEAN), "in mV"),
        ((BIAS * 0 + 1, CLEAN), "bias must vary"),
        ((BIAS, np.where(BIAS > 1, np.nan, CLEAN)), "current must be finite"),
    ],
)
def test_other_units_are_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        lab.fit_molecular_iv(*arguments, temperature=300.0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: lab.fit_molecular_iv(BIAS, BIAS, temperature=-1),
            "temperature must be at least 0",
        ),
        (lambda: lab.fit_molecular_iv(BIAS, BIAS[:3], temperature=1), "current must be at least 8"),
        (lambda: lab.fit_molecular_iv(BIAS[:9], BIAS, temperature=1), "bias must have the shape"),
        (lambda: lab.fit_molecular_iv(BIAS, 0 * BIAS, temperature=1), "bias and current must not"),
        (
            lambda: lab.fit_molecular_iv(BIAS, BIAS, temperature=1, noise=-1),
            "noise must be above 0",
        ),
        (lambda: lab.fit_molecular_iv(BIAS, BIAS, temperature=1, start={"eta": 0}), "start names"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
