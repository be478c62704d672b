"""Electrical standards: exact rationals, mpmath, and a least-squares solution by another route."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from landauer_lib import metrology as m
from landauer_lib.constants import E_CHARGE, H_PLANCK, R_K

E = Fraction(1602176634, 10**28)
H = Fraction(662607015, 10**42)


def test_josephson_constant_is_exact():
    assert pytest.approx(float(2 * E / H), rel=1e-15) == m.K_J
    assert pytest.approx(483_597.8484e9, rel=1e-10) == m.K_J


def test_product_of_the_three_constants_is_two():
    product = R_K * m.K_J * E_CHARGE
    assert product == pytest.approx(2, rel=1e-15)


def test_conventional_values_differ_from_the_si_as_published():
    r_exact = H / E**2 / Fraction("25812.807") - 1
    k_exact = 2 * E / H / Fraction("483597.9e9") - 1
    # A double carries R_K to 1e-16, so the deviation of 1e-8 is known to 1e-8 of itself.
    assert m.relative_deviation(R_K, m.R_K_90) == pytest.approx(float(r_exact), rel=3e-8)
    assert m.relative_deviation(m.K_J, m.K_J_90) == pytest.approx(float(k_exact), rel=3e-9)
    assert float(r_exact) == pytest.approx(1.779e-8, rel=1e-3)
    assert float(k_exact) == pytest.approx(-1.067e-7, rel=1e-3)


def test_standards_agree_with_the_constants():
    f = np.array([1.0, 7.5e10])
    np.testing.assert_allclose(
        m.josephson_voltage(f, -3), -3 * f * H_PLANCK / (2 * E_CHARGE), rtol=1e-15
    )
    np.testing.assert_allclose(m.pump_current(f, 2), 2 * E_CHARGE * f, rtol=1e-15)
    assert m.josephson_voltage(f[:, None], [1, 2, 3]).shape == (2, 3)
    assert m.josephson_voltage(1e9, constant=m.K_J_90) == pytest.approx(1e9 / 483597.9e9, rel=1e-15)


@given(
    st.floats(1e6, 1e11),
    st.integers(1, 20_000),
    st.sampled_from([1, 2, 4, 10]),
    st.integers(1, 10),
    st.floats(1, 1e5),
)
def test_triangle_closes_at_ohms_law(f_p, n, filling, electrons, gain):
    # Balance by Ohm's law from the library's own three standards, not from the closure formula.
    voltage = R_K / filling * gain * m.pump_current(f_p, electrons)
    f_j = voltage / m.josephson_voltage(1.0, n)
    assert abs(m.triangle_closure(f_j, n, filling, f_p, electrons, gain=gain)) < 1e-14


def test_triangle_reports_the_sum_of_small_corrections():
    # 1 + 3e-7 in the pump's charge shifts the balance frequency by the same factor.
    assert m.triangle_closure(1e13 * (1 + 3e-7), 1, 2, 1e9, gain=1e4) == pytest.approx(
        3e-7, rel=1e-8
    )
    assert m.triangle_closure([1e13, 2e13], 1, 2, 1e9, gain=1e4) == pytest.approx([0, 1])


def test_weighted_mean_by_high_precision_least_squares():
    values = [25812.8073, 25812.80762, 25812.8070]
    u = [2e-4, 5e-5, 8e-4]
    with mpmath.workdps(40):
        w = [1 / mpmath.mpf(x) ** 2 for x in u]
        mean = mpmath.fdot(w, [mpmath.mpf(x) for x in values]) / mpmath.fsum(w)
        chi = mpmath.fsum(wi * (mpmath.mpf(x) - mean) ** 2 for wi, x in zip(w, values, strict=True))
        sigma = 1 / mpmath.sqrt(mpmath.fsum(w))
    result = m.weighted_mean(values, u)
    assert result.value == pytest.approx(float(mean), rel=1e-15)
    assert result.uncertainty == pytest.approx(float(sigma), rel=1e-12)
    # Values near 25 813 carry 4e-12 each against deviations of 1e-4.
    assert result.chi_squared == pytest.approx(float(chi), rel=1e-6)
    assert result.birge_ratio == pytest.approx(float(mpmath.sqrt(chi / 2)), rel=1e-6)
    assert result.p_value == pytest.approx(chi2.sf(float(chi), 2), rel=1e-6)


def test_expansion_only_where_results_scatter():
    scattered = ([0.0, 1.0, 5.0], [0.1, 0.1, 0.1])
    plain, wide = m.weighted_mean(*scattered), m.weighted_mean(*scattered, expand=True)
    assert plain.birge_ratio > 1
    # With equal uncertainties the expanded one is the standard error of the plain mean.
    assert wide.uncertainty == pytest.approx(np.std(scattered[0], ddof=1) / np.sqrt(3), rel=1e-12)
    assert plain.uncertainty == pytest.approx(0.1 / np.sqrt(3), rel=1e-12)
    agreeing = ([1.0, 1.01, 0.99], [0.1, 0.1, 0.1])
    assert m.weighted_mean(*agreeing, expand=True) == m.weighted_mean(*agreeing)


def test_birge_ratio_averages_to_one():
    rng = np.random.default_rng(1)
    u = rng.uniform(0.1, 3, 12)
    squares = [m.weighted_mean(rng.normal(5, u), u).birge_ratio ** 2 for _ in range(2000)]
    assert np.mean(squares) == pytest.approx(1, abs=5 * np.sqrt(2 / 11 / 2000))


@given(st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(1e-5, 1e5)), min_size=2, max_size=9))
def test_weighted_mean_is_bounded_and_finite(pairs):
    values, u = np.array(pairs).T
    result = m.weighted_mean(values, u)
    slack = 1e-9 * (1 + np.abs(values).max())
    assert values.min() - slack <= result.value <= values.max() + slack
    assert 0 < result.uncertainty <= u.min() * (1 + 1e-12)
    assert np.isfinite([result.chi_squared, result.birge_ratio, result.p_value]).all()
    order = np.argsort(values)
    assert m.weighted_mean(values[order], u[order]).value == pytest.approx(
        result.value, rel=1e-9, abs=slack
    )


def test_published_comparisons_are_consistent_with_no_deviation():
    assert {"1980", "2008", "2011", "2012", "2015"} <= {c.reference[-5:-1] for c in m.COMPARISONS}
    for c in m.COMPARISONS:
        assert 0 < c.uncertainty < 1e-3
        assert c.deviation is None or abs(c.deviation) < 2 * c.uncertainty
    assert m.COMPARISONS[0].deviation == pytest.approx(-5.1e-6, rel=0.01)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: m.relative_deviation(1, 0), "reference must not be zero"),
        (lambda: m.relative_deviation(np.nan, 1), "value must be finite"),
        (lambda: m.relative_deviation([1, 2], [1, 2, 3]), "value .* reference"),
        (lambda: m.weighted_mean([1.0], [1.0]), "values must be a list of at least two"),
        (lambda: m.weighted_mean([1.0, 2.0], [1.0]), "uncertainties must have one entry"),
        (lambda: m.weighted_mean([1.0, 2.0], [1.0, 0.0]), "uncertainties must be above 0"),
        (lambda: m.weighted_mean([1.0, np.nan], [1.0, 1.0]), "values must be finite"),
        (lambda: m.josephson_voltage(-1.0), "frequency must be at least 0"),
        (lambda: m.josephson_voltage(1.0, 0.5), "steps must be whole"),
        (lambda: m.josephson_voltage(1.0, constant=0), "constant must be above 0"),
        (lambda: m.pump_current(-1.0), "frequency must be at least 0"),
        (lambda: m.pump_current(1.0, 1.5), "electrons must be whole"),
        (lambda: m.triangle_closure(0, 1, 2, 1e9), "josephson_frequency must be above 0"),
        (lambda: m.triangle_closure(1e9, 0, 2, 1e9), "steps must be at least 1"),
        (lambda: m.triangle_closure(1e9, 1, 0, 1e9), "filling must be at least 1"),
        (lambda: m.triangle_closure(1e9, 1, 2, -1), "pump_frequency must be above 0"),
        (lambda: m.triangle_closure(1e9, 1, 2, 1e9, 0), "electrons must be at least 1"),
        (lambda: m.triangle_closure(1e9, 1, 2, 1e9, gain=0), "gain must be above 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_are_refused():
    with pytest.raises(TypeError, match="frequency"):
        m.pump_current("fast")


def test_combined_uncertainty_is_the_spread_of_drawn_results():
    """A result f = x·y/z of correlated inputs, linear over their spread."""
    u = np.array([2e-3, 1e-3, 3e-3])
    r = np.array([[1.0, 0.6, 0.0], [0.6, 1.0, -0.3], [0.0, -0.3, 1.0]])
    mean = np.array([1.0, 2.0, 4.0])
    x, y, z = mean
    c = np.array([y / z, x / z, -x * y / z**2])
    draws = np.random.default_rng(2).multivariate_normal(mean, r * np.outer(u, u), 200_000)
    spread = np.std(draws[:, 0] * draws[:, 1] / draws[:, 2])
    budget = m.combined_uncertainty(u, sensitivities=c, correlation=r)
    assert budget.uncertainty == pytest.approx(spread, rel=0.01)
    assert budget.shares.sum() == pytest.approx(1, rel=1e-12)


def test_a_weighted_mean_has_the_combined_uncertainty_of_its_results():
    stated = np.array([1.0, 2.0, 0.5])
    weights = stated**-2 / np.sum(stated**-2)
    budget = m.combined_uncertainty(stated, sensitivities=weights)
    mean = m.weighted_mean([0.0, 1.0, 2.0], stated)
    assert budget.uncertainty == pytest.approx(mean.uncertainty, rel=1e-12)
    assert budget.shares == pytest.approx(weights, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ({"uncertainties": [-1.0]}, "uncertainties"),
        ({"uncertainties": 1.0}, "list of contributions"),
        ({"uncertainties": [0.0, 0.0]}, "some uncertainty"),
        ({"uncertainties": [1.0, 1.0], "sensitivities": [1.0]}, "sensitivities"),
        ({"uncertainties": [1.0, 1.0], "correlation": [[1.0]]}, "correlation must have shape"),
        ({"uncertainties": [1.0, 1.0], "correlation": [[1, 0.5], [0.4, 1]]}, "symmetric"),
        ({"uncertainties": [1.0, 1.0], "correlation": [[1, 2], [2, 1]]}, "eigenvalue"),
    ],
)
def test_a_budget_that_does_not_add_up_is_refused(arguments, match):
    with pytest.raises(ValueError, match=match):
        m.combined_uncertainty(**arguments)
