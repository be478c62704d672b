"""Widgets of chapter 12, the quantum of heat."""

from functools import lru_cache

import numpy as np

from landauer_lib import heat, landauer
from landauer_lib._checks import Floats
from landauer_lib.barriers import breit_wigner
from landauer_lib.constants import K_B_EV, KAPPA0
from landauer_lib.reservoirs import Reservoir, thermal_window
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.view import Axis, Band, Curve, Label, View

__all__ = ["heat_line", "heat_window", "photon_heat", "resonance_heat", "suspended_beam"]

MICRO = 1e-6
EXCLUSION = {"1/3": 1 / 3, "1/2 (semions)": 0.5, "2": 2.0, "3": 3.0}


def _signed(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")


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
            (Band(kelvin - 0.002, kelvin + 0.002, f"{kelvin:.2f} K"),),
            (Label(0.13, 0.38, f"g = {exclusion:.2f}: {shares[2]:.3f} κ₀T"),),
            reading=f"At {kelvin:.2f} K, in units of κ₀T: phonons or photons {shares[0]:.3f}, "
            f"electrons of one spin {shares[1]:.3f}, exclusion statistics {shares[2]:.3f}.",
        )

    return Explorer(
        view,
        Slider("kelvin", "temperature", np.arange(0.05, 0.46, 0.05), start=0.1, unit="K"),
        Slider(
            "bottom",
            "bottom of the channel, from μ",
            [-1600, -400, -200, -100, -50, -20, 0, 20, 50, 100, 200],
            start=-1600,
            unit="µeV",
            digits=0,
        ),
        Choice("exclusion", "exclusion parameter g", EXCLUSION, start=0.5),
        name="heat-line",
        title="Three kinds of carriers, one line",
        alt="Thermal conductance of one channel against temperature for phonons, electrons and "
        "particles with exclusion statistics: all lie on the dotted line κ₀T unless the bottom of "
        "the channel comes near the chemical potential.",
        x=Axis("temperature", "K", (0, 0.5)),
        points=temperature,
        y=Axis("thermal conductance", "pW/K", (0, 0.5)),
        curves=[
            Curve("others", "exclusion statistics g", "source"),
            Curve("phonons", "phonons, photons", "transmitted"),
            Curve("electrons", "electrons, one spin", "drain"),
            Curve("quantum", "κ₀T", "reference"),
        ],
    )


def heat_window() -> Explorer:
    """Who carries the heat: the weight of each energy, for any exclusion parameter."""
    energy = np.linspace(-300, 200, 251)

    def view(kelvin: float, exclusion: float) -> View:
        kt = K_B_EV * kelvin
        x = energy * MICRO / kt
        charge = kt * heat.exclusion_window(energy * MICRO, exclusion, kelvin)
        return View(
            {
                "heat": x**2 * charge,
                "electrons": x**2 * kt * thermal_window(energy * MICRO, 0.0, kelvin),
            },
            (Band(-kt / MICRO, kt / MICRO, "±kT"),),
            reading=f"g = {exclusion:.2f}: at most {1 / exclusion:.2f} particles a state, charge "
            f"conductance {1 / exclusion:.2f} e²/h; area below the curve "
            f"{heat.exclusion_thermal_conductance(exclusion, kelvin) / (KAPPA0 * kelvin):.4f} "
            f"× π²k_BT/3, for every g.",
        )

    return Explorer(
        view,
        Slider(
            "kelvin",
            "temperature",
            np.arange(0.08, 0.201, 0.01),
            start=0.12,
            unit="K",
        ),
        Slider(
            "exclusion",
            "exclusion parameter g",
            [0.2, 0.25, 0.3, 0.4, *np.arange(0.5, 1.01, 0.1), *np.arange(1.2, 3.01, 0.2)],
            start=0.5,
        ),
        name="heat-window",
        title="The shape changes, the area stays",
        alt="Weight of each energy in the heat conductance: two humps beside the chemical "
        "potential. For small g the lower one is tall and narrow, for g = 1 both are alike, for "
        "large g the lower one is wide and flat.",
        x=Axis("energy from the chemical potential", "µeV", (-300, 200)),
        points=energy,
        y=Axis("weight x²(−dn/dx)", "", (0, 1.4)),
        curves=[
            Curve("heat", "exclusion statistics g", "source"),
            Curve("electrons", "electrons, g = 1", "reference"),
        ],
    )


