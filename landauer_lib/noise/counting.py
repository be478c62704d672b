"""Counting electrons: one channel's attempts come like a clock, passing is drawn."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlog1py, xlogy

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib.constants import E_CHARGE, H_PLANCK

__all__ = ["attempt_interval", "count_probabilities", "draw_passages"]


def attempt_interval(bias: ArrayLike) -> Floats:
    """Return the time h/eV between two attempts of a spin-resolved channel at T = 0, in s.

    Parameters
    ----------
    bias : array_like
        Voltage in V, above 0.

    Returns
    -------
    ndarray or float
        Time in s, of the shape of ``bias``.

    Raises
    ------
    ValueError, TypeError
        If ``bias`` is not a positive number.

    References
    ----------
    L. S. Levitov, H. Lee and G. B. Lesovik, J. Math. Phys. 37, 4845 (1996).

    Examples
    --------
    >>> f"{attempt_interval(100e-6):.4e}"
    '4.1357e-11'
    """
    return (H_PLANCK / (E_CHARGE * _checks.number("bias", bias, above=0)))[()]


def count_probabilities(transmission: float, attempts: int) -> Floats:
    """Return the probability of each count 0 … ``attempts`` of electrons that pass.

    The binomial distribution: its mean is n T, its variance n T(1 − T), so a channel that is open
    (or closed) makes no noise, as it would if the attempts came at random.

    Parameters
    ----------
    transmission : float
        Probability to pass, in [0, 1].
    attempts : int
        Number n of attempts, at least 1.

    Returns
    -------
    ndarray, shape (attempts + 1,)

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range.

    References
    ----------
    L. S. Levitov and G. B. Lesovik, JETP Lett. 58, 230 (1993).

    Examples
    --------
    >>> count_probabilities(0.5, 2).round(12)
    array([0.25, 0.5 , 0.25])
    """
    share = float(_checks.probability("transmission", transmission))
    number = _checks.whole_number("attempts", attempts, at_least=1)
    passed = np.arange(number + 1)
    returned = number - passed
    ways = gammaln(number + 1) - gammaln(passed + 1) - gammaln(returned + 1)
    # In logarithms, since scipy.stats.binom overflows at tiny probabilities.
    return np.asarray(np.exp(ways + xlogy(passed, share) + xlog1py(returned, -share)))


def draw_passages(
    transmission: float, attempts: int, windows: int, *, seed: int
) -> NDArray[np.bool_]:
    """Return which attempts pass, drawn independently with probability ``transmission``.

    At one seed the same random numbers serve every transmission: what passes a low one passes a
    higher one too.

    Parameters
    ----------
    transmission : float
        Probability to pass, in [0, 1].
    attempts, windows : int
        Attempts in a counting window, and number of windows, at least 1.
    seed : int
        Of the random numbers.

    Returns
    -------
    ndarray of bool, shape (windows, attempts)

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range.

    Examples
    --------
    >>> draw_passages(1.0, 3, 2, seed=1).sum(axis=1)
    array([3, 3])
    """
    share = float(_checks.probability("transmission", transmission))
    shape = (
        _checks.whole_number("windows", windows, at_least=1),
        _checks.whole_number("attempts", attempts, at_least=1),
    )
    random = np.random.default_rng(_checks.whole_number("seed", seed, at_least=0))
    return random.random(shape) < share
