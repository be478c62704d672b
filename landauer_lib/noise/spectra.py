"""Spectral densities of the current noise against bias and temperature."""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import E_CHARGE, K_B, K_B_EV, LORENZ, R_K
from landauer_lib.noise.fano import quanta_and_partition

# Taylor coefficients of u coth u − 1 in powers of u².
_COTH_SERIES = (1 / 3, -1 / 45, 2 / 945, -1 / 4725, 2 / 93555, -1382 / 638512875, 4 / 18243225)


def _coth_excess(u: Floats) -> Floats:
    """Return u coth u − 1 for u ≥ 0."""
    square = np.minimum(u, 0.3) ** 2
    series = np.zeros_like(square)
    for coefficient in reversed(_COTH_SERIES):
        series = (series + coefficient) * square
    large = np.maximum(u, 0.3)
    exact = large - 1 + 2 * large / np.expm1(np.minimum(2 * large, 700.0))
    return np.where(u < 0.3, series, exact)


def _excess_energy(bias: Floats, temperature: Floats) -> Floats:
    """Return eV coth(eV/2k_BT) − 2k_BT in J, which is \\|eV\\| at temperature 0."""
    voltage, thermal = np.abs(bias), 2 * K_B_EV * temperature
    quantum = voltage > 1e10 * thermal
    energy = thermal * _coth_excess(voltage / np.where(quantum | (thermal == 0), np.inf, thermal))
    return E_CHARGE * np.where(quantum, voltage - thermal, energy)


def _conditions(bias: ArrayLike, temperature: ArrayLike, **others: Floats) -> tuple[Floats, Floats]:
    """Check bias and temperature and that they broadcast with the others."""
    voltage = _checks.number("bias", bias)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(bias=voltage, temperature=kelvin, **others)
    return voltage, kelvin


def noise(
    eigenvalues: ArrayLike, bias: ArrayLike, temperature: ArrayLike, *, degeneracy: int = 2
) -> Floats:
    """Return the single-sided spectral density of the current noise, in A²/Hz.

    S = (2 degeneracy e²/h)[2k_BT ΣT_n² + eV coth(eV/2k_BT) ΣT_n(1 − T_n)]: 4k_BTG at zero bias,
    2eI ΣT(1 − T)/ΣT at zero temperature.

    Parameters
    ----------
    eigenvalues : array_like
        Transmission eigenvalues per spin in [0, 1], channels along the last axis (a single number
        is one channel).
    bias : array_like
        Voltage in V; only its size matters. Broadcasts with ``temperature`` and the other axes of
        ``eigenvalues``.
    temperature : array_like
        Temperature in K, at least 0.
    degeneracy : int, optional
        Spin (and valley) degeneracy.

    Returns
    -------
    ndarray or float
        Noise in A²/Hz, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    G. B. Lesovik, JETP Lett. 49, 592 (1989); M. Büttiker, Phys. Rev. Lett. 65, 2901 (1990);
    Ya. M. Blanter and M. Büttiker, Phys. Rep. 336, 1 (2000).

    Examples
    --------
    >>> f"{noise([1.0, 0.5], bias=1e-3, temperature=0.0):.4e}"  # only the half-open channel
    '6.2069e-27'
    """
    total, partition = quanta_and_partition(eigenvalues)
    voltage, kelvin = _conditions(bias, temperature, eigenvalues=total)
    unit = _checks.whole_number("degeneracy", degeneracy, at_least=1) / R_K
    thermal = 4 * K_B * kelvin * total
    return (unit * (thermal + 2 * _excess_energy(voltage, kelvin) * partition))[()]


