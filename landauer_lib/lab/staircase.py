"""Fit of the saddle model to a measured staircase.

Two degeneracies decide what a fit can say. The gate's lever arm α turns voltage into energy, so
that ħω_x, ħω_y, V0 and k_BT are known only in units of it: with α unknown, set it to 1 and read
energies in gate volts; ratios such as ω_y/ω_x remain. Temperature and ħω_x both round the steps:
the rounded step is the convolution of two logistic curves of widths ħω_x/2π and k_BT, so that
exchanging the two widths changes nothing at all, the sum of their squares is well determined, and
each alone follows from the shape of the rounding only. A thermometer is worth more than many
samples.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import pi

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0, K_B_EV, R0
from landauer_lib.lab.fit import Fit, least_squares_fit
from landauer_lib.lab.synthetic import checked_lever_arm, saddle_model

__all__ = ["StaircaseFit", "fit_staircase"]


@dataclass(frozen=True)
class StaircaseFit(Fit):
    """Fit of the saddle model; see :class:`landauer_lib.lab.Fit` for what it holds.

    Parameters are ``hbar_omega_x``, ``hbar_omega_y``, ``v0`` (eV), ``series_resistance`` (Ω) and
    ``temperature`` (K). Energies carry the lever arm's own uncertainty on top of the one given.
    """

    @property
    def anisotropy(self) -> tuple[float, float]:
        """ω_y/ω_x and its uncertainty, whatever the lever arm."""
        x, y = self["hbar_omega_x"], self["hbar_omega_y"]
        return y / x, self.propagated({"hbar_omega_x": -y / x**2, "hbar_omega_y": 1 / x})

    @property
    def exchanged(self) -> "StaircaseFit":
        """The other solution of the same misfit, with ħω_x/2π and k_BT exchanged."""
        if "temperature" not in self.free:
            raise ValueError("temperature was held fixed, so no second solution exists")
        widths = 2 * pi * K_B_EV
        values = dict(self.values)
        values["hbar_omega_x"] = widths * self["temperature"]
        values["temperature"] = self["hbar_omega_x"] / widths
        i, j = self.free.index("hbar_omega_x"), self.free.index("temperature")
        order = np.arange(len(self.free))
        order[[i, j]] = j, i
        unit = np.ones(len(self.free))
        unit[i], unit[j] = widths, 1 / widths
        covariance = self.covariance[np.ix_(order, order)] * np.outer(unit, unit)
        return replace(self, values=values, covariance=covariance)

    @property
    def rounding(self) -> tuple[float, float]:
        """√[(ħω_x/2π)² + (k_BT)²] and its uncertainty, in eV: the rounding of a step, any cause."""
        tunneling, thermal = self["hbar_omega_x"] / (2 * pi), K_B_EV * self["temperature"]
        total = float(np.hypot(tunneling, thermal))
        return total, self.propagated(
            {
                "hbar_omega_x": tunneling / total / (2 * pi),
                "temperature": thermal / total * K_B_EV,
            }
        )


def fit_staircase(
    gate: ArrayLike,
    conductance: ArrayLike,
    *,
    lever_arm: float,
    temperature: float | None = None,
    series_resistance: float | None = None,
    noise: float | None = None,
    degeneracy: int = 2,
    start: Mapping[str, float] | None = None,
) -> StaircaseFit:
    """Fit Büttiker's saddle with thermal rounding and a series resistance to a measured staircase.

    Parameters
    ----------
    gate : array_like, shape (n,)
        Gate voltages in V, in any order.
    conductance : array_like, shape (n,)
        Measured conductance in S, series resistance included.
    lever_arm : float
        Energy gained per gate voltage in eV/V, not 0 (negative for holes). The data cannot give it:
        all energies found scale with it. If unknown, set 1 and read energies in gate volts; then
        temperatures mean nothing unless ``temperature`` is 0.
    temperature : float, optional
        Temperature in K, held fixed. Fitted if left out; of the two solutions of equal misfit the
        one with ħω_x/2π ≥ k_BT is returned, the other is its ``exchanged``.
    series_resistance : float, optional
        Series resistance in Ω, held fixed; fitted if left out. Fitted by the heights of the
        plateaus, which the model takes to be exact: at least two must be seen.
    noise : float, optional
        Standard deviation of the data's noise in S; estimated from the residuals if left out, and
        then χ² cannot reveal a wrong model.
    degeneracy : int
        Spin and valley degeneracy of a step.
    start : mapping, optional
        Starting values that replace the automatic ones, by parameter name.

    Returns
    -------
    StaircaseFit

    Raises
    ------
    ValueError
        If shapes differ, samples are too few, or fewer than two steps are seen.

    Examples
    --------
    >>> from landauer_lib.lab import synthetic_staircase
    >>> data = synthetic_staircase(
    ...     np.linspace(0, 0.15, 200), hbar_omega_x=1e-3, hbar_omega_y=3e-3, temperature=0.3,
    ...     series_resistance=400, lever_arm=0.1, noise=0.005 * G0, rng=1,
    ... )
    >>> fit = fit_staircase(data["gate"], data["conductance"], lever_arm=0.1, temperature=0.3)
    >>> abs(fit["series_resistance"] - 400) < 3 * fit.uncertainty("series_resistance")
    True
    """
    voltage, measured = number("gate", gate), number("conductance", conductance)
    if measured.ndim != 1 or measured.size < 10:
        raise ValueError(f"conductance must be at least 10 samples, got shape {measured.shape}")
    if voltage.shape != measured.shape:
        raise ValueError(f"gate must have the shape {measured.shape}, got {voltage.shape}")
    mu = checked_lever_arm(lever_arm) * voltage
    fixed: dict[str, float] = {}
    if temperature is not None:
        fixed["temperature"] = scalar("temperature", temperature, at_least=0)
    if series_resistance is not None:
        fixed["series_resistance"] = scalar("series_resistance", series_resistance, at_least=0)
    if noise is not None:
        noise = scalar("noise", noise, above=0)

    def model(values: Mapping[str, float]) -> Floats:
        return saddle_model(mu, values, degeneracy)

    begin = _guess(mu, measured, fixed, whole_number("degeneracy", degeneracy, at_least=1))
    unknown = set(start or {}) - set(begin)
    if unknown:
        raise ValueError(
            f"start names {sorted(unknown)}, but the free parameters are {list(begin)}"
        )
    begin |= start or {}
    bounds = {
        "hbar_omega_x": (1e-3 * begin["hbar_omega_y"], np.inf),
        "hbar_omega_y": (1e-3 * begin["hbar_omega_y"], np.inf),
        "series_resistance": (0.0, np.inf),
        "temperature": (0.0, np.inf),
    }
    fit = least_squares_fit(model, measured, begin, fixed, bounds, noise)
    result = StaircaseFit(**vars(fit))
    if "temperature" in result.free and (
        2 * pi * K_B_EV * result["temperature"] > result["hbar_omega_x"]
    ):
        result = result.exchanged
    return replace(result, notes=fit.notes + _notes(result, noise is not None))


def _guess(
    mu: Floats, measured: Floats, fixed: Mapping[str, float], degeneracy: int
) -> dict[str, float]:
    """Starting values of the free parameters: the series resistance that makes steps equal."""
    order = np.argsort(mu)
    energy = mu[order]
    window = max(1, energy.size // 60)
    smooth = np.convolve(np.pad(measured[order], window, mode="edge"), np.ones(2 * window + 1))
    rising = np.maximum.accumulate(smooth[2 * window : -2 * window] / (2 * window + 1))
    step = degeneracy * G0 / 2
    series = np.concatenate(([0.0], R0 * np.geomspace(0.005, 2.0, 25)))
    if "series_resistance" in fixed:
        series = np.array([fixed["series_resistance"]])
    best, least = None, np.inf
    for resistance in series[series * rising[-1] < 0.95]:
        steps = rising / (1 - rising * resistance) / step
        halves = np.arange(0.5, steps[-1])
        if halves.size < 2:
            continue
        thresholds = np.interp(halves, steps, energy)
        spacing, first = np.polyfit(np.arange(halves.size), thresholds, 1)
        # A logistic step of width w rises from 1/4 to 3/4 over 2w ln 3.
        widths = np.interp(halves + 0.25, steps, energy) - np.interp(halves - 0.25, steps, energy)
        width = min(max(float(np.median(widths)) / (2 * np.log(3)), 0.01 * spacing), 0.2 * spacing)
        trial = {
            "hbar_omega_x": 2 * pi * width,
            "hbar_omega_y": float(spacing),
            "v0": float(first - spacing / 2),
            "series_resistance": float(resistance),
            "temperature": 0.0,
        }
        misfit = saddle_model(mu, trial, degeneracy) - measured
        if (misfit**2).sum() < least:
            best, least = trial, float((misfit**2).sum())
    if best is None:
        raise ValueError(
            "conductance must show at least two steps, or level spacing and series resistance "
            f"stay unknown; it reaches {rising[-1] / step:.2f} steps of {step:.4g} S"
        )
    width = best["hbar_omega_x"] / (2 * pi)
    # If both are sought, start off the ridge of equal widths, where the misfit is stationary.
    thermal = K_B_EV * fixed["temperature"] if "temperature" in fixed else 0.4 * width
    best["hbar_omega_x"] = 2 * pi * float(np.sqrt(max(width**2 - thermal**2, 0.1 * width**2)))
    best["temperature"] = float(thermal / K_B_EV)
    return {name: value for name, value in best.items() if name not in fixed}


def _notes(fit: Fit, noise_known: bool) -> tuple[str, ...]:
    """Say in words what the numbers alone would hide."""
    notes = []
    if "temperature" in fit.free:
        notes.append(
            "temperature and hbar_omega_x: k_BT and hbar_omega_x/2π may be exchanged without any "
            "change of the fit; the larger is called tunneling here. rounding is better known "
            "than either"
        )
        if fit["temperature"] < 2 * fit.uncertainty("temperature"):
            notes.append(
                "temperature: the rounding is explained without it, so only an upper limit is "
                "known; hold it at a thermometer's reading"
            )
        elif 2 * pi * K_B_EV * (fit["temperature"] + 2 * fit.uncertainty("temperature")) > (
            fit["hbar_omega_x"] - 2 * fit.uncertainty("hbar_omega_x")
        ):
            notes.append(
                "temperature and hbar_omega_x round the steps alike within two standard "
                "uncertainties: there the linearized uncertainties are not to be trusted"
            )
    if "series_resistance" in fit.free and fit["series_resistance"] < fit.uncertainty(
        "series_resistance"
    ):
        notes.append("series_resistance: consistent with none")
    if noise_known and fit.chi_squared > fit.degrees_of_freedom + 5 * np.sqrt(
        2 * fit.degrees_of_freedom
    ):
        notes.append(
            f"chi_squared is {fit.chi_squared:.0f} for {fit.degrees_of_freedom} degrees of "
            "freedom: the model misses something, and the uncertainties are too small"
        )
    return tuple(notes)
