"""Chains of probes against Ohm's law, coherent composition and each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.barriers import double_barrier
from landauer_lib.constants import R0, R_K
from landauer_lib.dephasing import chain_resistance, dephasing_chain, incoherent_resistance
from landauer_lib.multiterminal import floating_voltages, probed_wire, resistance
from landauer_lib.scattering import SMatrix, propagation


@pytest.mark.parametrize("coupling", [0.01, 0.3, 1.0])
@pytest.mark.parametrize("probes", [1, 2, 20])
def test_probes_that_relax_momentum_make_ohms_law(coupling, probes):
    wire = [1.0] * (probes + 1)
    expected = R0 * (1 + probes * coupling / (2 - coupling))
    assert chain_resistance(wire, coupling) == pytest.approx(expected, rel=1e-12, abs=0)
    assert incoherent_resistance(wire, coupling) == pytest.approx(expected, rel=1e-14, abs=0)


@given(
    chain=st.lists(st.tuples(st.floats(-4, 0), st.floats(-8, 0)), min_size=1, max_size=8),
    last=st.floats(-4, 0),
)
def test_obstacles_and_probes_add_in_series(chain, last):
    transmissions = [*(10**a for a, _ in chain), 10**last]
    couplings = [10**b for _, b in chain]
    network = chain_resistance(transmissions, couplings, degeneracy=1)
    r = [(1 - t) / t for t in transmissions]
    assert network == pytest.approx(
        R_K * (1 + sum(r) + sum(e / (2 - e) for e in couplings)), rel=1e-9, abs=0
    )
    kept = chain_resistance(transmissions, couplings, momentum_relaxing=False, degeneracy=1)
    assert kept == pytest.approx(R_K * (1 + sum(r)), rel=1e-9, abs=0)


@pytest.mark.parametrize("coupling", [0.05, 0.5, 1.0])
def test_dephasing_that_keeps_momentum_adds_no_resistance(coupling):
    assert chain_resistance([1] * 31, coupling, momentum_relaxing=False) == pytest.approx(
        R0, rel=1e-12, abs=0
    )


def test_voltage_falls_linearly_along_the_chain_once_momentum_relaxes():
    probes = 30
    t = dephasing_chain([1] * (probes + 1), 0.2)
    profile = floating_voltages(t, {0: 1.0, 1: 0.0})[2:]
    assert np.diff(profile, 2) == pytest.approx(0, abs=1e-13)
    assert np.diff(profile)[0] < 0
    # Movers with probes of their own stay at the potential of the reservoir they come from.
    t = dephasing_chain([1] * (probes + 1), 0.2, momentum_relaxing=False)
    profile = floating_voltages(t, {0: 1.0, 1: 0.0})[2:]
    assert profile[0::2] == pytest.approx(1, abs=1e-13)
    assert profile[1::2] == pytest.approx(0, abs=1e-13)


def test_two_probes_around_an_obstacle_are_the_invasive_probes():
    chain = dephasing_chain([1, 0.3, 1], 0.2)
    assert chain == pytest.approx(probed_wire(0.3, 0.2) * (1 - np.eye(4)), abs=1e-14)


@pytest.mark.parametrize("seed", range(3))
def test_without_probes_the_chain_is_the_coherent_product(seed):
    rng = np.random.default_rng(seed)
    t, phases = rng.uniform(0.05, 1, 6), rng.uniform(0, 7, 5)
    device = SMatrix.identity(1)
    for i in range(6):
        a, b = np.sqrt(t[i]), np.sqrt(1 - t[i])
        device = device @ SMatrix(b, a, -b, a)
        if i < 5:
            device = device @ propagation(phases[i])
    ours = dephasing_chain(t, 0.0, phases=phases)[0, 1]
    assert ours == pytest.approx(device.transmission, rel=1e-11, abs=0)


def test_phases_average_to_the_incoherent_matrix():
    count = 64
    grid = np.arange(count) * np.pi / count  # 2θ runs over a full turn
    matrices = [dephasing_chain([0.4, 0.7], 0.1, phases=[p]) for p in grid]
    assert np.mean(matrices, axis=0) == pytest.approx(dephasing_chain([0.4, 0.7], 0.1), abs=1e-13)
    coherent = dephasing_chain([0.4, 0.7], 0.0, phases=[0.0])[0, 1]
    assert coherent == pytest.approx(double_barrier(0.4, 0.7, np.pi), rel=1e-12, abs=0)


@pytest.mark.parametrize("momentum_relaxing", [True, False])
def test_full_coupling_leaves_no_interference(momentum_relaxing):
    t = [0.2, 0.9, 0.5, 0.7]
    kind = {"momentum_relaxing": momentum_relaxing}
    loud = dephasing_chain(t, 1.0, phases=[0.3, 1.0, 2.0], **kind)
    assert loud == pytest.approx(dephasing_chain(t, 1.0, **kind), abs=1e-14)


@given(
    couplings=st.lists(st.floats(0, 1), min_size=1, max_size=6),
    seed=st.integers(0, 1000),
    relaxing=st.booleans(),
)
def test_coherent_chains_conserve_current(couplings, seed, relaxing):
    rng = np.random.default_rng(seed)
    n = len(couplings)
    t = dephasing_chain(
        rng.uniform(0.01, 1, n + 1),
        couplings,
        phases=rng.uniform(0, 7, n),
        momentum_relaxing=relaxing,
    )
    assert t.min() >= 0
    assert t.sum(axis=0) == pytest.approx(t.sum(axis=1), abs=1e-9)
    r = resistance(t, (0, 1), (0, 1), degeneracy=2) if t[0, 1:].any() else np.inf
    assert r >= R0 * (1 - 1e-9)


def test_dephasing_turns_exponential_growth_into_ohms_law():
    rng = np.random.default_rng(30)
    t = np.full(61, 0.8)
    phases = rng.uniform(0, 2 * np.pi, (40, 60))
    coherent = [np.log(chain_resistance(t, 0.0, phases=p) / R0) for p in phases]
    # ⟨ln R⟩ grows by −ln 0.8 per obstacle; three standard errors.
    error = np.std(coherent) / np.sqrt(40)
    assert np.mean(coherent) == pytest.approx(-61 * np.log(0.8), abs=3 * error)
    # With probes twice the length is twice the resistance, and far below the coherent one.
    whole = np.mean([chain_resistance(t, 0.5, phases=p) for p in phases[:20]]) / R0
    half = np.mean([chain_resistance(t[:31], 0.5, phases=p[:30]) for p in phases[:20]]) / R0
    assert (whole - 1) / (half - 1) == pytest.approx(2, rel=0.1, abs=0)
    assert whole < 1e-3 * np.exp(np.mean(coherent))


def test_a_single_obstacle_is_landauer():
    assert chain_resistance([0.25], 0.0) == pytest.approx(4 * R0, rel=1e-14, abs=0)
    assert chain_resistance([0.25], 0.0, phases=[]) == pytest.approx(4 * R0, rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: dephasing_chain([1.1, 1], 0.1), ValueError, "transmissions"),
        (lambda: dephasing_chain(0.5, 0.1), ValueError, "transmissions"),
        (lambda: dephasing_chain([1, 1], -0.1), ValueError, "couplings"),
        (lambda: dephasing_chain([1, 1], [0.1, 0.1]), ValueError, "couplings"),
        (lambda: dephasing_chain([1, 1], 0.1, phases=[0, 0]), ValueError, "phases"),
        (lambda: dephasing_chain([1, 1], 0.1, phases=[np.nan]), ValueError, "phases"),
        (lambda: dephasing_chain([0, 0], 0.0), ValueError, "trapped"),
        (lambda: dephasing_chain("11", 0.1), TypeError, "transmissions"),
        (lambda: chain_resistance([1, 0, 1], 0.1), ValueError, "current cannot flow"),
        (lambda: chain_resistance([1, 1], 0.1, degeneracy=0), ValueError, "degeneracy"),
        (lambda: incoherent_resistance([0.0, 1], 0.1), ValueError, "transmissions"),
        (lambda: incoherent_resistance([1, 1], 2.0), ValueError, "couplings"),
        (lambda: incoherent_resistance([1, 1], 0.1, degeneracy=-2), ValueError, "degeneracy"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
