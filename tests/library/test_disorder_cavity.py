"""Exact averages over chaotic cavities against S-matrices drawn at random."""

import numpy as np
import pytest

from landauer_lib.disorder import cavity_mean, cavity_partition, cavity_variance
from landauer_lib.scattering import SMatrix, circular_ensemble
from tests.library.helpers import approx

DRAWS = 20_000


@pytest.mark.parametrize("beta", [1, 2, 4])
@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 3), (2, 2)])
def test_averages_are_those_of_drawn_cavities(left, right, beta):
    pair = 2 if beta == 4 else 1
    drawn = circular_ensemble(left + right, beta=beta, rng=left + 10 * right, count=DRAWS)
    s = SMatrix.from_matrix(drawn, left_channels=pair * left)
    t = s.eigenvalues[:, ::pair]  # one of each Kramers pair
    total = t.sum(axis=1)
    mean = float(cavity_mean(left, right, beta=beta))
    variance = float(cavity_variance(left, right, beta=beta))
    assert abs(total.mean() - mean) < 4 * np.sqrt(variance / DRAWS)
    spread = (total - mean) ** 2
    assert abs(spread.mean() - variance) < 4 * spread.std() / np.sqrt(DRAWS)
    partition = np.sum(t * (1 - t), axis=1)
    expected = float(cavity_partition(left, right, beta=beta))
    assert abs(partition.mean() - expected) < 4 * partition.std() / np.sqrt(DRAWS)


def test_one_channel_each_has_the_known_distributions():
    """P(T) = 1/(2√T) with time reversal, flat without."""
    assert float(cavity_mean(1, 1, beta=1)) == approx(1 / 3)
    assert float(cavity_variance(1, 1, beta=1)) == approx(1 / 5 - 1 / 9)
    assert float(cavity_partition(1, 1, beta=1)) == approx(1 / 3 - 1 / 5)
    assert float(cavity_variance(1, 1, beta=2)) == approx(1 / 12)


def test_many_channels_reach_the_universal_values():
    n = np.array([10, 100, 10_000])
    shortfall = n / 2 - cavity_mean(n, n, beta=1)
    assert shortfall == approx(n / (4 * n + 2))  # weak localization, a quarter in the end
    for beta in (1, 2, 4):
        assert float(cavity_variance(n[-1], n[-1], beta=beta)) == approx(1 / (8 * beta), rel=1e-3)
        fano = cavity_partition(n[-1], n[-1], beta=beta) / cavity_mean(n[-1], n[-1], beta=beta)
        assert float(fano) == approx(0.25, rel=1e-3)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: cavity_mean(0, 1, beta=1), ValueError, "channels_left"),
        (lambda: cavity_mean(1, 1.5, beta=1), ValueError, "channels_right"),
        (lambda: cavity_variance(1, 1, beta=3), ValueError, "beta"),
        (lambda: cavity_partition("one", 1, beta=1), TypeError, "channels_left"),
        (lambda: circular_ensemble(0, beta=1, rng=1), ValueError, "size"),
        (lambda: circular_ensemble(2, beta=3, rng=1), ValueError, "beta"),
        (lambda: circular_ensemble(2, beta=1, rng="seed"), TypeError, "rng"),
        (lambda: circular_ensemble(2, beta=1, rng=1, count=-1), ValueError, "count"),
    ],
)
def test_bad_values_are_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
