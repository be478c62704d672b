"""The energies of a point contact beside its staircase, linked by the Fermi energy."""

from functools import lru_cache
from typing import Any

import numpy as np

from landauer_lib import channels, point_contact
from landauer_lib._checks import Floats
from landauer_lib.constants import G0, HBAR2_OVER_2M_EV, K_B_EV
from landauer_lib.reservoirs import WINDOW_FWHM
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.handles import Handle
from landauer_lib.widgets.marks import Area, Dot, Level, Line, Mark, Polygon, Text
from landauer_lib.widgets.panels import Plot
from landauer_lib.widgets.view import Band, Curve, Label, Shown, View

__all__ = ["staircase"]

MEV = 1e-3
MASS = 0.067
"""Of the electrons in GaAs, in free-electron masses."""

SPACING = 2.0
"""ħω_y, in meV."""

LOWEST, HIGHEST = -1.0, 10.0
"""Ends of the energy axes, in meV from the saddle."""

REACH = 120.0
"""How far the diagram shows the contact to either side, in nm; the reservoirs fill the ends."""

ENERGY: Floats = np.linspace(LOWEST, HIGHEST, 221)


@lru_cache(maxsize=64)
def _curves(hill: float, temperature: float) -> tuple[Floats, Floats]:
    """Return the staircase in G0 and its slope in mid-plateau relative to the mean slope."""
    saddle: dict[str, Any] = {
        "hbar_omega_x": hill * MEV,
        "hbar_omega_y": SPACING * MEV,
        "temperature": temperature,
    }
    g = point_contact.staircase(ENERGY * MEV, **saddle) / G0
    step = 1e-3 * SPACING
    middle = SPACING * np.arange(1, 5)
    above = point_contact.staircase((middle + step) * MEV, **saddle)
    below = point_contact.staircase((middle - step) * MEV, **saddle)
    return g, (above - below) / G0 * SPACING / (2 * step)


def _conductance(energy: float, hill: float, temperature: float) -> float:
    return float(np.interp(energy, ENERGY, _curves(hill, temperature)[0]))


def _bottom(n: int, hill: float, x: Floats) -> Floats:
    """Return the bottom of a subband along the contact, in meV: −½ m ω_x² x² below its top."""
    fall = (hill * MEV) ** 2 * (x * 1e-9) ** 2 * MASS / (4 * HBAR2_OVER_2M_EV)
    return np.asarray(point_contact.subband_bottoms(n, SPACING * MEV) - fall) / MEV


def _subbands(energy: float, hill: float) -> list[Mark]:
    """Return each subband's bottom where the diagram shows it, with its transmission."""
    marks: list[Mark] = []
    for n in range(5):
        top = float(_bottom(n, hill, np.zeros(1))[0])
        # Where the bottom leaves the diagram: fall grows as the square of the distance.
        fall = top - float(_bottom(n, hill, np.array([REACH]))[0])
        end = REACH * min(1.0, np.sqrt((top - LOWEST) / fall))
        x = np.linspace(-end, end, 61)
        passed = float(
            point_contact.saddle_point_transmission(energy * MEV, n, hill * MEV, SPACING * MEV)
        )
        role, name = ("transmitted", "passes") if passed >= 0.5 else ("reflected", "turned back")
        bottom = np.clip(_bottom(n, hill, x), LOWEST, HIGHEST)
        marks.append(Line(x, bottom, role, label=f"mode, mostly {name}"))
        marks.append(Text(0, top + 0.45, f"T_{n} = {passed:.2f}"))
    return marks


def staircase() -> Explorer:
    """Energy diagram of a saddle beside its conductance: Fermi energy, hill and temperature."""
    sharp = channels.open_parabolic_channels(ENERGY * MEV, SPACING * MEV)
    ends = np.array([REACH - 25, REACH])

    def view(hill: float, temperature: float, energy: float) -> View:
        g, slope = _curves(hill, temperature)
        here = _conductance(energy, hill, temperature)
        window = WINDOW_FWHM * K_B_EV * temperature / MEV
        low, high = np.clip([energy - window / 2, energy + window / 2], LOWEST, HIGHEST)
        labels = tuple(
            Label(SPACING * n, n + 0.35, f"{n} G₀")
            for n in range(1, 5)
            if abs(energy - SPACING * n) > 0.6  # the dot stands there
        )
        rounding = "tunneling" if hill * MEV > 2 * np.pi * K_B_EV * temperature else "temperature"
        seas = [
            Polygon(side * ends[[0, 1, 1, 0]], [LOWEST, LOWEST, energy, energy], role, 0.35, label)
            for side, role, label in ((-1, "source", "source"), (1, "drain", "drain"))
        ]
        return View(
            panels={
                "energies": Shown(
                    marks=(
                        *seas,
                        Area([-REACH, REACH], low, high, "window", 0.3, "window, 3.5 kT"),
                        *_subbands(energy, hill),
                        Level(y=energy, label="E_F", role="fermi"),
                    )
                ),
                "stairs": Shown(
                    {"g": g, "sharp": sharp},
                    (Band(low, high, "3.5 kT"),),
                    labels if slope.max() < 0.5 else (),
                    marks=(Level(x=energy, role="fermi"), Dot(energy, here, "model", 12)),
                ),
            },
            reading=f"3.5 kT = {window:.2f} meV; {rounding} rounds the risers; slope in "
            f"mid-plateau {100 * slope.max():.1f} % of the mean.",
            values={"conductance": f"{here:.2f} G₀", "G₀ = 77.48 µS": f"{here * G0 * 1e6:.1f} µS"},
        )

    return Explorer(
        view,
        Slider("hill", "hill ħω_x", [0.3, 0.5, 1, 1.5, 2, 3], start=0.5, unit="meV", digits=1),
        Slider(
            "temperature",
            "temperature",
            [0.1, 0.6, 1, 2, 3, 4, 8],
            start=0.6,
            unit="K",
            digits=1,
        ),
        Slider("energy", "Fermi energy E_F", np.arange(-0.75, 9.76, 0.25), start=2, unit="meV"),
        name="staircase",
        title="A point contact opens one lane at a time",
        alt="Energy diagram of a point contact between source and drain beside its conductance "
        "against Fermi energy, which rises in steps from 0.",
        task="Drag E_F upward through the modes. What is the conductance when it stands midway "
        "between two of them?",
        panels=[
            Plot(
                "energies",
                x=Axis("along the current", "nm", (-REACH, REACH)),
                y=Axis("energy above the saddle", "meV", (LOWEST, HIGHEST)),
                alt="Bottoms of the modes between source and drain, each a hill along the "
                "current, one ħω_y above the other, and the Fermi energy as a level.",
            ),
            Plot(
                "stairs",
                x=Axis("Fermi energy above the saddle", "meV", (LOWEST, HIGHEST)),
                y=Axis("conductance", "2e²/h", (0, 6), every=1),
                points=ENERGY,
                curves=[Curve("g", "saddle"), Curve("sharp", "sharp steps", "reference")],
                alt="Conductance in units of 2e²/h against Fermi energy, in steps. Each riser "
                "stands at a dotted sharp step; plateaus that are flat carry their number.",
            ),
        ],
        handles=[
            Handle("energy", "energies", lambda energy, **_: (-0.62 * REACH, energy)),
            Handle(
                "energy",
                "stairs",
                lambda energy, hill, temperature: (
                    energy,
                    _conductance(energy, hill, temperature),
                ),
            ),
        ],
    )
