"""Staircases of one contact at several temperatures, fitted together.

One staircase cannot tell k_BT from ħω_x/2π, nor volts from energy. Several, at temperatures that a
thermometer gave, can do both: the saddle stays, the rounding that grows with temperature is k_BT
and so measures the gate's lever arm, and what rounding is left at the coldest is ħω_x, unless the
electrons stop cooling, which a common floor of their temperature describes.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import pi

import numpy as np

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib._types import ArrayLike
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.lab.fit import Fit, fit_problem
from landauer_lib.lab.least_squares import Parameter, Problem, choose_nuisance
from landauer_lib.lab.staircase import check_conductance, fit_staircase
from landauer_lib.lab.synthetic import checked_lever_arm, saddle_model

__all__ = ["electron_temperature", "fit_temperature_series"]

NUISANCE = ("gain", "offset", "temperature_floor")


def electron_temperature(temperature: ArrayLike, floor: ArrayLike) -> Floats:
    """Return √(T² + T_0²): electrons that follow the bath at T and saturate at the floor T_0.

    A description, not a theory: which power the saturation has depends on what cools and what
    heats the electrons.

    >>> electron_temperature([0.0, 0.4], 0.3)
    array([0.3, 0.5])
    """
    bath = number("temperature", temperature, at_least=0)
    least = number("floor", floor, at_least=0)
    return np.hypot(bath, least)[()]


def fit_temperature_series(
    gates: Sequence[ArrayLike] | Floats,
    conductances: Sequence[ArrayLike],
    temperatures: ArrayLike,
    *,
    lever_arm: float | None = None,
    series_resistance: float | None = None,
    noise: float | None = None,
    degeneracy: int = 2,
    nuisance: Iterable[str] = ("temperature_floor",),
) -> Fit:
    """Fit one saddle to staircases at several temperatures.

    Parameters
    ----------
    gates : sequence of array_like, or array_like, shape (n,)
        Gate voltages in V of each staircase, or one array that all share.
    conductances : sequence of array_like
        Conductance in S of each staircase.
    temperatures : array_like, shape (k,), k ≥ 2
        Temperature of each staircase in K, by a thermometer; at least two differ.
    lever_arm : float, optional
        Energy gained per gate voltage in eV/V, not 0. Fitted if left out, and positive then: give
        the gate the other sign for holes.
    series_resistance : float, optional
        Series resistance in Ω, held fixed; fitted if left out.
    noise : float, optional
        Standard deviation of the data's noise in S; estimated from the residuals if left out.
    degeneracy : int
        Spin and valley degeneracy of a step.
    nuisance : iterable of str
        What to fit as well: ``"gain"``, ``"offset"`` (S) and ``"temperature_floor"`` (K), the
        temperature below which the electrons do not cool. Held at 1, 0, 0 otherwise, and the fit
        warns where the residuals ask for another value. By default the floor: a warm electron
        looks like a larger ħω_x long before residuals tell.

    Returns
    -------
    Fit
        Parameters ``hbar_omega_x``, ``hbar_omega_y``, ``v0`` (eV), ``series_resistance`` (Ω),
        ``lever_arm`` (eV/V) and the nuisances. Data, model and residuals are the staircases one
        after the other.

    Raises
    ------
    ValueError
        If the numbers of staircases and temperatures differ, all temperatures are equal, or a
        staircase shows fewer than two steps.

    Examples
    --------
    >>> from landauer_lib.lab import synthetic_staircase
    >>> gate = np.linspace(0, 0.1, 120)
    >>> cold, warm = (
    ...     synthetic_staircase(gate, hbar_omega_x=1e-3, hbar_omega_y=3e-3, temperature=t,
    ...                         series_resistance=400, lever_arm=0.1, noise=3e-7, rng=1)
    ...     for t in (0.3, 4.2)
    ... )
    >>> fit = fit_temperature_series(
    ...     gate, [cold["conductance"], warm["conductance"]], [0.3, 4.2]
    ... )
    >>> abs(fit["lever_arm"] - 0.1) < 3 * fit.uncertainty("lever_arm") < 0.01
    True
    """
    kelvin = number("temperatures", temperatures, at_least=0)
    curves = [number(f"conductances[{i}]", curve) for i, curve in enumerate(conductances)]
    if kelvin.ndim != 1 or kelvin.size != len(curves) or kelvin.size < 2:
        raise ValueError(
            f"temperatures must be at least two, one for each of the {len(curves)} conductances, "
            f"got shape {kelvin.shape}"
        )
    if np.ptp(kelvin) == 0:
        raise ValueError(f"temperatures must differ, all are {kelvin[0]:g} K")
    one = isinstance(gates, np.ndarray) and gates.ndim == 1
    listed: list[ArrayLike] = [gates] * len(curves) if one else list(gates)  # type: ignore[list-item]
    if len(listed) != len(curves):
        raise ValueError(f"gates must be one array or one for each of {len(curves)} conductances")
    volts = [number(f"gates[{i}]", gate) for i, gate in enumerate(listed)]
    copies = whole_number("degeneracy", degeneracy, at_least=1)
    for i, (gate, curve) in enumerate(zip(volts, curves, strict=True)):
        if gate.shape != curve.shape or curve.ndim != 1:
            raise ValueError(
                f"gates[{i}] must have the shape {curve.shape} of its conductance, got {gate.shape}"
            )
        check_conductance(curve, copies)
    if noise is not None:
        noise = scalar("noise", noise, above=0)
    fitted = choose_nuisance(nuisance, NUISANCE)

    gate, data = np.concatenate(volts), np.concatenate(curves)
    segment = np.repeat(np.arange(float(len(curves))), [curve.size for curve in curves])
    begin = _guess(volts, curves, kelvin, lever_arm, series_resistance, copies)

    def model(values: Mapping[str, float]) -> Floats:
        heat = electron_temperature(kelvin, values["temperature_floor"])
        parts = [
            saddle_model(values["lever_arm"] * v, {**values, "temperature": float(t)}, copies)
            for v, t in zip(volts, heat, strict=True)
        ]
        return np.asarray(values["gain"] * np.concatenate(parts) + values["offset"])

    parameters = _parameters(begin, fitted, lever_arm, series_resistance, float(kelvin.max()))
    axes = ("gate voltage (V)", "conductance (S)")
    return fit_problem(Problem(gate, data, model, parameters, noise, axes, segment=segment))


def _guess(
    gates: list[Floats],
    curves: list[Floats],
    kelvin: Floats,
    lever_arm: float | None,
    series_resistance: float | None,
    degeneracy: int,
) -> dict[str, float]:
    """Start from each staircase alone, all rounding called tunneling, energies in gate volts.

    The squares of those widths lie on a line over (k_BT)²: its slope is 1/α², its start ħω_x.
    """
    sign = -1.0 if lever_arm is not None and checked_lever_arm(lever_arm) < 0 else 1.0
    alone = [
        fit_staircase(
            gate, curve, lever_arm=sign, temperature=0, series_resistance=series_resistance,
            degeneracy=degeneracy,
        )
        for gate, curve in zip(gates, curves, strict=True)
    ]  # fmt: skip
    widths = np.array([fit["hbar_omega_x"] / (2 * pi) for fit in alone])
    slope, start = np.polyfit((K_B_EV * kelvin) ** 2, widths**2, 1)
    alpha = sign / float(np.sqrt(max(slope, 1e-4))) if lever_arm is None else float(lever_arm)
    coldest = alone[int(kelvin.argmin())]
    intrinsic = float(np.sqrt(max(start, 0.1 * widths.min() ** 2)))
    size = abs(alpha)
    return {
        "hbar_omega_x": 2 * pi * size * intrinsic,
        "hbar_omega_y": size * coldest["hbar_omega_y"],
        "v0": size * coldest["v0"],
        "series_resistance": coldest["series_resistance"],
        "lever_arm": alpha,
    }


def _parameters(
    begin: Mapping[str, float],
    fitted: set[str],
    lever_arm: float | None,
    series_resistance: float | None,
    hottest: float,
) -> tuple[Parameter, ...]:
    across, alpha = begin["hbar_omega_y"], abs(begin["lever_arm"])
    advice = "calibrate the amplifier, or fit it: nuisance={!r}"
    floor = "do the electrons follow the thermometer? Fit nuisance='temperature_floor'"

    def held(name: str) -> bool:
        return name not in fitted

    return (
        Parameter("hbar_omega_x", "eV", begin["hbar_omega_x"], begin["hbar_omega_x"],
                  1e-3 * across, 20 * across),
        Parameter("hbar_omega_y", "eV", across, across, 0.05 * across, 20 * across),
        Parameter("v0", "eV", begin["v0"], across),
        Parameter("series_resistance", "Ω", begin["series_resistance"], 100.0, 0.0, 1e7,
                  free=series_resistance is None),
        Parameter("lever_arm", "eV/V", begin["lever_arm"], alpha,
                  *((0.05 * alpha, 20 * alpha) if lever_arm is None else (-np.inf, np.inf)),
                  free=lever_arm is None),
        Parameter("gain", "", 1.0, 0.1, 0.1, 10.0, not held("gain"),
                  advice.format("gain") if held("gain") else "", 0.01 * held("gain")),
        Parameter("offset", "S", 0.0, 0.01 * G0, -G0, G0, not held("offset"),
                  advice.format("offset") if held("offset") else "", 0.01 * G0 * held("offset")),
        Parameter("temperature_floor", "K", 0.1 * hottest * (not held("temperature_floor")),
                  0.1 * hottest, 0.0, hottest, not held("temperature_floor"),
                  floor if held("temperature_floor") else "", limit="quiet"),
    )  # fmt: skip
