"""Fermi, Bose and window functions against mpmath, their limits and their symmetries."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib import landauer
from landauer_lib.barriers import breit_wigner_conductance, breit_wigner_current
from landauer_lib.constants import K_B_EV
from landauer_lib.reservoirs import (
    WINDOW_FWHM,
    Reservoir,
    bias_window,
    bose,
    fermi,
    thermal_window,
)
from tests.library.helpers import approx

energies = st.floats(-1e5, 1e5).map(lambda e: e * 1e-5)
temperatures = st.floats(-5, 5).map(lambda p: 10.0**p)


def exact_fermi(energy, mu, temperature):
    x = (mp.mpf(energy) - mp.mpf(mu)) / (mp.mpf(K_B_EV) * mp.mpf(temperature))
    return 1 / (mp.exp(x) + 1)


@pytest.mark.parametrize("energy", [-0.3, -0.01, 0.0, 0.02, 0.25, 2.0])
@pytest.mark.parametrize("temperature", [0.5, 40.0, 300.0])
def test_fermi_and_window_match_mpmath(energy, temperature):
    mp.mp.dps = 400  # 1 - f is as small as e^-700
    f = exact_fermi(energy, 0.01, temperature)
    kt = mp.mpf(K_B_EV) * mp.mpf(temperature)
    x = abs(mp.mpf(energy) - mp.mpf(0.01)) / kt
    tolerance = 1e-12 if x < 700 else None  # beyond, both are below the smallest double
    if tolerance:
        assert float(fermi(energy, 0.01, temperature)) == approx(float(f), rel=tolerance)
        window = f * (1 - f) / kt
        assert float(thermal_window(energy, 0.01, temperature)) == approx(
            float(window), rel=tolerance
        )
    else:
        assert float(thermal_window(energy, 0.01, temperature)) < 1e-290


def test_fermi_at_zero_temperature_is_a_step():
    assert fermi([-1.0, 0.0, 1.0], 0.0, 0.0).tolist() == [1.0, 0.5, 0.0]


@given(energies, energies, temperatures)
def test_fermi_is_a_probability_with_particle_hole_symmetry(energy, mu, temperature):
    f = float(fermi(energy, mu, temperature))
    hole = float(fermi(-energy, -mu, temperature))
    assert 0 <= f <= 1
    assert f + hole == approx(1, abs=1e-15)


def test_window_has_unit_area_and_its_named_width():
    temperature = 7.0
    kt = K_B_EV * temperature
    energy = np.linspace(-45, 45, 2001) * kt
    window = thermal_window(energy, 0.0, temperature)
    # The trapezoidal rule converges exponentially on this bell.
    assert window.sum() * (energy[1] - energy[0]) == approx(1, rel=1e-13)
    half = thermal_window(WINDOW_FWHM / 2 * kt, 0.0, temperature)
    assert float(half * 8 * kt) == approx(1, rel=1e-14)
    assert approx(3.525494348078172, rel=1e-12) == WINDOW_FWHM


@given(temperatures, st.floats(-4, 2.8).map(lambda p: 10.0**p))
def test_bose_satisfies_detailed_balance(temperature, x):
    energy = x * K_B_EV * temperature
    n = float(bose(energy, temperature))
    assert n / (n + 1) == approx(np.exp(-x), rel=1e-12)


def test_bose_at_zero_temperature_is_empty():
    assert float(bose(1e-6, 0.0)) == 0.0


@pytest.mark.parametrize("bias", [1e-12, 1e-5, 3e-2, 1.5])
@pytest.mark.parametrize(("t_source", "t_drain"), [(20.0, 20.0), (20.0, 21.0), (3.0, 300.0)])
def test_bias_window_keeps_relative_accuracy(bias, t_source, t_drain):
    mp.mp.dps = 1500  # the exact difference is one of numbers within e^-1000 of each other
    source, drain = Reservoir(0.1 + bias, t_source), Reservoir(0.1, t_drain)
    for energy in (-0.1, 0.0, 0.07, 0.1, 0.13, 0.21, 1.0):
        exact = exact_fermi(energy, float(source.mu), t_source) - exact_fermi(energy, 0.1, t_drain)
        found = float(bias_window(energy, source, drain))
        assert found == approx(float(exact), rel=1e-11, abs=1e-290)


@given(energies, energies, energies, temperatures, temperatures)
def test_bias_window_is_bounded_and_antisymmetric(energy, mu_l, mu_r, t_l, t_r):
    source, drain = Reservoir(mu_l, t_l), Reservoir(mu_r, t_r)
    window = float(bias_window(energy, source, drain))
    assert -1 <= window <= 1
    assert float(bias_window(energy, drain, source)) == approx(-window, rel=1e-12)


def test_far_apart_reservoirs_fill_the_window_completely():
    cold = Reservoir(1.0, 1e-3), Reservoir(0.0, 1e-3)
    assert float(bias_window(0.5, *cold)) == 1.0
    frozen = Reservoir(1.0, 0.0), Reservoir(0.0, 0.0)
    assert bias_window([-0.1, 0.5, 1.1], *frozen).tolist() == [0.0, 1.0, 0.0]
    mixed = Reservoir(1.0, 0.0), Reservoir(0.0, 300.0)
    assert float(bias_window(0.5, *mixed)) == approx(1 - float(fermi(0.5, 0.0, 300.0)), rel=1e-14)


def test_arrays_broadcast_and_scalars_stay_scalars():
    assert fermi(np.zeros((3, 1)), np.zeros(4), 1.0).shape == (3, 4)
    assert np.ndim(fermi(0.0, 0.0, 1.0)) == 0
    reservoir = Reservoir(np.zeros((2, 1)), [1.0, 2.0, 3.0])
    assert reservoir.shape == (2, 3)
    assert bias_window(0.0, reservoir, Reservoir(0.0, 1.0)).shape == (2, 3)


def test_a_reservoir_cannot_be_changed():
    with pytest.raises(AttributeError):
        Reservoir(0.0, 1.0).mu = 1.0


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: Reservoir(0.0, -1.0), "temperature"),
        (lambda: Reservoir(np.nan, 1.0), "mu"),
        (lambda: Reservoir(0.0, np.inf), "temperature"),
        (lambda: Reservoir([0.0, 1.0], [1.0, 2.0, 3.0]), "mu"),
        (lambda: fermi(np.nan, 0.0, 1.0), "energy"),
        (lambda: fermi(0.0, np.inf, 1.0), "mu"),
        (lambda: fermi(0.0, 0.0, -4.2), "temperature"),
        (lambda: thermal_window(0.0, 0.0, 0.0), "temperature.*delta"),
        (lambda: thermal_window(0.0, 0.0, -1.0), "temperature"),
        (lambda: bose(0.0, 1.0), "energy"),
        (lambda: bose(-1e-3, 1.0), "energy"),
        (lambda: bose(1e-3, -1.0), "temperature"),
        (lambda: bias_window(np.nan, Reservoir(0, 1), Reservoir(0, 1)), "energy"),
        (lambda: bias_window([0.0, 1.0], Reservoir([0, 1, 2], 1), Reservoir(0, 1)), "source"),
    ],
)
def test_bad_values_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: Reservoir("hot", 1.0), "mu"),
        (lambda: Reservoir(0.0, "4 K"), "temperature"),
        (lambda: fermi(0.0, 1j, 1.0), "mu"),
        (lambda: thermal_window("0", 0.0, 1.0), "energy"),
        (lambda: bose(None, 1.0), "energy"),
    ],
)
def test_what_is_not_a_number_is_refused_by_name(call, name):
    with pytest.raises(TypeError, match=name):
        call()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: landauer.conductance(1.0, 5), "reservoir"),
        (lambda: landauer.seebeck(1.0, None), "reservoir"),
        (lambda: landauer.current(1.0, 5, Reservoir(0.0, 1.0)), "source"),
        (lambda: landauer.heat_current(1.0, Reservoir(0.0, 1.0), "cold"), "drain"),
        (lambda: bias_window(0.0, Reservoir(0.0, 1.0), 2), "drain"),
        (lambda: breit_wigner_conductance(0.0, 0.1, 0.1, 3), "reservoir"),
        (lambda: breit_wigner_current(0.0, 0.1, 0.1, 3, Reservoir(0.0, 1.0)), "source"),
    ],
)
def test_what_is_no_reservoir_is_refused_by_name(call, name):
    with pytest.raises(TypeError, match=f"{name} must be a Reservoir, got"):
        call()


def test_the_lower_voltage_is_the_source_of_electrons():
    """A battery's negative pole on the left sends electrons to the right."""
    left, right = Reservoir.at_voltage(-1e-3, 1.0), Reservoir.at_voltage(0.0, 1.0)
    assert float(left.mu) - float(right.mu) == 1e-3
    assert np.all(bias_window(np.linspace(-1e-3, 2e-3, 7), left, right) > 0)
    shifted = Reservoir.at_voltage([0.0, 0.5], 0.0, mu=0.2)
    np.testing.assert_allclose(shifted.mu, [0.2, -0.3])
    with pytest.raises(ValueError, match="voltage"):
        Reservoir.at_voltage(np.nan, 1.0)
    with pytest.raises(ValueError, match="temperature"):
        Reservoir.at_voltage(0.0, -1.0)
