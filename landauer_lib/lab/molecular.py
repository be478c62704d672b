"""Fit of a molecular I–V curve: one level that follows part of the bias.

The curve does not tell everything. Exchanging the two widths leaves it unchanged, and so does
reversing the signs of level and asymmetry together: by convention the larger width is returned as
``gamma_left`` and the level as positive. Far below resonance only their product over the level
squared is seen; the covariance then says so.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar
from landauer_lib.barriers import molecular_current
from landauer_lib.lab.fit import Fit, least_squares_fit

__all__ = ["fit_molecular_iv"]


def fit_molecular_iv(
    bias: ArrayLike,
    current: ArrayLike,
    *,
    temperature: float,
    noise: float | None = None,
    degeneracy: float = 2,
    start: Mapping[str, float] | None = None,
) -> Fit:
    """Fit a Breit–Wigner level ε + ηeV with partial widths Γ_L and Γ_R to a measured I–V.

    Parameters
    ----------
    bias : array_like, shape (n,)
        Bias in V, both signs if the asymmetry is to be found.
    current : array_like, shape (n,)
        Current in A.
    temperature : float
        Temperature of the leads in K, at least 0; held fixed.
    noise : float, optional
        Standard deviation of the current's noise in A; estimated from the residuals if left out.
    degeneracy : float
        Degeneracy of the level, 2 for spin.
    start : mapping, optional
        Starting values that replace the automatic ones, by parameter name.

    Returns
    -------
    Fit
        Parameters ``level``, ``gamma_left`` ≥ ``gamma_right`` (eV) and ``asymmetry`` η.

    Raises
    ------
    ValueError
        If shapes differ, samples are too few, all bias is 0 or a value is out of range.

    References
    ----------
    The model: :func:`landauer_lib.barriers.molecular_current`, with its limits.

    Examples
    --------
    >>> bias = np.linspace(-1, 1, 101)
    >>> current = molecular_current(bias, 0.3, 0.02, 0.005, asymmetry=0.1, temperature=300)
    >>> fit = fit_molecular_iv(bias, current, temperature=300)
    >>> {name: round(value, 6) for name, value in fit.values.items()}
    {'level': 0.3, 'gamma_left': 0.02, 'gamma_right': 0.005, 'asymmetry': 0.1}
    """
    volts, amperes = number("bias", bias), number("current", current)
    kelvin = scalar("temperature", temperature, at_least=0)
    if amperes.ndim != 1 or amperes.size < 8:
        raise ValueError(f"current must be at least 8 samples, got shape {amperes.shape}")
    if volts.shape != amperes.shape:
        raise ValueError(f"bias must have the shape {amperes.shape}, got {volts.shape}")
    if not volts.any() or not amperes.any():
        raise ValueError("bias and current must not vanish everywhere")
    if noise is not None:
        noise = scalar("noise", noise, above=0)

    def model(values: Mapping[str, float]) -> Floats:
        return np.asarray(
            molecular_current(volts, temperature=kelvin, degeneracy=degeneracy, **values)
        )

    bounds = {"gamma_left": (0.0, np.inf), "gamma_right": (0.0, np.inf), "asymmetry": (-0.5, 0.5)}
    fits = []
    for begin in _guesses(volts, amperes, kelvin, degeneracy):
        unknown = set(start or {}) - set(begin)
        if unknown:
            raise ValueError(f"start names {sorted(unknown)}; the parameters are {list(begin)}")
        fits.append(
            least_squares_fit(model, amperes, {**begin, **(start or {})}, {}, bounds, noise)
        )
    return _conventional(min(fits, key=lambda fit: float((fit.residuals**2).sum())))


def _guesses(
    bias: Floats, current: Floats, temperature: float, degeneracy: float
) -> list[dict[str, float]]:
    """Starting values: the best few of a coarse grid, where only the prefactor is solved for."""
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


def _conventional(fit: Fit) -> Fit:
    """Of the equivalent solutions, return the one with ε ≥ 0 and Γ_L ≥ Γ_R."""
    values = dict(fit.values)
    sign = np.ones(4)
    order = [0, 1, 2, 3]
    if values["level"] < 0:
        values["level"], values["asymmetry"] = -values["level"], -values["asymmetry"]
        sign[[0, 3]] = -1
    if values["gamma_left"] < values["gamma_right"]:
        values["gamma_left"], values["gamma_right"] = values["gamma_right"], values["gamma_left"]
        order = [0, 2, 1, 3]
    covariance = (fit.covariance * np.outer(sign, sign))[np.ix_(order, order)]
    left, right = values["gamma_left"], values["gamma_right"]
    errors = np.sqrt(np.diag(covariance))
    notes = list(fit.notes)
    if not errors[1] < 0.3 * left:
        notes.append(
            "gamma_left is hardly constrained: of a level narrower than k_BT only "
            "Γ_LΓ_R/(Γ_L + Γ_R), of one beyond the bias only Γ_LΓ_R/ε² is seen; linearized "
            "uncertainties are not to be trusted"
        )
    elif left - right < 2 * np.hypot(errors[1], errors[2]):
        notes.append(
            "gamma_left and gamma_right are equal within two standard uncertainties: naming the "
            "larger one left biases both"
        )
    return Fit(**{**vars(fit), "values": values, "covariance": covariance, "notes": tuple(notes)})
