"""Potentials and currents along a wire between leads, direct and alternating."""

from typing import NamedTuple

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Complexes, Floats
from landauer_lib.luttinger.line import field
from landauer_lib.luttinger.wire import Wire


class PotentialProfile(NamedTuple):
    """Potentials along the wire under direct current, in V; each has the shape of the positions."""

    probe: Floats
    """Mean electrochemical potential: what a weak probe reads that favors neither direction."""
    right_electrons: Floats
    """Potential at which one more right-moving electron is in balance."""
    left_electrons: Floats
    """Potential at which one more left-moving electron is in balance."""
    right_plasmons: Floats
    """Potential of the charge waves that move right."""
    left_plasmons: Floats
    """Potential of the charge waves that move left."""
    electrostatic: Floats
    """Shift of the band bottom (over −e) due to the charge that the bias brings in."""


def _positions(wire: Wire, x: ArrayLike) -> Floats:
    """Check that the positions lie within the wire."""
    return _checks.number("x", x, at_least=0, at_most=float(wire.length.sum()))


def potential_profile(
    wire: Wire, x: ArrayLike, source: ArrayLike = 1.0, drain: ArrayLike = 0.0
) -> PotentialProfile:
    """Return the potentials at positions along leads and wire under direct current.

    The left reservoir is at ``source``, the right one at ``drain``; voltages are meant as
    μ/e, with the sign of the electrons' potential energy turned positive. Five potentials
    belong to one place, because a wire that carries current is not in equilibrium:

    - ``probe``: U, conjugate to the charge density, read by a weak probe that couples alike to
      both directions. (source + drain)/2 in the leads and all along the wire.
    - ``right_electrons``, ``left_electrons``: U ± (h/2e²)I, with the current I of one channel.
      They equal source and drain for any K: reservoirs feed electrons, and electrons are not
      scattered back. This is why the conductance does not depend on K.
    - ``right_plasmons``, ``left_plasmons``: U ± (h/2e²)I/K, the potentials of the waves
      that a section of the wire really propagates. For K < 1 they lie outside the range of the
      reservoirs; across them the infinite wire's conductance K e²/h holds.

    ``electrostatic`` is the part (1 − K²)U of the probe's potential that charge in the wire
    makes, the rest K²U being the kinetic energy of the electrons added. It takes
    the interaction to be short-ranged, screened by a gate at potential 0, and vK to be the
    Fermi velocity.

    Parameters
    ----------
    wire : Wire
        The wire.
    x : array_like
        Position from the wire's left end, in m; outside the wire is lead (K = 1).
    source, drain : array_like, optional
        Potentials of the reservoirs in V, measured from the gate; all broadcast.

    Returns
    -------
    PotentialProfile
        Six arrays of the broadcast shape, in V.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a finite number or the shapes do not broadcast.

    References
    ----------
    A. Kawabata, J. Phys. Soc. Jpn. 65, 30 (1996); R. Egger and H. Grabert, Phys. Rev. B 58,
    10761 (1998) (reservoirs, charging and screening).

    Examples
    --------
    >>> profile = potential_profile(Wire(0.5, 1e-6, 1e5), 0.4e-6, source=1e-3)
    >>> [float(1e3 * v) for v in profile]
    [0.5, 1.0, 0.0, 1.5, -0.5, 0.375]
    """
    positions = _checks.number("x", x)
    left = _checks.number("source", source)
    right = _checks.number("drain", drain)
    shape = _checks.broadcast_shape(x=positions, source=left, drain=right)
    edges = np.concatenate([[0.0], np.cumsum(wire.length)])
    padded = np.concatenate([[1.0], wire.K, [1.0]])
    local = padded[np.searchsorted(edges, positions, side="right")]
    mean = np.broadcast_to(left / 2 + right / 2, shape)
    half = np.broadcast_to(left / 2 - right / 2, shape)
    return PotentialProfile(
        probe=mean[()],
        right_electrons=np.broadcast_to(left, shape)[()],
        left_electrons=np.broadcast_to(right, shape)[()],
        right_plasmons=(mean + half / local)[()],
        left_plasmons=(mean - half / local)[()],
        electrostatic=((1 - local) * (1 + local) * mean)[()],
    )


def ac_profile(wire: Wire, x: ArrayLike, omega: ArrayLike) -> tuple[Complexes, Complexes]:
    """Return potential and current along the wire while the source's voltage oscillates.

    Parameters
    ----------
    wire : Wire
        The wire.
    x : array_like
        Position from the wire's left end, in m, within the wire.
    omega : array_like
        Angular frequency in rad/s; broadcasts with ``x``.

    Returns
    -------
    potential, current : ndarray or complex
        Potential over the reservoir's voltage (½ at zero frequency), and current over
        degeneracy e²/h times that voltage (1 at zero frequency).

    Raises
    ------
    ValueError, TypeError
        If an argument is not a finite number or a position lies outside the wire.

    Examples
    --------
    >>> potential, current = ac_profile(Wire(0.5, 1e-6, 1e6), 0.3e-6, 0.0)
    >>> complex(potential), complex(current)
    ((0.5+0j), (1+0j))
    """
    positions = _positions(wire, x)
    frequency = _checks.number("omega", omega)
    wave = field(wire.K, wire.length, wire.velocity, positions, frequency)
    factor = wave.scale / (wave.left_potential + wave.left_current)
    return (wave.potential * factor)[()], (2 * wave.current * factor)[()]


def local_conductance(wire: Wire, x: ArrayLike, omega: ArrayLike) -> Complexes:
    """Return the current at x over a voltage applied inside the wire at x, in S.

    A field that acts in the wire itself sees the impedances of both sides in series. At zero
    frequency this is degeneracy e²/h again. Averaged over the standing waves, for ω ≫ v/L, it
    is K degeneracy e²/h: the infinite wire's value, which no wave that the ends send back has
    yet corrected.

    Parameters
    ----------
    wire : Wire
        The wire.
    x : array_like
        Position from the wire's left end, in m, within the wire.
    omega : array_like
        Angular frequency in rad/s; broadcasts with ``x``.

    Returns
    -------
    ndarray or complex
        Complex conductance in S.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a finite number or a position lies outside the wire.

    References
    ----------
    V. V. Ponomarenko, Phys. Rev. B 52, R8666 (1995) (nonlocal conductivity of a finite wire).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> complex(local_conductance(Wire(0.5, 1e-6, 1e6), 0.5e-6, 0.0) / G0)
    (1+0j)
    """
    positions = _positions(wire, x)
    frequency = _checks.number("omega", omega)
    mirrored = np.maximum(wire.length.sum() - positions, 0.0)
    right = field(wire.K, wire.length, wire.velocity, positions, frequency)
    left = field(wire.K[::-1], wire.length[::-1], wire.velocity[::-1], mirrored, frequency)
    in_series = right.potential * left.current + left.potential * right.current
    return (2 * wire.dc_conductance() * right.current * left.current / in_series)[()]
