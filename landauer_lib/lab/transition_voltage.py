"""Transition voltage spectroscopy: where a junction's Fowler–Nordheim plot has its minimum.

In ln(I/V²) against 1/V a junction that was Ohmic turns at the *transition voltage* V_t. For one
level off resonance, with Lorentzian transmission, the two transition voltages give level and
asymmetry. A minimum alone proves no level: a tunneling barrier has one too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar
from landauer_lib.lab.diagnostics import saturation
from landauer_lib.lab.junction import check_iv
from landauer_lib.lab.sweeps import noise_level

__all__ = ["TransitionVoltages", "level_from_transition_voltages", "transition_voltages"]


WINDOW = 0.25
"""Half the range of ln|V| in which a cubic stands for the curve."""


@dataclass(frozen=True)
class TransitionVoltages:
    """Transition voltages of both polarities, in V, and what one level would make of them.

    Attributes
    ----------
    positive, negative : (value, uncertainty) in V; None where that polarity shows no minimum.
    level : (|ε|, uncertainty) in eV of a single level off resonance; None without both voltages.
    asymmetry : (η, uncertainty) for a level called positive; None likewise.
    flags : name → what to know before quoting the numbers, in words.
    """

    positive: tuple[float, float] | None
    negative: tuple[float, float] | None
    level: tuple[float, float] | None
    asymmetry: tuple[float, float] | None
    flags: dict[str, str]

    @property
    def notes(self) -> tuple[str, ...]:
        """The flags' words."""
        return tuple(self.flags.values())


def level_from_transition_voltages(
    positive: ArrayLike, negative: ArrayLike
) -> tuple[Floats, Floats]:
    """Return level and asymmetry of a single level from its two transition voltages.

    Off resonance I ∝ V/[(ε + ηeV)² − (eV/2)²]; both minima of its Fowler–Nordheim plot then obey
    ε² + 4εηeV + (3η² − ¾)(eV)² = 0, whence ε = 2|V₊V₋|/√(V₊² + V₋² + 10|V₊V₋|/3) and
    η = ε(V₊ + V₋)/4|V₊V₋|.

    Parameters
    ----------
    positive, negative : array_like
        Transition voltages V₊ > 0 and V₋ < 0, in V.

    Returns
    -------
    tuple of ndarray
        Level ε in eV, called positive, and asymmetry η as in
        :func:`landauer_lib.barriers.molecular_current`.

    Raises
    ------
    ValueError
        If V₊ is not positive or V₋ not negative.

    References
    ----------
    I. Bâldea, Phys. Rev. B 85, 035442 (2012); symmetric case V_t = 2ε/√3 e.

    Examples
    --------
    >>> level, asymmetry = level_from_transition_voltages(1.0, -1.0)
    >>> round(float(level), 4), float(asymmetry)
    (0.866, 0.0)
    """
    up = number("positive", positive, above=0)
    down = number("negative", negative, below=0)
    product = -up * down
    level: Floats = 2 * product / np.sqrt(up**2 + down**2 + 10 * product / 3)
    asymmetry: Floats = level * (up + down) / (4 * product)
    return level[()], asymmetry[()]


def transition_voltages(
    bias: ArrayLike, current: ArrayLike, *, noise: float | None = None
) -> TransitionVoltages:
    """Find the minima of ln(I/V²) at either sign of the bias.

    A cubic in ln|V| is fitted to the points around the coarse minimum, weighted by the noise; the
    uncertainty is that of its minimum, by the fit's covariance.

    Parameters
    ----------
    bias : array_like, shape (n,)
        Bias in V.
    current : array_like, shape (n,)
        Current in A, of the sign of the bias.
    noise : float, optional
        Standard deviation of the current's noise in A; estimated from neighboring samples if left
        out.

    Returns
    -------
    TransitionVoltages

    Raises
    ------
    ValueError
        If shapes differ, samples are too few, or neither polarity shows a minimum.

    References
    ----------
    J. M. Beebe et al., Phys. Rev. Lett. 97, 026801 (2006);
    E. H. Huisman et al., Nano Lett. 9, 3909 (2009), for barrier against level.

    Examples
    --------
    >>> from landauer_lib.barriers import molecular_current
    >>> bias = np.linspace(-1.5, 1.5, 301)
    >>> current = molecular_current(bias, 0.8, 0.002, 0.001, asymmetry=0.1, temperature=10)
    >>> found = transition_voltages(bias, current)
    >>> round(found.level[0], 2), round(found.asymmetry[0], 2)
    (0.8, 0.1)
    """
    volts, amperes = number("bias", bias), number("current", current)
    check_iv(volts, amperes, 20)
    if noise is None:
        order = np.argsort(volts, kind="stable")
        noise = noise_level(amperes[order])
    else:
        noise = scalar("noise", noise, above=0)
    flags: dict[str, str] = {}
    told = saturation(amperes, noise)
    if told:
        flags["saturation"] = told
    found: dict[str, tuple[float, float] | None] = {}
    for name, sign in (("positive", 1.0), ("negative", -1.0)):
        value, words = _minimum(sign * volts, sign * amperes, noise)
        found[name] = None if value is None else (sign * value[0], value[1])
        if words:
            flags[name] = f"{name} bias: {words}"
    if found["positive"] is None and found["negative"] is None:
        raise ValueError(f"bias must reach a transition voltage: {'; '.join(flags.values())}")
    offset, error = _zero(volts, amperes, noise)
    if abs(offset) > 5 * error:
        flags["offset"] = (
            f"no current flows at {offset:.3g} V instead of 0: an offset of voltage or current "
            "shifts both transition voltages and feigns an asymmetry; take it off first"
        )
    level = asymmetry = None
    if found["positive"] and found["negative"]:
        level, asymmetry = _one_level(found["positive"], found["negative"])
        if abs(asymmetry[0]) > 0.4:
            flags["asymmetry"] = "so lopsided a junction is outside the formula's validity"
    return TransitionVoltages(found["positive"], found["negative"], level, asymmetry, flags)


