"""Spin: resistor networks, spinor algebra and direct quadrature instead of the closed forms."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from landauer_lib import point_contact, spin
from landauer_lib.constants import E_CHARGE, ELECTRON_MASS, G0, HBAR, MU_B_EV

polarizations = st.floats(-1, 1)
SIGMA = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])


@given(st.floats(-0.999, 0.999), st.floats(-0.999, 0.999))
def test_julliere_from_two_spin_channels(p1, p2):
    # Each spin tunnels in proportion to the product of its densities of states.
    up, down = (1 + p1) / 2, (1 - p1) / 2
    parallel = up * (1 + p2) / 2 + down * (1 - p2) / 2
    anti = up * (1 - p2) / 2 + down * (1 + p2) / 2
    assert spin.julliere(p1, p2) == pytest.approx(parallel / anti - 1, rel=1e-10, abs=1e-15)
    own = spin.julliere(p1, p2, definition="julliere")
    assert own == pytest.approx(1 - anti / parallel, rel=1e-10, abs=1e-15)


def test_julliere_numbers_and_limits():
    # P = 0.44 for iron and 0.34 for cobalt give the 26 % that Jullière expected.
    assert spin.julliere(0.44, 0.34, definition="julliere") == pytest.approx(0.26, abs=0.005)
    assert spin.julliere(1, 1, definition="julliere") == 1
    assert spin.julliere(1, 1) == np.inf
    assert spin.julliere(1, -1, definition="julliere") == -np.inf
    assert spin.julliere(np.linspace(-1, 1, 5)[:, None], [0.2, 0.3]).shape == (5, 2)


@given(st.floats(-20, 20), polarizations, polarizations)
def test_spin_valve_from_spinors(angle, p1, p2):
    n1 = np.array([0, 0, 1.0])
    n2 = np.array([np.sin(angle), 0, np.cos(angle)])
    rho = [np.eye(2) + p * np.tensordot(n, SIGMA, 1) for p, n in ((p1, n1), (p2, n2))]
    expected = np.trace(rho[0] @ rho[1]).real / 2
    assert spin.spin_valve(angle, p1, p2) == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_spin_valve_and_julliere_agree():
    parallel, anti = spin.spin_valve([0, np.pi], 0.5, 0.4, conductance=3e-5)
    assert parallel / anti - 1 == pytest.approx(spin.julliere(0.5, 0.4), rel=1e-12)
    assert (parallel + anti) / 2 == pytest.approx(3e-5, rel=1e-12)


def test_slonczewski_from_the_thick_barrier_amplitudes():
    # Transmission probability into the barrier per spin is 4kκ/(k² + κ²) up to a common factor.
    up, down, kappa = 1.1e10, 0.4e10, 0.7e10
    t_up, t_down = (k * kappa / (k**2 + kappa**2) for k in (up, down))
    expected = (t_up - t_down) / (t_up + t_down)
    assert spin.slonczewski_polarization(up, down, kappa) == pytest.approx(expected, rel=1e-12)
    assert spin.slonczewski_polarization(up, down, 1e20) == pytest.approx(7 / 15, rel=1e-12)
    assert spin.slonczewski_polarization(up, 0, kappa) == 1
    low = np.sqrt(up * down)
    assert spin.slonczewski_polarization(up, down, low) == pytest.approx(0, abs=1e-15)


def schmidt_network(beta, r, *, parallel):
    """Two spin channels: magnet, channel, magnet; the channel's resistance per spin is 2."""
    majority, minority = 2 * r / (1 + beta), 2 * r / (1 - beta)
    up = majority + 2 + (majority if parallel else minority)
    down = minority + 2 + (minority if parallel else majority)
    return up, down


@given(st.floats(-0.99, 0.99), st.floats(1e-5, 1e5))
def test_injection_from_a_resistor_network(beta, r):
    up, down = schmidt_network(beta, r, parallel=True)
    expected = (down - up) / (down + up)
    injected = spin.injected_polarization(beta, r)
    assert injected == pytest.approx(expected, rel=1e-9, abs=1e-15)
    assert abs(injected) <= abs(beta) * (1 + 1e-15) + 1e-300
    anti = np.prod(schmidt_network(beta, r, parallel=False)) / sum(
        schmidt_network(beta, r, parallel=False)
    )
    ratio = anti * (up + down) / (up * down) - 1
    # The network loses digits to the difference of two nearly equal resistances.
    assert spin.injection_magnetoresistance(beta, r) == pytest.approx(ratio, rel=1e-8, abs=1e-14)


