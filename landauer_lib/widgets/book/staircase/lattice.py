"""Contacts on a lattice, from a gentle funnel to an abrupt slot."""

from functools import lru_cache

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.lattice import Strip, funnel_constriction, neck_thresholds
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.view import Curve, Label, View

__all__ = ["LEAD", "NECK", "abrupt", "contact"]

NECK, LEAD = 24, 60  # distance of the walls in sites; a wall takes the row it stands on


def contact(length: float, funnel: float) -> Strip:
    """Return the lattice contact whose lengths are in widths of its neck."""
    return funnel_constriction(LEAD - 1, NECK - 1, NECK * length, NECK * funnel)


ENERGY: Floats = np.linspace(0.5, 16, 200)


@lru_cache(maxsize=64)
def _lattice_transmission(length: float, funnel: float) -> tuple[Floats, Floats]:
    """Return energies in units of the first threshold and the solver's total transmission."""
    device = contact(length, funnel)
    # Beyond the plot, for the thermal average at its edges; at 0 no mode of the leads is open.
    energy = np.union1d(ENERGY, [*np.linspace(0, 0.5, 16), 1.0, *np.linspace(16, 20, 21)])
    return energy, np.asarray(device.transmission(energy * neck_thresholds(device)[0] - 4))


def _thermal_average(energy: Floats, transmission: Floats, warmth: float) -> Floats:
    """Return the average over a window of k_BT = ``warmth`` around each of the energies.

    Exact for a transmission that is straight between them, 0 before the first and constant after
    the last: ∫T(−f′)dE = ∫T′f dE, and f is the derivative of −k_BT ln(1 + e^{(μ−E)/k_BT}) in E.
    """
    filled = warmth * np.logaddexp(0, (energy[:, None] - energy) / warmth)
    return -np.diff(filled) @ (np.diff(transmission) / np.diff(energy))


def abrupt() -> Explorer:
    """Contacts on a lattice, from a gentle funnel to an abrupt slot, by the exact solver."""
    levels = neck_thresholds(contact(0, 0))
    levels = levels[:5] / levels[0]
    middle = (levels[1:] + levels[:-1]) / 2
    energy = ENERGY
    sharp = (energy[:, None] > levels).sum(axis=1)
    inside = np.abs(energy - middle[1]) < (levels[2] - levels[1]) / 4

    def view(length: float, funnel: float, warmth: float) -> View:
        nodes, shown = _lattice_transmission(length, funnel)
        if warmth:
            shown = _thermal_average(nodes, shown, warmth)
        g = shown[np.isin(nodes, energy)]
        at_threshold = float(shown[nodes == 1.0][0])
        missed = float(np.max(np.abs(g[inside] - 2)))
        return View(
            {"g": g, "sharp": sharp},
            labels=tuple(
                Label(e, n + 0.3, f"{n} G₀")
                for n, e in enumerate(middle[:3], 1)
                if abs(np.interp(e, energy, g) - n) < 0.1
            ),
            reading=f"At the first threshold G = {at_threshold:.2f} G₀; the middle half of "
            f"plateau 2 keeps within {missed:.3f} of 2 G₀.",
        )

    return Explorer(
        view,
        Slider("length", "neck length L", [0, 0.5, 1, 2], start=2, unit="W", digits=1),
        Slider("funnel", "funnel length ℓ", [0, 0.25, 0.5, 1, 2], start=0, unit="W"),
        Slider("warmth", "k_BT", [0, 0.1, 0.3], start=0, unit="E₁", digits=1),
        name="abrupt",
        title="From a funnel to a slot: the lattice solver's staircase",
        alt="Conductance against energy for a contact on a lattice, compared with sharp steps; "
        "an abrupt neck shows ripples on its plateaus, a long funnel only notches just above the "
        "thresholds.",
        x=Axis("Fermi energy", "E₁", (0.5, 16)),
        points=energy,
        y=Axis("conductance", "2e²/h", (0, 5), every=1),
        curves=[Curve("g", "lattice solver", "solver"), Curve("sharp", "sharp steps", "reference")],
    )