def excess_noise(
    eigenvalues: ArrayLike, bias: ArrayLike, temperature: ArrayLike, *, degeneracy: int = 2
) -> Floats:
    """Return the noise in excess of that at zero bias, in A²/Hz, without losing small excesses.

    Parameters
    ----------
    eigenvalues, bias, temperature, degeneracy
        As in :func:`noise`.

    Returns
    -------
    ndarray or float
        Excess noise in A²/Hz, of the broadcast shape; at least 0.

    Raises
    ------
    ValueError, TypeError
        As :func:`noise`.

    Examples
    --------
    >>> float(excess_noise(1.0, bias=1e-3, temperature=0.3))  # an open channel adds none
    0.0
    """
    _, partition = quanta_and_partition(eigenvalues)
    voltage, kelvin = _conditions(bias, temperature, eigenvalues=partition)
    unit = _checks.whole_number("degeneracy", degeneracy, at_least=1) / R_K
    return (2 * unit * _excess_energy(voltage, kelvin) * partition)[()]


def noise_from_fano(
    conductance: ArrayLike, fano: ArrayLike, bias: ArrayLike, temperature: ArrayLike
) -> Floats:
    """Return the noise in A²/Hz of a conductor known by its conductance and Fano factor only.

    S = 4k_BTG + 2FG[eV coth(eV/2k_BT) − 2k_BT]: the same as :func:`noise`, whatever the channels.

    Parameters
    ----------
    conductance : array_like
        Conductance in S, at least 0.
    fano : array_like
        Fano factor in [0, 1].
    bias, temperature : array_like
        Voltage in V and temperature in K (at least 0); all arguments broadcast.

    Returns
    -------
    ndarray or float
        Noise in A²/Hz.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> by_channels = noise([0.75, 0.25], bias=1e-3, temperature=1.0)
    >>> round(float(noise_from_fano(G0, 0.375, bias=1e-3, temperature=1.0) / by_channels), 12)
    1.0
    """
    siemens = _checks.number("conductance", conductance, at_least=0)
    factor = _checks.probability("fano", fano)
    voltage, kelvin = _conditions(bias, temperature, conductance=siemens, fano=factor)
    thermal = 4 * K_B * kelvin
    return (siemens * (thermal + 2 * factor * _excess_energy(voltage, kelvin)))[()]


def hot_electron_noise(conductance: ArrayLike, bias: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return the noise in A²/Hz of a diffusive wire whose electrons share their heat.

    Longer than the electron–electron and shorter than the electron–phonon length, the wire has a
    local temperature with T_e² = T² + (V²/L0) s(1 − s) at the fraction s of its length, and
    S = 4k_BG⟨T_e⟩. At eV ≫ k_BT the Fano factor is √3/4.

    Parameters
    ----------
    conductance : array_like
        Conductance in S, at least 0.
    bias, temperature : array_like
        Voltage in V and temperature of the reservoirs in K (at least 0); all arguments broadcast.

    Returns
    -------
    ndarray or float
        Noise in A²/Hz.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    K. E. Nagaev, Phys. Rev. B 52, 4740 (1995); V. I. Kozub and A. M. Rudin, Phys. Rev. B 52, 7853
    (1995).

    Examples
    --------
    >>> from landauer_lib.constants import E_CHARGE, G0
    >>> round(float(hot_electron_noise(G0, 1e-3, 0.0) / (2 * E_CHARGE * G0 * 1e-3)), 6)
    0.433013
    """
    siemens = _checks.number("conductance", conductance, at_least=0)
    voltage, kelvin = _conditions(bias, temperature, conductance=siemens)
    # With h = V/(2 sqrt(L0)), the mean over s is T/2 + (T² + h²) arctan(h/T)/(2h).
    heating = np.abs(voltage) / (2 * np.sqrt(LORENZ))
    unit = np.maximum(heating, kelvin)
    unit = np.where(unit == 0, 1.0, unit)
    h, t = heating / unit, kelvin / unit
    angle = np.where(h < 1e-8, 1.0 - h * h / 3, np.arctan2(h, t) / np.where(h < 1e-8, 1.0, h))
    mean = unit * (t + (t * t + h * h) * np.where(t == 0, np.pi / 2, angle)) / 2
    density: Floats = 4 * K_B * siemens * mean
    return density[()]
