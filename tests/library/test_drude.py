"""Drude, the crossover and Sharvin against counts of states, angular averages and Ohm's law."""

import numpy as np
import pytest
from hypothesis import given
from scipy.integrate import quad
from scipy.special import jn_zeros

from landauer_lib.constants import E_CHARGE, ELECTRON_MASS, G0, H_PLANCK, R0
from landauer_lib.drude import (
    backscattering_length,
    conductivity,
    contact_resistance,
    fermi_energy,
    fermi_velocity,
    fermi_wavevector,
    mean_free_path,
    mobility,
    relaxation_time,
    sharvin_channels,
    sharvin_conductance,
    sharvin_resistance,
    wexler_resistance,
    wire_resistance,
)
from tests.library.helpers import approx, decades


@pytest.mark.parametrize("dimension", [1, 2, 3])
@pytest.mark.parametrize("degeneracy", [1, 2, 4])
def test_fermi_wavevector_holds_the_density(dimension, degeneracy):
    """Count the states of a periodic box inside the Fermi sphere."""
    box = {1: 40_000.0, 2: 1_000.0, 3: 130.0}[dimension]
    density = degeneracy * 0.5**dimension
    k = float(fermi_wavevector(density, dimension, degeneracy=degeneracy))
    reach = int(k * box / (2 * np.pi)) + 1
    axis = np.arange(-reach, reach + 1)
    squares = sum(np.meshgrid(*[axis**2] * dimension, sparse=True))
    inside = np.count_nonzero(squares <= (k * box / (2 * np.pi)) ** 2)
    assert degeneracy * inside / box**dimension == approx(density, rel=2e-3)


@given(decades, decades)
def test_mobility_and_time_are_inverse(time, mass):
    assert float(relaxation_time(mobility(time, mass), mass)) == approx(time, rel=1e-13)


def test_the_drude_relations_hang_together():
    n, tau, mass = 3e15, 38e-12, 0.067
    sigma = float(conductivity(n, tau, mass))
    assert sigma == approx(n * E_CHARGE**2 * tau / (mass * ELECTRON_MASS), rel=1e-13)
    path = float(mean_free_path(n, 2, mobility(tau, mass)))
    assert path == approx(float(fermi_velocity(n, 2, mass)) * tau, rel=1e-13)
    # In two dimensions σ = (2e²/h) k_F l/2.
    k = float(fermi_wavevector(n, 2))
    assert sigma == approx(G0 * k * path / 2, rel=1e-13)


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_fermi_energy_is_that_of_the_density_of_states(dimension):
    """Fill the states up to E_F: n = ∫g(E)dE, written with no wavevector."""
    mass, density = 0.067, {1: 3e8, 2: 3e15, 3: 1e24}[dimension]
    fermi = float(fermi_energy(density, dimension, mass, degeneracy=4)) * E_CHARGE
    m, hbar = mass * ELECTRON_MASS, H_PLANCK / (2 * np.pi)
    filled = {
        1: 4 * np.sqrt(2 * m * fermi) / (np.pi * hbar),
        2: 4 * m * fermi / (2 * np.pi * hbar**2),
        3: 4 * (2 * m * fermi) ** 1.5 / (6 * np.pi**2 * hbar**3),
    }[dimension]
    assert filled == approx(density)
    speed = float(fermi_velocity(density, dimension, mass, degeneracy=4))
    assert m * speed**2 / 2 == approx(fermi)


def test_backscattering_lengths_are_angular_averages():
    """λ = 2⟨cos²⟩/⟨|cos|⟩ l: the flux-weighted mean over the directions of motion."""
    for dimension in (1, 2, 3):
        if dimension == 1:
            square, flux = 1.0, 1.0
        elif dimension == 2:
            square = quad(lambda a: np.cos(a) ** 2 / np.pi, -np.pi / 2, np.pi / 2)[0]
            flux = quad(lambda a: np.cos(a) / np.pi, -np.pi / 2, np.pi / 2)[0]
        else:
            square = quad(lambda c: c**2, 0, 1)[0]
            flux = quad(lambda c: c, 0, 1)[0]
        expected = 2 * square / flux
        assert float(backscattering_length(1.0, dimension)) == approx(expected, rel=1e-12)


def test_a_short_wire_keeps_its_contact_resistance_and_a_long_one_obeys_ohm():
    n, mu, width = 3e15, 100.0, 4e-6
    k = fermi_wavevector(n, 2)
    path = backscattering_length(mean_free_path(n, 2, mu), 2)
    modes = sharvin_channels(k, width, 2)
    short = float(wire_resistance(0.0, path, modes))
    assert short == approx(R0 / float(modes), rel=1e-13)
    length = np.array([1e-3, 3e-3])
    drude = length / (n * E_CHARGE * mu * width)
    assert wire_resistance(length, path, modes) - short == approx(drude, rel=1e-10)


