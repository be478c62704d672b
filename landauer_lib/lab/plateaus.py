"""Plateaus of a noisy staircase."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar
from landauer_lib.constants import G0
from landauer_lib.lab.streams import saturated
from landauer_lib.lab.sweeps import noise_level, turning_points
from landauer_lib.lab.units import checked_conductance

__all__ = ["Plateaus", "find_plateaus"]


@dataclass(frozen=True)
class Plateaus:
    """Plateaus sweep by sweep, in the order of the abscissa; arrays of one length.

    Attributes
    ----------
    positions : centers on the abscissa, in its unit.
    heights : conductances in S.
    widths : extents on the abscissa; a lower bound for a plateau that the trace cuts off.
    uncertainties : standard uncertainties of the heights in S. They cover noise, slope and slow
        switching within the plateau, not a series resistance.
    sweeps : number of the sweep, from 0, that each plateau was found in.
    notes : what to know before quoting the heights, in words.
    """

    positions: Floats
    heights: Floats
    widths: Floats
    uncertainties: Floats
    sweeps: Floats
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of plateaus."""
        return len(self.heights)


@dataclass
class _Stretch:
    """Samples from ``start`` to before ``stop`` that lie flat, at some height."""

    start: int
    stop: int
    height: float
    size: int
    apart: float  # from what difference in height on a neighbor is another plateau


