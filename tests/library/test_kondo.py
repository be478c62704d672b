import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib import landauer
from landauer_lib.constants import E_CHARGE, G0, HBAR_EV, K_B_EV, MU_B_EV
from landauer_lib.kondo import (
    conductance,
    coulomb_blockade_conductance,
    coulomb_peak,
    fermi_liquid_coefficients,
    kondo_temperature,
    leading_logarithm_conductance,
    quadratic_coefficient,
    unitary_conductance,
    zeeman_split_conductance,
)
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx, decades

# --- empirical curve ------------------------------------------------------------------------------


@given(decades, decades, st.floats(0.01, 1))
def test_curve_by_its_formula(temperature, scale, s):
    with mpmath.workdps(30):
        u = mpmath.mpf(temperature) / mpmath.mpf(scale)
        exact = float((1 + (mpmath.mpf(2) ** (1 / mpmath.mpf(s)) - 1) * u**2) ** -mpmath.mpf(s))
    assert conductance(temperature, scale, s) == approx(exact * G0, rel=1e-12)
    assert conductance(scale, scale, s) == approx(G0 / 2, rel=1e-13)
    assert 0 < conductance(temperature, scale, s) <= G0


def test_curve_at_zero_temperature_and_its_quadratic_departure():
    assert conductance(0.0, 0.3) == approx(G0, rel=1e-15)
    assert conductance(0.0, 0.3, unitary=0.7e-5) == approx(0.7e-5, rel=1e-15)
    departure = 1 - conductance(1e-4, 1.0, unitary=1.0)
    assert departure / 1e-8 == approx(quadratic_coefficient(), rel=1e-6)
    assert quadratic_coefficient() == approx(0.22 * (2 ** (1 / 0.22) - 1), rel=1e-13)
    assert quadratic_coefficient() == approx(4.92, abs=5e-3)


def test_curve_is_too_low_in_the_tail():
    hot = 100.0
    tail = leading_logarithm_conductance(hot, 1.0)
    assert tail == approx(3 * np.pi**2 / 16 / np.log(100) ** 2 * G0, rel=1e-14)
    assert 0.7 < conductance(hot, 1.0) / tail < 0.8


# --- zero temperature -----------------------------------------------------------------------------


@given(st.floats(-50, 50), decades, decades)
def test_friedel_reproduces_the_resonance_without_interaction(detuning, left, right):
    """Breit–Wigner: each spin holds ½ − arctan(2ε/Γ)/π, and T = Γ_LΓ_R/(ε² + Γ²/4)."""
    gamma = left + right
    level = detuning * gamma
    occupation = 1 - 2 / np.pi * np.arctan(2 * level / gamma)
    expected = G0 * left * right / (level**2 + gamma**2 / 4)
    assert unitary_conductance(occupation, left, right) == approx(expected, rel=1e-10)


def test_unitary_limit_and_valleys():
    found = unitary_conductance([0.0, 1.0, 2.0], 1.0, 1.0)
    assert found == approx([0, G0, 0], abs=1e-20)
    assert unitary_conductance(1.0, 1.0, 9.0) == approx(0.36 * G0, rel=1e-14)


@given(decades, st.floats(0, 1), st.floats(0.0012, 10))  # below, T_K is no normal float
def test_kondo_temperature(u, fraction, ratio):
    gamma = ratio * u
    found = kondo_temperature(-fraction * u, u, gamma)
    depth = np.pi * fraction * (1 - fraction) / ratio
    expected = 0.5 * np.sqrt(gamma * u) * np.exp(-depth) / K_B_EV
    assert found == approx(expected, rel=1e-11)
    mirrored = kondo_temperature((fraction - 1) * u, u, gamma)
    assert found == approx(mirrored, rel=1e-10)
    assert found >= kondo_temperature(-u / 2, u, gamma) * (1 - 1e-12)


