"""Fit of the saddle model to a measured staircase.

Two degeneracies decide what a fit can say. The gate's lever arm α turns voltage into energy, so
that ħω_x, ħω_y, V0 and k_BT are known only in units of it: with α unknown, set it to 1 and read
energies in gate volts; ratios such as ω_y/ω_x remain. Temperature and ħω_x both round the steps:
the rounded step is the convolution of two logistic curves of widths ħω_x/2π and k_BT, so that
exchanging the two widths changes nothing at all, the sum of their squares is well determined, and
each alone follows from the shape of the rounding only. A thermometer is worth more than many
samples.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import pi

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0, K_B_EV, R0
from landauer_lib.lab.diagnostics import sweep_direction
from landauer_lib.lab.fit import Fit, fit_problem
from landauer_lib.lab.least_squares import Parameter, Problem, choose_nuisance
from landauer_lib.lab.staircase_warnings import dip_or_shoulder, staircase_warnings
from landauer_lib.lab.synthetic import checked_lever_arm, saddle_model

__all__ = ["StaircaseFit", "check_conductance", "fit_staircase", "staircase_parameters"]

NUISANCE = ("gain", "offset", "hysteresis")
MOST_STEPS = 500.0


@dataclass(frozen=True, repr=False)
class StaircaseFit(Fit):
    """Fit of the saddle model; see :class:`landauer_lib.lab.Fit` for what it holds.

    Parameters are ``hbar_omega_x``, ``hbar_omega_y``, ``v0`` (eV), ``series_resistance`` (Ω),
    ``temperature`` (K), and of the instrument ``gain``, ``offset`` (S) and ``hysteresis`` (V).
    Energies carry the lever arm's own uncertainty on top of the one given.
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
        return replace(
            self, values=values, covariance=covariance, limits={}, _spreads={}, _profile=None
        )

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
    nuisance: Iterable[str] = (),
    start: Mapping[str, float] | None = None,
) -> StaircaseFit:
    """Fit Büttiker's saddle with thermal rounding and a series resistance to a measured staircase.

    Parameters
    ----------
    gate : array_like, shape (n,)
        Gate voltages in V, best in the order of measurement: the tests for slow noise and for
        hysteresis go by it.
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
        Standard deviation of the data's noise in S; estimated from the residuals if left out.
    degeneracy : int
        Spin and valley degeneracy of a step.
    nuisance : iterable of str
        Which of the instrument's parameters to fit as well: ``"gain"`` (measured over true
        conductance), ``"offset"`` (S, added), ``"hysteresis"`` (V, by which the gate lags: up
        sweeps lie half of it to the right, down sweeps to the left). Those not fitted are held at
        1, 0, 0, and the fit warns where the residuals ask for another value.
    start : mapping, optional
        Starting values that replace the automatic ones, by parameter name.

    Returns
    -------
    StaircaseFit

    Raises
    ------
    ValueError
        If shapes differ, samples are too few, fewer than two steps are seen, or the conductance is
        so large that it must be in another unit.

    References
    ----------
    The model: :func:`landauer_lib.point_contact.staircase`, with its limits.

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
    >>> fit.flags
    {}
    """
    voltage, measured = number("gate", gate), number("conductance", conductance)
    copies = whole_number("degeneracy", degeneracy, at_least=1)
    if measured.ndim != 1 or measured.size < 10:
        raise ValueError(f"conductance must be at least 10 samples, got shape {measured.shape}")
    if voltage.shape != measured.shape:
        raise ValueError(f"gate must have the shape {measured.shape}, got {voltage.shape}")
    alpha = checked_lever_arm(lever_arm)
    check_conductance(measured, copies)
    held: dict[str, float] = {}
    if temperature is not None:
        held["temperature"] = scalar("temperature", temperature, at_least=0)
    if series_resistance is not None:
        held["series_resistance"] = scalar("series_resistance", series_resistance, at_least=0)
    if noise is not None:
        noise = scalar("noise", noise, above=0)
    fitted = choose_nuisance(nuisance, NUISANCE)
    direction = sweep_direction(voltage)
    if "hysteresis" in fitted and direction is None:
        raise ValueError("nuisance 'hysteresis' needs up and down sweeps, in the order measured")
    half = np.zeros(voltage.size) if direction is None else direction / 2
    step = copies * G0 / 2

    def model(values: Mapping[str, float]) -> Floats:
        energy = alpha * (voltage - values["hysteresis"] * half)
        clean = saddle_model(energy, values, copies)
        return np.asarray(values["gain"] * clean + values["offset"])

    begin = _guess(alpha * voltage, measured, held, copies)
    parameters = (
        *staircase_parameters(begin, held),
        *_instrument(fitted, begin["hbar_omega_y"] / abs(alpha), direction is not None),
    )
    _check_start(start, parameters)

    problem = Problem(
        x=voltage,
        data=measured,
        model=model,
        parameters=parameters,
        noise=noise,
        axes=("gate voltage (V)", "conductance (S)"),
        feature_words=partial(dip_or_shoulder, step=step),
    )
    fit = StaircaseFit(**vars(fit_problem(problem, start)))
    if "temperature" in fit.free and 2 * pi * K_B_EV * fit["temperature"] > fit["hbar_omega_x"]:
        fit = fit.exchanged
    return replace(fit, flags=staircase_warnings(fit, alpha, step))


