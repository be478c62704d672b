"""The two ends of the Kondo effect: its conductance at zero temperature and its temperature."""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import G0, K_B_EV


def unitary_conductance(
    occupation: ArrayLike, gamma_left: ArrayLike, gamma_right: ArrayLike
) -> Floats:
    """Return the zero-temperature conductance G0 (4Γ_LΓ_R/Γ²) sin²(πn/2), in S.

    Friedel's sum rule gives each spin the phase πn/2, whatever the interaction on the dot: exact
    for a Fermi-liquid ground state without field, with n electrons (both spins) in one level.

    Parameters
    ----------
    occupation : array_like
        Mean number of electrons n in the level, in [0, 2].
    gamma_left, gamma_right : array_like
        Couplings in the same unit, above 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        Conductance in S, between 0 and G0.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    D. C. Langreth, Phys. Rev. 150, 516 (1966); L. I. Glazman and M. E. Raikh, JETP Lett. 47, 452
    (1988); T. K. Ng and P. A. Lee, Phys. Rev. Lett. 61, 1768 (1988).

    Examples
    --------
    >>> float(unitary_conductance(1.0, 1e-4, 1e-4) / G0)
    1.0
    """
    electrons = _checks.number("occupation", occupation, at_least=0, at_most=2)
    left = _checks.number("gamma_left", gamma_left, above=0)
    right = _checks.number("gamma_right", gamma_right, above=0)
    _checks.broadcast_shape(occupation=electrons, gamma_left=left, gamma_right=right)
    asymmetry = 4 / (2 + left / right + right / left)
    # From the nearer empty or full level, where the sine keeps its digits.
    phase = np.pi / 2 * np.minimum(electrons, 2 - electrons)
    siemens: Floats = G0 * asymmetry * np.sin(phase) ** 2
    return siemens[()]


def kondo_temperature(level: ArrayLike, charging_energy: ArrayLike, gamma: ArrayLike) -> Floats:
    """Return Haldane's estimate k_BT_K = ½ sqrt(ΓU) exp[πε(ε + U)/ΓU], as T_K in K.

    Γ is the full width (Γ_L + Γ_R). The exponent is sure, the factor in front depends on how
    T_K is defined. Valid in the local-moment regime, Γ/2 ≲ −ε ≲ U − Γ/2 with Γ ≪ U; toward
    the edges of the valley, where the exponent vanishes, charge fluctuations take over.

    Parameters
    ----------
    level : array_like
        Level ε of the first electron, measured from the chemical potential, in eV: between −U
        and 0, so that the dot holds one electron.
    charging_energy : array_like
        U in eV, above 0.
    gamma : array_like
        Γ in eV, above 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        T_K in K.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    F. D. M. Haldane, Phys. Rev. Lett. 40, 416 (1978); W. G. van der Wiel et al., Science 289,
    2105 (2000).

    Examples
    --------
    >>> round(float(kondo_temperature(-1e-3, 2e-3, 0.4e-3)), 4)
    0.1023
    """
    u = _checks.number("charging_energy", charging_energy, above=0)
    epsilon = _checks.number("level", level)
    width = _checks.number("gamma", gamma, above=0)
    _checks.broadcast_shape(charging_energy=u, level=epsilon, gamma=width)
    if ((epsilon > 0) | (epsilon < -u)).any():
        raise ValueError(f"level must lie in [-charging_energy, 0] for one electron, got {level!r}")
    depth = np.pi * (-epsilon / width) * (1 + epsilon / u)
    return (np.sqrt(width) * np.sqrt(u) / (2 * K_B_EV) * np.exp(-depth))[()]
