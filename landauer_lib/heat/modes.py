"""Boson modes between reservoirs, massless or gapped, at small and large differences."""

from typing import Final

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import H_PLANCK, HBAR, K_B, K_B_EV, KAPPA0

LARGEST_EXPONENT: Final = 800.0  # exp(-x) is 0 beyond
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_K: Final = np.arange(1, 41)


def reduced_energy(energy: Floats, temperature: Floats) -> Floats:
    """Return energy/k_BT, clipped to where its exponential still matters."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = energy / (K_B_EV * temperature)
    # 0/0 is a massless mode at absolute zero, where every result is multiplied by T.
    clipped: Floats = np.clip(np.nan_to_num(ratio, nan=0.0), -LARGEST_EXPONENT, LARGEST_EXPONENT)
    return clipped


def _energy_integral(x: Floats) -> Floats:
    """Return ∫ₓ^∞ y/(e^y − 1) dy = Li₂(e^(−x)) − x ln(1 − e^(−x))."""
    from scipy.special import spence

    low = np.minimum(x, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithm = np.where(low > 0, low * np.log(-np.expm1(-low)), 0.0)
    near = spence(-np.expm1(-low)) - logarithm
    high = np.maximum(x, 1.0)[..., None]
    far = (np.exp(-_K * high) * (high / _K + 1 / _K**2)).sum(axis=-1)
    integral: Floats = np.where(x < 1, near, far)
    return integral


def _heat_integral(x: Floats) -> Floats:
    """Return ∫ₓ^∞ y² e^y/(e^y − 1)² dy, which is π²/3 at x = 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        boundary = np.where(x > 0, x * x / np.expm1(x), 0.0)
    return boundary + 2 * _energy_integral(x)


def _heat_integral_between(low: Floats, high: Floats) -> Floats:
    """Return ∫ y² e^y/(e^y − 1)² dy over [low, high] without loss where the band is narrow."""
    width = np.minimum(high - low, 1.0)[..., None]
    half = (low[..., None] + width / 2 * (1 + _NODES)) / 2
    shape = np.where(half > 0, half / np.sinh(np.where(half > 0, half, 1.0)), 1.0)
    narrow = (width / 2 * _WEIGHTS * shape**2).sum(axis=-1)
    return np.where(high - low < 1, narrow, _heat_integral(low) - _heat_integral(high))


def mode_thermal_conductance(
    cutoff: ArrayLike, temperature: ArrayLike, *, upper: ArrayLike | None = None
) -> Floats:
    """Return the thermal conductance of one boson mode that carries energies above a cutoff.

    K = (k_B²T/h) ∫ y² e^y/(e^y − 1)² dy from x = cutoff/k_BT up: κ0T for a massless mode, and
    κ0T (3/π²)[x² n_B − 2x ln(1 − e^(−x)) + 2 Li₂(e^(−x))] for a gapped one. Only its two ends
    matter: velocity and density of states cancel.

    Parameters
    ----------
    cutoff : array_like
        Lowest energy of the mode in eV, at least 0.
    temperature : array_like
        Temperature in K, at least 0; all arguments broadcast.
    upper : array_like, optional
        Highest energy in eV, at least ``cutoff``; without it the band has no end.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K, of the broadcast shape, between 0 and κ0T.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number, negative, or if ``upper`` lies below ``cutoff``.

    References
    ----------
    J. B. Pendry, J. Phys. A 16, 2161 (1983); L. G. C. Rego and G. Kirczenow, Phys. Rev. Lett. 81,
    232 (1998).

    Examples
    --------
    >>> from landauer_lib.constants import KAPPA0
    >>> [round(float(mode_thermal_conductance(e, 1.0) / KAPPA0), 6) for e in (0.0, 1e-4, 1e-3)]
    [1.0, 0.659946, 0.000443]
    """
    lower = _checks.number("cutoff", cutoff, at_least=0)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(cutoff=lower, temperature=kelvin)
    scale = K_B * (K_B * kelvin) / H_PLANCK
    if upper is None:
        return (scale * _heat_integral(reduced_energy(lower, kelvin)))[()]
    top = _checks.number("upper", upper, at_least=0)
    _checks.broadcast_shape(cutoff=lower, temperature=kelvin, upper=top)
    if (top < lower).any():
        raise ValueError(f"upper must be at least cutoff, got {upper!r} below {cutoff!r}")
    low, high = np.broadcast_arrays(reduced_energy(lower, kelvin), reduced_energy(top, kelvin))
    result: Floats = scale * _heat_integral_between(low, high)
    return result[()]


