"""The trigamma function less its leading term, against mpmath."""

import mpmath
import pytest

from landauer_lib._trigamma import inverse_trigamma_excess
from tests.library.helpers import approx


@pytest.mark.parametrize(
    "z", [0, 1e-10, 0.08, 0.3 + 0.7j, 7.99, 8.01, 2 + 7.7j, 1e-3 + 9j, 1e5, 3e4j + 7]
)
def test_trigamma_excess_against_mpmath(z):
    with mpmath.workdps(40):
        exact = complex(1 / mpmath.psi(1, mpmath.mpc(z) + 0.5) - z)
    assert inverse_trigamma_excess(z) == approx(exact, rel=2e-12)
