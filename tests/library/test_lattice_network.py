"""Devices with any leads, their states and currents, ready devices and pictures."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from landauer_lib import lattice
from landauer_lib.lattice import Arm, Contact, Lead, Network, Strip, square_network
from landauer_lib.lattice.pictures import draw_current, draw_density, draw_device, draw_modes
from landauer_lib.multiterminal import resistance

mpl.use("Agg")
CHAIN = Lead([[0.0]], [[-1.0]])


def box(seed, *shape, strength=1.0):
    return np.random.default_rng(seed).uniform(-strength / 2, strength / 2, shape)


def cross(flux=0.0, seed=3):
    """Four wide arms of different widths around a disordered block, with a hole in it."""
    mask = np.ones((14, 12), dtype=bool)
    mask[6:8, 5:7] = False
    arms = [
        Arm("left", 1, 9),
        Arm("top", 2, 8),
        Arm("right", 0, 12, onsite=-0.2),
        Arm("bottom", 3, 7),
    ]
    return square_network(box(seed, 14, 12), arms, flux=flux, mask=mask)


def random_network(seed):
    rng = np.random.default_rng(seed)

    def matrix(n):
        return rng.normal(size=(n, n)) + 1j * rng.normal(size=(n, n))

    def hermitian(n):
        return (lambda a: a + a.conj().T)(matrix(n))

    device = hermitian(30) * (rng.random((30, 30)) < 0.1)
    device = device + device.conj().T
    leads = [Lead(hermitian(n), matrix(n)) for n in (3, 2, 4)]
    sites = np.array_split(rng.permutation(30)[:9], [3, 5])
    return Network(device, [Contact(v, s) for v, s in zip(leads, sites, strict=True)])


NETWORKS = {
    "cross": (cross(), -1.4),
    "cross in a field": (cross(0.06), -1.4),
    "hall bar": (lattice.hall_bar(40, 12, 8, flux=0.05, disorder=0.5), -2.6),
    "ring": (lattice.ring(21, 3, flux=0.3, disorder=0.2), -2.0),
    "random": (random_network(0), 0.3),
    "random too": (random_network(1), -0.4),
    "shared corner": (
        square_network(box(0, 4, 4), [Arm("left", 0, 4), Arm("top", 0, 4), Arm("right", 1, 2)]),
        -1.1,
    ),
    "zigzag": (lattice.graphene_ribbon(6, 5, "zigzag", disorder=0.5, flux=0.05), 0.4),
    "armchair": (lattice.graphene_ribbon(6, 7, "armchair", disorder=0.5), 0.8),
}


@pytest.mark.parametrize(("network", "energy"), NETWORKS.values(), ids=NETWORKS.keys())
def test_the_full_scattering_matrix_is_unitary_and_follows_from_the_green_function(network, energy):
    """Fisher–Lee on the dense inverse, and Σ_p T_pq = number of modes of q."""
    s = network.amplitudes(energy)
    count = len(network.leads)
    full = np.block([[s[p, q] for q in range(count)] for p in range(count)])
    assert np.abs(full.conj().T @ full - np.eye(full.shape[0])).max() < 1e-10
    inverse = energy * np.eye(network.size) - network.hamiltonian.toarray()
    modes = network.modes(energy)
    gammas = []
    for face, m in zip(network.faces, modes, strict=True):
        inverse = inverse.astype(complex)
        inverse[np.ix_(face, face)] -= m.self_energy
        gammas.append(1j * (m.self_energy - m.self_energy.conj().T))
    green = np.linalg.inv(inverse)
    t = network.transmission_matrix(energy)
    for p in range(count):
        assert t[:, p].sum() == pytest.approx(modes[p].count, abs=1e-10)
        assert t[p].sum() == pytest.approx(modes[p].count, abs=1e-10)
        for q in range(count):
            if p != q:
                g = green[np.ix_(network.faces[p], network.faces[q])]
                caroli = np.trace(gammas[p] @ g @ gammas[q] @ g.conj().T).real
                assert t[p, q] == pytest.approx(caroli, abs=1e-9)


@pytest.mark.parametrize(("network", "energy"), NETWORKS.values(), ids=NETWORKS.keys())
def test_states_solve_the_schroedinger_equation_and_conserve_current(network, energy):
    s = network.amplitudes(energy)
    outside = np.ones(network.size, dtype=bool)
    outside[np.concatenate(network.faces)] = False
    for q in range(len(network.leads)):
        waves = network.scattering_states(energy, q)
        residual = network.hamiltonian @ waves - energy * waves
        assert np.abs(residual[outside]).max(initial=0.0) < 1e-9
        for p, modes in enumerate(network.modes(energy)):
            found = modes.detector @ (waves[network.faces[p]] - (modes.incoming if p == q else 0))
            np.testing.assert_allclose(found, s[p, q], atol=1e-9)
        flow = lattice.bond_currents(network, energy, q).toarray()
        np.testing.assert_allclose(flow, -flow.T, atol=1e-10)
        m = network.orbitals
        inner = outside.reshape(-1, m).all(axis=1)
        assert np.abs(flow.sum(axis=1)[inner]).max(initial=0.0) < 1e-9


def test_current_through_every_section_is_the_transmission():
    strip = lattice.disordered_strip(12, 5, 1.5, seed=2, flux=0.06)
    t, network = strip.transmission(-1.2), strip.network()
    flow = lattice.bond_currents(network, -1.2, lead=0).toarray()
    x = network.positions[:, 0]
    for cut in range(11):
        through = flow[np.ix_(x == cut + 1, x == cut)].sum()
        assert through == pytest.approx(t, abs=1e-10)


def test_local_density_is_the_imaginary_part_of_the_green_function():
    network, energy = cross(0.06), -1.4
    inverse = energy * np.eye(network.size) - network.hamiltonian.toarray()
    for face, modes in zip(network.faces, network.modes(energy), strict=True):
        inverse[np.ix_(face, face)] -= modes.self_energy
    density = -np.linalg.inv(inverse).diagonal().imag / np.pi
    np.testing.assert_allclose(lattice.local_density(network, energy), density, atol=1e-10)
    parts = sum(lattice.local_density(network, energy, lead) for lead in range(4))
    np.testing.assert_allclose(parts, density, atol=1e-10)


@pytest.mark.parametrize("flux", [0.0, 0.06])
def test_onsager_symmetry_with_many_leads(flux):
    forward, back = (cross(f).transmission_matrix(-1.4) for f in (flux, -flux))
    np.testing.assert_allclose(forward, back.T, atol=1e-10)
    if flux:
        assert np.abs(forward - forward.T).max() > 1e-2


def test_the_field_is_the_same_in_every_lead():
    """Turned by a quarter, a clean square cross in a field transmits the same to the next arm."""
    arms = [Arm(side, 2, 9) for side in ("left", "top", "right", "bottom")]
    t = square_network(np.zeros((13, 13)), arms, flux=0.04).transmission_matrix(-2.9)
    for turn in range(1, 4):
        np.testing.assert_allclose(np.roll(t, (turn, turn), axis=(0, 1)), t, atol=1e-10)
    assert abs(t[1, 0] - t[3, 0]) > 0.1


def test_islands_that_no_lead_reaches_stay_empty():
    mask = np.ones((9, 9), dtype=bool)
    mask[2:7, 2:7] = False
    mask[4, 4] = True
    arms = [Arm("left", 0, 9), Arm("right", 3, 3)]
    network = square_network(box(1, 9, 9), arms, mask=mask)
    without = mask.copy()
    without[4, 4] = False
    alone = square_network(box(1, 9, 9), arms, mask=without)
    np.testing.assert_allclose(
        network.transmission_matrix(-1.0), alone.transmission_matrix(-1.0), atol=1e-12
    )
    island = np.all(network.positions == 4, axis=1)
    density = lattice.local_density(network, -1.0)
    assert density[island] == 0
    assert (density[~island] > 0).all()


def test_cut_devices_and_closed_energies_transmit_nothing():
    mask = np.ones((9, 5), dtype=bool)
    mask[4] = False
    cut = square_network(np.zeros((9, 5)), [Arm("left", 0, 5), Arm("right", 0, 5)], mask=mask)
    t = cut.transmission_matrix([-1.0, 9.0])
    assert np.abs(t[:, [0, 1], [1, 0]]).max() == 0
    assert t[0, 0, 0] == pytest.approx(cut.leads[0].modes(-1.0).count)
    assert t[1].max() == 0


def test_networks_agree_with_strips():
    onsite = box(5, 20, 7)
    strip = Strip(onsite, flux=0.03)
    arms = [Arm("left", 0, 7), Arm("right", 0, 7)]
    for network in (strip.network(), square_network(onsite, arms, flux=0.03)):
        np.testing.assert_allclose(
            network.scattering(-1.0).matrix, strip.scattering(-1.0).matrix, atol=1e-10
        )
        assert network.transmission([-1.0])[0] == pytest.approx(strip.transmission(-1.0), abs=1e-10)


@pytest.mark.parametrize(("energy", "levels"), [(-3.2, 1), (-2.6, 1), (-2.0, 2)])
def test_hall_plateaus_are_quantised_with_disorder(energy, levels):
    """R_xy = h/(ν e²) to 1e-9 and R_xx = 0, wide bar, disorder below the Landau gap."""
    bar = lattice.hall_bar(80, 44, 34, flux=0.1, disorder=0.3, seed=4)
    t = bar.transmission_matrix(energy)
    hall = resistance(t, current=(0, 3), voltage=(1, 5), degeneracy=1)
    along = resistance(t, current=(0, 3), voltage=(1, 2), degeneracy=1)
    quantum = 25812.807459304513
    assert abs(hall) / quantum == pytest.approx(1 / levels, rel=1e-9)
    assert abs(along) / quantum < 1e-9


def test_ring_oscillates_with_the_flux_quantum_and_is_even_in_it():
    values = [
        lattice.ring(21, 3, flux=f, disorder=0.3).transmission(-2.1) for f in (0.2, -0.2, 1.2)
    ]
    np.testing.assert_allclose(values, values[0], atol=1e-10)


def test_smallest_ring_in_closed_form():
    """Two paths of one site each between two chain ends, flux φ: interference of the two paths."""
    phase, energy = 2 * np.pi * 0.2, 0.3
    h = np.zeros((4, 4), dtype=complex)
    h[0, 1], h[1, 3], h[0, 2], h[2, 3] = -np.exp(0.5j * phase), -1, -np.exp(-0.5j * phase), -1
    network = Network(h + h.conj().T, [Contact(CHAIN, [0]), Contact(CHAIN, [3])])
    k = np.arccos(-energy / 2)
    # Eliminating the two paths leaves ends with energy 2/E, coupled by 2 cos(φ/2)/E.
    sigma = -np.exp(1j * k)
    diagonal, off = energy - sigma - 2 / energy, -2 * np.cos(phase / 2) / energy
    exact = abs(2 * np.sin(k) * off / (diagonal**2 - off**2)) ** 2
    assert network.transmission(energy) == pytest.approx(exact, rel=1e-11)


def test_graphene_counts_its_modes():
    """Zigzag ribbons: 1, 3, 5, … modes; armchair ones: gap unless N = 3m + 2."""
    for edge, width in (("zigzag", 8), ("armchair", 8), ("armchair", 9)):
        ribbon = lattice.graphene_ribbon(4, width, edge)
        k = np.linspace(-np.pi, np.pi, 4001)
        bands = ribbon.leads[1].bands(k)
        for energy in (0.05, 0.35, 0.9):
            crossings = np.count_nonzero(np.diff(np.sign(bands - energy), axis=0))
            assert ribbon.transmission(energy) == pytest.approx(crossings / 2, abs=1e-9)
            if edge == "zigzag":
                assert crossings / 2 % 2 == 1


def test_topological_edge_channels_survive_disorder():
    """BHZ: T = 2 in the gap but for overlap of the edges; a trivial mass gives none."""
    inverted = lattice.bhz_strip(20, 24, -1.0, disorder=0.8, seed=1)
    assert inverted.transmission(0.1) == pytest.approx(2, abs=1e-6)
    trivial = lattice.bhz_strip(20, 24, 1.0, disorder=0.8, seed=1)
    assert trivial.transmission(0.1) == 0


def test_rashba_wires_keep_kramers_pairs():
    clean = lattice.rashba_wire(10, 4, 0.3)
    count = clean.leads[0].modes(-1.0).count
    assert count % 2 == 0
    assert clean.transmission(-1.0) == pytest.approx(count, abs=1e-9)
    values = lattice.rashba_wire(10, 4, 0.3, disorder=1.0, seed=2).scattering(-1.0).eigenvalues
    np.testing.assert_allclose(values[::2], values[1::2], atol=1e-10)


def test_constrictions_make_steps():
    """A long smooth neck opens its modes one by one; square corners add reflection."""
    energies = np.linspace(-3.95, -2.6, 12)
    smooth = lattice.smooth_constriction(120, 31, opening=0.35).transmission(energies)
    assert (np.diff(smooth) > -1e-3).all()
    walls = lattice.hard_wall_constriction(80, 25, 7).transmission(energies)
    assert (np.diff(walls) > -0.15).all()  # the walls are rough by a site
    assert min(smooth[-1], walls[-1]) > 1.9
    lead = lattice.uniform_strip(2, 7).leads[0]
    abrupt = lattice.abrupt_constriction(60, 25, 7, 20).transmission(energies)
    counts = np.array([lead.modes(energy).count for energy in energies])
    assert (abrupt < counts + 0.2).all()
    assert np.abs(abrupt - np.round(abrupt)).max() > 0.01


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: lattice.hall_bar(40, 10, 30), "probe must be at most"),
        (lambda: lattice.hall_bar(40, 10, 5, flux=np.nan), "flux must be finite"),
        (lambda: lattice.disordered_strip(4, 4, np.nan, 1), "disorder must be finite"),
        (lambda: lattice.disordered_strip(4, 4, -1.0, 1), "disorder must be at least"),
        (lambda: lattice.disordered_strip(0, 4, 1.0, 1), "length must be at least"),
        (lambda: lattice.ring(8, 4), "diameter must be at least"),
        (lambda: lattice.graphene_ribbon(3, 5, "chiral"), "edge must be one of"),
        (lambda: lattice.hard_wall_constriction(10, 5, 6), "neck must be at most"),
        (lambda: lattice.abrupt_constriction(10, 5, 2, 9), "neck_length must be at most"),
        (lambda: lattice.smooth_constriction(10, 5, opening=-1.0), "opening must be at least"),
        (
            lambda: square_network(np.zeros((4, 4)), [Arm("left", 2, 3)]),
            r"arms\[0\]: the lead is wider than its face",
        ),
        (
            lambda: square_network(np.zeros((2, 2)), [Arm("north", 0, 1)]),
            r"arms\[0\]\.side must be one of",
        ),
        (lambda: square_network(np.zeros((2, 2)), [], mask=[[True]]), "mask must be booleans"),
        (lambda: Network(np.eye(2), []), "contacts must hold at least one"),
        (lambda: Network([[0, 1], [0, 0]], [Contact(CHAIN, [0])]), "hamiltonian must be Hermitian"),
        (lambda: Network([[np.nan]], [Contact(CHAIN, [0])]), "hamiltonian must be finite"),
        (lambda: Network(np.eye(2), [Contact(Lead(np.eye(2), np.eye(2)), [0])]), "wider than"),
        (lambda: Network(np.eye(2), [Contact(CHAIN, [5])]), r"contacts\[0\] must be different"),
        (lambda: Network(np.eye(2), [Contact(CHAIN, [0])], [[0.0]]), "positions must have shape"),
        (lambda: cross().scattering(-1.0), "scattering needs two leads"),
        (lambda: cross().scattering_states(-1.0, 4), "lead must be at most 3"),
        (lambda: cross().transmission(-1.0, source=7), "source must be at most 3"),
        (
            lambda: lattice.uniform_strip(3, 3).network().scattering(9.0),
            "outside the band of the left",
        ),
        (lambda: draw_modes(CHAIN, 5.0), "outside the band"),
        (lambda: draw_device(random_network(0)), "device has no positions"),
    ],
)
def test_wrong_devices_are_refused(call, match):
    with pytest.raises(ValueError, match=match):
        call()


def test_pictures_show_what_they_are_given():
    bar = lattice.hall_bar(30, 10, 6, flux=0.1)
    _, axes = plt.subplots(2, 2)
    assert draw_device(bar, axes[0, 0]) is axes[0, 0]
    assert [text.get_text() for text in axes[0, 0].texts] == list("012345")
    draw_density(bar, -3.2, axes[0, 1], lead=0)
    shown = np.asarray(axes[0, 1].collections[0].get_array())
    np.testing.assert_allclose(shown, lattice.local_density(bar, -3.2, 0))
    draw_current(bar, -3.2, axes[1, 0])
    assert np.hypot(axes[1, 0].collections[1].U, axes[1, 0].collections[1].V).max() > 0.1
    strip = lattice.uniform_strip(4, 9)
    draw_modes(strip.leads[0], -3.0, axes[1, 1])
    assert axes[1, 1].get_ylabel() == "mode number"
    draw_device(strip)
    plt.close("all")
