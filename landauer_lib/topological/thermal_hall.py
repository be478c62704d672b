"""Heat along fractional edges: central charges, and the half-integers of Majorana modes.

A heat conductance counts modes, not charge. Half-integer values are necessary for an odd number of
Majorana modes, not sufficient: edges out of equilibrium imitate them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from landauer_lib._checks import broadcast_shape, number, whole
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import KAPPA0

__all__ = ["HALF_FILLED_ORDERS", "edge_heat_conductance", "thermal_hall_number"]

HALF_FILLED_ORDERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "anti-Pfaffian": -3,
        "113": -2,
        "PH-Pfaffian": -1,
        "K=8": 0,
        "Pfaffian": 1,
        "331": 2,
        "SU(2)_2": 3,
    }
)
"""Candidate orders of the half-filled level and their Majorana modes n; even n is Abelian."""


def thermal_hall_number(majoranas: ArrayLike) -> Floats:
    """Thermal Hall conductance 3 + n/2 of a state at filling 5/2, in units of κ0T.

    Two filled spin levels give one mode each and the half-filled level a charged mode, which makes
    3; a neutral Majorana mode counts one half, backward ones (n < 0) negatively. Odd n belongs to
    the non-Abelian orders. The edge must be in thermal equilibrium with itself.

    Parameters
    ----------
    majoranas : array_like
        Net number n of Majorana modes along the charged one, whole; see ``HALF_FILLED_ORDERS``.

    Returns
    -------
    ndarray or float
        κ/κ0T, of the shape of ``majoranas``.

    Raises
    ------
    ValueError
        If n is not whole.

    References
    ----------
    A. Kitaev, Ann. Phys. 321, 2 (2006); M. Banerjee et al., Nature 559, 205 (2018).

    Examples
    --------
    >>> {name: float(thermal_hall_number(n)) for name, n in HALF_FILLED_ORDERS.items() if n % 2}
    {'anti-Pfaffian': 1.5, 'PH-Pfaffian': 2.5, 'Pfaffian': 3.5, 'SU(2)_2': 4.5}
    """
    result: Floats = 3 + whole("majoranas", majoranas) / 2
    return result[()]


def edge_heat_conductance(
    downstream: ArrayLike,
    upstream: ArrayLike,
    temperature: ArrayLike,
    *,
    equilibrated: bool = True,
) -> Floats:
    """Heat conductance between two contacts along an edge with modes both ways.

    Parameters
    ----------
    downstream, upstream : array_like
        Central charges that run with and against the charge: 1 for each charged or neutral boson
        mode, ½ for each Majorana mode; multiples of ½, at least 0.
    temperature : array_like
        Temperature in K, at least 0.
    equilibrated : bool
        If true, heat is exchanged between the modes all along: |downstream − upstream| κ0T. If
        false, none is: every mode carries its own, (downstream + upstream) κ0T, as if all ran one
        way. Modes that take no part in the exchange can be added by a second call.

    Returns
    -------
    ndarray or float
        Heat conductance in W/K, with the broadcast shape.

    Raises
    ------
    ValueError
        If a central charge is negative or not a multiple of ½, or the temperature is negative.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. B 55, 15832 (1997); S. H. Simon, Phys. Rev. B 97,
    121406 (2018) for the edge that equilibrates but for a Majorana mode.

    Examples
    --------
    The anti-Pfaffian edge has central charge 3 downstream and 3/2 upstream. In equilibrium it gives
    1.5; if one upstream Majorana mode stays out of it, 2.5, the value measured:

    >>> from landauer_lib.constants import KAPPA0
    >>> apart = edge_heat_conductance(0, 0.5, 0.02, equilibrated=False)
    >>> float(edge_heat_conductance(3, 1.5, 0.02) / (KAPPA0 * 0.02))
    1.5
    >>> round(float((edge_heat_conductance(3, 1, 0.02) + apart) / (KAPPA0 * 0.02)), 9)
    2.5
    """
    forth, back = _halves("downstream", downstream), _halves("upstream", upstream)
    kelvin = number("temperature", temperature, at_least=0)
    broadcast_shape(downstream=forth, upstream=back, temperature=kelvin)
    count = np.abs(forth - back) if equilibrated else forth + back
    result: Floats = count * KAPPA0 * kelvin
    return result[()]


def _halves(name: str, value: ArrayLike) -> Floats:
    """Return numbers that are multiples of one half and at least 0."""
    values = number(name, value, at_least=0)
    if (2 * values != np.round(2 * values)).any():
        raise ValueError(f"{name} must be multiples of 1/2, got {values}")
    return values
