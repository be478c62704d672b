"""Opening traces against displacement: two-dimensional histograms and lengths of plateaus."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0
from landauer_lib.lab.histograms import bin_centers, bin_edges, opening_trace

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["PlateauLengths", "StretchingHistogram", "plateau_lengths", "stretching_histogram"]


@dataclass(frozen=True)
class StretchingHistogram:
    """How often a conductance occurs at a displacement from the point of breaking.

    Attributes
    ----------
    displacement_edges : bin edges, shape (m + 1,), 0 where the trace falls below the threshold.
    conductance_edges : bin edges in S, shape (n + 1,).
    counts : samples, all traces together, shape (m, n).
    traces : number of traces that were aligned.
    never : number of traces that never fall through the threshold, left out.
    outside : samples of aligned traces outside the bins.
    """

    displacement_edges: Floats
    conductance_edges: Floats
    counts: NDArray[np.int64]
    traces: int
    never: int
    outside: int

    def array(self) -> "xr.DataArray":
        """Return the counts as an xarray DataArray over the middles of the bins."""
        import xarray as xr

        coordinates = {
            "displacement": bin_centers(self.displacement_edges),
            "conductance": bin_centers(self.conductance_edges),
        }
        return xr.DataArray(self.counts, coordinates, ("displacement", "conductance"), "counts")


def stretching_histogram(
    traces: Iterable[tuple[ArrayLike, ArrayLike]],
    *,
    shortest: float,
    longest: float,
    displacement_bins: int = 100,
    threshold: float = 0.5 * G0,
    bins: int = 100,
    lowest: float = 1e-6 * G0,
    highest: float = 10 * G0,
    logarithmic: bool = True,
) -> StretchingHistogram:
    """Two-dimensional histogram of opening traces, aligned where they break.

    The displacement of each trace counts from its first sample below the threshold after the last
    one above it: what stands at positive displacement is what follows the breaking.

    Parameters
    ----------
    traces : iterable of pairs of array_like, each of shape (samples,)
        Displacement (any unit, the same throughout) and conductance in S of each opening trace.
    shortest, longest : float
        Range of displacement in its unit; ``shortest`` may be negative.
    displacement_bins, bins : int
        Numbers of bins along displacement and conductance, at least 1.
    threshold : float
        Conductance in S at which traces are aligned, above 0.
    lowest, highest : float
        Range of conductance in S.
    logarithmic : bool
        Bins of equal width in ln G (the usual choice for molecules) or in G.

    Returns
    -------
    StretchingHistogram

    Raises
    ------
    ValueError
        If there is no trace, none breaks, lengths differ, or a conductance cannot be in S.

    References
    ----------
    M. T. González et al., Nano Lett. 6, 2238 (2006).

    Examples
    --------
    >>> stretch = np.arange(60) * 0.01
    >>> opening = G0 * np.repeat([1.0, 1e-3], 30)
    >>> histogram = stretching_histogram([(stretch, opening)], shortest=-0.5, longest=0.5)
    >>> histogram.traces, int(histogram.counts.sum()), histogram.outside
    (1, 60, 0)
    """
    longest = scalar("longest", longest, above=scalar("shortest", shortest))
    threshold = scalar("threshold", threshold, above=0)
    divisions = whole_number("displacement_bins", displacement_bins, at_least=1)
    along = np.linspace(shortest, longest, divisions + 1)
    across = bin_edges(bins, lowest, highest, logarithmic=logarithmic)
    counts = np.zeros((divisions, bins), dtype=np.int64)
    aligned = never = samples = 0
    for position, pair in enumerate(traces):
        stretch, values = _pair(position, pair, highest)
        above = np.flatnonzero(values >= threshold)
        if not above.size or above[-1] == values.size - 1:
            never += 1
            continue
        found = np.histogram2d(stretch - stretch[above[-1] + 1], values, (along, across))[0]
        counts += found.astype(np.int64)
        aligned, samples = aligned + 1, samples + values.size
    if not aligned:
        raise ValueError(
            f"traces must hold at least one that falls through threshold {threshold / G0:.3g} G0, "
            f"got {never} that do not"
        )
    outside = samples - int(counts.sum())
    return StretchingHistogram(along, across, counts, aligned, never, outside)


@dataclass(frozen=True)
class PlateauLengths:
    """How far contacts stretch while their conductance lies in a window.

    Attributes
    ----------
    lengths : length of each counted trace, shape (traces,), in the displacement's unit; 0 for one
        that jumps across the window.
    unfinished : traces left out because they begin in the window or below, or never leave it.
    """

    lengths: Floats
    unfinished: int

    @property
    def mean(self) -> float:
        """Mean length."""
        return float(self.lengths.mean())

    @property
    def uncertainty(self) -> float:
        """Standard uncertainty of the mean, from the scatter between traces."""
        count = self.lengths.size
        return float(self.lengths.std(ddof=1) / np.sqrt(count)) if count > 1 else np.inf

    def histogram(self, bins: int = 50) -> tuple[NDArray[np.int64], Floats]:
        """Return counts, shape (bins,), and edges, shape (bins + 1,), from 0 to the longest."""
        bins = whole_number("bins", bins, at_least=1)
        top = float(self.lengths.max()) or 1.0
        counts, edges = np.histogram(self.lengths, bins, range=(0.0, top))
        return counts, edges


def plateau_lengths(
    traces: Iterable[tuple[ArrayLike, ArrayLike]],
    *,
    lowest: float = 0.5 * G0,
    highest: float = 1.3 * G0,
) -> PlateauLengths:
    """Lengths of the last plateau: from falling below ``highest`` to falling below ``lowest``.

    Parameters
    ----------
    traces : iterable of pairs of array_like, each of shape (samples,)
        Displacement (any unit, the same throughout) and conductance in S of each opening trace.
    lowest, highest : float
        Window of conductance in S, by default that of one atom of gold.

    Returns
    -------
    PlateauLengths

    Raises
    ------
    ValueError
        If no trace crosses the window, lengths differ, or a conductance cannot be in S.

    References
    ----------
    A. I. Yanson et al., Nature 395, 783 (1998).

    Examples
    --------
    >>> stretch = np.arange(90) * 0.01
    >>> opening = G0 * np.repeat([2.0, 1.0, 1e-3], 30)
    >>> round(plateau_lengths([(stretch, opening)]).mean, 6)
    0.3
    """
    lowest = scalar("lowest", lowest, above=0)
    highest = scalar("highest", highest, above=lowest)
    lengths, unfinished = [], 0
    for position, pair in enumerate(traces):
        stretch, values = _pair(position, pair, highest)
        above = np.flatnonzero(values > highest)
        start = int(above[-1]) + 1 if above.size else 0
        below = start + np.flatnonzero(values[start:] < lowest)
        if not above.size or not below.size:
            unfinished += 1
            continue
        lengths.append(abs(float(stretch[below[0]] - stretch[start])))
    if not lengths:
        raise ValueError(
            f"traces must hold at least one that falls from above {highest / G0:.3g} G0 to below "
            f"{lowest / G0:.3g} G0, got {unfinished} that do not"
        )
    return PlateauLengths(np.array(lengths), unfinished)


def _pair(
    position: int, pair: tuple[ArrayLike, ArrayLike], highest: float
) -> tuple[Floats, Floats]:
    stretch = number(f"displacement of traces[{position}]", pair[0])
    values = opening_trace(f"conductance of traces[{position}]", pair[1], highest)
    if stretch.shape != values.shape:
        raise ValueError(
            f"displacement of traces[{position}] must have the shape {values.shape} of its "
            f"conductance, got {stretch.shape}"
        )
    return stretch, values
