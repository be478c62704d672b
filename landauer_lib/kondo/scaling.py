"""Conductance in units of the Kondo temperature: the empirical curve, its limits, its splitting."""

from math import log, log1p

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.channels import zeeman_splitting
from landauer_lib.constants import G0, K_B_EV


def _log_curvature(s: float) -> float:
    """Return ln(2^(1/s) − 1), which makes the curve ½ at T_K."""
    return log(2) / s + log1p(-(2 ** (-1 / s)))


def scaling_curve(ratio: Floats, s: float) -> Floats:
    """Return [1 + (2^(1/s) − 1) ratio²]^(−s)."""
    with np.errstate(divide="ignore"):
        exponent = _log_curvature(s) + 2 * np.log(ratio)
    curve: Floats = np.exp(-s * np.logaddexp(0.0, exponent))
    return curve


def conductance(
    temperature: ArrayLike,
    kondo_temperature: ArrayLike,
    s: float = 0.22,
    *,
    unitary: ArrayLike = G0,
) -> Floats:
    """Return the linear conductance on the empirical Kondo curve, in S.

    G = unitary × [1 + (2^(1/s) − 1)(T/T_K)²]^(−s): a fit to the numerical renormalization group for
    spin ½ (s = 0.22), which defines T_K by G(T_K) = unitary/2. A close fit for T ≲ 10 T_K in the
    middle of an odd valley. Not to be used where its limits show: its T² coefficient is
    :func:`quadratic_coefficient`, not the Fermi liquid's; its tail is a power, not the logarithm of
    :func:`leading_logarithm_conductance`; a background has to be added before it is compared with
    data; in the mixed-valence regime it fails.

    Parameters
    ----------
    temperature : array_like
        Temperature in K, at least 0.
    kondo_temperature : array_like
        T_K in K, above 0.
    s : float, optional
        Shape parameter, in (0, 1]: 0.22 for spin ½.
    unitary : array_like, optional
        Conductance at zero temperature in S, at least 0, e.g. from :func:`unitary_conductance`.

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
    D. Goldhaber-Gordon et al., Phys. Rev. Lett. 81, 5225 (1998); T. A. Costi, A. C. Hewson and
    V. Zlatić, J. Phys.: Condens. Matter 6, 2519 (1994).

    Examples
    --------
    >>> (conductance([0.0, 0.5, 5.0], 0.5) / G0).round(3)
    array([1.   , 0.5  , 0.183])
    """
    kelvin = _checks.number("temperature", temperature, at_least=0)
    scale = _checks.number("kondo_temperature", kondo_temperature, above=0)
    shape_parameter = _checks.scalar("s", s, above=0, at_most=1)
    top = _checks.number("unitary", unitary, at_least=0)
    _checks.broadcast_shape(temperature=kelvin, kondo_temperature=scale, unitary=top)
    return (top * scaling_curve(kelvin / scale, shape_parameter))[()]


def quadratic_coefficient(s: float = 0.22) -> float:
    """Return c in 1 − c (T/T_K)², with which the empirical curve leaves its unitary value.

    s(2^(1/s) − 1), 4.92 for s = 0.22, where the Fermi liquid has 5.38 for the same T_K
    (:func:`fermi_liquid_coefficients`): the curve must not be used to test Fermi-liquid theory.

    Parameters
    ----------
    s : float, optional
        Shape parameter, in (0, 1].

    Returns
    -------
    float
        The coefficient.

    Raises
    ------
    ValueError, TypeError
        If ``s`` is not a number in (0, 1].

    References
    ----------
    D. Goldhaber-Gordon et al., Phys. Rev. Lett. 81, 5225 (1998).

    Examples
    --------
    >>> round(quadratic_coefficient(), 2)
    4.92
    """
    shape_parameter = _checks.scalar("s", s, above=0, at_most=1)
    with np.errstate(over="ignore"):
        return float(shape_parameter * np.exp(_log_curvature(shape_parameter)))


