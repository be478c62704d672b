"""Sweeps up and down: parting them, and how far apart they run."""

import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar
from landauer_lib.lab.traces import Trace

__all__ = ["Hysteresis", "hysteresis", "noise_level", "split_sweeps", "turning_points"]


def noise_level(values: Floats) -> float:
    """Standard deviation of white noise on a smooth curve, from its second differences.

    The median shrugs off spikes and the few samples where the curve itself bends.
    """
    second = values[2:] - 2 * values[1:-1] + values[:-2]
    if not second.size:
        return 0.0
    return float(np.median(np.abs(second)) / (0.6744897501960817 * np.sqrt(6)))


def turning_points(x: ArrayLike, *, tolerance: float = 0.02) -> list[slice]:
    """Return the stretches over which x runs one way, as slices in order.

    Parameters
    ----------
    x : array_like, shape (n,)
        What is swept. Repeated values at a turn are shared between both sweeps.
    tolerance : float
        Share of the range by which x must come back before that counts as a turn, inside (0, 1):
        noise of the source is none.

    Returns
    -------
    list of slice
        One slice if x never turns.

    Examples
    --------
    >>> turning_points([0, 1, 2, 3, 3, 2, 1, 0])
    [slice(0, 4, None), slice(4, 8, None)]
    """
    values = number("x", x)
    tolerance = scalar("tolerance", tolerance, above=0, below=1)
    if values.ndim != 1 or values.size == 0:
        raise ValueError(f"x must be a line of values, got shape {values.shape}")
    back = tolerance * float(np.ptp(values))
    cuts: list[int] = []
    first = last = 0  # where the extreme of this sweep was reached, and last held
    direction = 0.0
    for i, value in enumerate(values.tolist()):
        step = value - values[last]
        if direction == 0:
            if abs(step) > back:
                direction, first, last = np.sign(step), i, i
        elif step == 0:
            last = i
        elif step * direction > 0:
            first = last = i
        elif abs(step) > back:
            cuts.append((first + last) // 2 + 1)
            direction, first, last = -direction, i, i
    edges = [0, *cuts, values.size]
    return [slice(a, b) for a, b in itertools.pairwise(edges)]


def split_sweeps(trace: Trace, by: str | None = None, *, tolerance: float = 0.02) -> list[Trace]:
    """Part a trace into sweeps that run one way.

    Parameters
    ----------
    trace : Trace
        A column ``sweep``, as reading blocks makes it, parts first.
    by : str, optional
        Column that is swept; the first one by default.
    tolerance : float
        See :func:`turning_points`.

    Returns
    -------
    list of Trace
        In the order measured; ``metadata["direction"]`` is up, down or none.

    Examples
    --------
    >>> loop = Trace({"gate": [0.0, 1, 2, 2, 1, 0], "G": [0.0, 1, 2, 2, 1, 0]})
    >>> [(len(sweep), sweep.metadata["direction"]) for sweep in split_sweeps(loop)]
    [(3, 'up'), (3, 'down')]
    """
    names = [name for name in trace.columns if name != "sweep"]
    if by is None and not names:
        raise ValueError("the trace has no column that could be swept")
    swept = trace[by or names[0]]
    blocks = [slice(0, len(trace))]
    if "sweep" in trace.columns:
        edges = np.flatnonzero(np.diff(trace["sweep"])) + 1
        bounds = [0, *edges.tolist(), len(trace)]
        blocks = [slice(a, b) for a, b in itertools.pairwise(bounds)]
    sweeps = []
    for block in blocks:
        for piece in turning_points(swept[block], tolerance=tolerance):
            rows = slice(block.start + piece.start, block.start + piece.stop)
            run = float(swept[rows][-1] - swept[rows][0])
            direction = "up" if run > 0 else "down" if run < 0 else "none"
            part = trace.select(rows)
            sweeps.append(replace(part, metadata={**trace.metadata, "direction": direction}))
    return sweeps


@dataclass(frozen=True)
class Hysteresis:
    """How two sweeps over the same range differ.

    Attributes
    ----------
    shift : how far the second lies to the right of the first, in the unit of the abscissa.
    uncertainty : standard uncertainty of the shift, from the noise of both sweeps.
    largest : largest difference of the ordinates where both were measured.
    noise : standard deviation of the noise on that difference.
    """

    shift: float
    uncertainty: float
    largest: float
    noise: float

    @property
    def seen(self) -> bool:
        """Whether the shift exceeds three standard uncertainties."""
        return abs(self.shift) > 3 * self.uncertainty


def hysteresis(first: Trace, second: Trace, x: str, y: str) -> Hysteresis:
    """Compare two sweeps: the shift that brings one onto the other, and what is left.

    The difference is fitted by shift times slope; a shift must be small against the steps.

    Parameters
    ----------
    first, second : Trace
        Two sweeps, as :func:`split_sweeps` returns them.
    x, y : str
        Columns: what is swept and what is measured.

    Returns
    -------
    Hysteresis

    Raises
    ------
    ValueError
        If the sweeps share no range of x with at least 10 samples, x repeats within a sweep, or y
        does not change by more than its noise.

    Examples
    --------
    >>> gate = np.linspace(0, 1, 200)
    >>> up = Trace({"gate": gate, "G": np.tanh(5 * gate - 2)})
    >>> down = Trace({"gate": gate[::-1], "G": np.tanh(5 * (gate[::-1] - 0.01) - 2)})
    >>> round(hysteresis(up, down, "gate", "G").shift, 4)
    0.01
    """
    curves = []
    for trace in (first, second):
        order = np.argsort(trace[x], kind="stable")
        curves.append((number(x, trace[x])[order], number(y, trace[y])[order]))
    (x1, y1), (x2, y2) = curves
    low, high = max(x1[0], x2[0]), min(x1[-1], x2[-1])
    inside = (x1 >= low) & (x1 <= high)
    if inside.sum() < 10:
        raise ValueError(f"the sweeps must share at least 10 samples of {x}, got {inside.sum()}")
    at = x1[inside]
    other = np.interp(at, x2, y2)
    if not (np.diff(at) > 0).all():
        raise ValueError(f"{x} must not repeat within a sweep")
    # The noises of both slopes are independent: their product is not biased as a square would be.
    one, two = np.gradient(y1[inside], at), np.gradient(other, at)
    slope, weight = (one + two) / 2, float((one * two).sum())
    if weight <= 0:
        raise ValueError(f"{y} must change along {x} by more than its noise")
    difference = other - y1[inside]
    noise = float(np.hypot(noise_level(y1), noise_level(y2)))
    shift = -float((difference * slope).sum()) / weight
    largest = float(np.abs(difference).max())
    scatter = max(noise, float(np.std(difference + shift * slope)))
    uncertainty = scatter * float(np.sqrt((slope**2).sum())) / weight
    return Hysteresis(shift, uncertainty, largest, noise)
