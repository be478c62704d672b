"""Transverse modes: how many channels a width holds, and why each carries the same current.

A wire confines its electrons across, so that its spectrum is a ladder of one-dimensional subbands.
The bottom of a subband is the threshold of a channel. In each the velocity falls and the density
of states grows so that their product is 1/h, whatever the dispersion. Energies in eV from the
bottom of the two-dimensional band, widths in m, masses in free-electron masses, fields in T.
A channel counts as open when its threshold lies *below* the energy: at the threshold itself it
carries no current yet. Valid for one parabolic band and, except for the magnetic functions, B = 0.

``thresholds`` counts channels, ``flow`` the electrons in one, ``waveguide`` matches the modes of
wires of different widths, ``impurity`` scatters them on one site.
"""

from .flow import Flow, velocity_times_density
from .impurity import site_impurity
from .thresholds import (
    cyclotron_energy,
    hard_wall_threshold,
    magnetic_mass,
    magnetic_threshold,
    open_channels,
    open_parabolic_channels,
    parabolic_threshold,
    zeeman_splitting,
)
from .waveguide import mode_profile, stepped_waveguide

__all__ = [
    "Flow",
    "cyclotron_energy",
    "hard_wall_threshold",
    "magnetic_mass",
    "magnetic_threshold",
    "mode_profile",
    "open_channels",
    "open_parabolic_channels",
    "parabolic_threshold",
    "site_impurity",
    "stepped_waveguide",
    "velocity_times_density",
    "zeeman_splitting",
]
