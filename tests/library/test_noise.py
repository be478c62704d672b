import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import E_CHARGE, G0, K_B, K_B_EV, LORENZ
from landauer_lib.noise import (
    CHAOTIC_FANO,
    DIFFUSIVE_FANO,
    HOT_ELECTRON_FANO,
    andreev_conductance,
    andreev_eigenvalues,
    andreev_fano_factor,
    chaotic_fano_factor,
    double_barrier_fano_factor,
    excess_noise,
    fano_factor,
    hot_electron_noise,
    minimum_fano_factor,
    noise,
    noise_from_fano,
    two_channel_eigenvalues,
)
from tests.library.helpers import approx, decades

nodes, weights = np.polynomial.legendre.leggauss(100)
channels = st.lists(st.floats(0, 1), min_size=1, max_size=8)


# --- spectral density -----------------------------------------------------------------------------


@given(channels, decades)
def test_zero_bias_is_johnson_and_nyquist(eigenvalues, temperature):
    expected = 4 * K_B * temperature * G0 * sum(eigenvalues)
    assert noise(eigenvalues, 0.0, temperature) == approx(expected, rel=1e-12)
    assert excess_noise(eigenvalues, 0.0, temperature) == 0


@given(channels, decades)
def test_zero_temperature_is_shot_noise(eigenvalues, bias):
    current = G0 * sum(eigenvalues) * bias
    expected = 2 * E_CHARGE * current * fano_factor(eigenvalues)
    assert noise(eigenvalues, bias, 0.0) == approx(expected, rel=1e-12, abs=1e-60)


@pytest.mark.parametrize(
    "u", [1e-9, 1e-4, 0.03, 0.1499, 0.1501, 0.299, 0.301, 2, 40, 360, 1e4, 1e9]
)
def test_crossover_against_mpmath(u):
    temperature = 0.8
    bias = 2 * K_B_EV * temperature * u
    with mpmath.workdps(40):
        v = mpmath.mpf(bias) / (2 * mpmath.mpf(K_B_EV) * mpmath.mpf(temperature))
        excess = float((v * mpmath.coth(v) - 1) * 2 * K_B_EV * temperature * E_CHARGE)
    unit = 2 * G0 * (0.3 * 0.7 + 0.9 * 0.1)
    found = excess_noise([0.3, 0.9], bias, temperature)
    assert found == approx(unit * excess, rel=5e-14)
    total = noise([0.3, 0.9], bias, temperature)
    assert total == approx(unit * excess + 4 * K_B * temperature * G0 * 1.2, rel=1e-12)


@given(channels, decades, decades)
def test_noise_by_the_published_formula(eigenvalues, bias, temperature):
    """2G0[2kT ΣT² + eV coth(eV/2kT) ΣT(1 − T)], written out."""
    t = np.array(eigenvalues)
    volts = K_B_EV * bias
    coth = 1 / np.tanh(bias / temperature / 2)
    expected = (
        2
        * G0
        * E_CHARGE
        * (2 * K_B_EV * temperature * (t**2).sum() + volts * coth * (t * (1 - t)).sum())
    )
    assert noise(eigenvalues, volts, temperature) == approx(expected, rel=1e-11, abs=1e-60)
    g, f = G0 * t.sum(), fano_factor(t)
    assert noise_from_fano(g, f, volts, temperature) == approx(expected, rel=1e-11, abs=1e-60)


@given(channels, st.floats(-1e300, 1e300), st.floats(0, 1e300))
def test_noise_is_even_and_finite_at_any_magnitude(eigenvalues, bias, temperature):
    here, mirrored = (noise(eigenvalues, sign * bias, temperature) for sign in (1, -1))
    assert here == mirrored
    assert np.isfinite(here)
    assert here >= 0


def test_degeneracy_multiplies():
    single = noise([0.2, 0.5], 1e-3, 1.0, degeneracy=1)
    assert noise([0.2, 0.5], 1e-3, 1.0, degeneracy=4) == approx(4 * single, rel=1e-14)
    assert excess_noise([0.2], 1e-3, 1.0) == approx(
        2 * excess_noise([0.2], 1e-3, 1.0, degeneracy=1), rel=1e-14
    )


# --- Fano factors ---------------------------------------------------------------------------------


@given(channels)
def test_fano_factor_bounds(eigenvalues):
    factor = fano_factor(eigenvalues)
    total = sum(eigenvalues)
    assert 0 <= factor <= 1
    if total > 1e-3:
        assert factor >= minimum_fano_factor(total) - 1e-11
    assert fano_factor([0.0, 0.0]) == 1
    assert fano_factor(np.full((3, 5), 0.25)) == approx([0.75] * 3)


