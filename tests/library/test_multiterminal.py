"""Büttiker's equations against the full matrix, the cofactor formula, symmetry and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import G0, R_K
from landauer_lib.multiterminal import (
    coherent_probed_wire,
    conductance_matrix,
    eliminate_probe,
    floating_voltages,
    probed_wire,
    resistance,
    terminal_currents,
    transmission_from_scattering,
)
from landauer_lib.scattering import SMatrix, circular_ensemble

EDGE = np.roll(np.eye(4), 1, axis=0)
SPLIT = np.kron(np.eye(2), [[0, 1], [1, 0]])
"""Terminals 0 and 1 joined, 2 and 3 joined, nothing between the pairs."""


def balanced(terminals, seed, stack=()):
    """Random matrices with equal row and column sums: cycles through random terminals."""
    rng = np.random.default_rng(seed)
    t = np.zeros((*stack, terminals, terminals))
    for _ in range(3 * terminals):
        order = rng.permutation(terminals)[: rng.integers(2, terminals + 1)]
        t[..., order, np.roll(order, 1)] += 10 ** rng.uniform(-5, 5, (*stack, 1))
    return t


@pytest.mark.parametrize("terminals", [2, 3, 6])
def test_currents_are_the_definition_and_are_conserved(terminals):
    t = balanced(terminals, 1)
    v = np.random.default_rng(2).normal(size=terminals)
    direct = [
        sum(t[q, p] * v[p] - t[p, q] * v[q] for q in range(terminals)) for p in range(terminals)
    ]
    currents = terminal_currents(t, v)
    scale = np.max(t) * G0 / 2
    assert currents == pytest.approx(np.array(direct) * G0 / 2, abs=1e-11 * scale)
    assert np.sum(currents) == pytest.approx(0, abs=1e-11 * scale)
    assert conductance_matrix(t) @ v == pytest.approx(currents, abs=1e-11 * scale)
    assert np.array_equal(terminal_currents(t, np.full(terminals, 3.3)), np.zeros(terminals))


@pytest.mark.parametrize("seed", range(5))
def test_four_terminals_agree_with_the_cofactor_formula(seed):
    t = balanced(4, seed)
    g = np.diag(t.sum(axis=0)) - t
    cofactor = np.linalg.det(g[:3, :3])
    for i, j, k, m in [(0, 1, 2, 3), (0, 2, 1, 3), (3, 1, 0, 2)]:
        expected = R_K * (t[k, i] * t[m, j] - t[k, j] * t[m, i]) / cofactor
        assert resistance(t, (i, j), (k, m)) == pytest.approx(expected, rel=1e-9, abs=0)


def test_other_resistances_agree_with_a_least_squares_solution():
    t = balanced(7, 11)
    source = np.zeros(7)
    source[2], source[5] = 1.0, -1.0
    v = np.linalg.lstsq(conductance_matrix(t, degeneracy=2), source, rcond=None)[0]
    for k, m in [(0, 1), (2, 5), (6, 2), (5, 2)]:
        ours = resistance(t, (2, 5), (k, m), degeneracy=2)
        assert ours == pytest.approx(v[k] - v[m], rel=1e-8, abs=0)


@given(st.integers(0, 10**6))
def test_onsager_casimir_reciprocity(seed):
    t = balanced(5, seed) + 1e-3
    there = resistance(t, (0, 1), (2, 3))
    back = resistance(np.swapaxes(t, -1, -2), (2, 3), (0, 1))
    assert there == pytest.approx(back, rel=1e-8, abs=1e-9 * R_K / 1e-3)


def test_two_terminals_are_landauer():
    t = np.array([[0.3, 0.7], [0.7, 0.3]])
    assert resistance(t, (0, 1), (0, 1), degeneracy=2) == pytest.approx(
        1 / (0.7 * G0), rel=1e-15, abs=0
    )
    assert terminal_currents(t, [1e-3, 0])[0] == pytest.approx(0.7e-3 * G0 / 2, rel=1e-15, abs=0)


def test_floating_probe_has_the_known_effective_transmission():
    t = balanced(3, 5)
    rest = eliminate_probe(t, 1)
    assert rest[0, 1] == pytest.approx(
        t[0, 2] + t[0, 1] * t[1, 2] / (t[1, 0] + t[1, 2]), rel=1e-14, abs=0
    )
    v = floating_voltages(t, {0: 0.7, 2: -0.2})
    currents = terminal_currents(t, v)
    assert currents[1] == pytest.approx(0, abs=1e-14 * np.max(np.abs(currents)))
    assert terminal_currents(rest, v[[0, 2]]) == pytest.approx(currents[[0, 2]], rel=1e-12, abs=0)


def test_elimination_may_go_in_any_order():
    t = balanced(6, 6)
    one = eliminate_probe(eliminate_probe(t, 1), 3)
    other = eliminate_probe(eliminate_probe(t, 4), 1)
    assert one == pytest.approx(other, rel=1e-12, abs=0)
    assert one.sum(axis=0) == pytest.approx(one.sum(axis=1), rel=1e-12, abs=0)


def test_probes_twenty_decades_apart_keep_relative_accuracy():
    # Resistors in series and in parallel, with conductances far apart.
    t = np.zeros((4, 4))
    for p, q, g in [(0, 1, 1e-10), (1, 2, 1e10), (2, 3, 1.0), (0, 3, 1e-12)]:
        t[p, q] = t[q, p] = g
    series = 1 / (1e10 + 1e-10 + 1)
    assert resistance(t, (0, 3), (0, 3)) == pytest.approx(R_K / (series + 1e-12), rel=1e-14, abs=0)
    assert resistance(t, (0, 3), (1, 3)) == pytest.approx(
        R_K * series * (1 + 1e-10) / (series + 1e-12), rel=1e-14, abs=0
    )


def test_leading_dimensions_broadcast():
    t = balanced(5, 7, stack=(2, 3))
    all_at_once = resistance(t, (0, 3), (1, 4))
    assert all_at_once.shape == (2, 3)
    assert terminal_currents(t, np.arange(5.0)).shape == (2, 3, 5)
    assert eliminate_probe(t, 2).shape == (2, 3, 4, 4)
    for index in np.ndindex(2, 3):
        assert all_at_once[index] == pytest.approx(
            resistance(t[index], (0, 3), (1, 4)), rel=1e-12, abs=0
        )


def test_diagonal_is_ignored():
    assert resistance(EDGE + np.eye(4) * 5, (0, 2), (1, 3)) == resistance(EDGE, (0, 2), (1, 3))


def test_edge_state_around_four_contacts():
    # The edge runs 0 → 1 → 2 → 3 → 0.
    assert resistance(EDGE, (0, 2), (1, 3)) == pytest.approx(R_K, rel=1e-15, abs=0)
    assert resistance(EDGE, (0, 2), (0, 2)) == pytest.approx(R_K, rel=1e-15, abs=0)
    assert resistance(EDGE, (0, 3), (1, 2)) == 0


@given(st.floats(1e-6, 1), st.floats(-10, 0).map(lambda x: 10**x))
def test_invasive_probes_add_their_own_resistance(transmission, coupling):
    wire = probed_wire(transmission, coupling)
    four = (1 - transmission) / transmission + coupling / (2 - coupling)
    # V_k − V_l cancels for weak probes of a nearly perfect wire.
    assert resistance(wire, (0, 1), (2, 3)) == pytest.approx(R_K * four, rel=1e-9, abs=1e-9)
    two = 1 / transmission + 2 * coupling / (2 - coupling)
    assert resistance(wire, (0, 1), (0, 1)) == pytest.approx(R_K * two, rel=1e-12, abs=0)
    v = floating_voltages(probed_wire(1.0, 1e-9), {0: 1.0, 1: 0.0})
    assert v[2:] == pytest.approx(0.5, rel=1e-8, abs=0)


def test_wires_are_reciprocal_and_balanced():
    rng = np.random.default_rng(9)
    wires = probed_wire(rng.uniform(size=50), rng.uniform(size=50))
    phases = rng.uniform(0, 7, (2, 50))
    coherent = coherent_probed_wire(rng.uniform(size=50), rng.uniform(0, 0.5, 50), *phases)
    for t in (wires, coherent):
        assert t == pytest.approx(np.swapaxes(t, -1, -2), abs=1e-13)
    assert coherent.sum(axis=-1) == pytest.approx(1, abs=1e-12)


def test_weak_coherent_probes_feel_the_standing_wave():
    t, a, b = 0.4, 0.7, 1.9
    wire = coherent_probed_wire(t, 1e-9, a, b)
    # First order in ε: what arrives at a probe is |1 + r exp(2ikx)|² from its own side, T across.
    own = [abs(1 + r * np.exp(2j * p)) ** 2 for r, p in ((0.6**0.5, a), (-(0.6**0.5), b))]
    v = own[0] / (own[0] + t), t / (own[1] + t)
    expected = (v[0] - v[1]) / t
    assert resistance(wire, (0, 1), (2, 3)) == pytest.approx(R_K * expected, rel=1e-6, abs=0)


def test_coherent_probes_can_read_a_negative_resistance_but_never_a_negative_two_terminal_one():
    wires = coherent_probed_wire(0.5, 0.01, np.linspace(0, np.pi, 40)[:, np.newaxis], 0.0)
    assert resistance(wires, (0, 1), (2, 3)).min() < 0
    assert resistance(wires, (0, 1), (0, 1)).min() > R_K


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: resistance(SPLIT, (0, 2), (0, 2)),
            r"current cannot flow from 0 to 2.*\[0, 1\]; \[2, 3\]",
        ),
        (lambda: resistance(SPLIT, (0, 1), (2, 3)), r"voltage between 2 and 3.*\[0, 1\]; \[2, 3\]"),
        (lambda: resistance(SPLIT, (0, 1), (0, 2)), r"voltage between 0 and 2"),
        (lambda: floating_voltages(SPLIT, {0: 1, 1: 0}), r"fixed holds \[0, 1\].*\[2, 3\]"),
    ],
)
def test_networks_without_a_solution_are_refused_with_the_reason(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_network_in_pieces_still_gives_what_is_determined():
    assert resistance(SPLIT, (0, 1), (0, 1)) == pytest.approx(R_K)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: resistance([[0, 1], [0.5, 0]], (0, 1), (0, 1)), ValueError, "row and column sums"),
        (lambda: resistance(-EDGE, (0, 1), (2, 3)), ValueError, "transmission_matrix"),
        (lambda: resistance(EDGE * np.nan, (0, 1), (2, 3)), ValueError, "transmission_matrix"),
        (lambda: resistance(np.ones((3, 4)), (0, 1), (0, 1)), ValueError, "must be square"),
        (lambda: resistance([[0.0]], (0, 1), (0, 1)), ValueError, "at least 2 terminals"),
        (lambda: resistance(EDGE, (0, 0), (2, 3)), ValueError, "current must be two different"),
        (lambda: resistance(EDGE, (0, 4), (2, 3)), ValueError, "current"),
        (lambda: resistance(EDGE, (0, 1), (2, -1)), ValueError, "voltage"),
        (lambda: resistance(EDGE, (0, 1), 2), ValueError, "voltage must be two terminals"),
        (lambda: resistance(EDGE, (0, 1), (2, 3), degeneracy=0), ValueError, "degeneracy"),
        (lambda: resistance("ab", (0, 1), (2, 3)), TypeError, "transmission_matrix"),
        (lambda: conductance_matrix(EDGE, degeneracy=-1), ValueError, "degeneracy"),
        (lambda: terminal_currents(EDGE, [1, 0]), ValueError, "voltages"),
        (lambda: terminal_currents(EDGE, [1, 0, 0, np.inf]), ValueError, "voltages"),
        (lambda: eliminate_probe(EDGE, 4), ValueError, "probe"),
        (lambda: eliminate_probe([[0, 1], [1, 0]], 0), ValueError, "at least 3 terminals"),
        (lambda: floating_voltages(EDGE, {}), ValueError, "fixed"),
        (lambda: floating_voltages(EDGE, {7: 1.0}), ValueError, "fixed"),
        (lambda: floating_voltages(EDGE, {0: np.nan}), ValueError, "fixed"),
        (lambda: probed_wire(1.5, 0.1), ValueError, "transmission"),
        (lambda: probed_wire(0.5, -0.1), ValueError, "coupling"),
        (lambda: coherent_probed_wire(-1, 0.1, 0, 0), ValueError, "transmission"),
        (lambda: coherent_probed_wire(0.5, 0.6, 0, 0), ValueError, "coupling"),
        (lambda: coherent_probed_wire(0.5, 0.1, np.nan, 0), ValueError, "phase_left"),
        (lambda: coherent_probed_wire(0.5, 0.1, 0, "x"), TypeError, "phase_right"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()


# --- random conductors ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_a_reversed_field_exchanges_current_and_voltage_contacts(seed):
    s = circular_ensemble(9, beta=2, rng=seed)
    there = transmission_from_scattering(s, [2, 3, 1, 3])
    back = transmission_from_scattering(s.T, [2, 3, 1, 3])
    for current, voltage in (((0, 1), (2, 3)), ((0, 2), (1, 3)), ((3, 0), (0, 1))):
        assert float(resistance(there, current, voltage)) == pytest.approx(
            float(resistance(back, voltage, current)), rel=1e-9
        )
    two = [float(resistance(t, (0, 1), (0, 1))) for t in (there, back)]
    assert two[0] == pytest.approx(two[1], rel=1e-9)  # two terminals feel no sign of the field


def test_without_a_field_current_and_voltage_contacts_exchange_alone():
    t = transmission_from_scattering(circular_ensemble(8, beta=1, rng=3), [2, 2, 2, 2])
    np.testing.assert_allclose(t, t.T, atol=1e-12)
    assert float(resistance(t, (0, 1), (2, 3))) == pytest.approx(
        float(resistance(t, (2, 3), (0, 1))), rel=1e-9
    )


def test_sums_over_channels_are_those_of_two_leads():
    drawn = circular_ensemble(5, beta=2, rng=4, count=3)
    pair = transmission_from_scattering(drawn, [2, 3])
    np.testing.assert_allclose(
        pair[:, 1, 0], SMatrix.from_matrix(drawn, left_channels=2).transmission, rtol=1e-12
    )


@pytest.mark.parametrize(
    ("matrix", "channels", "match"),
    [
        (np.eye(3), [1, 1], "channels must add up"),
        (np.eye(3), [3, 0], "channels"),
        (2 * np.eye(2), [1, 1], "unitary"),
        (np.ones(3), [1, 1], "square"),
    ],
)
def test_a_matrix_that_does_not_fit_is_refused(matrix, channels, match):
    with pytest.raises(ValueError, match=match):
        transmission_from_scattering(matrix, channels)
