from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from landauer_lib._trigamma import inverse_trigamma_excess
from landauer_lib.constants import G0, HBAR, HBAR_EV, K_B, K_B_EV, R0, R_K
from landauer_lib.luttinger import (
    Wire,
    ac_profile,
    bulk_injection,
    charge_density,
    circuit_parameter,
    density_of_states_exponent,
    exact_crossover,
    impurity_conductance,
    impurity_exponent,
    infinite_wire_conductance,
    interaction_parameter,
    lead_temperature,
    local_conductance,
    potential_profile,
    pulse_response,
)


def approx(expected, rel=1e-12, abs=0.0):  # pytest's own adds abs=1e-12, more than most values here
    return pytest.approx(expected, rel=rel, abs=abs)


decades = st.floats(-5, 5).map(lambda exponent: 10.0**exponent)
parameters = st.lists(st.floats(0.05, 5.0), min_size=1, max_size=6)


def profile(seed, sections=7):
    rng = np.random.default_rng(seed)
    return Wire(
        rng.uniform(0.2, 1.6, sections),
        rng.uniform(0.1e-6, 2e-6, sections),
        rng.uniform(1e5, 9e5, sections),
    )


# --- the clean wire: direct current ---------------------------------------------------------------


@pytest.mark.parametrize("wire", [Wire(0.3, 1e-6, 1e5), profile(1), Wire([5.0, 0.1], 1e-3, 1e6)])
def test_direct_conductance_is_that_of_the_leads(wire):
    assert wire.dc_conductance() == approx(G0, rel=1e-15)
    assert wire.ac_transmission(0.0) == 1.0
    assert wire.contact_resistance() == approx(R0 / 2, rel=1e-15)


def test_degeneracy_counts_channels():
    assert Wire(0.3, 1e-6, 1e5, degeneracy=1).dc_conductance() == approx(G0 / 2, rel=1e-15)
    assert Wire(0.3, 1e-6, 1e5, degeneracy=4).dc_conductance() == approx(2 * G0, rel=1e-15)
    assert infinite_wire_conductance(0.3, degeneracy=4) == approx(0.6 * G0, rel=1e-15)


def test_low_frequency_limit_of_any_profile_is_quadratic():
    wire = profile(2)
    small = 1e-3 / wire.transit_time
    missing = 1 - wire.ac_transmission(np.array([small, 2 * small]))
    assert missing[1] / missing[0] == approx(4, rel=1e-4)


# --- alternating current --------------------------------------------------------------------------


@given(decades, st.floats(0, 1e4))
def test_uniform_wire_follows_the_closed_form(K, phase):
    wire = Wire(K, 1.0, 1.0)
    expected = (1 + 0.25 * (1 / K - K) ** 2 * np.sin(phase) ** 2) ** -0.5
    assert wire.ac_transmission(phase) == approx(expected, rel=1e-12)
    assert 0 <= wire.ac_transmission(phase) <= 1


@given(parameters, st.floats(0, 300))
def test_profile_agrees_with_the_sum_over_reflections(Ks, omega):
    """Second method: Airy's sum over multiple reflections at the steps of K, section by section."""
    lengths = 1 + 0.37 * np.arange(len(Ks))
    edges = [1.0, *Ks, 1.0]
    t, r, r_back = 1.0, 0.0, 0.0
    for i, (before, after) in enumerate(pairwise(edges)):
        if i:
            turn = np.exp(1j * omega * lengths[i - 1])
            t, r_back = t * turn, r_back * turn**2
        step_t, step_r = 2 * after / (before + after), (before - after) / (before + after)
        loop = 1 - r_back * step_r
        r = r + t * step_r * (t / before) / loop  # t/K is the amplitude on the way back
        r_back = -step_r + r_back * (1 - step_r) * (1 + step_r) / loop
        t = t * step_t / loop
    wire = Wire(Ks, lengths, 1.0)
    assert wire.ac_amplitude(omega) == approx(t, rel=1e-11, abs=1e-12)
    assert wire.ac_reflection(omega) == approx(r, rel=1e-11, abs=1e-11)