def test_diffusive_and_chaotic_values_from_their_distributions():
    """ρ(T) ∝ 1/T√(1−T) and 1/√T(1−T), with T = sech²x and sin²x."""
    with mpmath.workdps(20):
        total = mpmath.quad(lambda x: mpmath.sech(x) ** 2, [0, 5, 60])
        shot = mpmath.quad(lambda x: mpmath.sech(x) ** 2 * mpmath.tanh(x) ** 2, [0, 5, 60])
    assert approx(float(shot / total), rel=1e-12) == DIFFUSIVE_FANO
    x = np.pi * (np.arange(64) + 0.5) / 64
    assert fano_factor(np.sin(x) ** 2) == approx(CHAOTIC_FANO, rel=1e-13)
    x = (np.arange(4000) + 0.5) / 4000 * 20
    assert fano_factor(np.cosh(x) ** -2.0) == approx(DIFFUSIVE_FANO, rel=1e-10)
    diffusive_andreev = andreev_fano_factor(np.cosh(x) ** -2.0)
    assert diffusive_andreev == approx(2 / 3, rel=1e-10)


@given(decades, decades)
def test_double_barrier_from_the_resonance(left, right):
    """∫T(1 − T)dE/∫T dE over a Breit–Wigner peak of height h is 1 − h/2."""
    peak = 4 * left * right / (left + right) ** 2
    assert double_barrier_fano_factor(left, right) == approx(1 - peak / 2, rel=1e-12)


@given(st.floats(0.01, 1))
def test_chaotic_cavity_from_its_distribution(ratio):
    """ρ(T) ∝ sqrt((T − a)/(1 − T))/T on [a, 1], a = ((N_L − N_R)/(N_L + N_R))², any openings."""
    a = ((1 - ratio) / (1 + ratio)) ** 2
    angle = np.pi * (np.arange(4000) + 0.5) / 4000
    t = a + (1 - a) * (1 - np.cos(angle)) / 2
    flow = (1 - np.cos(angle)) / 2  # T ρ(T) dT/d(angle), up to a factor
    expected = (flow * (1 - t)).sum() / flow.sum()
    assert chaotic_fano_factor(ratio, 1.0) == approx(expected, rel=1e-12)
    assert chaotic_fano_factor(1.0, ratio) == chaotic_fano_factor(ratio, 1.0)


@given(decades, decades)
def test_chaotic_cavity_bounds(left, right):
    assert 0 < chaotic_fano_factor(left, right) <= CHAOTIC_FANO


# --- hot electrons --------------------------------------------------------------------------------


@given(decades, decades)
def test_hot_electrons_by_the_mean_of_their_temperature(ratio, temperature):
    volts = ratio * np.sqrt(LORENZ) * temperature
    s = (1 + np.sin(np.pi / 2 * nodes)) / 2
    density = np.pi / 4 * np.cos(np.pi / 2 * nodes)
    local = np.sqrt(temperature**2 + volts**2 / LORENZ * s * (1 - s))
    expected = 4 * K_B * G0 * (weights * density * local).sum()
    assert hot_electron_noise(G0, volts, temperature) == approx(expected, rel=1e-7)


def test_hot_electron_limits():
    johnson = 4 * K_B * 0.3 * G0
    assert hot_electron_noise(G0, 0.0, 0.3) == approx(johnson, rel=1e-15)
    assert hot_electron_noise(G0, 1e-12, 0.3) == approx(johnson, rel=1e-12)
    shot = 2 * E_CHARGE * G0 * 1e-3
    assert hot_electron_noise(G0, -1e-3, 0.0) / shot == approx(HOT_ELECTRON_FANO, rel=1e-13)
    assert hot_electron_noise(G0, 0.0, 0.0) == 0
    for ratio in (0.9e-8, 1.1e-8, 1e-3, 1.0, 30.0):
        with mpmath.workdps(30):
            T, h = mpmath.mpf(0.3), mpmath.mpf(ratio * 0.3)
            mean = float(
                mpmath.quad(
                    lambda s, T=T, h=h: mpmath.sqrt(T**2 + 4 * h**2 * s * (1 - s)), [0, 0.5, 1]
                )
            )
        found = hot_electron_noise(G0, 2 * np.sqrt(LORENZ) * ratio * 0.3, 0.3)
        assert found == approx(4 * K_B * G0 * mean, rel=1e-13)


# --- superconductor -------------------------------------------------------------------------------


@given(st.floats(0, 1))
def test_andreev_reflection_from_the_series_of_reflections(transmission):
    """Sum over paths in the normal region: T²/(1 + R)² with R the normal reflection."""
    reflected = 1 - transmission
    expected = transmission**2 / (1 + reflected) ** 2
    assert andreev_eigenvalues(transmission) == approx(expected, rel=1e-13)
    assert andreev_eigenvalues(transmission) <= transmission


@given(channels)
def test_andreev_fano_by_its_definition(eigenvalues):
    probabilities = andreev_eigenvalues(eigenvalues)
    if probabilities.sum() > 1e-200:
        expected = 2 * fano_factor(probabilities)
        assert andreev_fano_factor(eigenvalues) == approx(expected, rel=1e-11, abs=1e-13)
    assert 0 <= andreev_fano_factor(eigenvalues) <= 2


