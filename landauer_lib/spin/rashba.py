"""Rashba wires: subbands, the helical gap, and the precession of a spin on its way.

One orbital subband with parabolic dispersion. Without a magnetic field no two-terminal device of
one channel polarizes a current; the helical gap needs its Zeeman energy.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats, Integers
from landauer_lib.constants import HBAR2_OVER_2M_EV

__all__ = ["precession_angle", "rashba_channels", "rashba_subbands", "spin_orbit_energy"]


def spin_orbit_energy(alpha: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Spin–orbit energy mα²/2ħ²: how far the Rashba minima lie below the crossing at k = 0.

    Parameters
    ----------
    alpha : array_like
        Rashba coupling in eV m.
    mass : array_like
        Effective mass in free-electron masses, above 0.

    Returns
    -------
    ndarray or float
        Energy in eV, with the broadcast shape.

    Raises
    ------
    ValueError
        If the mass is not above 0.

    Examples
    --------
    >>> f"{spin_orbit_energy(2e-11, 0.023) * 1e6:.1f} µeV"
    '60.4 µeV'
    """
    coupling, m = number("alpha", alpha), number("mass", mass, above=0)
    broadcast_shape(alpha=coupling, mass=m)
    result: Floats = coupling * (coupling * (m / (4 * HBAR2_OVER_2M_EV)))
    return result[()]


def rashba_subbands(
    wavevector: ArrayLike,
    alpha: ArrayLike,
    mass: ArrayLike = 1.0,
    *,
    zeeman_energy: ArrayLike = 0.0,
) -> tuple[Floats, Floats]:
    """Lower and upper subband ħ²k²/2m ∓ √(α²k² + E_Z²/4) of a Rashba wire.

    The field that gives the Zeeman energy lies across the Rashba field (that is, along the wire or
    normal to the plane); without it the two are ħ²k²/2m ∓ |αk|, the crossed parabolas.

    Parameters
    ----------
    wavevector : array_like
        Wavevector along the wire in 1/m.
    alpha : array_like
        Rashba coupling in eV m.
    mass : array_like
        Effective mass in free-electron masses, above 0.
    zeeman_energy : array_like
        Spin splitting E_Z = |g|µ_B B at k = 0, in eV, at least 0: the helical gap.

    Returns
    -------
    tuple of two ndarrays or floats
        Energies in eV above the bottom of the spinless subband, with the broadcast shape.

    Raises
    ------
    ValueError
        If the mass is not above 0 or the Zeeman energy is negative.

    References
    ----------
    Yu. A. Bychkov and E. I. Rashba, JETP Lett. 39, 78 (1984); P. Středa and P. Šeba,
    Phys. Rev. Lett. 90, 256601 (2003) for the gap.

    Examples
    --------
    >>> lower, upper = rashba_subbands(0.0, 2e-11, 0.023, zeeman_energy=1e-4)
    >>> float(upper - lower)
    0.0001
    """
    k, coupling = number("wavevector", wavevector), number("alpha", alpha)
    m = number("mass", mass, above=0)
    zeeman = number("zeeman_energy", zeeman_energy, at_least=0)
    broadcast_shape(wavevector=k, alpha=coupling, mass=m, zeeman_energy=zeeman)
    kinetic = HBAR2_OVER_2M_EV / m * k * k
    splitting = np.hypot(coupling * k, zeeman / 2)
    return (kinetic - splitting)[()], (kinetic + splitting)[()]


def rashba_channels(
    energy: ArrayLike, alpha: ArrayLike, mass: ArrayLike = 1.0, *, zeeman_energy: ArrayLike = 0.0
) -> Integers:
    """Number of right-moving modes of a Rashba wire: 0, 1 or 2, each worth e²/h.

    Strong spin–orbit coupling makes the count go 0, 2, 1, 2 as the energy rises: in the helical gap
    |E| < E_Z/2 one mode of fixed spin direction is left. Weak coupling (E_Z > 4 E_so) gives the
    ordinary Zeeman staircase 0, 1, 2.

    Parameters
    ----------
    energy : array_like
        Energy in eV above the bottom of the spinless subband.
    alpha, mass, zeeman_energy : array_like
        As in :func:`rashba_subbands`.

    Returns
    -------
    ndarray of int or int
        Open modes, with the broadcast shape; exactly at a threshold the mode counts as closed.

    Raises
    ------
    ValueError
        If the mass is not above 0 or the Zeeman energy is negative.

    References
    ----------
    P. Středa and P. Šeba, Phys. Rev. Lett. 90, 256601 (2003).

    Examples
    --------
    >>> [int(n) for n in rashba_channels([-1e-4, -6e-5, 0, 6e-5], 2e-11, 0.023, zeeman_energy=1e-4)]
    [0, 2, 1, 2]
    """
    e = number("energy", energy)
    half_gap = number("zeeman_energy", zeeman_energy, at_least=0) / 2
    so = np.asarray(spin_orbit_energy(alpha, mass))
    broadcast_shape(energy=e, zeeman_energy=half_gap, alpha=so)
    # Two outer minima exist where the coupling beats the gap; else the only minimum is at k = 0.
    outer = half_gap < 2 * so
    minimum = -so - half_gap * (half_gap / np.where(outer, so, 1.0)) / 4
    lower = np.where(outer, 2 * (e > minimum) - (e > -half_gap).astype(int), e > -half_gap)
    result: Integers = (lower + (e > half_gap)).astype(np.int64)
    return result[()]


def precession_angle(alpha: ArrayLike, length: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Rashba precession Δθ = 2mαL/ħ² along a straight path of length L.

    It does not depend on energy, so that neither temperature nor bias blurs it in one subband.

    Parameters
    ----------
    alpha : array_like
        Rashba coupling in eV m (a gate tunes it).
    length : array_like
        Path length in m, at least 0.
    mass : array_like
        Effective mass in free-electron masses, above 0.

    Returns
    -------
    ndarray or float
        Angle in rad, with the broadcast shape.

    Raises
    ------
    ValueError
        If the length is negative or the mass is not above 0.

    References
    ----------
    S. Datta and B. Das, Appl. Phys. Lett. 56, 665 (1990).

    Examples
    --------
    >>> round(float(precession_angle(1e-11, 0.5e-6, 0.04)) / np.pi, 3)
    1.671
    """
    coupling = number("alpha", alpha)
    path = number("length", length, at_least=0)
    m = number("mass", mass, above=0)
    broadcast_shape(alpha=coupling, length=path, mass=m)
    result: Floats = coupling * path * (m / HBAR2_OVER_2M_EV)
    return result[()]