def test_kondo_exponent_is_that_of_the_exchange_coupling():
    """k_BT_K ∝ exp(−1/2ρJ) with the Schrieffer–Wolff 2ρJ = (Γ/π)[1/(−ε) + 1/(ε + U)]."""
    u, level = 2e-3, -0.7e-3
    logs = []
    for gamma in (1e-4, 2e-4):
        exchange = gamma / np.pi * (1 / -level + 1 / (level + u))
        prefactor = np.sqrt(gamma * u) / 2 / K_B_EV
        logs.append(np.log(kondo_temperature(level, u, gamma) / prefactor) * exchange)
    assert logs == approx([-1, -1], rel=1e-12)


# --- magnetic field -------------------------------------------------------------------------------


@given(decades, decades, decades, decades)
def test_split_peak_symmetries_and_bounds(bias, field, temperature, scale):
    volts = bias * 1e-4
    found = zeeman_split_conductance(volts, field, temperature, scale)
    assert 0 < found <= G0 * (1 + 1e-14)
    for v, b in ((-volts, field), (volts, -field)):
        mirrored = zeeman_split_conductance(v, b, temperature, scale)
        assert mirrored == approx(found, rel=1e-13)
    plain = zeeman_split_conductance(0.0, 0.0, temperature, scale)
    assert plain == approx(conductance(temperature, scale), rel=1e-13)


def test_split_peak_positions_and_onset():
    scale, kt = 0.5, 0.5 * K_B_EV
    per_kt = kt / (2.0 * MU_B_EV)  # field at which gµ_BB = k_BT_K
    assert zeeman_split_conductance(kt, 0.0, 0.0, scale) == approx(2 / 3 * G0, rel=2e-3)
    bias = np.linspace(0, 40 * kt, 40001)
    for strength in (5.0, 20.0):
        curve = zeeman_split_conductance(bias, strength * per_kt, 0.0, scale)
        assert bias[curve.argmax()] / kt == approx(strength, rel=0.02)
    for strength, split in ((0.3, False), (0.42, True)):
        curve = zeeman_split_conductance(bias, strength * per_kt, 0.0, scale)
        assert (curve.argmax() > 0) == split


# --- Coulomb blockade -----------------------------------------------------------------------------


def sequential_current(x, y, bias, share):
    """Solve the rate equation of 0, ↑, ↓, 2 electrons at energies and bias in k_BT, Γ = 1."""

    def f(energy):
        return 1 / (mpmath.exp(energy) + 1)

    leads = [(share, bias / 2), (1 - share, -bias / 2)]
    up = sum(g * f(x - mu) for g, mu in leads)
    down = sum(g * (1 - f(x - mu)) for g, mu in leads)
    fill = sum(g * f(y - mu) for g, mu in leads)
    drain = sum(g * (1 - f(y - mu)) for g, mu in leads)
    # Detailed flow 0 ↔ 1 ↔ 2 along a chain is balanced step by step.
    p0 = 1 / (1 + 2 * up / down * (1 + fill / drain / 2))
    p1 = p0 * up / down  # of either spin
    p2 = p1 * fill / drain
    g, mu = leads[0]
    gain = p0 * 2 * f(x - mu) + 2 * p1 * f(y - mu)
    loss = 2 * p1 * (1 - f(x - mu)) + 2 * p2 * (1 - f(y - mu))
    return g * (gain - loss)


@pytest.mark.parametrize("level", [6.0, 0.4, -0.7, -6.0, -12.5, -20.0])
@pytest.mark.parametrize("share", [0.5, 0.1])
def test_blockade_against_the_rate_equation(level, share):
    temperature, gamma, u = 0.3, 1e-8, 12.0
    kt = K_B_EV * temperature
    with mpmath.workdps(40):
        step = mpmath.mpf("1e-12")
        current = sequential_current(mpmath.mpf(level), mpmath.mpf(level + u), step, share)
        slope = float(current / step)
    expected = slope * gamma / HBAR_EV * E_CHARGE / kt
    found = coulomb_blockade_conductance(
        level * kt, u * kt, temperature, share * gamma, (1 - share) * gamma
    )
    assert found == approx(expected, rel=1e-10)


