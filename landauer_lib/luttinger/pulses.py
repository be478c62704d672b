"""Short charge pulses that bounce between the steps of K, and the electron that splits."""

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.luttinger.wire import Wire

_MOST_FLIGHTS = 500_000
_TAIL = 9.0  # standard deviations after which a Gaussian is over
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


class _Flight(NamedTuple):
    """A charge that sets out through a section (0 and the last are the leads) from one end."""

    section: int
    rightward: bool
    time: float
    charge: float


def _flights(wire: Wire, duration: float, origin: float | None) -> list[_Flight]:
    """Follow one pulse and list all its parts that set out within the duration, in no order."""
    parameters = np.concatenate([[1.0], wire.K, [1.0]])
    transit = wire.length / wire.velocity
    resolution = _SAME_TIME * float(transit.min())
    last = len(transit)
    charges: dict[tuple[int, int, bool], float] = {}
    queue: list[tuple[float, int, int, bool]] = []
    flights: list[_Flight] = []

    def arrive(time: float, edge: int, rightward: bool, charge: float) -> None:
        """Let a charge be due at an edge, together with others due there at that time."""
        if not charge or time > duration + resolution:
            return
        key = (round(time / resolution), edge, rightward)
        if key not in charges:
            heappush(queue, (time, *key))
        charges[key] = charges.get(key, 0.0) + charge

    if origin is None:
        arrive(0.0, 0, True, 1.0)
    else:
        edges = np.concatenate([[0.0], np.cumsum(wire.length)])
        i = min(int(np.searchsorted(edges, origin, side="right")) - 1, last - 1)
        right, left = bulk_injection(wire.K[i])
        arrive(float((edges[i + 1] - origin) / wire.velocity[i]), i + 1, True, float(right))
        arrive(float((origin - edges[i]) / wire.velocity[i]), i, False, float(left))
    while queue:
        if len(flights) > _MOST_FLIGHTS:
            raise ValueError(
                f"duration must be shorter for {last} sections: within {duration!r} s there are "
                f"more than {_MOST_FLIGHTS} partial pulses"
            )
        time, tick, edge, rightward = heappop(queue)
        charge = charges.pop((tick, edge, rightward))
        before, after = parameters[edge], parameters[edge + 1]
        if not rightward:
            before, after = after, before
        passed = charge * float(2 * after / (before + after))
        returned = charge * float((before - after) / (before + after))
        for moves_right, part in ((rightward, passed), (not rightward, returned)):
            section = edge + 1 if moves_right else edge
            flights.append(_Flight(section, moves_right, time, part))
            if 0 < section <= last:
                target = edge + 1 if moves_right else edge - 1
                arrive(time + float(transit[section - 1]), target, moves_right, part)
    return flights


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
        If an argument is not a number or out of range, or if more than 500,000
        partial pulses would have to be followed.

    Examples
    --------
    >>> response = pulse_response(Wire(0.5, 1e-6, 1e6), 3.5e-12)
    >>> response.far_charges.round(3), response.near_charges.round(3)
    (array([0.889, 0.099]), array([ 0.333, -0.296]))
    """
    end = _checks.scalar("duration", duration, at_least=0)
    if origin is not None:
        origin = _checks.scalar("origin", origin, at_least=0, at_most=float(wire.length.sum()))
    flights = _flights(wire, end, origin)
    columns = []
    for lead in (len(wire.K) + 1, 0):
        leaving = [(flight.time, flight.charge) for flight in flights if flight.section == lead]
        columns += np.array(leaving).reshape(-1, 2).T.tolist()
    return PulseResponse(*(np.array(column) for column in columns))


def charge_density(
    wire: Wire,
    x: ArrayLike,
    time: ArrayLike,
    *,
    width: float,
    lead_velocity: float | None = None,
) -> Floats:
    """Return the charge per length along leads and wire while a pulse from the left bounces.

    The pulse is a Gaussian in time whose center meets the wire at time 0.

    Parameters
    ----------
    wire : Wire
        The wire.
    x : array_like
        Position from the wire's left end, in m; outside the wire is lead.
    time : array_like
        Time in s, either sign; broadcasts with ``x``.
    width : float
        Standard deviation of the pulse in s, above 0.
    lead_velocity : float, optional
        Velocity in the leads in m/s, above 0; without it vK of the first section, the Fermi
        velocity if interactions alone make the difference.

    Returns
    -------
    ndarray or float
        Fraction of the pulse per meter, of the broadcast shape; its integral over all x is 1.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or if more than 500,000
        partial pulses would have to be followed.

    Examples
    --------
    >>> wire = Wire(0.5, 1e-6, 1e6)
    >>> x = np.linspace(-1e-6, 2e-6, 6001)  # the reflected third is still in the left lead
    >>> density = charge_density(wire, x, 0.5e-12, width=2e-14)
    >>> [round(float(density[part].sum() * 5e-10), 3) for part in (x < 0, x > 0)]
    [0.333, 0.667]
    """
    positions = _checks.number("x", x)
    now = _checks.number("time", time)
    spread = _checks.scalar("width", width, above=0)
    shape = _checks.broadcast_shape(x=positions, time=now)
    if lead_velocity is None:
        lead_velocity = float(wire.K[0] * wire.velocity[0])
    outside = _checks.scalar("lead_velocity", lead_velocity, above=0)
    positions, now = (np.broadcast_to(values, shape).ravel() for values in (positions, now))
    velocities = np.concatenate([[outside], wire.velocity, [outside]])
    edges = np.concatenate([[0.0], np.cumsum(wire.length)])
    home = np.searchsorted(edges, positions, side="right")
    tail = _TAIL * spread
    groups = {(0, True): [(0.0, 1.0)]}  # the pulse on its way in
    for flight in _flights(wire, max(float(now.max(initial=0.0)) + tail, 0.0), None):
        key = (flight.section, flight.rightward)
        groups.setdefault(key, []).append((flight.time, flight.charge))
    density: Floats = np.zeros(positions.shape)
    for (section, rightward), parts in groups.items():
        here = np.flatnonzero(home == section)
        way = positions[here] - edges[max(section - 1, 0)]
        if not rightward:
            way = edges[min(section, len(wire.K))] - positions[here]
        departed = now[here] - way / velocities[section]
        order = np.argsort(departed)
        here, departed = here[order], departed[order]
        for departure, charge in parts:
            first, last = np.searchsorted(departed, [departure - tail, departure + tail])
            phase = (departed[first:last] - departure) / spread
            density[here[first:last]] += charge / velocities[section] * np.exp(-(phase**2) / 2)
    density /= spread * np.sqrt(2 * np.pi)
    return density.reshape(shape)[()]
