"""Heat of electrons: Wiedemann and Franz, and the Lorenz ratio of a resonance."""

from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from scipy.integrate import quad

from landauer_lib import landauer
from landauer_lib.barriers import breit_wigner
from landauer_lib.constants import G0, LORENZ
from landauer_lib.heat import resonance_lorenz_ratio, wiedemann_franz
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx, decades
from tests.library.helpers_heat import KT, T, quantum


def test_wiedemann_franz_of_an_open_channel():
    assert wiedemann_franz(G0, T) == approx(2 * quantum(T), rel=1e-14)
    assert wiedemann_franz(1.0, T) == approx(LORENZ * T, rel=1e-15)


@pytest.mark.parametrize("ratio", [1e-4, 0.1, 1.0, 10.0, 99.0, 102.0, 1e4])
def test_resonance_lorenz_ratio_against_mpmath(ratio):
    with mpmath.workdps(40):
        a = mpmath.mpf(ratio) / 4 / mpmath.pi
        half = mpmath.mpf(ratio) / 2
        c = sorted(
            {p for k in (0, 1, 10) for p in (-k * half, k * half) if abs(p) < 90} | {-90, 90}
        )
        k = [
            mpmath.quad(lambda e, n=n: e**n / (1 + (e / half) ** 2) / mpmath.cosh(e / 2) ** 2, c)
            for n in (0, 2)
        ]
        exact = float(k[1] / k[0] * 3 / mpmath.pi**2)
        closed = float(12 * a * (1 / mpmath.psi(1, a + 0.5) - a))
    assert closed == approx(exact, rel=1e-12)
    assert resonance_lorenz_ratio(ratio * KT, T) == approx(exact, rel=2e-12)


def test_resonance_lorenz_ratio_limits_and_second_method():
    assert resonance_lorenz_ratio(KT, T) == approx(0.17204128, abs=5e-9)
    assert resonance_lorenz_ratio(1.0, 0.0) == 1
    assert resonance_lorenz_ratio(1e-9 * KT, T) == approx(6e-9 / np.pi**3, rel=1e-8)
    second = landauer.lorenz_ratio(
        lambda energy: 0.3 / (1 + (2 * energy / KT) ** 2), Reservoir(mu=0.0, temperature=T)
    )
    assert resonance_lorenz_ratio(KT, T) == approx(second, rel=1e-8)
    assert resonance_lorenz_ratio(np.ones(4), np.ones((3, 1))).shape == (3, 4)


@pytest.mark.parametrize(
    ("level", "ratio"), [(0.0, 0.0191), (2.5, 0.065), (5.5, 0.865), (6.0, 1.288), (9.0, 5.288)]
)
def test_a_narrow_resonance_far_from_the_chemical_potential_passes_more_heat(level, ratio):
    """Γ = 0.1 k_BT: peak and tail carry charge at two distant energies."""

    def weight(x):
        return 0.05**2 / ((x - level) ** 2 + 0.05**2) / 4 / np.cosh(x / 2) ** 2

    cuts = np.unique([-60, 0, *(level + np.array([-1, -0.1, 0, 0.1, 1])), 60])
    k0, k1, k2 = (
        sum(
            quad(lambda x, n=n: x**n * weight(x), *ends, epsabs=0, epsrel=1e-11, limit=200)[0]
            for ends in pairwise(cuts)
        )
        for n in range(3)
    )
    found = landauer.lorenz_ratio(
        lambda energy: breit_wigner(energy, level * KT, 0.05 * KT, 0.05 * KT),
        Reservoir(mu=0.0, temperature=T),
    )
    assert found == approx(ratio, abs=5e-4)
    assert found == approx((k2 / k0 - (k1 / k0) ** 2) * 3 / np.pi**2, rel=1e-8)


@given(decades, decades)
def test_resonance_lorenz_ratio_bounds(width, temperature):
    values = resonance_lorenz_ratio([width * 1e-4, 1.01e-4 * width], temperature)
    assert 0 < values[0] <= values[1] * (1 + 1e-12) <= 1 + 2e-12


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: wiedemann_franz(-1, 1), "conductance"),
        (lambda: wiedemann_franz(1, -1), "temperature"),
        (lambda: resonance_lorenz_ratio(0, 1), "gamma"),
        (lambda: resonance_lorenz_ratio(1, -1), "temperature"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()
