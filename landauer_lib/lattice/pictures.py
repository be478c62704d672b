"""Pictures of devices, modes, densities and currents. Matplotlib loads when one is drawn.

Each function draws into ``ax`` (a new one by default) and returns it.
"""

from typing import TYPE_CHECKING

import numpy as np

from landauer_lib._checks import scalar
from landauer_lib._types import Floats
from landauer_lib.figures import ROLES

from .leads import Lead
from .network import Network
from .states import current_field, local_density
from .strip import Strip

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_current", "draw_density", "draw_device", "draw_modes"]


def _axes(ax: "Axes | None") -> "Axes":
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt  # only when a picture is wanted

    return plt.subplots()[1]


def _located(device: Network | Strip) -> tuple[Network, Floats]:
    """Return the device as a network, with the positions of its sites."""
    network = device.network() if isinstance(device, Strip) else device
    if network.positions is None:
        raise ValueError("device has no positions to draw it at")
    return network, network.positions


def _frame(ax: "Axes") -> None:
    ax.set_aspect("equal")
    ax.set_xlabel("x (sites)")
    ax.set_ylabel("y (sites)")


def _sites(
    ax: "Axes", positions: Floats, values: Floats, cmap: str, low: float, high: float | None = None
) -> None:
    """Draw one mark per site, as large as the sites stand apart."""
    spread = np.ptp(positions, axis=0) + 1
    ax.set_xlim(positions[:, 0].min() - 1, positions[:, 0].max() + 1)
    ax.set_ylim(positions[:, 1].min() - 1, positions[:, 1].max() + 1)
    figure = ax.get_figure(root=True)
    assert figure is not None
    inches = figure.get_size_inches() * 0.75
    size = (72 * min(inches[0] / spread[0], inches[1] / spread[1])) ** 2
    x, y = positions.T
    ax.scatter(
        x, y, max(size, 1.0), values, marker="s", linewidths=0, cmap=cmap, vmin=low, vmax=high
    )


def draw_device(device: Network | Strip, ax: "Axes | None" = None) -> "Axes":
    """Draw the sites, shaded by their on-site energy, and the faces of the numbered leads.

    Parameters
    ----------
    device : Network or Strip
        Device with positions.
    ax : matplotlib Axes, optional
        Where to draw.

    Raises
    ------
    ValueError
        If the device has no positions.
    """
    network, positions = _located(device)
    axes = _axes(ax)
    m = network.orbitals
    onsite = network.hamiltonian.diagonal().real.reshape(-1, m).mean(axis=1)
    _sites(axes, positions, onsite, "Greys", onsite.min() - 1, onsite.max() + 2)
    middle = (positions.max(axis=0) + positions.min(axis=0)) / 2
    half = np.ptp(positions, axis=0) / 2 + 0.5
    for number, face in enumerate(network.faces):
        sites = positions[np.unique(face // m)]
        axes.plot(*sites.T, "s", color=ROLES["source"].light, markersize=3)
        center = sites.mean(axis=0)
        # Beyond the border that the face lies on: the one it is nearest to.
        away = (center - middle) / half
        away = np.where(np.abs(away) == np.abs(away).max(), np.sign(away), 0.0)
        axes.annotate(str(number), center, center + 2.5 * away, ha="center", va="center")
    axes.set_xlim(positions[:, 0].min() - 4, positions[:, 0].max() + 4)
    axes.set_ylim(positions[:, 1].min() - 4, positions[:, 1].max() + 4)
    _frame(axes)
    return axes


def draw_modes(lead: Lead, energy: float, ax: "Axes | None" = None) -> "Axes":
    """Draw |u|² of every outgoing mode across the lead, stacked in the order of the modes.

    Parameters
    ----------
    lead : Lead
        Lead.
    energy : float
        Energy.
    ax : matplotlib Axes, optional
        Where to draw.

    Raises
    ------
    ValueError
        If no mode is open at this energy.
    """
    modes = lead.modes(scalar("energy", energy))
    if not modes.count:
        raise ValueError(f"energy {energy} is outside the band of the lead")
    axes = _axes(ax)
    density = np.abs(modes.outgoing) ** 2
    density /= density.sum(axis=0)
    step = density.max()
    for n, profile in enumerate(density.T):
        axes.plot(n + 0.9 * profile / step, color=ROLES["model"].light)
        axes.axhline(n, color=ROLES["reference"].light, linewidth=0.5)
    axes.set_xlabel("orbital across the lead")
    axes.set_ylabel("mode number")
    return axes


def draw_density(
    device: Network | Strip, energy: float, ax: "Axes | None" = None, *, lead: int | None = None
) -> "Axes":
    """Draw the local density of states, of the waves from one lead if ``lead`` is given.

    Parameters
    ----------
    device : Network or Strip
        Device with positions.
    energy : float
        Energy.
    ax : matplotlib Axes, optional
        Where to draw.
    lead : int, optional
        Lead whose waves are shown; by default all.
    """
    network, positions = _located(device)
    axes = _axes(ax)
    _sites(axes, positions, local_density(network, energy, lead), "viridis", 0.0)
    _frame(axes)
    return axes


def draw_current(
    device: Network | Strip, energy: float, ax: "Axes | None" = None, *, lead: int = 0
) -> "Axes":
    """Draw the current of the waves from one lead: shade for its size, arrows for its direction.

    Parameters
    ----------
    device : Network or Strip
        Device with positions.
    energy : float
        Energy.
    ax : matplotlib Axes, optional
        Where to draw.
    lead : int
        Lead that the waves come from.
    """
    network, positions = _located(device)
    axes = _axes(ax)
    field = current_field(network, energy, lead)
    size = np.hypot(*field.T)
    _sites(axes, positions, size, "Blues", 0.0)
    shown = size > 0.05 * size.max(initial=0.0)
    arrows = ROLES["source"].light
    axes.quiver(*positions[shown].T, *field[shown].T, color=arrows, angles="xy", width=0.003)
    _frame(axes)
    return axes