@given(parameters, decades)
def test_energy_is_conserved(Ks, omega):
    wire = Wire(Ks, 1.0 + np.arange(len(Ks)), 2.0)
    total = abs(wire.ac_amplitude(omega)) ** 2 + abs(wire.ac_reflection(omega)) ** 2
    assert total == approx(1, abs=1e-12)


@given(parameters, decades)
def test_transmission_is_the_same_both_ways(Ks, omega):
    lengths = 1.0 + np.arange(len(Ks))
    forth, back = Wire(Ks, lengths, 2.0), Wire(Ks[::-1], lengths[::-1], 2.0)
    assert forth.ac_amplitude(omega) == approx(back.ac_amplitude(omega), rel=1e-10)


@given(st.floats(0, 1e4))
def test_without_interactions_only_the_phase_turns(omega):
    wire = Wire(np.ones(4), 0.25, 1.0)
    assert wire.ac_amplitude(omega) == approx(np.exp(1j * omega), abs=1e-11)
    assert abs(wire.ac_reflection(omega)) == approx(0, abs=1e-11)


def test_splitting_a_section_changes_nothing():
    omega = np.linspace(0, 40, 101)
    whole, split = Wire(0.4, 1.0, 1.0), Wire(0.4, [0.2, 0.5, 0.3], 1.0)
    np.testing.assert_allclose(whole.ac_amplitude(omega), split.ac_amplitude(omega), rtol=1e-12)


def test_long_stop_band_neither_overflows_nor_warns():
    Ks = np.where(np.arange(400) % 2, 1e-5, 1e5)
    wire = Wire(Ks, 1.0, 1.0)
    response = wire.ac_transmission([0.0, np.pi / 2, 1.0])
    assert response[0] == 1
    assert np.all((response >= 0) & (response <= 1))
    assert abs(wire.ac_reflection(1.0)) == approx(1, abs=1e-12)
    potential, current = ac_profile(wire, [0.0, 200.5, 400.0], 1.0)
    assert np.isfinite(potential).all()
    assert np.isfinite(current).all()


def test_soft_contacts_reflect_long_waves_only():
    sharp = Wire(0.4, 1.0, 1.0)
    lengths = [0.1, 1.0, 10.0]
    soft = [Wire.with_soft_contacts(0.4, 1.0, 1.0, c, slices=1500) for c in lengths]
    omega = np.linspace(1, 20, 200)
    largest = [np.abs(w.ac_reflection(omega)).max() for w in (sharp, *soft)]
    assert largest == sorted(largest, reverse=True)
    assert largest[0] == approx((1 - 0.4**2) / (1 + 0.4**2), rel=1e-3)
    assert largest[-1] < 0.02
    for wire, contact in zip(soft, lengths, strict=True):
        assert wire.length.sum() == approx(1 + 2 * contact, rel=1e-14)
        np.testing.assert_allclose(wire.K * wire.velocity, 0.4, rtol=1e-14)
        np.testing.assert_allclose(wire.K, wire.K[::-1], rtol=1e-14)
        uniform = wire.length[wire.K < 0.4 * (1 + 1e-12)].sum()
        assert uniform == approx(1, abs=0.01 * (1 + contact))


def test_soft_contact_converges_as_the_square_of_the_slice():
    fine, *coarse = (
        Wire.with_soft_contacts(0.3, 1.0, 1.0, 1.0, slices=n).ac_transmission(1.7)
        for n in (3200, 50, 100, 200, 400)
    )
    errors = np.abs(np.array(coarse) - fine)
    assert errors[3] < errors[0] / 40
    assert errors[0] < 2e-3


