"""Reservoirs: what fills the states that a conductor scatters.

A reservoir is an electrode large enough to stay in equilibrium while it trades electrons with the
conductor: a chemical potential, a temperature, and the Fermi function that they fix. Two of them
open a window of energies, f_L - f_R, in which current flows. Energies are in eV, temperatures in
K; mu_L - mu_R = eV > 0 drives electrons from left to right, so the left electrode is the negative
one. Temperature 0 gives the sharp limits, with f = 1/2 at the chemical potential itself.
"""

from dataclasses import dataclass

import numpy as np

from . import _checks
from ._types import ArrayLike, Floats
from .constants import K_B_EV

__all__ = [
    "WINDOW_FWHM",
    "Reservoir",
    "bias_window",
    "bose",
    "fermi",
    "thermal_window",
]

WINDOW_FWHM = 4 * float(np.arccosh(np.sqrt(2)))
"""Full width at half maximum of -df/dE in units of k_B T: 4 arcosh √2 = 3.525."""


@dataclass(frozen=True, eq=False)
class Reservoir:
    """An electrode in equilibrium: chemical potential and temperature.

    Parameters
    ----------
    mu : array_like
        Chemical potential in eV.
    temperature : array_like
        Temperature in K, at least 0; broadcasts with ``mu``.

    Raises
    ------
    ValueError, TypeError
        If an argument is not finite, the temperature is negative or the shapes do not broadcast.

    Examples
    --------
    >>> source = Reservoir(mu=0.011, temperature=4.2)
    >>> round(float(source.kt) * 1e3, 3)  # meV
    0.362
    """

    mu: ArrayLike
    temperature: ArrayLike

    def __post_init__(self) -> None:
        mu = _checks.number("mu", self.mu)
        temperature = _checks.number("temperature", self.temperature, at_least=0)
        _checks.broadcast_shape(mu=mu, temperature=temperature)
        object.__setattr__(self, "mu", mu[()])
        object.__setattr__(self, "temperature", temperature[()])

    @classmethod
    def at_voltage(
        cls, voltage: ArrayLike, temperature: ArrayLike, *, mu: ArrayLike = 0.0
    ) -> "Reservoir":
        """Return an electrode that a voltage source holds at a voltage: its mu is mu − eV.

        Electrons are negative, so the electrode with the *lower* voltage has the higher chemical
        potential and is the source of electrons. With the left electrode at V_L and the right
        one at V_R, mu_L − mu_R = e(V_R − V_L).

        Parameters
        ----------
        voltage : array_like
            Voltage of the electrode against ground, in V.
        temperature : array_like
            Temperature in K, at least 0; all arguments broadcast.
        mu : array_like, optional
            Chemical potential in eV that the electrode has at 0 V.

        Raises
        ------
        ValueError, TypeError
            As for the class itself.

        Examples
        --------
        The left electrode at −1 mV fills the states up to 1 meV above those of a grounded one:

        >>> float(Reservoir.at_voltage(-1e-3, temperature=4.2).mu)
        0.001
        """
        volts = _checks.number("voltage", voltage)
        grounded = _checks.number("mu", mu)
        _checks.broadcast_shape(voltage=volts, mu=grounded)
        return cls(grounded - volts, temperature)

    @property
    def kt(self) -> Floats:
        """Thermal energy k_B T in eV."""
        kt: Floats = K_B_EV * np.asarray(self.temperature, dtype=float)
        return kt[()]

    @property
    def shape(self) -> tuple[int, ...]:
        """Common shape of ``mu`` and ``temperature``."""
        return np.broadcast_shapes(np.shape(self.mu), np.shape(self.temperature))


def _reduced(distance: Floats, kt: Floats) -> Floats:
    """Return distance/kT; a temperature of 0 acts as one far below any energy."""
    with np.errstate(over="ignore"):
        return distance / np.maximum(kt, 1e-290)


def _occupation(x: Floats) -> Floats:
    """Return 1/(e^x + 1), without overflow and relatively accurate where it is small."""
    with np.errstate(over="ignore"):
        result: Floats = 1 / (1 + np.exp(x))
    return result


def _checked(energy: ArrayLike, mu: ArrayLike, temperature: ArrayLike) -> tuple[Floats, Floats]:
    e = _checks.number("energy", energy)
    m = _checks.number("mu", mu)
    t = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(energy=e, mu=m, temperature=t)
    return e - m, K_B_EV * t


