"""Pictures of fits and maps: data with model, and under them what is left.

Matplotlib loads when one is drawn.
"""

from typing import TYPE_CHECKING

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.figures import line, map_colors
from landauer_lib.lab.bias_map import BiasMapFit
from landauer_lib.lab.fit import Fit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from xarray import DataArray

__all__ = ["draw_fit", "draw_map"]


def draw_fit(fit: Fit, axes: "tuple[Axes, Axes] | None" = None) -> "tuple[Axes, Axes]":
    """Draw data and model, and below them the residuals in units of the noise.

    White residuals fill the band of ±1 about two thirds of the time and show no pattern. The names
    of the fit's flags stand above the residuals.

    Parameters
    ----------
    fit : Fit
        Of a curve; a map's is drawn as two maps, the measured one and its residuals.
    axes : tuple of matplotlib Axes, optional
        Two axes, for the curve and for the residuals; new ones by default.

    Returns
    -------
    tuple of matplotlib Axes

    Examples
    --------
    >>> from landauer_lib.lab import fit_molecular_iv
    >>> from landauer_lib.barriers import molecular_current
    >>> bias = np.linspace(-1, 1, 41)
    >>> fit = fit_molecular_iv(bias, molecular_current(bias, 0.3, 0.02, 0.01), temperature=300)
    >>> top, bottom = draw_fit(fit)
    >>> bottom.get_xlabel()
    'bias (V)'
    """
    if axes is None:
        from matplotlib import pyplot as plt  # only when a picture is wanted

        _, (top, bottom) = plt.subplots(2, 1, sharex=True, height_ratios=[3, 1.2])
    else:
        top, bottom = axes
    if isinstance(fit, BiasMapFit):
        draw_map(fit.residual_map + fit.fitted.reshape(fit.gate.size, fit.bias.size), top)
        draw_map(fit.residual_map, bottom)
        return top, bottom
    points = {"linestyle": "", "marker": ".", "markersize": 3}
    line(top, fit.x, fit.data, "measured", label="data", **points)
    x, fitted = _curve(fit.x, fit.fitted)
    line(top, x, fitted, "model", label="fit", linewidth=1)
    top.set_ylabel(fit.axes[1])
    top.legend()
    noise = fit.noise or 1.0
    line(bottom, fit.x, fit.residuals / noise, "measured", **points)
    bottom.axhspan(-1, 1, alpha=0.15, color="0.5", linewidth=0)
    bottom.set(xlabel=fit.axes[0], ylabel="(data − fit)/noise")
    if fit.flags:
        bottom.set_title(", ".join(fit.flags), fontsize="small", loc="left")
    return top, bottom


def _curve(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Put samples in an order that a line can follow, with gaps where a new sweep begins."""
    step = np.diff(x)
    turns = np.count_nonzero(np.diff(np.sign(step)))
    if turns > x.size / 10:
        order = np.argsort(x)
        return x[order], y[order]
    jumps = np.flatnonzero(np.abs(step) > 20 * np.median(np.abs(step))) + 1
    return np.insert(x, jumps, np.nan), np.insert(y, jumps, np.nan)


def draw_map(measured: "DataArray", ax: "Axes | None" = None) -> "Axes":
    """Draw a map over gate and bias, gate to the right.

    Parameters
    ----------
    measured : xarray.DataArray
        As :func:`landauer_lib.lab.bias_map.conductance_map` returns it.
    ax : matplotlib Axes, optional
        New ones by default.

    Returns
    -------
    matplotlib Axes
    """
    if ax is None:
        from matplotlib import pyplot as plt  # only when a picture is wanted

        ax = plt.subplots()[1]
    mesh = ax.pcolormesh(
        measured["gate"].values, measured["bias"].values, measured.values.T, cmap=map_colors()
    )
    ax.set(xlabel="gate voltage (V)", ylabel="bias (V)")
    ax.figure.colorbar(mesh, ax=ax, label="dI/dV (S)")
    return ax
