"""Counting: attempts like a clock and binomial passing give the current and its shot noise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from landauer_lib.constants import E_CHARGE
from landauer_lib.landauer import current
from landauer_lib.noise import attempt_interval, count_probabilities, draw_passages, noise
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx

SHARES = st.floats(0, 1)
VOLTS = st.floats(1e-6, 1e-2)


def moments(probabilities):
    counts = np.arange(probabilities.size)
    mean = counts @ probabilities
    return mean, (counts - mean) ** 2 @ probabilities


@given(SHARES, VOLTS, st.integers(1, 60))
def test_the_mean_count_is_the_current_of_the_landauer_formula(share, bias, attempts):
    window = attempts * attempt_interval(bias)
    mean, _ = moments(count_probabilities(share, attempts))
    expected = current(share, Reservoir(bias, 0.0), Reservoir(0.0, 0.0), degeneracy=1)
    assert E_CHARGE * mean / window == approx(expected, rel=1e-9, abs=1e-25)


@given(SHARES, VOLTS, st.integers(1, 60))
def test_the_variance_is_the_shot_noise(share, bias, attempts):
    """A single-sided white spectrum S makes the charge in a window τ vary by Sτ/2."""
    window = attempts * attempt_interval(bias)
    _, variance = moments(count_probabilities(share, attempts))
    spectrum = noise(share, bias, 0.0, degeneracy=1)
    assert E_CHARGE**2 * variance == approx(spectrum * window / 2, rel=1e-9, abs=1e-50)


@given(SHARES, st.integers(1, 60))
def test_probabilities_add_to_one(share, attempts):
    assert count_probabilities(share, attempts).sum() == approx(1)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.9, 1.0])
def test_probabilities_agree_with_scipy(share):
    expected = stats.binom.pmf(np.arange(41), 40, share)
    np.testing.assert_allclose(count_probabilities(share, 40), expected, rtol=1e-11, atol=1e-300)


def test_draws_follow_the_distribution():
    drawn = draw_passages(0.3, 12, 20_000, seed=3).sum(axis=1)
    expected = 20_000 * count_probabilities(0.3, 12)
    found = np.bincount(drawn, minlength=13)
    seen = expected > 5
    chi = ((found - expected)[seen] ** 2 / expected[seen]).sum()
    assert chi < 3 * seen.sum()


def test_successive_draws_are_independent():
    bits = draw_passages(0.5, 1, 40_000, seed=5)[:, 0]
    assert abs(np.corrcoef(bits[1:], bits[:-1])[0, 1]) < 4 / np.sqrt(40_000)


def test_the_seed_decides_and_a_higher_transmission_passes_more():
    low, again, high = (draw_passages(t, 20, 50, seed=1) for t in (0.3, 0.3, 0.6))
    assert (low == again).all()
    assert (high | ~low).all()
    assert (draw_passages(0.3, 20, 50, seed=2) != low).any()
    assert not draw_passages(0.0, 20, 50, seed=1).any()
    assert draw_passages(1.0, 20, 50, seed=1).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: attempt_interval(0.0), "bias must be above 0"),
        (lambda: count_probabilities(1.2, 3), "transmission"),
        (lambda: count_probabilities(0.5, 0), "attempts"),
        (lambda: draw_passages(0.5, 3, 0, seed=1), "windows"),
        (lambda: draw_passages(0.5, 3, 2, seed=-1), "seed"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
