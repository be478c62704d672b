"""A contact on a lattice, gentle or abrupt: where its waves are, and what passes at each energy."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from landauer_lib.lattice import Network, Strip, funnel_constriction, neck_thresholds
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.handles import Handle
from landauer_lib.widgets.marks import Dot, Level
from landauer_lib.widgets.numbers import short
from landauer_lib.widgets.panels import Plot
from landauer_lib.widgets.view import Curve, Field, Label, Shown, View

__all__ = ["LEAD", "NECK", "contact", "neck"]

Floats = NDArray[np.float64]
Shape = tuple[float, float]

SHAPES: dict[str, Shape] = {"smooth funnel": (0, 2), "abrupt neck, L = 2 W": (2, 0)}
"""Lengths of the straight neck and of each funnel, in widths of the neck."""

ENERGIES = [0.8, 0.95, 1.15, 1.3, 1.7, 2.1, 2.7, 3.5, 3.9, 4.17, 4.3, 4.7, 5.54, 6.44, 9.4]
"""In first thresholds: at resonances of the abrupt neck, between them, at and below thresholds."""

NECK, LEAD = 24, 60  # distance of the walls in sites; a wall takes the row it stands on
SWEEP: Floats = np.linspace(0.5, 10, 115)
"""Energies of the curves, in first thresholds."""

# Sites along and across the picture; every second one of either is shown.
ALONG: Floats = np.arange(-3.0 * NECK, 3 * NECK + 1)
ACROSS: Floats = np.arange(1.0, LEAD) - LEAD / 2
SHOWN = np.s_[1::2, ::2]


def contact(length: float, funnel: float) -> Strip:
    """Return the contact whose neck and funnels have these lengths, in widths of the neck."""
    return funnel_constriction(LEAD - 1, NECK - 1, NECK * length, NECK * funnel)


@lru_cache(maxsize=4)
def _device(shape: Shape) -> tuple[Strip, Network, Floats]:
    """Return a contact with its leads, as far as the picture shows them, and its thresholds."""
    inner = contact(*shape)
    lead = (ALONG.size - inner.length) // 2
    strip = Strip(np.pad(inner.onsite[:, :, 0, 0].real, ((lead, lead), (0, 0))))
    return strip, strip.network(), neck_thresholds(inner)


@lru_cache(maxsize=64)
def eigenchannels(shape: Shape, energy: float) -> dict[int, tuple[float, Floats]]:
    """Return transmission and density of each eigenchannel sent from the left, by its number.

    The contact is its own mirror image, so each eigenchannel is even or odd across the neck. The
    two kinds are told apart before t is diagonalized, since their transmissions may agree to many
    digits, and take the odd and the even numbers: in the neck channel n has n lobes side by side,
    unless it holds several modes of its kind and mixes them. The density |ψ|² is that of a unit
    current, shape (LEAD − 1, ALONG.size).
    """
    strip, network, thresholds = _device(shape)
    level = energy * thresholds[0] - 4
    t = strip.scattering(level).t
    waves = network.scattering_states(level, lead=0)
    found = {}
    for first in (0, 1):  # the modes of the leads are even and odd in turn
        kind = np.s_[first::2]
        _, amplitudes, incoming = np.linalg.svd(t[kind, kind])
        densities = np.abs(waves[:, kind] @ incoming.conj().T).T ** 2
        for i, (amplitude, density) in enumerate(zip(amplitudes, densities, strict=True)):
            image = density.reshape(ALONG.size, ACROSS.size).T
            found[1 + first + 2 * i] = float(amplitude**2), (image + image[::-1]) / 2
    return found


@lru_cache(maxsize=4)
def _passed(shape: Shape) -> tuple[Floats, Floats]:
    """Return the transmissions of eigenchannels 1 to 3 along the sweep, and their sum over all."""
    strip = contact(*shape)
    thresholds = neck_thresholds(strip)
    each, total = np.zeros((3, SWEEP.size)), np.zeros(SWEEP.size)
    for i, energy in enumerate(SWEEP):
        t = strip.scattering(energy * thresholds[0] - 4).t
        total[i] = np.sum(np.abs(t) ** 2)
        for first, numbers in ((0, (0, 2)), (1, (1,))):
            kind = np.s_[first::2]
            shares = np.linalg.svd(t[kind, kind], compute_uv=False) ** 2
            for number, share in zip(numbers, shares, strict=False):
                each[number, i] = share
    return each, total


def _upper_wall(strip: Strip) -> Floats:
    """Return how far from the middle the wall stands at each x, in sites.

    A site at the distance d < 1 from the wall carries the energy 1/d − 1; the leads end at LEAD/2.
    """
    energy = strip.onsite[:, :, 0, 0].real
    behind = np.where(energy > 0, np.abs(ACROSS) + 1 / (1 + energy), LEAD / 2)
    return np.asarray(behind.min(axis=1))


def _number(transmission: float) -> str:
    """Write a probability as a reader would: 0.9998, 3·10⁻⁵."""
    if transmission >= 1e-3:
        return f"= {transmission:.4f}"
    if transmission < 1e-10:
        return "below 10⁻¹⁰"
    return f"= {short(transmission, digits=1)}"


def _reading(energy: float, level: float, number: int, transmission: float) -> str:
    state = "open" if energy > level else "closed"
    verb = "passes in part"
    if transmission > 0.95 or transmission < 0.05:
        verb = "passes" if transmission > 0.95 else "turns back"
    index = "₁₂₃"[number - 1]
    return (
        f"At E = {energy:g} E₁ mode {number} of the neck (threshold {level:.3g} E₁) is {state}. "
        f"Eigenchannel {number} {verb}: T{index} {_number(transmission)}."
    )


def neck() -> Explorer:
    """An eigenchannel sent from the left through a funnel or a slot, and what passes when."""
    rows, columns = SHOWN
    points = ALONG[columns] / NECK

    def view(shape: Shape, energy: float, channel: float) -> View:
        number = int(channel)
        strip, _, thresholds = _device(shape)
        wall = _upper_wall(strip)[columns] / NECK
        walls = {"upper": wall, "lower": -wall}
        each, total = _passed(shape)
        sharp = (SWEEP[:, None] > thresholds / thresholds[0]).sum(axis=1)
        found = eigenchannels(shape, energy)
        curves = {"total": total, "this": each[number - 1], "sharp": sharp}
        if number not in found:
            nothing = np.zeros((ACROSS[rows].size, points.size))
            missing = Label(0, 0, f"no eigenchannel {number}")
            return View(
                panels={
                    "wave": Shown(walls, labels=(missing,), field=nothing),
                    "passed": Shown(curves, marks=(Level(x=energy, role="reference"),)),
                },
                reading=f"At E = {energy:g} E₁ {len(found)} modes of the wide lead are open, hence "
                f"{len(found)} eigenchannels: there is no number {number} to send.",
            )
        transmission, density = found[number]
        level = thresholds[number - 1] / thresholds[0]
        here = (Level(x=energy, role="reference"), Dot(energy, transmission, "transmitted", 5))
        return View(
            panels={
                "wave": Shown(walls, field=density[SHOWN] / density[SHOWN].max()),
                "passed": Shown(curves, marks=here),
            },
            reading=_reading(energy, level, number, transmission),
        )

    return Explorer(
        view,
        Choice("shape", "contact", SHAPES, start=SHAPES["abrupt neck, L = 2 W"]),
        Slider("energy", "energy E", ENERGIES, start=6.44, unit="E₁"),
        Slider("channel", "eigenchannel", [1, 2, 3], start=2, digits=0),
        name="neck",
        title="One eigenchannel, sent from the left",
        task="Count the beads in each strand, then drag the energy down and count again.",
        alt="Map of the density of an electron in and around a narrow neck between two walls, "
        "and beside it the transmission against energy, in steps.",
        panels=[
            Plot(
                "wave",
                Axis("along the current, x", "W", (-3, 3)),
                Axis("across, y", "W", (-1.4, 1.4)),
                points,
                [
                    Curve("upper", "upper wall", "wall", "walls"),
                    Curve("lower", "lower wall", "wall", "walls"),
                ],
                Field(ACROSS[rows] / NECK, "density |ψ|²", "of its maximum", (0, 1)),
                alt="Density: in front of a closed neck a pattern of spots and nothing behind it; "
                "in an open one as many strands as the eigenchannel has as its number.",
            ),
            Plot(
                "passed",
                Axis("energy E", "E₁", (0.5, 10)),
                Axis("transmission", "", (0, 3.4), every=1),
                SWEEP,
                [
                    Curve("total", "all channels, lattice solver", "solver"),
                    Curve("this", "what passes of this one", "transmitted"),
                    Curve("sharp", "sharp steps", "reference"),
                ],
                alt="Total transmission in steps with ripples or notches, and that of the channel.",
            ),
        ],
        handles=[
            Handle("energy", "passed", lambda energy, **others: (energy, 0.0)),
        ],
    )
