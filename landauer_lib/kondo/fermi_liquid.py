"""How the Kondo peak leaves its unitary value: squares of temperature, bias and field."""

from math import pi
from typing import Final, NamedTuple

from landauer_lib import _checks

__all__ = ["FermiLiquid", "fermi_liquid_coefficients"]

HALF_OVER_SUSCEPTIBILITY: Final = 0.94
"""T_K with G(T_K) = G(0)/2 over T_0, from the numerical renormalization group (two digits)."""

WILSON_NUMBER: Final = 0.4128
"""χ(0) k_BT_W over (gµ_B)²/4, Wilson's T_W being defined by the susceptibility's hot tail."""


class FermiLiquid(NamedTuple):
    """Coefficients of G = G(0)[1 − c_T (T/T_K)² − c_V (eV/k_BT_K)² − c_B (gµ_BB/k_BT_K)²]."""

    temperature: float
    """c_T of the linear conductance."""
    bias: float
    """c_V of dI/dV at zero temperature, for two equal contacts and equal drops of the bias."""
    field: float
    """c_B of the linear conductance at zero temperature."""


def fermi_liquid_coefficients(convention: str = "half") -> FermiLiquid:
    """Return the exact coefficients of a spin-½ Kondo dot, for a stated definition of T_K.

    In terms of T_0, which the spin susceptibility χ = (gµ_B)²/4k_BT_0 defines, c_T = π⁴/16,
    c_V = 3π²/32 and c_B = π²/16 (local moment, particle–hole symmetric). Their ratios
    c_V/c_T = 3/2π² and c_B/c_T = 1/π² need no T_K and are what an experiment can test.

    Parameters
    ----------
    convention : {"half", "susceptibility", "wilson"}, optional
        "half": G(T_K) = G(0)/2, as in :func:`landauer_lib.kondo.conductance`; T_K/T_0 = 0.94 is
        numerical, so that c_T = 5.38 has two digits. "susceptibility": T_0 itself. "wilson": T_W of
        the susceptibility far above, T_W = 0.4128 T_0.

    Returns
    -------
    FermiLiquid
        ``temperature``, ``bias``, ``field``.

    Raises
    ------
    ValueError
        If the convention is none of the three.

    References
    ----------
    P. Nozières, J. Low Temp. Phys. 17, 31 (1974); T. A. Costi, A. C. Hewson and V. Zlatić, J.
    Phys.: Condens. Matter 6, 2519 (1994); A. Oguri, Phys. Rev. B 64, 153305 (2001), for the bias.

    Examples
    --------
    >>> [round(fermi_liquid_coefficients(c)[0], 2) for c in ("half", "susceptibility", "wilson")]
    [5.38, 6.09, 1.04]
    """
    _checks.one_of("convention", convention, ("half", "susceptibility", "wilson"))
    scale = {
        "half": HALF_OVER_SUSCEPTIBILITY,
        "susceptibility": 1.0,
        "wilson": WILSON_NUMBER,
    }[convention] ** 2
    return FermiLiquid(pi**4 / 16 * scale, 3 * pi**2 / 32 * scale, pi**2 / 16 * scale)
