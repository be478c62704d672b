"""Conductance histograms of break junctions."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0

__all__ = ["ConductanceHistogram", "conductance_histogram"]


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
    """

    edges: Floats
    counts: NDArray[np.int64]
    uncertainties: Floats
    traces: int
    outside: int

    @property
    def centers(self) -> Floats:
        """Bin centers in S: means of the edges, geometric ones for logarithmic bins."""
        lower, upper = self.edges[:-1], self.edges[1:]
        widths = np.diff(self.edges)
        equal = np.allclose(widths, widths[0], rtol=1e-6)
        centers: Floats = (lower + upper) / 2 if equal else np.sqrt(lower * upper)
        return centers

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
            Ascending; centers of mass of the upper halves of the peaks.
        """
        significance = scalar("significance", significance, above=0)
        height, error = (
            np.pad(bins.astype(float), 1) for bins in (self.counts, self.uncertainties)
        )
        centers, result = self.centers, []
        for peak, valley in _prominent_peaks(height, significance * error):
            below = np.flatnonzero(height < (height[peak] + height[valley]) / 2)
            left = below[below < peak].max()
            right = below[below > peak].min()
            bins = slice(left, right - 1)  # the padding shifts bins by one
            result.append(np.average(centers[bins], weights=self.counts[bins]))
        return np.array(result)


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
    lowest: float = 0.0,
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
        Range in S; ``lowest`` must be above 0 for logarithmic bins.
    logarithmic : bool
        Bins of equal width in ln G, as for molecules far below G0. They weigh a tunneling
        background by dG/G: a featureless exponential opening curve becomes flat.

    Returns
    -------
    ConductanceHistogram

    Raises
    ------
    ValueError
        If there is no trace, one is not a line of finite numbers, or the range is empty.

    References
    ----------
    N. Agraït, A. Levy Yeyati, J. M. van Ruitenbeek, Phys. Rep. 377, 81 (2003).

    Examples
    --------
    >>> opening = G0 * np.repeat([2.0, 1.0, 0.01], [20, 50, 30])
    >>> histogram = conductance_histogram([opening] * 60, bins=40)
    >>> (histogram.peaks() / G0).round(2).tolist()
    [0.05, 1.05, 2.05]
    """
    bins = whole_number("bins", bins, at_least=1)
    lowest = scalar("lowest", lowest, **({"above": 0.0} if logarithmic else {}))
    highest = scalar("highest", highest, above=lowest)
    edges = (np.geomspace if logarithmic else np.linspace)(lowest, highest, bins + 1)
    counts, squares = np.zeros(bins, dtype=np.int64), np.zeros(bins)
    read = samples = 0
    for trace in traces:
        values = number(f"traces[{read}]", trace)
        if values.ndim != 1 or values.size == 0:
            raise ValueError(f"traces[{read}] must be a line of samples, got shape {values.shape}")
        found = np.histogram(values, edges)[0]
        counts += found
        squares += found.astype(float) ** 2
        read, samples = read + 1, samples + values.size
    if not read:
        raise ValueError("traces must hold at least one trace, got none")
    scatter = (squares - counts**2 / read) * read / (read - 1) if read > 1 else counts
    error = np.sqrt(np.maximum(scatter, 0))
    return ConductanceHistogram(edges, counts, error, read, samples - int(counts.sum()))