def suspended_beam() -> Explorer:
    """Modes of suspended beams that carry heat, against temperature."""
    temperature = np.geomspace(0.03, 1, 100)

    @lru_cache(maxsize=16)
    def modes(width: float, thickness: float, velocity: float) -> tuple[Floats, float]:
        highest = 12 * K_B_EV * temperature[-1]
        cutoffs = heat.suspended_beam_cutoffs(width * 1e-9, thickness * 1e-9, velocity * 1e3, 400)
        # A mode that opens above 12 k_BT adds less than 1e-3 of a quantum.
        kept = cutoffs[cutoffs < highest]
        conductance = heat.phonon_thermal_conductance(kept, temperature)
        return conductance / (KAPPA0 * temperature), float(cutoffs[4])

    def view(width: float, thickness: float, velocity: float, beams: int) -> View:
        counted, first = modes(width, thickness, velocity)
        ends = float(np.interp(4.4, counted, temperature))
        return View(
            {"modes": beams * counted, "plateau": np.full(100, 4.0 * beams)},
            (Band(0.03, max(ends, 0.031), "within 10 %"),),
            (Label(0.04, 4 * beams * 1.25, f"{4 * beams} κ₀T"),),
            f"First cutoff {first / MICRO:.0f} µeV = k_B × {first / K_B_EV:.2f} K. The plateau "
            f"{4 * beams} κ₀T holds within 10 % up to {ends:.2f} K.",
        )

    return Explorer(
        view,
        Slider("width", "width", [60, 80, 100, 150, 200, 250, 300], start=150, unit="nm", digits=0),
        Slider("thickness", "thickness", [40, 60, 80, 100], start=60, unit="nm", digits=0),
        Slider("velocity", "shear velocity", [4, 5, 6, 7], start=6, unit="km/s", digits=0),
        Choice("beams", "beams", {"one": 1, "two": 2, "four": 4}, start=4),
        name="suspended-beam",
        title="Four massless branches in each beam",
        alt="Thermal conductance in units of κ₀T against temperature: a plateau at four times the "
        "number of beams, and a rise where further modes open.",
        x=Axis("temperature", "K", (0.03, 1), log=True),
        points=temperature,
        y=Axis("thermal conductance", "κ₀T", (2, 200), log=True),
        curves=[Curve("modes", "beams"), Curve("plateau", "massless branches", "reference")],
    )


def resonance_heat() -> Explorer:
    """What a resonance lets pass of the charge and of the heat, and the Lorenz ratio."""
    x = np.linspace(-10, 10, 161)
    kelvin = 1.0
    kt = K_B_EV * kelvin
    window = kt * thermal_window(x * kt, 0.0, kelvin)
    reservoir = Reservoir(mu=0.0, temperature=kelvin)

    def view(width: float, position: float) -> View:
        level, gamma = position * kt, width * kt

        def resonance(energy: Floats) -> Floats:
            return breit_wigner(energy, level, gamma / 2, gamma / 2)

        points = [level - gamma, level, level + gamma]
        ratio = float(landauer.lorenz_ratio(resonance, reservoir, breakpoints=points))
        passed = resonance(x * kt)
        return View(
            {
                "passed": passed,
                "charge": 4 * passed * window,
                "heat": passed * x**2 * window / 0.44,
            },
            reading=f"Γ = {width:g} k_BT, level {position:g} k_BT above μ: K/(L₀TG) = {ratio:.3f}.",
        )

    return Explorer(
        view,
        Slider(
            "width",
            "width Γ",
            [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100],
            start=1,
            unit="k_BT",
            digits=1,
        ),
        Slider(
            "position", "level above μ", np.arange(0, 7.01, 0.5), start=0, unit="k_BT", digits=1
        ),
        name="resonance-heat",
        title="A narrow resonance passes charge and holds back heat",
        alt="A resonance in the transmission, with the energies that carry charge, around the "
        "chemical potential, and those that carry heat, in two humps beside it.",
        x=Axis("energy from the chemical potential", "k_BT", (-10, 10)),
        points=x,
        y=Axis("share, of the peak without a resonance", "", (0, 1.02)),
        curves=[
            Curve("passed", "transmission"),
            Curve("charge", "charge", "drain"),
            Curve("heat", "heat", "source"),
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
            (Band(0.099, 0.101, "0.1 K"),),
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
