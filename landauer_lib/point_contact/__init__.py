"""Quantum point contacts: conductance that climbs in steps of 2e²/h as a constriction opens.

The saddle V0 + mω_y²y²/2 - mω_x²x²/2 separates into channels that open one after the other at
E_n = V0 + ħω_y(n + ½), n = 0, 1, …, each with a transmission that rises from 0 to 1 over ħω_x/2π.
A hard-wall contact opens channel n = 1, 2, … sharply. Temperature, a magnetic field in any
direction, bias, imperfect modes and series resistance are added as an experiment adds them. Valid
for electrons that do not interact (no 0.7 structure), one saddle and no resonant impurity.
Energies in eV, temperatures in K, fields in T, masses in free-electron masses, conductance in S.
"""

from .contacts import differential_conductance, hard_wall_staircase, in_series, staircase
from .saddle import (
    effective_temperature,
    saddle_frequencies,
    saddle_point_transmission,
    subband_bottoms,
)

__all__ = [
    "differential_conductance",
    "effective_temperature",
    "hard_wall_staircase",
    "in_series",
    "saddle_frequencies",
    "saddle_point_transmission",
    "staircase",
    "subband_bottoms",
]
