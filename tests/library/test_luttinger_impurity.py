"""An impurity in the wire: exponents, duality, flow equation and the exact crossover at K = 1/2."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import HBAR, K_B, K_B_EV, R_K
from landauer_lib.luttinger import (
    circuit_parameter,
    density_of_states_exponent,
    exact_crossover,
    impurity_conductance,
    impurity_exponent,
    lead_temperature,
)
from tests.library.helpers import approx, decades

# --- exponents ------------------------------------------------------------------------------------


@given(st.floats(0.01, 10))
def test_exponents_and_duality(K):
    assert impurity_exponent(K, degeneracy=1) == approx(2 * K - 2, abs=1e-13)
    strong = impurity_exponent(K, impurity="strong", degeneracy=1)
    assert strong == approx(impurity_exponent(1 / K, degeneracy=1), abs=1e-12)
    assert strong == approx(2 * density_of_states_exponent(K, place="end", degeneracy=1), abs=1e-12)
    for options in ({"impurity": "weak"}, {"impurity": "strong"}):
        half = impurity_exponent(K, degeneracy=2, **options)
        assert half == approx(impurity_exponent(K, **options, degeneracy=1) / 2, abs=1e-13)
    assert density_of_states_exponent(K, degeneracy=1) == approx((K + 1 / K) / 2 - 1, abs=1e-12)


def scaling_dimension(rho, sigma):
    return (rho + sigma) / 2


@given(st.floats(0.1, 3))
def test_spinful_exponents_from_scaling_dimensions(K):
    """cos(√2 φ_ρ)cos(√2 φ_σ) has dimension (K_ρ + K_σ)/2, and its dual (1/K_ρ + 1/K_σ)/2."""
    weak = 2 * scaling_dimension(K, 1) - 2
    strong = 2 * scaling_dimension(1 / K, 1) - 2
    assert impurity_exponent(K, degeneracy=2) == approx(weak, abs=1e-12)
    found = impurity_exponent(K, impurity="strong", degeneracy=2)
    assert found == approx(strong, abs=1e-12)


# --- the exact crossover --------------------------------------------------------------------------


@pytest.mark.parametrize("x", [1e-6, 0.02, 0.5, 3.0, 30.0, 1e4])
@pytest.mark.parametrize("ratio", [0.0, 0.3, 4.0])
def test_crossover_is_the_thermal_average_of_the_resonance(x, ratio):
    """Refermionised: ∫(−f′(E − eV/2)) E²/(E² + γ²) dE, done by mpmath."""
    temperature, gamma = 0.7, 2 * np.pi * x * K_B_EV * 0.7
    bias = 2 * ratio * max(gamma, K_B_EV * 0.7)
    with mpmath.workdps(30):
        width, shift = mpmath.mpf(2 * np.pi * x), mpmath.mpf(bias / 2 / (K_B_EV * 0.7))
        points = {-80, -8, 0, 8, 80}
        points |= {p for c in (0, 1, 10, 100) for p in (-shift - c * width, -shift + c * width)}
        points = sorted(p for p in points if -80 <= p <= 80)
        exact = mpmath.quad(
            lambda e: (
                (e + shift) ** 2 / ((e + shift) ** 2 + width**2) / (4 * mpmath.cosh(e / 2) ** 2)
            ),
            points,
        )
    assert exact_crossover(temperature, gamma, bias) == approx(float(exact), rel=1e-10)


def test_crossover_limits():
    gamma, K = 1e-4, 0.5
    hot = gamma / (2 * np.pi * K_B_EV) * np.array([1e6, 2e6])
    missing = 1 - exact_crossover(hot, gamma)
    assert missing[0] == approx(np.pi**2 / 2 * 1e-6, rel=1e-4)
    assert np.log2(missing[1] / missing[0]) == approx(impurity_exponent(K, degeneracy=1), abs=1e-4)
    cold = gamma / (2 * np.pi * K_B_EV) * np.array([1e-6, 2e-6])
    left = exact_crossover(cold, gamma)
    assert left[0] == approx(1e-12 / 12, rel=1e-10)
    strong = impurity_exponent(K, impurity="strong", degeneracy=1)
    assert np.log2(left[1] / left[0]) == approx(strong, abs=1e-10)
    V = 3e-5
    assert exact_crossover(0.0, gamma, V) == approx(V**2 / (V**2 + 4 * gamma**2), rel=1e-13)
    assert exact_crossover(0.0, 0.0) == 1
    assert exact_crossover(0.0, gamma) == 0
    assert exact_crossover(np.ones((2, 1)), 1e-4, np.zeros(5)).shape == (2, 5)


@given(decades, decades, st.one_of(st.just(0.0), decades))
def test_crossover_bounds_and_monotony(temperature, gamma, bias):
    values = exact_crossover([temperature, 1.01 * temperature], gamma * 1e-4, bias * 1e-4)
    assert np.all((values >= 0) & (values <= 1 + 1e-15))
    if bias == 0:
        assert values[1] >= values[0]


# --- the flow from impurity to link ---------------------------------------------------------------


@given(decades, st.floats(0.1, 3), st.floats(0, 1), decades, st.one_of(st.just(0.0), decades))
def test_the_conductance_is_bounded(temperature, K, transmission, reference, leads):
    value = impurity_conductance(
        temperature, K, transmission, reference, degeneracy=1, lead_temperature=leads
    )
    assert 0 <= value <= 1


def test_the_conductance_has_both_power_laws_and_their_end():
    T, T_leads = np.array([1.0, 2.0]), 1e-3
    weak = 1 - impurity_conductance(T, 0.7, 1 - 1e-9, 1.0, degeneracy=1)
    assert weak[1] / weak[0] == approx(2.0 ** (2 * 0.7 - 2), rel=1e-6)
    strong = impurity_conductance(T, 0.7, 1e-9, 1.0, degeneracy=1)
    assert strong[1] / strong[0] == approx(2.0 ** (2 / 0.7 - 2), rel=1e-6)
    floor = impurity_conductance([0.0, 1e-6], 0.7, 0.5, 1.0, lead_temperature=T_leads, degeneracy=1)
    assert floor[0] == approx(floor[1], rel=1e-5)
    assert floor[0] == approx(impurity_conductance(T_leads, 0.7, 0.5, 1.0, degeneracy=1), rel=1e-5)
    assert impurity_conductance(0.0, 0.7, 0.5, 1.0, degeneracy=1) == 0
    assert impurity_conductance(0.0, 1.3, 0.5, 1.0, degeneracy=1) == 1
    np.testing.assert_allclose(
        impurity_conductance([0.0, 1e-9, 1e9], 1.0, 0.3, 1.0, degeneracy=1), 0.3
    )
    assert impurity_conductance(np.ones((2, 1)), 0.5, 0.3, np.ones(5), degeneracy=1).shape == (2, 5)


@given(st.floats(0.15, 3), st.floats(-12, 12), st.booleans())
def test_the_conductance_solves_its_flow_equation(K, log_odds, spinful):
    """Differences against d ln o/d ln T = 1/[(1 − T)/a + T/b], with the two exponents."""
    h, start = 1e-4, 1 / (1 + np.exp(-log_odds))
    T = impurity_conductance(np.exp([-h, 0, h]), K, start, 1.0, degeneracy=1 + spinful)
    odds = np.log(T) - np.log1p(-T)
    link = impurity_exponent(K, impurity="strong", degeneracy=1 + spinful)
    impurity = -impurity_exponent(K, degeneracy=1 + spinful)
    expected = link * impurity / ((1 - T[1]) * impurity + T[1] * link) if K != 1 else 0.0
    assert (odds[2] - odds[0]) / (2 * h) == approx(expected, rel=1e-3, abs=1e-9)


def test_a_weak_interaction_gives_the_curve_of_matveev_yue_and_glazman():
    """To first order in α = 1 − K the odds follow T^2α over the whole range."""
    kelvin, alpha = np.geomspace(0.1, 10, 9), 1e-5
    found = impurity_conductance(kelvin, 1 - alpha, 0.4, 1.0, degeneracy=1)
    odds = 0.4 / 0.6 * kelvin ** (2 * alpha)
    np.testing.assert_allclose(found, odds / (1 + odds), rtol=1e-9)


def test_impurity_and_link_lie_on_one_curve():
    """A start further down the same flow gives the same conductance."""
    high = impurity_conductance([2.0, 0.03, 1e-3], 0.6, 0.95, 10.0, degeneracy=1)
    np.testing.assert_allclose(
        impurity_conductance([2.0, 1e-3], 0.6, high[1], 0.03, degeneracy=1),
        high[[0, 2]],
        rtol=1e-12,
    )


def test_the_model_ends_where_it_should_against_the_exact_curve():
    """K = 1/2 with leads, so with odds K times those without ends; the same hot end.

    The flow gives o(1 + o) = (C/x)²; at the hot end o = 1/π²x, at the cold end 1/24x² is exact.
    """
    kelvin, gamma = np.array([1e-4, 1e4]), 1e-5
    endless = exact_crossover(kelvin, gamma)
    odds = 0.5 * endless / (1 - endless)
    exact = odds / (1 + odds)
    model = impurity_conductance(kelvin, 0.5, exact[1], kelvin[1], degeneracy=1)
    assert model[0] / exact[0] == approx(24 / np.pi**4, rel=1e-3)


def test_scales():
    assert lead_temperature(2e-6, 3e5) == approx(HBAR * 3e5 / (K_B * 2e-6), rel=1e-15)
    assert circuit_parameter([0.0, R_K, 3 * R_K]) == approx([1, 0.5, 0.25], rel=1e-15)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: impurity_exponent(0, degeneracy=1), "K"),
        (lambda: impurity_exponent(0.5, impurity="medium", degeneracy=1), "impurity"),
        (lambda: density_of_states_exponent(-1, degeneracy=1), "K"),
        (lambda: density_of_states_exponent(0.5, place="edge", degeneracy=1), "place"),
        (lambda: lead_temperature(0, 1), "length"),
        (lambda: lead_temperature(1, 0), "velocity"),
        (lambda: impurity_conductance(-1, 0.5, 0.5, 1, degeneracy=1), "temperature"),
        (lambda: impurity_conductance(1, 0, 0.5, 1, degeneracy=1), "K"),
        (lambda: impurity_conductance(1, 0.5, 1.5, 1, degeneracy=1), "transmission"),
        (lambda: impurity_conductance(1, 0.5, 0.5, 0, degeneracy=1), "reference_temperature"),
        (
            lambda: impurity_conductance(1, 0.5, 0.5, 1, lead_temperature=-1, degeneracy=1),
            "lead_temperature",
        ),
        (lambda: exact_crossover(-1, 1), "temperature"),
        (lambda: exact_crossover(1, -1), "gamma"),
        (lambda: exact_crossover(1, 1, np.nan), "bias"),
        (lambda: exact_crossover([1, 2], [1, 2, 3]), "broadcast"),
        (lambda: circuit_parameter(-1), "resistance"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: impurity_exponent(None, degeneracy=1), "K"),
        (lambda: exact_crossover("cold", 1), "temperature"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
