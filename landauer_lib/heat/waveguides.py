"""Waveguides: the suspended beam for phonons, the mismatched circuit for photons."""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR_EV, KAPPA0
from landauer_lib.heat.sections import section_vibrations


def suspended_beam_cutoffs(
    width: float,
    thickness: float,
    shear_velocity: float,
    count: int,
    *,
    poisson_ratio: float = 0.25,
) -> Floats:
    """Return mode cutoffs of a free-standing beam of rectangular cross-section, in eV.

    Four branches start at zero: longitudinal, torsional and two flexural. The others start where
    all slices of the beam move alike (k = 0), in one of two ways. Shear waves move along the beam:
    ħπc sqrt((m/width)² + (n/thickness)²) with the shear velocity c, exactly. The rest deforms the
    section in its own plane; this has no closed form and is computed to 1e-4 by the Ritz method.
    The list is complete up to its last cutoff, and about half of it or more moves in the plane.
    One approximation remains: some branches first fall as k grows from 0 (backward waves, by up
    to 8 % at a Poisson ratio of 0.25), so they carry heat from a little below their cutoff. For
    sides within a factor of 4, the thermal conductance from these cutoffs is up to 2 % too low.

    Parameters
    ----------
    width, thickness : float
        Of the cross-section in m, above 0; one at most 50 times the other.
    shear_velocity : float
        Velocity of transverse sound in m/s, above 0.
    count : int
        Gapped modes to return after the four massless ones, 0 to 1000. A mode with a cutoff of
        12 k_BT adds 3e-4 of a quantum: the last cutoff should be at least that high.
    poisson_ratio : float, optional
        Transverse contraction over stretch, between -1 and 0.5. The default is typical of silicon
        nitride films: 0.28 ± 0.05 (Vlassak and Nix), 0.253 ± 0.017 (Ziebart and others).

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
    N. Nishiguchi, Y. Ando and M. N. Wybourne, J. Phys.: Condens. Matter 9, 5751 (1997);
    H. H. Demarest, J. Acoust. Soc. Am. 49, 768 (1971), for the method;
    K. Schwab, E. A. Henriksen, J. M. Worlock and M. L. Roukes, Nature 404, 974 (2000);
    J. J. Vlassak and W. D. Nix, J. Mater. Res. 7, 3242 (1992); V. Ziebart, O. Paul, U. Münch and
    H. Baltes, MRS Proc. 505, 27 (1997).

    Examples
    --------
    >>> (suspended_beam_cutoffs(200e-9, 60e-9, 6000.0, 3) * 1e6).round(2)  # µeV
    array([  0.  ,   0.  ,   0.  ,   0.  ,  49.57,  62.04, 100.85])
    """
    w = _checks.scalar("width", width, above=0)
    t = _checks.scalar("thickness", thickness, above=0)
    velocity = _checks.scalar("shear_velocity", shear_velocity, above=0)
    number = _checks.whole_number("count", count, at_least=0, at_most=1000)
    ratio = _checks.scalar("poisson_ratio", poisson_ratio, above=-1, below=0.5)
    aspect = max(w, t) / min(w, t)
    if aspect > 50:
        raise ValueError(f"width must be within a factor of 50 of thickness, got {w!r} and {t!r}")
    unit = HBAR_EV * velocity * np.pi / max(w, t)
    return np.concatenate([np.zeros(4), unit * section_vibrations(aspect, ratio, number)])


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
