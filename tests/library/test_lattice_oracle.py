"""Right or refused: every device at round energies against an oracle of its own.

The oracle (``lattice_oracle``) is dense, and shares nothing with the library's solver. At a band
edge, which it refuses, the library counts the mode as closed: the result is then the limit from
the side where it is.
"""

import importlib.util
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from landauer_lib import lattice
from landauer_lib.lattice import (
    Arm,
    Contact,
    Lead,
    Network,
    Slices,
    Strip,
    Terminal,
    UnresolvedError,
    square_network,
)

spec = importlib.util.spec_from_file_location(
    "lattice_oracle", Path(__file__).with_name("lattice_oracle.py")
)
oracle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)

ROOTS = [sign * np.sqrt(n) for n in (1, 2, 3) for sign in (1, -1)]
ENERGIES = [0.0, 0.5, -0.5, *ROOTS, 2.0, -2.0, -3.0, 0.3137, -1.2719, -2.613]
SAME = 1e-8
X, Y, Z = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]]), np.diag([1.0, -1.0])
NORMAL = Lead(np.diag([-0.5, 0.5]), np.diag([-1.0, 1.0]))
CHAIN = Lead([[0.0]], [[-1.0]])


def at_an_edge(network, energy, found):
    """Closed modes are not counted; where they are all on one side T is the limit from there."""
    sides = [oracle.solve(network, energy + d)[0] for d in (-1e-5, 1e-5)]
    counts = [np.round(side.sum(axis=0)) for side in sides]
    own = found.sum(axis=0)
    assert (own < np.minimum(*counts) + 1e-9).all()
    for side, count in zip(sides, counts, strict=True):
        if np.abs(own - count).max() < 1e-9:
            assert np.abs(found - side).max() < 0.05


def right_or_refused(device, energy):
    """Compare one energy; return whether it was answered."""
    network = device.network()
    try:
        found = network.transmission_matrix(energy)
    except UnresolvedError:
        with pytest.raises(UnresolvedError, match=rf"lead.* energy {energy}: "):
            network.transmission_matrix(energy)
        return False
    try:
        expected, lost, density = oracle.solve(network, energy)
    except ArithmeticError:
        at_an_edge(network, energy, found)
        return True
    assert lost < 1e-9
    np.testing.assert_allclose(found, expected, atol=SAME, err_msg=f"energy {energy}")
    if density is not None and density.max(initial=0.0) < 1e4:
        own = network.local_density(energy)
        sites = density.reshape(own.size, -1).sum(axis=1)
        np.testing.assert_allclose(own, sites, atol=1e-7, rtol=1e-7, err_msg=f"energy {energy}")
    if isinstance(device, Strip):
        assert device.transmission(energy) == pytest.approx(expected[1, 0], abs=SAME)
    return True


def chain_of(cell, hopping, cells, left=NORMAL, right=NORMAL):
    """A device of equal cells between two leads."""
    n = cells * 2
    ends = [Contact(left, [0, 1]), Contact(right, [n - 2, n - 1])]
    forward = np.kron(np.eye(cells, k=1), hopping)
    return Network(np.kron(np.eye(cells), cell) + forward + forward.T, ends)


def kitaev(mu, delta):
    """Cell and hopping of a Kitaev chain, electron and hole."""
    return np.diag([-mu, mu]), np.array([[-1.0, delta], [-delta, 1.0]])


def ssh(inside, between):
    """Cell and hopping of a Su–Schrieffer–Heeger chain."""
    return np.array([[0, -inside], [-inside, 0.0]]), np.array([[0, 0.0], [-between, 0]])


def cross(widths, flux=0.0, size=(6, 5)):
    places = zip(("left", "right", "top", "bottom"), widths, strict=False)
    return square_network(np.zeros(size), [Arm(s, 0, w) for s, w in places], flux=flux)


