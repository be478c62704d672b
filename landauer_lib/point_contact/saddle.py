"""Transmission of a parabolic saddle, without and with a perpendicular field, and its rounding."""

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from ..channels import cyclotron_energy
from ..constants import K_B_EV

__all__ = [
    "effective_temperature",
    "rounded_step",
    "saddle_frequencies",
    "saddle_point_transmission",
    "subband_bottoms",
]


def subband_bottoms(n: ArrayLike, hbar_omega_y: ArrayLike, v0: ArrayLike = 0.0) -> Floats:
    """Return the energies E_n = V0 + ħω_y(n + ½) at which a saddle's channels are half open.

    Parameters
    ----------
    n : array_like of int
        Channel number, from 0.
    hbar_omega_y : array_like
        Spacing of the subbands at the saddle in eV.
    v0 : array_like, optional
        Height of the saddle in eV.

    Returns
    -------
    ndarray or float
        Energies in eV, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If n is not a whole number from 0, ħω_y is not positive or v0 is not finite.

    Examples
    --------
    >>> (subband_bottoms([0, 1, 2], hbar_omega_y=2e-3) * 1e3).round(9)  # meV
    array([1., 3., 5.])
    """
    number = _checks.whole("n", n, at_least=0)
    y = _checks.number("hbar_omega_y", hbar_omega_y, above=0)
    height = _checks.number("v0", v0)
    _checks.broadcast_shape(n=number, hbar_omega_y=y, v0=height)
    energy: Floats = height + y * (number + 0.5)
    return energy[()]


def saddle_point_transmission(
    energy: ArrayLike,
    n: ArrayLike,
    hbar_omega_x: ArrayLike,
    hbar_omega_y: ArrayLike,
    v0: ArrayLike = 0.0,
) -> Floats:
    """Return the transmission of channel n of a saddle, 1/(1 + exp(-2π(E - E_n)/ħω_x)).

    Exact for the parabolic saddle, which does not mix its channels: 1/2 at E_n.

    Parameters
    ----------
    energy : array_like
        Energy in eV.
    n : array_like of int
        Channel number, from 0.
    hbar_omega_x, hbar_omega_y : array_like
        Curvatures of the saddle along and across the current, in eV. In a perpendicular field,
        use those that :func:`saddle_frequencies` returns.
    v0 : array_like, optional
        Height of the saddle in eV.

    Returns
    -------
    ndarray or float
        Transmission per spin, in [0, 1], of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If n is not a whole number from 0, a curvature is not positive or a number is not finite.

    References
    ----------
    M. Büttiker, Phys. Rev. B 41, 7906 (1990);
    H. A. Fertig and B. I. Halperin, Phys. Rev. B 36, 7969 (1987).

    Examples
    --------
    >>> float(saddle_point_transmission(1e-3, 0, hbar_omega_x=1e-3, hbar_omega_y=2e-3))
    0.5
    """
    e = _checks.number("energy", energy)
    x = _checks.number("hbar_omega_x", hbar_omega_x, above=0)
    bottom = np.asarray(subband_bottoms(n, hbar_omega_y, v0))
    _checks.broadcast_shape(energy=e, hbar_omega_x=x, subband=bottom)
    with np.errstate(over="ignore"):
        transmission: Floats = 1 / (1 + np.exp(-2 * np.pi * ((e - bottom) / x)))
    return transmission[()]


def saddle_frequencies(
    hbar_omega_x: ArrayLike,
    hbar_omega_y: ArrayLike,
    field: ArrayLike,
    mass: ArrayLike = 1.0,
) -> tuple[Floats, Floats]:
    """Return the curvatures that a saddle appears to have in a perpendicular field.

    Motion in the saddle and the field still separates into an unstable and an oscillating part,
    the roots of ω⁴ - (ω_c² + ω_y² - ω_x²)ω² - ω_x²ω_y² = 0. Put into
    :func:`saddle_point_transmission` they give its exact transmission in the field. Their product
    does not change; the steps grow apart and get sharper.

    Parameters
    ----------
    hbar_omega_x, hbar_omega_y : array_like
        Curvatures at zero field in eV.
    field : array_like
        Perpendicular magnetic field in T.
    mass : array_like
        Effective mass in free-electron masses.

    Returns
    -------
    tuple of ndarray or float
        Effective ħω_x (2E_1 in the notation of Fertig and Halperin) and ħω_y (E_2), in eV.

    Raises
    ------
    ValueError, TypeError
        If a curvature or the mass is not positive, or a number is not finite.

    References
    ----------
    H. A. Fertig and B. I. Halperin, Phys. Rev. B 36, 7969 (1987);
    M. Büttiker, Phys. Rev. B 41, 7906 (1990).

    Examples
    --------
    >>> along, across = saddle_frequencies(1e-3, 2e-3, field=2.0, mass=0.067)
    >>> round(float(along) * 1e3, 3), round(float(across) * 1e3, 3)  # meV
    (0.513, 3.899)
    """
    x = _checks.number("hbar_omega_x", hbar_omega_x, above=0)
    y = _checks.number("hbar_omega_y", hbar_omega_y, above=0)
    c = np.asarray(cyclotron_energy(field, mass))
    shape = _checks.broadcast_shape(hbar_omega_x=x, hbar_omega_y=y, field=c)
    half = ((np.hypot(c, y) - x) * (np.hypot(c, y) + x)) / 2
    larger = np.sqrt(np.hypot(half, x * y) + abs(half))
    smaller = x * y / larger
    along = np.broadcast_to(np.where(half > 0, smaller, larger), shape)
    across = np.broadcast_to(np.where(half > 0, larger, smaller), shape)
    return along[()], across[()]


