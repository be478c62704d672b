"""Conductance histograms of break junctions."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0
from landauer_lib.lab.streams import openings
from landauer_lib.lab.units import checked_conductance

__all__ = [
    "ConductanceHistogram",
    "bin_centers",
    "bin_edges",
    "conductance_histogram",
    "opening_trace",
]


@dataclass(frozen=True)
class ConductanceHistogram:
    """How often a conductance occurs while contacts are pulled apart.

    Attributes
    ----------
    edges : bin edges in S, shape (bins + 1,).
    counts : samples in each bin, all traces together, shape (bins,).
    uncertainties : standard uncertainties of the counts, shape (bins,), from the scatter between
        traces: samples of one plateau come together, so √counts would be far too small. (It is
        all there is for a single trace.)
    traces : number of traces.
    outside : samples below the first or above the last edge.
    means : mean conductance in S of the samples in each bin, shape (bins,); the center of an empty
        bin.
    notes : what to know before using the counts, in words.
    """

    edges: Floats
    counts: NDArray[np.int64]
    uncertainties: Floats
    traces: int
    outside: int
    means: Floats
    notes: tuple[str, ...] = ()

    @property
    def centers(self) -> Floats:
        """Bin centers in S: means of the edges, geometric ones for logarithmic bins."""
        return bin_centers(self.edges)

    @property
    def per_trace(self) -> Floats:
        """Samples a trace in each bin; with equal bins, the mean time spent there."""
        return self.counts / self.traces

    def peaks(self, significance: float = 5.0) -> Floats:
        """Conductances in S where the histogram peaks.

        Parameters
        ----------
        significance : float
            How far a peak must rise over the valleys on both sides, in standard uncertainties of
            the difference. Above 0.

        Returns
        -------
        ndarray, shape (peaks,)
            Ascending; mean conductances of the samples in the upper halves of the peaks, so that
            a peak narrower than a bin shows where its samples lie, not at the bin's center.
        """
        significance = scalar("significance", significance, above=0)
        height, error = (
            np.pad(bins.astype(float), 1) for bins in (self.counts, self.uncertainties)
        )
        result = []
        for peak, valley in _prominent_peaks(height, significance * error):
            below = np.flatnonzero(height < (height[peak] + height[valley]) / 2)
            left = below[below < peak].max()
            right = below[below > peak].min()
            bins = slice(left, right - 1)  # the padding shifts bins by one
            result.append(np.average(self.means[bins], weights=self.counts[bins]))
        return np.array(result)


def bin_centers(edges: Floats) -> Floats:
    """Means of the edges, geometric ones for bins of unequal width."""
    lower, upper = edges[:-1], edges[1:]
    widths = np.diff(edges)
    equal = np.allclose(widths, widths[0], rtol=1e-6)
    centers: Floats = (lower + upper) / 2 if equal else np.sqrt(lower * upper)
    return centers


def bin_edges(bins: int, lowest: float | None, highest: float, *, logarithmic: bool) -> Floats:
    """Edges of equal bins in G or in ln G; without ``lowest``, multiples of a width are centers."""
    bins = whole_number("bins", bins, at_least=1)
    highest = scalar("highest", highest, above=0.0 if lowest is None else None)
    if lowest is None and not logarithmic:
        half = highest / bins / 2
        edges: Floats = np.linspace(-half, highest - half, bins + 1)
        return edges
    lowest = scalar("lowest", 0.0 if lowest is None else lowest, above=0 if logarithmic else None)
    highest = scalar("highest", highest, above=lowest)
    return (np.geomspace if logarithmic else np.linspace)(lowest, highest, bins + 1)


def opening_trace(name: str, values: ArrayLike, highest: float) -> Floats:
    """Return one opening trace in S; a stream of several, or another unit, is refused in words."""
    line = number(name, values)
    if line.ndim != 1 or line.size == 0:
        raise ValueError(f"{name} must be a line of samples, got shape {line.shape}")
    checked_conductance(name, line, largest=highest)
    count = len(openings(line, closed=1.5 * G0, opened=0.1 * G0))
    if count > 1:
        raise ValueError(
            f"{name} opens {count} times: it is a continuous measurement, not one trace; "
            "landauer_lib.lab.cut_stream cuts it"
        )
    return line


def _prominent_peaks(height: Floats, error: Floats) -> list[tuple[int, int]]:
    """Maxima that stand out of the error on both sides, each with its higher valley."""
    peaks: list[int] = []
    valleys = [0]
    top = bottom = 0
    climbing = True
    for i, value in enumerate(height):
        if climbing:
            if value > height[top]:
                top = i
            elif height[top] - value > np.hypot(error[top], error[i]):
                peaks.append(top)
                bottom, climbing = i, False
        elif value < height[bottom]:
            bottom = i
        elif value - height[bottom] > np.hypot(error[bottom], error[i]):
            valleys.append(bottom)
            top, climbing = i, True
    valleys.append(len(height) - 1)
    return [
        (peak, max(valleys[k], valleys[k + 1], key=lambda v: height[v]))
        for k, peak in enumerate(peaks)
    ]


def conductance_histogram(
    traces: Iterable[ArrayLike],
    *,
    bins: int = 200,
    lowest: float | None = None,
    highest: float = 4 * G0,
    logarithmic: bool = False,
) -> ConductanceHistogram:
    """Histogram of all samples of many opening or closing traces, without selection.

    Parameters
    ----------
    traces : iterable of array_like, each of shape (samples,)
        Conductances in S sampled at equal steps of stretching; lengths may differ. No trace is
        dropped: choosing traces with a plateau would put the peak into the histogram by hand.
    bins : int
        Number of bins, at least 1.
    lowest, highest : float
        Range in S; ``lowest`` must be given and above 0 for logarithmic bins. Without it the bins
        begin half a width below 0, so that G0 is the center of a bin wherever ``highest`` is a
        multiple of it, and not an edge.
    logarithmic : bool
        Bins of equal width in ln G, as for molecules far below G0. They weigh a tunneling
        background by dG/G: a featureless exponential opening curve becomes flat.

    Returns
    -------
    ConductanceHistogram

    Raises
    ------
    ValueError
        If there is no trace, one is not a line of finite numbers, is a stream of several openings,
        or cannot be in S by its size; or the range is empty, or holds no sample.

    References
    ----------
    N. Agraït, A. Levy Yeyati, J. M. van Ruitenbeek, Phys. Rep. 377, 81 (2003).

    Examples
    --------
    >>> opening = G0 * np.repeat([2.0, 1.0, 0.01], [20, 50, 30])
    >>> histogram = conductance_histogram([opening] * 60, bins=40)
    >>> (histogram.peaks() / G0).round(2).tolist()
    [0.01, 1.0, 2.0]
    """
    edges = bin_edges(bins, lowest, highest, logarithmic=logarithmic)
    counts, squares, sums = np.zeros(bins, dtype=np.int64), np.zeros(bins), np.zeros(bins)
    read = samples = below = 0
    for trace in traces:
        values = opening_trace(f"traces[{read}]", trace, highest)
        found = np.histogram(values, edges)[0]
        counts += found
        squares += found.astype(float) ** 2
        sums += np.histogram(values, edges, weights=values)[0]
        below += int((values < edges[0]).sum())
        read, samples = read + 1, samples + values.size
    if not read:
        raise ValueError("traces must hold at least one trace, got none")
    outside = samples - int(counts.sum())
    if outside == samples:
        raise ValueError(
            f"traces must have samples between lowest and highest, {edges[0]:.3g} to "
            f"{edges[-1]:.3g} S ({edges[0] / G0:.3g} to {edges[-1] / G0:.3g} G0), got none of "
            f"{samples}; are they in S?"
        )
    notes = []
    if outside:
        notes.append(
            f"{outside} of {samples} samples lie outside the bins: {below} below, "
            f"{outside - below} above"
        )
    scatter = (squares - counts**2 / read) * read / (read - 1) if read > 1 else counts
    error = np.sqrt(np.maximum(scatter, 0))
    means = np.where(counts > 0, sums / np.maximum(counts, 1), bin_centers(edges))
    return ConductanceHistogram(edges, counts, error, read, outside, means, tuple(notes))
