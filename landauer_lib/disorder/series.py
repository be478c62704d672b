"""One channel: obstacles in series with random phases between them.

The resistance (1 − T)/T grows exponentially on average, ln T is additive on average, and ⟨T⟩ lies
far from both, because rare resonances carry it.
"""

import numpy as np

from landauer_lib._checks import number, probability
from landauer_lib._types import ArrayLike, Floats

__all__ = ["mean_log_transmission", "mean_series_resistance", "mean_transmission"]


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
    # The trapezoidal rule converges exponentially: the integrand is even, analytic for
    # |Im k| < ½, and at large s a Gaussian of width 1/√s.
    step = 0.5 / np.sqrt(length + 36)
    k = step[..., np.newaxis] * np.arange(1, 170)
    x = np.exp(-np.pi * k)
    weight = 2 * k * x * (1 - x**2) / (1 + x**2) ** 2
    integral = step * np.sum(weight * np.exp(-(k**2) * length[..., np.newaxis]), axis=-1)
    mean: Floats = 2 * np.pi * np.exp(-length / 4) * integral
    return mean[()]
