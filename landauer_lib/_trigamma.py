"""The trigamma function as it enters thermal averages of a Lorentzian.

A Lorentzian of half width γ centered a distance m from the chemical potential, averaged over −f′ at
temperature T, is x Re ψ′(½ + z) with x = γ/2πkT and z = x + i m/2πkT. What remains of it when the
resonance is broad is a small difference of large terms, so this module returns that difference.
"""

from fractions import Fraction
from typing import Final

import numpy as np

from landauer_lib._types import ArrayLike, Complexes

_BERNOULLI: Final = (
    *(Fraction(1, 6), Fraction(-1, 30), Fraction(1, 42), Fraction(-1, 30), Fraction(5, 66)),
    *(Fraction(-691, 2730), Fraction(7, 6), Fraction(-3617, 510), Fraction(43867, 798)),
    *(Fraction(-174611, 330), Fraction(854513, 138), Fraction(-236364091, 2730)),
)
# Bernoulli polynomials at one half: B_2n(1/2) = -(1 - 2^(1-2n)) B_2n.
_HALF_BERNOULLI: Final = tuple(
    -float((1 - Fraction(2, 4**n)) * b) for n, b in enumerate(_BERNOULLI, start=1)
)
_ASYMPTOTIC_FROM: Final = 8.0  # the series then stops at 2e-17
_SHIFT: Final = 10


def _excess_far(z: Complexes) -> Complexes:
    """Return 1/ψ′(½ + z) − z from ψ′(½ + z) = Σ B_2n(½) z^(−2n−1), for large \\|z\\|."""
    inverse = 1 / z
    square = inverse * inverse
    series = np.zeros_like(z)
    for coefficient in reversed(_HALF_BERNOULLI):
        series = series * square + coefficient
    return -inverse * series / (1 + square * series)


def inverse_trigamma_excess(z: ArrayLike) -> Complexes:
    """Return 1/ψ′(½ + z) − z for Re z ≥ 0, to 1e-12 relative however large z is.

    >>> inverse_trigamma_excess(0.0).real.round(12)  # 2/π²
    np.float64(0.202642367285)
    """
    values = np.asarray(z, dtype=np.complex128)
    far = np.abs(values) > _ASYMPTOTIC_FROM
    near = np.where(far, 0, values)
    shifted = near + _SHIFT
    trigamma = 1 / (shifted + _excess_far(shifted))
    for k in range(_SHIFT):
        trigamma = trigamma + (near + k + 0.5) ** -2
    result = np.where(far, _excess_far(np.where(far, values, shifted)), 1 / trigamma - near)
    return result[()]
