"""Heat of the charge mode: sum against integral, limits, and a tunneling integral."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import loggamma

from landauer_lib.constants import HBAR, K_B, KAPPA0
from landauer_lib.luttinger import (
    Wire,
    charge_heat_conductance,
    impurity_lorenz_ratio,
    lead_temperature,
    wire_lorenz_ratio,
)
from tests.library.helpers import approx
from tests.library.helpers_luttinger import profile


def share(wire, temperature):
    return charge_heat_conductance(wire, temperature) / (KAPPA0 * np.asarray(temperature))


@pytest.mark.parametrize(("K", "expected"), [(0.7, 0.940), (0.5, 0.800), (0.25, 0.471)])
def test_hot_wires_carry_the_published_shares(K, expected):
    wire = Wire(K, 2e-6, 3e5 / K)
    assert float(share(wire, 300.0)) == pytest.approx(expected, abs=5e-4)
    assert float(share(wire, 300.0)) == approx(2 * K / (1 + K**2), rel=1e-12)
    assert float(share(wire, 1e-4)) == approx(1, rel=1e-4)


@pytest.mark.parametrize("K", [0.2, 0.7, 1.4])
@pytest.mark.parametrize("ratio", [0.02, 0.3, 1.0, 3.0])
def test_the_sum_over_echoes_is_the_integral_over_frequencies(K, ratio):
    wire = Wire(K, 2e-6, 3e5)
    temperature = ratio * float(lead_temperature(2e-6, 3e5))

    def heat(x):
        return (
            float(wire.ac_transmission(x * K_B * temperature / HBAR)) ** 2
            * (x / 2 / np.sinh(x / 2)) ** 2
        )

    expected = 3 / np.pi**2 * quad(heat, 1e-9, 45, limit=2000, epsabs=1e-11)[0]
    assert float(share(wire, temperature)) == approx(expected, rel=1e-7)


def test_a_wire_cut_into_equal_sections_is_the_same_wire():
    whole = Wire(0.4, 3e-6, 2e5)
    cut = Wire([0.4, 0.4, 0.4], [1e-6, 0.5e-6, 1.5e-6], 2e5)
    kelvin = np.array([0.0, 0.05, 0.8, 20.0])
    assert charge_heat_conductance(cut, kelvin) == approx(
        charge_heat_conductance(whole, kelvin), rel=1e-9
    )


def test_sections_keep_the_ends_of_the_scale():
    wire = profile(4)
    shares = share(wire, np.array([1e-4, 0.3, 5.0]))
    assert float(shares[0]) == approx(1, rel=1e-3)
    assert np.all((shares > 0) & (shares <= 1))


def test_soft_contacts_pass_the_heat():
    sharp = Wire(0.5, 1e-6, 1e6)
    soft = Wire.with_soft_contacts(0.5, 1e-6, 1e6, contact_length=2e-5)
    assert float(share(sharp, 20.0)) == pytest.approx(0.8, abs=0.01)
    assert float(share(soft, 20.0)) > 0.99


def test_without_interactions_wiedemann_and_franz_hold():
    free = Wire(1.0, 1e-6, 3e5)
    assert wire_lorenz_ratio(free, [0.1, 10.0]) == approx([1.0, 1.0])
    spinless = Wire(0.5, 1e-6, 3e5, degeneracy=1)
    assert float(wire_lorenz_ratio(spinless, 500.0)) == approx(0.8, rel=1e-9)
    nanotube = Wire(0.25, 1e-6, 3e6, degeneracy=4)
    assert float(wire_lorenz_ratio(nanotube, 3000.0)) == approx((3 + 8 / 17) / 4, rel=1e-9)


@pytest.mark.parametrize("K", [0.55, 0.7, 0.9, 1.0])
def test_an_impurity_has_the_lorenz_ratio_of_tunneling_between_two_half_wires(K):
    """The end density of states at temperature T is cosh(E/2T)|Γ(1/2K + iE/2πT)|²."""

    def weight(x):
        return np.exp(4 * loggamma(1 / (2 * K) + 1j * x / (2 * np.pi)).real)

    total = quad(weight, 0, 120, epsabs=0, epsrel=1e-10)[0]
    second = quad(lambda x: x**2 * weight(x), 0, 120, epsabs=0, epsrel=1e-10)[0]
    assert float(impurity_lorenz_ratio(K)) == approx(second / total / (np.pi**2 / 3), rel=1e-8)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: charge_heat_conductance(0.5, 1.0), TypeError, "wire"),
        (lambda: charge_heat_conductance(profile(1), -1.0), ValueError, "temperature"),
        (lambda: charge_heat_conductance(profile(1), 1e6), ValueError, "temperature"),
        (lambda: wire_lorenz_ratio(profile(1), 0.0), ValueError, "temperature"),
        (lambda: impurity_lorenz_ratio(0.4), ValueError, "K must"),
        (lambda: impurity_lorenz_ratio(1.1), ValueError, "K must"),
    ],
)
def test_bad_values_are_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
