"""Wave functions of piecewise-constant potentials: scattering states and packets made of them.

A scattering state is followed from the far side, where only the outgoing wave is, back to the
near one: it grows on the way through a barrier, so nothing is lost. A packet is a sum of such
states, each turning with its own energy; that solves Schrödinger's equation exactly, without steps
in time. Places are counted from the first interface, at x = 0.
"""

import numpy as np

from landauer_lib._checks import number, scalar
from landauer_lib._types import ArrayLike, Complexes, Floats
from landauer_lib.barriers.piecewise import flight, profile
from landauer_lib.constants import HBAR2_OVER_2M_EV, HBAR_EV

__all__ = ["scattering_state", "wave_packet"]

REACH = 9.0
"""Half-width of a packet in wave numbers, in standard deviations: its amplitude is 2e-9 there."""

CONVERGED = 1e-6
MOST_WAVES = 2**16
BLOCK = 2**21  # amplitudes held at a time


def scattering_state(
    energy: ArrayLike,
    x: ArrayLike,
    potentials: ArrayLike,
    widths: ArrayLike,
    masses: ArrayLike = 1.0,
) -> Complexes:
    """Return the wave function of an electron that comes from the left.

    exp(ikx) + r exp(−ikx) in the left lead, an outgoing wave in the right one; under the right
    lead's bottom it decays there and |r| = 1. |ψ|² is the density, in units of the incoming wave's.

    Parameters
    ----------
    energy : array_like
        Energies in eV, above the left lead's bottom; any shape.
    x : array_like
        Places in m from the first interface; any shape.
    potentials, widths, masses
        As in :func:`piecewise_transmission`.

    Returns
    -------
    ndarray of complex
        ψ, with the shape of ``energy`` followed by that of ``x``.

    Raises
    ------
    ValueError, TypeError
        As in :func:`piecewise_transmission`, or if an energy is not above the left lead's bottom.

    Examples
    --------
    Before a hard step the wave stands, with four times the density at its crests:

    >>> x = np.linspace(-20e-9, 0, 401)
    >>> density = abs(scattering_state(0.1, x, [0.0, 0.5], [], masses=0.067)) ** 2
    >>> round(float(density.max()), 3), round(float(density[-1]), 3)
    (4.0, 0.8)
    """
    e, v, w, m = profile(energy, potentials, widths, masses)
    place = number("x", x)
    if (e <= v[0]).any():
        raise ValueError(f"energy must lie above the left lead's bottom ({v[0]} eV), got {e.min()}")
    psi = _state(e.reshape(-1, 1), place.ravel(), v, w, m)
    return psi.reshape(e.shape + place.shape)[()]


def _state(e: Floats, x: Floats, v: Floats, w: Floats, m: Floats) -> Complexes:
    """Return ψ of shape (energies, places) for energies of shape (energies, 1)."""
    edges = np.concatenate([[0.0], np.cumsum(w)])
    psi = np.empty((e.size, x.size), dtype=complex)
    log = np.zeros((e.size, x.size))
    k_right = np.sqrt((e - v[-1]) * m[-1] / HBAR2_OVER_2M_EV + 0j)
    beyond = x > edges[-1]
    psi[:, beyond] = np.exp(1j * k_right * (x[beyond] - edges[-1]))
    value, slope, scale = np.ones_like(k_right), 1j * k_right / m[-1], np.zeros_like(e)
    for left, right, potential, mass in zip(
        edges[-2::-1], edges[:0:-1], v[-2:0:-1], m[-2:0:-1], strict=True
    ):
        k_squared = (e - potential) * mass / HBAR2_OVER_2M_EV
        here = (x > left) & (x <= right)
        cosine, sine, growth = flight(k_squared, right - x[here])
        psi[:, here] = cosine * value - mass * sine * slope
        log[:, here] = scale + growth
        cosine, sine, growth = flight(k_squared, np.asarray(right - left))
        value, slope = (
            cosine * value - mass * sine * slope,
            k_squared * sine / mass * value + cosine * slope,
        )
        largest = np.maximum(np.abs(value), np.abs(slope) / np.abs(k_right / m[-1] + 1j))
        value, slope, scale = value / largest, slope / largest, scale + growth + np.log(largest)
    k = np.sqrt((e - v[0]) * m[0] / HBAR2_OVER_2M_EV)
    incoming = (value + slope * m[0] / (1j * k)) / 2
    before = x <= 0
    back = value - incoming
    psi[:, before] = incoming * np.exp(1j * k * x[before]) + back * np.exp(-1j * k * x[before])
    log[:, before] = scale
    result: Complexes = psi / incoming * np.exp(log - scale)
    return result


