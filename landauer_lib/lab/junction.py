"""What stands between a junction and the numbers on disk: wires, offsets, a lagging bias."""

from collections.abc import Callable, Mapping

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.constants import G0
from landauer_lib.lab.diagnostics import sweep_direction
from landauer_lib.lab.least_squares import Parameter

__all__ = ["NUISANCE", "check_iv", "instrument_parameters", "measured_current", "one_polarity"]

NUISANCE = ("voltage_offset", "current_offset", "series_resistance", "hysteresis")
MOST_VOLTS = 20.0

Junction = Callable[[Floats], Floats]


def check_iv(bias: Floats, current: Floats, least: int) -> None:
    """Refuse what is not an I–V curve in V and A."""
    if current.ndim != 1 or current.size < least:
        raise ValueError(f"current must be at least {least} samples, got shape {current.shape}")
    if bias.shape != current.shape:
        raise ValueError(f"bias must have the shape {current.shape}, got {bias.shape}")
    if not bias.any() or not current.any():
        raise ValueError("bias and current must not vanish everywhere")
    if np.abs(bias).max() > MOST_VOLTS:
        raise ValueError(
            f"bias must be in V, at most {MOST_VOLTS:g} for a junction; it reaches "
            f"{np.abs(bias).max():.4g}. Is it in mV (multiply by 1e-3)?"
        )
    if np.ptp(bias) == 0:
        raise ValueError(f"bias must vary, it is {bias[0]:.4g} V throughout")


def one_polarity(bias: Floats) -> bool:
    """Tell whether less than a tenth of the bias range lies on one side of 0."""
    return bool(min(bias.max(), -bias.min()) < 0.1 * np.abs(bias).max())


def measured_current(
    junction: Junction,
    bias: Floats,
    values: Mapping[str, float],
    near: Floats,
    half_direction: Floats,
) -> Floats:
    """Current that an instrument reads: I = f(V − V_offset − lag − R_s I) + I_offset.

    Solved by Newton's method from the current ``near``, with the junction's voltage kept between 0
    and what is applied, as it is for a passive junction.
    """
    applied = bias - values["voltage_offset"] - values["hysteresis"] * half_direction
    resistance, offset = values["series_resistance"], values["current_offset"]
    if resistance == 0:
        return junction(applied) + offset
    low, high = np.minimum(applied, 0), np.maximum(applied, 0)
    reach = float(np.abs(applied).max())
    small = 1e-6 * reach
    across = np.clip(applied - resistance * (near - offset), low, high)
    for _ in range(25):
        here, there = junction(np.stack((across, across + small)))
        missing = across + resistance * here - applied
        if np.abs(missing).max() < 1e-9 * reach:
            break
        slope = np.maximum(1 + resistance * (there - here) / small, 0.3)
        across = np.clip(across - missing / slope, low, high)
    # One step further than the last voltage, for free: R_s I is what the junction leaves over.
    read: Floats = (applied - across) / resistance
    return np.where(resistance * G0 < 1e-3, here, read) + offset


def instrument_parameters(
    bias: Floats, current: Floats, fitted: set[str]
) -> tuple[tuple[Parameter, ...], Floats]:
    """Return offsets, wires and lag, held where they are not asked for, and half the direction."""
    volts, amperes = float(np.abs(bias).max()), float(np.abs(current).max())
    ohms = volts / amperes
    direction = sweep_direction(bias)
    if "hysteresis" in fitted and direction is None:
        raise ValueError("nuisance 'hysteresis' needs up and down sweeps, in the order measured")
    lag = "up and down sweeps disagree: fit them apart, or fit nuisance='hysteresis'"
    ask = "measure it, or fit it: nuisance={!r}"
    shapes = {
        "voltage_offset": ("V", -0.3 * volts, 0.3 * volts, 0.01 * volts, 1e-3),
        "current_offset": ("A", -amperes, amperes, 0.01 * amperes, 0.0),
        "series_resistance": ("Ω", 0.0, 10 * ohms, 0.01 * ohms, 1e3),
        "hysteresis": ("V", -0.5 * volts, 0.5 * volts, 0.01 * volts, 0.0),
    }
    told = {name: ask.format(name) for name in shapes}
    told["hysteresis"] = lag if direction is not None else ""
    parameters = tuple(
        Parameter(
            name,
            unit,
            0.0,
            size,
            low,
            high,
            free=name in fitted,
            suspect="" if name in fitted else told[name],
            example=0.0 if name in fitted else example,
        )
        for name, (unit, low, high, size, example) in shapes.items()
    )
    return parameters, np.zeros(bias.size) if direction is None else direction / 2