def phonon_thermal_conductance(cutoffs: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return the thermal conductance of a phonon waveguide: the sum over its modes.

    Parameters
    ----------
    cutoffs : array_like
        Lowest energies of the modes in eV, at least 0, along the last axis (0 for a massless one).
    temperature : array_like
        Temperature in K, at least 0; broadcasts with the other axes of ``cutoffs``.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or negative, or ``cutoffs`` is a single number.

    References
    ----------
    L. G. C. Rego and G. Kirczenow, Phys. Rev. Lett. 81, 232 (1998).

    Examples
    --------
    >>> from landauer_lib.constants import KAPPA0
    >>> float(phonon_thermal_conductance([0, 0, 0, 0, 1e-3], 0.1) / KAPPA0 / 0.1)
    4.0
    """
    modes = _checks.number("cutoffs", cutoffs, at_least=0)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    if modes.ndim == 0:
        raise ValueError("cutoffs must hold one energy per mode along its last axis, got a number")
    _checks.broadcast_shape(cutoffs=modes[..., 0], temperature=kelvin)
    total: Floats = np.asarray(mode_thermal_conductance(modes, kelvin[..., None])).sum(axis=-1)
    return total[()]


def mode_heat_current(hot: ArrayLike, cold: ArrayLike, *, cutoff: ArrayLike = 0.0) -> Floats:
    """Return the heat that one boson mode carries between two temperatures, in W.

    (κ0/2)(T_hot² − T_cold²) for a massless mode, at any difference of temperature. With
    ``cold=0`` this is Pendry's bound: no single channel of any kind carries away more.

    Parameters
    ----------
    hot, cold : array_like
        Temperatures of the reservoirs in K, at least 0 (the result is negative if cold is hotter).
    cutoff : array_like, optional
        Lowest energy of the mode in eV, at least 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        Heat current in W from ``hot`` to ``cold``.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or negative, or the shapes do not broadcast.

    References
    ----------
    J. B. Pendry, J. Phys. A 16, 2161 (1983).

    Examples
    --------
    >>> round(1e15 * float(mode_heat_current(0.1, 0.05)), 6)  # fW
    3.549117
    """
    warm = _checks.number("hot", hot, at_least=0)
    cool = _checks.number("cold", cold, at_least=0)
    gap = _checks.number("cutoff", cutoff, at_least=0)
    _checks.broadcast_shape(hot=warm, cold=cool, cutoff=gap)
    massless = KAPPA0 / 2 * (warm - cool) * (warm + cool)
    from_warm, from_cool = (
        K_B * t * (K_B * t) / H_PLANCK * _energy_integral(reduced_energy(gap, t))
        for t in (warm, cool)
    )
    # Close temperatures: integrate the conductance, for the difference of currents loses digits.
    nodes = ((warm + cool) / 2)[..., None] + ((warm - cool) / 2)[..., None] * _NODES
    conductance = np.asarray(mode_thermal_conductance(gap[..., None], nodes))
    close = (warm - cool) / 2 * (_WEIGHTS * conductance).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        spread = np.abs(reduced_energy(gap, warm) - reduced_energy(gap, cool))
    near = (np.abs(warm - cool) < 0.2 * np.maximum(warm, cool)) & (spread < 1)
    gapped = np.where(near, close, from_warm - from_cool)
    return np.where(gap == 0, massless, gapped)[()]


def information_rate(power: ArrayLike) -> Floats:
    """Return Pendry's bound on the information that a power can carry through one channel.

    A channel fed by a reservoir carries the entropy current κ0T with the power κ0T²/2, so no
    signal of power P brings more than sqrt(2κ0P)/(k_B ln 2) = sqrt(πP/3ħ)/ln 2 bits a second.

    Parameters
    ----------
    power : array_like
        Power in W, at least 0, any shape.

    Returns
    -------
    ndarray or float
        Bits per second.

    Raises
    ------
    ValueError, TypeError
        If ``power`` is not a number or negative.

    References
    ----------
    J. B. Pendry, J. Phys. A 16, 2161 (1983).

    Examples
    --------
    >>> f"{information_rate(1e-12):.3e}"
    '1.438e+11'
    """
    watts = _checks.number("power", power, at_least=0)
    bits: Floats = np.sqrt(np.pi / 3 / HBAR * watts) / np.log(2)
    return bits[()]
