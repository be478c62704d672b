"""Fit of a molecular I–V curve: one level that follows part of the bias.

The curve does not tell everything. Exchanging the two widths leaves it unchanged, and so does
reversing the signs of level and asymmetry together: by convention the larger width is returned as
``gamma_left`` and the level as positive. Far below resonance only their product over the level
squared is seen; the covariance then says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from landauer_lib._checks import Floats, number, scalar
from landauer_lib._types import ArrayLike
from landauer_lib.barriers import molecular_current
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.lab.fit import Fit, fit_problem
from landauer_lib.lab.junction import (
    NUISANCE,
    check_iv,
    instrument_parameters,
    measured_current,
    one_polarity,
)
from landauer_lib.lab.least_squares import Parameter, Problem, choose_nuisance, rough_fit, thinned

__all__ = ["fit_molecular_iv"]

UNKNOWN = 1e60  # stands for an infinite variance while it is turned
LEVEL = ("level", "gamma_left", "gamma_right", "asymmetry")


def fit_molecular_iv(
    bias: ArrayLike,
    current: ArrayLike,
    *,
    temperature: float | None = None,
    noise: float | None = None,
    degeneracy: float = 2,
    nuisance: Iterable[str] | None = None,
    start: Mapping[str, float] | None = None,
) -> Fit:
    """Fit a Breit–Wigner level ε + ηeV with partial widths Γ_L and Γ_R to a measured I–V.

    Parameters
    ----------
    bias : array_like, shape (n,)
        Bias in V, both signs if the asymmetry is to be found; best in the order of measurement.
    current : array_like, shape (n,)
        Current in A.
    temperature : float, optional
        Temperature of the leads in K, at least 0, held fixed; fitted if left out.
    noise : float, optional
        Standard deviation of the current's noise in A; estimated from the residuals if left out.
    degeneracy : float
        Degeneracy of the level, 2 for spin.
    nuisance : iterable of str, optional
        Which of the instrument's parameters to fit as well: ``"voltage_offset"`` (V, what the
        voltmeter reads at zero bias), ``"current_offset"`` (A), ``"series_resistance"`` (Ω),
        ``"hysteresis"`` (V, by which the bias lags between up and down sweeps). Those not fitted
        are held at 0, and the fit warns where the residuals ask for another value. By default
        ``"voltage_offset"`` alone: a zero that is off by 10 mV looks just like an asymmetry, and
        no residual tells. If the zero is known, say ``()``: η is then known much better. With
        one sign of bias the default is ``()``.
    start : mapping, optional
        Starting values that replace the automatic ones, by parameter name.

    Returns
    -------
    Fit
        Parameters ``level``, ``gamma_left`` ≥ ``gamma_right`` (eV), ``asymmetry`` η,
        ``temperature`` (K) and the instrument's.

    Raises
    ------
    ValueError
        If shapes differ, samples are too few, all bias is 0, a value is out of range, or the
        current exceeds what one level can carry at that bias.

    References
    ----------
    The model: :func:`landauer_lib.barriers.molecular_current`, with its limits.

    Examples
    --------
    >>> bias = np.linspace(-1, 1, 101)
    >>> current = molecular_current(bias, 0.3, 0.02, 0.005, asymmetry=0.1, temperature=300)
    >>> fit = fit_molecular_iv(bias, current, temperature=300)
    >>> [round(fit[name], 6) for name in ("level", "gamma_left", "gamma_right", "asymmetry")]
    [0.3, 0.02, 0.005, 0.1]
    """
    volts, amperes = number("bias", bias), number("current", current)
    copies = scalar("degeneracy", degeneracy, above=0)
    check_iv(volts, amperes, 8)
    if noise is not None:
        noise = scalar("noise", noise, above=0)
    if nuisance is None:
        nuisance = () if one_polarity(volts) else ("voltage_offset",)
    fitted = choose_nuisance(nuisance, NUISANCE)
    kelvin = None if temperature is None else scalar("temperature", temperature, at_least=0)
    reach = float(np.abs(volts).max())
    room, narrow = reach / (20 * K_B_EV), float(np.log(1e-7 * reach))
    # Steps that are sharper than the bias's make a landscape of terraces: look for them blurred.
    blur = 2 * float(np.ptp(volts)) / volts.size / (3.5 * K_B_EV)
    instrument, half = instrument_parameters(volts, amperes, fitted)
    parameters = (
        Parameter("level", "eV", 0.0, 0.01 * reach, -20 * reach, 20 * reach, limit="none"),
        Parameter("log_width", "", 0.0, 0.1, narrow, narrow + 19.0, limit="none"),
        Parameter("imbalance", "", 0.0, 0.1),
        Parameter("asymmetry", "", 0.0, 0.01, -0.5, 0.5),
        Parameter("temperature", "K", min(300.0, room / 5) if kelvin is None else kelvin,
                  0.02 * room, 0.0, 20 * room, free=kelvin is None,
                  suspect="" if kelvin is None else "is the thermometer right?"),
        *instrument,
    )  # fmt: skip
    free = [*LEVEL, *(p.name for p in parameters[4:] if p.free)]
    unknown = sorted(set(start or {}) - set(free))
    if unknown:
        raise ValueError(f"start names {unknown}; the free parameters are {free}")
    most = copies / 2 * G0 * float(np.abs(volts).max())
    if np.abs(amperes).max() > 1.1 * most:
        raise ValueError(
            f"current must be in A and below {most:.4g}, degeneracy e²/h times the largest bias, "
            f"which no single level exceeds; it reaches {np.abs(amperes).max():.4g}. Is it in "
            "another unit, or through many molecules?"
        )

    def problem_of(chosen: np.ndarray | slice) -> Problem:
        here, near, lag = volts[chosen], amperes[chosen], half[chosen]

        def model(internal: Mapping[str, float]) -> Floats:
            values = _named(internal)
            level = {name: values[name] for name in LEVEL}
            return measured_current(
                lambda across: np.asarray(
                    molecular_current(
                        across, temperature=values["temperature"], degeneracy=copies, **level
                    )
                ),
                here,
                values,
                near,
                lag,
            )

        return Problem(here, near, model, parameters, noise, ("bias (V)", "current (A)"))

    problem, few = problem_of(slice(None)), problem_of(thinned(volts))
    plain = {p.name: p.value for p in parameters} | {"series_resistance": 0.01 * reach / most}
    if "series_resistance" not in fitted:
        plain["series_resistance"] = 0.0

    def starts_at(warmth: float) -> list[dict[str, float]]:
        guesses = _guesses(few.x, few.data, warmth, copies)
        whole = ({**plain, "temperature": warmth, **guess, **(start or {})} for guess in guesses)
        return [_internal(values) for values in whole]

    cold = plain["temperature"]
    begin = rough_fit(few, starts_at(cold))
    if kelvin is not None and blur > cold:
        blurred = rough_fit(few, starts_at(blur))
        begin = rough_fit(few, [begin, {**blurred, "temperature": cold}])
    fit = fit_problem(problem, _positive(begin))
    if fit["level"] < 0:
        fit = fit_problem(problem, _positive(fit.values))
    fit = _with_widths(fit)
    return replace(fit, flags={**fit.flags, **_what_to_know(fit)})


def _named(internal: Mapping[str, float]) -> dict[str, float]:
    """Γ_L and Γ_R in place of ln(Γ_L + Γ_R) and of the imbalance ln(Γ_L/Γ_R)/2.

    What the data leave open, Γ of a narrow level, Γ_L/Γ_R of a distant one, is nearly a straight
    line in the logarithms, along which the search runs fast; exchanging the leads is a sign.
    """
    values = dict(internal)
    width, imbalance = float(np.exp(values.pop("log_width"))), abs(values.pop("imbalance"))
    left, right = (width / (1 + np.exp(side * 2 * imbalance)) for side in (-1, 1))
    widths = {"gamma_left": float(left), "gamma_right": float(right)}
    return {"level": values.pop("level"), **widths, **values}


def _internal(values: Mapping[str, float]) -> dict[str, float]:
    """Undo :func:`_named`."""
    rest = dict(values)
    left, right = (max(rest.pop(name), 1e-300) for name in ("gamma_left", "gamma_right"))
    imbalance = abs(float(np.log(left / right))) / 2
    # At 0 the current is stationary, and the search would not leave it.
    return {**rest, "log_width": float(np.log(left + right)), "imbalance": max(imbalance, 1e-3)}


def _with_widths(fit: Fit) -> Fit:
    """Return the fit in terms of Γ_L and Γ_R.

    The data know 1/cosh² of the imbalance. Near 0 that is stationary, the linearized uncertainty of
    the imbalance is too large, and the one is taken at which 1/cosh² has moved by its own.
    """
    values, names = _named(fit.values), list(fit.free)
    i, j = names.index("log_width"), names.index("imbalance")
    covariance = np.where(np.isinf(fit.covariance), UNKNOWN, fit.covariance)
    here = abs(fit["imbalance"])
    sigma = float(np.sqrt(covariance[j, j]))
    # 1/cosh² ≈ 1 − imbalance² moves by 2·imbalance·sigma: then the imbalance itself by its root.
    moved = float(np.sqrt(here**2 + 2 * here * sigma)) - here if here < 0.5 else sigma
    covariance[j] *= moved / sigma
    covariance[:, j] *= moved / sigma
    left, right = values["gamma_left"], values["gamma_right"]
    turn = np.eye(len(names))
    turn[i, i], turn[j, i] = left, right
    sway = 2 * left * right / (left + right) * (np.sign(fit["imbalance"]) or 1.0)
    turn[i, j], turn[j, j] = sway, -sway
    covariance = turn @ covariance @ turn.T
    far = np.diag(covariance) > 1e-9 * UNKNOWN * min(right, 1.0) ** 2
    covariance[far, far] = np.inf
    flags = dict(fit.flags)
    if "unconstrained" in flags and not far.any():
        del flags["unconstrained"]
    names[i], names[j] = "gamma_left", "gamma_right"
    units = {**fit.units, "gamma_left": "eV", "gamma_right": "eV"}
    return replace(
        fit,
        values=values,
        units={name: units[name] for name in values},
        free=tuple(names),
        covariance=covariance,
        flags=flags,
        _shifts={name: turn @ shift for name, shift in fit._shifts.items()},
    )


def _guesses(
    bias: Floats, current: Floats, temperature: float, degeneracy: float
) -> list[dict[str, float]]:
    """Starting values: the best few of a coarse grid, where only the prefactor is solved for."""
    chosen = thinned(bias, 40)
    bias, current = bias[chosen], current[chosen]
    reach = np.abs(bias).max() / 2
    level = reach * np.array([0.1, 0.25, 0.4, 0.6, 0.8, 1.0, 1.5, 3.0])[:, None, None]
    width = reach * np.geomspace(0.003, 1.0, 6)[:, None]
    asymmetry = np.array([-0.4, -0.2, -0.1, 0.0, 0.1, 0.2, 0.4])
    grid = [np.ravel(axis) for axis in np.broadcast_arrays(level, width, asymmetry)]
    # At a given total width the current is proportional to 4Γ_LΓ_R/Γ² ≤ 1.
    full = molecular_current(
        bias, grid[0][:, None], grid[1][:, None] / 2, grid[1][:, None] / 2,
        asymmetry=grid[2][:, None], temperature=temperature, degeneracy=degeneracy,
    )  # fmt: skip
    share = np.clip((full @ current) / (full**2).sum(axis=1), 1e-12, 0.96)
    misfit = ((share[:, None] * full - current) ** 2).sum(axis=1)
    half_difference = np.sqrt(1 - share)
    return [
        {
            "level": float(grid[0][i]),
            "gamma_left": float(grid[1][i] * (1 + half_difference[i]) / 2),
            "gamma_right": float(grid[1][i] * (1 - half_difference[i]) / 2),
            "asymmetry": float(grid[2][i]),
        }
        for i in np.argsort(misfit)[:3]
    ]


def _positive(values: Mapping[str, float]) -> dict[str, float]:
    """Of the two solutions with the same current, return the one with ε ≥ 0."""
    same = dict(values)
    if same["level"] < 0:
        same["level"], same["asymmetry"] = -same["level"], -same["asymmetry"]
    return same


def _what_to_know(fit: Fit) -> dict[str, str]:
    """Say in words what the numbers alone would hide."""
    flags = {}
    left, right = fit["gamma_left"], fit["gamma_right"]
    errors = fit.uncertainty("gamma_left"), fit.uncertainty("gamma_right")
    if left == right or left - right < 2 * np.hypot(*errors) < 0.6 * left:
        flags["equal widths"] = (
            "gamma_left and gamma_right are equal within two standard uncertainties: naming the "
            "larger one left biases both"
        )
    elif not errors[0] < 0.3 * left:
        flags["widths"] = (
            "gamma_left is hardly constrained: of a level narrower than k_BT only "
            "Γ_LΓ_R/(Γ_L + Γ_R), of one beyond the bias only Γ_LΓ_R/ε² is seen; linearized "
            "uncertainties are not to be trusted"
        )
    nearest = 2 * fit["level"] / (1 + 2 * abs(fit["asymmetry"]))
    if nearest > np.abs(fit.x).max():
        flags["beyond the bias"] = (
            f"the level meets an electrode at {nearest:.3g} V, beyond the largest bias, "
            f"{np.abs(fit.x).max():.3g} V: it is extrapolated, and any smooth barrier would do"
        )
    if one_polarity(fit.x):
        flags["one polarity"] = (
            "bias has one sign only: level and asymmetry are told apart by the shape of one step"
        )
    if fit.data.size < 8 * len(fit.free):
        flags["few samples"] = (
            f"{fit.data.size} samples for {len(fit.free)} parameters: too few for the residuals to "
            "tell noise from a wrong model"
        )
    return flags
