"""A Lorentzian seen through Fermi functions, with full relative accuracy in every limit.

The closed form is a difference of digamma functions ψ(½ + z), z = (half width + i detuning) over
2πkT. Taken literally it cancels: for small bias, and far from a narrow resonance, where the answer
is as small as its thermal tail. Here the difference quotient is formed term by term instead, and
for narrow resonances (|Re z| < ¼) the thermal part ½π tan πz, which is the whole odd part of
ψ(½ + z), is split off exactly; the even rest is a function of z² and is computed as such.
"""

from fractions import Fraction

import numpy as np

from landauer_lib._types import Floats

__all__ = ["window_average"]


SHIFT = 8
"""Terms summed before the asymptotic series of digamma takes over."""

BERNOULLI = [
    Fraction(*pair)
    for pair in [(1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510)]
]

TAIL = [float((Fraction(2, 4**k) - 1) * b / (2 * k)) for k, b in enumerate(BERNOULLI, start=1)]
"""Coefficients c_k = B_2k(½)/2k of digamma(½ + Z) = ln Z − Σ c_k Z^(−2k)."""


def window_average(half_width: Floats, upper: Floats, lower: Floats, temperature: Floats) -> Floats:
    """Return ∫ L(E) [f(E − upper) − f(E − lower)] dE / (upper − lower), L = g/(E² + g²).

    Parameters
    ----------
    half_width : ndarray
        Half width g ≥ 0 of the Lorentzian, which stands at energy 0.
    upper, lower : ndarray
        The two electrochemical potentials, in any order; where they agree, f(…) − f(…) over their
        difference is the thermal window −∂f/∂E.
    temperature : ndarray
        kT ≥ 0, in the same unit.

    Returns
    -------
    ndarray
        The average, in inverse energies; broadcast shape.
    """
    g, a, b, w = np.broadcast_arrays(half_width, upper, lower, 2 * np.pi * temperature)
    unit = np.maximum.reduce([g, np.abs(a), np.abs(b), w])
    unit = np.where(unit > 0, unit, 1.0)
    g, a, b, w = g / unit, a / unit, b / unit, w / unit
    # Beyond |z| = 1e8 the corrections to ln z are below round-off.
    cold = np.minimum(np.hypot(g, a), np.hypot(g, b)) >= 1e8 * w
    w = np.where(cold, 1.0, np.maximum(w, 1e-140))
    frozen = _angle_quotient(g, a, b)
    warm = _digamma_quotient(np.where(cold, 0.0, g) / w, np.where(cold, 0.0, a) / w, b / w) / w
    average: Floats = np.where(cold, frozen, warm) / unit
    return average


def _angle_quotient(x: Floats, a: Floats, b: Floats) -> Floats:
    """[arg(x + ia) − arg(x + ib)]/(a − b), and its limit x/(x² + a²) where a = b."""
    level = x**2 + a * b
    equal = a == b
    apart = np.where(equal, 1.0, a - b)
    angle = np.arctan2(np.abs(apart) * x, level) / np.abs(apart)
    limit = x / np.where(level > 0, level, 1.0)
    quotient: Floats = np.where(equal, limit, angle)
    return quotient


def _digamma_quotient(x: Floats, a: Floats, b: Floats) -> Floats:
    """Im[ψ(½ + x + ia) − ψ(½ + x + ib)]/(a − b), and Re ψ′(½ + x + ia) where a = b."""
    narrow = x < 0.25
    safe = np.where(narrow, x, 0.0)
    quotient: Floats = np.where(
        narrow, _thermal(safe, a, b) + _even_part(safe, a, b), _broad(np.maximum(x, 0.25), a, b)
    )
    return quotient


