"""Continuous measurements: cutting them into opening traces, and seeing an overloaded amplifier."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0
from landauer_lib.lab.traces import Trace
from landauer_lib.lab.units import checked_conductance

__all__ = ["cut_stream", "openings", "saturated"]


def openings(conductance: Floats, closed: float, opened: float) -> list[slice]:
    """Return where a contact opens: from its last sample above ``closed`` to before it closes.

    An opening ends at the last sample below ``opened`` before the contact is above ``closed``
    again. What had begun before the first sample, or has not broken at the last one, is no opening.
    """
    state = np.where(conductance > closed, 1, np.where(conductance < opened, -1, 0))
    known = np.flatnonzero(state)
    signs = state[known]
    falls = np.flatnonzero((signs[:-1] == 1) & (signs[1:] == -1))
    rises = np.flatnonzero((signs[:-1] == -1) & (signs[1:] == 1))
    found = []
    for fall in falls:
        later = rises[rises > fall]
        stop = known[later[0]] + 1 if later.size else conductance.size
        found.append(slice(int(known[fall]), int(stop)))
    return found


def cut_stream(
    trace: Trace,
    conductance: str = "conductance",
    *,
    displacement: str | None = None,
    closed: float = 5 * G0,
    opened: float = 0.1 * G0,
    longest: int | None = None,
) -> list[Trace]:
    """Cut a continuous break-junction measurement into its opening traces.

    Parameters
    ----------
    trace : Trace
        The stream; its conductance is converted to S from whatever unit it has.
    conductance : str
        Column of conductance.
    displacement : str, optional
        Column of what pulls the contact (piezo voltage, distance). Each trace then ends where it
        turns back; without it a trace goes on until the contact closes again, and the closing
        tunneling curve is in it unless ``longest`` cuts it.
    closed, opened : float
        Conductances in S above which the contact is closed and below which it is broken.
    longest : int, optional
        Most samples of a trace.

    Returns
    -------
    list of Trace
        The openings in order, ``metadata["opening"]`` counting from 0. What the measurement begins
        or ends amid is left out.

    Raises
    ------
    ValueError
        If there is no opening, or the conductance has no unit.

    Examples
    --------
    >>> cycle = G0 * np.repeat([20.0, 1.0, 1e-3], 50)
    >>> stream = Trace({"conductance": np.tile(cycle, 3)}, {"conductance": "S"})
    >>> [len(opening) for opening in cut_stream(stream)]
    [101, 101, 101]
    """
    opened = scalar("opened", opened, above=0)
    closed = scalar("closed", closed, above=opened)
    values = number(conductance, trace.in_units(conductance, "S"))
    checked_conductance(conductance, values)
    pulled = None if displacement is None else number(displacement, trace[displacement])
    found = openings(values, closed, opened)
    if not found:
        raise ValueError(
            f"{conductance} must go from above {closed / G0:.3g} G0 to below {opened / G0:.3g} G0 "
            f"at least once, got {values.min() / G0:.3g} to {values.max() / G0:.3g} G0; "
            "closed=... and opened=... set these limits"
        )
    traces = []
    for count, rows in enumerate(found):
        stop = rows.stop
        if pulled is not None:
            away = np.abs(pulled[rows] - pulled[rows.start])
            stop = rows.start + int(np.argmax(away)) + 1
        if longest is not None:
            stop = min(stop, rows.start + whole_number("longest", longest, at_least=1))
        part = trace.select(slice(rows.start, stop))
        traces.append(replace(part, metadata={**trace.metadata, "opening": str(count)}))
    return traces


def saturated(values: ArrayLike, *, shortest: int = 8) -> NDArray[np.bool_]:
    """Tell which samples stand at a rail of the amplifier: constant at the top or bottom.

    A run of equal samples at an extreme value counts if it is at least ``shortest`` long, twice as
    long as any run elsewhere (a coarse converter repeats itself everywhere), and either the other
    samples are noisy or the run begins with a kink, which no smooth curve has.

    Parameters
    ----------
    values : array_like, shape (n,)
    shortest : int
        Fewest equal samples in a row, at least 2.

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> noisy = np.random.default_rng(0).normal(np.linspace(0, 2, 200), 0.01)
    >>> int(saturated(np.minimum(noisy, 1.5)).sum()) > 40, int(saturated(noisy).sum())
    (True, 0)
    """
    line = number("values", values)
    if line.ndim != 1:
        raise ValueError(f"values must be a line of samples, got shape {line.shape}")
    shortest = whole_number("shortest", shortest, at_least=2)
    flags = np.zeros(line.size, dtype=bool)
    if line.size < 2 * shortest or np.ptp(line) == 0:
        return flags
    edges = np.flatnonzero(np.diff(line)) + 1
    starts = np.concatenate(([0], edges))
    lengths = np.diff(np.concatenate((starts, [line.size])))
    heights = line[starts]
    rails = [line.max(), line.min()]
    usual = int(lengths[~np.isin(heights, rails)].max(initial=1))
    for rail in rails:
        runs = np.flatnonzero((heights == rail) & (lengths >= max(shortest, 2 * usual)))
        for run in runs:
            flags[starts[run] : starts[run] + lengths[run]] = True
        if not runs.size:
            continue
        rest = line[~flags]
        steps = np.diff(rest)
        noisy = rest.size > 20 and float((steps[1:] * steps[:-1]).sum()) < 0
        entry = max(abs(line[max(starts[run] - 1, 0)] - rail) for run in runs)
        leave = max(abs(line[min(starts[r] + lengths[r], line.size - 1)] - rail) for r in runs)
        kinked = max(entry, leave) > 1e-4 * np.ptp(line)
        if rest.size < 0.1 * line.size or not (noisy or kinked):
            flags[line == rail] = False
        else:
            flags |= line == rail
    return flags
