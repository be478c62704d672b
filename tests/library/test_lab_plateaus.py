"""Plateaus of noisy staircases: where they lie, how they scatter, and where there are none."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0
from landauer_lib.lab.plateaus import noise_level
from tests.library.helpers_lab import LINE


def steps(x, positions, width):
    return G0 * sum(1 / (1 + np.exp(-(x - p) / width)) for p in positions)


def test_noise_level_ignores_steps_and_spikes():
    rng = np.random.default_rng(0)
    x = np.linspace(0, 5, 4000)
    noisy = steps(x, [1, 2, 3, 4], 0.03) + rng.normal(0, 0.02 * G0, x.size)
    noisy[::100] += G0
    assert noise_level(noisy) == pytest.approx(0.02 * G0, rel=0.1)


@pytest.mark.parametrize(("samples", "noise"), [(100, 0.0), (300, 0.01), (1000, 0.03), (5000, 0.1)])
@pytest.mark.parametrize("direction", [1, -1])
def test_plateaus_of_a_noisy_staircase(samples, noise, direction):
    rng = np.random.default_rng(samples)
    x = np.linspace(0.4, 4.6, samples)[::direction]
    found = lab.find_plateaus(x, steps(x, [1, 2, 3, 4], 0.05) + rng.normal(0, noise * G0, samples))
    # The stretch below the first step is a closed contact, the one above the last is cut off.
    assert len(found) == 4
    np.testing.assert_allclose(found.positions[:3], [1.5, 2.5, 3.5], atol=0.06)
    assert (np.abs(found.heights / G0 - [1, 2, 3, 4]) < 4 * found.uncertainties / G0 + 1e-3).all()
    assert ((found.widths[:3] > 0.4) & (found.widths[:3] < 0.8)).all()


@pytest.mark.parametrize(("samples", "noise"), [(1000, 0.02), (5000, 0.05)])
def test_noise_does_not_split_soft_plateaus(samples, noise):
    x = np.linspace(0.4, 4.6, samples)
    clean = steps(x, [1, 2, 3, 4], 0.09)
    for seed in range(8):
        noisy = clean + np.random.default_rng(seed).normal(0, noise * G0, samples)
        assert len(lab.find_plateaus(x, noisy)) == 4


def test_plateau_heights_scatter_as_they_say():
    x = np.linspace(0.4, 4.6, 400)
    clean = steps(x, [1, 2, 3, 4], 0.04)
    pulls = []
    for seed in range(100):
        noisy = clean + np.random.default_rng(seed).normal(0, 0.01 * G0, x.size)
        found = lab.find_plateaus(x, noisy)
        pulls.append((found.heights[:3] - G0 * np.arange(1, 4)) / found.uncertainties[:3])
    assert np.abs(np.mean(pulls)) < 0.3
    assert 0.75 < np.std(pulls) < 1.2


def test_no_plateaus_where_there_are_none():
    x = np.linspace(0, 1, 200)
    assert len(lab.find_plateaus(x, G0 * (1 + x))) == 0
    assert len(lab.find_plateaus(x, steps(x, np.arange(-3, 4) / 5, 0.2))) == 0
    assert len(lab.find_plateaus(x, np.zeros(200))) == 0


def test_a_trace_without_risers_is_one_plateau():
    x = np.linspace(0, 1, 200)
    assert lab.find_plateaus(x, np.full(200, G0)).heights.tolist() == pytest.approx([G0])
    noisy = G0 * (1 + np.random.default_rng(0).normal(0, 0.05, 200))
    found = lab.find_plateaus(x, noisy)
    assert len(found) == 1
    assert found.heights[0] == pytest.approx(G0, abs=4 * found.uncertainties[0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.find_plateaus(LINE, LINE[:9]), "conductance must be at least 20 samples"),
        (lambda: lab.find_plateaus(LINE[:30], LINE), "x must have the shape"),
        (lambda: lab.find_plateaus(np.sin(99 * LINE), LINE), "x must be strictly monotonic"),
        (lambda: lab.find_plateaus(LINE, LINE, flatness=0.5), "flatness must be below 0.5"),
        (
            lambda: lab.find_plateaus(LINE, LINE, minimum_height=np.nan),
            "minimum_height must be finite",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
