"""Transmission of single-channel barriers, resonators and molecules.

``potentials`` holds the textbook closed forms, ``piecewise`` any piecewise-constant potential with
a position-dependent mass, ``states`` its wave functions and packets, ``resonance`` the Breit–Wigner
level at zero and finite temperature, ``molecules`` the I–V curves built from it. Energies are in
eV and counted from the band bottom of the left lead unless a potential is given for it, lengths in
m, masses in free-electron masses; widths Γ are full widths at half maximum (escape rate Γ/ħ).
Transmissions are per spin, and 0 where a lead has no open channel.
"""

from landauer_lib.barriers.molecules import (
    molecular_current,
    superexchange,
    superexchange_decay,
)
from landauer_lib.barriers.piecewise import piecewise_constant, piecewise_transmission
from landauer_lib.barriers.potentials import (
    delta_barrier,
    double_barrier,
    potential_step,
    rectangular_barrier,
)
from landauer_lib.barriers.resonance import (
    breit_wigner,
    breit_wigner_conductance,
    breit_wigner_current,
)
from landauer_lib.barriers.states import scattering_state, wave_packet

__all__ = [
    "breit_wigner",
    "breit_wigner_conductance",
    "breit_wigner_current",
    "delta_barrier",
    "double_barrier",
    "molecular_current",
    "piecewise_constant",
    "piecewise_transmission",
    "potential_step",
    "rectangular_barrier",
    "scattering_state",
    "superexchange",
    "superexchange_decay",
    "wave_packet",
]
