"""One impurity in a Luttinger liquid: power laws, the exact curve at K = 1/2, and the leads' limit.

Repulsion makes a weak impurity ever more reflecting on cooling and a weak link ever less
transparent (Kane and Fisher). Leads without interactions stop this at the temperature at which
a thermal charge wave is as long as the wire. Exponents are exact; the curves between them are
named for what they are: :func:`exact_crossover` is exact at K = 1/2, :func:`impurity_conductance`
a model with both power laws at its ends.
"""

import numpy as np

from landauer_lib import _checks
from landauer_lib._trigamma import inverse_trigamma_excess
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR, K_B, K_B_EV, R_K


def _spins(degeneracy: int) -> int:
    return _checks.whole_number("degeneracy", degeneracy, at_least=1, at_most=2)


def impurity_exponent(
    K: ArrayLike,
    *,
    degeneracy: int,
    impurity: str = "weak",
) -> Floats:
    """Return the power of temperature with which an impurity's effect scales.

    =========  ==============================  ================  ==============
    impurity   what scales as T^exponent       degeneracy 1      degeneracy 2
    =========  ==============================  ================  ==============
    weak       missing conductance δG          2K − 2            K_ρ − 1
    strong     conductance G                   2/K − 2           1/K_ρ − 1
    =========  ==============================  ================  ==============

    The exponents with spin have K_σ = 1, which spin-rotation symmetry imposes.

    Parameters
    ----------
    K : array_like
        Interaction parameter (K_ρ if spin-degenerate), above 0, any shape.
    degeneracy : {1, 2}
        2 for a spin-degenerate channel, 1 for a single spin.
    impurity : {"weak", "strong"}, optional
        A slight impurity in a continuous wire, or a weak link between two half-wires.

    Returns
    -------
    ndarray or float
        Exponent, of the shape of ``K``.

    Raises
    ------
    ValueError, TypeError
        If ``K`` is not a positive number or ``impurity`` is neither word.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. Lett. 68, 1220 (1992) and Phys. Rev. B 46, 15233
    (1992); A. Furusaki and N. Nagaosa, Phys. Rev. B 47, 4631 (1993).

    Examples
    --------
    >>> [float(impurity_exponent(0.5, degeneracy=1, impurity=i)) for i in ("weak", "strong")]
    [-1.0, 2.0]
    >>> float(impurity_exponent(0.5, degeneracy=2))
    -0.5
    """
    parameter = _checks.number("K", K, above=0)
    _checks.one_of("impurity", impurity, ("weak", "strong"))
    spinless = 2 * (parameter - 1 if impurity == "weak" else (1 - parameter) / parameter)
    return (spinless / _spins(degeneracy))[()]


def density_of_states_exponent(
    K: ArrayLike,
    *,
    degeneracy: int,
    place: str = "bulk",
) -> Floats:
    """Return the power of energy with which the tunneling density of states vanishes.

    In the bulk (K + 1/K − 2)/2, at the end of a half-wire 1/K − 1; half of either with spin
    (K is then K_ρ, and K_σ = 1). Tunneling from an ordinary metal scales as T to this power,
    tunneling between two half-wires as T to twice the end exponent.

    Parameters
    ----------
    K : array_like
        Interaction parameter (K_ρ if spin-degenerate), above 0, any shape.
    degeneracy : {1, 2}
        2 for a spin-degenerate channel, 1 for a single spin.
    place : {"bulk", "end"}, optional
        Where the electron is put in.

    Returns
    -------
    ndarray or float
        Exponent, of the shape of ``K``.

    Raises
    ------
    ValueError, TypeError
        If ``K`` is not a positive number or ``place`` is neither word.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. B 46, 15233 (1992).

    Examples
    --------
    >>> [float(density_of_states_exponent(0.5, degeneracy=1, place=p)) for p in ("bulk", "end")]
    [0.25, 1.0]
    """
    parameter = _checks.number("K", K, above=0)
    _checks.one_of("place", place, ("bulk", "end"))
    difference = 1 - parameter
    spinless = difference / parameter * (difference / 2 if place == "bulk" else 1.0)
    return (spinless / _spins(degeneracy))[()]


