"""Pulses: Fourier transforms of the transmission, and charge that is conserved while it bounces."""

import numpy as np
import pytest
from scipy.special import ndtr

from landauer_lib.luttinger import Wire, ac_profile, bulk_injection, charge_density, pulse_response
from tests.library.helpers import approx
from tests.library.helpers_luttinger import good


def test_pulses_keep_step_in_soft_contacts():
    wire = Wire.with_soft_contacts(0.4, 1.0, 1.0, 0.7, slices=40)
    response = pulse_response(wire, 30 * wire.transit_time)
    step = wire.transit_time / 40
    np.testing.assert_allclose(np.diff(response.far_times), 2 * step, rtol=1e-6)
    omega = np.array([0.0, 0.8, 2.5])
    waves = np.exp(1j * np.outer(omega, response.far_times)) @ response.far_charges
    np.testing.assert_allclose(waves, wire.ac_amplitude(omega), atol=1e-9)


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


# --- refusals -------------------------------------------------------------------------------------


def test_endless_pulses_are_refused(monkeypatch):
    monkeypatch.setattr("landauer_lib.luttinger.pulses._MOST_FLIGHTS", 500)
    with pytest.raises(ValueError, match="duration must be shorter for 2 sections"):
        pulse_response(Wire([0.5, 0.01], [1, 2**0.5], 1), 200)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: pulse_response(good, -1), "duration"),
        (lambda: pulse_response(good, 1, origin=1.1), "origin"),
        (lambda: charge_density(good, np.nan, 0, width=1), "x"),
        (lambda: charge_density(good, 0, np.nan, width=1), "time"),
        (lambda: charge_density(good, 0, 0, width=0), "width"),
        (lambda: charge_density(good, 0, 0, width=1, lead_velocity=0), "lead_velocity"),
        (lambda: bulk_injection(0), "K"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()
