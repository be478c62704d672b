"""Wires between leads: closed forms, sums over reflections and conservation of energy."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import G0, R0
from landauer_lib.luttinger import Wire, ac_profile, infinite_wire_conductance
from tests.library.helpers import approx, decades
from tests.library.helpers_luttinger import good, profile

parameters = st.lists(st.floats(0.05, 5.0), min_size=1, max_size=6)

# --- direct current -------------------------------------------------------------------------------


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


# --- pulses of a uniform wire ---------------------------------------------------------------------


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


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: Wire(0.0, 1, 1), "K must be above 0"),
        (lambda: Wire(np.nan, 1, 1), "K must be finite"),
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
        (lambda: good.ac_transmission(np.nan), "omega"),
        (lambda: good.ac_amplitude(np.inf), "omega"),
        (lambda: good.ac_reflection(np.nan), "omega"),
        (lambda: good.pulse_train(0), "count"),
        (lambda: good.pulse_train(1.5), "count"),
        (lambda: good.pulse_train(2, end="left"), "end must be one of far, near"),
        (lambda: Wire([0.5, 0.6], 1, 1).pulse_train(2), "2 sections"),
        (lambda: infinite_wire_conductance(-0.1), "K"),
        (lambda: infinite_wire_conductance(0.1, degeneracy=1.5), "degeneracy"),
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
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