def _zero(volts: Floats, amperes: Floats, noise: float) -> tuple[float, float]:
    """Return the bias at which the current crosses 0, by a line through the smallest biases."""
    near = np.argsort(np.abs(volts))[: max(8, volts.size // 12)]
    x, y = volts[near], amperes[near]
    if not x.min() < 0 < x.max():
        return 0.0, np.inf
    (slope, start), covariance = np.polyfit(x, y, 1, cov="unscaled")
    if slope <= 0:
        return 0.0, np.inf
    return -float(start / slope), noise * float(np.sqrt(covariance[1, 1])) / float(slope)


def _minimum(
    volts: Floats, amperes: Floats, noise: float
) -> tuple[tuple[float, float] | None, str]:
    """Return (V_t, uncertainty) of the positive side, or None, and words where one is due."""
    use = (volts > 0) & (amperes > max(3 * noise, 0.0))
    if use.sum() < 8:
        return None, "too few samples above the noise"
    order = np.argsort(volts[use])
    v, i = volts[use][order], amperes[use][order]
    # Small errors are kept at a percent, or the steep end would outweigh the minimum.
    x, y, error = np.log(v), np.log(i / v**2), np.hypot(noise / i, 0.01)
    # Coarse: means over tenths of e-folds of the bias, weighted; then a cubic around the lowest.
    bins = np.floor((x - x[0]) / 0.1).astype(int)
    weight: Floats = np.bincount(bins, 1 / error**2).astype(float)
    mean, middle = (np.bincount(bins, q / error**2).astype(float) for q in (y, x))
    filled = weight > 0
    mean, middle = mean[filled] / weight[filled], middle[filled] / weight[filled]
    place = int(np.argmin(mean + 2 / np.sqrt(weight[filled])))
    if place == mean.size - 1:
        return None, f"ln(I/V²) still falls towards the largest bias, {v[-1]:.3g} V"
    center = middle[place]
    for _ in range(3):
        near = np.abs(x - center) < WINDOW
        if near.sum() < 6:
            return None, "too few samples around the minimum"
        coefficients, covariance = np.polyfit(
            x[near] - center, y[near], 3, w=1 / error[near], cov="unscaled"
        )
        c3, c2, c1, _ = coefficients
        root = c2**2 - 3 * c3 * c1
        if root <= 0:
            return None, "no clear minimum: the noise is too large"
        at = -c1 / (c2 + np.sqrt(root))
        if not -WINDOW < at < WINDOW:
            return None, "no clear minimum: the noise is too large"
        if abs(at) < 0.02:
            break
        center += at
    misfit = y[near] - np.polyval(coefficients, x[near] - center)
    scale = float((misfit**2 / error[near] ** 2).sum()) / max(1, near.sum() - 4)
    curvature = 2 * c2 + 6 * c3 * at
    slope = np.array([3 * at**2, 2 * at, 1.0, 0.0]) / curvature
    sigma = float(np.sqrt(slope @ covariance @ slope * scale))
    value = float(np.exp(center + at))
    # Below ten times the noise the logarithm is biased, and samples are missing on one side.
    if not v[near].min() <= value <= v[near].max() or np.median(error[near]) > 0.1:
        return None, "no clear minimum: the noise is too large"
    return (value, value * sigma), ""


def _one_level(
    positive: tuple[float, float], negative: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Level and asymmetry with uncertainties, propagated by small changes of either voltage."""
    here = level_from_transition_voltages(positive[0], negative[0])
    squares = np.zeros(2)
    for shift in ((positive[1], 0.0), (0.0, negative[1])):
        there = level_from_transition_voltages(
            positive[0] + 1e-3 * shift[0], negative[0] + 1e-3 * shift[1]
        )
        squares += [(1e3 * float(b - a)) ** 2 for a, b in zip(here, there, strict=True)]
    errors = np.sqrt(squares)
    return (float(here[0]), float(errors[0])), (float(here[1]), float(errors[1]))
