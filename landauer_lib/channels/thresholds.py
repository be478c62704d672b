"""Bottoms of the subbands of a wire, with and without a perpendicular field, and their count."""

from collections.abc import Callable

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats, Integers
from ..constants import ELECTRON_MASS, HBAR, HBAR2_OVER_2M_EV, MU_B_EV

__all__ = [
    "cyclotron_energy",
    "hard_wall_threshold",
    "magnetic_mass",
    "magnetic_threshold",
    "open_channels",
    "open_parabolic_channels",
    "parabolic_threshold",
    "zeeman_splitting",
]


def hard_wall_threshold(n: ArrayLike, width: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return the threshold of channel n = 1, 2, … between hard walls, ħ²π²n²/2mW².

    Parameters
    ----------
    n : array_like of int
        Channel number, from 1.
    width : array_like
        Distance between the walls in m.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Energy in eV, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If n is not a whole number from 1, or width or mass is not positive.

    Examples
    --------
    >>> (hard_wall_threshold([1, 2], width=50e-9, mass=0.067) * 1e3).round(2)  # meV
    array([2.24, 8.98])
    """
    number = _checks.whole("n", n, at_least=1)
    w = _checks.number("width", width, above=0)
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(n=number, width=w, mass=m)
    return _hard_wall(number, w, m)[()]


def _hard_wall(number: Integers | Floats, width: Floats, mass: Floats) -> Floats:
    energy: Floats = HBAR2_OVER_2M_EV / mass * (np.pi * number / width) ** 2
    return energy


def parabolic_threshold(n: ArrayLike, hbar_omega: ArrayLike) -> Floats:
    """Return the threshold of channel n = 0, 1, … in a parabolic well, ħω(n + ½).

    Parameters
    ----------
    n : array_like of int
        Channel number, from 0.
    hbar_omega : array_like
        Level spacing in eV.

    Returns
    -------
    ndarray or float
        Energy in eV above the bottom of the well, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If n is not a whole number from 0, or the spacing is not positive.

    Examples
    --------
    >>> (parabolic_threshold([0, 1, 2], hbar_omega=2e-3) * 1e3).round(9)  # meV
    array([1., 3., 5.])
    """
    number = _checks.whole("n", n, at_least=0)
    spacing = _checks.number("hbar_omega", hbar_omega, above=0)
    _checks.broadcast_shape(n=number, hbar_omega=spacing)
    energy: Floats = spacing * (number + 0.5)
    return energy[()]


def _count_below(energy: Floats, guess: Floats, threshold: Callable[[Floats], Floats]) -> Integers:
    """Return how many thresholds lie below the energy, given the count up to round-off.

    ``threshold(count)`` is the bottom of the channel that a count of that many includes last.
    """
    if np.any(guess > 1e15):
        raise ValueError("energy is too high: more channels than can be counted one by one")
    count = np.floor(guess)
    count = np.where((count > 0) & (threshold(np.maximum(count, 1)) >= energy), count - 1, count)
    count = np.where(threshold(count + 1) < energy, count + 1, count)
    return count.astype(np.int64)


def open_channels(energy: ArrayLike, width: ArrayLike, mass: ArrayLike = 1.0) -> Integers:
    """Return the number of open channels between hard walls, ⌊k W/π⌋ off the thresholds.

    Parameters
    ----------
    energy : array_like
        Energy in eV from the bottom of the band; none is open at or below 0.
    width : array_like
        Distance between the walls in m.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray of int, or int
        Number of n with ``hard_wall_threshold(n, width, mass) < energy``, exactly: at a
        threshold the channel does not count.

    Raises
    ------
    ValueError, TypeError
        If an argument is not finite, or width or mass is not positive.

    Examples
    --------
    >>> int(open_channels(0.0092, width=50e-9, mass=0.067))
    2
    """
    e = _checks.number("energy", energy)
    w = _checks.number("width", width, above=0)
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(energy=e, width=w, mass=m)
    guess = np.sqrt(np.maximum(e, 0) / _hard_wall(np.ones(()), w, m))
    return _count_below(e, guess, lambda count: _hard_wall(count, w, m))[()]


def open_parabolic_channels(
    energy: ArrayLike, hbar_omega: ArrayLike, *, field: ArrayLike = 0.0, mass: ArrayLike = 1.0
) -> Integers:
    """Return the number of open channels of a parabolic wire, in a perpendicular field if any.

    Parameters
    ----------
    energy : array_like
        Energy in eV from the bottom of the well.
    hbar_omega : array_like
        Level spacing at zero field in eV.
    field : array_like, optional
        Perpendicular magnetic field in T.
    mass : array_like, optional
        Effective mass in free-electron masses; matters in a field only.

    Returns
    -------
    ndarray of int, or int
        Number of n with ``magnetic_threshold(n, hbar_omega, field, mass) < energy``.

    Raises
    ------
    ValueError, TypeError
        If an argument is not finite, or spacing or mass is not positive.

    Examples
    --------
    >>> open_parabolic_channels(0.01, 2e-3, field=[0.0, 2.0], mass=0.067)
    array([5, 3])
    """
    e = _checks.number("energy", energy)
    spacing = magnetic_threshold(0, hbar_omega, field, mass) * 2
    _checks.broadcast_shape(energy=e, threshold=np.asarray(spacing))
    guess = np.maximum(e, 0) / spacing + 0.5
    return _count_below(e, guess, lambda count: spacing * (count - 0.5))[()]


def cyclotron_energy(field: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return ħω_c = ħe|B|/m.

    Parameters
    ----------
    field : array_like
        Perpendicular magnetic field in T.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Energy in eV, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not finite, or the mass is not positive.

    Examples
    --------
    >>> round(float(cyclotron_energy(1.0, mass=0.067)) * 1e3, 3)  # meV
    1.728
    """
    b = _checks.number("field", field)
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(field=b, mass=m)
    energy: Floats = HBAR * abs(b) / (m * ELECTRON_MASS)
    return energy[()]


def zeeman_splitting(field: ArrayLike, g_factor: ArrayLike = 2.0) -> Floats:
    """Return g μ_B B, how far spin along the field lies above spin against it.

    Parameters
    ----------
    field : array_like
        Magnetic field in T, of any direction.
    g_factor : array_like
        Landé factor with its sign, for instance 2 for free electrons and −0.44 for GaAs: for
        g < 0 spin along the field is the lower one.

    Returns
    -------
    ndarray or float
        Energy in eV, of the broadcast shape, with the sign of the product.

    Raises
    ------
    ValueError, TypeError
        If an argument is not finite.

    Examples
    --------
    >>> round(float(zeeman_splitting(10.0, g_factor=-0.44)) * 1e3, 3)  # meV
    -0.255
    """
    b = _checks.number("field", field)
    g = _checks.number("g_factor", g_factor)
    _checks.broadcast_shape(field=b, g_factor=g)
    splitting: Floats = g * MU_B_EV * b
    return splitting[()]


def magnetic_threshold(
    n: ArrayLike, hbar_omega: ArrayLike, field: ArrayLike, mass: ArrayLike = 1.0
) -> Floats:
    """Return the threshold of channel n of a parabolic wire in a perpendicular field.

    The field and the walls confine together, ħ√(ω0² + ω_c²)(n + ½): channels move up and empty
    one after the other (magnetic depopulation). Spin splitting is not included.

    Parameters
    ----------
    n : array_like of int
        Channel number, from 0.
    hbar_omega : array_like
        Level spacing at zero field in eV.
    field : array_like
        Perpendicular magnetic field in T.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Energy in eV above the bottom of the well, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If n is not a whole number from 0, or spacing or mass is not positive.

    References
    ----------
    K.-F. Berggren, T. J. Thornton, D. J. Newson and M. Pepper, Phys. Rev. Lett. 57, 1769 (1986).

    Examples
    --------
    >>> round(float(magnetic_threshold(0, 2e-3, field=0.0, mass=0.067)) * 1e3, 9)  # meV
    1.0
    """
    number = _checks.whole("n", n, at_least=0)
    spacing = _checks.number("hbar_omega", hbar_omega, above=0)
    cyclotron = np.asarray(cyclotron_energy(field, mass))
    _checks.broadcast_shape(n=number, hbar_omega=spacing, field=cyclotron)
    energy: Floats = np.hypot(spacing, cyclotron) * (number + 0.5)
    return energy[()]


def magnetic_mass(hbar_omega: ArrayLike, field: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return the mass with which an electron moves along a parabolic wire in a field.

    Momentum along the wire shifts the orbit sideways, up the wall, so that part of the kinetic
    energy is stored as potential energy: m(1 + ω_c²/ω0²).

    Parameters
    ----------
    hbar_omega, field, mass
        As for :func:`magnetic_threshold`.

    Returns
    -------
    ndarray or float
        Mass in free-electron masses, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not finite, or spacing or mass is not positive.

    Examples
    --------
    >>> round(float(magnetic_mass(2e-3, field=0.0, mass=0.067)), 9)
    0.067
    """
    spacing = _checks.number("hbar_omega", hbar_omega, above=0)
    m = _checks.number("mass", mass, above=0)
    cyclotron = np.asarray(cyclotron_energy(field, mass))
    _checks.broadcast_shape(hbar_omega=spacing, field=cyclotron)
    heavier: Floats = m * (1 + (cyclotron / spacing) ** 2)
    return heavier[()]
