"""One channel: obstacles in series with random phases between them.

The resistance (1 − T)/T grows exponentially on average, ln T is additive on average, and ⟨T⟩ lies
far from both, because rare resonances carry it.
"""

from fractions import Fraction

import numpy as np

from landauer_lib._checks import number, probability
from landauer_lib._types import ArrayLike, Floats

__all__ = [
    "mean_log_transmission",
    "mean_series_resistance",
    "mean_transmission",
    "variance_log_transmission",
]


def _obstacles(transmissions: ArrayLike) -> Floats:
    t = probability("transmissions", transmissions)
    number("transmissions", t, above=0)
    if t.ndim < 1:
        raise ValueError(f"transmissions must list the obstacles, got {transmissions!r}")
    return t


def mean_series_resistance(transmissions: ArrayLike) -> Floats:
    """Return ⟨(1 − T)/T⟩ of obstacles in coherent series, averaged over the phases between them.

    ½[Π(1 + 2 r_i) − 1] with r = (1 − T)/T: exponential in the length, where incoherent obstacles
    would give the sum of the r_i.

    Parameters
    ----------
    transmissions : array_like, shape (..., M)
        Transmissions of the M obstacles alone, above 0.

    Returns
    -------
    ndarray
        Mean of (1 − T)/T, of the leading shape; infinite beyond the range of floats.

    Raises
    ------
    ValueError
        If a transmission is 0 or outside [0, 1].

    References
    ----------
    R. Landauer, Philos. Mag. 21, 863 (1970).
    P. W. Anderson, D. J. Thouless, E. Abrahams and D. S. Fisher, Phys. Rev. B 22, 3519 (1980).

    Examples
    --------
    >>> round(float(mean_series_resistance([0.5, 0.5])), 9)
    4.0
    """
    t = _obstacles(transmissions)
    exponent = np.sum(np.log1p(2 * (1 - t) / t), axis=-1)
    with np.errstate(over="ignore"):  # an infinite mean is the honest answer there
        mean: Floats = np.expm1(exponent) / 2
    return mean[()]


def mean_log_transmission(transmissions: ArrayLike) -> Floats:
    """Return ⟨ln T⟩ of obstacles in coherent series: the sum of their ln T_i.

    Parameters
    ----------
    transmissions : array_like, shape (..., M)
        Transmissions of the M obstacles alone, above 0.

    Returns
    -------
    ndarray
        Mean of ln T, of the leading shape; its exponential is the typical transmission.

    Raises
    ------
    ValueError
        If a transmission is 0 or outside [0, 1].

    References
    ----------
    P. W. Anderson, D. J. Thouless, E. Abrahams and D. S. Fisher, Phys. Rev. B 22, 3519 (1980).

    Examples
    --------
    >>> round(float(mean_log_transmission([0.5] * 10)), 6)
    -6.931472
    """
    total: Floats = np.sum(np.log(_obstacles(transmissions)), axis=-1)
    return total[()]


def mean_transmission(s: ArrayLike) -> Floats:
    """Return ⟨T⟩ of a one-channel wire of length s = L/ℓ, exactly.

    2π e^{−s/4} ∫₀^∞ k tanh(πk) sech(πk) e^{−k²s} dk: 1 − s for short wires, a tail e^{−s/4} for
    long ones, although the typical transmission is e^{−s}.

    Parameters
    ----------
    s : array_like
        Length over mean free path, at least 0.

    Returns
    -------
    ndarray
        Mean transmission, of the shape of ``s``, to a relative accuracy of 1e-13.

    Raises
    ------
    ValueError
        If s is negative.

    References
    ----------
    M. E. Gertsenshtein and V. B. Vasil'ev, Theory Probab. Appl. 4, 391 (1959).
    A. A. Abrikosov, Solid State Commun. 37, 997 (1981).

    Examples
    --------
    >>> np.round(mean_transmission([0.0, 1.0, 4.0]), 6)
    array([1.      , 0.468774, 0.104083])
    """
    length = number("s", s, at_least=0)
    k, weight = _spectrum(length)
    decay = (k**2 + 0.25) * length[..., np.newaxis]
    mean: Floats = np.sum(weight * np.exp(-decay), axis=-1)
    return mean[()]


def _spectrum(length: Floats) -> tuple[Floats, Floats]:
    """Return k and 2π k tanh(πk) sech(πk) dk for integrals over it, along a new last axis.

    The trapezoidal rule converges exponentially: the integrand is even, analytic for |Im k| < ½,
    and at large s a Gaussian of width 1/√s.
    """
    step = (0.4 / np.sqrt(length + 36))[..., np.newaxis]
    k = step * np.arange(1, 215)
    x = np.exp(-np.pi * k)
    return k, 2 * np.pi * step * 2 * k * x * (1 - x**2) / (1 + x**2) ** 2


def variance_log_transmission(s: ArrayLike) -> Floats:
    """Return the variance of ln T of a one-channel wire of length s = L/ℓ, exactly.

    2∫₀^s (1 − ⟨T⟩) ds: s² for short wires and 2s − π²/3 for long ones, where ⟨ln T⟩ = −s always.
    So var ln T = 2|⟨ln T⟩|: the spread of the resistances is as wide, on a logarithmic scale, as
    the square root of its mean.

    Parameters
    ----------
    s : array_like
        Length over mean free path, at least 0.

    Returns
    -------
    ndarray
        Variance, of the shape of ``s``, to a relative accuracy of 1e-9.

    Raises
    ------
    ValueError
        If s is negative.

    References
    ----------
    P. W. Anderson, D. J. Thouless, E. Abrahams and D. S. Fisher, Phys. Rev. B 22, 3519 (1980);
    the integral follows from the Fokker–Planck equation of the same chain.

    Examples
    --------
    >>> np.round(variance_log_transmission([0.01, 1.0, 100.0]), 6)
    array([9.90000000e-05, 6.37288000e-01, 1.96710132e+02])
    """
    length = number("s", s, at_least=0)
    near = np.minimum(length, SHORT)
    short = np.zeros_like(near)
    for n in range(len(REFLECTIONS), 0, -1):  # ⟨R⟩ = Σ c_n sⁿ, integrated
        short = (short + REFLECTIONS[n - 1] / (n + 1)) * near
    far = np.maximum(length, SHORT)
    k, weight = _spectrum(far)
    rate = k**2 + 0.25
    still = np.sum(weight * np.exp(-rate * far[..., np.newaxis]) / rate, axis=-1)  # ∫_s^∞⟨T⟩ds
    return np.where(length < SHORT, 2 * short * near, 2 * (far + still) - np.pi**2 / 3)[()]


def _reflections(terms: int) -> list[float]:
    """Taylor coefficients of ⟨R⟩ = 1 − ⟨T⟩ in s, from ⟨T^p⟩′ = p(p − 1)⟨T^p⟩ − p²⟨T^(p+1)⟩."""
    powers = [Fraction(1)] * (terms + 1)
    found = []
    for n in range(1, terms + 1):
        powers = [
            (p * (p - 1) * powers[p - 1] - p * p * powers[p]) / n for p in range(1, len(powers))
        ]
        found.append(float(-powers[0]))
    return found


SHORT = 1e-2
REFLECTIONS = _reflections(12)
"""Below this length a series keeps the digits that differences would lose."""
