"""Potentials and currents along a wire: the wave equation, power flow and the leads at its ends."""

import numpy as np
import pytest

from landauer_lib.constants import G0
from landauer_lib.luttinger import (
    Wire,
    ac_profile,
    bulk_injection,
    infinite_wire_conductance,
    local_conductance,
    potential_profile,
)
from tests.library.helpers import approx
from tests.library.helpers_luttinger import good, profile


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


# --- shapes and refusals --------------------------------------------------------------------------


def test_shapes():
    wire = profile(8)
    omega = np.ones((4, 1)) * 1e12
    assert wire.ac_transmission(omega).shape == (4, 1)
    assert ac_profile(wire, np.zeros(3), omega)[0].shape == (4, 3)
    assert local_conductance(wire, np.zeros(3), omega).shape == (4, 3)
    assert potential_profile(wire, np.zeros(3), np.zeros((2, 1))).probe.shape == (2, 3)
    assert isinstance(wire.ac_transmission(1.0), float)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: potential_profile(good, np.nan), "x"),
        (lambda: potential_profile(good, 0, source=np.nan), "source"),
        (lambda: potential_profile(good, 0, drain=np.nan), "drain"),
        (lambda: ac_profile(good, 2.0, 1), "x must be at most 1.0"),
        (lambda: ac_profile(good, 0.5, np.nan), "omega"),
        (lambda: local_conductance(good, -0.1, 1), "x"),
        (lambda: local_conductance(good, 0.1, np.nan), "omega"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()
