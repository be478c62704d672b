"""The short chain against exact limits: no interaction, no coupling, small U, symmetry."""

import numpy as np
import pytest

from landauer_lib.constants import G0
from landauer_lib.kondo import ground_state_occupation, unitary_conductance
from tests.library.helpers import approx

GAMMA = 0.2e-3


def test_without_interaction_the_level_is_a_lorentzian_filled_to_the_chemical_potential():
    levels = np.array([-0.3e-3, -0.05e-3, 0.2e-3])
    exact = 1 - 2 / np.pi * np.arctan(2 * levels / GAMMA)
    found = ground_state_occupation(levels, 0.0, GAMMA, bandwidth=4e-3)
    np.testing.assert_allclose(found, exact, atol=0.02)
    # Friedel: sin² of half the filling is the Breit–Wigner line.
    line = G0 / (1 + (2 * levels / GAMMA) ** 2)
    np.testing.assert_allclose(unitary_conductance(found, 1.0, 1.0) / G0, line / G0, atol=0.03)


def test_without_coupling_the_dot_counts_whole_electrons():
    levels = [0.5e-3, -1e-3, -2.5e-3]
    found = ground_state_occupation(levels, 2e-3, 1e-7, sites=5)
    np.testing.assert_allclose(found, [0, 1, 2], atol=2e-3)


def test_a_weak_interaction_shifts_the_level_by_its_mean_field():
    """To first order in U each spin sees ε + U n/2; the chain is the same for both."""
    level, u = 0.05e-3, 0.02e-3
    free, shifted = (
        float(ground_state_occupation(e, 0.0, GAMMA, bandwidth=4e-3, sites=3))
        for e in (level, level + 0.5e-8)
    )
    slope = (shifted - free) / 0.5e-8
    exact = float(ground_state_occupation(level, u, GAMMA, bandwidth=4e-3, sites=3))
    assert exact - free == pytest.approx(slope * u * free / 2, rel=0.1)


def test_holes_are_electrons_from_the_other_side():
    u = 2e-3
    there = ground_state_occupation([-0.1e-3, -0.6e-3], u, GAMMA, sites=3)
    back = ground_state_occupation([-1.9e-3, -1.4e-3], u, GAMMA, sites=3)
    assert there + back == approx([2.0, 2.0], rel=1e-6)


def test_interactions_make_the_valley_flat_and_its_conductance_unitary():
    middle = float(ground_state_occupation(-0.8e-3, 2e-3, GAMMA, sites=5))
    assert middle == pytest.approx(1, abs=0.1)
    assert float(unitary_conductance(middle, 1.0, 1.0)) > 0.97 * G0
    free = float(ground_state_occupation(-0.8e-3, 0.0, GAMMA, sites=5))
    assert free > 1.8


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: ground_state_occupation(np.nan, 1.0, 1.0), "level"),
        (lambda: ground_state_occupation(0.0, -1.0, 1.0), "charging_energy"),
        (lambda: ground_state_occupation(0.0, 1.0, 0.0), "gamma"),
        (lambda: ground_state_occupation(0.0, 1.0, 1.0, bandwidth=0.5), "bandwidth"),
        (lambda: ground_state_occupation(0.0, 1.0, 1.0, sites=4), "sites must be odd"),
        (lambda: ground_state_occupation(0.0, 1.0, 1.0, sites=11), "sites"),
    ],
)
def test_bad_values_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()
