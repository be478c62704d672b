"""Histograms of opening contacts: every sample counted, and peaks only where there are some."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0


def gold_like(rng, samples=150):
    """One opening curve: plateaus near 2 and 1 G0, then tunneling."""
    cut = np.sort(rng.integers(20, samples - 20, 2))
    curve = np.concatenate(
        [
            np.full(cut[0], 2.0),
            np.full(cut[1] - cut[0], 1.0),
            0.1 * np.exp(-np.arange(samples - cut[1]) / 5),
        ]
    )
    return G0 * (curve + rng.normal(0, 0.03, samples))


def test_histogram_counts_every_sample():
    rng = np.random.default_rng(0)
    traces = [gold_like(rng, int(n)) for n in rng.integers(100, 200, 50)]
    histogram = lab.conductance_histogram(traces, bins=100, highest=2.5 * G0)
    everything = np.concatenate(traces)
    direct = [
        int(((everything >= a) & (everything < b)).sum())
        for a, b in zip(histogram.edges[:-1], histogram.edges[1:], strict=True)
    ]
    np.testing.assert_array_equal(histogram.counts, direct)
    assert histogram.counts.sum() + histogram.outside == everything.size
    assert histogram.traces == 50
    np.testing.assert_allclose(histogram.per_trace * 50, histogram.counts)
    peaks = histogram.peaks() / G0
    np.testing.assert_allclose(peaks[-2:], [1, 2], atol=0.02)


def test_flat_histogram_has_no_peaks():
    values = np.random.default_rng(1).uniform(0, 4 * G0, (1000, 100))
    values = -np.sort(-values, axis=1)  # each contact opens once
    histogram = lab.conductance_histogram(values, bins=100)
    # For independent samples the uncertainties are Poisson's, known here to √(3/2000) each.
    np.testing.assert_allclose(histogram.uncertainties, np.sqrt(histogram.counts), rtol=0.2)
    # The whole range is one plateau of the density, so at most one broad maximum is reported.
    assert len(histogram.peaks(significance=6)) <= 1


def test_histogram_uncertainties_are_the_scatter_between_repetitions():
    sets = [
        lab.conductance_histogram([gold_like(np.random.default_rng((k, n))) for n in range(40)])
        for k in range(30)
    ]
    scatter = np.std([h.counts for h in sets], axis=0, ddof=1)
    stated = np.mean([h.uncertainties for h in sets], axis=0)
    busy = np.mean([h.counts for h in sets], axis=0) > 50
    assert (scatter[busy] / stated[busy]).mean() == pytest.approx(1, abs=0.1)


def test_tunneling_is_flat_in_logarithmic_bins():
    curve = G0 * np.exp(-np.linspace(0, 12, 12_001))
    histogram = lab.conductance_histogram(
        [curve], bins=30, lowest=1e-5 * G0, highest=G0, logarithmic=True
    )
    assert np.ptp(histogram.counts) <= 2
    np.testing.assert_allclose(
        histogram.centers, np.sqrt(histogram.edges[1:] * histogram.edges[:-1]), rtol=1e-12
    )


@pytest.mark.parametrize("bins", [40, 79, 200])
@pytest.mark.parametrize("lowest", [None, 0.0, 0.05 * G0])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_peak_at_exactly_one_quantum_shows_there(bins, lowest, logarithmic):
    opening = G0 * np.repeat([2.0, 1.0, 0.3], [20, 50, 30])
    histogram = lab.conductance_histogram(
        [opening] * 60,
        bins=bins,
        lowest=1e-3 * G0 if logarithmic else lowest,
        logarithmic=logarithmic,
    )
    np.testing.assert_allclose(histogram.peaks() / G0, [0.3, 1, 2], rtol=1e-12)


def test_one_quantum_is_the_center_of_a_bin_by_default():
    histogram = lab.conductance_histogram([[G0]])
    assert histogram.centers[histogram.counts.argmax()] / G0 == pytest.approx(1, rel=1e-12)
    assert histogram.means[histogram.counts.argmax()] == pytest.approx(G0, rel=1e-12)


def test_samples_outside_are_said():
    histogram = lab.conductance_histogram([G0 * np.array([-1.0, 0.5, 1.0, 7.0, 8.0])])
    assert histogram.outside == 3
    assert histogram.notes == ("3 of 5 samples lie outside the bins: 1 below, 2 above",)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.conductance_histogram([]), "traces must hold at least one"),
        (lambda: lab.conductance_histogram([[[1.0]]]), r"traces\[0\] must be a line"),
        (lambda: lab.conductance_histogram([[1e-4], [np.nan]]), r"traces\[1\] must be finite"),
        (lambda: lab.conductance_histogram([[1.0]], bins=0), "bins must be at least 1"),
        (lambda: lab.conductance_histogram([[1.0]], highest=0), "highest must be above"),
        (lambda: lab.conductance_histogram([[1.0]], logarithmic=True), "lowest must be above 0"),
        (
            lambda: lab.conductance_histogram([[2.0, 1.0, 0.1]]),
            "a conductance of 2 S is 25,813 G0; is the column in G0",
        ),
        (
            lambda: lab.conductance_histogram([np.tile(G0 * np.repeat([3.0, 1, 0.01], 9), 20)]),
            r"traces\[0\] opens 20 times: it is a continuous measurement",
        ),
        (lambda: lab.conductance_histogram([[1e-9]], lowest=1e-5), "got none of 1; are they in S"),
        (
            lambda: lab.conductance_histogram([[1e-4]]).peaks(significance=0),
            "significance must be above 0",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
