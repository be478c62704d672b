"""Fits of a molecule's I–V curve: pulls, the convention, and what the curve cannot tell."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.barriers import molecular_current

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
