"""One level between two leads: Breit–Wigner, its closed forms at any temperature, and molecules.

Valid for a single spin-degenerate level with energy-independent widths, when kT or Γ exceeds the
charging energy; below that the level blocks its second electron and these formulas do not hold.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, instances, number, scalar, whole_number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.barriers._lorentzian import window_average
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.reservoirs import Reservoir

__all__ = [
    "breit_wigner",
    "breit_wigner_conductance",
    "breit_wigner_current",
    "molecular_current",
    "superexchange",
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


def molecular_current(
    bias: ArrayLike,
    level: ArrayLike,
    gamma_left: ArrayLike,
    gamma_right: ArrayLike,
    *,
    asymmetry: ArrayLike = 0.0,
    temperature: ArrayLike = 300.0,
    degeneracy: float = 2,
) -> Floats:
    """Return the I–V of a molecule whose level follows the bias, ε(V) = ε + η eV.

    Parameters
    ----------
    bias : array_like
        Bias V, in V; μ_L = +eV/2 and μ_R = −eV/2.
    level : array_like
        Level ε at zero bias relative to the electrodes' electrochemical potential, in eV.
    gamma_left, gamma_right : array_like
        Partial widths (FWHM), in eV.
    asymmetry : array_like
        η, from −½ (the level moves with the right electrode) to ½ (with the left one); 0 where
        the voltage drops symmetrically.
    temperature : array_like
        Temperature, in K.
    degeneracy : float
        Number of identical channels, 2 for spin.

    Returns
    -------
    ndarray
        Current, in A; broadcast shape. It rectifies, I(−V) ≠ −I(V), where both η and ε differ
        from 0; unequal widths alone do not rectify.

    Raises
    ------
    ValueError
        If a width or the temperature is negative, or η lies outside [−½, ½].

    References
    ----------
    S. Datta, *Quantum Transport: Atom to Transistor* (Cambridge, 2005), chapter 1.

    Examples
    --------
    >>> forward, backward = molecular_current([1.0, -1.0], 0.5, 0.01, 0.01, asymmetry=0.3)
    >>> round(float(-backward / forward))
    116
    """
    v = number("bias", bias)
    e = number("level", level)
    eta = number("asymmetry", asymmetry, at_least=-0.5, at_most=0.5)
    broadcast_shape(bias=v, level=e, asymmetry=eta)
    source, drain = Reservoir(v / 2, temperature), Reservoir(-v / 2, temperature)
    return breit_wigner_current(
        e + eta * v, gamma_left, gamma_right, source, drain, degeneracy=degeneracy
    )


def superexchange(
    energy: ArrayLike,
    level: ArrayLike,
    hopping: ArrayLike,
    sites: int,
    gamma_left: ArrayLike,
    gamma_right: ArrayLike,
) -> Floats:
    """Return the transmission of a chain of equal levels, coupled to a lead at each end.

    Exact for a tight-binding chain with wide-band leads. Far off resonance it falls as
    (t/Δ)² per site, Δ = E − ε: superexchange.

    Parameters
    ----------
    energy, level : array_like
        Energy E and site level ε, in eV.
    hopping : array_like
        Hopping t between neighbors, in eV, above 0 (its sign does not matter).
    sites : int
        Number of sites, at least 1; one site is :func:`breit_wigner`.
    gamma_left, gamma_right : array_like
        Widths (FWHM) that the end sites would have alone, in eV.

    Returns
    -------
    ndarray
        Transmission; broadcast shape.

    Raises
    ------
    ValueError
        If the hopping is not positive, a width negative or ``sites`` not a whole number above 0.

    References
    ----------
    H. M. McConnell, J. Chem. Phys. 35, 508 (1961).
    V. Mujica, M. Kemp and M. A. Ratner, J. Chem. Phys. 101, 6849 (1994).

    Examples
    --------
    >>> chain = [superexchange(0.0, 2.0, 0.1, n, 0.05, 0.05) for n in (5, 6)]
    >>> round(float(chain[1] / chain[0]) / (0.1 / 2.0) ** 2, 2)
    1.01
    """
    e = number("energy", energy)
    level_ = number("level", level)
    t = number("hopping", hopping, above=0)
    n = whole_number("sites", sites, at_least=1)
    left = number("gamma_left", gamma_left, at_least=0)
    right = number("gamma_right", gamma_right, at_least=0)
    broadcast_shape(energy=e, level=level_, hopping=t, gamma_left=left, gamma_right=right)
    detuning = (e - level_) / t
    # Determinants of the bare chains of n − 2, n − 1 and n sites over their largest, with its log.
    older, old, new = (x + 0.0 * detuning for x in (0.0, 0.0, 1.0))
    log_scale = np.zeros_like(detuning)
    for _ in range(n):
        older, old, new = old, new, detuning * new - old
        largest = np.maximum(np.abs(old), np.abs(new))
        older, old, new = older / largest, old / largest, new / largest
        log_scale = log_scale + np.log(largest)
    a, b = left / (2 * t), right / (2 * t)
    size = np.hypot(new - a * b * older, (a + b) * old)
    size = np.where(size > 0, size, 1.0)
    decay = np.exp(-log_scale)
    transmission: Floats = 4 * (a / size * decay) * (b / size * decay)
    return np.minimum(transmission, 1.0)[()]
