"""The conductance peak of a Majorana state; Γ_M is its half width at half maximum."""

from landauer_lib import barriers
from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.reservoirs import Reservoir

__all__ = ["majorana_conductance"]


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