def test_pulses_keep_step_in_soft_contacts():
    wire = Wire.with_soft_contacts(0.4, 1.0, 1.0, 0.7, slices=40)
    response = pulse_response(wire, 30 * wire.transit_time)
    step = wire.transit_time / 40
    np.testing.assert_allclose(np.diff(response.far_times), 2 * step, rtol=1e-6)
    omega = np.array([0.0, 0.8, 2.5])
    waves = np.exp(1j * np.outer(omega, response.far_times)) @ response.far_charges
    np.testing.assert_allclose(waves, wire.ac_amplitude(omega), atol=1e-9)


# --- profiles -------------------------------------------------------------------------------------


def test_profile_meets_the_reservoirs_at_both_ends():
    wire = profile(3)
    omega = np.linspace(1e10, 3e12, 50)
    (u_left, i_left), (u_right, i_right) = (
        ac_profile(wire, x, omega) for x in (0.0, wire.length.sum())
    )
    # In the leads U = I/2 for what runs right; the source sends current 1.
    np.testing.assert_allclose(u_left + i_left / 2, 1, rtol=1e-12)
    np.testing.assert_allclose(i_right, wire.ac_amplitude(omega), rtol=1e-10)
    np.testing.assert_allclose(u_right, i_right / 2, rtol=1e-12)
    np.testing.assert_allclose(1 - i_left, wire.ac_reflection(omega), atol=1e-12)


def test_profile_obeys_the_wave_equation():
    """∂I/∂x = iω c U with c = 2K/v and ∂U/∂x = iω I/2Kv, by central differences."""
    wire = Wire([0.4, 0.8], [1.0, 2.0], [1.0, 1.5])
    step, omega = 1e-5, 3.0
    for x, K, v in ((0.6, 0.4, 1.0), (2.2, 0.8, 1.5)):
        u, i = ac_profile(wire, [x - step, x, x + step], omega)
        assert (i[2] - i[0]) / (2 * step) == approx(1j * omega * 2 * K / v * u[1], rel=1e-8)
        assert (u[2] - u[0]) / (2 * step) == approx(1j * omega / (2 * K * v) * i[1], rel=1e-8)


def test_power_flow_is_the_same_everywhere():
    wire = profile(4)
    u, i = ac_profile(wire, np.linspace(0, wire.length.sum(), 33), 2e12)
    power = (u * i.conj()).real
    np.testing.assert_allclose(power, power[0], rtol=1e-10)


def test_direct_profile_in_and_around_the_wire():
    wire = Wire([0.8, 0.5], [1.0, 1.0], 1.0)
    x = np.array([-1.0, 0.5, 1.5, 3.0])
    bias, K = 2e-3, np.array([1, 0.8, 0.5, 1])
    found = potential_profile(wire, x, source=bias)
    current = wire.dc_conductance() * bias
    np.testing.assert_allclose(found.probe, bias / 2, rtol=1e-15)
    np.testing.assert_allclose(bias - found.probe, wire.contact_resistance() * current, rtol=1e-14)
    np.testing.assert_allclose(found.right_electrons, bias, rtol=1e-15)
    np.testing.assert_allclose(found.left_electrons, 0, atol=1e-18)
    # K G0 (right - left) is the current everywhere: the infinite wire's law, between its own waves.
    drop = found.right_plasmons - found.left_plasmons
    np.testing.assert_allclose(infinite_wire_conductance(K) * drop, current, rtol=1e-14)
    # An electron is (1 + K)/2 of a right wave and (1 - K)/2 of a left one.
    right, left = bulk_injection(K)
    np.testing.assert_allclose(
        right * found.right_plasmons + left * found.left_plasmons, found.right_electrons, rtol=1e-14
    )
    np.testing.assert_allclose(found.electrostatic, (1 - K**2) * bias / 2, rtol=1e-14)


def test_alternating_profile_becomes_the_direct_one():
    wire = profile(5)
    x = np.linspace(0, wire.length.sum(), 9)
    u, i = ac_profile(wire, x, 0.0)
    np.testing.assert_allclose(u, potential_profile(wire, x).probe, rtol=1e-14)
    np.testing.assert_allclose(i, 1, rtol=1e-14)


