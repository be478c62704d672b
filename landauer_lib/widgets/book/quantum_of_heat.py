"""Widgets of chapter 12, the quantum of heat."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from landauer_lib import heat, landauer
from landauer_lib._checks import Floats
from landauer_lib.barriers import breit_wigner
from landauer_lib.constants import K_B_EV, KAPPA0
from landauer_lib.reservoirs import Reservoir, bose, fermi, thermal_window
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.marks import Line
from landauer_lib.widgets.panels import Picture, Plot
from landauer_lib.widgets.view import Band, Curve, Label, Shown, View

__all__ = [
    "beam_branches",
    "heat_line",
    "heat_window",
    "photon_heat",
    "resonance_heat",
    "suspended_beam",
]

MICRO = 1e-6
EXCLUSION = {"1/3": 1 / 3, "1/2 (semions)": 0.5, "2": 2.0, "3": 3.0}


def _signed(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")


def _scaled(values: Floats) -> Floats:
    return np.asarray(values / values.max())


def heat_line() -> Explorer:
    """Thermal conductance of one channel against temperature, for three kinds of carriers."""
    temperature = np.linspace(0, 0.5, 101)

    @lru_cache(maxsize=64)
    def conductances(bottom: float, exclusion: float) -> tuple[Floats, Floats, Floats]:
        edge = bottom * MICRO
        phonons = heat.mode_thermal_conductance(max(edge, 0.0), temperature)
        electrons, others = heat.exclusion_thermal_conductance(
            np.array([[1.0], [exclusion]]), temperature, edge=edge
        )
        return phonons, electrons, others

    def view(kelvin: float, bottom: float, exclusion: float) -> View:
        curves = conductances(bottom, exclusion)
        shares = [np.interp(kelvin, temperature, c) / (KAPPA0 * kelvin) for c in curves]
        return View(
            {
                "quantum": KAPPA0 * temperature * 1e12,
                **{
                    key: c * 1e12
                    for key, c in zip(("phonons", "electrons", "others"), curves, strict=True)
                },
            },
            (Band(kelvin - 0.002, kelvin + 0.002, f"{kelvin:.2f} K", "reference"),),
            # Above all curves, below the name of the band.
            (Label(0.14, 0.35, f"g = {exclusion:.2f}: {shares[2]:.3f} κ₀T"),),
            reading=f"At {kelvin:.2f} K, in units of κ₀T: phonons or photons {shares[0]:.3f}, "
            f"electrons of one spin {shares[1]:.3f}, exclusion statistics {shares[2]:.3f}.",
        )

    return Explorer(
        view,
        Slider("kelvin", "temperature", np.arange(0.05, 0.41, 0.05), start=0.1, unit="K"),
        Slider(
            "bottom",
            "bottom of the channel, from μ",
            [-1600, -400, -200, -100, -50, -20, 0, 20, 50, 100, 200],
            start=-100,
            unit="µeV",
            digits=0,
        ),
        Choice("exclusion", "exclusion parameter g", EXCLUSION, start=0.5),
        name="heat-line",
        title="Three kinds of carriers, one line, if the channel is deep",
        task="Lower the bottom of the channel until the three curves are one. How deep must it be?",
        alt="Thermal conductance of one channel against temperature for phonons, electrons and "
        "particles with exclusion statistics: all lie on the dotted line κ₀T unless the bottom of "
        "the channel comes near the chemical potential.",
        x=Axis("temperature", "K", (0, 0.5)),
        points=temperature,
        y=Axis("thermal conductance", "pW/K", (0, 0.5)),
        curves=[
            Curve("others", "exclusion statistics g", "variant"),
            Curve("phonons", "phonons, photons", "phonon"),
            Curve("electrons", "electrons, one spin", "electron"),
            Curve("quantum", "κ₀T", "reference"),
        ],
    )


def heat_window() -> Explorer:
    """How the states are filled, and the heat that each energy brings, for any statistics."""
    # Finest where the lower hump of a small g stands.
    pieces = ((-300, -80, 10), (-80, -20, 1.5), (-20, 0, 0.25), (0, 70, 1), (70, 151, 5))
    energy = np.concatenate([np.arange(*piece, dtype=float) for piece in pieces])
    positive = np.maximum(energy, 1e-3) * MICRO

    def view(kelvin: float, exclusion: float) -> View:
        kt = K_B_EV * kelvin
        x = energy * MICRO / kt
        half = np.maximum(x, 1e-9) / 2
        window = kt * heat.exclusion_window(energy * MICRO, exclusion, kelvin)
        area = float(heat.exclusion_thermal_conductance(exclusion, kelvin)) / (KAPPA0 * kelvin)
        bosons = np.where(energy > 0, bose(positive, kelvin), 5.2)
        filled = {
            "others": np.minimum(heat.exclusion_occupation(energy * MICRO, exclusion, kelvin), 5.2),
            "electrons": fermi(energy * MICRO, 0.0, kelvin),
            "phonons": np.where(energy < 0, 0.0, np.minimum(bosons, 5.2)),
        }
        weight = {
            "others": x**2 * window,
            "electrons": x**2 * kt * thermal_window(energy * MICRO, 0.0, kelvin),
            "phonons": np.where(x < 0, 0.0, (half / np.sinh(half)) ** 2),
        }
        band = (Band(-kt / MICRO, kt / MICRO, "±kT"),)
        return View(
            panels={"filling": Shown(filled, band), "weight": Shown(weight, band)},
            values={"area of the weight": f"{area:.4f} × π²k_BT/3"},
            reading=f"g = {exclusion:.2f}: at most {1 / exclusion:.2f} particles a state, charge "
            f"conductance {1 / exclusion:.2f} e²/h between reservoirs of the same particles.",
        )

    def curves() -> list[Curve]:
        return [
            Curve("others", "exclusion statistics g", "variant"),
            Curve("electrons", "electrons, g = 1", "electron"),
            Curve("phonons", "phonons", "phonon"),
        ]

    across = Axis("energy from μ", "µeV", (-300, 150))
    return Explorer(
        view,
        Slider("kelvin", "temperature", np.arange(0.08, 0.181, 0.01), start=0.12, unit="K"),
        Slider(
            "exclusion",
            "exclusion parameter g",
            [0.2, 0.25, 0.3, 0.4, *np.arange(0.5, 1.01, 0.1), *np.arange(1.2, 2.01, 0.2)],
            start=0.5,
        ),
        name="heat-window",
        title="The filling changes, the shape changes, the area stays",
        task="Let more and more particles share a state. What stays?",
        alt="How the states are filled, and the weight of each energy in the heat conductance, for "
        "three kinds of statistics.",
        panels=[
            Plot(
                "filling",
                across,
                Axis("particles in a state", "", (0, 5.2)),
                energy,
                curves(),
                alt="Filling falls from 1/g far below the chemical potential to 0 above; that of "
                "phonons begins at zero energy and is cut off at the top of the plot.",
            ),
            Plot(
                "weight",
                across,
                Axis("weight x²(−dn/dx)", "", (0, 1.4)),
                energy,
                curves(),
                alt="Two humps beside the chemical potential; for small g the lower one is tall "
                "and narrow, for g = 1 both are alike. Phonons fall from 1 at zero.",
            ),
        ],
    )


BRANCHES = {
    "longitudinal": "along",
    "flexural, up and down": "up",
    "flexural, sideways": "sideways",
    "torsional": "turn",
}
"""The four ways in which a thin slice of a beam moves without being deformed."""


def beam_branches() -> Explorer:
    """The four massless branches of a beam: its slices, seen from the side and from above."""
    wide, high, length = 1.0, 0.4, 4.8  # section and part of the beam, in widths
    middle = np.linspace(0.4, length - 0.4, 21)
    k = 2 * np.pi / 4.0  # a wavelength of four widths, where flexure still leaves slices upright

    def slices(branch: str, phase: float) -> tuple[Floats, Floats, Floats, Floats]:
        """Return middle (z, x, y) of each slice, its tilt in (x, y) and its turn about the axis."""
        wave, slope = np.cos(k * middle - phase), -np.sin(k * middle - phase)
        zero = np.zeros(middle.size)
        shift = {"along": 0.14, "up": 0.0, "sideways": 0.0, "turn": 0.0}[branch] * wave
        x = (0.22 if branch == "sideways" else 0.0) * wave
        y = (0.22 if branch == "up" else 0.0) * wave
        tilt_x, tilt_y = (0.22 * k * slope if branch == b else zero for b in ("sideways", "up"))
        turn = (0.6 if branch == "turn" else 0.0) * wave
        return middle + shift, np.stack([x, tilt_x]), np.stack([y, tilt_y]), turn

    def seen(z: Floats, place: Floats, half: Floats) -> tuple[Line, ...]:
        """Draw each slice as a line across the beam, tilted as the axis is."""
        center, slope = place
        along = -half * slope / np.hypot(1, slope)
        across = half / np.hypot(1, slope)
        edges = (
            Line(z + side * along, center + side * across, "phonon", dash=(), width=3)
            for side in (-1, 1)
        )
        return *edges, *(
            Line([zi - a, zi + a], [c - b, c + b], "phonon", dash=(), width=1)
            for zi, c, a, b in zip(z, center, along, across, strict=True)
        )

    def view(branch: str, phase: float) -> View:
        z, x, y, turn = slices(branch, phase * 2 * np.pi / 24)
        # A slice that is turned by an angle about the axis shows its diagonal parts.
        tall = (high * np.abs(np.cos(turn)) + wide * np.abs(np.sin(turn))) / 2
        broad = (wide * np.abs(np.cos(turn)) + high * np.abs(np.sin(turn))) / 2
        return View(
            panels={"side": Shown(marks=seen(z, y, tall)), "above": Shown(marks=seen(z, x, broad))},
            reading="Every slice moves as a whole: alike everywhere it would cost no energy, so "
            "the frequency begins at zero.",
        )

    def picture(key: str) -> Picture:
        caption, alt = f"from {names[key]}", f"Slices of the beam, seen from {names[key]}."
        return Picture(key, (0, length), (-0.9, 0.9), alt, equal=True, caption=caption)

    names = {"side": "the side", "above": "above"}
    return Explorer(
        view,
        Choice("branch", "branch", BRANCHES),
        Slider("phase", "phase", range(24), start=0, digits=0, play="loop", seconds=3),
        name="beam-branches",
        title="Four moves that deform no slice: the four massless branches of a beam",
        task="Play each branch. Which one does not move the middle of any slice?",
        alt="Slices of a beam with a wave running along it, from the side and from above.",
        panels=[picture("side"), picture("above")],
    )


def suspended_beam() -> Explorer:
    """Modes of suspended beams that carry heat, against temperature."""
    temperature = np.linspace(0.005, 0.6, 120)

    def counted(cutoffs: Floats, kelvin: ArrayLike) -> Floats:
        return heat.phonon_thermal_conductance(cutoffs, kelvin) / (KAPPA0 * np.asarray(kelvin))

    @lru_cache(maxsize=16)
    def modes(width: float, thickness: float, velocity: float) -> tuple[Floats, float, float]:
        # The last of 130 lies above 13 k_BT everywhere, where a mode adds 1e-4 of a quantum.
        cutoffs = heat.suspended_beam_cutoffs(width * 1e-9, thickness * 1e-9, velocity * 1e3, 130)
        end = brentq(lambda kelvin: counted(cutoffs, kelvin) - 4.4, 0.01, 2)
        return counted(cutoffs, temperature), float(cutoffs[4]), float(end)

    def view(width: float, thickness: float, velocity: float, beams: int) -> View:
        each, lowest, end = modes(width, thickness, velocity)
        return View(
            {"modes": beams * each, "plateau": np.full(temperature.size, 4.0 * beams)},
            (Band(0, min(end, 0.6), "±10 %", "reference"),),
            (Label(0.06, 4 * beams + 1.8, f"{4 * beams} κ₀T"),),
            f"Lowest cutoff {lowest / MICRO:.0f} µeV = k_B × {lowest / K_B_EV:.2f} K. The plateau "
            f"{4 * beams} κ₀T holds within 10 % up to {end:.2f} K; at 0.6 K the beams conduct "
            f"{beams * each[-1]:.1f} κ₀T.",
        )

    return Explorer(
        view,
        Slider("width", "width", [60, 80, 100, 120, 150, 200], start=150, unit="nm", digits=0),
        Slider("thickness", "thickness", [30, 40, 50, 60], start=60, unit="nm", digits=0),
        Slider("velocity", "shear velocity", [5, 6, 7, 8], start=6, unit="km/s", digits=0),
        Choice("beams", "beams", {"one": 1, "two": 2, "four": 4}, start=4),
        name="suspended-beam",
        title="Four massless branches in each beam",
        alt="Thermal conductance in units of κ₀T against temperature: a plateau at four times the "
        "number of beams, and a rise where further modes open.",
        x=Axis("temperature", "K", (0, 0.6)),
        points=temperature,
        y=Axis("thermal conductance", "κ₀T", (0, 44), every=4),
        curves=[Curve("modes", "all modes"), Curve("plateau", "massless branches", "reference")],
    )


def resonance_heat() -> Explorer:
    """What a resonance lets pass of the charge and of the heat, and the Lorenz ratio."""
    levels = np.array([0, 1, 2, 2.5, 3, 4, 5, 5.5, 6, 7, 8, 9, 10])
    smooth = np.concatenate([np.linspace(-10, 12, 89), np.linspace(-4, 4, 65)])
    beside = np.outer([-1, 1], [0.03, 0.06, 0.1, 0.16]).ravel()  # resolves Γ = 0.1 k_BT
    x = np.unique(np.concatenate([smooth, np.add.outer(levels, beside).ravel()]))
    kelvin = 1.0
    kt = K_B_EV * kelvin
    window = kt * thermal_window(x * kt, 0.0, kelvin)
    reservoir = Reservoir(mu=0.0, temperature=kelvin)

    def view(width: float, position: float) -> View:
        level, gamma = position * kt, width * kt

        def resonance(energy: Floats) -> Floats:
            return breit_wigner(energy, level, gamma / 2, gamma / 2)

        points = [level - gamma, level, level + gamma]
        k0, k1, _ = landauer.landauer_integrals(resonance, reservoir, breakpoints=points)
        ratio = float(landauer.lorenz_ratio(resonance, reservoir, breakpoints=points))
        passed, mean = resonance(x * kt), float(k1 / k0) / kt
        return View(
            {
                "passed": passed,
                "charge": _scaled(passed * window),
                "heat": _scaled(passed * (x - mean) ** 2 * window),
            },
            (Band(mean - 0.04, mean + 0.04, "mean", "reference"),),
            reading=f"Γ = {width:g} k_BT, level {position:g} k_BT above μ: mean energy of the "
            f"charge {mean:.2f} k_BT, K/(L₀TG) = {ratio:.3f}.",
        )

    return Explorer(
        view,
        Slider(
            "width",
            "width Γ",
            [0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 64, 100],
            start=1,
            unit="k_BT",
            digits=1,
        ),
        Slider("position", "level above μ", levels, start=0, unit="k_BT", digits=1),
        name="resonance-heat",
        title="A narrow resonance passes charge and holds back heat",
        alt="A resonance in the transmission, with the energies that carry charge, around the "
        "chemical potential, and those that carry heat at open terminals, in two humps beside "
        "the mean energy of the charge.",
        x=Axis("energy from the chemical potential", "k_BT", (-10, 12)),
        points=x,
        y=Axis("each over its own maximum", "", (0, 1.2)),
        curves=[
            Curve("passed", "transmission", "reference"),
            Curve("charge", "charge", "model"),
            Curve("heat", "heat, open terminals", "heat"),
        ],
    )


def photon_heat() -> Explorer:
    """Heat that two resistors exchange through a lossless circuit."""
    temperature = np.linspace(0, 0.3, 101)

    def view(first: float, second: float) -> View:
        carried = heat.photon_thermal_conductance(first, second, temperature)
        share = float(heat.circuit_transmission(first, second))
        at = 1e15 * float(heat.photon_thermal_conductance(first, second, 0.1))
        return View(
            {"carried": carried * 1e15, "quantum": KAPPA0 * temperature * 1e15},
            (Band(0.099, 0.101, "0.1 K", "reference"),),
            reading=f"R₁ = {first:g} Ω, R₂ = {second:g} Ω: the circuit passes {share:.3f} of the "
            f"quantum; at 0.1 K that is {at:.1f} fW/K.",
        )

    resistances = [10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000, 10000]
    return Explorer(
        view,
        Slider("first", "resistance R₁", resistances, start=200, unit="Ω", digits=0),
        Slider("second", "resistance R₂", resistances, start=500, unit="Ω", digits=0),
        name="photon-heat",
        title="Photons between two resistors",
        alt="Thermal conductance against temperature: a straight line through zero that reaches "
        "the dotted line κ₀T when the two resistances are equal.",
        x=Axis("temperature", "K", (0, 0.3)),
        points=temperature,
        y=Axis("thermal conductance", "fW/K", (0, 300)),
        curves=[Curve("carried", "this circuit"), Curve("quantum", "κ₀T", "reference")],
    )