def test_injection_limits():
    assert spin.injected_polarization(0.6, 1e10) == pytest.approx(0.6, rel=1e-9)
    assert spin.injected_polarization(0.6, 0) == 0
    # With no channel left the device is a spin valve of two bulk magnets.
    assert spin.injection_magnetoresistance(0.6, 1e10) == pytest.approx(0.36 / (1 - 0.36), rel=1e-9)
    small = spin.injection_magnetoresistance(0.6, np.array([1e-6, 1e-5]))
    assert small[1] / small[0] == pytest.approx(100, rel=1e-4)


def test_rashba_subbands_are_the_eigenvalues():
    alpha, mass, zeeman = 2e-11, 0.023, 3e-4
    for k in (-2e8, 0.0, 1e7, 3e8):
        kinetic = HBAR**2 * k**2 / (2 * mass * ELECTRON_MASS) / E_CHARGE
        h = kinetic * np.eye(2) - alpha * k * SIGMA[1] + zeeman / 2 * SIGMA[0]
        np.testing.assert_allclose(
            spin.rashba_subbands(k, alpha, mass, zeeman_energy=zeeman),
            np.linalg.eigvalsh(h),
            rtol=1e-12,
            atol=1e-18,
        )


def test_rashba_minimum_lies_at_the_spin_orbit_energy():
    alpha, mass = 2e-11, 0.023
    depth = spin.spin_orbit_energy(alpha, mass)
    k_min = mass * ELECTRON_MASS * alpha * E_CHARGE / HBAR**2
    assert spin.rashba_subbands(k_min, alpha, mass)[0] == pytest.approx(-depth, rel=1e-12)
    # The minima are 2 k_min apart, which is the precession per length.
    assert spin.precession_angle(alpha, 1e-6, mass) == pytest.approx(2 * k_min * 1e-6, rel=1e-12)


@pytest.mark.parametrize("zeeman", [0.0, 1e-5, 1e-4, 1.5e-4, 2.3e-4, 2.5e-4, 1e-3])
def test_channels_by_counting_rising_crossings(zeeman):
    alpha, mass = 2e-11, 0.023
    k = np.linspace(-3e8, 3e8, 60_001)
    bands = spin.rashba_subbands(k, alpha, mass, zeeman_energy=zeeman)
    # Off the band edges by more than the grid resolves.
    energies = np.concatenate((np.linspace(-6.3e-4, 9.7e-4, 48), np.linspace(-1.3e-4, 0, 32)[:-1]))
    rising = [
        sum(int(((band[:-1] < e) & (band[1:] >= e)).sum()) for band in bands) for e in energies
    ]
    assert spin.rashba_channels(energies, alpha, mass, zeeman_energy=zeeman).tolist() == rising


def test_helical_gap_and_plain_zeeman_staircase():
    def count(energies, alpha):
        return spin.rashba_channels(energies, alpha, 0.023, zeeman_energy=1e-4).tolist()

    assert count([-1e-3, -6e-5, -4e-5, 4e-5, 6e-5], 2e-11) == [0, 2, 1, 1, 2]
    assert count([-6e-5, -4e-5, 4e-5, 6e-5], 0.0) == [0, 1, 1, 2]


def test_precession_angle_by_definition():
    expected = 2 * 0.04 * ELECTRON_MASS * 1e-11 * E_CHARGE * 5e-7 / HBAR**2
    assert spin.precession_angle(1e-11, 5e-7, 0.04) == pytest.approx(expected, rel=1e-12)


@given(st.floats(-50, 50), polarizations, polarizations, st.floats(-1.5, 1.5))
def test_datta_das_from_spin_rotation(theta, p1, p2, phi):
    axis = np.array([np.sin(phi), -np.cos(phi), 0])  # Rashba field, across the path
    turn = expm(-0.5j * theta / np.cos(phi) * np.tensordot(axis, SIGMA, 1))
    arriving = turn @ (np.eye(2) + p1 * SIGMA[0]) @ turn.conj().T
    expected = np.trace(arriving @ (np.eye(2) + p2 * SIGMA[0])).real / 4
    found = spin.datta_das_transmission(theta, p1=p1, p2=p2, incidence=phi)
    assert found == pytest.approx(expected, rel=1e-10, abs=1e-11)


