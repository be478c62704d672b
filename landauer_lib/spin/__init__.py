"""Spin in transport: spin valves, spin injection, Rashba wires, the Datta–Das transistor.

``valve`` holds magnetic tunnel junctions, ``injection`` the conductance mismatch, ``rashba`` the
subbands and precession of a wire with spin–orbit coupling, ``transistor`` the Datta–Das device for
one and for many subbands, ``splitting`` the staircase in a magnetic field, spin by spin. Magnetic
contacts enter by their polarization P = (N↑ − N↓)/(N↑ + N↓), anywhere in [−1, 1]; the Rashba
coupling α is in eV m.
"""

from landauer_lib.spin.injection import (
    barrier_injection,
    injected_polarization,
    injection_magnetoresistance,
)
from landauer_lib.spin.rashba import (
    precession_angle,
    rashba_channels,
    rashba_subbands,
    spin_orbit_energy,
)
from landauer_lib.spin.splitting import spin_split_staircase
from landauer_lib.spin.transistor import datta_das_average, datta_das_transmission
from landauer_lib.spin.valve import julliere, slonczewski_polarization, spin_valve

__all__ = [
    "barrier_injection",
    "datta_das_average",
    "datta_das_transmission",
    "injected_polarization",
    "injection_magnetoresistance",
    "julliere",
    "precession_angle",
    "rashba_channels",
    "rashba_subbands",
    "slonczewski_polarization",
    "spin_orbit_energy",
    "spin_split_staircase",
    "spin_valve",
]
