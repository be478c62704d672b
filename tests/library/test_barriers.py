"""Barriers and resonances against mpmath, each other, and S-matrices in series."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from landauer_lib.barriers import (
    breit_wigner,
    breit_wigner_conductance,
    breit_wigner_current,
    delta_barrier,
    double_barrier,
    molecular_current,
    piecewise_constant,
    piecewise_transmission,
    potential_step,
    rectangular_barrier,
    superexchange,
)
from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, HBAR2_OVER_2M_EV, K_B_EV
from landauer_lib.reservoirs import Reservoir, fermi
from landauer_lib.scattering import SMatrix, propagation

NM = 1e-9


def decades(low, high):
    return st.floats(low, high).map(lambda exponent: 10.0**exponent)


def exact_transfer(energy, potentials, widths, masses):
    """(t, r) of a piecewise potential by matching plane waves with 60 digits."""
    with mp.workdps(60):
        c = mp.mpf(HBAR2_OVER_2M_EV)
        above = mp.mpf(energy) + mp.mpf(10) ** -40  # plane waves need k ≠ 0 in every section
        k = [
            mp.sqrt(mp.mpc((above - mp.mpf(v)) * mp.mpf(m) / c))
            for v, m in zip(potentials, masses, strict=True)
        ]
        q = [ki / mp.mpf(m) for ki, m in zip(k, masses, strict=True)]
        psi, flux = mp.mpc(1), 1j * q[-1]
        for i in range(len(widths), 0, -1):
            x = k[i] * mp.mpf(widths[i - 1])
            psi, flux = (
                mp.cos(x) * psi - mp.sin(x) / q[i] * flux,
                q[i] * mp.sin(x) * psi + mp.cos(x) * flux,
            )
        incoming, reflected = (psi + flux / (1j * q[0])) / 2, (psi - flux / (1j * q[0])) / 2
        return mp.sqrt(q[-1] / q[0]) / incoming, reflected / incoming


def test_step_depends_on_the_two_velocities():
    assert potential_step(4.0, 3.0) == pytest.approx(8 / 9, rel=1e-14, abs=0)
    # Same velocity on both sides although potential and mass both jump: nothing is reflected.
    assert potential_step(1.0, -1.0, 1.0, 2.0) == pytest.approx(1, rel=1e-14, abs=0)
    assert potential_step(1.0, 0.0, 1.0, 4.0) == pytest.approx(8 / 9, rel=1e-14, abs=0)
    assert np.array_equal(potential_step([0.5, 1.0, -1.0], [1.0, 1.0, -2.0]), [0, 0, 0])


@given(energy=decades(-5, 5), height=decades(-5, 5), masses=st.tuples(*2 * [decades(-5, 5)]))
def test_step_is_the_same_from_both_sides(energy, height, masses):
    down = potential_step(energy, -height, *masses)
    up = potential_step(energy + height, height, *masses[::-1])
    assert 0 <= down <= 1
    assert down == pytest.approx(up, rel=1e-9, abs=0)


@given(
    energy=decades(-6, 4),
    height=decades(-6, 4),
    width=decades(-12, -7),
    sign=st.sampled_from([1, -1]),
)
def test_rectangle_agrees_with_mpmath(energy, height, width, sign):
    ours = rectangular_barrier(energy, sign * height, width)
    assert 0 <= ours <= 1
    with mp.workdps(60):
        e, v, c = mp.mpf(energy), sign * mp.mpf(height), mp.mpf(HBAR2_OVER_2M_EV)
        x = mp.sqrt(mp.mpc((v - e) / c)) * mp.mpf(width)
        shape = mp.sinh(x) / x if x else mp.mpf(1)
        exact = 1 / (1 + mp.re((v * mp.mpf(width) * shape) ** 2) / (4 * e * c))
    # Above the barrier the phase carries |x| units of round-off, under it the exponent does.
    assert ours == pytest.approx(float(exact), rel=1e-13 * (10 + float(abs(x))), abs=1e-300)


def test_top_of_the_rectangle_is_the_known_limit():
    v, a = 0.3, 5 * NM
    limit = 1 / (1 + v * a**2 / (4 * HBAR2_OVER_2M_EV / 0.067))
    assert rectangular_barrier(v, v, a, 0.067) == pytest.approx(limit, rel=1e-13, abs=0)
    near = rectangular_barrier(v * (1 + np.array([-1e-12, 1e-12])), v, a, 0.067)
    assert near == pytest.approx(limit, rel=1e-11, abs=0)


def test_narrow_high_rectangle_becomes_the_delta():
    narrow = rectangular_barrier(0.1, 1e7, 1e-17)
    assert delta_barrier(0.1, 1e-10) == pytest.approx(float(narrow), rel=1e-6, abs=0)
    k = np.sqrt(0.1 / HBAR2_OVER_2M_EV)
    beta = 1e-10 / (2 * HBAR2_OVER_2M_EV * k)
    assert delta_barrier(0.1, 1e-10) == pytest.approx(1 / (1 + beta**2), rel=1e-13, abs=0)
    assert delta_barrier(0.1, -1e-10) == delta_barrier(0.1, 1e-10)


@given(t1=decades(-10, 0), t2=decades(-10, 0), phase=st.floats(-10, 10))
def test_double_barrier_agrees_with_mpmath(t1, t2, phase):
    with mp.workdps(50):
        r = mp.sqrt((1 - mp.mpf(t1)) * (1 - mp.mpf(t2)))
        exact = mp.mpf(t1) * t2 / (1 + r**2 - 2 * r * mp.cos(phase))
        average = mp.mpf(t1) * t2 / (1 - r**2)
    assert double_barrier(t1, t2, phase) == pytest.approx(float(exact), rel=1e-12, abs=0)
    assert double_barrier(t1, t2) == pytest.approx(float(average), rel=1e-12, abs=0)
    assert double_barrier(t1, t2, phase) <= 1


def test_average_over_the_phase_is_the_incoherent_sum():
    phases = np.arange(400) * 2 * np.pi / 400
    assert np.mean(double_barrier(0.3, 0.2, phases)) == pytest.approx(
        float(double_barrier(0.3, 0.2)), rel=1e-13, abs=0
    )
    t1, t2 = 0.3, 0.2
    bounces = sum(t1 * ((1 - t1) * (1 - t2)) ** n * t2 for n in range(200))
    assert double_barrier(t1, t2) == pytest.approx(bounces, rel=1e-13, abs=0)
    # Resistances (1 − T)/T of incoherent barriers add.
    total = (1 - double_barrier(t1, t2)) / double_barrier(t1, t2)
    assert total == pytest.approx((1 - t1) / t1 + (1 - t2) / t2, rel=1e-13, abs=0)
    assert double_barrier(0.0, 0.0) == double_barrier(0.0, 0.0, 0.0) == 0
    assert double_barrier(1e-300, 1e-300, 0.0) == pytest.approx(1, rel=1e-12, abs=0)


RANDOM = np.random.default_rng(20)
PROFILES = [
    (0.1, [0, 0.3, 0], [5], [0.067] * 3),
    (0.3, [0, 0.3, 0.05], [5], [0.067, 0.09, 0.067]),
    (0.3, [0.1, 0.3, 0, 0.3, 0.2], [2, 4, 3], [0.067, 0.09, 0.05, 0.1, 1.0]),
    (1e-6, [0, 5, 0], [1], [1, 1, 1]),
    (0.1, [0, 40, 2, 1e-3, 3, -0.2], [3, 5, 2, 0.7], [1, 2, 3, 0.01, 1, 0.5]),
    (0.1, [0, *RANDOM.uniform(-0.3, 0.6, 30), 0.05], RANDOM.uniform(0, 3, 30), [0.1] * 32),
]


@pytest.mark.parametrize("profile", PROFILES)
def test_piecewise_agrees_with_mpmath(profile):
    energy, potentials, widths, masses = profile
    lengths = np.array(widths) * NM
    t, r = exact_transfer(energy, potentials, lengths, masses)
    s = piecewise_constant(energy, potentials, lengths, masses)
    error = abs(complex(s.t[0, 0] / complex(t)) - 1)
    assert error < 1e-12
    assert abs(s.r[0, 0] - complex(r)) < 1e-12
    assert piecewise_transmission(energy, potentials, lengths, masses) == pytest.approx(
        float(abs(t) ** 2), rel=1e-12, abs=0
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_piecewise_is_unitary_and_the_same_from_the_other_side(profile):
    energy, potentials, widths, masses = profile
    lengths = np.array(widths) * NM
    s = piecewise_constant(energy, potentials, lengths, masses)
    back = piecewise_constant(energy, potentials[::-1], lengths[::-1], masses[::-1])
    assert s.unitarity_error < 1e-14
    assert abs(s.r_prime - back.r)[0, 0] < 1e-12
    assert abs(s.t_prime / back.t - 1)[0, 0] < 1e-12


def test_half_a_thousand_decay_lengths_neither_overflow_nor_lose_digits():
    energy, height, mass = 0.1, 0.3, 0.067
    kappa = np.sqrt(0.2 * mass / HBAR2_OVER_2M_EV)
    width = 500 / kappa
    s = piecewise_constant(energy, [0, height, 0], [width], mass)
    with mp.workdps(60):
        x = mp.sqrt((mp.mpf(height) - energy) * mass / HBAR2_OVER_2M_EV) * mp.mpf(width)
        weight = mp.mpf(height) ** 2 / (4 * mp.mpf(energy) * (mp.mpf(height) - energy))
        exact = -mp.log1p(weight * mp.sinh(x) ** 2)
    assert exact < -998
    assert s.log_transmission == pytest.approx(float(exact), rel=1e-13, abs=0)
    assert s.unitarity_error < 1e-15
    assert piecewise_transmission(energy, [0, height, 0], [1e6 * width], mass) == 0
    # The same barrier cut into two hundred slices, whose logarithm must not drift.
    slices = piecewise_constant(energy, [0, *[height] * 200, 0], [width / 200] * 200, mass)
    assert slices.log_transmission == pytest.approx(float(exact), rel=1e-13, abs=0)


def test_piecewise_devices_compose_in_series():
    energies = np.linspace(0.11, 0.7, 40)
    left = piecewise_constant(energies, [0, 0.3, 0.1], [2 * NM], [0.067, 0.09, 0.07])
    right = piecewise_constant(energies, [0.1, 0.4, 0.05], [1 * NM], [0.07, 0.09, 0.067])
    gap = 6 * NM
    k = np.sqrt((energies - 0.1) * 0.07 / HBAR2_OVER_2M_EV)
    whole = piecewise_constant(
        energies, [0, 0.3, 0.1, 0.4, 0.05], [2 * NM, gap, 1 * NM], [0.067, 0.09, 0.07, 0.09, 0.067]
    )
    for i, phase in enumerate(k * gap):
        pair = [SMatrix.from_matrix(s.matrix[i], 1) for s in (left, right)]
        both = pair[0] @ propagation(phase) @ pair[1]
        assert both.matrix == pytest.approx(whole.matrix[i], abs=1e-12)


@given(
    energy=decades(-5, 5),
    heights=st.lists(st.floats(-1, 1), min_size=1, max_size=6),
    scale=decades(-5, 5),
    mass=decades(-5, 5),
    width=decades(-12, -7),
)
def test_piecewise_stays_a_probability(energy, heights, scale, mass, width):
    potentials = [0.0, *(scale * h for h in heights), 0.0]
    masses = [1.0, *[mass] * len(heights), 1.0]
    widths = [width] * len(heights)
    transmission = piecewise_transmission(energy, potentials, widths, masses)
    assert 0 <= transmission <= 1
    s = piecewise_constant(energy, potentials, widths, masses)
    assert s.unitarity_error < 1e-13
    assert s.transmission == pytest.approx(transmission, rel=1e-9, abs=1e-300)


def test_piecewise_covers_the_closed_forms():
    energies = np.array([-0.1, 0.0, 0.05, 0.3, 1.0])
    step = piecewise_transmission(energies, [0, 0.2], [], [1, 0.5])
    assert step == pytest.approx(potential_step(energies, 0.2, 1, 0.5), rel=1e-13, abs=0)
    box = piecewise_transmission(energies, [0, 0.3, 0], [3 * NM])
    assert box == pytest.approx(rectangular_barrier(energies, 0.3, 3 * NM), rel=1e-12, abs=0)
    assert isinstance(piecewise_transmission(1.0, [0, 0.2], []), float)


def exact_average(gamma, mu1, mu2, kt):
    """Thermal factor of the current (or, for equal mu, of the conductance), by mpmath."""
    z = [(gamma / 2 + 1j * mu) / (2 * mp.pi * kt) for mu in (mu1, mu2)]
    if mu1 == mu2:
        return mp.re(mp.psi(1, 0.5 + z[0])) / (2 * mp.pi * kt)
    return mp.im(mp.digamma(0.5 + z[0]) - mp.digamma(0.5 + z[1]))


@given(
    gamma=decades(-10, 0),
    mu=decades(-6, 0),
    kelvin=decades(2, 4),
    ratio=decades(-4, 4),
)
def test_thermal_conductance_agrees_with_mpmath(gamma, mu, kelvin, ratio):
    left, right = gamma * ratio / (1 + ratio), gamma / (1 + ratio)
    ours = breit_wigner_conductance(0.0, left, right, Reservoir(mu, kelvin))
    with mp.workdps(120):
        left, right = mp.mpf(left), mp.mpf(right)
        average = exact_average(
            left + right, mp.mpf(mu), mp.mpf(mu), mp.mpf(K_B_EV) * mp.mpf(kelvin)
        )
        exact = 2 * mp.mpf(G0) * left * right / (left + right) * average
    assert ours == pytest.approx(float(exact), rel=1e-12, abs=0)


@given(
    gamma=decades(-10, 0),
    mu1=decades(-6, 0),
    shift=decades(-10, 0),
    kelvin=decades(2, 4),
    sign=st.sampled_from([-1, 1]),
)
def test_thermal_current_agrees_with_mpmath_down_to_tiny_bias(gamma, mu1, shift, kelvin, sign):
    mu2 = mu1 + sign * shift
    if mu2 == mu1:
        return
    source, drain = Reservoir(mu1, kelvin), Reservoir(mu2, kelvin)
    ours = breit_wigner_current(0.0, gamma / 2, gamma / 2, source, drain)
    with mp.workdps(120):
        args = mp.mpf(gamma), mp.mpf(mu1), mp.mpf(mu2), mp.mpf(K_B_EV) * mp.mpf(kelvin)
        exact = mp.mpf(G0) * mp.mpf(gamma) / 2 * exact_average(*args)
    assert ours == pytest.approx(float(exact), rel=1e-12, abs=0)


@given(
    half_width=st.floats(0.2, 4).map(lambda x: 4 * x * np.pi * K_B_EV * 100),
    mu=st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1)),
    cold=decades(-12, 0),
)
def test_broad_or_cold_levels_agree_with_mpmath(half_width, mu, cold):
    kelvin, (mu1, mu2) = 100 * cold, mu
    if abs(mu1 - mu2) < 1e-3:
        return
    source, drain = Reservoir(mu1, kelvin), Reservoir(mu2, kelvin)
    ours = breit_wigner_current(0.0, half_width, half_width, source, drain)
    with mp.workdps(60):
        args = 2 * mp.mpf(half_width), mp.mpf(mu1), mp.mpf(mu2), mp.mpf(K_B_EV) * mp.mpf(kelvin)
        exact = mp.mpf(G0) * mp.mpf(half_width) * exact_average(*args)
    assert ours == pytest.approx(float(exact), rel=1e-13, abs=0)


@given(
    gamma=decades(-10, 10),
    asymmetry=decades(-10, 10),
    mu=st.tuples(*2 * [decades(-10, 10)]),
    sign=st.sampled_from([-1, 1]),
    kelvin=st.one_of(st.just(0.0), decades(-10, 10)),
)
def test_thermal_forms_stay_within_their_bounds(gamma, asymmetry, mu, sign, kelvin):
    level, left, right = sign * mu[0], gamma, gamma * asymmetry
    g = breit_wigner_conductance(level, left, right, Reservoir(mu[1], kelvin))
    peak = float(breit_wigner(0.0, 0.0, left, right))
    assert 0 <= g <= G0 * peak * (1 + 1e-12)
    current = breit_wigner_current(
        level, left, right, Reservoir(mu[1], kelvin), Reservoir(0.0, kelvin)
    )
    area = 2 * np.pi * left * right / (left + right)
    assert 0 <= current <= G0 * min(area, peak * mu[1]) * (1 + 1e-12)


def test_zero_temperature_is_the_limit():
    energies, left, right = np.linspace(-0.3, 0.4, 15), 0.02, 0.05
    cold = breit_wigner_conductance(0.1, left, right, Reservoir(energies, 0.0))
    assert cold == pytest.approx(G0 * breit_wigner(energies, 0.1, left, right), rel=1e-14, abs=0)
    near = breit_wigner_conductance(0.1, left, right, Reservoir(energies, 1e-4))
    assert near == pytest.approx(cold, rel=1e-10, abs=0)
    half = (left + right) / 2
    angles = np.arctan((0.3 - 0.1) / half) - np.arctan((-0.2 - 0.1) / half)
    current = breit_wigner_current(0.1, left, right, Reservoir(0.3, 0), Reservoir(-0.2, 0))
    assert current == pytest.approx(G0 * left * right / half * angles, rel=1e-14, abs=0)


def test_hot_narrow_level_sees_the_thermal_window():
    kt = K_B_EV * 300
    g = breit_wigner_conductance(0.1, 1e-9, 1e-9, Reservoir(0.0, 300))
    window = 1 / (4 * kt * np.cosh(0.1 / (2 * kt)) ** 2)
    assert g == pytest.approx(G0 * np.pi * 1e-9 * window, rel=1e-6, abs=0)
    drop = fermi(0.1, 0.3, 300) - fermi(0.1, 0.0, 77)
    current = breit_wigner_current(0.1, 1e-9, 1e-9, Reservoir(0.3, 300), Reservoir(0.0, 77))
    assert current == pytest.approx(
        E_CHARGE**2 / H_PLANCK * 2 * np.pi * 1e-9 * drop, rel=1e-6, abs=0
    )


def test_unequal_temperatures_agree_with_quadrature():
    def integrand(e):
        return breit_wigner(e, 0.02, 0.01, 0.03) * (fermi(e, 0.03, 300) - fermi(e, 0.0, 100))

    numerical = quad(integrand, -1.5, 1.5, points=[0.0, 0.02, 0.03], epsabs=1e-13, limit=400)[0]
    current = breit_wigner_current(0.02, 0.01, 0.03, Reservoir(0.03, 300), Reservoir(0.0, 100))
    assert current / G0 == pytest.approx(numerical, rel=1e-9, abs=0)
    swapped = breit_wigner_current(0.02, 0.01, 0.03, Reservoir(0.0, 100), Reservoir(0.03, 300))
    assert swapped == pytest.approx(-current, rel=1e-12, abs=0)
    heated = breit_wigner_current(0.02, 0.01, 0.03, Reservoir(0.0, 300), Reservoir(0.0, 0.0))
    assert heated > 0


def test_degeneracy_counts_channels():
    warm = Reservoir(0.0, 10)
    one = breit_wigner_conductance(0, 1e-3, 1e-3, warm, degeneracy=1)
    assert breit_wigner_conductance(0, 1e-3, 1e-3, warm) == pytest.approx(2 * one, rel=1e-15, abs=0)


def test_molecule_rectifies_only_if_its_level_moves():
    bias = np.linspace(0.1, 2, 8)
    still = molecular_current(bias, 0.5, 0.01, 0.08)
    assert molecular_current(-bias, 0.5, 0.01, 0.08) == pytest.approx(-still, rel=1e-12, abs=0)
    centered = molecular_current(bias, 0.0, 0.01, 0.08, asymmetry=0.3)
    mirrored = molecular_current(-bias, 0.0, 0.01, 0.08, asymmetry=0.3)
    assert mirrored == pytest.approx(-centered, rel=1e-12, abs=0)
    forward = molecular_current(1.0, 0.5, 0.01, 0.01, asymmetry=0.3)
    backward = molecular_current(-1.0, 0.5, 0.01, 0.01, asymmetry=0.3)
    assert -backward > 50 * forward
    # Moving the level the other way is the same as turning the molecule round.
    turned = molecular_current(-1.0, 0.5, 0.01, 0.01, asymmetry=-0.3)
    assert turned == pytest.approx(-forward, rel=1e-12, abs=0)
    # At small bias off resonance: G = G0 Γ_L Γ_R / ε².
    small = molecular_current(1e-6, 0.5, 1e-3, 2e-3, temperature=0) / 1e-6
    assert small == pytest.approx(G0 * 2e-6 / 0.25, rel=1e-4, abs=0)


@pytest.mark.parametrize("sites", [1, 2, 3, 7])
def test_superexchange_agrees_with_the_green_function(sites):
    energy, level, hopping, left, right = 0.31, 0.1, 0.2, 0.05, 0.3
    h = np.diag(np.full(sites, level + 0j)) + hopping * (np.eye(sites, k=1) + np.eye(sites, k=-1))
    h[0, 0] -= 0.5j * left
    h[-1, -1] -= 0.5j * right
    green = np.linalg.inv(energy * np.eye(sites) - h)[0, -1]
    exact = left * right * abs(green) ** 2
    assert superexchange(energy, level, hopping, sites, left, right) == pytest.approx(
        exact, rel=1e-12, abs=0
    )
    one = superexchange(energy, level, hopping, 1, left, right)
    assert one == pytest.approx(breit_wigner(energy, level, left, right), rel=1e-13, abs=0)


def test_superexchange_decays_by_the_same_factor_at_every_site():
    lengths = [superexchange(0.0, 5.0, 0.01, n, 1e-3, 1e-3) for n in range(2, 30)]
    # Exact decay factor of the bare chain: exp(−2 arcosh(Δ/2t)) → (t/Δ)².
    assert np.array(lengths[1:]) / lengths[:-1] == pytest.approx(
        np.exp(-2 * np.arccosh(250)), rel=1e-4, abs=0
    )
    assert superexchange(0.0, 5.0, 1e-10, 400, 1e-3, 1e-3) == 0


WARM = Reservoir(0.0, 1.0)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: potential_step("1", 1), TypeError, "energy"),
        (lambda: potential_step(1, np.nan), ValueError, "height"),
        (lambda: potential_step(1, 1, 0.0), ValueError, "mass_left"),
        (lambda: potential_step(1, 1, 1, -1), ValueError, "mass_right"),
        (lambda: potential_step([1, 2], [1, 2, 3]), ValueError, "energy"),
        (lambda: rectangular_barrier(np.inf, 1, 1), ValueError, "energy"),
        (lambda: rectangular_barrier(1, 1, -1), ValueError, "width"),
        (lambda: rectangular_barrier(1, 1, 1, 0), ValueError, "mass"),
        (lambda: delta_barrier(1, None), TypeError, "strength"),
        (lambda: delta_barrier(1, 1, -1), ValueError, "mass"),
        (lambda: double_barrier(1.1, 0.5), ValueError, "first"),
        (lambda: double_barrier(0.5, -0.1), ValueError, "second"),
        (lambda: double_barrier(0.5, 0.5, np.nan), ValueError, "phase"),
        (lambda: breit_wigner(0, np.nan, 1, 1), ValueError, "level"),
        (lambda: breit_wigner(0, 0, -1, 1), ValueError, "gamma_left"),
        (lambda: breit_wigner_conductance(0, 1, -1, WARM), ValueError, "gamma_right"),
        (lambda: breit_wigner_conductance(0, 1, 1, WARM, degeneracy=0), ValueError, "degeneracy"),
        (lambda: breit_wigner_current("0", 1, 1, WARM, WARM), TypeError, "level"),
        (lambda: breit_wigner_current(0, -1, 1, WARM, WARM), ValueError, "gamma_left"),
        (lambda: molecular_current(np.nan, 1, 1, 1), ValueError, "bias"),
        (lambda: molecular_current(1, 1, 1, 1, asymmetry=0.6), ValueError, "asymmetry"),
        (lambda: molecular_current(1, 1, 1, 1, temperature=-1), ValueError, "temperature"),
        (lambda: superexchange(0, 0, 0, 1, 1, 1), ValueError, "hopping"),
        (lambda: superexchange(0, 0, 1, 0, 1, 1), ValueError, "sites"),
        (lambda: superexchange(0, 0, 1, 1, -1, 1), ValueError, "gamma_left"),
        (lambda: piecewise_transmission(1, [0], []), ValueError, "potentials"),
        (lambda: piecewise_transmission(1, [0, 1, 0], [1, 1]), ValueError, "widths"),
        (lambda: piecewise_transmission(1, [0, 1, 0], [-1]), ValueError, "widths"),
        (lambda: piecewise_transmission(1, [0, 1, 0], [1], [1, 1]), ValueError, "masses"),
        (lambda: piecewise_constant(1, [0, 1, 0], [1], 0), ValueError, "masses"),
        (lambda: piecewise_constant([1, 0.5], [0, 1, 0.5], [1]), ValueError, "energy"),
        (lambda: piecewise_constant("1", [0, 0], []), TypeError, "energy"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