def fermi(energy: ArrayLike, mu: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return the Fermi function, the probability that a state at ``energy`` is occupied.

    Parameters
    ----------
    energy, mu : array_like
        Energy and chemical potential in eV.
    temperature : array_like
        Temperature in K, at least 0. At 0 the function is a step, 1/2 at ``energy == mu``.

    Returns
    -------
    ndarray or float
        f = 1/(exp((E - mu)/k_B T) + 1), of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a finite real number, or the temperature is negative.

    Examples
    --------
    >>> float(fermi(0.0, mu=0.0, temperature=300.0))
    0.5
    >>> fermi([-1.0, 1.0], mu=0.0, temperature=0.0)
    array([1., 0.])
    """
    return _occupation(_reduced(*_checked(energy, mu, temperature)))[()]


def thermal_window(energy: ArrayLike, mu: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return -df/dE, the window through which a linear conductance sees T(E).

    Parameters
    ----------
    energy, mu : array_like
        Energy and chemical potential in eV.
    temperature : array_like
        Temperature in K, above 0: at 0 the window is a delta function, which has no values.

    Returns
    -------
    ndarray or float
        -df/dE in 1/eV, of area 1, height 1/4k_B T and full width at half maximum 3.525 k_B T.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a finite real number, or the temperature is not positive.

    Examples
    --------
    >>> from landauer_lib.constants import K_B_EV
    >>> round(float(thermal_window(0.2, mu=0.2, temperature=1.0)) * K_B_EV, 12)
    0.25
    """
    if np.any(_checks.number("temperature", temperature, at_least=0) == 0):
        raise ValueError(
            "temperature must be above 0, got 0: there -df/dE is a delta function at mu; "
            "use landauer.conductance, which knows that limit"
        )
    distance, kt = _checked(energy, mu, temperature)
    t = np.exp(-abs(_reduced(distance, kt)))
    window: Floats = t / (1 + t) ** 2 / kt
    return window[()]


def bose(energy: ArrayLike, temperature: ArrayLike) -> Floats:
    """Return the Bose function, the mean number of quanta in a mode.

    Parameters
    ----------
    energy : array_like
        Energy of one quantum in eV, above 0: at zero energy the number diverges.
    temperature : array_like
        Temperature in K, at least 0.

    Returns
    -------
    ndarray or float
        1/(exp(E/k_B T) - 1), of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a finite real number, the energy is not positive or the temperature
        is negative.

    Examples
    --------
    >>> round(float(bose(0.0258520, temperature=300.0)), 3)
    0.582
    """
    e = _checks.number("energy", energy, above=0)
    t = _checks.number("temperature", temperature, at_least=0)
    _checks.broadcast_shape(energy=e, temperature=t)
    with np.errstate(over="ignore"):
        number: Floats = 1 / np.expm1(_reduced(e, K_B_EV * t))
    return number[()]


def bias_window(energy: ArrayLike, source: Reservoir, drain: Reservoir) -> Floats:
    """Return f_L - f_R, the window of energies in which current flows.

    Parameters
    ----------
    energy : array_like
        Energy in eV; broadcasts with both reservoirs.
    source, drain : Reservoir
        Left and right electrode.

    Returns
    -------
    ndarray or float
        Difference of the occupations, between -1 and 1, relatively accurate at any bias: nothing
        is lost where both reservoirs are nearly full, nearly empty or nearly equal.

    Raises
    ------
    ValueError, TypeError
        If ``energy`` is not a finite real number or the shapes do not broadcast.

    Examples
    --------
    >>> left, right = Reservoir(mu=0.01, temperature=0.0), Reservoir(mu=0.0, temperature=0.0)
    >>> bias_window([-0.01, 0.005, 0.02], left, right)
    array([0., 1., 0.])
    """
    _checks.instances(Reservoir, source=source, drain=drain)
    e = _checks.number("energy", energy)
    mu_l, mu_r = np.asarray(source.mu), np.asarray(drain.mu)
    kt_l, kt_r = np.asarray(source.kt), np.asarray(drain.kt)
    _checks.broadcast_shape(energy=e, source=np.empty(source.shape), drain=np.empty(drain.shape))
    return window_between(e - mu_l, e - mu_r, mu_l - mu_r, kt_l, kt_r)[()]


def window_between(
    from_source: Floats, from_drain: Floats, bias: Floats, kt_source: Floats, kt_drain: Floats
) -> Floats:
    """Return f_L - f_R from E - mu_L, E - mu_R and their exact difference mu_L - mu_R."""
    if np.array_equal(kt_source, kt_drain):
        # sinh(b)/(cosh(b) + cosh(y)), b = eV/2kT and y measured from mid-window, times e^-b/e^-b.
        ahead = np.minimum(_reduced(abs(bias), kt_source), 700)
        outside = np.maximum(
            np.minimum(from_source, from_drain), -np.maximum(from_source, from_drain)
        )
        q = np.exp(-ahead)
        with np.errstate(over="ignore"):
            t = np.exp(np.maximum(_reduced(outside, kt_source), -345))
            window: Floats = -np.sign(bias) * np.expm1(-ahead) / (1 + q + t + q / t)
        return window
    x_source, x_drain = _reduced(from_source, kt_source), _reduced(from_drain, kt_drain)
    ahead = np.where(kt_source == kt_drain, _reduced(bias, kt_source), x_drain - x_source)
    sign = np.where(ahead < 0, -1, 1)
    step = -np.expm1(-np.minimum(abs(ahead), 700))
    crossing: Floats = sign * step * _occupation(sign * x_source) * _occupation(-sign * x_drain)
    return crossing
