"""Heat of conserved particles whose statistics lie between and beyond bosons and fermions."""

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib.constants import H_PLANCK, K_B
from landauer_lib.heat.modes import LARGEST_EXPONENT, reduced_energy

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)


def exclusion_thermal_conductance(
    exclusion: ArrayLike, temperature: ArrayLike, *, edge: ArrayLike | None = None
) -> Floats:
    """Return the open-circuit thermal conductance of a channel with exclusion statistics g.

    The occupation is n = 1/(w + g) with w^g (1 + w)^(1−g) = e^x, x = (E − μ)/k_BT (Haldane,
    Wu): fermions for g = 1, semions for g = ½. With
    K_n = ∫ xⁿ (−dn/dx) dx the heat at zero particle current is K2 − K1²/K0 = π²/3 for every g
    while the channel's bottom is far below μ: κ0T. (Without the subtraction K2 alone depends on g.)
    Conserved bosons are the limit g → 0; for phonons and photons see
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
