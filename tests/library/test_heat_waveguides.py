"""Beams that phonons run along, their cutoffs in order, and circuits that photons pass."""

import numpy as np
import pytest
from hypothesis import given

from landauer_lib.constants import HBAR_EV
from landauer_lib.heat import (
    circuit_transmission,
    phonon_thermal_conductance,
    photon_thermal_conductance,
    suspended_beam_cutoffs,
)
from landauer_lib.heat.sections import in_plane_vibrations
from tests.library.helpers import approx, decades
from tests.library.helpers_heat import quantum


def test_beam_has_four_massless_branches_and_both_families():
    width, thickness, velocity = 200e-9, 60e-9, 6000.0
    beam = suspended_beam_cutoffs(width, thickness, velocity, 40)
    assert beam.shape == (44,)
    assert np.all(np.diff(beam) >= 0)
    assert np.count_nonzero(beam == 0) == 4
    unit = HBAR_EV * np.pi * velocity
    shear = sorted(unit * np.hypot(m / width, n / thickness) for m in range(40) for n in range(40))
    in_plane = in_plane_vibrations(width / thickness, 0.25, 12.0) * unit / width
    both = np.sort(np.concatenate([np.zeros(3), shear, in_plane]))
    np.testing.assert_allclose(beam, both[:44], rtol=1e-4, atol=0)
    low = phonon_thermal_conductance(beam, 0.02)
    assert low == approx(4 * quantum(0.02), rel=1e-9)


@pytest.mark.parametrize(("width", "thickness"), [(100e-9, 50e-9), (200e-9, 60e-9), (1e-9, 5e-8)])
def test_beam_scales_with_its_size_and_has_no_first_side(width, thickness):
    beam = suspended_beam_cutoffs(width, thickness, 6000.0, 30)
    np.testing.assert_array_equal(beam, suspended_beam_cutoffs(thickness, width, 6000.0, 30))
    larger = suspended_beam_cutoffs(3 * width, 3 * thickness, 12000.0, 30)
    np.testing.assert_allclose(larger, beam * 2 / 3, rtol=1e-9)


def test_fewer_modes_are_the_first_of_more():
    many = suspended_beam_cutoffs(150e-9, 60e-9, 6000.0, 300, poisson_ratio=0.4)
    for count in (0, 1, 7, 60):
        few = suspended_beam_cutoffs(150e-9, 60e-9, 6000.0, count, poisson_ratio=0.4)
        np.testing.assert_allclose(few, many[: 4 + count], rtol=1e-4)


def test_a_result_that_is_changed_spoils_no_later_one():
    first = suspended_beam_cutoffs(150e-9, 60e-9, 6000.0, 5)
    first *= 2
    assert suspended_beam_cutoffs(150e-9, 60e-9, 6000.0, 5)[4] == approx(first[4] / 2)


@given(decades, decades, decades)
def test_circuit_transmission(first, second, scale):
    expected = 4 * first * second / (first + second) ** 2
    assert circuit_transmission(first, second) == approx(expected, rel=1e-13)
    assert circuit_transmission(first * scale, second * scale) == approx(expected, rel=1e-12)
    assert circuit_transmission(second, first) == approx(expected, rel=1e-13)
    assert circuit_transmission(first, first) == 1
    heat = photon_thermal_conductance(first, second, scale)
    assert heat == approx(expected * quantum(scale), rel=1e-13)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: suspended_beam_cutoffs(0, 1, 1, 1), "width"),
        (lambda: suspended_beam_cutoffs(1, -1, 1, 1), "thickness"),
        (lambda: suspended_beam_cutoffs(1, 1, np.nan, 1), "shear_velocity"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, -1), "count"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, 1.5), "count"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, 1001), "count must be at most 1000"),
        (lambda: suspended_beam_cutoffs(51, 1, 1, 1), "width must be within a factor of 50"),
        (lambda: suspended_beam_cutoffs(1, 51, 1, 1), "width must be within a factor of 50"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, 1, poisson_ratio=0.5), "poisson_ratio"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, 1, poisson_ratio=-1), "poisson_ratio"),
        (lambda: circuit_transmission(0, 1), "first"),
        (lambda: circuit_transmission(1, 0), "second"),
        (lambda: photon_thermal_conductance(1, 1, -1), "temperature"),
        (lambda: photon_thermal_conductance(-1, 1, 1), "first"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: suspended_beam_cutoffs("wide", 1, 1, 1), "width"),
        (lambda: suspended_beam_cutoffs(1, 1, 1, 1, poisson_ratio="soft"), "poisson_ratio"),
    ],
)
def test_wrong_types_are_refused_by_name(call, named):
    with pytest.raises(TypeError, match=named):
        call()
