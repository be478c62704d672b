"""Waveguides: the suspended beam for phonons, the mismatched circuit for photons."""

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib.constants import HBAR_EV, KAPPA0


def suspended_beam_cutoffs(
    width: float, thickness: float, shear_velocity: float, count: int
) -> Floats:
    """Return mode cutoffs of a free-standing beam of rectangular cross-section, in eV.

    Four branches start at zero: longitudinal, torsional and two flexural. These are exact, and so
    are the further cutoffs given, of waves that move along the beam at the cutoff:
    ħπc sqrt((m/width)² + (n/thickness)²) with the shear velocity c. Besides them the beam has
    branches that move within the cross-section at their cutoff; for a rectangle those have no
    closed form and are not modeled. So the plateau 4κ0T is exact, the temperature at which it ends
    is right in order of magnitude, and the conductance above that is a lower bound.

    Parameters
    ----------
    width, thickness : float
        Of the cross-section in m, above 0.
    shear_velocity : float
        Velocity of transverse sound in m/s, above 0.
    count : int
        Gapped modes to return after the four massless ones, at least 0.

    Returns
    -------
    ndarray
        ``4 + count`` energies in eV, ascending.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range.

    References
    ----------
    K. Schwab, E. A. Henriksen, J. M. Worlock and M. L. Roukes, Nature 404, 974 (2000).

    Examples
    --------
    >>> suspended_beam_cutoffs(200e-9, 60e-9, 6000.0, 2) * 1e6  # µeV
    array([  0.        ,   0.        ,   0.        ,   0.        ,
            62.03501545, 124.07003091])
    """
    w = _checks.scalar("width", width, above=0)
    t = _checks.scalar("thickness", thickness, above=0)
    velocity = _checks.scalar("shear_velocity", shear_velocity, above=0)
    number = _checks.whole_number("count", count, at_least=0)
    # `count` modes across the longer side alone are an upper bound for what comes first.
    longest, shortest = max(w, t), min(w, t)
    across = int(number * (shortest / longest))
    m, n = np.meshgrid(np.arange(number + 1), np.arange(across + 1))
    momenta = np.pi * np.hypot(m / longest, n / shortest).ravel()
    shear = np.sort(momenta)[1 : number + 1]  # the first, at zero, is the longitudinal branch
    return np.concatenate([np.zeros(4), HBAR_EV * velocity * shear])


def circuit_transmission(first: ArrayLike, second: ArrayLike) -> Floats:
    """Return 4R1R2/(R1 + R2)²: how much of the photon heat passes between two resistors.

    Parameters
    ----------
    first, second : array_like
        Resistances in Ω joined by a lossless circuit shorter than the thermal wavelength; above 0,
        broadcast.

    Returns
    -------
    ndarray or float
        In (0, 1]; 1 if they match.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a positive number or the shapes do not broadcast.

    References
    ----------
    D. R. Schmidt, R. J. Schoelkopf and A. N. Cleland, Phys. Rev. Lett. 93, 045901 (2004).

    Examples
    --------
    >>> float(circuit_transmission(50.0, 200.0))
    0.64
    """
    r1 = _checks.number("first", first, above=0)
    r2 = _checks.number("second", second, above=0)
    _checks.broadcast_shape(first=r1, second=r2)
    return (4 / (2 + r1 / r2 + r2 / r1))[()]


def photon_thermal_conductance(
    first: ArrayLike, second: ArrayLike, temperature: ArrayLike
) -> Floats:
    """Return the thermal conductance of one circuit mode between two resistors, in W/K.

    Parameters
    ----------
    first, second : array_like
        Resistances in Ω, above 0, as in :func:`circuit_transmission`.
    temperature : array_like
        Temperature in K, at least 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K, at most κ0T.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    D. R. Schmidt, R. J. Schoelkopf and A. N. Cleland, Phys. Rev. Lett. 93, 045901 (2004);
    M. Meschke, W. Guichard and J. P. Pekola, Nature 444, 187 (2006).

    Examples
    --------
    >>> f"{photon_thermal_conductance(200.0, 200.0, 0.1):.4e}"
    '9.4643e-14'
    """
    kelvin = _checks.number("temperature", temperature, at_least=0)
    passed = np.asarray(circuit_transmission(first, second))
    _checks.broadcast_shape(resistances=passed, temperature=kelvin)
    return (passed * (KAPPA0 * kelvin))[()]
