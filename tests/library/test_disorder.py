"""Disorder: closed forms against mpmath, ordinary differential equations and random S-matrices."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from landauer_lib.constants import HBAR_EV
from landauer_lib.disorder import (
    chaotic_density,
    chaotic_sample,
    diffusive_density,
    diffusive_sample,
    dirac_strip,
    dmpk_fano,
    dmpk_mean,
    dmpk_variance,
    localization_length,
    magnetic_phase_length,
    mean_log_transmission,
    mean_series_resistance,
    mean_transmission,
    variance_log_transmission,
    weak_localization,
)
from landauer_lib.scattering import SMatrix


def within_three_errors(samples, expected):
    error = np.std(samples) / np.sqrt(len(samples))
    assert abs(np.mean(samples) - expected) < 3 * error, (np.mean(samples), expected, error)


def random_series(transmissions, count, seed):
    """Transmissions of the same obstacles in series with random phases, by S-matrices."""
    rng = np.random.default_rng(seed)
    device = SMatrix.identity(1)
    for t in transmissions:
        phase = np.exp(2j * np.pi * rng.uniform(size=(count, 1, 1)))
        a, b = np.sqrt(t), np.sqrt(1 - t) * np.ones((count, 1, 1))
        device = device @ SMatrix(b * phase**2, a * phase, -b, a * phase)
    return device.transmission


def test_series_averages_agree_with_random_phases():
    obstacles = [0.9, 0.8, 0.95, 0.7]
    t = random_series(obstacles, 20_000, seed=1)
    within_three_errors((1 - t) / t, mean_series_resistance(obstacles))
    within_three_errors(np.log(t), mean_log_transmission(obstacles))


def test_two_obstacles_average_exactly():
    phases = np.arange(500) * 2 * np.pi / 500
    r1, r2 = 0.3, 0.6
    t = 0.7 * 0.4 / (1 + r1 * r2 - 2 * np.sqrt(r1 * r2) * np.cos(phases))
    assert mean_series_resistance([0.7, 0.4]) == pytest.approx(
        np.mean((1 - t) / t), rel=1e-12, abs=0
    )
    assert mean_log_transmission([0.7, 0.4]) == pytest.approx(np.mean(np.log(t)), rel=1e-12, abs=0)


def test_series_resistance_is_small_or_huge_without_loss():
    assert mean_series_resistance([1.0, 1.0]) == 0
    tiny = mean_series_resistance([1 - 2.0**-50, 1.0])
    assert tiny == pytest.approx(2.0**-50, rel=1e-12, abs=0)
    assert mean_series_resistance(np.full(2000, 0.1)) == np.inf
    stacked = mean_series_resistance(np.full((3, 2), 0.5))
    assert stacked == pytest.approx([4, 4, 4], rel=1e-14, abs=0)


@pytest.mark.parametrize("s", [0, 1e-10, 1e-3, 0.5, 3, 30, 144, 400, 2000])
def test_mean_transmission_agrees_with_mpmath(s):
    with mp.workdps(30):
        integral = mp.quad(
            lambda k: k * mp.tanh(mp.pi * k) / mp.cosh(mp.pi * k) * mp.exp(-(k**2) * s),
            [0, 0.02, 0.1, 0.3, 1, 3, 8, 25],
        )
        exact = 2 * mp.pi * integral * mp.exp(-mp.mpf(s) / 4)
    assert mean_transmission(s) == pytest.approx(float(exact), rel=1e-13, abs=0)


def test_mean_transmission_starts_as_a_series_and_ends_as_a_tail():
    # d⟨T⟩/ds = −⟨T²⟩ and d⟨T²⟩/ds = −2 at s = 0 give 1 − s + s².
    assert (1 - mean_transmission(1e-4)) / 1e-4 == pytest.approx(1 - 1e-4, rel=1e-7, abs=0)
    s = np.array([1e3, 2e3])
    tail = np.pi**2.5 / 2 * s**-1.5 * np.exp(-s / 4)
    assert mean_transmission(s) / tail == pytest.approx(1, abs=0.03)
    assert mean_transmission(1e10) == 0


def test_mean_transmission_agrees_with_random_chains():
    # Slices of reflection 1 − e^{−0.02}: ⟨ln T⟩ = −s with s = 1.
    t = random_series(np.full(50, np.exp(-0.02)), 6000, seed=2)
    within_three_errors(t, float(mean_transmission(1.0)))


@given(st.floats(-10, 10).map(lambda x: 10**x))
def test_mean_transmission_lies_between_typical_and_one(s):
    assert np.exp(-s) * (1 - 1e-12) <= mean_transmission(s) <= 1


def lyapunov(energy, disorder, seed, sites=40_000, chains=200):
    """Growth rate per site of the recursion ψ_{n+1} = (E − U_n) ψ_n − ψ_{n−1}."""
    rng = np.random.default_rng(seed)
    old, new = np.zeros(chains), np.ones(chains)
    growth = np.zeros(chains)
    for n in range(sites // chains * 10):
        u = disorder * (rng.random(chains) - 0.5)
        old, new = new, (energy - u) * new - old
        if n % 20 == 19:
            size = np.hypot(old, new)
            growth += np.log(size)
            old, new = old / size, new / size
    return growth / (sites // chains * 10)


@pytest.mark.parametrize("energy", [0.0, 0.02, 0.5, 1.0, 2.0])
def test_localization_length_agrees_with_a_simulated_chain(energy):
    rates = lyapunov(energy, 0.8, seed=3)
    expected = 1 / localization_length(energy, 0.8)
    error = np.std(rates) / np.sqrt(len(rates))
    # Beside the statistics, corrections of higher order in W and the chain's ends (1/2000).
    assert np.mean(rates) == pytest.approx(expected, abs=3 * error + 0.01 * expected + 3e-4)


def test_localization_length_has_its_three_known_values():
    w = 1e-3
    born = 24 * (4 - 1.0) / w**2
    assert localization_length(1.0, w) == pytest.approx(born, rel=1e-6, abs=0)
    center = 12 / w**2 * float(mp.gamma(0.25) / mp.gamma(0.75)) ** 2
    assert localization_length(0.0, w) == pytest.approx(center, rel=1e-12, abs=0)
    assert localization_length(0.0, 1.0) == pytest.approx(105.045, rel=1e-5, abs=0)
    ratio = mp.mpf(6) ** (mp.mpf(1) / 3) * mp.sqrt(mp.pi) / mp.gamma(mp.mpf(1) / 6) / 2
    assert float(ratio) == pytest.approx(0.28931, abs=1e-5)
    edge = 1 / (float(ratio) * (w**2 / 12) ** (1 / 3))
    assert localization_length([2.0, -2.0], w) == pytest.approx([edge, edge], rel=1e-12, abs=0)


@pytest.mark.parametrize("x", [0.01, 0.5, 3.0, 12.5, 12.7, 40.0])
def test_edge_function_agrees_with_its_integrals(x):
    # Choose the energy whose distance from the edge is x, at a disorder where E = 0 is far away.
    variance = 1e-12
    energy = float(np.sqrt(4 / (1 + x * variance ** (2 / 3))))
    with mp.workdps(30):
        e = mp.mpf(energy)
        y = (4 - e**2) / (e**2 * mp.mpf(variance) ** (mp.mpf(2) / 3))
        up, down = (
            mp.quad(
                lambda u, p=p: u**p * mp.exp(-(u**6) / 6 - 2 * y * u**2), [0, 0.1, 0.5, 1, 2, 4]
            )
            for p in (2, 0)
        )
        exact = 4 / e**2 * mp.mpf(variance) ** (mp.mpf(1) / 3) * up / down / 2
    # E − 2t is rounded: 2t − E ≈ 1e-8 x keeps half of the digits only.
    assert 1 / localization_length(energy, np.sqrt(12 * variance)) == pytest.approx(
        float(exact), rel=1e-9, abs=0
    )


@pytest.mark.parametrize("e", [0.0, 0.1, 1.0, 5.0])
def test_centre_function_agrees_with_the_stationary_phase(e):
    # Fokker–Planck equation of φ = 4θ on a grid: drift and noise per two sites, in units of σ².
    count = 400
    phi = 2 * np.pi * np.arange(count) / count
    k = np.fft.fftfreq(count, 1 / count)
    derivative = np.real(
        np.fft.ifft(1j * k[:, np.newaxis] * np.fft.fft(np.eye(count), axis=0), axis=0)
    )
    drift, noise = 4 * e - np.sin(phi), 4 * (3 + np.cos(phi))
    generator = derivative @ (-np.diag(drift) + 0.5 * derivative @ np.diag(noise))
    system = np.vstack([generator, np.ones(count)])
    weight = np.linalg.lstsq(system, np.append(np.zeros(count), 1.0), rcond=None)[0]
    factor = 1 + np.sum(weight * np.cos(phi))
    w = 1e-2
    ours = 1 / localization_length(e * w**2 / 12, w)
    born = w**2 / 24 / (4 - (e * w**2 / 12) ** 2)
    assert ours / born == pytest.approx(factor, rel=1e-8, abs=0)


@given(
    share=st.floats(-1, 1),
    disorder=st.floats(-5, 0).map(lambda x: 10**x),
    hopping=st.floats(-5, 5).map(lambda x: 10**x),
)
def test_localization_length_is_positive_and_scales_with_the_hopping(share, disorder, hopping):
    one = localization_length(2 * share, disorder)
    assert 0 < one < np.inf
    energy = min(max(2 * share * hopping, -2 * hopping), 2 * hopping)
    assert localization_length(energy, disorder * hopping, hopping) == pytest.approx(
        float(one), rel=1e-6, abs=0
    )


def dmpk_device(channels, s, slices, count, beta, seed):
    """Random wires: thin slices of equal reflection between random unitary rotations."""
    rng = np.random.default_rng(seed)

    def unitary():
        z = rng.normal(size=(count, channels, channels, 2)) @ [1, 1j]
        q, r = np.linalg.qr(z)
        phases = np.diagonal(r, axis1=-2, axis2=-1)
        return q * (phases / np.abs(phases))[:, np.newaxis, :]

    t = 1 / (1 + s / slices)
    a, b = np.sqrt(t), np.sqrt(1 - t)
    device = None
    for _ in range(slices):
        u, v = unitary(), unitary()
        u_back, v_back = (
            (np.swapaxes(u, -1, -2), np.swapaxes(v, -1, -2))
            if beta == 1
            else (unitary(), unitary())
        )
        piece = SMatrix(b * u_back @ u, a * v @ u, -b * v @ v_back, a * u_back @ v_back)
        device = piece if device is None else device @ piece
    return device


@pytest.mark.parametrize("beta", [1, 2])
def test_dmpk_moments_agree_with_random_wires(beta):
    channels, s = 6, 2.0
    device = dmpk_device(channels, s, slices=30, count=500, beta=beta, seed=4)
    assert device.unitarity_error.max() < 1e-11
    g = device.transmission
    error = np.std(g) / np.sqrt(g.size)
    # Corrections are of order (1 + s)/N² here; the opposite β would be off by 0.1.
    assert np.mean(g) == pytest.approx(
        float(dmpk_mean(s, channels, beta=beta)), abs=3 * error + 0.04
    )
    assert np.var(g) == pytest.approx(float(dmpk_variance(s, beta=beta)), rel=0.25, abs=0)
    t = device.eigenvalues
    fano = np.sum(t * (1 - t)) / np.sum(t)
    # Weak localization adds (4/45)(2/β − 1)(1 + s)/N (de Jong and Beenakker, 1992).
    weak = 4 / 45 * (2 / beta - 1) * (1 + s) / channels
    assert fano == pytest.approx(float(dmpk_fano(s)) + weak, abs=0.012)


@given(st.floats(-6, 6).map(lambda x: 10**x))
def test_dmpk_formulas_agree_with_mpmath(s):
    with mp.workdps(60):
        u = 1 + mp.mpf(s)
        variance = mp.mpf(2) / 15 * (1 - (1 + 6 * mp.mpf(s)) / u**6)
        fano = (1 - u**-3) / 3
        mean = 10 / u - (mp.mpf(s) / u) ** 3 / 3
    assert dmpk_variance(s) == pytest.approx(float(variance), rel=1e-13, abs=0)
    assert dmpk_variance(s, beta=4) == pytest.approx(float(variance) / 4, rel=1e-13, abs=0)
    assert dmpk_fano(s) == pytest.approx(float(fano), rel=1e-13, abs=0)
    assert dmpk_mean(s, 10) == pytest.approx(float(mean), rel=1e-13, abs=1e-15)
    assert dmpk_mean(s, 10, beta=2) == pytest.approx(float(10 / u), rel=1e-13, abs=0)


def test_dmpk_leading_orders_solve_the_evolution_of_the_moments():
    # Orders N² and N of d⟨g⟩/ds = −⟨g² + (2/β − 1) T2⟩/(N + 2/β − 1), with T2 = g (1 − F).
    for beta in (1, 2, 4):
        for s in (0.3, 2.0, 9.0):
            h = 1e-4
            weak = (dmpk_mean(s + h, 1e3, beta=beta) - dmpk_mean(s - h, 1e3, beta=beta)) / (2 * h)
            weak += 1e3 / (1 + s) ** 2
            correction = dmpk_mean(s, 1e3, beta=beta) - 1e3 / (1 + s)
            c = 2 / beta - 1
            t2 = (1 - dmpk_fano(s)) / (1 + s)
            expected = -(2 * correction / (1 + s) + c * t2) + c / (1 + s) ** 2
            assert weak == pytest.approx(float(expected), abs=1e-5)


def test_bimodal_density_gives_one_third():
    mean = quad(lambda t: t * diffusive_density(t), 0, 1)[0]
    noise = quad(lambda t: t * (1 - t) * diffusive_density(t), 0, 1)[0]
    assert mean == pytest.approx(1, rel=1e-9, abs=0)
    assert noise == pytest.approx(1 / 3, rel=1e-9, abs=0)


def test_arcsine_density_gives_one_quarter():
    moments = [quad(lambda t, p=p: t**p * chaotic_density(t), 0, 1)[0] for p in (0, 1, 2)]
    assert moments == pytest.approx([1, 1 / 2, 3 / 8], rel=1e-9, abs=0)


def test_chaotic_density_agrees_with_random_s_matrices():
    n = 60
    z = np.random.default_rng(5).normal(size=(40, 2 * n, 2 * n, 2)) @ [1, 1j]
    s = SMatrix.from_matrix(np.linalg.qr(z)[0], n)
    t = np.sort(s.eigenvalues.ravel())
    exact = 2 / np.pi * np.arcsin(np.sqrt(t))
    assert np.max(np.abs(exact - (np.arange(t.size) + 0.5) / t.size)) < 0.01


def test_samples_follow_their_densities():
    rng = np.random.default_rng(6)
    count = 100_000
    t = chaotic_sample(count, rng=rng)
    within_three_errors(t, 0.5)
    within_three_errors(t * (1 - t), 0.125)
    s = 20.0
    t = diffusive_sample(count, s, rng=rng)
    # N = s channels per unit of conductance.
    within_three_errors(s * t, np.tanh(s))
    within_three_errors(s * t * (1 - t), np.tanh(s) ** 3 / 3)
    middle = s * ((t > 0.3) & (t < 0.6))
    within_three_errors(middle, quad(diffusive_density, 0.3, 0.6)[0])


def test_diffusive_wire_keeps_the_fraction_that_dorokhov_gives():
    device = dmpk_device(8, 5.0, slices=50, count=60, beta=2, seed=7)
    t = device.eigenvalues
    # g arcosh(1/√T) eigenvalues exceed T, with g = N/(1 + s).
    expected = 8 / 6 * np.arccosh(np.sqrt(2))
    assert np.mean(np.sum(t > 0.5, axis=1)) == pytest.approx(expected, rel=0.1, abs=0)


def test_clean_dirac_strip_looks_diffusive():
    t = dirac_strip(width=80.0, length=1.0, channels=800)
    assert np.sum(t) / 80 == pytest.approx(1 / np.pi, rel=1e-12, abs=0)
    assert np.sum(t * (1 - t)) / np.sum(t) == pytest.approx(1 / 3, rel=1e-12, abs=0)
    assert dirac_strip([1.0, 2.0], 1.0, 3).shape == (2, 3)
    narrow = dirac_strip(1.0, 1.0, 2)
    assert narrow == pytest.approx(1 / np.cosh(np.pi * np.array([0.5, 1.5])) ** 2, rel=1e-13, abs=0)
    assert dirac_strip(1.0, 1e5, 3).max() == 0


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: mean_series_resistance([0.0, 1]), ValueError, "transmissions"),
        (lambda: mean_series_resistance(0.5), ValueError, "transmissions"),
        (lambda: mean_log_transmission([1.2]), ValueError, "transmissions"),
        (lambda: mean_log_transmission(["a"]), TypeError, "transmissions"),
        (lambda: mean_transmission(-1), ValueError, "s must"),
        (lambda: mean_transmission(np.nan), ValueError, "s must"),
        (lambda: localization_length(2.1, 1), ValueError, "energy"),
        (lambda: localization_length(0, 0), ValueError, "disorder"),
        (lambda: localization_length(0, 1, -1), ValueError, "hopping"),
        (lambda: dmpk_mean(-1, 5), ValueError, "s must"),
        (lambda: dmpk_mean(1, 0), ValueError, "channels"),
        (lambda: dmpk_mean(1, 5, beta=3), ValueError, "beta"),
        (lambda: dmpk_variance(np.inf), ValueError, "s must"),
        (lambda: dmpk_variance(1, beta=0), ValueError, "beta"),
        (lambda: dmpk_fano("1"), TypeError, "s must"),
        (lambda: diffusive_density(1.0), ValueError, "transmission"),
        (lambda: diffusive_density(0.0), ValueError, "transmission"),
        (lambda: chaotic_density(-0.1), ValueError, "transmission"),
        (lambda: diffusive_sample(3, 0.0, rng=RNG), ValueError, "s must"),
        (lambda: diffusive_sample(-3, 1.0, rng=RNG), ValueError, "count"),
        (lambda: chaotic_sample(1.5, rng=RNG), ValueError, "count"),
        (lambda: dirac_strip(0, 1, 3), ValueError, "width"),
        (lambda: dirac_strip(1, -1, 3), ValueError, "length"),
        (lambda: dirac_strip(1, 1, 0), ValueError, "channels"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()


def test_variance_of_ln_t_is_that_of_random_chains():
    """Weak scatterers with random phases, composed one by one."""
    generator, wires, r = np.random.default_rng(8), 8_000, 0.01
    t, one = np.sqrt(1 - r), np.sqrt(r)
    amplitude, back = np.full(wires, t + 0j), np.full(wires, -one + 0j)
    log_t = {}
    for count in range(2, 601):
        phase = np.exp(2j * np.pi * generator.random(wires))
        loop = 1 - back * one * phase
        amplitude = amplitude / loop * t
        # Only |t| is wanted: the reflection from the right of the chain so far, phases free.
        back = -one + t**2 * back * phase / loop
        log_t[count] = -2 * np.log(np.abs(amplitude)) if count in (50, 200, 600) else None
    for count in (50, 200, 600):
        s = -count * np.log(1 - r)
        expected = float(variance_log_transmission(s))
        assert log_t[count].var() == pytest.approx(expected, rel=0.08)


def test_variance_of_ln_t_is_twice_the_integral_of_the_mean_reflection():
    nodes, weights = np.polynomial.legendre.leggauss(40)
    for s in (1e-4, 9.9e-3, 0.0101, 0.3, 3.0):
        mean = mean_transmission(s * (nodes + 1) / 2)
        expected = s * np.sum(weights * (1 - mean))
        assert float(variance_log_transmission(s)) == pytest.approx(expected, rel=1e-9)
    assert float(variance_log_transmission(1e4)) == pytest.approx(2e4 - np.pi**2 / 3, rel=1e-12)
    with pytest.raises(ValueError, match="s must"):
        variance_log_transmission(-1.0)


def test_weak_localization_is_the_return_probability_of_a_diffusing_path():
    """−2 Σ_n of the diffusion modes nπ/L between absorbing ends, each cut off at ℓ_φ."""
    n = np.arange(1, 200_001)
    for x in (1e-3, 0.09, 0.11, 1.0, 6.0):
        total = -2 * np.sum(1 / ((np.pi * n) ** 2 + x**2))
        tail = -2 / (np.pi**2 * n[-1])
        assert float(weak_localization(x, 1.0)) == pytest.approx(total + tail, rel=1e-9)
    coherent = dmpk_mean(1e6, 1e8, beta=1) - dmpk_mean(1e6, 1e8, beta=2)
    assert float(weak_localization(1e-6, 1.0)) == pytest.approx(float(coherent), rel=1e-4)


def test_a_field_dephases_by_the_spread_of_the_flux_across_the_wire():
    """⟨(phase)²⟩ of a path of length scale ℓ: 4(eB/ħ)² ⟨y²⟩ ℓ², with ⟨y²⟩ = W²/12, is 1 at ℓ_B."""
    field, width = 0.2, 80e-9
    length = float(magnetic_phase_length(field, width))
    spread = 4 * (field / HBAR_EV) ** 2 * width**2 / 12 * length**2
    assert spread == pytest.approx(1, rel=1e-12)
    assert float(magnetic_phase_length(-field, width)) == length


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: weak_localization(0.0, 1.0), "length"),
        (lambda: weak_localization(1.0, -1.0), "phase_length"),
        (lambda: magnetic_phase_length(0.0, 1.0), "field"),
        (lambda: magnetic_phase_length(1.0, 0.0), "width"),
    ],
)
def test_bad_lengths_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()
