"""Drude's conductor: an electron gas that loses its momentum after a time τ."""

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from ..constants import E_CHARGE, ELECTRON_MASS, HBAR, HBAR2_OVER_2M_EV

__all__ = [
    "backscattering_length",
    "conductivity",
    "fermi_energy",
    "fermi_velocity",
    "fermi_wavevector",
    "mean_free_path",
    "mobility",
    "relaxation_time",
]


def mobility(relaxation_time: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return the mobility eτ/m.

    Parameters
    ----------
    relaxation_time : array_like
        Momentum relaxation time in s.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Mobility in m²/(V s).

    Raises
    ------
    ValueError, TypeError
        If an argument is not positive and finite.

    Examples
    --------
    >>> round(float(mobility(38e-12, mass=0.067)), 1)
    99.8
    """
    tau = _checks.number("relaxation_time", relaxation_time, above=0)
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(relaxation_time=tau, mass=m)
    result: Floats = E_CHARGE / ELECTRON_MASS * tau / m
    return result[()]


def relaxation_time(mobility: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return the momentum relaxation time μm/e.

    Parameters
    ----------
    mobility : array_like
        Mobility in m²/(V s).
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Time in s.

    Raises
    ------
    ValueError, TypeError
        If an argument is not positive and finite.

    Examples
    --------
    >>> round(float(relaxation_time(100.0, mass=0.067)) * 1e12, 1)  # ps
    38.1
    """
    mu = _checks.number("mobility", mobility, above=0)
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(mobility=mu, mass=m)
    result: Floats = ELECTRON_MASS / E_CHARGE * mu * m
    return result[()]


def conductivity(density: ArrayLike, relaxation_time: ArrayLike, mass: ArrayLike = 1.0) -> Floats:
    """Return Drude's conductivity ne²τ/m.

    Parameters
    ----------
    density : array_like
        Electrons per m³, or per m² for the conductivity of a sheet.
    relaxation_time : array_like
        Momentum relaxation time in s.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Conductivity in S/m, or in S for a sheet.

    Raises
    ------
    ValueError, TypeError
        If an argument is not positive and finite.

    References
    ----------
    P. Drude, Ann. Phys. 306, 566 (1900).

    Examples
    --------
    >>> round(float(1 / conductivity(3e15, 38e-12, mass=0.067)), 1)  # Ω per square
    20.9
    """
    n = _checks.number("density", density, above=0)
    return np.asarray(n * E_CHARGE * mobility(relaxation_time, mass))[()]


def fermi_wavevector(density: ArrayLike, dimension: int, *, degeneracy: float = 2) -> Floats:
    """Return k_F of a gas of electrons: πn/g, √(4πn/g), (6π²n/g)^⅓ in 1, 2, 3 dimensions.

    Parameters
    ----------
    density : array_like
        Electrons per m, m² or m³.
    dimension : {1, 2, 3}
        Dimension of the gas.
    degeneracy : float, optional
        States per wavevector: 2 for spin, 4 for spin and valley.

    Returns
    -------
    ndarray or float
        Wavevector in 1/m.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> round(float(fermi_wavevector(3e15, 2)) * 1e-9, 4)  # 1/nm
    0.1373
    """
    n = _checks.number("density", density, above=0)
    g = _checks.scalar("degeneracy", degeneracy, above=0)
    d = _checks.whole_number("dimension", dimension, at_least=1, at_most=3)
    ball = {1: 2.0, 2: np.pi, 3: 4 * np.pi / 3}[d]
    result: Floats = 2 * np.pi * (n / (g * ball)) ** (1 / d)
    return result[()]


def fermi_energy(
    density: ArrayLike, dimension: int, mass: ArrayLike = 1.0, *, degeneracy: float = 2
) -> Floats:
    """Return E_F = ħ²k_F²/2m, the Fermi energy from the bottom of a parabolic band.

    Parameters
    ----------
    density, dimension, degeneracy
        As for :func:`fermi_wavevector`.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Energy in eV.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> round(float(fermi_energy(3e15, 2, mass=0.067)) * 1e3, 2)  # meV
    10.72
    """
    k = np.asarray(fermi_wavevector(density, dimension, degeneracy=degeneracy))
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(density=k, mass=m)
    energy: Floats = HBAR2_OVER_2M_EV / m * k**2
    return energy[()]


def fermi_velocity(
    density: ArrayLike, dimension: int, mass: ArrayLike = 1.0, *, degeneracy: float = 2
) -> Floats:
    """Return v_F = ħk_F/m.

    Parameters
    ----------
    density, dimension, degeneracy
        As for :func:`fermi_wavevector`.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    ndarray or float
        Velocity in m/s.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> round(float(fermi_velocity(3e15, 2, mass=0.067)) / 1e5, 2)  # 10⁵ m/s
    2.37
    """
    k = np.asarray(fermi_wavevector(density, dimension, degeneracy=degeneracy))
    m = _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(density=k, mass=m)
    result: Floats = HBAR / ELECTRON_MASS * k / m
    return result[()]


def mean_free_path(
    density: ArrayLike, dimension: int, mobility: ArrayLike, *, degeneracy: float = 2
) -> Floats:
    """Return l = v_F τ = ħk_F μ/e, in which the mass cancels.

    Parameters
    ----------
    density, dimension, degeneracy
        As for :func:`fermi_wavevector`.
    mobility : array_like
        Mobility in m²/(V s).

    Returns
    -------
    ndarray or float
        Length in m.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> round(float(mean_free_path(3e15, 2, mobility=100.0)) * 1e6, 1)  # µm
    9.0
    """
    k = np.asarray(fermi_wavevector(density, dimension, degeneracy=degeneracy))
    mu = _checks.number("mobility", mobility, above=0)
    _checks.broadcast_shape(density=k, mobility=mu)
    result: Floats = HBAR / E_CHARGE * k * mu
    return result[()]


def backscattering_length(mean_free_path: ArrayLike, dimension: int) -> Floats:
    """Return λ, the mean free path for being turned back: 2l, πl/2, 4l/3 in 1, 2, 3 dimensions.

    The length with which :func:`wire_resistance` becomes Drude's resistance in a long wire.

    Parameters
    ----------
    mean_free_path : array_like
        l = v_F τ in m.
    dimension : {1, 2, 3}
        Dimension in which the electrons move.

    Returns
    -------
    ndarray or float
        Length in m.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    S. Datta, Electronic Transport in Mesoscopic Systems (Cambridge, 1995).

    Examples
    --------
    >>> float(backscattering_length(1e-6, 1))
    2e-06
    """
    path = _checks.number("mean_free_path", mean_free_path, above=0)
    factor = {1: 2.0, 2: np.pi / 2, 3: 4 / 3}[
        _checks.whole_number("dimension", dimension, at_least=1, at_most=3)
    ]
    return np.asarray(factor * path)[()]
