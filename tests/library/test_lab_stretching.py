"""Two-dimensional histograms and plateau lengths, against traces whose breaking is known."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0


def openings(count, rng):
    """Contacts of 1 G0 whose lengths are drawn from an exponential law of mean 0.1 nm."""
    stretch = np.arange(0, 1e-9, 1e-12)
    pairs, lengths = [], rng.exponential(0.1e-9, count).clip(2e-12, 7e-10)
    for length in lengths:
        gap = stretch - 0.2e-9 - length
        values = np.where(
            stretch < 0.2e-9, 3.0, np.where(gap < 0, 1.0, 1e-2 * np.exp(-gap / 5e-11))
        )
        pairs.append((stretch + rng.uniform(0, 1e-8), G0 * values))
    return pairs, lengths


def test_lengths_are_those_that_were_drawn():
    pairs, lengths = openings(400, np.random.default_rng(0))
    found = lab.plateau_lengths(pairs)
    np.testing.assert_allclose(found.lengths, lengths, atol=1.1e-12)
    assert found.mean == pytest.approx(lengths.mean(), rel=1e-2)
    assert found.uncertainty == pytest.approx(lengths.std() / 20, rel=0.05)
    counts, edges = found.histogram(20)
    assert counts.sum() == 400
    assert edges[-1] == found.lengths.max()
    # An exponential law: the counts fall e-fold over its mean.
    assert (found.lengths > 0.1e-9).mean() == pytest.approx(np.exp(-1), abs=0.07)


def test_unfinished_plateaus_are_counted_apart():
    stretch = np.arange(60.0)
    whole = G0 * np.repeat([2.0, 1.0, 0.01], 20)
    found = lab.plateau_lengths(
        [(stretch, whole), (stretch[20:], whole[20:]), (stretch[:40], whole[:40])]
    )
    assert found.lengths.tolist() == [20]
    assert found.unfinished == 2
    assert lab.plateau_lengths([(stretch, G0 * np.repeat([2.0, 0.01], 30))]).lengths.tolist() == [0]


def test_traces_are_aligned_where_they_break():
    pairs, _ = openings(100, np.random.default_rng(1))
    found = lab.stretching_histogram(
        pairs, shortest=-1e-10, longest=2e-10, displacement_bins=60, bins=80, lowest=1e-6 * G0
    )
    assert (found.traces, found.never) == (100, 0)
    assert found.counts.sum() + found.outside == sum(values.size for _, values in pairs)
    middles = (found.displacement_edges[1:] + found.displacement_edges[:-1]) / 2
    conductance = np.sqrt(found.conductance_edges[1:] * found.conductance_edges[:-1])
    before, after = found.counts[middles < 0], found.counts[middles > 0]
    assert before[:, conductance < 0.5 * G0].sum() == 0
    assert after[:, conductance > 0.5 * G0].sum() == 0
    # Behind the break every trace is the same tunneling curve, decaying over 0.05 nm.
    ridge = conductance[after.argmax(axis=1)]
    slope = np.polyfit(middles[middles > 0], np.log(ridge), 1)[0]
    assert slope == pytest.approx(-1 / 5e-11, rel=0.03)


def test_counts_agree_with_numpy_and_become_an_array():
    pairs, _ = openings(1, np.random.default_rng(2))
    stretch, values = pairs[0]
    found = lab.stretching_histogram(pairs, shortest=-5e-10, longest=5e-10, logarithmic=False,
                                     lowest=0.0, highest=4 * G0, bins=8)  # fmt: skip
    zero = stretch[np.flatnonzero(values > 0.5 * G0)[-1] + 1]
    direct = np.histogram2d(
        stretch - zero, values, (found.displacement_edges, found.conductance_edges)
    )[0]
    np.testing.assert_array_equal(found.counts, direct)
    array = found.array()
    assert array.dims == ("displacement", "conductance")
    assert int(array.sum()) == found.counts.sum()


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([], "at least one that falls"),
        ([([0, 1], [G0, G0])], "got 1 that do not"),
        ([([0, 1], [G0])], r"displacement of traces\[0\] must have the shape"),
        ([([0, 1], [1.0, 0.1])], "is the column in G0"),
        ([(range(120), np.tile(G0 * np.repeat([3, 0.01], 20), 3))], "opens 3 times"),
    ],
)
def test_bad_traces_are_refused(pairs, message):
    with pytest.raises(ValueError, match=message):
        lab.stretching_histogram(pairs, shortest=-1, longest=1)
    with pytest.raises(ValueError, match=message):
        lab.plateau_lengths(pairs)
