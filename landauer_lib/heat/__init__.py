"""Heat through single channels: at most π²k_B²T/3h each, whoever carries it.

Energies in eV, temperatures in K, thermal conductance in W/K, per channel without degeneracy: a
spin-degenerate electron channel counts twice, each polarization of a phonon once. Phonons and
photons are not conserved (chemical potential 0); particles with exclusion statistics are, and
conduct heat with no particle current (open circuit). Channels are ideal, with unit transmission,
where nothing else is said; electrons with any transmission T(E) are in
:func:`landauer_lib.landauer.thermal_conductance`.
"""

from landauer_lib.heat.electrons import resonance_lorenz_ratio, wiedemann_franz
from landauer_lib.heat.modes import (
    information_rate,
    mode_heat_current,
    mode_thermal_conductance,
    phonon_thermal_conductance,
)
from landauer_lib.heat.statistics import (
    exclusion_occupation,
    exclusion_thermal_conductance,
    exclusion_window,
)
from landauer_lib.heat.waveguides import (
    circuit_transmission,
    photon_thermal_conductance,
    suspended_beam_cutoffs,
)

__all__ = [
    "circuit_transmission",
    "exclusion_occupation",
    "exclusion_thermal_conductance",
    "exclusion_window",
    "information_rate",
    "mode_heat_current",
    "mode_thermal_conductance",
    "phonon_thermal_conductance",
    "photon_thermal_conductance",
    "resonance_lorenz_ratio",
    "suspended_beam_cutoffs",
    "wiedemann_franz",
]