def test_local_conductance_oscillates_about_the_infinite_wire():
    """The response is analytic in exp(iωL/v): its mean over a period is that without echoes."""
    wire = Wire(0.3, 1.0, 1.0)
    omega = np.linspace(0, 20 * np.pi, 8192, endpoint=False)  # ten turns, until x = 0.3 repeats
    response = local_conductance(wire, 0.3, omega)
    assert response.mean() == approx(infinite_wire_conductance(0.3), rel=1e-10)
    assert (response.real > 0).all()
    assert local_conductance(profile(6), 1e-6, 0.0) == approx(G0, rel=1e-13)


def test_local_conductance_of_the_mirrored_wire():
    wire = profile(6)
    mirrored = Wire(wire.K[::-1], wire.length[::-1], wire.velocity[::-1])
    total, omega = wire.length.sum(), np.linspace(0, 3e12, 20)
    np.testing.assert_allclose(
        local_conductance(wire, 0.3 * total, omega),
        local_conductance(mirrored, 0.7 * total, omega),
        rtol=1e-11,
    )


# --- pulses ---------------------------------------------------------------------------------------


@given(decades)
def test_pulse_train_closed_form_and_sums(K):
    r = (1 - K) / (1 + K)
    wire = Wire(K, 1.0, 1.0)
    far, near = wire.pulse_train(40), wire.pulse_train(40, end="near")
    np.testing.assert_allclose(far, 4 * K / (1 + K) ** 2 * r ** (2 * np.arange(40)), rtol=1e-11)
    assert far.sum() == approx(1 - r**80, abs=1e-12)
    assert near.sum() == approx(r**79, abs=1e-12)


def test_pulse_ledger_of_the_book():
    far = Wire(0.7, 2e-6, 3e5).pulse_train(30)
    assert far[:2] == approx([0.969, 0.030], abs=5e-4)
    assert far.sum() == approx(1, rel=1e-15)


def test_pulse_train_is_the_fourier_series_of_the_transmission():
    wire = Wire(0.35, 1.0, 1.0)
    omega = np.linspace(0, 9, 41)
    n = np.arange(60)
    far = np.exp(1j * np.outer(omega, 2 * n + 1)) @ wire.pulse_train(60)
    near = np.exp(1j * np.outer(omega, 2 * n)) @ wire.pulse_train(60, end="near")
    np.testing.assert_allclose(far, wire.ac_amplitude(omega), atol=1e-12)
    np.testing.assert_allclose(near, wire.ac_reflection(omega), atol=1e-12)


def test_pulses_of_a_profile_are_the_fourier_transform_of_its_transmission():
    wire = Wire([0.5, 0.8, 0.4], [1.0, 0.7, 1.3], [1.0, 1.1, 0.9])
    response = pulse_response(wire, 120.0)
    omega = np.linspace(0, 7, 25)
    far = np.exp(1j * np.outer(omega, response.far_times)) @ response.far_charges
    near = np.exp(1j * np.outer(omega, response.near_times)) @ response.near_charges
    np.testing.assert_allclose(far, wire.ac_amplitude(omega), atol=1e-10)
    np.testing.assert_allclose(near, wire.ac_reflection(omega), atol=1e-10)


def test_pulse_response_of_a_uniform_wire_is_its_train():
    wire = Wire(0.4, 3.0, 1.5)
    response = pulse_response(wire, 2.0 * 21)
    np.testing.assert_allclose(response.far_charges, wire.pulse_train(11)[:11], rtol=1e-12)
    np.testing.assert_allclose(response.far_times, 2.0 * (2 * np.arange(11) + 1), rtol=1e-12)
    np.testing.assert_allclose(response.near_charges, wire.pulse_train(11, end="near"), rtol=1e-12)
    split = pulse_response(Wire(0.4, [1.0, 1.5, 0.5], 1.5), 2.0 * 21)
    np.testing.assert_allclose(split.far_charges, response.far_charges, rtol=1e-12)


