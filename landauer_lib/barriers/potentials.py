"""Closed forms: a step, a rectangle, a delta, and two barriers in series.

Valid for one channel and parabolic bands, without inelastic scattering; across a mass jump ψ and
ψ′/m are continuous, so that the velocity, not the wave number, sets the mismatch.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number, probability
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR2_OVER_2M_EV

__all__ = ["delta_barrier", "double_barrier", "potential_step", "rectangular_barrier"]


def potential_step(
    energy: ArrayLike, height: ArrayLike, mass_left: ArrayLike = 1.0, mass_right: ArrayLike = 1.0
) -> Floats:
    """Return the transmission of a sharp step, 4 v1 v2 / (v1 + v2)² with the two velocities.

    Parameters
    ----------
    energy : array_like
        Energy above the band bottom on the left, in eV.
    height : array_like
        Band bottom on the right relative to that on the left, in eV (either sign).
    mass_left, mass_right : array_like
        Effective masses, in free-electron masses.

    Returns
    -------
    ndarray
        Transmission, 0 where either side has no open channel; broadcast shape.

    Raises
    ------
    ValueError
        If a mass is not positive or an argument is not finite.

    References
    ----------
    D. J. BenDaniel and C. B. Duke, Phys. Rev. 152, 683 (1966), for the matching of masses.

    Examples
    --------
    >>> round(float(potential_step(energy=4.0, height=3.0)), 12)
    0.888888888889
    """
    e = number("energy", energy)
    v = number("height", height)
    m1 = number("mass_left", mass_left, above=0)
    m2 = number("mass_right", mass_right, above=0)
    broadcast_shape(energy=e, height=v, mass_left=m1, mass_right=m2)
    is_open = (e > 0) & (e > v)
    v1 = np.sqrt(np.where(is_open, e, 1.0) / m1)
    v2 = np.sqrt(np.where(is_open, e - v, 1.0) / m2)
    transmission: Floats = np.where(is_open, 4 * (v1 / (v1 + v2)) * (v2 / (v1 + v2)), 0.0)
    return transmission[()]


def rectangular_barrier(
    energy: ArrayLike, height: ArrayLike, width: ArrayLike, mass: ArrayLike = 1.0
) -> Floats:
    """Return the transmission of a rectangular barrier, or of a well where ``height`` < 0.

    Parameters
    ----------
    energy : array_like
        Energy above the band bottom of the leads, in eV.
    height : array_like
        Height of the barrier, in eV.
    width : array_like
        Its width, in m, at least 0.
    mass : array_like
        Effective mass everywhere, in free-electron masses.

    Returns
    -------
    ndarray
        Transmission, 0 at and below the band bottom; broadcast shape. It keeps its relative
        accuracy deep under the barrier and is smooth through ``energy == height``.

    Raises
    ------
    ValueError
        If the width is negative, the mass not positive, or an argument not finite.

    References
    ----------
    E. Merzbacher, *Quantum Mechanics* (Wiley, 3rd ed. 1998), chapter 6.

    Examples
    --------
    One ångström more of a vacuum gap 4 eV high costs almost a factor of eight:

    >>> gap = rectangular_barrier(4.0, 8.0, [5e-10, 6e-10])
    >>> round(float(gap[0] / gap[1]), 2)
    7.76
    """
    e = number("energy", energy)
    v = number("height", height)
    a = number("width", width, at_least=0)
    m = number("mass", mass, above=0)
    broadcast_shape(energy=e, height=v, width=a, mass=m)
    unit = HBAR2_OVER_2M_EV / m
    x = np.sqrt(np.abs(v - e) / unit) * a
    under = e < v
    positive = np.where(x > 0, x, 1.0)
    # (sinh x / x) e^{-x} under the barrier and (sin x / x) above it: both 1 at the top.
    evanescent = np.where(x > 0, -np.expm1(-2 * positive) / (2 * positive), 1.0)
    ratio = np.where(under, evanescent, np.sinc(x / np.pi))
    is_open = e > 0
    through = 4 * np.where(is_open, e, 1.0) * unit * np.exp(np.where(under, -2 * x, 0.0))
    transmission: Floats = np.where(is_open, through / (through + (v * a * ratio) ** 2), 0.0)
    return transmission[()]


def delta_barrier(energy: ArrayLike, strength: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return the transmission 1/(1 + β²) of the potential λδ(x), with β = mλ/ħ²k.

    Parameters
    ----------
    energy : array_like
        Energy above the band bottom, in eV.
    strength : array_like
        Area λ of the potential, in eV m (either sign).
    mass : array_like
        Effective mass, in free-electron masses.

    Returns
    -------
    ndarray
        Transmission, 0 at and below the band bottom; broadcast shape.

    Raises
    ------
    ValueError
        If the mass is not positive or an argument is not finite.

    References
    ----------
    S. Flügge, *Practical Quantum Mechanics* (Springer, 1971).

    Examples
    --------
    >>> float(delta_barrier(1.0, strength=0.0))
    1.0
    """
    e = number("energy", energy)
    s = number("strength", strength)
    m = number("mass", mass, above=0)
    broadcast_shape(energy=e, strength=s, mass=m)
    is_open = e > 0
    through = 4 * HBAR2_OVER_2M_EV / m * np.where(is_open, e, 1.0)
    transmission: Floats = np.where(is_open, through / (through + s**2), 0.0)
    return transmission[()]


def double_barrier(
    first: ArrayLike, second: ArrayLike, round_trip_phase: ArrayLike | None = None
) -> Floats:
    """Return the transmission of two barriers in series, coherent or averaged over the phase.

    Parameters
    ----------
    first, second : array_like
        Transmissions T1, T2 of the barriers alone.
    round_trip_phase : array_like, optional
        Phase θ collected in one round trip between them, both reflections included, in radians:
        T = T1 T2 / (1 + R1 R2 − 2 √(R1 R2) cos θ). If left out, the average over θ,
        T1 T2 / (1 − R1 R2), which is also what incoherent addition of probabilities gives.

    Returns
    -------
    ndarray
        Transmission; broadcast shape. Two opaque barriers transmit nothing.

    Raises
    ------
    ValueError
        If a transmission lies outside [0, 1] or the phase is not finite.

    References
    ----------
    B. Ricco and M. Ya. Azbel, Phys. Rev. B 29, 1970 (1984).
    M. Büttiker, IBM J. Res. Dev. 32, 63 (1988), for the incoherent limit.

    Examples
    --------
    Two mirrors of 1 % are together transparent on resonance and pass 0.5 % on average:

    >>> float(double_barrier(0.01, 0.01, round_trip_phase=0.0)), float(double_barrier(0.01, 0.01))
    (1.0, 0.005025125628140704)
    """
    t1 = probability("first", first)
    t2 = probability("second", second)
    lost = t1 + t2 * (1 - t1)  # 1 − R1 R2 without cancellation
    if round_trip_phase is None:
        broadcast_shape(first=t1, second=t2)
        share = t1 / np.where(lost > 0, lost, 1.0)
        averaged: Floats = share * t2
        return averaged[()]
    theta = number("round_trip_phase", round_trip_phase)
    broadcast_shape(first=t1, second=t2, round_trip_phase=theta)
    root = np.sqrt((1 - t1) * (1 - t2))
    detour = np.hypot(lost / (1 + root), 2 * np.sqrt(root) * np.sin(theta / 2))
    detour = np.where(detour > 0, detour, 1.0)
    transmission: Floats = (t1 / detour) * (t2 / detour)
    return np.minimum(transmission, 1.0)[()]