@given(st.floats(-60, 60), st.floats(0, 50))
def test_blockade_is_symmetric_between_electrons_and_holes(level, u):
    kt = K_B_EV * 2.0
    here, there = (
        coulomb_blockade_conductance(e * kt, u * kt, 2.0, 1e-7, 3e-7) for e in (level, -u - level)
    )
    assert here == approx(there, rel=1e-9, abs=1e-300)


def test_blockade_without_charging_is_a_narrow_resonance():
    kt, left, right = K_B_EV * 1.0, 2e-10, 5e-10
    level = 0.8 * kt
    gamma = left + right

    def resonance(energy):
        return left * right / ((energy - level) ** 2 + gamma**2 / 4)

    reservoir = Reservoir(mu=0.0, temperature=1.0)
    second = landauer.conductance(resonance, reservoir, breakpoints=[level])
    found = coulomb_blockade_conductance(level, 0.0, 1.0, left, right)
    assert found == approx(second, rel=1e-5)


def metallic(energy):
    return energy / mpmath.expm1(energy) if energy else mpmath.mpf(1)


def single_level(energy):
    return 1 / (mpmath.exp(energy) + 1)


@pytest.mark.parametrize(("dot", "rate"), [("level", single_level), ("metallic", metallic)])
@pytest.mark.parametrize("x", [0.0, 1e-3, 1.7, 20.0])
def test_peak_shape_against_two_charge_states(dot, rate, x):
    with mpmath.workdps(40):
        step = mpmath.mpf("1e-12")

        def slope(delta):
            ons = [rate(delta - mu) for mu in (step / 2, -step / 2)]
            offs = [rate(mu - delta) for mu in (step / 2, -step / 2)]
            return (ons[0] * offs[1] - ons[1] * offs[0]) / (sum(ons) + sum(offs)) / step

        expected = float(slope(mpmath.mpf(x)) / slope(mpmath.mpf("1e-15")))
    found = coulomb_peak(x * K_B_EV * 0.7, 0.7, dot=dot)
    assert found == approx(expected, rel=1e-11)


def test_peak_at_zero_temperature():
    for dot in ("level", "metallic"):
        values = coulomb_peak([-1e-6, 0.0, 1e-6], 0.0, dot=dot)
        assert values == approx([0, 1, 0], abs=1e-290)


# --- shapes and refusals --------------------------------------------------------------------------


def test_shapes():
    column = np.ones((3, 1))
    assert conductance(column, np.ones(4)).shape == (3, 4)
    assert unitary_conductance(column, np.ones(4), 1.0).shape == (3, 4)
    assert zeeman_split_conductance(column, np.ones(4), 1.0, 1.0).shape == (3, 4)
    assert coulomb_blockade_conductance(column, np.ones(4), 1e4, 1.0, 1.0).shape == (3, 4)
    assert coulomb_peak(column, np.ones(4)).shape == (3, 4)
    assert isinstance(conductance(1.0, 1.0), float)