@pytest.mark.parametrize("origin", [0.0, 0.4, 2.0])
def test_an_electron_put_into_the_bulk_leaves_whole_to_the_right(origin):
    response = pulse_response(Wire([0.3, 0.6], 1.0, 1.0), 200.0, origin=origin)
    assert response.far_charges.sum() == approx(1, abs=1e-10)
    assert response.near_charges.sum() == approx(0, abs=1e-10)


def test_bulk_injection_splits_off_the_first_charges():
    response = pulse_response(Wire(0.5, 1.0, 1.0), 0.9, origin=0.3)
    # 3/4 starts right, 1/4 left; 2/(1 + K) = 4/3 of what arrives at a contact leaves.
    assert response.far_charges == approx([1.0])
    assert response.near_charges == approx([1 / 3])
    assert response.far_times == approx([0.7])
    assert bulk_injection(1.0) == (1.0, 0.0)


@pytest.mark.parametrize("time", [-2.0, 0.0, 0.6, 2.3, 7.7])
def test_charge_is_conserved_while_it_bounces(time):
    wire = Wire([0.3, 0.7], [1.0, 0.8], [1.0, 0.5])
    x = -12 + 1e-3 * (np.arange(26000) + 0.5)  # steps of K fall between points
    density = charge_density(wire, x, time, width=0.05, lead_velocity=1.3)
    assert density.sum() * 1e-3 == approx(1, rel=1e-4)
    past = density[x > 1.8].sum() * 1e-3
    response = pulse_response(wire, max(time + 1, 0.0))
    passed = response.far_charges @ ndtr((time - response.far_times) / 0.05)
    assert past == approx(passed, abs=1e-4)


def test_charge_density_is_that_of_the_alternating_field():
    """Second method: the Fourier integral of −i∂I/∂x /ω over the waves of ac_profile."""
    wire, width, time = Wire([0.4, 0.8], [1.0, 1.5], [1.0, 0.9]), 0.2, 2.9
    x, step = np.array([0.3, 0.8, 1.4, 2.2]), 1e-4
    omega = np.linspace(-45, 45, 9000) + 1e-9
    below, above = (ac_profile(wire, (x + d)[:, None], omega)[1] for d in (-step, step))
    waves = (above - below) / (2 * step) / (1j * omega)
    spectrum = np.exp(-1j * omega * time - (omega * width) ** 2 / 2) / (2 * np.pi)
    expected = (waves * spectrum).sum(axis=1).real * (omega[1] - omega[0])
    found = charge_density(wire, x, time, width=width)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)


def test_without_interactions_the_pulse_just_moves():
    wire = Wire([1.0, 1.0], 0.5, 2.0)
    x = np.linspace(-3, 5, 81)
    expected = np.exp(-((0.7 - x / 2) ** 2) / 0.02) / np.sqrt(2 * np.pi) / 0.1 / 2
    np.testing.assert_allclose(charge_density(wire, x, 0.7, width=0.1), expected, atol=1e-12)
    both = charge_density(wire, x, np.array([[0.7], [-0.3]]), width=0.1)
    np.testing.assert_allclose(both[0], expected, atol=1e-12)
    np.testing.assert_allclose(both[1], charge_density(wire, x, -0.3, width=0.1), rtol=1e-12)


# --- an impurity ----------------------------------------------------------------------------------


@given(st.floats(0.01, 10))
def test_exponents_and_duality(K):
    assert impurity_exponent(K) == approx(2 * K - 2, abs=1e-13)
    strong = impurity_exponent(K, impurity="strong")
    assert strong == approx(impurity_exponent(1 / K), abs=1e-12)
    assert strong == approx(2 * density_of_states_exponent(K, place="end"), abs=1e-12)
    for options in ({"impurity": "weak"}, {"impurity": "strong"}):
        half = impurity_exponent(K, spinful=True, **options)
        assert half == approx(impurity_exponent(K, **options) / 2, abs=1e-13)
    assert density_of_states_exponent(K) == approx((K + 1 / K) / 2 - 1, abs=1e-12)


