"""Leads: modes, bands and self-energies against closed forms and conservation laws."""

import numpy as np
import pytest

from landauer_lib.lattice import (
    Lead,
    Slices,
    Strip,
    bhz_strip,
    graphene_ribbon,
    rashba_wire,
)
from landauer_lib.lattice.decimation import BandTable
from landauer_lib.lattice.modes import bloch_modes


def hermitian(rng, n):
    block = rng.normal(size=(n, n)) + 1j * rng.normal(size=(n, n))
    return block + block.conj().T


def general(rng, n, rank=None):
    """A random complex matrix of the given rank."""
    factors = [rng.normal(size=(n, rank or n)) + 1j * rng.normal(size=(n, rank or n)) for _ in "ab"]
    return factors[0] @ factors[1].conj().T / n


def harper(width, flux):
    """Lead of a strip in a magnetic field."""
    return Strip(np.zeros((1, width)), flux=flux).leads[1]


def random_leads():
    rng = np.random.default_rng(5)
    yield from (Lead(hermitian(rng, n), general(rng, n)) for n in (1, 2, 5, 9))
    yield from (Lead(hermitian(rng, 6), general(rng, 6, rank)) for rank in (1, 3, 5))
    spin = np.eye(2)
    yield Lead(np.kron(hermitian(rng, 3), spin), np.kron(general(rng, 3), spin))
    yield Lead(np.kron(hermitian(rng, 3), spin), np.kron(general(rng, 3, 1), spin))
    yield Lead(hermitian(rng, 4), np.zeros((4, 4)))
    yield Lead(np.diag([0.0, 0.1, 0.4]), -np.eye(3))
    yield Lead(hermitian(rng, 3), 0.7j * np.eye(3))
    yield from (harper(25, flux) for flux in (0.003, 0.05, 0.3))


LEADS = list(random_leads())
CASES = [(lead, energy) for lead in LEADS for energy in (-1.3, 0.11, 0.9)]


@pytest.mark.parametrize(("lead", "energy"), CASES)
def test_modes_solve_the_bloch_equation_and_carry_unit_current(lead, energy):
    modes = lead.modes(energy)
    h, v, unit = lead.onsite, lead.hopping, np.eye(lead.size)
    for waves, factors, sign in (
        (modes.outgoing, modes.outgoing_factors, 1),
        (modes.incoming, modes.incoming_factors, -1),
    ):
        np.testing.assert_allclose(np.abs(factors), 1, atol=1e-10)
        residual = (energy * unit - h) @ waves - v @ waves * factors - v.conj().T @ waves / factors
        scale = np.abs(waves).max(initial=1.0) * max(np.abs(h).max(), np.abs(v).max())
        assert np.abs(residual).max(initial=0.0) < 1e-11 * scale
        current = -2 * np.imag(np.sum(waves.conj() * (v @ waves), axis=0) * factors)
        np.testing.assert_allclose(current, sign, atol=1e-10)
    assert modes.count == modes.incoming.shape[1]
    # A singular hopping has fewer than n evanescent waves on each side.
    waves = lead.complex_bands(energy)[0]
    real, decaying = np.abs(waves.imag) < 1e-7, waves.imag >= 1e-7
    assert real.sum() == 2 * modes.count
    assert decaying.sum() == np.linalg.matrix_rank(v, tol=1e-9) - modes.count


@pytest.mark.parametrize(("lead", "energy"), CASES)
def test_self_energy_solves_its_fixed_point_and_holds_all_channels(lead, energy):
    """Σ = v (E − h − Σ)⁻¹ v†, and i(Σ − Σ†) is made of the propagating modes alone."""
    modes = lead.modes(energy)
    sigma, v = modes.self_energy, lead.hopping
    surface = np.linalg.solve(energy * np.eye(lead.size) - lead.onsite - sigma, v.conj().T)
    scale = max(1.0, np.abs(sigma).max())
    assert np.abs(sigma - v @ surface).max() < 1e-10 * scale
    gamma = 1j * (sigma - sigma.conj().T)
    for factor in (modes.detector.conj().T, modes.source):
        np.testing.assert_allclose(factor @ factor.conj().T, gamma, atol=1e-10 * scale)


