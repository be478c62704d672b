"""Waves on a line of sections with different impedance, followed from right to left.

Potentials are in units that make the lead's impedance 1 and a section's 1/K; the current then has
the units of the potential. Phasors vary as exp(−iωt).
"""

from typing import NamedTuple

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import Complexes, Floats


class Field(NamedTuple):
    """The wave that leaves to the right only, up to a factor: here and at the line's left end."""

    potential: Complexes
    current: Complexes
    left_potential: Complexes
    left_current: Complexes
    scale: Floats
    """What the pair here must be multiplied by to fit the pair at the left end."""


def _step(
    potential: Complexes,
    current: Complexes,
    number: float,
    phase: Floats,
) -> tuple[Complexes, Complexes]:
    """Go left by a phase within a section whose K is ``number``."""
    cos, sin = np.cos(phase), 1j * np.sin(phase)
    return cos * potential - sin * current / number, cos * current - sin * potential * number


def field(
    parameters: Floats, lengths: Floats, velocities: Floats, positions: Floats, omega: Floats
) -> Field:
    """Return the field at positions within the line, for angular frequencies that broadcast."""
    shape = _checks.broadcast_shape(x=positions, omega=omega)
    edges = np.concatenate([[0.0], np.cumsum(lengths)])
    last = len(parameters) - 1
    home = np.clip(np.searchsorted(edges, positions, side="right") - 1, 0, last)
    potential = np.ones(shape, dtype=np.complex128)
    current = np.ones(shape, dtype=np.complex128)
    growth = np.zeros(shape)
    found_potential, found_current, found_growth = potential, current, growth
    for i in range(last, -1, -1):
        here = home == i
        if here.any():
            phase = np.where(here, omega * ((edges[i + 1] - positions) / velocities[i]), 0.0)
            inside = _step(potential, current, parameters[i], phase)
            found_potential = np.where(here, inside[0], found_potential)
            found_current = np.where(here, inside[1], found_current)
            found_growth = np.where(here, growth, found_growth)
        phase = omega * (lengths[i] / velocities[i])
        potential, current = _step(potential, current, parameters[i], phase)
        # In a stop band the wave grows towards the source without bound: keep its logarithm.
        size = np.maximum(np.abs(potential), np.abs(current))
        potential, current, growth = potential / size, current / size, growth + np.log(size)
    return Field(found_potential, found_current, potential, current, np.exp(found_growth - growth))