def test_ohm_in_three_dimensions():
    n, mu, radius = 8.5e28, 4e-3, 50e-9
    k, path = fermi_wavevector(n, 3), backscattering_length(mean_free_path(n, 3, mu), 3)
    modes = sharvin_channels(k, radius, 3)
    added = wire_resistance(1e-5, path, modes) - wire_resistance(0.0, path, modes)
    assert float(added) == approx(1e-5 / (n * E_CHARGE * mu * np.pi * radius**2), rel=1e-10)


@given(decades, decades, decades)
def test_resistance_only_grows_with_length(length, path, modes):
    short = float(wire_resistance(length, path, modes))
    longer = float(wire_resistance(2 * length, path, modes))
    assert longer >= short >= R0 / modes * (1 - 1e-12)
    assert np.isfinite(longer)


def test_sharvin_from_channels_and_from_bulk_agree():
    n, mu, radius = 5.9e28, 3e-3, 10e-9
    rho, path = 1 / (n * E_CHARGE * mu), mean_free_path(n, 3, mu)
    from_modes = sharvin_conductance(fermi_wavevector(n, 3), radius, 3)
    assert float(sharvin_resistance(rho, path, radius) * from_modes) == approx(1, rel=1e-13)
    dirtier = sharvin_resistance(10 * rho, path / 10, radius)
    assert float(dirtier) == approx(float(sharvin_resistance(rho, path, radius)), rel=1e-14)


def test_weyl_counts_the_modes_of_a_round_hole():
    """Zeros of Bessel functions below ka are the open channels; average the count over ka."""
    zeros = [(m, jn_zeros(m, 20)) for m in range(60)]
    phases = np.linspace(20, 40, 4001)
    count = sum((1 if m == 0 else 2) * np.searchsorted(z, phases) for m, z in zeros)
    mean = sharvin_channels(phases, 1.0, 3, weyl=True).mean()
    assert count.mean() == approx(mean, abs=0.5)  # next term of Weyl's series: 1/6
    assert sharvin_channels(phases, 1.0, 3).mean() - count.mean() == approx(15, abs=0.5)


def test_weyl_counts_the_modes_of_a_slit():
    phases = np.linspace(0, 40 * np.pi, 400_001)[1:]
    count = np.ceil(phases / np.pi) - 1
    assert sharvin_channels(phases, 1.0, 2, weyl=True)[200_000:].mean() == approx(
        count[200_000:].mean(), abs=1e-4
    )
    assert sharvin_channels(0.1, 1.0, 2, weyl=True) == 0.0


def test_degeneracy_divides_the_contact_resistance():
    spin = float(wire_resistance(0.0, 1e-6, 1))
    valley = float(wire_resistance(0.0, 1e-6, 1, degeneracy=4))
    assert spin == approx(R0, rel=1e-14)
    assert valley == approx(H_PLANCK / (4 * E_CHARGE**2), rel=1e-14)


def test_narrow_between_wide_is_a_sum_over_perfect_channels():
    """Landauer with M of N channels open: h/2e² (1/M), of which 1/N belongs to the wide wires."""
    for few, many in ((1, 3), (4, 9)):
        two_terminal = R0 / few
        assert float(contact_resistance(few, many)) == approx(two_terminal - R0 / many)
    assert float(contact_resistance(2)) == approx(float(wire_resistance(0.0, 1.0, 2)))
    assert float(contact_resistance(5, 5)) == 0
    with pytest.raises(ValueError, match="wide"):
        contact_resistance(3, 2)


def test_holes_far_smaller_and_far_larger_than_the_mean_free_path():
    rho, path = 2.2e-8, 40e-9
    assert float(wexler_resistance(rho, path, 1e-12)) == approx(
        float(sharvin_resistance(rho, path, 1e-12)), rel=1e-4
    )
    assert float(wexler_resistance(rho, path, 1e-3)) == approx(rho / 2e-3, rel=1e-4)


def test_one_collision_near_the_hole_gives_the_ballistic_end_of_gamma():
    """γ = (8/3π) 2 ∫Ω²dV/4π³ over a half space, Ω the solid angle of the unit hole."""
    nodes, weights = np.polynomial.legendre.leggauss(60)
    unit, half = (nodes + 1) / 2, weights / 2

    def solid_angle(rho, z):
        s, angle = np.meshgrid(unit, unit * np.pi, indexing="ij")
        weight = np.outer(half, half) * 2 * np.pi * s
        distance = rho**2 + s**2 - 2 * rho * s * np.cos(angle) + z**2
        return np.sum(weight * z / distance**1.5)

    total = np.pi * np.pi**2 * 2 / 3 / 10  # beyond 10 radii, where Ω = π cos θ/r²
    for low, high in ((0, 0.9), (0.9, 1.1), (1.1, 3), (3, 10)):
        for node, weight in zip(unit, half, strict=True):
            r = low + (high - low) * node
            shell = sum(
                w * solid_angle(r * np.sqrt(1 - c**2), r * c) ** 2
                for c, w in zip(unit, half, strict=True)
            )
            total += weight * (high - low) * 2 * np.pi * r**2 * shell
    gamma = 8 / (3 * np.pi) * 2 * total / (4 * np.pi**3)
    assert gamma == pytest.approx(0.872 / 1.2, abs=4e-3)
    rho, path, radius = 1.0, 1e6, 1.0
    spreading = wexler_resistance(rho, path, radius) - sharvin_resistance(rho, path, radius)
    assert 2 * radius * float(spreading) / rho == pytest.approx(gamma, abs=4e-3)


