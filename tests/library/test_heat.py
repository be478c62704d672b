from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq

from landauer_lib import landauer
from landauer_lib.constants import G0, H_PLANCK, HBAR, HBAR_EV, K_B, K_B_EV, KAPPA0, LORENZ
from landauer_lib.heat import (
    circuit_transmission,
    exclusion_occupation,
    exclusion_thermal_conductance,
    exclusion_window,
    heat_current,
    information_rate,
    mode_thermal_conductance,
    phonon_thermal_conductance,
    photon_thermal_conductance,
    resonance_lorenz_ratio,
    suspended_beam_cutoffs,
    wiedemann_franz,
)
from landauer_lib.reservoirs import Reservoir, fermi, thermal_window


def approx(expected, rel=1e-12, abs=0.0):  # pytest's own adds abs=1e-12, more than most values here
    return pytest.approx(expected, rel=rel, abs=abs)


decades = st.floats(-5, 5).map(lambda exponent: 10.0**exponent)
T = 0.7
KT = K_B_EV * T


def quantum(temperature):
    return KAPPA0 * temperature


# --- bosons ---------------------------------------------------------------------------------------


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


def test_beam_has_four_massless_branches_and_plate_limits():
    width, thickness, velocity = 200e-9, 60e-9, 6000.0
    beam = suspended_beam_cutoffs(width, thickness, velocity, 12)
    assert beam.shape == (16,)
    assert np.all(np.diff(beam) >= 0)
    assert np.count_nonzero(beam == 0) == 4
    unit = HBAR_EV * np.pi * velocity
    brute = sorted(unit * np.hypot(m / width, n / thickness) for m in range(40) for n in range(40))
    np.testing.assert_allclose(beam[4:], brute[1:13], rtol=1e-14)
    swapped = suspended_beam_cutoffs(thickness, width, velocity, 12)
    np.testing.assert_allclose(beam, swapped, rtol=1e-14)
    square = suspended_beam_cutoffs(width, width, velocity, 200)[4:]
    brute = sorted(unit / width * np.hypot(m, n) for m in range(40) for n in range(40))
    np.testing.assert_allclose(square, brute[1:201], rtol=1e-14)
    low = phonon_thermal_conductance(beam, 0.02)
    assert low == approx(4 * quantum(0.02), rel=1e-12)


# --- finite differences of temperature ------------------------------------------------------------


def test_heat_current_of_a_massless_mode():
    assert heat_current(0.3, 0.1) == approx(KAPPA0 / 2 * 0.08, rel=1e-13)
    assert heat_current(0.1, 0.3) == -heat_current(0.3, 0.1)
    assert heat_current(0.0, 0.0) == 0


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
    found = heat_current(T, ratio * T, cutoff=x * KT) / unit
    assert found == approx(exact, rel=1e-11)


@given(decades, decades, decades)
def test_heat_flows_to_the_cold_and_obeys_the_bound(hot, cold, cutoff):
    power = heat_current(hot, cold, cutoff=cutoff * 1e-4)
    assert power * (hot - cold) >= 0
    assert abs(power) <= KAPPA0 / 2 * max(hot, cold) ** 2 * (1 + 1e-13)


def test_information_bound_is_the_entropy_of_a_thermal_channel():
    power = heat_current(2.0, 0.0)
    entropy_current = KAPPA0 * 2.0
    assert information_rate(power) == approx(entropy_current / K_B / np.log(2), rel=1e-13)
    assert information_rate(1.0) == approx(np.sqrt(np.pi / 3 / HBAR) / np.log(2), rel=1e-15)


# --- exclusion statistics -------------------------------------------------------------------------


@given(decades, decades)
def test_any_statistics_conducts_one_quantum(g, temperature):
    found = exclusion_thermal_conductance(g, temperature)
    assert found == approx(quantum(temperature), rel=1e-10)


