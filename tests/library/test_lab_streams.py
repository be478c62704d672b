"""Streams cut into openings, sweeps parted, rails seen: against data whose parts are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib import lab
from landauer_lib.constants import G0


def cycle(rng, samples=400):
    """Opening (closed, 1 G0 plateau, tunneling) and closing again, with its displacement."""
    length = int(rng.integers(40, 80))
    opening = np.concatenate(
        (
            np.linspace(30, 6, 60),
            np.full(length, 1.0),
            1e-2 * 10.0 ** -np.linspace(0, 3, 140 - length),
        )
    )
    there = np.concatenate((opening, opening[::-1]))
    push = np.concatenate((np.arange(200.0), np.arange(200.0)[::-1]))
    return there * G0 + rng.normal(0, 1e-4 * G0, samples), push, length


def stream(count, unit="S"):
    rng = np.random.default_rng(0)
    parts = [cycle(rng) for _ in range(count)]
    values = np.concatenate([part[0] for part in parts])
    push = np.concatenate([part[1] for part in parts])
    trace = lab.Trace({"push": push, "conductance": values}, {"push": "nm", "conductance": "S"})
    return trace.to(unit, "conductance"), [part[2] for part in parts]


@pytest.mark.parametrize("unit", ["S", "µS", "G0"])
def test_each_opening_is_found_once(unit):
    trace, lengths = stream(12, unit)
    cut = lab.cut_stream(trace, displacement="push")
    assert len(cut) == 12
    for part, length in zip(cut, lengths, strict=True):
        values = part.in_units("conductance", "G0")
        assert values[0] > 5
        assert len(part) == 201 - 60
        assert ((values > 0.9) & (values < 1.1)).sum() == length
    assert [part.metadata["opening"] for part in cut] == [str(n) for n in range(12)]
    pairs = [(part["push"], part.in_units("conductance", "S")) for part in cut]
    np.testing.assert_allclose(lab.plateau_lengths(pairs).lengths, lengths)


def test_what_begins_or_ends_amid_is_no_opening():
    trace, _ = stream(3)
    assert len(lab.cut_stream(trace.select(slice(100, None)))) == 2
    assert len(lab.cut_stream(trace.select(slice(0, 2 * 400 + 100)))) == 2
    assert all(len(part) == 50 for part in lab.cut_stream(trace, longest=50))
    with pytest.raises(ValueError, match="must go from above 100 G0 to below"):
        lab.cut_stream(trace, closed=100 * G0)
    with pytest.raises(ValueError, match="column 'conductance' has no unit"):
        lab.cut_stream(lab.Trace({"conductance": trace["conductance"]}))


@given(st.integers(1, 6), st.integers(10, 60), st.floats(0, 0.005), st.integers(0, 99))
def test_sweeps_are_parted_at_their_turns(count, samples, noise, seed):
    one_way = np.linspace(-1, 1, samples)
    x = np.concatenate([one_way[:: 1 if n % 2 == 0 else -1] for n in range(count)])
    x += np.random.default_rng(seed).normal(0, noise, x.size) if samples < 30 else 0
    parts = lab.turning_points(x, tolerance=0.05)
    assert len(parts) == count
    assert [part.stop for part in parts] == pytest.approx(
        [samples * (n + 1) for n in range(count)], abs=1
    )


def test_blocks_and_turns_are_parted_together():
    gate = np.concatenate((np.arange(10.0), np.arange(10.0)[::-1], np.arange(10.0)))
    trace = lab.Trace({"gate": gate, "G": gate, "sweep": np.repeat([0, 1], [20, 10])})
    parts = lab.split_sweeps(trace)
    assert [(len(part), part.metadata["direction"]) for part in parts] == [
        (10, "up"),
        (10, "down"),
        (10, "up"),
    ]
    assert np.concatenate([part["gate"] for part in parts]).tolist() == gate.tolist()


def test_hysteresis_is_measured_with_its_uncertainty():
    gate = np.linspace(0, 1, 300)

    def curve(x):
        return 1 / (1 + np.exp(-(x - 0.3) / 0.03)) + 1 / (1 + np.exp(-(x - 0.7) / 0.03))

    pulls, false = [], 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        up = lab.Trace({"x": gate, "y": curve(gate) + rng.normal(0, 0.01, 300)})
        down = lab.Trace(
            {"x": gate[::-1], "y": curve(gate - 0.004)[::-1] + rng.normal(0, 0.01, 300)}
        )
        found = lab.hysteresis(up, down, "x", "y")
        pulls.append((found.shift - 0.004) / found.uncertainty)
        assert found.seen
        same = lab.Trace({"x": gate[::-1], "y": curve(gate[::-1]) + rng.normal(0, 0.01, 300)})
        false += lab.hysteresis(up, same, "x", "y").seen
    assert false <= 2
    assert abs(np.mean(pulls)) < 0.5
    assert 0.5 < np.std(pulls) < 1.5


@pytest.mark.parametrize("rail", [0.5, 1.5, 1.95])
@pytest.mark.parametrize("side", [1, -1])
def test_rails_are_seen_and_noise_is_not(rail, side):
    rng = np.random.default_rng(3)
    noisy = rng.normal(np.linspace(0, 2, 400), 0.01)
    clipped = np.minimum(noisy, rail)
    np.testing.assert_array_equal(lab.saturated(side * clipped), clipped == rail)
    assert not lab.saturated(side * noisy).any()
    assert not lab.saturated(np.round(side * noisy, 1)).any()  # a coarse converter
    assert not lab.saturated(np.repeat([2.0, 1.0, 0.01], [20, 50, 30])).any()
    assert not lab.saturated(np.full(100, 1.0)).any()