@pytest.mark.parametrize("theta", [0.0, 1e-6, 0.3, np.pi, 10.0, 25.0])
def test_average_from_bessel_functions(theta):
    # The rotated part is J = ∫cos(θ cosh t)/cosh⁴t dt. Its fourth derivative is −πY0(θ)/2, and it
    # starts as 2/3 − θ²/2 with no odd terms up to the third.
    with mpmath.workdps(25):
        fourfold = mpmath.quad(
            lambda x: (theta - x) ** 3 / 6 * mpmath.bessely(0, x),
            mpmath.linspace(0, theta, 2 + int(theta / 4)),
        )
        kept = 1 - mpmath.mpf(theta) ** 2 / 2 - mpmath.pi / 2 * fourfold
        expected = float((1 + kept) / 2)
    assert spin.datta_das_average(theta) == pytest.approx(expected, abs=1e-13)


def test_average_limits():
    assert spin.datta_das_average(0.0) == pytest.approx(1, abs=1e-14)
    assert spin.datta_das_average(1e10) == pytest.approx(2 / 3, abs=1e-5)
    # Stationary phase at normal incidence: √(π/2Δθ) cos(Δθ + π/4).
    theta = np.array([1e4, 1e4 + 1, 1e6])
    leading = np.sqrt(np.pi / (2 * theta)) * np.cos(theta + np.pi / 4)
    np.testing.assert_allclose(2 * spin.datta_das_average(theta) - 1 - 1 / 3, leading, atol=3e-6)


def test_average_is_the_mean_over_many_modes():
    # Uniform in transverse wave number: the midpoint rule over 4000 modes.
    s = (np.arange(4000) + 0.5) / 4000
    modes = spin.datta_das_transmission(5.0, p1=0.7, incidence=np.arcsin(s))
    assert spin.datta_das_average(5.0, p1=0.7) == pytest.approx(modes.mean(), abs=1e-5)


@given(st.floats(-1e5, 1e5), polarizations, polarizations)
def test_probabilities_stay_probabilities(theta, p1, p2):
    for value in (
        spin.datta_das_transmission(theta, p1=p1, p2=p2),
        spin.datta_das_average(theta, p1=p1, p2=p2),
    ):
        assert 0 <= value <= 1
    assert spin.datta_das_average(-theta) == spin.datta_das_average(theta)


@given(st.floats(1e-20, 1e-10), st.floats(1e-9, 1), st.floats(1e-3, 1e3), st.floats(0, 1e2))
def test_rashba_stays_finite_over_ten_decades(alpha, k_over, mass, zeeman):
    k = k_over * 1e10
    lower, upper = spin.rashba_subbands(k, alpha, mass, zeeman_energy=zeeman)
    assert np.isfinite([lower, upper]).all()
    assert upper >= lower
    assert spin.rashba_channels(upper, alpha, mass, zeeman_energy=zeeman) in (0, 1, 2)


SADDLE = {"hbar_omega_x": 1e-3, "hbar_omega_y": 3e-3}


def test_spin_split_staircase_is_two_shifted_ones():
    mu = np.linspace(0, 0.012, 50)
    field, g = 8.0, -0.44
    up, down = spin.spin_split_staircase(mu, field, g, temperature=1.0, **SADDLE)
    shift = g * MU_B_EV * field / 2
    for sign, found in ((1, up), (-1, down)):
        expected = point_contact.staircase(mu - sign * shift, temperature=1.0, **SADDLE) / 2
        np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-16)


def test_spin_split_plateaus():
    sharp = {"hbar_omega_x": 1e-5, "hbar_omega_y": 3e-3}
    # At the first threshold 13 T and g = 2 have opened the spin against the field only.
    up, down = spin.spin_split_staircase(1.5e-3, 13.0, 2.0, **sharp)
    assert (up / G0, down / G0) == pytest.approx((0, 0.5), abs=1e-9)
    down, up = spin.spin_split_staircase(1.5e-3, 13.0, -2.0, **sharp)
    assert (up / G0, down / G0) == pytest.approx((0, 0.5), abs=1e-9)
    both = spin.spin_split_staircase(1.5e-3, 0.0, 2.0, **SADDLE)
    assert both[0] == both[1]