nan = float("nan")


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: conductance(-1, 1), "temperature must be at least 0"),
        (lambda: conductance(1, 0), "kondo_temperature must be above 0"),
        (lambda: conductance(1, 1, 0), "s must be above 0"),
        (lambda: conductance(1, 1, 1.5), "s must be at most 1"),
        (lambda: conductance(1, 1, unitary=-1), "unitary"),
        (lambda: conductance(nan, 1), "temperature must be finite"),
        (lambda: quadratic_coefficient(-1), "s"),
        (lambda: leading_logarithm_conductance(9, 1), "at least 10 times kondo_temperature"),
        (lambda: leading_logarithm_conductance(100, -1), "kondo_temperature"),
        (lambda: leading_logarithm_conductance(100, 1, unitary=nan), "unitary"),
        (lambda: unitary_conductance(2.1, 1, 1), "occupation must be at most 2"),
        (lambda: unitary_conductance(1, 0, 1), "gamma_left"),
        (lambda: unitary_conductance(1, 1, -1), "gamma_right"),
        (lambda: kondo_temperature(0, 0, 1), "charging_energy"),
        (lambda: kondo_temperature(0.1, 1, 1), "level must lie in"),
        (lambda: kondo_temperature(-1.1, 1, 1), "level must lie in"),
        (lambda: kondo_temperature(-0.5, 1, 0), "gamma"),
        (lambda: zeeman_split_conductance(nan, 0, 1, 1), "bias"),
        (lambda: zeeman_split_conductance(0, nan, 1, 1), "field"),
        (lambda: zeeman_split_conductance(0, 0, -1, 1), "temperature"),
        (lambda: zeeman_split_conductance(0, 0, 1, 0), "kondo_temperature"),
        (lambda: zeeman_split_conductance(0, 0, 1, 1, bias_scale=0), "bias_scale"),
        (lambda: zeeman_split_conductance(0, 0, 1, 1, g_factor=nan), "g_factor"),
        (lambda: zeeman_split_conductance(0, 0, 1, 1, unitary=-1), "unitary"),
        (lambda: coulomb_blockade_conductance(nan, 1, 1, 1, 1), "level"),
        (lambda: coulomb_blockade_conductance(0, -1, 1, 1, 1), "charging_energy"),
        (lambda: coulomb_blockade_conductance(0, 1, 0, 1, 1), "temperature must be above 0"),
        (lambda: coulomb_blockade_conductance(0, 1, 1, 0, 1), "gamma_left"),
        (lambda: coulomb_blockade_conductance(0, 1, 1, 1, 0), "gamma_right"),
        (lambda: coulomb_peak(nan, 1), "detuning"),
        (lambda: coulomb_peak(0, -1), "temperature"),
        (lambda: coulomb_peak(0, 1, dot="molecule"), "dot must be one of level, metallic"),
        (lambda: conductance([1, 2], [1, 2, 3]), "broadcast"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: conductance("cold", 1), "temperature"),
        (lambda: unitary_conductance(None, 1, 1), "occupation"),
        (lambda: kondo_temperature("deep", 1, 1), "level"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()


def test_fermi_liquid_coefficients_follow_from_its_spectral_function():
    """A(ω) = 1 − (π²/32)(3ω² + π²T² + ¾V²) in units of T_0, averaged over the windows."""
    c = fermi_liquid_coefficients("susceptibility")
    x = np.linspace(-60, 60, 24_001)
    window = 1 / (4 * np.cosh(x / 2) ** 2)
    lost = np.sum(window * (3 * x**2 + np.pi**2)) * (x[1] - x[0]) * np.pi**2 / 32
    assert c.temperature == approx(lost, rel=1e-9)
    volts = np.array([0.01 - 1e-4, 0.01 + 1e-4])
    current = volts - np.pi**2 / 32 * (3 * volts**3 / 12 + 3 / 4 * volts**3)
    assert (1 - np.diff(current) / np.diff(volts)) / 0.01**2 == approx(c.bias, rel=1e-3)


def test_field_coefficient_is_friedels_phase_at_the_moment_of_the_susceptibility():
    c = fermi_liquid_coefficients("susceptibility")
    field = 1e-3  # gµ_B B/k_B T_0
    phase = np.pi / 2 - np.pi * field / 4
    assert (1 - np.sin(phase) ** 2) / field**2 == approx(c.field, rel=1e-5)
    for convention in ("half", "wilson"):
        other = fermi_liquid_coefficients(convention)
        assert other.bias / other.temperature == approx(3 / (2 * np.pi**2))
        assert other.field / other.temperature == approx(1 / np.pi**2)


def test_the_empirical_curve_is_not_the_fermi_liquid():
    exact = fermi_liquid_coefficients().temperature
    assert exact == pytest.approx(5.38, abs=0.01)
    assert quadratic_coefficient() < 0.92 * exact
    with pytest.raises(ValueError, match="convention"):
        fermi_liquid_coefficients("hewson")
