"""One level between two leads: Breit–Wigner, and its closed forms at any temperature.

Valid for a single spin-degenerate level with energy-independent widths, when kT or Γ exceeds the
charging energy; below that the level blocks its second electron and these formulas do not hold.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, instances, number, scalar
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.barriers._lorentzian import window_average
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.reservoirs import Reservoir

__all__ = [
    "breit_wigner",
    "breit_wigner_conductance",
    "breit_wigner_current",
]


def _share(left: Floats, right: Floats) -> Floats:
    """Γ_L Γ_R / Γ without overflow: 0 where either width is."""
    total = left + right
    share: Floats = left * (right / np.where(total > 0, total, 1.0))
    return share


def breit_wigner(
    energy: ArrayLike, level: ArrayLike, gamma_left: ArrayLike, gamma_right: ArrayLike
) -> Floats:
    """Return the Breit–Wigner transmission Γ_L Γ_R / [(E − ε)² + (Γ_L + Γ_R)²/4].

    Parameters
    ----------
    energy, level : array_like
        Energy E and resonant level ε, in eV.
    gamma_left, gamma_right : array_like
        Partial widths (FWHM), in eV, at least 0; Γ/ħ is the rate of escape into that lead.

    Returns
    -------
    ndarray
        Transmission; broadcast shape. The peak is 4 Γ_L Γ_R / (Γ_L + Γ_R)²; a level coupled to
        one lead only transmits nothing.

    Raises
    ------
    ValueError
        If a width is negative or an argument is not finite.

    References
    ----------
    A. D. Stone and P. A. Lee, Phys. Rev. Lett. 54, 1196 (1985).

    Examples
    --------
    >>> float(breit_wigner(0.0, 0.0, gamma_left=0.001, gamma_right=0.001))
    1.0
    """
    e = number("energy", energy)
    level_ = number("level", level)
    left = number("gamma_left", gamma_left, at_least=0)
    right = number("gamma_right", gamma_right, at_least=0)
    broadcast_shape(energy=e, level=level_, gamma_left=left, gamma_right=right)
    distance = np.hypot(e - level_, (left + right) / 2)
    distance = np.where(distance > 0, distance, 1.0)
    return np.minimum((left / distance) * (right / distance), 1.0)[()]


def breit_wigner_conductance(
    level: ArrayLike,
    gamma_left: ArrayLike,
    gamma_right: ArrayLike,
    reservoir: Reservoir,
    *,
    degeneracy: float = 2,
) -> Floats:
    """Return the linear conductance of a Breit–Wigner level at any temperature, in closed form.

    G = degeneracy (e²/h) (Γ_L Γ_R / Γ) Re ψ′(½ + (Γ/2 + i(μ − ε)) / 2πkT) / πkT, with the
    trigamma function ψ′.

    Parameters
    ----------
    level : array_like
        Level ε, in eV.
    gamma_left, gamma_right : array_like
        Partial widths (FWHM), in eV.
    reservoir : Reservoir
        Chemical potential and temperature of both leads; at 0 K the transmission at ``mu``.
    degeneracy : float
        Number of identical channels, 2 for spin.

    Returns
    -------
    ndarray
        Conductance, in S; broadcast shape.

    Raises
    ------
    ValueError
        If a width is negative or the degeneracy not positive.

    References
    ----------
    C. W. J. Beenakker, Phys. Rev. B 44, 1646 (1991), for thermal and lifetime broadening.

    Examples
    --------
    A level as wide as kT has lost more than two thirds of its peak:

    >>> width = 8.617333262e-5 * 4.2
    >>> g = breit_wigner_conductance(0.0, width / 2, width / 2, Reservoir(0.0, 4.2))
    >>> round(float(g / 7.748091729e-5), 3)
    0.306
    """
    e = number("level", level)
    left = number("gamma_left", gamma_left, at_least=0)
    right = number("gamma_right", gamma_right, at_least=0)
    instances(Reservoir, reservoir=reservoir)
    m, t = number("mu", reservoir.mu), number("temperature", reservoir.temperature)
    factor = scalar("degeneracy", degeneracy, above=0)
    broadcast_shape(level=e, gamma_left=left, gamma_right=right, mu=m, temperature=t)
    average = window_average((left + right) / 2, m - e, m - e, K_B_EV * t)
    conductance: Floats = factor * G0 * _share(left, right) * average
    return conductance[()]


def breit_wigner_current(
    level: ArrayLike,
    gamma_left: ArrayLike,
    gamma_right: ArrayLike,
    source: Reservoir,
    drain: Reservoir,
    *,
    degeneracy: float = 2,
) -> Floats:
    """Return the current through a Breit–Wigner level at any bias and temperature, in closed form.

    I = degeneracy (2e/h) (Γ_L Γ_R / Γ) Im[ψ(½ + z_L) − ψ(½ + z_R)] with the digamma function ψ
    and z = (Γ/2 + i(μ − ε)) / 2πkT of either lead; arctangents at 0 K.

    Parameters
    ----------
    level : array_like
        Level ε, in eV.
    gamma_left, gamma_right : array_like
        Partial widths (FWHM), in eV.
    source, drain : Reservoir
        Left and right lead; their temperatures may differ.
    degeneracy : float
        Number of identical channels, 2 for spin.

    Returns
    -------
    ndarray
        Current, in A, positive when particles flow from source to drain; broadcast shape. With
        equal temperatures the relative accuracy is kept however small the current.

    Raises
    ------
    ValueError
        If a width is negative or the degeneracy not positive.

    References
    ----------
    Y. Meir and N. S. Wingreen, Phys. Rev. Lett. 68, 2512 (1992), for the non-interacting limit.

    Examples
    --------
    Once the window holds the whole level, more bias adds nothing: I = (2e/h) 2π Γ_L Γ_R / Γ.

    >>> bias = np.array([1.0, 2.0])
    >>> current = breit_wigner_current(
    ...     0.0, 1e-4, 1e-4, Reservoir(bias / 2, 4.2), Reservoir(-bias / 2, 4.2)
    ... )
    >>> bool(current[1] / current[0] < 1.0001)
    True
    """
    e = number("level", level)
    left = number("gamma_left", gamma_left, at_least=0)
    right = number("gamma_right", gamma_right, at_least=0)
    instances(Reservoir, source=source, drain=drain)
    m1, t1 = number("mu", source.mu), number("temperature", source.temperature)
    m2, t2 = number("mu", drain.mu), number("temperature", drain.temperature)
    factor = scalar("degeneracy", degeneracy, above=0)
    broadcast_shape(level=e, gamma_left=left, gamma_right=right, source=m1 + t1, drain=m2 + t2)
    g, m = (left + right) / 2, m2 - e
    drop = (m1 - m2) * window_average(g, m1 - e, m, K_B_EV * t1)
    if (t1 != t2).any():
        # What is filled, counted from a half-filled level, is odd in m: the window from −m to m
        # gives it for either temperature alone.
        warm, cool = (window_average(g, m, -m, K_B_EV * t) for t in (t1, t2))
        drop = drop + m * (warm - cool)
    current: Floats = factor * G0 * _share(left, right) * drop
    return current[()]