def leading_logarithm_conductance(
    temperature: ArrayLike, kondo_temperature: ArrayLike, *, unitary: ArrayLike = G0
) -> Floats:
    """Return (3π²/16) unitary/ln²(T/T_K), the tail far above the Kondo temperature, in S.

    The leading logarithm, which fixes T_K only up to a factor of order one: at 100 T_K the
    empirical curve is a quarter lower.

    Parameters
    ----------
    temperature : array_like
        Temperature in K, at least ten times ``kondo_temperature``.
    kondo_temperature : array_like
        T_K in K, above 0.
    unitary : array_like, optional
        Conductance at zero temperature in S, at least 0.

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
    A. Kaminski, Yu. V. Nazarov and L. I. Glazman, Phys. Rev. B 62, 8154 (2000).

    Examples
    --------
    >>> round(float(leading_logarithm_conductance(100.0, 1.0) / G0), 3)
    0.087
    """
    kelvin = _checks.number("temperature", temperature, above=0)
    scale = _checks.number("kondo_temperature", kondo_temperature, above=0)
    top = _checks.number("unitary", unitary, at_least=0)
    _checks.broadcast_shape(temperature=kelvin, kondo_temperature=scale, unitary=top)
    if (kelvin < 10 * scale).any():
        raise ValueError("temperature must be at least 10 times kondo_temperature for this tail")
    tail: Floats = 3 * np.pi**2 / 16 * top / np.log(kelvin / scale) ** 2
    return tail[()]


def zeeman_split_conductance(
    bias: ArrayLike,
    field: ArrayLike,
    temperature: ArrayLike,
    kondo_temperature: ArrayLike,
    *,
    g_factor: float = 2.0,
    unitary: ArrayLike = G0,
    bias_scale: float = 2.05,
) -> Floats:
    """Return dI/dV of the Kondo peak in a magnetic field, in S: a model.

    The peak at zero bias is taken as two halves that the field moves apart, to eV = ±gµ_BB, so that
    they stand 2gµ_BB apart, twice the Zeeman energy. Each half is the empirical curve (s = 0.22) at
    the effective temperature sqrt[T² + (distance/bias_scale k_B)²]. At zero field and bias this is
    the curve itself, and for gµ_BB ≫ k_BT_K the peaks stand where they should, up to
    logarithmic corrections; heights and widths are an interpolation. The peak splits once
    gµ_BB exceeds 0.36 k_BT_K; the exact solution's spectral function does so near 0.5 k_BT_K.

    Parameters
    ----------
    bias : array_like
        Voltage in V.
    field : array_like
        Magnetic field in T.
    temperature : array_like
        Temperature in K, at least 0.
    kondo_temperature : array_like
        T_K in K, above 0; all of these broadcast.
    g_factor : float, optional
        Its size matters only.
    unitary : array_like, optional
        Conductance at zero temperature, bias and field in S, at least 0.
    bias_scale : float, optional
        Voltage per temperature that does as much harm, e over k_B, above 0. At 2.05 the peak at
        zero temperature falls to 2/3 at eV = k_BT_K, as Kretinin et al. find.

    Returns
    -------
    ndarray or float
        Differential conductance in S, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    Y. Meir, N. S. Wingreen and P. A. Lee, Phys. Rev. Lett. 70, 2601 (1993) (peaks at ±gµ_BB);
    T. A. Costi, Phys. Rev. Lett. 85, 1504 (2000) (onset of the splitting); A. V. Kretinin et al.,
    Phys. Rev. B 85, 201301 (2012) (shape in bias).

    Examples
    --------
    >>> from landauer_lib.constants import MU_B_EV
    >>> bias = np.array([-2e-4, 0.0, 2e-4])
    >>> (zeeman_split_conductance(bias, 2e-4 / (2 * MU_B_EV), 0.0, 0.3) / G0).round(2)
    array([0.6 , 0.28, 0.6 ])
    """
    volts = _checks.number("bias", bias)
    tesla = _checks.number("field", field)
    kelvin = _checks.number("temperature", temperature, at_least=0)
    scale = _checks.number("kondo_temperature", kondo_temperature, above=0)
    top = _checks.number("unitary", unitary, at_least=0)
    _checks.broadcast_shape(
        bias=volts, field=tesla, temperature=kelvin, kondo_temperature=scale, unitary=top
    )
    per_kelvin = _checks.scalar("bias_scale", bias_scale, above=0) * K_B_EV
    zeeman = zeeman_splitting(tesla, _checks.scalar("g_factor", g_factor))
    halves = (
        scaling_curve(np.hypot(kelvin, (volts + side * zeeman) / per_kelvin) / scale, 0.22) / 2
        for side in (-1, 1)
    )
    return (top * sum(halves))[()]