READY = {
    "uniform": partial(lattice.uniform_strip, 6, 4),
    "uniform, one row": partial(lattice.uniform_strip, 4, 1),
    "uniform in a field": partial(lattice.uniform_strip, 5, 5, flux=0.1),
    "narrow leads": lambda: Strip(
        np.zeros((4, 3)), left=Terminal([0.0], 1), right=Terminal([0, 0])
    ),
    "loose rows": lambda: Strip(np.zeros((3, 3)), transverse=0.0),
    "disorder": partial(lattice.disordered_strip, 8, 4, 1.0, 1),
    "smooth": partial(lattice.smooth_constriction, 12, 7, opening=0.4),
    "funnel": partial(lattice.funnel_constriction, 7, 3, 2, 3),
    "abrupt": partial(lattice.abrupt_constriction, 12, 8, 3, 4),
    "abrupt in a field": partial(lattice.abrupt_constriction, 10, 7, 2, 3, flux=0.001),
    "hard walls": partial(lattice.hard_wall_constriction, 18, 8, 2),
    "ring": partial(lattice.ring, 11, 1),
    "ring, wide": partial(lattice.ring, 13, 3, flux=0.25),
    "ring, half a quantum": partial(lattice.ring, 11, 2, flux=0.5),
    "hall bar": partial(lattice.hall_bar, 20, 6, 3, flux=0.1),
    "hall bar, no field": partial(lattice.hall_bar, 18, 5, 2, flux=0.0),
    "bhz": partial(lattice.bhz_strip, 4, 4),
    "bhz, trivial": partial(lattice.bhz_strip, 4, 3, 1.0, disorder=0.5),
    "rashba": partial(lattice.rashba_wire, 5, 3, 0.3),
    "rashba, zeeman": partial(lattice.rashba_wire, 5, 2, 0.5, zeeman=0.5, flux=0.05),
    "two ends, corner to corner": lambda: square_network(
        np.zeros((5, 2)), [Arm("left", 0, 1), Arm("right", 0, 2)], flux=0.001
    ),
    "cross": lambda: cross((5, 5, 6, 6)),
    "cross, uneven, in a field": lambda: cross((3, 5, 2, 4), 0.05),
    "three ends": lambda: cross((1, 2, 1)),
    "one end": lambda: cross((3,)),
    **{
        f"{edge} {width}, flux {flux}": partial(lattice.graphene_ribbon, 3, width, edge, flux=flux)
        for edge in ("zigzag", "armchair")
        for width in (2, 5, 6, 7, 8)
        for flux in (0.0, 0.01)
    },
    "kitaev, metallic ends": lambda: chain_of(*kitaev(0.7, 0.6), 30),
    "kitaev, its own end": lambda: chain_of(*kitaev(0.7, 0.6), 5, right=Lead(*kitaev(0.7, 0.6))),
    "kitaev, trivial": lambda: chain_of(*kitaev(3.0, 0.5), 4, right=Lead(*kitaev(3.0, 0.5))),
    "ssh, surface states": lambda: chain_of(*ssh(0.5, 1.0), 4, right=Lead(*ssh(0.5, 1.0))),
    "ssh, none": lambda: chain_of(*ssh(1.0, 0.5), 4, right=Lead(*ssh(1.0, 0.5))),
    "isolated sites": lambda: Network(
        np.diag([0.0, 0.0, 0.5, 1.0]) + np.diag([-1.0, 0, 0], 1) + np.diag([-1.0, 0, 0], -1),
        [Contact(CHAIN, [0]), Contact(CHAIN, [1])],
    ),
    "pieces apart": lambda: Network(
        np.kron(np.eye(2), -X), [Contact(CHAIN, [0]), Contact(CHAIN, [3])]
    ),
}


@pytest.mark.parametrize("make", READY.values(), ids=READY.keys())
def test_ready_devices_are_right_or_refused(make):
    device = make()
    answered = [right_or_refused(device, energy) for energy in ENERGIES]
    # Zigzag edges at E = 0 and flat bands are refused, nothing else.
    assert len(answered) - sum(answered) <= 1


def some_matrix(rng, kind, shape):
    if kind == "whole":
        return rng.integers(-1, 2, shape) * (rng.random(shape) < 0.6) * 1.0
    return rng.normal(size=shape) + (1j * rng.normal(size=shape) if kind == "complex" else 0)


def some_lead(rng):
    n, kind = int(rng.integers(1, 6)), rng.choice(["whole", "real", "complex"])
    h = some_matrix(rng, kind, (n, n))
    rank = int(rng.integers(0, n + 1))
    v = some_matrix(rng, kind, (n, n))
    if kind != "whole":
        v = some_matrix(rng, kind, (n, rank)) @ some_matrix(rng, kind, (rank, n)) / n
    return Lead((h + h.conj().T) / 2, v)


