"""Conserved particles whose statistics lie between and beyond bosons and fermions: their heat."""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import H_PLANCK, K_B, K_B_EV
from landauer_lib.heat.modes import LARGEST_EXPONENT, reduced_energy

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)


def exclusion_occupation(energy: ArrayLike, exclusion: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return the mean number of particles with exclusion statistics g in a state.

    n = 1/(w + g) with w^g (1 + w)^(1−g) = e^x, x = energy/k_BT: the Fermi function for g = 1,
    at most 1/g everywhere.

    Parameters
    ----------
    energy : array_like
        Energy of the state measured from the chemical potential, in eV.
    exclusion : array_like
        Statistics parameter g, above 0.
    temperature : array_like
        Temperature in K, at least 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        In [0, 1/g].

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number, not finite or out of range.

    References
    ----------
    F. D. M. Haldane, Phys. Rev. Lett. 67, 937 (1991); Y.-S. Wu, Phys. Rev. Lett. 73, 922 (1994).

    Examples
    --------
    >>> exclusion_occupation([-0.1, 0.1], 0.5, 4.2).round(12)  # two semions a state, or none
    array([2., 0.])
    """
    g, _, s = _solved(energy, exclusion, temperature)
    return np.exp(-np.logaddexp(s, np.log(g)))[()]


def exclusion_window(energy: ArrayLike, exclusion: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return −dn/dE of particles with exclusion statistics: the window that linear response sees.

    n(1 − gn)(1 + (1 − g)n)/k_BT; :func:`landauer_lib.reservoirs.thermal_window` for g = 1.

    Parameters
    ----------
    energy, exclusion : array_like
        As in :func:`exclusion_occupation`.
    temperature : array_like
        Temperature in K, above 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        In 1/eV, of area 1/g.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number, not finite or out of range.

    References
    ----------
    Y.-S. Wu, Phys. Rev. Lett. 73, 922 (1994).

    Examples
    --------
    >>> from landauer_lib.constants import K_B_EV
    >>> round(float(exclusion_window(0.0, 1.0, 1.0)) * K_B_EV, 12)
    0.25
    """
    _checks.number("temperature", temperature, above=0)
    g, kelvin, s = _solved(energy, exclusion, temperature)
    log_window = s + np.logaddexp(0.0, s) - 3 * np.logaddexp(s, np.log(g))
    window: Floats = np.exp(log_window) / (K_B_EV * kelvin)
    return window[()]


def _solved(
    energy: ArrayLike, exclusion: ArrayLike, temperature: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return g and the temperature, checked, and s = ln w at each energy."""
    distance = _checks.number("energy", energy)
    g = _checks.number("exclusion", exclusion, above=0)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(energy=distance, exclusion=g, temperature=kelvin)
    return g, kelvin, _log_w(reduced_energy(distance, kelvin), g)


def exclusion_thermal_conductance(
    exclusion: ArrayLike, temperature: ArrayLike, *, edge: ArrayLike | None = None
) -> Floats:
    """Return the open-circuit thermal conductance of a channel with exclusion statistics g.

    The occupation is n = 1/(w + g) with w^g (1 + w)^(1−g) = e^x, x = (E − μ)/k_BT (Haldane,
    Wu): fermions for g = 1, semions for g = ½. With
    K_n = ∫ xⁿ (−dn/dx) dx the heat at zero particle current is K2 − K1²/K0 = π²/3 for every g
    while the channel's bottom is far below μ: κ0T. (There K1 = 0, and only the particle
    conductance K0 = 1/g knows g; with the bottom near μ the subtraction matters.) Conserved bosons
    are the limit g → 0; for phonons and photons see
    :func:`mode_thermal_conductance`.

    Parameters
    ----------
    exclusion : array_like
        Statistics parameter g, above 0.
    temperature : array_like
        Temperature in K, at least 0; all arguments broadcast.
    edge : array_like, optional
        Bottom of the channel measured from the chemical potential, in eV, either sign; without it
        the bottom is far below.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K, between 0 and κ0T, accurate to 1e-10.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number, not finite or out of range.

    References
    ----------
    F. D. M. Haldane, Phys. Rev. Lett. 67, 937 (1991); Y.-S. Wu, Phys. Rev. Lett. 73, 922 (1994);
    L. G. C. Rego and G. Kirczenow, Phys. Rev. B 59, 13080 (1999).

    Examples
    --------
    >>> from landauer_lib.constants import KAPPA0
    >>> (exclusion_thermal_conductance([0.5, 1.0, 3.0], 2.0) / (2.0 * KAPPA0)).round(10)
    array([1., 1., 1.])
    """
    g = _checks.number("exclusion", exclusion, above=0)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    bottom = np.asarray(-np.inf) if edge is None else _checks.number("edge", edge)
    _checks.broadcast_shape(exclusion=g, temperature=kelvin, edge=bottom)
    start = _log_w(reduced_energy(bottom, kelvin) if edge is not None else bottom, g)
    # In s = ln w the weight −dn = e^s ds/(e^s + g)² is a bump of width ~1 around s = ln g.
    panels = 24
    begin = np.maximum(start, np.log(g) - 45.0)
    width = (np.maximum(begin, np.log(g)) + 45.0 - begin) / panels
    steps = (np.arange(panels)[:, None] + (1 + _NODES) / 2).ravel()
    weights = np.tile(_WEIGHTS / 2, panels) * width[..., None]
    s = begin[..., None] + width[..., None] * steps
    spread = g[..., None]
    # Weights relative to that at the start, so that a deep gap keeps its digits.
    shift = s - 2 * np.logaddexp(s, np.log(spread))
    reference = shift.max(axis=-1, keepdims=True)
    weights = weights * np.exp(shift - reference)
    x = spread * s + (1 - spread) * np.logaddexp(0.0, s)
    k0 = weights.sum(axis=-1)
    mean = (weights * x).sum(axis=-1) / k0
    variance = (weights * (x - mean[..., None]) ** 2).sum(axis=-1)
    scale = K_B * (K_B * kelvin) / H_PLANCK
    result: Floats = scale * variance * np.exp(reference[..., 0])
    return result[()]


def _log_w(x: Floats, g: Floats) -> Floats:
    """Solve g s + (1 − g) ln(1 + e^s) = x for s by Newton's method, safeguarded by its bounds."""
    shape = np.broadcast_shapes(x.shape, g.shape)
    x, g = np.broadcast_to(x, shape), np.broadcast_to(g, shape)
    floor = np.log(g) - 46.0
    s = np.clip(np.where(x > 0, x, x / g), floor, None)
    for _ in range(80):
        value = g * s + (1 - g) * np.logaddexp(0.0, s) - x
        slope = g + (1 - g) * 0.5 * (1 + np.tanh(s / 2))
        s = np.clip(s - value / slope, floor, LARGEST_EXPONENT)
    return s
