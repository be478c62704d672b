"""Exclusion statistics: Wu's equation, adaptive quadrature, and one quantum for all of them."""

from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import xlogy

from landauer_lib import landauer
from landauer_lib.constants import K_B_EV
from landauer_lib.heat import exclusion_occupation, exclusion_thermal_conductance, exclusion_window
from landauer_lib.reservoirs import Reservoir, fermi, thermal_window
from tests.library.helpers import approx, decades
from tests.library.helpers_heat import KT, T, quantum

# --- thermal conductance --------------------------------------------------------------------------


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


def test_semions_have_a_closed_occupation():
    """For g = ½, n = 1/sqrt(¼ + e^(2x)): integrate that directly, as a second method."""
    expected = open_circuit(
        lambda x: np.exp(2 * x) / (0.25 + np.exp(2 * x)) ** 1.5, lambda x: x, -0.3, 80.0
    )
    found = exclusion_thermal_conductance(0.5, T, edge=-0.3 * KT) / quantum(T)
    assert found == approx(expected, rel=1e-10)
    assert exclusion_thermal_conductance(np.ones(4), np.ones((3, 1)), edge=0.0).shape == (3, 4)
    assert isinstance(exclusion_thermal_conductance(0.5, 1.0), float)


@given(decades, decades, st.floats(-800, 800))
def test_statistics_never_exceed_the_quantum(g, temperature, edge):
    found = exclusion_thermal_conductance(g, temperature, edge=edge * K_B_EV * temperature)
    assert 0 <= found <= quantum(temperature) * (1 + 1e-10)


# --- occupation and window ------------------------------------------------------------------------


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


@pytest.mark.parametrize("g", [1 / 3, 0.5, 1.0, 2.0, 3.0])
def test_entropy_of_the_occupation_is_the_same_for_any_statistics(g):
    """Wu's entropy per state, from n alone, integrated over x = E/k_BT: π²/3."""

    def entropy(x):
        n = float(exclusion_occupation(x * KT, g, T))
        room, holes = 1 + (1 - g) * n, max(1 - g * n, 0.0)
        return xlogy(room, room) - xlogy(holes, holes) - xlogy(n, n)

    pieces = pairwise([-140, -40, -10, 0, 10, 60])
    found = sum(quad(entropy, *ends, epsabs=1e-11, limit=200)[0] for ends in pieces)
    assert found == approx(np.pi**2 / 3, rel=1e-9)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: exclusion_thermal_conductance(0, 1), "exclusion must be above 0"),
        (lambda: exclusion_occupation(np.nan, 1, 1), "energy"),
        (lambda: exclusion_occupation(0, 0, 1), "exclusion must be above 0"),
        (lambda: exclusion_occupation(0, 1, -1), "temperature"),
        (lambda: exclusion_window(0, 1, 0), "temperature must be above 0"),
        (lambda: exclusion_window(0, -1, 1), "exclusion must be above 0"),
        (lambda: exclusion_thermal_conductance(1, -1), "temperature"),
        (lambda: exclusion_thermal_conductance(1, 1, edge=np.nan), "edge"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: exclusion_thermal_conductance("fermion", 1), "exclusion"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