def scaling_dimension(rho, sigma):
    return (rho + sigma) / 2


@given(st.floats(0.1, 3))
def test_spinful_exponents_from_scaling_dimensions(K):
    """cos(√2 φ_ρ)cos(√2 φ_σ) has dimension (K_ρ + K_σ)/2, and its dual (1/K_ρ + 1/K_σ)/2."""
    weak = 2 * scaling_dimension(K, 1) - 2
    strong = 2 * scaling_dimension(1 / K, 1) - 2
    assert impurity_exponent(K, spinful=True) == approx(weak, abs=1e-12)
    found = impurity_exponent(K, impurity="strong", spinful=True)
    assert found == approx(strong, abs=1e-12)


@pytest.mark.parametrize(
    "z", [0, 1e-10, 0.08, 0.3 + 0.7j, 7.99, 8.01, 2 + 7.7j, 1e-3 + 9j, 1e5, 3e4j + 7]
)
def test_trigamma_excess_against_mpmath(z):
    with mpmath.workdps(40):
        exact = complex(1 / mpmath.psi(1, mpmath.mpc(z) + 0.5) - z)
    assert inverse_trigamma_excess(z) == approx(exact, rel=2e-12)


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
    assert np.log2(missing[1] / missing[0]) == approx(impurity_exponent(K), abs=1e-4)
    cold = gamma / (2 * np.pi * K_B_EV) * np.array([1e-6, 2e-6])
    left = exact_crossover(cold, gamma)
    assert left[0] == approx(1e-12 / 12, rel=1e-10)
    strong = impurity_exponent(K, impurity="strong")
    assert np.log2(left[1] / left[0]) == approx(strong, abs=1e-10)
    V = 3e-5
    assert exact_crossover(0.0, gamma, V) == approx(V**2 / (V**2 + 4 * gamma**2), rel=1e-13)
    assert exact_crossover(0.0, 0.0) == 1
    assert exact_crossover(0.0, gamma) == 0


@given(decades, decades, st.one_of(st.just(0.0), decades))
def test_crossover_bounds_and_monotony(temperature, gamma, bias):
    values = exact_crossover([temperature, 1.01 * temperature], gamma * 1e-4, bias * 1e-4)
    assert np.all((values >= 0) & (values <= 1 + 1e-15))
    if bias == 0:
        assert values[1] >= values[0]


@given(decades, st.floats(0.1, 3), st.floats(0, 1), decades, st.one_of(st.just(0.0), decades))
def test_interpolated_conductance_is_bounded(temperature, K, transmission, reference, leads):
    for impurity in ("weak", "strong"):
        value = impurity_conductance(
            temperature, K, transmission, reference, impurity=impurity, lead_temperature=leads
        )
        assert 0 <= value <= 1


def test_interpolated_conductance_has_the_power_laws_and_their_end():
    T, T_leads = np.array([1.0, 2.0]), 1e-3
    weak = 1 - impurity_conductance(T, 0.7, 1 - 1e-9, 1.0)
    assert weak[1] / weak[0] == approx(2.0 ** (2 * 0.7 - 2), rel=1e-6)
    strong = impurity_conductance(T, 0.7, 1e-9, 1.0, impurity="strong")
    assert strong[1] / strong[0] == approx(2.0 ** (2 / 0.7 - 2), rel=1e-6)
    floor = impurity_conductance([0.0, 1e-6], 0.7, 0.5, 1.0, lead_temperature=T_leads)
    assert floor[0] == approx(floor[1], rel=1e-5)
    assert floor[0] == approx(impurity_conductance(T_leads, 0.7, 0.5, 1.0), rel=1e-5)
    assert impurity_conductance(0.0, 0.7, 0.5, 1.0) == 0
    assert impurity_conductance(0.0, 1.3, 0.5, 1.0) == 1
    np.testing.assert_allclose(impurity_conductance([0.0, 1e-9, 1e9], 1.0, 0.3, 1.0), 0.3)