def check_conductance(measured: Floats, degeneracy: int) -> None:
    """Refuse what is no conductance of a contact in S: another unit, a reversed sign."""
    step = degeneracy * G0 / 2
    top = float(measured.max())
    if top > MOST_STEPS * step:
        raise ValueError(
            f"conductance must be in S, where a step is {step:.4g}; it reaches {top:.4g}. "
            f"{_likely_unit(top)}"
        )
    if -float(measured.min()) > max(top, 0.5 * step):
        raise ValueError(
            f"conductance must be positive where channels are open; it falls to "
            f"{measured.min():.4g} S: is the sign of current or voltage reversed?"
        )


def _likely_unit(top: float) -> str:
    """Say which unit numbers of this size are probably in."""
    if top < 40:
        return "Is it in multiples of G0 (multiply by G0), or in mS (multiply by 1e-3)?"
    if top < 5e3:
        return "Is it in µS (multiply by 1e-6)?"
    return "Is it a resistance, or in nS (multiply by 1e-9)?"


def staircase_parameters(
    begin: Mapping[str, float], held: Mapping[str, float]
) -> tuple[Parameter, ...]:
    """Return the saddle's parameters, starting at a guess, some of them held."""
    across, width = begin["hbar_omega_y"], begin["hbar_omega_x"] / (2 * pi * K_B_EV)
    values = {**begin, **held}
    told = {
        "temperature": "is the thermometer right, and are the electrons as cold as it?",
        "series_resistance": "was it measured with the same wires?",
    }
    shapes = {
        "hbar_omega_x": ("eV", begin["hbar_omega_x"], 1e-3 * across, 20 * across),
        "hbar_omega_y": ("eV", across, 0.05 * across, 20 * across),
        "v0": ("eV", across, -np.inf, np.inf),
        "series_resistance": ("Ω", 100.0, 0.0, 1e3 * R0),
        "temperature": ("K", width, 0.0, 3 * across / K_B_EV),
    }
    examples = {"temperature": 0.1 * width, "series_resistance": 10.0}
    return tuple(
        Parameter(
            name,
            unit,
            values[name],
            size,
            low,
            high,
            free=name not in held,
            suspect=told.get(name, "") if name in held else "",
            example=examples.get(name, 0.0) if name in held else 0.0,
        )
        for name, (unit, size, low, high) in shapes.items()
    )


def _instrument(fitted: set[str], spacing: float, sweeps: bool) -> tuple[Parameter, ...]:
    """Gain, offset and hysteresis, held where they are not asked for."""
    advice = "calibrate the amplifier, or fit it: nuisance={!r}"
    told = {name: advice.format(name) for name in ("gain", "offset")}
    told["hysteresis"] = (
        "up and down sweeps disagree: fit them apart, or fit nuisance='hysteresis'"
        if sweeps
        else ""
    )
    shapes = {
        "gain": ("", 1.0, 0.1, 10.0, 0.1, 0.01),
        "offset": ("S", 0.0, -G0, G0, 0.01 * G0, 0.01 * G0),
        "hysteresis": ("V", 0.0, -10 * spacing, 10 * spacing, 0.1 * spacing, 0.0),
    }
    return tuple(
        Parameter(
            name,
            unit,
            value,
            size,
            low,
            high,
            free=name in fitted,
            suspect="" if name in fitted else told[name],
            example=0.0 if name in fitted else example,
        )
        for name, (unit, value, low, high, size, example) in shapes.items()
    )


def _check_start(start: Mapping[str, float] | None, parameters: Iterable[Parameter]) -> None:
    free = [p.name for p in parameters if p.free]
    unknown = sorted(set(start or {}) - set(free))
    if unknown:
        raise ValueError(f"start names {unknown}, but the free parameters are {free}")


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
    return best