def test_spins_add_up_to_the_staircase_in_a_field():
    mu = np.linspace(0, 0.012, 50)
    total = point_contact.staircase(
        mu, field_in_plane=8.0, g_factor=-0.44, temperature=1.0, **SADDLE
    )
    both = spin.spin_split_staircase(mu, 8.0, -0.44, temperature=1.0, **SADDLE)
    np.testing.assert_allclose(sum(both), total, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: spin.julliere(1.1, 0.5), r"p1 must be at most 1"),
        (lambda: spin.julliere(0.5, -1.1), r"p2 must be at least -1"),
        (lambda: spin.julliere(0.5, 0.5, definition="tmr"), "definition must be one of"),
        (lambda: spin.spin_valve(np.nan, 0.5, 0.5), "angle must be finite"),
        (lambda: spin.spin_valve(0, 0.5, 0.5, conductance=-1), "conductance must be at least 0"),
        (lambda: spin.slonczewski_polarization(0, 0, 1e10), "k_up and k_down must not both be 0"),
        (lambda: spin.slonczewski_polarization(-1, 0, 1e10), "k_up must be at least 0"),
        (lambda: spin.slonczewski_polarization(1, 0, 0), "decay must be above 0"),
        (lambda: spin.injected_polarization(1, 1), "polarization must be below 1"),
        (lambda: spin.injected_polarization(0.5, -1), "resistance_ratio must be at least 0"),
        (lambda: spin.injection_magnetoresistance(-1, 1), "polarization must be above -1"),
        (lambda: spin.spin_orbit_energy(1e-11, 0), "mass must be above 0"),
        (lambda: spin.rashba_subbands(0, 1e-11, -1), "mass must be above 0"),
        (
            lambda: spin.rashba_subbands(0, 1e-11, 1, zeeman_energy=-1),
            "zeeman_energy must be at least 0",
        ),
        (lambda: spin.rashba_subbands([1, 2], [1, 2, 3], 1), "wavevector .* alpha"),
        (lambda: spin.rashba_channels(np.inf, 1e-11, 1), "energy must be finite"),
        (lambda: spin.precession_angle(1e-11, -1, 1), "length must be at least 0"),
        (lambda: spin.datta_das_transmission(1, p1=2), "p1 must be at most 1"),
        (lambda: spin.datta_das_transmission(1, incidence=2), "incidence must be below"),
        (lambda: spin.datta_das_average(1, p2=-2), "p2 must be at least -1"),
        (lambda: spin.datta_das_average(np.nan), "precession must be finite"),
        (
            lambda: spin.spin_split_staircase(0, np.nan, 2, **SADDLE),
            "field_in_plane must be finite",
        ),
        (lambda: spin.spin_split_staircase(0, 1, np.inf, **SADDLE), "g_factor must be finite"),
        (
            lambda: spin.spin_split_staircase(0, 1, 2, temperature=-1, **SADDLE),
            "temperature must be at least 0",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_are_refused():
    with pytest.raises(TypeError, match="p1"):
        spin.julliere("high", 0.5)


def test_injection_past_a_barrier_solves_the_two_spin_circuit():
    """Each spin: drift and relaxing accumulation on both sides, and its own barrier in between."""
    r_f, r_n, r_b, beta, gamma = 2.0, 30.0, 12.0, 0.7, 0.4
    # Unknowns: current polarization P, spin voltages (μ↑ − μ↓)/2e on either side, for current 1.
    # F side: P = β − 1/r_F · left;  N side: P = right/r_N;  barrier: left/right jump of the spin
    # voltage, from u_s = 2 r_B (1 ∓ γ) J_s with J_s = (1 ± P)/2.
    matrix = np.array([[1, 1 / r_f, 0], [1, 0, -1 / r_n], [-r_b, 1, -1.0]])
    jump = -r_b * gamma  # half the difference of the two barrier drops at P = 0
    p = np.linalg.solve(matrix, [beta, 0, jump])[0]
    found = spin.barrier_injection(r_f, r_n, r_b, polarization=beta, barrier_polarization=gamma)
    assert float(found) == pytest.approx(p, rel=1e-12)


def test_a_barrier_cures_the_mismatch():
    spins = {"polarization": 0.6, "barrier_polarization": 0.5}
    assert float(spin.barrier_injection(1.0, 1e6, 0.0, **spins)) < 1e-6
    assert float(spin.barrier_injection(1.0, 1e6, 1e10, **spins)) == pytest.approx(0.5, rel=1e-3)
    with pytest.raises(ValueError, match="normal"):
        spin.barrier_injection(1.0, 0.0, 1.0, **spins)
    with pytest.raises(ValueError, match="barrier_polarization"):
        spin.barrier_injection(1.0, 1.0, 1.0, polarization=0.5, barrier_polarization=1.0)