@pytest.mark.parametrize(("lead", "energy"), CASES)
def test_the_modes_are_where_the_bands_cross_the_energy(lead, energy):
    """Every crossing of the sampled bands is a mode, and velocities are slopes of bands."""
    modes = lead.modes(energy)
    k = np.linspace(-np.pi, np.pi, 2001)
    crossings = np.count_nonzero(np.diff(np.sign(lead.bands(k) - energy), axis=0), axis=None)
    assert 2 * modes.count == crossings
    step = 1e-5
    for momentum, velocity in zip(modes.momenta, modes.velocities, strict=True):
        lower, here, upper = lead.bands(momentum + step * np.array([-1, 0, 1]))
        n = np.argmin(np.abs(here - energy))
        assert abs(here[n] - energy) < 1e-10
        if np.sum(np.abs(here - energy) < 1e-3) == 1:
            assert velocity == pytest.approx((upper[n] - lower[n]) / (2 * step), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("lead", LEADS)
def test_the_reversed_lead_is_solved_along(lead):
    there, back = lead.modes_both_ways(0.37)
    fresh = Lead(lead.onsite, lead.hopping.conj().T).modes(0.37)
    assert back.count == there.count == fresh.count
    np.testing.assert_allclose(back.self_energy, fresh.self_energy, atol=1e-10)


@pytest.mark.parametrize(
    ("lead", "bottom"),
    [
        (harper(20, 0.07), -1.71),
        (harper(30, 0.2), -1.71),
        (bhz_strip(2, 14, -1.2).leads[1], -1.71),
        (rashba_wire(2, 8, 0.3, zeeman=0.2).leads[1], -5.0),
        (graphene_ribbon(2, 8, "zigzag").leads[1], -1.71),
        (Lead(hermitian(np.random.default_rng(1), 7), general(np.random.default_rng(2), 7)), -1.71),
    ],
    ids=["strong field", "stronger field", "bhz", "rashba", "zigzag", "random"],
)
def test_cyclic_reduction_agrees_with_the_schur_form_or_declines(lead, bottom):
    """Two methods, 20 energies; only degenerate, crowded or slow modes are left to the second."""
    table, answered = BandTable(lead.onsite, lead.hopping), 0
    for energy in np.linspace(bottom, bottom + 3.23, 20):
        quick, slow = table.modes(energy), bloch_modes(lead.onsite, lead.hopping, energy)
        if quick is None:
            continue
        answered += 1
        for one, other in zip(quick, slow, strict=True):
            joint = other.joint
            sigma = joint.coupling @ joint.outer @ np.linalg.inv(joint.inner)
            sigma = sigma @ joint.coupling.conj().T
            np.testing.assert_allclose(one.reduced[0], sigma, atol=1e-9)
            np.testing.assert_allclose(one.outgoing_factors, other.outgoing_factors, atol=1e-9)
            np.testing.assert_allclose(one.incoming_factors, other.incoming_factors, atol=1e-9)
    degenerate = lead.size == 56
    assert answered == 0 if degenerate else answered >= 8


@pytest.mark.parametrize("k", [0.1, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("t", [1.0, 0.25])
def test_chain_in_closed_form(k, t):
    """Σ = −t exp(ik), Γ = 2t sin k, v = 2t sin k at E = −2t cos k."""
    modes = Lead([[0.0]], [[-t]]).modes(-2 * t * np.cos(k))
    np.testing.assert_allclose(modes.self_energy, -t * np.exp(1j * k), rtol=1e-12)
    np.testing.assert_allclose(modes.momenta, k, rtol=1e-12)
    np.testing.assert_allclose(modes.velocities, 2 * t * np.sin(k), rtol=1e-12)


@pytest.mark.parametrize("energy", [-2.5, 3.0, 10.0])
def test_complex_bands_of_a_chain(energy):
    """Outside the band cosh κ = |E|/2."""
    waves = Lead([[0.0]], [[-1.0]]).complex_bands(energy)[0]
    np.testing.assert_allclose(np.sort(waves.imag), np.arccosh(abs(energy) / 2) * np.array([-1, 1]))
    np.testing.assert_allclose(np.cos(waves), -energy / 2, rtol=1e-12)


@pytest.mark.parametrize("distance", [1e-3, 1e-6, 1e-9, 1e-11])
def test_band_edges_of_a_strip(distance):
    """Just below an edge its mode is closed, just above it is open and transmits fully."""
    width = 4
    strip = Strip(np.zeros((3, width)))
    edges = -2 - 2 * np.cos(np.arange(1, width + 1) * np.pi / (width + 1))
    for n, edge in enumerate(edges):
        below, above = (strip.leads[1].modes(edge + d) for d in (-distance, distance))
        assert (below.count, above.count) == (n, n + 1)
        assert strip.transmission(edge + distance) == pytest.approx(n + 1, abs=1e-10)


@pytest.mark.parametrize("distance", [1e-3, 1e-6, 1e-9, 1e-11])
def test_band_edges_in_the_general_method(distance):
    """Three chains of different hopping, seen in a rotated basis, open at −2t each."""
    hoppings = np.array([1.0, 0.7, 0.4])
    turn = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]
    lead = Lead(np.zeros((3, 3)), -(turn * hoppings) @ turn.T)
    device = Slices([np.zeros((3, 3))], [], lead, lead)
    for n, edge in enumerate(-2 * hoppings):
        assert lead.modes(edge - distance).count == n
        assert lead.modes(edge + distance).count == n + 1
        s = device.scattering(edge + distance)
        # The velocity of the new mode is √distance: round-off of the energy costs its square root.
        assert s.transmission == pytest.approx(n + 1, abs=1e-15 / distance + 1e-10)
        assert s.unitarity_error < 1e-10 + 1e-15 / distance


def test_exactly_at_a_band_edge_the_mode_counts_as_closed():
    lead = Lead([[0.0]], [[-1.0]])
    assert lead.modes(-2.0).count == lead.modes(2.0).count == 0


def test_landau_levels_follow_the_lattice_expansion():
    """E_n = −4 + b(2n+1) − b²(2n²+2n+1)/8 + O(b³), b = 2π × flux, in the middle of a wide strip."""
    errors = []
    for flux in (0.005, 0.01):
        b = 2 * np.pi * flux
        levels = harper(120, flux).bands(0.0)[:4]
        n = np.arange(4)
        errors.append(np.abs(levels - (-4 + b * (2 * n + 1) - b**2 * (2 * n**2 + 2 * n + 1) / 8)))
        assert (errors[-1] < (n + 1) ** 3 * b**3).all()
    np.testing.assert_allclose(errors[1] / errors[0], 8, rtol=0.25)


def test_weak_fields_in_wide_leads_keep_their_accuracy():
    """Neighboring evanescent modes are nearly parallel there: eigenvectors lose eight digits."""
    lead = harper(60, 0.01)
    for energy in (-3.0, -1.0, 0.3):
        device = Slices([lead.onsite] * 3, [lead.hopping] * 2, lead.reversed(), lead)
        s = device.scattering(energy)
        assert s.unitarity_error < 1e-10
        assert s.transmission == pytest.approx(lead.modes(energy).count, abs=1e-10)


@pytest.mark.parametrize(
    ("onsite", "hopping", "error", "match"),
    [
        ([[0, 1], [2, 0]], np.eye(2), ValueError, "onsite must be Hermitian"),
        ([[1j]], [[1]], ValueError, "onsite must be Hermitian"),
        ([[np.nan]], [[1]], ValueError, "onsite must be finite"),
        ([[0.0]], [[np.inf]], ValueError, "hopping must be finite"),
        ([[0.0]], np.eye(2), ValueError, "hopping must have the shape"),
        ([[0.0, 1.0]], [[1]], ValueError, "onsite must be a square matrix"),
        ("lead", [[1]], TypeError, "onsite must be numbers"),
        ([[0.0]], [["x"]], TypeError, "hopping must be numbers"),
    ],
)
def test_wrong_leads_are_refused(onsite, hopping, error, match):
    with pytest.raises(error, match=match):
        Lead(onsite, hopping)


@pytest.mark.parametrize("energy", [np.nan, np.inf])
def test_wrong_energies_are_refused(energy):
    with pytest.raises(ValueError, match="energy must be finite"):
        LEADS[0].modes(energy)
