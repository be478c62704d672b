"""Counting electrons: one attempt in each h/eV, which passes or turns back.

At temperature 0 a bias V lets every channel of every spin try to pass eV/h electrons a second,
evenly spaced: a Fermi sea sends like a clock, and only chance at the barrier makes noise. What
passes in N attempts is binomial, with variance N T(1 − T): none at T = 1, where rain (a Poisson
process) would have N. Valid for times long against h/eV and a transmission that does not change
over the bias window. The dots of :func:`arrivals` are electrons counted far behind the barrier;
they do not show the interference that makes T.
"""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Bools, Floats
from landauer_lib.constants import E_CHARGE, H_PLANCK

__all__ = ["arrivals", "attempt_rate", "counting_cumulants", "counting_probability"]


def attempt_rate(bias: ArrayLike) -> Floats:
    """Return e|V|/h, the attempts per second of each channel and spin at temperature 0.

    Parameters
    ----------
    bias : array_like
        Voltage in V; only its size matters.

    Returns
    -------
    ndarray or float
        Rate in 1/s; times e, the current of an open channel.

    Raises
    ------
    ValueError, TypeError
        If ``bias`` is not made of finite numbers.

    References
    ----------
    L. S. Levitov and G. B. Lesovik, JETP Lett. 58, 230 (1993).

    Examples
    --------
    >>> f"{attempt_rate(1e-3):.4e}"  # 242 a nanosecond
    '2.4180e+11'
    """
    rate: Floats = np.abs(_checks.number("bias", bias)) * (E_CHARGE / H_PLANCK)
    return rate[()]


def arrivals(transmission: ArrayLike, attempts: int, *, rng: int | np.random.Generator) -> Bools:
    """Draw which of the attempts pass, each with the probability T.

    Parameters
    ----------
    transmission : array_like
        Transmission of the channel in [0, 1], or those of many.
    attempts : int
        How many attempts, at least 1; attempt k starts at the time k h/eV.
    rng : int or numpy.random.Generator
        Seed, or source of random numbers.

    Returns
    -------
    ndarray of bool
        True where the electron arrives; the shape of ``transmission`` followed by ``attempts``.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> arrivals(0.5, 8, rng=4).astype(int)
    array([0, 0, 0, 1, 0, 1, 0, 1])
    """
    values = _checks.probability("transmission", transmission)
    tries = _checks.whole_number("attempts", attempts, at_least=1)
    random = _checks.random_source("rng", rng)
    passed: Bools = random.random((*values.shape, tries)) < values[..., None]
    return passed


def counting_probability(count: ArrayLike, transmission: ArrayLike, attempts: ArrayLike) -> Floats:
    """Return the probability that ``count`` of the attempts of one channel pass: binomial.

    Parameters
    ----------
    count : array_like of int
        Electrons that arrive, at least 0.
    transmission : array_like
        Transmission in [0, 1].
    attempts : array_like of int
        Number N of attempts, at least 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        (N over count) T^count (1 − T)^(N − count); 0 where more arrive than attempt.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    L. S. Levitov and G. B. Lesovik, JETP Lett. 58, 230 (1993).

    Examples
    --------
    >>> counting_probability([0, 1, 2], 0.5, attempts=2).round(12)
    array([0.25, 0.5 , 0.25])
    """
    from scipy.special import gammaln, xlog1py, xlogy

    n = _checks.whole("count", count, at_least=0)
    t = _checks.probability("transmission", transmission)
    tries = _checks.whole("attempts", attempts, at_least=0)
    _checks.broadcast_shape(count=n, transmission=t, attempts=tries)
    left = np.maximum(tries - n, 0)
    ways = gammaln(tries + 1) - gammaln(n + 1) - gammaln(left + 1)
    with np.errstate(divide="ignore"):
        logarithm = ways + xlogy(n, t) + xlog1py(left, -t)
    return np.where(n <= tries, np.exp(logarithm), 0.0)[()]


def counting_cumulants(
    eigenvalues: ArrayLike, attempts: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return mean, variance and third cumulant of the electrons that all channels pass.

    N ΣT, N ΣT(1 − T) and N ΣT(1 − T)(1 − 2T): channels are independent, so cumulants add. Variance
    over mean is the Fano factor.

    Parameters
    ----------
    eigenvalues : array_like
        Transmission eigenvalues in [0, 1], channels along the last axis.
    attempts : array_like
        Number N of attempts of each channel, at least 0; broadcasts with the other axes.

    Returns
    -------
    mean, variance, third : ndarray or float
        In electrons, electrons² and electrons³, per spin.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    L. S. Levitov, H. Lee and G. B. Lesovik, J. Math. Phys. 37, 4845 (1996).

    Examples
    --------
    >>> [float(c) for c in counting_cumulants([1.0, 0.5], attempts=100)]
    [150.0, 25.0, 0.0]
    """
    t = np.atleast_1d(_checks.probability("eigenvalues", eigenvalues))
    tries = _checks.number("attempts", attempts, at_least=0)
    _checks.broadcast_shape(eigenvalues=t[..., 0], attempts=tries)
    spread = t * (1 - t)
    mean, variance, third = (
        tries * part.sum(axis=-1) for part in (t, spread, spread * (1 - 2 * t))
    )
    return mean[()], variance[()], third[()]