def test_weak_interaction_curve_solves_its_flow_equation():
    """Matveev, Yue and Glazman: dT/d ln(temperature) = 2α T(1 − T), α = 1/K − 1, by differences."""
    h, K = 1e-4, 0.9
    below, here, above = impurity_conductance(np.exp([-h, 0, h]), K, 0.4, 1.0, impurity="strong")
    assert (above - below) / (2 * h) == approx(2 * (1 / K - 1) * here * (1 - here), rel=1e-6)


@pytest.mark.parametrize("degeneracy", [1, 2, 4])
@given(decades, decades)
def test_parameter_is_the_kinetic_share_of_the_compressibility(degeneracy, repulsion, velocity):
    with mpmath.workdps(40):
        kinetic = mpmath.mpf(velocity) * 1e5 * mpmath.pi * mpmath.mpf(HBAR_EV) / degeneracy
        expected = mpmath.sqrt(kinetic / (kinetic + mpmath.mpf(repulsion) * 1e-10))
    K = interaction_parameter(repulsion * 1e-10, velocity * 1e5, degeneracy=degeneracy)
    assert approx(float(expected), rel=1e-14) == K


def test_parameter_limits():
    assert interaction_parameter(0.0, 2e5) == 1.0
    assert interaction_parameter(1e-9, 1e5, degeneracy=4) == approx(
        float(interaction_parameter(2e-9, 1e5)), rel=1e-15
    )
    assert interaction_parameter(np.ones((2, 1)), np.ones(3)).shape == (2, 3)


def test_scales():
    assert lead_temperature(2e-6, 3e5) == approx(HBAR * 3e5 / (K_B * 2e-6), rel=1e-15)
    assert circuit_parameter([0.0, R_K, 3 * R_K]) == approx([1, 0.5, 0.25], rel=1e-15)


# --- shapes and refusals --------------------------------------------------------------------------


def test_shapes():
    wire = profile(8)
    omega = np.ones((4, 1)) * 1e12
    assert wire.ac_transmission(omega).shape == (4, 1)
    assert ac_profile(wire, np.zeros(3), omega)[0].shape == (4, 3)
    assert local_conductance(wire, np.zeros(3), omega).shape == (4, 3)
    assert potential_profile(wire, np.zeros(3), np.zeros((2, 1))).probe.shape == (2, 3)
    assert isinstance(wire.ac_transmission(1.0), float)
    assert exact_crossover(np.ones((2, 1)), 1e-4, np.zeros(5)).shape == (2, 5)
    assert impurity_conductance(np.ones((2, 1)), 0.5, 0.3, np.ones(5)).shape == (2, 5)


def test_endless_pulses_are_refused(monkeypatch):
    monkeypatch.setattr("landauer_lib.luttinger.pulses._MOST_FLIGHTS", 500)
    with pytest.raises(ValueError, match="duration must be shorter for 2 sections"):
        pulse_response(Wire([0.5, 0.01], [1, 2**0.5], 1), 200)


