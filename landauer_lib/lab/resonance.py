"""A conductance peak over the gate: one level that is tuned through the Fermi energy.

Height and width cannot tell which lead is which, and a peak that temperature has broadened hides
the level's own width: then only Γ_LΓ_R/(Γ_L + Γ_R) is seen. As in ``molecular`` the larger width is
called left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar
from landauer_lib.barriers import breit_wigner_conductance
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.lab.diagnostics import sweep_direction
from landauer_lib.lab.fit import Fit, fit_problem
from landauer_lib.lab.least_squares import Parameter, Problem, choose_nuisance
from landauer_lib.lab.synthetic import checked_lever_arm
from landauer_lib.reservoirs import Reservoir

__all__ = ["fit_resonance"]

NUISANCE = ("offset", "hysteresis")


def fit_resonance(
    gate: ArrayLike,
    conductance: ArrayLike,
    *,
    lever_arm: float,
    temperature: float,
    noise: float | None = None,
    degeneracy: float = 2,
    nuisance: Iterable[str] = ("offset",),
) -> Fit:
    """Fit a thermally rounded Breit–Wigner peak to a conductance measured over the gate.

    Parameters
    ----------
    gate : array_like, shape (n,)
        Gate voltages in V, best in the order of measurement.
    conductance : array_like, shape (n,)
        Conductance in S.
    lever_arm : float
        Energy gained per gate voltage in eV/V, not 0; widths scale with it.
    temperature : float
        Temperature in K, at least 0; held fixed.
    noise : float, optional
        Standard deviation of the data's noise in S; estimated from the residuals if left out.
    degeneracy : float
        Degeneracy of the level, 2 for spin; below k_BT of the charging energy use 1.
    nuisance : iterable of str
        What to fit as well: ``"offset"`` (S, a flat background) and ``"hysteresis"`` (V).

    Returns
    -------
    Fit
        Parameters ``position`` (V), ``gamma_left`` ≥ ``gamma_right`` (eV) and the nuisances.

    Raises
    ------
    ValueError
        If shapes differ, samples are too few, or the peak exceeds what one level conducts.

    References
    ----------
    The model: :func:`landauer_lib.barriers.breit_wigner_conductance`, with its limits.

    Examples
    --------
    >>> gate = np.linspace(-0.02, 0.02, 81)
    >>> peak = breit_wigner_conductance(-0.1 * gate, 2e-4, 1e-4, Reservoir(0.0, 0.5))
    >>> fit = fit_resonance(gate, peak, lever_arm=0.1, temperature=0.5)
    >>> round(fit["gamma_left"], 8), round(fit["gamma_right"], 8)
    (0.0002, 0.0001)
    """
    volts, measured = number("gate", gate), number("conductance", conductance)
    if measured.ndim != 1 or measured.size < 10:
        raise ValueError(f"conductance must be at least 10 samples, got shape {measured.shape}")
    if volts.shape != measured.shape:
        raise ValueError(f"gate must have the shape {measured.shape}, got {volts.shape}")
    alpha = checked_lever_arm(lever_arm)
    kelvin = scalar("temperature", temperature, at_least=0)
    copies = scalar("degeneracy", degeneracy, above=0)
    most = copies / 2 * G0
    if measured.max() > 1.1 * most:
        raise ValueError(
            f"conductance must be in S and below degeneracy e²/h = {most:.4g}, which no single "
            f"level exceeds; it reaches {measured.max():.4g}"
        )
    if noise is not None:
        noise = scalar("noise", noise, above=0)
    fitted = choose_nuisance(nuisance, NUISANCE)
    direction = sweep_direction(volts)
    if "hysteresis" in fitted and direction is None:
        raise ValueError("nuisance 'hysteresis' needs up and down sweeps, in the order measured")
    half = np.zeros(volts.size) if direction is None else direction / 2
    leads = Reservoir(0.0, kelvin)

    def model(values: Mapping[str, float]) -> Floats:
        level = alpha * (values["position"] - volts + values["hysteresis"] * half)
        peak = breit_wigner_conductance(
            level, values["gamma_left"], values["gamma_right"], leads, degeneracy=copies
        )
        return np.asarray(peak + values["offset"])

    ground = float(np.quantile(measured, 0.1))
    top = int(measured.argmax())
    above = measured > (measured[top] + ground) / 2
    full = max(float(np.ptp(volts[above])), 2 * float(np.ptp(volts)) / volts.size) * abs(alpha)
    width = max(np.sqrt(max(full**2 - (3.5 * K_B_EV * kelvin) ** 2, 0.0)), 0.1 * full)
    thermal = min(1.0, width / max(3.5 * K_B_EV * kelvin, 1e-12))
    share = min(max((measured[top] - ground) / most / thermal, 1e-9), 0.98)
    split = np.sqrt(1 - share)
    span = float(np.ptp(volts))
    shift = "up and down sweeps disagree: fit them apart, or fit nuisance='hysteresis'"
    parameters = (
        Parameter("position", "V", float(volts[top]), full / abs(alpha)),
        Parameter("gamma_left", "eV", width * (1 + split) / 2, width, 0.0, 50 * full),
        Parameter("gamma_right", "eV", width * (1 - split) / 2, 0.1 * width, 0.0, 50 * full),
        Parameter("offset", "S", ground if "offset" in fitted else 0.0, 0.01 * most, -most, most,
                  "offset" in fitted, "" if "offset" in fitted else "fit nuisance='offset'"),
        Parameter("hysteresis", "V", 0.0, 0.1 * full / abs(alpha), -span, span,
                  "hysteresis" in fitted,
                  "" if "hysteresis" in fitted or direction is None else shift),
    )  # fmt: skip
    axes = ("gate voltage (V)", "conductance (S)")
    fit = fit_problem(Problem(volts, measured, model, parameters, noise, axes))
    if fit["gamma_left"] < fit["gamma_right"]:
        left, right = fit["gamma_right"], fit["gamma_left"]
        swapped = {**fit.values, "gamma_left": left, "gamma_right": right}
        fit = fit_problem(Problem(volts, measured, model, parameters, noise, axes), swapped)
    flags = dict(fit.flags)
    if not fit.uncertainty("gamma_left") < 0.3 * fit["gamma_left"]:
        flags["widths"] = (
            "gamma_left is hardly constrained: temperature makes the peak's width, and only "
            "Γ_LΓ_R/(Γ_L + Γ_R) is seen"
        )
    inside = np.count_nonzero(np.abs(volts - fit["position"]) * abs(alpha) < full)
    if inside < 5 or not volts.min() < fit["position"] < volts.max():
        flags["peak not covered"] = f"only {inside} samples lie on the peak"
    return replace(fit, flags=flags)