@pytest.mark.parametrize("seed", range(40))
def test_random_graphs_with_random_leads(seed):
    """Singular and vanishing hoppings, leads of all sizes, pieces apart, isolated sites."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(6, 26))
    a = some_matrix(rng, rng.choice(["whole", "real", "complex"]), (n, n))
    keep = np.triu(rng.random((n, n)) < 0.2)
    device, order, start, contacts = (
        (a + a.conj().T) / 2 * (keep | keep.T),
        rng.permutation(n),
        0,
        [],
    )
    for _ in range(int(rng.integers(1, 4))):
        lead = some_lead(rng)
        if start + lead.size <= n:
            contacts.append(Contact(lead, order[start : start + lead.size]))
            start += lead.size
    network = Network(device, contacts)
    answered = [right_or_refused(network, e) for e in (0.0, 0.5, 1.0, -np.sqrt(2), -2.0, 0.3137)]
    assert sum(answered) >= 4


KNOWN = [
    # Values of one LU of E − H − Σ, and of Kwant where it was run.
    (lambda: square_network(np.zeros((5, 2)), [Arm("left", 0, 1), Arm("right", 0, 2)], flux=0.001),
     0.0, 0.9948451063633),
    (lambda: square_network(np.zeros((5, 2)), [Arm("left", 0, 1), Arm("right", 0, 2)], flux=0.1),
     0.0, 0.9934873642),
    (lambda: lattice.abrupt_constriction(20, 12, 3, 4), 0.0, 2),
    (lambda: lattice.abrupt_constriction(30, 16, 5, 6), 0.0, 4),
    (lambda: lattice.hard_wall_constriction(60, 20, 6), 0.0, 5.7095203494),
    (lambda: lattice.hard_wall_constriction(40, 12, 4), 0.0, 3.8977689811),
    (lattice.ring, -1.0, 1.83316997),
    (lambda: lattice.ring(21, 3), -2.0, 1.28011987e-2),
    (lambda: Strip(np.zeros((2, 3)), left=Terminal([0.0], 1)).slices(), 0.0, 0.97056275),
    (lambda: Strip(np.zeros((2, 3)), left=Terminal([0.0], 1)), 0.0, 0.97056275),
    (lambda: lattice.graphene_ribbon(10, 8, "armchair"), 0.0, 1),
    (lambda: lattice.graphene_ribbon(10, 7, "armchair", flux=0.01), -1.0, 2),
    # Flat bands of compact states carry nothing: 3 as at −1 ± 1e-7.
    (lambda: lattice.graphene_ribbon(10, 7, "armchair"), -1.0, 3),
    (lambda: lattice.graphene_ribbon(10, 6), 1e-6, 1),
    (lambda: Strip(np.zeros((3, 2)), transverse=0.0), 2.0, 0),
    (lambda: Strip(np.zeros((3, 2)), transverse=0.0).slices(), 2.0, 0),
    (lambda: Strip(np.zeros((3, 2)), transverse=0.0).network(), 2.0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("make", "energy", "value"), KNOWN)
def test_known_cases(make, energy, value):
    assert make().transmission(energy) == pytest.approx(value, abs=6e-9)


@pytest.mark.parametrize("energy", [0.0, 1e-12, 1e-6])
def test_a_majorana_mode_reflects_every_electron_as_a_hole(energy):
    """30 sites between normal leads: |r_he|² = 1 at each end, at the energy of the end states."""
    cell, hopping = kitaev(0.7, 0.6)
    slices = Slices([cell] * 30, [hopping] * 29, Lead(NORMAL.onsite, NORMAL.hopping), NORMAL)
    s = slices.scattering(energy)
    assert s.unitarity_error < 1e-10
    # At E = 0 electron and hole have wave numbers of their own (0.5 ≠ 0), so that modes are pure.
    waves = NORMAL.modes(energy)
    electron_in = np.abs(waves.incoming[0]) > 0.1
    hole_out = np.abs(waves.outgoing[1]) > 0.1
    assert np.abs(s.r[np.ix_(hole_out, electron_in)]).max() ** 2 == pytest.approx(1, abs=1e-6)


def test_andreev_peak_at_a_lead_with_a_majorana_mode():
    """A normal and a Kitaev lead, one cell each, joined weakly: R_he = 1 at E = 0."""
    h, v = np.diag([-0.5, 0.5]), np.diag([-1.0, 1.0])
    weak = 0.4 * v
    device = np.block([[h, weak], [weak, h]])
    topological = Lead(h, [[-1, 0.5], [-0.5, 1]])
    network = Network(device, [Contact(NORMAL, [0, 1]), Contact(topological, [2, 3])])
    r = network.amplitudes(0.0)[0, 0]
    waves = NORMAL.modes(0.0)
    electron_in, hole_out = np.abs(waves.incoming[0]) > 0.1, np.abs(waves.outgoing[1]) > 0.1
    assert np.abs(r[np.ix_(hole_out, electron_in)]).item() ** 2 == pytest.approx(1, abs=1e-12)


def test_surface_states_have_no_self_energy():
    lead = Lead([[0, -0.5], [-0.5, 0]], [[0, 0], [-1, 0]])
    modes = lead.modes(0.0)
    assert modes.count == 0
    assert not modes.has_self_energy
    with pytest.raises(UnresolvedError, match=r"energy 0\.0: its self-energy has a pole"):
        _ = modes.self_energy


def test_zigzag_edges_are_refused_where_their_bands_meet():
    with pytest.raises(UnresolvedError, match=r"lead 0: .* energy 0\.0: "):
        lattice.graphene_ribbon(10, 6).transmission_matrix(0.0)


@pytest.mark.parametrize("width", [1, 2, 3, 5, 8])
def test_one_rule_at_band_edges(width):
    """Strip, slices and network count the mode at its edge as closed; others pass fully."""
    edges = -2 - 2 * np.cos(np.arange(1, width + 1) * np.pi / (width + 1))
    strip = Strip(np.zeros((4, width)))
    general = Lead(strip.leads[1].onsite, np.diag(-np.exp(1e-3j * np.arange(width))))
    for n, edge in enumerate(edges):
        for device in (strip, strip.slices(), strip.network()):
            assert device.transmission(edge) == pytest.approx(n, abs=1e-7)
        rotated = Lead(
            general.onsite * np.exp(1e-3j * np.subtract.outer(*[np.arange(width)] * 2)),
            -np.eye(width) * np.exp(0.3j),
        )
        assert rotated.modes(edge).count == n
    mixed = Lead(np.diag([0.0, 0.3, 1.0]), np.diag([-1.0, -0.5, -0.2]))
    assert [mixed.modes(edge).count for edge in (-2.0, -0.7, 2.0, 1.4)] == [0, 1, 0, 1]


@pytest.mark.parametrize("energy", [-1.3, 0.0, 0.3])
def test_results_do_not_depend_on_what_was_computed_before(energy):
    """The same bits in a fresh order: tables and remembered leads change nothing."""
    onsite = np.random.default_rng(0).uniform(-0.5, 0.5, (60, 20))

    def fresh():
        lattice.leads._known.clear()
        lattice.leads._tables.clear()
        return Strip(onsite, flux=0.05)

    alone = fresh().transmission(energy)
    strip = fresh()
    for other in (-0.7, -2.2, energy + 1e-9):
        strip.transmission(other)
    assert strip.transmission(energy) == alone


def test_a_bound_state_is_named_and_left_out_of_the_density():
    """A pair of sites that couples to the chain by one antisymmetric combination only."""
    h = np.zeros((3, 3))
    h[0, 1] = h[1, 0] = h[0, 2] = h[2, 0] = -1.0
    network = Network(h, [Contact(CHAIN, [0])])
    bound = network.bound_states(0.0)
    assert bound.shape == (3, 1)
    np.testing.assert_allclose(np.abs(bound[:, 0]), [0, np.sqrt(0.5), np.sqrt(0.5)], atol=1e-12)
    density = network.local_density(0.0)
    # The other combination is a side level at the energy: it blocks, and fills as 1/(2π) |ψ|².
    near = network.local_density(1e-7)
    np.testing.assert_allclose(density, near, atol=1e-6)
    assert network.transmission_matrix(0.0)[0, 0] == pytest.approx(1, abs=1e-12)
    with pytest.raises(UnresolvedError, match=r"bound state at energy 0\.0"):
        network.green_function(0.0)
    assert network.bound_states(0.1).shape == (3, 0)


def test_pieces_of_a_lattice_are_not_composed_by_open_modes_alone():
    onsite = np.random.default_rng(0).uniform(-0.5, 0.5, (6, 4))
    first, second = Strip(onsite[:3]).scattering(-1.3), Strip(onsite[3:]).scattering(-1.3)
    with pytest.raises(ValueError, match="do not compose by their open modes"):
        first @ second
