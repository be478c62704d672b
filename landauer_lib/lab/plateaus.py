"""Plateaus of a noisy staircase."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar
from landauer_lib.constants import G0

__all__ = ["Plateaus", "find_plateaus"]


@dataclass(frozen=True)
class Plateaus:
    """Plateaus in the order of the abscissa; arrays of one length.

    Attributes
    ----------
    positions : centers on the abscissa, in its unit.
    heights : conductances in S.
    widths : extents on the abscissa; a lower bound for a plateau that the trace cuts off.
    uncertainties : standard uncertainties of the heights in S. They cover noise and slope within
        the plateau, not a series resistance.
    """

    positions: Floats
    heights: Floats
    widths: Floats
    uncertainties: Floats

    def __len__(self) -> int:
        """Return the number of plateaus."""
        return len(self.heights)


def noise_level(values: Floats) -> float:
    """Standard deviation of white noise on a smooth curve, from its second differences.

    The median shrugs off spikes and the few samples where the curve itself bends.
    """
    second = values[2:] - 2 * values[1:-1] + values[:-2]
    return float(np.median(np.abs(second)) / (0.6744897501960817 * np.sqrt(6)))


def find_plateaus(
    x: ArrayLike,
    conductance: ArrayLike,
    *,
    flatness: float = 0.15,
    minimum_height: float = 0.1 * G0,
) -> Plateaus:
    """Find where a conductance trace is flat.

    A straight line is fitted to a window of samples that slides along the trace; where its slope is
    below ``flatness`` times the steepest one, the trace is flat. The window is the narrowest one in
    which noise cannot fake a slope of that size. Each height is the mean over the middle half of
    the flat stretch, where the shoulders of the risers weigh least. A series resistance flattens
    the upper steps: take it off first (:func:`landauer_lib.lab.subtract_series_resistance`).

    Parameters
    ----------
    x : array_like, shape (n,), n ≥ 20
        Abscissa (gate voltage, stretching), strictly monotonic.
    conductance : array_like, shape (n,)
        Conductance in S.
    flatness : float
        Fraction of the steepest slope that still counts as flat, inside (0, 0.5).
    minimum_height : float
        Conductance in S below which a stretch is a closed contact, not a plateau.

    Returns
    -------
    Plateaus
        Possibly none.

    Raises
    ------
    ValueError
        If shapes differ, the trace is too short or not monotonic in x, or ``flatness`` lies outside
        (0, 0.5).

    Examples
    --------
    >>> gate = np.linspace(-1.0, 1.0, 400)
    >>> steps = G0 * (0.5 * np.tanh(20 * (gate + 0.5)) + 0.5 * np.tanh(20 * (gate - 0.5)) + 1)
    >>> (find_plateaus(gate, steps).heights / G0).round(3).tolist()
    [1.0, 2.0]
    """
    abscissa, values = number("x", x), number("conductance", conductance)
    flatness = scalar("flatness", flatness, above=0, below=0.5)
    minimum_height = scalar("minimum_height", minimum_height)
    if values.ndim != 1 or values.size < 20:
        raise ValueError(f"conductance must be at least 20 samples, got shape {values.shape}")
    if abscissa.shape != values.shape:
        raise ValueError(
            f"x must have the shape {values.shape} of conductance, got {abscissa.shape}"
        )
    gaps = np.diff(abscissa)
    if not ((gaps > 0).all() or (gaps < 0).all()):
        raise ValueError("x must be strictly monotonic; average or split a trace that goes back")
    if gaps[0] < 0:
        abscissa, values = abscissa[::-1], values[::-1]

    noise = noise_level(values)
    slope, half = _slope(abscissa, values, noise, flatness)
    steepness = slope / (slope.max() or 1.0)
    # Within one plateau noise may lift the slope over the limit, but not to twice the limit.
    calm = np.diff(np.concatenate(([False], steepness < 2 * flatness, [False])).astype(int))
    found = []
    for begin, end in np.flatnonzero(calm).reshape(-1, 2):
        flat = begin + half + np.flatnonzero(steepness[begin:end] < flatness)
        if not flat.size:
            continue
        start, stop = int(flat[0]), int(flat[-1]) + 1
        quarter = (stop - start) // 4
        middle = values[start + quarter : stop - quarter]
        height = middle.mean()
        if middle.size < 3 or height < minimum_height:
            continue
        # Scatter about the mean includes what slope is left; it cannot be less than the noise.
        scatter = max(noise, middle.std(ddof=1)) / np.sqrt(middle.size)
        left, right = abscissa[start], abscissa[stop - 1]
        found.append(((left + right) / 2, height, right - left, scatter))
    columns = np.array(found).reshape(-1, 4).T
    return Plateaus(*columns)


def _slope(x: Floats, y: Floats, noise: float, flatness: float) -> tuple[Floats, int]:
    """Steepness of straight lines through sliding windows, and half the window's width."""
    spacing = (x[-1] - x[0]) / (x.size - 1)
    rounding = 1e-12 * np.abs(y).max() / spacing
    widest = max(2, x.size // 16)
    half = 1
    while half < widest:
        half = min(widest, max(half + 1, half * 5 // 4))
        width = 2 * half + 1
        windows = np.lib.stride_tricks.sliding_window_view(x, width)
        away = windows - windows.mean(axis=-1, keepdims=True)
        slope = (away * np.lib.stride_tricks.sliding_window_view(y, width)).sum(axis=-1)
        slope = np.abs(slope / (away**2).sum(axis=-1))
        # Slope error of a fit to equidistant samples; five of them must stay below the threshold.
        faked = 5 * noise * np.sqrt(12 / width**3) / spacing + rounding
        if faked < flatness * slope.max():
            return slope, half
    # Not even a riser stands out: the whole trace is flat as far as anyone can tell.
    return (slope if faked < slope.max() else np.zeros_like(slope)), half
