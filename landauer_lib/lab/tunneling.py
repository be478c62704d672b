"""Tunneling through a rectangular barrier between metals: Simmons' I–V and its fit.

The curvature of an I–V knows little more than width over root height; what separates the two is the
magnitude, and so the area of the junction must be known from elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import pi

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, broadcast_shape, number, scalar
from landauer_lib.constants import E_CHARGE, H_PLANCK, HBAR2_OVER_2M_EV
from landauer_lib.lab.fit import Fit, fit_problem
from landauer_lib.lab.junction import NUISANCE, check_iv, instrument_parameters, measured_current
from landauer_lib.lab.least_squares import Parameter, Problem, choose_nuisance, thinned

__all__ = ["fit_tunneling", "simmons_current"]


def simmons_current(
    bias: ArrayLike, height: ArrayLike, width: ArrayLike, *, area: ArrayLike, mass: ArrayLike = 1.0
) -> Floats:
    """Return the tunneling current through a rectangular barrier, by Simmons' formula.

    I = A (e²/2πh s²) [(φ − V/2) e^(−a√(φ − V/2)) − (φ + V/2) e^(−a√(φ + V/2))] with φ and V in
    volts and a = 2s√(2m)/ħ: a WKB barrier of the mean height that the bias leaves, at 0 K, between
    metals of large Fermi energy. Image forces are left out, and terms of relative order 3/a√φ.

    Parameters
    ----------
    bias : array_like
        Bias in V, smaller than the height.
    height : array_like
        Barrier height φ above the Fermi energy, in eV, above 0.
    width : array_like
        Barrier width s in m, above 0.
    area : array_like
        Area of the junction in m², above 0.
    mass : array_like
        Effective mass in the barrier, in free-electron masses.

    Returns
    -------
    ndarray
        Current in A; broadcast shape.

    Raises
    ------
    ValueError
        If a value is out of range, or the bias reaches the height (then electrons tunnel into the
        barrier's own slope: Fowler–Nordheim emission, another formula).

    References
    ----------
    J. G. Simmons, J. Appl. Phys. 34, 1793 (1963).

    Examples
    --------
    One ångström more of a 4 eV barrier costs a factor of nine:

    >>> near, far = simmons_current(0.01, 4.0, [5e-10, 6e-10], area=1e-18)
    >>> round(float(near / far), 1)
    9.0
    """
    v = number("bias", bias)
    phi = number("height", height, above=0)
    s = number("width", width, above=0)
    surface = number("area", area, above=0)
    m = number("mass", mass, above=0)
    broadcast_shape(bias=v, height=phi, width=s, area=surface, mass=m)
    if (np.abs(v) >= phi).any():
        raise ValueError(
            f"bias must stay below the height, {phi.min():.4g} V, got {np.abs(v).max():.4g} V"
        )
    decay = 2 * s / np.sqrt(HBAR2_OVER_2M_EV / m)
    low, high = phi - v / 2, phi + v / 2
    # Factor e^(−a√φ) out, so that the difference of exponentials keeps its digits.
    root = np.sqrt(phi)
    terms = low * np.exp(-decay * (np.sqrt(low) - root)) - high * np.exp(
        -decay * (np.sqrt(high) - root)
    )
    density = E_CHARGE**2 / (2 * pi * H_PLANCK * s**2) * np.exp(-decay * root) * terms
    current: Floats = surface * density
    return current[()]


def fit_tunneling(
    bias: ArrayLike,
    current: ArrayLike,
    *,
    area: float,
    mass: float = 1.0,
    noise: float | None = None,
    nuisance: Iterable[str] = (),
    start: Mapping[str, float] | None = None,
) -> Fit:
    """Fit Simmons' rectangular barrier to a measured I–V.

    Parameters
    ----------
    bias : array_like, shape (n,)
        Bias in V; best in the order of measurement.
    current : array_like, shape (n,)
        Current in A.
    area : float
        Area of the junction in m², above 0.
    mass : float
        Effective mass in the barrier, in free-electron masses. It scales the width only: s√m is
        what the data know.
    noise : float, optional
        Standard deviation of the current's noise in A; estimated from the residuals if left out.
    nuisance : iterable of str
        Which of the instrument's parameters to fit as well, as in
        :func:`landauer_lib.lab.fit_molecular_iv`.
    start : mapping, optional
        Starting values that replace the automatic ones, by parameter name.

    Returns
    -------
    Fit
        Parameters ``height`` (eV), ``width`` (nm) and the instrument's.

    Raises
    ------
    ValueError
        If shapes differ, samples are too few or a value is out of range.

    References
    ----------
    The model: :func:`simmons_current`, with its limits.

    Examples
    --------
    >>> bias = np.linspace(-1, 1, 81)
    >>> fit = fit_tunneling(bias, simmons_current(bias, 2.0, 1e-9, area=1e-12), area=1e-12)
    >>> round(fit["height"], 4), round(fit["width"], 4)
    (2.0, 1.0)
    """
    volts, amperes = number("bias", bias), number("current", current)
    check_iv(volts, amperes, 10)
    m = scalar("mass", mass, above=0)
    if noise is not None:
        noise = scalar("noise", noise, above=0)
    fitted = choose_nuisance(nuisance, NUISANCE)
    surface = scalar("area", area, above=0)
    instrument, half = instrument_parameters(volts, amperes, fitted)
    reach = float(np.abs(volts).max())
    lowest = 1.02 * reach * (1.5 if {"voltage_offset", "hysteresis"} & fitted else 1.0)
    begin = _guess(volts, amperes, lowest, m, surface)
    parameters = (
        Parameter("height", "eV", begin["height"], 0.1, lowest, max(30.0, 10 * lowest)),
        Parameter("width", "nm", begin["width"], 0.1, 0.05, 50.0),
        *instrument,
    )
    free = [p.name for p in parameters if p.free]
    unknown = sorted(set(start or {}) - set(free))
    if unknown:
        raise ValueError(f"start names {unknown}; the free parameters are {free}")

    def model(values: Mapping[str, float]) -> Floats:
        def junction(across: Floats) -> Floats:
            # Residuals may ask for a small offset; the formula ends at the height.
            inside = np.clip(across, -0.999 * values["height"], 0.999 * values["height"])
            return np.asarray(
                simmons_current(
                    inside, values["height"], 1e-9 * values["width"], area=surface, mass=m
                )
            )

        return measured_current(junction, volts, values, amperes, half)

    problem = Problem(volts, amperes, model, parameters, noise, ("bias (V)", "current (A)"))
    fit = fit_problem(problem, start)
    flags = dict(fit.flags)
    if "limit height" in flags:
        flags["bias beyond the height"] = (
            f"the bias, up to {reach:.3g} V, comes as far as the barrier's height: the formula "
            "ends there; fit a smaller range"
        )
    if fit["width"] * np.sqrt(fit["height"]) < 0.4:
        flags["thin barrier"] = (
            "the barrier is so thin or low that WKB fails; the junction is rather a contact"
        )
    return replace(fit, flags=flags)


def _guess(
    bias: Floats, current: Floats, lowest: float, mass: float, area: float
) -> dict[str, float]:
    """Return the best of a coarse grid of heights and widths."""
    few = thinned(bias, 40)
    v, i = bias[few], current[few]
    heights, widths = np.meshgrid(lowest * np.geomspace(1.02, 12.0, 24), np.geomspace(0.2, 8.0, 80))
    with np.errstate(under="ignore"):
        curves = simmons_current(
            v, heights[..., None], 1e-9 * widths[..., None], area=area, mass=mass
        )
        misfit = ((curves - i) ** 2).sum(axis=-1)
    best = np.unravel_index(int(misfit.argmin()), misfit.shape)
    return {"height": float(heights[best]), "width": float(widths[best])}