def lead_temperature(length: ArrayLike, velocity: ArrayLike) -> Floats:
    """Return ħv/k_BL in K, below which the leads, not the wire, decide how an impurity scales.

    A crossover scale: factors of order one are a matter of definition.

    Parameters
    ----------
    length : array_like
        Length of the interacting wire in m, above 0.
    velocity : array_like
        Velocity of its charge waves in m/s, above 0; broadcasts with ``length``.

    Returns
    -------
    ndarray or float
        Temperature in K.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a positive number or the shapes do not broadcast.

    References
    ----------
    D. L. Maslov, Phys. Rev. B 52, R14368 (1995); A. Furusaki and N. Nagaosa, Phys. Rev. B 54,
    R5239 (1996).

    Examples
    --------
    >>> float(lead_temperature(2e-6, 3e5).round(3))
    1.146
    """
    lengths = _checks.number("length", length, above=0)
    speeds = _checks.number("velocity", velocity, above=0)
    _checks.broadcast_shape(length=lengths, velocity=speeds)
    return (HBAR / K_B * (speeds / lengths))[()]


def impurity_conductance(
    temperature: ArrayLike,
    K: ArrayLike,
    transmission: ArrayLike,
    reference_temperature: ArrayLike,
    *,
    degeneracy: int,
    lead_temperature: ArrayLike = 0.0,
) -> Floats:
    """Return the conductance between leads of a wire with one impurity, over that of a clean one.

    A model in two respects. On cooling the odds o = T/(1 − T) of transmission follow

        d ln o / d ln temperature = 1 / [(1 − T)/a + T/b],

    where a is the power with which a weak link conducts and b the one with which a weak impurity
    reflects (:func:`impurity_exponent`, b with its sign changed). Where T is small or near 1 this
    is Kane and Fisher's law; for weak interactions a = b and the curve is that of Matveev, Yue and
    Glazman; without spin it is the sum of all ladder diagrams, of which Aristov and Wölfle say
    that further ones depend on the cutoff. Against the exact curve at K = 1/2 that leaves 1 alike
    it ends a factor 24/π⁴ = 0.25 lower; :func:`exact_crossover`, for a wire without ends, has odds
    1/K times as large, since there the impurity is in series with h/Ke² and not with h/e². And
    near leads are let in by
    replacing the temperature by sqrt(temperature² + lead_temperature²).

    Parameters
    ----------
    temperature : array_like
        Temperature in K, at least 0.
    K : array_like
        Interaction parameter (K_ρ if spin-degenerate), above 0.
    transmission : array_like
        Transmission of the impurity at the reference temperature, in [0, 1].
    reference_temperature : array_like
        Where the transmission is given, in K, above 0; the leads count there too.
    degeneracy : {1, 2}
        2 for a spin-degenerate channel, 1 for a single spin.
    lead_temperature : array_like, optional
        Scale in K, at least 0, from :func:`lead_temperature`; 0 stands for leads too far away to
        matter.

    Returns
    -------
    ndarray or float
        In [0, 1], of the broadcast shape. At temperature 0 without leads: 0 for K < 1, 1 for K > 1.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. B 46, 15233 (1992); K. A. Matveev, D. Yue and L. I.
    Glazman, Phys. Rev. Lett. 71, 3351 (1993); D. N. Aristov and P. Wölfle, Phys. Rev. B 80, 045109
    (2009); D. L. Maslov, Phys. Rev. B 52, R14368 (1995).

    Examples
    --------
    >>> float(impurity_conductance(1.0, 0.7, 0.9, 1.0, degeneracy=1))
    0.9
    >>> kelvin = [1.0, 0.01]
    >>> impurity_conductance(kelvin, 0.7, 0.9, 10.0, degeneracy=1, lead_temperature=1.1).round(3)
    array([0.728, 0.688])
    """
    kelvin = _checks.number("temperature", temperature, at_least=0)
    parameter = _checks.number("K", K, above=0)
    passed = _checks.probability("transmission", transmission)
    reference = _checks.number("reference_temperature", reference_temperature, above=0)
    leads = _checks.number("lead_temperature", lead_temperature, at_least=0)
    link = np.asarray(impurity_exponent(parameter, impurity="strong", degeneracy=degeneracy))
    _checks.broadcast_shape(
        temperature=kelvin,
        K=parameter,
        transmission=passed,
        reference_temperature=reference,
        lead_temperature=leads,
    )
    effective = np.hypot(kelvin, leads)
    cold = effective == 0
    logarithm = np.log(np.where(cold, 1.0, effective)) - np.log(np.hypot(reference, leads))
    certain = (passed == 0) | (passed == 1)
    inner = np.where(certain, 0.5, passed)
    # The flow integrates to ln o + (a/b − 1) ln(1 + o) = a ln temperature + constant, a/b = 1/K.
    bend = 1 / parameter - 1
    log_odds = np.log(inner) - np.log1p(-inner)
    target = log_odds - bend * np.log1p(-inner) + link * logarithm
    share = np.exp(-np.logaddexp(0.0, -_solve_flow(target, bend)))
    frozen = np.where(parameter < 1, 0.0, np.where(parameter > 1, 1.0, passed))
    return np.where(certain, passed, np.where(cold, frozen, share))[()]


