"""Channel thresholds and counts against each other, a wave equation, and 1/h for any band."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.channels import (
    cyclotron_energy,
    hard_wall_threshold,
    magnetic_mass,
    magnetic_threshold,
    open_channels,
    open_parabolic_channels,
    parabolic_threshold,
    velocity_times_density,
    zeeman_splitting,
)
from landauer_lib.constants import E_CHARGE, ELECTRON_MASS, H_PLANCK, HBAR, HBAR_EV, MU_B_EV
from tests.library.helpers import approx, decades


def grid_levels(potential, spacing, mass, count):
    """Lowest levels in eV of a one-dimensional well on a grid (second-order differences)."""
    t = HBAR**2 / (2 * mass * ELECTRON_MASS * spacing**2) / E_CHARGE
    h = np.diag(potential + 2 * t) - t * (
        np.eye(potential.size, k=1) + np.eye(potential.size, k=-1)
    )
    return np.linalg.eigvalsh(h)[:count]


def test_hard_wall_thresholds_are_the_levels_of_a_box():
    width, mass, sites = 40e-9, 0.067, 600
    levels = grid_levels(np.zeros(sites), width / (sites + 1), mass, 4)
    found = hard_wall_threshold([1, 2, 3, 4], width, mass)
    assert found == approx(levels, rel=5e-5)  # the grid's own error, (πn/601)²/12


def test_hard_wall_threshold_is_that_of_a_half_wavelength():
    found = float(hard_wall_threshold(3, 50e-9, 0.067))
    k = 3 * np.pi / 50e-9
    assert found == approx(HBAR**2 * k**2 / (2 * 0.067 * ELECTRON_MASS) / E_CHARGE, rel=1e-13)


def test_parabolic_thresholds_are_the_levels_of_an_oscillator():
    mass, spacing_ev = 0.067, 2e-3
    length = HBAR / np.sqrt(mass * ELECTRON_MASS * spacing_ev * E_CHARGE)
    x = np.linspace(-8, 8, 801) * length
    potential = spacing_ev / 2 * (x / length) ** 2
    levels = grid_levels(potential, x[1] - x[0], mass, 4)
    assert parabolic_threshold(range(4), spacing_ev) == approx(levels, rel=1e-3)


@pytest.mark.parametrize("n", [1, 2, 3, 16, 1000, 123_456])
@pytest.mark.parametrize("width", [7e-10, 50e-9, 3.3e-6])
@pytest.mark.parametrize("mass", [0.067, 1.0, 0.19])
def test_a_channel_opens_just_above_its_threshold_and_not_at_it(n, width, mass):
    threshold = float(hard_wall_threshold(n, width, mass))
    assert open_channels(threshold, width, mass) == n - 1
    assert open_channels(np.nextafter(threshold, np.inf), width, mass) == n
    assert open_channels(np.nextafter(threshold, 0), width, mass) == n - 1


@pytest.mark.parametrize("n", [0, 1, 7, 100_003])
@pytest.mark.parametrize("field", [0.0, 1.7])
def test_parabolic_counts_agree_with_their_thresholds(n, field):
    threshold = float(magnetic_threshold(n, 1.3e-3, field, 0.067))
    count = open_parabolic_channels(
        [threshold, threshold * (1 + 1e-14), threshold * (1 - 1e-14)],
        1.3e-3,
        field=field,
        mass=0.067,
    )
    assert count.tolist() == [n, n + 1, n]


def test_nothing_is_open_below_the_band():
    assert open_channels([-1.0, 0.0], 50e-9, 0.067).tolist() == [0, 0]
    assert open_parabolic_channels([-1.0, 0.0], 1e-3).tolist() == [0, 0]
    assert isinstance(int(open_channels(0.1, 50e-9, 0.067)), int)


@given(decades, decades, st.integers(0, 10**6))
def test_counts_are_the_wavelengths_that_fit(width, mass, n):
    energy = float(hard_wall_threshold(1, width, mass)) * (n + 0.5) ** 2
    assert open_channels(energy, width, mass) == n


def test_a_field_confines_beside_the_walls():
    mass, field, spacing = 0.067, 2.0, 1.5e-3
    assert float(cyclotron_energy(field, mass)) == approx(2 * MU_B_EV * field / mass, rel=1e-9)
    # one vector potential, k = 0: potential energy of both confinements on a grid
    omega = np.hypot(spacing / HBAR_EV, E_CHARGE * field / (mass * ELECTRON_MASS))
    length = np.sqrt(HBAR / (mass * ELECTRON_MASS * omega))
    y = np.linspace(-8, 8, 801) * length
    walls = mass * ELECTRON_MASS * (spacing / HBAR_EV) ** 2 * y**2 / 2 / E_CHARGE
    orbit = (E_CHARGE * field * y) ** 2 / (2 * mass * ELECTRON_MASS) / E_CHARGE
    levels = grid_levels(walls + orbit, y[1] - y[0], mass, 3)
    assert magnetic_threshold([0, 1, 2], spacing, field, mass) == approx(levels, rel=1e-3)


def test_the_field_makes_the_wire_mass_heavier():
    """From the dispersion itself: minimize (ħk - eBy)²/2m + mω0²y²/2 over y."""
    mass, field, spacing, k = 0.067, 2.0, 1.5e-3, 2e7
    m = mass * ELECTRON_MASS
    y = np.linspace(-3e-6, 3e-6, 2_000_001)
    energy = (HBAR * k - E_CHARGE * field * y) ** 2 / (2 * m)
    energy += m * (spacing / HBAR_EV) ** 2 * y**2 / 2
    found = HBAR**2 * k**2 / (2 * energy.min()) / ELECTRON_MASS
    assert float(magnetic_mass(spacing, field, mass)) == approx(found, rel=1e-6)


BANDS = {
    "parabola": (lambda k: HBAR_EV * HBAR / (2 * 0.067 * ELECTRON_MASS) * k**2, 2e8),
    "cone": (lambda k: HBAR_EV * 1e6 * abs(k), -3e8),
    "tight binding": (lambda k: -2 * 1.0 * np.cos(k * 2.5e-10), 4e9),
    "nonparabolic": (lambda k: np.sqrt(0.2**2 + (HBAR_EV * 1e6 * k) ** 2), 5e8),
    "quartic": (lambda k: 1e-36 * k**4 - 1e-18 * k**2, 2.2e8),
}


@pytest.mark.parametrize("band", BANDS)
def test_velocity_times_density_is_one_over_h_for_any_band(band):
    dispersion, k = BANDS[band]
    flow = velocity_times_density(dispersion, k * np.array([0.7, 1.0]))
    assert flow.product * H_PLANCK / E_CHARGE == approx([1, 1], rel=2e-4)
    assert flow.velocity[0] != approx(flow.velocity[1], rel=1e-2) or band == "cone"


def test_velocity_and_density_are_each_right():
    dispersion, k = BANDS["parabola"]
    flow = velocity_times_density(dispersion, k, states=100_000)
    velocity = HBAR * k / (0.067 * ELECTRON_MASS)
    assert float(flow.velocity) == approx(velocity, rel=1e-9)
    assert float(flow.density) == approx(E_CHARGE / (H_PLANCK * velocity), rel=3e-5)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: hard_wall_threshold(0, 1e-8, 1.0), "n must"),
        (lambda: hard_wall_threshold(1.5, 1e-8, 1.0), "n must"),
        (lambda: hard_wall_threshold(1, 0.0, 1.0), "width"),
        (lambda: hard_wall_threshold(1, 1e-8, -1.0), "mass"),
        (lambda: parabolic_threshold(-1, 1e-3), "n must"),
        (lambda: parabolic_threshold(0, 0.0), "hbar_omega"),
        (lambda: open_channels(np.nan, 1e-8, 1.0), "energy"),
        (lambda: open_channels(0.1, -1e-8, 1.0), "width"),
        (lambda: open_channels(0.1, 1e-8, 0.0), "mass"),
        (lambda: open_channels([0.1, 0.2], [1e-8] * 3, 1.0), "energy"),
        (lambda: open_channels(1e30, 1e5, 1.0), "energy"),
        (lambda: open_parabolic_channels(np.inf, 1e-3), "energy"),
        (lambda: open_parabolic_channels(0.1, 0.0), "hbar_omega"),
        (lambda: open_parabolic_channels(0.1, 1e-3, field=np.nan), "field"),
        (lambda: cyclotron_energy(1.0, 0.0), "mass"),
        (lambda: magnetic_threshold(0, -1.0, 1.0, 1.0), "hbar_omega"),
        (lambda: magnetic_mass(0.0, 1.0, 1.0), "hbar_omega"),
        (lambda: velocity_times_density(lambda k: k**2, np.nan), "k must"),
        (lambda: velocity_times_density(lambda k: k**2, 0.0), "span"),
        (lambda: velocity_times_density(lambda k: k**2, 1.0, span=-1.0), "span"),
        (lambda: velocity_times_density(lambda k: k**2, 0.0, span=1.0), "k must not"),
        (lambda: velocity_times_density(lambda k: k**2, 1.0, states=3), "states"),
        (lambda: velocity_times_density(lambda k: np.nan * k, 1.0), "dispersion"),
    ],
)
def test_bad_values_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: hard_wall_threshold("one", 1e-8, 1.0), "n must"),
        (lambda: open_channels("high", 1e-8, 1.0), "energy"),
        (lambda: velocity_times_density(lambda k: k * 1j, 1.0), "dispersion"),
    ],
)
def test_what_is_not_a_number_is_refused_by_name(call, name):
    with pytest.raises(TypeError, match=name):
        call()


def test_zeeman_splitting_is_the_distance_of_the_two_levels_of_a_spin():
    """Energies of g μ_B B S·n from the Pauli matrices, for a field of any direction."""
    pauli = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
    direction = np.array([1.0, -2.0, 0.5]) / np.sqrt(5.25)
    levels = np.linalg.eigvalsh(2.0 * MU_B_EV * 7.0 * np.tensordot(direction, pauli, 1) / 2)
    assert float(zeeman_splitting(7.0, 2.0)) == approx(levels[1] - levels[0])
    assert zeeman_splitting([1.0, -1.0], -0.44) == approx([-0.44 * MU_B_EV, 0.44 * MU_B_EV])
    with pytest.raises(ValueError, match="g_factor"):
        zeeman_splitting(1.0, np.inf)
