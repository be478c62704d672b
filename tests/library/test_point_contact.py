"""Point contacts against mpmath, the general Landauer integral, exact frequencies and limits."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.channels import cyclotron_energy, hard_wall_threshold
from landauer_lib.constants import E_CHARGE, ELECTRON_MASS, G0, HBAR, K_B_EV, MU_B_EV
from landauer_lib.landauer import conductance, current
from landauer_lib.point_contact import (
    differential_conductance,
    effective_temperature,
    hard_wall_staircase,
    in_series,
    saddle_frequencies,
    saddle_point_transmission,
    staircase,
    subband_bottoms,
)
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx, decades

SADDLE = {"hbar_omega_x": 1e-3, "hbar_omega_y": 2.5e-3}
# --- transmission --------------------------------------------------------------------------------


@pytest.mark.parametrize("energy", [-0.2, -1e-3, 0.0, 1.3e-3, 8e-3, 0.5])
@pytest.mark.parametrize("n", [0, 3])
def test_transmission_matches_mpmath(energy, n):
    mp.mp.dps = 400
    e, x, y, v0 = (mp.mpf(v) for v in (energy, 1e-3, 2.5e-3, 2e-4))
    exact = 1 / (1 + mp.exp(-2 * mp.pi * (e - v0 - y * (n + mp.mpf(1) / 2)) / x))
    found = float(saddle_point_transmission(energy, n, 1e-3, 2.5e-3, v0=2e-4))
    assert found == approx(float(exact), rel=1e-12, abs=1e-300)


@given(st.floats(-1e5, 1e5), st.integers(0, 10**5), decades, decades)
def test_transmission_is_a_probability_with_its_symmetry(energy, n, x, y):
    bottom = float(subband_bottoms(n, y))
    above = float(saddle_point_transmission(bottom + energy, n, x, y))
    below = float(saddle_point_transmission(bottom - energy, n, x, y))
    assert 0 <= above <= 1
    rounding = 2 * np.pi / x * np.spacing(abs(bottom) + abs(energy)) * 4
    assert above + below == approx(1, abs=1e-12 + rounding)


def test_the_excess_at_the_first_threshold_is_what_the_neighbors_leak():
    """Σ T_n at E_0 is 1/2 plus tails, 0.5434 at ω_y = ω_x/2; higher ones cancel by symmetry."""
    g = staircase(0.25, hbar_omega_x=1.0, hbar_omega_y=0.5) / G0
    tails = sum(1 / (1 + np.exp(np.pi * k)) for k in range(1, 40))
    assert float(g) == approx(0.5 + tails, rel=1e-13)
    assert float(g) == approx(0.5434, abs=5e-4)
    higher = staircase(0.5 * 40.5, hbar_omega_x=1.0, hbar_omega_y=0.5) / G0
    assert float(higher) == approx(40.5, rel=1e-13)


@given(
    st.floats(-3, 3).map(lambda p: 10.0**p),
    st.floats(-3, 3).map(lambda p: 10.0**p),
    st.floats(-3, 3).map(lambda p: 10.0**p),
)
def test_field_frequencies_solve_the_equation_of_motion(x, y, c):
    """Against eigenvalues of the classical motion in the saddle and the field, in meV units."""
    mass = 0.067
    field = c * 1e-3 / float(cyclotron_energy(1.0, mass))
    along, across = (float(f) for f in saddle_frequencies(x * 1e-3, y * 1e-3, field, mass))
    along, across = along * 1e3, across * 1e3
    assert along * across == approx(x * y, rel=1e-12)
    # along real exponents λ = along: (λ² - x²)(λ² + y²) + c²λ² = 0; oscillating λ² = -across²
    for square in (along**2, -(across**2)):
        terms = [(square - x**2) * (square + y**2), c**2 * square]
        size = max(square**2, x**2 * y**2, abs(square) * (x**2 + y**2 + c**2))
        assert abs(sum(terms)) < 1e-12 * size


def test_no_field_leaves_the_saddle_alone_and_strong_field_gives_landau_levels():
    assert saddle_frequencies(1e-3, 2e-3, 0.0, 0.067) == approx((1e-3, 2e-3), rel=1e-15)
    along, across = saddle_frequencies(1e-3, 2e-3, 1e4, 0.067)
    landau = HBAR * 1e4 / (0.067 * ELECTRON_MASS)
    assert float(across) == approx(landau, rel=1e-6)
    assert float(along) == approx(2e-6 / landau, rel=1e-6)  # drift along equipotentials


# --- staircases ----------------------------------------------------------------------------------


@pytest.mark.parametrize("temperature", [1e-3, 0.5, 1.8, 1.8469, 1.9, 20.0])
def test_one_rounded_channel_matches_mpmath_and_the_general_integral(temperature):
    mp.mp.dps = 40
    mu = np.array([-30e-3, -10e-3, -3e-3, 0.0, 1e-3, 1.25e-3, 9e-3])
    found = staircase(mu, temperature=temperature, channels=1, **SADDLE) / G0
    general = conductance(
        lambda energy: saddle_point_transmission(energy, 0, 1e-3, 2.5e-3),
        Reservoir(mu, temperature),
    )
    assert found == approx(general / G0, rel=1e-11)
    kt, a = mp.mpf(K_B_EV) * mp.mpf(temperature), mp.mpf(1e-3) / (2 * mp.pi)
    h = min(kt, a) / 2
    for m, g in zip(mu[2:], found[2:], strict=True):
        # by the narrower width: G = ∫ f'-like bell × step, symmetric in kT and ħω_x/2π
        shift = mp.mpf(m) - mp.mpf(2.5e-3) / 2
        narrow, wide = min(kt, a), max(kt, a)
        reach = 45 * narrow + min(abs(shift), 45 * narrow / (1 - narrow / wide))
        nodes = (-reach + k * h for k in range(int(2 * reach / h)))
        exact = (
            h
            / narrow
            * mp.fsum(
                1 / (1 + mp.exp(-(shift - y) / wide)) / (2 + 2 * mp.cosh(y / narrow)) for y in nodes
            )
        )
        assert float(g) == approx(float(exact), rel=1e-12)


def test_tunneling_rounds_exactly_like_its_effective_temperature():
    mu = np.linspace(-3e-3, 12e-3, 31)
    tunneling = staircase(mu, **SADDLE, channels=4)
    twin = effective_temperature(SADDLE["hbar_omega_x"])
    steps = sum(
        conductance(lambda e, b=b: (e > b) * 1.0, Reservoir(mu, twin))
        for b in subband_bottoms(np.arange(4), SADDLE["hbar_omega_y"])
    )
    assert tunneling == approx(steps, rel=1e-8)
    assert float(K_B_EV * twin) == approx(1e-3 / (2 * np.pi), rel=1e-14)


def test_variances_of_the_two_roundings_add():
    mu = np.linspace(-60e-3, 60e-3, 4001)
    g = staircase(mu, temperature=7.0, channels=1, v0=-1.25e-3, **SADDLE) / G0
    slope = np.gradient(g, mu)
    variance = np.sum(slope * mu**2) / np.sum(slope)
    expected = np.pi**2 / 3 * ((K_B_EV * 7.0) ** 2 + (1e-3 / (2 * np.pi)) ** 2)
    assert variance == approx(expected, rel=1e-3)


def test_plateaus_are_quanta_and_the_saddle_height_is_only_a_shift():
    middle = subband_bottoms(np.arange(1, 5), 2.5e-3) - 1.25e-3
    sharp = {"hbar_omega_x": 0.1e-3, "hbar_omega_y": 2.5e-3}
    assert staircase(middle, **sharp) / G0 == approx([1, 2, 3, 4], rel=1e-12)
    assert staircase(middle + 0.3, v0=0.3, **sharp) == approx(staircase(middle, **sharp))
    assert staircase(0.0, v0=-middle, **sharp) / G0 == approx([1, 2, 3, 4], rel=1e-12)
    assert staircase(middle, degeneracy=4, **sharp) / G0 == approx([2, 4, 6, 8], rel=1e-12)


def test_modes_are_counted_until_they_no_longer_matter():
    mu = np.array([-20e-3, 1e-3, 40e-3])
    for temperature in (0.0, 1.0, 100.0):
        default = staircase(mu, temperature=temperature, **SADDLE)
        generous = staircase(mu, temperature=temperature, channels=400, **SADDLE)
        assert default == approx(generous, rel=1e-13)


def test_zeeman_splitting_makes_half_steps():
    split = 4e-3  # |g| μ_B B
    field = split / (2.0 * MU_B_EV)
    sharp = {"hbar_omega_x": 0.1e-3, "hbar_omega_y": 8e-3}
    centres = 4e-3 + np.array([0.0, 8e-3])  # between the two spins of each subband
    g = staircase(centres, field_in_plane=field, g_factor=2.0, **sharp) / G0
    assert g == approx([0.5, 1.5], rel=1e-9)
    risers = np.array([2e-3, 6e-3])
    g = staircase(risers, field_in_plane=-field, g_factor=-2.0, **sharp) / G0
    assert g == approx([0.25, 0.75], rel=1e-9)


def test_each_spin_is_the_staircase_without_field_shifted_by_half_the_splitting():
    mu = np.linspace(0, 10e-3, 21)
    half = 0.44 * MU_B_EV * 9.0 / 2
    both = staircase(mu, field_in_plane=9.0, g_factor=-0.44, temperature=0.7, **SADDLE)
    apart = [staircase(mu + s * half, temperature=0.7, **SADDLE) / 2 for s in (1, -1)]
    assert both == approx(sum(apart), rel=1e-13)


def test_perpendicular_field_depopulates_and_splits():
    mu = np.linspace(0, 20e-3, 41)
    gaas = {"mass": 0.067, **SADDLE}
    bent = staircase(mu, field_perpendicular=2.0, g_factor=0.0, temperature=1.0, **gaas)
    x, y = saddle_frequencies(1e-3, 2.5e-3, 2.0, 0.067)
    assert bent == approx(staircase(mu, hbar_omega_x=x, hbar_omega_y=y, temperature=1.0))
    assert np.all(bent <= staircase(mu, temperature=1.0, **SADDLE) * (1 + 1e-3))
    tilted = staircase(mu, field_perpendicular=3.0, field_in_plane=4.0, **gaas)
    x, y = saddle_frequencies(1e-3, 2.5e-3, 3.0, 0.067)
    same = staircase(mu, field_in_plane=5.0, hbar_omega_x=x, hbar_omega_y=y)
    assert tilted == approx(same, rel=1e-12)


def test_imperfect_modes_and_series_resistance():
    sharp = {"hbar_omega_x": 0.1e-3, "hbar_omega_y": 2.5e-3}
    middle = subband_bottoms([1, 2], 2.5e-3) - 1.25e-3
    g = staircase(middle, peak_transmission=[0.9, 0.6, 0.3], **sharp) / G0
    assert g == approx([0.9, 1.5], rel=1e-10)
    g = staircase(middle, peak_transmission=0.5, **sharp) / G0
    assert g == approx([0.5, 1.0], rel=1e-10)
    resistances = 1 / staircase(middle, series_resistance=400.0, **sharp)
    assert resistances == approx(1 / (G0 * np.array([1.0, 2.0])) + 400, rel=1e-10)


@given(decades, decades, decades, st.floats(-100, 100))
def test_staircase_is_finite_and_bounded(x, y, temperature, position):
    scale = max(x, y, K_B_EV * temperature)
    g = float(
        staircase(
            position * scale, hbar_omega_x=x, hbar_omega_y=y, temperature=temperature, channels=3
        )
    )
    assert 0 <= g <= 3 * G0 * (1 + 1e-12)


@given(st.floats(-8, 2).map(lambda p: 10.0**p), st.floats(0.01, 100))
def test_raising_the_energy_never_closes_the_contact(temperature, x):
    mu = np.linspace(-10, 10, 200)
    g = staircase(mu, hbar_omega_x=x, hbar_omega_y=3.0, temperature=temperature, channels=4)
    assert np.all(np.diff(g) >= -1e-14 * G0)


def test_arguments_broadcast():
    g = staircase(np.zeros((3, 1, 1)), temperature=np.ones((2, 1)), v0=np.zeros(4), **SADDLE)
    assert g.shape == (3, 2, 4)
    assert np.ndim(staircase(0.0, **SADDLE)) == 0
    assert hard_wall_staircase(np.full((3, 1), 5e-8), np.zeros(4), mass=0.067).shape == (3, 4)
    mixed = staircase(2e-3, temperature=[0.0, 1e-9, 1.0, 50.0], **SADDLE)
    alone = [float(staircase(2e-3, temperature=t, **SADDLE)) for t in (0.0, 1e-9, 1.0, 50.0)]
    assert mixed == approx(alone, rel=1e-13)


# --- hard walls ----------------------------------------------------------------------------------


def test_hard_wall_steps_count_channels():
    width = np.array([10e-9, 30e-9, 60e-9, 200e-9])
    k_f = np.sqrt(2 * 0.067 * ELECTRON_MASS * 0.012 * E_CHARGE) / HBAR
    expected = np.floor(k_f * width / np.pi)
    assert hard_wall_staircase(width, 0.012, mass=0.067) / G0 == approx(expected, rel=1e-14)


@pytest.mark.parametrize("temperature", [0.5, 10.0])
def test_warm_hard_wall_steps_are_fermi_functions(temperature):
    width, energy = 55e-9, np.linspace(-5e-3, 30e-3, 29)
    found = hard_wall_staircase(width, energy, mass=0.067, temperature=temperature) / G0
    thresholds = hard_wall_threshold(np.arange(1, 60), width, 0.067)
    x = (thresholds - energy[:, None]) / (K_B_EV * temperature)
    expected = np.exp(-np.logaddexp(0, x)).sum(axis=1)
    assert found == approx(expected, rel=1e-11)


def test_hard_wall_steps_split_in_a_field():
    split = 2e-3
    field = split / (2.0 * MU_B_EV)
    first = float(hard_wall_threshold(1, 50e-9, 0.067))
    g = hard_wall_staircase(50e-9, first, mass=0.067, field_in_plane=field, g_factor=2.0)
    assert float(g / G0) == approx(0.5, rel=1e-14)


# --- bias and series -----------------------------------------------------------------------------


def test_differential_conductance_is_the_slope_of_the_current():
    """Against the current integral of the same saddle, differentiated numerically."""
    mu, temperature, bias, drop = 2.1e-3, 0.6, 1.7e-3, 0.3

    def transmission(energy):
        return saddle_point_transmission(energy[:, None], np.arange(9), 1e-3, 2.5e-3).sum(axis=1)

    h = 1e-5 * np.array([-2, -1, 1, 2])
    source = Reservoir(mu + drop * (bias + h), temperature)
    drain = Reservoir(mu - (1 - drop) * (bias + h), temperature)
    i = current(transmission, source, drain)
    slope = (i[0] - 8 * i[1] + 8 * i[2] - i[3]) / 12e-5
    found = differential_conductance(mu, bias, drop=drop, temperature=temperature, **SADDLE)
    assert float(found) == approx(float(slope), rel=1e-8)


def test_half_plateaus_stand_midway():
    sharp = {"hbar_omega_x": 0.1e-3, "hbar_omega_y": 2.5e-3}
    riser = subband_bottoms([0, 1, 2], 2.5e-3)
    g = differential_conductance(riser, 1.25e-3, **sharp) / G0
    assert g == approx([0.5, 1.5, 2.5], rel=1e-9)
    lopsided = differential_conductance(riser, 1.25e-3, drop=0.75, **sharp) / G0
    assert lopsided == approx([0.75, 1.75, 2.75], rel=1e-6)
    assert differential_conductance(riser, 0.0, **sharp) == approx(
        staircase(riser, **sharp), rel=1e-14
    )


def test_contacts_in_series():
    a, b = 2 * G0, np.array([1.0, 3.0]) * G0
    assert in_series(a, b, regime="adiabatic") == approx(np.array([1, 2]) * G0)
    together = in_series(a, b, regime="equilibrated")
    assert 1 / together == approx(1 / a + 1 / b, rel=1e-14)
    assert in_series(0.0, a, regime="equilibrated") == 0.0
    assert in_series(0.0, 0.0, regime="equilibrated") == 0.0


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"hbar_omega_x": 0.0}, "hbar_omega_x"),
        ({"hbar_omega_y": -1e-3}, "hbar_omega_y"),
        ({"mu": np.nan}, "mu"),
        ({"v0": np.inf}, "v0"),
        ({"temperature": -1.0}, "temperature"),
        ({"field_in_plane": np.nan}, "field_in_plane"),
        ({"field_perpendicular": np.inf}, "field_perpendicular"),
        ({"g_factor": np.nan}, "g_factor"),
        ({"mass": 0.0}, "mass"),
        ({"mass": -1.0, "field_perpendicular": 1.0}, "mass"),
        ({"peak_transmission": 1.1}, "peak_transmission"),
        ({"peak_transmission": [0.5, -0.1]}, "peak_transmission"),
        ({"peak_transmission": [0.5, 0.5], "channels": 3}, "peak_transmission"),
        ({"peak_transmission": [[0.5]]}, "peak_transmission"),
        ({"series_resistance": -10.0}, "series_resistance"),
        ({"degeneracy": 0}, "degeneracy"),
        ({"degeneracy": 2.5}, "degeneracy"),
        ({"degeneracy": 1, "field_in_plane": 1.0}, "degeneracy"),
        ({"channels": 0}, "channels"),
        ({"temperature": 1e7}, "channels"),
        ({"mu": [1.0, 2.0], "v0": [1.0, 2.0, 3.0]}, "v0"),
    ],
)
def test_staircase_refuses_by_name(change, name):
    arguments = {"mu": 1e-3, **SADDLE, **change}
    with pytest.raises(ValueError, match=name):
        staircase(arguments.pop("mu"), **arguments)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: saddle_point_transmission(0.0, -1, 1e-3, 1e-3), "n must"),
        (lambda: saddle_point_transmission(0.0, 0.5, 1e-3, 1e-3), "n must"),
        (lambda: saddle_point_transmission(np.nan, 0, 1e-3, 1e-3), "energy"),
        (lambda: saddle_point_transmission(0.0, 0, 0.0, 1e-3), "hbar_omega_x"),
        (lambda: saddle_point_transmission(0.0, 0, 1e-3, 0.0), "hbar_omega_y"),
        (lambda: saddle_point_transmission(0.0, 0, 1e-3, 1e-3, v0=np.nan), "v0"),
        (lambda: subband_bottoms(0, -1.0), "hbar_omega_y"),
        (lambda: saddle_frequencies(0.0, 1.0, 1.0, 1.0), "hbar_omega_x"),
        (lambda: saddle_frequencies(1.0, 0.0, 1.0, 1.0), "hbar_omega_y"),
        (lambda: saddle_frequencies(1.0, 1.0, np.nan, 1.0), "field"),
        (lambda: saddle_frequencies(1.0, 1.0, 1.0, 0.0), "mass"),
        (lambda: effective_temperature(0.0), "hbar_omega_x"),
        (lambda: hard_wall_staircase(0.0, 0.01, mass=1.0), "width"),
        (lambda: hard_wall_staircase(1e-8, np.nan, mass=1.0), "mu"),
        (lambda: hard_wall_staircase(1e-8, 0.01, mass=-1.0), "mass"),
        (lambda: hard_wall_staircase(1e-8, 0.01, mass=1.0, temperature=-1), "temperature"),
        (lambda: differential_conductance(0.0, np.nan, **SADDLE), "bias"),
        (lambda: differential_conductance(0.0, 0.0, drop=1.5, **SADDLE), "drop"),
        (lambda: in_series(-1.0, 1.0, regime="adiabatic"), "first"),
        (lambda: in_series(1.0, np.nan, regime="adiabatic"), "second"),
        (lambda: in_series(1.0, 1.0, regime="coherent"), "regime"),
    ],
)
def test_other_functions_refuse_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: staircase("open", **SADDLE), "mu"),
        (lambda: saddle_point_transmission(0.0, "first", 1e-3, 1e-3), "n must"),
        (lambda: hard_wall_staircase("wide", 0.01, mass=1.0), "width"),
        (
            lambda: differential_conductance(0.0, 0.0, series_resistance=1.0, **SADDLE),
            "series_resistance",
        ),
    ],
)
def test_wrong_types_are_refused_by_name(call, name):
    with pytest.raises(TypeError, match=name):
        call()