def effective_temperature(hbar_omega_x: ArrayLike) -> Floats:
    """Return the temperature that would round a sharp step as tunneling rounds a saddle's.

    At temperature 0 the conductance of one saddle channel against energy is *exactly* that of a
    sharp step at the temperature ħω_x/2πk_B: both are a Fermi function. With both at work the step
    is the convolution of the two; the variances of their derivatives add, π²/3 times
    (kT)² + (ħω_x/2π)², so temperature rounds more than tunneling above this temperature.

    Parameters
    ----------
    hbar_omega_x : array_like
        Curvature of the saddle along the current, in eV.

    Returns
    -------
    ndarray or float
        Temperature in K.

    Raises
    ------
    ValueError, TypeError
        If ħω_x is not positive and finite.

    Examples
    --------
    >>> round(float(effective_temperature(1e-3)), 2)
    1.85
    """
    x = _checks.number("hbar_omega_x", hbar_omega_x, above=0)
    temperature: Floats = x / (2 * np.pi * K_B_EV)
    return temperature[()]


def rounded_step(distance: Floats, kt: Floats, tunneling: Floats) -> Floats:
    """Return a step at 0, smeared by logistic distributions of widths kT and ħω_x/2π (eV).

    This is ∫T(E)(-df/dE)dE of one channel, relatively accurate far below the step; either width
    may be 0. The trapezoidal rule converges exponentially on it: the integrand decays at both
    ends and its poles lie π of the narrower width from the real axis.
    """
    shape = np.broadcast_shapes(distance.shape, kt.shape, tunneling.shape)
    narrow, wide = np.minimum(kt, tunneling), np.maximum(kt, tunneling)
    ratio = narrow / np.maximum(wide, 1e-290)
    with np.errstate(over="ignore"):
        depth = abs(distance) / np.maximum(wide, 1e-290)
        if np.max(ratio, initial=0) < 1e-9:  # the narrower smears by less than round-off
            below: Floats = np.broadcast_to(1 / (1 + np.exp(depth)), shape)
        else:
            below = _smeared(
                np.broadcast_to(np.minimum(depth, 700), shape), np.broadcast_to(ratio, shape)
            )
    return np.where(distance > 0, 1 - below, below)


def _smeared(depth: Floats, ratio: Floats) -> Floats:
    """Return the step at -depth wide widths, for narrow/wide = ratio, both of one shape."""
    spacing = 0.5
    q = np.exp(-depth).ravel()
    with np.errstate(divide="ignore"):
        span = np.minimum(38 / (1 - ratio), depth / np.maximum(ratio, 1e-9) + 38)
    y = np.arange(-38, np.max(span, initial=38) + spacing, spacing)
    bell = np.exp(-abs(y))
    bell = spacing * bell / (1 + bell) ** 2
    same = np.ptp(ratio) == 0 if ratio.size else True
    rows = np.zeros(1) if not ratio.size else ratio.ravel()[:1] if same else ratio.ravel()
    result = np.empty(q.size)
    step = max(1, 40_000 // y.size)  # so that one block of the table stays in cache
    growth = np.exp(-np.outer(rows, y)) if same else None
    for start in range(0, q.size, step):
        part = slice(start, start + step)
        table = q[part, None] + (np.exp(-np.outer(rows[part], y)) if growth is None else growth)
        np.reciprocal(table, out=table)
        result[part] = q[part] * (table @ bell)
    return result.reshape(depth.shape)
