"""Molecules between electrodes: one level that follows the bias, and chains far off resonance.

Valid for non-interacting electrons, when kT or Γ exceeds the charging energy; below that the level
blocks its second electron (Coulomb blockade) and these formulas do not hold.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number, whole_number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.barriers.resonance import breit_wigner_current
from landauer_lib.reservoirs import Reservoir

__all__ = ["molecular_current", "superexchange", "superexchange_decay"]


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


def superexchange_decay(detuning: ArrayLike, hopping: ArrayLike) -> Floats:
    """Return β, with which the transmission of a long chain falls as exp(−β) per site.

    2 arcosh(|Δ|/2t), which is 2 ln(|Δ|/t) far off resonance: the measured decay per carbon or ring
    of molecules that differ by their length. Within the chain's band, |Δ| ≤ 2t, it is 0.

    Parameters
    ----------
    detuning : array_like
        Distance Δ = E − ε of the energy from the sites' level, in eV.
    hopping : array_like
        Hopping t between neighbors, in eV, above 0.

    Returns
    -------
    ndarray
        Decay per site; broadcast shape.

    Raises
    ------
    ValueError
        If the hopping is not positive or an argument not finite.

    References
    ----------
    H. M. McConnell, J. Chem. Phys. 35, 508 (1961), for the limit far off resonance.

    Examples
    --------
    >>> round(float(superexchange_decay(2.0, hopping=0.1)), 3)  # and 2 ln 20 = 5.991
    5.986
    """
    delta = np.abs(number("detuning", detuning))
    t = number("hopping", hopping, above=0)
    broadcast_shape(detuning=delta, hopping=t)
    decay: Floats = 2 * np.arccosh(np.maximum(delta / (2 * t), 1))
    return decay[()]