def test_electrons_that_scatter_near_a_hole_agree_with_the_interpolation():
    """Follow those that come out of a unit hole until they are far away, on either side."""
    generator, sent, far, path = np.random.default_rng(4), 30_000, 15.0, 1.0
    radius = np.sqrt(generator.random(sent))
    place = np.stack([radius, np.zeros(sent), np.zeros(sent)], axis=1)
    cosine = np.sqrt(generator.random(sent))
    side, ended_right = np.ones(sent), 0
    while len(place):
        angle, sine = 2 * np.pi * generator.random(len(place)), np.sqrt(1 - cosine**2)
        direction = np.stack([sine * np.cos(angle), sine * np.sin(angle), cosine], axis=1)
        new = place + generator.exponential(path, len(place))[:, None] * direction
        crossing = np.flatnonzero(new[:, 2] * side < 0)
        share = place[crossing, 2] / (place[crossing, 2] - new[crossing, 2])
        hit = place[crossing] + share[:, None] * (new - place)[crossing]
        through = np.hypot(hit[:, 0], hit[:, 1]) < 1
        side[crossing[through]] *= -1
        new[crossing[~through], 2] *= -1
        gone = np.sum(new**2, axis=1) > far**2
        ended_right += np.count_nonzero(side[gone] > 0)
        place, side = new[~gone], side[~gone]
        cosine = generator.uniform(-1, 1, len(place))
    conductance = 2 * ended_right / sent - 1  # over Sharvin's, by time reversal
    resistance = 1 / conductance + 3 / (4 * path * far)  # and what spreads beyond
    expected = float(wexler_resistance(1.0, path, 1.0) / sharvin_resistance(1.0, path, 1.0))
    assert resistance == pytest.approx(expected, rel=0.04)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: mobility(0.0, 1.0), "relaxation_time"),
        (lambda: mobility(1e-12, -1.0), "mass"),
        (lambda: relaxation_time(-1.0, 1.0), "mobility"),
        (lambda: conductivity(0.0, 1e-12, 1.0), "density"),
        (lambda: conductivity(1e15, np.nan, 1.0), "relaxation_time"),
        (lambda: fermi_wavevector(-1.0, 2), "density"),
        (lambda: fermi_wavevector(1.0, 4), "dimension"),
        (lambda: fermi_wavevector(1.0, 2, degeneracy=0), "degeneracy"),
        (lambda: fermi_energy(1.0, 2, 0.0), "mass"),
        (lambda: fermi_energy(-1.0, 2, 1.0), "density"),
        (lambda: fermi_velocity(1.0, 2, 0.0), "mass"),
        (lambda: mean_free_path(1.0, 2, np.inf), "mobility"),
        (lambda: backscattering_length(0.0, 1), "mean_free_path"),
        (lambda: backscattering_length(1.0, 0), "dimension"),
        (lambda: wire_resistance(1.0, 0.0, 1), "backscattering_length"),
        (lambda: wire_resistance(-1.0, 1.0, 1), "length"),
        (lambda: wire_resistance(1.0, 1.0, 0), "channels"),
        (lambda: wire_resistance(1.0, 1.0, 1, degeneracy=-2), "degeneracy"),
        (lambda: sharvin_channels(0.0, 1.0, 2), "fermi_wavevector"),
        (lambda: sharvin_channels(1.0, -1.0, 2), "size"),
        (lambda: sharvin_channels(1.0, 1.0, 1), "dimension"),
        (lambda: sharvin_conductance(1.0, 1.0, 3, degeneracy=np.nan), "degeneracy"),
        (lambda: sharvin_resistance(0.0, 1.0, 1.0), "resistivity"),
        (lambda: sharvin_resistance(1.0, 1.0, 0.0), "radius"),
    ],
)
def test_bad_values_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()


def test_what_is_not_a_number_is_refused_by_name():
    with pytest.raises(TypeError, match="length"):
        wire_resistance("long", 1.0, 1)
    with pytest.raises(TypeError, match="dimension"):
        backscattering_length(1.0, "two")
