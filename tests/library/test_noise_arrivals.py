"""Counted electrons against exact enumeration, the current integral and the noise formula."""

from itertools import product

import numpy as np
import pytest

from landauer_lib.constants import E_CHARGE
from landauer_lib.landauer import current
from landauer_lib.noise import (
    arrivals,
    attempt_rate,
    counting_cumulants,
    counting_probability,
    fano_factor,
    noise,
)
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx


def test_mean_arrivals_are_the_landauer_current():
    bias, t = 2e-3, 0.3
    source, drain = Reservoir(bias, 0.0), Reservoir(0.0, 0.0)
    mean, _, _ = counting_cumulants(t, float(attempt_rate(bias)))
    assert float(mean) * E_CHARGE == approx(float(current(t, source, drain, degeneracy=1)))


def test_variance_of_arrivals_is_the_shot_noise():
    """S = 2 e² times the variance per second."""
    bias, t = 1e-3, [0.9, 0.4, 0.05]
    _, variance, _ = counting_cumulants(t, float(attempt_rate(bias)))
    assert 2 * E_CHARGE**2 * float(variance) == approx(float(noise(t, bias, 0.0, degeneracy=1)))
    mean, _, _ = counting_cumulants(t, 1)
    assert float(variance / float(attempt_rate(bias)) / mean) == approx(float(fano_factor(t)))


def test_probabilities_and_cumulants_are_those_of_all_outcomes():
    t, tries = 0.3, 6
    outcomes = np.array(list(product([0, 1], repeat=tries)))
    weight = np.prod(np.where(outcomes, t, 1 - t), axis=1)
    counts = outcomes.sum(axis=1)
    expected = np.bincount(counts, weight, tries + 1)
    assert counting_probability(np.arange(tries + 1), t, tries) == approx(expected)
    mean = weight @ counts
    moments = [mean, weight @ (counts - mean) ** 2, weight @ (counts - mean) ** 3]
    assert [float(c) for c in counting_cumulants(t, tries)] == approx(moments)


def test_drawn_electrons_have_the_binomial_distribution():
    t, tries, runs = 0.8, 50, 4_000
    counts = np.array([arrivals(np.full(runs, t), tries, rng=11).sum(axis=1)]).ravel()
    mean, variance, _ = counting_cumulants(t, tries)
    assert abs(counts.mean() - mean) < 4 * np.sqrt(variance / runs)
    assert counts.var() == pytest.approx(float(variance), rel=4 * np.sqrt(2 / runs))


def test_an_open_channel_is_silent_and_a_closed_one_too():
    assert arrivals(1.0, 100, rng=1).all()
    assert not arrivals(0.0, 100, rng=1).any()
    assert counting_probability([99, 100, 101], 1.0, 100) == approx([0.0, 1.0, 0.0])
    assert float(counting_probability(0, 0.0, 5)) == 1.0


def test_many_attempts_stay_normalized():
    n = 100_000
    count = np.arange(49_000, 51_001)
    assert counting_probability(count, 0.5, n).sum() == approx(1.0, rel=1e-9)


def test_seeds_repeat():
    assert np.array_equal(arrivals(0.5, 64, rng=2), arrivals(0.5, 64, rng=2))


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: attempt_rate(np.inf), ValueError, "bias"),
        (lambda: arrivals(1.2, 3, rng=1), ValueError, "transmission"),
        (lambda: arrivals(0.5, 0, rng=1), ValueError, "attempts"),
        (lambda: arrivals(0.5, 3, rng=0.5), TypeError, "rng"),
        (lambda: counting_probability(-1, 0.5, 3), ValueError, "count"),
        (lambda: counting_probability(1, -0.5, 3), ValueError, "transmission"),
        (lambda: counting_probability(1, 0.5, 2.5), ValueError, "attempts"),
        (lambda: counting_cumulants([2.0], 3), ValueError, "eigenvalues"),
        (lambda: counting_cumulants([0.5], -3), ValueError, "attempts"),
    ],
)
def test_bad_values_are_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
