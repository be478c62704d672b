"""Matched modes and the one-site impurity against the lattice solver and conservation laws."""

import numpy as np
import pytest

from landauer_lib.channels import (
    hard_wall_threshold,
    mode_profile,
    open_channels,
    site_impurity,
    stepped_waveguide,
)
from landauer_lib.lattice import Strip
from tests.library.helpers import approx

MASS = 0.067
WIDTHS, LENGTHS = [100e-9, 40e-9, 100e-9], [60e-9]


def lattice_transmission(energy, sites):
    """The slit of WIDTHS on a square lattice with so many sites across its narrow part."""
    a = 40e-9 / (sites + 1)
    wide = round(100e-9 / a) - 1
    length = round(60e-9 / a) + 1
    onsite = np.zeros((length, wide))
    walls = (wide - sites) // 2
    onsite[:, :walls] = onsite[:, wide - walls :] = 1e7
    unit = hard_wall_threshold(1, 1.0, MASS) / np.pi**2 / a**2
    return float(Strip(onsite).transmission(float(energy / unit) - 4))


@pytest.mark.parametrize("energy", [0.005, 0.012, 0.02])
def test_a_slit_is_that_of_the_lattice_solver(energy):
    """Lattice results converge as 1/sites, so that two sizes extrapolate."""
    coarse, fine = (lattice_transmission(energy, sites) for sites in (31, 63))
    matched = float(stepped_waveguide(energy, WIDTHS, LENGTHS, MASS, evanescent=40).transmission)
    assert matched == pytest.approx(2 * fine - coarse, abs=0.015)


def test_evanescent_modes_converge_as_the_docstring_says():
    energy = 0.02
    rough, fine, finest = (
        float(stepped_waveguide(energy, WIDTHS, LENGTHS, MASS, evanescent=n).transmission)
        for n in (16, 32, 128)
    )
    assert abs(rough - finest) < 2e-3
    assert (rough - finest) / (fine - finest) == pytest.approx(2 ** (5 / 3), rel=0.25)


def test_no_step_is_no_obstacle():
    s = stepped_waveguide(0.02, [80e-9, 80e-9, 80e-9], [33e-9], MASS)
    assert s.eigenvalues == approx(np.ones(int(open_channels(0.02, 80e-9, MASS))))


def test_current_is_conserved_and_the_way_back_is_as_good():
    s = stepped_waveguide(
        0.03, [60e-9, 90e-9, 35e-9, 120e-9], [20e-9, 50e-9], MASS, offsets=[10e-9, 0, 40e-9, -5e-9]
    )
    assert float(s.unitarity_error) < 1e-11
    np.testing.assert_allclose(s.t, s.t_prime.T, atol=1e-11)
    np.testing.assert_allclose(s.r, s.r.T, atol=1e-11)
    turned = stepped_waveguide(
        0.03, [120e-9, 35e-9, 90e-9, 60e-9], [50e-9, 20e-9], MASS, offsets=[-5e-9, 40e-9, 0, 10e-9]
    )
    assert turned.eigenvalues == approx(s.eigenvalues, rel=1e-9, abs=1e-12)


def test_a_centered_slit_keeps_even_and_odd_modes_apart():
    t = np.abs(stepped_waveguide(0.03, WIDTHS, LENGTHS, MASS).t)
    assert np.abs(t[::2, 1::2]).max() < 1e-12
    assert np.abs(t[::2, ::2]).max() > 0.1


def test_profiles_are_orthonormal_and_vanish_at_the_walls():
    y = np.linspace(0, 30e-9, 3001)
    profiles = mode_profile(np.arange(1, 5)[:, None], y, 30e-9)
    overlap = profiles @ profiles.T * (y[1] - y[0])
    np.testing.assert_allclose(overlap, np.eye(4), atol=1e-12)
    assert mode_profile(1, [-1e-9, 31e-9], 30e-9).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("energy", [-3.6, -2.5, -0.7, 1.3])
@pytest.mark.parametrize(("strength", "row"), [(5.0, 3), (-0.4, 0), (1.7, 6)])
def test_an_impurity_is_that_of_the_lattice_solver(energy, strength, row):
    onsite = np.zeros((1, 12))
    onsite[0, row] = strength
    there, here = Strip(onsite).scattering(energy), site_impurity(energy, strength, row, 12)
    np.testing.assert_allclose(np.abs(here.t), np.abs(there.t), atol=1e-12)
    np.testing.assert_allclose(np.abs(here.r), np.abs(there.r), atol=1e-12)
    assert here.eigenvalues == approx(there.eigenvalues, rel=1e-9, abs=1e-12)


def test_an_impurity_reflects_one_eigenchannel_whatever_their_number():
    for energy in (-3.6, -3.05, -2.1, -1.1):
        t = site_impurity(energy, 5.0, 4, 23).eigenvalues
        assert t.size >= 2
        assert t[:-1] == approx(np.ones(t.size - 1))
        assert t[-1] < 1 - 1e-3
    assert float(site_impurity(-1.1, 5.0, 4, 23).unitarity_error) < 1e-14


def test_no_impurity_is_no_obstacle():
    assert site_impurity(0.3, 0.0, 2, 7).eigenvalues == approx(np.ones(6), abs=1e-12)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: stepped_waveguide(0.0, [1e-8, 1e-8], [], MASS), "energy"),
        (lambda: stepped_waveguide(0.02, [1e-8], [], MASS), "widths"),
        (lambda: stepped_waveguide(0.02, [1e-8, 2e-8, 1e-8], [], MASS), "lengths"),
        (lambda: stepped_waveguide(0.02, WIDTHS, LENGTHS, 0.0), "mass"),
        (lambda: stepped_waveguide(0.02, WIDTHS, LENGTHS, MASS, evanescent=0), "evanescent"),
        (lambda: stepped_waveguide(0.02, WIDTHS, LENGTHS, MASS, offsets=[0, 0]), "offsets"),
        (
            lambda: stepped_waveguide(0.02, WIDTHS, LENGTHS, MASS, offsets=[0, 80e-9, 0]),
            "offsets must place",
        ),
        (lambda: stepped_waveguide(1e-3, [1e-8, 9e-8], [], MASS), "no mode of the left"),
        (
            lambda: stepped_waveguide(
                float(hard_wall_threshold(2, 40e-9, MASS)), WIDTHS, LENGTHS, MASS
            ),
            "threshold",
        ),
        (lambda: mode_profile(0, 0.0, 1.0), "n must"),
        (lambda: mode_profile(1, 0.0, 0.0), "width"),
        (lambda: site_impurity(-4.5, 1.0, 0, 3), "energy"),
        (lambda: site_impurity(-3.9, 1.0, 0, 3), "no mode"),
        (lambda: site_impurity(-2.0, 1.0, 0, 1), "threshold"),
        (lambda: site_impurity(-1.0, 1.0, 3, 3), "row"),
        (lambda: site_impurity(-1.0, np.nan, 0, 3), "strength"),
    ],
)
def test_bad_values_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()
