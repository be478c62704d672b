"""Beams that phonons run along, sorted by brute force, and circuits that photons pass."""

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
from tests.library.helpers import approx, decades
from tests.library.helpers_heat import quantum


def test_beam_has_four_massless_branches_and_plate_limits():
    width, thickness, velocity = 200e-9, 60e-9, 6000.0
    beam = suspended_beam_cutoffs(width, thickness, velocity, 12)
    assert beam.shape == (16,)
    assert np.all(np.diff(beam) >= 0)
    assert np.count_nonzero(beam == 0) == 4
    unit = HBAR_EV * np.pi * velocity
    brute = sorted(unit * np.hypot(m / width, n / thickness) for m in range(40) for n in range(40))
    np.testing.assert_allclose(beam[4:], brute[1:13], rtol=1e-14)
    swapped = suspended_beam_cutoffs(thickness, width, velocity, 12)
    np.testing.assert_allclose(beam, swapped, rtol=1e-14)
    square = suspended_beam_cutoffs(width, width, velocity, 200)[4:]
    brute = sorted(unit / width * np.hypot(m, n) for m in range(40) for n in range(40))
    np.testing.assert_allclose(square, brute[1:201], rtol=1e-14)
    low = phonon_thermal_conductance(beam, 0.02)
    assert low == approx(4 * quantum(0.02), rel=1e-12)


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
        (lambda: circuit_transmission(0, 1), "first"),
        (lambda: circuit_transmission(1, 0), "second"),
        (lambda: photon_thermal_conductance(1, 1, -1), "temperature"),
        (lambda: photon_thermal_conductance(-1, 1, 1), "first"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()
