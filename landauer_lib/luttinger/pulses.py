"""Short charge pulses that bounce between the steps of K, and the electron that splits."""

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib.luttinger.wire import Wire

_MOST_EVENTS = 200_000
_SAME_TIME = 1e-9  # pulses closer than this fraction of the shortest transit time are one pulse


class PulseResponse(NamedTuple):
    """Charges that leave a wire after one pulse, as its fractions, in order of time (s)."""

    far_times: Floats
    far_charges: Floats
    near_times: Floats
    near_charges: Floats


def bulk_injection(K: ArrayLike) -> tuple[Floats, Floats]:
    """Return the charges that run right and left when a right-moving electron enters mid-wire.

    One electron put into the bulk of the wire with momentum near +k_F splits into (1 + K)/2 and
    (1 − K)/2. A pulse that comes from a lead splits otherwise, see :meth:`Wire.pulse_train`.

    Parameters
    ----------
    K : array_like
        Interaction parameter, above 0, any shape.

    Returns
    -------
    right, left : ndarray or float
        Charges in units of the electron's; they add to 1.

    Raises
    ------
    ValueError, TypeError
        If ``K`` is not a positive number.

    References
    ----------
    K.-V. Pham, M. Gabay and P. Lederer, Phys. Rev. B 61, 16397 (2000);
    H. Steinberg et al., Nat. Phys. 4, 116 (2008).

    Examples
    --------
    >>> right, left = bulk_injection(0.5)
    >>> float(right), float(left)
    (0.75, 0.25)
    """
    parameter = _checks.number("K", K, above=0)
    return ((1 + parameter) / 2)[()], ((1 - parameter) / 2)[()]


def pulse_response(wire: Wire, duration: float, *, origin: float | None = None) -> PulseResponse:
    """Follow one short pulse through all sections and list what leaves at either end, and when.

    Parameters
    ----------
    wire : Wire
        The wire.
    duration : float
        Time in s for which to follow it, at least 0.
    origin : float, optional
        Where a right-moving electron is put into the wire, in m from its left end; it starts as
        (1 + K)/2 to the right and (1 − K)/2 to the left. Without it the pulse comes from
        the left lead and meets the wire at time 0.

    Returns
    -------
    PulseResponse
        Times and charges at the far (right) and near (left) end; charges that leave at the
        same time are added.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or if more than 200,000
        partial pulses would have to be followed.

    Examples
    --------
    >>> response = pulse_response(Wire(0.5, 1e-6, 1e6), 3.5e-12)
    >>> response.far_charges.round(3), response.near_charges.round(3)
    (array([0.889, 0.099]), array([ 0.333, -0.296]))
    """
    end = _checks.scalar("duration", duration, at_least=0)
    parameters = np.concatenate([[1.0], wire.K, [1.0]])
    transit = wire.length / wire.velocity
    resolution = _SAME_TIME * float(transit.min())
    last = len(transit)
    charges: dict[tuple[int, int, bool], float] = {}
    queue: list[tuple[float, int, int, bool]] = []
    leaving: dict[bool, tuple[list[float], list[float]]] = {True: ([], []), False: ([], [])}

    def send(time: float, edge: int, rightward: bool, charge: float) -> None:
        """Let a charge arrive at an edge, together with others due there at that time."""
        if not charge or time > end + resolution:
            return
        tick = round(time / resolution)
        key = (tick, edge, rightward)
        if key not in charges:
            heappush(queue, (time, tick, edge, rightward))
        charges[key] = charges.get(key, 0.0) + charge

    if origin is None:
        send(0.0, 0, True, 1.0)
    else:
        start = _checks.scalar("origin", origin, at_least=0, at_most=float(wire.length.sum()))
        edges = np.concatenate([[0.0], np.cumsum(wire.length)])
        i = min(int(np.searchsorted(edges, start, side="right")) - 1, last - 1)
        right, left = bulk_injection(wire.K[i])
        send(float((edges[i + 1] - start) / wire.velocity[i]), i + 1, True, float(right))
        send(float((start - edges[i]) / wire.velocity[i]), i, False, float(left))
    for _ in range(_MOST_EVENTS):
        if not queue:
            break
        time, tick, edge, rightward = heappop(queue)
        charge = charges.pop((tick, edge, rightward))
        before, after = parameters[edge], parameters[edge + 1]
        if not rightward:
            before, after = after, before
        passed = charge * float(2 * after / (before + after))
        returned = charge * float((before - after) / (before + after))
        for moves_right, part in ((rightward, passed), (not rightward, returned)):
            if edge == (last if moves_right else 0):
                leaving[moves_right][0].append(time)
                leaving[moves_right][1].append(part)
            else:
                section = edge if moves_right else edge - 1
                target = edge + 1 if moves_right else edge - 1
                send(time + float(transit[section]), target, moves_right, part)
    else:
        raise ValueError(
            f"duration must be shorter for {last} sections: {end!r} s holds more than "
            f"{_MOST_EVENTS} partial pulses"
        )
    return PulseResponse(*(np.array(column) for side in (True, False) for column in leaving[side]))