def wave_packet(
    x: ArrayLike,
    time: ArrayLike,
    potentials: ArrayLike,
    widths: ArrayLike,
    masses: ArrayLike = 1.0,
    *,
    energy: float,
    start: float,
    spread: float,
) -> Complexes:
    """Return the wave function of a Gaussian packet that comes from the left.

    At time 0 it is exp(ik_0 x) times a Gaussian around ``start``, far enough in front of the first
    interface not to touch it. Its parts beyond the barriers hold ∫|g(k)|²T(E_k)dk of the norm in
    the end, g being its amplitudes.

    Parameters
    ----------
    x : array_like
        Places in m from the first interface; any shape.
    time : array_like
        Times in s; any shape.
    potentials, widths, masses
        As in :func:`piecewise_transmission`.
    energy : float
        Energy in eV of the wave number k_0 in its middle.
    start : float
        Middle of the packet at time 0 in m, at most −6 ``spread``.
    spread : float
        Standard deviation of |ψ|² at time 0 in m. The wave number has 1/(2 spread), which must be
        at most k_0/9, so that all of the packet moves to the right.

    Returns
    -------
    ndarray of complex
        ψ in 1/√m, normalized to ∫|ψ|²dx = 1, with the shape of ``time`` followed by that of ``x``;
        to 1e-6 of its height at time 0.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range, or a resonance keeps more of the packet for longer than
        65 536 waves can tell.

    Examples
    --------
    >>> x = np.linspace(-400e-9, 400e-9, 2001)
    >>> packet = dict(energy=0.1, start=-150e-9, spread=20e-9, masses=0.067)
    >>> density = abs(wave_packet(x, 0.6e-12, [0, 0.12, 0], [5e-9], **packet)) ** 2
    >>> round(float(np.sum(density[x > 5e-9]) * (x[1] - x[0])), 2)  # passed
    0.33
    """
    _, v, w, m = profile(energy, potentials, widths, masses)
    middle = scalar("energy", energy)
    if middle <= v[0]:
        raise ValueError(f"energy must lie above the left lead's bottom ({v[0]} eV), got {middle}")
    sigma = scalar("spread", spread, above=0)
    k0 = float(np.sqrt((middle - v[0]) * m[0] / HBAR2_OVER_2M_EV))
    reach = REACH / (2 * sigma)
    if reach >= k0:
        raise ValueError(
            f"spread must be above {REACH / (2 * k0):.3g} m for all of a packet of this energy to "
            f"move to the right, got {sigma}"
        )
    begin = scalar("start", start, at_most=-6 * sigma)
    place, times = number("x", x), number("time", time)

    def waves(k: Floats) -> Complexes:
        e = v[0] + HBAR2_OVER_2M_EV / m[0] * k**2
        g = (2 * sigma**2 / np.pi) ** 0.25 * np.exp(-((sigma * (k - k0)) ** 2) - 1j * k * begin)
        total = np.zeros((times.size, place.size), dtype=complex)
        for part in np.array_split(np.arange(k.size), 1 + k.size * place.size // BLOCK):
            turning = np.exp(-1j * e[part] / HBAR_EV * times.reshape(-1, 1)) * g[part]
            total += turning @ _state(e[part, None], place.ravel(), v, w, m)
        return total

    span = float(np.abs(place - begin).max(initial=0.0)) + w.sum()
    span += 2 * HBAR2_OVER_2M_EV / m[0] * (k0 + reach) / HBAR_EV * np.abs(times).max(initial=0)
    count = int(2 ** np.ceil(np.log2(max(32, reach * span))))
    height = (2 * np.pi * sigma**2) ** -0.25
    step, lowest = float(2 * reach / count), float(k0 - reach)
    total = waves(lowest + step * np.arange(count + 1, dtype=np.float64)) * (
        step / np.sqrt(2 * np.pi)
    )
    while count < MOST_WAVES:
        between = waves(lowest + step * (np.arange(count, dtype=np.float64) + 0.5)) * (
            step / np.sqrt(2 * np.pi)
        )
        change = np.abs(between - total).max(initial=0) / 2
        total, count, step = (total + between) / 2, 2 * count, step / 2
        if change <= CONVERGED * height:
            packet: Complexes = total.reshape(times.shape + place.shape)
            return packet[()]
    raise ValueError(
        f"energy {middle} eV meets a resonance so narrow that {MOST_WAVES} waves do not resolve it"
    )