@pytest.mark.parametrize("edge", [-30.0, -4.0, -0.5, 0.0, 0.5, 3.0, 40.0])
def test_fermions_are_the_step_of_the_landauer_formula(edge):
    found = exclusion_thermal_conductance(1.0, T, edge=edge * KT)
    with mpmath.workdps(30):
        points = [mpmath.mpf(edge)] + [p for p in (-10, 0, 10) if p > edge] + [max(edge, 0) + 90]
        k = [
            mpmath.quad(lambda e, n=n: e**n / (4 * mpmath.cosh(e / 2) ** 2), points)
            for n in range(3)
        ]
        exact = float((k[2] - k[1] ** 2 / k[0]) * 3 / mpmath.pi**2)
    assert found == approx(exact * quantum(T), rel=1e-10)
    second = landauer.thermal_conductance(
        lambda energy: (energy > edge * KT).astype(float),
        Reservoir(mu=0.0, temperature=T),
        degeneracy=1,
        breakpoints=[edge * KT],
    )
    if edge < 30:  # of a window that passes 1e-18 the Landauer integral keeps fewer digits
        assert found == approx(second, rel=1e-8)


def open_circuit(weight, x, start, end):
    """(3/π²)(K2 − K1²/K0) from the weight of each s and its x, by adaptive quadrature in pieces."""
    cuts = np.linspace(start, end, 12)
    k = [
        sum(
            quad(lambda s, n=n: x(s) ** n * weight(s), *ends, epsabs=0, epsrel=1e-13)[0]
            for ends in pairwise(cuts)
        )
        for n in range(3)
    ]
    return (k[2] - k[1] ** 2 / k[0]) * 3 / np.pi**2


@pytest.mark.parametrize("g", [1e-3, 1 / 3, 0.5, 2.0, 3.0])
@pytest.mark.parametrize("edge", [-8.0, -0.3, 0.4, 20.0])
def test_gapped_statistics_by_adaptive_quadrature(g, edge):
    def x(s):
        return g * s + (1 - g) * np.log1p(np.exp(s))

    start = brentq(lambda s: x(s) - edge, -abs(edge) / g - 60, abs(edge) + 60, xtol=1e-13)
    start = max(start, np.log(g) - 50)
    expected = open_circuit(
        lambda s: np.exp(s) / (np.exp(s) + g) ** 2, x, start, max(start, np.log(g)) + 60
    )
    found = exclusion_thermal_conductance(g, T, edge=edge * KT) / quantum(T)
    assert found == approx(expected, rel=1e-10)


@pytest.mark.parametrize("g", [0.1, 1 / 3, 0.5, 1.0, 2.0, 3.0])
def test_occupation_solves_wus_equation_and_its_window_is_its_slope(g):
    x = np.array([-30.0, -4.0, -0.5, 0.0, 0.5, 3.0, 40.0])
    n = exclusion_occupation(x * KT, g, T)
    # The energy at which n particles sit in a state, from w = 1/n − g, with 1 − gn kept as 1 − gn.
    with mpmath.workdps(40):
        for energy, found in zip(x, n, strict=True):
            if g * found < 0.999:
                w = 1 / mpmath.mpf(float(found)) - mpmath.mpf(g)
                back = g * mpmath.log(w) + (1 - g) * mpmath.log1p(w)
                assert abs(back - energy) < 1e-10
    assert np.all((n >= 0) & (n <= 1 / g * (1 + 1e-12)))
    h = 1e-3
    ahead, behind = (exclusion_occupation((x + s) * KT, g, T) for s in (h, -h))
    slope = (behind - ahead) / (2 * h * KT)
    window = exclusion_window(x * KT, g, T)
    np.testing.assert_allclose(window, slope, rtol=1e-4, atol=1e-9 / KT)


def test_fermions_and_semions_have_closed_occupations_and_windows():
    x = np.linspace(-20, 20, 81)
    energy = x * KT
    np.testing.assert_allclose(
        exclusion_occupation(energy, 1.0, T), fermi(energy, 0.0, T), rtol=1e-11
    )
    np.testing.assert_allclose(
        exclusion_window(energy, 1.0, T), thermal_window(energy, 0.0, T), rtol=1e-11
    )
    np.testing.assert_allclose(
        exclusion_occupation(energy, 0.5, T), 1 / np.sqrt(0.25 + np.exp(2 * x)), rtol=1e-11
    )
    np.testing.assert_allclose(exclusion_occupation([-1.0, 1.0], 0.5, 0.0), [2.0, 0.0], atol=1e-300)