nan = float("nan")
good = Wire(0.5, 1.0, 1.0)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: Wire(0.0, 1, 1), "K must be above 0"),
        (lambda: Wire(nan, 1, 1), "K must be finite"),
        (lambda: Wire(0.5, -1, 1), "length"),
        (lambda: Wire(0.5, 1, 0), "velocity"),
        (lambda: Wire([0.5, 0.5], [1, 1, 1], 1), "broadcast"),
        (lambda: Wire([[0.5]], 1, 1), "row"),
        (lambda: Wire([], 1, 1), "row"),
        (lambda: Wire(0.5, 1, 1, degeneracy=0), "degeneracy"),
        (lambda: Wire.with_soft_contacts(-1, 1, 1, 1), "K"),
        (lambda: Wire.with_soft_contacts(1, 0, 1, 1), "length"),
        (lambda: Wire.with_soft_contacts(1, 1, 0, 1), "velocity"),
        (lambda: Wire.with_soft_contacts(1, 1, 1, 0), "contact_length"),
        (lambda: Wire.with_soft_contacts(1, 1, 1, 1, slices=2), "slices"),
        (lambda: good.ac_transmission(nan), "omega"),
        (lambda: good.ac_amplitude(np.inf), "omega"),
        (lambda: good.ac_reflection(nan), "omega"),
        (lambda: good.pulse_train(0), "count"),
        (lambda: good.pulse_train(1.5), "count"),
        (lambda: good.pulse_train(2, end="left"), "end must be one of far, near"),
        (lambda: Wire([0.5, 0.6], 1, 1).pulse_train(2), "2 sections"),
        (lambda: pulse_response(good, -1), "duration"),
        (lambda: pulse_response(good, 1, origin=1.1), "origin"),
        (lambda: charge_density(good, nan, 0, width=1), "x"),
        (lambda: charge_density(good, 0, nan, width=1), "time"),
        (lambda: charge_density(good, 0, 0, width=0), "width"),
        (lambda: charge_density(good, 0, 0, width=1, lead_velocity=0), "lead_velocity"),
        (lambda: potential_profile(good, nan), "x"),
        (lambda: potential_profile(good, 0, source=nan), "source"),
        (lambda: potential_profile(good, 0, drain=nan), "drain"),
        (lambda: ac_profile(good, 2.0, 1), "x must be at most 1.0"),
        (lambda: ac_profile(good, 0.5, nan), "omega"),
        (lambda: local_conductance(good, -0.1, 1), "x"),
        (lambda: local_conductance(good, 0.1, nan), "omega"),
        (lambda: infinite_wire_conductance(-0.1), "K"),
        (lambda: infinite_wire_conductance(0.1, degeneracy=1.5), "degeneracy"),
        (lambda: bulk_injection(0), "K"),
        (lambda: impurity_exponent(0), "K"),
        (lambda: impurity_exponent(0.5, impurity="medium"), "impurity"),
        (lambda: density_of_states_exponent(-1), "K"),
        (lambda: density_of_states_exponent(0.5, place="edge"), "place"),
        (lambda: lead_temperature(0, 1), "length"),
        (lambda: lead_temperature(1, 0), "velocity"),
        (lambda: impurity_conductance(-1, 0.5, 0.5, 1), "temperature"),
        (lambda: impurity_conductance(1, 0, 0.5, 1), "K"),
        (lambda: impurity_conductance(1, 0.5, 1.5, 1), "transmission"),
        (lambda: impurity_conductance(1, 0.5, 0.5, 0), "reference_temperature"),
        (lambda: impurity_conductance(1, 0.5, 0.5, 1, lead_temperature=-1), "lead_temperature"),
        (lambda: exact_crossover(-1, 1), "temperature"),
        (lambda: exact_crossover(1, -1), "gamma"),
        (lambda: exact_crossover(1, 1, nan), "bias"),
        (lambda: exact_crossover([1, 2], [1, 2, 3]), "broadcast"),
        (lambda: circuit_parameter(-1), "resistance"),
        (lambda: interaction_parameter(-1, 1), "repulsion"),
        (lambda: interaction_parameter(1, 0), "fermi_velocity"),
        (lambda: interaction_parameter(1, 1, degeneracy=0), "degeneracy"),
        (lambda: interaction_parameter([1, 2], [1, 2, 3]), "broadcast"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: Wire("half", 1, 1), "K"),
        (lambda: good.ac_transmission("fast"), "omega"),
        (lambda: impurity_exponent(None), "K"),
        (lambda: exact_crossover("cold", 1), "temperature"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
