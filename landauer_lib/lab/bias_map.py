"""Maps of dI/dV over gate and bias: how to make them, take wires off them, and fit them.

Bias is an energy in eV, so a map measures what a staircase cannot: the gate's lever arm. A contact
opens channel n for electrons of the source where α(V_g − V_n) = −eV/2 and for those of the drain
where it is +eV/2; between the two lie half-plateaus, and the diamonds close at a bias equal to the
spacing of the subbands. What the meter reads is not the contact's voltage: behind a series
resistance V = V_meter − R_s I, which shears the diamonds of the upper steps most.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import pi
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, one_of, scalar, whole_number
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.lab.fit import Fit, fit_problem
from landauer_lib.lab.least_squares import Parameter, Problem
from landauer_lib.lab.staircase import check_conductance, fit_staircase
from landauer_lib.point_contact import staircase

if TYPE_CHECKING:
    from xarray import DataArray

__all__ = ["BiasMapFit", "conductance_map", "fit_bias_map", "without_series_resistance"]


def conductance_map(
    gate: ArrayLike, bias: ArrayLike, values: ArrayLike, *, quantity: str = "conductance"
) -> "DataArray":
    """Return measured values as a map of dI/dV with coordinates ``gate`` and ``bias`` in V.

    Parameters
    ----------
    gate : array_like, shape (g,) or (n,)
        Gate voltages in V: of the rows of ``values``, or of each sample.
    bias : array_like, shape (b,) or (n,)
        Bias in V: of the columns of ``values``, or of each sample.
    values : array_like, shape (g, b) or (n,)
        dI/dV in S, or current in A.
    quantity : {"conductance", "current"}
        What the values are; a current is differentiated by the bias (second-order differences).

    Returns
    -------
    xarray.DataArray
        dI/dV in S with ascending coordinates.

    Raises
    ------
    ValueError
        If shapes do not match, fewer than three gates or five biases are given, or a sample of the
        grid is missing or given twice.

    Examples
    --------
    >>> bias = np.linspace(-1e-3, 1e-3, 5)
    >>> made = conductance_map([0, 1, 2], bias, np.outer([1, 2, 3], bias), quantity="current")
    >>> made.sel(gate=2).values.round(12).tolist()
    [3.0, 3.0, 3.0, 3.0, 3.0]
    """
    import xarray as xr

    rows, columns, table = number("gate", gate), number("bias", bias), number("values", values)
    one_of("quantity", quantity, ("conductance", "current"))
    if table.ndim == 1:
        if not rows.shape == columns.shape == table.shape:
            raise ValueError(
                f"gate and bias must have the shape {table.shape} of values, got {rows.shape} and "
                f"{columns.shape}"
            )
        rows, row = np.unique(rows, return_inverse=True)
        columns, column = np.unique(columns, return_inverse=True)
        grid = np.full((rows.size, columns.size), np.nan)
        grid[row, column] = table
        if grid.size != table.size or np.isnan(grid).any():
            raise ValueError(
                f"values must fill the grid of {rows.size} gates and {columns.size} biases once, "
                f"got {table.size} samples"
            )
        table = grid
    if rows.ndim != 1 or columns.ndim != 1 or table.shape != (rows.size, columns.size):
        raise ValueError(
            f"values must have the shape (gate, bias) = ({rows.size}, {columns.size}), got "
            f"{table.shape}"
        )
    if rows.size < 3 or columns.size < 5:
        raise ValueError(f"values must be at least 3 gates by 5 biases, got {table.shape}")
    if np.unique(rows).size < rows.size or np.unique(columns).size < columns.size:
        raise ValueError("gate and bias must not repeat; average or split repeated sweeps")
    made = xr.DataArray(
        table, {"gate": rows, "bias": columns}, ("gate", "bias"), name="conductance"
    ).sortby(["gate", "bias"])
    if quantity == "current":
        made = made.differentiate("bias", edge_order=2)
    made.attrs = {"units": "S", "long_name": "dI/dV"}
    for name in ("gate", "bias"):
        made[name].attrs = {"units": "V", "long_name": f"{name} voltage"}
    return made


def _current(measured: "DataArray") -> Floats:
    """Current along the bias, from 0 where the bias is 0: ∫ dI/dV dV by trapezoids."""
    bias, table = measured["bias"].values, measured.values
    if not bias[0] <= 0 <= bias[-1]:
        raise ValueError(f"bias must include 0, got {bias[0]:.4g} to {bias[-1]:.4g} V")
    areas = np.cumsum((table[:, 1:] + table[:, :-1]) / 2 * np.diff(bias), axis=1)
    total = np.concatenate((np.zeros((table.shape[0], 1)), areas), axis=1)
    zero = np.array([np.interp(0.0, bias, row) for row in total])
    current: Floats = total - zero[:, None]
    return current


def without_series_resistance(measured: "DataArray", series_resistance: float) -> "DataArray":
    """Return a map of the contact alone, over the voltage across the contact.

    Conductance becomes g/(1 − R_s g), bias V − R_s I; the result is interpolated to the old biases
    as far as every gate reaches them.

    Parameters
    ----------
    measured : xarray.DataArray
        As :func:`conductance_map` returns it; the bias must include 0.
    series_resistance : float
        R_s in Ω, at least 0 and below the smallest measured resistance.

    Returns
    -------
    xarray.DataArray

    Raises
    ------
    ValueError
        If R_s is out of range or the bias does not include 0.

    Examples
    --------
    >>> bias = np.linspace(-1e-3, 1e-3, 5)
    >>> behind = conductance_map([0, 1, 2], bias, np.full((3, 5), 1 / 13906))
    >>> alone = without_series_resistance(behind, 1000.0)
    >>> (1 / alone.values[0]).round(6).tolist()
    [12906.0, 12906.0, 12906.0]
    """
    resistance = scalar("series_resistance", series_resistance, at_least=0)
    top = float(measured.max())
    if resistance * top >= 1:
        raise ValueError(
            f"series_resistance must be below the smallest resistance measured, {1 / top:.6g} Ω, "
            f"got {resistance:.6g} Ω"
        )
    bias = measured["bias"].values
    across = bias - resistance * _current(measured)
    alone = measured.values / (1 - resistance * measured.values)
    kept = bias[(bias >= across[:, 0].max()) & (bias <= across[:, -1].min())]
    table = np.stack([np.interp(kept, v, g) for v, g in zip(across, alone, strict=True)])
    result = measured.sel(bias=kept).copy(data=table)
    result.attrs = dict(measured.attrs)
    return result


@dataclass(frozen=True, repr=False)
class BiasMapFit(Fit):
    """Fit of a map; parameters are those of :func:`fit_bias_map`. Data are flattened row by row."""

    gate: Floats = field(default_factory=lambda: np.empty(0))
    bias: Floats = field(default_factory=lambda: np.empty(0))

    @property
    def spacings(self) -> Floats:
        """Energies between successive subbands and their uncertainties in eV, shape (N − 1, 2)."""
        alpha, rows = self["lever_arm"], []
        thresholds = [name for name in self.values if name.startswith("threshold_")]
        for lower, upper in pairwise(thresholds):
            apart = self[upper] - self[lower]
            gradient = {"lever_arm": apart, upper: alpha, lower: -alpha}
            rows.append((alpha * apart, self.propagated(gradient)))
        return np.array(rows).reshape(-1, 2)

    @property
    def residual_map(self) -> "DataArray":
        """Residuals over gate and bias, in S."""
        table = self.residuals.reshape(self.gate.size, self.bias.size)
        return conductance_map(self.gate, self.bias, table)


def fit_bias_map(
    measured: "DataArray",
    *,
    temperature: float,
    lever_arm: float | None = None,
    series_resistance: float | None = None,
    noise: float | None = None,
    degeneracy: int = 2,
) -> BiasMapFit:
    """Fit subbands, lever arm and series resistance to a map of dI/dV over gate and bias.

    Each subband has a threshold of its own, so that spacings need not be equal; all have the same
    ħω_x. The bias drops half on either side of the saddle.

    Parameters
    ----------
    measured : xarray.DataArray
        As :func:`conductance_map` returns it; the bias must include 0.
    temperature : float
        Temperature in K, at least 0; held fixed.
    lever_arm : float, optional
        Energy gained per gate voltage in eV/V, above 0; fitted if left out.
    series_resistance : float, optional
        Series resistance in Ω, held fixed; fitted if left out.
    noise : float, optional
        Standard deviation of the data's noise in S; estimated from the residuals if left out.
    degeneracy : int
        Spin and valley degeneracy of a step.

    Returns
    -------
    BiasMapFit
        Parameters ``lever_arm`` (eV/V), ``hbar_omega_x`` (eV), ``series_resistance`` (Ω) and
        ``threshold_1``, … (V): the gate voltage at which each subband is half open without bias.

    Raises
    ------
    ValueError
        If fewer than two steps are seen at zero bias, the bias does not include 0, or a value is
        out of range.

    References
    ----------
    L. I. Glazman and A. V. Khaetskii, Europhys. Lett. 9, 263 (1989);
    N. K. Patel et al., Phys. Rev. B 44, 13549 (1991).
    """
    kelvin = scalar("temperature", temperature, at_least=0)
    copies = whole_number("degeneracy", degeneracy, at_least=1)
    if noise is not None:
        noise = scalar("noise", noise, above=0)
    if lever_arm is not None:
        lever_arm = scalar("lever_arm", lever_arm, above=0)
    gate, bias = measured["gate"].values, measured["bias"].values
    data = number("measured", measured.values)
    check_conductance(data, copies)
    if np.abs(bias).max() > 1:
        raise ValueError(
            f"bias must be in V; it reaches {np.abs(bias).max():.4g}, far above any subband "
            "spacing. Is it in mV (multiply by 1e-3)?"
        )
    current, step = _current(measured), copies * G0 / 2

    # At zero bias the map is a staircase; in gate volts, all rounding called tunneling.
    center = data[:, np.argsort(np.abs(bias))[: max(1, bias.size // 40)]].mean(axis=1)
    cut = fit_staircase(
        gate, center, lever_arm=1.0, temperature=0, series_resistance=series_resistance,
        degeneracy=copies,
    )  # fmt: skip
    seen = max(2, int(np.floor((gate[-1] - cut["v0"]) / cut["hbar_omega_y"] + 0.5)))
    # One more may be reached by bias alone.
    names = [f"threshold_{n + 1}" for n in range(seen + 1)]
    begin = {name: cut["v0"] + cut["hbar_omega_y"] * (n + 0.5) for n, name in enumerate(names)}

    def model(values: Mapping[str, float]) -> Floats:
        across = bias - values["series_resistance"] * current
        alpha, width = values["lever_arm"], values["hbar_omega_x"] / (2 * pi)
        rise = _step(values["hbar_omega_x"], kelvin, 12 * max(width, 3 * K_B_EV * kelvin))
        alone = np.zeros_like(across)
        for name in names:
            energy = alpha * (gate - values[name])[:, None]
            alone += rise(energy + across / 2) + rise(energy - across / 2)
        alone *= step / 2
        read: Floats = (alone / (1 + values["series_resistance"] * alone)).ravel()
        return read

    spacing, reach = cut["hbar_omega_y"], float(np.abs(bias).max())
    alphas = [lever_arm] if lever_arm is not None else reach / spacing * np.geomspace(0.1, 10, 21)
    common = {"series_resistance": cut["series_resistance"], **begin}

    def start_at(alpha: float) -> dict[str, float]:
        thermal = 2 * pi * K_B_EV * kelvin
        width = np.sqrt(max((alpha * cut["hbar_omega_x"]) ** 2 - thermal**2, 1e-8))
        smallest = 0.05 * alpha * cut["hbar_omega_x"]
        return {**common, "lever_arm": float(alpha), "hbar_omega_x": float(max(width, smallest))}

    start = min(
        (start_at(alpha) for alpha in alphas),
        key=lambda values: float(((model(values) - data.ravel()) ** 2).sum()),
    )
    alpha, width = start["lever_arm"], start["hbar_omega_x"]
    parameters = (
        Parameter("lever_arm", "eV/V", alpha, alpha, 0.02 * alpha, 50 * alpha, lever_arm is None),
        Parameter("hbar_omega_x", "eV", width, width, 1e-2 * width, 1e2 * width),
        Parameter("series_resistance", "Ω", start["series_resistance"], 100.0, 0.0, 1e7,
                  series_resistance is None,
                  "" if series_resistance is None else "was it measured with the same wires?"),
        *(Parameter(name, "V", begin[name], spacing) for name in names),
    )  # fmt: skip
    reached = np.array([alpha * (begin[name] - gate[-1]) < reach / 2 for name in names])
    parameters = tuple(
        replace(p, free=bool(reached[names.index(p.name)])) if p.name in begin else p
        for p in parameters
    )
    rows = np.repeat(gate, bias.size)
    problem = Problem(
        rows,
        data.ravel(),
        model,
        parameters,
        noise,
        ("gate voltage (V)", "dI/dV (S)"),
        segment=np.tile(np.arange(float(bias.size)), gate.size),
    )
    fit = BiasMapFit(**vars(fit_problem(problem)), gate=gate, bias=bias)
    values = {k: v for k, v in fit.values.items() if k not in begin or k in fit.free}
    return replace(fit, values=values, flags={**fit.flags, **_what_to_know(fit, spacing)})


def _step(hbar_omega_x: float, temperature: float, reach: float) -> Callable[[Floats], Floats]:
    """Return a fast function: one channel's rounded step, from a table of the saddle's."""
    from scipy.interpolate import CubicSpline

    energy = np.linspace(-reach, reach, 481)
    table = staircase(
        energy, hbar_omega_x=hbar_omega_x, hbar_omega_y=1.0, v0=-0.5, channels=1,
        temperature=temperature,
    ) / G0  # fmt: skip
    spline = CubicSpline(energy, table)

    def rise(x: Floats) -> Floats:
        inside: Floats = spline(np.clip(x, -reach, reach))
        return inside

    return rise


def _what_to_know(fit: BiasMapFit, spacing: float) -> dict[str, str]:
    """Say in words what the numbers alone would hide."""
    flags = {}
    reach = float(np.abs(fit.bias).max())
    if "lever_arm" in fit.free and reach < 0.5 * fit["lever_arm"] * spacing:
        flags["small bias"] = (
            f"the bias reaches {reach:.3g} V and the subbands are {fit['lever_arm'] * spacing:.3g} "
            "eV apart: the diamonds do not close, and the lever arm rests on the risers' widening"
        )
    return flags
