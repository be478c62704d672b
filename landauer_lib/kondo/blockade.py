"""Coulomb blockade with sequential tunneling: what the dot does far above the Kondo temperature."""

from typing import Final

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import G0, K_B_EV

_LARGEST: Final = 700.0


def _thermal_derivative(energy: Floats, kt: Floats) -> Floats:
    """Return −df/dE in 1/eV."""
    half = np.minimum(np.abs(energy) / kt / 2, _LARGEST / 2)
    derivative: Floats = 1 / (4 * kt * np.cosh(half) ** 2)
    return derivative


def coulomb_blockade_conductance(
    level: ArrayLike,
    charging_energy: ArrayLike,
    temperature: ArrayLike,
    gamma_left: ArrayLike,
    gamma_right: ArrayLike,
) -> Floats:
    """Return the conductance through one spin-degenerate level in the Coulomb blockade, in S.

    Electrons hop on and off one by one: two peaks, at ε = 0 and ε = −U, with an odd valley
    between them (one electron) and even ones outside. G = 2πG0 (Γ_LΓ_R/Γ)[(1 − n)(−f′(ε)) +
    n(−f′(ε + U))] with n = f(ε)/[1 + f(ε) − f(ε + U)] the thermal occupation per spin. To lowest
    order in Γ: valid for Γ ≪ k_BT, and in the valleys as long as cotunneling is negligible;
    it knows no Kondo effect, so that all valleys empty on cooling.

    Parameters
    ----------
    level : array_like
        Level ε from the chemical potential, in eV (a gate moves it).
    charging_energy : array_like
        U in eV, at least 0.
    temperature : array_like
        Temperature in K, above 0.
    gamma_left, gamma_right : array_like
        Couplings in eV, above 0; all arguments broadcast.

    Returns
    -------
    ndarray or float
        Conductance in S, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    C. W. J. Beenakker, Phys. Rev. B 44, 1646 (1991); Y. Meir, N. S. Wingreen and P. A. Lee, Phys.
    Rev. Lett. 66, 3048 (1991).

    Examples
    --------
    >>> valleys_and_peaks = [5e-4, 0.0, -1e-3, -2e-3]
    >>> (coulomb_blockade_conductance(valleys_and_peaks, 2e-3, 0.5, 2e-6, 2e-6) / G0).round(4)
    array([0.    , 0.0243, 0.    , 0.0243])
    """
    epsilon = _checks.number("level", level)
    u = _checks.number("charging_energy", charging_energy, at_least=0)
    kelvin = _checks.number("temperature", temperature, above=0)
    left = _checks.number("gamma_left", gamma_left, above=0)
    right = _checks.number("gamma_right", gamma_right, above=0)
    _checks.broadcast_shape(
        level=epsilon,
        charging_energy=u,
        temperature=kelvin,
        gamma_left=left,
        gamma_right=right,
    )
    kt = K_B_EV * kelvin
    x, y = (np.clip(energy / kt, -_LARGEST, _LARGEST) for energy in (epsilon, epsilon + u))
    # Weights of 0, 1 (two states) and 2 electrons, the largest of them 1.
    logarithms = np.stack(np.broadcast_arrays(0.0 * x, -x, -x - y))
    empty, single, double = np.exp(logarithms - logarithms.max(axis=0))
    occupied = (single + double) / (empty + 2 * single + double)
    vacant = (empty + single) / (empty + 2 * single + double)
    lines = vacant * _thermal_derivative(epsilon, kt) + occupied * _thermal_derivative(
        epsilon + u, kt
    )
    siemens: Floats = 2 * np.pi * G0 * (left / (left + right)) * right * lines
    return siemens[()]


def coulomb_peak(detuning: ArrayLike, temperature: ArrayLike, *, dot: str = "level") -> Floats:
    """Return the shape of a Coulomb-blockade peak, over its height.

    cosh⁻²(δ/2k_BT) where a single non-degenerate level carries the peak (Γ ≪ k_BT ≪ level
    spacing; height ∝ 1/T), (δ/k_BT)/sinh(δ/k_BT) in a metallic dot (level spacing ≪ k_BT ≪ e²/C;
    the height, half of the two contacts in series, does not depend on T).

    Parameters
    ----------
    detuning : array_like
        Distance δ of the chemical potential from the charge degeneracy, in eV.
    temperature : array_like
        Temperature in K, at least 0 (where the peak has no width); broadcasts.
    dot : {"level", "metallic"}, optional
        Which limit.

    Returns
    -------
    ndarray or float
        In [0, 1].

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    I. O. Kulik and R. I. Shekhter, Sov. Phys. JETP 41, 308 (1975); C. W. J. Beenakker, Phys. Rev. B
    44, 1646 (1991).

    Examples
    --------
    >>> [float(coulomb_peak(2 * K_B_EV, 1.0, dot=dot).round(4)) for dot in ("level", "metallic")]
    [0.42, 0.5514]
    """
    delta = _checks.number("detuning", detuning)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    _checks.one_of("dot", dot, ("level", "metallic"))
    _checks.broadcast_shape(detuning=delta, temperature=kelvin)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = np.abs(delta) / (K_B_EV * kelvin)
    x = np.minimum(np.nan_to_num(ratio, nan=0.0), _LARGEST)
    if dot == "level":
        shape: Floats = 1 / np.cosh(x / 2) ** 2
    else:
        shape = np.where(x > 0, x / np.sinh(np.where(x > 0, x, 1.0)), 1.0)
    return shape[()]