def _solve_flow(target: Floats, bend: Floats) -> Floats:
    """Return the y with y + bend ln(1 + e^y) = target, for bend above −1, by Newton's method.

    The left side is monotonic, and convex or concave, so that the steps cannot run away.
    """
    y = np.where(target > 0, target / (1 + bend), target)
    for _ in range(60):
        slope = 1 + bend / (1 + np.exp(-np.clip(y, -700, 700)))
        step = (y + bend * np.logaddexp(0.0, y) - target) / slope
        y = y - step
        if np.all(np.abs(step) <= 1e-15 * (1 + np.abs(y))):
            break
    return y


def exact_crossover(temperature: ArrayLike, gamma: ArrayLike, bias: ArrayLike = 0.0) -> Floats:
    """Return dI/dV of a spinless K = 1/2 wire with one impurity, over its clean e²/2h: exact.

    For a wire without end, or the circuit of :func:`circuit_parameter` with R = h/e².
    At K = 1/2 the impurity becomes a free-fermion resonance and transmits E²/(E² + γ²), where a
    fermion carries half the electron's charge. The thermal average at bias V is
    1 − x Re ψ′(½ + x + iy), with x = γ/2πk_BT and y = eV/4πk_BT. It leaves 1 as
    (π²/2)x ∝ T^(2K−2) and ends as 1/(12x²) ∝ T^(2/K−2). At temperature 0 it is
    (eV/2)²/[(eV/2)² + γ²]: the term of first order, ∝ \\|V\\|^(2K−2), happens to vanish at K = 1/2.

    Parameters
    ----------
    temperature : array_like
        Temperature in K, at least 0.
    gamma : array_like
        Strength γ of the impurity (half width of the dip in energy), in eV, at least 0.
    bias : array_like, optional
        Voltage in V that would drive (e²/2h)V without the impurity; broadcasts with the others.

    Returns
    -------
    ndarray or float
        In [0, 1], of the broadcast shape; 1 where there is no impurity.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. B 46, 15233 (1992); P. Fendley, A. W. W. Ludwig and
    H. Saleur, Phys. Rev. B 52, 8934 (1995).

    Examples
    --------
    >>> exact_crossover([0.0, 0.1, 10.0], 1e-4).round(4)
    array([0.    , 0.0223, 0.9143])
    """
    kelvin = _checks.number("temperature", temperature, at_least=0)
    width = _checks.number("gamma", gamma, at_least=0)
    voltage = _checks.number("bias", bias)
    _checks.broadcast_shape(temperature=kelvin, gamma=width, bias=voltage)
    half = np.abs(voltage) / 2
    thermal = 2 * np.pi * K_B_EV * kelvin
    # Energies in units of the largest, so that neither T = 0 nor ten decades need a case.
    unit = np.maximum(np.maximum(width, half), thermal)
    unit = np.where(unit == 0, 1.0, unit)
    x, y, t = width / unit, half / unit, thermal / unit
    cold = t < 1e-150
    safe = np.where(cold, 1.0, t)
    excess = np.where(cold, 0.0, inverse_trigamma_excess((x + 1j * y) / safe)) * t
    kept = x * excess.real + excess.real**2 + (y + excess.imag) ** 2
    size = np.hypot(x + excess.real, y + excess.imag) ** 2
    return np.where(width == 0, 1.0, kept / np.where(size == 0, 1.0, size))[()]


def circuit_parameter(resistance: ArrayLike) -> Floats:
    """Return the K that a one-channel conductor in series with a resistance emulates.

    K = 1/(1 + R e²/h): a spin-polarized channel whose current must pass an ohmic resistor is
    governed by the equations of an impurity in a spinless wire. K = 1/2 needs R = h/e².

    Parameters
    ----------
    resistance : array_like
        Series resistance in Ω, at least 0, any shape.

    Returns
    -------
    ndarray or float
        K in (0, 1], of the shape of ``resistance``.

    Raises
    ------
    ValueError, TypeError
        If ``resistance`` is not a number or negative.

    References
    ----------
    I. Safi and H. Saleur, Phys. Rev. Lett. 93, 126602 (2004); A. Anthore et al., Phys. Rev. X 8,
    031075 (2018).

    Examples
    --------
    >>> from landauer_lib.constants import R_K
    >>> float(circuit_parameter(R_K))
    0.5
    """
    return (1 / (1 + _checks.number("resistance", resistance, at_least=0) / R_K))[()]