@pytest.mark.parametrize("g", [1 / 3, 0.5, 1.0, 2.0, 3.0])
def test_window_carries_one_over_g_of_charge_no_peltier_heat_and_the_quantum(g):
    moments = [
        quad(lambda x, n=n: x**n * KT * exclusion_window(x * KT, g, T), -140, 60, limit=400)[0]
        for n in range(3)
    ]
    assert moments[0] == approx(1 / g, rel=1e-9)
    assert abs(moments[1]) < 1e-8
    assert moments[2] == approx(np.pi**2 / 3, rel=1e-9)


def test_semions_have_a_closed_occupation():
    """For g = ½, n = 1/sqrt(¼ + e^(2x)): integrate that directly, as a second method."""
    expected = open_circuit(
        lambda x: np.exp(2 * x) / (0.25 + np.exp(2 * x)) ** 1.5, lambda x: x, -0.3, 80.0
    )
    found = exclusion_thermal_conductance(0.5, T, edge=-0.3 * KT) / quantum(T)
    assert found == approx(expected, rel=1e-10)


@given(decades, decades, st.floats(-800, 800))
def test_statistics_never_exceed_the_quantum(g, temperature, edge):
    found = exclusion_thermal_conductance(g, temperature, edge=edge * K_B_EV * temperature)
    assert 0 <= found <= quantum(temperature) * (1 + 1e-10)


# --- photons and electrons ------------------------------------------------------------------------


@given(decades, decades, decades)
def test_circuit_transmission(first, second, scale):
    expected = 4 * first * second / (first + second) ** 2
    assert circuit_transmission(first, second) == approx(expected, rel=1e-13)
    assert circuit_transmission(first * scale, second * scale) == approx(expected, rel=1e-12)
    assert circuit_transmission(second, first) == approx(expected, rel=1e-13)
    assert circuit_transmission(first, first) == 1
    heat = photon_thermal_conductance(first, second, scale)
    assert heat == approx(expected * quantum(scale), rel=1e-13)


def test_wiedemann_franz_of_an_open_channel():
    assert wiedemann_franz(G0, T) == approx(2 * quantum(T), rel=1e-14)
    assert wiedemann_franz(1.0, T) == approx(LORENZ * T, rel=1e-15)


@pytest.mark.parametrize("ratio", [1e-4, 0.1, 1.0, 10.0, 99.0, 102.0, 1e4])
def test_resonance_lorenz_ratio_against_mpmath(ratio):
    with mpmath.workdps(40):
        a = mpmath.mpf(ratio) / 4 / mpmath.pi
        half = mpmath.mpf(ratio) / 2
        c = sorted(
            {p for k in (0, 1, 10) for p in (-k * half, k * half) if abs(p) < 90} | {-90, 90}
        )
        k = [
            mpmath.quad(lambda e, n=n: e**n / (1 + (e / half) ** 2) / mpmath.cosh(e / 2) ** 2, c)
            for n in (0, 2)
        ]
        exact = float(k[1] / k[0] * 3 / mpmath.pi**2)
        closed = float(12 * a * (1 / mpmath.psi(1, a + 0.5) - a))
    assert closed == approx(exact, rel=1e-12)
    assert resonance_lorenz_ratio(ratio * KT, T) == approx(exact, rel=2e-12)


def test_resonance_lorenz_ratio_limits_and_second_method():
    assert resonance_lorenz_ratio(KT, T) == approx(0.17204128, abs=5e-9)
    assert resonance_lorenz_ratio(1.0, 0.0) == 1
    assert resonance_lorenz_ratio(1e-9 * KT, T) == approx(6e-9 / np.pi**3, rel=1e-8)
    second = landauer.lorenz_ratio(
        lambda energy: 0.3 / (1 + (2 * energy / KT) ** 2), Reservoir(mu=0.0, temperature=T)
    )
    assert resonance_lorenz_ratio(KT, T) == approx(second, rel=1e-8)