def _broad(x: Floats, a: Floats, b: Floats) -> Floats:
    """Recurrence and asymptotic series, as difference quotients, for x ≥ ¼."""
    z1, z2 = x + 1j * a, x + 1j * b
    total = np.zeros_like(x)
    for n in range(SHIFT):
        total = total + (1 / ((n + 0.5 + z1) * (n + 0.5 + z2))).real
    u, v = 1 / (z1 + SHIFT), 1 / (z2 + SHIFT)
    p, q = u**2, v**2
    # Horner for Σ c_k q^k, and beside it for its difference quotient between p and q.
    value, slope = np.zeros_like(p), np.zeros_like(p)
    for c in reversed([0.0, *TAIL]):
        slope = slope * p + value
        value = value * q + c
    # u − v = −(z1 − z2) u v, so the quotient of q over z is −uv (u + v).
    series = (u * v * (u + v) * slope).real
    result: Floats = total + _angle_quotient(x + SHIFT, a, b) + series
    return result


def _thermal(x: Floats, a: Floats, b: Floats) -> Floats:
    """Im ½π[tan π(x + ia) − tan π(x + ib)]/(a − b): the whole answer for a sharp level."""
    d = np.pi * np.abs(a - b)
    sinh_over_d = np.where(d > 0, -np.expm1(-2 * d) / np.where(d > 0, 2 * d, 1.0), 1.0)
    # cos π(x + ia) times exp(−π|a|), so that only a decaying exponential is left over.
    cosines = [
        np.cos(np.pi * x) * (1 + np.exp(-2 * np.pi * np.abs(y))) / 2
        + 1j * np.sin(np.pi * x) * np.sign(y) * np.expm1(-2 * np.pi * np.abs(y)) / 2
        for y in (a, b)
    ]
    decay = np.exp(-2 * np.pi * np.where(a * b > 0, np.minimum(np.abs(a), np.abs(b)), 0.0))
    result: Floats = np.pi**2 / 2 * sinh_over_d * decay * (1 / (cosines[0] * cosines[1])).real
    return result


def _even_part(x: Floats, a: Floats, b: Floats) -> Floats:
    """The same quotient of ½[ψ(½ + z) + ψ(½ − z)], which is proportional to x, for x < ¼.

    Only sums, products and quotients of functions of z² appear, whose imaginary parts carry the
    factor x with full relative accuracy.
    """
    p, q = (x + 1j * a) ** 2, (x + 1j * b) ** 2
    kernel = np.zeros_like(p)
    for n in range(SHIFT):
        h = n + 0.5
        kernel = kernel - h / ((h**2 - p) * (h**2 - q))
    # Tail: P_j = (N + z)^(−j) + (N − z)^(−j) obeys P_{j+1} = s (2N P_j − P_{j−1}) with
    # s = 1/(N² − z²); slope_j is its quotient over z² between p and q.
    s1, s2 = 1 / (SHIFT**2 - p), 1 / (SHIFT**2 - q)
    s_slope = s1 * s2
    before, now = np.full_like(p, 2.0), 2 * SHIFT * s2
    slope_before, slope_now = np.zeros_like(p), 2 * SHIFT * s_slope
    for c in TAIL:
        for _ in range(1 if c == TAIL[0] else 2):
            slope_before, slope_now = (
                slope_now,
                s1 * (2 * SHIFT * slope_now - slope_before) + s_slope * (2 * SHIFT * now - before),
            )
            before, now = now, s2 * (2 * SHIFT * now - before)
        kernel = kernel - c * slope_now / 2
    # (p − q)/(a − b) = −(a + b) + 2ix turns the quotient over z² into the one over the detuning.
    rational = -(a + b) * kernel.imag + 2 * x * kernel.real
    # ½[ln(N + z) + ln(N − z)] = ½ ln(N² − z²), whose phase is −½ arctan(2xy/(N² − x² + y²)).
    level = SHIFT**2 - x**2
    d1, d2 = level + a**2, level + b**2
    slope = -2 * x * (level - a * b) / (d1 * d2) / (1 + (2 * x * a / d1) * (2 * x * b / d2))
    angle = slope * (a - b)
    logarithm = (
        slope / 2 * np.where(angle == 0, 1.0, np.arctan(angle) / np.where(angle == 0, 1.0, angle))
    )
    result: Floats = rational + logarithm
    return result
