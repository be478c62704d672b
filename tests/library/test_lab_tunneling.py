"""Simmons' barrier against an integral over electrons, and its fit."""

import numpy as np
import pytest
from scipy.integrate import quad

from landauer_lib import lab
from landauer_lib.constants import E_CHARGE, H_PLANCK, HBAR2_OVER_2M_EV

BIAS = np.linspace(-1, 1, 81)


@pytest.mark.parametrize("bias", [0.01, 0.3, 1.0])
def test_simmons_from_the_electrons_that_tunnel(bias):
    # At 0 K every electron of the energy E ≤ 0 along the barrier, counted from the higher Fermi
    # energy, tunnels with the WKB exponent of the mean barrier φ − V/2; motion beside it has
    # 4πm/h² states for each energy and area, of which V or −E are filled and have no counterpart.
    height, width = 2.0, 1.5e-9
    decay = 2 * width / np.sqrt(HBAR2_OVER_2M_EV)
    states = 1 / (2 * np.pi * HBAR2_OVER_2M_EV)  # 4πm/h² = m/πħ², in 1/(eV m²), both spins

    def supply(energy):
        return min(bias, -energy)

    def integrand(energy):
        return np.exp(-decay * np.sqrt(height - bias / 2 - energy)) * supply(energy)

    flow, _ = quad(integrand, -2.0 * height, 0, points=[-bias], limit=200, epsrel=1e-10)
    expected = E_CHARGE**2 / H_PLANCK * states * flow * 1e-18
    found = lab.simmons_current(bias, height, width, area=1e-18)
    # Of the integral's x² + 3x + 3 for each exponential, x = a√(φ − V/2) of the larger, Simmons
    # keeps x².
    x = decay * np.sqrt(height - bias / 2)
    assert found * (1 + 3 / x + 3 / x**2) == pytest.approx(expected, rel=0.02)
    assert found < expected


def test_simmons_is_odd_and_grows_exponentially_with_the_gap():
    there = lab.simmons_current(BIAS, 3.0, 1e-9, area=1e-18)
    np.testing.assert_allclose(there, -there[::-1], rtol=1e-12, atol=1e-40)
    near, far = (lab.simmons_current(0.01, 4.0, s, area=1e-18) for s in (1e-9, 2e-9))
    decay = 2 * 1e-9 * np.sqrt(4.0 / HBAR2_OVER_2M_EV)
    assert np.log(near / far) == pytest.approx(decay + np.log(2), abs=0.1)


def test_height_and_width_come_back_with_right_uncertainties():
    clean = lab.simmons_current(BIAS, 2.0, 1e-9, area=1e-12)
    noise, pulls = 0.005 * clean.max(), []
    for seed in range(12):
        noisy = clean + np.random.default_rng(seed).normal(0, noise, BIAS.size)
        fit = lab.fit_tunneling(BIAS, noisy, area=1e-12, noise=noise)
        assert fit.flags == {}
        pulls.append((fit["height"] - 2.0) / fit.uncertainty("height"))
    assert 12 - 3 * 5 < np.square(pulls).sum() < 12 + 5 * 5


def test_the_effective_mass_scales_the_width_only():
    clean = lab.simmons_current(BIAS, 2.0, 1e-9, area=1e-12, mass=0.4)
    fit = lab.fit_tunneling(BIAS, clean, area=1e-12, mass=0.4)
    assert fit["width"] == pytest.approx(1.0, rel=1e-6)


def test_a_level_is_no_barrier():
    from landauer_lib.barriers import molecular_current

    level = molecular_current(BIAS, 0.3, 0.02, 0.005, temperature=300.0)
    noisy = level + np.random.default_rng(0).normal(0, 1e-3 * level.max(), BIAS.size)
    fit = lab.fit_tunneling(BIAS, noisy, area=1e-18)
    assert "wrong model" in fit.flags
    assert "do not quote" in fit.report()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.simmons_current(2.0, 1.0, 1e-9, area=1.0), "bias must stay below the height"),
        (lambda: lab.simmons_current(0.1, -1.0, 1e-9, area=1.0), "height must be above 0"),
        (lambda: lab.fit_tunneling(BIAS, BIAS, area=0.0), "area must be above 0"),
        (lambda: lab.fit_tunneling(1e3 * BIAS, BIAS, area=1.0), "in mV"),
        (lambda: lab.fit_tunneling(BIAS, BIAS, area=1.0, start={"s": 1}), "start names"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
