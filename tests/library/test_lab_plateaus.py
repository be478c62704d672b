"""Plateaus of noisy staircases: where they lie, how they scatter, and where there are none."""

import tracemalloc

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0
from landauer_lib.lab.sweeps import noise_level
from landauer_lib.point_contact import staircase
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


MU = np.linspace(-0.5e-3, 14e-3, 600)


def saddle(mu):
    return staircase(mu, hbar_omega_x=0.5e-3, hbar_omega_y=3e-3)


def switching(rng, size, rate):
    """A defect of two states: −1/2 and 1/2, switching with this probability a sample."""
    return np.cumsum(rng.random(size) < rate) % 2 - 0.5


def test_sweeps_that_turn_back_are_looked_at_one_by_one():
    rng = np.random.default_rng(0)
    mu = np.concatenate((MU, MU[::-1]))
    found = lab.find_plateaus(mu, saddle(mu) + rng.normal(0, 0.005 * G0, mu.size))
    assert found.sweeps.tolist() == [0] * 5 + [1] * 5
    np.testing.assert_allclose(found.heights / G0, [1, 2, 3, 4, 5] * 2, atol=0.03)
    assert found.notes == ("x turns back: 2 sweeps are looked at one by one",)
    unsteady = MU + rng.normal(0, 2e-5, MU.size)  # the source itself is noisy
    assert len(lab.find_plateaus(unsteady, saddle(MU) + rng.normal(0, 0.005 * G0, MU.size))) == 5


@pytest.mark.parametrize("noise", [0.0, 0.005])
def test_an_overloaded_amplifier_makes_no_plateau(noise):
    noisy = saddle(MU) + np.random.default_rng(1).normal(0, noise * G0, MU.size)
    found = lab.find_plateaus(MU, np.minimum(noisy, 2.5 * G0))
    np.testing.assert_allclose(found.heights / G0, [1, 2], atol=0.01)
    assert (found.uncertainties > 0).all()
    assert "samples stand still at 2.5 G0, left out: overload?" in found.notes[0]


@pytest.mark.parametrize("amplitude", [0.05, 0.1])
@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_a_switching_defect_makes_no_false_plateaus(amplitude, rate):
    false = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        noisy = saddle(MU) + rng.normal(0, 0.005 * G0, MU.size)
        noisy += amplitude * G0 * switching(rng, MU.size, rate)
        heights = lab.find_plateaus(MU, noisy).heights / G0
        assert (np.abs(heights - np.round(heights)) < 0.12).all()
        false += len(heights) - len(set(np.round(heights)))
    assert false == 0


@pytest.mark.parametrize("amplitude", [0.2e-3, 1e-3])
@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_a_switching_gate_makes_few_false_plateaus(amplitude, rate):
    false = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        shifted = saddle(MU + amplitude * switching(rng, MU.size, rate))
        found = lab.find_plateaus(MU, shifted + rng.normal(0, 0.005 * G0, MU.size))
        heights = found.heights / G0
        wrong = np.abs(heights - np.round(heights)) > 0.12
        false += int(wrong.sum()) + len(heights[~wrong]) - len(set(np.round(heights[~wrong])))
    assert false <= 0.3 * 20  # a trace; it was 4.1


def test_a_shoulder_is_not_merged_into_the_step():
    def risers(positions, weights):
        parts = zip(positions, weights, strict=True)
        return G0 * sum(w / (1 + np.exp(-(MU - p) / 0.08e-3)) for p, w in parts)

    for seed in range(10):
        noise = np.random.default_rng(seed).normal(0, 0.005 * G0, MU.size)
        clean = risers([1e-3, 2e-3, 4.5e-3, 7.5e-3], [0.7, 0.3, 1, 1])
        found = lab.find_plateaus(MU, clean + noise)
        np.testing.assert_allclose(found.heights / G0, [0.7, 1, 2, 3], atol=0.01)


def test_long_traces_take_little_memory():
    mu = np.linspace(-0.5e-3, 14e-3, 40_000)
    noisy = saddle(mu) + np.random.default_rng(0).normal(0, 0.1 * G0, mu.size)
    tracemalloc.start()
    found = lab.find_plateaus(mu, noisy)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    np.testing.assert_allclose(found.heights / G0, [1, 2, 3, 4, 5], atol=0.03)
    assert peak < 50e6


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.find_plateaus(LINE, LINE[:9]), "conductance must be at least 20 samples"),
        (lambda: lab.find_plateaus(LINE[:30], LINE), "x must have the shape"),
        (lambda: lab.find_plateaus(0 * LINE, 1e-4 * LINE), "x must change along the trace"),
        (
            lambda: lab.find_plateaus(LINE, 38.7 * LINE),
            r"a conductance of 3.87 S is .* in G0, or in µS",
        ),
        (lambda: lab.find_plateaus(LINE, LINE, resolution=-1), "resolution must be at least 0"),
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
