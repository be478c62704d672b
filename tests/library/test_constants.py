"""The constants against the SI and CODATA, and against each other."""

import pytest

from landauer_lib import constants as c
from tests.library.helpers import approx


def test_si_defining_constants():
    assert c.E_CHARGE == 1.602176634e-19
    assert c.H_PLANCK == 6.62607015e-34
    assert c.K_B == 1.380649e-23


@pytest.mark.parametrize(
    ("value", "published", "digits"),
    [
        (c.G0, 7.748091729e-5, 9),
        (c.R0, 12906.403729652, 12),
        (c.R_K, 25812.807459304, 12),
        (c.KAPPA0, 9.464306e-13, 4),
        (c.LORENZ, 2.443004e-8, 6),
        (c.K_B_EV, 8.617333262e-5, 10),
        (c.HBAR_EV, 6.582119569e-16, 10),
        (c.HBAR, 1.054571817e-34, 9),
        (c.HBAR2_OVER_2M_EV, 3.80998211e-20, 7),
    ],
)
def test_published_values(value, published, digits):
    assert value == approx(published, rel=10.0**-digits)


def test_the_quanta_hang_together():
    assert approx(1, rel=1e-15) == c.G0 * c.R0
    assert approx(c.R_K, rel=1e-15) == 2 * c.R0
    # Wiedemann and Franz: κ0/(e²/h) is the Lorenz number.
    assert approx(c.LORENZ, rel=1e-14) == c.KAPPA0 * c.R_K
    # μ_B = eħ/2m: two independently tabulated numbers.
    assert approx(c.MU_B_EV, rel=1e-9) == c.HBAR / (2 * c.ELECTRON_MASS)
