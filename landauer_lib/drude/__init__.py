"""From Drude's conductor to the ballistic one: mean free paths, contact resistance, Sharvin.

Electrons with Fermi wavevector k_F that lose their momentum after a time τ have the conductivity
ne²τ/m. A wire of M channels keeps a resistance h/(degeneracy e² M) however short or clean it is,
and R = (h/(degeneracy e² M))(1 + L/λ) leads from there to Ohm's law. λ is the mean free path for
backscattering, which is not l = v_F τ but 2l, πl/2, 4l/3 in one, two, three dimensions. Valid for a
parabolic band at low temperature, and for the crossover while electrons lose their phase between
scatterers or the wire is short against its localization length: ``ballistic`` has the formulas,
``occupation`` what fills the wire meanwhile, ``montecarlo`` the electrons one by one. SI units,
masses in free-electron masses; densities in 1/m, 1/m², 1/m³ according to the dimension.
"""

from .ballistic import (
    contact_resistance,
    sharvin_channels,
    sharvin_conductance,
    sharvin_resistance,
    wexler_resistance,
    wire_resistance,
)
from .diffusive import (
    backscattering_length,
    conductivity,
    fermi_energy,
    fermi_velocity,
    fermi_wavevector,
    mean_free_path,
    mobility,
    relaxation_time,
)
from .montecarlo import Passage, Path, classical_paths, classical_transmission
from .occupation import Movers, wire_occupation

__all__ = [
    "Movers",
    "Passage",
    "Path",
    "backscattering_length",
    "classical_paths",
    "classical_transmission",
    "conductivity",
    "contact_resistance",
    "fermi_energy",
    "fermi_velocity",
    "fermi_wavevector",
    "mean_free_path",
    "mobility",
    "relaxation_time",
    "sharvin_channels",
    "sharvin_conductance",
    "sharvin_resistance",
    "wexler_resistance",
    "wire_occupation",
    "wire_resistance",
]
