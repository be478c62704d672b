"""Two voltage probes on a wire with one obstacle: what an invasive measurement reads.

One channel, per spin; terminals are the left end, the right end, the left probe and the right
probe. The matrices go into :func:`landauer_lib.multiterminal.resistance`.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number, probability
from landauer_lib._types import ArrayLike, Floats

__all__ = ["coherent_probed_wire", "probed_wire"]


def probed_wire(transmission: ArrayLike, coupling: ArrayLike) -> Floats:
    """Return the four-terminal matrix of a wire with one obstacle between two voltage probes.

    Each probe takes the share ε out of every stream that passes it, in both directions, emits as
    much, and reflects nothing; phases are averaged. Its four-terminal resistance is
    (h/e²)[(1 − T)/T + ε/(2 − ε)]: Landauer's 1970 formula for weak probes.

    Parameters
    ----------
    transmission : array_like
        Transmission T of the obstacle.
    coupling : array_like
        Share ε that each probe absorbs; 1 interrupts the wire by a reservoir.

    Returns
    -------
    ndarray, shape (..., 4, 4)
        Terminals: left end, right end, left probe, right probe.

    Raises
    ------
    ValueError
        If an argument lies outside [0, 1].

    References
    ----------
    M. Büttiker, Phys. Rev. B 33, 3020 (1986).
    R. Landauer, Philos. Mag. 21, 863 (1970).

    Examples
    --------
    >>> from landauer_lib.multiterminal import resistance
    >>> r = resistance(probed_wire(0.5, 1e-9), current=(0, 1), voltage=(2, 3))
    >>> round(float(r), 3)
    25812.807
    """
    t, e = probability("transmission", transmission), probability("coupling", coupling)
    t, e = np.broadcast_arrays(t, e)
    passed = 1 - e
    matrix = np.zeros((*t.shape, 4, 4))
    for end, probe, far_end, far_probe in ((0, 2, 1, 3), (1, 3, 0, 2)):
        matrix[..., far_end, end] = passed**2 * t
        matrix[..., far_probe, end] = passed * t * e
        matrix[..., probe, end] = e + passed * (1 - t) * e
        matrix[..., end, probe] = e + passed * (1 - t) * e
        matrix[..., far_probe, probe] = e * t * e
        matrix[..., far_end, probe] = e * t * passed
    return matrix


def coherent_probed_wire(
    transmission: ArrayLike, coupling: ArrayLike, phase_left: ArrayLike, phase_right: ArrayLike
) -> Floats:
    """Return the four-terminal matrix of :func:`probed_wire` with all phases kept.

    Each probe couples through one channel that adds the amplitudes of both directions, so it
    feels the standing wave in front of the obstacle: the four-terminal resistance oscillates
    with the probes' places and can be negative.

    Parameters
    ----------
    transmission : array_like
        Transmission T of the obstacle.
    coupling : array_like
        Probability ε ≤ ½ to pass from a probe into one direction of the wire.
    phase_left, phase_right : array_like
        Phases kx between each probe and the obstacle, in radians.

    Returns
    -------
    ndarray, shape (..., 4, 4)
        Terminals: left end, right end, left probe, right probe.

    Raises
    ------
    ValueError
        If T lies outside [0, 1], ε outside [0, ½], or a phase is not finite.

    References
    ----------
    M. Büttiker, Y. Imry and M. Ya. Azbel, Phys. Rev. A 30, 1982 (1984), for the coupler.
    M. Büttiker, IBM J. Res. Dev. 32, 317 (1988), for the sign.

    Examples
    --------
    >>> from landauer_lib.multiterminal import resistance
    >>> wire = coherent_probed_wire(0.5, 0.01, phase_left=np.pi / 2, phase_right=0.0)
    >>> bool(resistance(wire, current=(0, 1), voltage=(2, 3)) < 0)
    True
    """
    t = probability("transmission", transmission)
    e = number("coupling", coupling, at_least=0, at_most=0.5)
    a, b = number("phase_left", phase_left), number("phase_right", phase_right)
    shape = broadcast_shape(transmission=t, coupling=e, phase_left=a, phase_right=b)
    root = np.sqrt(1 - 2 * e)
    back, on, split, mirror = (root - 1) / 2, (root + 1) / 2, np.sqrt(e), -root
    # Waves in the gaps: away from the left probe, back to it, and the same on the right.
    scatter = np.zeros((*shape, 4, 4), dtype=complex)
    enter = np.zeros((*shape, 4, 4), dtype=complex)
    leave = np.zeros((*shape, 4, 4), dtype=complex)
    direct = np.zeros((*shape, 4, 4), dtype=complex)
    reflected = {0: np.sqrt(1 - t), 2: -np.sqrt(1 - t)}
    for away, end, probe, near, far in ((0, 0, 2, a, b), (2, 1, 3, b, a)):
        toward, far_away = away + 1, 2 - away
        scatter[..., away, toward] = back
        scatter[..., toward, away] = reflected[away] * np.exp(2j * near)
        scatter[..., toward, far_away] = np.sqrt(t) * np.exp(1j * (near + far))
        enter[..., away, end], enter[..., away, probe] = on, split
        leave[..., end, toward], leave[..., probe, toward] = on, split
        direct[..., end, end], direct[..., probe, probe] = back, mirror
        direct[..., end, probe] = direct[..., probe, end] = split
    amplitudes = direct + leave @ np.linalg.solve(np.eye(4) - scatter, enter)
    matrix: Floats = np.abs(amplitudes) ** 2
    return matrix
