"""The conductance peak of a Majorana state, and what two of them at one tip make of it.

Γ_M is the half width at half maximum of one state alone.
"""

import numpy as np

from landauer_lib import barriers
from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.reservoirs import Reservoir

__all__ = ["andreev_reflection", "majorana_conductance"]


def majorana_conductance(temperature: ArrayLike, gamma: ArrayLike, bias: ArrayLike = 0.0) -> Floats:
    """Differential conductance of a metal tip on a Majorana state at the end of a superconductor.

    At zero bias (2e²/h) x ψ′(½ + x) with x = Γ_M/2πk_BT: 2e²/h at zero temperature whatever Γ_M,
    and (2e²/h) πΓ_M/4k_BT when hot. At zero temperature a Lorentzian in the bias. The 2 is the
    charge of a Cooper pair, not spin. The same line as an ordinary resonance of partial widths Γ_M
    and Γ_M: an ordinary one loses its height when the two differ, while here electron and hole are
    coupled equally by nature. One quantized peak therefore proves nothing; that its height stays
    while Γ_M changes is the claim to test. Single isolated state, bias below the gap.

    Parameters
    ----------
    temperature : array_like
        Temperature in K, at least 0.
    gamma : array_like
        Half width Γ_M at half maximum (the peak's FWHM is 2Γ_M) in eV, above 0.
    bias : array_like
        Bias in V.

    Returns
    -------
    ndarray or float
        Conductance dI/dV in S, with the broadcast shape.

    Raises
    ------
    ValueError
        If the temperature is negative or the width not above 0.

    References
    ----------
    K. T. Law, P. A. Lee, T. K. Ng, Phys. Rev. Lett. 103, 237001 (2009); K. Flensberg,
    Phys. Rev. B 82, 180516 (2010).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> (majorana_conductance([0, 0.02, 0.2], 2e-6) / G0).round(3).tolist()
    [1.0, 0.542, 0.086]
    """
    kelvin = number("temperature", temperature, at_least=0)
    width = number("gamma", gamma, above=0)
    volts = number("bias", bias)
    broadcast_shape(temperature=kelvin, gamma=width, bias=volts)
    # |r_he|² = Γ_M²/(E² + Γ_M²) is the Breit–Wigner line of two partial widths Γ_M, and e²/h with
    # the charge factor 2 of Andreev reflection is its spin-degenerate 2e²/h.
    return barriers.breit_wigner_conductance(0.0, width, width, Reservoir(volts, kelvin))


def andreev_reflection(
    energy: ArrayLike,
    gamma: ArrayLike,
    *,
    gamma_second: ArrayLike = 0.0,
    splitting: ArrayLike = 0.0,
) -> Floats:
    """Return the probability that an electron comes back as a hole from one or two Majorana states.

    (Γ₁ − Γ₂)²E²/|(E + iΓ₁)(E + iΓ₂) − ε²|² for a tip with one channel. One state alone, with
    Γ₂ = ε = 0, gives the quantized peak. Its partner at the far end splits it if the two overlap
    (ε). Two states at the same place that do not overlap, an ordinary Andreev state in disguise,
    make a dip as narrow as Γ₂ in the middle, which any temperature above Γ₂/k_B hides: the plateau
    is back. Two with equal couplings are an ordinary level, which reflects no holes.

    Parameters
    ----------
    energy : array_like
        Energy E from the chemical potential of the superconductor in eV; the bias at temperature 0.
    gamma : array_like
        Γ₁, half width of the first state alone, in eV, above 0.
    gamma_second : array_like, optional
        Γ₂ of a second state that the same tip reaches, in eV, at least 0.
    splitting : array_like, optional
        Energy ε of the level that the two make together without the tip, in eV, at least 0.

    Returns
    -------
    ndarray or float
        In [0, 1], with the broadcast shape; 2e²/h times it is dI/dV at temperature 0, and
        ``landauer.conductance`` of it, with a degeneracy of 2, the zero-bias conductance at any.

    Raises
    ------
    ValueError
        If a width or the splitting is out of range.

    References
    ----------
    J. Nilsson, A. R. Akhmerov and C. W. J. Beenakker, Phys. Rev. Lett. 101, 120403 (2008), for the
    S-matrix; K. Flensberg, Phys. Rev. B 82, 180516 (2010).

    Examples
    --------
    >>> [float(andreev_reflection(0.0, 1e-5, gamma_second=g)) for g in (0.0, 1e-8)]
    [1.0, 0.0]
    >>> round(float(andreev_reflection(3e-7, 1e-5, gamma_second=1e-8)), 3)
    0.996
    """
    e = np.abs(number("energy", energy))
    first = number("gamma", gamma, above=0)
    second = number("gamma_second", gamma_second, at_least=0)
    overlap = number("splitting", splitting, at_least=0)
    broadcast_shape(energy=e, gamma=first, gamma_second=second, splitting=overlap)
    # In units of the largest energy, so that squares neither overflow nor vanish.
    unit = np.maximum(np.maximum(e, first), np.maximum(second, overlap))
    e, first, second, overlap = e / unit, first / unit, second / unit, overlap / unit
    single = (second == 0) & (overlap == 0)
    size = np.hypot(e**2 - first * second - overlap**2, (first + second) * e)
    several = np.abs(first - second) * e / np.where(size > 0, size, 1.0)
    amplitude = np.where(single, first / np.hypot(e, first), several)
    return (amplitude**2)[()]
