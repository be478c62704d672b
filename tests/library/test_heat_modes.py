"""Heat in modes of phonons and photons against mpmath, the quantum, entropy and information."""

import mpmath
import numpy as np
import pytest
from hypothesis import given

from landauer_lib.constants import H_PLANCK, HBAR, K_B, K_B_EV, KAPPA0
from landauer_lib.heat import (
    information_rate,
    mode_heat_current,
    mode_thermal_conductance,
    phonon_thermal_conductance,
)
from tests.library.helpers import approx, decades
from tests.library.helpers_heat import KT, T, quantum

# --- conductance ----------------------------------------------------------------------------------


def boson_integral(low, high=mpmath.inf):
    """(3/π²)∫ y² e^y/(e^y − 1)² dy, scaled up: mpmath's quadrature stops at an absolute error."""
    with mpmath.workdps(30):
        low = mpmath.mpf(low)
        top = low + 80 if high == mpmath.inf else mpmath.mpf(high)
        points = [p for p in (low, low + 1, low + 5, low + 20) if p < top] + [top]
        value = mpmath.quad(
            lambda y: mpmath.exp(low) * (y / 2 / mpmath.sinh(y / 2)) ** 2 if y else mpmath.mpf(1),
            points,
        )
        return float(value * mpmath.exp(-low) * 3 / mpmath.pi**2)


@pytest.mark.parametrize("x", [1e-8, 1e-3, 0.3, 0.999, 1.001, 3.0, 12.0, 40.0, 300.0])
def test_gapped_mode_against_mpmath(x):
    found = mode_thermal_conductance(x * KT, T) / quantum(T)
    assert found == approx(boson_integral(x), rel=1e-12)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1e-6), (0, 0.5), (0.3, 0.3 + 1e-9), (2, 2.7), (2, 9), (50, 50.5), (0, 90)]
)
def test_band_with_two_ends_against_mpmath(low, high):
    found = mode_thermal_conductance(low * KT, T, upper=high * KT) / quantum(T)
    # The given ends are rounded before they are subtracted: that bounds a narrow band.
    rel = 1e-12 + 4e-16 * high / (high - low)
    assert found == approx(boson_integral(low, high), rel=rel)


def test_massless_mode_is_the_quantum_at_any_temperature():
    temperatures = np.array([0, 1e-100, 1e-10, 1.0, 1e10])
    np.testing.assert_allclose(
        mode_thermal_conductance(0.0, temperatures), quantum(temperatures), rtol=1e-14
    )
    assert mode_thermal_conductance(1e-3, 0.0) == 0


@given(decades, decades)
def test_mode_stays_below_the_quantum_and_falls_with_its_cutoff(cutoff, temperature):
    whole = mode_thermal_conductance([cutoff * 1e-4, 1.01e-4 * cutoff], temperature)
    assert 0 <= whole[1] <= whole[0] <= quantum(temperature) * (1 + 1e-14)
    parts = mode_thermal_conductance(0.0, temperature, upper=cutoff * 1e-4) + whole[0]
    assert parts == approx(quantum(temperature), rel=1e-12)


def test_waveguide_is_the_sum_of_its_modes():
    cutoffs = np.array([0, 0, 1e-4, 3e-4])
    temperatures = np.array([0.1, 1.0, 5.0])
    expected = sum(mode_thermal_conductance(c, temperatures) for c in cutoffs)
    np.testing.assert_allclose(
        phonon_thermal_conductance(cutoffs, temperatures), expected, rtol=1e-14
    )
    assert phonon_thermal_conductance(np.zeros((5, 1, 4)), temperatures).shape == (5, 3)
    many = phonon_thermal_conductance(np.zeros(16), 0.1)
    assert many == approx(16 * quantum(0.1), rel=1e-13)


# --- finite differences of temperature ------------------------------------------------------------


def test_heat_current_of_a_massless_mode():
    assert mode_heat_current(0.3, 0.1) == approx(KAPPA0 / 2 * 0.08, rel=1e-13)
    assert mode_heat_current(0.1, 0.3) == -mode_heat_current(0.3, 0.1)
    assert mode_heat_current(0.0, 0.0) == 0


@pytest.mark.parametrize("x", [1e-3, 0.7, 5.0, 60.0])
@pytest.mark.parametrize("ratio", [0.0, 0.5, 0.81, 0.999, 1 - 1e-9])
def test_gapped_heat_current_against_mpmath(x, ratio):
    with mpmath.workdps(70):
        cold = mpmath.mpf(ratio * T) / mpmath.mpf(T)
        edge = mpmath.mpf(x * KT) / (mpmath.mpf(K_B_EV) * mpmath.mpf(T))

        def power(t):
            if not t:
                return mpmath.mpf(0)
            y = edge / t
            return t**2 * (mpmath.polylog(2, mpmath.exp(-y)) - y * mpmath.log(-mpmath.expm1(-y)))

        exact = float(power(mpmath.mpf(1)) - power(cold))
    unit = (K_B * T) ** 2 / H_PLANCK
    found = mode_heat_current(T, ratio * T, cutoff=x * KT) / unit
    assert found == approx(exact, rel=1e-11)


@given(decades, decades, decades)
def test_heat_flows_to_the_cold_and_obeys_the_bound(hot, cold, cutoff):
    power = mode_heat_current(hot, cold, cutoff=cutoff * 1e-4)
    assert power * (hot - cold) >= 0
    assert abs(power) <= KAPPA0 / 2 * max(hot, cold) ** 2 * (1 + 1e-13)


def test_information_bound_is_the_entropy_of_a_thermal_channel():
    power = mode_heat_current(2.0, 0.0)
    entropy_current = KAPPA0 * 2.0
    assert information_rate(power) == approx(entropy_current / K_B / np.log(2), rel=1e-13)
    assert information_rate(1.0) == approx(np.sqrt(np.pi / 3 / HBAR) / np.log(2), rel=1e-15)


# --- shapes and refusals --------------------------------------------------------------------------


def test_shapes():
    column = np.ones((3, 1))
    assert mode_thermal_conductance(np.zeros(4), column).shape == (3, 4)
    assert mode_thermal_conductance(np.zeros(4), column, upper=1.0).shape == (3, 4)
    assert mode_heat_current(np.ones(4), column, cutoff=1e-3).shape == (3, 4)
    assert isinstance(mode_thermal_conductance(0.0, 1.0), float)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: mode_thermal_conductance(-1e-3, 1), "cutoff must be at least 0"),
        (lambda: mode_thermal_conductance(np.nan, 1), "cutoff must be finite"),
        (lambda: mode_thermal_conductance(0, -1), "temperature"),
        (lambda: mode_thermal_conductance(1e-3, 1, upper=1e-4), "upper"),
        (lambda: mode_thermal_conductance([1, 2], [1, 2, 3]), "broadcast"),
        (lambda: phonon_thermal_conductance(0.0, 1), "cutoffs must hold one energy per mode"),
        (lambda: phonon_thermal_conductance([-1.0], 1), "cutoffs"),
        (lambda: phonon_thermal_conductance([0.0], -1), "temperature"),
        (lambda: mode_heat_current(-1, 0), "hot"),
        (lambda: mode_heat_current(1, -1), "cold"),
        (lambda: mode_heat_current(1, 1, cutoff=-1), "cutoff"),
        (lambda: information_rate(-1), "power"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: mode_thermal_conductance("low", 1), "cutoff"),
        (lambda: mode_heat_current(1j, 0), "hot"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
