"""The law of Wiedemann and Franz, and the resonance that breaks it."""

import numpy as np

from landauer_lib import _checks
from landauer_lib._trigamma import inverse_trigamma_excess
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import K_B_EV, LORENZ


def wiedemann_franz(conductance: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return the electrons' thermal conductance L0 T G that Wiedemann and Franz expect, in W/K.

    Holds for a transmission that does not change over a few k_BT and elastic scattering.

    Parameters
    ----------
    conductance : array_like
        Electrical conductance in S, at least 0.
    temperature : array_like
        Temperature in K, at least 0; broadcasts.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or negative, or the shapes do not broadcast.

    Examples
    --------
    >>> from landauer_lib.constants import G0, KAPPA0
    >>> round(float(wiedemann_franz(G0, 1.0) / KAPPA0), 12)  # one κ0 per spin
    2.0
    """
    siemens = _checks.number("conductance", conductance, at_least=0)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(conductance=siemens, temperature=kelvin)
    return (LORENZ * siemens * kelvin)[()]


def resonance_lorenz_ratio(gamma: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return K/(L0 T G) of a Breit–Wigner resonance at the chemical potential: closed form.

    With a = Γ/4πk_BT the ratio is 12a[1/ψ′(½ + a) − a]: 1 for a wide resonance, 0.172 at Γ = k_BT
    and 24a/π² for a narrow one, which admits electrons of a single energy and so carries no
    heat beyond. Height and asymmetry of the resonance drop out. Away from the chemical potential
    use :func:`landauer_lib.landauer.lorenz_ratio`.

    Parameters
    ----------
    gamma : array_like
        Full width Γ at half maximum in eV, above 0.
    temperature : array_like
        Temperature in K, at least 0 (where the ratio is 1); broadcasts.

    Returns
    -------
    ndarray or float
        In (0, 1], of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    Examples
    --------
    >>> from landauer_lib.constants import K_B_EV
    >>> round(float(resonance_lorenz_ratio(K_B_EV * 4.2, 4.2)), 4)
    0.172
    """
    width = _checks.number("gamma", gamma, above=0)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(gamma=width, temperature=kelvin)
    with np.errstate(divide="ignore", over="ignore"):
        a = np.minimum(width / (4 * np.pi * K_B_EV * kelvin), 1e100)
    return (12 * a * inverse_trigamma_excess(a).real)[()]
