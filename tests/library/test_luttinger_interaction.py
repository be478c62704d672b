"""The parameter K against the kinetic share of the compressibility, in forty digits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given

from landauer_lib.constants import HBAR_EV
from landauer_lib.luttinger import interaction_parameter
from tests.library.helpers import approx, decades


@pytest.mark.parametrize("degeneracy", [1, 2, 4])
@given(decades, decades)
def test_parameter_is_the_kinetic_share_of_the_compressibility(degeneracy, repulsion, velocity):
    with mpmath.workdps(40):
        kinetic = mpmath.mpf(velocity) * 1e5 * mpmath.pi * mpmath.mpf(HBAR_EV) / degeneracy
        expected = mpmath.sqrt(kinetic / (kinetic + mpmath.mpf(repulsion) * 1e-10))
    K = interaction_parameter(repulsion * 1e-10, velocity * 1e5, degeneracy=degeneracy)
    assert approx(float(expected), rel=1e-14) == K


def test_parameter_limits():
    assert interaction_parameter(0.0, 2e5) == 1.0
    assert interaction_parameter(1e-9, 1e5, degeneracy=4) == approx(
        float(interaction_parameter(2e-9, 1e5)), rel=1e-15
    )
    assert interaction_parameter(np.ones((2, 1)), np.ones(3)).shape == (2, 3)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: interaction_parameter(-1, 1), "repulsion"),
        (lambda: interaction_parameter(1, 0), "fermi_velocity"),
        (lambda: interaction_parameter(1, 1, degeneracy=0), "degeneracy"),
        (lambda: interaction_parameter([1, 2], [1, 2, 3]), "broadcast"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()
