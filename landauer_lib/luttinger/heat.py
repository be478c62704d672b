"""Heat through an interacting wire: charge waves carry it, and their reflection shows.

The direct current does not notice how the interactions change at the contacts; heat does. It comes
as charge waves of all frequencies up to k_BT/ħ, of which the wire passes the share |G21|², so that
the charge mode carries less than κ0T once a thermal wave is shorter than the wire. The other modes
of a spin- or valley-degenerate wire are neutral, do not interact in this model, and carry κ0T each.
"""

from collections.abc import Iterator

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR, K_B, KAPPA0
from landauer_lib.luttinger.wire import Wire

__all__ = ["charge_heat_conductance", "impurity_lorenz_ratio", "wire_lorenz_ratio"]

REACH = 45.0
"""Frequencies up to this many k_BT/ħ carry all heat but 1e-16 of it."""

MOST_NODES = 2_000_000
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)


def charge_heat_conductance(wire: Wire, temperature: ArrayLike) -> Floats:
    """Return the thermal conductance of the charge mode of a clean wire between leads, in W/K.

    (k_B²T/h) ∫|G21(xk_BT/ħ)|² x² e^x/(e^x − 1)² dx: κ0T at low temperature and, for a uniform wire,
    2K/(1 + K²) κ0T once k_BT ≫ ħv/L.

    Parameters
    ----------
    wire : Wire
        The wire, uniform or of sections.
    temperature : array_like
        Temperature in K, at least 0, any shape.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K, of the shape of ``temperature``.

    Raises
    ------
    ValueError, TypeError
        If the temperature is negative, or a wire of sections is so long and hot that its
        integral would take millions of frequencies.

    References
    ----------
    R. Fazio, F. W. J. Hekking and D. E. Khmelnitskii, Phys. Rev. Lett. 80, 5611 (1998).

    Examples
    --------
    >>> wire = Wire(K=0.5, length=2e-6, velocity=3e5)
    >>> kelvin = np.array([1e-3, 0.2, 100.0])
    >>> (charge_heat_conductance(wire, kelvin) / (KAPPA0 * kelvin)).round(3)
    array([1.   , 0.916, 0.8  ])
    """
    _checks.instances(Wire, wire=wire)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    angle = K_B * kelvin / HBAR * wire.transit_time
    share = _uniform(float(wire.K[0]), angle) if len(wire.K) == 1 else _sections(wire, kelvin)
    return (KAPPA0 * kelvin * share)[()]


def _uniform(parameter: float, angle: Floats) -> Floats:
    """Share of κ0T for one section, as a sum over the echoes of the waves in the wire.

    |G21|² = 2K/(1 + K²) Σ_n ρ^|n| e^{2inφ} with ρ = ((1 − K)/(1 + K))², and the thermal average of
    a term is 3(y coth y − 1)/sinh²y at y = 2πnk_BTL/ħv.
    """
    ratio = ((1 - parameter) / (1 + parameter)) ** 2
    total = np.ones_like(angle)
    count = int(np.ceil(-40 / np.log(ratio))) if ratio > 0 else 0
    for n in range(1, count + 1):
        y = np.minimum(2 * np.pi * n * angle, 300.0)
        safe = np.maximum(y, 0.05)
        closed = 3 * (safe / np.tanh(safe) - 1) / np.sinh(safe) ** 2
        series = 1 - 2 * y**2 / 5 + 2 * y**4 / 21 - 4 * y**6 / 225
        total += 2 * ratio**n * np.where(y < 0.05, series, closed)
    floor: Floats = 2 * parameter / (1 + parameter**2) * total
    return floor


def _sections(wire: Wire, kelvin: Floats) -> Floats:
    """Share of κ0T for any profile, integrated over panels that resolve every oscillation."""
    result = np.ones(kelvin.size)
    for i, t in enumerate(kelvin.ravel()):
        if t > 0:
            rate = K_B * t / HBAR
            panels = int(np.ceil(REACH * (1 + rate * wire.transit_time)))
            if panels * _NODES.size > MOST_NODES:
                raise ValueError(
                    f"temperature {t:g} K makes the thermal waves too short for a wire of sections "
                    f"with a transit time of {wire.transit_time:.3g} s"
                )
            result[i] = sum(_panels(wire, rate, panels))
    return result.reshape(kelvin.shape)


def _panels(wire: Wire, rate: float, panels: int) -> Iterator[float]:
    width = REACH / panels
    for start in range(0, panels, 4096):
        edge = np.arange(start, min(start + 4096, panels), dtype=np.float64) * width
        x = (edge[:, None] + width / 2 * (1 + _NODES)).ravel()
        weight = np.tile(_WEIGHTS, edge.size) * (width / 2) * 3 / np.pi**2
        half = x / 2
        passed = np.asarray(wire.ac_transmission(rate * x)) ** 2
        yield float(np.sum(weight * (half / np.sinh(half)) ** 2 * passed))


def wire_lorenz_ratio(wire: Wire, temperature: ArrayLike) -> Floats:
    """Return K/(G T) of a clean wire between leads over the Lorenz number: 1 without interactions.

    All modes of a channel conduct heat, the charge mode as in :func:`charge_heat_conductance` and
    each neutral one κ0T, while the direct conductance is that of free electrons.

    Parameters
    ----------
    wire : Wire
        The wire, with its degeneracy: the number of modes.
    temperature : array_like
        Temperature in K, above 0, any shape.

    Returns
    -------
    ndarray or float
        In (0, 1], of the shape of ``temperature``.

    Raises
    ------
    ValueError, TypeError
        As for :func:`charge_heat_conductance`; also if the temperature is 0.

    Examples
    --------
    >>> hot = [wire_lorenz_ratio(Wire(K, 1e-5, 3e5), 300.0) for K in (0.7, 0.5)]
    >>> [round(float(ratio), 3) for ratio in hot]
    [0.97, 0.9]
    """
    kelvin = _checks.number("temperature", temperature, above=0)
    charge = np.asarray(charge_heat_conductance(wire, kelvin)) / (KAPPA0 * kelvin)
    ratio: Floats = (charge + wire.degeneracy - 1) / wire.degeneracy
    return ratio[()]


def impurity_lorenz_ratio(K: ArrayLike) -> Floats:
    """Return K/(G T) over the Lorenz number of an infinite spinless wire cut by an impurity.

    3/(2K + K²) at low temperature, where the impurity has become a weak link: electrons tunnel
    from a liquid whose density of states vanishes at the chemical potential, and those that do
    carry more heat than free ones would.

    Parameters
    ----------
    K : array_like
        Interaction parameter in (½, 1], any shape.

    Returns
    -------
    ndarray or float
        At least 1, of the shape of ``K``.

    Raises
    ------
    ValueError, TypeError
        If K lies outside (½, 1]: below, other processes carry the heat.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. Lett. 76, 3192 (1996).

    Examples
    --------
    >>> round(float(impurity_lorenz_ratio(0.75)), 4)
    1.4545
    """
    parameter = _checks.number("K", K, above=0.5, at_most=1)
    ratio: Floats = 3 / (parameter * (2 + parameter))
    return ratio[()]
