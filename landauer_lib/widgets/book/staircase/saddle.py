"""The saddle point: what lowers its staircase, single modes, and half-plateaus."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib import point_contact
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.match import Match
from landauer_lib.widgets.view import Band, Curve, Label, View

__all__ = ["half_plateaus", "imperfect", "threshold"]

Floats = NDArray[np.float64]

MEV = 1e-3


def imperfect() -> Explorer:
    """Plateaus lowered by reflection in each mode and by a resistance in series."""
    energy = np.linspace(0, 6.5, 200)

    def view(transmission: float, series: float, subtract: bool) -> View:
        options: dict[str, Any] = {
            "hbar_omega_x": 0.35,
            "hbar_omega_y": 1.0,
            "peak_transmission": transmission,
        }
        measured = point_contact.staircase(
            energy, series_resistance=0.0 if subtract else 1e3 * series, **options
        )
        middle = np.arange(1, 7)
        reflected = point_contact.staircase(middle, **options) / G0
        shown = (
            point_contact.staircase(
                middle, series_resistance=0.0 if subtract else 1e3 * series, **options
            )
            / G0
        )
        perfect = point_contact.staircase(energy, hbar_omega_x=0.35, hbar_omega_y=1.0)
        third, by_series = shown[2], reflected[2] - shown[2]
        by_reflection = max(0.0, 3 - reflected[2])
        return View(
            {"g": measured / G0, "perfect": perfect / G0},
            labels=tuple(
                Label(float(n), height - 0.42, f"{height:.2f}")
                for n, height in zip(middle, shown, strict=True)
            ),
            reading=f"Plateau 3 at {third:.3f} G₀: {by_reflection:.3f} lost to reflection, "
            f"{by_series:.3f} to the series resistance.",
        )

    return Explorer(
        view,
        Slider("transmission", "open mode transmits", np.arange(0.7, 1.001, 0.05), start=0.9),
        Slider(
            "series", "series resistance", np.arange(0, 2.01, 0.1), start=0.4, unit="kΩ", digits=1
        ),
        Choice("subtract", "plotted", {"as measured": False, "subtracted": True}),
        name="imperfect",
        title="Two ways to lose height: reflection and a resistance in series",
        alt="A staircase whose plateaus lie below the whole numbers, compared with a dotted "
        "perfect staircase; each plateau carries its height.",
        x=Axis("Fermi energy above the saddle", "ħω_y", (0, 6.5)),
        points=energy,
        y=Axis("conductance", "2e²/h", (0, 7), every=1),
        curves=[Curve("g", "this contact"), Curve("perfect", "perfect contact", "reference")],
        tasks=[
            Match(
                "plot",
                "g",
                "The points belong to a contact of this model whose two numbers are hidden. Tune "
                "both until your curve lies on them.",
                answer={"transmission": 0.95, "series": 0.8},
                within=0.006,
                says="The first plateau fixes the sum of the two losses; only the higher ones tell "
                "them apart, because the series resistance takes more from each further step.",
            )
        ],
    )


def threshold() -> Explorer:
    """Single modes of a saddle and their sum, around the thresholds."""
    energy = np.linspace(-0.5, 3, 211)

    def view(ratio: float, warmth: float) -> View:
        saddle: dict[str, Any] = {
            "hbar_omega_x": 1 / ratio,
            "hbar_omega_y": 1.0,
            "temperature": warmth / K_B_EV,
        }
        total = point_contact.staircase(energy, **saddle) / G0
        # One mode is what the staircase gains when the sum is allowed one mode more.
        sums = [point_contact.staircase(energy, channels=n, **saddle) / G0 for n in (1, 2, 3)]
        first, second = point_contact.staircase(np.array([0.5, 1.5]), **saddle) / G0
        return View(
            {"total": total, "t0": sums[0], "t1": sums[1] - sums[0], "t2": sums[2] - sums[1]},
            labels=(
                Label(0.35, first + 0.35, f"{first:.4f}"),
                Label(1.35, second + 0.35, f"{second:.4f}"),
                *(Label(n + 0.65, 0.4, f"{n}") for n in range(3)),  # right below the mode's curve
            ),
            reading=f"First threshold: {first:.4f} G₀, {first - 0.5:.4f} above one half. "
            f"Second: {second:.4f} G₀.",
        )

    return Explorer(
        view,
        Slider("ratio", "ω_y/ω_x", np.arange(0.3, 2.01, 0.1), start=1, digits=1),
        Slider("warmth", "k_BT/ħω_y", np.arange(0, 0.301, 0.025), start=0, digits=3),
        name="threshold",
        title="Half open at its own threshold, and the tails of the others",
        alt="Three single-mode transmissions rise from 0 to 1 around the energies 0.5, 1.5 and "
        "2.5, each with its number beside it; their sum climbs as a staircase, labeled with its "
        "values at two thresholds.",
        x=Axis("Fermi energy above the saddle", "ħω_y", (-0.5, 3)),
        points=energy,
        y=Axis("transmission, and its sum", "", (0, 3.5), every=0.5),
        curves=[
            Curve("total", "sum over all modes"),
            Curve("t0", "mode 0", "transmitted", "modes 0, 1, 2"),
            Curve("t1", "mode 1", "transmitted", "modes 0, 1, 2"),
            Curve("t2", "mode 2", "transmitted", "modes 0, 1, 2"),
        ],
    )


def _plateaus(bias: float) -> tuple[Floats, Floats]:
    """Return middle and height of dI/dV's lowest plateaus; energies in level spacings.

    Each threshold n + ½ makes two risers of ½, half the bias above and below it; where two risers
    coincide there is one of 1.
    """
    opening = np.arange(8) + 0.5
    risers = np.sort(np.concatenate([opening - bias / 2, opening + bias / 2]))
    there = np.diff(risers) > 1e-9
    return ((risers[1:] + risers[:-1]) / 2)[there], (np.arange(1, risers.size) / 2)[there]


def _steepness(slope: float) -> str:
    """Say how flat a place of a staircase is, from its slope relative to the mean."""
    return "on a riser" if slope > 1 else f"{100 * slope:.0f} % of the mean"


def half_plateaus() -> Explorer:
    """Differential conductance of a saddle at finite bias."""
    energy = np.linspace(-2, 10, 241)
    spacing = 2.0

    def view(bias: float, hill: float, temperature: float) -> View:
        saddle: dict[str, Any] = {
            "hbar_omega_x": hill * MEV,
            "hbar_omega_y": spacing * MEV,
            "temperature": temperature,
        }

        def conductance(mu: Floats) -> Floats:
            found = point_contact.differential_conductance(mu * MEV, bias * MEV, **saddle)
            return np.asarray(found) / G0

        def slope(mu: Floats) -> Floats:
            step = 1e-3 * spacing
            return (conductance(mu + step) - conductance(mu - step)) * spacing / (2 * step)

        linear = point_contact.staircase(energy * MEV, **saddle) / G0
        middle, height = _plateaus(bias / spacing)
        shown = (slope(spacing * middle) < 0.5) & (spacing * middle < energy[-1] - 0.4)
        # A number that would stand on a dotted riser steps aside.
        crossed = np.abs(middle % 1 - 0.5) < 0.2
        place = spacing * np.where(crossed, np.floor(middle) + 0.8, middle)
        midway, threshold = slope(spacing * np.array([2.0, 1.5]))
        start = 0.5 * (spacing - bias)
        return View(
            {"g": conductance(energy), "linear": linear},
            (Band(start, start + bias, "eV"),) if bias else (),
            tuple(
                Label(x, h - 0.25, f"{h:g}")
                for x, h in zip(place[shown], height[shown], strict=True)
            ),
            f"eV = {bias / spacing:.4g} ħω_y. Slope midway between thresholds: "
            f"{_steepness(midway)}; at a threshold: {_steepness(threshold)}.",
        )

    return Explorer(
        view,
        Slider("bias", "bias eV", np.arange(0, 4.01, 0.25), start=1, unit="meV"),
        Slider(
            "hill", "hill ħω_x", [0.2, 0.4, 0.6, 0.8, 1, 1.5, 2], start=0.4, unit="meV", digits=1
        ),
        Slider("temperature", "temperature", [0.1, 0.5, 1, 2, 4], start=0.5, unit="K", digits=1),
        name="half-plateaus",
        title="A bias splits each step into two half-steps",
        alt="Differential conductance against chemical potential, with plateaus at integers and "
        "half-integers, compared with the dotted staircase at zero bias.",
        x=Axis("energy μ above the saddle", "meV", (-2, 10)),
        points=energy,
        y=Axis("dI/dV", "2e²/h", (0, 5), every=1),
        curves=[Curve("g", "dI/dV at this bias"), Curve("linear", "zero bias", "reference")],
    )