def test_andreev_limits():
    assert andreev_fano_factor([1e-200, 1e-200]) == approx(2, rel=1e-15)
    assert andreev_fano_factor([0.0]) == 2
    assert andreev_fano_factor([1.0, 1.0]) == 0


# --- reading channels from noise ------------------------------------------------------------------


@given(st.floats(0, 1), st.floats(0, 1))
def test_two_channels_are_recovered(first, second):
    pair = sorted([first, second], reverse=True)
    if sum(pair) < 1e-3:
        return
    found = two_channel_eigenvalues(sum(pair), fano_factor(pair))
    # Where both are equal the root of a rounding error of 1e-16 remains.
    assert found == approx(tuple(pair), abs=1e-7)
    assert sum(found) == approx(sum(pair), rel=1e-14)


def test_minimum_is_reached_by_open_channels_and_one_more():
    for g in (0.3, 1.0, 1.7, 3.2):
        whole = int(g)
        eigenvalues = [1.0] * whole + [g - whole]
        assert fano_factor(eigenvalues) == approx(minimum_fano_factor(g), abs=1e-14)


# --- shapes and refusals --------------------------------------------------------------------------


def test_shapes():
    eigenvalues = np.full((4, 1, 3), 0.5)
    assert noise(eigenvalues, np.zeros(5), 1.0).shape == (4, 5)
    assert excess_noise(eigenvalues, np.ones(5), np.ones(5)).shape == (4, 5)
    assert isinstance(noise(0.5, 1e-3, 1.0), float)
    assert hot_electron_noise(np.ones((2, 1)), np.ones(3), 1.0).shape == (2, 3)
    assert two_channel_eigenvalues(np.ones((2, 1)), np.full(3, 0.3))[0].shape == (2, 3)


nan = float("nan")


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: noise([1.2], 1, 1), r"eigenvalues must lie in \[0, 1\]"),
        (lambda: noise([-0.1], 1, 1), "eigenvalues"),
        (lambda: noise([0.5], nan, 1), "bias"),
        (lambda: noise([0.5], 1, -1), "temperature must be at least 0"),
        (lambda: noise([0.5], 1, 1, degeneracy=0), "degeneracy"),
        (lambda: noise(np.ones((2, 3)), np.ones(3), 1), "broadcast"),
        (lambda: excess_noise([nan], 1, 1), "eigenvalues"),
        (lambda: excess_noise([0.5], 1, -1), "temperature"),
        (lambda: noise_from_fano(-1, 0.5, 1, 1), "conductance"),
        (lambda: noise_from_fano(1, 1.5, 1, 1), "fano"),
        (lambda: noise_from_fano(1, 0.5, 1, -1), "temperature"),
        (lambda: fano_factor([2.0]), "eigenvalues"),
        (lambda: double_barrier_fano_factor(0, 1), "gamma_left"),
        (lambda: double_barrier_fano_factor(1, -1), "gamma_right"),
        (lambda: chaotic_fano_factor(0, 1), "channels_left"),
        (lambda: chaotic_fano_factor(1, 0), "channels_right"),
        (lambda: hot_electron_noise(-1, 1, 1), "conductance"),
        (lambda: hot_electron_noise(1, nan, 1), "bias"),
        (lambda: hot_electron_noise(1, 1, -1), "temperature"),
        (lambda: andreev_eigenvalues(1.1), "eigenvalues"),
        (lambda: andreev_fano_factor([1.1]), "eigenvalues"),
        (lambda: minimum_fano_factor(0), "quanta"),
        (lambda: two_channel_eigenvalues(2.1, 0.1), "quanta must be at most 2"),
        (lambda: two_channel_eigenvalues(1.0, 1.1), "fano"),
        (
            lambda: two_channel_eigenvalues(1.0, 0.6),
            r"fano must lie in \[0, 0.5\] for two channels",
        ),
        (lambda: two_channel_eigenvalues(1.5, 0.1), "fano must lie in"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: noise(["open"], 1, 1), "eigenvalues"),
        (lambda: noise([0.5], "1 mV", 1), "bias"),
        (lambda: fano_factor([[0.5], [0.5, 0.1]]), "eigenvalues"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()


def test_andreev_conductance_from_two_reflections_at_an_ideal_interface():
    """Electron out, hole back: S-matrices of one channel composed with an Andreev mirror."""
    t = np.array([0.05, 0.4, 0.9, 1.0])
    r = np.sqrt(1 - t)
    # At E = 0 the mirror turns e into h with the phase −i either way; the hole sees conj(S).
    round_trip = (-1j) ** 2 * r * r  # e reflected inside, as h, and back
    r_he = t * -1j / (1 - round_trip)
    assert andreev_conductance(t[:, None]) / G0 == approx(2 * np.abs(r_he) ** 2)
    assert float(andreev_conductance([1.0, 1.0], degeneracy=1)) == approx(2 * G0)
    with pytest.raises(ValueError, match="degeneracy"):
        andreev_conductance(0.5, degeneracy=-1)
