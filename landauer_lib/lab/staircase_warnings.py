"""What a fit of a staircase must say beside its numbers."""

from math import pi

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.constants import K_B_EV
from landauer_lib.lab.fit import Fit

__all__ = ["dip_or_shoulder", "staircase_warnings"]


def dip_or_shoulder(
    center: float, width: float, amount: float, level: float, *, step: float
) -> str:
    """Say what a local feature of the residuals may be; amount, level and step in S."""
    size = f"{abs(amount) / step:.2g} steps {'missing' if amount < 0 else 'in excess'}"
    where = f"near gate {center:.4g} V, where the fit stands at {level / step:.2f} steps"
    if 0.3 < level / step < 0.97:
        return (
            f"the first riser has a feature ({size} {where}) like the 0.7 structure, which the "
            "saddle model lacks: leave the first step out"
        )
    return (
        f"the staircase has a feature ({size} {where}, {width:.2g} V wide) like a resonance of an "
        "impurity, which the saddle model lacks: leave that stretch out"
    )


def staircase_warnings(fit: Fit, lever_arm: float, step: float) -> dict[str, str]:
    """Return the fit's flags with those that only a staircase can have."""
    flags = dict(fit.flags)
    energy = lever_arm * fit.x
    bottoms = fit["hbar_omega_y"] * np.arange(0.5, 0.5 + fit.fitted.max() / step) + fit["v0"]
    bottoms = bottoms[(bottoms > energy.min()) & (bottoms < energy.max())]
    width = max(fit["hbar_omega_x"] / (2 * pi), K_B_EV * fit["temperature"])
    inside = np.abs(energy[:, None] - bottoms) < 1.5 * width
    if "scatter" in flags and not {"gain", "offset", "hysteresis", "feature"} & set(flags):
        ratio = _riser_excess(fit.residuals, np.abs(energy[:, None] - bottoms) / width)
        if ratio > 3:
            flags["gate noise"] = (
                f"on nearly every riser residuals are {ratio:.2g} times those on the plateaus: the "
                "gate (or a charge beside the contact) jumps during the sweep, and risers look "
                "wider than they are"
            )
    if "temperature" in fit.free:
        flags["exchange"] = (
            "temperature and hbar_omega_x: k_BT and hbar_omega_x/2π may be exchanged without any "
            "change of the fit; the larger is called tunneling here. rounding is better known "
            "than either"
        )
        tunneling, thermal = fit["hbar_omega_x"], 2 * pi * K_B_EV * fit["temperature"]
        room = fit.uncertainty("hbar_omega_x") + 2 * pi * K_B_EV * fit.uncertainty("temperature")
        if "temperature" not in fit.limits and thermal + 2 * room > tunneling:
            flags["alike"] = (
                "temperature and hbar_omega_x round the steps alike within two standard "
                "uncertainties: there the linearized uncertainties are not to be trusted"
            )
    if inside.sum() < bottoms.size:
        flags["unresolved risers"] = (
            f"{int(inside.sum())} samples lie on {bottoms.size} risers: the gate's "
            "step is too coarse to resolve them, and hbar_omega_x is hardly more than a limit"
        )
    if fit.data.size < 8 * len(fit.free):
        flags["few samples"] = (
            f"{fit.data.size} samples for {len(fit.free)} parameters: too few for the residuals to "
            "tell noise from a wrong model"
        )
    if fit.fitted.min() > 0.5 * step:
        flags["no pinch-off"] = (
            f"the lowest conductance is {fit.data.min() / step:.2f} steps: the closed contact was "
            "not seen, so that an offset would go unnoticed and be counted as series resistance"
        )
    if abs(lever_arm) != 1 and fit["hbar_omega_y"] > 0.1:
        flags["units"] = (
            f"hbar_omega_y of {fit['hbar_omega_y']:.3g} eV is far above that of any gated contact "
            "(1 to 20 meV): is the gate in mV, or the lever arm in meV/V?"
        )
    return flags


def _riser_excess(residuals: Floats, distance: Floats) -> float:
    """RMS of the residuals on a typical riser over that on the plateaus; 0 with too few of either.

    ``distance`` of each sample from each riser, in widths. A dip or a shoulder spoils one riser, a
    jumping gate all of them: so the lower quartile over risers counts.
    """
    flat = residuals[distance.min(axis=1, initial=np.inf) > 5]
    steep = [residuals[column < 1.5] for column in distance.T]
    steep = [r for r in steep if r.size >= 3]
    if flat.size < 10 or len(steep) < 2:
        return 0.0
    rough = np.quantile([np.sqrt((r**2).mean()) for r in steep], 0.25)
    return float(rough / np.sqrt((flat**2).mean()))
