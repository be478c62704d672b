"""Where an electron is while it passes a point contact or turns back."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from landauer_lib.lattice import Network, Strip, neck_thresholds
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.book.staircase.lattice import LEAD, NECK, contact
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.numbers import short
from landauer_lib.widgets.view import Curve, Field, Label, View

__all__ = ["scattering_states"]

Floats = NDArray[np.float64]
Shape = tuple[float, float]

SHAPES: dict[str, Shape] = {"smooth funnel": (0, 2), "abrupt neck, L = 2 W": (2, 0)}
"""Lengths of the straight neck and of each funnel, in widths of the neck."""

ENERGIES = [0.8, 0.95, 1.15, 1.3, 1.7, 2.1, 2.7, 3.5, 3.9, 4.17, 4.3, 4.7, 5.54, 6.44, 9.4]
"""In first thresholds: at resonances of the abrupt neck, between them, at and below thresholds."""

# Sites along and across the picture; every second one of either is shown.
ALONG: Floats = np.arange(-3.0 * NECK, 3 * NECK + 1)
ACROSS: Floats = np.arange(1.0, LEAD) - LEAD / 2
SHOWN = np.s_[1::2, ::2]


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


def scattering_states() -> Explorer:
    """Density of an eigenchannel sent from the left through a funnel or an abrupt neck."""
    rows, columns = SHOWN
    points = ALONG[columns] / NECK

    def view(shape: Shape, energy: float, channel: float) -> View:
        number = int(channel)
        strip, _, thresholds = _device(shape)
        wall = _upper_wall(strip)[columns] / NECK
        curves = {"upper": wall, "lower": -wall}
        found = eigenchannels(shape, energy)
        if number not in found:
            return View(
                curves,
                labels=(Label(0, 0, f"no eigenchannel {number}"),),
                reading=f"At E = {energy:g} E₁ {len(found)} modes of the wide lead are open, hence "
                f"{len(found)} eigenchannels: there is no number {number} to send.",
                field=np.zeros((ACROSS[rows].size, points.size)),
            )
        transmission, density = found[number]
        level = thresholds[number - 1] / thresholds[0]
        return View(
            curves,
            reading=_reading(energy, level, number, transmission),
            field=density[SHOWN] / density[SHOWN].max(),
        )

    return Explorer(
        view,
        Choice("shape", "contact", SHAPES, start=SHAPES["abrupt neck, L = 2 W"]),
        Slider("energy", "energy E", ENERGIES, start=6.44, unit="E₁"),
        Slider("channel", "eigenchannel", [1, 2, 3], start=2, digits=0),
        name="scattering-states",
        title="One eigenchannel, sent from the left",
        alt="Map of the density of an electron in and around a narrow neck between two walls. "
        "In front of a closed neck stands a pattern of spots, and nothing is behind it; through "
        "an open one run as many lobes side by side as the eigenchannel has as its number.",
        x=Axis("along the current, x", "W", (-3, 3)),
        points=points,
        y=Axis("across, y", "W", (-1.4, 1.4)),
        curves=[
            Curve("upper", "upper wall", "wall", "walls"),
            Curve("lower", "lower wall", "wall", "walls"),
        ],
        field=Field(ACROSS[rows] / NECK, "density |ψ|²", "of its maximum", (0, 1)),
    )