@given(decades, decades)
def test_resonance_lorenz_ratio_bounds(width, temperature):
    values = resonance_lorenz_ratio([width * 1e-4, 1.01e-4 * width], temperature)
    assert 0 < values[0] <= values[1] * (1 + 1e-12) <= 1 + 2e-12


# --- shapes and refusals --------------------------------------------------------------------------


def test_shapes():
    column = np.ones((3, 1))
    assert mode_thermal_conductance(np.zeros(4), column).shape == (3, 4)
    assert mode_thermal_conductance(np.zeros(4), column, upper=1.0).shape == (3, 4)
    assert exclusion_thermal_conductance(np.ones(4), column, edge=0.0).shape == (3, 4)
    assert heat_current(np.ones(4), column, cutoff=1e-3).shape == (3, 4)
    assert resonance_lorenz_ratio(np.ones(4), column).shape == (3, 4)
    assert isinstance(exclusion_thermal_conductance(0.5, 1.0), float)
    assert isinstance(mode_thermal_conductance(0.0, 1.0), float)


nan = float("nan")


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: mode_thermal_conductance(-1e-3, 1), "cutoff must be at least 0"),
        (lambda: mode_thermal_conductance(nan, 1), "cutoff must be finite"),
        (lambda: mode_thermal_conductance(0, -1), "temperature"),
        (lambda: mode_thermal_conductance(1e-3, 1, upper=1e-4), "upper"),
        (lambda: mode_thermal_conductance([1, 2], [1, 2, 3]), "broadcast"),
        (lambda: phonon_thermal_conductance(0.0, 1), "cutoffs must hold one energy per mode"),
        (lambda: phonon_thermal_conductance([-1.0], 1), "cutoffs"),
        (lambda: phonon_thermal_conductance([0.0], -1), "temperature"),
        (lambda: suspended_beam_cutoffs(0, 1, 1, 1), "width"),
        (lambda: suspended_beam_cutoffs(1, -1, 1, 1), "thickness"),
        (lambda: suspended_beam_cutoffs(1, 1, nan, 1), "shear_velocity"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, -1), "count"),
        (lambda: exclusion_thermal_conductance(0, 1), "exclusion must be above 0"),
        (lambda: exclusion_occupation(nan, 1, 1), "energy"),
        (lambda: exclusion_occupation(0, 0, 1), "exclusion must be above 0"),
        (lambda: exclusion_occupation(0, 1, -1), "temperature"),
        (lambda: exclusion_window(0, 1, 0), "temperature must be above 0"),
        (lambda: exclusion_window(0, -1, 1), "exclusion must be above 0"),
        (lambda: exclusion_thermal_conductance(1, -1), "temperature"),
        (lambda: exclusion_thermal_conductance(1, 1, edge=nan), "edge"),
        (lambda: heat_current(-1, 0), "hot"),
        (lambda: heat_current(1, -1), "cold"),
        (lambda: heat_current(1, 1, cutoff=-1), "cutoff"),
        (lambda: information_rate(-1), "power"),
        (lambda: circuit_transmission(0, 1), "first"),
        (lambda: circuit_transmission(1, 0), "second"),
        (lambda: photon_thermal_conductance(1, 1, -1), "temperature"),
        (lambda: photon_thermal_conductance(-1, 1, 1), "first"),
        (lambda: wiedemann_franz(-1, 1), "conductance"),
        (lambda: wiedemann_franz(1, -1), "temperature"),
        (lambda: resonance_lorenz_ratio(0, 1), "gamma"),
        (lambda: resonance_lorenz_ratio(1, -1), "temperature"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: mode_thermal_conductance("low", 1), "cutoff"),
        (lambda: exclusion_thermal_conductance("fermion", 1), "exclusion"),
        (lambda: heat_current(1j, 0), "hot"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