def find_plateaus(
    x: ArrayLike,
    conductance: ArrayLike,
    *,
    flatness: float = 0.15,
    minimum_height: float = 0.1 * G0,
    resolution: float = 0.2 * G0,
) -> Plateaus:
    """Find where a conductance trace is flat.

    A straight line is fitted to a window of samples that slides along the trace; where its slope is
    below ``flatness`` times the steepest one, the trace is flat. The window is the narrowest one in
    which noise cannot fake a slope of that size. Neighboring flat stretches are one plateau where
    their heights differ by less than ``resolution``, or run against the staircase, as a defect that
    switches makes them. Each height is the mean over the middle half of the plateau, where the
    shoulders of the risers weigh least. A sweep that turns back is parted, and samples at a rail of
    the amplifier are left out. A series resistance flattens the upper steps: take it off first
    (:func:`landauer_lib.lab.subtract_series_resistance`).

    Parameters
    ----------
    x : array_like, shape (n,), n ≥ 20
        Abscissa (gate voltage, stretching); it may turn back, and be noisy.
    conductance : array_like, shape (n,)
        Conductance in S.
    flatness : float
        Fraction of the steepest slope that still counts as flat, inside (0, 0.5).
    minimum_height : float
        Conductance in S below which a stretch is a closed contact, not a plateau.
    resolution : float
        Difference in S below which neighboring flat stretches are one plateau, at least 0.

    Returns
    -------
    Plateaus
        Possibly none.

    Raises
    ------
    ValueError
        If shapes differ, the trace is too short, x does not change, the conductance cannot be in S
        by its size, or ``flatness`` lies outside (0, 0.5).

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
    resolution = scalar("resolution", resolution, at_least=0)
    if values.ndim != 1 or values.size < 20:
        raise ValueError(f"conductance must be at least 20 samples, got shape {values.shape}")
    if abscissa.shape != values.shape:
        raise ValueError(
            f"x must have the shape {values.shape} of conductance, got {abscissa.shape}"
        )
    if np.ptp(abscissa) == 0:
        raise ValueError(f"x must change along the trace, got {abscissa[0]:.6g} throughout")
    checked_conductance("conductance", values)
    railed = saturated(values)
    notes = []
    if railed.any():
        rails = ", ".join(f"{value / G0:.4g} G0" for value in np.unique(values[railed]))
        notes.append(f"{int(railed.sum())} samples stand still at {rails}, left out: overload?")
    pieces = turning_points(abscissa)
    if len(pieces) > 1:
        notes.append(f"x turns back: {len(pieces)} sweeps are looked at one by one")
    found: list[tuple[float, ...]] = []
    short = 0
    for sweep, piece in enumerate(pieces):
        kept = np.flatnonzero(~railed[piece]) + piece.start
        if kept.size < 20:
            short += 1
            continue
        order = kept[np.argsort(abscissa[kept], kind="stable")]
        for plateau in _plateaus(abscissa[order], values[order], flatness, resolution):
            if plateau[1] >= minimum_height:
                found.append((*plateau, float(sweep)))
    if short:
        notes.append(f"{short} sweeps of fewer than 20 samples are left out")
    position, height, width, error, of_sweep = np.array(found).reshape(-1, 5).T
    return Plateaus(position, height, width, error, of_sweep, tuple(notes))


def _plateaus(
    x: Floats, y: Floats, flatness: float, resolution: float
) -> list[tuple[float, float, float, float]]:
    """Return position, height, width and uncertainty of each plateau of one sweep."""
    noise = noise_level(y)
    slope, half = _slope(x, y, noise, flatness)
    steepest = slope.max() or 1.0
    stretches = _flat(slope / steepest, flatness, y[half : y.size - half], resolution)
    floor = _resolution_of(y)
    result = []
    for stretch in _merge(stretches, y):
        start, stop = stretch.start + half, stretch.stop + half
        quarter = (stop - start) // 4
        middle = y[start + quarter : stop - quarter]
        if middle.size < 3:
            continue
        error = float(np.hypot(_error_of_mean(middle, noise), floor))
        if error > max(resolution / 4, 4 * noise / np.sqrt(middle.size)):
            continue  # it wanders: where it lies is anyone's guess
        left, right = x[start], x[stop - 1]
        result.append(((left + right) / 2, float(middle.mean()), right - left, error))
    return result


def _flat(
    steepness: Floats, limit: float, y: Floats, resolution: float, offset: int = 0
) -> list[_Stretch]:
    """Return stretches below the limit; one that climbs by more than ``resolution`` is parted."""
    edges = np.diff(np.concatenate(([False], steepness < limit, [False])).astype(int))
    stretches = []
    for start, stop in np.flatnonzero(edges).reshape(-1, 2).tolist():
        inside = y[start:stop]
        end = max(1, inside.size // 8)
        climb = abs(float(np.median(inside[-end:]) - np.median(inside[:end])))
        if climb > resolution and inside.size >= 8:
            part = steepness[start:stop]
            stretches += _flat(part, limit / 2, inside, resolution / 2, offset + start)
        else:
            height = float(np.median(inside))
            stretches.append(
                _Stretch(offset + start, offset + stop, height, stop - start, resolution)
            )
    return stretches


def _merge(stretches: list[_Stretch], y: Floats) -> list[_Stretch]:
    """Join neighbors of nearly one height, and those that run against the staircase."""
    rising = float(np.median(y[-max(1, y.size // 10) :]) - np.median(y[: max(1, y.size // 10)]))
    sign = 1.0 if rising >= 0 else -1.0
    merged: list[_Stretch] = []
    for stretch in stretches:
        merged.append(stretch)
        while len(merged) > 1:
            before, after = merged[-2], merged[-1]
            apart = min(before.apart, after.apart)
            if sign * (after.height - before.height) >= apart:
                break
            size = before.size + after.size
            height = (before.height * before.size + after.height * after.size) / size
            merged[-2:] = [_Stretch(before.start, after.stop, height, size, apart)]
    return merged


def _error_of_mean(values: Floats, noise: float) -> float:
    """Standard error of a mean, from the scatter of means of blocks where samples hang together."""
    scatter = max(noise, float(values.std(ddof=1))) / float(np.sqrt(values.size))
    for count in (16, 8, 4):
        if values.size >= 8 * count:
            means = values[: values.size // count * count].reshape(count, -1).mean(axis=1)
            scatter = max(scatter, float(means.std(ddof=1)) / float(np.sqrt(count)))
    return scatter


def _resolution_of(y: Floats) -> float:
    """What a reading cannot tell apart: the smallest step between values over √12."""
    steps = np.diff(np.unique(y))
    smallest = float(steps[steps > 1e-12 * np.abs(y).max()].min(initial=np.inf))
    return float(min(smallest, np.abs(y).max() * 1e-6) / np.sqrt(12))


def _slope(x: Floats, y: Floats, noise: float, flatness: float) -> tuple[Floats, int]:
    """Steepness of straight lines through sliding windows, and half the window's width.

    Slopes along the index, of y over that of x: each is one convolution, so that memory grows with
    the samples and not with the window.
    """
    spacing = (x[-1] - x[0]) / (x.size - 1)
    rounding = 1e-12 * np.abs(y).max() / spacing
    widest = max(2, x.size // 16)
    center = y.mean()
    half = 1
    while half < widest:
        half = min(widest, max(half + 1, half * 5 // 4))
        weights = np.arange(-half, half + 1, dtype=np.float64)
        along = np.convolve(x - x[0], weights[::-1], mode="valid")
        up = np.abs(np.convolve(y - center, weights[::-1], mode="valid"))
        slope = up / np.maximum(along, 0.05 * spacing * float((weights**2).sum()))
        # Slope error of a fit to equidistant samples; five of them must stay below the threshold.
        faked = 5 * noise * np.sqrt(12 / (2 * half + 1) ** 3) / spacing + rounding
        if faked < flatness * slope.max():
            return slope, half
    # Not even a riser stands out: the whole trace is flat as far as anyone can tell.
    return (slope if faked < slope.max() else np.zeros_like(slope)), half
